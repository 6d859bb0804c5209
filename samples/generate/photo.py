"""Makes rendered cards look photographed or scanned, and moves their truth along.

Every function is seeded. Truth lines get `quad` (four corners, clockwise from the text's top left) and `box` in
pixels of the returned picture; a card gets `quad`, and `rotation` where it lies turned by 90, 180 or 270 degrees
clockwise.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image

Card = tuple[Image.Image, dict[str, Any]]
SMALLEST_PRINT = 10
"""Pixels of a line's height; a person could not read smaller print either."""
Array = np.ndarray[Any, Any]


def desk(size: tuple[int, int], rng: Random) -> Array:
    """A procedural table: wood, cloth, paper, stone or plain."""
    w, h = size
    noise = np.random.default_rng(rng.randrange(2**31))
    base = np.array(
        rng.choice(
            [
                (120, 118, 116),
                (150, 110, 75),
                (70, 60, 52),
                (205, 200, 190),
                (45, 48, 52),
                (95, 105, 110),
                (180, 150, 115),
                (225, 225, 228),
                (30, 30, 30),
                (110, 30, 30),
            ]
        ),
        float,
    )
    kind = rng.choice(["wood", "cloth", "plain", "stone", "plain"])
    coarse = cv2.resize(noise.normal(0, 1, (max(2, h // 160), max(2, w // 160))), (w, h), interpolation=cv2.INTER_CUBIC)
    field = coarse * 8
    if kind == "wood":
        rows = cv2.resize(noise.normal(0, 1, (max(2, h // 5), 6)), (w, h), interpolation=cv2.INTER_CUBIC)
        field = field + rows * 11
    elif kind == "cloth":
        y, x = np.mgrid[0:h, 0:w]
        field = field + 6 * np.sin(x / rng.uniform(1.2, 3)) * np.sin(y / rng.uniform(1.2, 3))
    elif kind == "stone":
        field = field + cv2.GaussianBlur(noise.normal(0, 60, (h, w)), (0, 0), 2.5)
    image = base[None, None] + field[..., None] + noise.normal(0, 2.5, (h, w, 1))
    return np.clip(image, 0, 255).astype("uint8")


def rounded(card: Image.Image, rng: Random) -> Array:
    """Opacity of the card: sometimes with rounded corners."""
    w, h = card.size
    mask = np.full((h, w), 255, "uint8")
    if rng.random() < 0.2:
        r = h // rng.choice([10, 16, 24])
        mask[:] = 0
        cv2.rectangle(mask, (r, 0), (w - r, h), 255, -1)
        cv2.rectangle(mask, (0, r), (w, h - r), 255, -1)
        for x, y in ((r, r), (w - r - 1, r), (r, h - r - 1), (w - r - 1, h - r - 1)):
            cv2.circle(mask, (x, y), r, 255, -1)
    return mask


def quad_at(
    card: tuple[int, int], centre: tuple[float, float], width: float, angle: float, skew: float, rng: Random
) -> Array:
    """Corners of a card of this pixel size around a centre: `width` is that of its long side as it lies before
    turning, `angle` in degrees clockwise, `skew` the perspective as a fraction of the width."""
    w, h = card
    scale = width / max(w, h)
    corners = np.array([(-w, -h), (w, -h), (w, h), (-w, h)], float) * scale / 2
    turn = np.deg2rad(angle)
    rotation = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    bend = np.array([[rng.uniform(-skew, skew) * width for _ in range(2)] for _ in range(4)])
    return (corners + bend) @ rotation + np.array(centre)


def lay(ground: Array, card: Card, quad: Array, rng: Random, shadow: float = 0.5) -> dict[str, Any]:
    """Draws a card into the ground at the quad, with its shadow; returns its moved truth."""
    image, truth = card
    w, h = image.size
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], "float32"), quad.astype("float32"))
    size = (ground.shape[1], ground.shape[0])
    shrink = np.linalg.norm(quad[1] - quad[0]) / w
    pixels = np.asarray(image.convert("RGB"))
    if shrink < 0.7:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.42 / shrink)
    warped = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR)
    alpha = cv2.warpPerspective(rounded(image, rng), matrix, size, flags=cv2.INTER_LINEAR).astype("float32") / 255
    if shadow:
        reach = rng.uniform(4, 18)
        shift = np.array([[1, 0, rng.uniform(-reach, reach)], [0, 1, rng.uniform(2, reach)]], "float32")
        dark = cv2.GaussianBlur(cv2.warpAffine(alpha, shift, size), (0, 0), reach) * shadow
        ground[:] = (ground * (1 - dark[..., None] * (1 - alpha[..., None]))).astype("uint8")
    ground[:] = (ground * (1 - alpha[..., None]) + warped * alpha[..., None]).astype("uint8")
    return moved(truth, matrix, quad)


def moved(truth: dict[str, Any], matrix: Array, quad: Array | None = None) -> dict[str, Any]:
    """The truth with its boxes and quads taken through a homography."""
    out = copy.deepcopy(truth)
    for item in [*out["lines"], *(p for line in out["lines"] for p in line["parts"]), *out["codes"]]:
        item["quad"] = _transform(item, matrix)
        xs, ys = zip(*item["quad"], strict=True)
        item["box"] = [round(min(xs)), round(min(ys)), round(max(xs) - min(xs)), round(max(ys) - min(ys))]
    if quad is not None:
        out["quad"] = [[round(float(x)), round(float(y))] for x, y in quad]
    return out


def _transform(item: dict[str, Any], matrix: Array) -> list[list[int]]:
    x, y, w, h = item["box"]
    corners = item.get("quad") or [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    points = cv2.perspectiveTransform(np.array([corners], "float32"), matrix)[0]
    return [[round(float(a)), round(float(b))] for a, b in points]


def light(image: Array, rng: Random, strength: float = 0.3) -> Array:
    """Uneven light: a gradient, at times a soft shadow of a hand or phone, and a colour cast."""
    h, w = image.shape[:2]
    y, x = np.mgrid[0:h, 0:w]
    angle = rng.random() * 6.28
    t = (x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle)
    gain = 1 + t * strength * rng.uniform(0.3, 1.4)
    if rng.random() < 0.35:
        edge = 1 / (
            1
            + np.exp(
                -((x / w - rng.uniform(0.1, 0.9)) * np.cos(angle + 1) + (y / h - 0.5) * np.sin(angle + 1))
                * rng.uniform(8, 30)
            )
        )
        gain = gain * (1 - edge * rng.uniform(0.15, 0.4))
    cast = np.array([rng.uniform(0.93, 1.05) for _ in range(3)])
    return np.clip(image * gain[..., None] * cast * rng.uniform(0.82, 1.08), 0, 255).astype("uint8")


def camera(image: Array, rng: Random, quality: float = 1.0) -> Array:
    """Blur, noise and compression; `quality` 1 is a good phone, 0.3 a bad one in bad light."""
    blur = rng.uniform(0, 1.0) / max(quality, 0.2)
    if blur > 0.35:
        image = cv2.GaussianBlur(image, (0, 0), min(blur, 2.2))
    if rng.random() < 0.12 * (2 - quality):
        length = rng.randrange(2, 6)
        kernel = np.zeros((length, length), "float32")
        kernel[length // 2] = 1 / length
        image = cv2.filter2D(image, -1, kernel if rng.random() < 0.5 else kernel.T)
    noise = np.random.default_rng(rng.randrange(2**31)).normal(0, rng.uniform(0.5, 5) / max(quality, 0.3), image.shape)
    return np.clip(image + noise, 0, 255).astype("uint8")


def photograph(
    cards: Sequence[Card],
    seed: int,
    size: tuple[int, int] = (1600, 1200),
    quality: float = 1.0,
    turn: int = 0,
    fill: float = 0.68,
) -> tuple[Image.Image, list[dict[str, Any]]]:
    """One to four cards on a desk. `turn`: 0, 90, 180 or 270 degrees clockwise for all of them; `fill`: how much
    of the room a single card takes at least."""
    rng = Random(f"photo {seed}")
    w, h = size if rng.random() < 0.6 else size[::-1]
    ground = desk((w, h), rng)
    truths = []
    for (x0, y0, cw, ch), card in zip(_places(len(cards), w, h), cards, strict=True):
        long_across = (card[0].width >= card[0].height) != (turn in (90, 270))
        room = min(cw * 0.93, ch * 0.93 * 1.6) if long_across else min(ch * 0.93, cw * 0.93 * 1.6)
        width = room * rng.uniform(fill, 1.0) if len(cards) == 1 else room * rng.uniform(0.8, 0.95)
        angle = turn + rng.choice([rng.uniform(-3, 3), rng.uniform(-3, 3), rng.uniform(-12, 12)])
        quad = quad_at(
            card[0].size,
            (x0 + cw / 2 + rng.uniform(-0.02, 0.02) * w, y0 + ch / 2 + rng.uniform(-0.02, 0.02) * h),
            width * 0.93,
            angle,
            rng.choice([0.0, 0.015, 0.03]),
            rng,
        )
        truth = lay(ground, card, quad, rng, rng.uniform(0.1, 0.6))
        truths.append(truth | ({"rotation": turn} if turn else {}))
    return Image.fromarray(camera(light(ground, rng), rng, quality)), truths


def _places(n: int, w: int, h: int) -> list[tuple[float, float, float, float]]:
    columns = 1 if n == 1 or (n <= 3 and h > w) else 2
    rows = -(-n // columns)
    return [((i % columns) * w / columns, (i // columns) * h / rows, w / columns, h / rows) for i in range(n)]


def flatbed(
    cards: Sequence[Card], seed: int, columns: int = 2, dpi: int = 200
) -> tuple[Image.Image, list[dict[str, Any]]]:
    """Cards laid on a flatbed scanner: slight tilts, a plain lid, here and there one upside down."""
    rng = Random(f"flatbed {seed}")
    lid = rng.choice([(255, 255, 255), (250, 250, 248), (225, 225, 225), (60, 60, 60), (20, 20, 20), (200, 205, 210)])
    cell_w, cell_h = int(dpi * 3.9), int(dpi * 2.65)
    rows = -(-len(cards) // columns)
    ground = np.empty((cell_h * rows, cell_w * columns, 3), "uint8")
    ground[:] = lid
    truths = []
    for i, card in enumerate(cards):
        centre = (
            (i % columns + 0.5) * cell_w + rng.uniform(-0.04, 0.04) * cell_w,
            (i // columns + 0.5) * cell_h + rng.uniform(-0.03, 0.03) * cell_h,
        )
        upright = card[0].width >= card[0].height
        turn = rng.choice([0] * 9 + [180]) if upright else rng.choice([90, 270])
        quad = quad_at(card[0].size, centre, dpi * 3.35, turn + rng.uniform(-3, 3), 0.0, rng)
        truth = lay(ground, card, quad, rng, rng.uniform(0.15, 0.5))
        truths.append(truth | ({"rotation": turn} if turn else {}))
    return Image.fromarray(camera(ground, rng, 1.5)), truths


def scan(card: Card, seed: int) -> Card:
    """One card cropped from a scanner: small tilt, paper tone, faint noise, at times low resolution."""
    rng = Random(f"scan {seed}")
    image = card[0]
    scale = _legible(rng.choice([0.55, 0.7, 0.85, 1.0]), card[1])
    w, h = int(image.width * scale), int(image.height * scale)
    margin = int(w * rng.choice([0.0, 0.0, 0.02, 0.05]))
    ground = np.empty((h + 2 * margin, w + 2 * margin, 3), "uint8")
    ground[:] = rng.choice([(255, 255, 255), (235, 235, 235), (90, 90, 90)])
    quad = quad_at(
        image.size,
        (ground.shape[1] / 2, ground.shape[0] / 2),
        max(w, h),
        rng.choice([0, 0, rng.uniform(-1.5, 1.5)]),
        0,
        rng,
    )
    moved_truth = lay(ground, card, quad, rng, 0.0)
    return Image.fromarray(camera(ground, rng, 1.6)), moved_truth


def _legible(scale: float, truth: dict[str, Any]) -> float:
    """The scale, or as much more as keeps the smallest print readable."""
    smallest = min((line["box"][3] for line in truth["lines"] if len(line["text"]) > 6), default=99)
    return min(1.0, max(scale, SMALLEST_PRINT / smallest))


def web(card: Card, seed: int) -> Card:
    """A picture from a web page: small and compressed."""
    rng = Random(f"web {seed}")
    image, truth = card
    scale = _legible(rng.choice([0.45, 0.6, 0.8]), truth)
    small = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)
    return jpeg(small, rng.randrange(45, 85)), moved(truth, np.array([[scale, 0, 0], [0, scale, 0], [0, 0, 1]], float))


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The picture after compression."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")
