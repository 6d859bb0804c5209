"""Dates as exports write them -> ISO 8601, "" when a date can be read two ways or not at all."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pipeline.sources.facts import lines, words
from pipeline.years import full_year

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DAY_MONTH_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[ \-./]+(?:de +)?([^\W\d_]{3,12})\.?,?[ \-./]+(?:de +)?(\d{4}|\d{2})(?:[ ,].*)?"
)
MONTH_NAME_DAY = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:[ ,].*)?")
NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T].*)?")
CJK = re.compile(r"(\d{4})[年.년] ?(\d{1,2})[月.월] ?(\d{1,2})[日일]?.*")


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


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {word: int(number) for number, names in lines("months.tsv") for word in words(names)}


def _month(name: str) -> int:
    low = name.casefold()
    return _months().get(low[:4], 0) or _months().get(low[:3], 0)


def _numbers(first: str, mark: str, second: str, year: str, month_first: bool) -> str:
    a, b = int(first), int(second)
    if month_first or (b > 12 and mark == "/"):
        return _date(year, a, b)
    if mark == "." or a > 12 or a == b:
        return _date(year, b, a)
    return ""


def _date(year: str, month: str | int, day: str | int) -> str:
    try:
        return date(full_year(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
