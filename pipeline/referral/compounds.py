"""What phrases stand for, and compounds that no list holds: `Klimaschutzmanagerin`, `Wagenparkbeheerder`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.referral.stems import stem

Node = dict[str | None, Any]
"""A trie over tokens; under None the entry that ends here."""


class Entry(NamedTuple):
    """What a phrase stands for: cue kinds, and topics with the use they were listed under."""

    kinds: frozenset[str] = frozenset()
    topics: tuple[tuple[str, str], ...] = ()


COMPOUNDING = frozenset({"de", "nl"})
SHORTEST = 8
"""Letters that a compound has at least."""


@dataclass
class Compounds:
    """Takes German and Dutch words apart."""

    stemmed: dict[str, Node]
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    """Last parts that mean no topic (`-leiter`), by language."""

    def entry(self, word: str, languages: tuple[str, ...]) -> Entry | None:
        """What the compound stands for in the first of the languages that knows its parts."""
        if len(word) < SHORTEST:
            return None
        found = (self._parts(word, language) for language in languages if language in COMPOUNDING)
        return next((entry for entry in found if entry is not None), None)

    def _parts(self, word: str, language: str) -> Entry | None:
        """The last part that is a topic of its own decides; where it is a plain word (`-leiter`), the first part does."""
        root = self.stemmed[language]
        for cut in range(3, len(word) - 3):
            tail = root.get(stem(word[cut:], language), {}).get(None)
            if tail and tail.topics and len(word) - cut >= 5:
                return Entry(frozenset(), tail.topics)
            if stem(word[cut:], language) in self.heads[language] or word[cut:] in self.heads[language]:
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
