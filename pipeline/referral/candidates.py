"""Candidate pairs from an inverted index, and their scores.

Every asker looks at a window of the people who offer what they ask for. Windows of different askers begin at
different places, so that a popular topic's helpers are all seen; where a topic has few helpers, all are. The number
of windows grows with the askers and their width is bounded, hence linear time on large networks and every pair
looked at on small ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.referral.entries import INFERRED, Floats, Ints, Side, ramp
from pipeline.referral.network import Network
from pipeline.referral.providers import EMPLOYED

BUDGET = 60_000
"""Pairs looked at per kind of window; above some ten thousand askers the least width decides."""
WIDTH = (3, 1_000)
OTHER_COUNTRY = 0.92
"""An introduction across a border is worth a little less: services, laws and coffee are local."""
LOCAL_ABROAD = 0.4
"""What is bound to a country or a place is worth this much across a border, such as tax advice or a flat."""
OTHER_PLACE = 0.9
"""The same between two places of one country."""
FAINT = 0.15
"""Below this a direction makes no introduction mutual: any firm that seeks clients would suit any that seeks suppliers."""
NAMED = 0.75
"""What of its distance to 1 an offer gains where the helper's own words name what is asked for: what a title only implies
then comes before what somebody said of the wide topic, not before what they said of the very thing."""
UNNAMED = 0.4
"""What is left of what somebody says they offer of a wide topic where they do not: still a little more than what a title
implies, but no more than that of the painter where a painter is sought and a joiner offers furniture."""
NAMED_ELSEWHERE = 0.5
"""What an answer from one country is worth to who names another one: a distributor in Italy where one in Spain is sought."""
VAGUE = FAINT
"""The same where the ask names a trade of the wide topic, and the helper none: a care home where a dentist is sought. That
makes no introduction mutual."""
MUTUAL = 0.5
"""What a pair scores more for being good for both."""
CHUNK = 1 << 15
MOST = 10
"""Candidates of one person that are weighed; the rest is found by the refill."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs, best first. `key_ab`: the key with which a helps b, -1 where a does not."""

    a: Ints
    b: Ints
    key_ab: Ints
    key_ba: Ints
    score: Floats


def candidates(net: Network) -> Pairs:
    """The scored candidate pairs of a network, a < b, without those who have a mark in common."""
    found = [*_one_sided(net), *_two_sided(net)]
    low = np.concatenate([np.minimum(q, p) for q, p in found])
    high = np.concatenate([np.maximum(q, p) for q, p in found])
    code = np.sort(low * len(net.ids) + high)
    code = code[np.diff(code, prepend=-1) > 0]
    a, b = np.divmod(code, max(len(net.ids), 1))
    keep = (a != b) & ~net.marks.shared_by(a, b)
    return _foremost(score(net, a[keep], b[keep]), MOST)


def score(net: Network, a: Ints, b: Ints) -> Pairs:
    """Pairs scored from both sides: mutual ones 0.5-1 by the harmonic mean, one-sided ones below 0.5."""
    offers = _dense(net.offers, net)
    ab, key_ab = _direction(net, offers, helper=a, asker=b)
    ba, key_ba = _direction(net, offers, helper=b, asker=a)
    weaker = np.minimum(ab, ba)
    lone = (weaker > 0) & (weaker < FAINT)
    ab, key_ab = np.where(lone & (ab <= ba), 0.0, ab), np.where(lone & (ab <= ba), -1, key_ab)
    ba, key_ba = np.where(lone & (ab > 0), 0.0, ba), np.where(lone & (ab > 0), -1, key_ba)
    mutual = (ab > 0) & (ba > 0)
    mean = np.divide(2 * ab * ba, ab + ba, out=np.zeros_like(ab), where=mutual)
    value = np.where(mutual, mean, np.maximum(ab, ba))
    total = np.where(mutual, MUTUAL + 0.5 * value, 0.5 * value)
    total = total.round(9)  # what equals but for the order of its sum is equal
    order = np.lexsort((b, a, -total))
    order = order[total[order] > 0]
    return Pairs(a[order], b[order], key_ab[order], key_ba[order], total[order])


def _dense(side: Side, net: Network) -> npt.NDArray[np.float32]:
    table: npt.NDArray[np.float32] = np.zeros((len(net.ids), len(net.keys)), dtype=np.float32)
    table[side.person, side.key] = side.weight
    return table


def _direction(net: Network, offers: npt.NDArray[np.float32], helper: Ints, asker: Ints) -> tuple[Floats, Ints]:
    """How well each helper answers each asker: the best key, and a fifth of what the other keys add."""
    value = np.zeros(len(helper))
    best: Ints = np.full(len(helper), -1, dtype=np.int64)
    asks = net.asks
    begin: Ints = np.searchsorted(asks.person, np.arange(len(net.ids) + 1)).astype(np.int64)
    strange = net.idf * net.strangers
    for start in range(0, len(helper), CHUNK):
        one, two = helper[start : start + CHUNK], asker[start : start + CHUNK]
        count = begin[two + 1] - begin[two]
        pair: Ints = np.repeat(np.arange(len(two)), count)
        ask = np.repeat(begin[two], count) + ramp(count)
        given = offers[one[pair], asks.key[ask]]
        given[(net.recruits[one] & net.recruits[two])[pair] & net.hiring[asks.key[ask]]] = 0
        common = (net.fields[one] & net.fields[two]).any(axis=1)
        given[_strangers(net, one[pair], asks.key[ask], common[pair])] = 0
        met = np.flatnonzero(given)
        if not len(met):
            continue
        pair, ask, given = pair[met], ask[met], given[met]
        key = asks.key[ask]
        special, other, vague = net.special.judged(ask, one[pair])
        shared = net.wording.shared(ask, one[pair]) | special
        other |= np.isin(one[pair] * len(net.keys) + key, net.asking_too) & ~shared
        if net.hires:
            for n in np.flatnonzero(net.hiring[key] & np.isin(one[pair], list(net.hires))).tolist():
                other[n] |= net.hires_others(int(one[pair[n]]), int(two[pair[n]]))
        if other.any():
            pair, ask, given, key, shared, vague = (c[~other] for c in (pair, ask, given, key, shared, vague))
            if not len(pair):
                continue
        named = np.where(np.isin(one[pair] * len(net.keys) + key, net.employed), NAMED * EMPLOYED, NAMED)
        given = np.where(shared, given + named * (1 - given), _unnamed(net, one[pair], key, given, vague) * given)
        terms = asks.weight[ask] * given * np.where(common[pair], net.idf[key], strange[key])
        terms *= _nearness(net, one[pair], two[pair], key)
        terms[net.special.elsewhere(ask, one[pair])] *= NAMED_ELSEWHERE
        first = np.flatnonzero(np.diff(pair, prepend=-1))
        answered = pair[first]
        top = np.maximum.reduceat(terms, first)
        value[start + answered] = np.minimum(top + 0.2 * (np.add.reduceat(terms, first) - top), 1.0)
        highest = np.flatnonzero(terms == np.repeat(top, np.diff(first, append=len(pair))))
        foremost = highest[np.diff(pair[highest], prepend=-1) > 0]
        best[start + answered] = key[foremost]
    return value, best


def _unnamed(net: Network, helper: Ints, key: Ints, given: Floats, vague: npt.NDArray[np.bool_]) -> Floats:
    """What is left of offers of wide topics whose words do not name what is asked for, and of those of any goods or orders
    that a search for customers or suppliers implies."""
    kept: Floats = np.where(vague, VAGUE, np.where(given > INFERRED, UNNAMED, 1.0))
    out: Floats = np.where(net.wide[key], kept, 1.0)
    trade = np.flatnonzero(net.trade[key])
    implied = trade[np.isin(helper[trade] * len(net.keys) + key[trade], net.implied)]
    out[implied] = UNNAMED
    return out


def _nearness(net: Network, helper: Ints, asker: Ints, key: Ints) -> Floats:
    """What is left of the worth of an answer that comes from elsewhere; 1 where either place is unknown."""
    abroad, elsewhere = (
        (codes[helper] != codes[asker]) & (codes[helper] >= 0) & (codes[asker] >= 0)
        for codes in (net.country, net.city)
    )
    local = net.local[key]
    near: Floats = np.where(abroad, np.where(local, LOCAL_ABROAD, OTHER_COUNTRY), 1.0)
    return np.where(elsewhere & local & ~abroad, OTHER_PLACE, near)


def _strangers(net: Network, helper: Ints, key: Ints, common: npt.NDArray[np.bool_]) -> Ints:
    """Places where a stranger to the asker's field only looks for a deal or a partner too, whatever it is."""
    places = np.flatnonzero(net.of_one_field[key] & ~common)
    merely: Ints = places[np.isin(helper[places] * len(net.keys) + key[places], net.implied)]
    return merely


def _foremost(pairs: Pairs, most: int) -> Pairs:
    """The pairs that are among the `most` best of one of their two people."""
    both = np.concatenate([pairs.a, pairs.b])
    order = np.argsort(both, kind="stable")
    people = both[order]
    rank = np.arange(len(both)) - np.searchsorted(people, people, side="left")
    keep: npt.NDArray[np.bool_] = np.zeros(len(pairs.a), dtype=bool)
    keep[order[rank < most] % len(pairs.a)] = True
    return Pairs(pairs.a[keep], pairs.b[keep], pairs.key_ab[keep], pairs.key_ba[keep], pairs.score[keep])


def _one_sided(net: Network) -> list[tuple[Ints, Ints]]:
    """Askers with helpers: who said so explicitly, who is in the same country, and everyone."""
    asks, offers = net.asks, net.offers
    strong = offers.strong()
    places = int(net.country.max(initial=-1)) + 2
    near_ask = asks.key * places + net.country[asks.person] + 1
    near_offer = offers.key * places + net.country[offers.person] + 1
    known = net.country[asks.person] >= 0
    return [
        _windows(asks.key, asks.person, offers.key[strong], offers.person[strong]),
        _windows(near_ask[known], asks.person[known], near_offer, offers.person),
        _windows(asks.key, asks.person, offers.key, offers.person),
    ]


def _two_sided(net: Network) -> list[tuple[Ints, Ints]]:
    """Askers who offer what the other asks: (ask, offer) of one is (offer, ask) of the other."""
    person, ask, offer, strong = _ask_offer(net)
    wanted, given = ask * len(net.keys) + offer, offer * len(net.keys) + ask
    return [
        _windows(wanted[strong], person[strong], given[strong], person[strong]),
        _windows(wanted, person, given, person),
    ]


def _ask_offer(net: Network, most: int = 8) -> tuple[Ints, Ints, Ints, npt.NDArray[np.bool_]]:
    """Every (ask, offer) of every asker, from the `most` strongest of each: person, ask key, offer key, both strong."""
    asks, offers = _strongest(net.asks, most), _strongest(net.offers, most)
    begin = np.searchsorted(offers.person, asks.person, side="left")
    count = np.searchsorted(offers.person, asks.person, side="right") - begin
    left: Ints = np.repeat(np.arange(len(asks.person)), count)
    right = np.repeat(begin, count) + ramp(count)
    differ = asks.key[left] != offers.key[right]
    left, right = left[differ], right[differ]
    return asks.person[left], asks.key[left], offers.key[right], asks.strong()[left] & offers.strong()[right]


def _strongest(side: Side, most: int) -> Side:
    order = np.lexsort((side.key, -side.weight, side.person))
    count = np.bincount(side.person) if len(side.person) else np.empty(0, dtype=np.int64)
    kept = np.sort(order[ramp(count[count > 0]) < most])
    return Side(side.person[kept], side.key[kept], side.weight[kept], side.tag[kept])


def _windows(query_key: Ints, query: Ints, post_key: Ints, post: Ints) -> tuple[Ints, Ints]:
    """Each query with up to a window's width of the postings under its key, turned on by one window per query."""
    if not len(query_key) or not len(post_key):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    order = np.lexsort((post, post_key))
    post_key, post = post_key[order], post[order]
    order = np.lexsort((query, query_key))
    query_key, query = query_key[order], query[order]
    begin = np.searchsorted(post_key, query_key, side="left")
    size = np.searchsorted(post_key, query_key, side="right") - begin
    count = np.minimum(size, np.clip(BUDGET // len(query), *WIDTH))
    turn = (query_key != np.roll(query_key, 1)).cumsum()
    rank = np.arange(len(query)) - np.searchsorted(turn, turn, side="left")
    step = np.repeat(rank * count, count) + ramp(count)
    place = np.repeat(begin, count) + step % np.repeat(np.maximum(size, 1), count)
    return np.repeat(query, count), post[place]
