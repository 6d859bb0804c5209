"""What matching knows about the world: how common names are, what they may stand for, shared addresses."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from pipeline.people.database import register
from pipeline.people.folding import fold

UNKNOWN_GIVEN = 2e-5
"""Share of people with a given name that the population table does not hold."""
UNKNOWN_FAMILY = 3e-6


def fold_name(text: str) -> str:
    """A name folded for comparing, in Latin letters where its script can be transliterated."""
    return fold(text)


def org_key(text: str) -> str:
    """What two spellings of one organization have in common: no legal form, folded."""
    return fold(text)


def name_ids(word: str) -> list[str]:
    """Ids of the names that this folded given name may stand for: `bob` and `robert` share one."""
    return [word]


@cache
def constants() -> dict[str, Any]:
    """Lists of `constants.json`: particles of family names, mailboxes of roles, free mail providers."""
    read: dict[str, Any] = json.loads(files("pipeline.people.model").joinpath("constants.json").read_text("utf-8"))
    return read


@cache
def shares(part: str) -> pd.DataFrame:
    """name, share: how many of all people bear this given or family name (`part`)."""
    path = files("pipeline.people.model").joinpath(f"{part}_names.csv")
    if not path.is_file():
        return pd.DataFrame({"name": pd.Series(dtype="str"), "share": pd.Series(dtype="float64")})
    with path.open(encoding="utf-8") as f:
        return pd.read_csv(f, dtype={"name": "str", "share": "float64"}, keep_default_na=False)


def register_tables(connection: Any) -> None:
    """Registers `given_share`, `family_share` and the one-row table `constants`."""
    register(connection, "given_share", shares("given"))
    register(connection, "family_share", shares("family"))
    row = {**constants(), "unknown_given": UNKNOWN_GIVEN, "unknown_family": UNKNOWN_FAMILY}
    register(connection, "constants", pd.DataFrame([row]))
