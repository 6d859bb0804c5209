"""In which field somebody hires, looks for work or invests, read from the tags beside the one that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.referral.relations import QUALIFIED_TOPICS, WIDE, Relations

OWN_TRADE = frozenset({("ask", "job"), ("ask", "internship"), ("offer", "talent")})
"""Who looks for work looks for it in the own trade, unless they say otherwise."""
HIRES = ("ask", "talent")
RECRUITS = ("offer", "recruiting")
TITLES = frozenset({"title", "department", "organization"})
NAMES_A_FIELD = frozenset({"job", "internship", "funding", "deal-flow", "customers"})
"""Beside these a field is that of the work, the money or the market: no service is sought or given."""
RECRUITERS = frozenset({"recruiting", "people-hr"})
"""A recruiter's own trade is not the field of those who are sought."""


class Row(NamedTuple):
    """What is needed of a tag."""

    person_id: str
    record_id: str
    side: str
    topic: str
    evidence: str
    field: str


def fields_of_work(rows: Sequence[Row], relations: Relations) -> tuple[dict[int, tuple[str, ...]], set[int]]:
    """Row number -> fields, for the rows whose topic needs one; and the rows that say nothing but such a field.

    `hiring` and `hiring two backend developers` in one record are one statement: its field is software. Who seeks
    or has `a job in embedded software` neither asks for nor offers a software service, nor does a recruiter who says
    `I place backend engineers, always looking for candidates`; and two cooks who are sought are no restaurant.
    """
    wanted = [n for n, row in enumerate(rows) if row.topic in QUALIFIED_TOPICS or row.topic in NAMES_A_FIELD]
    persons = {rows[n].person_id for n in wanted}
    recruits = {row.person_id for row in rows if row.side == "offer" and row.topic in RECRUITERS}
    beside: dict[tuple[str, str], list[int]] = {}
    trades: dict[str, dict[str, None]] = {}
    for n, row in enumerate(rows):
        if row.person_id in persons and relations.is_field(row.topic):
            beside.setdefault((row.person_id, row.record_id), []).append(n)
            if row.side == "offer":
                trades.setdefault(row.person_id, {})[row.topic] = None
    out: dict[int, tuple[str, ...]] = {}
    merely: set[int] = set()
    for n in wanted:
        row = rows[n]
        hires = (row.side, row.topic) == HIRES and row.person_id in recruits
        near = [m for m in beside.get((row.person_id, row.record_id), ()) if _one_statement(row, rows[m], hires)]
        own = trades.get(row.person_id, ()) if (row.side, row.topic) in OWN_TRADE else ()
        if row.topic in QUALIFIED_TOPICS:
            out[n] = tuple(sorted({rows[m].topic for m in near} or set(own)))
        if row.topic in NAMES_A_FIELD or hires:
            merely.update(near)
        elif (row.side, row.topic) == HIRES:
            merely.update(m for m in near if rows[m].topic in WIDE and rows[m].side == "ask")
    return out, merely


def _one_statement(row: Row, other: Row, hires: bool) -> bool:
    """Do the two tags speak of one thing: the same words, or the recruiter's title with its field? `hires`: the first is
    what somebody seeks who places people by trade; such words name those people's field, whatever they seem to give."""
    if hires and other.topic in RECRUITERS:
        return False
    if row.side == other.side or (hires and other.field not in TITLES):
        return other.evidence in row.evidence or row.evidence in other.evidence
    return (row.side, row.topic) == HIRES and row.field == other.field == "title" and other.topic not in RECRUITERS


def placed(rows: Sequence[Row], explicit: Sequence[bool], relations: Relations) -> set[int]:
    """Rows that say whom a recruiter has to offer: `nurses and technicians for hospitals`."""
    recruits = {row.person_id for row in rows if (row.side, row.topic) == RECRUITS}
    return {
        n
        for n, row in enumerate(rows)
        if row.person_id in recruits
        and explicit[n]
        and row.side == "offer"
        and row.field not in TITLES
        and row.topic not in RECRUITERS
        and relations.is_field(row.topic)
    }
