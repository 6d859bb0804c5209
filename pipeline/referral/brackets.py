"""German and Dutch verbs in two parts, of which one ends the clause: `stellt zwei Elektriker ein`.

The word lists hold them side by side (`stellt ein`); here the first part is marked as the whole where the second stands
at the end of its clause.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.referral.walks import Beginnings
from pipeline.referral.words import Token

Topics = tuple[tuple[str, str], ...]
PARTICLES = {
    "de": frozenset("ab an auf aus bei ein her vor weg zu".split()),
    "nl": frozenset("aan af op over uit voor in weg".split()),
}
INSIDE = frozenset((" ", "-", "'", "&", "/"))
"""What may stand before a word within a clause."""
STATED = ("asks", "offers")
FARTHEST = 12
"""Words between the two parts at most."""


class Whole(NamedTuple):
    """The place of the first part and of the second, and what the verb stands for."""

    first: int
    last: int
    kinds: frozenset[str]
    topics: Topics


def wholes(found: list[Token], language: str, beginnings: Beginnings, people: frozenset[int]) -> list[Whole]:
    """The verbs in two parts. `people`: places of words for those whom one can hire (`stellt die Heizung ein` hires
    nobody)."""
    particles = PARTICLES.get(language)
    out: list[Whole] = []
    if particles is None:
        return out
    start, count = 0, len(found)
    for n, token in enumerate(found):
        if token.gap not in INSIDE:
            start = n
        if token.text in particles and (n + 1 == count or found[n + 1].gap not in INSIDE):
            whole = _whole(found, max(start, n - FARTHEST), n, beginnings, people)
            out += [whole] if whole else []
    return out


def _whole(found: list[Token], start: int, end: int, beginnings: Beginnings, people: frozenset[int]) -> Whole | None:
    for first in range(start, end - 1):
        place = beginnings[found[first].text]
        behind = place[found[end].text] if place is not None and place.branches else None
        entry = behind.entry if behind is not None else None
        if entry is None or not any(use in STATED for _, use in entry.topics):
            continue
        hires = any(topic == "talent" for topic, _ in entry.topics)
        if not hires or any(first < n < end for n in people):
            return Whole(first, end, *entry)
    return None
