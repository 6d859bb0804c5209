"""What is still open, as the page shows it: the published tables, less what decisions have settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.people.decisions import (
    Decision,
    Different,
    Drop,
    Intro,
    Retract,
    Set,
    Unsure,
    Untag,
    effective,
    retracted,
)
from pipeline.publish.pages import percent
from pipeline.publish.report_contacts import introduction_views
from pipeline.publish.report_joins import joins, sure_percent, weakest
from pipeline.publish.report_people import Directory
from pipeline.review.decide import word
from pipeline.schema import JOIN, PHONE_TYPES, PLURALS, digest

MOST = 40
"""Questions of a kind on the page at a time; the next ones follow as these are decided."""
MOST_JOINED = 12
"""People who were put together: they need no answer, so that there are fewer."""
COMPARED = (
    "full_name", "title", "department", "organization", "emails", "phones", "websites", "linkedin_url", "address",
    "birthday", "event", "notes",
)  # fmt: skip
KIND_WORDS = {"card": "Card", "linkedin": "LinkedIn", "vcard": "Address book", "csv": "Table"}
PHONE_TYPE = re.compile(rf"^({'|'.join(PHONE_TYPES)}):(?=\+?\d)")
LABELS = {"emails": "e-mail", "phones": "phone", "websites": "website"}


@dataclass(slots=True)
class Settled:
    """What the decisions say already."""

    about: set[tuple[str, ...]] = field(default_factory=set)
    values: set[tuple[str, str, str]] = field(default_factory=set)
    """(record_id, field, value) that were confirmed or dropped."""
    fields: set[tuple[str, str]] = field(default_factory=set)
    """(record_id, field) that were set."""
    ids: set[str] = field(default_factory=set)
    parted: set[frozenset[str]] = field(default_factory=set)
    """Pairs of records that are not one person, or not surely."""

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Settled:
        """From all lines of decisions.jsonl, in their order."""
        held = effective(decisions)
        out = cls({d.about() for d in held}, ids={d.id for d in held})
        for d in held:
            if isinstance(d, Different | Unsure):
                out.parted.add(frozenset((d.record_a, d.record_b)))
            if isinstance(d, Untag):
                out.about.add(("untag", *d.about()[1:]))
            if isinstance(d, Set):
                out.fields.add((d.record, d.field))
        # of several values of one field each was confirmed, though only the last `set` of the field holds
        out.values = {(d.record, d.field, d.value) for d in standing(decisions) if isinstance(d, Set | Drop)}
        return out


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """All decisions that were not taken back, those included that a later one replaces."""
    gone = retracted(decisions)
    return [d for d in decisions if d.id not in gone and not isinstance(d, Retract)]


@dataclass(slots=True)
class Questions:
    """The published tables of a workspace, looked up by id."""

    tables: Mapping[str, pd.DataFrame]
    directory: Directory
    shows: Callable[[dict[str, str]], bool]
    """Whether there is a picture of the card of a row of records.csv."""
    _records: dict[str, dict[str, str]] = field(default_factory=dict)
    _places: dict[str, Any] = field(default_factory=dict)

    def record(self, record_id: str) -> dict[str, str] | None:
        """The row of records.csv, None where there is none."""
        self._fetch([record_id])
        return self._records.get(record_id)

    def _fetch(self, ids: Iterable[str]) -> None:
        wanted = [i for i in ids if i not in self._records]
        if wanted:
            table = self.tables["records"]
            rows = table[table["record_id"].isin(wanted)].to_dict("records")
            self._records.update({str(r["record_id"]): r for r in rows})

    def country(self, person_id: str) -> str:
        """The country that is published for a person, "" where there is none."""
        people = self.tables["people"]
        found = people.loc[people["person_id"] == person_id, "country"]
        return str(found.iloc[0]) if len(found) else ""

    def pairs(self, settled: Settled) -> dict[str, Any]:
        """`rows`: two records side by side each, likeliest first; `total`."""
        review = self.tables["review"]
        rows = [
            r for r in review[review["kind"] == "pair"].to_dict("records")
            if ("pair", *sorted((r["record_id"], r["other_record_id"]))) not in settled.about
        ]  # fmt: skip
        return self._side_by_side(rows, MOST)

    def joined(self, settled: Settled) -> dict[str, Any]:
        """`rows`: of each person made of several records the one that hangs on the least, beside the one that it hangs
        on, least sure first; `total`. What was judged already is not shown, nor who is about to come apart."""
        pairs = joins(self.tables["records"], self.tables["matches"])
        open_pairs = [
            [p for p in found if ("pair", *sorted(p[1:3])) not in settled.about]
            for found in pairs.values()
            if not any(frozenset(p[1:3]) in settled.parted for p in found)
        ]
        rows = [
            {"record_id": a, "other_record_id": b, "confidence": str(sure), "reason": why}
            for sure, a, b, why in sorted(weakest(found) for found in open_pairs if found)
        ]
        out = self._side_by_side(rows, MOST_JOINED)
        for view, row in zip(out["rows"], rows, strict=False):
            view["percent"] = sure_percent(float(row["confidence"]))
        return out

    def _side_by_side(self, rows: list[dict[str, str]], most: int) -> dict[str, Any]:
        shown = rows[:most]
        self._fetch([r[c] for r in shown for c in ("record_id", "other_record_id")])
        views = [self._pair(r) for r in shown]
        return {"rows": [v for v in views if v], "total": len(rows)}

    def _pair(self, row: dict[str, str]) -> dict[str, Any] | None:
        a, b = self._records.get(row["record_id"]), self._records.get(row["other_record_id"])
        if a is None or b is None:
            return None
        return {
            "id": f"q-{row['record_id']}-{row['other_record_id']}",
            "a": self._side(a),
            "b": self._side(b),
            "percent": percent(row["confidence"]),
            "reason": row["reason"].removeprefix("These two may be one person: ").rstrip("."),
            "fields": [_compared(name, a, b) for name in COMPARED if a[name] or b[name]],
        }

    def _side(self, record: dict[str, str]) -> dict[str, Any]:
        return {
            "id": record["record_id"],
            "name": record["full_name"] or record["organization"] or "(no name)",
            "place": place(record),
            "card": self.shows(record),
        }

    def doubts(self, settled: Settled) -> dict[str, Any]:
        """`rows`: doubtful values with what else was read, least sure first; `total`."""
        review = self.tables["review"]
        rows = [r for r in review[review["kind"] == "value"].to_dict("records") if not _answered(r, settled)]
        shown = rows[:MOST]
        self._fetch(r["record_id"] for r in shown)
        return {"rows": [self._doubt(r) for r in shown], "total": len(rows)}

    def _doubt(self, row: dict[str, str]) -> dict[str, Any]:
        record = self._records.get(row["record_id"], {})
        read = self.value(row["record_id"], row["field"], row["value"])
        return {
            "id": "q-" + doubt_id(row),
            "key": doubt_id(row),
            "record_id": row["record_id"],
            "person": self.directory.person(row["person_id"]),
            "field": row["field"],
            "word": word(row["field"]),
            "value": row["value"],
            "raw": read.get("raw", ""),
            "alternatives": [a for a in row["alternatives"].split(JOIN) if a],
            "reason": row["reason"],
            "card": bool(record) and self.shows(record),
            "place": place(record) if record else "",
        }

    def value(self, record_id: str, field: str, value: str) -> dict[str, str]:
        """The row of values.csv, {} where there is none."""
        for row in self._of("values", record_id):
            if row["field"] == field and row["value"] == value:
                return row
        return {}

    def _of(self, table: str, record_id: str) -> list[dict[str, str]]:
        """The rows of a record, in their order."""
        if table not in self._places:
            self._places[table] = self.tables[table].groupby("record_id", sort=False).indices
        at = self._places[table].get(record_id)
        rows: list[dict[str, str]] = [] if at is None else self.tables[table].iloc[at].to_dict("records")
        return rows

    def doubt(self, key: str) -> dict[str, str] | None:
        """The row of review.csv with this key."""
        review = self.tables["review"]
        rows = review[review["kind"] == "value"].to_dict("records")
        return next((r for r in rows if doubt_id(r) == key), None)

    def introductions(self, settled: Settled) -> dict[str, Any]:
        """As the report shows them, each with the words that say so as `tags`; `total`."""
        table = self.tables["introductions"]
        acted = {about[1] for about in settled.about if about[0] == Intro.decision}
        table = table[~table["intro_id"].isin(list(acted))]
        table = table.assign(score=pd.to_numeric(table["score"], errors="coerce").fillna(0.0))
        views = introduction_views(table, self.directory)
        rows = [*views["best"], *views["more"]]
        topics = table.set_index("intro_id")[["topic_a_to_b", "topic_b_to_a"]].to_dict("index")
        people = {p["id"] for row in rows for p in (row["a"], row["b"])}
        tags = self.tables["tags"]
        said = tags[tags["person_id"].isin(list(people))].to_dict("records")
        for row in rows:
            row["tags"] = self._tags(said, (row["a"], row["b"]), set(topics[row["id"]].values()), settled)
        return {"rows": rows, "total": views["total"]}

    def _tags(
        self, said: list[dict[str, str]], people: Iterable[dict[str, str]], topics: set[str], settled: Settled
    ) -> list[dict[str, str]]:
        names = {p["id"]: p["name"] for p in people}
        return [
            {**r, "name": names[r["person_id"]], "label": self.directory.label(r["topic"])}
            for r in said
            if r["person_id"] in names
            and r["topic"] in topics
            and ("untag", r["record_id"], r["side"], r["topic"]) not in settled.about
        ]

    def problems(self, settled: Settled) -> list[dict[str, Any]]:
        """Decisions that contradict each other or name what is gone; `undo` where they still hold."""
        review = self.tables["review"]
        rows = review[review["kind"] == "decision"].to_dict("records")
        return [
            {"reason": r["reason"], "id": r["value"], "undo": r["value"] in settled.ids}
            for r in rows
            if not r["value"].startswith("d") or r["value"] in settled.ids
        ]


def _answered(row: dict[str, str], settled: Settled) -> bool:
    record, field, value = row["record_id"], row["field"], row["value"]
    if {(record, field, value), (record, field, "")} & settled.values:
        return True
    return field not in PLURALS and (record, field) in settled.fields


def doubt_id(row: Mapping[str, str]) -> str:
    """A doubtful value's id on the page."""
    return digest("value", row["record_id"], row["field"], row["value"])


def place(record: Mapping[str, str]) -> str:
    """Where a record stands: kind, file and place in it."""
    kind = KIND_WORDS.get(record["source_kind"], record["source_kind"])
    return f"{kind}: " + " ".join(p for p in (record["source_file"], record["locator"]) if p)


def _compared(name: str, a: Mapping[str, str], b: Mapping[str, str]) -> dict[str, Any]:
    """A row of the comparison: the parts of each cell, those marked that the other side has differently."""
    parts = [[p for p in row[name].split(JOIN) if p] for row in (a, b)]
    plain = [{_plain(p) for p in side} for side in parts]
    both = bool(parts[0] and parts[1]) and name not in ("notes", "event")
    cells = [
        [{"text": _shown(p), "mark": both and _plain(p) not in plain[1 - n]} for p in side]
        for n, side in enumerate(parts)
    ]
    return {"label": LABELS.get(name, word(name)), "cells": cells}


def _shown(text: str) -> str:
    """`mobile:+49…` as `+49… mobile`, `other:+49…` as `+49…`."""
    found = PHONE_TYPE.match(text)
    return f"{text[found.end() :]} {found[1]}".removesuffix(" other") if found else text


def _plain(text: str) -> str:
    return " ".join(PHONE_TYPE.sub("", text).casefold().split())
