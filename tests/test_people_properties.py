"""What must hold for any people, pairs and decisions: order-free, `different` holds, undo restores, old ids resolve."""

from __future__ import annotations

import json
import os
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_world import groups

from pipeline.people.decisions import Decision, line, parse
from pipeline.people.resolve import Resolution, resolve
from pipeline.schema import CLAIMS, RECORDS
from pipeline.settings import Match

MOST = 9
EXAMPLES = int(os.environ.get("PEOPLE_EXAMPLES", "10000"))
NAMES = ("Anna", "Andreas", "A.", "Robert", "Bob", "")
AT = "2026-05-14T10:00:00"

indexes = st.integers(0, MOST - 1)
couples = st.tuples(indexes, indexes).filter(lambda p: p[0] < p[1])
worlds = st.fixed_dictionaries(
    {
        "people": st.lists(
            st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "", "x", "y"]), st.integers(1, 3)),
            min_size=MOST,
            max_size=MOST,
        ),
        "pairs": st.dictionaries(couples, st.sampled_from([0.3, 0.7, 0.991, 0.995, 1.0]), max_size=14),
        "decisions": st.lists(st.tuples(st.sampled_from(["same", "different", "unsure"]), couples), max_size=5),
        "seed": st.integers(0, 999),
    }
)


def ids(n: int) -> str:
    """Record ids whose order is not the order of arrival."""
    return f"r{(n * 7) % MOST}{n}"


def records_of(world: dict, seed: int = -1) -> pd.DataFrame:  # type: ignore[type-arg]
    """RECORDS of a drawn world, shuffled by a seed."""
    rows = [
        (ids(n), "vcard", "s", f"{seed}.vcf", f"card {n}", "", "", run, "")
        for n, (_, _, run) in enumerate(world["people"])
    ]
    random.Random(seed).shuffle(rows)
    return pd.DataFrame(rows, columns=list(RECORDS)).astype(RECORDS)


def claims_of(world: dict, seed: int = -1) -> pd.DataFrame:  # type: ignore[type-arg]
    """Their cleaned claims: a name, sometimes a LinkedIn URL."""
    rows = []
    for n, (name, slug, _) in enumerate(world["people"]):
        told = {
            "given_name": name,
            "family_name": "Frey",
            "linkedin_url": f"https://www.linkedin.com/in/{slug}" if slug else "",
        }
        rows += [
            (ids(n), seq, field, value, value, "", 0, 1.0, "test", "", "")
            for seq, (field, value) in enumerate(told.items())
            if value
        ]
    random.Random(seed).shuffle(rows)
    return pd.DataFrame(rows, columns=list(CLAIMS)).astype(CLAIMS)


def pairs_of(world: dict, seed: int = -1) -> pd.DataFrame:  # type: ignore[type-arg]
    """Their scored pairs."""
    rows = [(*sorted((ids(a), ids(b))), p, "same name", "") for (a, b), p in world["pairs"].items()]
    random.Random(seed).shuffle(rows)
    made = pd.DataFrame(rows, columns=["record_a", "record_b", "probability", "why", "rule"])
    return made.astype({"record_a": "str", "record_b": "str", "probability": "float64", "why": "str", "rule": "str"})


def lines_of(world: dict) -> list[str]:  # type: ignore[type-arg]
    """Their decisions, as lines."""
    return [
        line(kind, f"{AT}.{n}", record_a=ids(a), record_b=ids(b)) for n, (kind, (a, b)) in enumerate(world["decisions"])
    ]


def result_of(world: dict, lines: list[str], seed: int = -1) -> Resolution:  # type: ignore[type-arg]
    """The people of a world under these decisions."""
    decisions: list[Decision] = parse(lines)[0]
    return resolve(records_of(world, seed), claims_of(world, seed), pairs_of(world, seed), decisions, Match())


def holds(world: dict) -> None:  # type: ignore[type-arg]
    """The four properties, on one world."""
    lines = lines_of(world)
    one, other = result_of(world, lines), result_of(world, lines, seed=world["seed"])
    assert groups(one) == groups(other)
    assert dict(zip(one.records["record_id"], one.records["person_id"], strict=True)) == dict(
        zip(other.records["record_id"], other.records["person_id"], strict=True)
    )
    pd.testing.assert_frame_equal(one.matches, other.matches)

    last = {tuple(sorted((ids(a), ids(b)))): kind for kind, (a, b) in world["decisions"]}
    for pair, kind in last.items():
        together = any(set(pair) <= g for g in groups(one))
        assert not (kind == "different" and together)

    person = one.records.set_index("record_id")
    for name, group in one.records.groupby("person_id"):
        oldest = min((int(person.loc[r, "run"]), r) for r in group["record_id"])[1]
        assert name == "p" + oldest[1:]

    for n in range(len(lines)):
        undone = [*lines, line("retract", AT, target=json.loads(lines[n])["id"])]
        assert groups(result_of(world, undone)) == groups(result_of(world, lines[:n] + lines[n + 1 :]))


@given(worlds)
@settings(max_examples=15)
def test_properties(world: dict) -> None:  # type: ignore[type-arg]
    """A quick look at every run of the tests."""
    holds(world)


@pytest.mark.slow
@given(worlds)
@settings(max_examples=EXAMPLES)
def test_properties_thoroughly(world: dict) -> None:  # type: ignore[type-arg]
    """Ten thousand worlds."""
    holds(world)


@given(worlds, st.integers(1, 4))
@settings(max_examples=10)
def test_newcomers_rename_nobody(world: dict, count: int) -> None:  # type: ignore[type-arg]
    """Records of a later run leave every person_id in place where the older records stay together."""
    before = {**world, "people": [(name, slug, 1) for name, slug, _ in world["people"]], "decisions": []}
    first = result_of(before, [])
    later = {**before, "people": [(n, s, 2 if k >= MOST - count else 1) for k, (n, s, _) in enumerate(world["people"])]}
    old = {ids(k) for k in range(MOST - count)}
    trimmed = {**later, "pairs": {p: v for p, v in world["pairs"].items() if max(p) < MOST - count}}
    was = dict(zip(*(result_of(trimmed, []).records[c] for c in ("record_id", "person_id")), strict=True))
    now = dict(zip(*(result_of(later, []).records[c] for c in ("record_id", "person_id")), strict=True))
    assert set(now.values()) & {was[r] for r in old}
    assert all(name in {"p" + r[1:] for r in now} for name in first.records["person_id"])
    for record in old:
        oldest = min(r for r in old if now[r] == now[record])
        assert now[record] == "p" + oldest[1:]
