"""Texts of records that gave no value, so that they stand in values.csv and not nowhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipeline.people import words
from pipeline.people.romanize import fold

_NOTHING = frozenset(p for field in ("name", "organization") for p in words.phrases("placeholders.txt")[field])


def unusable(claims: pd.DataFrame) -> Any:
    """Places of the CLAIMS whose text nothing was made of, by record and seq: `mai.nguyen@`, a 13th month.

    Neither those that say nothing (`n/a`), nor those whose text another claim of the record has taken up (the name of a
    firm in a column of people).
    """
    told = claims[["record_id", "seq", "raw", "value", "method"]].assign(place=np.arange(len(claims)))
    lost = told[(told["value"] == "") & (told["raw"] != "") & ~told["method"].str.startswith("alternative")]
    lost = lost[lost["raw"].map(_says_something).astype(bool)]
    used = told[told["record_id"].isin(lost["record_id"]) & (told["value"] != "")]
    taken = {*zip(used["record_id"], used["raw"], strict=True), *zip(used["record_id"], used["value"], strict=True)}
    free = [key not in taken for key in zip(lost["record_id"], lost["raw"], strict=True)]
    return lost.loc[np.array(free, dtype=bool)].sort_values(["record_id", "seq"])["place"].to_numpy()


def _says_something(raw: str) -> bool:
    return any(c.isalnum() for c in raw) and fold(raw.strip()) not in _NOTHING
