"""Workers that crash, hang or raise cost their own item and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def test_a_run_ended_from_outside_is_interrupted_without_tracebacks(tmp_path: Path) -> None:
    rows = "".join(f"Ann{n},Low{n},,Firm {n},Buyer,04 Apr 2021\n" for n in range(6000))
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,Email Address,Company,Position,Connected On\n" + rows
    )
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(tmp_path / "Connections.csv"),
        "-w",
        str(tmp_path / "ws"),
        "--jobs",
        "2",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        os.killpg(process.pid, signal.SIGTERM)
        said += process.stderr.read()
    assert process.returncode == 130
    assert "Run the same command again" in said
    assert "Traceback" not in said
