"""people.xlsx: the people, introductions, whom to write to and what to check, for those who live in spreadsheets.

Every cell that is not a measure is typed as text: `+4930…` stays a phone number and `=HYPERLINK(…)` stays what
somebody called themselves. Equal tables give equal bytes.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from pipeline import schema
from pipeline.publish.cells import columns as cells
from pipeline.publish.cells import rows

MEASURES = frozenset({"confidence", "score", "probability", "records", "priority"})
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below the header."""
LONGEST_CELL = 32_767
SHEETS = ("people", "introductions", "touch_base", "review")
MOST_HELD = 20_000
"""Rows of all sheets up to which the sheets are held in memory, which makes a smaller file."""
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where a workbook says when it was made: equal runs give equal files."""

WIDTHS = {
    80: "draft",
    60: "why_a why_b reason suggestion",
    48: "notes check address",
    36: "emails phones linkedin_url alternatives",
    31: "organization email websites value website",
    26: "full_name name name_a name_b title department street events",
    20: "person_id record_id other_record_id intro_id person_a person_b phone city asks offers",
    9: "country records confidence prefix suffix score priority mutual",
}
"""Characters: the columns of this width; all others have `WIDTH`."""
WIDTH = 13
WRAPPED = frozenset({"notes", "why_a", "why_b", "draft", "reason", "suggestion", "check"})
NAMES = {"name": "full_name", "note": "notes", "person": "check"}
"""Fields of review.csv that are called otherwise in people.csv."""


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The published tables `people`, `introductions`, `touch_base` and `review` as one workbook; `records` tell whom a
    pair to review is of.

    Values that stand in the review are coloured in the sheet of people, with the reason as the cell's note.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    many = sum(len(tables[name]) for name in SHEETS) > MOST_HELD
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": many})
    book.set_properties({"created": FIXED_DATE, "title": "People", "comments": "Made by Cardfile"})
    writer = _Writer(book)
    people = tables["people"]
    names = dict(zip(people["person_id"].astype("str"), people["full_name"].fillna("").astype("str"), strict=True))
    writer.sheet("People", people[schema.PEOPLE_COLUMNS], _doubts(tables["review"], tables["records"]))
    writer.sheet(
        "Introductions", _with_names(tables["introductions"], names, {"name_a": "person_a", "name_b": "person_b"})
    )
    writer.sheet("Touch base", _with_names(tables["touch_base"], names, {"name": "person_id"}))
    writer.sheet("Review", _with_names(tables["review"], names, {"name": "person_id"}))
    book.close()
    return buffer.getvalue()


def _with_names(table: pd.DataFrame, names: Mapping[str, str], wanted: Mapping[str, str]) -> pd.DataFrame:
    """The table with columns in front that name the people its ids stand for."""
    named = {new: table[column].astype("str").map(lambda i: names.get(i, i)) for new, column in wanted.items()}
    return pd.concat([pd.DataFrame(named, index=table.index), table], axis=1)


def _doubts(review: pd.DataFrame, records: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(person_id, column of people.csv) -> why it should be looked at."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    others = records[records["record_id"].isin(review["other_record_id"])]
    person = dict(zip(others["record_id"], others["person_id"], strict=True))
    for row in rows(review):
        column = NAMES.get(row["field"], row["field"]) or "check"
        reason = row["reason"] + (f" Also read: {row['alternatives']}" if row["alternatives"] else "")
        for who in filter(None, (row["person_id"], person.get(row["other_record_id"], ""))):
            for name in {column, schema.PLURALS.get(column, column)}:
                if reason not in found[who, name]:
                    found[who, name].append(reason)
    return {key: "\n".join(reasons) for key, reasons in found.items()}


class _Writer:
    """Writes sheets of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.measure = book.add_format({"num_format": "0.00", "valign": "top"})
        self.count = book.add_format({"num_format": "0", "valign": "top"})
        self.doubtful = book.add_format({"num_format": "@", "valign": "top", "bg_color": "#FFE8A3"})

    def sheet(self, title: str, table: pd.DataFrame, doubts: Mapping[tuple[str, str], str] | None = None) -> None:
        """One sheet, or several where the table is longer than Excel's."""
        for part in range(max(1, -(-len(table) // MOST_ROWS))):
            piece = table.iloc[part * MOST_ROWS : (part + 1) * MOST_ROWS]
            self._sheet(title if part == 0 else f"{title} {part + 1}", piece, doubts or {})

    def _sheet(self, title: str, table: pd.DataFrame, doubts: Mapping[tuple[str, str], str]) -> None:
        sheet = self.book.add_worksheet(title)
        columns = [str(c) for c in table.columns]
        widths = {name: width for width, names in WIDTHS.items() for name in names.split()}
        for x, name in enumerate(columns):
            sheet.set_column(x, x, widths.get(name, WIDTH))
            sheet.write_string(0, x, name, self.head)
        sheet.freeze_panes(1, columns.index("full_name") + 1 if "full_name" in columns else 1)
        sheet.autofilter(0, 0, max(1, len(table)), len(columns) - 1)
        ids = columns.index("person_id") if "person_id" in columns else -1
        doubtful = {person for person, _ in doubts}
        for y, row in enumerate(zip(*cells(table), strict=True), 1):
            person = row[ids] if ids >= 0 and row[ids] in doubtful else ""
            for x, value in enumerate(row):
                doubt = doubts.get((person, columns[x]), "") if person else ""
                if doubt:
                    sheet.write_string(y, x, value[:LONGEST_CELL], self.doubtful)
                    sheet.write_comment(y, x, doubt[:LONGEST_CELL], {"x_scale": 2, "author": "Cardfile"})
                elif value:
                    self._cell(sheet, y, x, columns[x], value)

    def _cell(self, sheet: Any, y: int, x: int, name: str, value: str) -> None:
        if name in MEASURES and re.fullmatch(r"-?\d+(\.\d+)?", value):
            sheet.write_number(
                y, x, float(value), self.measure if "." in value or name not in ("records", "priority") else self.count
            )
        else:
            sheet.write_string(y, x, value[:LONGEST_CELL], self.wrapped if name in WRAPPED else self.text)
