"""Erasing is done as a whole or not at all, wherever it is cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
    ws.decide([json.dumps({"id": "hers"}), line("set", AT, record="r1", field="title", value="Pilot")])
    return ws


def erase(ws: Workspace, who: str) -> None:
    """As a run does: read everything, leave out the records of that name, keep the rest."""
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        _, left = without(read, ids(read, who), {})
        commit(ws, left, {"hers"})


def ids(read: list, who: str) -> list[str]:
    from pipeline.assemble import versions_by_id

    return [
        rid
        for rid, versions in versions_by_id(read).items()
        if any(who in c.raw for v in versions for c in v.record.claims)
    ]


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
        assert [json.loads(text)["decision"] for text in one.decision_lines()] == ["set"]
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
