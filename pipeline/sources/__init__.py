"""Contact files -> records: which sources there are, and extraction that never fails.

To add a source: write a module with a class that has `name`, `identify` and `extract`
(see `base.Source`), and put an instance into `SOURCES`, before those that take more.
"""

from __future__ import annotations

from pipeline.schema import Extraction, Item
from pipeline.settings import Settings
from pipeline.sources.base import Source, refusal
from pipeline.sources.linkedin import LinkedIn
from pipeline.sources.tables import Tables
from pipeline.sources.vcard import VCard

SOURCES: tuple[Source, ...] = (VCard(), LinkedIn(), Tables())


def source_of(item: Item) -> Source | None:
    """The first source that takes the item; None for what is no contact file."""
    return next((source for source in SOURCES if source.identify(item)), None)


def extract(item: Item, settings: Settings) -> Extraction:
    """The item's records and refused rows; whatever goes wrong becomes a refused row."""
    try:
        source = source_of(item)
        if source is None:
            return refusal(item, "not-contacts", "The file holds no contacts that Cardfile knows how to read.", "Save it as CSV, XLSX or vCard and run again.")
        out = source.extract(item, settings)
    except Exception as e:
        return refusal(item, "unreadable", f"The file could not be read ({type(e).__name__}: {str(e)[:120]}).", "Save it again from the program it comes from.")
    if not out.records and not out.refused and not out.owner:
        return refusal(item, "no-person", "No contact was found in the file.", "Check that it is the right file and that it was exported whole.")
    return out
