"""People and their tags as arrays: who asks for what, who can give it, and who must not be paired.

A tag becomes one or more *keys* that can meet on the two sides. Most tags are their own key. A hirer's ask
for talent also offers a job, an investor's ask for deal flow also offers funding (the vocabulary's `reciprocal`),
and a narrower topic answers a broader one in part. Keys of talent and jobs carry their field, so that a hirer of
nurses and a developer who looks for work do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.referral.apart import Marks, marks
from pipeline.referral.circle import Circle
from pipeline.referral.fields_of_work import Row, fields_of_work
from pipeline.referral.providers import factors
from pipeline.referral.relations import LOCAL, OF_ONE_FIELD, STRANGERS, TRADE, WIDE, Relations, topic_of
from pipeline.referral.specialities import (
    GOODS,
    SELLERS,
    SUPPLY,
    Specialities,
    goods,
    of,
    of_firm,
    of_groups,
    only_goods,
    place,
    reach,
    specialities,
)
from pipeline.referral.wording import Wording, wording
from pipeline.referral.words import fold

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

RECRUITS = ("offer", "recruiting")
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
class Network:
    """Everything the matching needs; people are numbered in the order of `ids`."""

    ids: list[str]
    keys: list[str]
    asks: Side
    offers: Side
    ask: Ints
    """Per entry of `asks` the number of the ask: what one person says in one breath is one, whatever its topics."""
    idf: Floats
    """Per key, 0.7 (everybody offers it) to 1 (hardly anybody does)."""
    of_one_field: npt.NDArray[np.bool_]
    """Per key: customers, suppliers or partners."""
    trade: npt.NDArray[np.bool_]
    """Per key: customers or suppliers."""
    implied: Ints
    """Those of the offers of such keys (person * number of keys + key) that only an ask implies."""
    strangers: Floats
    """Per key, what it keeps of its weight between people without a field in common."""
    fields: npt.NDArray[np.uint64]
    """Per person a bit set of the fields of work, in words of 64."""
    marks: Marks
    """What nobody to be introduced may share: a firm, a name."""
    country: Ints
    """Codes; negative: unknown."""
    city: Ints
    """Codes; negative: unknown."""
    local: npt.NDArray[np.bool_]
    """Per key: bound to a country or a place."""
    wide: npt.NDArray[np.bool_]
    """Per key: of many trades that cannot stand in for each other."""
    employed: Ints
    """Those of the offers (person * number of keys + key) that a title only implies, of somebody who does it for the own
    firm."""
    recruits: npt.NDArray[np.bool_]
    """Per person: places people by trade."""
    hiring: npt.NDArray[np.bool_]
    """Per key: people or jobs. Two recruiters do not hire from each other."""
    wording: Wording
    """The words of each entry of `asks`, and of each person."""
    special: Specialities
    """Their trades, goods and countries."""

    def answers(self, helper: int, asker: int, key: int) -> bool:
        """Can the helper's offer under this key be one for the asker? Not between two recruiters, not where each names
        another speciality, and not where one who is a stranger to the asker's field only looks for a deal or a partner
        too."""
        if self.hiring[key] and self.recruits[helper] and self.recruits[asker]:
            return False
        width = len(self.keys)
        ask = int(np.searchsorted(self.asks.person * width + self.asks.key, asker * width + key))
        if self.special.differ(ask, helper):
            return False
        if not self.of_one_field[key] or (self.fields[helper] & self.fields[asker]).any():
            return True
        offer = helper * len(self.keys) + key
        place = int(np.searchsorted(self.implied, offer))
        return place == len(self.implied) or int(self.implied[place]) != offer


def network(
    known: Circle,
    relations: Relations,
    firms: Mapping[str, Iterable[str]] = MappingProxyType({}),
    doubles: Iterable[tuple[str, str]] = (),
) -> Network:
    """The network of a circle; `firms` and `doubles`: see `apart.marks`."""
    worth = factors(known.people, known.tags, relations)
    asked, offered = _entries(known, relations, worth)
    keys = sorted(asked.keys() & offered.keys())
    asks, offers = _side(asked, keys), _side(offered, keys)
    people = known.people
    of_one_field = np.array([key in OF_ONE_FIELD for key in keys], dtype=bool)
    asking = np.array([side == "ask" for side in known.tags["side"]], dtype=bool)
    implied = np.flatnonzero(of_one_field[offers.key] & asking[offers.tag])
    employed = np.flatnonzero(worth[offers.tag] < 1)
    return Network(
        ids=people["person_id"],
        keys=keys,
        asks=asks,
        offers=offers,
        ask=_asks(asks, known.tags["evidence"]),
        idf=_idf(offers, len(keys), len(people["person_id"])),
        of_one_field=of_one_field,
        trade=np.array([key in TRADE for key in keys], dtype=bool),
        implied=offers.person[implied] * len(keys) + offers.key[implied],
        strangers=np.array([STRANGERS.get(key, 1.0) for key in keys]),
        fields=_fields(known, relations),
        marks=marks(people, firms, doubles),
        country=_codes(people["country"]),
        city=_codes([fold(city) for city in people["city"]]),
        local=np.array([topic_of(key) in LOCAL for key in keys], dtype=bool),
        wide=np.array([topic_of(key) in WIDE for key in keys], dtype=bool),
        employed=offers.person[employed] * len(keys) + offers.key[employed],
        recruits=_recruits(known),
        hiring=np.array([topic_of(key) in ("talent", "job") for key in keys], dtype=bool),
        wording=_wording(known, asks),
        special=_special(known, asks, keys),
    )


def _wording(known: Circle, asks: Side) -> Wording:
    people, tags = known.people, known.tags
    said: list[list[str]] = [list(texts) for texts in zip(people["title"], people["organization"], strict=True)]
    for who, side, evidence in zip(tags["person_id"], tags["side"], tags["evidence"], strict=True):
        if side == "offer":
            said[known.number[who]].append(evidence)
    return wording([tags["evidence"][tag] for tag in asks.tag.tolist()], said)


def _special(known: Circle, asks: Side, keys: Sequence[str]) -> Specialities:
    """Who looks for distributors without naming the goods means their own: those who name the same come first."""
    people, tags, wares, told = known.people, known.tags, of_groups(*GOODS), _sentences(known.tags)
    columns = (people[c] for c in ("title", "organization", "country", "full_name"))
    said = [
        reach(of(title) | of_firm(firm, name)) | place(country)
        for title, firm, country, name in zip(*columns, strict=True)
    ]
    for who, side, words in zip(tags["person_id"], tags["side"], told, strict=True):
        if side == "offer" and (found := of(words)):
            said[known.number[who]] |= reach(found)
    asked = [of(told[tag]) for tag in asks.tag.tolist()]
    topics = [topic_of(keys[key]) for key in asks.key.tolist()]
    meant = {
        n: own
        for n, (person, topic) in enumerate(zip(asks.person.tolist(), topics, strict=True))
        if topic == "distribution" and wares.isdisjoint(asked[n]) and (own := said[person] & wares)
    }
    return specialities(asked, topics, said, meant)


def _sentences(tags: Mapping[str, list[str]]) -> list[str]:
    """Per tag the sentence that its words stand in, or the words."""
    return [told or words for told, words in zip(tags["sentence"], tags["evidence"], strict=True)]


def _asks(asks: Side, evidence: Sequence[str]) -> Ints:
    """Per entry the first entry of the same person whose words hold these, or are held by them."""
    out: Ints = np.arange(len(asks.person), dtype=np.int64)
    words = [evidence[tag] for tag in asks.tag.tolist()]
    begin, person = 0, asks.person.tolist()
    for n, text in enumerate(words):
        begin = begin if person[begin] == person[n] else n
        out[n] = next((out[m] for m in range(begin, n) if text in words[m] or words[m] in text), n)
    return out


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


def _entries(known: Circle, relations: Relations, worth: Floats) -> tuple[Entries, Entries]:
    """Tags spread over their keys, asks and offers; an inferred tag weighs 0-0.5, an explicit one 0.5-1. `worth`: what
    the weight of each inferred tag is multiplied by."""
    tags = known.tags
    rows = list(map(Row._make, zip(*(tags[c] for c in Row._fields), strict=True)))
    qualified, merely = fields_of_work(rows, relations)
    kept = [n for n in range(len(rows)) if n not in merely] if merely else list(range(len(rows)))
    qualified |= _goods(tags, kept)
    said = [(tags["side"][n], tags["topic"][n], qualified.get(n, ()), tags["strength"][n] == "explicit") for n in kept]
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
    """Row -> the goods that somebody looks for suppliers of, or makes and sells."""
    told, topics = _sentences(tags), {"ask": SUPPLY, "offer": SELLERS}
    listed = [field == "offer" for field in tags["field"]]
    return {
        n: made
        for n in kept
        if (tags["topic"][n] in topics[tags["side"][n]] or (listed[n] and only_goods(tags["evidence"][n])))
        and (made := goods(of(told[n])))
    }


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


def _side(entries: Entries, keys: Sequence[str]) -> Side:
    """The strongest entry of each person and key, of the keys that both sides have."""
    number = {key: n for n, key in enumerate(keys)}
    key_of_kind: Ints = np.array([number.get(key, -1) for key, _ in entries.kinds], dtype=np.int64)
    key = key_of_kind[entries.kind]
    kept = np.flatnonzero(key >= 0)
    order = kept[np.lexsort((entries.tag[kept], -entries.weight[kept], key[kept], entries.person[kept]))]
    person, key, weight, tag = entries.person[order], key[order], entries.weight[order], entries.tag[order]
    first: npt.NDArray[np.bool_] = np.ones(len(person), dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (key[1:] != key[:-1])
    return Side(person[first], key[first], weight[first], tag[first])


def _idf(offers: Side, keys: int, people: int) -> Floats:
    """Smoothed inverse document frequency of each key among the helpers, scaled to 0.7-1."""
    count = np.bincount(offers.key, minlength=keys).astype(np.float64)
    total = max(people, 2)
    scaled: Floats = 0.7 + 0.3 * np.log(total / (count + 1.0)).clip(0) / np.log(total)
    return scaled


def _fields(known: Circle, relations: Relations) -> npt.NDArray[np.uint64]:
    topics = known.tags["topic"]
    places = {topic: n for n, topic in enumerate(sorted(t for t in set(topics) if relations.is_field(t)))}
    bits: npt.NDArray[np.uint64] = np.zeros((len(known.number), len(places) // 64 + 1), dtype=np.uint64)
    in_a_field = [
        (known.number[who], places[topic])
        for who, topic in zip(known.tags["person_id"], topics, strict=True)
        if topic in places
    ]
    if in_a_field:
        found: Ints = np.array(in_a_field, dtype=np.int64)
        person, place = found.T[0], found.T[1]
        np.bitwise_or.at(bits, (person, place // 64), np.uint64(1) << (place % 64).astype(np.uint64))
    return bits


def _recruits(known: Circle) -> npt.NDArray[np.bool_]:
    out: npt.NDArray[np.bool_] = np.zeros(len(known.number), dtype=bool)
    tags = known.tags
    trade = [w for w, s, t in zip(tags["person_id"], tags["side"], tags["topic"], strict=True) if (s, t) == RECRUITS]
    out[[known.number[who] for who in trade]] = True
    return out


def _codes(texts: Sequence[str]) -> Ints:
    """Equal texts get equal numbers; an empty text is unknown: -1."""
    codes, _ = pd.factorize(np.array([t or None for t in texts], dtype=object))
    return codes.astype(np.int64)
