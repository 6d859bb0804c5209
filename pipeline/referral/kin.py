"""Who is probably of one family: two of a name that is too rare for both to bear it by chance.

Among forty people two Bragantinis are hardly strangers, two Smiths may be; among thirty thousand nobody can tell, unless
they live in one small town.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.name_shares import UNKNOWN_FAMILY, shares
from pipeline.referral.words import fold

CHANCE = 0.1
"""Bearers of the name that are to be expected among so many people, from which on two may be strangers."""
MANY = 4
"""Where more than these bear a name, it is common here, whatever it is elsewhere."""
Family = tuple[str, ...]


def families(family_names: Sequence[str], cities: Sequence[str]) -> list[list[Family]]:
    """Per person the families of two or more that they probably belong to. A double name is of both families."""
    towns = [fold(city) for city in cities]
    borne = [_parts(name) for name in family_names]
    people = {"": len(borne), **Counter(town for town in towns if town)}
    bearers = Counter(
        (name, place) for names, town in zip(borne, towns, strict=True) for name in names for place in {"", town}
    )
    kin = {
        family
        for family, count in bearers.items()
        if 1 < count <= MANY and people[family[1]] * _share(family[0]) < CHANCE
    }
    return [
        [(name, place) for name in names for place in ("", town) if (name, place) in kin]
        for names, town in zip(borne, towns, strict=True)
    ]


def _parts(family_name: str) -> list[str]:
    """The name and, of a double name, its halves; no initials and no single characters, which are shared by millions."""
    whole = fold(family_name).strip()
    return [name for name in dict.fromkeys((whole, *whole.split("-"))) if len(name.rstrip(".")) > 1]


def _share(name: str) -> float:
    return _shares().get(name, UNKNOWN_FAMILY)


@cache
def _shares() -> dict[str, float]:
    table = shares("family")
    return dict(zip(table["name"], table["share"], strict=True))
