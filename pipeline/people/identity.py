"""What each record says about who it is, as far as clusters must know it."""

from __future__ import annotations

import re

import pandas as pd
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.people import lexicon
from pipeline.people.variants import related

CONTACT = ("email", "phone", "linkedin_url", "organization", "website", "street", "birthday")
_MEMBER_ID = re.compile(r"^aco[a-z][a-z0-9_-]{20,}$")


class Identities:
    """Facts about records, by their place in the sorted list of record_ids."""

    def __init__(self, claims: pd.DataFrame, place: dict[str, int], wanted: pd.Series[str]) -> None:
        """`wanted`: the record_ids that stand in pairs or decisions; the others never meet anybody."""
        fields = ("given_name", "family_name", *CONTACT)
        told = claims[claims["record_id"].isin(wanted) & claims["field"].isin(fields)]
        told = told.loc[told["value"] != "", ["record_id", "seq", "field", "value", "method"]]
        told = told[~told["method"].str.startswith("alternative")]
        self._given = _first(told, "given_name", place)
        self._family = _first(told, "family_name", place)
        self._reached = set(told.loc[told["field"].isin(CONTACT), "record_id"].map(place).dropna().astype(int))
        self._url = _first(told, "linkedin_url", place)
        self._birthday = _first(told, "birthday", place)
        self._known = lexicon.known_given()
        self._names: dict[int, tuple[str, frozenset[str]]] = {}

    def profiles(self, count: int) -> list[str]:
        """The LinkedIn name of each record, "" where none.

        The ids that LinkedIn gives to members (`ACoAA…`) stand for any name and tell nobody apart.
        """
        out = [""] * count
        for n, url in self._url.items():
            name = url.lower().rstrip("/").rpartition("/in/")[2]
            out[n] = "" if _MEMBER_ID.match(name) else name
        return out

    def bare(self, n: int) -> bool:
        """Whether the record has nothing but a name."""
        return n not in self._reached

    def at_odds(self, a: int, b: int) -> bool:
        """Whether both bear given names of their own that cannot stand for each other: Anna and Andrew.

        Records of one birthday are not: somebody is called by another name there.
        """
        if self._birthday.get(a, "") == self._birthday.get(b, "-"):
            return False
        (one, words), (other, more) = self._name(a), self._name(b)
        if not one or not other or one == other or one in more or other in words:
            return False
        if lexicon.told_by_ending(one, other):
            return True
        if one not in self._known or other not in self._known or related(one, other):
            return False
        return DamerauLevenshtein.distance(one, other) > 1

    def _name(self, n: int) -> tuple[str, frozenset[str]]:
        if n not in self._names:
            given = lexicon.fold_name(self._given.get(n, ""))
            words = frozenset(f"{given} {lexicon.fold_name(self._family.get(n, ''))}".split())
            self._names[n] = (given.split(" ")[0], words)
        return self._names[n]


def _first(told: pd.DataFrame, field: str, place: dict[str, int]) -> dict[int, str]:
    """Place -> the first value of the field."""
    mine = told[told["field"] == field].sort_values("seq").drop_duplicates("record_id")
    return {place[r]: str(v) for r, v in zip(mine["record_id"], mine["value"], strict=True) if r in place}
