"""Files of rows (CSV, TSV, XLSX) -> sheets of cells."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from pipeline.schema import Item
from pipeline.sources import delimited
from pipeline.sources.encoding import decode

if TYPE_CHECKING:
    from pipeline.sources.workbook import Part

XLSX_CAP = 300 * 2**20
"""Bytes of an unpacked workbook: more is refused, as a zip bomb would be."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


class Sheet(NamedTuple):
    """One table: a file's only one, or a sheet of a workbook."""

    name: str
    """"" for the only sheet."""
    grid: delimited.Grid
    problem: tuple[str, ...] = ()
    """Code, reason and remedy where the sheet could not be read, or not all of it."""

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
    from pipeline.sources.workbook import parts  # slow to load, and few inboxes hold a workbook

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
        found = parts(item.data)
    except Exception as e:  # openpyxl lets through what zipfile, the XML parser and its own descriptors raise
        raise _damaged("The workbook", type(e).__name__) from e
    filled = [part for part in found if part.damage or part.uncomputed or any(map(any, part.rows))]
    return [_sheet(part, part.name if len(filled) > 1 else "") for part in filled]


def _sheet(part: Part, name: str) -> Sheet:
    rows = part.rows
    while rows and not any(rows[-1]):
        rows.pop()
    problem = _damaged(f"The sheet {part.name}", part.damage).args if part.damage else ()
    if part.uncomputed:
        told = f"Formulas stand in it without their results (cells: {part.uncomputed})."
        problem = ("not-computed", told, "Open it in Excel or LibreOffice, save it, and give it again.")
    return Sheet(name, delimited.Grid(rows), problem)


def _damaged(what: str, error: str) -> Unreadable:
    remedy = "Open it in Excel or LibreOffice, save it again as XLSX or CSV."
    return Unreadable("unreadable", f"{what} cannot be opened ({error}).", remedy)
