"""Who is not introduced to each other: colleagues, relatives, namesakes, and two who may be one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.companies import mail_domain, shared_firm
from pipeline.referral.kin import families
from pipeline.referral.wording import Bits, Ints, bit_sets
from pipeline.referral.words import fold
from pipeline.schema import JOIN, OWNER

REVIEW = "review"
"""Verdict of matches.csv on two records that may be one person."""
UNSURE = "unsure"
"""The decision about two records that leaves the same open."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Per person what nobody to be introduced may share, as numbers; and as bits, to pass over pairs that share none."""

    of: list[frozenset[int]]
    bits: Bits

    def shared(self, a: int, b: int) -> bool:
        """Have the two a mark in common?"""
        return not self.of[a].isdisjoint(self.of[b])

    def shared_by(self, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
        """The same for each pair of places."""
        out = (self.bits[a] & self.bits[b]).any(axis=1)
        for place in np.flatnonzero(out).tolist():
            out[place] = self.shared(a[place], b[place])
        return out


def firms(values: pd.DataFrame) -> dict[str, set[str]]:
    """person_id -> the organizations of all records of the person, from VALUES_COLUMNS."""
    told = values[values["field"] == "organization"]
    out: dict[str, set[str]] = {}
    for who, name in zip(column(told, "person_id"), column(told, "value"), strict=True):
        out.setdefault(who, set()).add(name)
    return out


def doubles(matches: pd.DataFrame, decisions: Iterable[Any], person_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """person_ids of two who may be one person: a pair of MATCHES_COLUMNS that is open, or that somebody left open.

    `decisions`: those that hold; `person_of`: record_id -> person_id.
    """
    asked = matches[matches["verdict"] == REVIEW]
    records = list(zip(column(asked, "record_a"), column(asked, "record_b"), strict=True))
    records += [(d.record_a, d.record_b) for d in decisions if d.decision == UNSURE]
    people = ((person_of.get(a, ""), person_of.get(b, "")) for a, b in records)
    return sorted({(a, b) for a, b in people if a and b and a != b})


def marks(
    people: Mapping[str, Sequence[str]],
    firms: Mapping[str, Iterable[str]],
    doubles: Iterable[tuple[str, str]],
) -> Marks:
    """Marks of the people of a circle, by column.

    `firms`: person_id -> the organizations of all their records. `doubles`: person_ids of two who may be one person.
    """
    number: dict[tuple[str, ...], int] = {}
    of: dict[str, set[int]] = {who: set() for who in people["person_id"]}
    columns = (people[c] for c in ("person_id", "full_name", "organization", "email", "emails", "phones"))
    kin = families(people["family_name"], people["city"])
    domain = cache(mail_domain)
    for (who, name, organization, email, emails, phones), relatives in zip(
        zip(*columns, strict=True), kin, strict=True
    ):
        told: list[tuple[str, ...]] = [("firm", shared_firm(text)) for text in (organization, *firms.get(who, ()))]
        told += [("mail", domain(address)) for address in (email, *emails.split(JOIN))]
        told += [("name", _name(name))] if who != OWNER else []
        told += [("phone", phone.rpartition(":")[2]) for phone in phones.split(JOIN)]
        told += [("kin", *family) for family in relatives]
        of[who].update(number.setdefault(mark, len(number)) for mark in told if mark[1])
    for pair in doubles:
        if of.keys() >= set(pair):
            mark = number.setdefault(("double", *sorted(pair)), len(number))
            for who in pair:
                of[who].add(mark)
    groups = [frozenset(of[who]) for who in people["person_id"]]
    return Marks(groups, bit_sets(groups))


def _name(full_name: str) -> str:
    """Its words in one order, without accents."""
    return " ".join(sorted(fold(full_name.casefold()).replace(",", " ").split()))
