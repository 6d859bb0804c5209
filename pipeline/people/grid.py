"""Claims or values as a grid: for each record or person, what it says in a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        self._place = np.asarray(place)
        codes, names = pd.factorize(fields)
        order = np.argsort(codes.astype(np.int16), kind="stable")
        ends = np.cumsum(np.bincount(codes, minlength=len(names)))
        self._rows = {str(name): rows for name, rows in zip(names, np.split(order, ends[:-1]), strict=False)}

    def rows(self, *fields: str) -> Rows:
        """The rows of these fields, the first of each cell before the others."""
        return np.concatenate([self._of(field) for field in fields])

    def _of(self, field: str) -> Rows:
        rows = self._rows.get(field, np.empty(0, dtype=np.int64))
        rows = rows[self.whose[rows] >= 0]
        many = self._several(self.whose[rows])
        some = rows[many]
        some = some[np.lexsort((self._place[some], self.whose[some]))]
        return np.concatenate([rows[~many], some])

    def first(self, field: str) -> Any:
        """For each record or person its first value, `` where none."""
        rows = self.rows(field)
        return self._taken(self.whose[rows], self.values, rows)

    def joined(self, field: str, labels: pd.Series[str] | None = None) -> Any:
        """For each all values, first to last, as one text; `labels` of all rows stand before them (`work:+49…`)."""
        rows = self.rows(field)
        if labels is None:
            return self._one_of_each(self.whose[rows], self.values, rows, JOIN.join)
        texts = labels.iloc[rows] + ":" + self.values.iloc[rows]
        return self._one_of_each(self.whose[rows], texts, np.arange(len(rows)), JOIN.join)

    def least(self, *fields: str) -> Any:
        """For each the least of its values of all these fields."""
        rows = self.rows(*fields)
        return self._one_of_each(self.whose[rows], self.values, rows, min)

    def _taken(self, whose: Rows, texts: pd.Series[str], rows: Rows) -> Any:
        found: Rows = np.full(self.count, -1, dtype=np.int64)
        found[whose[::-1]] = rows[::-1]
        return texts.array.take(found, allow_fill=True, fill_value="")

    def _one_of_each(self, whose: Rows, texts: pd.Series[str], rows: Rows, made: Callable[[list[str]], str]) -> Any:
        out = self._taken(whose, texts, rows)
        many = self._several(whose)
        if many.any():
            told: dict[int, list[str]] = {}
            for one, text in zip(whose[many].tolist(), texts.iloc[rows[many]], strict=True):
                told.setdefault(one, []).append(text)
            out[list(told)] = [made(several) for several in told.values()]
        return out

    def _several(self, whose: Rows) -> npt.NDArray[np.bool_]:
        """Which of the rows of these have others of the same record or person beside them."""
        found: npt.NDArray[np.bool_] = np.bincount(whose, minlength=self.count)[whose] > 1
        return found


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
