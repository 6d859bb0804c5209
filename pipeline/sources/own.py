"""Tables that Cardfile itself wrote, beside the people: they speak of people in other words and are no contacts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import schema
from pipeline.schema import Extraction, Item
from pipeline.settings import Settings
from pipeline.sources.base import refusal
from pipeline.sources.delimited import read
from pipeline.sources.sheets import head, is_text

TABLES = tuple(
    frozenset(columns)
    for columns in (
        schema.VALUES_COLUMNS, schema.TAGS_COLUMNS, schema.INTRODUCTIONS_COLUMNS, schema.TOUCH_BASE_COLUMNS,
        schema.MATCHES_COLUMNS, schema.REVIEW_COLUMNS, schema.REFUSED_COLUMNS, schema.CHANGES_COLUMNS,
    )
)  # fmt: skip
OWN = (
    "ignored",
    "A table that Cardfile wrote (introductions, review, tags and the like), not a list of contacts.",
    "Nothing to do: the people stand in people.csv and on the sheet People.",
)
"""What a refused row says of them."""


def is_own(header: Sequence[str]) -> bool:
    """Are these the columns of such a table, others (names, in a workbook) beside them?"""
    return any(columns.issubset(header) for columns in TABLES)


class OwnTables:
    """Such tables as CSV, told apart before others take their ids for contacts."""

    name = "own table"

    def identify(self, item: Item) -> bool:
        """Whether the first line is the header of one."""
        if not is_text(item.data):
            return False
        rows = read(head(item.data).partition("\n")[0]).rows
        return bool(rows) and is_own(rows[0])

    def extract(self, item: Item, settings: Settings) -> Extraction:  # noqa: ARG002 - part of every source's form
        """Nothing but the reason."""
        return refusal(item, *OWN)
