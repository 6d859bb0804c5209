"""Which of LinkedIn's files a table is, by its header row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.sources.facts import lines, words
from pipeline.sources.labels import fold, meaning

EXPORTED = {"first name", "last name", "url", "email address", "company", "position", "connected on"}
"""The columns of Connections.csv, 2013 to today; Excel users drop some of them."""
OUTLOOK_STYLE = ["title", "first name", "middle name", "last name", "suffix", "email address"]
"""How the export of 2013 to 2017 begins that LinkedIn offered for Outlook; Outlook's own has Company after Suffix."""


@lru_cache(maxsize=1)
def _files() -> list[tuple[str, frozenset[str], str]]:
    return [
        (kind, frozenset(fold(label) for label in words(labels)), begins)
        for kind, labels, begins in lines("linkedin_files.tsv")
    ]


def kind_of(header: Sequence[str], before: Sequence[Sequence[str]] = (), name: str = "") -> str:
    """`connections`, `messages` ... for one of LinkedIn's files, "" for none. `before`: the rows above the header."""
    labels = {fold(cell) for cell in header[:80] if cell}
    if _is_connections(header, labels, before):
        return "connections"
    file = name.rpartition("/")[2].casefold().replace(" ", "_")
    for kind, wanted, begins in _files():
        if wanted <= labels and file.startswith(begins) and (len(wanted) > 1 or len(labels) == 1):
            return kind
    return ""


def _is_connections(header: Sequence[str], labels: set[str], before: Sequence[Sequence[str]]) -> bool:
    fields = {m.field for m in (meaning(cell) for cell in header[:60] if cell) if m}
    named = bool(fields & {"given_name", "full_name"})
    if "connected_on" in fields and named and len(labels) <= 12:
        return True
    if labels <= EXPORTED and "position" in labels and labels & {"first name", "last name"}:
        return True
    if [fold(cell) for cell in header[:6]] == OUTLOOK_STYLE and "job title" in labels and "business country" in labels:
        return True
    return named and any("exporting your connection data" in cell.casefold() for row in before for cell in row)
