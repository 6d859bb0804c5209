"""The vocabulary and the cue words compiled for scanning: text -> marks (longest match, several languages at once)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.referral import cues
from pipeline.referral.inflect import forms
from pipeline.referral.languages import Guesser
from pipeline.referral.relations import FIELD_GROUPS
from pipeline.referral.stems import stem
from pipeline.referral.vocabulary import LANGUAGES, USES, Vocabulary
from pipeline.referral.words import Token, folded_words, tokens

Node = dict[str | None, Any]
"""A trie over tokens; under None the entry that ends here."""


class Entry(NamedTuple):
    """What a phrase stands for: cue kinds, and topics with the use they were listed under."""

    kinds: frozenset[str] = frozenset()
    topics: tuple[tuple[str, str], ...] = ()


LOOKALIKE = Entry()
"""What holds a topic's word and means none."""


class Mark(NamedTuple):
    """A phrase found in a text: tokens first..last-1."""

    first: int
    last: int
    kinds: frozenset[str]
    topics: tuple[tuple[str, str], ...]


class Scan(NamedTuple):
    """A text's tokens, marks by their first token, and the language that decides the grammar."""

    tokens: list[Token]
    marks: dict[int, Mark]
    language: str


PLACE = "vietnam"
"""Stands for any country or region in a phrase."""
ARTICLES = re.compile(r"(?<=[\w~]) (?:a|an|the|my|our|its|your|their) (?=\w)")
"""Need not be written in a phrase, so that it is found with any of them."""
NUMBER = "0"
"""Stands for any number in a phrase."""
NONE_SKIPPED: frozenset[str] = frozenset()
HOLDS = frozenset(("", " ", "-", "&"))
"""Gaps inside a phrase."""
KEPT_WORDS = 300_000
LABELS = frozenset(("ask_label", "offer_label"))
LABELLING = frozenset((":", ")"))
"""What stands behind a label."""
GIVEN_BY_PLAN = frozenset("speaking education-training coaching pr-press nonprofit-community".split())
"""Who wants to do these gives them: `wants to give workshops`."""
COMPOUNDING = frozenset({"de", "nl"})


@dataclass
class Lexicon:
    """Tries per language and the language guesser; built once per vocabulary."""

    exact: dict[str, Node] = field(default_factory=dict)
    stemmed: dict[str, Node] = field(default_factory=dict)
    english_abroad: dict[str, Node] = field(default_factory=dict)
    foreign: dict[str, frozenset[str]] = field(default_factory=dict)
    skipped: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that may stand between the words of a phrase without being written in it."""
    places: frozenset[str] = frozenset()
    short: dict[str, str] = field(default_factory=dict)
    services: frozenset[str] = frozenset()
    """Topics whose work somebody who plans it needs done."""
    implied: dict[str, str] = field(default_factory=dict)
    """Topic offered by trade -> topic asked for by trade."""
    guesser: Guesser = field(default_factory=Guesser)
    _tries: dict[tuple[str, tuple[str, ...]], tuple[tuple[Node, str], ...]] = field(default_factory=dict)
    _compounds: dict[tuple[str, str], Entry | None] = field(default_factory=dict)
    _heads: dict[str, frozenset[str]] = field(default_factory=dict)

    def scan(self, text: str, language: str = "") -> Scan:
        """Marks of the text, longest first at each place, none overlapping."""
        found = tokens(text)
        languages = (language,) if language else self.guesser.guess(text, found)
        if languages[0] == "en":
            found = self._written_out(found)
        marks: dict[int, Mark] = {}
        at = 0
        while at < len(found):
            mark = self._longest(text, found, at, languages)
            if mark is None:
                at += 1
            else:
                marks[at] = mark
                at = mark.last
        return Scan(found, marks, languages[0])

    def _written_out(self, found: list[Token]) -> list[Token]:
        """Notes write `wd` for would, `4` for for, `2` for to before a verb."""
        out = list(found)
        for n, token in enumerate(found):
            word = self.short.get(token.text)
            if token.text == "4" and token.gap == " ":
                word = "for"
            elif token.text == "2" and n + 1 < len(found):
                entry = self.exact["en"].get(found[n + 1].text, {}).get(None)
                word = "to" if entry is not None and "b" in entry.kinds else None
            if word:
                out[n] = token._replace(text=word)
        return out

    def _longest(self, text: str, found: list[Token], at: int, languages: tuple[str, ...]) -> Mark | None:
        best = at
        entries: list[Entry] = []
        for root, language in self._begun(found[at].text, languages):
            skipped = self.skipped["en"] if root is self.exact["en"] else NONE_SKIPPED
            for last, entry in _walk(root, found, at, language, skipped, self.places):
                if entry.kinds and entry.kinds <= LABELS and not (last < len(found) and found[last].gap in LABELLING):
                    continue
                if last > best:
                    best, entries = last, [entry]
                elif last == best:
                    entries.append(entry)
        if best == at + 1 and found[at].text == "it" and text[found[at].start : found[at].end] != "IT":
            return Mark(at, best, entries[0].kinds, ())
        if not entries:
            return self._compound(found, at, languages)
        if len(entries) == 1:
            return Mark(at, best, *entries[0])
        if LOOKALIKE in entries:
            return Mark(at, best, *LOOKALIKE)
        kinds = frozenset().union(*(e.kinds for e in entries))
        topics = tuple(dict.fromkeys(t for e in entries for t in e.topics))
        return Mark(at, best, kinds, topics)

    def _begun(self, word: str, languages: tuple[str, ...]) -> tuple[tuple[Node, str], ...]:
        """Tries in which a phrase begins with the word, and the language whose endings they leave out; kept, since
        words repeat."""
        key = (word, languages)
        tries = self._tries.get(key)
        if tries is None:
            tries = self._tries[key] = tuple(
                (root, language)
                for root, language in self._all(word, languages)
                if (stem(word, language) if language else word) in root
            )
            if len(self._tries) > KEPT_WORDS:
                self._tries.clear()
        return tries

    def _all(self, word: str, languages: tuple[str, ...]) -> Iterator[tuple[Node, str]]:
        main = languages[0]
        for language in languages:
            yield self.exact[language], ""
            yield self.stemmed[language], language
        if "en" not in languages and main in self.english_abroad and word not in self.foreign[main]:
            yield self.english_abroad[main], ""
            yield self.stemmed["en"], "en"

    def _compound(self, found: list[Token], at: int, languages: tuple[str, ...]) -> Mark | None:
        """German and Dutch compounds: `Klimaschutzmanagerin`, `Wagenparkbeheerder`."""
        word = found[at].text
        if len(word) < 8:
            return None
        for language in languages:
            if language in COMPOUNDING:
                entry = self._split(word, language)
                if entry is not None:
                    return Mark(at, at + 1, entry.kinds, entry.topics)
        return None

    def _split(self, word: str, language: str) -> Entry | None:
        key = (word, language)
        if key not in self._compounds:
            self._compounds[key] = self._parts(word, language)
        return self._compounds[key]

    def _parts(self, word: str, language: str) -> Entry | None:
        """The last part that is a topic of its own decides; where it is a plain word (`-leiter`), the first part does."""
        root = self.stemmed[language]
        for cut in range(3, len(word) - 3):
            tail = root.get(stem(word[cut:], language), {}).get(None)
            if tail and tail.topics and len(word) - cut >= 5:
                return Entry(frozenset(), tail.topics)
            if stem(word[cut:], language) in self._heads[language] or word[cut:] in self._heads[language]:
                front = self._front(word[:cut], language)
                if front is not None:
                    return front
        return None

    def _front(self, part: str, language: str) -> Entry | None:
        root = self.stemmed[language]
        for form in (part, part[:-1], part[:-2], part + "e", part + "en"):
            entry = root.get(stem(form, language), {}).get(None) if len(form) >= 2 else None
            if entry and any(use in ("words", "titles") for _, use in entry.topics):
                return Entry(frozenset(), tuple(t for t in entry.topics if t[1] in ("words", "titles")))
        return None


def _walk(root: Node, found: list[Token], at: int, language: str, skipped: frozenset[str], places: frozenset[str]) -> list[tuple[int, Entry]]:
    node, place, ends = root, at, []
    while place < len(found) and (place == at or found[place].gap in HOLDS):
        word = found[place].text
        following = node.get(stem(word, language) if language else word)
        if following is None and not language:
            following = node.get(NUMBER) if word[0].isdigit() else node.get(PLACE) if word in places else None
        if following is None:
            if place > at and (word in skipped or (skipped and word[0].isdigit())):
                place += 1
                continue
            break
        node, place = following, place + 1
        if None in node:
            ends.append((place, node[None]))
    return ends


def build(vocabulary: Vocabulary) -> Lexicon:
    """Compiles a vocabulary; about a second, so keep the result."""
    lexicon = Lexicon()
    words = cues.load()
    for language in LANGUAGES:
        lexicon.exact[language], lexicon.stemmed[language] = {}, {}
        for kind, phrases in words[language].items():
            if kind not in cues.SILENT:
                for phrase in phrases:
                    _add_inflected(lexicon.exact[language], phrase, frozenset((kind,)))
        lexicon.skipped[language] = frozenset(words[language].get("skip", ()))
        for phrase in vocabulary.lookalikes.get(language, ()):
            _add(lexicon.stemmed[language], phrase, language, Entry())
        lexicon.foreign[language] = frozenset(words[language].get("foreign", ()))
        heads = words[language].get("head", ())
        lexicon._heads[language] = frozenset((*heads, *(stem(h, language) for h in heads)))
    english: Node = {}
    for topic, language, use, phrase in _phrases(vocabulary):
        entry = Entry(frozenset(), ((topic, use),))
        if use in ("asks", "offers", "verbs"):
            kinds = frozenset(("make",)) if use == "verbs" else frozenset[str]()
            _add_inflected(lexicon.exact[language], phrase, kinds, entry.topics)
            if language == "en" and " " in phrase and use != "verbs":
                _add_inflected(english, phrase, kinds, entry.topics)
        else:
            _add(lexicon.stemmed[language], phrase, language, entry)
    lexicon.places = frozenset(words["en"].get("place", ()))
    lexicon.short = dict(pair.split() for pair in words["en"].get("short", ()))
    lexicon.services = frozenset(
        t for t, c in vocabulary.concepts.items() if c.group in FIELD_GROUPS and t not in GIVEN_BY_PLAN
    )
    lexicon.implied = {t: c.implies for t, c in vocabulary.concepts.items() if c.implies}
    lexicon.english_abroad = {language: english for language in LANGUAGES if language not in ("en", "hi")}
    lexicon.guesser = Guesser.of(vocabulary)
    return lexicon


def _add_inflected(root: Node, phrase: str, kinds: frozenset[str], topics: tuple[tuple[str, str], ...] = ()) -> None:
    """Adds a phrase; the word marked `~` in all its forms, each with the letter of the form among the kinds."""
    phrase = ARTICLES.sub(" ", phrase)
    before, mark, behind = phrase.partition("~")
    if not mark:
        _add(root, phrase, "", Entry(kinds | cues.old_kinds(kinds, ""), topics))
        return
    head, _, lemma = before.rpartition(" ")
    for word, form in forms(lemma):
        shown = kinds | {form}
        _add(root, f"{head} {word}{behind}", "", Entry(shown | cues.old_kinds(kinds, form), topics))


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, str]]:
    for topic, concept in vocabulary.concepts.items():
        for language, words in concept.words.items():
            for use in USES:
                for phrase in getattr(words, use):
                    yield topic, language, use, phrase


def _add(root: Node, phrase: str, language: str, entry: Entry) -> None:
    node = root
    for word in folded_words(phrase):
        node = node.setdefault(stem(word, language) if language else word, {})
    if node is root:
        return
    old = node.get(None, Entry())
    topics = tuple(dict.fromkeys((*old.topics, *entry.topics)))
    node[None] = Entry(old.kinds | entry.kinds, topics)
