"""In which field somebody hires or looks for work, read from the tags beside the one that says so."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.referral.relations import QUALIFIED_TOPICS, Relations

OWN_TRADE = frozenset({("ask", "job"), ("ask", "internship"), ("offer", "talent")})
"""Who looks for work looks for it in the own trade, unless they say otherwise."""

WORK_ONLY = frozenset({("ask", "job"), ("ask", "internship"), ("offer", "job"), ("offer", "internship")})
"""Here the field beside it is that of the work sought or given, and no service."""

Row = tuple[str, str, str, str, str]
"""person_id, record_id, side, topic, evidence."""


def fields_of_work(rows: Sequence[Row], relations: Relations) -> tuple[dict[int, tuple[str, ...]], set[int]]:
    """Row number -> fields, for the rows whose topic needs one; and the rows that say nothing but such a field.

    `hiring` and `hiring two backend developers` in one record are one statement: its field is software. Who seeks
    or has `a job in embedded software` neither asks for nor offers a software service.
    """
    wanted = [n for n, row in enumerate(rows) if row[3] in QUALIFIED_TOPICS]
    persons = {rows[n][0] for n in wanted}
    beside: dict[tuple[str, str, str], list[tuple[int, str, str]]] = {}
    trades: dict[str, dict[str, None]] = {}
    for n, (person, record, side, topic, evidence) in enumerate(rows):
        if person not in persons or not relations.is_field(topic):
            continue
        beside.setdefault((person, record, side), []).append((n, topic, evidence))
        if side == "offer":
            trades.setdefault(person, {})[topic] = None
    out: dict[int, tuple[str, ...]] = {}
    merely: set[int] = set()
    for n in wanted:
        person, record, side, topic, evidence = rows[n]
        near = beside.get((person, record, side), ())
        said = [(m, t) for m, t, words in near if words in evidence or evidence in words]
        own = list(trades.get(person, ())) if (side, topic) in OWN_TRADE else []
        out[n] = tuple(sorted({t for _, t in said} or set(own)))
        if (side, topic) in WORK_ONLY:
            merely |= {m for m, _ in said}
    return out, merely
