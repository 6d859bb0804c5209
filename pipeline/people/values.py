"""What is published of each person: the winning value of every field, all others kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipeline.people.clean import clean
from pipeline.people.clean_contacts import one_spelling
from pipeline.people.database import database, fetch, register, script
from pipeline.people.decisions import Decision, Drop, Set, effective
from pipeline.people.typed import homes, typed
from pipeline.people.unusable import unusable
from pipeline.schema import CLAIMS, VALUES_COLUMNS

HELPERS = ("type", "group", "as_of", "run", "source_kind", "rank")
"""Columns that `values` adds to VALUES_COLUMNS for the steps after it."""
SINGLE = (
    "full_name", "prefix", "given_name", "family_name", "suffix", "title", "department", "organization", "linkedin_url",
    "street", "city", "region", "postal_code", "country", "address", "birthday",
)  # fmt: skip
NAME = ("full_name", "prefix", "given_name", "family_name", "suffix")
JOB = ("title", "department", "organization")
PLACE = ("street", "city", "region", "postal_code", "country", "address")
SOURCE_TRUST = {"vcard": 3, "linkedin": 2, "csv": 1, "card": 0}
"""Of two values alike in all else, what its owner typed comes before what was read off a card."""
WHOLE = ("full_name", "address")
"""Fields that have parts of their own."""
STAMP = ("seq", "group", "method", "as_of")
"""Columns that tell which decision a value comes from."""
SET_SEQ = 1_000_000
"""`seq` of the first value that a person set: behind all claims of the record."""


def values(records: pd.DataFrame, claims: pd.DataFrame, decisions: Sequence[Decision]) -> pd.DataFrame:
    """VALUES_COLUMNS and HELPERS: one row per value of every person, `published` where people.csv shows it; behind them
    one with an empty `value` for each text that gave none (`unusable`).

    `records`: RECORDS with `person_id`; `claims`: CLAIMS after cleaning.
    """
    held = effective(decisions)
    settled = _with_parts(_settled(held, claims), records, claims)
    if len(settled):
        claims = pd.concat([claims, settled], ignore_index=True)
        claims = one_spelling(claims, settled.loc[settled["field"] == "email", "value"])
    own = len(claims) - len(settled)
    with database() as connection:
        register(connection, "claims", claims.assign(i=_numbered(claims), decided=_numbered(claims) >= own))
        register(connection, "records", records.assign(home=_numbered(records)))
        register(connection, "dropped", _dropped(held, claims))
        register(connection, "trust", pd.DataFrame(SOURCE_TRUST.items(), columns=["source_kind", "trust"]))
        connection.execute(script("gather"))
        if any(isinstance(d, Drop) for d in held):
            connection.execute(script("dropped"))
        connection.execute(script("rank"))
        chosen = fetch(connection, script("chosen"))
    chosen = pd.concat([chosen, _of_no_value(records, claims)], ignore_index=True)
    return _told_in_order(records, claims, chosen)


def _of_no_value(records: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Rows like those of `chosen` for the texts that gave no value."""
    places = unusable(claims)
    homes = pd.Index(records["record_id"]).get_indexer(pd.Index(claims["record_id"].take(places)))
    rows = pd.DataFrame({"i": places, "home": homes, "rank": 0, "published": False})
    return rows[rows["home"] >= 0]


def _numbered(table: pd.DataFrame) -> Any:
    return np.arange(len(table), dtype=np.int32)


def _told_in_order(records: pd.DataFrame, claims: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table, taken from claims (row `i`) and records (row `home`)."""
    told = claims.take(chosen["i"].to_numpy()).reset_index(drop=True)
    its = records[["person_id", "as_of", "run", "source_kind"]].take(chosen["home"].to_numpy()).reset_index(drop=True)
    return told.assign(
        person_id=its["person_id"],
        confidence=np.floor(told["confidence"] * 1e4 + 0.5) / 1e4,
        published=chosen["published"],
        as_of=told["as_of"].where(told["as_of"] != "", its["as_of"]),
        run=its["run"],
        source_kind=its["source_kind"],
        rank=chosen["rank"],
    )[[*VALUES_COLUMNS, *HELPERS]]


def _settled(decisions: Sequence[Decision], claims: pd.DataFrame) -> pd.DataFrame:
    """CLAIMS that people made by setting a value; its type is what they say, else that of the same value in the record.
    Of several in one text the first comes first."""
    made = [d for d in decisions if isinstance(d, Set) and d.value]
    at = homes(claims, {d.record for d in made if d.field == "phone"})
    each = [
        (n, d, value) for n, d in enumerate(made) for value in reversed(typed(d.field, d.value, at.get(d.record, "")))
    ]
    key = ["record_id", "field", "value"]
    types = claims.loc[claims["record_id"].isin([d.record for d in made]), [*key, "type"]].drop_duplicates(key)
    type_of = {(r, f, v): t for r, f, v, t in types.itertuples(index=False)}
    rows = [
        (d.record, SET_SEQ + seq, d.field, value.text, d.value,
         value.type or type_of.get((d.record, d.field, value.text), ""), -1 - n, 1.0, f"decision {d.id}", "", d.at)
        for seq, (n, d, value) in enumerate(each)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CLAIMS)).astype(CLAIMS)


def _with_parts(settled: pd.DataFrame, records: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """A name or address that somebody typed, with its parts: given and family name, street and city."""
    typed = settled[settled["field"].isin(WHOLE)]
    mine = claims[claims["record_id"].isin(typed["record_id"]) & claims["field"].isin(WHOLE)]
    said = set(zip(mine["record_id"], mine["field"], mine["value"], strict=True))
    new = [key not in said for key in zip(typed["record_id"], typed["field"], typed["value"], strict=True)]
    typed = typed[new]
    if typed.empty:
        return settled
    parts = clean(records, typed.assign(value="", method=""))
    parts = parts[parts["method"].str.startswith("derived") & (parts["value"] != "")]
    own = set(zip(settled["record_id"], settled["field"], strict=True))
    free = [key not in own for key in zip(parts["record_id"], parts["field"], strict=True)]
    parts = parts[free].drop(columns=[*STAMP, "confidence"])
    whole = parts["field"].isin(PLACE).map({True: "address", False: "full_name"})
    stamps = typed[["record_id", "field", *STAMP, "confidence"]].rename(columns={"field": "whole"})
    parts = parts.assign(whole=whole).merge(stamps, on=["record_id", "whole"])
    return pd.concat([settled, parts[list(CLAIMS)].astype(CLAIMS)], ignore_index=True)


def _dropped(decisions: Sequence[Decision], claims: pd.DataFrame) -> pd.DataFrame:
    """Columns record_id, field, value: what is dropped, as it is said and as values of sources are written."""
    made = [d for d in decisions if isinstance(d, Drop)]
    at = homes(claims, {d.record for d in made if d.field == "phone"})
    rows = {
        (d.record, d.field, text)
        for d in made
        for text in (d.value, *(value.text for value in typed(d.field, d.value, at.get(d.record, ""))))
    }
    return pd.DataFrame(sorted(rows), columns=["record_id", "field", "value"], dtype="str")
