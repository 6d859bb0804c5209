"""vCard 2.1, 3.0 and 4.0: a repairing front (`cards`, `lines`), vobject's parser, and what the properties mean (`claims`)."""

from __future__ import annotations

from typing import Any

from pipeline.schema import Extraction, Item, Record, Refused
from pipeline.settings import Settings
from pipeline.sources.base import refuse
from pipeline.sources.rows import is_somebody
from pipeline.sources.vcard import cards, claims, lines

BROKEN = ("The card is damaged beyond repair.", "Export this contact again, or type it in anew.")
NOBODY = ("The card has no name, e-mail, phone or firm.", "Nothing to do, or add a name and export it again.")
GROUP = ("The card is a {kind}, not a person.", "Nothing to do.")


class VCard:
    """One or many cards in a file, of any version and encoding."""

    name = "vcard"

    def identify(self, item: Item) -> bool:
        """A line BEGIN:VCARD near the beginning."""
        return cards.is_vcard(item.data)

    def extract(self, item: Item, settings: Settings) -> Extraction:
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
        parsed = _parsed(lines.properties(raw.lines))
        kind = claims.kind_of(parsed)
        if kind in claims.NOT_PEOPLE:
            return refuse(item, "not-a-person", GROUP[0].format(kind="list of people" if kind == "group" else kind), GROUP[1], where)
        record = claims.record(parsed, number)
    except Exception as e:  # vobject raises far more than its own errors
        return refuse(item, "unreadable", f"{BROKEN[0]} ({type(e).__name__})", BROKEN[1], where)
    return record if is_somebody(record.claims) else refuse(item, "no-person", *NOBODY, where)


def _parsed(found: list[lines.Property]) -> Any:
    """vobject's component of repaired properties."""
    import vobject  # slow to load, and only vCards need it

    text = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *(p.content_line() for p in found if p.name not in ("VERSION", "BEGIN", "END", "PROFILE")), "END:VCARD", ""))
    return vobject.readOne(text)
