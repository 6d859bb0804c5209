"""Members' lists: people with birthday and home address, each taken down twice with the slips that clerks make."""

from __future__ import annotations

import random
from dataclasses import replace

from pipeline.people.model.training.records import Rec, typo
from pipeline.people.model.training.world import World

SLIPS = {"given": 0.10, "family": 0.10, "street": 0.15, "city": 0.08, "postal": 0.08, "birthday": 0.08}
"""Share of second entries with a slip in this field."""
MISSING = {"street": 0.08, "postal": 0.05, "birthday": 0.1, "city": 0.05}
OTHER = {"family": 0.015, "given": 0.01, "birthday": 0.02, "home": 0.08}
"""Married, called by another name, wrong birthday, moved house."""


def pair(world: World) -> tuple[Rec, Rec]:
    """Two entries of one person."""
    r = world.random
    p = world.person()
    first = Rec(
        "vcard", p.entity, f"{p.entity}/0", p.given, p.family, street=p.street, city=p.city, postal=p.postal, birthday=p.birthday,
    )  # fmt: skip
    second = replace(first, emails=[], phones=[])
    if r.random() < OTHER["family"]:
        second.family = world.ordinary_name()[1]
    if r.random() < OTHER["given"]:
        second.given = world.ordinary_name()[0]
    if r.random() < OTHER["birthday"]:
        second.birthday = world.person().birthday
    if r.random() < OTHER["home"]:
        moved = world.person()
        second.street, second.city, second.postal = moved.street, moved.city, moved.postal
    for field, share in SLIPS.items():
        if r.random() < share:
            setattr(second, field, _slip(r, field, getattr(second, field)))
    if r.random() < 0.03:
        second.given, second.family = second.family, second.given
    for rec in (first, second):
        for field, share in MISSING.items():
            if r.random() < share:
                setattr(rec, field, "")
    return first, second


def _slip(r: random.Random, field: str, text: str) -> str:
    if field in ("postal", "birthday"):
        places = [n for n, c in enumerate(text) if c.isdigit()]
        if not places:
            return text
        n = r.choice(places)
        return text[:n] + str((int(text[n]) + 1) % 10) + text[n + 1 :] if field == "postal" else _misdated(r, text)
    return typo(r, text) if text else text


def _misdated(r: random.Random, text: str) -> str:
    year, month, day = text.split("-")
    kind = r.randrange(3)
    if kind == 0:
        return f"{int(year) + r.choice([-1, 1, 10, -10])}-{month}-{day}"
    if kind == 1:
        return f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-{month}-{max(1, int(day) - 1):02d}"
    return f"{year}-{r.randint(1, 12):02d}-{day}"
