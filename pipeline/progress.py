"""Progress and messages on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn


class StandardError:
    """Standard error as long as somebody takes it: where its reader is gone, its disk full or itself closed, the work
    goes on untold."""

    def write(self, text: str) -> int:
        """What cannot be written is dropped."""
        stream = self._stream()
        try:
            return stream.write(text) if stream else 0
        except (OSError, ValueError):
            silence(stream)
            return 0

    def flush(self) -> None:
        """As `write`."""
        stream = self._stream()
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):
            silence(stream)

    def isatty(self) -> bool:
        """Whether a person watches."""
        stream = self._stream()
        return bool(stream and not stream.closed and stream.isatty())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream(), name)

    @staticmethod
    def _stream() -> IO[str] | None:
        """Looked up anew each time, as rich does, which puts itself into its place while a bar is shown."""
        return cast("IO[str] | None", getattr(sys.stderr, "rich_proxied_file", sys.stderr))


def silence(stream: IO[str] | None) -> None:
    """Let what goes to a stream that cannot be written go nowhere; else Python fails once more when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, cast("IO[str]", stream).fileno())
        os.close(nowhere)


class Teller:
    """Tells what is going on, and keeps how long each step took."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(file=cast("IO[str]", StandardError()), quiet=quiet, highlight=False, soft_wrap=True)
        self.seconds: dict[str, float] = {}

    def say(self, text: str, style: str = "") -> None:
        """One line; what users wrote in it is not taken for markup."""
        self.console.print(text, style=style or None, markup=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step, with a spinner where there is a terminal."""
        start = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{name} …"):
                yield
        else:
            yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - start, 3)

    @contextmanager
    def bar(self, name: str, total: int) -> Iterator[Counter]:
        """A progress bar on a terminal, a line every ten per cent elsewhere."""
        start = time.monotonic()
        if self.console.is_terminal:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            with Progress(*columns, console=self.console, transient=True) as progress:
                yield Counter(self, name, total, progress)
        else:
            yield Counter(self, name, total, None)
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - start, 3)


class Counter:
    """Counts what is done of a total."""

    def __init__(self, teller: Teller, name: str, total: int, progress: Progress | None) -> None:
        self._teller, self._name, self._total, self._progress = teller, name, total, progress
        self._task = progress.add_task(name, total=total) if progress else None
        self.done = 0

    def advance(self, by: int = 1) -> None:
        """So many more are done."""
        before, self.done = self.done, self.done + by
        if self._progress and self._task is not None:
            self._progress.advance(self._task, by)
        elif self._total and (self.done == self._total or self.done * 10 // self._total > before * 10 // self._total):
            self._teller.say(f"{self._name}: {self.done} of {self._total}")


def counted(number: int, word: str) -> str:
    """`1 run`, `2 runs`."""
    return f"{number} {word}{'' if number == 1 else 's'}"
