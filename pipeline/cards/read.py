"""A picture's bytes -> what was read on it. The only step that takes time; cached by its caller."""

from __future__ import annotations

import numpy as np

from pipeline.cards import images, ocr
from pipeline.cards.codes import find_codes
from pipeline.cards.frame import Points, along, frame_around, sides_of
from pipeline.cards.reading import Box, Code, Problem, Reading, Side
from pipeline.cards.recognise import read_lines, upright_angle
from pipeline.settings import Cards

READER_VERSION = "3"
"""Changes whenever the same picture could read differently: part of the cache's key."""

FIRST_LOOK = 640
"""Longer side, pixels, of the copy on which text is first looked for."""
SMALL_PRINT = 18.0
"""Print lower than this on the first look (boxes' height, pixels) is looked for again, larger."""
GOOD_PRINT = 25.0
"""How high the print should stand then."""
MARGIN = 0.15
"""Share of the text's extent that is looked at around it the second time."""

NO_TEXT = ("no-text", "No text was found on this picture.", "Take the photo again, closer and in better light.")


def read_image(data: bytes, options: Cards = Cards()) -> Reading:  # noqa: B008 - frozen
    """Reads every card side in a picture or document; what could not be read stands in `refused`."""
    reading = Reading(pages=0, version=READER_VERSION)
    try:
        for page in images.pages(data):
            reading.pages += 1
            locator = f"page {reading.pages}"
            if isinstance(page, images.Unreadable):
                reading.refused.append(Problem(locator, page.code, str(page), page.remedy))
                continue
            _read_page(page, options, reading)
    except images.Unreadable as e:
        reading.refused.append(Problem("", e.code, str(e), e.remedy))
    except Exception as e:
        told = f"This picture could not be read ({type(e).__name__}: {str(e)[:80]})."
        reading.refused.append(Problem("", "unreadable", told, images.BROKEN))
    return reading


def _read_page(page: images.Page, options: Cards, reading: Reading) -> None:
    sides = read_page(page, options)
    reading.sides += sides
    if not any(s.lines or s.codes for s in sides):
        reading.refused.append(Problem(f"page {page.number}", *NO_TEXT))


def read_page(page: images.Page, options: Cards) -> list[Side]:
    """The card sides on one page."""
    codes = find_codes(page.pixels)
    quads = ocr.find_lines(page.pixels, FIRST_LOOK)
    groups = [quads] if len(quads) else []
    sides = []
    for index, group in enumerate(groups, 1):
        sides.append(read_side(page, group, index, codes))
    return sides


def read_side(page: images.Page, quads: Points, index: int, codes: list[Code]) -> Side:
    """One card, given the first look's quads of its lines."""
    pixels = page.pixels
    angle = upright_angle(pixels, quads, ocr.read_line)
    height = float(np.percentile(sides_of(along(quads))[1], 25))
    margin = MARGIN * float(np.ptp(quads.reshape(-1, 2), axis=0).max())
    look = FIRST_LOOK / max(pixels.shape[:2])
    frame = frame_around(quads, angle, margin, pixels.shape[:2])
    zoom = min(look, 1.0)
    if height * look < SMALL_PRINT or abs(angle) > 15:
        zoom = float(np.clip(GOOD_PRINT / max(height, 1), zoom, 1.5))
        zoom = min(zoom, 960 / max(frame.width, frame.height))
        found = ocr.find_lines(frame.picture(pixels, zoom), 960)
        if len(found):
            quads = frame.to_page(found / zoom)
    lines = read_lines(pixels, quads, frame, page.scale, ocr.read_line, "rapidocr")
    h, w = pixels.shape[:2]
    box: Box = (0, 0, round(w / page.scale), round(h / page.scale))
    return Side(page.number, index, frame.width, frame.height, box, round(angle / 90) * 90 % 360, lines, codes)
