"""The report's account of who was put together, and the picture of the match weights."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline import schema
from pipeline.publish.report_joins import joined_views, waterfall, weights_of
from pipeline.publish.report_lists import places
from pipeline.publish.report_people import Directory
from pipeline.settings import Owner

RECORDS = pd.DataFrame(
    [
        {**dict.fromkeys(schema.RECORDS_COLUMNS, ""), "record_id": r, "person_id": p, "full_name": n, "source_file": "a.csv", "locator": r}
        for r, p, n in (("r1", "p1", "Nora Ek"), ("r2", "p1", "N. Ek"), ("r3", "p1", "Nora Ek"), ("r4", "p4", "Kit Low"), ("r5", "p4", "Kit Low"), ("r6", "p6", "Uwe Tann"))
    ]
)  # fmt: skip
MATCHES = pd.DataFrame(
    [
        ("r1", "r2", 0.992, "join", "same e-mail"), ("r1", "r3", 0.9999, "join", "same phone"), ("r2", "r3", 0.7, "review", "an initial"),
        ("r4", "r5", 0.9996, "join", "same name"), ("r5", "r6", 0.6, "review", "same firm"),
    ],
    columns=["record_a", "record_b", "probability", "verdict", "why"],
)  # fmt: skip
WEIGHTS = pd.DataFrame(
    [("r1", "r2", "-7.0 prior; 17.0 email; -2.0 title")], columns=["record_a", "record_b", "weights"]
)
PEOPLE = pd.DataFrame(
    [{"person_id": p, "full_name": n} for p, n in (("p1", "Nora Ek"), ("p4", "Kit Low"), ("p6", "Uwe Tann"))]
)


def views() -> dict[str, object]:
    directory = Directory.of(PEOPLE, {}, Owner())
    return joined_views(RECORDS, MATCHES, weights_of(WEIGHTS), places(RECORDS), directory)


def test_people_of_several_records_are_listed_with_the_least_sure_first() -> None:
    found = views()
    assert found["total"] == 2
    assert [(p["person"]["name"], p["percent"], len(p["records"])) for p in found["people"]] == [("Nora Ek", "99.2", 3), ("Kit Low", "over 99.9", 2)]  # fmt: skip


def test_only_pairs_that_were_joined_say_why() -> None:
    nora = views()["people"][0]
    assert [pair["why"] for pair in nora["pairs"]] == ["same phone", "same e-mail"]
    assert [bool(pair["bars"]) for pair in nora["pairs"]] == [False, True]


def test_each_bar_begins_where_the_one_before_ends() -> None:
    prior, email, title, together = waterfall("-7.0 prior; 17.0 email; -2.0 title")
    assert (prior["label"], prior["up"], prior["start"]) == ("before looking", False, 0)
    assert email["start"] == 0
    assert email["length"] == 100
    assert title["start"] + title["length"] == pytest.approx(100)
    assert together["number"] == "+8.0"
    assert together["start"] + together["length"] == pytest.approx(title["start"], abs=0.2)


def test_no_weights_give_no_picture() -> None:
    assert waterfall("") == []
