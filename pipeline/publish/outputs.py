"""All files of `out/`, as bytes, from the tables of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline import schema
from pipeline.publish.cells import with_stated
from pipeline.publish.datapackage import datapackage
from pipeline.publish.report import render as render_report
from pipeline.publish.tables import to_csv
from pipeline.publish.vcard import vcards
from pipeline.publish.xlsx import workbook
from pipeline.settings import Owner

COLUMNS: dict[str, list[str]] = {
    "people": schema.PEOPLE_COLUMNS,
    "records": schema.RECORDS_COLUMNS,
    "values": schema.VALUES_COLUMNS,
    "tags": schema.TAGS_COLUMNS,
    "introductions": schema.INTRODUCTIONS_COLUMNS,
    "touch_base": schema.TOUCH_BASE_COLUMNS,
    "matches": schema.MATCHES_COLUMNS,
    "review": schema.REVIEW_COLUMNS,
    "refused": schema.REFUSED_COLUMNS,
    "changes": schema.CHANGES_COLUMNS,
}
SORTED_BY = {
    "people": ["person_id"],
    "records": ["record_id"],
    "values": ["person_id", "record_id", "field"],
    "tags": ["person_id", "side", "topic"],
    "introductions": ["intro_id"],
    "touch_base": ["person_id"],
    "matches": ["record_a", "record_b"],
    "refused": ["source_file", "locator"],
    "changes": ["person_id"],
}
"""review.csv keeps its order: most useful first."""
VOLATILE = frozenset({"seconds", "run", "new_files", "known_files", "changes", "versions", "engine"})
"""Parts of the summary that may differ between equal runs: the report does without them."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a run, by the names of their files."""

    by_name: Mapping[str, pd.DataFrame]
    newcomers: pd.DataFrame
    """Shown in the report instead of changes.csv, which a repeated run empties."""
    overview: dict[str, Any]
    mappings: list[schema.Mapping]
    owner: Owner
    weights: pd.DataFrame
    """record_a, record_b, weights: the match weights of the pairs in matches.csv."""


def render(tables: Tables, summary: dict[str, Any]) -> dict[str, bytes]:
    """File name -> bytes of every published file."""
    files = {
        f"{name}.csv": to_csv(tables.by_name[name], columns, SORTED_BY.get(name, ()))
        for name, columns in COLUMNS.items()
    }
    files["people.vcf"] = vcards(
        with_stated(tables.by_name["people"], tables.by_name["tags"], tables.overview)
    ).encode()
    files["people.xlsx"] = workbook(tables.by_name)
    files["datapackage.json"] = datapackage(files).encode()
    shown = {**tables.by_name, "changes": tables.newcomers, "weights": tables.weights}
    stable = {k: v for k, v in summary.items() if k not in VOLATILE}
    report = render_report(shown, stable, tables.overview, tables.mappings, tables.owner)
    files["report.html"] = report.encode("utf-8", "backslashreplace")
    files["summary.json"] = (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode()
    return files
