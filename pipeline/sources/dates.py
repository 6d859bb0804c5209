"""Dates as exports write them -> ISO 8601, "" when a date can be read two ways or not at all."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DAY_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ \-./]+(?:de +)?([^\W\d_]{3,12})\.?,?[ \-./]+(?:de +)?(\d{4}|\d{2})(?:[ ,].*)?")
MONTH_NAME_DAY = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:[ ,].*)?")
NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T].*)?")
CJK = re.compile(r"(\d{4})[年.년] ?(\d{1,2})[月.월] ?(\d{1,2})[日일]?.*")
MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "fev": 2, "févr": 2, "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "déc": 12,
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "out": 10, "mei": 5, "mrt": 3, "maj": 5,
}  # fmt: skip
"""First three letters (French juin and juil need four) of the months' names in nine languages."""


@lru_cache(maxsize=8192)
def iso(text: str, month_first: bool = False) -> str:
    """`03 Nov 2026`, `4-Apr-21`, `2026-11-03 10:00`, `1/29/26, 2:37 PM` -> `2026-11-03`; "" when in doubt.

    `month_first`: the source is known to write the month first (LinkedIn's Invitations.csv).
    """
    text = text.strip()[:60]
    found = ISO.fullmatch(text) or CJK.fullmatch(text)
    if found:
        return _date(*found.groups())
    found = DAY_MONTH_NAME.fullmatch(text)
    if found:
        return _date(found[3], _month(found[2]), found[1])
    found = MONTH_NAME_DAY.fullmatch(text)
    if found:
        return _date(found[3], _month(found[1]), found[2])
    found = NUMBERS.fullmatch(text)
    if found:
        return _numbers(found[1], found[2], found[3], found[4], month_first)
    return ""


def _month(name: str) -> int:
    low = name.casefold()
    return MONTHS.get(low[:4], 0) or MONTHS.get(low[:3], 0)


def _numbers(first: str, mark: str, second: str, year: str, month_first: bool) -> str:
    a, b = int(first), int(second)
    if month_first or (b > 12 and mark == "/"):
        return _date(year, a, b)
    if mark == "." or a > 12 or a == b:
        return _date(year, b, a)
    return ""


def _date(year: str, month: str | int, day: str | int) -> str:
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day)).isoformat()
    except ValueError:
        return ""
