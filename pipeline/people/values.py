"""What is published of each person: the winning value of every field, all others kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.people.database import database, fetch, register
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
"""Of two values of one date, agreement and confidence: a form that its owner filled in before what was read off a card."""


def values(records: pd.DataFrame, claims: pd.DataFrame, decisions: Sequence[Decision]) -> pd.DataFrame:
    """VALUES_COLUMNS and HELPERS: one row per value of every person, `published` where people.csv shows it.

    `records`: RECORDS with `person_id`; `claims`: CLAIMS after cleaning.
    """
    held = effective(decisions)
    with database(records=records, claims=claims) as connection:
        register(connection, "settled", _decided(held, Set))
        register(connection, "dropped", _decided(held, Drop))
        register(connection, "trust", pd.DataFrame(SOURCE_TRUST.items(), columns=["source_kind", "trust"]))
        connection.execute(GATHER)
        if any(isinstance(d, Drop) for d in held):
            connection.execute(DROPPED)
        connection.execute(BUNDLE)
        connection.execute(RANK)
        return fetch(connection, CHOSEN)


def _decided(decisions: Sequence[Decision], kind: type[Set] | type[Drop]) -> pd.DataFrame:
    rows = [(n, d.record, d.field, d.value, d.id, d.at) for n, d in enumerate(decisions) if isinstance(d, kind)]
    columns = ["line", "record_id", "field", "value", "id", "at"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "str"), "line": "int64"})


GATHER = """
CREATE TABLE persons AS
SELECT person_id, row_number() OVER (ORDER BY person_id) AS p FROM (SELECT DISTINCT person_id FROM records);
CREATE TABLE people_of AS
SELECT record_id, p, row_number() OVER (ORDER BY record_id) AS r, run, as_of AS record_as_of, source_kind, coalesce(trust, 0) AS trust
FROM records JOIN persons USING (person_id) LEFT JOIN trust USING (source_kind);
CREATE TABLE gathered AS
SELECT p, r, c.record_id, c.seq, c.field, c.value, c.raw, c.type, c.confidence, c.method, c.locator, c."group" AS grp,
    CASE WHEN c.as_of <> '' THEN c.as_of ELSE record_as_of END AS as_of, run, source_kind, trust, false AS decided,
    NOT starts_with(c.method, 'alternative') AS usable
FROM claims c JOIN people_of USING (record_id) WHERE c.value <> ''
UNION ALL
SELECT p, r, s.record_id, 1000000 + line, field, value, value, '', 1.0, 'decision ' || s.id, '', -1 - line, s.at, run, source_kind,
    trust, true, true
FROM settled s JOIN people_of USING (record_id) WHERE value <> '';
"""
DROPPED = """
UPDATE gathered SET usable = false FROM dropped d
WHERE NOT decided AND d.record_id = gathered.record_id AND d.field = gathered.field AND d.value IN ('', gathered.value);
"""

# Parts that belong together are published together: the name, the job and the address of one group of one record.
BUNDLE = """
CREATE TABLE bundled AS
SELECT *, CASE
    WHEN field IN ('full_name', 'prefix', 'given_name', 'family_name', 'suffix') THEN 'name'
    WHEN field IN ('title', 'department', 'organization') THEN 'job'
    WHEN field IN ('street', 'city', 'region', 'postal_code', 'country', 'address') THEN 'place'
    ELSE field END AS bundle,
    CASE WHEN bundle IN ('job', 'place') THEN grp ELSE 0 END AS part
FROM gathered;
CREATE TABLE agreed AS
SELECT p, field, value, count(DISTINCT r) AS agreement FROM bundled
WHERE usable AND p IN (SELECT p FROM people_of GROUP BY p HAVING count(*) > 1) GROUP BY ALL HAVING count(DISTINCT r) > 1;
CREATE TABLE weighed AS
SELECT b.p, b.bundle, b.r, part, max(as_of) AS as_of, any_value(run) AS run, any_value(trust) AS trust,
    max(CASE WHEN bundle <> 'name' OR field = 'full_name' THEN coalesce(agreement, 1) ELSE 0 END) AS agreement, count(DISTINCT field) AS fields, min(confidence) AS confidence, min(seq) AS seq,
    max(CASE WHEN field = 'full_name' THEN length(value) END) AS length
FROM bundled b LEFT JOIN agreed USING (p, field, value)
WHERE usable AND bundle IN ('name', 'job', 'place') AND NOT decided GROUP BY ALL;
CREATE TABLE winner AS
SELECT p, bundle, r, part FROM weighed QUALIFY row_number() OVER (PARTITION BY p, bundle ORDER BY
    CASE WHEN bundle = 'name' THEN agreement END DESC,
    CASE WHEN bundle = 'job' THEN as_of END DESC,
    CASE WHEN bundle = 'place' THEN fields END DESC,
    CASE WHEN bundle <> 'name' THEN run END DESC,
    CASE WHEN bundle <> 'place' THEN fields END DESC,
    agreement DESC, confidence DESC, trust DESC, length DESC, run DESC, r, seq) = 1;
"""

# A value is first of its kind where the same value of the person has no better rank.
RANK = """
CREATE TABLE ranked AS
SELECT b.*, w.r IS NOT NULL AS winning, row_number() OVER (PARTITION BY b.p, b.field ORDER BY
    usable DESC, decided DESC, w.r IS NOT NULL DESC, CASE WHEN decided THEN seq END DESC,
    b.type = 'fax', agreement DESC NULLS LAST, as_of DESC, confidence DESC, trust DESC, run DESC, b.r, seq) AS rank
FROM bundled b LEFT JOIN agreed USING (p, field, value)
LEFT JOIN winner w ON w.p = b.p AND w.bundle = b.bundle AND w.r = b.r AND w.part = b.part;
"""

CHOSEN = """
SELECT person_id, record_id, field, value, raw, round(confidence, 4) AS confidence, method, locator,
    usable AND CASE
        WHEN field IN ('email', 'phone', 'website', 'note', 'connected_on', 'met_on') THEN first
        WHEN bundle IN ('name', 'job', 'place') THEN rank = 1 AND (winning OR decided)
        ELSE rank = 1 AND field IN ('linkedin_url', 'birthday') END AS published,
    type, grp AS "group", as_of, run, source_kind, rank
FROM (SELECT *, row_number() OVER (PARTITION BY p, field, value ORDER BY rank) = 1 AS first FROM ranked)
JOIN persons USING (p) ORDER BY p, field, rank
"""


def people(records: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """PEOPLE_COLUMNS, one row per person, sorted by person_id; `asks`, `offers` and `check` are left empty."""
    if records.empty:
        return empty(PEOPLE_COLUMNS)
    with database(records=records, vals=values) as connection:
        return fetch(connection, PEOPLE)[PEOPLE_COLUMNS]


def _best(fields: Sequence[str]) -> str:
    return ",\n".join(f"coalesce(any_value(value) FILTER (field = '{f}'), '') AS {f}" for f in fields)


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
SELECT person_id, {", ".join(f"coalesce({f}, '') AS {f}" for f in (*SINGLE, *LISTS, *LISTS.values(), "notes", "connected_on"))},
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
    SELECT record_id, {",".join(f"coalesce(arg_min(value, seq) FILTER (field = '{f}'), '') AS {f}" for f in _RECORD_FIELDS)},
    {_all(LISTS, "seq")}, coalesce(string_agg(value, '{JOIN}' ORDER BY seq) FILTER (field = 'note'), '') AS notes,
    round(min(confidence), 4) AS confidence
    FROM told GROUP BY record_id)
SELECT records.*, {", ".join(f"coalesce({f}, '') AS {f}" for f in (*_RECORD_FIELDS, *LISTS.values(), "notes"))},
    coalesce(confidence, 0) AS confidence
FROM records LEFT JOIN gathered USING (record_id) ORDER BY record_id
"""  # noqa: S608 - only column names of this module
