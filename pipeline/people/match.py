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
from pipeline.people.comparisons import COMPARISONS, Comparison, Level, sided
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


def splink_settings(count: int, odd: bool) -> Any:
    """The Splink settings for this many records; `odd`: for pairs that bear the names of two people."""
    from splink import SettingsCreator

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="n",
        probability_two_random_records_match=prior(count),
        comparisons=[_comparison(c, odd) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=["l.n = r.n"],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(comparison: Comparison, odd: bool) -> dict[str, Any]:
    null = {"sql_condition": sided(comparison.missing, odd), "label_for_charts": "unknown", "is_null_level": True}
    levels = [_level(comparison.name, level, odd) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [null, *levels]}


def _level(comparison: str, level: Level, odd: bool) -> dict[str, Any]:
    m, u = model()[comparison][level.name]
    row = {
        "sql_condition": sided(level.sql, odd), "label_for_charts": level.name, "m_probability": m, "u_probability": u,
    }  # fmt: skip
    if level.frequency:
        row |= {
            "tf_adjustment_column": level.frequency,
            "tf_adjustment_weight": 1.0,
            "disable_tf_exact_match_detection": True,
        }
    return row


def match(
    records: pd.DataFrame,
    claims: pd.DataFrame,
    thresholds: settings.Match,  # noqa: ARG001 - scores do not depend on the bands; part of every step's form
) -> pd.DataFrame:
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
    """Makes the table `scored` from `features` and the pairs of one name and of two names."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    records = api.register("features")
    for column, share in TERM_FREQUENCIES.items():
        connection.execute(
            f"CREATE TABLE tf_of_{column} AS "  # noqa: S608 - names of this module
            f"SELECT {column}, max({share}) AS tf_{column} FROM features GROUP BY {column}"
        )
    frequencies = {column: api.register(f"tf_of_{column}") for column in TERM_FREQUENCIES}
    made = []
    for table, odd in (("pairs", False), ("odd_pairs", True)):
        linker = Linker(records, splink_settings(count, odd), log_level=logging.ERROR, validate_settings=False)
        for column, known in frequencies.items():
            linker.table_management.register_term_frequency_lookup(known, column)
        linker.table_management.register_blocked_pairs_for_predict(api.register(table))
        made.append(linker.inference.predict(warning_mode="never").physical_name)
    union = " UNION ALL ".join(f'SELECT * FROM "{name}"' for name in made)  # noqa: S608 - Splink's own names
    connection.execute(f"CREATE VIEW scored AS {union}")


TERM_FREQUENCIES = {"given": "share_given", "family": "share_family", "tokens": "share_given * share_family"}
"""Column of `features` -> how common its value is."""
