"""Scores pairs of records: Splink on DuckDB with a fixed model and a prior for the number of records."""

from __future__ import annotations

import json
import logging
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from pipeline import settings
from pipeline.people import blocking, features, rules
from pipeline.people.comparisons import COMPARISONS, MACROS, Comparison, Level
from pipeline.people.database import database, fetch
from pipeline.schema import PAIRS, empty

PAIRS_PER_RECORD = 0.5
"""Expected true pairs for each record; the prior follows from it and the number of records."""
FEWEST = 100
"""With fewer records than this the prior stays as it is: a handful of records proves nothing."""


@cache
def model() -> dict[str, dict[str, tuple[float, float]]]:
    """Comparison -> level -> (m, u): the shares of true and of random pairs at that level."""
    text = files("pipeline.people.model").joinpath("match_model.json").read_text("utf-8")
    read: dict[str, dict[str, tuple[float, float]]] = json.loads(text)
    return read


def prior(count: int) -> float:
    """Probability that two random records of `count` are one person."""
    return 2 * PAIRS_PER_RECORD / max(count, FEWEST)


def splink_settings(count: int) -> Any:
    """The Splink settings for this many records."""
    from splink import SettingsCreator

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="n",
        probability_two_random_records_match=prior(count),
        comparisons=[_comparison(c) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=["l.n = r.n"],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(comparison: Comparison) -> dict[str, Any]:
    null = {"sql_condition": _sided(comparison.missing), "label_for_charts": "unknown", "is_null_level": True}
    levels = [_level(comparison.name, level) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [null, *levels]}


def _level(comparison: str, level: Level) -> dict[str, Any]:
    m, u = model()[comparison][level.name]
    row = {
        "sql_condition": _sided(level.sql), "label_for_charts": level.name, "m_probability": m, "u_probability": u,
    }  # fmt: skip
    if level.frequency:
        row |= {
            "tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0, "disable_tf_exact_match_detection": True,
        }  # fmt: skip
    return row


def _sided(sql: str) -> str:
    """Splink names the columns of the two sides `x_l` and `x_r`."""
    import re

    return re.sub(r"\b([lr])\.([a-z_]+)", r'"\2_\1"', sql)


def match(records: pd.DataFrame, claims: pd.DataFrame, thresholds: settings.Match) -> pd.DataFrame:
    """Pairs of records that may be one person.

    `records`: RECORDS, `claims`: CLAIMS after cleaning. Returns PAIRS with `weights` (the match weights in
    log2 that add up to the probability) and `rule` (why a pair was held back for review, "" mostly).
    The result does not depend on the order of the rows.
    """
    if len(records) < 2:
        return empty({**PAIRS, "weights": "str", "rule": "str"})
    with database(records=records, claims=claims) as connection:
        features.build(connection)
        blocking.block(connection)
        score(connection, len(records))
        rules.judge(connection, model(), prior(len(records)))
        return fetch(connection, rules.PAIRS_SQL)


def score(connection: Any, count: int) -> None:
    """Makes the table `scored` from `features` and `pairs`."""
    from splink import DuckDBAPI, Linker

    connection.execute(MACROS)
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("features"), splink_settings(count))
    for column, share in TERM_FREQUENCIES.items():
        connection.execute(
            f"CREATE TABLE tf_of_{column} AS SELECT {column}, max({share}) AS tf_{column} FROM features GROUP BY {column}"
        )
        linker.table_management.register_term_frequency_lookup(api.register(f"tf_of_{column}"), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs"))
    scored = linker.inference.predict(warning_mode="never")
    connection.execute(f'CREATE VIEW scored AS SELECT * FROM "{scored.physical_name}"')  # noqa: S608 - Splink's own name


TERM_FREQUENCIES = {"given": "share_given", "family": "share_family", "tokens": "share_given * share_family"}
"""Column of `features` -> how common its value is."""
