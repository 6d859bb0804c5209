"""Progress and messages on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn


class Teller:
    """Tells what is going on, and keeps how long each step took."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)
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

    def advance(self) -> None:
        """One more is done."""
        self.done += 1
        if self._progress and self._task is not None:
            self._progress.advance(self._task)
        elif self._total and (
            self.done == self._total or self.done * 10 // self._total > (self.done - 1) * 10 // self._total
        ):
            self._teller.say(f"{self._name}: {self.done} of {self._total}")
