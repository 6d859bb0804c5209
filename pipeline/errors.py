"""Exit codes, and errors that carry what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of the contract."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    DEPENDENCY = 3
    LOSS = 4
    BUG = 70
    INTERRUPTED = 130


class CardfileError(Exception):
    """An expected failure: one line of what happened and one line of what to do."""

    exit_code: Exit = Exit.USAGE

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class UsageError(CardfileError):
    """Wrong arguments or settings."""


class DependencyError(CardfileError):
    """Something that must be installed is missing; `remedy` is the command that installs it."""

    exit_code = Exit.DEPENDENCY


class LossError(CardfileError):
    """Publishing would lose people who are in the last published run."""

    exit_code = Exit.LOSS


NO_ROOM = "Free some space there and do the same again."
OF_THE_DISK = {
    errno.ENOSPC: ("The disk is full", NO_ROOM),
    errno.EDQUOT: ("Your share of the disk is used up", NO_ROOM),
    errno.EROFS: ("The disk can only be read", "Make it writable, or choose another workspace with -w DIR."),
    errno.EFBIG: ("The disk takes no file as large as that", "Raise that limit (`ulimit -f`), or choose another disk."),
    errno.EIO: ("The disk fails", "Check that it is still connected, copy what it holds, and do the same again."),
    errno.ENAMETOOLONG: ("A name is too long for the disk", "Choose a shorter one."),
    errno.EACCES: ("You have no permission", "Change the permissions there, or choose another workspace with -w DIR."),
    errno.EPERM: ("The system does not permit it", "Choose another workspace with -w DIR, on a disk of your own."),
    errno.ELOOP: ("A link leads to itself", "Move it away and do the same again."),
}
"""What users can mend: errno -> what happened, what to do."""


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn the failure of a disk that is full or read-only, and what else users can mend there, which is no bug, into a
    UsageError."""
    try:
        yield
    except OSError as e:
        if e.errno not in OF_THE_DISK:
            raise
        happened, remedy = OF_THE_DISK[e.errno]
        where = f": {e.filename} could not be used" if e.filename else ""
        raise UsageError(f"{happened}{where}.", remedy) from e
