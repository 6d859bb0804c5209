"""Quads on a page -> lines of text in a frame: which way up, unsure lines read again, words, reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.cards import ocr
from pipeline.cards.frame import Frame, Points, difference, directions, sides_of, text_angle, turned_to
from pipeline.cards.ocr import Text
from pipeline.cards.pixels import Pixels
from pipeline.cards.reading import Line, Quad, Word, bounding_box

SURE = 0.93
"""Lines read with less confidence are read a second time, cut a little wider and closer."""
DROPPED = 0.5
"""What is read with less confidence is no text: logos, textures, edges."""
PROBES = 3
"""How many long lines decide which way up the text is."""
UPRIGHT = 0.85
"""Mean confidence of the probes above which the first way up is not doubted."""

NET = re.compile(r"@|www|https?|\.(com|org|net)\b", re.IGNORECASE)
"""Lines that look like e-mail or web addresses are read several times."""


class Reader:
    """Reads lines of a page, each way of cutting it once."""

    def __init__(self, page: Pixels) -> None:
        self.page = page
        self._known: dict[tuple[bytes, float], Text] = {}

    def __call__(self, quad: Points, stretch: float = 1.0) -> Text:
        """The text inside a quad, its width stretched."""
        key = (quad.astype(np.float32).tobytes(), stretch)
        if key not in self._known:
            self._known[key] = ocr.read_line(ocr.cut(self.page, quad), stretch)
        return self._known[key]


class Best(NamedTuple):
    """How a line was read best: its corners, from where its text begins; its text; what else it may say."""

    quad: Points
    text: Text
    others: tuple[str, ...]
    reader: str = "rapidocr"


def upright_angle(quads: Points, read: Reader) -> float:
    """The direction of the text on the page in degrees, -180 to 180, told from how well lines read both ways."""
    angle = text_angle(quads)
    probes = _probes(turned_to(quads, angle))
    if not len(probes):
        return angle
    sure = _mean([read(q) for q in probes])
    if abs(angle) <= 45 and sure >= UPRIGHT:
        return angle
    turned = _mean([read(np.roll(q, 2, axis=0)) for q in probes])
    return float(difference(angle + 180, 0, 360)) if turned > sure else angle


def _probes(quads: Points) -> Points:
    """The lines that tell most: long, yet not the very longest shapes, which may be rules or textures."""
    first, second = sides_of(quads)
    ratio = first / np.maximum(second, 1)
    worth = np.where((ratio >= 2) & (ratio <= 30), np.minimum(ratio, 14), 0)
    order = [i for i in np.argsort(-worth, kind="stable") if worth[i] > 0][:PROBES]
    return quads[order]


def _mean(texts: Sequence[Text]) -> float:
    weights = [max(len(t.text), 1) for t in texts]
    return float(np.average([t.confidence for t in texts], weights=weights)) if texts else 0.0


def read_quads(quads: Points, frame: Frame, read: Reader) -> list[Best]:
    """What each line of one card says, dropped ones included."""
    return [_best(quad, frame, read) for quad in turned_to(quads, frame.angle)]


def to_lines(read: Sequence[Best], frame: Frame, scale: float) -> list[Line]:
    """The lines of one card in reading order; `scale` is how many pixels of the page it was read on there are to
    one of the picture as given."""
    kept = [b for b in read if b.text.confidence >= DROPPED and b.text.text.strip()]
    return in_reading_order([_line(b, frame, scale) for b in kept])


def _best(quad: Points, frame: Frame, read: Reader) -> Best:
    """The line's text; read again where the reader is unsure or one wrong character costs a value."""
    ways = [quad]
    if abs(float(difference(directions(quad[None])[0], frame.angle, 360))) > 45:
        ways.append(np.roll(quad, 2, axis=0))  # print that runs up or down the card's edge
    tried = [(way, read(way)) for way in ways]
    corners, text = max(tried, key=lambda t: t[1].confidence)
    if not text.text.strip() or (text.confidence >= SURE and not NET.search(text.text)):
        return Best(corners, text, ())
    again = [text, read(widened(corners, 0.12), 1.1)]
    if text.confidence < SURE:
        again += [read(corners, 1.25), read(widened(corners, -0.08), 1.1)]
    return Best(corners, *_choose(again))


def _choose(readings: list[Text]) -> tuple[Text, tuple[str, ...]]:
    """The surest reading, the first where others are not clearly surer, and the texts that differ from it.
    A reading that lost characters can be sure of the rest: it needs four fifths of the longest."""
    longest = max(len(t.text) for t in readings)
    whole = [t for t in readings if len(t.text) >= 0.8 * longest]
    best = max(whole, key=lambda t: t.confidence)
    if readings[0] in whole and best.confidence < readings[0].confidence + 0.02:
        best = readings[0]
    rest = sorted((t for t in whole if t.text.strip() != best.text.strip()), key=lambda t: -t.confidence)
    return best, tuple(dict.fromkeys(t.text.strip() for t in rest))


def widened(quad: Points, share: float) -> Points:
    """The quad with this share of its height more (or less) on every side."""
    right = (quad[1] - quad[0]) / max(float(np.linalg.norm(quad[1] - quad[0])), 1e-6)
    down = (quad[3] - quad[0]) / max(float(np.linalg.norm(quad[3] - quad[0])), 1e-6)
    by = share * float(np.linalg.norm(quad[3] - quad[0]))
    steps = np.array([-right - down, right - down, right + down, -right + down]) * by
    out: Points = np.asarray(quad + steps, dtype=np.float32)
    return out


def _line(best: Best, frame: Frame, scale: float) -> Line:
    quad, text, others, reader = best
    whole = frame.to_frame(quad)
    box = bounding_box(_quad(whole))
    words = _words(whole, text)
    return Line(text.text.strip(), box, _quad(quad / scale), text.confidence, words, reader, others)


def _quad(points: Points) -> Quad:
    a, b, c, d = ((round(float(x)), round(float(y))) for x, y in points)
    return a, b, c, d


def _words(quad: Points, text: Text) -> tuple[Word, ...]:
    """Words with the part of the line's quad they stand in; empty where the reader gives no columns."""
    if len(text.columns) != len(text.text):
        return ()
    half = 0.5 * float(np.median(np.diff(text.columns))) if len(text.columns) > 1 else 0.5
    words, start = [], None
    for i, char in enumerate(text.text + " "):
        if char.isspace():
            if start is not None:
                share = max(0.0, text.columns[start] - half), min(1.0, text.columns[i - 1] + half)
                words.append(Word(text.text[start:i], bounding_box(_part(quad, *share))))
            start = None
        elif start is None:
            start = i
    return tuple(words)


def _part(quad: Points, begin: float, end: float) -> Quad:
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    corners = (quad[0] + begin * top, quad[0] + end * top, quad[3] + end * bottom, quad[3] + begin * bottom)
    return _quad(np.asarray(corners, dtype=np.float32))


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Rows from top to bottom, in a row from left to right. A line joins a row when it overlaps the row's
    first line by more than half of the lower of both."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.box[1] + x.box[3] / 2, x.box[0])):
        row = rows[-1] if rows else []
        if row and _overlap(row[0].box, line.box) > 0.5:
            row.append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda x: x.box[0])]


def _overlap(a: Sequence[int], b: Sequence[int]) -> float:
    shared = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return shared / max(1, min(a[3], b[3]))
