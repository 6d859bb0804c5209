"""Records and claims from extractions: versions, duplicates, conservation."""

from __future__ import annotations

import gc
from dataclasses import replace

from pipeline.assemble import assemble, natural_id
from pipeline.ledger import Entry
from pipeline.schema import VERSION_GROUPS, Claim, Extraction, Record, Refused


def person(name: str, *more: Claim, key: str = "", as_of: str = "", locator: str = "row 1") -> Record:
    return Record("linkedin", locator, [Claim("full_name", name), *more], key=key, as_of=as_of)


def test_a_newer_export_updates_and_keeps_what_was() -> None:
    old = person("Ada Example", Claim("organization", "Old Co"), key="u/ada", as_of="2025-01-01")
    new = person("Ada Example", Claim("organization", "New Co"), key="u/ada", as_of="2026-01-01")
    a, b = Entry("a" * 64, "old.csv", "linkedin", run=1), Entry("b" * 64, "new.csv", "linkedin", run=2)
    out = assemble([(a, Extraction([old])), (b, Extraction([new]))])
    assert len(out.records) == 1
    assert out.records.loc[0, "source_file"] == "new.csv"
    assert out.records.loc[0, "run"] == 1, "arrival is that of the oldest version, so ids keep their order"
    jobs = out.claims[out.claims["field"] == "organization"]
    assert list(zip(jobs["raw"], jobs["group"], jobs["as_of"], strict=True)) == [
        ("New Co", 0, ""),
        ("Old Co", VERSION_GROUPS, "2025-01-01"),
    ]
    assert out.records.loc[0, "updated"] == 2
    assert [r.code for r in out.refused] == ["duplicate"]
    assert out.read == len(out.records) + len(out.refused)


def test_of_two_exports_of_one_intake_and_day_neither_is_known_to_be_the_older_one() -> None:
    both = [
        person("Ada Example", Claim("title", title), key="u/ada", as_of="2026-01-01") for title in ("Intern", "CEO")
    ]
    entries = [Entry(mark * 64, f"{mark}.csv", "linkedin", run=1) for mark in "ab"]
    out = assemble([(entry, Extraction([record])) for entry, record in zip(entries, both, strict=True)])
    titles = out.claims[out.claims["field"] == "title"]
    assert sorted(titles["raw"]) == ["CEO", "Intern"]
    assert set(titles["as_of"]) == {""}


def test_one_key_for_two_people_is_two_records() -> None:
    """UIDs such as `1` are used twice in practice; a shared name is what makes a version."""
    a = Entry("a" * 64, "a.vcf", "vcard", run=1)
    out = assemble([(a, Extraction([person("Ada Example", key="1"), person("Bo Sample", key="1", locator="row 2")]))])
    assert len(out.records) == 2
    assert out.records["record_id"].is_unique


def test_who_shares_the_key_of_somebody_erased_keeps_their_id_in_whatever_order_it_comes() -> None:
    """Bo had an id of his own beside Ada, and stands in a newer file under it too."""
    ada, bo = person("Ada Example", key="1"), person("Bo Sample", key="1", locator="row 2")
    a, b = Entry("a" * 64, "a.vcf", "vcard", run=1), Entry("b" * 64, "b.vcf", "vcard", run=2)
    natural, own = (
        assemble([(a, Extraction([ada])), (b, Extraction([bo]))])
        .records["record_id"]
        .sort_values(key=lambda ids: ids != natural_id(ada))
    )
    alone = replace(b, apart=(natural,))
    assert list(assemble([(alone, Extraction([bo]))]).records["record_id"]) == [own]
    inputs = [(a, Extraction([ada, bo])), (alone, Extraction([bo]))]
    for order in (inputs, inputs[::-1]):
        out = assemble(order)
        assert set(out.records["record_id"]) == {natural, own}
        assert out.read == len(out.records) + len(out.refused)


def test_the_order_of_inputs_changes_nothing() -> None:
    a, b = Entry("a" * 64, "a.csv", "linkedin", run=1), Entry("b" * 64, "b.csv", "linkedin", run=1)
    one = (a, Extraction([person("Ada Example", key="1"), person("Cy Model", locator="row 2")]))
    two = (b, Extraction([person("Ada B. Example", key="1")]))
    first, second = assemble([one, two]), assemble([two, one])
    assert first.records.equals(second.records)
    assert first.claims.equals(second.claims)


def test_every_item_read_is_a_record_or_a_refused_row() -> None:
    entry = Entry("a" * 64, "a.csv", "linkedin", run=1, also=("copy of a.csv",))
    same = person("Ada Example")
    refused = Refused("a.csv", "row 3", "hidden-member", "Hidden.", "None.")
    litter = Refused(".DS_Store", "", "ignored", "Litter.", "None.")
    out = assemble([(entry, Extraction([same, person("Ada Example", locator="row 2")], [refused, litter]))])
    counted = [r for r in out.refused if r.code != "ignored"]
    assert out.read == len(out.records) + len(counted) == 4


def test_another_name_of_an_archive_is_listed_once_though_its_pictures_are_read_apart() -> None:
    entry = Entry("a" * 64, "a.zip", "archive", run=1, also=("copy of a.zip",))
    out = assemble([(entry, Extraction([person("Ada Example")])), (entry, Extraction())])
    assert [r.source_file for r in out.refused] == ["copy of a.zip"]
    assert out.read == len(out.records) + len(out.refused) == 2


def test_half_a_character_costs_nobody() -> None:
    entry = Entry("a" * 64, "a.csv", "linkedin", run=1)
    out = assemble([(entry, Extraction([person("Ada \ud83d Example"), person("Bo Sample", locator="row 2")]))])
    assert set(out.claims["raw"]) == {"Ada ? Example", "Bo Sample"}


def test_a_card_speaks_of_the_day_of_its_event() -> None:
    """So that a newer card outranks an older export in title and firm."""
    card = Record("card", "card 1", [Claim("full_name", "Ada Example")], identity="x#1.1")
    out = assemble([(Entry("a" * 64, "a.jpg", "card", "2026-05-14 Fair"), Extraction([card]))])
    assert out.records.loc[0, "as_of"] == "2026-05-14"


def test_a_garbage_collector_that_was_paused_stays_so() -> None:
    gc.disable()
    try:
        assemble([])
        assert not gc.isenabled()
    finally:
        gc.enable()
    assemble([])
    assert gc.isenabled()
