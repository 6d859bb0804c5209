"""The topics of asks and offers: labels in nine languages, words that say them, how they complement each other.

After SKOS: a concept has a prefLabel, altLabels (here sorted by how they may be used, see `Words`)
and broader concepts. A user's own file of the same form adds concepts and words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import yaml

from pipeline.errors import UsageError
from pipeline.referral.tables import table

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "hi")
"""Languages that have words; `hi` is Hindi written in Latin letters and has no labels."""
USES = ("titles", "words", "verbs", "objects", "several", "asks", "offers")
SIDES = ("ask", "offer")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one concept in one language, by what they may stand for."""

    titles: tuple[str, ...] = ()
    """What a person is: `tax consultant`. Counts in titles, at the head of a note, and as what is sought."""
    words: tuple[str, ...] = ()
    """A field, service or thing: `bookkeeping`. Counts in titles and as what is sought or given."""
    verbs: tuple[str, ...] = ()
    """What a person does, `~` behind the verb: `translate~`. English only."""
    objects: tuple[str, ...] = ()
    """Counts only as what is sought or given: `investors`, `clients`."""
    several: tuple[str, ...] = ()
    """Objects in this form alone: who looks for `carpenters` hires, who looks for a `carpenter` has something to build."""
    asks: tuple[str, ...] = ()
    """States an ask by itself: `open to work`."""
    offers: tuple[str, ...] = ()
    """States an offer by itself: `we have openings`."""

    def joined(self, more: Words) -> Words:
        """These words and those."""
        return Words(**{use: (*getattr(self, use), *getattr(more, use)) for use in USES})


@dataclass(frozen=True, slots=True)
class Concept:
    """One topic."""

    id: str
    group: str
    prefLabel: Mapping[str, str]
    askLabel: Mapping[str, str]
    """Completes "is looking for ..."."""
    offerLabel: Mapping[str, str]
    """Completes "can offer ..."."""
    broader: str = ""
    narrower: tuple[str, ...] = ()
    reciprocal: str = ""
    """Who asks this topic usually offers that one."""
    symmetric: bool = False
    """Two people who both ask it help each other (co-founder, partner)."""
    implies: str = ""
    """Who offers this topic by trade asks that one by trade (recruiter -> talent)."""
    words: Mapping[str, Words] = field(default_factory=dict)

    def label(self, side: str = "", language: str = "en") -> str:
        """The label for "ask", "offer" or "" (the topic itself); English where the language has none."""
        labels = {"ask": self.askLabel, "offer": self.offerLabel}.get(side, self.prefLabel)
        return labels.get(language) or labels.get("en") or self.id


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All topics by id, in the order of the file; equal only to itself, so that it can be a cache's key."""

    concepts: Mapping[str, Concept]
    groups: Mapping[str, str]
    lookalikes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language: phrases that hold a topic's word and mean none (`game warden`)."""
    extra: str = ""
    """The user's own file: what `load` makes this vocabulary of, here or in another process."""
    own: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By topic: (language, phrase) that the user's file adds to it."""

    def __contains__(self, topic: object) -> bool:
        return topic in self.concepts

    def __getitem__(self, topic: str) -> Concept:
        return self.concepts[topic]

    def label(self, topic: str, side: str = "", language: str = "en") -> str:
        """The topic's label; the id itself where the topic is not in the vocabulary."""
        concept = self.concepts.get(topic)
        return concept.label(side, language) if concept else topic

    def related(self, topic: str) -> tuple[str, ...]:
        """Broader topic and narrower topics: a near miss where nothing exact is found."""
        concept = self.concepts.get(topic)
        if concept is None:
            return ()
        return (*((concept.broader,) if concept.broader else ()), *concept.narrower)


@lru_cache(maxsize=4)
def load(extra: str = "") -> Vocabulary:
    """The shipped vocabulary, with the user's own topics and words (YAML text) added.

    The user's file: `concepts:` a list of topics (`id`, `prefLabel`, optionally `group`, `askLabel`,
    `offerLabel`, `broader`) and `words:` a mapping language -> topic -> lists named as in `Words`, or texts with commas
    between the words.
    Raises UsageError that lists every problem of that file.
    """
    shipped = _shipped()
    return _extended(shipped, extra) if extra.strip() else shipped


ENGLISH_MORE = ("en.trades.yaml", "en.tasks.yaml")


@lru_cache(maxsize=1)
def _shipped() -> Vocabulary:
    shipped = table("vocabulary.yaml")
    words: dict[str, dict[str, Words]] = {}
    lookalikes: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        lexicon = table("lexicon", f"{language}.yaml")
        lookalikes[language] = tuple(_phrases(lexicon.pop("_", {}).get("words", ())))
        for topic, uses in lexicon.items():
            words.setdefault(topic, {})[language] = _words(uses)
    for more in ENGLISH_MORE:
        for topic, uses in table("lexicon", more).items():
            words[topic]["en"] = words[topic]["en"].joined(_words(uses))
    concepts = [_concept(row, words.get(row["id"], {})) for row in shipped["concepts"]]
    unknown = sorted(set(words) - {c.id for c in concepts})
    assert not unknown, f"lexicon words for unknown topics: {unknown}"
    return _vocabulary(concepts, shipped["groups"], lookalikes)


def _vocabulary(
    concepts: Iterable[Concept], groups: Mapping[str, str], lookalikes: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    rows = list(concepts)
    narrower: dict[str, list[str]] = {}
    for c in rows:
        if c.broader:
            narrower.setdefault(c.broader, []).append(c.id)
    return Vocabulary(
        {c.id: replace(c, narrower=tuple(narrower.get(c.id, ()))) for c in rows}, dict(groups), lookalikes
    )


def _concept(row: Mapping[str, Any], words: Mapping[str, Words]) -> Concept:
    pref = _labels(row["prefLabel"])
    return Concept(
        id=row["id"],
        group=row.get("group", "own"),
        prefLabel=pref,
        askLabel=_labels(row.get("askLabel", pref)),
        offerLabel=_labels(row.get("offerLabel", pref)),
        broader=row.get("broader", ""),
        reciprocal=row.get("reciprocal", ""),
        symmetric=bool(row.get("symmetric", False)),
        implies=row.get("implies", ""),
        words=dict(words),
    )


def _labels(value: Any) -> dict[str, str]:
    return {"en": value} if isinstance(value, str) else {str(k): str(v) for k, v in value.items()}


def _words(uses: Mapping[str, Any]) -> Words:
    return Words(**{use: tuple(_phrases(uses.get(use, ()))) for use in USES})


def _phrases(value: Any) -> list[str]:
    """A list, or one text with commas (、 and ， too) between the phrases; `[a|b]` in one stands for either."""
    items = str(value).replace("、", ",").replace("，", ",").split(",") if isinstance(value, str) else map(str, value)
    return [p.strip() for p in items if p.strip()]


def _extended(shipped: Vocabulary, extra: str) -> Vocabulary:
    own = _parsed(extra)
    problems: list[str] = []
    concepts = dict(shipped.concepts)
    for row in _entries(own, "concepts", list, problems):
        wrong = _wrong_concept(row)
        if wrong:
            problems.append(wrong)
        elif row["id"] in concepts:
            problems.append(f"`{row['id']}` exists already; add words to it under `words:`")
        else:
            concepts[row["id"]] = _concept(row, {})
    added: dict[str, tuple[tuple[str, str], ...]] = {}
    for language, topics in dict(_entries(own, "words", dict, problems)).items():
        for topic, uses in _own_words(language, topics, concepts, problems):
            old = concepts[topic].words.get(language, Words())
            concepts[topic] = replace(concepts[topic], words={**concepts[topic].words, language: old.joined(uses)})
            phrases = ((language, phrase) for use in USES for phrase in getattr(uses, use))
            added[topic] = (*added.get(topic, ()), *phrases)
    if problems:
        raise UsageError("the vocabulary file: " + "; ".join(problems), "Mend these entries in your vocabulary file.")
    groups = {"own": "Your own", **shipped.groups}
    return replace(_vocabulary(concepts.values(), groups, shipped.lookalikes), extra=extra, own=added)


def _entries(own: dict[str, Any], name: str, kind: type, problems: list[str]) -> Any:
    """What stands under `concepts:` or `words:`, nothing where it has the wrong shape."""
    found = own.get(name)
    if found is None or isinstance(found, kind):
        return found or kind()
    problems.append(f"`{name}` should be {'a list of topics' if kind is list else 'languages with their topics'}")
    return kind()


def _wrong_concept(row: Any) -> str:
    """What is wrong with a topic of the user's, "" nothing."""
    if not isinstance(row, dict) or not row.get("id") or not row.get("prefLabel"):
        return f"a concept needs `id` and `prefLabel`: {str(row)[:80]}"
    texts = [k for k in ("id", "group", "broader", "reciprocal", "implies") if not isinstance(row.get(k, ""), str)]
    labels = [k for k in ("prefLabel", "askLabel", "offerLabel") if not _is_label(row.get(k, ""))]
    wrong = "".join(f" `{key}` should be a text;" for key in texts)
    wrong += "".join(f" `{key}` should be a text, or a text for each language;" for key in labels)
    return f"the concept `{row['id']}`:{wrong[:-1]}" if wrong else ""


def _is_label(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and all(isinstance(v, str) for v in value.values()))


def _is_phrases(value: Any) -> bool:
    """A list of words, or one text with commas between them."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str | int | float) for v in value))


def _parsed(extra: str) -> dict[str, Any]:
    try:
        own = yaml.safe_load(extra)
    except (yaml.YAMLError, ValueError, RecursionError) as e:  # a date such as 2026-13-45 is a ValueError
        raise UsageError(f"the vocabulary file is not valid YAML: {e}", "Mend the line it names.") from e
    if own is None:
        return {}
    if not isinstance(own, dict) or not set(own) <= {"concepts", "words"}:
        raise UsageError("the vocabulary file should hold `concepts:` and `words:`", "See README, your own topics.")
    return own


def _own_words(
    language: str, topics: Any, concepts: Mapping[str, Concept], problems: list[str]
) -> list[tuple[str, Words]]:
    if language not in LANGUAGES or not isinstance(topics, dict):
        problems.append(f"`words.{language}` should be one of {', '.join(LANGUAGES)} and map topics to words")
        return []
    good = []
    for topic, uses in topics.items():
        if topic not in concepts:
            problems.append(f"`words.{language}.{topic}`: no such topic")
        elif not isinstance(uses, dict) or not set(uses) <= set(USES):
            problems.append(f"`words.{language}.{topic}` may hold {', '.join(USES)}")
        elif wrong := [use for use, phrases in uses.items() if not _is_phrases(phrases)]:
            problems += [f"`words.{language}.{topic}.{use}` should be a list of words" for use in wrong]
        else:
            good.append((topic, _words(uses)))
    return good
