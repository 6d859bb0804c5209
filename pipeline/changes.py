"""What a run changed against the last published one, and whether people would be lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from pipeline.disk import quoted
from pipeline.errors import LossError, UsageError
from pipeline.schema import CHANGES_COLUMNS, JOIN, PEOPLE_COLUMNS, PLURALS

WATCHED = tuple(c for c in PEOPLE_COLUMNS if c not in ("person_id", "sources", "records", "confidence", "check"))
"""What is said of a person; a change of these is listed."""
TOPICS = ("asks", "offers")
"""Of these the order is no news: it follows from how sure each is."""
PEOPLE_NEEDED = ("person_id", "full_name", "organization", "emails")
RECORDS_NEEDED = ("record_id", "person_id")
"""Columns that are read here; other versions of the program may publish fewer of the rest."""
LONGEST = 200
"""Characters of a value that are quoted; notes can be long."""


Row = dict[str, str]

CALLED = ("full_name", "organization", "emails", "phones", "linkedin_url")
"""Columns of people.csv that tell who somebody is."""


@dataclass(frozen=True, slots=True)
class Former:
    """The last published run: the rows of people.csv and records.csv, none where nothing was published."""

    people: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)

    def renamed(self, rename: Callable[[str], str]) -> Former:
        """The same with the events renamed, as those of this run are: what is no longer to be named is not quoted as it
        was either."""

        def events(row: Row) -> str:
            return JOIN.join(sorted({rename(event) for event in row.get("events", "").split(JOIN)}))

        return replace(self, people=[{**row, "events": events(row)} for row in self.people])


def read_former(out: Path) -> Former:
    """What is published in `out`. Raises UsageError where it is not as it was published."""
    return Former(read_table(out / "people.csv", PEOPLE_NEEDED), read_table(out / "records.csv", RECORDS_NEEDED))


def read_table(path: Path, needed: Iterable[str] = ()) -> list[Row]:
    """The rows of a published CSV, none where it is not published yet; with a byte order mark, as Excel saves it, too.

    Raises UsageError where it cannot be read, a column of `needed` is missing or a row has not the cells of its
    columns: it would be taken for one without people, and nobody would notice who is lost.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise damaged(path, "it is not in UTF-8") from None
    except OSError as e:
        raise UsageError(f"{path} cannot be read: {e.strerror}.", "Make it a file that you may read.") from e
    csv.field_size_limit(1 << 30)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        rows = list(reader)
    except csv.Error as e:
        raise damaged(path, str(e)) from e
    header = reader.fieldnames or ()
    missing = [name for name in needed if name not in header]
    if missing:
        raise damaged(path, f"its first line names no column {missing[0]}")
    if any(len(row) > len(header) or None in row.values() for row in rows):
        raise damaged(path, "a row has more or fewer cells than there are columns")
    return rows


def damaged(path: Path, why: str) -> UsageError:
    """The error about a published file, in a folder of the workspace, that is not as it was published."""
    return UsageError(
        f"{path} is not as it was published: {why}. Another program may have saved it.",
        f"Restore it; or delete it, or publish over it with `cardfile run -w {quoted(path.parent.parent)} --allow-loss`: it is "
        "made anew, but this once nobody checks whether people are lost.",
    )


def changes(former_run: Former, people: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Rows (person_id, change, detail) against the last published run; change is new, changed, merged, split or gone."""
    former = {r["person_id"]: r for r in former_run.people}
    was = {r["record_id"]: r["person_id"] for r in former_run.records} if former else {}
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
        listed = PLURALS.get(name, name)  # the best value stands in the list too: one mention is enough
        if name in TOPICS and set(before.split(JOIN)) == set(after.split(JOIN)):
            continue
        if before != after and (listed == name or former.get(listed, "") == current[listed]):
            parts.append(f"{name}: {_quoted(before)} -> {_quoted(after)}")
    return JOIN.join(parts)


def _quoted(value: str) -> str:
    text = " ".join(value.split())
    return (text if len(text) <= LONGEST else text[:LONGEST] + "…") or "(empty)"


def _is_somebody(row: Row) -> bool:
    """Not a contact of whom nothing told who it is (a name of `x`), which is taken in no more; a card has a picture."""
    return any(row.get(name) for name in CALLED) or "card" in row.get("sources", "card").split(JOIN)


def check_loss(former: Former, changed: pd.DataFrame, forgotten: set[str], workspace: Path) -> None:
    """Raise LossError when people of the last published run are in no record any more.

    `forgotten`: record ids that a decision erases on purpose. `workspace`: the folder that the remedy names.
    """
    gone = set(changed.loc[changed["change"] == "gone", "person_id"])
    if not gone:
        return
    erased = {r["person_id"] for r in former.records if r["record_id"] in forgotten}
    lost = [r for r in former.people if r["person_id"] in gone - erased and _is_somebody(r)]
    if lost:
        names = ", ".join((r["full_name"] or r["organization"] or r["person_id"]) for r in lost[:5])
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        raise LossError(
            f"{len(lost)} {'person' if len(lost) == 1 else 'people'} of the last published run would be lost: "
            f"{names}{more}. Nothing was published.",
            "Look for sources missing from the workspace; to publish all the same: "
            f"`cardfile run -w {quoted(workspace)} --allow-loss`.",
        )
