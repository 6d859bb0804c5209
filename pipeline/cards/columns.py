"""Cards with columns of East Asian writing, read from top to bottom and from right to left.

Layout is judged in rows. So columns are laid out as the rows they would be with the card turned on its left
side, above the card's own rows: the firm first, then title and name, then what is written across.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from pipeline.cards.reading import Box, Line
from pipeline.cards.recognise import in_reading_order

TALL = 1.8
"""A column is at least this many times higher than wide: two characters of a name."""
EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def in_rows(lines: Sequence[Line], width: int, height: int) -> tuple[list[Line], int, int]:
    """The lines of a side of this size with columns laid out as rows, and the size they take then. A single
    column is an ornament along the edge: it stays where it is."""
    columns = [x for x in lines if _is_column(x)]
    if len(columns) < 2:
        return list(lines), width, height
    turned = in_reading_order([_moved(x, lambda b: (b[1], width - b[0] - b[2], b[3], b[2])) for x in columns])
    chosen = {id(x) for x in columns}
    across = [x for x in lines if id(x) not in chosen]
    space = 2 * round(float(np.median([x.box[3] for x in turned])))
    down = _bottom(turned) + space - min((x.box[1] for x in across), default=0)
    rows = [_moved(x, lambda b: (b[0], b[1] + down, b[2], b[3])) for x in across]
    return turned + rows, max(width, height), _bottom(turned + rows) + space


def _bottom(lines: Sequence[Line]) -> int:
    return max(x.box[1] + x.box[3] for x in lines)


def _is_column(line: Line) -> bool:
    _, _, width, height = line.box
    letters = [c for c in line.text if c.isalpha()]
    asian = sum(unicodedata.name(c, "").startswith(EAST_ASIAN) for c in letters)
    return height >= TALL * width and len(letters) >= 2 and asian >= 0.7 * len(letters)


def _moved(line: Line, move: Callable[[Box], Box]) -> Line:
    words = tuple(replace(w, box=move(w.box)) for w in line.words)
    return replace(line, box=move(line.box), words=words)
