"""Mistakes that readers make, put on perfect lines: letters mixed up, spaces lost, ends cut, icons read as letters."""

from __future__ import annotations

import unicodedata
from random import Random

CONFUSED = {
    "l": "I1i|", "I": "l1", "1": "lI", "0": "O", "O": "0", "o": "0", "S": "5", "5": "S", "B": "8", "8": "B", "G": "6", "Z": "2", "g": "q9", "q": "g",
    "e": "c", "c": "e", "a": "o", "u": "v", "v": "u", "n": "r", "h": "b", "t": "f", "i": "l", "ü": "u", "ö": "o", "ä": "a", "é": "e", "è": "e", "ñ": "n",
    "ç": "c", "ã": "a", "ş": "s", "ğ": "g", "ı": "i", "ł": "l", "ß": "B", ".": ",", ",": ".", "-": "–", "&": "8",
}  # fmt: skip
GLYPHS = ("", "", "", "©", "®", "n", "0", "O", "■", "●", "f", "9", "ロ", "回", "@", "D", "☎", "T", "A", "in")
"""What an icon is read as: mostly nothing."""


def misread(text: str, rng: Random, rate: float = 0.004, glue: float = 0.012) -> str:
    """A text as a reader might give it. `rate`: letters mixed up; `glue`: spaces lost."""
    out = []
    for c in text:
        roll = rng.random()
        if c == " " and roll < glue:
            continue
        if roll < rate and c in CONFUSED:
            out.append(rng.choice(CONFUSED[c]))
        elif roll < rate * 0.15:
            continue
        else:
            out.append(c)
    return "".join(out)


def confidence(text: str, original: str, rng: Random) -> float:
    """Like a reader's own confidence: high, a little lower where something was misread."""
    base = 1 - min(0.6, rng.expovariate(90))
    if text != original:
        base -= rng.uniform(0.0, 0.12)
    return round(max(0.5, base), 4)


def without_accents(text: str) -> str:
    """Latin letters without their marks, as faint print is read."""
    return "".join(unicodedata.normalize("NFD", c)[0] if "À" <= c <= "ž" else c for c in text)
