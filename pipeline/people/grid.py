"""Claims or values as a grid: for each record or person, what it says in a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.schema import JOIN

Rows: TypeAlias = "npt.NDArray[np.int64]"


class Grid:
    """`values`: a text for each row; `whose`: its record or person, 0..count-1, -1 for nobody's rows.

    Of several rows of one cell the one with the least `place` is the first; the order of the rows is free.
    """

    def __init__(self, values: pd.Series[str], whose: Rows, fields: pd.Series[str], place: Any, count: int) -> None:
        self.values, self.whose, self.count = values, whose, count
        codes, names = pd.factorize(fields)
        order = _ordered(whose * len(names) + codes, np.asarray(place))
        codes = codes[order]
        self._rows = {str(name): order[codes == code] for code, name in enumerate(names)}

    def rows(self, *fields: str) -> Rows:
        """The rows of these fields, the first of each cell before the others."""
        found = np.concatenate([self._rows.get(f, np.empty(0, dtype=np.int64)) for f in fields])
        kept: Rows = found[self.whose[found] >= 0]
        return kept

    def first(self, field: str) -> Any:
        """For each record or person its first value, `` where none."""
        return self._taken(self.values, self.rows(field))

    def joined(self, field: str, values: pd.Series[str] | None = None) -> Any:
        """For each all values (or these texts for them), first to last, as one text."""
        rows = self.rows(field)
        return self._one_of_each(self.values if values is None else values, rows, JOIN.join)

    def least(self, *fields: str) -> Any:
        """For each the least of its values of all these fields."""
        return self._one_of_each(self.values, self.rows(*fields), min)

    def _taken(self, texts: pd.Series[str], rows: Rows) -> Any:
        found: Rows = np.full(self.count, -1, dtype=np.int64)
        found[self.whose[rows[::-1]]] = rows[::-1]
        return texts.array.take(found, allow_fill=True, fill_value="")

    def _one_of_each(self, texts: pd.Series[str], rows: Rows, made: Any) -> Any:
        out = self._taken(texts, rows)
        whose = self.whose[rows]
        many = rows[np.bincount(whose, minlength=self.count)[whose] > 1]
        if len(many):
            told: dict[int, list[str]] = {}
            for one, text in zip(self.whose[many].tolist(), texts.iloc[many], strict=True):
                told.setdefault(one, []).append(text)
            out[list(told)] = [made(several) for several in told.values()]
        return out


def _ordered(cells: Rows, place: Any) -> Rows:
    """The rows in an order that has those of each cell by place; as they are where they do already."""
    rows: Rows = np.arange(len(cells), dtype=np.int64)
    within = cells[1:] == cells[:-1]
    together = np.count_nonzero(~within) + 1 == len(np.unique(cells)) if len(cells) else True
    if together and np.all(place[1:][within] >= place[:-1][within]):
        return rows
    order: Rows = np.lexsort((place, cells))
    return order


def places(texts: pd.Series[str], ids: pd.Series[str]) -> Rows:
    """For each text its place in `ids`, -1 where it is not there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(pa.array(texts), value_set=pa.array(ids))
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def united(whose: Rows, texts: pd.Series[str], count: int) -> Any:
    """For each the different texts of its rows, sorted, as one text; few different texts (kinds of sources)."""
    codes, names = pd.factorize(texts, sort=True)
    marks: Rows = np.zeros(count, dtype=np.int64)
    np.bitwise_or.at(marks, whose, np.int64(1) << codes.astype(np.int64))
    kinds, which = np.unique(marks, return_inverse=True)
    told = [JOIN.join(name for n, name in enumerate(names) if mark >> n & 1) for mark in kinds.tolist()]
    return pd.array(told, dtype="str").take(which)


def columns(grid: Grid, fields: Sequence[str]) -> dict[str, Any]:
    """The first values of these fields, by field."""
    return {field: grid.first(field) for field in fields}
