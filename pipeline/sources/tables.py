"""CSV, TSV and XLSX with contacts: known programs by their labels, anything else by what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.schema import Extraction, Item, Mapping
from pipeline.settings import Settings
from pipeline.sources.attendees import guests
from pipeline.sources.base import HEADER_AGAIN, NO_PERSON, UNCLOSED, base_name, refuse
from pipeline.sources.columns import SAMPLE_ROWS, Column, columns, find_header, is_contacts, is_ragged
from pipeline.sources.delimited import read
from pipeline.sources.labels import fold, is_label
from pipeline.sources.linkedin import connections
from pipeline.sources.linkedin_archive import extract_rows
from pipeline.sources.linkedin_kinds import kind_of
from pipeline.sources.own import OWN, is_own
from pipeline.sources.realign import is_shifted, realign
from pipeline.sources.rows import Rows, is_header_again, is_somebody, record
from pipeline.sources.sheets import Sheet, Unreadable, head, is_text, is_workbook, sheets

RULE = re.compile(r"(?::?-{2,}:?)?")
SHIFTED = (
    "too-many-cells",
    "The row has more cells than the header, and an e-mail or profile stands beyond it.",
    "Put quotation marks around the cell that holds the delimiter and run again; all other rows were taken in.",
)


class Tables:
    """Any table whose columns speak of people."""

    name = "table"

    def __init__(self, labelled: bool = False) -> None:
        self.labelled = labelled
        """Whether to take only tables with a header row of known labels."""

    def identify(self, item: Item) -> bool:
        """Text in which a delimiter makes columns."""
        if not is_text(item.data):
            return False
        text = head(item.data)
        if text.lstrip().startswith(("<", "{", "[")):
            return False
        return has_labels(text) if self.labelled else looks_tabular(text)

    def extract(self, item: Item, settings: Settings) -> Extraction:
        """Records of all sheets; see `rows_of` for the numbering of rows."""
        out = Extraction()
        try:
            found = sheets(item)
        except Unreadable as e:
            return Extraction(refused=[refuse(item, *e.args)])
        extract_sheets(item, found, settings, out)
        if not found:
            out.refused.append(
                refuse(item, "empty", "The file has no rows.", "Export it again from the program it comes from.")
            )
        return out


class Workbooks(Tables):
    """XLSX files, told apart before zip archives, which they are too."""

    name = "workbook"

    def identify(self, item: Item) -> bool:
        """A zip that holds a workbook."""
        return is_workbook(item.data)


def has_labels(text: str) -> bool:
    """Whether some row of several cells holds at least two known labels."""
    rows = read(text).rows
    at = find_header(rows)
    if at is None or at < 0 or is_ragged(rows[at], rows[at + 1 :]):
        return False
    return sum(is_label(cell.strip()) for cell in rows[at] if cell.strip()) > 1


def looks_tabular(text: str) -> bool:
    """Whether most lines have several cells, or the only column is one of contacts."""
    rows = [row for row in read(text).rows[:60] if any(cell.strip() for cell in row)]
    if not rows:
        return False
    wide = sum(len(row) > 1 for row in rows)
    return wide * 2 > len(rows) or is_contacts(columns(rows[0], rows[1:]), rows)


def extract_sheets(item: Item, found: Sequence[Sheet], settings: Settings, out: Extraction) -> None:
    """All sheets into `out`, with a refused row for what is wrong with one, and for columns of settings.toml that none of
    them has."""
    headers = []
    for sheet in found:
        if sheet.problem:
            code, reason, remedy = sheet.problem
            out.refused.append(refuse(item, code, reason, remedy, sheet.name))
        if sheet.grid.rows or not sheet.problem:
            headers.append(extract_sheet(item, sheet, settings, out))
    there = list(dict.fromkeys(label for header in headers for label in header))
    held = {fold(label) for label in there}
    missing = [label for label in _chosen(item, settings) if fold(label) not in held]
    if missing and found:
        out.refused.append(refuse(item, *_no_column(missing, there)))


def _chosen(item: Item, settings: Settings) -> dict[str, str]:
    """What the user says of the columns of this file."""
    return settings.columns.get(item.name) or settings.columns.get(base_name(item)) or {}


def _no_column(missing: Sequence[str], there: Sequence[str]) -> tuple[str, str, str]:
    named = ", ".join(f'"{label}"' for label in missing)
    return (
        "no-such-column",
        f"settings.toml says what {named} holds, but the file has no such column (columns: {_shown(there, 40)}).",
        'Write the column in settings.toml under [columns."<file name>"] as it stands in the file, or remove the line.',
    )


def extract_sheet(item: Item, sheet: Sheet, settings: Settings, out: Extraction) -> list[str]:
    """One sheet into `out`: as LinkedIn's file where the header says so, else by the meaning of its columns.

    Returns the labels of its columns.
    """
    rows = sheet.grid.rows
    at = find_header(rows)
    if at is None:
        out.refused.append(
            refuse(
                item, "empty", "The file has no rows.", "Export it again from the program it comes from.", sheet.name
            )
        )
        return []
    header = (
        [cell.strip() for cell in rows[at]]
        if at >= 0
        else [f"column {n}" for n in range(1, max(map(len, rows[:SAMPLE_ROWS])) + 1)]
    )
    kind = kind_of(header, rows[: max(at, 0)], item.name)
    chosen = _chosen(item, settings)
    if is_own(header) and not chosen:
        out.refused.append(refuse(item, *OWN, sheet.name))
    elif not kind or chosen or kind == "imported_contacts":
        _extract_contacts(item, sheet, at, header, chosen, out, "linkedin" if kind else "csv")
    elif kind == "connections":
        connections(item, sheet, at, out)
    else:
        extract_rows(kind, item, sheet, at, settings, out)
    return header


def _extract_contacts(
    item: Item, sheet: Sheet, at: int, header: Sequence[str], chosen: dict[str, str], out: Extraction, source: str
) -> None:
    rows = sheet.grid.rows
    data = [row for row in rows[at + 1 : at + 1 + SAMPLE_ROWS * 3] if any(cell.strip() for cell in row)]
    plan = columns(header, data, chosen)
    contacts = is_contacts(plan, data)
    if is_ragged(header, data) or not contacts:
        out.refused.append(refuse(item, *(_ragged(header) if contacts else _not_contacts(header)), sheet.name))
        return
    out.mappings += mappings(item, sheet, plan)
    before = (len(out.records), len(out.refused))
    rows_of(item, sheet, at, plan, out, source)
    if (len(out.records), len(out.refused)) == before:
        out.refused.append(
            refuse(
                item,
                "no-rows",
                "The table has the columns of contacts, but no row below them.",
                "Export it again; the export may have been cut off.",
                sheet.name,
            )
        )


def _shown(header: Sequence[str], most: int = 6) -> str:
    return ", ".join(label[:30] for label in header[:most] if label) or "none"


def _ragged(header: Sequence[str]) -> tuple[str, str, str]:
    return (
        "not-contacts",
        f"The rows have more or fewer cells than the header (columns: {_shown(header)}).",
        "Put quotation marks around cells that hold the delimiter, or export it again.",
    )


def _not_contacts(header: Sequence[str]) -> tuple[str, str, str]:
    return (
        "not-contacts",
        f"No column was understood as a name, e-mail or phone (columns: {_shown(header)}).",
        'If these are contacts, say in settings.toml under [columns."<file name>"] which column holds what.',
    )


def rows_of(item: Item, sheet: Sheet, at: int, plan: Sequence[Column], out: Extraction, source: str = "csv") -> None:
    """Records and refused rows. `row 1` is the first row below the header; blank rows count, as in a spreadsheet."""
    make = Rows(plan)
    label = " | ".join(sorted(c.label for c in plan if c.field in ("key", "order")))
    fields = [c.field for c in plan]
    found = []
    for number, row in enumerate(sheet.grid.rows[at + 1 :], 1):
        if not row:
            if at + number in sheet.grid.broken:
                out.refused.append(refuse(item, *UNCLOSED, sheet.locator(number)))
            continue
        cells = row if len(row) <= len(fields) else realign(row, fields, sheet.grid.delimiter)
        if is_shifted(cells, fields):
            out.refused.append(refuse(item, *SHIFTED, sheet.locator(number)))
            continue
        claims = make.claims(cells)
        if all(RULE.fullmatch(cell.strip()) for cell in row):
            continue  # the line below the header of a table in Markdown, or a blank row
        if is_header_again(row, sheet.grid.rows, at):
            out.refused.append(refuse(item, *HEADER_AGAIN, sheet.locator(number)))
            continue
        if not is_somebody(claims):
            out.refused.append(refuse(item, *NO_PERSON, sheet.locator(number)))
            continue
        key, identity = make.identity(row, claims, label)
        found.append((make.booked_by(row), record(source, sheet.locator(number), claims, key, identity)))
    out.records += guests(found)


def mappings(item: Item, sheet: Sheet, plan: Sequence[Column]) -> list[Mapping]:
    """How each column was understood, for the report."""
    out = []
    for c in plan:
        if not c.label:
            continue
        field = c.field + (f":{c.type}" if c.type else "")
        out.append(
            Mapping(
                item.name,
                f"{sheet.name}: {c.label}" if sheet.name else c.label,
                field or "ignore",
                c.why or "not understood",
            )
        )
    return out
