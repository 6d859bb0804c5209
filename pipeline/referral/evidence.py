"""Which of several statements holds: the newest where they contradict, the strongest as evidence, a human's above all."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline.referral.vocabulary import Vocabulary

Row = tuple[Any, ...]
"""One row of the tags table, in the order of TAGS_COLUMNS."""
Key = tuple[str, str, str]
"""record_id, side, topic."""
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


def standing(statements: Iterable[Statement]) -> list[Statement]:
    """Statements that hold, the best first.

    A denial takes back what the same person stated of the same topic and side before it, and everything that
    titles only imply. Among denials and statements of one day, or without a day, the statement holds.
    """
    rows = list(statements)
    denials: dict[Key, str] = {}
    for s in rows:
        if s.denied:
            key = s.row[:3]
            denials[key] = max(denials.get(key, ""), s.as_of)
    kept = [s for s in rows if not s.denied and not _taken_back(s, denials.get(s.row[:3]))]
    kept.sort(key=lambda s: s.as_of, reverse=True)
    return sorted(kept, key=lambda s: (s.row[3] != "explicit", -s.row[8]))


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
    """Sets what people decided: `tag` adds a tag without a doubt, `untag` removes it from all records of the person."""
    for d in _holding(decisions):
        who = person.get(d.record)
        if who is None:
            continue
        if d.decision == "untag":
            for key in [k for k, row in rows.items() if row[:3] == (who, d.side, d.topic)]:
                del rows[key]
        elif d.topic in vocabulary:
            key = (d.record, d.side, d.topic)
            known = rows.get(key)
            evidence, field = (known[4], known[6]) if known else ("", "")
            rows[key] = (who, d.side, d.topic, "explicit", evidence, d.record, field, "decided", 1.0)


def _holding(decisions: Sequence[Any]) -> list[Any]:
    """The last decision on each record, side and topic, retracted ones apart."""
    gone: set[str] = set()
    for d in reversed(decisions):
        if d.decision == "retract" and d.id not in gone:
            gone.add(d.target)
    last: dict[Key, Any] = {}
    for d in decisions:
        if d.decision in ("tag", "untag") and d.id not in gone:
            key = (d.record, d.side, d.topic)
            last.pop(key, None)
            last[key] = d
    return list(last.values())
