"""Names of many cultures: what is published of them, and that nothing of a name is lost."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.people import names
from pipeline.people.romanize import fold, romanize
from pipeline.people.variants import cognates, languages, related, variants

GOLDEN = Path(__file__).parent / "golden" / "clean"


def rows(name: str) -> list[list[str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as f:
        return [
            row for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if row and not row[0].startswith("#")
        ]


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: row[0])
def test_name_is_told_apart_as_its_bearer_would(row: list[str]) -> None:
    n = names.parse(row[0])
    found = [n.full, n.prefix, n.given, n.additional, n.family, n.suffix, n.nickname, n.maiden, n.other]
    assert found == (row[1:] + [""] * 9)[:9]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"given": "Dr. ANNA", "family": "MÜLLER, MBA 🚀"}, ("Anna Müller", "Dr.", "Anna", "Müller", "MBA")),
        ({"given": "John", "family": "Doe, Ph.D."}, ("John Doe", "", "John", "Doe", "Ph.D.")),
        ({"given": "Jane (she/her)", "family": "Doe"}, ("Jane Doe", "", "Jane", "Doe", "")),
        ({"given": "John Smith", "family": "MBA"}, ("John Smith", "", "John", "Smith", "MBA")),
        ({"given": "John", "family": "S."}, ("John S.", "", "John", "S.", "")),
        ({"given": "Jack", "family": "Ma"}, ("Jack Ma", "", "Jack", "Ma", "")),
        ({"given": "JAN", "family": "VAN DER BERG"}, ("Jan van der Berg", "", "Jan", "van der Berg", "")),
        ({"given": "Yo-Yo", "family": "MA"}, ("Yo-Yo Ma", "", "Yo-Yo", "Ma", "")),
        ({"given": "伟", "family": "王"}, ("王伟", "", "伟", "王", "")),
        ({"given": "太郎", "family": "山田"}, ("山田 太郎", "", "太郎", "山田", "")),
        ({"given": "민준", "family": "김"}, ("김민준", "", "민준", "김", "")),
        (
            {"given": "Maria José", "family": "García López"},
            ("Maria José García López", "", "Maria José", "García López", ""),
        ),
        ({"full": "Doe, John"}, ("John Doe", "", "John", "Doe", "")),
        (
            {"full": "Dr. John Doe", "prefix": "Prof.", "given": "John", "family": "Doe"},
            ("John Doe", "Prof.", "John", "Doe", ""),
        ),
        ({"full": "SMITH John", "given": "John", "family": "SMITH"}, ("Smith John", "", "John", "Smith", "")),
        ({"full": "John Smith", "family": "John Smith"}, ("John Smith", "", "John", "Smith", "")),
        ({"given": "Madonna"}, ("Madonna", "", "Madonna", "", "")),
        ({"family": "Doe"}, ("Doe", "", "", "Doe", "")),
        ({"given": "joshua", "family": "o'brien"}, ("Joshua O'Brien", "", "Joshua", "O'Brien", "")),
        ({"given": "Frey", "family": "Prof."}, ("Frey", "", "", "Frey", "Prof.")),
        ({"given": "Prof.", "family": "Frey"}, ("Frey", "Prof.", "", "Frey", "")),
        ({"given": "Anna Frey", "family": "Prof. Dr."}, ("Anna Frey", "", "Anna", "Frey", "Prof. Dr.")),
        ({"given": "Anna Dr.", "family": "Frey"}, ("Anna Frey", "", "Anna", "Frey", "Dr.")),
        ({"given": "Kim", "family": "Me"}, ("Kim Me", "", "Kim", "Me", "")),
        ({"full": "Robert Smith", "suffix": "Jr."}, ("Robert Smith", "", "Robert", "Smith", "Jr.")),
    ],
    ids=str,
)
def test_name_fields_of_a_record_are_read_together(fields: dict[str, str], shown: tuple[str, ...]) -> None:
    n = names.record(**fields)
    assert (n.full, n.prefix, n.given, n.family, n.suffix) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("de la Peña Ruiz", "de la Peña Ruiz"), ("de las Casas", "de las Casas"), ("le Roux", "le Roux"), ("Le Roux", "Le Roux"),
        ("la Torre", "la Torre"), ("el Amrani", "el Amrani"), ("dalla Chiesa", "dalla Chiesa"), ("op 't Hof", "op 't Hof"),
        ("da Silva e Sousa", "da Silva e Sousa"), ("bin Said", "bin Said"), ("Van der Berg", "Van der Berg"),
        ("DE LA CRUZ", "de la Cruz"), ("de la cruz", "de la Cruz"), ("DE LAS CASAS", "de las Casas"), ("LE ROUX", "Le Roux"), ("le roux", "Le Roux"),
    ],
)  # fmt: skip
def test_a_surname_keeps_the_capitals_of_its_bearer_unless_all_or_none_are(written: str, shown: str) -> None:
    n = names.record(given="Eva", family=written)
    assert (n.full, n.family) == (f"Eva {shown}", shown)


@pytest.mark.parametrize("written", ["Eva le Roux", "Eva el Amrani", "Eva dalla Chiesa", "Eva san Martín"])
def test_a_small_particle_stays_small_in_a_whole_name(written: str) -> None:
    assert names.parse(written).full == written


WORDS = [
    "Jane",
    "DOE",
    "Dr.",
    "van",
    "der",
    "王",
    "伟",
    "(she/her)",
    "MBA,",
    ",",
    '"Bob"',
    "née",
    "J.",
    "-",
    "|",
    "O'NEIL",
    "Jr.",
    "de",
    "la",
    "🚀",
    "Ph.",
    "D.",
    "(",
    ")",
    "李",
    "・",
    "김민준",
    "Иванович",
    "İ",
    "ß",
    "a@b",
    "Smith",
    "LI",
    "'",
    "bin",
    "Dipl.-Ing.",
]
WILD = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join))


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: row[0])
def test_a_published_name_is_read_as_itself_again(row: list[str]) -> None:
    full = names.parse(row[0]).full
    assert names.parse(full).full == full


@given(given_name=WILD, family_name=WILD, full=WILD)
def test_no_name_makes_the_reader_fail(given_name: str, family_name: str, full: str) -> None:
    names.record(full=full, given=given_name, family=family_name)
    names.part(family_name, family=True)


CORE = st.lists(st.from_regex(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,9}", fullmatch=True), min_size=2, max_size=4)


@example(tokens=["Aaa", "Coo", "Coo"])
@given(tokens=CORE)
def test_no_letter_of_a_name_is_lost(tokens: list[str]) -> None:
    n = names.parse(" ".join(tokens))
    kept = re.sub(r"\W", "", " ".join([n.prefix, n.full, n.suffix]))
    assert sorted(kept.casefold()) == sorted("".join(tokens).casefold())
    assert sorted(" ".join([n.given, n.additional, n.family]).split()) == sorted(n.full.split())


@pytest.mark.parametrize(
    ("one", "other", "link"),
    [
        ("Bob", "Robert", "nickname"), ("Sepp", "Josef", "nickname"), ("Pepe", "José", "nickname"), ("Саша", "Александр", "nickname"),
        ("Sasha", "Alexander", "nickname"), ("Kate", "Katherine", "nickname"), ("Chema", "José María", "nickname"), ("Kuba", "Jakub", "nickname"),
        ("Giannis", "Ioannis", "spelling"), ("Sergei", "Sergey", "spelling"), ("Mohammed", "Muhammad", "spelling"), ("Jörg", "Joerg", "spelling"),
        ("John", "Juan", "cognate"), ("Anna", "ANNA", "same"), ("Bob", "Alice", ""), ("Anna", "Hans", ""),
    ],
)  # fmt: skip
def test_given_names_that_may_stand_for_each_other_are_linked(one: str, other: str, link: str) -> None:
    assert related(one, other) == link
    assert related(other, one) == link


def test_links_of_given_names_reach_many_languages() -> None:
    assert len(languages()) >= 10
    assert "robert" in variants("Bob")
    assert "juan" in cognates("John")
    assert "bob" not in variants("Bob")


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("王伟", "Wang Wei"), ("欧阳娜娜", "Ouyang NaNa"), ("曾国藩", "Zeng GuoFan"), ("김민준", "Kim MinJun"), ("山田 太郎", "Yamada Taro"), ("山田太郎", "Yamada Taro"),
        ("ジョン・スミス", "Jon Sumisu"), ("Иван Щербаков", "Ivan Shcherbakov"), ("Χρήστος", "Christos"), ("محمد", "Mohammed"), ("דוד כהן", "David Cohen"),
        ("Nguyễn", "Nguyen"), ("Łukasz", "Lukasz"), ("Jane Doe", "Jane Doe"),
    ],
)  # fmt: skip
def test_other_scripts_are_romanised_as_their_bearers_do(native: str, latin: str) -> None:
    assert romanize(native) == latin


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łukasz Müller", "lukasz muller"),
        ("Straße", "strasse"),
        ("IŞIK", "isik"),
        ("İbrahim", "ibrahim"),
        ("O’Neil", "o'neil"),
        ("がか", "がか"),
        ("Ærø", "aero"),
    ],
)
def test_folding_drops_marks_and_case_only(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("text", "full", "family"),
    [
        ("恵一 佐藤", "佐藤 恵一", "佐藤"),
        ("国栋 陈", "陈国栋", "陈"),
        ("철수 김", "김철수", "김"),
        ("森 太郎", "森 太郎", "森"),
    ],
)
def test_a_name_in_its_own_letters_that_a_program_turned_round_has_its_family_name_first(
    text: str, full: str, family: str
) -> None:
    name = names.parse(text)
    assert (name.full, name.family) == (full, family)
