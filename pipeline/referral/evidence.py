"""Which of several statements holds: the newest where they contradict, the strongest as evidence, a human's above all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.referral.vocabulary import Vocabulary

Row = tuple[Any, ...]
"""One row of the tags table, in the order of TAGS_COLUMNS."""
Key = tuple[str, str, str]
"""record_id (of denials person_id), side, topic."""
HALF_LIFE = 365.0
"""Days in which what somebody seeks becomes half as likely to be sought still."""
OLDEST = 0.25
"""An ask is never worth less than this share of its confidence."""


class Statement(NamedTuple):
    """A tag as one text says it, or denies it."""

    row: Row
    as_of: str
    """ISO date, "" unknown."""
    denied: bool


@lru_cache(maxsize=10_000)
def freshness(as_of: str, today: str) -> float:
    """Share of confidence left to an ask of that day; 1 where either day is unknown."""
    said, now = _day(as_of), _day(today)
    if said is None or now is None or now <= said:
        return 1.0
    return max(OLDEST, float(0.5 ** ((now - said).days / HALF_LIFE)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def standing(statements: Iterable[Statement]) -> dict[Key, Row]:
    """What holds: (record_id, side, topic) -> the row with the best evidence; of two as good, the newer, then the first.

    A denial takes back what the same person stated of the same topic and side before it, and everything that
    titles only imply. Among denials and statements of one day, or without a day, the statement holds.
    """
    said: list[Statement] = []
    denials: dict[Key, str] = {}
    for s in statements:
        if s.denied:
            key = s.row[:3]
            denials[key] = max(denials.get(key, ""), s.as_of)
        else:
            said.append(s)
    best: dict[Key, Statement] = {}
    for s in said:
        if denials and _taken_back(s, denials.get(s.row[:3])):
            continue
        row = s.row
        key = (row[5], row[1], row[2])
        known = best.get(key)
        if known is None or _outranks(s, known):
            best[key] = s
    return {key: s.row for key, s in best.items()}


def _outranks(s: Statement, known: Statement) -> bool:
    if s.row[3] != known.row[3]:
        return bool(s.row[3] == "explicit")
    return bool(s.row[8] > known.row[8]) or (s.row[8] == known.row[8] and s.as_of > known.as_of)


def _taken_back(s: Statement, denied_on: str | None) -> bool:
    if denied_on is None:
        return False
    newer = bool(s.as_of) and s.as_of > denied_on
    if s.row[3] != "explicit":
        return not newer
    return bool(denied_on) and bool(s.as_of) and s.as_of < denied_on


def apply(
    decisions: Sequence[Any], rows: MutableMapping[Key, Row], person: dict[str, str], vocabulary: Vocabulary
) -> None:
    """Sets what people decided: `tag` adds a tag without a doubt, `untag` removes it from all records of the person.

    `decisions`: those that hold, in their order; other kinds than these are passed over.
    """
    held = [d for d in decisions if d.decision in ("tag", "untag")]
    known = _by_tag(rows) if held else {}
    for d in held:
        who = person.get(d.record)
        if who is None:
            continue
        if d.decision == "untag":
            for key in known.pop((who, d.side, d.topic), ()):
                del rows[key]
        elif d.topic in vocabulary:
            key = (d.record, d.side, d.topic)
            former = rows.get(key)
            evidence, field = (former[4], former[6]) if former else ("", "")
            rows[key] = (who, d.side, d.topic, "explicit", evidence, d.record, field, "decided", 1.0)
            known.setdefault((who, d.side, d.topic), set()).add(key)


def _by_tag(rows: Mapping[Key, Row]) -> dict[Key, set[Key]]:
    """(person_id, side, topic) -> the keys of its rows."""
    keys: dict[Key, set[Key]] = {}
    for key, row in rows.items():
        keys.setdefault(row[:3], set()).add(key)
    return keys
