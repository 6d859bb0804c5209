"""Reading pictures of cards: text, boxes, orientation, sheets, codes, scripts; and never an exception."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.cards import ocr, scripts, tesseract
from pipeline.cards.columns import in_rows
from pipeline.cards.frame import text_angle
from pipeline.cards.grid import cells
from pipeline.cards.ocr import Text
from pipeline.cards.read import READER_VERSION, read_image
from pipeline.cards.reading import Code, Line, Problem, Reading, Side, Word
from pipeline.cards.scripts import Sample
from pipeline.cards.split import split
from pipeline.settings import Cards

ANA = ("Ana Example", "Head of Gardens", "Galnova Ltd", "ana@galnova.example", "+44 20 7946 0123")
BO = ("Bo Sample", "Welder", "Triford Inc", "bo@triford.example", "+1 202 555 0123")


def card(lines: tuple[str, ...], ground: str = "white", ink: str = "black", panel: str = "") -> Image.Image:
    image = Image.new("RGB", (900, 540), ground)
    draw = ImageDraw.Draw(image)
    if panel:
        draw.rectangle((560, 0, 900, 540), fill=panel)
        draw.text((600, 240), "GALNOVA", fill="white", font=ImageFont.load_default(48))
    for i, text in enumerate(lines):
        draw.text((60, 50 + 88 * i), text, fill=ink, font=ImageFont.load_default(52 if i == 0 else 38))
    return image


def data_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def texts(image: Image.Image) -> list[str]:
    return [line.text for side in read_image(data_of(image)).sides for line in side.lines]


def test_reading_survives_json() -> None:
    quad = ((1, 2), (11, 2), (11, 8), (1, 8))
    line = Line("Ana Łukasz", (1, 2, 10, 6), quad, 0.9876, (Word("Ana", (1, 2, 4, 6)),), "tesseract", ("Ana Lukasz",))
    side = Side(2, 1, 90, 50, (0, 0, 90, 50), 90, [line], [Code("MECARD:N:Ana;;", "QR Code", (5, 5, 9, 9))], "look")
    reading = Reading([side], [Problem("page 1", "unreadable", "why", "what to do")], 2, READER_VERSION)
    assert Reading.from_json(reading.to_json()) == reading


def test_upright_card_gives_its_lines_words_and_places() -> None:
    (side,) = read_image(data_of(card(ANA))).sides
    assert [line.text for line in side.lines] == list(ANA)
    name = side.lines[0]
    assert [w.text for w in name.words] == ["Ana", "Example"]
    assert name.words[0].box[0] < name.words[1].box[0]
    x, y, w, h = name.page_box
    assert abs(x - 60) < 25
    assert abs(y - 55) < 25
    assert 240 < w < 400
    assert 35 < h < 90
    assert side.angle == 0


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_card_reads_the_same(turn: int) -> None:
    """`angle` says how far clockwise the page must turn."""
    turned = card(ANA).rotate(turn, expand=True)  # Pillow turns counter-clockwise
    (side,) = read_image(data_of(turned)).sides
    assert [line.text for line in side.lines] == list(ANA)
    assert side.angle == turn


def test_tilted_card_reads_in_order_with_level_boxes() -> None:
    tilted = card(ANA).rotate(9, expand=True, fillcolor=(70, 60, 50))
    (side,) = read_image(data_of(tilted)).sides
    assert [line.text for line in side.lines] == list(ANA)
    assert all(line.box[3] < 100 for line in side.lines)


def test_sheet_gives_its_cards_in_reading_order_each_with_its_box() -> None:
    sheet = Image.new("RGB", (2000, 1240), (120, 120, 120))
    for i, lines in enumerate((ANA, BO, BO, ANA)):
        sheet.paste(card(lines, ground=("white", "lightyellow")[i % 2]), (60 + i % 2 * 980, 50 + i // 2 * 600))
    sides = read_image(data_of(sheet)).sides
    assert [s.lines[0].text for s in sides] == ["Ana Example", "Bo Sample", "Bo Sample", "Ana Example"]
    assert [s.card for s in sides] == [1, 2, 3, 4]
    assert np.allclose([s.box[:2] for s in sides], [(60, 50), (1040, 50), (60, 650), (1040, 650)], atol=15)


@pytest.mark.parametrize("margin", [0, 120])
def test_card_with_a_coloured_panel_stays_one(margin: int) -> None:
    image = card(ANA, panel="navy")
    page = Image.new("RGB", (900 + 2 * margin, 540 + 2 * margin), (90, 80, 70))
    page.paste(image, (margin, margin))
    pixels = np.asarray(page)
    assert len(split(pixels, ocr.find_lines(pixels, 640))) == 1


def test_code_is_read_and_its_pattern_is_no_text() -> None:
    import zxingcpp

    code = zxingcpp.create_barcode("MECARD:N:Example,Ana;TEL:+442079460123;;", zxingcpp.BarcodeFormat.QRCode)
    image = card(ANA)
    image.paste(Image.fromarray(np.array(code.to_image(scale=6))).convert("RGB"), (640, 200))
    (side,) = read_image(data_of(image)).sides
    assert [c.text for c in side.codes] == ["MECARD:N:Example,Ana;TEL:+442079460123;;"]
    assert abs(side.codes[0].box[0] - 640) < 40
    assert [line.text for line in side.lines] == list(ANA)


def test_pages_without_text_and_broken_files_are_refused_with_a_remedy() -> None:
    for data, code in ((data_of(Image.new("RGB", (600, 400), "white")), "no-text"), (b"GIF89a broken", "unreadable")):
        reading = read_image(data)
        assert not reading.sides
        assert [p.code for p in reading.refused] == [code]
        assert reading.refused[0].remedy


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_whose_end_is_missing_is_told_as_such_where_it_shows_no_text(kind: str) -> None:
    """To take it again in better light would help nobody."""
    out = io.BytesIO()
    card(ANA).save(out, kind)
    (problem,) = read_image(out.getvalue()[:900]).refused
    assert (problem.code, "cut off" in problem.reason) == ("unreadable", True)


def test_text_that_is_less_than_its_room_betrays_a_script_the_reader_lacks() -> None:
    latin = [Sample(Text("Ana Example, Gardener", 0.99), 8.0), Sample(Text("+44 20 7946 0123", 0.99), 6.0)]
    cyrillic = [Sample(Text("« »", 0.98), 9.0), Sample(Text(", . , . 15,  7", 0.95), 14.0), latin[1]]
    greek = [Sample(Text("αρδειγμα Tεχνολογε", 0.91), 8.0), latin[1]]
    assert scripts.suspected(latin) == ""
    assert scripts.suspected(cyrillic) == "unknown"
    assert scripts.suspected(greek) == "Greek"


def without_tesseract(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    tesseract.installed.cache_clear()


def test_reader_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_tesseract(monkeypatch, tmp_path)
    reading = read_image(data_of(card(ANA[:1])), Cards(reader="tesseract"))
    tesseract.installed.cache_clear()
    assert [p.code for p in reading.refused] == ["missing-reader"]
    assert "tesseract-ocr" in reading.refused[0].remedy


def test_program_that_crashes_is_a_refused_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fake tesseract that lists its languages and then dies."""
    fake = tmp_path / "tesseract"
    fake.write_text(
        '#!/bin/sh\ncase "$*" in *--list-langs*) echo "List:"; echo eng;; *--version*) echo "tesseract 5.3";; *) exit 9;; esac\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    tesseract.installed.cache_clear()
    reading = read_image(data_of(card(ANA[:1])), Cards(reader="tesseract"))
    tesseract.installed.cache_clear()
    assert [p.code for p in reading.refused] == ["unreadable"]


@pytest.mark.skipif("eng" not in tesseract.installed(), reason="tesseract is not installed")
def test_tesseract_reads_by_choice() -> None:
    (side,) = read_image(data_of(card(ANA)), Cards(reader="tesseract")).sides
    assert {line.reader for line in side.lines} == {"tesseract"}
    assert side.lines[0].text == "Ana Example"


def test_direction_of_text_is_that_of_its_long_boxes() -> None:
    turn = np.deg2rad(30)
    along, down = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    quads = np.array([[o, o + 200 * along, o + 200 * along + 20 * down, o + 20 * down] for o in ([0, 0], [9, 90])])
    assert text_angle(quads.astype(np.float32)) == pytest.approx(30, abs=0.5)


def boxes(*places: tuple[float, float, float, float]) -> np.ndarray:
    return np.array([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in places], dtype=np.float32)


def test_white_cards_on_white_are_told_by_their_grid_and_one_card_is_not() -> None:
    one = [(60, 60, 500, 40), (60, 130, 300, 34), (60, 400, 620, 34), (60, 460, 560, 34)]
    sheet = [(x + c * 1000, y + r * 620, w, h) for r in range(3) for c in range(2) for x, y, w, h in one]
    assert [len(g) for g in cells(boxes(*sheet), (1860, 2000))] == [4] * 6
    assert cells(boxes(*one), (620, 1000)) == []


def test_eight_white_cards_are_not_taken_for_two_large_ones() -> None:
    one = [(60, 60, 500, 52), (60, 140, 300, 48), (60, 380, 620, 48), (60, 460, 800, 48)]
    sheet = [(x + c * 1000, y + r * 620, w, h) for r in range(4) for c in range(2) for x, y, w, h in one]
    assert [len(g) for g in cells(boxes(*sheet), (2480, 2000))] == [4] * 8


def test_cards_printed_down_one_side_of_a_page_are_told_by_what_the_text_spans() -> None:
    one = [(160, 160, 800, 40), (160, 230, 300, 34), (160, 500, 620, 34), (160, 560, 560, 34)]
    column = [(x, y + r * 620, w, h) for r in range(4) for x, y, w, h in one]
    assert [len(g) for g in cells(boxes(*column), (3500, 2480))] == [4] * 4


def test_layout_alone_is_a_guess_that_can_be_taken_back() -> None:
    one = [(30, 30, 250, 20), (30, 65, 150, 17), (30, 200, 310, 17), (30, 230, 280, 17)]
    lines = boxes(*[(x + c * 500, y + r * 310, w, h) for r in range(3) for c in range(2) for x, y, w, h in one])
    page = np.full((930, 1000, 3), 255, dtype=np.uint8)
    assert [(len(lot.quads), lot.guessed) for lot in split(page, lines)] == [(4, True)] * 6
    assert [(len(lot.quads), lot.guessed) for lot in split(page, lines, guess=False)] == [(24, False)]


def desk_with_cards(ground: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Four white cards with lines of text, and the boxes of the lines."""
    page = np.full((480, 640, 3), ground, dtype=np.uint8)
    lines = []
    for x, y in ((40, 40), (350, 40), (40, 270), (350, 270)):
        page[y : y + 150, x : x + 250] = 245
        lines += [(x + 15, y + top, wide, 8) for top, wide in ((15, 120), (35, 80), (100, 150), (120, 200))]
    return page, boxes(*lines)


def test_cards_on_marble_are_told_apart_though_its_veins_close_around_them() -> None:
    page, lines = desk_with_cards((200, 198, 195))
    veined = page.copy()
    for at in range(25, 640, 55):
        veined[:, at : at + 3] = 110
        veined[at : at + 3] = 110
    veined[page == 245] = 245
    assert [len(lot.quads) for lot in split(veined, lines)] == [4] * 4


def test_shadow_that_falls_across_two_cards_does_not_join_them() -> None:
    page, lines = desk_with_cards((150, 120, 90))
    page[100:140, 200:400] = page[100:140, 200:400] // 2
    assert [len(lot.quads) for lot in split(page, lines)] == [4] * 4


def test_columns_of_japanese_are_laid_out_as_rows_above_the_cards_own_rows() -> None:
    def line(text: str, box: tuple[int, int, int, int]) -> Line:
        x, y, w, h = box
        return Line(text, box, ((x, y), (x + w, y), (x + w, y + h), (x, y + h)), 0.99)

    name, title = line("山本花子", (480, 180, 60, 300)), line("部長", (600, 100, 30, 70))
    firm, mail = line("株式会社ガルノバ", (900, 60, 40, 360)), line("hanako@galnova.example", (40, 500, 360, 30))
    rows, _, _ = in_rows([name, title, mail, firm], 1000, 600)
    assert [x.text for x in rows] == [firm.text, title.text, name.text, mail.text]
    assert all(x.box[2] > x.box[3] for x in rows), "each line runs rightwards"
    assert [x.box[1] for x in rows] == sorted(x.box[1] for x in rows)
    assert rows[2].quad == name.quad, "where it stands on the picture does not change"
    single = [title, mail]
    assert in_rows(single, 1000, 600) == (single, 1000, 600)
