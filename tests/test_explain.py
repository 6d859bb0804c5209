"""`cardfile why`: where values come from, why records are one person, why others are not."""

from __future__ import annotations

import pytest
from people_world import crowd, tables

from pipeline.errors import UsageError
from pipeline.people.explain import waterfall, why
from pipeline.people.match import match
from pipeline.people.published import people, records_table
from pipeline.people.resolve import resolve
from pipeline.people.values import values
from pipeline.settings import Match

ANNA = {
    "id": "ra",
    "kind": "linkedin",
    "given_name": "Anna",
    "family_name": "Kowalska",
    "organization": "Contoso Robotics",
    "title": "Buyer",
    "linkedin_url": "https://www.linkedin.com/in/anna-kowalska",
}
CARD = {
    "id": "rb",
    "kind": "card",
    "full_name": "Anna Kowalska",
    "organization": "Contoso Robotics GmbH",
    "email": "anna@contoso.example",
}
NAMESAKE = {"id": "rc", "full_name": "Anna Kowalska", "organization": "Fabrikam Optics", "email": "ak@fabrikam.example"}


def account(person: str, card: dict[str, str] = CARD) -> str:
    """The account of one of three records among strangers."""
    records, claims = tables(ANNA, card, NAMESAKE, *crowd(60))
    pairs = match(records, claims, Match())
    result = resolve(records, claims, pairs, [], Match())
    table = values(result.records, claims, [])
    return why(
        person,
        {
            "people": people(result.records, table),
            "records": records_table(result.records, claims).assign(
                person_id=result.records.set_index("record_id")
                .loc[records_table(result.records, claims)["record_id"], "person_id"]
                .to_numpy()
            ),
            "values": table,
            "matches": result.matches,
            "pairs": pairs,
        },
    )


def test_the_account_of_a_person() -> None:
    """It names every source and value, says in words and weights why two records are one, and what was left open."""
    text = account("pa")
    assert "2 records" in text
    assert "* email: anna@contoso.example" in text
    assert "ra and rb: same name, same organization" in text
    assert "together" in text
    assert "before looking" in text
    assert "for you to decide" in text
    assert "nothing but the name" in text


def test_the_account_tells_what_was_written_where_nothing_could_be_used() -> None:
    """Behind the values of its field, each such text by itself."""
    text = account("pb", {**CARD, "email": "anna@|anna@contoso.example|kowalska@"})
    told = [line.strip() for line in text.splitlines() if " email: " in line]
    assert told[0].startswith("* email: anna@contoso.example")
    assert [line.partition(", written ")[2] for line in told[1:]] == ["“anna@”)", "“kowalska@”)"]
    assert all(line.startswith("email: nothing usable") for line in told[1:])


def test_a_name_finds_everybody_who_bears_it() -> None:
    """Both Annas are told; nobody is said to be nobody."""
    text = account("anna kowalska")
    assert "(pa)" in text
    assert "(pc)" in text
    with pytest.raises(UsageError, match="Nobody"):
        why(
            "Zora Quill",
            {
                "people": _nobody("person_id", "full_name", "organization"),
                "records": _nobody("record_id", "person_id"),
                "values": _nobody("person_id", "field", "value"),
            },
        )


def test_an_id_from_before_a_merge_still_resolves() -> None:
    """The id of the younger record leads to the person whom it joined."""
    assert "(pa)" in account("pb")


def test_the_waterfall_adds_up() -> None:
    """Bars for every clue, and the sum at the end."""
    lines = waterfall("-10.9 prior; 12.4 email; 8.0 family", 0.9986)
    assert len(lines) == 4
    assert "+9.50" in lines[-1]


def _nobody(*columns: str):  # type: ignore[no-untyped-def]
    import pandas as pd

    return pd.DataFrame({c: pd.Series(dtype="str") for c in columns})
