"""Erasing is done as a whole or not at all, wherever it is cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from pipeline import workspace
from pipeline.assemble import versions_by_id
from pipeline.erase import commit, without
from pipeline.extract import TakenIn, extract_all
from pipeline.people.decisions import line
from pipeline.progress import Teller
from pipeline.settings import Settings
from pipeline.workspace import Entry, Workspace

WRITES = ("replace", "unlink", "fsync", "write")
ADA, BO, CY = ("Ada Example", "Bo Sample", "Cy Model")
AT = "2026-01-01T00:00:00Z"


def table(*names: str) -> bytes:
    return ("Name,Email\n" + "".join(f"{n},{n.split()[0].lower()}@firm.example\n" for n in names)).encode()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """Ada stands in two files, once alone; one decision is about her, one is not."""
    ws = Workspace(tmp_path / "workspace")
    ws.create()
    for digest, name, data in (("a" * 64, "all.csv", table(ADA, BO, CY)), ("b" * 64, "Ada.csv", table(ADA))):
        ws.keep(digest, data)
        ws.append([Entry(digest, name, "csv")])
    ws.decide([line("set", AT, record=record, field="title", value="Pilot") for record in (hers(ws), "r1")])
    return ws


def erase(ws: Workspace, who: str) -> None:
    """As a run does: read everything, leave out the records of that name, keep the rest."""
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        erased = ids(read, who)
        _, left = without(read, erased, {})
        commit(ws, left, erased)


def ids(read: list, who: str) -> set[str]:
    found = versions_by_id(read)
    return {rid for rid in found if any(who in c.raw for v in found[rid] for c in v.record.claims)}


def hers(ws: Workspace) -> str:
    return min(ids(extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True)), "Ada"))


def names(ws: Workspace) -> list[str]:
    read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
    return sorted(c.raw for _, part in read for r in part.records for c in r.claims if c.field == "full_name")


@contextmanager
def dying(after: int) -> Iterator[Callable[[], bool]]:
    """Every change of the disk fails from the one with this number on, as if the process were gone."""
    done = 0

    def fails(real: Callable) -> Callable:
        def call(*args: object, **more: object) -> object:
            nonlocal done
            done += 1
            if done > after:
                raise OSError("gone")
            return real(*args, **more)

        return call

    with pytest.MonkeyPatch.context() as patched:
        for name in WRITES:
            patched.setattr(os, name, fails(getattr(os, name)))
        yield lambda: done > after


def cut_off(ws: Workspace, after: int, who: str) -> bool:
    with dying(after) as dead:
        try:
            erase(ws, who)
        except OSError:
            assert dead()
    return dead()


def held(ws: Workspace, word: str) -> list[Path]:
    return [p for p in ws.root.rglob("*") if p.is_file() and (word in p.name or word.encode() in p.read_bytes())]


def test_an_erasing_cut_off_at_any_step_loses_nobody_else_and_is_done_by_the_next(
    tmp_path: Path, ws: Workspace
) -> None:
    """The next reader sees both files as they were, or both without her; never one, never a torn one."""
    start = {p.relative_to(ws.root): p.read_bytes() for p in ws.root.rglob("*") if p.is_file()}
    after = 0
    while True:
        one = Workspace(tmp_path / f"{after}")
        one.create()
        for path, data in start.items():
            (one.root / path).parent.mkdir(exist_ok=True)
            (one.root / path).write_bytes(data)
        if not cut_off(one, after, "Ada"):
            break
        assert names(one) in ([ADA, ADA, BO, CY], [BO, CY]), f"cut off after {after} steps, before anybody mends it"
        with one.lock():
            assert names(one) in ([ADA, ADA, BO, CY], [BO, CY]), f"cut off after {after} steps"
            assert not list(one.root.rglob("*.left"))
        erase(one, "Ada")
        assert held(one, "Ada") == [], f"cut off after {after} steps"
        assert names(one) == [BO, CY]
        assert [json.loads(text)["record"] for text in one.decision_lines()] == ["r1"]
        after += 1
    assert after >= 12, after
    assert names(one) == [BO, CY]


def test_a_second_erasing_in_what_the_first_one_left_can_be_cut_off_too(ws: Workspace) -> None:
    """The ledger says already that the copy is no original: that alone does not tell which of the two erasings ended."""
    erase(ws, "Ada")
    after = 0
    while cut_off(ws, after, "Bo"):
        assert names(ws) in ([BO, CY], [CY]), f"cut off after {after} steps"
        if names(ws) == [CY]:
            break
        after += 1
    erase(ws, "Bo")
    assert names(ws) == [CY]
    assert held(ws, "Bo Sample") == []


def test_what_is_decided_during_an_erasing_is_kept(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review page appends while the decisions about the erased are being dropped."""
    later = line("different", AT, record_a="r1", record_b="r2")
    presses = []

    def meanwhile(path: Path, data: bytes, *, sync: bool = True) -> None:
        if path == ws.decisions:
            press = Thread(target=ws.decide, args=([later],))
            press.start()
            press.join(0.3)
            presses.append(press)
        real(path, data, sync=sync)

    real = workspace.write
    monkeypatch.setattr(workspace, "write", meanwhile)
    erase(ws, "Ada")
    for press in presses:
        press.join()
    assert len(presses) == 1
    assert [json.loads(text)["decision"] for text in ws.decision_lines()] == ["set", "different"]


def test_a_decision_about_the_erased_that_came_during_the_run_goes_too(ws: Workspace) -> None:
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        erased = ids(read, "Ada")
        _, left = without(read, erased, {})
        ws.decide([line("set", AT, record=min(erased), field="title", value="Queen")])
        commit(ws, left, erased)
    assert held(ws, "Queen") == []
