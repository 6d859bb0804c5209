"""Cards laid out in rows and columns whose edges do not show: white cards on a white lid, sheets of a PDF."""

from __future__ import annotations

import numpy as np

from pipeline.cards.frame import Points, along, sides_of, text_angle

MOST = (4, 6)
"""Columns and rows that are tried."""
SHAPES = (1.35, 2.1)
"""Width over height of a card's cell."""
SIZES = (16.0, 48.0)
"""Width of a cell in line heights."""
USUAL = 27.0
"""The width most cards have; of several grids that fit, the one closest to it counts."""
SHIFT = 0.1
"""Share of a cell by which the space between cards may lie off its place."""
FILLED = 0.7
"""Share of the page's sides that text must span."""


def cells(quads: Points, page: tuple[int, int]) -> list[Points]:
    """The lines of each card, row by row; empty where no grid fits. `page`: height, width."""
    if len(quads) < 4 or abs(text_angle(quads)) > 20:
        return []
    low, high = quads.min(axis=1), quads.max(axis=1)
    span = (high.max(axis=0) - low.min(axis=0)) / np.array([page[1], page[0]])
    height = float(np.median(sides_of(along(quads))[1]))
    if span.min() < FILLED:
        return []
    tried = sorted((c * r, c, r) for c in range(1, MOST[0] + 1) for r in range(1, MOST[1] + 1))
    for count, columns, rows in tried:
        wide, tall = page[1] / columns, page[0] / rows
        fits = SHAPES[0] <= wide / tall <= SHAPES[1] and SIZES[0] <= wide / max(height, 1) <= SIZES[1]
        if count > 1 and fits and (found := _laid(quads, low, high, columns, rows, (wide, tall), height)):
            return found
    return []


def _laid(
    quads: Points, low: Points, high: Points, columns: int, rows: int, cell: tuple[float, float], height: float
) -> list[Points]:
    across = [_corridor(low[:, 0], high[:, 0], i * cell[0], cell[0], height) for i in range(1, columns)]
    down = [_corridor(low[:, 1], high[:, 1], i * cell[1], cell[1], height) for i in range(1, rows)]
    if any(cut is None for cut in (*across, *down)):
        return []
    middle = (low + high) / 2
    column = np.searchsorted(np.array(across, dtype=float), middle[:, 0])
    row = np.searchsorted(np.array(down, dtype=float), middle[:, 1])
    groups = [quads[(row == r) & (column == c)] for r in range(rows) for c in range(columns)]
    full = [g for g in groups if len(g) >= 2]
    if sum(len(g) > 0 for g in groups) != len(full) or len(groups) - len(full) >= max(columns, 1):
        return []
    extents = [np.ptp(g.reshape(-1, 2), axis=0) / cell for g in full]
    return full if np.median([e.min() for e in extents]) >= 0.35 else []


def _corridor(low: Points, high: Points, place: float, size: float, height: float) -> float | None:
    """The middle of the widest space between lines near a place; None where there is none of a line's height."""
    best, wide = None, height
    inside = (high > place - size * SHIFT) & (low < place + size * SHIFT)
    edges = sorted([(float(a), float(b)) for a, b in zip(low[inside], high[inside], strict=True)])
    end = place - size * SHIFT
    for begin, until in [*edges, (place + size * SHIFT, place + size * SHIFT)]:
        if begin - end >= wide:
            best, wide = (begin + end) / 2, begin - end
        end = max(end, until)
    return best
