"""Lines of notes that say what they are, as Cardfile's own exports write them for address books without a column for it."""

from __future__ import annotations

import re

from pipeline.schema import Claim
from pipeline.sources.base import SHORT_CELL

LINE = re.compile(r"^[ \t]*(Asks|Offers|Birthday)[ \t]*:[ \t]*(\S.*)$", re.MULTILINE | re.IGNORECASE)
FIELDS = {"asks": "ask", "offers": "offer", "birthday": "birthday"}
MOST = 20
"""Such lines in a note; more are no form."""


def said(note: Claim) -> list[Claim]:
    """The note, whole, and a claim for each of its lines that begins `Asks:`, `Offers:` or `Birthday:`."""
    found = [(FIELDS[label.lower()], text.strip()) for label, text in LINE.findall(note.raw)] if ":" in note.raw else []
    return [note, *(note._replace(field=field, raw=text[:SHORT_CELL]) for field, text in found[:MOST])]
