"""Columns of a table as lists of texts."""

from __future__ import annotations

import pandas as pd


def column(table: pd.DataFrame, name: str) -> list[str]:
    """The texts of a column, empty where the table has no such column or value; equal texts are one object."""
    if name not in table.columns:
        return [""] * len(table)
    codes, distinct = pd.factorize(table[name])
    texts = [*(str(v) for v in distinct.to_numpy(dtype=object)), ""]
    return [texts[code] for code in codes.tolist()]
