"""Scores pairs of records: Splink on DuckDB with a fixed model and a prior for the number of records."""

from __future__ import annotations

import json
import logging
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline import settings
from pipeline.engine.base import ALONE, Engine
from pipeline.people import blocking, features, rules
from pipeline.people.comparisons import COMPARISONS, Comparison, Level, sided
from pipeline.people.database import database, fetch, script
from pipeline.schema import PAIRS, empty

if TYPE_CHECKING:
    import pyarrow as pa

PAIRS_PER_RECORD = 0.5
"""Expected true pairs for each record; the prior follows from it and the number of records."""
FEWEST = 100
"""With fewer records than this the prior stays as it is: a handful of records proves nothing."""

JUDGED = {**PAIRS, "weights": "str", "rule": "str"}
"""What `match` returns: column -> type."""


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
    engine: Engine = ALONE,
) -> pd.DataFrame:
    """Pairs of records that may be one person.

    `records`: RECORDS, `claims`: CLAIMS after cleaning. Returns PAIRS with `weights` (the match weights in
    log2 that add up to the probability) and `rule` (why a pair was held back for review, "" mostly).
    The result depends neither on the order of the rows nor on where `engine` lets records meet.
    """
    if len(records) < 2:
        return empty(JUDGED)
    with database(records=records, claims=claims) as connection:
        features.build(connection)
        frequencies(connection, TERM_FREQUENCIES)
        blocking.keys(connection)
        if engine.meet is None:
            blocking.meet(connection)
            if not _any(connection, "met"):
                return empty(JUDGED)
            weigh(connection, len(records))
        else:
            rows, keys = (connection.sql(query).to_arrow_table() for query in (COMPARED, KEYS))
            held_back = engine.meet(partial(weigh_meetings, count=len(records)), rows, keys)
            connection.register("held_back", held_back)
        rules.judge(connection, prior(len(records)))
        return fetch(connection, rules.PAIRS_SQL)


COMPARED = "SELECT features.*, tf_tokens AS share_tokens FROM features JOIN tf_of_tokens USING (tokens)"
"""All that the comparison of two records asks of each of them."""
KEYS = (
    "SELECT n, (hash::HUGEINT - 9223372036854775808)::BIGINT AS key, most FROM (SELECT n, key AS hash, most FROM keys)"
)
"""The keys as numbers with a sign, which all the world knows."""


def weigh_meetings(meetings: pa.Table, rows: pa.Table, count: int) -> pa.Table:
    """`held_back` of some pairs. `meetings`: n_l, n_r of pairs that share a key; `rows`: COMPARED of their records."""
    with database(threads=1) as connection:
        connection.register("meetings", meetings)
        connection.register("features", rows)
        connection.execute(script("names"))
        frequencies(connection, {**TERM_FREQUENCIES, "tokens": "share_tokens"})
        blocking.met_elsewhere(connection)
        weigh(connection, count)
        return connection.sql("FROM held_back").to_arrow_table()


def weigh(connection: Any, count: int) -> None:
    """Makes the table `held_back` from `met` and `features`; each pair is judged by itself."""
    blocking.part(connection)
    score(connection, count)
    rules.hold(connection, model())


def frequencies(connection: Any, shares: dict[str, str]) -> None:
    """Makes the tables `tf_of_…` from `features`. `shares`: column -> SQL of how common its value is."""
    for column, share in shares.items():
        connection.execute(
            f"CREATE TABLE tf_of_{column} AS "  # noqa: S608 - names of this module
            f"SELECT {column}, max({share}) AS tf_{column} FROM features GROUP BY {column}"
        )


def score(connection: Any, count: int) -> None:
    """Makes the table `scored` from `features`, `tf_of_…` and the pairs of one name and of two names."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    records = api.register("features")
    known = {column: api.register(f"tf_of_{column}") for column in TERM_FREQUENCIES}
    made = []
    kinds = [("odd_pairs", True)] if _any(connection, "odd_pairs") else []
    if _any(connection, "pairs") or not kinds:  # one of them is scored, so that `scored` has its columns
        kinds.insert(0, ("pairs", False))
    for table, odd in kinds:
        linker = Linker(records, splink_settings(count, odd), log_level=logging.ERROR, validate_settings=False)
        for column, table_of in known.items():
            linker.table_management.register_term_frequency_lookup(table_of, column)
        linker.table_management.register_blocked_pairs_for_predict(api.register(table))
        made.append(linker.inference.predict(warning_mode="never").physical_name)
    union = " UNION ALL ".join(f'SELECT * FROM "{name}"' for name in made)  # noqa: S608 - Splink's own names
    connection.execute(f"CREATE VIEW scored AS {union}")


def _any(connection: Any, table: str) -> bool:
    """Whether a table has a row: to prepare Splink takes longer than to score a handful of pairs."""
    return bool(connection.sql(f"FROM {table} LIMIT 1").fetchall())


TERM_FREQUENCIES = {"given": "share_given", "family": "share_family", "tokens": "share_given * share_family"}
"""Column of `features` -> how common its value is."""
