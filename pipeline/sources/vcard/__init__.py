"""vCard 2.1, 3.0 and 4.0: files are split (`cards`), lines mended and parsed (`lines`) and understood (`claims`)."""

from __future__ import annotations

from pipeline.schema import Extraction, Item, Record, Refused
from pipeline.settings import Settings
from pipeline.sources.base import refuse
from pipeline.sources.rows import is_somebody
from pipeline.sources.vcard import cards, claims, lines

NOBODY = (
    "no-person",
    "The card has no name, e-mail, phone or firm.",
    "Nothing to do, or add a name and export it again.",
)
BROKEN_REMEDY = "Export this contact again, or type it in anew."


class VCard:
    """One or many cards in a file, of any version and encoding."""

    name = "vcard"

    def identify(self, item: Item) -> bool:
        """A line BEGIN:VCARD near the beginning."""
        return cards.is_vcard(item.data)

    def extract(self, item: Item, settings: Settings) -> Extraction:  # noqa: ARG002 (every source is called alike)
        """A record or a refused row for every card; `card 1` is the first that begins in the file."""
        out = Extraction()
        for number, raw in enumerate(cards.split(item.data), 1):
            result = _card(item, raw, number)
            if isinstance(result, Record):
                out.records.append(result)
            else:
                out.refused.append(result)
        return out


def _card(item: Item, raw: cards.Raw, number: int) -> Record | Refused:
    where = f"card {number}"
    try:
        found = claims.by_name(lines.properties(raw.lines))
        kind = claims.kind_of(found)
        if kind in claims.NOT_PEOPLE:
            what = "list of people" if kind == "group" else kind
            return refuse(item, "not-a-person", f"The card is a {what}, not a person.", "Nothing to do.", where)
        record = claims.record(found, number)
    except Exception as e:  # whatever one card does to a parser, it costs no other card
        return refuse(
            item, "unreadable", f"The card is damaged beyond repair ({type(e).__name__}).", BROKEN_REMEDY, where
        )
    if is_somebody(record.claims):
        return record
    if raw.empty:
        reason = f"{raw.empty:,} cards begin here, one inside the other, and hold nothing."
        return refuse(item, "no-person", reason, BROKEN_REMEDY, where)
    return refuse(item, *NOBODY, where)
