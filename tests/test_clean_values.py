"""One cleaner per kind of value: what comes of texts as people write and readers read them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipeline.people import addresses, countries, dates, emails, orgs, phones, texts, titles, urls
from pipeline.people.numbering import behind_code, country_of

GOLDEN = Path(__file__).parent / "golden" / "clean"


def rows(name: str) -> list[list[str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as f:
        lines = csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [[*row, *[""] * 9][:9] for row in lines if row and not row[0].startswith("#")]


def cases(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows(name), ids=lambda row: row[0])


@cases("phones.tsv")
def test_numbers_of_a_cell_are_told_apart_and_dialable(row: list[str]) -> None:
    found = phones.split(row[0], row[1], scanned=True)
    assert " ; ".join(f"{p.type}:{p.value}" if p.type else p.value for p in found) == row[2]


@cases("emails.tsv")
def test_addresses_of_a_cell_are_found_and_checked(row: list[str]) -> None:
    assert " ; ".join(emails.split(row[0])) == row[1]


@cases("urls.tsv")
def test_website_and_profile_have_one_form(row: list[str]) -> None:
    assert (urls.clean(row[0]), urls.linkedin(row[0])) == (row[1], row[2])


@cases("dates.tsv")
def test_dates_become_iso(row: list[str]) -> None:
    assert dates.clean(row[0], row[1]) == row[2]


@cases("orgs.tsv")
def test_firms_are_compared_without_their_legal_form(row: list[str]) -> None:
    assert orgs.key(row[0]) == (row[1], row[2])


@cases("orgs.tsv")
def test_firms_are_published_with_their_legal_form(row: list[str]) -> None:
    assert orgs.clean(row[0]) == row[0].strip()


@cases("addresses.tsv")
def test_addresses_in_parts(row: list[str]) -> None:
    assert list(addresses.parse(row[0].replace("\\n", "\n"), row[1])) == row[2:7]


@cases("titles.tsv")
def test_titles_keep_their_words_and_tell_rank_and_work(row: list[str]) -> None:
    assert [titles.clean(row[0]), titles.seniority(row[0]), titles.function(row[0])] == row[1:4]


@pytest.mark.parametrize(
    ("address", "hosts", "mended"),
    [
        ("jo@exarnple.com", ["www.example.com"], "jo@example.com"),
        ("jo@examp1e.com", ["example.com"], "jo@example.com"),
        ("jo@examplecom", ["example.com"], "jo@example.com"),
        ("jo@example.com", ["example.com"], "jo@example.com"),
        ("jo@mail.example.com", ["example.com"], "jo@mail.example.com"),
        ("jo@gmail.com", ["example.com"], "jo@gmail.com"),
        ("jo@exarnple.com", [], "jo@exarnple.com"),
        ("jo@exarnple.com", ["example.com", "examp1e.com"], "jo@exarnple.com"),
    ],
)
def test_a_misread_domain_is_mended_only_where_the_website_proves_it(
    address: str, hosts: list[str], mended: str
) -> None:
    assert emails.mend(address, hosts) == mended


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Deutschland", "DE"), ("UK", "GB"), ("England", "GB"), ("USA", "US"), ("U.S.A.", "US"), ("日本", "JP"), ("中国", "CN"), ("Brasil", "BR"),
        ("Österreich", "AT"), ("Espagne", "ES"), ("Россия", "RU"), ("de", "DE"), ("DEU", "DE"), ("The Netherlands", "NL"), ("Côte d'Ivoire", "CI"),
        ("Korea, Republic of", "KR"), ("Schweiz (CH)", "CH"), ("Atlantis", ""), ("", ""), ("ZZ", ""), ("대한민국", "KR"), ("Türkiye", "TR"),
    ],
)  # fmt: skip
def test_countries_in_any_language_become_iso_codes(name: str, code: str) -> None:
    assert countries.clean(name) == code
    assert countries.of_field(name) == code


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("D", "DE"), ("A", "AT"), ("I", "IT"), ("F", "FR"), ("CH", "CH"), ("GER", "DE"), ("ger", "DE"), ("UK", "GB"), ("D.", "DE"), ("SUI", "CH"),
        ("NED", "NL"), ("SLO", "SI"), ("X", ""),
    ],
)  # fmt: skip
def test_a_sign_stands_for_a_country_only_in_a_field_of_countries(sign: str, code: str) -> None:
    assert countries.of_field(sign) == code
    assert countries.clean(sign) == (code if sign in ("CH", "UK") else "")


@pytest.mark.parametrize(
    ("kind", "clean"),
    [
        ("WORK,VOICE", "work"),
        ("work,fax", "fax"),
        ("CELL", "mobile"),
        ("Home Fax", "fax"),
        ("iPhone", "mobile"),
        ("VOICE", "other"),
        ("", ""),
        ("* Mobile", "mobile"),
    ],
)
def test_phone_types_are_those_of_the_contract(kind: str, clean: str) -> None:
    assert phones.clean_type(kind) == clean


def test_a_column_of_dates_tells_the_place_of_the_month() -> None:
    assert dates.order_of(["1/2/26", "1/29/26"]) == "mdy"
    assert dates.order_of(["1/2/26", "29/1/26"]) == "dmy"
    assert dates.order_of(["1/2/26"]) == ""
    assert dates.order_of(["1/2/26 5:00 PM"]) == "mdy", "a clock of twelve hours is American"


def test_only_slashes_with_a_clock_of_twelve_hours_are_american() -> None:
    assert dates.clean("3/4/2025 10:00 AM") == "2025-03-04"
    assert dates.clean("3-4-2025 10:00 AM") == dates.clean("3.4.2025 10:00 AM") == "2025-04-03"


@pytest.mark.parametrize("number", ["+351912345678", "00351912345678", "912345678"])
def test_behind_a_calling_code_stands_the_national_number(number: str) -> None:
    assert behind_code(number) == "912345678"


def test_a_number_of_all_countries_is_of_none() -> None:
    assert (country_of("+800 1234 5678"), country_of("+351 912 345 678")) == ("", "PT")


def test_an_address_is_put_together_in_the_order_of_its_country() -> None:
    assert (
        addresses.compose("Hauptstr. 5", "Berlin", "", "10115", "Deutschland")
        == "Hauptstr. 5, 10115 Berlin, Deutschland"
    )
    assert (
        addresses.compose("1 Example St", "Springfield", "IL", "62701", "USA")
        == "1 Example St, Springfield, IL 62701, USA"
    )
    assert addresses.compose("千代田1-1", "千代田区", "東京都", "100-0001", "") == "100-0001 東京都千代田区千代田1-1"


@pytest.mark.parametrize(
    ("text", "mended"),
    [("MÃ¼ller", "Müller"), ("Ã‰cole", "École"), ("São Paulo", "São Paulo"), ("Â©", "©"), ("ÃO", "ÃO")],
)
def test_only_plain_mojibake_is_mended(text: str, mended: str) -> None:
    assert texts.mend(text) == mended


def test_notes_keep_their_lines() -> None:
    assert texts.clean("  one \r\n\r\n\r\n\r\n two\u00a0 three  ") == "one\n\ntwo three"


CLEANERS: list[Callable[[str], str]] = [
    emails.clean, urls.clean, urls.linkedin, dates.clean, orgs.clean, titles.clean, texts.clean, texts.line, countries.clean, phones.clean, addresses.tidy,
]  # fmt: skip
PIECES = st.sampled_from(
    [
        "Jane",
        "DOE",
        "Dr.",
        "+49",
        "030",
        " ",
        ",",
        ";",
        "@",
        "example.com",
        "/",
        "(",
        ")",
        '"',
        "12",
        "-",
        ".",
        "ü",
        "王",
        "GmbH",
        "http://",
        "www.",
        "Fax:",
        "\n",
        "Ó",
        "linkedin.com/in/",
        "٣",
        "№",
        "2026",
        "Jan",
        "ё",
        "é",
    ]
)
WILD = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=9).map("".join))


@pytest.mark.parametrize("cleaner", CLEANERS, ids=lambda f: f"{f.__module__}.{f.__name__}")
@given(text=WILD)
def test_cleaning_twice_is_cleaning_once(cleaner: Callable[[str], str], text: str) -> None:
    once = cleaner(text)
    assert cleaner(once) == once


@given(text=WILD, region=st.sampled_from(["", "US", "DE", "IT", "JP", "ZZ"]), scanned=st.booleans())
def test_nothing_makes_a_cleaner_fail(text: str, region: str, scanned: bool) -> None:
    phones.split(text, region, scanned)
    addresses.parse(text, region)
    orgs.key(text)
    titles.seniority(text)
    titles.key(text)
    emails.split(text)


REGIONS = [
    "US",
    "CA",
    "DE",
    "AT",
    "GB",
    "FR",
    "IT",
    "ES",
    "NL",
    "BR",
    "MX",
    "AR",
    "JP",
    "CN",
    "IN",
    "AU",
    "RU",
    "KZ",
    "CH",
    "SE",
    "HU",
    "LT",
    "SG",
    "ZA",
    "SM",
]


@given(region=st.sampled_from(REGIONS), digits=st.from_regex(r"(\+|00|0|1|)[0-9]{6,13}", fullmatch=True))
@example(region="DE", digits="+0077000000000")
def test_the_quick_way_to_a_number_finds_what_the_library_finds(region: str, digits: str) -> None:
    assume(not digits.startswith(str(phonenumbers.country_code_for_region(region))))  # the library misses a lost plus
    try:
        number = phonenumbers.parse(digits, region)
        right = (
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            if phonenumbers.is_valid_number(number)
            else ""
        )
    except phonenumbers.NumberParseException:
        right = ""
    found = phones.clean(digits, region)
    if right:
        assert found == right
    elif not digits.startswith(("00", "011")):
        assert found in (digits, "")
