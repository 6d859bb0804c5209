"""What the readers of titles, lists and statements find, before it becomes rows of the tags table."""

from __future__ import annotations

from typing import NamedTuple

CARRIERS = frozenset("introductions mentorship talent internship job partnerships feedback coaching consulting".split())
"""Topics that name a relation and leave the field to other words: `an intro to journalists`, `advice on tax`."""


SELF = "self"
"""The rule of what somebody does for themselves, and so for nobody else."""


class Finding(NamedTuple):
    """One ask or offer said by a stretch of a text."""

    side: str
    topic: str
    start: int
    """First and last+1 character of the evidence."""
    end: int
    rule: str
    strength: str
    confidence: float
    denied: bool = False
    """The text says the opposite: not (or no longer) asked or offered."""


def other(side: str) -> str:
    """The opposite side."""
    return "offer" if side == "ask" else "ask"
