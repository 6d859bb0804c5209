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
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+$")
KATAKANA_PART = 3
"""Letters of katakana words that stand within many others."""
NONE: Found = frozenset()
FIRMS = "firms"
"""Not a group, but what is known of firms' names."""
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
    words: dict[str, Found]
    written: dict[str, Found]
    """Words that are looked for as they are written, with capitals and accents."""
    beginnings: dict[str, list[tuple[str, int]]]
    """By their first letters."""
    after: dict[str, list[tuple[str, int]]]
    """First word of two -> the second one, or its beginning with `~`."""
    unspaced: list[tuple[str, int]]
    """Words of scripts without spaces."""


@cache
def catalogue() -> Catalogue:
    """What `specialities.yaml` holds."""
    out = Catalogue([], [], {}, {}, {}, {}, {}, {}, [])
    for group, rows in table("specialities.yaml").items():
        if group == FIRMS:
            continue
        out.topics[group] = frozenset(rows["topics"].split())
        out.members.update((region, frozenset(codes.split())) for region, codes in rows.get("members", {}).items())
        for name, words in rows["words"].items():
            out.names.append(name)
            out.group.append(group)
            for word in words.split():
                _add(out, word, len(out.names) - 1)
    return out


def _add(out: Catalogue, word: str, number: int) -> None:
    plain = fold(word)
    first, _, second = plain.partition("+")
    if word[0].isascii() and word[0].isupper():
        out.written[word] = out.written.get(word, NONE) | {number}
    elif second:
        out.after.setdefault(first, []).append((second, number))
    elif _CJK.search(plain):
        out.unspaced.append((plain, number))
    elif plain.endswith("~"):
        out.beginnings.setdefault(plain[:SHORTEST], []).append((plain[:-1], number))
    else:
        out.words[plain] = out.words.get(plain, frozenset()) | {number}


@lru_cache(maxsize=50_000)
def of(text: str) -> Found:
    """The specialities that the text names.

    >>> sorted(catalogue().names[n] for n in of("Queijaria Serra, vinhos e licores"))
    ['cheese', 'wine']
    """
    return _named(text, frozenset())


@lru_cache(maxsize=50_000)
def of_firm(name: str, owner: str = "") -> Found:
    """Those that the name of a firm tells, but for the words that are a name of people: its owner's, or a frequent one.

    >>> of_firm("Wein & Söhne Logistik", "Ida Wein"), of_firm("Pasta Labs"), of_firm("Bodega Ediciones")
    (frozenset(), frozenset(), frozenset())
    """
    words = frozenset(_RUN.findall(fold(name)))
    own = frozenset(_RUN.findall(fold(owner)))
    found = _named(name, (_of_firms("names") | own) & words)
    return found - of_groups(*_fancies(words)) if found else found


def not_made(firm: str) -> frozenset[str]:
    """Topics of goods that the name of the firm cannot mean: a `Teatro La Almazara` presses no oil."""
    return frozenset(GOODS[group] for group in _fancies(frozenset(_RUN.findall(fold(firm)))))


def _fancies(words: frozenset[str]) -> tuple[str, ...]:
    """Groups of goods that are none beside one of these words."""
    return tuple(GOODS) if words & _of_firms("apart") else ("food",) if words & _of_firms("apart_of_food") else ()


@cache
def _of_firms(kind: str) -> frozenset[str]:
    return frozenset(table("specialities.yaml")[FIRMS][kind].split())


def _named(text: str, but: frozenset[str]) -> Found:
    """The specialities named by other words than those in `but`."""
    known, found, folded = catalogue(), set[int](), fold(text)
    runs = list(_RUN.finditer(folded))
    words = [run.group() for run in runs]
    passed: set[int] = set()
    for n, word in enumerate(words):
        if n in passed or word in but:
            continue
        for second, number in known.after.get(word, ()):
            if n + 1 < len(words) and _is(words[n + 1], second):
                found.add(number)
                passed.add(n + 1)
                break
        else:
            found |= _of_word(word)
            if known.written and (more := known.written.get(text[slice(*runs[n].span())])):
                found |= more
    if _CJK.search(folded):
        found |= _unspaced(folded)
    return frozenset(found - _other()) if found else NONE


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("~") else word == wanted


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> Found:
    known = catalogue()
    starts = known.beginnings.get(word[:SHORTEST], ())
    found = known.words.get(word, NONE) | {n for start, n in starts if word.startswith(start)}
    other = found & _other()
    return other or found


def _unspaced(folded: str) -> Found:
    """Words of Chinese and Japanese anywhere; short ones in katakana not within others: no `ネジ` in `マネジメント`."""
    known, other = catalogue().unspaced, _other()
    for word, number in known:
        if number in other:
            folded = folded.replace(word, " ")
    found = set[int]()
    for word, number in known:
        place = folded.find(word)
        if place >= 0 and not (len(word) <= KATAKANA_PART and place and _KATAKANA.match(word + folded[place - 1])):
            found.add(number)
    return frozenset(found)


@cache
def _other() -> Found:
    return of_groups("other")


def goods(found: Found) -> tuple[str, ...]:
    """The names of the goods among them, sorted."""
    known = catalogue()
    return tuple(sorted(known.names[n] for n in found if known.group[n] in GOODS))


def only_goods(text: str) -> bool:
    """Are there no other words than names of goods? Who offers `sensors` in a list sells them, `sensor design` does not.

    >>> only_goods("sensors"), only_goods("sensor design"), only_goods("Käse, Wein")
    (True, False, True)
    """
    words = _RUN.findall(text)
    return bool(words) and all(goods(of(word)) for word in words)


def makers(found: Found) -> list[str]:
    """Topics of who makes or sells the goods among them, sorted."""
    known = catalogue()
    return sorted({GOODS[known.group[n]] for n in found if known.group[n] in GOODS})


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
