"""Decisions are lines that people wrote: checked, typed, replaced by later ones, taken back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from people_world import tables

from pipeline.people.decisions import Different, Intro, Retract, Same, Set, check, effective, forgotten, line, parse
from pipeline.people.erasure import forget_keys

AT = "2026-05-14T10:00:00"


def decided(*lines: str) -> list:  # type: ignore[type-arg]
    """The decisions of these lines, which must all be good."""
    decisions, problems = parse(lines)
    assert problems == []
    return decisions


def test_a_line_reads_back_as_what_was_written() -> None:
    """Each kind of decision survives the file."""
    lines = [
        line("same", AT, record_a="r1", record_b="r2"), line("different", AT, record_a="r1", record_b="r2"),
        line("unsure", AT, record_a="r1", record_b="r2"), line("set", AT, record="r1", field="email", value="a@b.example"),
        line("drop", AT, record="r1", field="phone", value=""), line("tag", AT, record="r1", side="ask", topic="hiring"),
        line("untag", AT, record="r1", side="offer", topic="hiring"), line("intro", AT, intro_id="i1", verdict="made"),
        line("intro", AT, intro_id="i1", verdict="made", record_a="r1", record_b="owner"),
        line("forget", AT, keys=["s$abc"]), line("retract", AT, target="d1"),
    ]  # fmt: skip
    assert [d.decision for d in decided(*lines)] == [json.loads(text)["decision"] for text in lines]
    assert len({d.id for d in decided(*lines)}) == len(lines)


@pytest.mark.parametrize(
    "bad",
    [
        "[" * 100_000,
        '{"id": ' + "9" * 5_000 + "}",
        '{"id": "d1", "at": "x", "decision": "set", "record": "r1", "field": "title", "value": "\\ud800"}',
        '{"id": "d1", "at": "x", "decision": "forget", "keys": ["\\udfff"]}',
        "{", "[]", '{"decision": "marry"}', '{"id": "d1", "at": "x", "decision": "same", "record_a": "r1"}',
        '{"id": "d1", "at": "x", "decision": "same", "record_a": "r1", "record_b": "r1"}',
        '{"id": "d1", "at": "x", "decision": "set", "record": "r1", "field": "shoe_size", "value": "44"}',
        '{"id": "d1", "at": "x", "decision": "intro", "intro_id": "i", "verdict": "maybe"}',
        '{"id": "d1", "at": "x", "decision": "forget", "keys": "abc"}',
    ],
)  # fmt: skip
def test_a_bad_line_is_a_problem_and_costs_no_other(bad: str) -> None:
    """A line that is no decision is told with its number; its neighbours hold."""
    good = line("same", AT, record_a="r1", record_b="r2")
    decisions, problems = parse([good, bad, good])
    assert len(decisions) == 2
    assert "Line 2" in problems[0]["reason"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_program_saved_is_read_as_what_it_was(delimiter: str) -> None:
    """As one cell in a line, or parted at its commas, with the empty cells of longer lines behind it. Else nobody who
    was erased would be kept out."""
    lines = [
        line("set", AT, record="r1", field="note", value='says "call me; not, mail me"\tor so ; later'),
        line("forget", AT, keys=["s$abc", "s$def"]),
    ]
    cells = [[[text] for text in lines], list(csv.reader(lines, delimiter=delimiter))]
    for rows in cells:
        saved = io.StringIO()
        csv.writer(saved, delimiter=delimiter).writerows([*row, "", ""] for row in rows)
        assert decided(*saved.getvalue().split("\n")) == decided(*lines)


def test_the_last_word_about_a_pair_holds() -> None:
    """`different` after `same` replaces it, whichever record is named first."""
    held = effective(
        decided(line("same", AT, record_a="r1", record_b="r2"), line("different", AT, record_a="r2", record_b="r1"))
    )
    assert [type(d) for d in held] == [Different]


def test_retracting_brings_back_what_was_before() -> None:
    """Taking `different` back leaves the `same` that it had replaced; taking that back too leaves nothing."""
    same, different = (
        line("same", AT, record_a="r1", record_b="r2"),
        line("different", AT, record_a="r1", record_b="r2"),
    )
    undo = line("retract", AT, target=json.loads(different)["id"])
    assert [type(d) for d in effective(decided(same, different, undo))] == [Same]
    redo = line("retract", AT, target=json.loads(undo)["id"])
    assert [type(d) for d in effective(decided(same, different, undo, redo))] == [Different]


def test_decisions_about_nothing_are_reported() -> None:
    """A decision on a record that is gone, and a retraction of nothing, are told."""
    rows = check([Set("d1", AT, "r9", "email", "a@b.example"), Retract("d2", AT, "d77")], ["r1"])
    assert len(rows) == 2
    assert any(row.get("record_id") == "r9" for row in rows)
    mended = [Set("d1", AT, "r9", "email", "a@b.example"), Retract("d2", AT, "d77"), Retract("d3", AT, "d1")]
    assert check([*mended, Retract("d4", AT, "d2")], ["r1"]) == [], "what was taken back is told no more"


def test_an_introduction_between_records_that_are_gone_is_no_problem() -> None:
    """It is known by its id, too, and so it still holds."""
    assert check([Intro("d1", AT, "i1", "made", "r8", "r9")], ["r1"]) == []


def test_a_forgotten_person_stays_out_and_is_not_in_the_file() -> None:
    """Re-imported records of the person are known by e-mail, URL or name with firm; the line holds none of it."""
    person = {"id": "r1", "full_name": "Anna Frey", "email": "anna.frey@contoso.example", "organization": "Contoso"}
    records, claims = tables(
        person, {"id": "r2", "full_name": "Piotr Adler", "email": "piotr@contoso.example", "organization": "Contoso"}
    )
    keys = forget_keys(["r1"], records, claims, salt="pepper")
    text = line("forget", AT, keys=keys)
    assert "anna" not in text.lower()
    assert "contoso" not in text.lower()
    again, told = tables(
        {**person, "id": "r5", "email": "a.frey@fabrikam.example"},
        {"id": "r6", "full_name": "A. Frey", "email": "Anna.Frey@contoso.example"},
        {"id": "r7", "full_name": "Anna Adler", "organization": "Contoso"},
    )
    assert forgotten(again, told, decided(text)) == {"r5", "r6"}
    assert forgotten(again, told, decided(text, line("retract", AT, target=json.loads(text)["id"]))) == set()


@pytest.mark.parametrize(
    "again",
    [
        {"full_name": "FREY, Robert", "given_name": "Robert", "family_name": "Frey", "organization": "Contoso"},
        {"full_name": "Bob Frey", "given_name": "Bob", "family_name": "Frey", "organization": "CONTOSO Ltd."},
        {"full_name": "Robert Frey", "given_name": "Robert", "family_name": "Frey", "phone": "+442079460000"},
        {"full_name": "Róbert Frey", "given_name": "Róbert", "family_name": "Frey", "birthday": "1980-02-29"},
    ],
)
def test_a_forgotten_person_is_known_under_variants_of_the_name(again: dict[str, str]) -> None:
    """Another order, a familiar form, another spelling of the firm, or the name with the phone or birthday."""
    records, claims = tables(
        {
            "id": "r1", "full_name": "Robert M. Frey", "given_name": "Robert M.", "family_name": "Frey",
            "organization": "Contoso Limited", "phone": "+442079460000", "birthday": "1980-02-29",
        }
    )  # fmt: skip
    held = decided(line("forget", AT, keys=forget_keys(["r1"], records, claims, salt="pepper")))
    others = (
        {
            "id": "r8",
            "full_name": "Robert Frey",
            "given_name": "Robert",
            "family_name": "Frey",
            "organization": "Fabrikam",
        },
        {"id": "r9", "full_name": "Rosa Frey", "given_name": "Rosa", "family_name": "Frey", "phone": "+442079460000"},
    )
    assert forgotten(*tables({"id": "r7", **again}, *others), held) == {"r7"}


def test_forgetting_one_of_two_namesakes_at_a_firm_spares_the_other() -> None:
    """They were told apart, so the name at the firm tells nobody."""
    records, claims = tables(
        {"id": "r1", "full_name": "Anna Frey", "organization": "Contoso", "email": "anna@contoso.example"},
        {"id": "r2", "full_name": "Anna Frey", "organization": "Contoso", "email": "anna.f@contoso.example"},
    )
    keys = forget_keys(["r1"], records, claims, salt="pepper")
    assert forgotten(records, claims, decided(line("forget", AT, keys=keys))) == {"r1"}


def test_forgetting_one_of_a_shared_mailbox_spares_the_others() -> None:
    """An address that somebody of another name uses too is no key."""
    records, claims = tables(
        {"id": "r1", "full_name": "Anna Frey", "email": "office@contoso.example"},
        {"id": "r2", "full_name": "Piotr Adler", "email": "office@contoso.example"},
    )
    keys = forget_keys(["r1"], records, claims, salt="pepper")
    assert forgotten(records, claims, decided(line("forget", AT, keys=keys))) == {"r1"}
