"""Names of countries in many languages to ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.people import words
from pipeline.people.romanize import fold

LANGUAGES = "de fr es it pt nl pl sv da nb fi ru uk zh_CN zh_TW ja ko tr cs sk hu ro el bg hr ar he hi".split()
"""The translations of pycountry that are looked up."""
_SOLD_TO_ALL = "co io ai me tv cc ly fm gg sh to ws im la eu ac gl st vc so pw tk ml ga cf gq nu sc bz ag mn am".split()
CCTLD_EXCEPTIONS = {**dict.fromkeys(_SOLD_TO_ALL, ""), "uk": "GB", "su": "RU"}
"""Country domains whose holders are anywhere, and those that differ from ISO 3166."""


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country's name, code or abbreviation in any of the languages; `` if unknown."""
    text = " ".join(text.split()).strip(" .,;")
    if not text:
        return ""
    if text[-1] in "0123456789" and not any(c in text for c in "(/,"):
        return ""  # no country has a number in its name: most asked about are postal codes
    if len(text) == 2 and text.isascii() and text.isalpha():
        return _aliases().get(_plain(text), text.upper() if text.upper() in _codes() else "")
    found = _aliases().get(_plain(text)) or _names().get(_plain(text))
    if not found and (bracket := re.fullmatch(r"(.+?)\s*[(/,].*", text)):
        found = _aliases().get(_plain(bracket[1])) or _names().get(_plain(bracket[1]))
    return found or ""


def of_field(text: str) -> str:
    """As `clean`, for a field that holds nothing but a country: there `D` is Germany and `SUI` Switzerland."""
    return clean(text) or _signs().get(text.strip(" .,;").upper(), "")


def of_domain(domain: str) -> str:
    """The country of a domain name by its ending, `` for generic ones and for countries whose domain is sold to all."""
    ending = domain.rpartition(".")[2].lower()
    if len(ending) != 2 or "." not in domain:
        return ""
    return CCTLD_EXCEPTIONS.get(ending, ending.upper() if ending.upper() in _codes() else "")


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


_NO_WORD = re.compile(r"[\W_]+")


@cache
def _codes() -> frozenset[str]:
    import pycountry

    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


@cache
def _aliases() -> dict[str, str]:
    return {_plain(name): code for code, names in words.phrases("countries.txt").items() for name in names}


@cache
def _signs() -> dict[str, str]:
    return {sign: code for code, signs in words.sections("country_signs.txt").items() for sign in signs}


@cache
def _names() -> dict[str, str]:
    import gettext

    import pycountry

    found: dict[str, str] = {}
    tables = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [lang], fallback=True) for lang in LANGUAGES]
    for country in pycountry.countries:
        own = [
            country.name,
            country.alpha_3,
            getattr(country, "common_name", ""),
            getattr(country, "official_name", ""),
        ]
        for name in [*own, *(table.gettext(country.name) for table in tables)]:
            if name:
                found.setdefault(_plain(name), country.alpha_2)
    return found
