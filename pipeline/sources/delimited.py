"""Delimited text -> rows of cells: delimiter, quoting and records that a forgotten quote runs together."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.sources.labels import is_label

csv.field_size_limit(1 << 30)  # the default of 128 KB refuses files with one long note; items are capped as a whole

DELIMITERS = (",", ";", "\t", "|")
HEAD_LINES = 60
MAX_SPAN = 400
"""A cell of more lines than this is taken for a forgotten quote."""
LINE = re.compile(r"\r\n|\n|\r")
WIDEST = 5_000
"""Columns beyond these are not looked at."""


@dataclass(slots=True)
class Grid:
    """Rows of cells as they stand in the file, what precedes the header included."""

    rows: list[list[str]] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)
    """Index of a row with an unclosed quote -> its text; its cells in `rows` are empty."""
    delimiter: str = ","


def read(text: str) -> Grid:
    """All rows of a delimited text. Never fails; rows with an unclosed quote are in `broken`."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?', first.strip("\r")) if first[:1] in 's"S' else None
    if told:  # Excel's own line, which says what the delimiter is
        return _read(rest, told[1])
    return _read(text, delimiter(text))


def _read(text: str, mark: str) -> Grid:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        return _recover(text, mark)
    if _swallowed(rows, mark):
        return _recover(text, mark)
    return Grid(rows, {}, mark)


def delimiter(text: str) -> str:
    """The delimiter that gives the most known labels in one row, then the most rows of equal width."""
    head = "\n".join(LINE.split(text[:200_000], HEAD_LINES)[:HEAD_LINES])
    return max(DELIMITERS, key=lambda mark: (*_worth(head, mark), -DELIMITERS.index(mark)))


def is_regular(text: str) -> bool:
    """Whether nearly all rows have the same four or more cells: a table, whatever its words."""
    rows = [row for row in read(text).rows[:200] if row]
    width, rows_of_it = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    return width >= 4 and rows_of_it >= 0.9 * len(rows)


def _worth(head: str, mark: str) -> tuple[int, float]:
    if mark not in head:
        return (0, 0.0)
    rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=mark) if row]
    labels = max((sum(is_label(cell) for cell in row[:200]) for row in rows if len(row) > 1), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    same = max(widths.values(), default=0) / len(rows) if rows else 0.0
    return (labels, same)


def _swallowed(rows: list[list[str]], mark: str) -> bool:
    """Whether a row holds, in one cell, lines that are rows: a quote closed much too late."""
    usual = _usual_width(len(row) for row in rows[:2000])
    return any(
        "\n" in cell and _holds_rows(LINE.split(cell)[1:-1], usual, mark, sure=len(row) != usual)
        for row in rows
        if len(row) > 1
        for cell in row
    )


def _usual_width(widths: Iterable[int]) -> int:
    counts = Counter(widths)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _holds_rows(lines: list[str], usual: int, mark: str, sure: bool) -> bool:
    """Whether lines inside a cell are rows of the table: one is enough where the row has the wrong width (`sure`)."""
    rows = sum(line.count(mark) >= usual - 1 and len(_cells(line, mark)) == usual for line in lines) if usual > 1 else 0
    return rows > 0 if sure else usual > 3 and 0 < len(lines) == rows


def _cells(line: str, mark: str) -> list[str]:
    """The cells of one record, as strict as its quoting allows: doubled quotes, else backslashes, else anything."""
    source = io.StringIO(line, newline="")
    readers = (
        csv.reader(source, delimiter=mark, strict=True),
        csv.reader(source, delimiter=mark, doublequote=False, escapechar="\\", strict=True),
        csv.reader(source, delimiter=mark),
    )
    for reader in readers:
        source.seek(0)
        try:
            return next(reader, [])
        except csv.Error:
            continue
    return line.split(mark)


def _recover(text: str, mark: str) -> Grid:
    """Record by record: a quote opened on a line must close within a plausible record, else that line is broken."""
    lines = LINE.split(text)
    if lines and not lines[-1]:
        lines.pop()
    usual = _usual_width(line.count(mark) + 1 for line in lines[:2000] if '"' not in line and mark in line)
    grid = Grid([], {}, mark)
    at = 0
    while at < len(lines):
        end = _end_of_record(lines, at, mark, usual)
        if end < 0:
            grid.broken[len(grid.rows)] = lines[at]
            grid.rows.append([])
            at += 1
            continue
        record = "\n".join(lines[at : end + 1])
        grid.rows.append(_cells(record, mark) if record else [])
        at = end + 1
    return grid


def _end_of_record(lines: list[str], at: int, mark: str, usual: int) -> int:
    """Index of the record's last line, -1 when its quote does not close where it should."""
    quotes = lines[at].count('"')
    if quotes % 2 == 0 or _is_complete(lines[at], mark):
        return at
    for end in range(at + 1, min(at + MAX_SPAN, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2:
            continue
        width = len(_cells("\n".join(lines[at : end + 1]), mark))
        inner = lines[at + 1 : end + (width != usual)]
        return -1 if _holds_rows(inner, usual, mark, sure=width != usual) else end
    return -1


def _is_complete(line: str, mark: str) -> bool:
    """Whether a line with a stray quote is a record all the same (`5" pipe` without quotes around it)."""
    try:
        return bool(list(csv.reader(io.StringIO(line, newline=""), delimiter=mark, strict=True)))
    except csv.Error:
        return False
