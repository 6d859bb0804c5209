"""Which language a short text is written in: by its script, its small words and the words of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.referral import cues
from pipeline.referral.stems import ENDINGS, stem
from pipeline.referral.vocabulary import LANGUAGES, USES, Vocabulary
from pipeline.referral.words import folded_words

_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTERS = {"ß": "de", "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ë": "nl", "ĳ": "nl"}
"""Letters that only one of the languages has."""
_LIKELY = {
    "ä": "de",
    "ö": "de",
    "ü": "de",
    "ç": "fr pt",
    "è": "fr it",
    "ê": "fr pt",
    "à": "fr it",
    "ò": "it",
    "ì": "it",
    "ù": "it fr",
    "é": "fr es pt",
    "á": "es pt",
    "í": "es pt",
    "ó": "es pt",
    "ú": "es pt",
    "œ": "fr",
    "â": "fr pt",
    "î": "fr",
    "ô": "fr pt",
}
UNTOLD = 0.1
"""What speaks for English where nothing else speaks."""
ANY = ("en", "de", "nl", "fr", "es", "it", "pt")
"""What is tried where no word tells."""
STEM_WEIGHT = 0.7
KEPT_WORDS = 100_000
STOP_WEIGHT, LETTER_WEIGHT, LIKELY_WEIGHT, WORD_WEIGHT = 2.0, 3.0, 1.5, 1.0

Votes = tuple[tuple[str, float], ...]
"""Languages, each with its weight."""
Numbered = tuple[tuple[int, float], ...]
"""The same by the number of the language in LANGUAGES."""
_ENGLISH = LANGUAGES.index("en")


@dataclass
class Guesser:
    """Votes of words for languages."""

    votes: dict[str, Votes] = field(default_factory=dict)
    stems: frozenset[tuple[str, str]] = frozenset()
    """(language, stem) of longer words."""

    def __post_init__(self) -> None:
        self._told = Told(self)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Guesser:
        """Learns the words of the cue files and of the vocabulary; a word of many languages says little."""
        weights: dict[str, dict[str, float]] = {}
        for language, kinds in cues.load().items():
            _count(
                weights,
                language,
                (p for kind, ps in kinds.items() if kind not in cues.SILENT for p in ps),
                WORD_WEIGHT,
            )
            _count(weights, language, kinds.get("stop", ()), STOP_WEIGHT)
        for concept in vocabulary.concepts.values():
            for language, words in concept.words.items():
                _count(weights, language, (p for use in USES for p in getattr(words, use)), WORD_WEIGHT)
        votes = {w: tuple((k, v / len(c)) for k, v in c.items()) for w, c in weights.items()}
        stems = frozenset((k, stem(w, k)) for w, c in weights.items() for k in c if len(w) > 5 and k in ENDINGS)
        return cls(votes, stems)

    def guess(self, text: str, words: Iterable[str]) -> tuple[str, ...]:
        """The likeliest language first, then those about as likely; English where nothing tells. `words` as folded."""
        foreign = not text.isascii()
        if foreign and _KANA.search(text):
            return ("ja",)
        if foreign and _HAN.search(text):
            return ("zh", "ja")
        scores = [0.0] * len(LANGUAGES)
        scores[_ENGLISH] = UNTOLD
        told = self._told
        for word in words:
            for language, weight in told[word]:
                scores[language] += weight
        if foreign:
            _letters(text.lower(), scores)
        best = max(scores)
        if best <= UNTOLD:
            return ANY
        enough = 0.8 * best
        likely = [n for n, score in enumerate(scores) if score >= enough]
        if len(likely) > 1:
            likely = sorted(likely, key=lambda n: -scores[n])[:3]
        names = tuple([LANGUAGES[n] for n in likely])
        return (*names, "en") if names == ("hi",) else names


class Told(dict[str, Numbered]):
    """What a word says of the language, by the language's number, worked out when it is first seen, since words repeat."""

    def __init__(self, guesser: Guesser) -> None:
        super().__init__()
        self.guesser = guesser

    def __missing__(self, word: str) -> Numbered:
        if word.isdigit():
            return ()
        if len(self) > KEPT_WORDS:
            self.clear()
        votes = self[word] = _numbered(self.guesser.votes.get(word) or self._by_stem(word))
        return votes

    def _by_stem(self, word: str) -> Votes:
        """An inflected form that no list holds: `Steuerberaterin` beside `Steuerberater`."""
        if len(word) < 5:
            return ()
        stems = self.guesser.stems
        found = [k for k in ENDINGS if k not in ("en", "hi") and (k, stem(word, k)) in stems]
        return tuple((k, STEM_WEIGHT / len(found)) for k in found)


def _count(weights: dict[str, dict[str, float]], language: str, phrases: Iterable[str], weight: float) -> None:
    words: set[str] = set()
    for phrase in phrases:
        words.update(folded_words(phrase.replace("~", "")))
    for word in words:
        known = weights.setdefault(word, {})
        known[language] = max(known.get(language, 0.0), weight)


def _numbered(votes: Votes) -> Numbered:
    return tuple((LANGUAGES.index(language), weight) for language, weight in votes)


def _letters(text: str, scores: list[float]) -> None:
    for char, languages in _TELLING.items():
        if char in text:
            for language, weight in languages:
                scores[language] += weight


_TELLING: dict[str, Numbered] = {
    **{c: _numbered(((language, LETTER_WEIGHT),)) for c, language in _LETTERS.items()},
    **{c: _numbered(tuple((language, LIKELY_WEIGHT) for language in row.split())) for c, row in _LIKELY.items()},
}
