"""Files of rows (CSV, TSV, XLSX) -> sheets of cells."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import NamedTuple

from pipeline.schema import Item
from pipeline.sources import delimited
from pipeline.sources.encoding import decode

XLSX_CAP = 300 * 2**20
"""Bytes of an unpacked workbook: more is refused, as a zip bomb would be."""
XLSX_ROWS = 1_048_576
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


class Sheet(NamedTuple):
    """One table: a file's only one, or a sheet of a workbook."""

    name: str
    """"" for the only sheet."""
    grid: delimited.Grid

    def locator(self, row: int) -> str:
        """Where row `row` (1 = the first below the header) stands."""
        return f"{self.name} row {row}".strip()


class Unreadable(Exception):
    """A file that cannot be read as rows: code, reason and remedy."""


def is_workbook(data: bytes) -> bool:
    """Whether this is an XLSX file, whatever its name."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "xl/workbook.xml" in packed.NameToInfo or (
                "[Content_Types].xml" in packed.NameToInfo and any(n.startswith("xl/") for n in packed.NameToInfo)
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def is_text(data: bytes) -> bool:
    """Whether the bytes are text in some encoding: hardly any control characters once decoded."""
    sample = head(data, 1 << 13)
    if not sample:
        return False
    return len(CONTROL.findall(sample)) <= len(sample) // 50 + 2


def head(data: bytes, size: int = 1 << 16) -> str:
    """The beginning of a text file, cut at a line's end."""
    if len(data) <= size:
        return decode(data).text
    piece = data[:size]
    cut = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
    return decode(piece[: cut + 1] if cut > size // 2 else piece[: size - 4]).text


def sheets(item: Item) -> list[Sheet]:
    """All tables of an item; raises Unreadable."""
    if item.data.startswith(b"PK"):
        return _workbook(item)
    return [Sheet("", delimited.read(decode(item.data).text))]


def _workbook(item: Item) -> list[Sheet]:
    import openpyxl  # slow to load, and few inboxes hold a workbook

    with zipfile.ZipFile(io.BytesIO(item.data)) as packed:
        if any(info.flag_bits & 1 for info in packed.infolist()):
            raise Unreadable(
                "encrypted", "The workbook is protected by a password.", "Save it without password and run again."
            )
        if sum(info.file_size for info in packed.infolist()) > XLSX_CAP:
            raise Unreadable(
                "too-large",
                "The workbook unpacks to more than 300 MB.",
                "Save the sheet with the contacts alone, or as CSV.",
            )
    try:
        book = openpyxl.load_workbook(io.BytesIO(item.data), read_only=True, data_only=True)
        named = [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
    except Exception as e:  # openpyxl lets through what zipfile, the XML parser and its own descriptors raise
        raise Unreadable(
            "unreadable",
            f"The workbook cannot be opened ({type(e).__name__}).",
            "Open it in Excel or LibreOffice, save it again as XLSX or CSV.",
        ) from e
    filled = [(name, rows) for name, rows in named if any(any(row) for row in rows)]
    return [Sheet(name if len(filled) > 1 else "", delimited.Grid(rows)) for name, rows in filled]


def _rows(sheet: object) -> list[list[str]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # some writers declare a dimension of A1
    rows = []
    for row in sheet.iter_rows(values_only=True, max_row=XLSX_ROWS, max_col=delimited.WIDEST):  # type: ignore[attr-defined]
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(value: object) -> str:
    """The text that the sheet shows: whole numbers without decimals (phones), dates in ISO."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value)
