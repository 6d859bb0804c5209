"""Capitals of names: JOHN SMITH -> John Smith, mcdonald -> McDonald, VAN DER BERG -> van der Berg."""

from __future__ import annotations

import re
from functools import cache

from pipeline.people import words
from pipeline.people.romanize import fold

_APOSTROPHE = re.compile(r"(['’ʼ`´‘])")
_ROMAN = frozenset("II III IV VI VII VIII".split())
_INITIALS_LIKE = re.compile(r"(?:[^\W\d_]\.?-?){1,3}\.?$")
_TWO_LETTER_NAMES = frozenset(
    "al bo ed jo ty li lu ma su xu wu hu yu he ye qi ba do ho le ly to vo vu an ai xi ng fu gu du bi ge mo ni ou "
    "pu ru si ta we ya yi zi om oz ny ak ok ha ko oh im ju na ra lo ro ip eu ak el ek ög ay mu ke di ga la".split()
)
_WITH_APOSTROPHE = frozenset("o d l m n dell dall nell sant t al".split())
_VOWELS = frozenset("aeiouy")


def word(token: str, first: bool = False, turkish: bool = False, after: str = "", mixed: bool = False) -> str:
    """One word of a name with the capitals it should have; a word in mixed case is its writer's and stays.

    `after` is the word before it (`la` is small behind `de`); `mixed`: other words have capitals, so a small particle
    is meant to be small.
    """
    if not token or not (token.isupper() or token.islower()):
        return _mended_mac(token)
    if token.isupper() and (len(_letters(token)) == 1 or ("." in token and _INITIALS_LIKE.match(token))):
        return token
    if token.isupper() and (token in _ROMAN or (first and _is_initials(token))):
        return token
    if not first and _is_small(token, after, mixed):
        return lower(token, turkish)
    return _capital(lower(token, turkish), turkish)


def _is_small(token: str, after: str, mixed: bool) -> bool:
    plain = token.lower()
    if mixed and token.islower():
        return is_meant_small(token)
    return plain in _lower_particles() or (plain in ("la", "las", "los") and after.lower() in _particles())


def lower(text: str, turkish: bool = False) -> str:
    """Lower case; in a Turkish name I is ı, and İ never leaves a loose dot."""
    if turkish:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()


def is_turkish(text: str) -> bool:
    """Whether the capital letters prove that I stands for ı: İ and Ğ are used by Turkish and its kin only."""
    return "İ" in text or "Ğ" in text


def _letters(token: str) -> str:
    return "".join(c for c in token if c.isalpha() or c in "'’/")


def _is_initials(token: str) -> bool:
    """JP, TJ, CJ before a surname; but Li, Bo, Ed are names."""
    letters = _letters(token).lower()
    if len(letters) == 2:
        return letters not in _TWO_LETTER_NAMES
    return len(letters) == 3 and not set(fold(letters)) & _VOWELS


@cache
def _particles() -> frozenset[str]:
    kinds = words.sections("particles.txt")
    return frozenset((*kinds["lower"], *kinds["patronym"]))


def is_meant_small(token: str) -> bool:
    """Whether the word is a particle in small letters, also one that mostly has a capital: `le Roux` is no `Le Roux`."""
    return token.islower() and token in _all_particles()


@cache
def _all_particles() -> frozenset[str]:
    kinds = words.sections("particles.txt")
    return _particles().union(kinds["start"], kinds["capital"])


@cache
def _lower_particles() -> frozenset[str]:
    return _particles() - frozenset("la las los in over i e ab op uit do ben bat di".split())


@cache
def _mac_names() -> frozenset[str]:
    return frozenset(words.sections("mac_names.txt").get("", ()) or words.lines("mac_names.txt"))


def _capital(text: str, turkish: bool = False) -> str:
    if turkish and text.startswith("i"):
        return "İ" + text[1:]
    return "".join(_capital_part(p) if i % 2 == 0 else p for i, p in enumerate(re.split(r"([-‐‑–—/])", text)))


def _capital_part(part: str) -> str:
    pieces = _APOSTROPHE.split(part)
    if len(pieces) >= 3 and (fold(pieces[0]) in _WITH_APOSTROPHE) and len(pieces[2]) > 1:
        return "".join(p if i % 2 else _simple(p) for i, p in enumerate(pieces))
    return _simple(part)


def _simple(text: str) -> str:
    if not text:
        return text
    plain = fold(text)
    if plain.startswith("mc") and len(plain) > 4:
        return "Mc" + _up(text[2:])
    if plain in _mac_names():
        return "Mac" + _up(text[3:])
    if plain.startswith("ij") and len(plain) > 3 and plain[2] not in _VOWELS:
        return "IJ" + text[2:]
    return _up(text)


def _up(text: str) -> str:
    for i, char in enumerate(text):
        if char.isalpha():
            return text[:i] + char.title() + text[i + 1 :]
    return text


def _mended_mac(token: str) -> str:
    """McDONALD and MacDONALD, where only the rest shouts; O'NEILL is handled as capitals."""
    found = re.fullmatch(r"(Mc|Mac|O['’]|D['’]|L['’]|Fitz|De|Di|Le|La|Van)([A-ZÀ-ÖØ-Þ]{3,})", token)
    return found[1] + found[2][0] + found[2][1:].lower() if found else token
