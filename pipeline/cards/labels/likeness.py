"""What a word looks like by its letters alone: a given name, a family name, work, a firm, a place, plain language.

A small linear model over pieces of one to four letters, for the many words that no list holds: `Wiśniewska` is a
family name and `Bauingenieurwesen` is none, though neither is listed.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.cards.labels.text import fold

FILE = Path(__file__).parent.parent / "model" / "likeness.npz"
KINDS = ("given", "family", "work", "firm", "place", "plain")
BUCKETS = 1 << 13
Weights: TypeAlias = "npt.NDArray[np.float32]"


@cache
def _weights() -> Weights:
    with np.load(FILE, allow_pickle=False) as stored:
        out: Weights = stored["weights"].astype(np.float32) * np.float32(stored["scale"])
    return out


def buckets(word: str) -> list[int]:
    """The rows of the model's table that a folded word's pieces fall into; the last row is always on."""
    marked = f"^{word}$"
    pieces = {marked[i : i + n] for n in (1, 2, 3, 4) for i in range(len(marked) - n + 1)}
    return [*sorted(zlib.crc32(p.encode()) % BUCKETS for p in pieces), BUCKETS]


@lru_cache(maxsize=32768)
def likeness(word: str) -> tuple[float, ...]:
    """Probability of each of `KINDS`, by letters."""
    rows = buckets(fold(word).strip("."))
    scores = _weights()[rows[:-1]].sum(axis=0) / max(1, len(rows) - 1) ** 0.5 + _weights()[BUCKETS]
    powers = np.exp(scores - scores.max())
    return tuple(float(p) for p in powers / powers.sum())


def shares(text: str) -> dict[str, float]:
    """Per kind the mean over the words of three letters and more, and the least and most that a word has of a name."""
    found = [likeness(w) for w in re.findall(r"[^\W\d_]{3,}", text) if fold(w)[:1] < "\u2e80"]
    if not found:
        return {f"like_{k}": 0.0 for k in KINDS} | {"like_name_least": 0.0, "like_name_most": 0.0}
    names = [p[0] + p[1] for p in found]
    table = {f"like_{k}": sum(p[i] for p in found) / len(found) for i, k in enumerate(KINDS)}
    return table | {"like_name_least": min(names), "like_name_most": max(names)}
