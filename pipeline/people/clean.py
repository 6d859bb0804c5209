"""Claims as sources read them -> claims with values: one cleaner per field, names and addresses seen whole.

Nothing is lost: every row keeps its `raw`; an unusable raw keeps the value ``. What one field says about
another is added as rows of their own, with the method `derived` (or `split` for the further values of a cell).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from pipeline.engine.base import ALONE, Engine
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
from pipeline.people.table import Table, Texts
from pipeline.schema import CLAIMS, DATE_FIELDS, TEXT_FIELDS

DERIVED = ("derived", "split")
"""Methods of rows that cleaning itself adds; cleaning again makes them anew."""
CHUNK = 100_000
"""Records cleaned at a time: bounds the memory of a run over millions."""
SHARED_CHUNK = 20_000
"""Records handed to a worker at a time at most: few enough that none waits long for the others at the end."""
WORTH_SHARING = 4_000
"""Records from which on workers gain more than their start costs."""


def clean(records: pd.DataFrame, claims: pd.DataFrame, region: str = "", engine: Engine = ALONE) -> pd.DataFrame:
    """CLAIMS with `value` and `type` filled and derived rows added, ordered by record (as in `claims`) and `seq`.

    `region` is the ISO 3166 country of phone numbers that nothing else places. The workers of `engine` share the
    work; the result does not depend on them. Cleaning twice is cleaning once.
    """
    claims = claims.loc[~claims["method"].str.startswith(DERIVED), list(CLAIMS)]
    if claims.empty:
        return claims.reset_index(drop=True)
    codes, ids = pd.factorize(claims["record_id"])
    known = records.drop_duplicates("record_id").set_index("record_id").reindex(ids).fillna("")
    order = np.lexsort((claims["seq"].to_numpy(), codes))
    claims, codes = claims.iloc[order], codes[order]
    orders = _orders_of_dates(claims, known["source"].to_numpy(dtype=object)[codes], region)
    claims = claims.assign(kind=known["source_kind"].array.take(codes), order=pd.array(orders, dtype="str"))
    jobs = engine.jobs if len(ids) >= WORTH_SHARING else 1
    size = CHUNK if jobs < 2 else _share(len(ids), jobs)
    bounds: list[int] = np.asarray(np.searchsorted(codes, np.arange(0, len(ids) + size, size))).tolist()
    pieces = [claims.iloc[a:b] for a, b in itertools.pairwise(bounds) if b > a]
    pieces = engine.map_pieces(partial(_clean_piece, region=region), pieces, CLAIMS)
    return clean_contacts.one_spelling(pd.concat(pieces, ignore_index=True))


def _share(count: int, jobs: int) -> int:
    """Records in each piece of work: at most SHARED_CHUNK, and as many pieces for one process as for another."""
    pieces = jobs * -(-count // (jobs * SHARED_CHUNK))
    return -(-count // pieces)


def _orders_of_dates(claims: pd.DataFrame, sources: Any, region: str) -> Any:
    """For each claim `dmy` or `mdy`: what the dates of its field in its file say together, `` where nothing asks."""
    orders: Texts = np.full(len(claims), "", dtype=object)
    rows = np.flatnonzero(claims["field"].isin(DATE_FIELDS).to_numpy())
    raws, fields = claims["raw"].to_numpy(dtype=object)[rows], claims["field"].to_numpy(dtype=object)[rows]
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row, raw, field, source in zip(rows.tolist(), raws, fields, sources[rows], strict=True):
        if _NUMERIC_DATE.match(raw):
            groups.setdefault((field, source), []).append((row, raw))
    for members in groups.values():
        order = dates.order_of(raw for _, raw in members) or ("mdy" if region == "US" else "dmy")
        orders[[row for row, _ in members]] = order
    return orders


_NUMERIC_DATE = re.compile(r"\s*\d{1,2}[-/. ]+\d{1,2}[-/. ]+\d{2}")


def _clean_piece(piece: pd.DataFrame, region: str) -> pd.DataFrame:
    """Claims of whole records, cleaned. `piece`: CLAIMS, the `kind` of the record, the `order` of day and month."""
    codes, _ = pd.factorize(piece["record_id"])
    kinds = piece["kind"].to_numpy(dtype=object)[np.flatnonzero(np.diff(codes, prepend=-1))]
    orders = piece["order"].to_numpy(dtype=object)
    table = Table(piece[list(CLAIMS)], codes, kinds)
    for field, cleaner in ONE_BY_ONE.items():
        table.map(field, cleaner)
    table.map("organization", lambda raw: orgs.clean(raw, scanned=True), kind="card")
    clean_contacts.websites(table)
    clean_contacts.emails(table)
    clean_dates(table, orders)
    table.map("address", addresses.tidy)
    country = clean_contacts.countries_of_records(table)
    clean_contacts.phones(table, clean_contacts.homes_of_records(table, country), region)
    clean_names.names(table, country)
    clean_addresses.addresses(table, country)
    return table.frame()


def clean_dates(table: Table, orders: Any) -> None:
    """Dates; `orders` has the places of day and month for each claim."""
    known: dict[tuple[str, str], str] = {}
    for field in DATE_FIELDS:
        for row in table.rows(field).tolist():
            key = (table.raw[row], orders[row])
            if key not in known:
                known[key] = dates.clean(*key)
            table.value[row] = known[key]


ONE_BY_ONE: dict[str, Callable[[str], str]] = {
    "title": titles.clean,
    "department": titles.clean,
    "organization": orgs.clean,
    "country": countries.of_field,
    "linkedin_url": urls.linkedin,
    **dict.fromkeys(TEXT_FIELDS, texts.clean),
    **dict.fromkeys(("street", "city", "region", "postal_code"), texts.line),
}
"""Fields whose values depend on nothing but the raw text."""
