"""Published people leave the program unharmed: as vCards, a workbook, other programs' CSV, a described package."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from pipeline import cli, schema
from pipeline.guard import guarded
from pipeline.progress import Teller
from pipeline.publish import exports
from pipeline.publish.cells import middle_name
from pipeline.publish.datapackage import datapackage
from pipeline.publish.outputs import COLUMNS
from pipeline.publish.tables import to_csv
from pipeline.publish.vcard import fold, vcards
from pipeline.publish.xlsx import workbook
from pipeline.read import read_files
from pipeline.referral.vocabulary import load

ANNA = {
    "person_id": "p0000000000000001", "full_name": "Anna Müller-Örtel", "prefix": "Dr.", "given_name": "Anna",
    "family_name": "Müller-Örtel", "suffix": "MBA", "title": "VP, Sales; EMEA", "department": "Vertrieb",
    "organization": "Nordkai Logistik GmbH & Co. KG", "email": "anna@nordkai.example",
    "emails": "anna@nordkai.example ; a.mueller@nordkai.example", "phone": "+493023125001",
    "phones": "work:+493023125001 ; mobile:+491713920001 ; fax:+493023125002 ; home:040 66969 100",
    "website": "www.nordkai.example", "websites": "www.nordkai.example ; https://shop.nordkai.example",
    "linkedin_url": "https://www.linkedin.com/in/anna-example", "street": "Kai 1, Tor 2", "city": "Kiel", "region": "",
    "postal_code": "24103", "country": "DE", "address": "Kai 1, Tor 2, 24103 Kiel, Deutschland", "birthday": "1984-03-09",
    "events": "Harbour Tech Fair", "notes": "Likes tea, not coffee;\nasks a lot\\", "asks": "funding ; talent",
    "offers": "logistics", "sources": "card ; linkedin", "records": 2, "confidence": 0.91, "check": "",
}  # fmt: skip
PLUS = {
    "person_id": "p0000000000000002",
    "full_name": '=HYPERLINK("x")',
    "phone": "+4930",
    "organization": "@Firm",
    "records": 1,
}
FIRM = {
    "person_id": "p0000000000000003",
    "organization": "Copperwren Coffee",
    "phones": "work:+12125550166",
    "records": 1,
}
TANAKA = {
    "person_id": "p0000000000000004",
    "full_name": "田中 陽子",
    "given_name": "陽子",
    "family_name": "田中",
    "birthday": "--0412",
}


def tables(*people: dict[str, object], review: list[dict[str, object]] | None = None) -> dict[str, pd.DataFrame]:
    found = {name: schema.empty(columns) for name, columns in COLUMNS.items()}
    found["people"] = pd.DataFrame(
        [dict.fromkeys(schema.PEOPLE_COLUMNS, "") | p for p in people], columns=schema.PEOPLE_COLUMNS
    )
    if review:
        found["review"] = pd.DataFrame([dict.fromkeys(schema.REVIEW_COLUMNS, "") | r for r in review])
    return found


def read(format: str, *people: dict[str, object]) -> list[dict[str, str]]:
    data = exports.export(format, tables(*people))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("format", ["google", "vcard4", "outlook"])
def test_a_note_holds_what_was_said_and_not_what_a_trade_lets_suppose(format: str) -> None:
    published = tables(ANNA)
    rows = [("ask", "funding", "explicit"), ("offer", "logistics", "inferred")]
    published["tags"] = pd.DataFrame(
        [
            dict.fromkeys(schema.TAGS_COLUMNS, "")
            | {"person_id": ANNA["person_id"], "side": s, "topic": t, "strength": h}
            for s, t, h in rows
        ]
    )
    words = {"topics": [{"topic": "funding", "ask_label": "investors", "offer_label": "capital"}]}
    text = exports.export(format, published, words).decode("utf-8-sig")
    assert "Asks: investors" in text
    assert "logistics" not in text


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_vcard_is_read_back_as_it_was_written(version: str) -> None:
    card = vobject.readOne(
        vcards(tables(ANNA)["people"].assign(stated_asks="funding ; talent", stated_offers=""), version)
    )
    assert card.version.value == version
    assert card.uid.value == ANNA["person_id"]
    assert card.fn.value == "Anna Müller-Örtel"
    assert (card.n.value.family, card.n.value.given, card.n.value.prefix, card.n.value.suffix) == (
        "Müller-Örtel",
        "Anna",
        "Dr.",
        "MBA",
    )
    assert card.org.value == ["Nordkai Logistik GmbH & Co. KG", "Vertrieb"]
    assert card.title.value == "VP, Sales; EMEA"
    assert [e.value for e in card.contents["email"]] == ["anna@nordkai.example", "a.mueller@nordkai.example"]
    numbers = [t.value.removeprefix("tel:") for t in card.contents["tel"]]
    assert numbers == ["+493023125001", "+491713920001", "+493023125002", "040 66969 100"]
    assert (card.adr.value.street, card.adr.value.city, card.adr.value.code, card.adr.value.country) == (
        "Kai 1, Tor 2",
        "Kiel",
        "24103",
        "Germany",
    )
    assert card.note.value.startswith("Likes tea, not coffee;\nasks a lot\\\nAsks: funding, talent")


def test_phone_types_survive_in_a_vcard() -> None:
    text = vcards(tables(ANNA)["people"])
    assert "TEL;VALUE=uri;TYPE=cell;PREF=2:tel:+491713920001\r\n" in text
    assert "TEL;VALUE=uri;TYPE=fax;PREF=3:tel:+493023125002\r\n" in text
    assert "TEL;TYPE=home,voice;PREF=4:040 66969 100\r\n" in text


@pytest.mark.parametrize("format", ["people.csv", "xlsx"])
def test_own_tables_are_read_back_as_they_were_written(format: str, tmp_path: Path) -> None:
    """Every e-mail once, every number with its type."""
    told = tables(ANNA | {"phones": ANNA["phones"] + " ; other:+34911234567"}, TANAKA)
    path = tmp_path / format
    path = path.with_name("people.xlsx") if format == "xlsx" else path
    path.write_bytes(workbook(told) if format == "xlsx" else to_csv(told["people"], COLUMNS["people"]))
    back = json.loads(read_files([path], "json", "DE", Teller(quiet=True))[0])[0]
    assert back["emails"] == ["anna@nordkai.example", "a.mueller@nordkai.example"]
    assert back["phones"] == [
        "work:+493023125001", "mobile:+491713920001", "fax:+493023125002", "home:+494066969100", "other:+34911234567",
    ]  # fmt: skip
    assert back["websites"] == ["www.nordkai.example", "https://shop.nordkai.example"]


def test_a_birthday_survives_outlook(tmp_path: Path) -> None:
    """3/9/1984 is the ninth of March there."""
    (tmp_path / "outlook.csv").write_bytes(exports.export("outlook", tables(ANNA)))
    back = json.loads(read_files([tmp_path / "outlook.csv"], "json", "", Teller(quiet=True))[0])[0]
    assert back["birthday"] == "1984-03-09"


def test_a_birthday_of_two_digits_is_read_by_one_rule(tmp_path: Path) -> None:
    """outlook.com writes 3/9/55 where the computer is set so."""
    data = exports.export("outlook", tables(ANNA | {"birthday": "1955-03-09"})).replace(b"3/9/1955", b"3/9/55")
    (tmp_path / "outlook.csv").write_bytes(data)
    back = json.loads(read_files([tmp_path / "outlook.csv"], "json", "", Teller(quiet=True))[0])[0]
    assert back["birthday"] == "1955-03-09"


@pytest.mark.parametrize(
    ("birthday", "mailchimp", "outlook", "salesforce"),
    [
        ("1984-03-09", "03/09", "3/9/1984", "1984-03-09"),
        ("--03-09", "03/09", "", ""),
        ("1990-05", "", "", ""),
        ("1990", "", "", ""),
        ("14/05/1990", "", "", ""),
        ("early May.", "", "", ""),
    ],
)
def test_a_birthday_of_which_the_day_is_not_known_is_made_up_in_no_export(
    birthday: str, mailchimp: str, outlook: str, salesforce: str
) -> None:
    anna = ANNA | {"birthday": birthday}
    assert read("mailchimp", anna)[0]["Birthday"] == mailchimp
    assert read("outlook", anna)[0]["Birthday"] == outlook
    assert read("salesforce", anna)[0]["Birthdate"] == salesforce
    assert all(exports.export(format, tables(anna)) for format in exports.FORMATS)


def test_a_firm_without_a_person_is_called_by_its_name() -> None:
    card = vobject.readOne(vcards(tables(FIRM)["people"]))
    assert card.kind.value == "org"
    assert card.fn.value == "Copperwren Coffee"


def test_a_birthday_without_a_year_is_kept_where_the_format_can_say_it() -> None:
    assert "BDAY:--0412" in vcards(tables(TANAKA)["people"], "4.0")
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n" in vcards(tables(TANAKA)["people"], "3.0")


@pytest.mark.parametrize("format", ["vcard3", "vcard4", "outlook", "salesforce", "hubspot", "google"])
@pytest.mark.parametrize("birthday", ["--03-09", "--02-29", "1990-05", "1990", "1984-03-09"])
def test_a_birthday_is_read_back_from_every_export(format: str, birthday: str, tmp_path: Path) -> None:
    (tmp_path / "back").write_bytes(exports.export(format, tables(ANNA | {"birthday": birthday})))
    back = json.loads(read_files([tmp_path / "back"], "json", "", Teller(quiet=True))[0])[0]
    assert back["birthday"] == birthday


@pytest.mark.parametrize("format", ["vcard3", "vcard4", "outlook", "salesforce", "hubspot", "google"])
def test_all_that_somebody_asks_and_offers_is_read_back_from_every_export(format: str, tmp_path: Path) -> None:
    said = {"asks": {"funding", "mentorship", "talent"}, "offers": {"software-development", "translation"}}
    published = tables(ANNA | {"notes": "", "title": "", "department": ""})
    table = pd.DataFrame(
        [(ANNA["person_id"], side[:-1], topic, "explicit") for side, topics in said.items() for topic in topics],
        columns=["person_id", "side", "topic", "strength"],
    )
    published["tags"] = table.reindex(columns=schema.TAGS_COLUMNS, fill_value="")
    words = {
        "topics": [
            {"topic": c.id, "ask_label": c.label("ask"), "offer_label": c.label("offer")}
            for c in load().concepts.values()
        ]
    }
    (tmp_path / "back").write_bytes(exports.export(format, published, words))
    assert (
        guarded(lambda: cli.app(["run", str(tmp_path / "back"), "-w", str(tmp_path / "ws")], standalone_mode=False))
        == 0
    )
    (back,) = cli.published(tmp_path / "ws")["people"].to_dict("records")
    assert {side: set(back[side].split(" ; ")) for side in said} == said
    again = exports.export(format, cli.published(tmp_path / "ws"), words).decode("utf-8-sig").replace("\r\n ", "")
    assert again.count("Offers: software development") == 1, "no line stands there twice"


def test_records_of_a_one_shot_reading_make_vcards_too() -> None:
    record = dict.fromkeys(schema.RECORDS_COLUMNS, "") | {
        "record_id": "r1",
        "person_id": "r1",
        "full_name": "Bo Example",
        "emails": "bo@bo.example",
    }
    card = vobject.readOne(vcards(pd.DataFrame([record])))
    assert (card.fn.value, card.email.value) == ("Bo Example", "bo@bo.example")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_folded_lines_hold_75_octets_and_unfold_to_themselves(text: str) -> None:
    text = re.sub(r"[\r\n]", "", text)
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n,;\\"),
        min_size=1,
        max_size=200,
    )
)
def test_no_text_breaks_a_vcard(text: str) -> None:
    text = text.strip() or "x"
    found = list(
        vobject.readComponents(
            vcards(
                tables(ANNA | {"notes": text, "asks": "", "offers": "", "events": "", "title": text}, FIRM)["people"]
            )
        )
    )
    assert len(found) == 2
    assert found[0].title.value == text
    assert found[0].note.value == text.replace(schema.JOIN, "\n")


def sheet(data: bytes, name: str) -> list[dict[str, openpyxl.cell.Cell]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows())
    return [dict(zip([c.value for c in rows[0]], row, strict=True)) for row in rows[1:]]


def test_cells_that_look_like_formulas_or_numbers_stay_text() -> None:
    row = sheet(workbook(tables(PLUS)), "People")[0]
    assert (row["full_name"].value, row["full_name"].data_type) == ('=HYPERLINK("x")', "s")
    assert (row["phone"].value, row["phone"].data_type) == ("+4930", "s")
    assert (row["organization"].value, row["organization"].data_type) == ("@Firm", "s")
    assert row["records"].value == 1


def test_doubtful_cells_are_coloured_and_say_why() -> None:
    review = [
        {
            "kind": "value",
            "person_id": ANNA["person_id"],
            "field": "email",
            "value": "anna@nordkai.example",
            "alternatives": "arna@nordkai.example",
            "reason": "Read unsurely.",
        }
    ]
    row = sheet(workbook(tables(ANNA, PLUS, review=review)), "People")[0]
    assert row["email"].fill.fgColor.rgb == "FFFFE8A3"
    assert row["email"].comment.text == "Read unsurely. Also read: arna@nordkai.example"
    assert row["title"].comment is None


def test_both_of_a_pair_to_review_are_coloured() -> None:
    pair = {
        "kind": "pair", "person_id": ANNA["person_id"], "record_id": "r1", "other_record_id": "r2", "field": "person",
        "reason": "These two may be one person: same firm.",
    }  # fmt: skip
    found = tables(ANNA, PLUS, FIRM, review=[pair])
    owners = {"record_id": ["r1", "r2"], "person_id": [ANNA["person_id"], PLUS["person_id"]]}
    found["records"] = found["records"].reindex(range(2)).assign(**owners)
    shown = {r["person_id"].value: r["check"] for r in sheet(workbook(found), "People")}
    for who in (ANNA, PLUS):
        assert shown[who["person_id"]].fill.fgColor.rgb == "FFFFE8A3"
        assert shown[who["person_id"]].comment.text == pair["reason"]
    assert shown[FIRM["person_id"]].comment is None


def test_the_workbook_has_its_sheets_with_names_frozen_heads_and_filters() -> None:
    found = tables(
        ANNA, PLUS, review=[{"kind": "value", "person_id": ANNA["person_id"], "field": "title", "reason": "x"}]
    )
    found["introductions"] = pd.DataFrame(
        [
            dict.fromkeys(schema.INTRODUCTIONS_COLUMNS, "")
            | {"person_a": ANNA["person_id"], "person_b": "owner", "mutual": True, "score": 0.5}
        ]
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(found)))
    assert book.sheetnames == ["People", "Introductions", "Touch base", "Review"]
    assert all(s.freeze_panes and s.auto_filter.ref for s in book)
    assert [c.value for c in book["Introductions"][2]][:2] == ["Anna Müller-Örtel", "owner"]
    assert book["Review"]["A2"].value == "Anna Müller-Örtel"


def test_control_characters_spoil_no_file() -> None:
    odd = ANNA | {"full_name": "A\x00\x0bn\uffff\u2028a", "notes": "x\x1by" * 60, "title": "\x85"}
    found = tables(odd, review=[{"person_id": ANNA["person_id"], "field": "title", "reason": "\x01"}])
    for format in exports.FORMATS:
        data = exports.export(format, found)
        assert format == "xlsx" or data.decode("utf-8")
    assert sheet(workbook(found), "People")[0]["full_name"].value == "An\u2028a"
    assert vcards(found["people"]).encode()


def test_equal_people_give_equal_files() -> None:
    for format in exports.FORMATS:
        assert exports.export(format, tables(ANNA, PLUS, FIRM)) == exports.export(format, tables(ANNA, PLUS, FIRM)), (
            format
        )


@pytest.mark.parametrize("format", ["google", "outlook", "hubspot", "salesforce", "mailchimp"])
def test_every_csv_has_one_header_without_doubles_and_no_column_too_many(format: str) -> None:
    data = exports.export(format, tables(ANNA, PLUS, FIRM, TANAKA)).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(data, newline=""))
    assert len(set(header)) == len(header)
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("format", list(exports.FORMATS))
def test_nobody_at_all_is_a_file_too(format: str) -> None:
    data = exports.export(format, tables())
    assert data or format.startswith("vcard")


def test_google_gets_every_mail_and_number_with_its_kind() -> None:
    anna, firm = read("google", ANNA, FIRM)
    assert (anna["First Name"], anna["Last Name"], anna["Name Prefix"], anna["Name Suffix"]) == (
        "Anna",
        "Müller-Örtel",
        "Dr.",
        "MBA",
    )
    assert (anna["E-mail 1 - Value"], anna["E-mail 2 - Value"]) == ("anna@nordkai.example", "a.mueller@nordkai.example")
    assert (anna["Phone 2 - Label"], anna["Phone 2 - Value"], anna["Phone 3 - Label"]) == (
        "Mobile",
        "+491713920001",
        "Work Fax",
    )
    assert anna["Website 3 - Value"] == ANNA["linkedin_url"]
    assert anna["Labels"] == "Harbour Tech Fair ::: * myContacts"
    assert (firm["First Name"], firm["Organization Name"], firm["Phone 1 - Value"]) == (
        "",
        "Copperwren Coffee",
        "+12125550166",
    )


def test_google_gets_the_city_of_somebody_without_a_street_and_one_empty_column_where_nobody_has_a_mail() -> None:
    firm = read("google", FIRM | {"city": "Kiel", "country": "DE"})[0]
    assert (firm["Address 1 - City"], firm["Address 1 - Country"], firm["Address 1 - Street"]) == (
        "Kiel",
        "Germany",
        "",
    )
    assert "E-mail 1 - Value" in firm
    assert "E-mail 2 - Value" not in firm


def test_a_number_of_no_known_kind_and_a_second_mobile_have_a_column() -> None:
    plus = PLUS | {"phones": "other:+4930 ; mobile:+491713920001 ; mobile:+491713920002"}
    assert read("hubspot", plus)[0]["Phone number"] == "+4930"
    assert read("salesforce", plus)[0]["Phone"] == "+4930"
    outlook = read("outlook", plus)[0]
    assert (outlook["Mobile Phone"], outlook["Car Phone"]) == ("+491713920001", "+491713920002")


def test_outlook_reads_accents_and_american_dates() -> None:
    assert exports.export("outlook", tables(ANNA)).startswith(
        b"\xef\xbb\xbfFirst Name,Middle Name,Last Name,Title,Suffix"
    )
    anna = read("outlook", ANNA)[0]
    assert (anna["Business Phone"], anna["Mobile Phone"], anna["Business Fax"], anna["Home Phone"]) == (
        "+493023125001",
        "+491713920001",
        "+493023125002",
        "040 66969 100",
    )
    assert (anna["Birthday"], anna["Company"], anna["Business Country/Region"]) == (
        "3/9/1984",
        ANNA["organization"],
        "Germany",
    )
    assert "Also: https://shop.nordkai.example" in anna["Notes"]


def test_hubspot_gets_its_own_labels() -> None:
    anna = read("hubspot", ANNA)[0]
    assert (anna["First name"], anna["Email"], anna["Mobile phone number"], anna["Company name"]) == (
        "Anna",
        "anna@nordkai.example",
        "+491713920001",
        ANNA["organization"],
    )


def test_hubspot_loses_nothing_that_it_has_no_column_for() -> None:
    anna = read("hubspot", ANNA | {"phones": ANNA["phones"] + " ; work:+493023125003"})[0]
    assert anna["Additional email addresses"] == "a.mueller@nordkai.example"
    for said in (
        "Likes tea",
        "Met: Harbour Tech Fair",
        "Department: Vertrieb",
        "Suffix: MBA",
        "040 66969 100",
        "+493023125003",
    ):
        assert said in anna["Message"]
    assert "a.mueller" not in anna["Message"]
    assert "anna-example" not in anna["Message"]


def test_what_hubspot_gets_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "hubspot.csv").write_bytes(exports.export("hubspot", tables(ANNA)))
    back = json.loads(read_files([tmp_path / "hubspot.csv"], "json", "DE", Teller(quiet=True))[0])[0]
    assert back["emails"] == ["anna@nordkai.example", "a.mueller@nordkai.example"]
    assert "Likes tea" in back["notes"]


KARL = {"person_id": "p5", "full_name": "Karl Theodor Weber", "given_name": "Karl", "family_name": "Weber"}


def test_a_middle_name_has_its_column_or_stands_with_the_first_name() -> None:
    for format in ("google", "outlook"):
        karl = read(format, KARL)[0]
        assert (karl["First Name"], karl["Middle Name"], karl["Last Name"]) == ("Karl", "Theodor", "Weber")
    assert read("hubspot", KARL)[0]["First name"] == "Karl Theodor"
    assert read("salesforce", KARL)[0]["First Name"] == "Karl Theodor"
    for version in ("3.0", "4.0"):
        assert "\r\nN:Weber;Karl;Theodor;;\r\n" in vcards(tables(KARL)["people"], version)


@pytest.mark.parametrize(
    ("full", "given", "family", "middle"),
    [
        ("Vincent W. van Gogh", "Vincent", "van Gogh", "W."),
        ("Nguyễn Văn An", "An", "Nguyễn", "Văn"),
        ("Nagy János Péter", "János", "Nagy", "Péter"),
        ('William Henry "Bill" Sample', "William", "Sample", "Henry"),
        ("Mary Ann Sample", "Mary Ann", "Sample", ""),
        ("Sean D'Arcy O'Neil Sample", "Sean", "Sample", "D'Arcy O'Neil"),
        ("田中 陽子", "陽子", "田中", ""),
        ("Anna Sample", "Anna", "", ""),
        ("Sample", "Sample", "Sample", ""),
        ("Annie Sample", "Anna", "Sample", ""),
    ],
)
def test_the_middle_name_is_what_stands_between(full: str, given: str, family: str, middle: str) -> None:
    assert middle_name({"full_name": full, "given_name": given, "family_name": family}) == middle


def test_google_is_not_told_that_a_mail_is_of_work() -> None:
    anna = read("google", ANNA)[0]
    assert (anna["E-mail 1 - Label"], anna["E-mail 2 - Label"]) == ("*", "")


def test_salesforce_never_lacks_a_last_name() -> None:
    anna, plus, firm = read("salesforce", ANNA, PLUS, FIRM)
    assert [anna["Last Name"], plus["Last Name"], firm["Last Name"]] == [
        "Müller-Örtel",
        "[not provided]",
        "[not provided]",
    ]
    assert (anna["Account Name"], anna["Mailing Zip/Postal Code"], anna["Phone"]) == (
        ANNA["organization"],
        "24103",
        "+493023125001",
    )
    assert "a.mueller@nordkai.example" in anna["Description"]


def test_mailchimp_gets_only_people_with_an_address_and_their_topics_as_tags() -> None:
    rows = read("mailchimp", ANNA, PLUS, FIRM)
    assert [row["Email Address"] for row in rows] == ["anna@nordkai.example"]
    assert (rows[0]["Birthday"], rows[0]["Tags"]) == (
        "03/09",
        "Harbour Tech Fair,looks for funding,looks for talent,offers logistics",
    )


def test_mailchimp_tags_say_the_topics_in_words() -> None:
    topic = {"topic": "funding", "ask_label": "investors, or a bank", "offer_label": "capital"}
    data = exports.export("mailchimp", tables(ANNA | {"offers": "funding"}), {"topics": [topic]}).decode()
    (row,) = csv.DictReader(io.StringIO(data, newline=""))
    assert row["Tags"].split(",")[1:] == ["looks for investors  or a bank", "looks for talent", "offers capital"]


def test_mailchimp_takes_an_address_only_whole_and_a_tag_has_no_comma() -> None:
    part, whole = read("mailchimp", ANNA, ANNA | {"region": "SH", "events": "Kiel, the fair"})
    assert (part["Address"], whole["Address"]) == ("", "Kai 1, Tor 2  Kiel  SH  24103  DE")
    assert whole["Tags"].split(",")[0] == "Kiel  the fair"


def test_mailchimp_gets_a_birthday_without_its_year() -> None:
    assert read("mailchimp", TANAKA | {"email": "yoko@minato.example"})[0]["Birthday"] == "04/12"


def test_what_has_a_column_of_its_own_is_not_said_again_in_the_note() -> None:
    anna = read("hubspot", ANNA | {"emails": f"{ANNA['emails']} ; a3@nordkai.example"})[0]
    assert anna["Additional email addresses"] == "a.mueller@nordkai.example;a3@nordkai.example"
    assert "a3@nordkai.example" not in anna["Message"]


def test_a_number_with_words_before_it_is_exported_as_it_stands() -> None:
    assert read("google", PLUS | {"phone": "ask for Jo: 12"})[0]["Phone 1 - Value"] == "ask for Jo: 12"


def test_each_note_has_a_line() -> None:
    assert read("google", PLUS | {"notes": "Likes tea ; Has a dog"})[0]["Notes"] == "Likes tea\nHas a dog"


def test_a_vcard_prefers_one_number_and_ranks_as_far_as_the_standard_does() -> None:
    many = PLUS | {"emails": " ; ".join(f"u{n}@firm.example" for n in range(102)), "birthday": "1984-03"}
    old = vcards(tables(many | {"phones": ANNA["phones"]})["people"], "3.0")
    assert [line for line in old.splitlines() if line.startswith("TEL") and "PREF" in line] == [
        "TEL;TYPE=WORK,VOICE,PREF:+493023125001"
    ]
    new = vcards(tables(many)["people"])
    assert "EMAIL;PREF=100:u101@firm.example" in new
    assert "BDAY:1984-03\r\n" in new


def test_a_link_is_one_word_and_a_long_line_is_folded_again_and_again() -> None:
    assert "URL;PREF=1:https://firm.example/apage\r\n" in vcards(
        tables(PLUS | {"website": "firm.example/a page"})["people"]
    )
    assert max(map(len, fold("x" * 400).split("\r\n"))) == 75


def test_a_doubtful_mail_is_marked_in_both_of_its_columns_and_records_are_counted_whole() -> None:
    doubt = {
        "kind": "value",
        "person_id": ANNA["person_id"],
        "field": "email",
        "value": ANNA["email"],
        "reason": "Look.",
    }
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(tables(ANNA, review=[doubt]))))["People"]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert [name for name, cell in cells.items() if cell.comment] == ["email", "emails"]
    assert (cells["records"].number_format, cells["confidence"].number_format) == ("0", "0.00")


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.publish.xlsx.MOST_ROWS", 2)
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables(ANNA, PLUS, FIRM))))
    told = {name: [row[0].value for row in book[name].iter_rows(min_row=2)] for name in ("People", "People 2")}
    assert told == {"People": [ANNA["person_id"], PLUS["person_id"]], "People 2": [FIRM["person_id"]]}


def test_a_name_known_only_as_a_whole_is_not_lost() -> None:
    for format, column in (("google", "First Name"), ("outlook", "First Name"), ("hubspot", "First name")):
        assert read(format, PLUS)[0][column] == '=HYPERLINK("x")'


def files(**more: pd.DataFrame) -> dict[str, bytes]:
    found = tables(ANNA, PLUS, FIRM, TANAKA) | more
    return {f"{name}.csv": to_csv(found[name], columns) for name, columns in COLUMNS.items()}


def test_a_csv_is_the_same_whatever_the_order_of_its_rows_and_holds_no_null() -> None:
    columns = ["value", "id"]
    table = pd.DataFrame([("two\0", "a"), ("one", "a"), ("a", "b")], columns=columns, dtype="str")
    assert to_csv(table, columns, ["id"]) == b"value,id\none,a\ntwo,a\na,b\n"
    assert to_csv(table[::-1], columns, ["id"]) == to_csv(table, columns, ["id"])


def test_the_data_package_does_not_change_with_the_changes_which_a_repeated_run_empties() -> None:
    told = files()
    again = told | {"changes.csv": told["changes.csv"] + b"p1,new,\n"}
    assert datapackage(again) == datapackage(told)
    assert datapackage(told | {"people.csv": told["people.csv"] + b"x"}) != datapackage(told)


def test_the_data_package_is_valid_for_the_published_files(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    tags = pd.DataFrame(
        [
            dict.fromkeys(schema.TAGS_COLUMNS, "")
            | {
                "person_id": ANNA["person_id"],
                "side": "ask",
                "strength": "explicit",
                "topic": "funding",
                "confidence": 0.9,
            }
        ]
    )
    values = pd.DataFrame(
        [
            dict.fromkeys(schema.VALUES_COLUMNS, "")
            | {"field": "email", "value": "x", "confidence": 0.5, "published": True}
        ]
    )
    published = files(tags=tags, values=values)
    for name, data in published.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "datapackage.json").write_text(datapackage(published), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    (tmp_path / "people.csv").write_bytes(published["people.csv"].replace(b"0.91", b"9.1 "))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_published_column_is_described_in_its_order() -> None:
    resources = json.loads(datapackage(files()))["resources"]
    assert {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in resources} == COLUMNS
    assert all(f["description"] for r in resources for f in r["schema"]["fields"])
