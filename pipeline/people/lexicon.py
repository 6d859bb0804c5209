"""What matching knows about the world: how common names are, what they may stand for, shared addresses."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from pipeline.name_shares import UNKNOWN_FAMILY, UNKNOWN_GIVEN, shares
from pipeline.people import emails, name_lists, orgs, sounds, words
from pipeline.people.database import register
from pipeline.people.folding import fold
from pipeline.people.romanize import romanize
from pipeline.people.variants import variants


def fold_name(text: str) -> str:
    """A name folded for comparing, in Latin letters."""
    return fold(romanize(text))


def org_key(text: str) -> str:
    """What two spellings of one organization have in common: no legal form, no spaces, Latin; "" for `freelance`."""
    return "" if orgs.is_placeholder(text) else fold(romanize(orgs.key(text).core)).replace(" ", "")


def name_ids(word: str) -> list[str]:
    """Marks of a folded given name; two names that may stand for each other share one.

    Bob and Robert share `bob|robert`; Bob and Rob share none, for nobody is called both.
    """
    linked = [fold_name(other) for other in variants(word)]
    both = {"|".join(sorted((word, o))) for o in linked if o != word and not told_by_ending(word, o)}
    return [word, *sorted(both), *_korean(word)]


def _korean(word: str) -> list[str]:
    """The mark of a Korean given name however it is spelt: Soojin, Sujin."""
    syllables = _syllables()
    found = [
        f"ko {syllables[word[:i]]} {syllables[word[i:]]}"
        for i in range(1, len(word))
        if word[:i] in syllables and word[i:] in syllables
    ]
    return sorted(set(found))


@cache
def _syllables() -> dict[str, str]:
    return {spelt: line.split()[0] for line in words.lines("korean_syllables.txt") for spelt in line.split()}


def told_by_ending(one: str, other: str) -> bool:
    """Whether the ending alone tells the two names apart: Anna and Anne, Mario and Maria, Gabriel and Gabriele.

    In many languages it tells a man from a woman, and at one firm both may work.
    """
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and short[-1:] in "aeo" and long[-1:] in "aeo"
    return long[:-1] == short and long[-1] in "aeo"


def stem(word: str) -> str:
    """The most common name that a folded given name may stand for: records of Bob and Robert meet under it."""
    share = _share_of()
    return max([word, *sorted(variants(word))], key=lambda name: share.get(name, 0.0))


@cache
def known_given() -> frozenset[str]:
    """Folded given names that are names of their own."""
    return frozenset(shares("given")["name"])


@cache
def listed_given() -> frozenset[str]:
    """Folded given names that some list holds, rare and familiar ones too."""
    return known_given() | frozenset(map(fold_name, name_lists.givens()))


@cache
def _share_of() -> dict[str, float]:
    table = shares("given")
    return dict(zip(table["name"], table["share"], strict=True))


@cache
def constants() -> dict[str, Any]:
    """Lists of `constants.json`: particles of family names, free mail providers."""
    read: dict[str, Any] = json.loads(files("pipeline.people.model").joinpath("constants.json").read_text("utf-8"))
    return read


def register_tables(connection: Any) -> None:
    """Registers `given_share`, `family_share` and the one-row table `constants`."""
    register(connection, "given_share", shares("given"))
    register(connection, "family_share", shares("family"))
    register(connection, "listed_given", pd.DataFrame({"name": sorted(listed_given())}, dtype="str"))
    register(connection, "korean", pd.DataFrame({"syllable": sorted(_syllables())}, dtype="str"))
    groups = sounds.surname_groups()
    register(connection, "surname_group", pd.DataFrame(groups.items(), columns=["name", "spelling"], dtype="str"))
    row = {
        **constants(),
        "roles": sorted(emails.shared()),
        "unknown_given": UNKNOWN_GIVEN,
        "unknown_family": UNKNOWN_FAMILY,
    }
    register(connection, "constants", pd.DataFrame([row]))
