"""Rows with more cells than the header: a comma without quotes (`Acme, Inc.`) has pushed the rest to the right."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.columns import TEXTS
from pipeline.sources.dates import iso
from pipeline.sources.shapes import EMAIL, FIRM, LINKEDIN, URL, is_phone


def realign(row: list[str], fields: Sequence[str], mark: str = ",") -> list[str]:
    """The row as wide as the header (`fields`, "" = unknown).

    The cells to join are those for which most e-mails, profiles, phones and dates stand in their own columns;
    where none tell, surplus cells go to a last column of notes, else they are left out.
    """
    width, surplus = len(fields), len(row) - len(fields)
    if surplus <= 0 or not any(cell.strip() for cell in row[width:]):
        return row
    joins = [[*row[:at], mark.join(row[at : at + surplus + 1]), *row[at + surplus + 1 :]] for at in range(width)]
    fits = [_fit(joined, fields) for joined in joins]
    if max(fits) > _fit(row, fields):
        # a comma within a text has a blank after it, one between cells has none
        blanks = [sum(cell[:1] == " " for cell in row[at + 1 : at + surplus + 1]) for at in range(width)]
        return joins[max(range(width), key=lambda at: (fits[at], blanks[at], FIRM.search(joins[at][at]) is not None))]
    return [*row[: width - 1], mark.join(row[width - 1 :])] if fields[-1] in TEXTS else row


def is_shifted(row: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a row is still too long, with what tells the person apart beyond the header instead of in its column."""
    beyond = [cell.strip()[:300] for cell in row[len(fields) :]]
    return any(EMAIL.fullmatch(cell) or LINKEDIN.fullmatch(cell) for cell in beyond) and _fit(row, fields) <= 0


def _fit(row: Sequence[str], fields: Sequence[str]) -> int:
    """Anchors in their own columns, less those that hold something else."""
    return sum(_stands(cell.strip(), field) for cell, field in zip(row, fields, strict=False) if cell.strip())


def _stands(value: str, field: str) -> int:
    value = value[:300]
    if field == "email":
        good = EMAIL.fullmatch(value) is not None
    elif field == "linkedin_url":
        good = LINKEDIN.fullmatch(value) is not None
    elif field == "website":
        good = URL.fullmatch(value) is not None
    elif field == "phone":
        good = is_phone(value)
    elif field in ("connected_on", "met_on", "last_contact"):
        good = bool(iso(value))
    else:  # an anchor in a column of text is out of its place
        return -1 if EMAIL.fullmatch(value) is not None or LINKEDIN.fullmatch(value) is not None else 0
    return 1 if good else -1
