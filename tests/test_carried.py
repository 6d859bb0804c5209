"""The texts that teach the model the word lists: labels that are true of them, in all languages."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from pipeline.referral.notes.training.carried import Carrier
from pipeline.referral.notes.training.texts import Example
from pipeline.referral.tag import tagger
from pipeline.referral.vocabulary import load


@pytest.fixture(scope="module")
def carrier() -> Carrier:
    return Carrier(tagger(load()), Random(3))


def told(carrier: Carrier, example: Example) -> set[tuple[int, str]]:
    rows, columns = example.wanted.nonzero()
    return {(int(row), carrier.topics[column]) for row, column in zip(rows, columns, strict=True)}


def test_a_phrase_in_a_sentence_is_asked_for_or_offered_or_neither(carrier: Carrier) -> None:
    made = list(carrier.in_sentences())
    kinds = {tuple(sorted({row for row, _ in told(carrier, one)})) for one in made}
    assert kinds == {(), (0,), (1,)}
    assert all(len(told(carrier, one)) <= 1 for one in made)
    assert all((one.counts[one.wanted > 0] == 1).all() for one in made)


def test_what_a_phrase_may_mean_as_well_is_not_taught_to_be_wrong(carrier: Carrier) -> None:
    topics = carrier.phrases.meaning["en", "newsletter"]
    one = carrier._example("needs a newsletter", [(0, min(topics))], "en", ["newsletter"])
    assert len(topics) > 1
    assert [one.counts[0, carrier.place[topic]] for topic in topics if topic != min(topics)] == [0] * (len(topics) - 1)
    assert told(carrier, one) == {(0, min(topics))}


def test_of_two_things_each_gets_its_side(carrier: Carrier) -> None:
    by_count = {len(told(carrier, one)) for one in islice(carrier.in_pairs(), 500)}
    assert by_count == {1, 2}


def test_texts_told_again_name_something_else_and_keep_their_labels_side(carrier: Carrier) -> None:
    carrier.texts = [
        {"t": "Sucht einen Steuerberater.", "l": "de", "a": ["accounting-tax"]},
        {"t": "Der Steuerberater war nett.", "l": "de"},
    ]
    made = list(carrier.told_again())
    assert len(made) == 5
    assert all(
        one.text.startswith("Sucht einen ") and {row for row, _ in told(carrier, one)} == {0} for one in made[:3]
    )
    assert all(one.text.endswith(" war nett.") and not told(carrier, one) for one in made[3:])
    assert len({one.text for one in made}) > 2


def test_verbs_stand_in_a_form_that_people_write(carrier: Carrier) -> None:
    made = [one.text for one in islice(carrier.by_themselves(), 2000)]
    assert not [text for text in made if "~" in text or "[" in text]
