"""Records from what was read on pictures: sides paired to cards, lines labelled, one record per person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.cards.fields import label
from pipeline.cards.sides import CardFile, CardSides, pair
from pipeline.schema import Extraction, Record, Refused

NO_TEXT = (
    "no-text",
    "No name, firm, address or number was read here.",
    "If it is a card, photograph it again: straight, in daylight, filling the picture.",
)


def records(files: Sequence[CardFile], region: str = "") -> Extraction:
    """One record for each person on each card; a card without a person gives one with its organization.

    `files`: pictures among which front and back are sought, such as those of one folder. `region`: country assumed for
    phone numbers without one, "" unknown, where the front's file names none. A record's identity is the digest of the
    front's picture and its place there, so a better reader renames nobody.
    """
    out = Extraction()
    for file in files:
        out.refused += [Refused(file.name, p.locator, p.code, p.reason, p.remedy) for p in file.reading.refused]
    for card in pair(files):
        found = list(_of_card(card, region))
        out.records += found
        out.refused += _unread(card)
        if not found and not any(side.check for side in card.sides):
            out.refused.append(Refused(card.files[0].name, _locator(card, 0), *NO_TEXT))
    return out


def _unread(card: CardSides) -> Iterator[Refused]:
    """Sides with lines in a script that no reader here knows."""
    for side, file in zip(card.sides, card.files, strict=True):
        if side.check:
            reason, _, remedy = side.check.partition("; ")
            yield Refused(
                file.name, f"card {side.card}", "unread-script", reason + ".", remedy[:1].upper() + remedy[1:]
            )


def _of_card(card: CardSides, region: str) -> Iterator[Record]:
    front, file = card.sides[0], card.files[0]
    for number, claims in enumerate(label(card.sides, file.region or region)):
        if claims:
            place = f"{front.page}.{front.card}" + (f".{number + 1}" if number else "")
            yield Record(
                "card", _locator(card, number), list(claims), identity=f"{file.digest}#{place}", file=file.name
            )


def _locator(card: CardSides, number: int) -> str:
    """`card 2`, `page 3 card 1`, `card 1 person 2`."""
    front = card.sides[0]
    many_pages = any(side.page > 1 for side in card.files[0].reading.sides)
    page = f"page {front.page} " if many_pages else ""
    return f"{page}card {front.card}" + (f" person {number + 1}" if number else "")
