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

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.referral.apart import Marks, marks
from pipeline.referral.circle import Circle
from pipeline.referral.entries import Floats, Ints, Side, entries, sentences_of, side
from pipeline.referral.fields_of_work import RECRUITS
from pipeline.referral.providers import factors
from pipeline.referral.relations import (
    CUSTOMERS,
    LOCAL,
    OF_ONE_FIELD,
    STRANGERS,
    SUPPLIERS,
    TALENT,
    TRADE,
    WIDE,
    Relations,
    topic_of,
)
from pipeline.referral.same_trade import Specialities, specialities
from pipeline.referral.specialities import GOODS, PLACES, clientele, meant, of, of_firm, of_groups, place, reach
from pipeline.referral.wording import Wording, wording
from pipeline.referral.words import fold


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
    asking_too: Ints
    """Those of the offers that a title only implies, of somebody who asks for the very topic: a teacher who looks for a
    training gives none."""
    recruits: npt.NDArray[np.bool_]
    """Per person: places people by trade."""
    hiring: npt.NDArray[np.bool_]
    """Per key: people or jobs. Two recruiters do not hire from each other."""
    hires: Mapping[int, list[int]]
    """Person -> their asks for people of a trade that is named."""
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
        if self.special.differ(ask, helper) or self._asks_too(ask, helper, key):
            return False
        if self.hiring[key] and self.hires_others(helper, asker):
            return False
        if not self.of_one_field[key] or (self.fields[helper] & self.fields[asker]).any():
            return True
        offer = helper * len(self.keys) + key
        return not _holds(self.implied, offer)

    def far(self, helper: int, asker: int, key: int) -> bool:
        """Would help that is bound to a country come from another one?"""
        there, here = int(self.country[helper]), int(self.country[asker])
        return bool(self.local[key]) and there != here and min(there, here) >= 0

    def hires_others(self, hirer: int, asker: int) -> bool:
        """Does the hirer look for people of other trades alone than that of somebody who looks for work?"""
        sought = self.hires.get(hirer, ())
        return bool(sought) and all(self.special.differ(ask, asker) for ask in sought)

    def _asks_too(self, ask: int, helper: int, key: int) -> bool:
        """Does the helper look for the same, and nothing in their words names what is asked for?"""
        if not _holds(self.asking_too, helper * len(self.keys) + key):
            return False
        return not self.named(np.array([ask], dtype=np.int64), np.array([helper], dtype=np.int64)).any()

    def named(self, ask: Ints, person: Ints) -> npt.NDArray[np.bool_]:
        """For each place: do the words of the person name what is asked for?"""
        return self.wording.shared(ask, person) | self.special.judged(ask, person)[0]


def _holds(numbers: Ints, one: int) -> bool:
    """Is it among these numbers, which are sorted?"""
    place = int(np.searchsorted(numbers, one))
    return place < len(numbers) and int(numbers[place]) == one


def network(
    known: Circle,
    relations: Relations,
    firms: Mapping[str, Iterable[str]] = MappingProxyType({}),
    doubles: Iterable[tuple[str, str]] = (),
) -> Network:
    """The network of a circle; `firms` and `doubles`: see `apart.marks`."""
    worth = factors(known.people, known.tags, relations)
    asked, offered = entries(known, relations, worth)
    keys = sorted(asked.keys() & offered.keys())
    asks = side(asked, keys)
    offers = _without_goods_that_they_seek(side(offered, keys), asks, keys)
    people = known.people
    of_one_field = np.array([key in OF_ONE_FIELD for key in keys], dtype=bool)
    asking = np.array([side == "ask" for side in known.tags["side"]], dtype=bool)
    implied = np.flatnonzero(of_one_field[offers.key] & asking[offers.tag])
    employed = np.flatnonzero(worth[offers.tag] < 1)
    wide = np.array([topic_of(key) in WIDE for key in keys], dtype=bool)
    special = _special(known, asks, keys)
    hires: dict[int, list[int]] = {}
    for ask, (person, key) in enumerate(zip(asks.person.tolist(), asks.key.tolist(), strict=True)):
        if topic_of(keys[key]) == TALENT and special.trades[ask]:
            hires.setdefault(person, []).append(ask)
    return Network(
        hires=hires,
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
        wide=wide,
        employed=offers.person[employed] * len(keys) + offers.key[employed],
        asking_too=_asking_too(asks, offers, wide),
        recruits=_recruits(known),
        hiring=np.array([topic_of(key) in ("talent", "job") for key in keys], dtype=bool),
        wording=_wording(known, asks),
        special=special,
    )


def _wording(known: Circle, asks: Side) -> Wording:
    people, tags = known.people, known.tags
    said: list[list[str]] = [list(texts) for texts in zip(people["title"], people["organization"], strict=True)]
    for who, way, evidence in zip(tags["person_id"], tags["side"], tags["evidence"], strict=True):
        if way == "offer":
            said[known.number[who]].append(evidence)
    return wording([tags["evidence"][tag] for tag in asks.tag.tolist()], said)


def _special(known: Circle, asks: Side, keys: Sequence[str]) -> Specialities:
    """Who looks for distributors without naming the goods means their own: those who name the same come first. So do, for
    who seeks customers for barrels, those who make wine."""
    people, tags, wares, told = known.people, known.tags, of_groups(*GOODS), sentences_of(known.tags)
    active: list[frozenset[int]] = [frozenset()] * len(people["person_id"])
    columns = (people[c] for c in ("title", "organization", "country", "full_name"))
    said = [
        reach(of(title) | of_firm(firm, name)) | place(country)
        for title, firm, country, name in zip(*columns, strict=True)
    ]
    for who, way, words in zip(tags["person_id"], tags["side"], told, strict=True):
        if way == "offer" and (found := meant(words)):
            said[known.number[who]] |= reach(found)
            active[known.number[who]] |= reach(found & of_groups(PLACES))
    asked = [meant(told[tag]) for tag in asks.tag.tolist()]
    topics = [topic_of(keys[key]) for key in asks.key.tolist()]
    guessed = {n: clientele(told[asks.tag[n]]) for n, topic in enumerate(topics) if topic == CUSTOMERS}
    guessed |= {
        n: own
        for n, (person, topic) in enumerate(zip(asks.person.tolist(), topics, strict=True))
        if topic == "distribution" and wares.isdisjoint(asked[n]) and (own := said[person] & wares)
    }
    return specialities(asked, topics, said, active, guessed)


def _without_goods_that_they_seek(offers: Side, asks: Side, keys: Sequence[str]) -> Side:
    """A wine bar that seeks suppliers of wine supplies none, unless it says so."""
    width, goods = len(keys), np.array([key.startswith(f"{SUPPLIERS}/") for key in keys], dtype=bool)
    sought = np.isin(offers.person * width + offers.key, (asks.person * width + asks.key)[asks.strong()])
    kept = ~(sought & goods[offers.key] & ~offers.strong()) if width else np.empty(0, dtype=bool)
    return Side(offers.person[kept], offers.key[kept], offers.weight[kept], offers.tag[kept])


def _asking_too(asks: Side, offers: Side, wide: npt.NDArray[np.bool_]) -> Ints:
    """See Network."""
    width = len(wide)
    asked = (asks.person * width + asks.key)[asks.strong()]
    given: Ints = (offers.person * width + offers.key)[~offers.strong() & wide[offers.key]]
    return given[np.isin(given, asked)]


def _asks(asks: Side, evidence: Sequence[str]) -> Ints:
    """Per entry the first entry of the same person whose words hold these, or are held by them."""
    out: Ints = np.arange(len(asks.person), dtype=np.int64)
    words = [evidence[tag] for tag in asks.tag.tolist()]
    begin, person = 0, asks.person.tolist()
    for n, text in enumerate(words):
        begin = begin if person[begin] == person[n] else n
        out[n] = next((out[m] for m in range(begin, n) if text in words[m] or words[m] in text), n)
    return out


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
