"""What lies on the desk, scanner lid or page: regions that stand out from a plain ground.

The ground's colour is modelled as a smooth surface over the page (light falls off towards a corner), fitted to
the rim of the page and then to all that looks like it. A region is whatever a path over the ground from the
rim cannot enter, so a white card on a white lid counts when its edge or shadow closes around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from pipeline.cards.pixels import Pixels

SIDE = 640
"""Regions are looked for on a copy of this longer side, pixels."""
RIMS = (0.025, 0.008)
"""Widths of the rim that are tried, share of the longer side: cards may lie close to the edge."""
COARSE = 4
"""The surface is fitted to every fourth pixel of the copy, each way."""
MAX_SPREAD = 22.0
"""A rim whose colours spread more (median absolute deviation, 0-255) is no plain ground."""
LEAST_STEP = 4.0
"""Smallest difference from the ground's colour that stands out, 0-255."""

VEIN = 9
"""Veins of marble and the grain of wood are thinner than this on the copy, pixels."""
SHADE = 0.4
"""A shadow leaves at least this share of the light."""

THIN = 21
"""What is thinner than this on the copy, pixels, is no card."""

WHOLE = 0.9
"""A card fills at least this share of its rectangle; less means that something hangs on it."""

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Corners = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Region:
    """Something on the ground, in page pixels."""

    corners: Corners
    """4 x 2: its smallest turned rectangle."""
    area: float
    """Its own area over that of the page."""
    filled: float
    """Its area over that of the rectangle: 1 for a card."""
    label: int

    @property
    def size(self) -> tuple[float, float]:
        """Longer and shorter side."""
        a, b = (float(np.linalg.norm(self.corners[i + 1] - self.corners[i])) for i in (0, 1))
        return max(a, b), max(min(a, b), 1.0)


@dataclass(frozen=True, slots=True)
class Ground:
    """The labelled copy of the page: 0 is ground."""

    labels: np.ndarray[Any, np.dtype[np.int32]]
    scale: float
    """Pixels of the copy per page pixel."""
    regions: list[Region]
    rim: float
    """Share of the page's rim that is ground."""

    def label_at(self, quad: Corners) -> int:
        """The region that most of the rim of a line's box lies in; 0 for the ground."""
        height, width = self.labels.shape
        ring = _ring(quad) * self.scale
        x = np.clip(np.round(ring[:, 0]).astype(int), 0, width - 1)
        y = np.clip(np.round(ring[:, 1]).astype(int), 0, height - 1)
        return int(np.bincount(self.labels[y, x]).argmax())


def _ring(quad: Corners) -> Corners:
    """Points just outside a quad."""
    centre = quad.mean(axis=0)
    height = min(float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[2] - quad[1])))
    steps = (quad - centre) / np.maximum(np.linalg.norm(quad - centre, axis=1, keepdims=True), 1e-6)
    wide = quad + steps * 0.5 * height
    share = np.linspace(0, 1, 8, endpoint=False)[:, None]
    out: Corners = np.concatenate([wide[i] * (1 - share) + wide[(i + 1) % 4] * share for i in range(4)])
    return out


def find_grounds(page: Pixels, closer: bool = False) -> Iterator[Ground]:
    """The regions on the page's ground, seen with rims of several widths; none where it has no plain ground.
    `closer`: seen without thin things as veins and grain, and with shadows as ground, instead."""
    import cv2

    scale = min(1.0, SIDE / max(page.shape[:2]))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else page
    smooth = cv2.medianBlur(small, 5).astype(np.float32)
    for rim in RIMS:
        for shaded in (False, True) if closer else (False,):
            distance = _distance(smooth, rim, shaded)
            if distance is not None:
                yield _seen(distance, scale, rim, VEIN if closer else 1)


def _seen(distance: np.ndarray[Any, Any], scale: float, width: float, vein: int) -> Ground:
    import cv2

    outside = _reachable(distance, 7 if width == RIMS[0] else 3, vein)
    # stains and the grain of a desk hang on cards as tendrils: cut what is thinner than any card
    inside = cv2.morphologyEx((~outside).astype(np.uint8), cv2.MORPH_OPEN, np.ones((THIN, THIN), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=4)
    regions = [r for i in range(1, count) if (r := _region(labels, stats[i], i, scale)) is not None]
    rim = float(np.mean(outside[_rim_of(outside.shape, width)]))
    return Ground(labels, scale, regions, rim)


def _rim_of(shape: tuple[int, ...], share: float) -> Mask:
    height, width = shape[:2]
    wide = max(3, round(share * max(height, width)))
    rim: Mask = np.ones((height, width), dtype=bool)
    rim[wide:-wide, wide:-wide] = False
    return rim


def _distance(smooth: np.ndarray[Any, Any], width: float, shaded: bool) -> np.ndarray[Any, Any] | None:
    """Each pixel's difference from the ground's surface in units of what still counts as ground; `shaded`: a
    darker tone of the same colour is no difference."""
    terms, colours = _terms(smooth.shape), smooth[::COARSE, ::COARSE]
    coarse = terms[::COARSE, ::COARSE]
    rim = chosen = _rim_of(smooth.shape, width)[::COARSE, ::COARSE]
    for last in (False, False, True):
        surface = _fit(coarse[chosen], colours[chosen])
        away = _largest(np.abs(colours - coarse @ surface))
        spread = float(np.median(away[chosen]))
        if spread > MAX_SPREAD:
            return None
        limit = max(LEAST_STEP, 3.5 * spread)
        if not last:
            chosen = (away < limit) & (rim | (away < max(LEAST_STEP, 2.5 * spread)))
            if chosen.mean() < 0.02:
                return None
    plain = terms @ surface
    if shaded:
        tone = (smooth * plain).sum(axis=2) / np.maximum((plain * plain).sum(axis=2), 1.0)
        plain = plain * np.clip(tone, SHADE, 1.0)[:, :, None]
    out: np.ndarray[Any, Any] = _largest(np.abs(smooth - plain)) / limit
    return out


@lru_cache(maxsize=2)
def _terms(shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j].astype(np.float32)
    out: np.ndarray[Any, Any] = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    return out


def _largest(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The largest of three channels; numpy's own `max` along so short an axis takes ten times as long."""
    out: np.ndarray[Any, Any] = np.maximum(np.maximum(values[..., 0], values[..., 1]), values[..., 2])
    return out


def _fit(terms: np.ndarray[Any, Any], colours: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Least squares, then again without the worst quarter, and without the worst tenth of the rest."""
    for share in (0.75, 0.9):
        rest = _largest(np.abs(terms @ _solved(terms, colours) - colours))
        keep = rest <= np.quantile(rest, share)
        terms, colours = terms[keep], colours[keep]
    return _solved(terms, colours)


def _solved(terms: np.ndarray[Any, Any], colours: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """By the normal equations: six terms over the page are well told apart, and a decomposition of all pixels is
    slow. Where few pixels leave them open, the smallest solution."""
    square = (terms.T @ terms).astype(np.float64)
    out: np.ndarray[Any, Any] = np.linalg.pinv(square, hermitian=True) @ (terms.T @ colours)
    return out.astype(np.float32)


def _reachable(distance: np.ndarray[Any, Any], closing: int, vein: int) -> Mask:
    """What can be reached from the rim over the ground, across what is thinner than `vein` pixels, gaps in edges
    below `closing` pixels closed."""
    import cv2

    stands_out = cv2.morphologyEx((distance > 1).astype(np.uint8), cv2.MORPH_OPEN, np.ones((vein, vein), np.uint8))
    closed = cv2.morphologyEx(stands_out, cv2.MORPH_CLOSE, np.ones((closing, closing), np.uint8))
    count, labels = cv2.connectedComponents(1 - closed, connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching: Mask = np.zeros(count, dtype=bool)
    touching[np.unique(rim)] = True
    touching[0] = False
    out: Mask = np.asarray(touching[labels])
    return out


def _region(labels: np.ndarray[Any, Any], stats: Any, label: int, scale: float) -> Region | None:
    import cv2

    x, y, width, height, area = (int(v) for v in stats)
    if min(width, height) < THIN:
        return None
    part: np.ndarray[Any, Any] = np.zeros((height + 2, width + 2), dtype=np.uint8)
    part[1:-1, 1:-1] = labels[y : y + height, x : x + width] == label
    rect, own = _rectangle(part)
    for share in (0.15, 0.3, 0.45):  # shadows and stains that touch the card: wear them off
        whole = rect[1][0] * rect[1][1]
        if own >= WHOLE * whole:
            break
        wear = max(3, round(share * min(rect[1])))
        worn = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((wear, wear), np.uint8))
        if worn.sum() < 0.6 * part.sum():
            break
        rect, own = _rectangle(worn)
    whole = max(rect[1][0] * rect[1][1], 1.0)
    corners = (cv2.boxPoints(rect) + np.array([x - 1, y - 1])) / scale
    return Region(corners.astype(np.float32), area / labels.size, own / whole, label)


def _rectangle(part: np.ndarray[Any, Any]) -> tuple[Any, float]:
    """The smallest turned rectangle around the largest piece, and that piece's area."""
    import cv2

    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea)
    return cv2.minAreaRect(outline), float(cv2.contourArea(outline))
