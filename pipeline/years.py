"""Years of two digits, read alike in tables and in people's values."""

from __future__ import annotations

PIVOT = 2040
"""Two-digit years up to this are of this century (exports of today), later ones of the last (birthdays)."""


def full_year(digits: str) -> int:
    """`26` -> 2026, `55` -> 1955; four digits as they are."""
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if 2000 + int(digits) <= PIVOT else 1900 + int(digits)
