"""What readers and printers do to values, and how it is undone: letters alike, addresses without a gap, wide print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.cards.fields import label
from pipeline.cards.labels.address import text_of
from pipeline.cards.labels.contacts import emails
from pipeline.cards.labels.extract import extract
from pipeline.cards.labels.found import Found
from pipeline.cards.labels.legal import mend_legal
from pipeline.cards.labels.lines import Piece, pieces
from pipeline.cards.labels.mend import mend
from pipeline.cards.reading import Line, Side


def piece(text: str, y: int = 60) -> Piece:
    box = (60, y, 14 * len(text), 26)
    return Piece(text, box, box, 0.99)


def side(*texts: str) -> Side:
    lines = []
    for i, text in enumerate(texts):
        x, y, w, h = 60, 60 + 40 * i, 14 * len(text), 26
        lines.append(Line(text, (x, y, w, h), ((x, y), (x + w, y), (x + w, y + h), (x, y + h)), 0.99))
    return Side(1, 1, 1000, 620, (0, 0, 1000, 620), 0, lines, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jane.doe@example.comj.roe@example.com", ["jane.doe@example.com", "j.roe@example.com"]),
        ("jane@example.com;roe@example.org", ["jane@example.com", "roe@example.org"]),
        ("JANE_DOE④EXAMPLE.COM", ["JANE_DOE@EXAMPLE.COM"]),
        ("Copyright © Example Ltd. All rights", []),
    ],
)
def test_emails_without_a_gap_and_with_a_misread_at(text: str, found: list[str]) -> None:
    assert [span.value for span in emails(text)] == found


@pytest.mark.parametrize(
    ("read", "name", "meant"),
    [
        ("I.doe@example.com", "Lena Doe", "l.doe@example.com"),
        ("I.doe@example.com", "Ines Doe", "I.doe@example.com"),
        ("danieIa@example.com", "Daniela Roe", "daniela@example.com"),
        ("paol0.roe@example.com", "Paolo Roe", "paolo.roe@example.com"),
        ("Info@example.com", "Lena Doe", "Info@example.com"),
        ("jane@hoteI-example.com", "Jane Doe", "jane@hotel-example.com"),
    ],
)
def test_letters_of_a_mailbox_that_the_name_tells(read: str, name: str, meant: str) -> None:
    assert [f.text for f in mend([Found("email", read, piece(read))], name)] == [meant]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Officine Example S.r.1.", "Officine Example S.r.l."),
        ("Example S.1.", "Example S.L."),
        ("S.I. Example & Sons", "S.I. Example & Sons"),
    ],
)
def test_legal_forms_with_an_l_read_as_one(read: str, meant: str) -> None:
    assert mend_legal(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("C/ Ejemplo, 48, 28013 Madrid", "C/ Ejemplo, 48, 28013 Madrid"),
        ("A: Exampleweg 4, 1010 Wien", "Exampleweg 4, 1010 Wien"),
        ("Example Informatik AG, Exampleweg 44, 8001 Zürich", "Exampleweg 44, 8001 Zürich"),
        ("Via Esempio 88, 1o128 Torino", "Via Esempio 88, 10128 Torino"),
    ],
)
def test_addresses_without_captions_firms_and_misread_digits(read: str, meant: str) -> None:
    assert text_of([piece(read)]) == meant


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["대 표 이 사", "example.co.kr"], "대표이사"),
        (["PŘÍKLAD ZDEÑKA", "+420 601 234 567"], "PŘÍKLAD ZDEŇKA"),
        (["Peña Muñoz", "+34 655 55 01 12"], "Peña Muñoz"),
    ],
)
def test_print_is_tidied_by_the_language_of_the_card(lines: list[str], first: str) -> None:
    assert pieces(side(*lines))[0].text == first


def test_an_area_code_with_a_slash_is_one_number() -> None:
    found = extract([piece("Tel. 0711 / 61 43 72-0")], "DE").of("phone")
    assert [(f.kind, f.text) for f in found] == [("work", "0711 61 43 72-0")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("P: 06 12 34 56 78", "mobile"), ("P: 01 99 00 12 34", "work"), ("Di động: 0903 555 019", "mobile")],
)
def test_captions_that_the_number_or_the_language_explains(text: str, kind: str) -> None:
    firm = side(text, "www.exemple.fr" if text.startswith("P") else "www.example.vn")
    assert [c.type for c in label([firm])[0] if c.field == "phone"] == [kind]


def test_opening_hours_are_no_part_of_an_address() -> None:
    card = side(
        "Example & Sons Ltd", "12 Example Street", "Austin, TX 78703", "Mon - Fri 9 am - 5:30 pm", "512 555 0123"
    )
    found = [c.raw for c in label([card])[0] if c.field == "address"]
    assert found == ["12 Example Street, Austin, TX 78703"]


def test_an_address_that_a_second_reading_disputes_is_less_sure() -> None:
    card = side("Jane Doe", "Managing Director", "Example Marine Ltd", "jane.doe@example.com")
    sure = next(c for c in label([card])[0] if c.field == "email")
    card.lines[3] = replace(card.lines[3], others=("jane.dce@example.com",))
    doubted = next(c for c in label([card])[0] if c.field == "email")
    assert doubted.raw == sure.raw
    assert doubted.confidence < 0.9 <= sure.confidence


def test_a_chinese_firm_without_a_family_name_is_no_person() -> None:
    shop = side("聚香楼", "正宗川菜", "(0571) 8555 0119", "杭州市西湖区龙井路1号")
    person = side("瑞星科技有限公司", "王小明", "销售经理", "(0571) 8555 0119", "杭州市西湖区龙井路1号")
    assert not [c for c in label([shop])[0] if c.field == "full_name"]
    assert [c.raw for c in label([person])[0] if c.field == "full_name"] == ["王小明"]
