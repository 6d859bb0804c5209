"""In which field somebody hires or looks for work, read from the tags beside the one that says so."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.referral.relations import QUALIFIED_TOPICS, Relations

OWN_TRADE = frozenset({("ask", "job"), ("ask", "internship"), ("offer", "talent")})
"""Who looks for work looks for it in the own trade, unless they say otherwise."""

Row = tuple[str, str, str, str, str]
"""person_id, record_id, side, topic, evidence."""


def fields_of_work(rows: Sequence[Row], relations: Relations) -> dict[int, tuple[str, ...]]:
    """Row number -> fields, for the rows whose topic needs one; empty where nothing tells.

    `hiring` and `hiring two backend developers` in one record are one statement: its field is software.
    """
    wanted = [n for n, row in enumerate(rows) if row[3] in QUALIFIED_TOPICS]
    persons = {rows[n][0] for n in wanted}
    beside: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    trades: dict[str, dict[str, None]] = {}
    for person, record, side, topic, evidence in rows:
        if person not in persons or not relations.is_field(topic):
            continue
        beside.setdefault((person, record, side), []).append((topic, evidence))
        if side == "offer":
            trades.setdefault(person, {})[topic] = None
    out: dict[int, tuple[str, ...]] = {}
    for n in wanted:
        person, record, side, topic, evidence = rows[n]
        said = [t for t, words in beside.get((person, record, side), ()) if words in evidence or evidence in words]
        own = list(trades.get(person, ())) if (side, topic) in OWN_TRADE else []
        out[n] = tuple(sorted(set(said or own)))
    return out
