"""Dates of any common writing to ISO 8601: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or `--MM-DD` without a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pipeline.people import words
from pipeline.people.romanize import fold
from pipeline.years import full_year

_TIME = r"(?:[T ,]+\(?\d{1,2}[:.]\d{2}.*|T\d.*)?"
_ISO = re.compile(rf"([12]\d{{3}})([-/.]?)(\d{{1,2}})\2(\d{{1,2}}){_TIME}$")
_YEAR_MONTH = re.compile(r"([12]\d{3})[-/.](\d{1,2})$")
_NO_YEAR = re.compile(rf"-{{2,}}(\d{{2}})-?(\d{{2}}){_TIME}$")
_NUMERIC = re.compile(rf"(\d{{1,2}})[-/. ]+(\d{{1,2}})[-/. ]+(\d{{4}}|\d{{2}}){_TIME}$")
_DOTTED = re.compile(r"\d{1,2}\s*\.")
"""Who writes dates with dots puts the day first, whatever the other dates of a column say."""
_DAY_MONTH_ONLY = re.compile(r"(\d{1,2})[./](\d{1,2})\.?$")
_EAST_ASIAN = re.compile(r"([12]\d{3})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


def clean(text: str, order: str = "") -> str:
    """A date as ISO 8601, or `` where it is none. `order` is `dmy` or `mdy` for dates such as 1/2/26; default day first
    unless the numbers forbid it, except beside a 12-hour clock, which only month-first countries print. Dates with dots
    are day first in any order."""
    text = " ".join(text.strip().strip("'\"").split())
    if not text:
        return ""
    if _DOTTED.match(text):
        order = "dmy"
    if found := _ISO.match(text):
        year, _, month, day = found.groups()
        return _full(int(year), int(month), int(day))
    if found := _NO_YEAR.match(text):
        return _without_year(int(found[1]), int(found[2]))
    if found := _EAST_ASIAN.match(text):
        return _full(int(found[1]), int(found[2]), int(found[3])) if found[3] else _month(int(found[1]), int(found[2]))
    if found := _YEAR_MONTH.match(text):
        return _month(int(found[1]), int(found[2]))
    if re.fullmatch(r"[12]\d{3}", text):
        return text if 1850 <= int(text) <= 2100 else ""
    if found := _NUMERIC.match(text):
        return _numeric(int(found[1]), int(found[2]), found[3], order or _order_of(text))
    if found := _DAY_MONTH_ONLY.match(text):
        first, second = int(found[1]), int(found[2])
        return _without_year(first, second) if order == "mdy" else _without_year(second, first)
    return _named_month(text)


def order_of(texts: Iterable[str]) -> str:
    """`dmy`, `mdy` or `` for a column of dates: what its unambiguous members and its 12-hour clocks say."""
    votes = {"dmy": 0, "mdy": 0}
    for text in texts:
        found = None if _DOTTED.match(text.strip()) else _NUMERIC.match(text.strip())
        if found and int(found[1]) > 12 >= int(found[2]):
            votes["dmy"] += 1
        elif found and (int(found[2]) > 12 >= int(found[1]) or _twelve_hours(text)):
            votes["mdy"] += 1
    if votes["dmy"] == votes["mdy"]:
        return ""
    return max(votes, key=lambda k: votes[k])


def _twelve_hours(text: str) -> bool:
    return bool(re.search(r"\d\s*[AaPp]\.?[Mm]\b", text))


def _order_of(text: str) -> str:
    return "mdy" if _twelve_hours(text) and "/" in text else "dmy"


def _numeric(first: int, second: int, year: str, order: str) -> str:
    month, day = (first, second) if order == "mdy" else (second, first)
    if month > 12:
        month, day = day, month
    return _full(full_year(year), month, day)


def _named_month(text: str) -> str:
    months = [m for m in (_months().get(w) for w in _WORD.findall(fold(text))) if m]
    numbers = _NUMBER.findall(re.sub(r"\d{1,2}[:.]\d{2}.*$", "", text))
    if len(set(months)) != 1 or not 1 <= len(numbers) <= 2:
        return ""
    month = months[0]
    if len(numbers) == 1:
        return _month(int(numbers[0]), month) if len(numbers[0]) == 4 else _without_year(month, int(numbers[0]))
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return _full(full_year(year), month, int(day)) if len(year) in (2, 4) else ""


@cache
def _months() -> dict[str, int]:
    return {fold(n).strip("."): int(m) for m, names in words.sections("months.txt").items() for n in names}


def _full(year: int, month: int, day: int) -> str:
    if year == 1604:  # what Outlook, Apple and Thunderbird write for a birthday without a year
        return _without_year(month, day)
    if day == 0:
        return _month(year, month)
    try:
        return date(year, month, day).isoformat() if 1850 <= year <= 2100 else ""
    except (ValueError, OverflowError):
        return ""


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if 1 <= month <= 12 and 1850 <= year <= 2100 else ""


def _without_year(month: int, day: int) -> str:
    return f"--{month:02}-{day:02}" if _full(2000, month, day) else ""
