"""Which given names may stand for each other: familiar forms, spellings, and the same name in other languages."""

from __future__ import annotations

from functools import cache

from pipeline.people import words
from pipeline.people.romanize import fold, romanize

NOTHING: frozenset[str] = frozenset()


def key(given: str) -> str:
    """A given name as the tables hold it: Latin, lower case, without marks, spaces and hyphens."""
    plain = fold(given)
    if not plain.isascii():
        plain = fold(romanize(given))
    return "".join(c for c in plain if c.isalnum())


def variants(given: str) -> frozenset[str]:
    """Familiar and full forms and spellings of the name, as `key`s, itself left out: Bob -> {robert, ...}."""
    name = key(given)
    return (_nicknames().get(name, NOTHING) | _spellings().get(name, NOTHING)) - {name}


def cognates(given: str) -> frozenset[str]:
    """The same name in other languages, as `key`s: John -> {juan, jean, ...}. Weak evidence."""
    name = key(given)
    return _cognates().get(name, NOTHING) - {name}


def related(one: str, other: str) -> str:
    """How two given names are linked: `same`, `spelling`, `nickname`, `cognate` or ``."""
    a, b = key(one), key(other)
    if a == b:
        return "same" if a else ""
    if b in _spellings().get(a, NOTHING):
        return "spelling"
    if b in _nicknames().get(a, NOTHING):
        return "nickname"
    return "cognate" if b in _cognates().get(a, NOTHING) else ""


@cache
def languages() -> tuple[str, ...]:
    """The languages with familiar forms."""
    return tuple(sorted({line.partition(":")[0] for line in words.lines("nicknames.txt")}))


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    links: dict[str, set[str]] = {}
    for line in words.lines("nicknames.txt"):
        full, _, familiar = line.partition(":")[2].partition("|")
        forms = _forms(full) if line.partition(":")[0] not in ("es", "fa", "ar", "ko") else _forms(full, joined=True)
        for one in forms:
            for other in _forms(familiar):
                if one != other:
                    links.setdefault(one, set()).add(other)
                    links.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in links.items()}


def _forms(text: str, joined: bool = False) -> list[str]:
    names = text.split()
    if joined and len(names) > 1 and names[0] in ("Maria", "Jose", "Juan", "Ali", "Mohammad", "Amir"):
        return [key("".join(names))]
    return [key(name) for name in names]


def _groups(name: str) -> dict[str, frozenset[str]]:
    links: dict[str, set[str]] = {}
    for line in words.lines(name):
        group = {key(word) for word in line.split()}
        for member in group:
            links.setdefault(member, set()).update(group - {member})
    return {member: frozenset(others) for member, others in links.items()}


@cache
def _spellings() -> dict[str, frozenset[str]]:
    return _groups("spellings.txt")


@cache
def _cognates() -> dict[str, frozenset[str]]:
    return _groups("cognates.txt")
