"""The vocabulary: complete labels, the shared ids, the user's own topics and words."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
import yaml

from pipeline.errors import UsageError
from pipeline.referral import vocabulary
from pipeline.referral.tag import tag, tagger

LABELLED = ("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh")
SHARED = Path(__file__).parents[1] / ".." / "shared" / "data" / "tags" / "vocabulary.yaml"
OWN = """
concepts:
  - id: falconry
    prefLabel: falconry
    group: own
words:
  en:
    falconry: {titles: [falconer], words: [mews]}
    legal: {words: [paperwork wizardry]}
  fr:
    falconry: {asks: ["[dresse|dresser|apprend à dresser] [un|une|] [faucon|buse] [blessé|]"]}
"""


@pytest.mark.parametrize("topic", vocabulary.load().concepts)
def test_every_topic_has_labels_and_words_in_nine_languages(topic: str) -> None:
    concept = vocabulary.load()[topic]
    for language in LABELLED:
        assert concept.prefLabel[language]
        assert concept.askLabel[language]
        assert concept.offerLabel[language]
        words = concept.words[language]
        assert words.titles or words.words or words.objects


def test_relations_point_at_topics() -> None:
    shipped = vocabulary.load()
    for concept in shipped.concepts.values():
        assert all(not other or other in shipped for other in (concept.broader, concept.reciprocal, concept.implies))


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared list of topics is not here")
def test_the_ids_are_those_of_the_shared_list() -> None:
    text = SHARED.read_text(encoding="utf-8")
    shared = yaml.safe_load(text)
    concepts = shared["concepts"] if isinstance(shared, dict) and "concepts" in shared else shared
    ids = {c["id"] for c in concepts} if isinstance(concepts, list) else set(concepts)
    assert set(vocabulary.load().concepts) == ids


def test_own_topics_and_words_are_found() -> None:
    words = vocabulary.load(OWN)
    texts = ["Falconer", "Looking for paperwork wizardry"]
    claims = pd.DataFrame({"record_id": ["a", "b"], "field": ["title", "note"], "value": texts, "raw": texts})
    table = tag(pd.DataFrame({"record_id": ["a", "b"], "person_id": ["a", "b"]}), claims, words)
    assert {("a", "offer", "falconry"), ("b", "ask", "legal")} <= set(
        table[["record_id", "side", "topic"]].itertuples(index=False, name=None)
    )
    assert "falconry" not in vocabulary.load()


def test_a_phrase_may_be_written_with_choices() -> None:
    chosen = tagger(vocabulary.load(OWN)).lexicon
    texts = {
        "dresse un faucon": True,
        "il apprend à dresser une buse blessée avec nous": True,
        "il va dresser buse": True,
        "dresse un chien": False,
        "un faucon blessé": False,
        "dresser un": False,
    }
    for text, found in texts.items():
        marks = chosen.scan(text, "fr").marks.values()
        assert any(("falconry", "asks") in m.topics for m in marks) == found, text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("concepts: [{id: legal, prefLabel: x}]", "legal"),
        ("words: {xx: {}}", "words.xx"),
        ("words: {en: {nothing-such: {words: [a]}}}", "nothing-such"),
        ("other: 1", "concepts"),
        ("a: [", "YAML"),
    ],
)
def test_what_is_wrong_with_an_own_file_is_named(text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        vocabulary.load(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("concepts: 5", "`concepts`"),
        ("concepts: {id: x, prefLabel: y}", "`concepts`"),
        ("concepts: [5]", "a concept needs"),
        ("concepts: [{id: [x], prefLabel: y}]", "`id`"),
        ("concepts: [{id: x, prefLabel: 5, askLabel: [a]}]", "`prefLabel` should be a text"),
        ("concepts: [{id: x, prefLabel: {en: [a]}}]", "the concept `x`"),
        ("words: [1]", "`words`"),
        ("words: {en: 5}", "`words.en`"),
        ("words: {en: {funding: {titles: 5}}}", "`words.en.funding.titles`"),
        ("words: {en: {funding: {titles: {a: b}}}}", "`words.en.funding.titles`"),
        ("words: {en: {funding: {titles: [[a]]}}}", "`words.en.funding.titles`"),
        ("a: " + "[" * 5000, "not valid YAML"),
        ("concepts: 2026-13-45", "not valid YAML"),
    ],
)
def test_entries_of_the_wrong_shape_are_told_by_name(text: str, entry: str) -> None:
    with pytest.raises(UsageError, match=re.escape(entry)) as raised:
        vocabulary.load(text)
    assert raised.value.remedy


def test_words_may_be_one_text_with_commas() -> None:
    words = vocabulary.load("words: {en: {funding: {titles: 'beekeeper, honey seller'}}}")["funding"].words["en"]
    assert words.titles[-2:] == ("beekeeper", "honey seller")
