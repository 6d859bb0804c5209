"""Any Pillow mode -> upright 8-bit RGB pixels: 16-bit, palette, CMYK, transparency, EXIF orientation."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
"""Height x width x 3, RGB, 0-255."""


def rgb(image: Any, side: int) -> Pixels:
    """The picture upright (EXIF), opaque, with at most `side` pixels on its longer side."""
    from PIL import Image, ImageOps

    if image.mode.startswith(("I", "F")):
        image = Image.fromarray(_to_eight_bits(np.asarray(image)))
    if max(image.size) > side:
        if image.mode in ("P", "1"):
            image = _opaque(image)
        image.thumbnail((side, side), Image.Resampling.LANCZOS if image.mode != "RGBA" else Image.Resampling.BOX)
    with contextlib.suppress(Exception):  # a damaged EXIF block says nothing about the pixels
        image = ImageOps.exif_transpose(image)
    out: Pixels = np.ascontiguousarray(np.asarray(_opaque(image), dtype=np.uint8))
    return out


def _opaque(image: Any) -> Any:
    """RGB on white: print on transparent pictures is dark far more often than light; where it is light, on black."""
    from PIL import Image

    if not ("A" in image.getbands() or "transparency" in image.info):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    alpha = np.asarray(layer.getchannel("A"), dtype=np.float32)
    weight = float(alpha.sum())
    clear = float((alpha < 128).mean())
    light = float((np.asarray(layer.convert("L")) * alpha).sum()) / weight if weight else 0.0
    ground = (0, 0, 0) if clear > 0.3 and light > 200 else (255, 255, 255)
    base = Image.new("RGB", layer.size, ground)
    base.paste(layer, mask=layer.getchannel("A"))
    return base


def _to_eight_bits(values: np.ndarray[Any, Any]) -> Pixels:
    """Stretches 12- to 32-bit and float samples over 0-255, by what the picture uses."""
    values = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = np.percentile(values, (0.5, 99.5)) if values.size else (0.0, 1.0)
    spread = max(float(high - low), 1e-6)
    out: Pixels = np.asarray(np.clip((values - low) / spread * 255, 0, 255), dtype=np.uint8)
    return out
