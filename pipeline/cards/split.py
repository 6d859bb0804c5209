"""Which lines of a page belong to which card. A page is split only where the evidence is plain; a line never is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pipeline.cards.frame import Points, along, sides_of
from pipeline.cards.grid import cells, crowded
from pipeline.cards.ground import Corners, Ground, Region, find_grounds
from pipeline.cards.pixels import Pixels

LEAST_AREA = 0.012
"""A card takes at least this share of the page: 30 cards on A3 at the smallest."""
MOST_RATIO = 2.6
"""Longer side over shorter of the narrowest cards."""
LEAST_FILLED = 0.72
"""How much of its rectangle a card fills, shadows and stains included."""
LEAST_LINES_LONG = 13.0
"""A card is at least this many line heights long; a coloured panel on a card is less (dev cards: 17 to 40)."""
SEVERAL, ALIKE = 3, 0.8
"""So many regions that differ so little in length are cards, whatever size their print seems to have, and what is
much larger is not one."""
LIKE_SIZE = 0.62
"""Cards lying together differ no more than this in the lengths of their longer sides."""
LOOSE = {2: 0.3}
"""Share of lines that may lie on bare ground, by number of cards; `MOST_LOOSE` for more cards."""
MOST_LOOSE = 0.6
FAINT_FILLED = 0.85
"""A region without found text must look this much like a card to be looked at."""
LEAST_RIM = 0.4
"""Between cards there is ground, and it goes on around them: this share of the rim."""


@dataclass(slots=True)
class Lot:
    """The lines of one card, as quads in page pixels, and its outline where it shows."""

    quads: list[Points] = field(default_factory=list)
    outline: Corners | None = None
    guessed: bool = False
    """Told from the layout alone: what is read must bear it out."""

    def points(self) -> Points:
        """All corners of lines and outline."""
        parts = [q.reshape(-1, 2) for q in self.quads]
        out: Points = np.concatenate([*parts, self.outline] if self.outline is not None else parts)
        return out

    @property
    def array(self) -> Points:
        """The quads as n x 4 x 2."""
        out: Points = np.asarray(self.quads, dtype=np.float32).reshape(-1, 4, 2)
        return out


def split(page: Pixels, quads: Points, guess: bool = True) -> list[Lot]:
    """The cards on the page in reading order; one lot with everything where nothing tells them apart. `guess`:
    where edges leave more text together than one card has, its layout may tell."""
    best = _by_grounds(find_grounds(page), quads, [Lot(list(quads))])
    if crowded(quads):
        best = _by_grounds(find_grounds(page, closer=True), quads, best)
    if guess and any(crowded(lot.array) for lot in best):
        laid = cells(quads, page.shape[:2])
        best = [Lot(list(group), guessed=True) for group in laid] if len(laid) > len(best) else best
    return best


def _by_grounds(grounds: Iterator[Ground], quads: Points, best: list[Lot]) -> list[Lot]:
    """The most cards that a ground shows; an outline counts where there is one card."""
    for ground in grounds:
        lots = _on_ground(ground, quads)
        if len(lots) > len(best) or (len(lots) == len(best) == 1 and best[0].outline is None):
            best = lots
    return best


def _on_ground(ground: Ground, quads: Points) -> list[Lot]:
    labels = [ground.label_at(q) for q in quads]
    cards = _cards(ground, quads, labels)
    loose = [q for q, label in zip(quads, labels, strict=True) if label not in cards]
    if len(cards) == 1 and len(loose) <= 0.1 * len(quads) + 1:
        return [Lot(list(quads), next(iter(cards.values())).corners)]
    if len(cards) < 2 or len(loose) > LOOSE.get(len(cards), MOST_LOOSE) * len(quads) or ground.rim < LEAST_RIM:
        return [Lot(list(quads))]
    lots = {label: Lot(outline=region.corners) for label, region in cards.items()}
    for quad, label in zip(quads, labels, strict=True):
        if label in lots:
            lots[label].quads.append(quad)
    found = list(lots.values())
    return in_reading_order(found + _gather(loose, found))


def _cards(ground: Ground, quads: Points, labels: list[int]) -> dict[int, Region]:
    """Regions shaped and sized like cards among themselves that hold text of a card's size; those too whose
    print is too faint for the first look, where they are as large as the others."""
    heights = dict[int, list[float]]()
    for height, label in zip(sides_of(along(quads))[1], labels, strict=True):
        heights.setdefault(label, []).append(float(height))
    shaped = {r.label: r for r in ground.regions if _shaped(r)}
    told = {label: r for label, r in shaped.items() if label in heights}
    if not told:
        return {}
    lengths = [r.size[0] for r in told.values()]
    usual, alike = max(((n, _alike(n, lengths)) for n in lengths), key=lambda x: (x[1] >= SEVERAL and x[1], x[0]))
    many = alike >= SEVERAL
    told = {i: r for i, r in told.items() if LIKE_SIZE * usual <= r.size[0] <= (usual / LIKE_SIZE if many else usual)}
    if not many and np.median([r.size[0] / np.median(heights[i]) for i, r in told.items()]) < LEAST_LINES_LONG:
        return {}
    long, short = (float(np.median([r.size[i] for r in told.values()])) for i in (0, 1))
    for label, region in shaped.items():
        like = 0.75 * long < region.size[0] < 1.33 * long and 0.75 * short < region.size[1] < 1.33 * short
        if label not in told and like and region.filled > FAINT_FILLED:
            told[label] = region
    return told


def _alike(length: float, lengths: list[float]) -> int:
    return sum(ALIKE * length <= n <= length / ALIKE for n in lengths)


def _shaped(region: Region) -> bool:
    long, short = region.size
    return region.area >= LEAST_AREA and long <= MOST_RATIO * short and region.filled >= LEAST_FILLED


def _gather(loose: list[Points], lots: list[Lot]) -> list[Lot]:
    """Lines on bare ground: those near a card join it; others that fill a card's space are a card whose edge
    does not show (white on a white lid)."""
    outlines = [lot.outline for lot in lots if lot.outline is not None]
    lengths = [sorted((_side(o, 0), _side(o, 1))) for o in outlines]
    short, long = (float(np.median([n[i] for n in lengths])) for i in (0, 1))
    rest = []
    for quad in loose:
        near, gap = _nearest(quad, lots)
        if gap < 0.06 * short:
            near.quads.append(quad)
        else:
            rest.append(quad)
    found = []
    for group in _grouped(rest, long, short):
        extent = np.ptp(np.concatenate(group), axis=0)
        if len(group) >= 2 and max(extent) > 0.3 * long:
            found.append(Lot(group))
        else:
            for quad in group:
                near, gap = _nearest(quad, lots)
                if gap < 0.5 * short:
                    near.quads.append(quad)
    return found


def _side(corners: Corners, i: int) -> float:
    return float(np.linalg.norm(corners[i + 1] - corners[i]))


def _nearest(quad: Points, lots: list[Lot]) -> tuple[Lot, float]:
    gaps = [_gap(quad, lot.outline if lot.outline is not None else lot.points()) for lot in lots]
    best = int(np.argmin(gaps))
    return lots[best], gaps[best]


def _gap(a: Points, b: Points) -> float:
    """Distance between the upright boxes around two sets of points."""
    apart = np.maximum(np.maximum(a.min(axis=0) - b.max(axis=0), b.min(axis=0) - a.max(axis=0)), 0)
    return float(np.hypot(*apart))


def _grouped(quads: list[Points], long: float, short: float) -> list[list[Points]]:
    """Nearest groups merged as long as the whole fits on a card of these sides, lying or standing."""
    groups = [[q] for q in quads]
    while len(groups) > 1:
        joined = [np.concatenate(g) for g in groups]
        best, pair = float("inf"), (0, 0)
        for i in range(len(groups)):
            for j in range(i):
                extent = np.ptp(np.concatenate([joined[i], joined[j]]), axis=0)
                gap = _gap(joined[i], joined[j])
                if max(extent) <= 1.05 * long and min(extent) <= 1.05 * short and gap < best:
                    best, pair = gap, (i, j)
        if best == float("inf"):
            break
        groups[pair[1]] += groups.pop(pair[0])
    return groups


def in_reading_order(lots: list[Lot]) -> list[Lot]:
    """Rows from top to bottom, in a row from left to right."""
    boxes = {id(lot): (lot.points().min(axis=0), lot.points().max(axis=0)) for lot in lots}
    rows: list[list[Lot]] = []
    for lot in sorted(lots, key=lambda x: float(boxes[id(x)][0][1] + boxes[id(x)][1][1])):
        low, high = boxes[id(lot)]
        first = boxes[id(rows[-1][0])] if rows else None
        if first is not None and min(high[1], first[1][1]) - max(low[1], first[0][1]) > 0.4 * min(
            high[1] - low[1], first[1][1] - first[0][1]
        ):
            rows[-1].append(lot)
        else:
            rows.append([lot])
    return [lot for row in rows for lot in sorted(row, key=lambda x: float(boxes[id(x)][0][0]))]
