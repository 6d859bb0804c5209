"""Real development cards (not part of the project): readings and truths -> examples, each piece labelled by the truth.

Only shapes, places and lexicon features of these cards reach the model; no value does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from pipeline.cards.labels.lexicons import lexicon, place_names
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.text import compact, fold, letters, words
from pipeline.cards.model.training.rendered import Example
from pipeline.cards.reading import Reading

FOLDS = 5


def examples(truths: Path, images: Path, readings: Path) -> Iterator[Example]:
    """Cards of `truth.jsonl`; `readings/<sha256 of the image>.json` holds what the reader read.

    Cards of one firm are in one fold, so that no firm is learned and tested.
    """
    firms: dict[str, int] = {}
    for n, line in enumerate(truths.read_text(encoding="utf-8").splitlines()):
        truth = json.loads(line)
        digest = hashlib.sha256((images / truth["image"]).read_bytes()).hexdigest()
        file = readings / f"{digest}.json"
        if file.exists():
            reading = Reading.from_json(file.read_text(encoding="utf-8"))
            key = compact(str(truth.get("organization") or truth.get("name") or n))[:6]
            fold = firms.setdefault(key, len(firms)) % FOLDS
            yield Example(truth["image"], reading.sides, [], truth, 6.0, truth["kind"], fold)


def label_of(piece: Piece, truth: dict[str, Any]) -> tuple[str, float]:
    """Label of a piece by the truth's fields, and how sure that is (0 where the truth does not tell)."""
    text = piece.text
    own = compact(text)
    if not own:
        return "note", 0.0
    for field, label in (
        ("name", "name"),
        ("title", "title"),
        ("department", "department"),
        ("organization", "organization"),
    ):
        forms = [truth.get(field), *truth.get(f"{field}_alt", [])]
        for rank, form in enumerate(f for f in forms if f):
            if _same(own, compact(form), form):
                return (
                    "logo"
                    if field == "organization"
                    and rank
                    and not _same(own, compact(str(truth["organization"])), str(truth["organization"]))
                    else label
                ), 1.0
    address = " ".join([truth.get("address") or "", *truth.get("address_alt", [])])
    if address.strip():
        inside = [w for w in words(text) if letters(w) > 1 or w.isdigit()]
        hits = sum(bool(re.search(rf"(?<!\w){re.escape(w.casefold())}(?!\w)", address.casefold())) for w in inside)
        if (inside and hits / len(inside) >= 0.7) or (len(own) > 6 and fuzz.partial_ratio(own, compact(address)) > 85):
            return "address", 1.0
    notes = truth.get("notes", "")
    if re.search(r"office|address|lab", notes) and (re.search(r"\d", text) or "," in text):
        spoken = [w for w in words(text) if letters(w)]
        place = any(lexicon("street").has(w) or fold(w) in place_names() for w in spoken)
        return "address", 0.7 if place else 0.0
    return "note", 0.6


def _same(own: str, form: str, printed: str) -> bool:
    if not form:
        return False
    if own == form or (len(own) >= 5 and fuzz.ratio(own, form) >= 85):
        return True
    contained = own in form and (len(own) >= 4 or not own.isascii() or any(compact(w) == own for w in printed.split()))
    whole = form in own and len(form) >= 0.75 * len(own)
    return (contained and len(own) >= 0.2 * len(form)) or whole
