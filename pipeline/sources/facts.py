"""The data files beside this package: what labels, months, properties and LinkedIn's files are called."""

from __future__ import annotations

from importlib.resources import files


def lines(name: str) -> list[list[str]]:
    """The cells of each line of a tab-separated data file, comments left out."""
    text = (files("pipeline.sources") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def words(cell: str) -> list[str]:
    """The words or labels of a cell."""
    return cell.split(" | ")
