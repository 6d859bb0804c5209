"""Paper and decoration: grounds, bands, shapes, logos, codes."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.generate import fonts
from samples.generate.paint import Colour, Painter

LIGHT: tuple[Colour, ...] = (
    (255, 255, 255),
    (255, 255, 255),
    (252, 250, 244),
    (245, 245, 245),
    (250, 247, 238),
    (238, 242, 246),
    (255, 253, 231),
    (232, 240, 233),
)
DARK: tuple[Colour, ...] = (
    (20, 20, 22),
    (24, 36, 58),
    (12, 60, 46),
    (60, 18, 26),
    (40, 40, 46),
    (52, 28, 66),
    (10, 44, 74),
    (68, 48, 32),
)
VIVID: tuple[Colour, ...] = (
    (200, 40, 40),
    (0, 98, 155),
    (0, 128, 96),
    (230, 120, 20),
    (110, 50, 140),
    (20, 60, 120),
    (180, 20, 90),
    (90, 110, 30),
    (0, 150, 170),
    (150, 110, 40),
)
INKS: tuple[Colour, ...] = (
    (20, 20, 20),
    (20, 20, 20),
    (45, 45, 50),
    (60, 60, 66),
    (30, 40, 70),
    (70, 50, 40),
    (95, 95, 100),
)
PALE: tuple[Colour, ...] = (
    (255, 255, 255),
    (255, 255, 255),
    (240, 236, 220),
    (215, 225, 235),
    (235, 200, 110),
    (190, 190, 195),
)


def luminance(colour: Colour) -> float:
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def ink_on(ground: Colour, rng: Random) -> Colour:
    """A text colour that can be read on the ground, though not always easily."""
    choices = INKS if luminance(ground) > 140 else PALE
    good = [c for c in choices if abs(luminance(c) - luminance(ground)) > 85]
    return rng.choice(good or [(255, 255, 255) if luminance(ground) < 140 else (0, 0, 0)])


def accent_on(ground: Colour, rng: Random) -> Colour:
    good = [c for c in (*VIVID, *PALE) if abs(luminance(c) - luminance(ground)) > 75]
    return rng.choice(good or [ink_on(ground, rng)])


def gradient(size: tuple[int, int], a: Colour, b: Colour, angle: float) -> Image.Image:
    """A linear gradient from a to b."""
    w, h = size
    y, x = np.mgrid[0:h, 0:w]
    t = x / w * np.cos(angle) + y / h * np.sin(angle)
    t = (t - t.min()) / max(float(np.ptp(t)), 1e-6)
    pixels = np.asarray(a)[None, None] * (1 - t[..., None]) + np.asarray(b)[None, None] * t[..., None]
    return Image.fromarray(pixels.astype("uint8"))


def busy(size: tuple[int, int], ground: Colour, rng: Random, strength: float = 0.16) -> Image.Image:
    """A pattern or a blurred picture behind the text."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    w, h = size
    other = tuple(
        int(c * (1 - strength) + v * strength)
        for c, v in zip(ground, rng.choice(VIVID if luminance(ground) > 140 else PALE), strict=True)
    )
    kind = rng.choice(["blobs", "stripes", "dots", "waves", "rings", "paper"])
    if kind == "blobs":
        for _ in range(rng.randrange(4, 14)):
            x, y, r = rng.randrange(w), rng.randrange(h), rng.randrange(40, 320)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(c * rng.uniform(0.88, 1.0)) for c in other))
        image = image.filter(ImageFilter.GaussianBlur(rng.choice([0, 6, 30])))
    elif kind == "stripes":
        step, slant = rng.randrange(8, 60), rng.choice([0, h // 2, h])
        for x in range(-h, w + h, step):
            draw.line((x, 0, x + slant, h), fill=other, width=max(1, step // rng.randrange(3, 9)))
    elif kind == "dots":
        step = rng.randrange(14, 50)
        for x in range(0, w, step):
            for y in range(0, h, step):
                draw.ellipse((x, y, x + step // 4, y + step // 4), fill=other)
    elif kind == "waves":
        for k in range(rng.randrange(3, 12)):
            phase, amp, base = rng.random() * 6, rng.randrange(10, 90), rng.randrange(h)
            points = [(x, base + amp * float(np.sin(x / w * 6 + phase))) for x in range(0, w, 8)]
            draw.line(points, fill=other, width=1 + k % 4)
    elif kind == "rings":
        x, y = rng.randrange(w), rng.randrange(h)
        for r in range(30, w, rng.randrange(20, 60)):
            draw.ellipse((x - r, y - r, x + r, y + r), outline=other, width=rng.randrange(1, 5))
    else:
        noise = np.random.default_rng(rng.randrange(2**31)).normal(0, 9, (h, w, 1)).repeat(3, 2)
        image = Image.fromarray(np.clip(np.asarray(image, float) + noise, 0, 255).astype("uint8")).filter(
            ImageFilter.GaussianBlur(1.2)
        )
    return image


def band(image: Image.Image, box: tuple[float, float, float, float], colour: Colour, slant: float = 0.0) -> None:
    """A filled rectangle (fractions of the card), its inner edge slanted."""
    w, h = image.size
    x0, y0, x1, y1 = box[0] * w, box[1] * h, box[2] * w, box[3] * h
    ImageDraw.Draw(image).polygon([(x0, y0), (x1 + slant * w, y0), (x1 - slant * w, y1), (x0, y1)], fill=colour)


def logo(
    painter: Painter, box: tuple[float, float, float, float], text: str, colour: Colour, rng: Random, ground: Colour
) -> None:
    """An invented mark, with the firm's short name under or beside it when `text` is given."""
    w, h = painter.image.size
    x0, y0, x1, y1 = box[0] * w, box[1] * h, box[2] * w, box[3] * h
    beside = (x1 - x0) > 2.2 * (y1 - y0) and bool(text)
    side = min(x1 - x0, y1 - y0) * (0.9 if beside else 0.62 if text else 0.95)
    left = x0 if beside else (x0 + x1 - side) / 2
    _mark(painter.draw, left, y0, side, colour, rng, ground)
    if not text:
        return
    family = rng.choice(fonts.families(rng.choice(["display", "sans", "serif", "condensed"])))
    room = (x1 - x0 - side * 1.15) if beside else (x1 - x0)
    size = int(min(side * 0.7, h * 0.13))
    family, weight = fonts.face_for(text, family, "bold")
    while size > 12 and fonts.load(family, weight, size).getlength(text) > room:
        size -= 2
    font = fonts.load(family, weight, size)
    x = left + side * 1.15 if beside else (x0 + x1 - font.getlength(text)) / 2
    y = y0 + side / 2 + size * 0.35 if beside else y0 + side + size * 1.1
    painter.draw.text((x, y), text, font=font, fill=colour, anchor="ls")
    b = font.getbbox(text, anchor="ls")
    painter.note(
        [
            {
                "text": text,
                "label": "logo",
                "type": "",
                "box": [round(x + b[0]), round(y + b[1]), round(b[2] - b[0]), round(b[3] - b[1])],
            }
        ]
    )


def _mark(
    draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: Colour, rng: Random, ground: Colour
) -> None:
    other = rng.choice(VIVID)
    kind = rng.choice(["circle", "ring", "square", "triangle", "bars", "leaf", "hex", "twin", "arc"])
    b = (x, y, x + side, y + side)
    if kind == "circle":
        draw.ellipse(b, fill=colour)
        draw.pieslice(b, rng.randrange(360), rng.randrange(360) + 90, fill=other)
    elif kind == "ring":
        draw.ellipse(b, outline=colour, width=max(3, int(side / 7)))
    elif kind == "square":
        draw.rounded_rectangle(b, side / rng.choice([20, 5]), fill=colour)
        draw.polygon(
            [(x + side * 0.2, y + side * 0.8), (x + side * 0.5, y + side * 0.2), (x + side * 0.8, y + side * 0.8)],
            fill=ground,
        )
    elif kind == "triangle":
        draw.polygon([(x, y + side), (x + side / 2, y), (x + side, y + side)], fill=colour)
    elif kind == "bars":
        for i in range(4):
            draw.rectangle(
                (x + i * side / 4, y + side * rng.random() * 0.7, x + i * side / 4 + side / 6, y + side),
                fill=colour if i % 2 else other,
            )
    elif kind == "leaf":
        draw.chord(b, 30, 210, fill=colour)
        draw.chord(b, 220, 380, fill=other)
    elif kind == "hex":
        points = [
            (x + side / 2 + side / 2 * float(np.cos(a)), y + side / 2 + side / 2 * float(np.sin(a)))
            for a in np.arange(6) * np.pi / 3
        ]
        draw.polygon(points, outline=colour, width=max(3, int(side / 9)))
    elif kind == "twin":
        draw.ellipse((x, y, x + side * 0.65, y + side * 0.65), fill=colour)
        draw.ellipse((x + side * 0.35, y + side * 0.35, x + side, y + side), fill=other)
    else:
        for i in range(3):
            draw.arc(
                (x + i * side / 7, y + i * side / 7, x + side - i * side / 7, y + side - i * side / 7),
                180,
                360,
                fill=colour,
                width=max(2, int(side / 18)),
            )


def code(painter: Painter, text: str, box: tuple[float, float, float, float], kind: str = "QRCode") -> dict[str, Any]:
    """A QR or other code that says `text`; returns what it says and where it stands."""
    import zxingcpp

    w, h = painter.image.size
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    picture = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=1)))
    side = int(min((box[2] - box[0]) * w, (box[3] - box[1]) * h))
    side = max(side // picture.width, 2) * picture.width
    picture = picture.resize((side, side), Image.Resampling.NEAREST)
    x, y = int(box[0] * w), int(min(box[1] * h, h - side - 4))
    x = min(x, w - side - 4)
    painter.image.paste(picture.convert("RGB"), (x, y))
    return {"text": text, "format": kind, "box": [x, y, side, side]}
