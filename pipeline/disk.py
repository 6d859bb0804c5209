"""Files on disk that are whole or not there: written beside their place, flushed, renamed; hashes, lines, folders."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shlex
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.errors import UsageError

TEMPORARY = re.compile(r"\.(.+)\.\d+")
"""Names of files that are being written: what a crash leaves of them may hold what is to be forgotten."""


def named(path: str | Path) -> Path:
    """A path that was given; raises UsageError for an empty one, as of a variable that is not set: it would be taken
    for the current folder, with all that lies there."""
    if not str(path):
        raise UsageError("An empty path was given.", "Name a file or folder; the current folder is `.`.")
    return Path(path)


def quoted(path: str | Path) -> str:
    """A path as it stands in a command that a user may copy: folders of events have spaces in their names."""
    return shlex.quote(str(path))


def write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file as a whole (0600): a temporary file beside it, flushed, then renamed over it."""
    temporary = path.with_name(f".{path.name[:80]}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(data)
            if sync:
                f.flush()
                os.fsync(f.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def remove_torn(paths: Iterable[Path], only: Collection[str] = ()) -> None:
    """Remove of these what a crash left half written. `only`: names of the files that are written here; none: any."""
    for path in list(paths):
        name = TEMPORARY.fullmatch(path.name)
        if name and (name[1] in only or not only) and path.is_file() and not path.is_symlink():
            path.unlink(missing_ok=True)


def write_through(path: Path, data: bytes) -> None:
    """Write where a user says: a file as a whole, through links to it; into a pipe or a device as into a stream, which
    stays where it is."""
    try:
        stream = not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        stream = False
    if stream:
        with path.open("wb") as f:
            f.write(data)
    else:
        write(Path(os.path.realpath(path)), data)


def content_hash(path: Path) -> str:
    """sha256 of a file in hex, "" where there is none to read."""
    try:
        with path.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError:
        return ""


def make_private(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """These files, and the folders with all in them, for the owner alone (0600, 0700), as far as that can be: a backup
    that was restored, or an editor, may have opened them to others. Links are left as they are."""
    for path in files:
        _close_to_others(path, stat.S_IFREG | 0o600)
    for folder in folders:
        for root, _, names in os.walk(folder):
            _close_to_others(Path(root), stat.S_IFDIR | 0o700)
            for name in names:
                _close_to_others(Path(root, name), stat.S_IFREG | 0o600)


def _close_to_others(path: Path, wanted: int) -> None:
    """`wanted`: kind and mode; what is of another kind is left as it is."""
    with suppress(OSError):
        found = path.lstat().st_mode
        if stat.S_IFMT(found) == stat.S_IFMT(wanted) and found != wanted:
            path.chmod(stat.S_IMODE(wanted))


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it as far as that can be, also where somebody took away the right to write there:
    what is left behind may be of people who are to be forgotten."""
    if folder.is_symlink():
        return
    with suppress(OSError):
        folder.chmod(0o700)
    for root, names, _ in os.walk(folder):
        for path in (Path(root, name) for name in names):
            if not path.is_symlink():
                with suppress(OSError):
                    path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def write_all(handle: int, data: bytes) -> None:
    """`os.write` may write less than it was given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def is_at(handle: int, path: Path) -> bool:
    """Whether the open file is the one of this name, not one that it replaced."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that there is no moment without either; False where the system
    cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of Linux, `renameat2(2)`: paths are relative to the working folder; exchange."""


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lines(path: Path) -> Iterator[str]:
    """The lines of a JSON Lines file, without the byte order mark that editors put before them. A last one without its
    line end counts if it is whole, as editors leave it; torn by a crash it is left out."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return
    except OSError as e:
        raise unusable(path, e) from e
    *lines, last = text.split("\n")
    yield from lines
    if _is_whole(last):
        yield last


def unusable(path: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{path} cannot be read: {error.strerror}.", "Make it a file that you may read and write, or move it away."
    )


def _is_whole(line: str) -> bool:
    try:
        return bool(line) and json.loads(line) is not None
    except (ValueError, RecursionError):
        return False
