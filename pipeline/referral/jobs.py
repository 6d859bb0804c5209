"""Whether two texts name one title or firm: a new spelling is no new job."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from pipeline.referral.tables import table

WORD = re.compile(r"[^\W_]+")
INITIALS = re.compile(r"\b(\w) ?& ?(\w)\b")
"""`R&D` is one word."""


def restated(one: str, other: str) -> bool:
    """Do both say the same, the one perhaps in more words? Spelling, order and short forms apart; "" says nothing.

    >>> restated("Sr. Sales-Manager", "Salesmanager, Senior"), restated("CEO", "CEO & Founder"), restated("CEO", "CFO")
    (True, True, False)
    """
    words, others = _words(one), _words(other)
    return words <= others or others <= words or _letters(words) == _letters(others)


def _words(text: str) -> frozenset[str]:
    """Without marks, dots and joining words, short forms written out."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'")
    plain = INITIALS.sub(r"\1\2", plain)
    words = [word for found in WORD.findall(plain) for word in _short().get(found, found).split()]
    return frozenset(re.sub("([aou])e", r"\1", word) for word in words if word not in _joining())


def _letters(words: frozenset[str]) -> list[str]:
    return sorted("".join(words))


@cache
def _table() -> dict[str, Any]:
    words: dict[str, Any] = table("jobs.yaml")
    return words


def _short() -> dict[str, str]:
    short: dict[str, str] = _table()["short"]
    return short


@cache
def _joining() -> frozenset[str]:
    return frozenset(_table()["joining"].split())
