"""Which of the candidate pairs are suggested, so that nobody is asked too often and nobody who asks is left out.

A capacity-bounded bipartite matching by greedy choice: first one suggestion for each thing that the owner asks for, who
writes all the messages; then one for everybody who asks, best pairs first; then, for those whose candidates are all taken,
whoever else can help, freeing a helper where one asker can be served by another; then one for each thing that somebody asks
for; then the best of the rest up to the cap, as far as they are not much worse than what the asker has already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral.candidates import MUTUAL, Pairs
from pipeline.referral.network import Network
from pipeline.referral.relations import CUSTOMERS, topic_of
from pipeline.schema import OWNER

Row: TypeAlias = tuple[int, int, int, int, float]
"""A pair: a, b, the keys with which a helps b and b helps a, score."""
Forbidden = Callable[[int, int], bool]
MUCH_WORSE = 0.4
"""A further helper is worth at least this share of the best one suggested for the same ask, whether or not the help goes
both ways."""
WORTH_MORE = 0.1
"""A further helper scores at least this: the first may be a long shot, a second long shot is a nuisance."""
EVERY = slice(None)
REACH = 60
"""Helpers whose places are tried to be freed for one asker."""


@dataclass(slots=True)
class Assignment:
    """The suggestions so far, as pairs a < b, and what they use up."""

    net: Network
    cap: int
    forbidden: Forbidden
    pairs: dict[tuple[int, int], None] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    served: list[bool] = field(default_factory=list)
    waiting: list[bool] = field(default_factory=list)
    """Askers without a suggestion yet: the last of their places is kept for it."""
    of_helper: dict[int, dict[int, int]] = field(default_factory=dict)
    """helper -> askers served by nothing else but this helper's suggestion -> the key."""
    asks: dict[tuple[int, int], int] = field(default_factory=dict)
    """(asker, key) -> the ask that it is a key of."""
    lacking: list[set[int]] = field(default_factory=list)
    """Per person the asks that nothing answers yet: the last of the places is kept for them, too."""
    customers: dict[int, int] = field(default_factory=dict)
    """Per person the ask for customers: who needs their help is one."""
    keeping: bool = True
    """Are places kept?"""

    def __post_init__(self) -> None:
        n, asks = len(self.net.ids), self.net.asks
        self.used, self.served, self.waiting = [0] * n, [False] * n, [False] * n
        self.lacking = [set() for _ in range(n)]
        for person, key, ask in zip(asks.person.tolist(), asks.key.tolist(), self.net.ask.tolist(), strict=True):
            self.waiting[person] = True
            self.asks[person, key] = ask
            if topic_of(self.net.keys[key]) == CUSTOMERS:
                self.customers[person] = ask
            self.lacking[person].add(ask)

    def room(self, person: int) -> bool:
        """May this person help one more?"""
        kept = self.keeping and self.cap > 1 and (self.waiting[person] or self.lacking[person])
        return self.used[person] < self.cap - (1 if kept else 0)

    def lacks(self, asker: int, key: int) -> bool:
        """Does nothing answer the ask yet that this is a key of?"""
        return key >= 0 and self.asks[asker, key] in self.lacking[asker]

    def add(self, a: int, b: int, keys: tuple[int, int]) -> None:
        """Suggest the pair; `keys`: with which a helps b, and b helps a, -1 where not."""
        self.pairs[(a, b) if a < b else (b, a)] = None
        self.used[a] += 1
        self.used[b] += 1
        for helper, asker, key in ((a, b, keys[0]), (b, a, keys[1])):
            if key < 0:
                continue
            if not self.served[asker] and min(keys) < 0:
                self.of_helper.setdefault(helper, {})[asker] = key
            self.served[asker], self.waiting[asker] = True, False
            self.lacking[asker].discard(self.asks[asker, key])
            if (seeks := self.customers.get(helper)) is not None:
                self.lacking[helper].discard(seeks)

    def remove(self, helper: int, asker: int) -> int:
        """Take back the only suggestion of an asker, who waits again; its key."""
        del self.pairs[(helper, asker) if helper < asker else (asker, helper)]
        self.used[helper] -= 1
        self.used[asker] -= 1
        key = self.of_helper[helper].pop(asker)
        self.served[asker], self.waiting[asker] = False, True
        self.lacking[asker].add(self.asks[asker, key])
        return key


def assign(net: Network, pairs: Pairs, cap: int, forbidden: Forbidden) -> list[tuple[int, int]]:
    """The suggested pairs, a < b; nobody stands in more than `cap` of them."""
    state = Assignment(net, cap, forbidden)
    if OWNER in net.ids:
        owner = net.ids.index(OWNER)
        _each_ask(state, _rows(pairs, (pairs.a == owner) | (pairs.b == owner)), owner)
    _first_round(state, _rows(pairs))
    refill = Refill(state)
    refill.serve_all()
    lacking = np.array([len(asks) > 0 for asks in state.lacking], dtype=bool)
    _each_ask(state, _rows(pairs, lacking[pairs.a] | lacking[pairs.b]))
    state.keeping = False
    refill.serve_all()
    free = np.array(state.used) < cap
    taken = np.array([a * len(net.ids) + b for a, b in state.pairs], dtype=np.int64)
    suggested = np.isin(pairs.a * len(net.ids) + pairs.b, taken)
    _fill(state, _rows(pairs, suggested | (free[pairs.a] & free[pairs.b])))
    return list(state.pairs)


def _rows(pairs: Pairs, kept: npt.NDArray[np.bool_] | slice = EVERY) -> Iterator[Row]:
    """The pairs, best first; `kept`: those of them that can still come to something."""
    columns = (pairs.a, pairs.b, pairs.key_ab, pairs.key_ba, pairs.score)
    return zip(*(c[kept].tolist() for c in columns), strict=True)


def _first_round(state: Assignment, rows: Iterator[Row]) -> None:
    """One suggestion for each asker, best pairs first."""
    served = state.served
    for a, b, ab, ba, _ in rows:
        for_a, for_b = ba >= 0 and not served[a], ab >= 0 and not served[b]
        if for_a or for_b:
            _add_if_free(state, a, b, (ab, ba), for_a, for_b)


def _each_ask(state: Assignment, rows: Iterator[Row], whose: int | None = None) -> None:
    """One suggestion for each further ask, best pairs first; `whose`: for the asks of this person alone."""
    for a, b, ab, ba, _ in rows:
        for_a = whose in (None, a) and state.lacks(a, ba)
        for_b = whose in (None, b) and state.lacks(b, ab)
        if (for_a or for_b) and (a, b) not in state.pairs:
            _add_if_free(state, a, b, (ab, ba), for_a, for_b)


def _add_if_free(state: Assignment, a: int, b: int, keys: tuple[int, int], for_a: bool, for_b: bool) -> None:
    """Who gets what they lack may take the last of their places for it."""
    free_a = state.used[a] < state.cap if for_a else state.room(a)
    free_b = state.used[b] < state.cap if for_b else state.room(b)
    if free_a and free_b and not state.forbidden(a, b):
        state.add(a, b, keys)


def _fill(state: Assignment, rows: Iterator[Row]) -> None:
    """The best of the rest, up to the cap: pairs that are good for both, and helpers not much worse than the first."""
    net, used, cap, taken, asks = state.net, state.used, state.cap, state.pairs, state.asks
    best: dict[int, float] = {}
    for a, b, ab, ba, value in rows:
        fresh = (a, b) not in taken
        if fresh:
            ask = asks[b, ab] if ab >= 0 else asks[a, ba]
            lone = ab < 0 or ba < 0
            if lone and value < max(WORTH_MORE, MUCH_WORSE * best.get(ask, 0.0)):
                continue
            if lone and ask in best and (net.far(a, b, ab) if ab >= 0 else net.far(b, a, ba)):
                continue
            if used[a] >= cap or used[b] >= cap or state.forbidden(a, b):
                continue
            state.add(a, b, (ab, ba))
        for asker, key in ((b, ab), (a, ba)):
            if key >= 0:
                best.setdefault(asks[asker, key], value - MUTUAL if min(ab, ba) >= 0 else value)


class Refill:
    """Serves askers whose candidates are all taken, from the full list of helpers of what they ask for."""

    def __init__(self, state: Assignment) -> None:
        self.state = state
        net = state.net
        self.keys_of: dict[int, list[int]] = {}
        for person, key in zip(net.asks.person.tolist(), net.asks.key.tolist(), strict=True):
            self.keys_of.setdefault(person, []).append(key)
        order = np.lexsort((net.offers.person, -net.offers.weight, net.offers.key))
        self.helpers: list[list[int]] = [[] for _ in net.keys]
        for key, person in zip(net.offers.key[order].tolist(), net.offers.person[order].tolist(), strict=True):
            self.helpers[key].append(person)
        self.open = [list(people) for people in self.helpers]

    def serve_all(self) -> None:
        """Everybody who asks and is not served; those with the fewest possible helpers first."""
        left = [p for p in self.keys_of if not self.state.served[p]]
        left.sort(key=lambda p: (sum(len(self.helpers[k]) for k in self.keys_of[p]), p))
        for person in left:
            if self.state.used[person] < self.state.cap and not self._serve(person):
                self._free_one(person)

    def _serve(self, asker: int) -> bool:
        helper = self._free_helper(asker)
        if helper is None:
            return False
        self.state.add(helper[0], asker, (helper[1], -1))
        return True

    def _free_helper(self, asker: int, but: tuple[int, ...] = ()) -> tuple[int, int] | None:
        """The strongest helper with room left, none of `but`, and the key; who has reached the cap is dropped from the list, since a
        place that is taken back goes to somebody else at once."""
        for key in self.keys_of[asker]:
            people = self.open[key]
            place = 0
            while place < len(people):
                helper = people[place]
                if not self.state.room(helper):
                    if self.state.used[helper] >= self.state.cap:
                        people.pop(place)
                        continue
                elif helper not in but and self._may_meet(helper, asker, key):
                    return helper, key
                place += 1
        return None

    def _may_meet(self, helper: int, asker: int, key: int) -> bool:
        net = self.state.net
        if helper == asker or net.marks.shared(helper, asker) or not net.answers(helper, asker, key):
            return False
        pair = (helper, asker) if helper < asker else (asker, helper)
        return pair not in self.state.pairs and not self.state.forbidden(*pair)

    def _free_one(self, asker: int) -> None:
        """An augmenting path of length two: another asker of the same helper goes to somebody else."""
        for key in self.keys_of[asker]:
            for helper in self.helpers[key][:REACH]:
                if not self._may_meet(helper, asker, key):
                    continue
                for other in list(self.state.of_helper.get(helper, ())):
                    if self._swap(helper, other, asker, key):
                        return

    def _swap(self, helper: int, other: int, asker: int, key: int) -> bool:
        pair = (helper, other) if helper < other else (other, helper)
        if pair not in self.state.pairs:
            return False
        former = self.state.remove(helper, other)
        elsewhere = self._free_helper(other, but=(helper, asker))
        if elsewhere is None:
            self.state.add(helper, other, (former, -1))
            return False
        self.state.add(elsewhere[0], other, (elsewhere[1], -1))
        self.state.add(helper, asker, (key, -1))
        return True
