"""What was read in one run is not read again in the next, and nobody sees a difference but in the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.errors import Exit
from pipeline.referral import tag as tagging
from pipeline.referral import vocabulary
from pipeline.referral.memory import Memory, version
from pipeline.referral.tag import portions, tag, tag_owner
from tests.test_cli import call
from tests.test_tag import ROWS

OWN_WORDS = "{words: {en: {legal: {words: [rhubarb]}}}}"


def tables(rows: list[tuple[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records and claims of (field, text), each in a record of its own."""
    ids = [f"r{n}" for n in range(len(rows))]
    claims = pd.DataFrame({"record_id": ids, "field": [f for f, _ in rows], "value": [t for _, t in rows], "as_of": ""})
    return pd.DataFrame({"record_id": ids, "person_id": ids, "as_of": ""}), claims.assign(raw=claims["value"])


SOME = tables([(row[0], row[-2]) for row in ROWS[::7]])
ONE = [("note", "Looking for a lawyer, offers translation")]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, it takes the tagger away: from then on no text can be read."""

    def refuse(_: object) -> None:
        raise AssertionError("a text is read that was read before")

    return lambda: monkeypatch.setattr(tagging, "tagger", refuse)


def test_what_was_read_is_not_read_again_and_gives_the_same_tags(closed: Callable[[], None]) -> None:
    words = vocabulary.load()
    first = Memory("1")
    fresh = tag(*SOME, words, memory=first)
    own = tag_owner(["a lawyer"], ["translation"], SOME[1].iloc[:0], words, first)
    pd.testing.assert_frame_equal(fresh, tag(*SOME, words))
    assert first.changed()
    closed()
    later = Memory("1", first.text())
    pd.testing.assert_frame_equal(tag(*SOME, words, memory=later), fresh)
    pd.testing.assert_frame_equal(tag_owner(["a lawyer"], ["translation"], SOME[1].iloc[:0], words, later), own)
    assert not later.changed()
    assert later.text() == first.text()


def test_only_new_texts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    words, memory = vocabulary.load(), Memory("1")
    tag(*tables(ONE), words, memory=memory)
    read: list[Any] = []
    whole = tagging.read_all
    monkeypatch.setattr(tagging, "read_all", lambda keys, *more: read.extend(keys) or whole(keys, *more))
    both = [*ONE, ("title", "Tax consultant")]
    table = tag(*tables(both), words, memory=Memory("1", memory.text()))
    assert read == both[1:]
    pd.testing.assert_frame_equal(table, tag(*tables(both), words))


def test_a_text_that_is_gone_from_the_data_is_gone_from_the_memory() -> None:
    words, memory = vocabulary.load(), Memory("1")
    tag(*tables([*ONE, ("note", "Sucht Investoren")]), words, memory=memory)
    later, alone = Memory("1", memory.text()), Memory("1")
    tag(*tables(ONE), words, memory=later)
    tag(*tables(ONE), words, memory=alone)
    assert later.changed()
    assert later.text() == alone.text()
    assert "lawyer" not in alone.text()


def test_the_same_words_in_another_field_are_another_text() -> None:
    words, memory = vocabulary.load(), Memory("1")
    as_note = tag(*tables([("note", "Bookkeeping")]), words, memory=memory)
    later = tag(*tables([("ask", "Bookkeeping")]), words, memory=Memory("1", memory.text()))
    assert as_note["side"].tolist() != later["side"].tolist() == ["ask"]


DAMAGED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another version": lambda told: told | {"version": "2"},
    "no version": lambda told: {"found": told["found"]},
    "nothing found": lambda told: {"version": "1"},
    "a list": lambda told: [told],
    "a number for findings": lambda told: told | {"found": dict.fromkeys(told["found"], 7)},
    "findings cut short": lambda told: told | {"found": {k: [r[:-1] for r in v] for k, v in told["found"].items()}},
    "a place that is none": lambda told: told | {"found": {k: [[*r[:2], "3", *r[3:]] for r in v] for k, v in told["found"].items()}},
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_another_versions_memory_and_a_damaged_one_count_as_none(damage: Callable[[dict[str, Any]], Any]) -> None:
    words, memory = vocabulary.load(), Memory("1")
    fresh = tag(*tables(ONE), words, memory=memory)
    later = Memory("1", json.dumps(damage(json.loads(memory.text()))))
    pd.testing.assert_frame_equal(tag(*tables(ONE), words, memory=later), fresh)
    assert later.changed()
    assert later.text() == memory.text()


def test_a_memory_cut_off_counts_as_none() -> None:
    words, memory = vocabulary.load(), Memory("1")
    fresh = tag(*tables(ONE), words, memory=memory)
    for text in (memory.text()[:-9], "", "\x00"):
        pd.testing.assert_frame_equal(tag(*tables(ONE), words, memory=Memory("1", text)), fresh)


def test_words_of_the_users_own_make_another_version() -> None:
    assert version("") == version("") != version(OWN_WORDS)


def test_many_texts_are_read_in_portions_each_new_one_once() -> None:
    words, memory = vocabulary.load(), Memory("1")
    notes = [("note", f"Looking for a lawyer, offers translation {n}") for n in range(5)]
    titles = [("title", f"Nurse {n}") for n in range(4)]
    records, claims = tables([notes[0], *titles, *notes[1:], notes[1], ("phone", "+4930555012")])
    tag(*tables(notes[:1]), words, memory=memory)
    assert portions(records, claims, memory, size=2) == [[*titles, *notes[1:3]], notes[3:]]
    assert portions(records, claims, memory, size=9) == [[*titles, *notes[1:]]]
    assert portions(*tables(notes[:1]), memory) == []


def test_a_run_cut_off_while_it_reads_many_texts_goes_on_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, ws = tmp_path / "inbox", tmp_path / "ws"
    inbox.mkdir()
    lines = [f"Ann{n} Roe,needs a plumber number {n}" for n in range(6)]
    (inbox / "people.csv").write_text("\n".join(["Name,Notes", *lines]), encoding="utf-8")
    monkeypatch.setattr(tagging, "portions", partial(portions, size=2))
    whole, read = tagging.read_all, list[str]()

    def cut_off(texts: Any, *rest: Any) -> Any:
        if len(read) == 4:
            raise KeyboardInterrupt
        read.extend(text for _, text in texts)
        return whole(texts, *rest)

    monkeypatch.setattr(tagging, "read_all", cut_off)
    assert call("run", str(inbox), "-w", str(ws)) == Exit.INTERRUPTED
    assert "read texts: 4 of 6" in capsys.readouterr().err
    monkeypatch.setattr(
        tagging, "read_all", lambda texts, *rest: (read.extend(t for _, t in texts), whole(texts, *rest))[1]
    )
    assert call("run", str(inbox), "-w", str(ws)) == Exit.OK
    assert sorted(read) == sorted(line.partition(",")[2] for line in lines)
    tags = pd.read_csv(ws / "out" / "tags.csv")
    assert tags.loc[tags["side"] == "ask", "topic"].tolist() == ["construction-trades"] * 6
