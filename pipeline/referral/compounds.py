"""What phrases stand for, and compounds that no list holds: `Klimaschutzmanagerin`, `Wagenparkbeheerder`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.referral.stems import PLURAL, stem

Node = dict[str | None, Any]
"""A trie over tokens; under None the entry that ends here, under MORE the nodes that phrases share from here on."""
MORE = ""


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
    prefixes: dict[str, frozenset[str]] = field(default_factory=dict)
    """First parts that make no compound (`vor-`), by language."""

    def entry(self, word: str, languages: tuple[str, ...]) -> Entry | None:
        """What the compound stands for in the first of the languages that knows its parts."""
        if len(word) < SHORTEST:
            return None
        found = (self._parts(word, language) for language in languages if language in COMPOUNDING)
        return next((entry for entry in found if entry is not None), None)

    def _parts(self, word: str, language: str) -> Entry | None:
        """The last part that is a topic of its own decides; where it is a plain word (`-leiter`), the first part does."""
        for cut in range(3, len(word) - 3):
            if self._is_prefix(word[:cut], language):
                continue
            topics = self._topics(word[cut:], language) if len(word) - cut >= 5 else ()
            if topics:
                return Entry(frozenset(), topics)
            if stem(word[cut:], language) in self.heads[language] or word[cut:] in self.heads[language]:
                front = self._front(word[:cut], language)
                if front is not None:
                    return front
        return None

    def _is_prefix(self, part: str, language: str) -> bool:
        """`vor-stellen`, `einge-laden`, `nach-richten`: a verb with its prefix is no compound."""
        prefixes = self.prefixes.get(language, frozenset())
        return part in prefixes or (part.endswith("ge") and part[:-2] in prefixes)

    def _topics(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        """What one word stands for, inflected or not."""
        entries = [self.stemmed[k].get(stem(word, k), {}).get(None) for k in (language, language + PLURAL)]
        return tuple(dict.fromkeys(t for e in entries if e for t in e.topics))

    def _front(self, part: str, language: str) -> Entry | None:
        for form in (part, part[:-1], part[:-2], part + "e", part + "en"):
            found = self._topics(form, language) if len(form) >= 2 else ()
            topics = tuple(t for t in found if t[1] in ("words", "titles"))
            if topics:
                return Entry(frozenset(), topics)
        return None
