"""Labelled pieces -> values: lines joined, the best chosen, the others kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.cards.labels.lines import Piece, join_boxes, same_row
from pipeline.cards.labels.text import cjk_share


@dataclass(slots=True)
class Value:
    """A value read on the card."""

    field: str
    text: str
    pieces: list[Piece]
    score: float
    """How sure the labels are, 0-1."""
    alternatives: list[Value] = field(default_factory=list)


def joined(pieces: Sequence[Piece], separator: str = " ") -> str:
    """Text of several pieces; Chinese and Japanese lines are joined without a space, a trailing hyphen stays."""
    text = ""
    for piece in pieces:
        if not text:
            text = piece.text
        elif cjk_share(text[-1:]) and cjk_share(piece.text[:1]):
            text += piece.text
        else:
            text = f"{text.rstrip()}{'' if separator != ' ' and text.rstrip().endswith(',') and separator.strip() == ',' else separator.rstrip() if separator.strip() else ''} {piece.text}"
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


def groups(pieces: Sequence[Piece], gap: float = 1.1) -> list[list[Piece]]:
    """Runs of pieces that go on from line to line or along a row."""
    rest = list(pieces)
    out: list[list[Piece]] = []
    while rest:
        run = [rest.pop(0)]
        grown = True
        while grown:
            grown = False
            for p in rest:
                if any(follows(q, p, gap) or beside(q, p) for q in run):
                    run.append(p)
                    rest.remove(p)
                    grown = True
                    break
        out.append(
            sorted(run, key=lambda p: (round(p.middle / max(1, 0.7 * p.box[3])), p.box[0])) if len(run) > 1 else run
        )
    return out


def where(pieces: Sequence[Piece]) -> str:
    """The pixel box of a claim: `x,y,w,h` on the page."""
    if not pieces:
        return ""
    return ",".join(map(str, join_boxes([p.page_box for p in pieces if p.side == pieces[0].side])))
