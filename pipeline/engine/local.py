"""Worker processes that may crash or hang without costing the run more than the item they had.

`concurrent.futures` breaks the whole pool when one worker dies and cannot end a hanging one, so
each worker here has its own pipe, is given one item at a time, and is replaced when it is lost.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.engine.base import ALONE, Meet

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands where a result should: why there is none (`crashed` or `timed-out`)."""

    why: str


def default_jobs(bytes_each: int = 800_000_000) -> int:
    """Workers that fit the processor cores and the memory that is free now."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        free = bytes_each
    return max(1, min(cores, free // bytes_each))


def leave_interrupts() -> None:
    """In a worker: Ctrl-C, which reaches the whole group of processes, is the run's to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Local:
    """The processes of this machine."""

    name = "local"
    versions: Mapping[str, str] = MappingProxyType({})

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or default_jobs()
        self.meet: Meet | None = None

    def map_pieces(
        self,
        function: Callable[[pd.DataFrame], pd.DataFrame],
        pieces: Sequence[pd.DataFrame],
        columns: Mapping[str, str],
    ) -> list[pd.DataFrame]:
        """See Engine. Where a process is lost (memory, a library that forks badly) this one does all the work."""
        if self.jobs > 1 and len(pieces) > 1:
            try:
                with ProcessPoolExecutor(self.jobs, initializer=leave_interrupts) as pool:
                    return list(pool.map(function, pieces))
            except BrokenProcessPool:
                pass
        return ALONE.map_pieces(function, pieces, columns)


def map_each(
    function: Callable[[T], R], items: Sequence[T], *, jobs: int, timeout: float
) -> Iterator[tuple[int, R | Lost]]:
    """Results of `function` for each item with the item's index, in the order in which they are ready.

    A worker that dies or needs more than `timeout` seconds for an item yields `Lost` for that item.
    """
    waiting = deque(enumerate(items))
    context = mp.get_context("spawn")
    workers: list[_Worker] = []
    try:
        workers = [_Worker(context, function) for _ in range(max(1, min(jobs, len(items))))]
        for worker in workers:
            worker.give(waiting)
        while any(w.busy for w in workers):
            busy = {w.pipe: w for w in workers if w.busy}
            now = time.monotonic()
            soonest = min(w.since for w in busy.values()) + timeout - now
            ready = wait(list(busy), timeout=max(0.0, soonest))
            for pipe in ready:
                worker = busy[pipe]  # type: ignore[index]
                index, result = worker.index, worker.take()
                if isinstance(result, Lost):
                    worker.replace()
                worker.give(waiting)
                yield index, result
            for worker in busy.values():
                if worker.busy and worker.pipe not in ready and time.monotonic() - worker.since > timeout:
                    index = worker.index
                    worker.replace()
                    worker.give(waiting)
                    yield index, Lost("timed-out")
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    def __init__(self, context: Any, function: Callable[[Any], Any]) -> None:
        self._context, self._function = context, function
        self.busy, self.index, self.since = False, -1, 0.0
        self._start()

    def _start(self) -> None:
        self.pipe: Connection
        self.pipe, other = self._context.Pipe()
        self._process: BaseProcess = self._context.Process(target=_serve, args=(other, self._function), daemon=True)
        self._process.start()
        other.close()

    def give(self, waiting: deque[tuple[int, Any]]) -> None:
        self.busy = bool(waiting)
        if waiting:
            self.index, item = waiting.popleft()
            self.since = time.monotonic()
            try:
                self.pipe.send(item)
            except (BrokenPipeError, OSError):
                self.replace()
                self.pipe.send(item)

    def take(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return Lost("crashed")

    def replace(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """The worker's loop: an exception counts as a crash of that item."""
    leave_interrupts()
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = function(item)
        except Exception as e:
            result = Lost(f"crashed ({type(e).__name__})")
        try:
            pipe.send(result)
        except OSError:
            return  # the run was ended; nobody waits for the result
