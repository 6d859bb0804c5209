"""The report's lists: the tally, new people, what to check, what was refused, how columns were understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.publish.pages import percent
from pipeline.publish.report_joins import Weights, waterfall
from pipeline.publish.report_people import NO_NAME, Directory, sorted_under
from pipeline.schema import JOIN, QUIET_CODES
from pipeline.schema import Mapping as ColumnMapping

MOST_NEW = 60
MOST_CHECKS = 60
MOST_REFUSED = 200
KINDS = {"card": "cards", "linkedin": "LinkedIn rows", "vcard": "vCards", "csv": "table rows"}
FIELD_WORDS = {
    "full_name": "name", "linkedin_url": "LinkedIn", "given_name": "given name", "family_name": "family name",
    "email": "e-mail",
}  # fmt: skip


def tally(summary: Mapping[str, Any]) -> list[dict[str, str]]:
    """The numbers on top: {number, word, link}."""
    records = summary.get("records", {})
    sources = ", ".join(f"{n:,} {KINDS.get(kind, kind)}" for kind, n in records.items())
    tiles = [
        ("files", "files" + (f": {sources}" if sources else ""), ""),
        ("people", "people", "people"),
        ("introductions", "introductions", "introductions"),
        ("touch_base", "to write to this week", "week"),
        ("to_check", "people to check", "check"),
        ("refused", "refused", "refused"),
    ]
    numbers = {name: int(summary.get(name, 0)) for name, _, _ in tiles}
    return [{"number": f"{numbers[k]:,}", "word": word, "link": link if numbers[k] else ""} for k, word, link in tiles]


def new_views(people: pd.DataFrame, changes: pd.DataFrame, doubtful: pd.DataFrame) -> dict[str, Any]:
    """`people`: rows with cells (text, doubtful); everybody's cards where nobody is new (a first run)."""
    new = set(changes.loc[changes["change"] == "new", "person_id"])
    everybody = not new
    kinds = zip(people["person_id"], people["sources"], strict=True)
    shown_ids = [who for who, sources in kinds if (who in new or (everybody and "card" in sources.split(JOIN)))]
    rows = people[people["person_id"].isin(shown_ids)]
    unsure = set(zip(doubtful["person_id"], doubtful["field"], doubtful["value"], strict=True))
    columns = ("full_name", "title", "organization", "email", "phone")
    shown = []
    ordered = rows.sort_values(["full_name", "person_id"], key=lambda names: names.map(sorted_under), kind="stable")
    for row in ordered.head(MOST_NEW).to_dict("records"):
        cells = [
            {"field": FIELD_WORDS.get(c, c), "text": row[c], "doubtful": (row["person_id"], c, row[c]) in unsure}
            for c in columns
        ]
        if not row["full_name"]:
            cells[0]["text"] = NO_NAME
        shown.append({"cells": cells, "events": row["events"], "check": row["check"]})
    return {"people": shown, "total": len(rows), "everybody": everybody}


def check_views(
    review: pd.DataFrame, where: Mapping[str, dict[str, str]], weights: Weights, directory: Directory
) -> dict[str, Any]:
    """`rows`: what to look at, most useful first, each with the two people or the value in question."""
    rows = []
    for row in review.head(MOST_CHECKS).to_dict("records"):
        person = directory.person(row["person_id"]) if row["person_id"] else None
        rows.append(
            {
                "kind": row["kind"],
                "person": person,
                "field": FIELD_WORDS.get(row["field"], str(row["field"]).replace("_", " ")),
                "value": row["value"],
                "alternatives": [a for a in str(row["alternatives"]).split(JOIN) if a],
                "percent": percent(row["confidence"]),
                "reason": row["reason"],
                "one": where.get(row["record_id"]),
                "other": where.get(row["other_record_id"]),
                "bars": waterfall(weights.get(tuple(sorted((row["record_id"], row["other_record_id"]))), "")),
            }
        )
    return {"rows": rows, "total": len(review)}


def places(records: pd.DataFrame) -> dict[str, dict[str, str]]:
    """record_id -> name, role and where it stands."""
    columns = ["record_id", "full_name", "title", "organization", "source_file", "locator"]
    return {
        rid: {
            "name": name or firm or NO_NAME,
            "role": ", ".join(p for p in (title, firm) if p),
            "place": " ".join(p for p in (file, locator) if p),
        }
        for rid, name, title, firm, file, locator in records[columns].itertuples(index=False, name=None)
    }


def refused_views(refused: pd.DataFrame) -> dict[str, Any]:
    """`groups`: items that have the same reason and remedy together; `quiet`: how many of those that count for nothing, by code."""
    loud = refused[~refused["code"].isin(QUIET_CODES)]
    groups: dict[tuple[str, str, str], list[str]] = {}
    columns = ("code", "reason", "remedy", "source_file", "locator")
    for code, reason, remedy, file, locator in zip(*(loud[c] for c in columns), strict=True):
        groups.setdefault((code, reason, remedy), []).append(" ".join(p for p in (file, locator) if p))
    shown = [
        {"code": code, "reason": reason, "remedy": remedy, "items": items[:12], "count": len(items)}
        for (code, reason, remedy), items in list(groups.items())[:MOST_REFUSED]
    ]
    counts = refused["code"].value_counts()
    return {"groups": shown, "total": len(loud), "quiet": {code: int(counts.get(code, 0)) for code in QUIET_CODES}}


def mapping_views(mappings: Iterable[ColumnMapping]) -> list[dict[str, Any]]:
    """Per table: its columns and the fields they were taken for."""
    files: dict[str, list[dict[str, str]]] = {}
    for m in sorted(set(mappings), key=lambda m: (m.source_file, m.column)):
        field = FIELD_WORDS.get(m.field, m.field.replace("_", " "))
        files.setdefault(m.source_file, []).append({"column": m.column, "field": field, "why": m.why})
    return [{"file": file, "columns": columns} for file, columns in files.items()]
