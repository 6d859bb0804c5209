"""Tags as entries of the two sides: for each person and key how strongly they ask for it, or offer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral.circle import Circle
from pipeline.referral.fields_of_work import Row, fields_of_work, placed
from pipeline.referral.relations import CUSTOMERS, Relations
from pipeline.referral.specialities import SELLERS, SUPPLY, goods, meant, of, only_goods, sold

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
SOLD: Mapping[str, frozenset[str]] = {"ask": SUPPLY, "offer": SELLERS}
"""Topics of who buys and who sells goods, if they are named."""
INFERRED = 0.5
"""An inferred tag weighs at most this much, an explicit one always more: the two bands never overlap."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side's entries, sorted by person then key: `weight` in (0, 1], `tag` the row in the tags table."""

    person: Ints
    key: Ints
    weight: Floats
    tag: Ints

    def strong(self) -> npt.NDArray[np.bool_]:
        """Entries that rest on an explicit tag."""
        return self.weight > INFERRED


@dataclass(frozen=True, slots=True)
class Entries:
    """What the tags of one side come to; `kind` numbers (key, factor) in `kinds`."""

    person: Ints
    kind: Ints
    weight: Floats
    tag: Ints
    kinds: list[tuple[str, float]]

    def keys(self) -> set[str]:
        """The keys that occur."""
        return {self.kinds[n][0] for n in np.unique(self.kind).tolist()}


def entries(known: Circle, relations: Relations, worth: Floats) -> tuple[Entries, Entries]:
    """Tags spread over their keys, asks and offers; an inferred tag weighs 0-0.5, an explicit one 0.5-1. `worth`: what
    the weight of each inferred tag is multiplied by."""
    tags = known.tags
    rows = list(map(Row._make, zip(*(tags[c] for c in Row._fields), strict=True)))
    qualified, merely = fields_of_work(rows, relations)
    kept = [n for n in range(len(rows)) if n not in merely] if merely else list(range(len(rows)))
    qualified |= _goods(tags, kept)
    people = placed(rows, [strength == "explicit" for strength in tags["strength"]], relations)
    said = [
        (tags["side"][n], tags["topic"][n], qualified.get(n, ()), tags["strength"][n] == "explicit", n in people)
        for n in kept
    ]
    number = {statement: n for n, statement in enumerate(dict.fromkeys(said))}
    statement: Ints = np.array([number[s] for s in said], dtype=np.int64)
    tag: Ints = np.array(kept, dtype=np.int64)
    person: Ints = np.array([known.number[who] for who in tags["person_id"]], dtype=np.int64)[tag]
    sure = np.array(known.confidence, dtype=np.float64)[tag]
    explicit = np.array([s == "explicit" for s in tags["strength"]], dtype=bool)[tag]
    weight = np.where(explicit, INFERRED + (1 - INFERRED) * sure, INFERRED * np.minimum(sure * worth[tag], 1))
    meant = [relations.keys(*s) for s in number]
    asks, offers = ([[(k, f) for way, k, f in keys if way == side] for keys in meant] for side in ("ask", "offer"))
    return _spread(asks, statement, person, weight, tag), _spread(offers, statement, person, weight, tag)


def _goods(tags: Mapping[str, list[str]], kept: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Row -> the goods that somebody looks for suppliers of, or makes and sells, or seeks customers for."""
    told, out, own = sentences_of(tags), dict[int, tuple[str, ...]](), dict[str, set[str]]()
    sellers = []
    for n in kept:
        who, way, topic, words = tags["person_id"][n], tags["side"][n], tags["topic"][n], tags["evidence"][n]
        if (way, topic) == ("ask", CUSTOMERS):
            sellers.append(n)
        elif topic in SOLD[way] or (tags["field"][n] == "offer" and only_goods(words)):
            named = meant(told[n])
            if made := goods(named & of(words) if goods(of(words)) else named):
                out[n] = made
                if way == "offer":
                    own.setdefault(who, set()).update(made)
    for n in sellers:
        if made := goods(sold(told[n])) or tuple(sorted(own.get(tags["person_id"][n], ()))):
            out[n] = made
    return out


def _spread(keys: list[list[tuple[str, float]]], statement: Ints, person: Ints, weight: Floats, tag: Ints) -> Entries:
    """Each tag once for every key that its statement stands for on this side."""
    kinds = [kind for of_one in keys for kind in of_one]
    many: Ints = np.array([len(of_one) for of_one in keys], dtype=np.int64)
    begin = (np.cumsum(many) - many)[statement]
    count = many[statement]
    place: Ints = np.repeat(np.arange(len(tag)), count)
    kind = np.repeat(begin, count) + ramp(count)
    factor = np.array([factor for _, factor in kinds], dtype=np.float64)
    return Entries(person[place], kind, factor[kind] * weight[place], tag[place], kinds)


def ramp(count: Ints) -> Ints:
    """0, 1, ... count-1 for each count, one after the other."""
    ends = np.cumsum(count)
    return np.arange(int(count.sum())) - np.repeat(ends - count, count)


def side(found: Entries, keys: Sequence[str]) -> Side:
    """The strongest entry of each person and key, of the keys that both sides have."""
    number = {key: n for n, key in enumerate(keys)}
    key_of_kind: Ints = np.array([number.get(key, -1) for key, _ in found.kinds], dtype=np.int64)
    key = key_of_kind[found.kind]
    kept = np.flatnonzero(key >= 0)
    order = kept[np.lexsort((found.tag[kept], -found.weight[kept], key[kept], found.person[kept]))]
    person, key, weight, tag = found.person[order], key[order], found.weight[order], found.tag[order]
    first: npt.NDArray[np.bool_] = np.ones(len(person), dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (key[1:] != key[:-1])
    return Side(person[first], key[first], weight[first], tag[first])


def sentences_of(tags: Mapping[str, list[str]]) -> list[str]:
    """Per tag the sentence that its words stand in, or the words."""
    return [told or words for told, words in zip(tags["sentence"], tags["evidence"], strict=True)]
