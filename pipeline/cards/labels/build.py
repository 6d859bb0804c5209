"""Which pieces go on from line to line or along a row, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels.lines import Piece, join_boxes, same_row
from pipeline.cards.labels.text import cjk_share


def joined(pieces: Sequence[Piece]) -> str:
    """Text of several pieces; Chinese and Japanese lines are joined without a space."""
    text = ""
    for piece in pieces:
        together = cjk_share(text[-1:]) and cjk_share(piece.text[:1])
        text += piece.text if together or not text else f" {piece.text}"
    return re.sub(r"\s+", " ", text).strip()


def follows(upper: Piece, lower: Piece, gap: float = 1.1) -> bool:
    """Whether `lower` is the next line of print under `upper`: near, of like height, in line with it."""
    if upper.side != lower.side:
        return False
    h = min(upper.box[3], lower.box[3])
    alike = max(upper.box[3], lower.box[3]) <= 1.45 * h
    space = lower.box[1] - upper.bottom
    below = -0.6 * h < space < gap * h and lower.middle - upper.middle > 0.5 * h
    slack = 1.0 * h
    middle = abs(upper.box[0] + upper.box[2] / 2 - lower.box[0] - lower.box[2] / 2)
    aligned = min(abs(upper.box[0] - lower.box[0]), abs(upper.right - lower.right), middle) < slack
    return alike and below and aligned


def beside(left: Piece, right: Piece, gap: float = 2.0) -> bool:
    """Whether `right` goes on where `left` ends, in the same row."""
    h = max(left.box[3], right.box[3])
    return (
        left.side == right.side
        and same_row(left, right)
        and -0.5 * h <= right.box[0] - left.right < gap * h
        and min(left.box[3], right.box[3]) > 0.6 * h
    )


def where(pieces: Sequence[Piece]) -> str:
    """The pixel box of a claim: `x,y,w,h` on the page."""
    if not pieces:
        return ""
    return ",".join(map(str, join_boxes([p.page_box for p in pieces if p.side == pieces[0].side])))
