"""changes.csv: what is new, changed, merged, split or gone against the last published run."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest

from pipeline.changes import Former, changes, check_loss, read_former
from pipeline.errors import LossError, UsageError
from pipeline.publish.tables import to_csv
from pipeline.schema import PEOPLE_COLUMNS, RECORDS_COLUMNS


def world(told: dict[str, dict[str, str]], of: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People (id -> columns) and records (record id -> person id)."""
    people = pd.DataFrame([{**dict.fromkeys(PEOPLE_COLUMNS, ""), "person_id": p, **row} for p, row in told.items()])
    records = pd.DataFrame(
        [{**dict.fromkeys(RECORDS_COLUMNS, ""), "record_id": r, "person_id": p} for r, p in of.items()]
    )
    return people, records


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Published before: Ada of one record, Bo of two, Cy of one."""
    told = {"p1": {"full_name": "Ada"}, "p2": {"full_name": "Bo", "email": "bo@a.example"}, "p4": {"full_name": "Cy"}}
    people, records = world(told, {"r1": "p1", "r2": "p2", "r3": "p2", "r4": "p4"})
    (tmp_path / "people.csv").write_bytes(to_csv(people, PEOPLE_COLUMNS))
    (tmp_path / "records.csv").write_bytes(to_csv(records, RECORDS_COLUMNS))
    return tmp_path


def listed(out: Path, told: dict[str, dict[str, str]], of: dict[str, str]) -> list[tuple[str, ...]]:
    return [tuple(r) for r in changes(read_former(out), *world(told, of)).itertuples(index=False, name=None)]


BO = {"full_name": "Bo", "email": "bo@a.example"}


def test_each_kind_of_change_is_named(out: Path) -> None:
    told = {"p1": {"full_name": "Ada"}, "p2": BO, "p3": {"full_name": "Bo"}, "p5": {"full_name": "Di"}}
    assert listed(out, told, {"r1": "p1", "r4": "p1", "r2": "p2", "r3": "p3", "r5": "p5"}) == [
        ("p3", "split", "from p2"), ("p5", "new", ""), ("p4", "merged", "into p1"),
    ]  # fmt: skip
    assert ("p4", "gone", "") in listed(out, told, {"r1": "p1", "r2": "p2", "r3": "p3", "r5": "p5"})


def test_nothing_changed_is_no_row(out: Path) -> None:
    told = {"p1": {"full_name": "Ada", "check": "look"}, "p2": BO, "p4": {"full_name": "Cy"}}
    assert listed(out, told, {"r1": "p1", "r2": "p2", "r3": "p2", "r4": "p4"}) == []


def test_another_order_of_what_somebody_asks_for_is_no_change(tmp_path: Path) -> None:
    people, records = world({"p1": {"full_name": "Ada", "asks": "funding ; legal"}}, {"r1": "p1"})
    (tmp_path / "people.csv").write_bytes(to_csv(people, PEOPLE_COLUMNS))
    (tmp_path / "records.csv").write_bytes(to_csv(records, RECORDS_COLUMNS))
    assert listed(tmp_path, {"p1": {"full_name": "Ada", "asks": "legal ; funding"}}, {"r1": "p1"}) == []
    assert listed(tmp_path, {"p1": {"full_name": "Ada", "asks": "legal"}}, {"r1": "p1"}) != []


def test_whatever_is_said_of_a_person_counts_as_a_change_and_is_told_once(out: Path) -> None:
    """A further e-mail, a note, a topic: those who keep another program in step need them all."""
    told = {
        "p1": {"full_name": "Ada", "notes": "line\nline " + "x" * 500, "asks": "funding"},
        "p2": {**BO, "email": "bo@b.example", "emails": "bo@b.example ; bo@a.example"},
        "p4": {"full_name": "Cy", "department": "Sales"},
    }
    rows = {r[0]: r[2] for r in listed(out, told, {"r1": "p1", "r2": "p2", "r3": "p2", "r4": "p4"})}
    assert rows["p2"] == "emails: (empty) -> bo@b.example ; bo@a.example"
    assert rows["p4"] == "department: (empty) -> Sales"
    assert rows["p1"].endswith("asks: (empty) -> funding")
    assert "\n" not in rows["p1"]
    assert len(rows["p1"]) < 300


def test_only_people_who_were_not_erased_on_purpose_are_a_loss(out: Path) -> None:
    people, records = world({"p1": {"full_name": "Ada"}, "p2": BO}, {"r1": "p1", "r2": "p2", "r3": "p2"})
    changed = changes(read_former(out), people, records)
    with pytest.raises(LossError, match="Cy") as raised:
        check_loss(read_former(out), changed, set(), Path("mine"))
    assert "`cardfile run -w mine --allow-loss`" in raised.value.remedy
    check_loss(read_former(out), changed, {"r4"}, Path("mine"))


def test_of_many_who_would_be_lost_five_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    many = {f"p{n}": {"full_name": f"Person {n}"} for n in range(7)}
    people, records = world(many, {f"r{n}": f"p{n}" for n in range(7)})
    (tmp_path / "people.csv").write_bytes(to_csv(people, PEOPLE_COLUMNS))
    (tmp_path / "records.csv").write_bytes(to_csv(records, RECORDS_COLUMNS))
    former = read_former(tmp_path)
    with pytest.raises(LossError, match=r"7 people.*: Person 0, .*Person 4 and 2 more") as raised:
        check_loss(former, changes(former, people[:0], records[:0]), set(), Path("mine"))
    assert "Person 5" not in str(raised.value)


def test_long_notes_are_read_back(out: Path) -> None:
    usual = csv.field_size_limit(131_072)
    try:
        people, _ = world({"p1": {"full_name": "Ada", "notes": "x" * 200_000}}, {"r1": "p1"})
        (out / "people.csv").write_bytes(to_csv(people, PEOPLE_COLUMNS))
        assert len(read_former(out).people[0]["notes"]) == 200_000
    finally:
        csv.field_size_limit(usual)


def test_events_that_are_named_anew_stand_in_the_order_in_which_they_are_published() -> None:
    former = Former(people=[{"person_id": "p1", "events": "c ; a ; e ; b ; f ; d"}])
    assert former.renamed(str.upper).people[0]["events"] == "A ; B ; C ; D ; E ; F"


def test_whoever_was_called_nothing_is_no_loss(tmp_path: Path) -> None:
    """A vCard of the name `x` was somebody once."""
    told = {"p1": {"full_name": "Ada"}, "p2": {"notes": "wrote us", "sources": "vcard"}, "p3": {"sources": "card"}}
    people, records = world(told, {"r1": "p1", "r2": "p2", "r3": "p3"})
    (tmp_path / "people.csv").write_bytes(to_csv(people, PEOPLE_COLUMNS))
    (tmp_path / "records.csv").write_bytes(to_csv(records, RECORDS_COLUMNS))
    out = tmp_path
    for gone, is_loss in (("p2", False), ("p3", True)):
        left = {p: row for p, row in told.items() if p != gone}
        changed = changes(read_former(out), *world(left, {"r" + p[1:]: p for p in left}))
        with pytest.raises(LossError) if is_loss else nullcontext():
            check_loss(read_former(out), changed, set(), Path("mine"))


@pytest.mark.parametrize("name", ["people.csv", "records.csv"])
@pytest.mark.parametrize(
    ("resaved", "told"),
    [
        (lambda text: text.replace(",", ";").encode(), "names no column"),
        (lambda text: (text + "é").encode("cp1252"), "not in UTF-8"),
        (lambda text: text.encode("utf-16"), "not in UTF-8"),
        (lambda text: text[: text.rindex(",", 0, len(text) - 30)].encode(), "more or fewer cells"),
        (lambda text: (text.rstrip("\n") + ",one more\n").encode(), "more or fewer cells"),
        (lambda _: b"", "names no column"),
    ],
)
def test_a_published_file_that_another_program_saved_is_told_and_not_taken_for_an_empty_one(
    out: Path, name: str, resaved: Callable[[str], bytes], told: str
) -> None:
    (out / name).write_bytes(resaved((out / name).read_text()))
    with pytest.raises(UsageError, match=told) as raised:
        read_former(out)
    assert name in str(raised.value)
    assert "--allow-loss" in raised.value.remedy


def test_a_byte_order_mark_changes_nothing(out: Path) -> None:
    former = read_former(out)
    for name in ("people.csv", "records.csv"):
        (out / name).write_bytes(b"\xef\xbb\xbf" + (out / name).read_bytes().replace(b"\n", b"\r\n"))
    assert read_former(out) == former


def test_what_was_never_published_is_no_loss(tmp_path: Path) -> None:
    assert read_former(tmp_path / "out").people == []
