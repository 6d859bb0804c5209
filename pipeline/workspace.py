"""The workspace on disk: paths, the ledger of accepted inputs, decisions, cache, lock, publishing.

Two things in it are precious: `sources/` with its ledger, and `decisions.jsonl`. All else is rebuilt.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline import disk, ledger
from pipeline.errors import CardfileError, UsageError
from pipeline.ledger import Entry, Ledger

AGAIN = (
    "Give the file to `cardfile run` again, or restore sources/ from a backup; `--allow-loss` goes on without the file."
)

IN_ROOT = ("decisions.jsonl", "open-review.html")
"""Files that are written in the workspace's own folder, where users may keep what is theirs."""
PUBLISHED = ("people.csv", "datapackage.json", "summary.json")
"""Files by which a folder is known as one that was published; users may delete one of them to have it made anew."""
COPY = re.compile("[0-9a-f]{64}")
"""Names of copies of inputs."""
LEFT = ".left"
"""Ends the name of what an erasing leaves of an input, until it takes the input's place."""


class Workspace:
    """A folder of the user's; every file in it is 0600, every folder 0700."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = root / "settings.toml"
        self.sources = root / "sources"
        self.index = self.sources / "index.jsonl"
        self.decisions = root / "decisions.jsonl"
        self.cache = root / "cache"
        self.tables = root / "tables"
        self.out = root / "out"
        self.dry = False
        """Where set, nothing is written, the cache included."""

    def create(self) -> None:
        """Make the folders. Raises UsageError where they cannot be used, or `out/` is somebody else's."""
        try:
            for folder in (self.root, self.sources, self.cache):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.chmod(0o700)
            if self.tables.is_symlink() or self.tables.exists():  # else it is made when there is something to keep
                self.tables.mkdir(exist_ok=True)
        except FileExistsError as e:
            path = Path(e.filename)
            what = "a link to nothing" if path.is_symlink() else "a file"
            raise UsageError(
                f"The workspace {self.root} cannot be used: {path} is {what}.",
                "Move it away, or choose another folder with -w DIR.",
            ) from e
        except OSError as e:
            raise UsageError(
                f"The workspace {self.root} cannot be used: {e.strerror or e}.",
                "Choose a folder you may write to with -w DIR.",
            ) from e
        if self.out.is_symlink() or (self.out.exists() and not self.out.is_dir()):
            raise UsageError(
                f"{self.out} is not the folder that Cardfile publishes into, but a file or a link.",
                "Move it away and run again.",
            )
        if self.out.exists() and any(self.out.iterdir()) and not any((self.out / name).exists() for name in PUBLISHED):
            raise UsageError(
                f"{self.out} holds files that Cardfile did not publish, and publishing replaces it as a whole.",
                "Move it away, or choose another folder with -w DIR.",
            )

    def _finish(self) -> None:
        """Finish or undo what was cut off: a publishing between its two renames, an erasing; only for whoever holds
        the lock."""
        former = self.root / "out.former"
        if former.is_dir():
            if self.out.exists():
                disk.remove_tree(former)
            else:
                former.rename(self.out)
        for left in self.root.glob("out.new-*"):
            if left.name.removeprefix("out.new-").isdecimal():
                disk.remove_tree(left)
        disk.remove_torn(self.root.iterdir(), only=IN_ROOT)
        for folder in (self.sources, self.cache, self.tables):
            disk.remove_torn(folder.rglob(".*"))
        self.settle()
        disk.make_private([self.settings, self.decisions], [self.sources, self.cache, self.tables])
        for left in self.cache.glob("spark-*"):  # what an engine kept there while it ran
            disk.remove_tree(left)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the workspace for one writer; a second one is told so instead of waiting. A dry run needs no hold."""
        if self.dry:
            yield
            return
        path = self.root / ".lock"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as e:
                raise UsageError(
                    f"Another run is working in {self.root}.",
                    "Wait until it has ended, or use another workspace with -w.",
                ) from e
            self._finish()
            yield
        finally:
            os.close(handle)

    def ledger(self) -> Ledger:
        """The ledger; the later of two lines with the same digest counts."""
        try:
            return ledger.read(disk.lines(self.index))
        except (ValueError, TypeError, AttributeError, RecursionError) as e:
            raise CardfileError(
                f"{self.index} is damaged: {str(e)[:120]}.",
                "Restore it from a backup; the files in sources/ are untouched.",
            ) from e

    def append(self, entries: list[Entry]) -> None:
        """Add lines to the ledger, all or none of them reaching the disk before this returns."""
        disk.write(self.index, ledger.written([*self.ledger().entries, *entries]))

    def rewrite(self, changed: Mapping[str, Entry]) -> None:
        """Replace the lines of the entries with these keys, all or none of them; what they said before is gone from
        the disk."""
        disk.write(self.index, ledger.written([changed.get(e.key, e) for e in self.ledger().entries]))
        disk.sync_folder(self.sources)

    def keep(self, digest: str, data: bytes) -> None:
        """Copy an accepted input under the hash of its content; a whole copy that is there stays."""
        path = self.source(digest)
        if not self.is_whole(digest):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if path.is_dir():
                path.rename(path.with_name(f"{path.name[:8]}.damaged-{os.getpid()}"))
            disk.write(path, data)

    def unlisted(self) -> list[Path]:
        """Copies of inputs that the ledger does not name: a run that was cut off had taken them in."""
        named = {e.digest for e in self.ledger().accepted()}
        copies = (p for p in sorted(self.sources.glob("??/*")) if COPY.fullmatch(p.name) and p.is_file())
        return [path for path in copies if path.name not in named]

    def is_whole(self, digest: str, content: str = "") -> bool:
        """Whether the copy of an input is there and as it was taken in. `content`: its hash where it is no longer the
        original (`Entry.left`)."""
        return disk.content_hash(self.source(digest)) == (content or digest)

    def is_kept(self, entry: Entry) -> bool:
        """Whether all is there of an accepted input that is to be; of what an erasing left, in lines of before its
        hash was noted, only that it is there."""
        if entry.distilled and not entry.left:
            return self.source(entry.digest).is_file()
        beside = entry.left and disk.content_hash(self._left(entry.digest)) == entry.left
        return bool(beside) or self.is_whole(entry.digest, entry.left)

    def keep_left(self, digest: str, data: bytes) -> str:
        """Keep what an erasing leaves of an accepted input, beside it; the hash that its line in the ledger is to name."""
        path = self._left(digest)
        disk.write(path, data)
        disk.sync_folder(path.parent)
        return hashlib.sha256(data).hexdigest()

    def settle(self) -> None:
        """Put what erasings left in the place of the originals, the one exception to their being immutable.

        The ledger decides: what it does not name is of an erasing that was cut off, and goes; the original holds.
        """
        beside = sorted(self.sources.glob(f"??/*{LEFT}"))
        named = {e.digest: e.left for e in self.ledger().entries} if beside else {}
        for path in beside:
            digest = path.name.removesuffix(LEFT)
            if hashlib.sha256(path.read_bytes()).hexdigest() == named.get(digest):
                path.replace(self.source(digest))
            else:
                path.unlink()
            disk.sync_folder(path.parent)

    def source(self, digest: str) -> Path:
        """Where the bytes of an accepted input lie."""
        return self.sources / digest[:2] / digest

    def _left(self, digest: str) -> Path:
        return self.sources / digest[:2] / (digest + LEFT)

    def read(self, entry: Entry) -> bytes:
        """The bytes of an accepted input, or what an erasing left of it, also where it is not in its place yet."""
        beside, path = self._left(entry.digest), self.source(entry.digest)
        if entry.left and disk.content_hash(beside) == entry.left:
            path = beside
        try:
            data = path.read_bytes()
        except FileNotFoundError as e:
            raise CardfileError(f"The workspace has lost its copy of {entry.name} ({path}).", AGAIN) from e
        except OSError as e:
            raise CardfileError(
                f"The workspace's copy of {entry.name} ({path}) cannot be read: {e.strerror}.", AGAIN
            ) from e
        whole = entry.left if entry.distilled else entry.digest
        if whole and hashlib.sha256(data).hexdigest() != whole:
            remedy = "Restore sources/ from a backup." if entry.distilled else AGAIN
            raise CardfileError(f"The workspace's copy of {entry.name} ({path}) is damaged.", remedy)
        return data

    def cached(self, kind: str, key: str) -> str:
        """A cached text, "" where there is none."""
        try:
            return (self.cache / kind / key).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def store(self, kind: str, key: str, text: str) -> None:
        """Cache a text."""
        if self.dry:
            return
        folder = self.cache / kind
        if folder.exists() and not folder.is_dir():
            folder.unlink()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (folder / key).is_dir():
            disk.remove_tree(folder / key)
        disk.write(folder / key, text.encode("utf-8", "backslashreplace"), sync=False)

    def keep_table(self, name: str, data: bytes) -> None:
        """Keep a table that is not published; it can be deleted and is made anew by the next run."""
        self.tables.mkdir(mode=0o700, exist_ok=True)
        self.tables.chmod(0o700)
        disk.write(self.tables / name, data)

    def decision_lines(self) -> list[str]:
        """The lines of decisions.jsonl."""
        return list(disk.lines(self.decisions))

    def decide(self, lines: list[str]) -> None:
        """Append decisions, all or none of them; what people decided is never rewritten."""
        with self._held_decisions() as handle:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            text = "\n" * torn + "".join(line.rstrip("\n") + "\n" for line in lines)
            try:
                disk.write_all(handle, text.encode())
                os.fsync(handle)
            except BaseException:
                os.ftruncate(handle, size)
                raise

    def rewrite_decisions(self, kept: Callable[[list[str]], list[str]]) -> None:
        """Drop decisions that hold words about an erased person: the one exception to append-only.

        `kept`: of the lines that are there, those that stay. Nobody appends a line in between.
        """
        with self._held_decisions():
            lines = self.decision_lines()
            stay = kept(lines)
            if stay != lines:
                disk.write(self.decisions, "".join(line + "\n" for line in stay).encode())

    @contextmanager
    def _held_decisions(self) -> Iterator[int]:
        """A handle on decisions.jsonl, to which nobody else writes meanwhile: the review page decides without the lock
        of the workspace. Who waited while the file was replaced opens the new one."""
        held = False
        while not held:
            try:
                handle = os.open(self.decisions, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            except (IsADirectoryError, PermissionError) as e:
                raise disk.unusable(self.decisions, e) from e
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                held = disk.is_at(handle, self.decisions)
                if held:
                    yield handle
            finally:
                os.close(handle)

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Replace `out/` as a whole: readers see the former files or the new ones, never a mixture."""
        new = self.root / f"out.new-{os.getpid()}"
        new.mkdir(mode=0o700)
        for name, data in sorted(files.items()):
            disk.write(new / name, data)
        former = self.root / "out.former"
        if not self.out.exists():
            new.rename(self.out)
        elif disk.exchange(new, self.out):
            former = new
        else:
            self.out.rename(former)
            new.rename(self.out)
        disk.sync_folder(self.root)
        disk.remove_tree(former)
