"""Word lists of `model/lexicons`, loaded once per process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.cards.labels.text import cjk_share, fold

FOLDER = Path(__file__).parent.parent / "model" / "lexicons"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A set of words, word endings, and CJK pieces that match inside a run."""

    exact: frozenset[str]
    endings: tuple[str, ...]
    pieces: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a word (any case, accents or not) belongs to the list."""
        key = fold(word)
        if key in self.exact or key.rstrip(".") in self.exact:
            return True
        if self.endings and len(key) > 5 and key.rstrip(".").endswith(self.endings):
            return True
        return bool(self.pieces) and cjk_share(word) > 0.5 and any(p in word for p in self.pieces)


@cache
def lexicon(name: str) -> Lexicon:
    """The list `model/lexicons/<name>.txt`: words by spaces, `-x` is an ending, `# ` begins a remark."""
    exact, endings, pieces = set(), set(), set()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        for word in line.split():
            if word.startswith("-") and len(word) > 2:
                endings.add(fold(word[1:]))
            elif cjk_share(word) > 0.5:
                pieces.add(word)
            else:
                exact.add(fold(word))
    if name in ("given", "family", "place"):
        exact, pieces = exact | pieces, set()
    return Lexicon(frozenset(exact), tuple(sorted(endings)), tuple(sorted(pieces, key=lambda p: (-len(p), p))))


@cache
def place_names() -> frozenset[str]:
    """Folded names of cities, regions and countries, with their spaces."""
    lines = (FOLDER / "place.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(lines) | frozenset(countries())


@cache
def countries() -> dict[str, str]:
    """Folded name of a country -> ISO 3166-1 alpha-2 code."""
    table: dict[str, str] = {}
    for file in ("country_more.tsv", "country.tsv"):
        for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                name, code = line.split("\t")
                table.setdefault(name, code)
    return table


@cache
def label_words() -> dict[str, str]:
    """Folded label word -> kind: a phone type, `email`, `web`, `address`, `skype` or `decoy` (no phone)."""
    found: dict[str, str] = {}
    for line in (FOLDER / "label.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        kind, words = line.split("\t")
        for word in words.split():
            found.setdefault(fold(word), kind)
    return found


@cache
def junk() -> re.Pattern[str]:
    """Marks of scanning programs and paper makers."""
    words = [re.escape(w) for w in sorted(lexicon("junk").exact) if w not in ("cs", "with")]
    return re.compile(
        rf"^\W*(?:scanned\s?with|cs|{'|'.join(words)})(?:\W+(?:scanned\s?with|{'|'.join(words)}))*\W*$", re.I
    )
