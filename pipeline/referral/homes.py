"""In which country somebody is at home, where no address says it: that of their telephone, else of their mail domain."""

from __future__ import annotations

from functools import cache

GENERIC = frozenset(
    "AC AD AG AI AM AS BZ CC CD CO CV DJ FM GG GL GS IM IO LA LY ME MS NU PW SC SH SR ST SU TC TK TO TV VC VG WS".split()
)
"""Domains of countries that firms of all countries use."""
SECOND_LEVEL = frozenset(("COM", "NET", "ORG", "EDU", "GOV"))
NATIONAL = "2002345"
"""Behind an area code of North America a number that there may be."""


def home(country: str, phones: str = "", email: str = "") -> str:
    """ISO 3166-1 alpha-2; "" where nothing tells. `country` and `phones` (`work:+34935550160 ; …`) as in PEOPLE_COLUMNS.

    >>> home("", "work:+34935550160"), home("", "+16045550123"), home("", "", "ana@firma.com.br"), home("", "", "a@b.io")
    ('ES', 'CA', 'BR', '')
    """
    if country:
        return country.upper()
    first = phones.partition("+")[2][:4]
    known = len(first) == 4 and first.isascii() and first.isdigit()
    return (_by_calling_code(first) if known else "") or by_mail(email)


def by_mail(email: str) -> str:
    """The country of a mail domain: `.de` -> DE; generic ones tell nothing, nor `.co` but for `.com.co`."""
    *rest, last = email.rpartition("@")[2].upper().split(".")
    if last in GENERIC and "".join(rest[-1:]) not in SECOND_LEVEL:
        return ""
    return last if last in _countries() else "GB" if last == "UK" else ""


@cache
def _by_calling_code(digits: str) -> str:
    """The country by the first four digits of an E.164 number; in North America these are the calling and area code."""
    import phonenumbers

    if digits.startswith("1"):
        number = phonenumbers.PhoneNumber(country_code=1, national_number=int(digits[1:] + NATIONAL))
        return str(phonenumbers.region_code_for_number(number) or "")
    if digits.startswith("7"):
        return "KZ" if digits[1] in "67" else "RU"
    regions = (phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:size]), ()) for size in (2, 3))
    main = next((found[0] for found in regions if found), "")
    return "" if main == "001" else main


@cache
def _countries() -> frozenset[str]:
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)
