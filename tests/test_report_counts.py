"""The report's lists: what is counted, in which order it stands, and whose name stands where."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pipeline import schema
from pipeline.publish.report_contacts import MORE, introduction_views, touch_views
from pipeline.publish.report_joins import joined_views
from pipeline.publish.report_lists import MOST_CHECKS, MOST_NEW, check_views, new_views, places, refused_views
from pipeline.publish.report_people import Directory, people_json
from pipeline.settings import Owner


def table(columns: list[str], *rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=columns)


def people(count: int) -> pd.DataFrame:
    rows = [
        {"person_id": f"p{n:03}", "full_name": f"Ada {n:03}", "title": "Pilot", "sources": "linkedin"}
        for n in range(count)
    ]
    return table(schema.PEOPLE_COLUMNS, *rows)


def directory(count: int = 100) -> Directory:
    return Directory.of(people(count), {}, Owner())


def introductions(count: int, mutual: int = 0) -> pd.DataFrame:
    rows = [
        {"intro_id": f"i{n:03}", "person_a": f"p{n:03}", "person_b": f"p{n + 50:03}", "topic_a_to_b": "legal",
         "score": 1.0 - n / 100, "mutual": "true" if n < mutual else "false"}
        for n in range(count)
    ]  # fmt: skip
    return table(schema.INTRODUCTIONS_COLUMNS, *rows)


def test_all_introductions_count_and_those_good_for_both_apart() -> None:
    views = introduction_views(introductions(40, mutual=3), directory())
    assert len(views["best"]) + len(views["more"]) == 10 + MORE
    assert (views["total"], views["mutual"]) == (40, 3)


def test_whom_to_write_to_stands_by_priority_and_ten_comes_after_nine() -> None:
    rows = [{"person_id": f"p00{n}", "priority": str(p)} for n, p in enumerate((10, 9, 1))]
    views = touch_views(table(schema.TOUCH_BASE_COLUMNS, *rows), directory())
    assert [v["person"]["id"] for v in views] == ["p002", "p001", "p000"]


def test_every_refused_item_counts_and_what_was_passed_over_on_purpose_does_not() -> None:
    bad = [{"source_file": f"{n}.jpg", "code": "no-text", "reason": "No text."} for n in range(15)]
    litter = {"source_file": ".DS_Store", "code": "ignored", "reason": "Litter."}
    views = refused_views(table(schema.REFUSED_COLUMNS, *bad, litter))
    assert views["total"] == 15
    assert [(g["count"], len(g["items"])) for g in views["groups"]] == [(15, 12)]
    assert views["quiet"]["ignored"] == 1


def test_only_who_is_new_is_called_new_and_all_of_them_count() -> None:
    changes = [{"person_id": f"p{n:03}", "change": "new" if n < MOST_NEW + 5 else "changed"} for n in range(80)]
    doubtful = [
        {"kind": "value", "person_id": "p000", "field": "title", "value": "Pilot"},
        {"kind": "value", "person_id": "p001", "field": "title", "value": "a title that is not published"},
    ]
    views = new_views(people(80), table(schema.CHANGES_COLUMNS, *changes), table(schema.REVIEW_COLUMNS, *doubtful))
    assert (len(views["people"]), views["total"], views["everybody"]) == (MOST_NEW, MOST_NEW + 5, False)
    marked = [cell["text"] for row in views["people"] for cell in row["cells"] if cell["doubtful"]]
    assert marked == ["Pilot"]


def test_all_that_is_to_check_counts() -> None:
    review = table(schema.REVIEW_COLUMNS, *({"kind": "value", "person_id": f"p{n:03}"} for n in range(MOST_CHECKS + 7)))
    views = check_views(review, {}, {}, directory())
    assert (len(views["rows"]), views["total"]) == (MOST_CHECKS, MOST_CHECKS + 7)


def joined(count: int) -> dict[str, object]:
    """`count` people of two records each; a decision has parted the records of one more."""
    records, matches = [], []
    for n in range(count + 1):
        a, b = f"r{2 * n:03}", f"r{2 * n + 1:03}"
        parted = n == count
        records += [{"record_id": a, "person_id": f"p{n:03}"}, {"record_id": b, "person_id": f"p{n + parted:03}"}]
        matches.append({"record_a": a, "record_b": b, "probability": str(0.99 + n / 10_000), "verdict": "join"})
    listed = table(schema.RECORDS_COLUMNS, *records)
    return joined_views(listed, table(schema.MATCHES_COLUMNS, *matches), {}, places(listed), directory())


def test_people_who_were_put_together_all_count_and_the_least_sure_is_first() -> None:
    views = joined(45)
    shown = [p["person"]["id"] for p in views["people"]]
    assert shown[:2] == ["p000", "p001"]
    assert (len(shown), views["total"]) == (36, 45)
    assert joined(2)["total"] == 2, "two records that are two people are not told to be one"


def test_the_search_names_to_each_of_two_the_other_and_links_only_what_is_on_the_page() -> None:
    rows = introductions(2)
    data = json.loads(people_json(people(60), rows, directory(), {"i000"}))
    meets = {row[0]: row[-1] for row in data["rows"]}
    assert [m[0] for m in meets["Ada 000"]] == ["Ada 050"]
    assert [m[0] for m in meets["Ada 050"]] == ["Ada 000"]
    assert [m[2] for name in ("Ada 000", "Ada 001") for m in meets[name]] == ["i000", ""]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://profile.example"])
def test_no_link_but_a_secure_one_is_a_link(url: str) -> None:
    one = people(1).assign(linkedin_url=url)
    assert Directory.of(one, {}, Owner()).person("p000")["url"] == ""
    assert json.loads(people_json(one, introductions(0), directory()))["rows"][0][5] == ""


def test_code_in_a_name_ends_no_script() -> None:
    text = people_json(people(1).assign(full_name="</script><b>"), introductions(0), directory())
    assert "<" not in text
    assert json.loads(text)["rows"][0][0] == "</script><b>"
