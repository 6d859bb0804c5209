"""Trades and goods within a wide topic, and countries, by their words in all languages.

A roofer fits no pipes, and who looks for cheese is served by a `queijaria`, whatever the language of either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral.tables import table
from pipeline.referral.words import CJK, fold

Ints: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Found: TypeAlias = frozenset[int]
"""Numbers of specialities."""
PLACES = "places"
GOODS = {"food": "food-hospitality", "wares": "manufacturing"}
"""Group of goods -> the topic of who makes them."""
SUPPLY = frozenset({"suppliers", "manufacturing"})
"""Who looks for these looks for what is sold, if the goods are named."""
SELLERS = SUPPLY | {"food-hospitality", "ecommerce-retail", "distribution"}
"""Who offers these sells or makes goods, if they are named; an engineer of motors has none to sell."""
_RUN = re.compile(rf"[^\W\d_{CJK}]+")
_CJK = re.compile(f"[{CJK}]")
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
SHORTEST = 3
"""Letters of the shortest beginning of a word that tells a speciality."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The specialities by number, and their words."""

    names: list[str]
    group: list[str]
    topics: dict[str, frozenset[str]]
    """Per group the topics within which its specialities tell people apart."""
    members: dict[str, frozenset[str]]
    """Region -> its countries (ISO 3166-1 alpha-2)."""
    capitals: dict[str, Found]
    """Abbreviations as they stand: `EU`, while `eu` is the Portuguese I."""
    words: dict[str, Found]
    beginnings: dict[str, list[tuple[str, int]]]
    """By their first letters."""
    unspaced: list[tuple[str, int]]
    """Words of scripts without spaces."""


@cache
def catalogue() -> Catalogue:
    """What `specialities.yaml` holds."""
    out = Catalogue([], [], {}, {}, {}, {}, {}, [])
    for group, rows in table("specialities.yaml").items():
        out.topics[group] = frozenset(rows["topics"].split())
        out.members.update((region, frozenset(codes.split())) for region, codes in rows.get("members", {}).items())
        for name, words in rows["words"].items():
            number = len(out.names)
            out.names.append(name)
            out.group.append(group)
            capitals, others = _parted(words)
            for word in capitals:
                out.capitals[word] = out.capitals.get(word, frozenset()) | {number}
            for word in others:
                if _CJK.search(word):
                    out.unspaced.append((word, number))
                elif word.endswith("~"):
                    out.beginnings.setdefault(word[:SHORTEST], []).append((word[:-1], number))
                else:
                    out.words[word] = out.words.get(word, frozenset()) | {number}
    return out


def _parted(words: str) -> tuple[list[str], list[str]]:
    """Abbreviations in capitals, and the other words folded."""
    capitals = [word for word in words.split() if _CAPITALS.fullmatch(word)]
    return capitals, [fold(word) for word in words.split() if word not in capitals]


@lru_cache(maxsize=50_000)
def of(text: str) -> Found:
    """The specialities that the text names.

    >>> sorted(catalogue().names[n] for n in of("Queijaria Serra, vinhos e licores"))
    ['cheese', 'wine']
    """
    known, found = catalogue(), set[int]()
    folded = fold(text)
    for run in _RUN.findall(folded):
        if run in known.words:
            found |= known.words[run]
        if run[:SHORTEST] in known.beginnings:
            found.update(n for start, n in known.beginnings[run[:SHORTEST]] if run.startswith(start))
    for run in _CAPITALS.findall(text):
        found |= known.capitals.get(run, frozenset())
    if _CJK.search(folded):
        found.update(number for word, number in known.unspaced if word in folded)
    return frozenset(found)


def goods(text: str) -> tuple[str, ...]:
    """The names of the goods among them, sorted."""
    known = catalogue()
    return tuple(sorted(known.names[n] for n in of(text) if known.group[n] in GOODS))


def only_goods(text: str) -> bool:
    """Are there no other words than names of goods? Who offers `sensors` in a list sells them, `sensor design` does not.

    >>> only_goods("sensors"), only_goods("sensor design"), only_goods("Käse, Wein")
    (True, False, True)
    """
    words = _RUN.findall(text)
    return bool(words) and all(goods(word) for word in words)


def makers(text: str) -> list[str]:
    """Topics of who makes or sells the goods that the text names, sorted."""
    known = catalogue()
    return sorted({GOODS[known.group[n]] for n in of(text) if known.group[n] in GOODS})


@cache
def of_groups(*groups: str) -> Found:
    """The specialities of these groups."""
    return frozenset(n for n, name in enumerate(catalogue().group) if name in groups)


def _within(topic: str) -> Found:
    """The specialities that tell people of this topic apart."""
    known = catalogue()
    return frozenset(n for n, group in enumerate(known.group) if topic in known.topics[group])


@cache
def place(country: str) -> Found:
    """The places that this country (ISO 3166-1 alpha-2) is or lies in."""
    known = catalogue()
    return frozenset(
        n for n in of_groups(PLACES) if known.names[n] == country or country in known.members.get(known.names[n], ())
    )


@lru_cache(maxsize=10_000)
def reach(found: Found) -> Found:
    """With the regions that its countries lie in, and the countries of its regions."""
    known = catalogue()
    named = {known.names[n] for n in found & of_groups(PLACES)}
    countries = named.union(*(known.members.get(name, ()) for name in named))
    return found.union(*(place(country) for country in countries))


@dataclass(frozen=True, slots=True)
class Specialities:
    """What asks and people name; of asks only what tells people of their topic apart."""

    said: list[Found]
    trades: list[Found]
    """Per ask what it names, countries apart."""
    strict: Bools
    """Per ask: it names this itself, so that who names other ones is not meant."""
    topic: Ints
    """Per ask the row of `within`."""
    within: list[Found]
    """All that tells people of a topic apart; of the first row the countries."""
    said_bits: Bits
    trade_bits: Bits
    place_bits: Bits
    within_bits: Bits

    def differ(self, ask: int, person: int) -> bool:
        """Do ask and person name trades or goods, but other ones?"""
        wanted, had = self.trades[ask], self.said[person]
        named = bool(wanted) and bool(self.strict[ask])
        return named and wanted.isdisjoint(had) and not self.within[self.topic[ask]].isdisjoint(had)

    def judged(self, ask: Ints, person: Ints) -> tuple[Bools, Bools, Bools]:
        """For each place: do ask and person name trades or goods in common, does each name other ones, does the ask alone
        name any?"""
        shared, other, alone = self._compared(self.trade_bits, self.topic, ask, person)
        return shared, other & self.strict[ask], alone

    def elsewhere(self, ask: Ints, person: Ints) -> Bools:
        """For each place: does the ask name another country than that of the person, or that they name?"""
        return self._compared(self.place_bits, np.zeros_like(self.topic), ask, person)[1]

    def _compared(self, asked: Bits, within: Ints, ask: Ints, person: Ints) -> tuple[Bools, Bools, Bools]:
        shared: Bools = np.zeros(len(ask), dtype=bool)
        other, alone = shared.copy(), shared.copy()
        at = np.flatnonzero(asked.any(axis=1)[ask])
        if len(at):
            wanted, had = asked[ask[at]], self.said_bits[person[at]]
            shared[at] = (wanted & had).any(axis=1)
            having = (had & self.within_bits[within[ask[at]]]).any(axis=1)
            other[at] = having & ~shared[at]
            alone[at] = ~having
        return shared, other, alone


def specialities(
    asked: Sequence[Found], topics: Sequence[str], said: list[Found], meant: Mapping[int, Found] = MappingProxyType({})
) -> Specialities:
    """`asked`: what each ask names, `topics`: its topic; `said`: what each person names; `meant`: ask -> what it is
    probably about though it does not say so."""
    places, names = of_groups(PLACES), sorted(set(topics))
    known = {topic: _within(topic) for topic in names}
    told = [found & known[topic] if found else found for found, topic in zip(asked, topics, strict=True)]
    trades = [meant.get(n, found - places) for n, found in enumerate(told)]
    strict: Bools = np.ones(len(trades), dtype=bool)
    strict[list(meant)] = False
    within = [places, *(known[topic] - places for topic in names)]
    row = {topic: n for n, topic in enumerate(names, 1)}
    of_topic: Ints = np.array([row[topic] for topic in topics], dtype=np.int64)
    bits = (_bits(rows) for rows in (said, trades, [found & places for found in told], within))
    return Specialities(said, trades, strict, of_topic, within, *bits)


def _bits(groups: Sequence[Found]) -> Bits:
    out: Bits = np.zeros((len(groups), len(catalogue().names) // 64 + 1), dtype=np.uint64)
    places = [(n, one) for n, group in enumerate(groups) for one in group]
    if places:
        row, one = np.array(places, dtype=np.int64).T
        np.bitwise_or.at(out, (row, one // 64), np.uint64(1) << (one % 64).astype(np.uint64))
    return out
