"""Deduplicates another program's people: a table in, the same table with `person_id` out.

import pandas as pd
from pipeline.people.dedupe import dedupe

people = dedupe(pd.read_csv("members.csv"), {"Name": "full_name", "Mail": "email", "Firm": "organization"})
print(people["person_id"].nunique())
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.people.clean import clean
from pipeline.people.match import match
from pipeline.people.resolve import resolve
from pipeline.schema import CLAIMS, FIELDS, RECORDS, record_id
from pipeline.settings import Match


def dedupe(
    table: pd.DataFrame, columns: Mapping[str, str] | None = None, region: str = "", thresholds: Match | None = None
) -> pd.DataFrame:
    """`table` with the columns `person_id` and `record_id`; rows of one person share `person_id`.

    `columns`: column -> field (`pipeline.schema.FIELDS`); by default columns that are named like fields.
    `region`: ISO 3166 country for phone numbers without one. Rows keep their order and index; the ids
    depend on the place of the row. Raises ValueError for a field or column that does not exist.
    """
    fields = dict(columns) if columns is not None else {c: c for c in table.columns if c in FIELDS}
    unknown = [c for c in fields if c not in table.columns] + [f for f in fields.values() if f not in FIELDS]
    if unknown or not fields:
        raise ValueError(f"not columns or fields: {', '.join(unknown) or 'no column is named like a field'}")
    records, claims = as_claims(table, fields)
    bands = thresholds or Match()
    cleaned = clean(records, claims, region)
    resolution = resolve(records, cleaned, match(records, cleaned, bands), [], bands)
    person = resolution.records.set_index("record_id")["person_id"]
    ids = records["record_id"].to_numpy()
    return table.assign(record_id=ids, person_id=person.loc[ids].to_numpy())


def as_claims(table: pd.DataFrame, fields: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """RECORDS and CLAIMS (not cleaned) of a table: one record per row, one claim per filled cell."""
    ids = [record_id("csv", f"row {n}") for n in range(1, len(table) + 1)]
    records = pd.DataFrame(
        {"record_id": ids, "source_kind": "csv", "locator": [f"row {n}" for n in range(1, len(ids) + 1)]}
    )
    records = records.assign(**{c: 1 if c == "run" else "" for c in RECORDS if c not in records})
    parts = []
    for seq, (column, field) in enumerate(fields.items()):
        raw = table[column].astype("str").where(table[column].notna(), "").to_numpy()
        parts.append(
            pd.DataFrame({"record_id": ids, "seq": seq, "field": field, "raw": raw, "method": f"column {column}"})
        )
    claims = pd.concat(parts, ignore_index=True)
    claims = claims[claims["raw"].str.strip() != ""]
    rest = {"value": "", "type": "", "group": 0, "confidence": 1.0, "locator": "", "as_of": ""}
    return records[list(RECORDS)].astype(RECORDS), claims.assign(**rest)[list(CLAIMS)].astype(CLAIMS)
