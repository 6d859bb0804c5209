"""A picture's bytes -> what was read on it. The only step that takes time; cached by its caller."""

from __future__ import annotations

import re

import numpy as np

from pipeline.cards import images, ocr, second
from pipeline.cards.codes import find_codes
from pipeline.cards.columns import in_rows
from pipeline.cards.frame import Frame, Points, along, frame_around, sides_of, text_angle
from pipeline.cards.pixels import Pixels
from pipeline.cards.reading import Box, Code, Line, Problem, Reading, Side
from pipeline.cards.recognise import Reader, read_quads, to_lines, upright_angle
from pipeline.cards.split import Lot, split
from pipeline.settings import Cards

READER_VERSION = "10"
"""Changes whenever the same picture could read differently: part of the cache's key."""

FIRST_LOOK = 640
"""Longer side, pixels, of the copy on which text is first looked for."""
SMALL_PRINT = 18.0
"""Print lower than this on the first look (boxes' height, pixels) is looked for again, larger."""
GOOD_PRINT = 25.0
"""How high the print should stand then."""
LONGEST_LOOK = 960
"""Longer side, pixels, of the largest picture text is looked for on: bounds memory."""
MARGIN = 0.15
"""Share of the text's extent that is looked at around it the second time."""
TILTED = 15.0
"""Text that runs off the horizontal by more than this, degrees, is looked for again on the card turned upright."""

CONTACT = re.compile(r"@|www\.|https?:|(?:\d[\s().-]{0,2}){7}", re.IGNORECASE)
BORNE_OUT = 0.6
"""Share of guessed cards that must show an address of the net or a phone number of their own."""

CUT_OFF = (
    "unreadable",
    "This picture is cut off: its end is missing, and what is there shows no text.",
    "Copy it anew from the phone or the scanner, or take the photo again.",
)
NO_TEXT = ("no-text", "No text was found on this picture.", "Take the photo again, closer and in better light.")


def read_image(data: bytes, options: Cards = Cards()) -> Reading:  # noqa: B008 - frozen
    """Reads every card side in a picture or document; what could not be read stands in `refused`."""
    reading = Reading(pages=0, version=READER_VERSION)
    try:
        for page in images.pages(data):
            reading.pages += 1
            _add_page(page, options, reading)
        if not reading.sides and images.is_cut_off(data):
            reading.refused = [Problem("", *CUT_OFF)]
    except (images.Unreadable, second.Missing) as e:
        reading.refused.append(Problem("", e.code, str(e), e.remedy))
    except Exception as e:
        reason = f"This picture could not be read ({images.told(e)})."
        reading.refused.append(Problem("", "unreadable", reason, images.BROKEN))
    return reading


def _add_page(page: images.Page | images.Unreadable, options: Cards, reading: Reading) -> None:
    locator = f"page {reading.pages}"
    if isinstance(page, images.Unreadable):
        reading.refused.append(Problem(locator, page.code, str(page), page.remedy))
        return
    sides = read_page(page, options)
    reading.sides += sides
    if not sides:
        reading.refused.append(Problem(locator, *NO_TEXT))


def read_page(page: images.Page, options: Cards) -> list[Side]:
    """The card sides on one page in reading order."""
    codes = find_codes(page.pixels)
    quads = ocr.find_lines(page.pixels, FIRST_LOOK)
    if not len(quads):
        quads = ocr.find_lines(page.pixels, LONGEST_LOOK)
    lots = split(page.pixels, quads) if len(quads) else []
    sides = [read_side(page, lot, options, alone=len(lots) == 1) for lot in lots]
    if any(lot.guessed for lot in lots) and np.mean([bool(CONTACT.search(s.text)) for s in sides]) < BORNE_OUT:
        lots = split(page.pixels, quads, guess=False)
        sides = [read_side(page, lot, options, alone=len(lots) == 1) for lot in lots]
    sides = [s for s in sides if s.lines or s.check]
    if codes and not sides:
        sides = [_whole(page)]
    for code in codes:
        _nearest(sides, code).codes.append(code)
    for index, side in enumerate(sides, 1):
        side.card = index
        side.lines = [x for x in side.lines if not any(_inside(x, c.box) for c in side.codes)]
    return sides


def read_side(page: images.Page, lot: Lot, options: Cards, alone: bool) -> Side:
    """One card, given the first look's quads of its lines."""
    pixels, quads = page.pixels, lot.array
    frame = _frame(pixels, lot, text_angle(quads) if len(quads) else _lie(lot), alone)
    quads = _look_closer(pixels, quads, frame)
    if not len(quads):
        return Side(page.number, 1, frame.width, frame.height, _box(frame.corners(), page))
    reader = Reader(pixels)
    angle = upright_angle(quads, reader)
    if abs(angle - frame.angle) > 1:
        frame = _frame(pixels, lot, angle, alone)
    read, check = second.read_again(pixels, read_quads(quads, frame, reader), options)
    lines, width, height = in_rows(to_lines(read, frame, page.scale), frame.width, frame.height)
    around = lot.outline if lot.outline is not None else frame.corners()
    turn = round(-angle / 90) * 90 % 360
    return Side(page.number, 1, width, height, _box(around, page), turn, lines, check=check)


def _frame(pixels: Pixels, lot: Lot, angle: float, alone: bool) -> Frame:
    """Around the card's outline where it shows, else around its text with room to spare."""
    if lot.outline is not None:
        return frame_around(lot.points(), angle, 0.01 * float(np.ptp(lot.outline, axis=0).max()), pixels.shape[:2])
    extent = float(np.ptp(lot.points(), axis=0).max())
    return frame_around(lot.points(), angle, MARGIN * extent * (1 if alone else 0.3), pixels.shape[:2])


def _lie(lot: Lot) -> float:
    """The direction of the longer side of a card whose text was not found yet."""
    return text_angle(lot.outline[None]) if lot.outline is not None else 0.0


def _look_closer(pixels: Pixels, quads: Points, frame: Frame) -> Points:
    """Looks for text again where print is small or lies turned; else the quads as they are."""
    first = min(1.0, FIRST_LOOK / max(pixels.shape[:2]))
    height = float(np.percentile(sides_of(along(quads))[1], 25)) if len(quads) else 1.0
    if height * first >= SMALL_PRINT and abs(frame.angle) <= TILTED:
        return quads
    zoom = max(first, min(GOOD_PRINT / max(height, 1), 1.5))
    zoom = min(zoom, LONGEST_LOOK / max(frame.width, frame.height))
    found = ocr.find_lines(frame.picture(pixels, zoom), LONGEST_LOOK)
    return frame.to_page(found / zoom) if len(found) else quads


def _box(points: Points, page: images.Page) -> Box:
    height, width = page.pixels.shape[:2]
    low = np.clip(points.min(axis=0), 0, (width, height)) / page.scale
    high = np.clip(points.max(axis=0), 0, (width, height)) / page.scale
    return round(float(low[0])), round(float(low[1])), round(float(high[0] - low[0])), round(float(high[1] - low[1]))


def _whole(page: images.Page) -> Side:
    height, width = (round(v / page.scale) for v in page.pixels.shape[:2])
    return Side(page.number, 1, width, height, (0, 0, width, height))


def _nearest(sides: list[Side], code: Code) -> Side:
    """The card a code stands on, or the one closest to it."""
    x, y = code.box[0] + code.box[2] / 2, code.box[1] + code.box[3] / 2

    def away(side: Side) -> float:
        left, top, width, height = side.box
        return max(left - x, x - left - width, 0.0) + max(top - y, y - top - height, 0.0)

    return min(sides, key=away)


def _inside(line: Line, box: Box) -> bool:
    """Whether a line's middle lies in a code's box: its modules look like text at times."""
    x, y, w, h = line.page_box
    return box[0] <= x + w / 2 <= box[0] + box[2] and box[1] <= y + h / 2 <= box[1] + box[3]
