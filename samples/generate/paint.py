"""Draws rows of parts into zones of a card and notes where each landed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from samples.generate import fonts
from samples.generate.wording import Block, Part, Row

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
ROLE_SIZE = {
    "name": 1.7,
    "title": 1.0,
    "organization": 1.25,
    "body": 1.0,
    "slogan": 0.95,
    "small": 0.78,
    "logo": 2.1,
    "hand": 1.6,
    "headline": 1.35,
}


@dataclass
class Theme:
    """Fonts, sizes and colours of one card. `size` is the body text in pixels."""

    body: str
    head: str
    size: float
    ink: Colour
    accent: Colour
    name_scale: float = 1.0
    leading: float = 1.35
    script: str = ""
    weights: dict[str, str] = field(default_factory=dict)
    tracking: dict[str, float] = field(default_factory=dict)
    accented: tuple[str, ...] = ("name",)

    def face(self, role: str, text: str) -> tuple[str, str]:
        weight = self.weights.get(role, "regular")
        if role == "hand":
            return fonts.face_for(text, fonts.families("hand")[0], "regular")
        family = self.head if role in ("name", "organization", "logo", "headline") else self.body
        if (
            self.script
            and not text.isascii()
            and any("\u2e80" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in text)
        ):
            family = self.script
        return fonts.face_for(text, family, weight)

    def colour(self, role: str, ink: Colour | None) -> Colour:
        return self.accent if role in self.accented and ink is None else ink or self.ink


@dataclass
class Zone:
    """A rectangle (fractions of the card) and the blocks that are stacked in it."""

    x0: float
    y0: float
    x1: float
    y1: float
    blocks: list[Block]
    align: str = "left"
    valign: str = "top"
    scale: float = 1.0
    ink: Colour | None = None
    gap: float = 0.6
    """Space between blocks, in line heights."""


class Painter:
    """A card being drawn; `lines` collects what stands where."""

    def __init__(self, image: Image.Image, theme: Theme, rng: Random) -> None:
        self.image, self.theme, self.rng = image, theme, rng
        self.draw = ImageDraw.Draw(image)
        self.lines: list[dict[str, Any]] = []

    def zone(self, zone: Zone) -> None:
        """Stacks the zone's blocks, smaller where they would not fit."""
        blocks = [b for b in zone.blocks if b]
        if not blocks:
            return
        w, h = self.image.size
        left, top, width, height = zone.x0 * w, zone.y0 * h, (zone.x1 - zone.x0) * w, (zone.y1 - zone.y0) * h
        scale = zone.scale
        blocks = [self._wrapped(block, width, scale) for block in blocks]
        for _ in range(14):
            needed_w = max(self._width(row, block, scale) for block in blocks for row in block)
            needed_h = self._height(blocks, scale, zone.gap)
            if (needed_w <= width and needed_h <= height) or scale < 0.3:
                break
            scale *= max(0.8, min(0.97, width / max(needed_w, 1), height / max(needed_h, 1)))
        y = top + {"top": 0.0, "middle": (height - needed_h) / 2, "bottom": height - needed_h}[zone.valign]
        for i, block in enumerate(blocks):
            y += zone.gap * self.theme.size * scale if i else 0
            tab = self._tab(block, scale)
            for row in block:
                y += row.gap * self.theme.size * scale
                self._row(row, left, y, width, zone.align, scale, tab, zone.ink)
                y += self._line(row, scale)

    def _wrapped(self, block: Block, width: float, scale: float) -> Block:
        """Rows far too long for the zone, broken at a space into two; a value stays with the first half."""
        rows: Block = []
        for row in block:
            part = row.parts[-1]
            if row.tab or len(row.parts) > 1 or " " not in part.text or self._width(row, block, scale) < width * 1.2:
                rows.append(row)
                continue
            cut = min((i for i, c in enumerate(part.text) if c == " "), key=lambda i: abs(i - len(part.text) * 0.55))
            rows.append(Row([replace(part, text=part.text[:cut])], row.role, gap=row.gap))
            rows.append(Row([replace(part, text=part.text[cut + 1 :], value="")], row.role))
        return rows

    def _px(self, role: str, scale: float) -> int:
        size = ROLE_SIZE[role] * (self.theme.name_scale if role == "name" else 1.0)
        return max(9, round(self.theme.size * size * scale))

    def _line(self, row: Row, scale: float) -> float:
        return self._px(row.role, scale) * (self.theme.leading if row.role == "body" else 1.28)

    def _height(self, blocks: list[Block], scale: float, gap: float) -> float:
        rows = sum(self._line(row, scale) + row.gap * self.theme.size * scale for block in blocks for row in block)
        return rows + gap * self.theme.size * scale * (len(blocks) - 1)

    def _length(self, part: Part, role: str, scale: float) -> float:
        if not part.text:
            return 0.0
        tracking = self.theme.tracking.get(role, 0.0) * self._px(role, scale)
        return float(self._font(part, role, scale).getlength(part.text)) + tracking * max(0, len(part.text) - 1)

    def _font(self, part: Part, role: str, scale: float) -> Any:
        size = self._px(role, scale)
        if part.label == "icon" and part.text and "\ue000" <= part.text[0] <= "\uf8ff":
            return fonts.load(fonts.families("icon")[0], "regular", round(size * 1.05))
        family, weight = self.theme.face("body" if part.label == "icon" else role, part.text)
        if part.label == "caption" and self.theme.weights.get("caption"):
            weight = self.theme.weights["caption"]
        return fonts.load(family, weight, size)

    def _tab(self, block: Block, scale: float) -> float:
        heads = [self._length(row.parts[0], row.role, scale) for row in block if row.tab]
        return (max(heads) if heads else 0.0) + self.theme.size * scale * 0.5

    def _width(self, row: Row, block: Block, scale: float) -> float:
        total = sum(self._length(p, row.role, scale) for p in row.parts)
        return total + (self._tab(block, scale) - self._length(row.parts[0], row.role, scale) if row.tab else 0)

    def _row(
        self, row: Row, left: float, y: float, width: float, align: str, scale: float, tab: float, ink: Colour | None
    ) -> None:
        lengths = [self._length(p, row.role, scale) for p in row.parts]
        total = sum(lengths) + (tab - lengths[0] if row.tab else 0)
        x = left + {"left": 0.0, "center": (width - total) / 2, "right": width - total}[align]
        baseline = y + self._px(row.role, scale) * 0.98
        placed = []
        for i, part in enumerate(row.parts):
            colour = self.theme.colour("caption" if part.label in ("caption", "icon") else row.role, ink)
            box = self._text(part, row.role, x, baseline, scale, colour)
            x += tab if row.tab and i == 0 else lengths[i]
            if box:
                placed.append(
                    {"text": part.text.strip(), "label": part.label, "type": part.type, "box": box}
                    | ({"value": part.value} if part.value else {})
                )
        self.note(placed)

    def _text(self, part: Part, role: str, x: float, baseline: float, scale: float, colour: Colour) -> list[int] | None:
        if not part.text.strip():
            return None
        font = self._font(part, role, scale)
        tracking = self.theme.tracking.get(role, 0.0) * self._px(role, scale)
        if tracking:
            at = x
            for char in part.text:
                self.draw.text((at, baseline), char, font=font, fill=colour, anchor="ls")
                at += font.getlength(char) + tracking
        else:
            self.draw.text((x, baseline), part.text, font=font, fill=colour, anchor="ls")
        box = list(font.getbbox(part.text, anchor="ls"))
        box[2] += tracking * max(0, len(part.text) - 1)
        return [round(x + box[0]), round(baseline + box[1]), round(box[2] - box[0]), round(box[3] - box[1])]

    def vertical(self, block: Block, x: float, top: float, height: float, scale: float) -> float:
        """Writes rows as vertical columns from x to the left (Japanese tategaki); returns the last column's x."""
        for row in block:
            text = "".join(p.text for p in row.parts if p.label != "icon")
            size = self._px(row.role, scale)
            step = min(size * 1.12, height / max(1, len(text)))
            family, weight = self.theme.face(row.role, text)
            font = fonts.load(family, weight, max(9, int(step / 1.12)))
            y = top
            for char in text:
                shown = {"ー": "｜", "-": "｜", "−": "｜"}.get(char, char)
                self.draw.text((x, y), shown, font=font, fill=self.theme.colour(row.role, None), anchor="mt")
                y += step
            main = next((p for p in row.parts if p.label not in ("caption", "icon")), row.parts[0])
            box = [round(x - step / 2), round(top), round(step), round(y - top)]
            self.note(
                [
                    {"text": text, "label": main.label, "type": main.type, "box": box}
                    | ({"value": main.value} if main.value else {})
                ],
                vertical=True,
            )
            x -= step * 1.5
        return x

    def note(self, parts: list[dict[str, Any]], vertical: bool = False) -> None:
        """Adds one line of truth made of its parts."""
        if not parts:
            return
        boxes = [p["box"] for p in parts]
        x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
        x1, y1 = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
        readable = [p for p in parts if p["label"] != "icon"]
        main = next((p["label"] for p in parts if p["label"] not in ("caption", "icon")), parts[0]["label"])
        line = {
            "text": " ".join(p["text"] for p in readable),
            "label": main,
            "box": [x0, y0, x1 - x0, y1 - y0],
            "parts": parts,
        }
        self.lines.append(line | ({"vertical": True} if vertical else {}))
