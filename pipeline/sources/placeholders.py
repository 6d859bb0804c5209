"""Cells that stand for nothing: Eventbrite's `Info Requested` for guests who have not yet said who they are, `N/A`, `-`."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.sources.facts import lines, words

LONGEST = 30
MARKS = re.compile(r"[-–—_.…?/\s]+")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word for cells in lines("placeholders.tsv") for word in words(cells[0]))


def is_placeholder(value: str) -> bool:
    """Whether a stripped cell as a whole says nothing; "" does not count as one."""
    if len(value) > LONGEST:
        return False
    return value.casefold() in _known() or MARKS.fullmatch(value) is not None
