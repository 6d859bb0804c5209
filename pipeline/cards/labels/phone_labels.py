"""Words that stand apart from the number that they name: left of it, or above it over a number of the same type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.cards.labels.captions import label_kind
from pipeline.cards.labels.found import Dissected
from pipeline.cards.labels.lines import Piece, same_row
from pipeline.cards.labels.text import digits, fold, letters, words
from pipeline.schema import PHONE_TYPES


def only_label(text: str) -> str:
    """The kind, where a piece is nothing but a label (`Tel.`, `Mobile :`, `携帯電話`)."""
    bare = re.sub(r"[\s:.|/()\x00-]+", " ", text).strip()
    if not bare or len(bare) > 22:
        return ""
    spoken = [w for w in words(bare) if letters(w)]
    kind, label = label_kind(bare)
    known = [
        w
        for w in spoken
        if label_kind(w)[0] or fold(w) in ("no", "nr", "number", "phone", "direct", "office", "id", "address")
    ]
    return kind if spoken and len(known) == len(spoken) and label else ""


def labels_beside(lines: Sequence[Dissected]) -> None:
    """A number without words takes the label that stands left of it in its row."""
    labels = [line for line in lines if line.label]
    for line in lines:
        if not line.numbers or line.numbers[0].kind or not _bare_number(line):
            continue
        left = [
            other
            for other in labels
            if other.piece.side == line.piece.side
            and other.piece.right <= line.piece.box[0] + 0.5 * line.piece.box[3]
            and same_row(other.piece, line.piece)
            and not _between(lines, other.piece, line.piece)
        ]
        if left:
            nearest = max(left, key=lambda other: other.piece.right)
            line.numbers = [n if n.kind else replace(n, kind=nearest.label, label=nearest.text) for n in line.numbers]


def _between(lines: Sequence[Dissected], a: Piece, b: Piece) -> bool:
    return any(
        a.right <= o.piece.box[0] and o.piece.right <= b.box[0] + 2 and same_row(o.piece, b) and o.piece.side == b.side
        for o in lines
        if o.piece is not a and o.piece is not b
    )


def _bare_number(line: Dissected) -> bool:
    first = line.numbers[0]
    return letters(line.text[: first.start]) <= 1


def labels_above(lines: Sequence[Dissected]) -> None:
    """A bare number under a labelled one, in line with it, is of the same type."""
    for i, line in enumerate(lines):
        if not line.numbers or line.numbers[0].kind or not _bare_number(line) or len(digits(line.numbers[0].text)) < 6:
            continue
        for above in reversed(lines[:i]):
            a, b = above.piece, line.piece
            if a.side != b.side or not above.numbers or not 0 < b.middle - a.middle < 2.2 * b.box[3]:
                continue
            last = above.numbers[-1]
            indented = b.box[0] > a.box[0] + 0.5 * b.box[3] and abs(a.right - b.right) < max(
                1.5 * b.box[3], 0.25 * a.box[2]
            )
            hanging = line.text.lstrip().startswith(":")
            if last.kind in PHONE_TYPES and above.numbers[0].kind and (indented or hanging):
                line.numbers = [n if n.kind else replace(n, kind=last.kind, label="") for n in line.numbers]
            break
