"""Whom to write to this week: what a user relies on."""

from __future__ import annotations

import pandas as pd
import pytest
import referral_world as world

from pipeline.assemble import assemble
from pipeline.ledger import Entry
from pipeline.referral.drafts import Reason
from pipeline.referral.gifts import gifts
from pipeline.referral.introduce import introduce
from pipeline.referral.touch_base import days_to_birthday, touch_base
from pipeline.referral.vocabulary import load
from pipeline.schema import INTRODUCTIONS_COLUMNS, TOUCH_BASE_COLUMNS, Claim, Extraction, Record
from pipeline.settings import Owner

VOCABULARY = load()
OWN = Owner(name="Olga Kestrel")
TODAY = "2026-03-02"  # a Monday


def week(
    people: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    records: pd.DataFrame | None = None,
    today: str = TODAY,
    per_week: int = 5,
    *,
    introductions: bool = False,
    owner: Owner = OWN,
) -> pd.DataFrame:
    people = world.people() if people is None else people
    tags = world.tags()
    intros = (
        introduce(people, tags, owner, VOCABULARY) if introductions else pd.DataFrame(columns=INTRODUCTIONS_COLUMNS)
    )
    return touch_base(
        people, world.records() if records is None else records, world.claims() if claims is None else claims, tags,
        intros, owner, VOCABULARY, today, per_week,
    )  # fmt: skip


def of(table: pd.DataFrame, key: str) -> pd.Series:
    found = table[table["person_id"] == world.id_of(key)]
    assert len(found) == 1
    return found.iloc[0]


def linked(*keys: str) -> pd.DataFrame:
    return world.records(**{key: {"source_kind": "linkedin"} for key in keys})


def test_a_buyer_by_title_is_offered_a_supplier_as_a_guess_with_the_words_of_the_title() -> None:
    tags = world.tags(
        ("bruna", "offer", "suppliers", "inferred", "Head of Procurement", "title"),
        ("bruna", "offer", "food-hospitality", "explicit", "runs canteens", "note"),
        ("zed", "offer", "suppliers", "explicit", "supplies flour", "note"),
        ("zed", "offer", "food-hospitality", "explicit", "mills flour", "note"),
    ).tail(4)
    found = gifts(introduce(world.people(), tags, OWN, VOCABULARY), tags)
    reason = found[world.id_of("bruna")].reason
    assert reason == Reason("suppliers", "ask", "Head of Procurement", False, "title")


def test_a_birthday_in_the_next_days_is_told_with_its_date() -> None:
    table = week(world.people(nora={"birthday": "1980-03-07"}, luc={"birthday": "1980-04-07"}))
    assert list(table.columns) == TOUCH_BASE_COLUMNS
    assert table["person_id"].tolist() == [world.id_of("nora")]
    assert "2026-03-07" in of(table, "nora")["reason"]
    assert "Happy birthday" in of(table, "nora")["draft"]


@pytest.mark.parametrize(
    ("birthday", "today", "days"),
    [
        ("1980-03-07", "2026-03-02", 5),
        ("--03-07", "2026-03-02", 5),
        ("1980-01-02", "2026-12-30", 3),
        ("2000-02-29", "2026-02-27", 1),
        ("2000-02-29", "2028-02-27", 2),
        ("1980-03-02", "2026-03-02", 0),
        ("1980", "2026-03-02", None),
        ("1980-13-45", "2026-03-02", None),
    ],
)
def test_days_to_a_birthday_go_over_the_year_and_know_leap_years(birthday: str, today: str, days: int | None) -> None:
    from datetime import date

    assert days_to_birthday(birthday, date.fromisoformat(today)) == days


def test_a_new_job_between_two_exports_is_congratulated_in_the_persons_language() -> None:
    older = world.claims(
        ("luc", "organization", "Ancienne Maison SA", "2025-01-01"),
        ("nora", "organization", "TIDEWATER BATTERIES LTD", "2025-01-01"),
    )
    table = week(claims=older)
    assert table["person_id"].tolist() == [world.id_of("luc")]
    found = of(table, "luc")
    assert "Ferrandon SAS" in found["reason"]
    assert "Ancienne Maison SA" in found["reason"]
    assert "félicitations" in found["draft"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Sales-Manager", "Dahl & Sons"), ("Sales Manager", "Dahl and Sons")),
        (("Sr. Consultant", "Rothwerk GmbH"), ("Senior Consultant", "Rothwerk")),
        (("Senior Designer", "Beck Studio"), ("Senior Designer (UX)", "Beck Studio")),
        (("Chief Executive Officer", "Kimwerk"), ("CEO", "Kimwerk")),
        (("Chief Executive Officer", "Kimwerk"), ("CEO", "")),
    ],
)
def test_a_job_in_other_words_is_no_new_job(old: tuple[str, str], new: tuple[str, str]) -> None:
    people = world.people(luc=dict(zip(("title", "organization"), new, strict=True)))
    older = world.claims(("luc", "title", old[0], "2025-01-01"), ("luc", "organization", old[1], "2025-01-01"))
    assert week(people, claims=older).empty


def exports(runs: tuple[int, int] = (1, 2)) -> pd.DataFrame:
    """The week after two exports in which somebody changed jobs."""
    when = "2024-05-11"
    both = [
        Record(
            "linkedin", "row 1", [Claim("full_name", "Kim Post"), *(Claim(*job) for job in jobs)], "u/kim", as_of=when
        )
        for jobs in (
            [("title", "Intern"), ("organization", "Startco")],
            [("title", "CEO"), ("organization", "Bigco")],
        )
    ]
    taken = [
        (Entry(f"{n:064}", "Connections.csv", "linkedin", run=run), [r])
        for n, (run, r) in enumerate(zip(runs, both, strict=True))
    ]
    made = assemble([(entry, Extraction(its)) for entry, its in taken])
    claims = made.claims.assign(value=made.claims["raw"])
    records = made.records.assign(person_id="p" + made.records["record_id"].str.slice(1))
    now = claims[claims["group"] == 0].set_index("field")["value"]
    told = {c: now[c] for c in ("full_name", "title", "organization")}
    who = {"person_id": records["person_id"].iloc[0], "email": "kim@bigco.example", "connected_on": when, **told}
    return week(pd.DataFrame([who]), claims, records, "2024-06-01")


def test_a_new_job_is_told_where_the_later_intake_brought_it() -> None:
    assert "New job: CEO, Bigco (before: Intern, Startco)." in exports()["reason"].tolist()


def test_of_two_exports_taken_in_at_once_nobody_knows_which_job_is_the_new_one() -> None:
    assert not exports(runs=(1, 1))["draft"].str.contains("Congratulations").any()


def test_a_new_job_is_no_news_for_ever() -> None:
    older = world.claims(("luc", "organization", "Ancienne Maison SA", "2024-01-01"))
    changed = world.records(luc={"as_of": "2026-02-01"})
    assert "Ferrandon" in of(week(claims=older, records=changed), "luc")["reason"]
    assert not week(claims=older, records=changed, today="2026-09-01")["reason"].str.contains("Ferrandon").any()


def test_a_new_job_that_an_intake_before_the_latest_brought_is_no_news() -> None:
    older = world.claims(("luc", "organization", "Ancienne Maison SA", "2024-01-01"))
    same = {key: {"source_kind": "linkedin", "as_of": "2024-01-01"} for key in ("luc", "ines")}
    records = world.records(**same).assign(updated=2)
    records.loc[records["person_id"] == world.id_of("ines"), "updated"] = 3
    assert not week(claims=older, records=records, today="2024-02-01")["reason"].str.contains("New job").any()


def test_connections_never_written_to_are_passive_and_those_in_touch_are_not() -> None:
    recent = world.claims(("paco", "message", "hola", "2026-02-20"), ("ines", "message_out", "hola", "2026-02-25"))
    table = week(records=linked("luc", "paco", "ines"), claims=recent)
    assert table["person_id"].tolist() == [world.id_of("luc")]


def test_a_contact_of_years_ago_is_told_since_when() -> None:
    table = week(claims=world.claims(("elio", "message", "a presto", "2023-05-01")))
    assert "2023-05-01" in of(table, "elio")["reason"]


def test_people_met_at_an_event_are_followed_up_with_its_name() -> None:
    table = week(records=world.records(jana={"event": "2026-02-20_Hafenmesse 2026"}))
    assert "Hafenmesse 2026" in of(table, "jana")["reason"]
    assert "Hafenmesse 2026" in of(table, "jana")["draft"]


@pytest.mark.parametrize(
    ("kind", "claim", "met"),
    [
        ("card", None, True),
        ("csv", ("met_on", "2026-02-20", "column Scanned At"), True),
        ("csv", ("note", "wants a demo", "note line"), True),
        ("csv", ("ask", "a CTO", "column asks"), True),
        ("csv", ("met_on", "2026-02-20", "column checked_in_at"), False),
        ("csv", ("ask", "a CTO", "column What are you looking for?"), False),
        ("csv", ("note", "Ten years in freight", "column Bio"), False),
        ("csv", None, False),
        ("vcard", ("note", "likes tea", "NOTE"), False),
        ("linkedin", None, False),
    ],
)
def test_only_a_card_and_notes_testify_that_one_met_somebody(
    kind: str, claim: tuple[str, str, str] | None, met: bool
) -> None:
    """An export of contacts or a list of attendees may have been taken in with the event's name."""
    claims = world.claims(*([("jana", claim[0], claim[1], "")] if claim else ()))
    claims["method"] = claim[2] if claim else ""
    records = world.records(jana={"event": "Hafenmesse 2026", "source_kind": kind})
    people = world.people(jana={"events": "Hafenmesse 2026"})
    table = week(people, claims=claims, records=records)
    assert ("Hafenmesse" in " ".join([*table["reason"], *table["draft"]])) == met


def test_of_several_events_the_latest_is_named_whatever_the_alphabet_says() -> None:
    both = "2025-02-20 Zukunftstag ; 2026-02-20 Alpenforum"
    people = world.people(jana={"events": both})
    assert "Alpenforum" in of(week(people, records=world.records(jana={"event": both})), "jana")["draft"]
    undated = world.people(jana={"events": "Alpenforum ; Zukunftstag"})
    records = world.records(jana={"event": "Zukunftstag ; Alpenforum"})
    assert "Alpenforum" in of(week(undated, records=records), "jana")["draft"]


def test_without_any_messages_in_the_data_nothing_is_said_of_messages() -> None:
    """A list of connections alone tells nothing of who has written to whom."""
    people = world.people(luc={"connected_on": "2018-01-09"}, ines={"connected_on": "2026-02-20"})
    records = world.records(
        **{key: {"source_kind": "linkedin"} for key in ("luc", "ines", "paco")}, jana={"event": "Hafenmesse 2026"}
    )
    table = week(people, records=records, per_week=9)
    assert set(table["reason"]) == {
        "In your network since 2018-01-09.", "Connected on 2026-02-20.", "In your network.", "Met at Hafenmesse 2026."
    }  # fmt: skip
    told = world.claims(("wei", "message", "您好", "2026-02-20"))
    assert table["draft"].str.contains("apenas|presque|hardly").sum() == 0
    assert "never written" in of(week(people, told, records, per_week=9), "luc")["reason"]


def test_the_suggestion_names_somebody_who_can_help() -> None:
    table = week(world.people(nora={"birthday": "1980-03-07"}), introductions=True)
    assert "Idris Vane" in of(table, "nora")["suggestion"]
    assert "Idris" not in of(table, "nora")["draft"], "the other one has not been asked yet"


@pytest.mark.parametrize(
    ("strength", "suggested", "written"),
    [("explicit", "is looking for", "somebody who is looking for"), ("inferred", "is probably looking for", "somebody who may be looking for")],
)  # fmt: skip
def test_a_need_that_is_only_guessed_is_told_as_a_guess(strength: str, suggested: str, written: str) -> None:
    people = world.people(idris={"birthday": "1980-03-07"})
    tags = world.tags()
    tags = tags[~((tags["person_id"] == world.id_of("idris")) & (tags["side"] == "ask"))]
    tags.loc[tags["person_id"] == world.id_of("nora"), "strength"] = strength
    intros = introduce(people, tags, OWN, VOCABULARY)
    table = touch_base(people, world.records(), world.claims(), tags, intros, OWN, VOCABULARY, TODAY, 5)
    assert f"Nora Quill {suggested}" in of(table, "idris")["suggestion"]
    assert written in of(table, "idris")["draft"]


def test_a_long_shot_is_nothing_to_bring_somebody() -> None:
    tags = world.tags(
        ("maud", "ask", "accounting-tax", "explicit", "needs a bookkeeper", "note"),
        ("zed", "offer", "accounting-tax", "inferred", "Accountant", "title"),
    ).tail(2)
    found = {}
    for firm in ("Hotel Seeblick", "Okonedo Accounting"):
        people = world.people(zed={"title": "Accountant", "organization": firm})
        found[firm] = world.id_of("zed") in gifts(introduce(people, tags, OWN, VOCABULARY), tags)
    assert found == {"Hotel Seeblick": False, "Okonedo Accounting": True}


def test_at_most_a_handful_and_none_when_none_is_wanted() -> None:
    everybody = linked(*world.PEOPLE)
    assert len(week(records=everybody)) == 5
    assert len(week(records=everybody, per_week=2)) == 2
    assert week(records=everybody, per_week=0).empty
    assert week(records=everybody)["priority"].tolist() == [1, 2, 3, 4, 5]


def test_everybody_has_a_turn_before_anybody_has_two() -> None:
    everybody = linked(*world.PEOPLE)
    mondays = pd.date_range(TODAY, periods=4, freq="7D").strftime("%Y-%m-%d")
    seen = [who for day in mondays for who in week(records=everybody, today=day)["person_id"]]
    assert len(seen) == len(set(seen)) == len(world.PEOPLE)


def test_with_several_reasons_too_everybody_has_a_turn() -> None:
    """Twelve met at a fair, eight silent connections: five a week reach all of them in four weeks."""
    keys = list(world.PEOPLE)
    met = {key: {"event": "Hafenmesse 2026"} for key in keys[:12]}
    records = world.records(**met, **{key: {"source_kind": "linkedin"} for key in keys[12:]})
    days = pd.date_range(TODAY, periods=5, freq="7D").strftime("%Y-%m-%d")
    seen = {who for day in days for who in week(records=records, today=day)["person_id"]}
    assert len(seen) == len(keys)


def test_the_list_stays_the_same_during_a_week() -> None:
    everybody = linked(*world.PEOPLE)
    assert week(records=everybody).equals(week(records=everybody, today="2026-03-08"))
    assert not week(records=everybody).equals(week(records=everybody, today="2026-03-09"))


def test_birthdays_do_not_fill_the_whole_week() -> None:
    people = world.people(**{key: {"birthday": "1980-03-04"} for key in list(world.PEOPLE)[:10]})
    table = week(people, records=linked(*world.PEOPLE))
    assert table["reason"].str.startswith("Birthday").sum() == 3
    assert len(table) == 5


def test_of_many_birthdays_the_next_ones_are_told() -> None:
    keys = list(world.PEOPLE)[:10]
    days = {key: {"birthday": f"1980-03-{12 - n:02}"} for n, key in enumerate(keys)}
    days[keys[0]]["birthday"] = "1980-03-02"
    table = week(world.people(**days), records=linked(*world.PEOPLE))
    told = table["reason"].str.extract(r"Birthday on (\S+)\.")[0].dropna()
    assert told.tolist() == ["2026-03-02", "2026-03-03", "2026-03-04"]


def test_without_a_date_nobody_has_a_birthday_and_nothing_fails() -> None:
    table = week(world.people(nora={"birthday": "1980-03-07"}), records=linked("luc"), today="")
    assert table["person_id"].tolist() == [world.id_of("luc")]


def test_the_owner_and_those_who_cannot_be_reached_are_left_out() -> None:
    people = world.people(luc={"email": "", "emails": ""}, ines={"full_name": "Olga Kestrel"})
    assert week(people, records=linked("luc", "ines")).empty


def test_reasons_are_told_in_the_owners_language_and_drafts_in_the_contacts() -> None:
    others = world.claims(("paco", "message", "hola", "2026-02-20"))
    table = week(claims=others, records=linked("luc"), owner=Owner(name="Olga Kestrel", language="de"))
    assert "geschrieben" in of(table, "luc")["reason"]
    assert of(table, "luc")["draft"].startswith("Bonjour")


@pytest.mark.parametrize(("day", "told"), [("2025-02-01", True), ("2025-06-01", False)])
def test_a_silence_is_long_after_a_year(day: str, told: bool) -> None:
    table = week(claims=world.claims(("paco", "message", "hola", day)))
    assert (world.id_of("paco") in set(table["person_id"])) == told


@pytest.mark.parametrize("folder", ["inbox", "DCIM 100", "2026-05-14", "Visitenkarten"])
def test_a_folder_that_names_no_event_is_not_taken_for_one(folder: str) -> None:
    assert week(records=world.records(jana={"event": folder})).empty


def test_an_owner_who_writes_a_language_without_sentences_is_answered_in_english() -> None:
    table = week(
        world.people(nora={"birthday": "1980-03-07"}), owner=Owner(name="Olga", language="sv"), introductions=True
    )
    assert "Happy birthday" in of(table, "nora")["draft"]


@pytest.mark.parametrize("field", ["recommendation", "message", "message_out", "last_contact"])
def test_whom_one_has_written_to_or_recommended_is_not_welcomed_as_new(field: str) -> None:
    met = ("luc", "connected_on", "2018-01-09", "")
    said = (met, ("luc", field, "2026-02-20", "2026-02-20"))
    assert world.id_of("luc") in set(week(claims=world.claims(met), records=linked("luc"))["person_id"])
    assert world.id_of("luc") not in set(week(claims=world.claims(*said), records=linked("luc"))["person_id"])


def test_who_writes_in_a_language_is_written_to_in_it() -> None:
    said = (
        "luc",
        "message",
        "Guten Tag, ich bin bis Freitag auf der Messe und freue mich auf das Gespräch",
        "2024-05-01",
    )
    text = of(week(claims=world.claims(said), records=linked("luc")), "luc")["draft"]
    assert "Guten Tag" in text
    assert "Bonjour" not in text


def test_two_who_should_meet_are_not_written_to_about_it_in_the_same_week() -> None:
    table = week(introductions=True, per_week=30)
    introduced = introduce(world.people(), world.tags(), OWN, VOCABULARY)
    best = gifts(introduced, world.tags())
    written = set(table["person_id"])
    assert written
    assert not [who for who in written if best[who].other in written and best[best[who].other].other == who]
