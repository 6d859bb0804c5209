"""Cleaning as a step: rows are kept, what follows from a row is added, and each record is read by its own clues."""

from __future__ import annotations

import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine.local import Local
from pipeline.people.clean import clean
from pipeline.schema import CLAIMS, FIELDS, RECORDS, Claim


def tables(*records: tuple[str, list[Claim]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows, lines = [], []
    for i, (kind, claims) in enumerate(records):
        rows.append({**dict.fromkeys(RECORDS, ""), "record_id": f"r{i}", "source_kind": kind, "run": 1})
        for seq, c in enumerate(claims):
            lines.append(
                (f"r{i}", seq, c.field, "", c.raw, c.type, c.group, c.confidence, c.method, c.locator, c.as_of)
            )
    return pd.DataFrame(rows, columns=list(RECORDS)).astype(RECORDS), pd.DataFrame(lines, columns=list(CLAIMS)).astype(
        CLAIMS
    )


def told(*claims: Claim, kind: str = "vcard", region: str = "") -> dict[str, list[str]]:
    """field -> values of one record, `type:value` for phones."""
    out = clean(*tables((kind, list(claims))), region)
    found: dict[str, list[str]] = {}
    for row in out[out["value"] != ""].itertuples():
        found.setdefault(row.field, []).append(f"{row.type}:{row.value}" if row.field == "phone" else row.value)
    return found


def test_a_whole_name_yields_its_parts_and_parts_yield_the_whole() -> None:
    whole = told(Claim("full_name", "Dr. Jane DOE, MBA"))
    parts = told(Claim("given_name", "Dr. Jane"), Claim("family_name", "DOE, MBA"))
    right = {
        "full_name": ["Jane Doe"],
        "prefix": ["Dr."],
        "given_name": ["Jane"],
        "family_name": ["Doe"],
        "suffix": ["MBA"],
    }
    assert whole == right
    assert parts == right


def test_who_has_a_nickname_alone_is_called_by_it() -> None:
    assert told(Claim("nickname", "Big Joey"), Claim("phone", "+49 171 5550102"))["full_name"] == ["Big Joey"]
    assert told(Claim("nickname", "Joey"), Claim("full_name", "Joseph Doe"))["full_name"] == ["Joseph Doe"]
    assert "full_name" not in told(Claim("nickname", "ISC"), Claim("organization", "Invented Shipping Company"))


def test_a_name_in_two_scripts_is_kept_in_both() -> None:
    assert told(Claim("full_name", "Wei Li (李伟)"))["full_name"] == ["Wei Li", "李伟"]


def test_a_record_named_after_its_firm_is_no_person() -> None:
    found = told(Claim("full_name", "Contoso GmbH"), Claim("organization", "CONTOSO GmbH"))
    assert found == {"organization": ["CONTOSO GmbH"]}
    assert "full_name" not in told(Claim("full_name", "Contoso Sp. z o.o."))
    assert told(Claim("full_name", "Jane Doe"), Claim("organization", "Jane Doe Consulting"))["full_name"] == [
        "Jane Doe"
    ]
    assert told(Claim("full_name", "Yo-Yo Ma"))["family_name"] == ["Ma"]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Jane Miller", ()),
        ("JANE MILLER", ()),
        ("Hans-Peter Schmidt", ()),
        ("Anna Quillfeather", (Claim("title", "Photographer"),)),
    ],
)
def test_a_freelancer_whose_firm_bears_their_name_is_a_person(name: str, more: tuple[Claim, ...]) -> None:
    found = told(Claim("full_name", name), Claim("organization", name), *more)
    assert found["full_name"] == [name.title()]
    assert found["organization"] == [name]


@pytest.mark.parametrize("name", ["Anna Catering", "Contoso", "Martin Inc.", "Hafenkran Spa", "Rosa Mode"])
def test_a_firm_with_a_given_name_in_its_own_is_no_person(name: str) -> None:
    assert told(Claim("full_name", name), Claim("organization", name)) == {"organization": [name]}


@pytest.mark.parametrize(
    "firm",
    [
        "Hafenkran GmbH", "Hafenkran Gmbh", "HAFENKRAN GMBH", "Martin GmbH", "Martin Inc.", "Dr. Zorbel GmbH", "John Smith Limited",
        "Hafenkran Spa", "Ferrari Spa", "Martin SAS", "Hafenkran, Inc.", "Hafenkran Co., Ltd.", "Hafenverein e.V.", "Hafenverein e. V.",
        "Hafenkran a.s.", "Hafenkran d.o.o.", "Vos v.o.s.", "ZAO Hafenkran", "株式会社山田",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["full_name", "family_name"])
def test_a_firm_in_a_column_of_names_becomes_the_organization(firm: str, field: str) -> None:
    assert told(Claim(field, firm)) == {"organization": [firm]}


def test_a_firm_among_the_names_never_vanishes_and_is_not_told_twice() -> None:
    alone = told(
        Claim("full_name", "Hafenkran GmbH"), Claim("organization", "n/a"), Claim("email", "info@kran.example")
    )
    assert alone == {"organization": ["Hafenkran GmbH"], "email": ["info@kran.example"]}
    of_another = told(Claim("full_name", "Hafenkran GmbH"), Claim("organization", "Dockwerk AG"))
    assert of_another == {"organization": ["Dockwerk AG", "Hafenkran GmbH"]}
    assert told(Claim("full_name", "Hafenkran"), Claim("organization", "Hafenkran GmbH")) == {
        "organization": ["Hafenkran GmbH"]
    }
    assert told(Claim("given_name", "Hafenkran"), Claim("family_name", "GmbH")) == {"organization": ["Hafenkran GmbH"]}
    assert told(Claim("given_name", "Hafenkran GmbH"), Claim("family_name", " ")) == {
        "organization": ["Hafenkran GmbH"]
    }


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Anna Sas", "Anna", "Sas"), ("ANNA SAS", "Anna", "Sas"), ("Anna Maria Sas", "Anna Maria", "Sas"), ("Anna M. Sas", "Anna", "Sas"),
        ("Dr. Anna Sas", "Anna", "Sas"), ("Sas, Anna", "Anna", "Sas"), ("Peter Spa", "Peter", "Spa"), ("Hans-Peter Spa", "Hans-Peter", "Spa"),
        ("Anna van Spa", "Anna", "van Spa"), ("Scooby Doo", "Scooby", "Doo"), ("Sam Sab", "Sam", "Sab"), ("Tom Inc", "Tom", "Inc"),
        ("Ann Limited", "Ann", "Limited"), ("Jan Vos", "Jan", "Vos"), ("Li Na", "Na", "Li"), ("Zao Wou-Ki", "Zao", "Wou-Ki"),
    ],
)  # fmt: skip
def test_a_surname_that_is_a_legal_form_by_chance_stays_a_name(written: str, given: str, family: str) -> None:
    found = told(Claim("full_name", written))
    assert (found["given_name"], found["family_name"]) == ([given], [family])
    assert "organization" not in found
    apart = told(Claim("given_name", given), Claim("family_name", family))
    assert (apart["given_name"], apart["family_name"]) == ([given], [family])


@pytest.mark.parametrize(
    ("written", "mailboxes", "given", "family"),
    [
        ("Martin Paul", ["paul.martin@firm.example"], "Paul", "Martin"),
        ("Martin Paul", ["pmartin7@firm.example", "info@firm.example"], "Paul", "Martin"),
        ("Zorvath Quilen", ["quilen_zorvath@firm.example"], "Quilen", "Zorvath"),
        ("Nagy Peter", ["peter.nagy@firm.example"], "Peter", "Nagy"),
        ("LI Wei", ["wei.li@firm.example"], "Wei", "Li"),
        ("Zorvath Hans-Peter", ["hans.zorvath@firm.example"], "Hans-Peter", "Zorvath"),
        ("ZÖRBEL HANS-PETER", ["hans-peter.zoerbel@firm.example"], "Hans-Peter", "Zörbel"),
        ("Zorvath Hans-Peter", ["hanspeter@firm.example"], "Zorvath", "Hans-Peter"),
        ("Hans Zorvath-Quill", ["hans.zorvath@firm.example"], "Hans", "Zorvath-Quill"),
        ("Martin Paul", ["martin.paul@firm.example"], "Martin", "Paul"),
        ("Martin Paul", ["paul.martin@firm.example", "martin.paul@home.example"], "Martin", "Paul"),
        ("Martin PAUL", ["paul.martin@firm.example"], "Martin", "Paul"),
        ("Paul, Martin", ["paul.martin@firm.example"], "Martin", "Paul"),
        ("Jean Dupont", ["dupont.jean@firm.example"], "Jean", "Dupont"),
        ("Wei Li", ["li.wei@firm.example"], "Wei", "Li"),
    ],
)  # fmt: skip
def test_a_mailbox_tells_which_of_two_words_is_the_given_name(
    written: str, mailboxes: list[str], given: str, family: str
) -> None:
    found = told(Claim("full_name", written), *(Claim("email", m) for m in mailboxes))
    assert (found["given_name"], found["family_name"]) == ([given], [family])
    if "," not in written:
        assert [name.casefold() for name in found["full_name"]] == [written.casefold()]


def test_a_mailbox_never_outweighs_parts_that_the_source_tells_apart() -> None:
    found = told(
        Claim("given_name", "Martin"), Claim("family_name", "Paul"), Claim("email", "paul.martin@firm.example")
    )
    assert (found["given_name"], found["family_name"]) == (["Martin"], ["Paul"])


@pytest.mark.parametrize(
    "clue",
    [
        Claim("country", "Deutschland"), Claim("email", "jane@firma.de"), Claim("website", "www.firma.de"), Claim("phone", "+49 171 1234567"),
        Claim("address", "Hauptstr. 5, 10115 Berlin, Germany"), Claim("address", "Hauptstr. 5, D-10115 Berlin"),
        Claim("address", "Hauptstr. 5, 10115 Berlin"), Claim("city", "Lübeck"), Claim("organization", "Nordkai GmbH & Co. KG"),
    ],
    ids=lambda c: f"{c.field}: {c.raw}",
)  # fmt: skip
def test_a_number_without_country_is_placed_by_the_records_own_clues(clue: Claim) -> None:
    assert "work:+4930901820" in told(Claim("phone", "030 901820", "work"), clue, region="US")["phone"]


def test_the_sign_of_a_country_places_number_and_address() -> None:
    found = told(
        Claim("phone", "030 901820"), Claim("country", "D"), Claim("city", "Berlin"), Claim("postal_code", "10115")
    )
    assert (found["phone"], found["country"]) == (["other:+4930901820"], ["DE"])
    assert found["address"] == ["10115 Berlin, D"]


def test_a_named_country_outweighs_what_only_points_to_one() -> None:
    clues = (
        Claim("organization", "Nordkai GmbH & Co. KG"),
        Claim("address", "Quai 3, 75001 Paris"),
        Claim("country", "UK"),
    )
    assert told(Claim("phone", "020 7946 0958"), *clues)["phone"] == ["other:+442079460958"]
    assert told(Claim("phone", "01 42 68 53 00"), *clues[:2])["phone"] == ["other:+33142685300"]


def test_a_city_of_several_countries_places_no_number() -> None:
    assert told(Claim("phone", "030 901820"), Claim("city", "Valencia"))["phone"] == ["other:030901820"]
    assert told(Claim("phone", "030 901820"), Claim("city", "Valencia"), region="DE")["phone"] == ["other:+4930901820"]


@pytest.mark.parametrize(
    ("read", "address", "kind", "full"),
    [
        ("KenichiMinatono", "", "card", "Kenichi Minatono"), ("KENICHIMINATONO", "kenichi.minatono@x.example", "card", "Kenichi Minatono"),
        ("Kenichiminatono", "kenichi_minatono@x.example", "card", "Kenichi Minatono"), ("Dr. KenichiMinatono", "", "card", "Kenichi Minatono"),
        ("MacKenzie", "", "card", "MacKenzie"), ("Ana DellaCroce", "", "card", "Ana DellaCroce"), ("KenichiMinatono", "", "vcard", "KenichiMinatono"),
        ("Kenichiminatono", "minatono.k@x.example", "card", "Kenichiminatono"),
    ],
)  # fmt: skip
def test_names_that_a_reader_ran_together_come_apart(read: str, address: str, kind: str, full: str) -> None:
    claims = [Claim("full_name", read)] + ([Claim("email", address)] if address else [])
    assert told(*claims, kind=kind)["full_name"] == [full]


def test_the_set_region_places_what_nothing_else_does() -> None:
    assert told(Claim("phone", "030 901820"), region="DE")["phone"] == ["other:+4930901820"]
    assert told(Claim("phone", "(212) 555-0123"), Claim("email", "jane@firme.fr"), region="US")["phone"] == [
        "other:+12125550123"
    ]
    assert told(Claim("phone", "030 901820"))["phone"] == ["other:030901820"]


def test_a_type_that_is_given_is_kept_and_one_that_is_plain_is_found() -> None:
    assert told(Claim("phone", "+49 171 1234567", "work"))["phone"] == ["work:+491711234567"]
    assert told(Claim("phone", "+49 171 1234567"))["phone"] == ["mobile:+491711234567"]
    assert told(Claim("phone", "Fax +49 30 901821"))["phone"] == ["fax:+4930901821"]


def test_several_values_in_a_cell_become_claims_of_their_own() -> None:
    found = told(
        Claim("phone", "Tel: 030 901820 / Fax: 030 901821", "work"),
        Claim("email", "a@x.example; b@x.example"),
        region="DE",
    )
    assert found["phone"] == ["work:+4930901820", "fax:+4930901821"]
    assert found["email"] == ["a@x.example", "b@x.example"]


def test_a_mailbox_in_two_letter_cases_is_one() -> None:
    told_twice = (Claim("email", "Eva.Dora@Firma.de"), Claim("email", "eva.dora@firma.de; E.Dora@firma.de"))
    out = clean(*tables(("vcard", [*told_twice]), ("csv", [Claim("email", "EVA.DORA@firma.de")])))
    mails = out.loc[out["field"] == "email"].groupby("record_id")["value"].agg(list).tolist()
    assert mails == [["eva.dora@firma.de", "eva.dora@firma.de", "E.Dora@firma.de"], ["eva.dora@firma.de"]]


def test_a_profile_given_as_website_is_a_profile() -> None:
    found = told(Claim("website", "http://de.linkedin.com/in/J%C3%B6rg/"), Claim("website", "www.example.com"))
    assert found == {"linkedin_url": ["https://www.linkedin.com/in/jörg"], "website": ["www.example.com"]}


def test_a_scanned_address_is_mended_by_the_cards_website_only_on_cards() -> None:
    claims = Claim("email", "jo@exarnple.com"), Claim("website", "www.example.com")
    assert told(*claims, kind="card")["email"] == ["jo@example.com"]
    assert told(*claims, kind="vcard")["email"] == ["jo@exarnple.com"]


def test_scan_errors_in_legal_forms_are_mended_only_on_cards() -> None:
    assert told(Claim("organization", "Contoso Itd."), kind="card")["organization"] == ["Contoso Ltd."]
    assert told(Claim("organization", "Contoso Itd."))["organization"] == ["Contoso Itd."]


def test_each_address_of_a_record_is_whole_and_in_parts() -> None:
    found = told(
        Claim("street", "Hauptstr. 5", group=1), Claim("city", "Berlin", group=1), Claim("postal_code", "10115", group=1), Claim("country", "Germany", group=1),
        Claim("address", "1 Example Street\nSpringfield, IL 62701\nUSA", group=2),
    )  # fmt: skip
    assert found["address"] == ["1 Example Street, Springfield, IL 62701, USA", "Hauptstr. 5, 10115 Berlin, Germany"]
    assert found["city"] == ["Berlin", "Springfield"]
    assert found["region"] == ["IL"]
    assert sorted(found["country"]) == ["DE", "US"]


def test_second_readings_are_cleaned_but_prove_nothing() -> None:
    found = clean(*tables(("card", [Claim("full_name", "Jane Doe", method="alternative"), Claim("title", "CEO")])))
    assert list(found["field"]) == ["full_name", "title"]
    assert list(found["value"]) == ["Jane Doe", "CEO"]


def test_derived_claims_stand_where_their_source_stands() -> None:
    out = clean(
        *tables(("card", [Claim("full_name", "Jane Doe", confidence=0.8, method="ocr line", locator="1,2,3,4")]))
    )
    added = out[out["method"] == "derived"]
    assert set(added["field"]) == {"given_name", "family_name"}
    assert set(added["locator"]) == {"1,2,3,4"}
    assert set(added["raw"]) == {"Jane Doe"}
    assert added["confidence"].max() <= 0.8


def test_dates_of_a_file_agree_on_the_place_of_the_month() -> None:
    out = clean(*tables(("csv", [Claim("met_on", "1/2/26")]), ("csv", [Claim("met_on", "1/29/26")])))
    assert list(out["value"]) == ["2026-01-02", "2026-01-29"]


def test_dates_with_dots_are_day_first_whatever_the_column_says() -> None:
    rows = ["1.2.1970", "12/31/1965", "1/2/1980"]
    out = clean(*tables(*(("csv", [Claim("birthday", row)]) for row in rows)))
    assert list(out["value"]) == ["1970-02-01", "1965-12-31", "1980-01-02"]
    rows = ["31.1.1970", "1/2/1980", "12/31/1965"]
    out = clean(*tables(*(("csv", [Claim("birthday", row)]) for row in rows)))
    assert list(out["value"]) == ["1970-01-31", "1980-01-02", "1965-12-31"]


def test_no_claims_give_no_claims() -> None:
    records, claims = tables(("vcard", []))
    assert clean(records, claims).empty


RAWS = st.one_of(
    st.text(max_size=25),
    st.sampled_from(
        [
            "Jane Doe",
            "DOE, Jane",
            "王伟",
            "+49 30 901820; 030 1",
            "a@x.example b@y.example",
            "www.linkedin.com/in/x-y",
            "10115 Berlin",
            "Germany",
            "1/2/26",
            "Contoso GmbH",
            "Fax: 1234567",
            "Wei Li (李伟)",
        ]
    ),
)
RECORD = st.lists(
    st.tuples(st.sampled_from(FIELDS), RAWS, st.sampled_from(["", "work", "CELL", "fax"]), st.integers(0, 1)),
    max_size=7,
)


@settings(max_examples=30)
@given(records=st.lists(st.tuples(st.sampled_from(["card", "vcard"]), RECORD), max_size=3))
def test_cleaning_twice_is_cleaning_once_and_loses_no_row(
    records: list[tuple[str, list[tuple[str, str, str, int]]]],
) -> None:
    world = tables(
        *[(kind, [Claim(f, raw, type_, group) for f, raw, type_, group in claims]) for kind, claims in records]
    )
    once = clean(*world, "DE")
    pd.testing.assert_frame_equal(clean(world[0], once, "DE"), once)
    kept = once[~once["method"].str.startswith(("derived", "split"))]
    assert list(zip(kept["record_id"], kept["seq"], kept["raw"], strict=True)) == list(
        zip(world[1]["record_id"], world[1]["seq"], world[1]["raw"], strict=True)
    )


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Few records that count as enough to share among processes."""
    monkeypatch.setattr("pipeline.people.clean.WORTH_SHARING", 2)
    people = [("vcard", [Claim("full_name", f"Jane Doe{i}"), Claim("phone", f"030 90182{i}")]) for i in range(9)]
    return tables(*people)


def test_more_processes_give_the_same_claims(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    pd.testing.assert_frame_equal(clean(*many, "DE", Local(2)), clean(*many, "DE"))


def _die(*_: object) -> None:
    os._exit(1)


def test_a_lost_process_loses_no_claim(
    many: tuple[pd.DataFrame, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = clean(*many, "DE")
    monkeypatch.setattr("pipeline.engine.local.leave_interrupts", _die)
    pd.testing.assert_frame_equal(clean(*many, "DE", Local(2)), whole)


def test_every_name_that_a_record_gives_is_kept() -> None:
    found = told(
        Claim("given_name", "Jane"),
        Claim("family_name", "DOE"),
        Claim("given_name", "JANIE"),
        Claim("family_name", "ROE, MBA"),
    )
    assert found["given_name"] == ["Jane", "Janie"]
    assert found["family_name"] == ["Doe", "Roe"]


def test_a_cell_of_our_own_tables_keeps_the_type_of_each_number() -> None:
    cell = "work:+4930901820 ; other:+4930901821 ; fax:+4930901822"
    assert told(Claim("phone", cell))["phone"] == cell.split(" ; ")
