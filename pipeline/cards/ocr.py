"""The first reader: the PP-OCR models that come inside the rapidocr wheel, run on onnxruntime.

rapidocr's own pipeline reads a picture at up to 2,000 pixels and its lines in padded batches of six; here
text is found on a small copy of the picture, each line is cut from the full picture, and lines run one by
one at their own width, which costs less than half and reads small print better.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

FIND_SIDE = 960
"""Text is found on a copy whose longer side has at most this many pixels."""
LINE_HEIGHT = 48
"""Input height of the recognition model, pixels."""
MAX_LINE_RATIO = 60.0
"""Lines longer than this many times their height are squeezed, to bound memory."""

Image = np.ndarray[Any, np.dtype[np.uint8]]
"""Height x width x 3, RGB."""
Quads = np.ndarray[Any, np.dtype[np.float32]]
"""n x 4 x 2: corners clockwise from the top left, x and y in pixels."""


@dataclass(frozen=True, slots=True)
class Text:
    """One recognised line: its characters' confidences and where each stands, 0-1 along the line."""

    text: str
    confidence: float
    columns: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Models:
    """The sessions, loaded once per process."""

    find: Any
    read: Any
    boxes: Any
    characters: list[str]


@lru_cache(maxsize=1)
def models(threads: int = 1) -> Models:
    """Loads detection and recognition with this many threads each."""
    from pathlib import Path

    import rapidocr
    from rapidocr.ch_ppocr_det.utils import DBPostProcess

    folder = Path(rapidocr.__file__).parent / "models"
    find = _session(folder / "PP-OCRv6_det_small.onnx", threads)
    read = _session(folder / "PP-OCRv6_rec_small.onnx", threads)
    listed = read.get_modelmeta().custom_metadata_map["character"].splitlines()
    boxes = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)
    return Models(find, read, boxes, ["", *listed, " "])


def _session(path: Any, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def find_lines(image: Image, side: int = FIND_SIDE) -> Quads:
    """Corners of every line of text on the picture, in its own pixels."""
    import cv2

    height, width = image.shape[:2]
    scale = min(1.0, side / max(height, width))
    small = (max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    blob = cv2.resize(image, small, interpolation=method).astype(np.float32) / 127.5 - 1.0
    m = models()
    found = m.find.run(None, {"x": np.ascontiguousarray(blob[:, :, ::-1].transpose(2, 0, 1)[None])})[0]
    quads, _ = m.boxes(found, (height, width))
    out: Quads = np.asarray(quads, dtype=np.float32).reshape(-1, 4, 2)
    return out


def cut(image: Image, quad: np.ndarray[Any, Any]) -> Image:
    """The line inside a quad, straight."""
    import cv2

    width = max(1, int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3]))))
    height = max(1, int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2]))))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    warp = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    flags = {"flags": cv2.INTER_CUBIC, "borderMode": cv2.BORDER_REPLICATE}
    out: Image = np.asarray(cv2.warpPerspective(image, warp, (width, height), **flags), dtype=np.uint8)
    return out


def read_line(line: Image, stretch: float = 1.0) -> Text:
    """The text of a picture of one line. Dense print is told apart better when stretched in width."""
    import cv2

    height, width = line.shape[:2]
    wide = max(16, round(LINE_HEIGHT * min(stretch * width / height, MAX_LINE_RATIO)))
    resized = cv2.resize(line, (wide, LINE_HEIGHT)).astype(np.float32) / 127.5 - 1.0
    pad = np.zeros((1, 3, LINE_HEIGHT, max(wide, 48)), dtype=np.float32)
    pad[0, :, :, :wide] = resized[:, :, ::-1].transpose(2, 0, 1)
    m = models()
    out = m.read.run(None, {"x": pad})[0][0]
    return _decode(out, m.characters, pad.shape[3] / wide)


def _decode(out: np.ndarray[Any, Any], characters: list[str], stretch: float) -> Text:
    """Greedy CTC: the best character of each column, repeats and blanks dropped."""
    best = out.argmax(axis=1)
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]
    columns = np.flatnonzero(keep)
    if not len(columns):
        return Text("", 0.0)
    score = out[columns, best[columns]]
    places = (columns + 0.5) / len(best) * stretch
    return Text("".join(characters[i] for i in best[columns]), float(score.mean()), tuple(places.tolist()))
