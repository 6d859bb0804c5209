"""The vocabulary and the cue words compiled for scanning: text -> marks (longest match, several languages at once)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.referral import cues
from pipeline.referral.brackets import PARTICLES, wholes
from pipeline.referral.compounds import MORE, Compounds, Entry, Node
from pipeline.referral.handovers import handovers
from pipeline.referral.inflect import forms
from pipeline.referral.languages import Guesser
from pipeline.referral.relations import FIELD_GROUPS
from pipeline.referral.stems import PLURAL, stem
from pipeline.referral.tables import choices
from pipeline.referral.vocabulary import LANGUAGES, USES, Vocabulary
from pipeline.referral.walks import Beginnings, Place, Tries, Walks
from pipeline.referral.words import Token, fold, folded_words, tokens


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
    question: bool = False
    """The text ends with a question."""


ARTICLES = re.compile(r"(?<=[\w~]) (?:a|an|the|my|our|its|your|their) (?=\w)")
"""Need not be written in a phrase, so that it is found with any of them."""
HOLDS = frozenset(("", " ", "-", "&"))
"""Gaps inside a phrase."""
LABELLING = frozenset((":", ")"))
"""What stands behind a label."""
LOOK_ALIKES = {
    language: {fold(word): word for word in ("it", *words.split())}
    for language, words in {
        "en": "", "de": "seit stück hört kuchen", "fr": "fermé payé", "es": "una unas hay", "pt": "nas toca", "it": "ai",
        "nl": "", "ja": "", "zh": "", "hi": "nai",
    }.items()
}  # fmt: skip
"""Words that are folded, or lose their ending, like the name of a trade or a thing, and are none: `una` is no nail
(`uñas`), `hört` no `Hort`. IT, AI and NAS are written in capitals."""
TURNED = frozenset(("neg", "neg_after", "past", "done"))
"""Kinds of words that stand between a business and its verb where nothing is handed over."""
SALE = ("business-sale", "asks")
GIVEN_BY_PLAN = frozenset("speaking education-training coaching pr-press nonprofit-community".split())
"""Who wants to do these gives them: `wants to give workshops`."""


@dataclass
class Lexicon(Tries):
    """Tries per language and the language guesser; built once per vocabulary."""

    short: dict[str, str] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    """Words that name a post: `manager`, `founder`."""
    services: frozenset[str] = frozenset()
    """Topics whose work somebody who plans it needs done."""
    implied: dict[str, str] = field(default_factory=dict)
    """Topic offered by trade -> topic asked for by trade."""
    guesser: Guesser = field(default_factory=Guesser)

    def __post_init__(self) -> None:
        self._walks = Walks(self)

    def scan(self, text: str, language: str = "") -> Scan:
        """Marks of the text, longest first at each place, none overlapping."""
        found = tokens(text)
        words = [t.text for t in found]
        languages = (language,) if language else self.guesser.guess(text, words)
        if languages[0] == "en" and not self._respelt.isdisjoint(words):
            found = self._written_out(found)
            words = [t.text for t in found]
        beginnings = self._walks.beginnings(languages)
        marks = _marks(text, found, words, beginnings, LOOK_ALIKES.get(languages[0], LOOK_ALIKES["en"]))
        if languages[0] in PARTICLES:
            marks = _joined(found, marks, languages[0], beginnings)
        marks = _handed_over(found, marks, languages[0])
        return Scan(found, marks, languages[0], "?" in text and text.rstrip(" )\"'!").endswith("?"))

    @cached_property
    def _respelt(self) -> frozenset[str]:
        return frozenset((*self.short, "2", "4"))

    def _written_out(self, found: list[Token]) -> list[Token]:
        """Notes write `wd` for would, `4` for for, `2` for to before a verb."""
        out = list(found)
        for n, token in enumerate(found):
            word = self.short.get(token.text)
            if token.text == "4" and token.gap == " ":
                word = "for"
            elif token.text == "2" and n + 1 < len(found):
                entry = self.exact["en"].get(found[n + 1].text, {}).get(None)
                verb = found[n + 1].text.endswith("ing") or (entry is not None and "b" in entry.kinds)
                word = "to" if verb else None
            if word:
                out[n] = token._replace(text=word)
        return out


def _joined(found: list[Token], marks: dict[int, Mark], language: str, beginnings: Beginnings) -> dict[int, Mark]:
    """The marks with the first part of verbs in two parts as the whole, and the second as nothing."""
    people = frozenset(n for n, m in marks.items() if any(t == "talent" or use == "titles" for t, use in m.topics))
    for whole in wholes(found, language, beginnings, people):
        if any(m.first < place < m.last for m in marks.values() for place in whole[:2]):
            continue  # it stands in a longer phrase
        marks[whole.first] = Mark(whole.first, whole.first + 1, whole.kinds, whole.topics)
        marks.pop(whole.last, None)
        marks = dict(sorted(marks.items()))
    return marks


def _handed_over(found: list[Token], marks: dict[int, Mark], language: str) -> dict[int, Mark]:
    """The marks with each business that is given away, and the verb that says so, as one."""
    turned = [n for n, mark in marks.items() if mark.kinds & TURNED]
    prepositions = [n for n, mark in marks.items() if "prep" in mark.kinds]
    for first, last in handovers(found, language, turned, prepositions):
        inside = [n for n, mark in marks.items() if n < last and mark.last > first]
        if any(n < first or marks[n].last > last for n in inside):
            continue  # a longer phrase
        for n in inside:
            del marks[n]
        marks[first] = Mark(first, last, frozenset(), (SALE,))
        marks = dict(sorted(marks.items()))
    return marks


_new = tuple.__new__  # spares the call that a named tuple makes of it


def _marks(
    text: str, found: list[Token], texts: list[str], beginnings: Beginnings, look_alikes: Mapping[str, str]
) -> dict[int, Mark]:
    gaps = [t.gap for t in found]
    gaps.append(".")
    marks: dict[int, Mark] = {}
    at, count = 0, len(found)
    while at < count:
        word = texts[at]
        place = beginnings[word]
        last = at + 1
        if place is None:
            at = last
            continue
        entry = place.labelled if gaps[last] in LABELLING else place.entry
        if place.branches and gaps[last] in HOLDS and (len(word) > 1 or not _letters(texts, gaps, at)):
            further = place[texts[last]]
            if further is not None:
                last, entry = _longest(texts, gaps, last, further, entry)
        if entry is not None:
            kinds, topics = entry
            if word in look_alikes and last == at + 1 and _written(text, found[at]) == look_alikes[word]:
                topics = ()
            marks[at] = _new(Mark, (at, last, kinds, topics))
        at = last
    return marks


def _written(text: str, token: Token) -> str:
    """The word as it is written; in small letters unless it is all capitals."""
    word = text[token.start : token.end]
    return word if word.isupper() else word.lower()


def _longest(
    texts: list[str], gaps: list[str], at: int, place: Place | None, entry: Entry | None
) -> tuple[int, Entry | None]:
    """Where the longest phrase ends of those that stand at `place` with the word `at`, and what it stands for."""
    best = at
    while place is not None:
        at += 1
        longer = place.labelled if gaps[at] in LABELLING else place.entry
        if longer is not None:
            best, entry = at, longer
        place = place[texts[at]] if place.branches and gaps[at] in HOLDS else None
    return best, entry


def _letters(texts: list[str], gaps: list[str], at: int) -> bool:
    """`I'm a lawyer` holds no M&A: letters of an abbreviation stand together. `à l'écoute` is no abbreviation."""
    following = texts[at + 1]
    spaced = len(texts[at]) == 1 == len(following) and gaps[at + 1] == " " and following.isascii()
    return spaced and gaps[at + 2] != "-"


def build(vocabulary: Vocabulary) -> Lexicon:
    """Compiles a vocabulary; about a second, so keep the result."""
    lexicon = Lexicon()
    lexicon.compounds = Compounds(lexicon.stemmed)
    words = cues.load()
    for language in LANGUAGES:
        lexicon.exact[language], lexicon.stemmed[language], lexicon.stemmed[language + PLURAL] = {}, {}, {}
        for kind, phrases in words[language].items():
            if kind not in cues.SILENT:
                for phrase in phrases:
                    _add_inflected(lexicon.exact[language], phrase, language, frozenset((kind,)))
        lexicon.skipped[language] = frozenset(words[language].get("skip", ()))
        for phrase in vocabulary.lookalikes.get(language, ()):
            _add(lexicon.stemmed[language], phrase, language, Entry())
        lexicon.foreign[language] = frozenset(words[language].get("foreign", ()))
        lexicon.compounds.prefixes[language] = frozenset(words[language].get("prefix", ()))
        heads = words[language].get("head", ())
        lexicon.compounds.heads[language] = frozenset((*heads, *(stem(h, language) for h in heads)))
    english: Node = {}
    for topic, language, use, phrase in _phrases(vocabulary):
        entry = Entry(frozenset(), ((topic, use),))
        if use in ("asks", "offers", "verbs"):
            kinds = frozenset(("make",)) if use == "verbs" else frozenset[str]()
            _add_inflected(lexicon.exact[language], phrase, language, kinds, entry.topics)
            if language == "en" and " " in phrase and use != "verbs":
                _add_inflected(english, phrase, language, kinds, entry.topics)
        elif use == "several":
            _add_inflected(lexicon.exact[language], phrase, language, frozenset(), ((topic, "objects"),))
        else:
            kind = language if use == "titles" or language == "en" else language + PLURAL
            _add(lexicon.stemmed[kind], phrase, kind, entry)
            if language == "en" and use == "titles" and " and " in phrase:  # `Learning & Development Manager`
                _add(lexicon.stemmed[kind], phrase.replace(" and ", " "), kind, entry)
            if language != "en":
                lexicon.listed.setdefault(language, set()).update(folded_words(phrase)[:1] if " " not in phrase else ())
    lexicon.places = frozenset(words["en"].get("place", ()))
    lexicon.roles = frozenset(w for kind in ("role", "owns") for w in words["en"].get(kind, ()) if " " not in w)
    lexicon.short = dict(pair.split() for pair in words["en"].get("short", ()))
    lexicon.services = frozenset(
        t for t, c in vocabulary.concepts.items() if c.group in FIELD_GROUPS and t not in GIVEN_BY_PLAN
    )
    lexicon.implied = {t: c.implies for t, c in vocabulary.concepts.items() if c.implies}
    lexicon.english_abroad = {language: english for language in LANGUAGES if language not in ("en", "hi")}
    lexicon.guesser = Guesser.of(vocabulary)
    return lexicon


def _add_inflected(
    root: Node, phrase: str, language: str, kinds: frozenset[str], topics: tuple[tuple[str, str], ...] = ()
) -> None:
    """Adds a phrase; the word marked `~` in all its forms, each with the letter of the form among the kinds."""
    if language == "en" and " " in phrase:  # `mette a disposizione` holds no article
        phrase = ARTICLES.sub(" ", phrase)
    before, mark, behind = phrase.partition("~")
    if not mark:
        _add(root, phrase, "", Entry(kinds | cues.plain_kinds(kinds, ""), topics))
        return
    head, _, lemma = before.rpartition(" ")
    if "[" not in head:
        root, head = _reached(root, folded_words(head), ""), ""
    for word, form in forms(lemma):
        shown = kinds | {form}
        _add(root, f"{head} {word}{behind}".lstrip(), "", Entry(shown | cues.plain_kinds(kinds, form), topics))


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, str]]:
    for topic, concept in vocabulary.concepts.items():
        for language, words in concept.words.items():
            for use in USES:
                for phrase in getattr(words, use):
                    yield topic, language, use, phrase


def _add(root: Node, phrase: str, language: str, entry: Entry) -> None:
    words = folded_words(phrase)
    if "[" in phrase and words:
        _grow(root, choices(phrase), language, entry)
    elif words:
        _end(_reached(root, words, language), entry)


def _reached(node: Node, words: Iterable[str], language: str) -> Node:
    """The node where the words lead, made where there is none."""
    for word in words:
        key = stem(word, language) if language else word
        following = node.get(key)
        if following is None:
            following = node[key] = {}
        node = following
    return node


def _grow(node: Node, parts: list[list[str]], language: str, entry: Entry) -> None:
    """What follows a choice is grown once and shared by all that may be chosen."""
    shared: Node = {}
    for words in parts[0]:
        end = _reached(node, folded_words(words), language)
        if len(parts) == 1:
            _end(end, entry)
        elif len(parts[0]) == 1 or not words:
            _grow(end, parts[1:], language, entry)
        else:
            end.setdefault(MORE, []).append(shared)
    if len(parts) > 1 and len(parts[0]) > 1:
        _grow(shared, parts[1:], language, entry)


def _end(node: Node, entry: Entry) -> None:
    old = node.get(None)
    if old is not None:
        entry = Entry(old.kinds | entry.kinds, tuple(dict.fromkeys((*old.topics, *entry.topics))))
    node[None] = entry
