"""The claims of some records in columns, for cleaners that work on unique values and on records as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.schema import CLAIMS

Rows: TypeAlias = "npt.NDArray[np.int64]"
Texts: TypeAlias = "npt.NDArray[np.object_]"


class Table:
    """CLAIMS as numpy columns. `record` numbers the records from 0; `kind` is the source kind of each record."""

    def __init__(self, claims: pd.DataFrame, record: Any, kinds: Any) -> None:
        self._claims = claims
        self.record: Rows = np.asarray(record, dtype=np.int64)
        self.kinds: Texts = np.asarray(kinds, dtype=object)
        self.count = len(self.kinds)
        self.raw: Texts = claims["raw"].to_numpy(dtype=object)
        self.type: Texts = claims["type"].to_numpy(dtype=object).copy()
        self.value: Texts = np.full(len(claims), "", dtype=object)
        self.method: Texts = claims["method"].to_numpy(dtype=object)
        self.group: Rows = claims["group"].to_numpy(dtype=np.int64)
        codes, fields = pd.factorize(claims["field"])
        self._rows: dict[str, Rows] = {str(f): np.flatnonzero(codes == i) for i, f in enumerate(fields)}
        codes, methods = pd.factorize(self.method)
        self._usable = np.array([not m.startswith("alternative") for m in methods], dtype=bool)[codes]
        self._added: list[tuple[int, str, str, str, str]] = []

    def rows(self, field: str, usable: bool = False) -> Rows:
        """Row numbers of a field's claims in order; `usable` leaves out second readings (`alternative ...`)."""
        rows = self._rows.get(field, np.empty(0, dtype=np.int64))
        return rows[self._usable[rows]] if usable else rows

    def map(self, field: str, cleaner: Callable[[str], str], kind: str = "") -> None:
        """Fills a field's values from its raw texts, each different text once; `kind`: only in records of this kind."""
        rows = self.rows(field)
        if kind and len(rows):
            rows = rows[self.kinds[self.record[rows]] == kind]
        known: dict[str, str] = {}
        for row, raw in zip(rows.tolist(), self.raw[rows], strict=True):
            value = known.get(raw)
            if value is None:
                value = known[raw] = cleaner(raw)
            self.value[row] = value

    def first(self, field: str) -> Rows:
        """For each record the row of its first usable claim of the field, -1 where it has none."""
        found: Rows = np.full(self.count, -1, dtype=np.int64)
        rows = self.rows(field, usable=True)[::-1]
        found[self.record[rows]] = rows
        return found

    def add(self, source: int, field: str, value: str, method: str = "derived", kind: str = "") -> None:
        """A new claim that follows from the claim in row `source`."""
        self._added.append((source, field, value, method, kind))

    def frame(self) -> pd.DataFrame:
        """CLAIMS, the added rows behind the others of their record."""
        if not self._added:
            return self._claims.assign(value=_strings(self.value), type=_strings(self.type))
        source, fields, values, methods, kinds = zip(*self._added, strict=True)
        rows = np.asarray(source, dtype=np.int64)
        record = np.concatenate([self.record, self.record[rows]])
        seq = self._claims["seq"].to_numpy()
        last: Rows = np.full(self.count, -1, dtype=np.int64)
        np.maximum.at(last, self.record, seq)
        within = pd.Series(self.record[rows]).groupby(self.record[rows]).cumcount().to_numpy()
        seq = np.concatenate([seq, last[self.record[rows]] + 1 + within])
        order = np.lexsort((seq, record))
        own = {"field": fields, "value": values, "type": kinds, "method": methods}
        before = {"field": self._claims["field"].to_numpy(dtype=object), "value": self.value, "type": self.type}
        before["method"] = self.method
        kept = self._claims.drop(columns=[*own, "seq"]).iloc[np.concatenate([np.arange(len(self.record)), rows])[order]]
        columns = {name: _strings(np.concatenate([before[name], _objects(own[name])])[order]) for name in own}
        return kept.assign(seq=seq[order], **columns)[list(CLAIMS)]


def _strings(texts: Texts) -> Any:
    return pd.array(texts, dtype="str")


def _objects(texts: tuple[str, ...]) -> Texts:
    return np.array(texts, dtype=object)
