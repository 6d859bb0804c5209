"""Do an ask and a person name the same trades, goods, countries and languages, or other ones?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral.specialities import NONE, PLACES, TONGUES, Found, catalogue, of_groups
from pipeline.referral.specialities import within as within_topic

Ints: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]
Bools: TypeAlias = npt.NDArray[np.bool_]
MARKETS = frozenset({"market-entry", "distribution"})
"""Who does these in one country, and says so, is no help in another one."""


@dataclass(frozen=True, slots=True)
class Specialities:
    """What asks and people name; of asks only what tells people of their topic apart."""

    said: list[Found]
    trades: list[Found]
    """Per ask what it names, countries apart."""
    markets: list[Found]
    """Per ask the countries that it names, where who names other ones is of no use."""
    active: list[Found]
    """Per person the countries that they name in what they offer."""
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
    bound: Bools
    """Per ask: it names markets or languages."""

    def differ(self, ask: int, person: int) -> bool:
        """Do ask and person name trades or goods, but other ones?"""
        wanted, had = self.trades[ask], self.said[person]
        if self.markets[ask] and self.active[person] and self.markets[ask].isdisjoint(self.active[person]):
            return True
        named = bool(wanted) and bool(self.strict[ask])
        lacks = wanted.isdisjoint(had) or bool((wanted & of_groups(TONGUES)) - had)
        return named and lacks and not self.within[self.topic[ask]].isdisjoint(had)

    def judged(self, ask: Ints, person: Ints) -> tuple[Bools, Bools, Bools]:
        """For each place: do ask and person name trades or goods in common, does each name other ones, does the ask alone
        name any?"""
        shared, other, alone = self._compared(self.trade_bits, self.topic, ask, person)
        other &= self.strict[ask]
        for n in np.flatnonzero(self.bound[ask]).tolist():
            other[n] = other[n] or self.differ(int(ask[n]), int(person[n]))
        return shared & ~other, other, alone

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
    asked: Sequence[Found],
    topics: Sequence[str],
    said: list[Found],
    active: list[Found],
    guessed: Mapping[int, Found] = MappingProxyType({}),
) -> Specialities:
    """`asked`: what each ask names, `topics`: its topic; `said`: what each person names; `active`: the countries in what
    each person offers; `guessed`: ask -> what it is probably about though it does not say so."""
    places, names = of_groups(PLACES), sorted(set(topics))
    known = {topic: within_topic(topic) for topic in names}
    told = [found & known[topic] if found else found for found, topic in zip(asked, topics, strict=True)]
    trades = [guessed.get(n, found - places) for n, found in enumerate(told)]
    strict: Bools = np.ones(len(trades), dtype=bool)
    strict[list(guessed)] = False
    markets = [found & places if topic in MARKETS else NONE for found, topic in zip(told, topics, strict=True)]
    tongues = of_groups(TONGUES)
    bound = np.array([bool(m) or not t.isdisjoint(tongues) for m, t in zip(markets, trades, strict=True)], dtype=bool)
    within = [places, *(known[topic] - places for topic in names)]
    row = {topic: n for n, topic in enumerate(names, 1)}
    of_topic: Ints = np.array([row[topic] for topic in topics], dtype=np.int64)
    said_bits, trade_bits, place_bits, within_bits = map(
        _bits, (said, trades, [found & places for found in told], within)
    )
    return Specialities(
        said, trades, markets, active, strict, of_topic, within, said_bits, trade_bits, place_bits, within_bits, bound
    )


def _bits(groups: Sequence[Found]) -> Bits:
    out: Bits = np.zeros((len(groups), len(catalogue().names) // 64 + 1), dtype=np.uint64)
    places = [(n, one) for n, group in enumerate(groups) for one in group]
    if places:
        row, one = np.array(places, dtype=np.int64).T
        np.bitwise_or.at(out, (row, one // 64), np.uint64(1) << (one % 64).astype(np.uint64))
    return out
