"""How common given and family names are, for whoever has to tell whether two bear one by chance."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

UNKNOWN_GIVEN = 2e-5
"""Share of people with a given name that the population table does not hold."""
UNKNOWN_FAMILY = 3e-6


@cache
def shares(part: str) -> pd.DataFrame:
    """name, share: how many of all people bear this given or family name (`part`)."""
    path = files("pipeline.people.model").joinpath(f"{part}_names.csv")
    if not path.is_file():
        return pd.DataFrame({"name": pd.Series(dtype="str"), "share": pd.Series(dtype="float64")})
    with path.open(encoding="utf-8") as f:
        return pd.read_csv(f, dtype={"name": "str", "share": "float64"}, keep_default_na=False)
