"""The second reader of English notes: its word pieces, what it reads, and how it is weighed against the rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.referral.findings import Finding
from pipeline.referral.notes import second, weigh
from pipeline.referral.notes.model import LONGEST, SIDES, model
from pipeline.referral.notes.pieces import Pieces, words
from pipeline.referral.tag import Tagger, tagger
from pipeline.referral.vocabulary import load

PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "book", "##keep", "##er", "cafe", "s", "'", "&", "陶", "!")


@pytest.fixture(scope="module")
def reader() -> Tagger:
    return tagger(load())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Bookkeeper", ["book", "##keep", "##er"]),
        ("CAFÉ's", ["cafe", "'", "s"]),
        ("book&book!", ["book", "&", "book", "!"]),
        ("陶book", ["陶", "book"]),
        ("zebra book", ["[UNK]", "book"]),
        ("book\u0000 \u200b book", ["book", "book"]),
        ("", []),
        ("x" * 500, ["[UNK]"]),
    ],
)
def test_a_text_is_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    known = Pieces(PIECES)
    assert [PIECES[n] for n in known.numbers(text, 50)] == ["[CLS]", *pieces, "[SEP]"]


def test_a_long_text_is_read_as_far_as_the_model_reads() -> None:
    numbers = Pieces(PIECES).numbers("book " * 1000, LONGEST)
    assert len(numbers) == LONGEST
    assert PIECES[numbers[-1]] == "[SEP]"


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_words_lose_nothing_but_spaces_accents_and_what_is_invisible(text: str) -> None:
    assert all(word and not any(c.isspace() for c in word) for word in words(text))
    plain = "".join(c for c in text if c.isascii() and c.isalnum())
    assert list("".join(words(plain))) == [c.lower() for c in plain]


def test_the_model_knows_the_topics_of_the_vocabulary() -> None:
    assert set(model().topics) == set(load().concepts)
    assert model().odds("needs a tax adviser").shape == (len(SIDES), len(model().topics))


def test_a_text_is_read_the_same_whatever_was_read_before() -> None:
    first = model().odds("has a kiln room to spare on Tuesdays")
    model().odds("runway ends in March")
    assert (model().odds("has a kiln room to spare on Tuesdays") == first).all()


UNSAID = [
    ("runway ends in March, half the round is committed", "ask", "funding"),
    ("three nursery managers left at once, says it is time to ring a headhunter", "ask", "recruiting"),
    ("their till prints the wrong VAT and the books are two years behind", "ask", "accounting-tax"),
    ("kiln room to spare, any potter is welcome on Tuesdays", "offer", "workspace"),
]


@pytest.mark.parametrize(("text", "side", "topic"), UNSAID)
def test_what_no_word_list_has_is_read(reader: Tagger, text: str, side: str, topic: str) -> None:
    assert (side, topic) in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Met at the station, the train was late again",
        "said the wifi was awful and the keynote went on for ever",
        "her flatmate needs a plumber",
        "HRB 00000 Amtsgericht Hamburg",
        "already has an accountant and a lawyer, wants no more advice",
    ],
)
def test_small_talk_and_others_needs_stay_empty(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("note", text) if not f.denied] == []


def test_what_the_model_alone_found_shows_the_sentence_that_says_it(reader: Tagger) -> None:
    text = "Lovely talk about sheep. Runway ends in March, half the round is committed. Has two dogs."
    found = [f for f in reader.read("note", text) if f.rule == second.RULE and f.topic == "funding"]
    assert [text[f.start : f.end] for f in found] == ["Runway ends in March, half the round is committed"]


def test_lists_speak_of_their_own_side_alone(reader: Tagger) -> None:
    for field in SIDES:
        assert {f.side for f in reader.read(field, "help with tax returns, someone to sort our cloud bill")} <= {field}


@pytest.mark.parametrize("field", SIDES)
def test_what_a_list_names_is_never_taken_away(reader: Tagger, field: str) -> None:
    text = "Looked at the sea all day"
    scan = reader.lexicon.scan(text)
    named = Finding(field, "blockchain-web3", 0, 6, "list", "explicit", 0.95)
    assert named in second.weighed(scan, [named], text, field)
    said = named._replace(rule="statement", confidence=0.1)
    assert all(f.topic != said.topic for f in second.weighed(scan, [said], text, "note"))


def test_denials_stay_so_that_they_take_back_what_was_said_before(reader: Tagger) -> None:
    assert any(f.denied and f.topic == "accounting-tax" for f in reader.read("note", "no longer needs an accountant"))


def test_topics_that_a_user_added_are_left_to_the_rules(reader: Tagger) -> None:
    own = Finding("ask", "beekeeping", 0, 5, "statement", "explicit", 0.8)
    scan = reader.lexicon.scan("needs a hive and some bees")
    assert own in second.weighed(scan, [own], "needs a hive and some bees", "note")


@given(st.floats(-8, 8), st.floats(-8, 8))
def test_a_tag_is_the_likelier_the_more_the_model_thinks_of_it(one: float, two: float) -> None:
    table = weigh.weights()

    def odds(chance: float) -> float:
        return table.odds([chance if name == "chance" else 0.0 for name in weigh.FEATURES])

    assert (odds(one) - odds(two)) * (one - two) >= 0


def test_confidences_are_probabilities(reader: Tagger) -> None:
    for line in (Path(__file__).parent / "texts" / "statements.jsonl").read_text(encoding="utf-8").splitlines()[:60]:
        for f in reader.read("note", json.loads(line)["note"]):
            assert 0.0 < f.confidence <= 1.0
