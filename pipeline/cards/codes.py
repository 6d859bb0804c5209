"""QR, Data Matrix, Aztec and PDF417 codes on a page. What their text means is judged with the fields."""

from __future__ import annotations

from typing import Any

from pipeline.cards.pixels import Pixels
from pipeline.cards.reading import Code

MAX_SIDE = 1600
"""Codes are looked for on a copy with at most this many pixels on its longer side."""


def find_codes(page: Pixels) -> list[Code]:
    """The codes on a page with their boxes in its pixels, top to bottom."""
    import cv2
    import zxingcpp

    scale = min(1.0, MAX_SIDE / max(page.shape[:2]))
    gray = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    kinds = zxingcpp.BarcodeFormat
    wanted = [kinds.QRCode, kinds.MicroQRCode, kinds.DataMatrix, kinds.Aztec, kinds.PDF417]
    mode = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(gray, formats=wanted, try_downscale=True, try_invert=True, text_mode=mode)
    codes = [_code(c, scale) for c in found if c.valid and c.text.strip()]
    return sorted(codes, key=lambda c: (c.box[1], c.box[0]))


def _code(found: Any, scale: float) -> Code:
    p = found.position
    corners = (p.top_left, p.top_right, p.bottom_right, p.bottom_left)
    xs, ys = [c.x for c in corners], [c.y for c in corners]
    x, y, right, bottom = (round(v / scale) for v in (min(xs), min(ys), max(xs), max(ys)))
    return Code(str(found.text), str(found.format), (x, y, right - x, bottom - y))
