"""People and their tags as arrays: who asks for what, who can give it, and who must not be paired.

A tag becomes one or more *keys* that can meet on the two sides. Most tags are their own key. A hirer's ask
for talent also offers a job, an investor's ask for deal flow also offers funding (the vocabulary's `reciprocal`),
and a narrower topic answers a broader one in part. Keys of talent and jobs carry their field, so that a hirer of
nurses and a developer who looks for work do not meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.referral.circle import Circle
from pipeline.referral.companies import company_key, mail_domain
from pipeline.referral.fields_of_work import Row, fields_of_work
from pipeline.referral.relations import STRANGERS, Relations
from pipeline.schema import OWNER

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

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
    idf: Floats
    """Per key, 0.7 (everybody offers it) to 1 (hardly anybody does)."""
    strangers: Floats
    """Per key, what it keeps of its weight between people without a field in common."""
    fields: npt.NDArray[np.uint64]
    """Per person a bit set of the fields of work, in words of 64."""
    company: list[Ints]
    """Codes that two colleagues share (organization, e-mail domain); negative: unknown."""
    name: Ints
    country: Ints


def network(known: Circle, relations: Relations) -> Network:
    """The network of a circle."""
    entries = _entries(known, relations)
    keys = sorted({e[1] for e in entries["ask"]} & {e[1] for e in entries["offer"]})
    asks, offers = (_side(entries[side], keys) for side in ("ask", "offer"))
    people = known.people
    return Network(
        ids=people["person_id"],
        keys=keys,
        asks=asks,
        offers=offers,
        idf=_idf(offers, len(keys), len(people["person_id"])),
        strangers=np.array([STRANGERS.get(key, 1.0) for key in keys]),
        fields=_fields(known, relations),
        company=[
            _codes(_mapped(people["organization"], company_key)),
            _codes(_mapped(people["email"], mail_domain)),
        ],
        name=_codes(_names(people)),
        country=_codes(people["country"]),
    )


Entry = tuple[int, str, float, int]
"""person number, key, weight, row of the tag."""


def _entries(known: Circle, relations: Relations) -> dict[str, list[Entry]]:
    """Tags spread over their keys, by side; an inferred tag weighs 0-0.5, an explicit one 0.5-1."""
    tags = known.tags
    rows = list(map(Row._make, zip(*(tags[c] for c in Row._fields), strict=True)))
    qualified, merely = fields_of_work(rows, relations)
    spread: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, str, float]]] = {}
    out: dict[str, list[Entry]] = {"ask": [], "offer": []}
    for n, row in enumerate(rows):
        if n in merely:
            continue
        kind = (row.side, row.topic, qualified.get(n, ()))
        if kind not in spread:
            spread[kind] = relations.keys(*kind)
        sure = known.confidence[n]
        weight = INFERRED + (1 - INFERRED) * sure if tags["strength"][n] == "explicit" else INFERRED * sure
        for meant, key, factor in spread[kind]:
            out[meant].append((known.number[row.person_id], key, factor * weight, n))
    return out


def _side(entries: Sequence[Entry], keys: Sequence[str]) -> Side:
    """The strongest entry of each person and key, of the keys that both sides have."""
    number = {key: n for n, key in enumerate(keys)}
    kept = [(person, number[key], weight, tag) for person, key, weight, tag in entries if key in number]
    person, key, tag = (np.array([e[i] for e in kept], dtype=np.int64) for i in (0, 1, 3))
    weight = np.array([e[2] for e in kept], dtype=np.float64)
    order = np.lexsort((tag, -weight, key, person))
    person, key, weight, tag = person[order], key[order], weight[order], tag[order]
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
    for who, topic in zip(known.tags["person_id"], topics, strict=True):
        if topic in places:
            word, bit = divmod(places[topic], 64)
            bits[known.number[who], word] |= np.uint64(1 << bit)
    return bits


def _names(people: dict[str, list[str]]) -> list[str]:
    """The words of a name in one order, so that two records of one person never meet each other."""
    return [
        "" if who == OWNER else " ".join(sorted(name.casefold().replace(",", " ").split()))
        for who, name in zip(people["person_id"], people["full_name"], strict=True)
    ]


def _mapped(texts: Sequence[str], key: Callable[[str], str]) -> list[str]:
    known = {text: key(text) for text in set(texts)}
    return [known[text] for text in texts]


def _codes(texts: Sequence[str]) -> Ints:
    """Equal texts get equal numbers; an empty text is unknown: -1."""
    codes, _ = pd.factorize(np.array([t or None for t in texts], dtype=object))
    return codes.astype(np.int64)
