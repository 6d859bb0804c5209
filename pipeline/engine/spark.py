"""The engine that runs pieces and pairs over Spark.

Tables go to Spark and its workers as Arrow, so texts and numbers come back as they were. A piece is a group
(`applyInArrow`), run by a worker process of Spark with the very function that the local engine runs. Pairs are made by
Spark itself: a join of the keys with themselves; their two records are brought to them, and a group of pairs is
weighed by a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.engine.session import Session

if TYPE_CHECKING:
    import pyarrow as pa

PIECE, ROW, NEAR = "_piece", "_row", "_near"
TOGETHER = 20_000
"""Records whose pairs are weighed together: enough to be worth a worker's start, few enough for its memory."""


class Spark:
    """Workers of a Spark session."""

    name = "spark"

    def __init__(self, session: Session, jobs: int) -> None:
        self._session, self.jobs = session, jobs
        self.versions: Mapping[str, str] = session.versions

    def map_pieces(
        self,
        function: Callable[[pd.DataFrame], pd.DataFrame],
        pieces: Sequence[pd.DataFrame],
        columns: Mapping[str, str],
    ) -> list[pd.DataFrame]:
        """See Engine."""
        import pyarrow as pa

        schema = _schema(columns)
        with self._session.guarded():
            labels = self._labels(len(pieces))
            numbered = [
                piece.assign(**{PIECE: n, ROW: range(len(piece))}) for n, piece in zip(labels, pieces, strict=True)
            ]
            table = pa.Table.from_pandas(pd.concat(numbered, ignore_index=True), preserve_index=False)
            sent = self._session.spark.createDataFrame(table).groupBy(PIECE)
            done = sent.applyInArrow(lambda piece: _run(function, schema, piece), _struct(schema)).toArrow()
        frame = done.sort_by(ROW).to_pandas()
        return [frame.loc[frame[PIECE] == n, list(columns)].reset_index(drop=True) for n in labels]

    def meet(self, function: Callable[[pa.Table, pa.Table], pa.Table], rows: pa.Table, keys: pa.Table) -> pa.Table:
        """See Meet."""
        schema = function(_pairs_schema().empty_table(), rows.slice(0, 0)).schema
        with self._session.guarded():
            labels = self._labels(max(self.jobs, -(-rows.num_rows // TOGETHER)))
            spark = self._session.spark
            meetings = _meetings(spark.createDataFrame(keys), labels).persist()
            near = _brought(meetings, spark.createDataFrame(rows))
            weighed = meetings.groupBy(PIECE).cogroup(near.groupBy(NEAR))
            done = weighed.applyInArrow(lambda pairs, rows: _weigh(function, pairs, rows), _struct(schema)).toArrow()
            meetings.unpersist()
        return done.cast(schema)

    def _labels(self, count: int) -> list[int]:
        """A number for each of `count` groups, such that Spark's hash puts each of them into a part of its own."""
        from pyspark.sql import functions as f

        spark = self._session.spark
        spark.conf.set("spark.sql.shuffle.partitions", count)
        part = f.pmod(f.hash("id"), f.lit(count)).alias("part")
        return list(
            dict(spark.range(0, 50 * count, numPartitions=1).select(part, "id").orderBy("id").collect()).values()
        )


def _meetings(keys: Any, labels: list[int]) -> Any:
    """n_l, n_r of all that share a key which not too many have, each pair once, in groups by n_l."""
    from pyspark.sql import functions as f

    useful = keys.groupBy("key").agg(f.count("*").alias("count"), f.max("most").alias("most"))
    useful = useful.where("count BETWEEN 2 AND most").select("key")
    held = keys.select("n", "key").join(useful, "key")
    left, right = held.withColumnRenamed("n", "n_l"), held.withColumnRenamed("n", "n_r")
    pairs = left.join(right, "key").where("n_l < n_r").select("n_l", "n_r").distinct()
    return pairs.withColumn(PIECE, f.element_at(f.lit(labels), (f.col("n_l") % len(labels) + 1).cast("int")))


def _brought(meetings: Any, rows: Any) -> Any:
    """The rows of all who stand in a group's pairs, once for each group."""
    both = meetings.selectExpr(f"{PIECE} AS {NEAR}", "n_l AS n").union(meetings.select(PIECE, "n_r")).distinct()
    return both.join(rows, "n")


def _run(function: Callable[[pd.DataFrame], pd.DataFrame], schema: pa.Schema, piece: pa.Table) -> pa.Table:
    """On a worker: the function of one piece, its rows in their order again."""
    import pyarrow as pa

    number = piece.column(PIECE)[0].as_py()
    given = piece.sort_by(ROW).drop_columns([PIECE, ROW]).to_pandas()
    made = function(given)
    return pa.Table.from_pandas(made.assign(**{PIECE: number, ROW: range(len(made))}), schema, preserve_index=False)


def _weigh(function: Callable[[pa.Table, pa.Table], pa.Table], pairs: pa.Table, rows: pa.Table) -> pa.Table:
    """On a worker: the function of a group of pairs."""
    return function(pairs.select(["n_l", "n_r"]), rows.drop_columns([NEAR]))


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    import pyarrow as pa

    kinds = {"str": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(name, kinds[kind]) for name, kind in {**columns, PIECE: "int64", ROW: "int64"}.items()])


def _pairs_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("n_l", pa.int32()), ("n_r", pa.int32())])


def _struct(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
