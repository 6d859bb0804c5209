"""From the given files and folders to items: walk, tell litter and links apart, hash."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk import quoted
from pipeline.errors import UsageError
from pipeline.schema import Item, Refused, digest

IGNORE_MARKER = ".cardfile-ignore"
"""A folder that holds a file of this name is passed over."""

LITTER = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin", "@eadir"}
MAX_BYTES = 1 << 31
REACH = "Change the permissions of the folder that it is in, or copy it to where you may read it."


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the inbox, not read yet."""

    name: str
    path: Path
    event: str
    """Name of the SOURCE folder, or of a folder below it whose name begins with a date."""
    origin: str = ""
    """What `origin` says of its SOURCE."""


def check_there(sources: list[Path]) -> None:
    """Raise UsageError when one of the sources does not exist, or cannot be reached."""
    for source in sources:
        try:
            source.stat()
        except (FileNotFoundError, NotADirectoryError) as e:
            raise UsageError(
                f"{source} does not exist.", "Check the path; give files or folders that are there."
            ) from e
        except OSError as e:
            remedy = REACH if isinstance(e, PermissionError) else "Check the path."
            raise UsageError(f"{source} cannot be reached: {e.strerror}.", remedy) from e
        except ValueError as e:
            raise UsageError(f"{source!r} is no path: {e}.", "Give files or folders that are there.") from e


KEPT = ("sources", "out", "cache", "tables", "decisions.jsonl")
"""What Cardfile keeps in a workspace."""


def check_not_within(workspace: Path) -> None:
    """Raise UsageError for a workspace in what Cardfile keeps of another, such as its `out/`: that is replaced as a
    whole, and the sources and decisions in it would go."""
    root = workspace.resolve()
    for outer in root.parents:
        if root.relative_to(outer).parts[0] in KEPT and (outer / "sources" / "index.jsonl").is_file():
            raise UsageError(
                f"{workspace} lies in the workspace {outer}, in what Cardfile itself keeps there.",
                f"Give that workspace, -w {quoted(outer)}, or choose another folder.",
            )


def check_outside(sources: list[Path], workspace: Path) -> None:
    """Raise UsageError when one of the sources is the workspace or lies in what Cardfile keeps there: what was
    published is no input. Folders of the user's own may lie in the workspace."""
    root = workspace.resolve()
    kept = [root / name for name in KEPT]
    for source in sources:
        whole = source.resolve()
        if whole == root or any(whole.is_relative_to(path) for path in kept):
            raise UsageError(
                f"{source} is in the workspace {workspace}: what is there was made or taken in by Cardfile.",
                "Leave it out to rebuild; move files of your own out of the workspace, or choose another with -w DIR.",
            )


def walk(sources: list[Path], workspace: Path) -> tuple[list[Found], list[Refused]]:
    """All regular files below the sources, in an order that does not depend on the file system.

    A workspace inside a source is passed over. Hidden files, system litter, links and everything
    that is not a regular file are passed over too: each is a refused row.
    """
    found: list[Found] = []
    refused: list[Refused] = []
    check_there(sources)
    for source in sources:
        if source.is_file():
            found.append(Found(printable(source.name), source, "", origin(source)))
        elif source.is_dir():
            for name, path, problem in _below(source, workspace.resolve()):
                if problem:
                    refused.append(Refused(name, "", *problem))
                else:
                    found.append(Found(name, path, _event(source, name), origin(source)))
        else:
            refused.append(Refused(printable(source.name), "", *NOT_A_FILE))
    return sorted(found, key=lambda f: (f.name, f.event)), refused


def origin(source: Path) -> str:
    """A digest of the name of the SOURCE folder, of a file given by itself of the folder it lies in. With the file's name
    it tells files of one name in several folders apart, wherever the folders are moved; it names nobody, as the names
    of folders may."""
    return digest(printable((source if source.is_dir() else source.absolute().parent).resolve().name))


def event_day(event: str) -> str:
    """The day that an event's name begins with: `2026-05-14 Harbour Fair`; "" where it begins with none."""
    found = re.match(r"(19|20)\d\d-\d\d-\d\d\b", event)
    return found[0] if found else ""


def _event(source: Path, name: str) -> str:
    """`2026-05-14 Harbour Fair/x.jpg` was met there, whatever folder holds the folder."""
    dated = [part for part in name.split("/")[:-1] if re.match(r"\d{4}-\d\d(-\d\d)?\b", part)]
    return dated[-1] if dated else printable(source.resolve().name)


NOT_A_FILE = ("not-a-file", "It is a pipe, a device or a socket, not a file.", "Give a file or a folder.")
LINK = ("link", "It is a link, and links inside a folder are not followed.", "Copy the file itself into the folder.")
HIDDEN = ("ignored", "A hidden or system file, not a contact.", "Nothing to do.")
MARKED = (
    "ignored",
    f"This folder holds a file {IGNORE_MARKER}.",
    "Nothing to do; remove that file to take the folder in.",
)


Entry = tuple[str, Path, tuple[str, str, str] | None]
"""Name and path of what lies in a folder, and why it is passed over."""


def _below(root: Path, workspace: Path) -> Iterator[Entry]:
    """All entries below the root, however deep they lie."""
    folders = [root]
    while folders:
        yield from _inside(folders.pop(), root, workspace, folders)


def _inside(folder: Path, root: Path, workspace: Path, deeper: list[Path]) -> Iterator[Entry]:
    """The entries of a folder, less the folders in it, which are added to `deeper`."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError as e:
        reason = f"The folder cannot be opened: {e.strerror}."
        yield _name(folder, root), folder, ("unreadable", reason, "Change its permissions and run again.")
        return
    for entry in entries:
        path = Path(entry.path)
        name = _name(path, root)
        if entry.is_symlink():
            yield name, path, LINK
        elif entry.name.lower() in LITTER or entry.name.startswith((".", "~$")):
            yield name, path, HIDDEN
        elif entry.is_dir():
            if path.resolve() == workspace:
                continue
            if _is_marked(path):
                yield name + "/", path, MARKED
            else:
                deeper.append(path)
        elif entry.is_file():
            yield name, path, None
        else:
            yield name, path, NOT_A_FILE


def _is_marked(folder: Path) -> bool:
    """False too where the folder may not be entered: then opening it tells so."""
    try:
        return (folder / IGNORE_MARKER).exists()
    except OSError:
        return False


def _name(path: Path, root: Path) -> str:
    return printable(path.relative_to(root).as_posix())


def printable(name: str) -> str:
    """A file name, or a word of the command line, as valid UTF-8: bytes that are none are written as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def load(found: Found) -> Item | Refused:
    """Read a found file; what cannot be read is a refused row."""
    try:
        info = found.path.stat()
        if not stat.S_ISREG(info.st_mode):
            return Refused(found.name, "", *NOT_A_FILE)
        if info.st_size > MAX_BYTES:
            reason = f"The file has {info.st_size / 1e9:.1f} GB; up to {MAX_BYTES / 1e9:.1f} GB are read."
            return Refused(found.name, "", "too-large", reason, "Split it into smaller files.")
        data = found.path.read_bytes()
    except OSError as e:
        reason = f"The file cannot be read: {e.strerror}."
        return Refused(found.name, "", "unreadable", reason, "Change its permissions or copy it anew.")
    return Item(found.name, data, hashlib.sha256(data).hexdigest())
