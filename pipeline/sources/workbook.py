"""The sheets of a workbook, one by one: a chart costs nothing, and what is damaged costs only itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from pipeline.sources.delimited import WIDEST

MOST_ROWS = 1_048_576
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
TEXT = r'"((?:[^"]|"")*)"'
JOINED = re.compile(rf"=\s*{TEXT}(?:\s*&\s*{TEXT})*\s*")
LINK = re.compile(rf"=\s*HYPERLINK\(\s*{TEXT}\s*(?:[,;]\s*{TEXT}\s*)?\)\s*", re.IGNORECASE)


class Part(NamedTuple):
    """One sheet with cells."""

    name: str
    rows: list[list[str]]
    damage: str = ""
    """What went wrong while it was read; then it has no rows."""
    uncomputed: int = 0
    """Cells whose formula has no result in the file and is more than texts joined."""


def parts(data: bytes) -> list[Part]:
    """The sheets in their order, those of charts left out; raises what openpyxl does where the workbook as a whole
    cannot be opened.

    The steps of `openpyxl.load_workbook`, less those for what holds no cells: a chart sheet without a drawing and a
    damaged list of properties end that one.
    """
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    found = ((sheet.name, rel) for sheet, rel in reader.parser.find_sheets())
    return [_part(reader, name, rel.target) for name, rel in found if rel.Type.endswith("/worksheet")]


def _part(reader: Any, name: str, path: str) -> Part:
    try:
        sheet = ReadOnlyWorksheet(reader.wb, name, path, reader.shared_strings)
        sheet.reset_dimensions()  # some writers declare a dimension of A1
        values = _values(sheet)
        uncomputed = _compute(sheet, values) if _has_formulas(sheet) else 0
    except Exception as e:  # what zipfile, the XML parser and openpyxl's own descriptors raise
        return Part(name, [], type(e).__name__)
    return Part(name, [[_cell(value) for value in row] for row in values], "", uncomputed)


def _values(sheet: Any) -> list[list[object]]:
    """Cells of each row up to the last one that holds something."""
    return [_trimmed(row) for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS, max_col=WIDEST)]


def _trimmed(row: Sequence[object]) -> list[object]:
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return list(row[:end])


def _has_formulas(sheet: Any) -> bool:
    with sheet._get_source() as stream:
        tail = b""
        while piece := stream.read(1 << 20):
            if FORMULA.search(tail + piece):
                return True
            tail = piece[-32:]
    return False


def _compute(sheet: Any, values: list[list[object]]) -> int:
    """Fill in the results that the file lacks, as a program leaves it that writes formulas and computes none; how
    many cells that left empty."""
    missing = 0
    sheet.parent._data_only = False
    try:
        formulas = _values(sheet)
    finally:
        sheet.parent._data_only = True
    for row, column, formula in _without_result(values, formulas):
        result = _result(formula)
        values[row][column] = result
        missing += result is None
    return missing


def _without_result(values: list[list[object]], formulas: list[list[object]]) -> Iterator[tuple[int, int, object]]:
    for n, (row, said) in enumerate(zip(values, formulas, strict=True)):
        row.extend([None] * (len(said) - len(row)))
        for column, formula in enumerate(said):
            if formula is not None and row[column] is None:
                yield n, column, formula


def _result(formula: object) -> str | None:
    """Of texts joined and of links, which scrapers write; None for what needs a spreadsheet program."""
    text = formula if isinstance(formula, str) else ""
    if JOINED.fullmatch(text):
        return "".join(found.replace('""', '"') for found in re.findall(TEXT, text))
    link = LINK.fullmatch(text)
    if not link:
        return None
    return (link[1] if link[2] is None else link[2]).replace('""', '"').removeprefix("mailto:")


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
