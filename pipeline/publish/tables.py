"""CSV as the contract has it: UTF-8, comma, RFC 4180 quoting, `\\n`, header row, empty = unknown."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from operator import itemgetter

import pandas as pd


def to_csv(table: pd.DataFrame, columns: Sequence[str], sort_by: Sequence[str] = ()) -> bytes:
    """The table's `columns` as CSV bytes; rows sorted by `sort_by` (then all columns), booleans `true`/`false`.

    Numbers are written with at most four decimals, so that equal runs give equal bytes.
    """
    texts = {name: _texts(table[name]) for name in columns}
    rows: Iterable[tuple[str, ...]] = zip(*(column.to_numpy(dtype=object) for column in texts.values()), strict=True)
    if sort_by:
        ranked = [columns.index(c) for c in dict.fromkeys([*sort_by, *columns])]
        rows = sorted(rows) if ranked == sorted(ranked) else sorted(rows, key=itemgetter(*ranked))
    return rows_to_csv(rows, columns)


def rows_to_csv(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> bytes:
    """Rows of texts as CSV bytes."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8", "backslashreplace")


def _texts(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: "true", False: "false"})
    if pd.api.types.is_float_dtype(column):
        codes, numbers = pd.factorize(column, use_na_sentinel=False)
        told = ["" if pd.isna(x) else f"{x:.4f}".rstrip("0").rstrip(".") for x in numbers]
        return pd.Series(told, dtype="str").take(codes)
    if column.dtype == object:
        return column.map(_text)
    return column.astype("str").where(column.notna(), "").str.replace("\0", "", regex=False)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value).replace("\0", "")
