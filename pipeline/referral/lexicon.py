"""The vocabulary and the cue words compiled for scanning: text -> marks (longest match, several languages at once)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.referral import cues
from pipeline.referral.compounds import Compounds, Entry, Node
from pipeline.referral.inflect import forms
from pipeline.referral.languages import Guesser
from pipeline.referral.relations import FIELD_GROUPS
from pipeline.referral.stems import PLURAL, stem
from pipeline.referral.vocabulary import LANGUAGES, USES, Vocabulary
from pipeline.referral.words import Token, folded_words, tokens

LOOKALIKE = Entry()
"""What holds a topic's word and means none."""


Branch = tuple[Node, str, frozenset[str]]
"""Where phrases go on, the language whose endings they leave out, the words that may stand between."""


class Start(NamedTuple):
    """What a word stands for by itself, as a label, and the phrases that begin with it."""

    entry: Entry | None
    label: Entry | None
    branches: tuple[Branch, ...]


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


PLACE = "vietnam"
"""Stands for any country or region in a phrase."""
ARTICLES = re.compile(r"(?<=[\w~]) (?:a|an|the|my|our|its|your|their) (?=\w)")
"""Need not be written in a phrase, so that it is found with any of them."""
NUMBER = "0"
"""Stands for any number in a phrase."""
NONE_SKIPPED: frozenset[str] = frozenset()
HOLDS = frozenset(("", " ", "-", "&"))
"""Gaps inside a phrase."""
LONGEST_NUMBER = 2
"""Digits of the numbers that phrases begin with."""
KEPT_WORDS = 300_000
LABELS = frozenset(("ask_label", "offer_label"))
LABELLING = frozenset((":", ")"))
"""What stands behind a label."""
GIVEN_BY_PLAN = frozenset("speaking education-training coaching pr-press nonprofit-community".split())
"""Who wants to do these gives them: `wants to give workshops`."""


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
    listed: dict[str, set[str]] = field(default_factory=dict)
    """Single words as they are written in the lists."""
    short: dict[str, str] = field(default_factory=dict)
    services: frozenset[str] = frozenset()
    """Topics whose work somebody who plans it needs done."""
    implied: dict[str, str] = field(default_factory=dict)
    """Topic offered by trade -> topic asked for by trade."""
    guesser: Guesser = field(default_factory=Guesser)
    compounds: Compounds = field(default_factory=lambda: Compounds({}))
    _starts: dict[tuple[str, ...], Starts] = field(default_factory=dict)

    def scan(self, text: str, language: str = "") -> Scan:
        """Marks of the text, longest first at each place, none overlapping."""
        found = tokens(text)
        languages = (language,) if language else self.guesser.guess(text, found)
        if languages[0] == "en":
            found = self._written_out(found)
        starts = self._starts.get(languages)
        if starts is None:
            starts = self._starts[languages] = Starts(self, languages)
        marks: dict[int, Mark] = {}
        at = 0
        while at < len(found):
            start = starts[found[at].text]
            mark = self._longest(text, found, at, start) if start is not None else None
            if mark is None:
                at += 1
            else:
                marks[at] = mark
                at = mark.last
        return Scan(found, marks, languages[0], text.rstrip(" )\"'!").endswith("?"))

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

    def _longest(self, text: str, found: list[Token], at: int, start: Start) -> Mark | None:
        best = at + 1
        entries: list[Entry] = []
        goes_on = best < len(found) and found[best].gap in HOLDS and not _letters(found, at)
        for branch in start.branches if goes_on else ():
            for last, entry in self._walk(branch, found, at + 1):
                if last > best:
                    best, entries = last, [entry]
                elif last == best:
                    entries.append(entry)
        if best > at + 1:
            return Mark(at, best, *merged(entries))
        single = start.entry
        if start.label is not None and at + 1 < len(found) and found[at + 1].gap in LABELLING:
            single = start.label if single is None else merged([single, start.label])
        if single is None:
            return None
        if found[at].text == "it" and text[found[at].start : found[at].end] != "IT":
            return Mark(at, best, single.kinds, ())
        return Mark(at, best, *single)

    def _walk(self, branch: Branch, found: list[Token], place: int) -> list[tuple[int, Entry]]:
        """Ends of the phrases that go on from their first word, with what they stand for."""
        node, language, skipped = branch
        ends: list[tuple[int, Entry]] = []
        while place < len(found) and found[place].gap in HOLDS:
            word = found[place].text
            following = node.get(stem(word, language) if language else word)
            if following is None and skipped:
                following = node.get(stem(word, "en")) or node.get(word + "s")
            if following is None and skipped:
                following = node.get(NUMBER) if word[0].isdigit() else node.get(PLACE) if word in self.places else None
            if following is None:
                if word in skipped or (skipped and word[0].isdigit()):
                    place += 1
                    continue
                break
            node, place = following, place + 1
            if None in node:
                entry = node[None]
                labels = entry.kinds and entry.kinds <= LABELS
                if not labels or (place < len(found) and found[place].gap in LABELLING):
                    ends.append((place, entry))
        return ends


class Starts(dict[str, "Start | None"]):
    """What begins with a word in some languages, worked out when the word is first seen, since words repeat."""

    def __init__(self, lexicon: Lexicon, languages: tuple[str, ...]) -> None:
        super().__init__()
        self.lexicon, self.languages = lexicon, languages

    def __missing__(self, word: str) -> Start | None:
        if word.isdigit() and len(word) > LONGEST_NUMBER:
            return None
        if len(self) > KEPT_WORDS:
            self.clear()
        start = self[word] = self._start(word)
        return start

    def _start(self, word: str) -> Start | None:
        entries: list[Entry] = []
        labels: list[Entry] = []
        weak: list[Entry] = []
        branches: list[Branch] = []
        english = self.lexicon.exact["en"]
        for root, language in self._roots(word):
            node = root.get(stem(word, language) if language else word)
            if node is None:
                continue
            entry = node.get(None)
            if entry is not None:
                inflected = entry.topics and word not in self.lexicon.listed.get(language[:2], (word,))
                (weak if inflected else labels if entry.kinds and entry.kinds <= LABELS else entries).append(entry)
            if len(node) > (entry is not None):
                branches.append((node, language, self.lexicon.skipped["en"] if root is english else NONE_SKIPPED))
        if not any(e.kinds for e in entries):
            entries += weak  # a cue is no inflected form of something else: `cherche` is no `chercheur`
        if not entries and not labels:
            compound = self.lexicon.compounds.entry(word, self.languages)
            entries += [compound] if compound is not None else []
        if not entries and not labels and not branches:
            return None
        label = merged(labels) if labels else None
        return Start(merged(entries) if entries else None, label, tuple(branches))

    def _roots(self, word: str) -> Iterator[tuple[Node, str]]:
        lexicon, main = self.lexicon, self.languages[0]
        for language in self.languages:
            yield lexicon.exact[language], ""
            yield lexicon.stemmed[language], language
            if language != "en":
                yield lexicon.stemmed[language + PLURAL], language + PLURAL
        if "en" not in self.languages and main in lexicon.english_abroad and word not in lexicon.foreign[main]:
            yield lexicon.english_abroad[main], ""
            yield lexicon.stemmed["en"], "en"


def _letters(found: list[Token], at: int) -> bool:
    """`I'm a lawyer` holds no M&A: letters of an abbreviation stand together."""
    following = found[at + 1]
    return following.gap == " " and len(following.text) == 1 == len(found[at].text) and following.text.isascii()


def merged(entries: list[Entry]) -> Entry:
    """What a phrase stands for that several lists hold; a look-alike outranks topics."""
    if len(entries) == 1:
        return entries[0]
    if LOOKALIKE in entries:
        return LOOKALIKE
    kinds = frozenset().union(*(e.kinds for e in entries))
    return Entry(kinds, tuple(dict.fromkeys(t for e in entries for t in e.topics)))


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
                    _add_inflected(lexicon.exact[language], phrase, frozenset((kind,)))
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
            _add_inflected(lexicon.exact[language], phrase, kinds, entry.topics)
            if language == "en" and " " in phrase and use != "verbs":
                _add_inflected(english, phrase, kinds, entry.topics)
        else:
            kind = language if use == "titles" or language == "en" else language + PLURAL
            _add(lexicon.stemmed[kind], phrase, kind, entry)
            if language != "en":
                lexicon.listed.setdefault(language, set()).update(folded_words(phrase)[:1] if " " not in phrase else ())
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
        _add(root, phrase, "", Entry(kinds | cues.plain_kinds(kinds, ""), topics))
        return
    head, _, lemma = before.rpartition(" ")
    for word, form in forms(lemma):
        shown = kinds | {form}
        _add(root, f"{head} {word}{behind}", "", Entry(shown | cues.plain_kinds(kinds, form), topics))


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
