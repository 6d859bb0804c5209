"""What each record says about who it is, as far as clusters must know it."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.people import lexicon
from pipeline.people.grid import Grid, places
from pipeline.people.variants import related

CONTACT = ("email", "phone", "linkedin_url", "organization", "website", "street", "birthday")
_MEMBER_ID = re.compile(r"^aco[a-z][a-z0-9_-]{20,}$")


class Identities:
    """Facts about records, by their place in a sorted list of record_ids."""

    def __init__(self, claims: pd.DataFrame, ids: pd.Series[str]) -> None:
        """`ids`: the records that stand in pairs or decisions, sorted; the others never meet anybody."""
        whose = places(claims["record_id"], ids)
        told = claims.loc[whose >= 0, ["seq", "field", "value", "method"]].assign(whose=whose[whose >= 0])
        useful = (told["value"] != "") & ~told["method"].str.startswith("alternative")
        told = told[useful].reset_index(drop=True)
        grid = Grid(told["value"], told["whose"].to_numpy(), told["field"], told["seq"], len(ids))
        self._given, self._family = grid.first("given_name").tolist(), grid.first("family_name").tolist()
        self._url, self._birthday = grid.first("linkedin_url").tolist(), grid.first("birthday").tolist()
        reached: npt.NDArray[np.bool_] = np.zeros(len(ids), dtype=bool)
        reached[grid.whose[grid.rows(*CONTACT)]] = True
        self._reached: list[bool] = reached.tolist()
        self._mails = told.loc[told["field"] == "email", ["whose", "value"]]
        self._known = lexicon.known_given()
        self._names: dict[int, tuple[str, frozenset[str]]] = {}

    def profiles(self) -> list[str]:
        """The LinkedIn name of each record, "" where none.

        The ids that LinkedIn gives to members (`ACoAA…`) stand for any name and tell nobody apart.
        """
        names = [url.lower().rstrip("/").rpartition("/in/")[2] for url in self._url]
        return ["" if _MEMBER_ID.match(name) else name for name in names]

    def mailboxes(self, n: int) -> set[str]:
        """The e-mails of the record, in small letters."""
        return self._mailboxes.get(n, _NONE)

    @cached_property
    def _mailboxes(self) -> dict[int, set[str]]:
        out: dict[int, set[str]] = {}
        for n, address in zip(self._mails["whose"], self._mails["value"], strict=True):
            out.setdefault(n, set()).add(address.lower())
        return out

    def bare(self, n: int) -> bool:
        """Whether the record has nothing but a name."""
        return not self._reached[n]

    def at_odds(self, a: int, b: int) -> bool:
        """Whether both bear given names of their own that cannot stand for each other: Anna and Andrew.

        Records of one birthday are not: somebody is called by another name there.
        """
        if self._birthday[a] and self._birthday[a] == self._birthday[b]:
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
            given = lexicon.fold_name(self._given[n])
            words = frozenset(f"{given} {lexicon.fold_name(self._family[n])}".split())
            self._names[n] = (given.split(" ")[0], words)
        return self._names[n]


_NONE: set[str] = set()
