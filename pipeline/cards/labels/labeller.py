"""Which field each piece of print belongs to: probabilities per piece.

Two passes (stacked sequential learning, Cohen and Carvalho 2005): the first judges a piece by itself, the
second again with what the first thinks of its neighbours and of the whole card.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.cards.labels.features import Card
from pipeline.cards.labels.forest import Forest, forest
from pipeline.cards.labels.lines import Piece, same_row

LABELS = ("name", "title", "department", "organization", "logo", "address", "note")
SEEN = (
    "given_any title_any title_last department_any organization_any legal_form street_any postcode "
    "place in_mailbox in_domain h upper words digit "
    "cjk_name cjk_title credential_share"
).split()
"""Features of the neighbours that the second pass sees."""
Matrix: TypeAlias = "npt.NDArray[np.float64]"


def probabilities(card: Card, rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """One distribution over `LABELS` per piece of the card; `rows`: its features."""
    return judge(card, rows, forest("pieces"), forest("pieces_in_context"))


def judge(card: Card, rows: list[dict[str, float]], alone: Forest, together: Forest) -> list[dict[str, float]]:
    """Both passes over the features of a card."""
    if not rows:
        return []
    first = alone.probabilities(alone.table(rows))
    second = together.probabilities(together.table(in_context(card.pieces, rows, first)))
    return [dict(zip(LABELS, map(float, line), strict=True)) for line in second]


def in_context(pieces: Sequence[Piece], rows: Sequence[dict[str, float]], first: Matrix) -> list[dict[str, float]]:
    """Features of the second pass: the piece's own, its neighbours', and what the first pass says of all."""
    out = []
    for i, piece in enumerate(pieces):
        table = dict(rows[i])
        table |= {f"p_{label}": float(first[i, k]) for k, label in enumerate(LABELS)}
        for k, label in enumerate(LABELS[:5]):
            others = [first[j, k] for j in range(len(pieces)) if j != i]
            table[f"best_{label}"] = float(max(others, default=0.0))
            table[f"rank_{label}"] = float(sum(o > first[i, k] for o in others))
        for where, j in _neighbours(i, pieces).items():
            table[f"{where}_gap"] = _gap(piece, pieces[j]) if j >= 0 else 9.0
            for k, label in enumerate(LABELS):
                table[f"{where}_{label}"] = float(first[j, k]) if j >= 0 else 0.0
            for name in SEEN:
                table[f"{where}_{name}"] = rows[j][name] if j >= 0 else -1.0
        out.append(table)
    return out


def _neighbours(i: int, pieces: Sequence[Piece]) -> dict[str, int]:
    """Indexes of the nearest pieces above, below, left and right; -1 where none is."""
    piece = pieces[i]
    mine = [j for j in range(len(pieces)) if j != i and pieces[j].side == piece.side]
    column = [
        j
        for j in mine
        if min(pieces[j].right, piece.right) - max(pieces[j].box[0], piece.box[0]) > 0
        and not same_row(pieces[j], piece)
    ]
    row = [j for j in mine if same_row(pieces[j], piece)]
    above = [j for j in column if pieces[j].middle < piece.middle]
    below = [j for j in column if pieces[j].middle > piece.middle]
    left = [j for j in row if pieces[j].box[0] < piece.box[0]]
    right = [j for j in row if pieces[j].box[0] > piece.box[0]]
    return {
        "up": max(above, key=lambda j: pieces[j].bottom, default=-1),
        "down": min(below, key=lambda j: pieces[j].box[1], default=-1),
        "left": max(left, key=lambda j: pieces[j].right, default=-1),
        "right": min(right, key=lambda j: pieces[j].box[0], default=-1),
    }


def _gap(a: Piece, b: Piece) -> float:
    upper, lower = (a, b) if a.middle < b.middle else (b, a)
    return min(8.0, max(-1.0, (lower.box[1] - upper.bottom) / max(1, a.box[3])))
