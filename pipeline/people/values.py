"""What is published of each person: the winning value of every field, all others kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.people.database import database, fetch, register, script
from pipeline.people.decisions import Decision, Drop, Set, effective
from pipeline.schema import JOIN, PEOPLE_COLUMNS, RECORDS_COLUMNS, empty

HELPERS = ("type", "group", "as_of", "run", "source_kind", "rank")
"""Columns that `values` adds to VALUES_COLUMNS for the steps after it."""
SINGLE = (
    "full_name", "prefix", "given_name", "family_name", "suffix", "title", "department", "organization", "linkedin_url",
    "street", "city", "region", "postal_code", "country", "address", "birthday",
)  # fmt: skip
LISTS = {"email": "emails", "phone": "phones", "website": "websites"}
NAME = ("full_name", "prefix", "given_name", "family_name", "suffix")
JOB = ("title", "department", "organization")
PLACE = ("street", "city", "region", "postal_code", "country", "address")
SOURCE_TRUST = {"vcard": 3, "linkedin": 2, "csv": 1, "card": 0}
"""Of two values alike in all else, what its owner typed comes before what was read off a card."""


def values(records: pd.DataFrame, claims: pd.DataFrame, decisions: Sequence[Decision]) -> pd.DataFrame:
    """VALUES_COLUMNS and HELPERS: one row per value of every person, `published` where people.csv shows it.

    `records`: RECORDS with `person_id`; `claims`: CLAIMS after cleaning.
    """
    held = effective(decisions)
    with database(records=records, claims=claims) as connection:
        register(connection, "settled", _decided(held, Set))
        register(connection, "dropped", _decided(held, Drop))
        register(connection, "trust", pd.DataFrame(SOURCE_TRUST.items(), columns=["source_kind", "trust"]))
        connection.execute(script("gather"))
        if any(isinstance(d, Drop) for d in held):
            connection.execute(script("dropped"))
        connection.execute(script("rank"))
        return fetch(connection, script("chosen"))


def _decided(decisions: Sequence[Decision], kind: type[Set] | type[Drop]) -> pd.DataFrame:
    rows = [(n, d.record, d.field, d.value, d.id, d.at) for n, d in enumerate(decisions) if isinstance(d, kind)]
    columns = ["line", "record_id", "field", "value", "id", "at"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "str"), "line": "int64"})


def people(records: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """PEOPLE_COLUMNS, one row per person, sorted by person_id; `asks`, `offers` and `check` are left empty."""
    if records.empty:
        return empty(PEOPLE_COLUMNS)
    with database(records=records, vals=values) as connection:
        return fetch(connection, PEOPLE)[PEOPLE_COLUMNS]


def _best(fields: Sequence[str]) -> str:
    return ",\n".join(f"coalesce(any_value(value) FILTER (field = '{f}'), '') AS {f}" for f in fields)


def _first(fields: Sequence[str]) -> str:
    return ",\n".join(f"coalesce(arg_min(value, seq) FILTER (field = '{f}'), '') AS {f}" for f in fields)


def _told(fields: Sequence[str]) -> str:
    return ", ".join(f"coalesce({f}, '') AS {f}" for f in fields)


def _all(lists: dict[str, str], order: str) -> str:
    shown = {"phone": "coalesce(nullif(type, ''), 'other') || ':' || value"}
    return ",\n".join(
        f"coalesce(string_agg({shown.get(f, 'value')}, '{JOIN}' ORDER BY {order}) FILTER (field = '{f}'), '') AS {name}"
        for f, name in lists.items()
    )


PEOPLE = f"""
WITH shown AS (SELECT * FROM vals WHERE published),
chosen AS (
    SELECT person_id, {_best(SINGLE)}, {_all(LISTS, "rank")},
        coalesce(arg_min(value, rank) FILTER (field = 'email'), '') AS email,
        coalesce(arg_min(value, rank) FILTER (field = 'phone'), '') AS phone,
        coalesce(arg_min(value, rank) FILTER (field = 'website'), '') AS website,
        coalesce(string_agg(value, '{JOIN}' ORDER BY rank) FILTER (field = 'note'), '') AS notes,
        coalesce(min(value) FILTER (field = 'connected_on'), '') AS connected_on,
        coalesce(min(value) FILTER (field IN ('connected_on', 'met_on')), '') AS met,
        round(min(confidence), 4) AS confidence
    FROM shown GROUP BY person_id),
happened AS (
    SELECT person_id, string_agg(event, '{JOIN}' ORDER BY event) AS events,
        coalesce(min(nullif(regexp_extract(event, '\\d{{4}}-\\d{{2}}-\\d{{2}}'), '')), '') AS held
    FROM (SELECT DISTINCT person_id, unnest(string_split(event, '{JOIN}')) AS event FROM records) WHERE event <> ''
    GROUP BY person_id),
counted AS (
    SELECT person_id, count(*) AS records, string_agg(DISTINCT source_kind, '{JOIN}' ORDER BY source_kind) AS sources
    FROM records GROUP BY person_id)
SELECT person_id, {_told((*SINGLE, *LISTS, *LISTS.values(), "notes", "connected_on"))},
    coalesce(events, '') AS events, coalesce(least(nullif(met, ''), nullif(held, '')), '') AS first_met,
    '' AS asks, '' AS offers, sources, records, coalesce(confidence, 0) AS confidence, '' AS "check"
FROM counted LEFT JOIN chosen USING (person_id) LEFT JOIN happened USING (person_id)
ORDER BY person_id
"""  # noqa: S608 - only column names of this module


def records_table(records: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """RECORDS_COLUMNS: the same fields as one record gives them, one row per record, sorted by record_id."""
    if records.empty:
        return empty(RECORDS_COLUMNS)
    with database(records=records, claims=claims) as connection:
        return fetch(connection, RECORDS_TABLE)[RECORDS_COLUMNS]


_RECORD_FIELDS = (
    "full_name",
    "prefix",
    "given_name",
    "family_name",
    "suffix",
    *JOB,
    "linkedin_url",
    "address",
    "birthday",
)
RECORDS_TABLE = f"""
WITH told AS (SELECT * FROM claims WHERE value <> '' AND method NOT LIKE 'alternative%'),
gathered AS (
    SELECT record_id, {_first(_RECORD_FIELDS)},
    {_all(LISTS, "seq")}, coalesce(string_agg(value, '{JOIN}' ORDER BY seq) FILTER (field = 'note'), '') AS notes,
    round(min(confidence), 4) AS confidence
    FROM told GROUP BY record_id)
SELECT records.*, {_told((*_RECORD_FIELDS, *LISTS.values(), "notes"))},
    coalesce(confidence, 0) AS confidence
FROM records LEFT JOIN gathered USING (record_id) ORDER BY record_id
"""  # noqa: S608 - only column names of this module
