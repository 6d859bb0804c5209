"""Lines of notes that say what they are, as Cardfile's own exports and people write them where there is no column for it:
`Asks: investors`, `Biete: Räume`, `Looking for:` above a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.schema import Claim
from pipeline.sources.base import SHORT_CELL
from pipeline.sources.labels import fold, known
from pipeline.sources.notes import BULLET

LABELLED = re.compile(r"\s*([^\W\d_][^:：]{1,40}?)\s*[:：](?!//)\s*(.*)")
PARTS = re.compile(r"\s*[;|]\s*")
FIELDS = frozenset(("ask", "offer", "birthday"))
QUOTATIONS = frozenset(
    """offer offre offerta oferta angebot angebote offres ofertas aanbod request requests demande demandes demanda demandas
    richiesta richieste""".split()
)
"""Labels that in notes stand before prices and orders as often: `Angebot: Website, 8.500 € netto`."""
MOST = 20
"""Such items in a note; more are no form."""


def said(note: Claim) -> list[Claim]:
    """The note, whole, and a claim for each thing that one of its lines says to be asked for, offered or a birthday."""
    found = [*_items(note.raw)] if ":" in note.raw or "：" in note.raw else []
    return [note, *(note._replace(field=field, raw=text[:SHORT_CELL]) for field, text in found[:MOST])]


def _items(text: str) -> Iterator[tuple[str, str]]:
    """(field, text) of what stands behind a label, or in the list below it."""
    above = ""
    for line in text.splitlines():
        if above and BULLET.match(line):
            yield above, BULLET.sub("", line).strip()
            continue
        above, labelled = "", _labelled(line)
        if labelled and labelled[1]:
            yield from _parts(*labelled)
        elif labelled:
            above = labelled[0]


def _parts(field: str, text: str) -> Iterator[tuple[str, str]]:
    """What one line says: `a CFO | Offers: introductions` is of two fields."""
    kept: list[str] = []
    for part in PARTS.split(text):
        labelled = _labelled(part)
        if labelled is None:
            kept.append(part)
            continue
        yield field, "; ".join(kept)
        field, kept = labelled[0], [labelled[1]]
    yield field, "; ".join(kept)


def _labelled(text: str) -> tuple[str, str] | None:
    found = LABELLED.fullmatch(text)
    word = fold(found[1]) if found else ""
    label = known().get(word) if word not in QUOTATIONS else None
    return (label.field, found[2].strip()) if found and label and label.field in FIELDS else None
