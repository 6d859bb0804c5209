"""Claims as sources read them -> claims with values: one cleaner per field, names and addresses seen whole.

Nothing is lost: every row keeps its `raw`; an unusable raw keeps the value ``. What one field says about
another is added as rows of their own, with the method `derived` (or `split` for the further values of a cell).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from pipeline.people import (
    addresses,
    clean_addresses,
    clean_contacts,
    clean_names,
    countries,
    dates,
    orgs,
    texts,
    titles,
    urls,
)
from pipeline.people.table import Table
from pipeline.schema import CLAIMS, DATE_FIELDS, TEXT_FIELDS

DERIVED = ("derived", "split")
"""Methods of rows that cleaning itself adds; cleaning again makes them anew."""
CHUNK = 100_000
"""Records cleaned at a time: bounds the memory of a run over millions."""


def clean(records: pd.DataFrame, claims: pd.DataFrame, region: str = "", jobs: int = 1) -> pd.DataFrame:
    """CLAIMS with `value` and `type` filled and derived rows added, ordered by record (as in `claims`) and `seq`.

    `region` is the ISO 3166 country of phone numbers that nothing else places. `jobs` processes share the work;
    the result does not depend on it. Cleaning twice is cleaning once.
    """
    claims = claims.loc[~claims["method"].str.startswith(DERIVED), list(CLAIMS)]
    if claims.empty:
        return claims.reset_index(drop=True)
    codes, ids = pd.factorize(claims["record_id"])
    kinds = (
        records.drop_duplicates("record_id").set_index("record_id")["source_kind"].reindex(ids).fillna("").to_numpy()
    )
    order = np.lexsort((claims["seq"].to_numpy(), codes))
    claims, codes = claims.iloc[order], codes[order]
    bounds = np.searchsorted(codes, np.arange(0, len(ids) + CHUNK, CHUNK))
    work = [
        (claims.iloc[a:b], codes[a:b] - i * CHUNK, kinds[i * CHUNK : (i + 1) * CHUNK], region)
        for i, (a, b) in enumerate(itertools.pairwise(bounds))
        if b > a
    ]
    if jobs > 1 and len(work) > 1:
        with ProcessPoolExecutor(jobs) as pool:
            parts = list(pool.map(_clean_chunk, work))
    else:
        parts = [_clean_chunk(chunk) for chunk in work]
    return pd.concat(parts, ignore_index=True)


def _clean_chunk(chunk: tuple[pd.DataFrame, Any, Any, str]) -> pd.DataFrame:
    claims, codes, kinds, region = chunk
    table = Table(claims, codes, kinds)
    for field, cleaner in ONE_BY_ONE.items():
        table.map(field, cleaner)
    table.map("organization", lambda raw: orgs.clean(raw, scanned=True), kind="card")
    clean_contacts.websites(table)
    clean_contacts.emails(table)
    clean_dates(table)
    table.map("address", addresses.tidy)
    country = clean_contacts.countries_of_records(table)
    clean_contacts.phones(table, country, region)
    clean_names.names(table, country)
    clean_addresses.addresses(table, country)
    return table.frame()


def clean_dates(table: Table) -> None:
    """Dates; the day's and month's places are told by all dates of a field together."""
    for field in DATE_FIELDS:
        order = dates.order_of(table.unique(field))
        table.map(field, lambda raw, order=order: dates.clean(raw, order))  # type: ignore[misc]


ONE_BY_ONE: dict[str, Callable[[str], str]] = {
    "title": titles.clean,
    "department": titles.clean,
    "organization": orgs.clean,
    "country": countries.clean,
    "linkedin_url": urls.linkedin,
    **dict.fromkeys(TEXT_FIELDS, texts.clean),
    **dict.fromkeys(("street", "city", "region", "postal_code"), texts.line),
}
"""Fields whose values depend on nothing but the raw text."""
