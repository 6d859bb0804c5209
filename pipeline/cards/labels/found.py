"""What is taken out of a card, and what waits for a label."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.phones import Number


@dataclass(frozen=True, slots=True)
class Found:
    """An e-mail, web address or phone and where it stands."""

    field: str
    """`email`, `website` or `phone`."""
    text: str
    piece: Piece
    kind: str = ""
    """Type of a phone by its words; "" where nothing says so."""
    label: str = ""
    sure: bool = True
    """Whether the form is whole."""
    expanded: bool = False
    """Whether a phone is written out of shorthand."""


@dataclass(slots=True)
class Contacts:
    """What was taken out, and what is left."""

    found: list[Found] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)
    holders: list[Piece] = field(default_factory=list)
    """Pieces that hold a contact value or its label."""
    region: str = ""

    def of(self, name: str) -> list[Found]:
        """The values of one field."""
        return [f for f in self.found if f.field == name]


@dataclass(slots=True)
class Dissected:
    """A piece while it is taken apart: `text` with taken spans blanked."""

    piece: Piece
    text: str
    numbers: list[Number] = field(default_factory=list)
    label: str = ""
    """Kind, where the piece holds nothing but a label."""
