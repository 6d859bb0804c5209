"""A picture's bytes -> what was read on it. The only step that takes time; cached by its caller."""

from __future__ import annotations

import io

import numpy as np

from pipeline.cards import ocr
from pipeline.cards.reading import Line, Problem, Quad, Reading, Side, bounding_box
from pipeline.settings import Cards

READER_VERSION = "1"
"""Changes whenever the same picture could read differently: part of the cache's key."""


def read_image(data: bytes, options: Cards = Cards()) -> Reading:  # noqa: B008 - frozen
    """Reads every card side in a picture or document; what could not be read stands in `refused`."""
    try:
        return _read(data)
    except Exception as e:
        problem = Problem(
            "", "unreadable", f"This picture could not be read ({type(e).__name__}).", "Save it again as JPEG or PNG."
        )
        return Reading(refused=[problem], version=READER_VERSION)


def _read(data: bytes) -> Reading:
    from PIL import Image, ImageOps

    image = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))
    height, width = image.shape[:2]
    lines = []
    for quad in ocr.find_lines(image):
        text = ocr.read_line(ocr.cut(image, quad))
        if text.text.strip() and text.confidence > 0.3:
            corners: Quad = tuple((int(x), int(y)) for x, y in quad)  # type: ignore[assignment]
            lines.append(Line(text.text.strip(), bounding_box(corners), corners, text.confidence))
    lines.sort(key=lambda x: x.box[1])
    return Reading([Side(1, 1, width, height, (0, 0, width, height), lines=lines)], version=READER_VERSION)
