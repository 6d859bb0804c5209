"""The card behind a value: the side of the picture where it stands, cut out and upright."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock

from pipeline.cards.pixels import Pixels
from pipeline.cards.reading import Reading, Side
from pipeline.ledger import Entry
from pipeline.schema import record_id
from pipeline.workspace import Workspace

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the page as it was given."""
CARD = "card"
PLACE = re.compile(r"(?:page (\d+) )?card (\d+)(?: person (\d+))?$")
BOX = re.compile(r"(\d+),(\d+),(\d+),(\d+)$")
WIDEST = 900
"""Pixels on the longer side of what is sent to the browser."""
_one_at_a_time = Lock()  # PDFium is not safe in threads


@dataclass(frozen=True, slots=True)
class Place:
    """Where to cut: the picture, its page, the box there, and how far to turn it clockwise."""

    digest: str
    page: int
    box: Box | None
    angle: int = 0


class Pictures:
    """Finds and cuts the pictures of card records of a workspace."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.entries = [e for e in ws.ledger().accepted() if e.kind == CARD and not e.distilled]

    def shows(self, record: dict[str, str]) -> bool:
        """Whether the card of a row of records.csv can be shown: those in archives and what an erasing left cannot."""
        return self._front(record) is not None

    def of_card(self, record: dict[str, str]) -> Place | None:
        """The whole front of the card of a row of records.csv; None where its picture is not kept as such."""
        found = self._front(record)
        if found is None:
            return None
        entry, page, card = found
        side = next((s for s in self._sides(entry) if (s.page, s.card) == (page, card)), None)
        return Place(entry.digest, page, side.box if side else None, side.angle if side else 0)

    def of_value(self, record: dict[str, str], locator: str, raw: str) -> Place | None:
        """The print around a value (its locator and raw text in values.csv), on whichever side it stands."""
        found, at = self._front(record), BOX.search(locator)
        if found is None or at is None:
            return None
        entry, page, card = found
        box: Box = (int(at[1]), int(at[2]), int(at[3]), int(at[4]))
        for other, side in self._near(entry, page, card):
            if _says(side, box, raw):
                return Place(other.digest, side.page, _around(box), side.angle)
        return None

    def jpeg(self, place: Place) -> bytes:
        """The cut-out as JPEG; b"" where the picture cannot be opened."""
        with _one_at_a_time:
            pixels = _page(str(self.ws.source(place.digest)), place.page)
            return _cut(*pixels, place) if pixels else b""

    def _front(self, record: dict[str, str]) -> tuple[Entry, int, int] | None:
        at = PLACE.match(record["locator"])
        if record["source_kind"] != CARD or not at:
            return None
        page, card, person = int(at[1] or 1), int(at[2]), at[3]
        place = f"{page}.{card}" + (f".{person}" if person else "")
        for entry in self.entries:
            if record_id(CARD, f"{entry.digest}#{place}") == record["record_id"]:
                return entry, page, card
        return None

    def _near(self, entry: Entry, page: int, card: int) -> Iterator[tuple[Entry, Side]]:
        """The front first, then all sides among which its back may be."""
        sides = sorted(self._sides(entry), key=lambda s: (s.page, s.card) != (page, card))
        yield from ((entry, s) for s in sides)
        folder = PurePosixPath(entry.name).parent
        for other in self.entries:
            if other is not entry and PurePosixPath(other.name).parent == folder:
                yield from ((other, s) for s in self._sides(other))

    def _sides(self, entry: Entry) -> list[Side]:
        path = self._readings.get(entry.digest)
        return _sides(path) if path else []

    @cached_property
    def _readings(self) -> dict[str, str]:
        """Digest -> the file of its newest reading. One listing does: what a later run reads, it publishes, and then
        there are other `Pictures`."""
        files = sorted((self.ws.cache / "readings").glob("[!.]*-*"), key=_written)
        return {path.name.partition("-")[0]: str(path) for path in files}


def _written(path: Path) -> int:
    """When, in nanoseconds; 0 where the cache was emptied meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(2000)
def _sides(path: str) -> list[Side]:
    try:
        with open(path, encoding="utf-8") as f:
            return Reading.from_json(f.read()).sides
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return []


def _says(side: Side, box: Box, raw: str) -> bool:
    """Whether the print at this box of the side has to do with the text."""
    wanted = _plain(raw)
    for line in side.lines:
        told = _plain(line.text)
        if _overlap(line.page_box, box) > 0.5 and told and (told in wanted or wanted in told or _alike(told, wanted)):
            return True
    return False


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    return bool(partial_ratio(a, b) >= 80)


def _overlap(a: Box, b: Box) -> float:
    """Share of the smaller box that lies in the other."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return max(0, width) * max(0, height) / max(1, min(a[2] * a[3], b[2] * b[3]))


def _around(box: Box) -> Box:
    """The box with some of what stands around it, and of a shape in which a short number can be found."""
    x, y, w, h = box
    short, long = min(w, h), max(w, h)
    along, across = max(2 * short, (10 * short - long) // 2), round(1.4 * short)
    dx, dy = (along, across) if w >= h else (across, along)
    return x - dx, y - dy, w + 2 * dx, h + 2 * dy


@lru_cache(3)
def _page(path: str, number: int) -> tuple[Pixels, float] | None:
    """The pixels of a page, and their scale."""
    from pipeline.cards.images import Page, Unreadable, pages

    try:
        with open(path, "rb") as f:
            data = f.read()
        for n, page in enumerate(pages(data), 1):
            if n == number:
                return (page.pixels, page.scale) if isinstance(page, Page) else None
    except (OSError, Unreadable):
        return None
    return None


def _cut(pixels: Pixels, scale: float, place: Place) -> bytes:
    from PIL import Image

    image = Image.fromarray(pixels)
    if place.box:
        x, y, w, h = (v * scale for v in place.box)
        left, top = max(0, round(x)), max(0, round(y))
        right, bottom = min(image.width, round(x + w)), min(image.height, round(y + h))
        if right - left >= 2 and bottom - top >= 2:
            image = image.crop((left, top, right, bottom))
    if place.angle:
        image = image.rotate(-place.angle, expand=True)
    image.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
