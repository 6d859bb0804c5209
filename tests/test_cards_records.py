"""Cards become records: one per person, named after the picture and the place on it."""

from __future__ import annotations

from pipeline.cards.reading import Line, Problem, Reading, Side
from pipeline.cards.records import records
from pipeline.cards.sides import CardFile


def card(number: int, *texts: str) -> Side:
    """A card of stacked lines at a place of its own on the page."""
    top = 700 * (number - 1)
    lines = []
    for i, text in enumerate(texts):
        x, y, w, h = 60, 60 + 40 * i, 14 * len(text), 26
        quad = ((x, top + y), (x + w, top + y), (x + w, top + y + h), (x, top + y + h))
        lines.append(Line(text, (x, y, w, h), quad, 0.99))
    return Side(1, number, 1000, 620, (0, top, 1000, 620), 0, lines)


JANE = ("Jane Doe", "Sales Director", "Acme Robotics Ltd.", "jane.doe@acme.example", "+1 212 555 0100")
JOHN = ("Max Beispiel", "Projektleiter", "Muster GmbH", "max@muster.example", "Tel. 030 23125 101")


def test_each_card_of_a_picture_is_a_record_of_its_own() -> None:
    found = records([CardFile("sheet.jpg", "d" * 64, Reading([card(1, *JANE), card(2, *JOHN)]))], "")
    assert [r.locator for r in found.records] == ["card 1", "card 2"]
    assert len({r.identity for r in found.records}) == 2
    assert all(r.kind == "card" and r.file == "sheet.jpg" for r in found.records)


def test_the_name_of_the_file_does_not_change_the_identity() -> None:
    first = records([CardFile("a.jpg", "d" * 64, Reading([card(1, *JANE)]))], "")
    again = records([CardFile("b.jpg", "d" * 64, Reading([card(1, *JANE)]))], "")
    assert [r.identity for r in first.records] == [r.identity for r in again.records]


def test_what_was_not_read_is_refused_with_its_place() -> None:
    broken = Reading([card(1, *JANE)], [Problem("page 2", "unreadable", "The page is damaged.", "Scan it again.")])
    found = records([CardFile("two.pdf", "d" * 64, broken)], "")
    assert [(r.source_file, r.locator, r.code) for r in found.refused] == [("two.pdf", "page 2", "unreadable")]
    assert len(found.records) == 1


def test_a_picture_without_text_is_refused_and_no_record() -> None:
    found = records([CardFile("blank.jpg", "d" * 64, Reading([card(1)]))], "")
    assert found.records == []
    assert [r.code for r in found.refused] == ["no-text"]
