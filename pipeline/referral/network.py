"""People and their tags as arrays: who asks for what, who can give it, and who must not be paired.

A tag becomes one or more *keys* that can meet on the two sides. Most tags are their own key. A hirer's ask
for talent also offers a job, an investor's ask for deal flow also offers funding (the vocabulary's `reciprocal`),
and a narrower topic answers a broader one in part. Keys of people and jobs carry their field, so that a hirer of
nurses and a developer who looks for work do not meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.referral.companies import company_codes
from pipeline.referral.relations import Relations
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
    company: list[Ints]
    """Codes that two colleagues share (organization, e-mail domain); negative: unknown."""
    name: Ints
    country: Ints


def network(people: pd.DataFrame, tags: pd.DataFrame, relations: Relations) -> Network:
    """The network of the people who have a tag; `people` and `tags` as published, the owner's row included."""
    tags = tags.reset_index(drop=True)
    ids = sorted(set(tags["person_id"]) & set(people["person_id"]))
    rows = people.set_index("person_id").reindex(ids)
    number = pd.Series(np.arange(len(ids)), index=ids)
    person = number.reindex(tags["person_id"]).fillna(-1).to_numpy(dtype=np.int64)
    keys, asks, offers = _entries(tags, person, relations)
    return Network(
        ids=ids,
        keys=keys,
        asks=asks,
        offers=offers,
        idf=_idf(offers, len(keys), len(ids)),
        company=company_codes(rows),
        name=_codes(_names(rows)),
        country=_codes(column(rows, "country")),
    )


def column(table: pd.DataFrame, name: str) -> list[str]:
    """The texts of a column, empty where the table has no such column or value."""
    if name not in table.columns:
        return [""] * len(table)
    return [str(v) for v in table[name].fillna("")]


def _entries(tags: pd.DataFrame, person: Ints, relations: Relations) -> tuple[list[str], Side, Side]:
    """Tags spread over their keys; only keys that somebody asks for and somebody offers are kept."""
    sides, topics, fields = (column(tags, c) for c in ("side", "topic", "qualifier"))
    confidence = pd.to_numeric(tags["confidence"], errors="coerce").fillna(1.0).clip(0.01, 1.0).to_numpy()
    explicit = (tags["strength"] == "explicit").to_numpy()
    weight = np.where(explicit, INFERRED + (1 - INFERRED) * confidence, INFERRED * confidence)
    spread: dict[tuple[str, str, str], list[tuple[str, str, float]]] = {}
    out: list[tuple[int, str, str, float, int]] = []
    for row, kind in enumerate(zip(sides, topics, fields, strict=True)):
        if person[row] < 0:
            continue
        if kind not in spread:
            spread[kind] = relations.keys(*kind)
        out += [(row, side, key, factor, int(person[row])) for side, key, factor in spread[kind]]
    asked, offered = ({key for _, side, key, _, _ in out if side == wanted} for wanted in ("ask", "offer"))
    keys = sorted(asked & offered)
    number = {key: i for i, key in enumerate(keys)}
    return (
        keys,
        _side([e for e in out if e[1] == "ask" and e[2] in number], number, weight),
        _side([e for e in out if e[1] == "offer" and e[2] in number], number, weight),
    )


def _side(entries: Sequence[tuple[int, str, str, float, int]], number: dict[str, int], weight: Floats) -> Side:
    """The strongest entry of each person and key."""
    tag = np.array([e[0] for e in entries], dtype=np.int64)
    key = np.array([number[e[2]] for e in entries], dtype=np.int64)
    person = np.array([e[4] for e in entries], dtype=np.int64)
    weights = weight[tag] * np.array([e[3] for e in entries], dtype=np.float64) if len(tag) else np.empty(0)
    order = np.lexsort((tag, -weights, key, person))
    person, key, weights, tag = person[order], key[order], weights[order], tag[order]
    first: npt.NDArray[np.bool_] = np.ones(len(person), dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (key[1:] != key[:-1])
    return Side(person[first], key[first], weights[first], tag[first])


def _idf(offers: Side, keys: int, people: int) -> Floats:
    """Smoothed inverse document frequency of each key among the helpers, scaled to 0.7-1."""
    count = np.bincount(offers.key, minlength=keys).astype(np.float64)
    total = max(people, 2)
    scaled: Floats = 0.7 + 0.3 * np.log(total / (count + 1.0)).clip(0) / np.log(total)
    return scaled


def _names(rows: pd.DataFrame) -> list[str]:
    """The words of a name in one order, so that two records of one person never meet each other."""
    return [
        "" if who == OWNER else " ".join(sorted(name.casefold().replace(",", " ").split()))
        for who, name in zip(rows.index, column(rows, "full_name"), strict=True)
    ]


def _codes(texts: Sequence[str]) -> Ints:
    """Equal texts get equal numbers; an empty text is unknown: -1."""
    codes, _ = pd.factorize(pd.Series([t or None for t in texts], dtype="object"), sort=False)
    return codes.astype(np.int64)
