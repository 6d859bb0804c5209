"""Frames: how a card lies on its page, from the directions of its lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.cards.pixels import Pixels

Points = np.ndarray[Any, np.dtype[np.float32]]
"""... x 2: x and y in pixels."""
ELONGATED = 2.0
"""Boxes at least this many times longer than high tell the direction of their text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A turned rectangle on the page; as an upright picture it is `width` x `height` page pixels."""

    matrix: np.ndarray[Any, np.dtype[np.float64]]
    """2 x 3: page to frame."""
    width: int
    height: int
    angle: float
    """Direction of its text on the page, degrees clockwise from rightwards, -180 to 180."""

    def to_frame(self, points: Points) -> Points:
        """Page points in this frame."""
        out: Points = np.asarray(points @ self.matrix[:, :2].T + self.matrix[:, 2], dtype=np.float32)
        return out

    def to_page(self, points: Points) -> Points:
        """Points of this frame on the page."""
        out: Points = np.asarray((points - self.matrix[:, 2]) @ self.matrix[:, :2], dtype=np.float32)
        return out

    def corners(self) -> Points:
        """The frame's four corners on the page."""
        w, h = self.width, self.height
        return self.to_page(np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float32))

    def picture(self, page: Pixels, zoom: float) -> Pixels:
        """The frame's part of the page, upright, `zoom` pixels to one of the page."""
        import cv2

        size = (max(1, round(self.width * zoom)), max(1, round(self.height * zoom)))
        if abs(self.angle) < 0.01:
            x, y = (round(-v) for v in self.matrix[:, 2])
            part = page[max(0, y) : y + self.height, max(0, x) : x + self.width]
            if part.shape[:2] == (self.height, self.width):
                method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
                level: Pixels = np.asarray(cv2.resize(part, size, interpolation=method), dtype=np.uint8)
                return level
        source, scale = page, zoom
        if zoom < 0.5:  # a warp does not average: shrink first, or small print aliases
            source = cv2.resize(page, None, fx=2 * zoom, fy=2 * zoom, interpolation=cv2.INTER_AREA)
            scale = 0.5
        matrix = self.matrix * scale
        matrix[:, 2] = self.matrix[:, 2] * zoom
        border = {"flags": cv2.INTER_LINEAR, "borderMode": cv2.BORDER_REPLICATE}
        out: Pixels = np.asarray(cv2.warpAffine(source, matrix, size, **border), dtype=np.uint8)
        return out


def frame_around(points: Points, angle: float, margin: float, page: tuple[int, int]) -> Frame:
    """The frame at this angle around points on the page, widened by `margin` pixels and kept on the page
    (height, width) where it is upright."""
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    turned = points.reshape(-1, 2) @ rotation.T
    low, high = turned.min(axis=0) - margin, turned.max(axis=0) + margin
    corners = np.array([[0, 0], [page[1], 0], [0, page[0]], [page[1], page[0]]], dtype=np.float64) @ rotation.T
    low, high = np.floor(np.maximum(low, corners.min(axis=0))), np.ceil(np.minimum(high, corners.max(axis=0)))
    size = np.maximum(high - low, 1).astype(int)
    return Frame(np.hstack([rotation, -low[:, None]]), int(size[0]), int(size[1]), angle)


def sides_of(quads: Points) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Length of each quad's first and second side."""
    first = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    second = np.linalg.norm(quads[:, 2] - quads[:, 1], axis=1)
    return first, second


def along(quads: Points) -> Points:
    """The quads with their longer side first."""
    first, second = sides_of(quads)
    turned = quads.copy()
    tall = second > first
    turned[tall] = np.roll(quads[tall], -1, axis=1)
    return turned


def directions(quads: Points) -> np.ndarray[Any, Any]:
    """Angle of each quad's first side, degrees clockwise from rightwards."""
    run = quads[:, 1] - quads[:, 0]
    out: np.ndarray[Any, Any] = np.asarray(np.rad2deg(np.arctan2(run[:, 1], run[:, 0])))
    return out


def difference(a: Any, b: Any, period: float) -> Any:
    """How far angles lie apart, signed, when `period` degrees mean the same."""
    return (a - b + period / 2) % period - period / 2


def text_angle(quads: Points) -> float:
    """The direction most text runs in, in (-90, 90] degrees; 0 where nothing tells."""
    if not len(quads):
        return 0.0
    long = along(quads)
    first, second = sides_of(long)
    told = first >= ELONGATED * np.maximum(second, 1)
    if not told.any():
        return 0.0
    angles, weights = directions(long)[told], first[told]
    apart = difference(angles[:, None], angles[None, :], 180)
    support = (np.abs(apart) < 8) @ weights
    best = angles[int(np.argmax(support))]
    near = np.abs(difference(angles, best, 180)) < 8
    mean = best + float(np.average(difference(angles[near], best, 180), weights=weights[near]))
    return float(-difference(-mean, 0, 180))


def turned_to(quads: Points, angle: float) -> Points:
    """The quads with the side first that runs closest to `angle`; long boxes across it stay long side first."""
    long = along(quads)
    first, second = sides_of(long)
    out = []
    for quad, elongated in zip(long, first >= ELONGATED * np.maximum(second, 1), strict=True):
        rolls = [np.roll(quad, -k, axis=0) for k in ((0, 2) if elongated else (0, 1, 2, 3))]
        apart = [abs(float(difference(directions(r[None])[0], angle, 360))) for r in rolls]
        out.append(rolls[int(np.argmin(apart))])
    turned: Points = np.asarray(out, dtype=np.float32).reshape(-1, 4, 2)
    return turned
