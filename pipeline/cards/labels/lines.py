"""Pieces of print: the lines of a side, tidied, fragments of one line joined, marks of programs dropped."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.cards.labels.lexicons import junk
from pipeline.cards.labels.text import tidy
from pipeline.cards.reading import Box, Side

_JAPANESE = re.compile("[\u3040-\u30ff〒]|株式会社|都道府県")
_SUFFIX = re.compile(r",?\s?(?:Jr|JR|Sr|SR|II|III|IV|PhD|Ph\.D|MBA|MD|M\.D|PE|P\.E|CPA|PMP|Esq|ESQ)\.?")
"""What belongs to the name left of it, even behind a wide gap."""
_POSTAL_MARK = re.compile(r"(?:(?<![A-Za-z0-9])T|[テ干亍])(?=\s?\d{3}-?\d{4}(?![\d-]))")
"""The postal mark 〒, often misread."""

_CZECH = re.compile(r"[řěůŘĚŮ]|\.(?:cz|sk)\b|\+42[01]\b")
_POLISH = re.compile(r"[łżęąŁŻĘĄ]|\.pl\b|\+48\b")
"""Cards on which an n with a wave is one with a caron or an acute."""
_SYLLABLES = re.compile("(?<![\uac00-\ud7af])[\uac00-\ud7af](?: [\uac00-\ud7af]{1,2})+(?![\uac00-\ud7af])")
"""Korean printed wide, syllable by syllable."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together, on one side of a card."""

    text: str
    box: Box
    """x, y, width, height in the side's frame."""
    page_box: Box
    """The same on the page: a claim's locator."""
    confidence: float
    side: int = 0
    """Index of the side: 0 is the front."""
    line: int = 0
    """Index of the line the piece is from."""
    others: tuple[str, ...] = ()
    """What else the whole line may say."""

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.box[0] + self.box[2]

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.box[1] + self.box[3]

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.box[1] + self.box[3] / 2

    def cut(self, start: int, end: int) -> Piece:
        """The part from character `start` to `end`; its box is cut in proportion."""
        text = self.text[start:end]
        inner = text.strip()
        if not inner or (start == 0 and end >= len(self.text)):
            return replace(self, text=inner)
        start += text.index(inner)
        n = max(1, len(self.text))
        return replace(
            self,
            text=inner,
            box=_slice(self.box, start / n, (start + len(inner)) / n),
            page_box=_slice(self.page_box, start / n, (start + len(inner)) / n),
        )


def _slice(box: Box, a: float, b: float) -> Box:
    x, y, w, h = box
    if h > 2 * w:  # a line that runs down the page
        return x, y + round(h * a), w, max(1, round(h * (b - a)))
    return x + round(w * a), y, max(1, round(w * (b - a))), h


def join_boxes(boxes: Sequence[Box]) -> Box:
    """The box around several."""
    x, y = min(b[0] for b in boxes), min(b[1] for b in boxes)
    return x, y, max(b[0] + b[2] for b in boxes) - x, max(b[1] + b[3] for b in boxes) - y


def same_row(a: Piece, b: Piece) -> bool:
    """Whether two pieces stand on one line of print."""
    overlap = min(a.bottom, b.bottom) - max(a.box[1], b.box[1])
    return overlap > 0.5 * min(a.box[3], b.box[3]) and abs(a.middle - b.middle) < 0.5 * max(a.box[3], b.box[3])


def pieces(side: Side, index: int = 0) -> list[Piece]:
    """All pieces of a side, from top to bottom, then from left to right."""
    found = []
    japanese = bool(_JAPANESE.search(side.text))
    tilde = "ňŇ" if _CZECH.search(side.text) else "ńŃ" if _POLISH.search(side.text) else "ñÑ"
    swap = str.maketrans("ñÑ", tilde)
    for n, line in enumerate(side.lines):
        text = _SYLLABLES.sub(lambda m: m[0].replace(" ", ""), tidy(line.text).replace("\u00ad", "").translate(swap))
        text = _POSTAL_MARK.sub("〒", text) if japanese else text
        if text and any(c.isalnum() for c in text) and not junk().match(text):
            found.append(Piece(text, line.box, line.page_box, line.confidence, index, n, line.others))
    return _sorted(_joined(found))


def _sorted(found: list[Piece]) -> list[Piece]:
    """Reading order: rows from the top, in a row from the left."""
    rest = sorted(found, key=lambda p: (p.middle, p.box[0]))
    ordered: list[Piece] = []
    while rest:
        first = rest[0]
        row = [p for p in rest if p is first or same_row(first, p)]
        ordered.extend(sorted(row, key=lambda p: p.box[0]))
        rest = [p for p in rest if p not in row]
    return ordered


def _joined(found: list[Piece]) -> list[Piece]:
    """Readers cut a line where words stand wide apart; parts closer than a space of its height belong together."""
    rest = sorted(found, key=lambda p: p.box[0])
    done: list[Piece] = []
    while rest:
        left = rest.pop(0)
        while (right := _next_fragment(left, rest)) is not None:
            rest.remove(right)
            left = replace(
                left,
                text=f"{left.text} {right.text}",
                box=join_boxes([left.box, right.box]),
                page_box=join_boxes([left.page_box, right.page_box]),
                confidence=min(left.confidence, right.confidence),
                others=(
                    *(f"{other} {right.text}" for other in left.others),
                    *(f"{left.text} {other}" for other in right.others),
                ),
            )
        done.append(left)
    return done


def _next_fragment(left: Piece, rest: list[Piece]) -> Piece | None:
    height = left.box[3]
    for right in rest:
        gap = right.box[0] - left.right
        alike = 0.72 < right.box[3] / max(1, height) < 1.4
        widest = 2.0 if _SUFFIX.fullmatch(right.text) else 0.4
        if alike and same_row(left, right) and -0.25 * height < gap < widest * height:
            return right
    return None


def body_height(found: Sequence[Piece]) -> float:
    """Median height of the pieces, in pixels: the size of small print."""
    return statistics.median(p.box[3] for p in found) if found else 1.0
