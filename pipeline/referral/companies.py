"""Which people are colleagues: they share a firm's name (its legal form apart) or its mail domain."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.referral.tables import table
from pipeline.referral.words import fold

WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^()]*\)")


def company_key(name: str) -> str:
    """`Acme Robotics GmbH & Co. KG` and `ACME Robotics (Germany)` give the same key; "" where nothing is left.

    >>> company_key("Acmé Robotics (Germany) GmbH & Co. KG"), company_key("株式会社サンプル")
    ('acme robotics', 'サンプル')
    """
    text = fold(name.casefold()).replace(".", "")
    for form in _script_forms():
        text = text.replace(form, " ")
    words, without_brackets = _words(text), _words(_BRACKETS.sub(" ", text))
    return " ".join(without_brackets or words) or " ".join(WORD.findall(text))


def _words(text: str) -> list[str]:
    return [w for w in WORD.findall(text) if w not in _legal_forms()]


@lru_cache(maxsize=50_000)
def shared_firm(name: str) -> str:
    """The key of a firm that two people can share; "" for `Freelance`, `Self-employed`, `Student`."""
    words = WORD.findall(fold(name.casefold()))
    whole = " ".join(words)
    alone = whole in _no_firm() or (whole.startswith(_no_firm_before()) and _legal_forms().isdisjoint(words))
    return "" if alone else company_key(name)


def mail_domain(email: str) -> str:
    """The domain of a firm's mail address; "" for a mail provider's."""
    domain = email.rpartition("@")[2].casefold()
    return "" if domain in _mail_providers() or _many_countries().fullmatch(domain) else domain


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = table("companies.yaml")
    return lists


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(fold(_lists()["legal_forms"]).split())


def _phrases(name: str) -> list[str]:
    return [" ".join(WORD.findall(fold(phrase.casefold()))) for phrase in _lists()[name].split("|")]


@cache
def _no_firm() -> frozenset[str]:
    return frozenset(_phrases("no_firm"))


@cache
def _no_firm_before() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in _phrases("no_firm_before"))


@cache
def _script_forms() -> tuple[str, ...]:
    """Forms that are written without a space before or after the name, longest first."""
    return tuple(sorted((f for f in _legal_forms() if not f.isascii()), key=lambda f: (-len(f), f)))


@cache
def _mail_providers() -> frozenset[str]:
    return frozenset(_lists()["mail_providers"].split())


@cache
def _many_countries() -> re.Pattern[str]:
    """Domains of providers that have one in each country: `hotmail.nl`, `yahoo.com.mx`, `live.co.uk`."""
    return re.compile(rf"(?:{'|'.join(_lists()['mail_everywhere'].split())})\.(?:com|net|(?:(?:com?|ne)\.)?[a-z]{{2}})")
