"""Bytes -> upright pages of pixels, safely: allowlisted formats, pixel caps, truncated files read as far as they go.

Whether bytes are a picture is told by their first bytes. Formats outside the list are never handed to a
decoder: Pillow would start Ghostscript for EPS.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.cards.pixels import Pixels, rgb

MAX_PIXELS = 120_000_000
"""Pictures with more pixels are refused: the largest phone cameras give 108 and 200 megapixels binned to 12-50."""
WORK_SIDE = 4000
"""Pictures are read at no more than this many pixels on the longer side: A4 at 340 dpi."""
MAX_PAGES = 100
"""Pages read of one document."""
PDF_DPI = 250
"""PDF pages are rendered at this resolution, or less where `WORK_SIDE` says so."""
MAX_RATIO = 25
"""A picture longer than this many times its height holds no card."""
MIN_SIDE = 24
"""A picture with a side shorter than this (pixels) holds no readable card."""

Opener = Callable[[bytes], Iterator["Page"]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its pixels, and how much they were reduced."""

    number: int
    """From 1."""
    pixels: Pixels
    scale: float
    """Pixels here per pixel of the page as it was given, <= 1."""
    dpi: float = 0.0
    """Known resolution of `pixels` (PDF), else 0."""


class Unreadable(Exception):
    """A picture or page that cannot be opened: a code, a reason and a remedy for the user."""

    def __init__(self, code: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.code, self.reason, self.remedy = code, reason, remedy


BROKEN = "Open it in a picture viewer and save it again as JPEG or PNG, or take the photo again."
TOO_LARGE = "Save it smaller (a card needs 1,000 to 4,000 pixels on its longer side) and run again."


def kind(data: bytes) -> str:
    """`jpeg`, `png`, `tiff`, `webp`, `heif`, `bmp`, `gif` or `pdf` by the first bytes, else empty."""
    head = data[:1024]
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heif"
    if head.startswith(b"BM") and len(head) > 17 and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "pdf" if b"%PDF-" in head else ""


_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"heif"}
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}


def is_image(data: bytes) -> bool:
    """Whether these bytes begin like a picture or document that cards are read from."""
    return bool(kind(data))


def pages(data: bytes) -> Iterator[Page | Unreadable]:
    """The pages, upright by EXIF, RGB; a page that cannot be read comes as its error. Raises Unreadable
    where nothing can be opened."""
    found = kind(data)
    if not found:
        raise Unreadable("not-an-image", "This is not a picture in a known format.", BROKEN)
    opener = pdf_pages if found == "pdf" else picture_pages
    number = 0
    for page in opener(data, found):
        number += 1
        yield page
        if number >= MAX_PAGES:
            reason = f"Only the first {MAX_PAGES} pages were read."
            yield Unreadable("too-large", reason, "Split the document and run the rest as files of their own.")
            return
    if not number:
        raise Unreadable("unreadable", "There is no page in this file.", BROKEN)


def picture_pages(data: bytes, found: str) -> Iterator[Page | Unreadable]:
    """Pages of a raster picture; several only for TIFF (animations and bursts: the first frame)."""
    image = _open(data, found)
    frames = _frames(image) if found == "tiff" else 1
    for index in range(frames):
        try:
            if index:
                image.seek(index)
            yield _page(image, index + 1)
        except Unreadable as e:
            yield e
        except Exception as e:
            yield _broken(e, found)
            if index == frames - 1 or not isinstance(e, OSError | ValueError):
                return


def _frames(image: Any) -> int:
    try:
        return min(int(image.n_frames), MAX_PAGES + 1)
    except Exception:  # a damaged directory chain: the first page may still be good
        return 1


def _open(data: bytes, found: str) -> Any:
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True  # a half-transferred photo shows its upper half
    Image.MAX_IMAGE_PIXELS = None  # the cap below refuses with a reason instead
    if found == "heif":
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener()
    names = {"jpeg": ["JPEG", "MPO"], "gif": ["GIF"], "heif": ["HEIF"]}.get(found, [found.upper()])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=names)
    except Exception as e:
        raise _broken(e, found) from e


def _broken(e: Exception, found: str) -> Unreadable:
    return Unreadable("unreadable", f"This {found.upper()} picture is damaged or unusual ({told(e)}).", BROKEN)


def told(e: Exception) -> str:
    """What a library says went wrong, without places in memory (`<_io.BytesIO object at 0x7f...>`), which differ in
    every run."""
    return re.sub(r"\s*<[^<>]*\bat 0x[0-9a-fA-F]+>", "", f"{type(e).__name__}: {e}").split("\n")[0][:120]


def is_cut_off(data: bytes) -> bool:
    """Whether a picture ends before its last line, as after a broken transfer."""
    from PIL import ImageFile

    if kind(data) == "pdf":
        return False
    try:
        image = _open(data, kind(data))
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except (OSError, SyntaxError, ValueError):
        return True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
    return False


def _page(image: Any, number: int) -> Page:
    width, height = image.size
    check_size(width, height)
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB", (min(width, WORK_SIDE), min(height, WORK_SIDE)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image.load()
        pixels = rgb(image, WORK_SIDE)
    return Page(number, pixels, max(pixels.shape[:2]) / max(width, height))


def check_size(width: int, height: int) -> None:
    """Refuses what is too large to decode, or cannot hold a card."""
    if width * height > MAX_PIXELS:
        reason = f"The picture has {width} x {height} pixels; up to {MAX_PIXELS // 1_000_000} megapixels are read."
        raise Unreadable("too-large", reason, TOO_LARGE)
    if min(width, height) < MIN_SIDE or max(width, height) > MAX_RATIO * min(width, height):
        reason = f"A picture of {width} x {height} pixels cannot hold a readable card."
        raise Unreadable("no-card", reason, "Leave it out, or give the original photo instead of a thumbnail.")


def pdf_pages(data: bytes, _found: str) -> Iterator[Page | Unreadable]:
    """Pages of a PDF, rendered."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower():
            reason, remedy = "This PDF is protected by a password.", "Save a copy without the password and run again."
            raise Unreadable("encrypted", reason, remedy) from e
        raise Unreadable("unreadable", f"This PDF is damaged ({e}).", "Print it to a new PDF and run again.") from e
    try:
        for index in range(min(len(document), MAX_PAGES + 1)):
            try:
                yield _pdf_page(document[index], index + 1)
            except Unreadable as e:
                yield e
            except Exception as e:
                yield Unreadable(
                    "unreadable", f"This PDF page is damaged ({e}).", "Print it to a new PDF and run again."
                )
    finally:
        document.close()


def _pdf_page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise Unreadable("too-large", f"A PDF page of {width:.0f} x {height:.0f} points is not read.", TOO_LARGE)
    zoom = min(PDF_DPI / 72, WORK_SIDE / max(width, height))
    bitmap = page.render(scale=max(zoom, 1200 / max(width, height)) if max(width, height) < 600 else zoom)
    pixels = rgb(bitmap.to_pil(), WORK_SIDE)
    return Page(number, pixels, 1.0, 72 * pixels.shape[1] / width)
