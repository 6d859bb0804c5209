"""What people decided in review: typed decisions, one JSON line each, append-only.

A decision names source records, never people, so it holds whatever the machine thinks next time.
Later lines win over earlier ones about the same thing; `retract` takes one line back.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, ClassVar

import pandas as pd

from pipeline.people.erasure import known_by
from pipeline.schema import FIELDS, OWNER, PLURALS, digest

VERDICTS = ("made", "dismissed")
SIDES = ("ask", "offer")
HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair that makes one character: no file can hold it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What every decision has: its id and when it was taken (ISO 8601)."""

    decision: ClassVar[str] = ""
    id: str
    at: str

    def about(self) -> tuple[str, ...]:
        """What it is about: of several decisions about the same thing the last one holds."""
        return (self.decision, self.id)

    def records(self) -> tuple[str, ...]:
        """The source records that it names."""
        return ()


@dataclass(frozen=True, slots=True)
class _Pair(Decision):
    record_a: str
    record_b: str

    def about(self) -> tuple[str, ...]:
        return ("pair", *sorted(self.records()))

    def records(self) -> tuple[str, ...]:
        return (self.record_a, self.record_b)


@dataclass(frozen=True, slots=True)
class Same(_Pair):
    """Two records are one person."""

    decision: ClassVar[str] = "same"


@dataclass(frozen=True, slots=True)
class Different(_Pair):
    """Two records are two people."""

    decision: ClassVar[str] = "different"


@dataclass(frozen=True, slots=True)
class Unsure(_Pair):
    """Looked at and left open: not joined, and not asked again."""

    decision: ClassVar[str] = "unsure"


@dataclass(frozen=True, slots=True)
class _Value(Decision):
    record: str
    field: str
    value: str

    def records(self) -> tuple[str, ...]:
        return (self.record,)


@dataclass(frozen=True, slots=True)
class Set(_Value):
    """The person of this record has this value in this field; of several, it takes nothing from the others.

    `run`: the number of the run whose outputs lay before whoever decided; "" in lines that do not tell.
    """

    decision: ClassVar[str] = "set"
    run: str = ""

    def about(self) -> tuple[str, ...]:
        return ("set", self.record, self.field, *((self.value,) if self.field in PLURALS else ()))


@dataclass(frozen=True, slots=True)
class Drop(_Value):
    """The person of this record has not this value, whichever record says it; an empty value drops all values of the
    field that this record gives."""

    decision: ClassVar[str] = "drop"

    def about(self) -> tuple[str, ...]:
        return ("drop", self.record, self.field, self.value)


@dataclass(frozen=True, slots=True)
class _Topic(Decision):
    record: str
    side: str
    topic: str

    def about(self) -> tuple[str, ...]:
        return ("topic", self.record, self.side, self.topic)

    def records(self) -> tuple[str, ...]:
        return (self.record,)


@dataclass(frozen=True, slots=True)
class Tag(_Topic):
    """The person of this record asks for or offers this topic."""

    decision: ClassVar[str] = "tag"


@dataclass(frozen=True, slots=True)
class Untag(_Topic):
    """The person of this record does not ask for or offer this topic."""

    decision: ClassVar[str] = "untag"


@dataclass(frozen=True, slots=True)
class Intro(Decision):
    """What became of a proposed introduction: `made` or `dismissed`.

    With a record of each of the two it holds for whoever they turn out to be; without them it is known by its id.
    """

    decision: ClassVar[str] = "intro"
    intro_id: str
    verdict: str
    record_a: str = ""
    record_b: str = ""

    def about(self) -> tuple[str, ...]:
        return ("intro", self.intro_id)

    def records(self) -> tuple[str, ...]:
        return tuple(r for r in (self.record_a, self.record_b) if r not in ("", OWNER))


@dataclass(frozen=True, slots=True)
class Forget(Decision):
    """A person is erased and kept out; known only by salted hashes (`pipeline.people.erasure`)."""

    decision: ClassVar[str] = "forget"
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retract(Decision):
    """The decision with the id `target` no longer holds."""

    decision: ClassVar[str] = "retract"
    target: str


KINDS: dict[str, type[Decision]] = {
    kind.decision: kind for kind in (Same, Different, Unsure, Set, Drop, Tag, Untag, Intro, Forget, Retract)
}


def parse(lines: Iterable[str]) -> tuple[list[Decision], list[dict[str, str]]]:
    """Decisions in the order of the lines, and review rows for lines that are none."""
    decisions: list[Decision] = []
    problems: list[dict[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decisions.append(from_dict(read_line(line)))
        except (ValueError, TypeError, RecursionError) as e:
            problems.append(_problem(f"line {number}", f"Line {number} of decisions.jsonl is not a decision: {e}."))
    return decisions, problems


def read_line(text: str) -> Any:
    """The JSON value of a line, also of one that a spreadsheet program wrote: quoted, parted into cells at commas,
    semicolons or tabs, with empty cells behind it. Raises ValueError or RecursionError where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        for delimiter in ",;\t":
            with suppress(ValueError, csv.Error):
                return json.loads(delimiter.join(*csv.reader([text], delimiter=delimiter)).rstrip(delimiter))
        raise


def from_dict(row: Any) -> Decision:
    """One decision from its JSON object; raises ValueError that says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    kind = KINDS.get(str(row.get("decision", "")))
    if kind is None:
        raise ValueError(f"`decision` should be one of {', '.join(KINDS)}")
    values: dict[str, Any] = {}
    for f in fields(kind):
        value = row.get(f.name, None if f.default is MISSING else f.default)
        if f.name == "keys":
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise ValueError("`keys` should be a list of texts")
            value = tuple(value)
        elif not isinstance(value, str) or (not value and f.name != "value" and f.default is MISSING):
            raise ValueError(f"`{f.name}` is missing")
        if HALF.search("".join(value)):
            raise ValueError(f"`{f.name}` holds half a character (a lone surrogate)")
        values[f.name] = value
    decision = kind(**values)
    _check(decision)
    return decision


def _check(decision: Decision) -> None:
    if isinstance(decision, _Pair) and decision.record_a == decision.record_b:
        raise ValueError("a record is compared with itself")
    if isinstance(decision, _Value) and decision.field not in FIELDS:
        raise ValueError(f"`{decision.field}` is not a field")
    if isinstance(decision, _Topic) and decision.side not in SIDES:
        raise ValueError("`side` should be ask or offer")
    if isinstance(decision, Intro) and decision.verdict not in VERDICTS:
        raise ValueError("`verdict` should be made or dismissed")


def line(kind: str, at: str, **values: Any) -> str:
    """One line for decisions.jsonl, without the newline. `at`: ISO 8601 time, given by the caller.

    Raises ValueError when the decision is incomplete or names an unknown field.
    """
    row = {"decision": kind, "at": at, **values}
    row["id"] = "d" + digest(json.dumps(row, sort_keys=True, ensure_ascii=False))
    decision = from_dict(json.loads(json.dumps(row)))
    said = {name: value for name, value in asdict(decision).items() if value or name == "value"}
    told = {"id": decision.id, "at": decision.at, "decision": kind, **said}
    return json.dumps(told, ensure_ascii=False)


def effective(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold, in order: retracted ones are gone, and so are those that a later one replaces.

    Retracting a retraction brings the decision back. What a retracted decision had replaced holds again.
    """
    gone = retracted(decisions)
    last: dict[tuple[str, ...], Decision] = {}
    for d in decisions:
        if d.id not in gone and not isinstance(d, Retract):
            last.pop(d.about(), None)
            last[d.about()] = d
    return list(last.values())


def retracted(decisions: Sequence[Decision]) -> set[str]:
    """The ids of the decisions that were taken back."""
    gone: set[str] = set()
    for d in reversed(decisions):
        if isinstance(d, Retract) and d.id not in gone:
            gone.add(d.target)
    return gone


def check(decisions: Sequence[Decision], record_ids: Iterable[str]) -> list[dict[str, str]]:
    """Review rows for decisions that name records or decisions which are not there."""
    known = set(record_ids)
    ids, gone = {d.id for d in decisions}, retracted(decisions)
    rows = []
    for d in decisions:
        if isinstance(d, Retract) and d.id not in gone and d.target not in ids:
            rows.append(_problem(d.id, f"The decision {d.id} takes back {d.target}, which is not in decisions.jsonl."))
    for d in effective(decisions):
        missing = [r for r in d.records() if r not in known]
        if missing and not isinstance(d, Intro):  # it is known by its id, too
            reason = f"The decision “{d.decision}” ({d.id}) names a record that no longer exists; it has no effect."
            rows.append({**_problem(d.id, reason), "record_id": missing[0]})
    return rows


def forgotten(records: pd.DataFrame, claims: pd.DataFrame, decisions: Sequence[Decision]) -> set[str]:
    """record_ids of people who were erased: records that any `forget` decision knows by one of its keys."""
    keys = {key for d in effective(decisions) if isinstance(d, Forget) for key in d.keys}
    return known_by(keys, records, claims)


def _problem(identity: str, reason: str) -> dict[str, str]:
    return {"kind": "decision", "value": identity, "reason": reason}
