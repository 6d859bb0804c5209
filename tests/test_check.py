"""review.csv and the check column: what a person should look at."""

from __future__ import annotations

import pandas as pd
import pytest
from people_world import tables

from pipeline.check import check, mark
from pipeline.people.decisions import Set
from pipeline.people.published import people
from pipeline.people.values import values
from pipeline.schema import MATCHES_COLUMNS, empty


def looked_at(*told: dict[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """review.csv, and the check of every person, when each record is a person of its own."""
    records, claims = tables(*told)
    records = records.assign(person_id="p" + records["record_id"].str.slice(1))
    every = values(records, claims, [])
    review = check(every, empty(MATCHES_COLUMNS), records, [], 0.9)
    marked = mark(people(records, every), review, records)
    return review, dict(zip(marked["person_id"], marked["check"], strict=True))


def test_a_card_of_somebody_called_nothing_is_to_be_looked_at() -> None:
    """A table row with an e-mail alone says all it has; a card has a name that was not read."""
    review, checks = looked_at(
        {"id": "r1", "kind": "card", "email": "yoko@firm.example"},
        {"id": "r2", "kind": "csv", "email": "bo@firm.example"},
        {"id": "r3", "kind": "card", "organization": "Firm Ltd"},
    )
    assert list(review["record_id"]) == ["r1"]
    assert "look at the card" in review["reason"].iloc[0]
    assert checks == {"p1": "no name found", "p2": "", "p3": ""}


def test_both_of_a_pair_that_may_be_one_person_are_to_be_looked_at() -> None:
    told = ({"id": f"r{n}", "kind": "csv", "full_name": name} for n, name in enumerate(["Ada Example", "Ada Ex", "Bo"]))
    records, claims = tables(*told)
    records = records.assign(person_id="p" + records["record_id"].str.slice(1))
    pair = pd.DataFrame([("r0", "r1", 0.7, "review", "same given name")], columns=MATCHES_COLUMNS)
    every = values(records, claims, [])
    marked = mark(people(records, every), check(every, pair, records, [], 0.9), records)
    checks = dict(zip(marked["person_id"], marked["check"], strict=True))
    assert checks["p0"] == checks["p1"] == "maybe the same as another person"
    assert checks["p2"] == ""


def test_two_people_are_asked_about_once_however_many_records_they_have() -> None:
    records, claims = tables(*({"id": f"r{n}", "kind": "csv", "full_name": "Ada Example"} for n in range(4)))
    records = records.assign(person_id=["p0", "p0", "p2", "p3"])
    made = [("r0", "r2", 0.7), ("r1", "r2", 0.9), ("r1", "r3", 0.6)]
    pair = pd.DataFrame([(*row, "review", "same name") for row in made], columns=MATCHES_COLUMNS)
    review = check(values(records, claims, []), pair, records, [], 0.9)
    assert list(zip(review["record_id"], review["other_record_id"], strict=True)) == [("r1", "r2"), ("r1", "r3")]


def test_a_job_set_by_hand_is_asked_about_when_a_later_source_says_another() -> None:
    """What was set is published until somebody decides anew; either answer is about the newer record, and settles it."""
    records, claims = tables(
        {"id": "r1", "kind": "card", "full_name": "Ada Example", "title": "Engineer", "as_of": "2025-05-01"},
        {"id": "r2", "kind": "card", "full_name": "Ada Example", "title": "Director", "as_of": "2026-05-14"},
    )
    records = records.assign(person_id="p1")
    decided = Set(id="d1", at="2025-06-01T10:00:00Z", record="r1", field="title", value="Head of Engineering")

    def asked(*decisions: Set) -> list[tuple[str, str, str]]:
        every = values(records, claims, list(decisions))
        assert list(every.loc[every["published"] & (every["field"] == "title"), "value"]) == [decisions[-1].value]
        review = check(every, empty(MATCHES_COLUMNS), records, [], 0.9)
        return list(review[["record_id", "value", "alternatives"]].itertuples(index=False, name=None))

    assert asked(decided) == [("r2", "Director", "Head of Engineering")]
    for answer in ("Director", "Head of Engineering"):
        assert asked(decided, Set(id="d2", at="2026-05-20T10:00:00Z", record="r2", field="title", value=answer)) == []


@pytest.mark.parametrize(
    ("title", "kind", "seen", "asked"),
    [
        ("Director", "linkedin", "1", True),
        ("Director", "linkedin", "2", False),  # it lay before whoever decided
        ("engineer", "linkedin", "1", False),  # what was replaced is no news
        ("head of engineering", "linkedin", "1", False),
        ("Director", "card", "1", False),  # an old card that was found in a drawer
        ("Director", "linkedin", "", False),  # a line of before runs were noted
    ],
)
def test_a_job_set_by_hand_is_asked_about_when_a_source_of_a_later_run_has_news(
    title: str, kind: str, seen: str, asked: bool
) -> None:
    """The rows of a LinkedIn export are of the day of the connection, whenever the export is of."""
    records, claims = tables(
        {"id": "r1", "kind": "card", "full_name": "Ada Example", "title": "Engineer", "as_of": "2020-05-01"},
        {"id": "r2", "kind": kind, "full_name": "Ada Example", "title": title, "as_of": "2019-03-01", "run": "2"},
    )
    records = records.assign(person_id="p1")
    decided = Set("d1", "2025-06-01T10:00:00Z", "r1", "title", "Head of Engineering", run=seen)
    review = check(values(records, claims, [decided]), empty(MATCHES_COLUMNS), records, [], 0.9, [decided])
    assert list(review["record_id"]) == ["r2"] * asked
    alone = records[records["record_id"] == "r2"], claims[claims["field"] == "full_name"]
    every = values(*alone, [decided])
    assert check(every, empty(MATCHES_COLUMNS), alone[0], [], 0.9, [decided]).empty, "no source gives any"
    assert all("a source that came later" in reason for reason in review["reason"])
