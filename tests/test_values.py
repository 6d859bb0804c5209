"""What is published of a person: the winning value of every field, all others kept."""

from __future__ import annotations

import pandas as pd
from people_world import tables

from pipeline.people.decisions import Decision, Drop, Set
from pipeline.people.published import people, records_table
from pipeline.people.values import values
from pipeline.schema import CLAIMS, PEOPLE_COLUMNS, RECORDS_COLUMNS

AT = "2026-05-14T10:00:00"


def published(*told: dict[str, str], decisions: list[Decision] | None = None) -> dict[str, str]:
    """The row of people.csv when all these records are one person."""
    records, claims = tables(*told)
    records = records.assign(person_id="p0")
    rows = people(records, values(records, claims, decisions or []))
    assert list(rows.columns) == PEOPLE_COLUMNS
    return rows.iloc[0].to_dict()


def test_the_newest_job_is_published_and_the_old_one_kept() -> None:
    """Title and organization come from one place, the newest; the history stays in values."""
    old = {
        "id": "ra",
        "full_name": "Anna Frey",
        "title": "Buyer",
        "organization": "Contoso GmbH",
        "as_of": "2019-01-01",
    }
    new = {
        "id": "rb",
        "full_name": "Anna Frey",
        "title": "Head of Sales",
        "organization": "Fabrikam Ltd",
        "as_of": "2025-01-01",
    }
    row = published(old, new)
    assert (row["title"], row["organization"]) == ("Head of Sales", "Fabrikam Ltd")
    records, claims = tables(old, new)
    kept = values(records.assign(person_id="p0"), claims, [])
    assert not kept.loc[kept["value"] == "Contoso GmbH", "published"].any()


def test_what_the_newest_job_leaves_open_another_record_of_that_job_fills() -> None:
    """A card tells the department, the newer export only title and firm; a former title at another firm fills nothing."""
    name = {"full_name": "Anna Frey", "organization": "Fabrikam Ltd"}
    card = {"id": "ra", **name, "title": "Buyer", "department": "Cocoa", "as_of": "2024-01-01"}
    newer = {"id": "rb", **name, "title": "Buyer", "as_of": "2025-01-01"}
    other_post = {"id": "rc", **name, "title": "Head of Sales", "as_of": "2025-06-01"}
    elsewhere = {"id": "rd", "full_name": "Anna Frey", "organization": "Contoso GmbH", "as_of": "2026-01-01"}
    assert published(card, newer)["department"] == "Cocoa"
    assert published(card, other_post)["department"] == "", "another post may be in another department"
    row = published(card, elsewhere)
    assert (row["organization"], row["title"], row["department"]) == ("Contoso GmbH", "", "")
    dropped: list[Decision] = [Drop("d1", AT, "ra", "department", "Cocoa")]
    assert published(card, newer, decisions=dropped)["department"] == ""


def test_a_prefix_that_only_one_record_tells_is_kept() -> None:
    plain = {"id": "ra", "full_name": "Anna Frey", "given_name": "Anna", "family_name": "Frey", "as_of": "2025-01-01"}
    titled = {**plain, "id": "rb", "prefix": "Dr.", "as_of": "2020-01-01"}
    more = {**plain, "id": "rc"}
    row = published(plain, titled, more)
    assert (row["prefix"], row["full_name"]) == ("Dr.", "Anna Frey")


def test_a_decision_beats_every_source() -> None:
    """What a person set is published; taking it back publishes the source's value again."""
    told = {"id": "ra", "full_name": "Anna Frey", "email": "a@contoso.example", "title": "Buyer"}
    decisions: list[Decision] = [
        Set("d1", AT, "ra", "title", "Head of Sales"),
        Set("d2", AT, "ra", "email", "anna@contoso.example"),
    ]
    row = published(told, decisions=decisions)
    assert row["title"] == "Head of Sales"
    assert row["emails"] == "anna@contoso.example ; a@contoso.example"
    assert published(told)["title"] == "Buyer"


def test_of_values_that_were_set_the_last_one_comes_first_though_it_was_set_before() -> None:
    told = {"id": "ra", "full_name": "Anna Frey"}
    mails = ("one@frey.example", "two@frey.example", "one@frey.example")
    decisions: list[Decision] = [Set(f"d{n}", AT, "ra", "email", mail) for n, mail in enumerate(mails)]
    assert published(told, decisions=decisions)["email"] == "one@frey.example"


def test_a_number_that_is_set_stays_of_the_kind_that_its_record_says() -> None:
    told = {"id": "ra", "full_name": "Anna Frey", "phone:home": "+12015550111"}
    decisions: list[Decision] = [Set("d1", AT, "ra", "phone", "+12015550111")]
    assert published(told, decisions=decisions)["phones"] == "home:+12015550111"


def test_of_two_that_say_as_much_what_its_owner_typed_comes_first() -> None:
    one, other = {"id": "ra", "full_name": "Anna Frey"}, {"id": "rb", "full_name": "Anna Frey"}
    vcard, linkedin = {"kind": "vcard", "title": "Buyer"}, {"kind": "linkedin", "title": "Head of Purchasing"}
    assert published(one | vcard, other | linkedin)["title"] == "Buyer"
    assert published(one | linkedin, other | vcard)["title"] == "Buyer"


def test_a_name_that_is_set_as_its_record_says_it_keeps_the_parts_that_the_record_gives() -> None:
    told = {"id": "ra", "full_name": "Anna Maria Frey", "given_name": "Anna", "family_name": "Maria Frey"}
    decisions: list[Decision] = [Set("d1", AT, "ra", "full_name", "Anna Maria Frey")]
    assert published(told)["family_name"] == "Maria Frey"
    assert published(told, decisions=decisions)["family_name"] == "Maria Frey"


def test_a_part_that_was_set_holds_when_the_whole_is_set_later() -> None:
    told = {"id": "ra", "full_name": "Anna Frry", "given_name": "Anna", "family_name": "Frry"}
    decisions: list[Decision] = [
        Set("d1", AT, "ra", "given_name", "Johanna"),
        Set("d2", AT, "ra", "full_name", "Jo Frey"),
    ]
    row = published(told, decisions=decisions)
    assert (row["given_name"], row["family_name"]) == ("Johanna", "Frey")


def test_a_value_is_as_old_as_its_record_where_it_tells_no_day_of_its_own() -> None:
    records, claims = tables({"id": "ra", "full_name": "Anna Frey", "title": "Buyer", "as_of": "2024-03-01"})
    claims.loc[claims["field"] == "title", "as_of"] = "2019-05-01"
    table = values(records.assign(person_id="p0"), claims, []).set_index("field")["as_of"]
    assert (table["full_name"], table["title"]) == ("2024-03-01", "2019-05-01")


def test_what_a_record_says_that_is_not_among_these_is_nobody_s() -> None:
    records, claims = tables({"id": "ra", "full_name": "Anna Frey"}, {"id": "rb", "birthday": "1970-13-45"})
    table = values(records[records["record_id"] == "ra"].assign(person_id="p0"), claims, [])
    assert set(table["record_id"]) == {"ra"}


def test_a_typed_name_and_address_bring_their_parts() -> None:
    """Else a letter would still begin with the misread given name, and an export carry the old street."""
    told = {
        "id": "ra", "full_name": "Anna Frry", "given_name": "Anna", "family_name": "Frry",
        "address": "Hauptstr. 1, 10115 Berlin, Germany",
    }  # fmt: skip
    row = published(
        told,
        decisions=[
            Set("d1", AT, "ra", "full_name", "Johanna van Frey"),
            Set("d2", AT, "ra", "address", "Havnegade 5, 1058 København, Denmark"),
        ],
    )
    assert (row["full_name"], row["given_name"], row["family_name"]) == ("Johanna van Frey", "Johanna", "van Frey")
    assert (row["street"], row["postal_code"], row["city"]) == ("Havnegade 5", "1058", "København")
    assert row["country"] == "DK"
    own = [Set("d1", AT, "ra", "full_name", "Jo Frey"), Set("d3", AT, "ra", "given_name", "Johanna")]
    assert published(told, decisions=[*own])["given_name"] == "Johanna", "what was set by itself holds"


def test_a_dropped_value_is_not_published_but_kept() -> None:
    """A wrong number is not shown and does not vanish from the record."""
    told = {"id": "ra", "full_name": "Anna Frey", "phone": "+12015550111|+12015550112"}
    decisions: list[Decision] = [Drop("d1", AT, "ra", "phone", "+12015550111")]
    assert published(told, decisions=decisions)["phones"] == "other:+12015550112"
    records, claims = tables(told)
    kept = values(records.assign(person_id="p0"), claims, decisions)
    assert "+12015550111" in set(kept["value"])


def test_a_value_that_was_dropped_does_not_come_back_with_the_next_export() -> None:
    """Set by hand it holds all the same; and a field that was emptied in one record is still told by others."""
    phone = "+12015550111"
    told = (
        {"id": who, "full_name": "Anna Frey", "phone": phone, "email": f"{who}@frey.example"} for who in ("ra", "rb")
    )
    one, other = told
    drop = Drop("d1", AT, "ra", "phone", phone)
    assert published(one, other, decisions=[drop])["phones"] == ""
    assert phone in published(one, other, decisions=[drop, Set("d2", AT, "rb", "phone", phone)])["phones"]
    assert published(one, other, decisions=[Drop("d1", AT, "ra", "email", "")])["emails"] == "rb@frey.example"


def test_a_text_that_gives_no_value_stands_among_the_values_unpublished() -> None:
    """What was typed wrong can be found and put right; what says nothing or became another field's value is not listed."""
    told = {
        "id": "ra", "full_name": "Mai Nguyen", "email": "mai.nguyen@|mai@kran.example", "birthday": "1970-13-45",
        "title": "n/a", "phone": "-",
    }  # fmt: skip
    firm = {"id": "rb", "full_name": "Hafenkran GmbH"}
    records, claims = tables(told, firm)
    table = values(records.assign(person_id=["p0", "p1"]), claims, [])
    lost = table[table["value"] == ""]
    assert list(zip(lost["person_id"], lost["field"], lost["raw"], strict=True)) == [
        ("p0", "email", "mai.nguyen@"),
        ("p0", "birthday", "1970-13-45"),
    ]
    assert not lost["published"].any()
    assert published(told)["emails"] == "mai@kran.example"
    assert published(told)["birthday"] == ""


def test_what_several_records_agree_on_comes_first() -> None:
    """The address that two sources have is the best one; each stands once."""
    row = published(
        {"id": "ra", "full_name": "Anna Frey", "email": "old@contoso.example"},
        {"id": "rb", "full_name": "Anna Frey", "email": "anna@contoso.example"},
        {"id": "rc", "full_name": "Anna Frey", "email": "anna@contoso.example"},
    )
    assert row["email"] == "anna@contoso.example"
    assert row["emails"] == "anna@contoso.example ; old@contoso.example"
    assert row["records"] == 3


def test_a_mailbox_is_one_value_in_whatever_capitals() -> None:
    """It is published once, as a person set it or else in small letters, and stays dropped when it comes otherwise."""
    told = (
        {"id": "ra", "full_name": "Eva Dora", "email": "Eva.Dora@firma.example"},
        {"id": "rb", "full_name": "Eva Dora", "email": "eva.dora@firma.example"},
    )
    assert published(*told)["emails"] == "eva.dora@firma.example"
    settled = Set("d1", AT, "ra", "email", "Eva.Dora@firma.example")
    assert published(*told, decisions=[settled])["emails"] == "Eva.Dora@firma.example"
    dropped = [Drop(f"d{r}", AT, f"r{r}", "email", "Eva.Dora@firma.example") for r in "ab"]
    assert published(*told, decisions=[*dropped])["emails"] == ""


def test_a_full_name_beats_an_initial_and_its_parts_belong_together() -> None:
    """The parts of the name come from the record that gives the name."""
    row = published(
        {"id": "ra", "given_name": "A.", "family_name": "Frey"},
        {"id": "rb", "given_name": "Anna", "family_name": "Frey"},
    )
    assert (row["given_name"], row["full_name"]) == ("Anna", "Anna Frey")


def test_what_a_record_called_somebody_before_is_no_part_of_the_name_that_it_says_now() -> None:
    """The export says Berg now and said Frey; a card says Berg, two others have not heard of it."""
    told = [
        {"id": "ra", "given_name": "Anna", "family_name": "Berg|Frey"},
        {"id": "rb", "full_name": "Anna Berg"},
        {"id": "rc", "full_name": "Anna Frey"},
        {"id": "rd", "full_name": "Anni Frey"},
    ]

    def row(count: int) -> dict[str, str]:
        records, claims = tables(*told[:count])
        before = (claims["record_id"] == "ra") & claims["value"].isin(["Frey", "Anna Frey"])
        claims = claims.assign(group=claims["group"].mask(before, 1000))
        records = records.assign(person_id="p0")
        return people(records, values(records, claims, [])).iloc[0].to_dict()

    for count in (1, 2, 4):
        assert (row(count)["full_name"], row(count)["family_name"]) == ("Anna Berg", "Berg")


def test_of_two_spellings_the_one_with_its_accents_is_published() -> None:
    one = {"id": "ra", "full_name": "Jana Novotná", "run": "1"}
    other = {"id": "rb", "full_name": "Jana Novotna", "run": "2"}
    assert published(one, other)["family_name"] == "Novotná"


def test_alternative_readings_are_never_published() -> None:
    """What a card might also say is kept for review only."""
    records, claims = tables({"id": "ra", "full_name": "Anna Frey"})
    other = pd.DataFrame(
        [("ra", 99, "email", "a@b.example", "a@b.example", "", 0, 0.4, "alternative", "", "")], columns=list(CLAIMS)
    ).astype(CLAIMS)
    claims = pd.concat([claims, other], ignore_index=True)
    records = records.assign(person_id="p0")
    assert people(records, values(records, claims, []))["emails"].tolist() == [""]
    assert records_table(records, claims)["emails"].tolist() == [""]


def test_a_name_written_out_beats_initials_from_sources_that_are_trusted_more() -> None:
    """The phone knows `Dr. A. Frey`, twice, LinkedIn has the given name; the degree of the one stays."""
    phone = {"kind": "vcard", "full_name": "Dr. A. Frey", "prefix": "Dr.", "given_name": "A.", "family_name": "Frey"}
    linked = {"id": "rc", "kind": "linkedin", "given_name": "Anna", "family_name": "Frey"}
    row = published({"id": "ra", **phone}, {"id": "rb", **phone}, linked)
    assert (row["prefix"], row["given_name"], row["full_name"]) == ("Dr.", "Anna", "Anna Frey")
    assert published({"id": "ra", **phone}, {"id": "rb", **phone})["given_name"] == "A.", "who gives no more keeps them"


def test_one_chinese_letter_is_a_name_and_no_initial() -> None:
    """Nor is a short name, such as Bo or Jo."""
    own = {"kind": "vcard", "full_name": "王伟", "given_name": "伟", "family_name": "王"}
    latin = {"id": "rc", "given_name": "Wei", "family_name": "Wang"}
    assert published({"id": "ra", **own}, {"id": "rb", **own}, latin)["full_name"] == "王伟"
    short = {"full_name": "Bo Lund", "given_name": "Bo", "family_name": "Lund"}
    longer = {"id": "rc", "full_name": "Bosse Lund", "given_name": "Bosse", "family_name": "Lund"}
    assert published({"id": "ra", **short}, {"id": "rb", **short}, longer)["full_name"] == "Bo Lund"


def test_events_sources_and_the_first_meeting() -> None:
    """Events are united, the first meeting is the earliest date that is known."""
    row = published(
        {"id": "ra", "kind": "linkedin", "full_name": "Anna Frey", "connected_on": "2024-02-03"},
        {"id": "rb", "kind": "card", "full_name": "Anna Frey", "event": "2023-05-14 Fair ; Dinner"},
    )
    assert row["events"] == "2023-05-14 Fair ; Dinner"
    assert (row["first_met"], row["connected_on"], row["sources"]) == ("2023-05-14", "2024-02-03", "card ; linkedin")


def test_tables_do_not_depend_on_the_order_of_rows() -> None:
    """Shuffled claims give the same people and records."""
    records, claims = tables(
        {"id": "ra", "full_name": "Anna Frey", "email": "a@b.example|c@d.example"},
        {"id": "rb", "full_name": "Anna Maria Frey", "title": "Buyer"},
    )
    records = records.assign(person_id="p0")
    mixed = claims.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        people(records, values(records, claims, [])), people(records[::-1], values(records[::-1], mixed, []))
    )
    pd.testing.assert_frame_equal(records_table(records, claims), records_table(records[::-1], mixed))
    assert list(records_table(records, claims).columns) == RECORDS_COLUMNS


def test_nobody_gives_empty_tables() -> None:
    """No records, no rows, the right columns."""
    records, claims = tables()
    records = records.assign(person_id=pd.Series(dtype="str"))
    assert people(records, values(records, claims, [])).empty
    assert list(records_table(records, claims).columns) == RECORDS_COLUMNS


def test_a_birthday_that_somebody_wrote_by_hand_is_published_as_all_dates_are() -> None:
    def told(birthday: str) -> str:
        decisions: list[Decision] = [Set("d1", AT, "ra", "birthday", birthday)]
        return published({"id": "ra", "full_name": "Anna Frey"}, decisions=decisions)["birthday"]

    assert told("14/05/1990") == told("14 May 1990") == told("1990-05-14") == "1990-05-14"
    assert told("early in May") == "early in May", "what is no date is as they said"


def test_a_number_and_a_profile_that_somebody_wrote_by_hand_are_published_as_all_are() -> None:
    decisions: list[Decision] = [
        Set("d1", AT, "ra", "phone", "+48 605 550 161"),
        Set("d2", AT, "ra", "linkedin_url", "linkedin.com/in/anna-frey/"),
        Set("d3", AT, "rb", "phone", "ask at the desk"),
    ]
    ann, bo = (
        published({"id": who, "full_name": "Anna Frey", "phone": "+48605550161"}, decisions=decisions)
        for who in ("ra", "rb")
    )
    assert ann["phone"] == "+48605550161"
    assert ann["phones"].count("605550161") == 1, "the same number once"
    assert ann["linkedin_url"] == "https://www.linkedin.com/in/anna-frey"
    assert "ask at the desk" in bo["phones"], "what is no number is as they said"


def test_several_values_that_somebody_wrote_by_hand_in_one_cell_are_all_published() -> None:
    """In the order in which they stand, each once, with the types that stand before them, as people.csv shows them."""
    told = {"id": "ra", "full_name": "Anna Frey", "phone": "+493055501230", "email": "office@frey.example"}
    decisions: list[Decision] = [
        Set("d1", AT, "ra", "email", "Anna.Frey@frey.example ; anna.frey@frey.example ; af@home.example"),
        Set("d2", AT, "ra", "email", "AF@home.example"),
        Set("d3", AT, "ra", "phone", "work:+493055501231 ; mobile:+4915155501232, 030 5550 1233"),
        Set("d4", AT, "ra", "website", "www.frey.example ; https://Blog.frey.example/"),
        Set("d5", AT, "ra", "country", "Germany"),
    ]
    row = published(told, decisions=decisions)
    assert row["emails"] == "AF@home.example ; Anna.Frey@frey.example ; office@frey.example"
    assert row["phones"] == "work:+493055501231 ; mobile:+4915155501232 ; other:+493055501233 ; other:+493055501230"
    assert row["phone"] == "+493055501231"
    assert row["websites"] == "www.frey.example ; https://blog.frey.example"
    assert row["country"] == "DE"


def test_a_number_that_somebody_dropped_by_hand_is_not_published_however_it_was_written() -> None:
    told = {"id": "ra", "full_name": "Anna Frey", "phone": "+493055501231|+493055501232|+493055501233"}
    for said in ("030 5550 1231 ; +49 30 5550 1232", "work:+493055501231 ; +493055501232"):
        assert published(told, decisions=[Drop("d1", AT, "ra", "phone", said)])["phones"] == "other:+493055501233"
