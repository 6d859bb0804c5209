"""What a design is, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samples.generate.people import Person
from samples.generate.sheet import Sheet

Draw = Callable[[Sheet], None]


@dataclass(frozen=True)
class Design:
    """A named design: how it draws, the paper it wants, the kind of card it gives."""

    name: str
    draw: Draw
    paper: dict[str, Any]
    kind: str = "person"
    """`person`, `firm` (no person), `people` (two), `back` (the other side of a card)."""
    langs: tuple[str, ...] = ()


DESIGNS: dict[str, Design] = {}


def design(kind: str = "person", langs: tuple[str, ...] = (), **paper_wanted: Any) -> Callable[[Draw], Draw]:
    """Registers a design under its function's name."""

    def register(draw: Draw) -> Draw:
        name = draw.__name__
        DESIGNS[name] = Design(name, draw, paper_wanted, kind, langs)
        return draw

    return register


def who(s: Sheet) -> str:
    return s.either("name job", "name job", "name job", "job name") if s.person.lang in ("ja", "zh") else "name job"


def slogan(s: Sheet) -> str:
    return s.either("slogan", "nothing", "nothing")


def code_text(person: Person, kind: str) -> str:
    """What a card's QR code says."""
    phones = person.phones
    if kind == "mecard":
        tel = "".join(f"TEL:{p.e164};" for p in phones[:2])
        mail = "".join(f"EMAIL:{e};" for e in person.emails)
        return f"MECARD:N:{person.family},{person.given};ORG:{person.firm.name};{tel}{mail}URL:{person.website};;"
    if kind == "url":
        return f"https://{person.firm.domain}/{person.family.lower() if person.family.isascii() else 'card'}".replace(
            " ", "-"
        )
    types = {"work": "WORK,VOICE", "mobile": "CELL", "fax": "FAX", "home": "HOME"}
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{person.family};{person.given};;{person.prefix};",
        f"FN:{person.full_name}",
        f"ORG:{person.firm.name}",
    ]
    lines += [f"TITLE:{person.title}"] if person.title else []
    lines += [f"TEL;TYPE={types[p.type]}:{p.e164}" for p in phones[:3]] + [f"EMAIL:{e}" for e in person.emails]
    lines += [f"URL:{person.website}"] if person.website else []
    return "\n".join([*lines, "END:VCARD"])
