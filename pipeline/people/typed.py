"""What people typed into lines of decisions.jsonl, as values of sources are written: a date, number or address in any
common writing, and several e-mails, numbers or websites in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

import pandas as pd

from pipeline.people import countries, dates, emails, numbering, phones, urls
from pipeline.schema import DATE_FIELDS


class Typed(NamedTuple):
    """One value."""

    text: str
    type: str = ""
    """Of a number what stands before it (`mobile: …`), else ``."""


def typed(field: str, text: str, region: str = "") -> list[Typed]:
    """The values in the text, in order; what cannot be written as values of the field are stays as it is.

    `region`: country of phone numbers without one, `` unknown.
    """
    if field == "phone":
        found = [Typed(p.value, p.type) for p in phones.split(text, region)]
    elif field == "email":
        found = [Typed(address) for address in {a.lower(): a for a in reversed(emails.split(text))}.values()][::-1]
    elif field == "website":
        sites = [urls.clean(part) for part in _BETWEEN.split(text)]
        found = [Typed(site) for site in dict.fromkeys(sites)] if all(sites) else []
    else:
        value = CLEANED[field](text) if field in CLEANED else text
        found = [Typed(value)] if value else []
    return found or ([Typed(text)] if text else [])


_BETWEEN = re.compile(r"[\s,;|]+")
CLEANED: dict[str, Callable[[str], str]] = {
    "linkedin_url": urls.linkedin,
    "country": countries.of_field,
    **dict.fromkeys(DATE_FIELDS, dates.clean),
}


def homes(claims: pd.DataFrame, record_ids: Collection[str]) -> dict[str, str]:
    """record_id -> the country that its phone numbers, else its address or e-mail point to, of those where one does.
    `claims`: cleaned."""
    mine = claims[claims["record_id"].isin(record_ids) & claims["field"].isin(list(_CLUES))]
    out: dict[str, str] = {}
    for field, clue in _CLUES.items():
        told = mine[mine["field"] == field]
        for record, value in zip(told["record_id"], told["value"], strict=True):
            if country := clue(value):
                out.setdefault(record, country)
    return out


_CLUES: dict[str, Callable[[str], str]] = {
    "phone": numbering.country_of,
    "country": str,
    "email": countries.of_domain,
}
"""Fields that tell the country of a record, the surest first."""
