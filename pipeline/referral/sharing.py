"""How processes share the texts that they read for asks and offers."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

TWICE_COST = 50
"""How many titles a text takes as long as that the model reads too."""
LOADING_COST = 5_500
"""How many titles the loading of the model takes as long as, which each process does that needs it."""
Ints: TypeAlias = npt.NDArray[np.int64]


def shares(twice: npt.NDArray[np.bool_], jobs: int) -> Ints:
    """Which of `jobs` processes reads each text, so that all end at about the same time.

    `twice`: whether the model reads the text too. Few such texts are for few processes, since the others need not load
    the model. Neighbours go to different processes: what stands together is alike, and nobody gets all long texts.
    """
    dear, cheap = int(twice.sum()), int((~twice).sum())
    readers = min(range(1, jobs + 1), key=lambda n: _slowest(n, dear, cheap, jobs))
    burden = [
        LOADING_COST + TWICE_COST * len(range(n, dear, readers)) if n < min(readers, dear) else 0 for n in range(jobs)
    ]
    out: Ints = np.empty(len(twice), np.int64)
    out[twice] = np.arange(dear) % readers
    out[~twice] = _dealt(_levelled(burden, cheap))
    return out


def _slowest(readers: int, dear: int, cheap: int, jobs: int) -> float:
    """When the last process ends if so many of them load the model."""
    return max((LOADING_COST * readers + TWICE_COST * dear + cheap) / jobs, LOADING_COST + TWICE_COST * dear / readers)


def _levelled(burden: list[int], cheap: int) -> list[int]:
    """How many of the cheap texts each process gets beside its burden, so that all have as much to do as can be."""
    open_to = sorted(range(len(burden)), key=burden.__getitem__)
    while len(open_to) > 1 and burden[open_to[-1]] * len(open_to) > cheap + sum(burden[n] for n in open_to):
        open_to.pop()
    level, more = divmod(cheap + sum(burden[n] for n in open_to), len(open_to))
    out = [0] * len(burden)
    for place, n in enumerate(open_to):
        out[n] = level - burden[n] + (place < more)
    return out


def _dealt(counts: list[int]) -> Ints:
    """Each process' number as often as its count says, evenly mixed."""
    when = np.concatenate([(np.arange(count) + 0.5) / max(count, 1) for count in counts])
    mixed: Ints = np.repeat(np.arange(len(counts)), counts)[np.argsort(when, kind="stable")]
    return mixed
