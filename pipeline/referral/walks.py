"""Phrases found word by word in the tries of several languages at once.

A walk stands in all phrases that go on with the words read so far; each step of it is worked out when it is first
made and kept, since words repeat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.referral.compounds import MORE, Compounds, Entry, Node
from pipeline.referral.stems import PLURAL, stem

LOOKALIKE = Entry()
"""What holds a topic's word and means none."""
PLACE = "vietnam"
"""Stands for any country or region in a phrase."""
NUMBER = "0"
"""Stands for any number in a phrase."""
NONE_SKIPPED: frozenset[str] = frozenset()
LONGEST_NUMBER = 2
"""Digits of the numbers that phrases begin with."""
KEPT_STEPS = 300_000
"""Steps and first words that are kept; then all are forgotten, which bounds the memory of a run over millions."""
ANY_NUMBER = "#"
"""No word: the step of all longer numbers that no phrase holds, since numbers are without end."""
LABELS = frozenset(("ask_label", "offer_label"))
Branch = tuple[Node, str, frozenset[str]]
"""Where phrases go on, the language whose endings they leave out, the words that may stand between."""


class Place(dict[str, "Place | None"]):
    """Where a walk stands: the next word -> where it leads, None where no phrase goes on with it."""

    __slots__ = ("branches", "entry", "labelled", "numbers", "walks")

    def __init__(self, walks: Walks, branches: list[Branch], entries: list[Entry], labelled: list[Entry]) -> None:
        super().__init__()
        self.walks, self.branches = walks, branches
        self.entry: Entry | None = merged(entries) if entries else None
        """What the phrase that ends here stands for."""
        self.labelled: Entry | None = merged(labelled) if len(labelled) > len(entries) else self.entry
        """The same where the sign of a label follows."""
        self.numbers: bool | None = None

    def __missing__(self, word: str) -> Place | None:
        key = ANY_NUMBER if word.isdigit() and len(word) > LONGEST_NUMBER and not self._holds_numbers() else word
        if key is not word and key in self:
            return self[key]
        self.walks.kept += 1
        place = self[key] = self._step(word)
        return place

    def _holds_numbers(self) -> bool:
        """Does any phrase go on with a number of its own?"""
        if self.numbers is None:
            self.numbers = any(w is not None and w[:1].isdigit() for node, _, _ in self.branches for w in node)
        return self.numbers

    def _step(self, word: str) -> Place | None:
        branches: list[Branch] = []
        entries: list[Entry] = []
        labelled: list[Entry] = []
        for branch in self.branches:
            node, language, skipped = branch
            following = self._following(node, language, skipped, word)
            if following is not None:
                for reached in shared(following):
                    entry = reached.get(None)
                    if entry is not None:
                        labelled.append(entry)
                        entries += () if labels(entry) else (entry,)
                    if len(reached) > (entry is not None):
                        branches.append((reached, language, skipped))
            elif word in skipped or (skipped and word[0].isdigit()):
                branches.append(branch)
        return Place(self.walks, branches, entries, labelled) if branches or labelled else None

    def _following(self, node: Node, language: str, skipped: frozenset[str], word: str) -> Node | None:
        following: Node | None = node.get(stem(word, language) if language else word)
        if following is None and skipped:
            following = node.get(stem(word, "en")) or node.get(word + "s")
        if following is None and skipped:
            number = word[0].isdigit()
            following = node.get(NUMBER) if number else node.get(PLACE) if word in self.walks.tries.places else None
        return following


@dataclass
class Tries:
    """Phrases by language."""

    exact: dict[str, Node] = field(default_factory=dict)
    stemmed: dict[str, Node] = field(default_factory=dict)
    english_abroad: dict[str, Node] = field(default_factory=dict)
    foreign: dict[str, frozenset[str]] = field(default_factory=dict)
    skipped: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that may stand between the words of a phrase without being written in it."""
    places: frozenset[str] = frozenset()
    listed: dict[str, set[str]] = field(default_factory=dict)
    """Single words as they are written in the lists."""
    compounds: Compounds = field(default_factory=lambda: Compounds({}))


class Walks:
    """All walks that were made through some tries."""

    def __init__(self, tries: Tries) -> None:
        self.tries = tries
        self.kept = 0
        self._beginnings: dict[tuple[str, ...], Beginnings] = {}

    def beginnings(self, languages: tuple[str, ...]) -> Beginnings:
        """What begins with a word in these languages."""
        if self.kept > KEPT_STEPS:
            self._beginnings.clear()
            self.kept = 0
        known = self._beginnings.get(languages)
        if known is None:
            known = self._beginnings[languages] = Beginnings(self, languages)
        return known


class Beginnings(dict[str, "Place | None"]):
    """What begins with a word in some languages."""

    def __init__(self, walks: Walks, languages: tuple[str, ...]) -> None:
        super().__init__()
        self.walks, self.languages = walks, languages

    def __missing__(self, word: str) -> Place | None:
        if word.isdigit() and len(word) > LONGEST_NUMBER:
            return None
        self.walks.kept += 1
        place = self[word] = self._begin(word)
        return place

    def _begin(self, word: str) -> Place | None:
        tries = self.walks.tries
        entries: list[Entry] = []
        labelling: list[Entry] = []
        weak: list[Entry] = []
        branches: list[Branch] = []
        english = tries.exact["en"]
        for root, language in self._roots(word):
            node = root.get(stem(word, language) if language else word)
            if node is None:
                continue
            entry = node.get(None)
            if entry is not None:
                inflected = entry.topics and word not in tries.listed.get(language[:2], (word,))
                (weak if inflected else labelling if labels(entry) else entries).append(entry)
            skipped = tries.skipped["en"] if root is english else NONE_SKIPPED
            branches += ((n, language, skipped) for n in shared(node) if len(n) > (None in n))
        if not any(e.kinds for e in entries):
            entries += weak  # a cue is no inflected form of something else: `cherche` is no `chercheur`
        if not entries and not labelling:
            compound = tries.compounds.entry(word, self.languages)
            entries += [compound] if compound is not None else []
        found = entries or labelling or branches
        return Place(self.walks, branches, entries, [*entries, *labelling]) if found else None

    def _roots(self, word: str) -> Iterator[tuple[Node, str]]:
        tries, main = self.walks.tries, self.languages[0]
        for language in self.languages:
            yield tries.exact[language], ""
            yield tries.stemmed[language], language
            if language != "en":
                yield tries.stemmed[language + PLURAL], language + PLURAL
        if "en" not in self.languages and main in tries.english_abroad and word not in tries.foreign[main]:
            yield tries.english_abroad[main], ""
            yield tries.stemmed["en"], "en"


def shared(node: Node) -> Iterator[Node]:
    """The node, and those that phrases with choices share from here on."""
    yield node
    for more in node.get(MORE, ()):
        yield from shared(more)


def labels(entry: Entry) -> bool:
    """Does it count only before the sign of a label?"""
    return bool(entry.kinds) and entry.kinds <= LABELS


def merged(entries: list[Entry]) -> Entry:
    """What a phrase stands for that several lists hold; a look-alike outranks topics."""
    if len(entries) == 1:
        return entries[0]
    if LOOKALIKE in entries:
        return LOOKALIKE
    kinds = frozenset().union(*(e.kinds for e in entries))
    return Entry(kinds, tuple(dict.fromkeys(t for e in entries for t in e.topics)))
