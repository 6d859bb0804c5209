"""The second reader: the tesseract program. Reads lines that were found already, and names a card's script."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.cards.ocr import Text
from pipeline.cards.pixels import Pixels

TIMEOUT = 60
"""Seconds that one call may take."""
HEIGHT = 64
"""Lines are handed over at this height, pixels, with room around them."""


# One thread a call: workers run side by side, and the program's own threads only wait for each other.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


@lru_cache(maxsize=1)
def installed() -> tuple[str, ...]:
    """The languages that the tesseract on this machine has; empty where it is not installed."""
    import pytesseract

    try:
        return tuple(sorted(pytesseract.get_languages()))
    except Exception:  # missing, broken, or without data: all the same to the caller
        return ()


def script_of(lines: Sequence[Pixels]) -> str:
    """The script of pictures of lines as Tesseract names it; empty where it cannot tell."""
    import pytesseract
    from PIL import Image

    if "osd" not in installed() or not lines:
        return ""
    try:
        told = pytesseract.image_to_osd(
            Image.fromarray(_stacked(lines)),
            config="--psm 0 -c min_characters_to_try=8",
            timeout=TIMEOUT,
            output_type=pytesseract.Output.DICT,
        )
    except Exception:  # too little text, or the call failed
        return ""
    return str(told.get("script", ""))


def _stacked(lines: Sequence[Pixels]) -> Pixels:
    """The lines one below the other, dark on light."""
    import numpy as np

    rows = [_dark_on_light(_resized(line)) for line in lines]
    wide = max(r.shape[1] for r in rows)
    filled = [np.pad(r, ((14, 14), (20, 20 + wide - r.shape[1]), (0, 0)), constant_values=255) for r in rows]
    out: Pixels = np.concatenate(filled)
    return out


def _dark_on_light(line: Pixels) -> Pixels:
    import numpy as np

    return 255 - line if float(np.median(line)) < 110 else line


def read_all(lines: Sequence[Pixels], languages: Sequence[str]) -> list[Text]:
    """The texts of pictures of lines, in one call. Raises RuntimeError where the program fails or hangs."""
    import pytesseract

    if not lines:
        return []
    with tempfile.TemporaryDirectory(prefix="cardfile-") as folder:
        listed = Path(folder, "lines.txt")
        paths = [_save(line, Path(folder, f"{i:04d}.png")) for i, line in enumerate(lines)]
        listed.write_text("\n".join(paths), encoding="utf-8")
        try:
            table = pytesseract.image_to_data(
                str(listed),
                lang="+".join(languages),
                config="--psm 7 --dpi 300",
                timeout=TIMEOUT,
                output_type=pytesseract.Output.DICT,
            )
        except (pytesseract.TesseractError, OSError) as e:
            raise RuntimeError(f"tesseract failed: {str(e)[:120]}") from e
    return [_text(table, number + 1) for number in range(len(lines))]


def _resized(line: Pixels) -> Pixels:
    import cv2
    import numpy as np

    height, width = line.shape[:2]
    size = (max(8, round(width * HEIGHT / height)), HEIGHT)
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    out: Pixels = np.asarray(cv2.resize(line, size, interpolation=method), dtype=np.uint8)
    return out


def _save(line: Pixels, path: Path) -> str:
    import cv2

    padded = cv2.copyMakeBorder(_dark_on_light(_resized(line)), 12, 12, 16, 16, cv2.BORDER_REPLICATE)
    cv2.imwrite(str(path), padded[:, :, ::-1])
    return str(path)


def _text(table: dict[str, list[Any]], page: int) -> Text:
    rows = [
        (str(word), float(sure))
        for number, word, sure in zip(table["page_num"], table["text"], table["conf"], strict=True)
        if int(number) == page and str(word).strip() and float(sure) >= 0
    ]
    if not rows:
        return Text("", 0.0)
    letters = sum(len(word) for word, _ in rows)
    return Text(" ".join(w for w, _ in rows), sum(len(w) * s for w, s in rows) / letters / 100)
