"""Whether a card is written in a script that the first reader lacks.

The first reader leaves out characters it does not know, surely and silently: a Cyrillic line comes back as its
digits and stops. So the text is compared with the room it takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.cards.ocr import Text

FEW = 0.8
"""Letters and digits per line height below which a line lost characters (dev cards: 1.2 to 4)."""
UNSURE = 0.82
"""Confidence below which a line may be a script read as another."""
LOST_SHARE = 0.3
"""Share of the text's length in such lines that makes a card doubtful."""
GREEK = 6
"""Greek letters without accents are known; this many mean Greek text whose accented letters are lost."""
VIETNAMESE = re.compile(r"[đĐơƠưƯ]|\bCông ty\b|\+84\b|\.vn\b")
GAPS = 0.05
"""Share of letters with room for a lost one before them that goes with Vietnamese marks."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A line as the first reader read it, and its length over its height."""

    text: Text
    ratio: float

    @property
    def lost(self) -> bool:
        """Whether it has fewer characters than room, or was read with doubt."""
        letters = sum(c.isalnum() for c in self.text.text)
        return letters < FEW * self.ratio or self.text.confidence < UNSURE


@lru_cache(maxsize=1)
def languages() -> dict[str, tuple[str, ...]]:
    """Script -> Tesseract's languages for it."""
    import yaml

    table = yaml.safe_load(Path(__file__).with_name("scripts.yaml").read_text(encoding="utf-8"))
    return {script: tuple(codes) for script, codes in table.items()}


def suspected(samples: Sequence[Sample]) -> str:
    """`Greek` or `Vietnamese` where the text itself tells; `unknown` for another script; empty for none."""
    long = [s for s in samples if s.ratio >= 1.5]
    text = "\n".join(s.text.text for s in long)
    if sum("GREEK" in unicodedata.name(c, "") for c in text) >= GREEK:
        return "Greek"
    if VIETNAMESE.search(text) and _gaps(long) >= GAPS:
        return "Vietnamese"
    room = sum(s.ratio for s in long)
    lost = sum(s.ratio for s in long if s.lost)
    return "unknown" if len(long) >= 2 and lost >= LOST_SHARE * room else ""


def _gaps(samples: Sequence[Sample]) -> float:
    """Share of neighbouring letters with room for another between them."""
    wide = total = 0
    for s in samples:
        steps = np.diff(s.text.columns) if len(s.text.columns) == len(s.text.text) else np.array([])
        inside = [float(d) for d, a, b in zip(steps, s.text.text, s.text.text[1:], strict=False) if (a + b).isalpha()]
        if len(inside) >= 3:
            total += len(inside)
            wide += sum(d > 1.9 * float(np.median(inside)) for d in inside)
    return wide / total if total else 0.0
