"""What every source is, and the small things they share."""

from __future__ import annotations

from typing import Protocol

from pipeline.schema import Extraction, Item, Refused
from pipeline.settings import Settings

SHORT_CELL = 1_000
"""Characters of a name, firm, e-mail ...: more is junk that would weigh on every later step."""
LONG_CELL = 32_767
"""Characters of a note or message: the most that a spreadsheet cell can hold."""


class Source(Protocol):
    """One kind of contact file."""

    name: str

    def identify(self, item: Item) -> bool:
        """Whether the content (not the name) is of this kind."""
        ...

    def extract(self, item: Item, settings: Settings) -> Extraction:
        """The item's records, and a refused row for all that is none."""
        ...


def refuse(item: Item, code: str, reason: str, remedy: str, locator: str = "") -> Refused:
    """A refused row about this item, or about the part of it that `locator` names."""
    return Refused(item.name, locator, code, reason, remedy)


def refusal(item: Item, code: str, reason: str, remedy: str) -> Extraction:
    """An extraction that is nothing but one refused row."""
    return Extraction(refused=[refuse(item, code, reason, remedy)])


def base_name(item: Item) -> str:
    """The file's own name, without folders."""
    return item.name.rsplit("/", 1)[-1]


NO_PERSON = (
    "no-person",
    "The row has no name, e-mail, phone or firm.",
    "Nothing to do, or fill in who it is about and run again.",
)
HEADER_AGAIN = (
    "no-person",
    "The row repeats the header, as where two files were joined.",
    "Nothing to do; the rows below it were taken in.",
)
UNCLOSED = (
    "unclosed-quote",
    "A quotation mark is opened in this row and not closed.",
    "Close it or remove it in the file; all other rows were taken in.",
)
