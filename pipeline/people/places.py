"""Where a record is at home when it names no country: by the cities of its addresses and the legal form of its firm."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.people import orgs, words
from pipeline.people.romanize import fold

_PIECES = re.compile(r"\s*[,;|·•\n]\s*|\s+[-–]\s*|(?<=\d)[-–](?=[^\W\d_])")
_NO_CITY = re.compile(r"\([^()]*\)|\S*\d\S*|[^\w'’. -]+|\bcedex\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def country_of_address(text: str) -> str:
    """ISO 3166-1 alpha-2 by the last city that an address names, `` if it names none that stands for one country."""
    for piece in reversed(_PIECES.split(text)):
        if country := country_of_city(_NO_CITY.sub(" ", piece)):
            return country
    return ""


def country_of_city(name: str) -> str:
    """ISO 3166-1 alpha-2 of a city, `` where the name is unknown or stands for cities of several countries."""
    return _cities().get(" ".join(fold(name).split()).strip(" .-"), "")


@lru_cache(maxsize=1 << 16)
def country_of_firm(name: str) -> str:
    """ISO 3166-1 alpha-2 by a legal form that only one country has (`Sp. z o.o.`, `S.r.l.s.`), else ``."""
    return _forms().get(orgs.key(name).legal_form, "")


@cache
def _cities() -> dict[str, str]:
    """Cities and, since `Paris, Texas` is in none of the countries of Paris, states."""
    found = {name: country for country, names in words.phrases("cities.txt").items() for name in names}
    for kind, country in (("us-state", "US"), ("in-state", "IN"), ("au-state", "AU"), ("ca-province", "CA")):
        found |= {fold(s): country for s in words.phrases("address_rules.txt")[kind] if len(s) > 3 and s != "Georgia"}
    return found


@cache
def _forms() -> dict[str, str]:
    """Legal form as `orgs.key` gives it -> its country."""
    forms = words.phrases("home_forms.txt").items()
    return {orgs.key(f"Northwind {form}").legal_form: country for country, own in forms for form in own}
