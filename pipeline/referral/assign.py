"""Which of the candidate pairs are suggested, so that nobody is asked too often and nobody who asks is left out.

A capacity-bounded bipartite matching by greedy choice: first one suggestion for everybody who asks, best pairs
first; then, for those whose candidates are all taken, whoever else can help, freeing a helper where one asker can be
served by another; then the best of the rest up to the cap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pipeline.referral.candidates import Pairs
from pipeline.referral.network import Network

Forbidden = Callable[[int, int], bool]
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
    of_helper: dict[int, list[int]] = field(default_factory=dict)
    """helper -> askers served by nothing else but this helper's suggestion."""

    def __post_init__(self) -> None:
        n = len(self.net.ids)
        self.used, self.served, self.waiting = [0] * n, [False] * n, [False] * n
        for person in np.unique(self.net.asks.person).tolist():
            self.waiting[person] = True

    def room(self, person: int) -> bool:
        """May this person help one more?"""
        kept = 1 if self.waiting[person] and self.cap > 1 else 0
        return self.used[person] < self.cap - kept

    def add(self, a: int, b: int, helps: tuple[int, ...]) -> None:
        """Suggest the pair; `helps` are those of the two who get what they ask for."""
        self.pairs[(a, b) if a < b else (b, a)] = None
        self.used[a] += 1
        self.used[b] += 1
        for person in helps:
            if not self.served[person] and len(helps) == 1:
                self.of_helper.setdefault(a + b - person, []).append(person)
            self.served[person], self.waiting[person] = True, False

    def remove(self, helper: int, asker: int) -> None:
        """Take back the only suggestion of an asker, who waits again."""
        del self.pairs[(helper, asker) if helper < asker else (asker, helper)]
        self.used[helper] -= 1
        self.used[asker] -= 1
        self.of_helper[helper].remove(asker)
        self.served[asker], self.waiting[asker] = False, True


def assign(net: Network, pairs: Pairs, cap: int, forbidden: Forbidden) -> list[tuple[int, int]]:
    """The suggested pairs, a < b; nobody stands in more than `cap` of them."""
    state = Assignment(net, cap, forbidden)
    rows = list(
        zip(pairs.a.tolist(), pairs.b.tolist(), (pairs.key_ab >= 0).tolist(), (pairs.key_ba >= 0).tolist(), strict=True)
    )
    _first_round(state, rows)
    refill = Refill(state)
    refill.serve_all()
    state.waiting = [False] * len(state.waiting)
    refill.serve_all()
    _fill(state, rows)
    return list(state.pairs)


def _first_round(state: Assignment, rows: list[tuple[int, int, bool, bool]]) -> None:
    """One suggestion for each asker, best pairs first."""
    served, used, cap = state.served, state.used, state.cap
    for a, b, ab, ba in rows:
        for_a, for_b = ba and not served[a], ab and not served[b]
        if not (for_a or for_b):
            continue
        free_a = used[a] < cap if for_a else state.room(a)
        free_b = used[b] < cap if for_b else state.room(b)
        if free_a and free_b and not state.forbidden(a, b):
            state.add(a, b, ((a, b) if ab and ba else (b,) if ab else (a,)))


def _fill(state: Assignment, rows: list[tuple[int, int, bool, bool]]) -> None:
    """The best of the rest, up to the cap."""
    used, cap, taken = state.used, state.cap, state.pairs
    for a, b, _, _ in rows:
        if used[a] < cap and used[b] < cap and (a, b) not in taken and not state.forbidden(a, b):
            state.add(a, b, ())


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
        self.state.add(helper, asker, (asker,))
        return True

    def _free_helper(self, asker: int, but: tuple[int, ...] = ()) -> int | None:
        """The strongest helper with room left, none of `but`; who has reached the cap is dropped from the list, since a
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
                    return helper
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
                    if self._swap(helper, other, asker):
                        return

    def _swap(self, helper: int, other: int, asker: int) -> bool:
        pair = (helper, other) if helper < other else (other, helper)
        if pair not in self.state.pairs:
            return False
        self.state.remove(helper, other)
        elsewhere = self._free_helper(other, but=(helper, asker))
        if elsewhere is None:
            self.state.add(helper, other, (other,))
            return False
        self.state.add(elsewhere, other, (other,))
        self.state.add(helper, asker, (asker,))
        return True
