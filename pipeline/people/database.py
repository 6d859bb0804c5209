"""An in-memory DuckDB for one step: tables in as Arrow, out as pandas. Nothing touches the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pandas as pd


@contextmanager
def database(threads: int = 0, **tables: pd.DataFrame) -> Iterator[Any]:
    """A connection with these tables registered under their names; closed at the end. `threads`: 0: every core."""
    import duckdb

    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = false")
        if threads:
            connection.execute(f"SET threads = {threads}")
        for name, table in tables.items():
            register(connection, name, table)
        yield connection
    finally:
        connection.close()


def register(connection: Any, name: str, table: pd.DataFrame) -> None:
    """Makes a pandas table known as a view, without copying its texts."""
    import pyarrow as pa

    connection.register(name, pa.Table.from_pandas(table, preserve_index=False))


def fetch(connection: Any, query: str) -> pd.DataFrame:
    """The result as pandas, texts as `str`."""
    result: pd.DataFrame = connection.sql(query).to_arrow_table().to_pandas()
    return result


def script(name: str) -> str:
    """The SQL of `sql/<name>.sql`."""
    return files("pipeline.people.sql").joinpath(f"{name}.sql").read_text("utf-8")
