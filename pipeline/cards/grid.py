"""Cards laid out in rows and columns whose edges do not show: white cards on a white lid, sheets of a PDF."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipeline.cards.frame import Points, along, sides_of, text_angle

MOST = (4, 6)
"""Columns and rows that are tried."""
SHAPES = (1.3, 2.1)
"""Width over height of a card's cell."""
USUAL_SHAPE = 1.6
SIZES = (14.0, 40.0)
"""Width of a cell in line heights."""
USUAL_SIZE = 22.0
"""The width most cells have, as text is found on a small copy; of several grids that fit, the most usual counts."""
SHIFT = 0.1
"""Share of a cell by which the space between cards may lie off its place."""
FILLED = 0.7
"""Share of the page's side that text must span where the cells share out the whole page."""
MARGIN = 1.5
"""Line heights between the text and the edge of a card, where they share out what the text spans."""
ONE_LONG, ONE_SHORT = 31.0, 18.0
"""The text of one card spans no more line heights than these (297 pictures of one card: 98 in 100)."""

Span = tuple[float, float]


def crowded(quads: Points) -> bool:
    """Whether there is more text, by its extent in line heights, than on one card."""
    if len(quads) < 4:
        return False
    turn = np.deg2rad(text_angle(quads))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    extent = np.ptp(quads.reshape(-1, 2) @ rotation.T, axis=0) / max(_line_height(quads), 1.0)
    return bool(extent.max() > ONE_LONG or extent.min() > ONE_SHORT)


def _line_height(quads: Points) -> float:
    return float(np.median(sides_of(along(quads))[1]))


def cells(quads: Points, page: tuple[int, int]) -> list[Points]:
    """The lines of each card, row by row; empty where no grid fits. `page`: height, width."""
    if not crowded(quads) or abs(text_angle(quads)) > 20:
        return []
    low, high, height = quads.min(axis=1), quads.max(axis=1), _line_height(quads)
    found, usual = [], float("inf")
    for wide in _spans(low[:, 0], high[:, 0], page[1], height):
        for tall in _spans(low[:, 1], high[:, 1], page[0], height):
            for columns, rows in ((c, r) for c in range(1, MOST[0] + 1) for r in range(1, MOST[1] + 1) if c * r > 1):
                cell = (wide[1] - wide[0]) / columns, (tall[1] - tall[0]) / rows
                size, shape = cell[0] / max(height, 1.0), cell[0] / max(cell[1], 1.0)
                if not (SHAPES[0] <= shape <= SHAPES[1] and SIZES[0] <= size <= SIZES[1]):
                    continue
                away = abs(np.log(size / USUAL_SIZE)) + abs(np.log(shape / USUAL_SHAPE))
                if away < usual and (
                    laid := _laid(quads, low, high, (columns, rows), cell, (wide[0], tall[0]), height)
                ):
                    found, usual = laid, float(away)
    return found


def _spans(low: Points, high: Points, side: int, height: float) -> Iterator[Span]:
    """What the cells may share out: the page, and what the text spans."""
    first, last = float(low.min()), float(high.max())
    if last - first >= FILLED * side:
        yield 0.0, float(side)
    yield first - MARGIN * height, last + MARGIN * height


def _laid(
    quads: Points, low: Points, high: Points, count: tuple[int, int], cell: Span, begin: Span, height: float
) -> list[Points]:
    columns, rows = count
    across = [_corridor(low[:, 0], high[:, 0], begin[0] + i * cell[0], cell[0], height) for i in range(1, columns)]
    down = [_corridor(low[:, 1], high[:, 1], begin[1] + i * cell[1], cell[1], height) for i in range(1, rows)]
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
