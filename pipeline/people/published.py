"""The tables as they are published: one row per person, one row per record."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from pipeline.people.grid import Grid, Rows, columns, places, united
from pipeline.people.values import JOB, NAME, SINGLE
from pipeline.schema import JOIN, PEOPLE_COLUMNS, PLURALS, RECORDS_COLUMNS, empty

RECORD_FIELDS = (*NAME, *JOB, "linkedin_url", "address", "birthday")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def people(records: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """PEOPLE_COLUMNS, one row per person, sorted by person_id; `asks`, `offers` and `check` are left empty."""
    if records.empty:
        return empty(PEOPLE_COLUMNS)
    ids = records["person_id"].drop_duplicates().sort_values(ignore_index=True)
    needed = ["person_id", "field", "value", "type", "confidence", "rank"]
    shown = values.loc[values["published"].to_numpy(dtype=bool), needed].reset_index(drop=True)
    grid = Grid(shown["value"], places(shown["person_id"], ids), shown["field"], shown["rank"], len(ids))
    whose = places(records["person_id"], ids)
    events, held = _events(records["event"], whose, len(ids))
    met = grid.least("connected_on", "met_on")
    fairs = [n for n, day in enumerate(held) if day]
    met[fairs] = [min(filter(None, (met[n], held[n]))) for n in fairs]
    table: dict[str, Any] = {
        "person_id": ids,
        **columns(grid, (*SINGLE, *PLURALS)),
        **_lists(grid, shown["type"]),
        "notes": grid.joined("note"),
        "connected_on": grid.least("connected_on"),
        "events": events,
        "first_met": met,
        "sources": united(whose, records["source_kind"], len(ids)),
        "records": np.bincount(whose, minlength=len(ids)),
        "confidence": _least(shown["confidence"], grid.whose, len(ids)),
    }
    return _typed(table, PEOPLE_COLUMNS, len(ids))


def records_table(records: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """RECORDS_COLUMNS: the same fields as one record gives them, one row per record, sorted by record_id."""
    if records.empty:
        return empty(RECORDS_COLUMNS)
    records = records.sort_values("record_id", ignore_index=True)
    useful = (claims["value"] != "") & ~claims["method"].str.startswith("alternative")
    told = claims.loc[useful, ["record_id", "field", "value", "type", "seq", "confidence"]]
    several = told.loc[told["field"].isin([*PLURALS, "note"]), ["record_id", "field", "value"]]
    told = told.drop(several.index[several.duplicated()]).reset_index(drop=True)
    whose = places(told["record_id"], records["record_id"])
    grid = Grid(told["value"], whose, told["field"], told["seq"], len(records))
    table: dict[str, Any] = {
        **{name: records[name] for name in records.columns},
        **columns(grid, RECORD_FIELDS),
        **_lists(grid, told["type"]),
        "notes": grid.joined("note"),
        "confidence": _least(told["confidence"], whose, len(records)),
    }
    return _typed(table, RECORDS_COLUMNS, len(records))


def _lists(grid: Grid, types: pd.Series[str]) -> dict[str, Any]:
    """The plural columns; phone numbers with their types."""
    labels = types.mask(types == "", "other")
    return {name: grid.joined(field, labels if field == "phone" else None) for field, name in PLURALS.items()}


def _events(events: pd.Series[str], whose: Rows, count: int) -> tuple[list[str], list[str]]:
    """For each person the events of its records, and the earliest day that they name."""
    met: dict[int, set[str]] = {}
    rows = np.flatnonzero((events != "").to_numpy())
    for person, event in zip(whose[rows].tolist(), events.iloc[rows], strict=True):
        met.setdefault(person, set()).update(e for e in event.split(JOIN) if e)
    told, held = [""] * count, [""] * count
    for person, its in met.items():
        told[person] = JOIN.join(sorted(its))
        held[person] = min((day.group() for day in map(_DAY.search, its) if day), default="")
    return told, held


def _least(confidence: pd.Series[float], whose: Rows, count: int) -> Any:
    """For each the lowest confidence of its rows, 0 where it has none."""
    least = np.full(count, np.inf)
    rows = np.flatnonzero(whose >= 0)
    np.minimum.at(least, whose[rows], confidence.to_numpy()[rows])
    return np.floor(np.where(np.isinf(least), 0.0, least) * 1e4 + 0.5) / 1e4


def _typed(table: dict[str, Any], names: list[str], count: int) -> pd.DataFrame:
    """A table of these columns; what is not there is empty text."""
    numbers = {"records": "int64", "confidence": "float64"}
    made = {
        name: pd.array(table[name] if name in table else [""] * count, dtype=numbers.get(name, "str")) for name in names
    }
    return pd.DataFrame(made)
