"""Exit codes, and errors that carry what to do next."""

from __future__ import annotations

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
