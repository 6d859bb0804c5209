"""Texts that teach the model the word lists: labelled texts with another phrase in place of theirs, phrases in plain
sentences around them, and those that say all by themselves.

The model knows words from the texts alone, which hold a small part of the word lists; of plain statements with the rest
(`Frau Kern sucht noch einen Newsletter`) it used to take four in ten for small talk. Augmentation by replacement of what is
named (Dai and Adel 2020), with the same sentence around it also where it denies or tells of others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.referral.inflect import forms
from pipeline.referral.lexicon import Mark, Scan
from pipeline.referral.notes.model import SIDES
from pipeline.referral.notes.second import SAID
from pipeline.referral.notes.training.texts import HERE, Example, rows
from pipeline.referral.tables import table, written_out
from pipeline.referral.tag import Tagger
from pipeline.referral.vocabulary import Vocabulary

Wanted: TypeAlias = Sequence[tuple[int, str]]
"""(row of SIDES, topic)."""
NAMING = ("titles", "words", "objects")
"""Uses of phrases that name what is sought or given."""
STATING = ("asks", "offers")
"""Uses of phrases that say all by themselves, by row of SIDES."""
ROWS = {"A": 0, "O": 1}
LONGEST = 170
"""Characters of texts that are told again."""
AGAIN = {True: 3, False: 2}
"""How often texts are told again that say something, and those that say nothing."""
SAME_TOPIC = 0.6
"""How often the new phrase is of the same topic, where it could be of another."""
SHARES = {"ask": 0.45, "offer": 0.3, "nothing": 0.25}
LEFT_OUT = 0.25
"""Share of phrases that get no sentence in one go."""
PAIRS = 700
"""Sentences of each language with two phrases."""
RELATED = 0.06
"""Share of the texts of a topic in which another is labelled, too, or neither right nor wrong, from which on it is neither
in what is told again."""
SIDE_KEYS = (("a", "oka"), ("o", "oko"))
_UNFINISHED = re.compile(r" (?:für|for|pour|para|per|voor|einen|eine|den|de|un|une|el|la|il|the|a)$")
_ODD = re.compile(r"[~\[\]0-9_]")
_VERBS = re.compile(r"(?:ieren|bauen|machen)$")


@dataclass(frozen=True, slots=True)
class Related:
    """Which topics are labelled together, by the labelled texts: (row, topic) -> (row, topic) of what is neither right nor
    wrong beside it."""

    beside: Mapping[tuple[int, str], frozenset[tuple[int, str]]]

    @classmethod
    def of(cls, texts: Iterable[Mapping[str, Any]]) -> Related:
        """Counted in texts as `texts` holds them."""
        often: Counter[tuple[int, str]] = Counter()
        both: defaultdict[tuple[int, str], Counter[tuple[int, str]]] = defaultdict(Counter)
        for text in texts:
            said = [{t for label in text.get(key, ()) for t in label.split("|")} for key, _ in SIDE_KEYS]
            free = [{t for label in text.get(key, ()) for t in label.split("|")} for _, key in SIDE_KEYS]
            for row, topics in enumerate(said):
                others = [(row, t) for t in topics | free[row]] + [(1 - row, t) for t in free[1 - row]]
                for topic in topics:
                    often[row, topic] += 1
                    both[row, topic].update(others)
        return cls(
            {
                one: frozenset(other for other, count in found.items() if count > RELATED * often[one])
                for one, found in both.items()
            }
        )


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of the word lists."""

    by_use: Mapping[tuple[str, str, str], Sequence[str]]
    """(language, use, topic) -> phrases."""
    meaning: Mapping[tuple[str, str], Collection[str]]
    """(language, phrase) -> topics."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Phrases:
        """Those that name something and are written as they are said."""
        by_use: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        meaning: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for topic, concept in vocabulary.concepts.items():
            for language, words in concept.words.items():
                for use in NAMING:
                    found = [phrase for phrase in getattr(words, use) if not _ODD.search(phrase)]
                    by_use[language, use, topic] += found
                    for phrase in found:
                        meaning[language, phrase].add(topic)
        return cls(by_use, meaning)


class Carrier:
    """Makes the texts of one go."""

    def __init__(self, tagger: Tagger, dice: Random) -> None:
        self.tagger, self.dice = tagger, dice
        self.topics = list(tagger.vocabulary.concepts)
        self.place = {topic: n for n, topic in enumerate(self.topics)}
        self.phrases = Phrases.of(tagger.vocabulary)
        self.texts = [text for path in sorted((HERE / "texts").rglob("*.jsonl")) for text in rows(path)]
        self.related = Related.of(self.texts)
        self.sentences: Mapping[str, Mapping[str, Sequence[str]]] = table("notes", "training", "sentences.yaml")

    def all(self) -> list[Example]:
        """Every text once."""
        made = [*self.told_again(), *self.in_sentences(), *self.in_pairs(), *self.by_themselves()]
        return list({one.text: one for one in made}.values())

    def told_again(self) -> Iterator[Example]:
        """Labelled texts that name one thing, with other things in its place."""
        services = sorted(self.tagger.lexicon.services)
        for text in self.texts:
            before = next((said for said in SAID.values() if text["t"].startswith(said)), "")
            body = text["t"].removeprefix(before)
            scan = self.tagger.lexicon.scan(body)
            named = self._named(text, scan)
            if named is None or len(text["t"]) > LONGEST:
                continue
            mark, use, row, topic = named
            start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
            language = text["l"] if text.get("l") in self.sentences else "en"
            free = [
                (n, t) for n, (_, key) in enumerate(SIDE_KEYS) for label in text.get(key, ()) for t in label.split("|")
            ]
            for _ in range(AGAIN[row is not None]):
                new = topic
                if topic in services and self.dice.random() > SAME_TOPIC:
                    new = self.dice.choice(services)
                if found := self.phrases.by_use.get((language, use, new)):
                    phrase = self.dice.choice(found)
                    head = _with_article(body[:start], phrase) if language == "en" else body[:start]
                    told = before + head + _as_written(phrase, body[start:end], use, language) + body[end:]
                    yield self._example(told, [] if row is None else [(row, new)], language, [phrase], free)

    def _named(self, text: Mapping[str, Any], scan: Scan) -> tuple[Mark, str, int | None, str] | None:
        """The one phrase that the text names, what it is used as, and the row and topic that it is labelled with."""
        marks = [mark for mark in scan.marks.values() if mark.topics]
        labels = [(n, label.split("|")) for n, (key, _) in enumerate(SIDE_KEYS) for label in text.get(key, ())]
        uses = [use for mark in marks for _, use in mark.topics if use in NAMING]
        if len(marks) != 1 or not uses or len(labels) > 1:
            return None
        meant = [topic for topic, _ in marks[0].topics]
        if not labels:
            return marks[0], uses[0], None, meant[0]
        row, told = labels[0]
        return next(((marks[0], uses[0], row, topic) for topic in told if topic in meant), None)

    def in_sentences(self) -> Iterator[Example]:
        """Phrases in sentences that ask for them, offer them, or do neither."""
        services = self.tagger.lexicon.services
        for (language, use, topic), phrases in self.phrases.by_use.items():
            around = self.sentences.get(language)
            for phrase in phrases if around else ():
                kind = self.dice.choices(list(SHARES), list(SHARES.values()))[0]
                if kind == "offer" and (topic not in services or use != "words"):
                    kind = "ask"
                if around is None or self.dice.random() < LEFT_OUT or (use == "titles" and topic not in services):
                    continue
                shown = _noun(phrase, language)
                if use == "titles" and kind != "nothing":
                    shown = self.dice.choice(around["articles"]) + shown
                said = [] if kind == "nothing" else [(SIDES.index(kind), topic)]
                free = [(0, "talent")] if use == "titles" else []
                told = self._around(self.dice.choice(around[kind]).format(shown), language)
                yield self._example(told, said, language, [phrase], free)

    def in_pairs(self) -> Iterator[Example]:
        """Sentences that speak of two things."""
        services = self.tagger.lexicon.services
        for language, around in self.sentences.items():
            both = [
                (topic, phrase)
                for (of, use, topic), phrases in self.phrases.by_use.items()
                if of == language and use != "titles" and topic in services
                for phrase in phrases
            ]
            for _ in range(PAIRS):
                kinds, _, sentence = self.dice.choice(around["two"]).partition(" ")
                (one, first), (two, second) = self.dice.choice(both), self.dice.choice(both)
                if one != two:
                    told = self._around(sentence.format(_noun(first, language), _noun(second, language)), language)
                    said = [(ROWS[kind], topic) for kind, topic in zip(kinds, (one, two), strict=True) if kind in ROWS]
                    yield self._example(told, said, language, [first, second])

    def by_themselves(self) -> Iterator[Example]:
        """Phrases that say all by themselves."""
        for topic, concept in self.tagger.vocabulary.concepts.items():
            for language, words in concept.words.items():
                for row, use in enumerate(STATING):
                    for phrase in getattr(words, use) if language in self.sentences else ():
                        told = self._spoken(phrase)
                        if not _UNFINISHED.search(told) and (" " in told or language in ("ja", "zh")):
                            yield self._example(self._around(told, language), [(row, topic)], language, [])

    def _spoken(self, phrase: str) -> str:
        """A phrase that states something, in one of the forms that it stands for."""
        told = self.dice.choice(written_out(phrase)) if "[" in phrase else phrase
        told = re.sub(r"([a-z']+)~", lambda found: self._form(found[1]), told)
        return re.sub(r"\b0\b", lambda _: str(self.dice.choice((3, 15, 40, 200))), told)

    def _form(self, lemma: str) -> str:
        """An English verb as `she does` or `doing`."""
        wanted = self.dice.choice("sg")
        return next(word for word, form in forms(lemma) if form == wanted)

    def _around(self, sentence: str, language: str) -> str:
        """The sentence with what may stand before and behind it."""
        around = self.sentences[language]
        before = self.dice.choice(around["before"]).format(n=self.dice.choice(around["names"]))
        if not before or before.endswith(". "):
            sentence = sentence[0].upper() + sentence[1:]
        return before + sentence + ("" if sentence.endswith("?") else self.dice.choice(around["behind"]))

    def _example(self, text: str, said: Wanted, language: str, phrases: Sequence[str], free: Wanted = ()) -> Example:
        """`free`: what is neither right nor wrong, besides what is related, and other meanings of the phrases."""
        wanted: NDArray[np.float32] = np.zeros((len(SIDES), len(self.topics)), np.float32)
        counts = np.ones_like(wanted)
        meant = [(row, t) for row, _ in said for phrase in phrases for t in self.phrases.meaning[language, phrase]]
        for row, topic in (*free, *meant, *(other for one in said for other in self.related.beside.get(one, ()))):
            if topic in self.place:
                counts[row, self.place[topic]] = 0
        for row, topic in said:
            wanted[row, self.place[topic]] = counts[row, self.place[topic]] = 1
        return Example(text, wanted, counts)


def _as_written(phrase: str, old: str, use: str, language: str) -> str:
    """The phrase as the one in whose place it comes was written."""
    if language == "en" and old.endswith("s") and not phrase.endswith("s") and use != "words":
        phrase += "s"
    return phrase[0].upper() + phrase[1:] if old[:1].isupper() else phrase


def _with_article(before: str, phrase: str) -> str:
    """`an` before a vowel."""
    n = "n" if phrase[0] in "aeio" else ""
    return re.sub(r"\b([Aa])n? $", rf"\g<1>{n} ", before)


def _noun(phrase: str, language: str) -> str:
    """German nouns are written with a capital."""
    return (
        phrase[0].upper() + phrase[1:]
        if language == "de" and " " not in phrase and not _VERBS.search(phrase)
        else phrase
    )
