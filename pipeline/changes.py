"""What a run changed against the last published one, and whether people would be lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from pipeline.errors import LossError
from pipeline.schema import CHANGES_COLUMNS, JOIN

WATCHED = ("full_name", "title", "organization", "email", "phone", "website", "linkedin_url", "address", "birthday")


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a published CSV; none where it was never published or is damaged."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    csv.field_size_limit(1 << 30)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def changes(out: Path, people: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Rows (person_id, change, detail) against the files in `out`; change is new, changed, merged, split or gone."""
    former = {r["person_id"]: r for r in read_table(out / "people.csv")}
    was = {r["record_id"]: r["person_id"] for r in read_table(out / "records.csv")}
    now = dict(zip(records["record_id"], records["person_id"], strict=True))
    rows: list[tuple[str, str, str]] = []
    moved: dict[str, set[str]] = {}
    came_from: dict[str, set[str]] = {}
    for record, person in was.items():
        if record in now:
            moved.setdefault(person, set()).add(now[record])
            came_from.setdefault(now[record], set()).add(person)
    columns = people[["person_id", *WATCHED]].astype("str").to_dict("records") if former else []
    current = {str(r["person_id"]): r for r in columns}
    for person in sorted(set(people["person_id"]) - set(former)):
        origin = came_from.get(person)
        rows.append((person, "split", f"from {JOIN.join(sorted(origin))}") if origin else (person, "new", ""))
    for person, row in sorted(former.items()):
        if person in current:
            detail = _difference(row, current[person])
            if detail:
                rows.append((person, "changed", detail))
        elif person in moved:
            rows.append((person, "merged", f"into {JOIN.join(sorted(moved[person]))}"))
        else:
            rows.append((person, "gone", ""))
    return pd.DataFrame(rows, columns=CHANGES_COLUMNS, dtype="str")


def _difference(former: dict[str, str], current: dict[str, str]) -> str:
    parts = []
    for name in WATCHED:
        before, after = former.get(name, ""), current[name]
        if before != after:
            parts.append(f"{name}: {before or '(empty)'} -> {after or '(empty)'}")
    return JOIN.join(parts)


def check_loss(out: Path, changed: pd.DataFrame, forgotten: set[str]) -> None:
    """Raise LossError when people of the last published run are in no record any more.

    `forgotten`: record ids that a decision erases on purpose.
    """
    gone = set(changed.loc[changed["change"] == "gone", "person_id"])
    if not gone:
        return
    erased = {r["person_id"] for r in read_table(out / "records.csv") if r["record_id"] in forgotten}
    lost = [r for r in read_table(out / "people.csv") if r["person_id"] in gone - erased]
    if lost:
        names = ", ".join((r["full_name"] or r["organization"] or r["person_id"]) for r in lost[:5])
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        raise LossError(
            f"{len(lost)} people of the last published run would be lost: {names}{more}. Nothing was published.",
            "Look for sources missing from the workspace; to publish all the same, run again with --allow-loss.",
        )
