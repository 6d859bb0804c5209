"""Front and back of one card belong together; neighbours do not."""

from collections.abc import Sequence

import pytest

from pipeline.cards.reading import Line, Reading, Side
from pipeline.cards.sides import CardFile, pair

PEOPLE = ("Ana Example", "Bo Sample", "安娜")


def side(*texts: str, page: int = 1, card: int = 1) -> Side:
    quad = ((0, 0), (9, 0), (9, 9), (0, 9))
    return Side(page, card, 900, 500, (0, 0, 900, 500), lines=[Line(t, (0, 0, 9, 9), quad, 0.99) for t in texts])


def file(name: str, *sides: Side) -> CardFile:
    return CardFile(name, "digest of " + name, Reading(list(sides), pages=max(s.page for s in sides)))


def persons(one: Side) -> list[str]:
    return [line.text for line in one.lines if line.text in PEOPLE]


def paired(files: Sequence[CardFile]) -> list[list[str]]:
    """File names per card, front first."""
    return [[f.name for f in card.files] for card in pair(files, persons)]


ANA = ("Ana Example", "ana@galnova.example", "www.galnova.example")
BO = ("Bo Sample", "bo@triford.example", "www.triford.example")
LOGO = ("GALNOVA", "we make things grow")


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("x_front.jpg", "x_back.jpg"),
        ("x-front.jpg", "x-back.png"),
        ("x (front).jpg", "x (back).jpg"),
        ("X Front.JPG", "x back.jpg"),
        ("x_a.jpg", "x_b.jpg"),
        ("x_1.jpg", "x_2.jpg"),
        ("karte_vorne.jpg", "karte_hinten.jpg"),
    ],
)
def test_names_that_say_front_and_back_pair(front: str, back: str) -> None:
    """Even where the back says nothing that the front says."""
    assert paired([file(back, side("let us talk")), file(front, side(*ANA))]) == [[front, back]]


def test_numbered_cards_of_two_people_stay_two_cards() -> None:
    assert paired([file("x_1.jpg", side(*ANA)), file("x_2.jpg", side(*BO))]) == [["x_1.jpg"], ["x_2.jpg"]]


def test_front_is_the_side_with_the_person_where_numbers_do_not_say() -> None:
    assert paired([file("x_1.jpg", side(*LOGO)), file("x_2.jpg", side(*ANA))]) == [["x_2.jpg", "x_1.jpg"]]


def test_side_with_the_same_firm_and_no_person_joins_its_neighbour() -> None:
    files = [file("1.jpg", side(*ANA)), file("2.jpg", side(*LOGO)), file("3.jpg", side(*BO))]
    assert paired(files) == [["1.jpg", "2.jpg"], ["3.jpg"]]
    files = [file("1.jpg", side(*BO)), file("2.jpg", side(*LOGO)), file("3.jpg", side(*ANA))]
    assert paired(files) == [["1.jpg"], ["3.jpg", "2.jpg"]]


def test_firm_card_between_strangers_stays_alone() -> None:
    files = [file("1.jpg", side(*ANA)), file("2.jpg", side("Norwick", "www.norwick.example")), file("3.jpg", side(*BO))]
    assert paired(files) == [["1.jpg"], ["2.jpg"], ["3.jpg"]]


def test_colleagues_of_one_firm_are_two_cards() -> None:
    other = ("Bo Sample", "bo@galnova.example", "www.galnova.example")
    assert len(paired([file("1.jpg", side(*ANA)), file("2.jpg", side(*other))])) == 2


def test_unnamed_side_with_another_mailbox_is_not_a_back() -> None:
    other = ("carla@galnova.example", "www.galnova.example")
    assert len(paired([file("1.jpg", side(*ANA)), file("2.jpg", side(*other))])) == 2


def test_same_mailbox_in_two_languages_is_one_card() -> None:
    other = ("安娜", "ana@galnova.example")
    assert paired([file("1.jpg", side(*ANA)), file("2.jpg", side(*other))]) == [["1.jpg", "2.jpg"]]


def test_pages_of_a_document_pair_front_and_back() -> None:
    scan = file("scan.pdf", side(*ANA), side("let us talk", page=2))
    assert paired([scan]) == [["scan.pdf", "scan.pdf"]]
    many = file("all.pdf", side(*ANA), side(*LOGO, page=2), side(*BO, page=3))
    assert [len(c) for c in paired([many])] == [2, 1]


def test_order_of_files_changes_nothing() -> None:
    files = [file(f"{i}.jpg", side(*s)) for i, s in enumerate((ANA, LOGO, BO, LOGO))]
    assert paired(files) == paired(files[::-1])


def test_every_side_stands_on_exactly_one_card() -> None:
    files = [file(f"c{i}_{n}.jpg", side(*s)) for i in range(3) for n, s in (("front", ANA), ("back", LOGO))]
    cards = pair([*files, file("sheet.jpg", side(*ANA), side(*BO, card=2))], persons)
    assert sum(len(c.sides) for c in cards) == 8
    assert all(len(c.sides) == len(c.files) for c in cards)
