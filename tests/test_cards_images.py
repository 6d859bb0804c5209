"""Opening pictures: what counts as one, how every kind becomes upright RGB pages, and what is refused."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.cards.images import Page, Unreadable, is_image, pages

HOSTILE = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "images"


def picture(size: tuple[int, int] = (320, 200)) -> Image.Image:
    """White with a black square at the top left, which tells how it lies."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, 60, 60), fill="black")
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def only(data: bytes) -> Page:
    (page,) = pages(data)
    assert isinstance(page, Page)
    return page


def opened(data: bytes) -> list[Page | Unreadable]:
    """The pages, or the one reason why there is none."""
    try:
        return list(pages(data))
    except Unreadable as e:
        return [e]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "PDF"])
def test_every_format_of_the_contract_opens_as_rgb(kind: str) -> None:
    data = saved(picture(), kind)
    assert is_image(data)
    page = only(data)
    assert page.pixels.dtype == np.uint8
    assert page.pixels.ndim == 3
    assert page.pixels[5, 5].max() < 60
    assert page.pixels[-5, -5].min() > 200


def test_heic_opens() -> None:
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(out)
    assert is_image(out.getvalue())
    assert only(out.getvalue()).pixels.shape == (200, 320, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation: int) -> None:
    """The square comes back to the top left however the camera stored the picture."""
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes each orientation's view
    stored = picture() if orientation == 1 else picture().transpose(Image.Transpose(back[orientation]))
    exif = Image.Exif()
    exif[274] = orientation
    page = only(saved(stored, "JPEG", exif=exif, quality=95))
    assert page.pixels.shape == (200, 320, 3)
    assert page.pixels[5, 5].max() < 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "F", "CMYK"])
def test_unusual_pixels_become_rgb(mode: str) -> None:
    gray = picture().convert("L")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(gray).astype(np.uint16) * 200)
    elif mode == "F":
        image = Image.fromarray(np.asarray(gray).astype(np.float32) / 255)
    else:
        image = picture().convert(mode)
    page = only(saved(image, "TIFF"))
    assert page.pixels[5, 5].max() < 60
    assert page.pixels[-5, -5].min() > 200


def test_transparent_ground_is_white_under_dark_print_and_dark_under_light_print() -> None:
    for ink, ground in ((20, 255), (250, 0)):
        image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((100, 80, 200, 120), fill=(ink, ink, ink, 255))
        assert only(saved(image, "PNG")).pixels[5, 5].tolist() == [ground] * 3


def test_pages_of_tiff_and_pdf_come_in_order() -> None:
    for kind in ("TIFF", "PDF"):
        data = saved(picture(), kind, save_all=True, append_images=[picture((300, 220)), picture((280, 240))])
        found = list(pages(data))
        assert [p.number for p in found if isinstance(p, Page)] == [1, 2, 3]


def test_animation_gives_its_first_frame_only() -> None:
    data = saved(picture(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 200), "red")])
    assert only(data).pixels[5, 5].max() < 60


def test_large_pictures_are_read_smaller_and_say_how_much() -> None:
    page = only(saved(picture((5000, 2500)), "JPEG"))
    assert max(page.pixels.shape) == 4000
    assert page.scale == pytest.approx(4000 / 5000)


@pytest.mark.parametrize(
    ("size", "code"), [((1, 1), "no-card"), ((20000, 30), "no-card"), ((12000, 10100), "too-large")]
)
def test_sizes_that_hold_no_card_or_too_much_are_refused_with_a_remedy(size: tuple[int, int], code: str) -> None:
    (page,) = pages(saved(Image.new("1", size), "PNG"))
    assert isinstance(page, Unreadable)
    assert page.code == code
    assert page.remedy


def test_cut_off_file_is_read_as_far_as_it_goes() -> None:
    data = saved(picture((1200, 800)), "JPEG", quality=95)
    assert only(data[: len(data) // 2]).pixels.shape == (800, 1200, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<html>",
        b"BM and then some prose that is no bitmap",
        b"8BPS\0\1",
        b"\0" * 99,
    ],
)
def test_other_files_are_not_pictures(data: bytes) -> None:
    """EPS above all: decoding it would start Ghostscript."""
    assert not is_image(data)
    with pytest.raises(Unreadable):
        list(pages(data))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"%PDF-1.7\n", b"GIF89a"]),
)
def test_damaged_bytes_are_refused_and_never_raise_anything_else(noise: bytes, magic: bytes) -> None:
    assert all(isinstance(p, Page) or (p.reason and p.remedy) for p in opened(magic + noise))


@pytest.mark.slow
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="hostile corpus not here")
def test_hostile_pictures_open_or_are_refused() -> None:
    for path in sorted(p for p in HOSTILE.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if not is_image(data):
            continue
        assert all(isinstance(p, Page) or p.remedy for p in opened(data)), path


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\nxx", b"BM" + bytes(30), b"II*\0" + bytes(30), b"RIFF\x10\0\0\0WEBPxx"]
)
def test_a_broken_picture_is_told_in_the_same_words_each_time(start: bytes) -> None:
    """Libraries name places in memory, which no two runs have in common."""
    (problem,) = opened(start)
    assert isinstance(problem, Unreadable)
    assert "0x" not in problem.reason
