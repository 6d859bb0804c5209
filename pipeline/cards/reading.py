"""What was read on one picture: sides of cards, their lines and codes. Plain data, JSON in and out.

Two coordinate frames, both in pixels with y down:
- the *page*: the picture as a viewer shows it (EXIF orientation applied), or the rendered PDF page;
- the *side*: one card cut out of the page, turned upright and straightened. Layout is judged here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Box = tuple[int, int, int, int]
"""x, y, width, height."""
Quad = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""Corners clockwise, the first is where the text begins (its top left)."""


def bounding_box(quad: Quad) -> Box:
    """The upright box around four corners."""
    xs, ys = [p[0] for p in quad], [p[1] for p in quad]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line and where it stands on the side."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as one reader read it."""

    text: str
    box: Box
    """In the side's frame: upright and straight, for layout."""
    quad: Quad
    """On the page, for showing where it stands; `page_box` is the box around it."""
    confidence: float
    """Mean confidence of its characters, 0-1, as the reader says."""
    words: tuple[Word, ...] = ()
    reader: str = "rapidocr"
    """`rapidocr` or `tesseract`."""
    others: tuple[str, ...] = ()
    """Other readings of the same line that differ, the likeliest first; made for unsure lines and addresses
    of the net, where one wrong character costs the value."""

    @property
    def page_box(self) -> Box:
        """x, y, width, height on the page: the pixel box of a claim's locator."""
        return bounding_box(self.quad)


@dataclass(frozen=True, slots=True)
class Code:
    """A machine-readable code: QR, Data Matrix, Aztec, PDF417."""

    text: str
    format: str
    box: Box
    """On the page."""


@dataclass(slots=True)
class Side:
    """One side of one card."""

    page: int
    """From 1; 1 for a picture."""
    card: int
    """From 1, in reading order on the page."""
    width: int
    height: int
    """Size of the side's frame."""
    box: Box
    """The card on the page."""
    angle: int = 0
    """How far the page must turn clockwise to make this side upright: 0, 90, 180, 270."""
    lines: list[Line] = field(default_factory=list)
    """In reading order."""
    codes: list[Code] = field(default_factory=list)
    check: str = ""
    """Why a person should look (a script that no installed reader knows), or empty."""

    @property
    def text(self) -> str:
        """All lines, one per line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Problem:
    """A page or picture that was not read."""

    locator: str
    """`page 3`, or empty for the whole file."""
    code: str
    reason: str
    remedy: str


@dataclass(slots=True)
class Reading:
    """All that was read in one file."""

    sides: list[Side] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    pages: int = 1
    version: str = ""
    """READER_VERSION of the reader that made it."""

    def to_json(self) -> str:
        """Compact JSON, the same bytes for the same reading."""
        return json.dumps(_plain(self), ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> Reading:
        """The reading that `to_json` wrote."""
        table = json.loads(text)
        return Reading(
            sides=[_side(s) for s in table["sides"]],
            refused=[Problem(*p) for p in table["refused"]],
            pages=table["pages"],
            version=table["version"],
        )


def _plain(r: Reading) -> dict[str, Any]:
    return {
        "version": r.version,
        "pages": r.pages,
        "refused": [[p.locator, p.code, p.reason, p.remedy] for p in r.refused],
        "sides": [_plain_side(s) for s in r.sides],
    }


def _plain_side(s: Side) -> dict[str, Any]:
    return {
        "page": s.page,
        "card": s.card,
        "width": s.width,
        "height": s.height,
        "box": s.box,
        "angle": s.angle,
        "check": s.check,
        "lines": [
            [x.text, x.box, x.quad, round(x.confidence, 4), [[w.text, w.box] for w in x.words], x.reader, x.others]
            for x in s.lines
        ],
        "codes": [[c.text, c.format, c.box] for c in s.codes],
    }


def _side(t: dict[str, Any]) -> Side:
    return Side(
        page=t["page"],
        card=t["card"],
        width=t["width"],
        height=t["height"],
        box=_box(t["box"]),
        angle=t["angle"],
        check=t["check"],
        lines=[_line(x) for x in t["lines"]],
        codes=[Code(text, kind, _box(box)) for text, kind, box in t["codes"]],
    )


def _line(t: list[Any]) -> Line:
    text, box, quad, confidence, words, reader, others = t
    corners = tuple((int(x), int(y)) for x, y in quad)
    known = tuple(Word(w, _box(b)) for w, b in words)
    return Line(text, _box(box), corners, confidence, known, reader, tuple(others))  # type: ignore[arg-type]


def _box(values: list[int]) -> Box:
    x, y, w, h = values
    return x, y, w, h
