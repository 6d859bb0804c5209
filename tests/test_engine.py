"""Workers that crash, hang or raise cost their own item and nothing else."""

from __future__ import annotations

import os
import time

from pipeline.engine.local import Lost, default_jobs, map_each


def behave(order: str) -> str:
    if order == "crash":
        os._exit(1)
    if order == "hang":
        time.sleep(60)
    if order == "raise":
        raise ValueError("no")
    return order.upper()


def test_neighbours_of_a_crash_a_hang_and_an_exception_are_kept() -> None:
    orders = ["a", "crash", "b", "hang", "raise", "c"]
    results = dict(map_each(behave, orders, jobs=2, timeout=2.0))
    assert len(results) == len(orders)
    assert [results[i] for i in (0, 2, 5)] == ["A", "B", "C"]
    assert results[1] == Lost("crashed")
    assert results[3] == Lost("timed-out")
    assert results[4] == Lost("crashed (ValueError)")


def test_nothing_to_do_starts_nothing() -> None:
    assert list(map_each(behave, [], jobs=4, timeout=1.0)) == []


def test_jobs_fit_the_machine() -> None:
    assert 1 <= default_jobs() <= (os.cpu_count() or 1)
    assert default_jobs(bytes_each=1 << 60) == 1
