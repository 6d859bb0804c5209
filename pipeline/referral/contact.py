"""What is known of the contact between the owner and each person: since when, how long ago, which changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.companies import company_key
from pipeline.referral.events import ISO_DATE, event_name
from pipeline.referral.jobs import restated
from pipeline.referral.mother_tongue import language_of, written_in
from pipeline.schema import JOIN

WRITTEN = ("message", "message_out", "recommendation")
"""Fields of what one of the two wrote, dated by the claim."""
CONTACT_DATES = ("connected_on", "met_on", "last_contact", *WRITTEN)
MESSAGES = ("message", "message_out")
OWN_NOTES = re.compile(r"note line|column (?:asks?|offers?)", re.IGNORECASE)
"""How the owner's notes of an event were read: a text of notes, or a table with columns for asks and offers."""
CHECKED_IN = re.compile(r"check.?(?:ed.)?in", re.IGNORECASE)
"""A column that tells that somebody came to an event, which is no meeting with the owner."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person as the owner's contact. Dates are ISO 8601, "" unknown."""

    person_id: str
    name: str
    given_name: str
    job: str
    old_job: str
    """What an earlier export or card said, where the latest one tells of another firm or title; "" otherwise."""
    news: str
    """A day by which that change had come about, "" unknown."""
    birthday: str
    event: str
    """The latest one at which the owner met them, as far as a card or notes testify to it."""
    since: str
    last_contact: str
    linked: bool
    messages: int | None
    """How often they were in touch since they met: messages, recommendations, what an address book tells; None where no
    source tells of messages at all."""
    language: str
    """In which to write to them, "" unknown."""


def contacts(people: pd.DataFrame, records: pd.DataFrame, claims: pd.DataFrame) -> list[Contact]:
    """One Contact per row of `people`, sorted by person_id. `records` carry person_id, `claims` are cleaned."""
    owner_of = dict(zip(records["record_id"], records["person_id"], strict=True))
    messages, last = _history(claims, owner_of)
    told = bool(claims["field"].isin(MESSAGES).any())
    old_jobs = _old_jobs(records, claims)
    met_at = _events(records, claims)
    wrote = languages(records, claims)
    linked = set(records.loc[records["source_kind"] == "linkedin", "person_id"])
    columns = (
        "person_id full_name given_name title organization birthday connected_on first_met country email phones".split()
    )
    out = []
    for row in zip(*(column(people, c) for c in columns), strict=True):
        who, name, given, title, firm, birthday, connected, met, country, email, phones = row
        old = old_jobs.get(who, OldJob())
        out.append(
            Contact(
                who, name, given, _job(title, firm), _changed(old, title, firm), old.news, birthday,
                met_at.get(who, ""), connected or met, max(last.get(who, ""), connected, met), who in linked,
                messages.get(who, 0) or (0 if told and who in linked else None),
                wrote.get(who) or language_of(country, name, title, firm, email, phones),
            )
        )  # fmt: skip
    return sorted(out, key=lambda c: c.person_id)


def languages(records: pd.DataFrame, claims: pd.DataFrame) -> dict[str, str]:
    """person_id -> the language in which they wrote to the owner, of those who did."""
    owner_of = dict(zip(records["record_id"], records["person_id"], strict=True))
    texts: dict[str, list[str]] = {}
    own = claims.loc[claims["field"] == "message", ["record_id", "value"]]
    for record, text in zip(own["record_id"], own["value"], strict=True):
        if record in owner_of:
            texts.setdefault(owner_of[record], []).append(text)
    return {person: language for person, said in texts.items() if (language := written_in(said))}


def _history(claims: pd.DataFrame, owner_of: dict[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """How often they were in touch since they met, as far as is known, and the date of the last time, per person."""
    dated = claims[claims["field"].isin(CONTACT_DATES)]
    messages: dict[str, int] = {}
    last: dict[str, str] = {}
    columns = (dated[c] for c in ("record_id", "field", "value", "as_of"))
    for record, kind, value, as_of in zip(*columns, strict=True):
        person = owner_of.get(record)
        if person is None:
            continue
        messages[person] = messages.get(person, 0) + (kind in WRITTEN or kind == "last_contact")
        day = (as_of if kind in WRITTEN else value)[:10]
        if len(day) == 10 and day > last.get(person, ""):
            last[person] = day
    return messages, last


def _job(title: str, firm: str) -> str:
    return ", ".join(part for part in (title, firm) if part)


class OldJob(NamedTuple):
    """What an earlier version of a record said; "" unknown."""

    title: str = ""
    organization: str = ""
    news: str = ""
    """A day by which the newest version of the record had come about."""


def _old_jobs(records: pd.DataFrame, claims: pd.DataFrame) -> dict[str, OldJob]:
    """person_id -> what the newest earlier version of one of its records said, where the version that counts now is
    news: it speaks of a later day, or came with the latest intake of such records."""
    old = claims[claims["field"].isin(["title", "organization"]) & (claims["as_of"] != "") & (claims["value"] != "")]
    runs = records.get("updated", records["run"])
    latest = runs.groupby(records["source_kind"]).max()
    newest = records["as_of"].groupby(records["source_kind"]).max()
    changed = records["record_id"].isin(old["record_id"])
    columns = [*(records.loc[changed, c] for c in ("record_id", "person_id", "source_kind", "as_of")), runs[changed]]
    its = {record: rest for record, *rest in zip(*columns, strict=True)}
    out: dict[str, OldJob] = {}
    ordered = old.sort_values(["as_of", "record_id", "seq"], ascending=[False, True, True])
    rows: list[Any] = [ordered[c] for c in ("record_id", "field", "value", "as_of")]
    for record, kind, value, as_of in zip(*rows, strict=True):
        if record not in its:
            continue
        person, source_kind, now, run = its[record]
        if now <= as_of and run < latest[source_kind]:
            continue
        known = out.setdefault(person, OldJob(news=now if now > as_of else newest[source_kind]))
        if not getattr(known, kind):
            out[person] = known._replace(**{kind: value})
    return out


def _changed(old: OldJob, title: str, firm: str) -> str:
    """The old job in words where it was another firm or another title, not the same in other words."""
    one, two = company_key(old.organization), company_key(firm)
    other_firm = bool(one and two) and not restated(one, two)
    other_title = not restated(old.title, title)
    return _job(old.title or title, old.organization or firm) if other_firm or other_title else ""


def _events(records: pd.DataFrame, claims: pd.DataFrame) -> dict[str, str]:
    """person_id -> the latest event at which the owner met them.

    A card testifies to it, the owner's notes, and a day of meeting. That an export of contacts or a list of attendees
    was taken in with an event tells nothing of the kind.
    """
    known = records[records["event"] != ""]
    texts = claims[claims["field"].isin(["met_on", "note", "ask", "offer"])]
    noted = texts.loc[texts["method"].str.fullmatch(OWN_NOTES), "record_id"]
    sources = set(records.loc[records["record_id"].isin(noted), "source"])
    days = texts[(texts["field"] == "met_on") & ~texts["method"].str.contains(CHECKED_IN)]
    met = set(days["record_id"])
    columns: list[Any] = [
        known[c] for c in ("person_id", "record_id", "source_kind", "source", "event", "as_of", "run")
    ]
    found: dict[str, list[tuple[str, int, int, str]]] = {}
    for person, record, kind, source, events, as_of, run in zip(*columns, strict=True):
        if not (kind == "card" or record in met or (kind == "csv" and source in sources)):
            continue
        for place, text in enumerate(events.split(JOIN)):
            day = ISO_DATE.search(text)
            when = re.sub(r"[-_. ]", "", day[0] if day else as_of)
            if name := event_name(text):
                found.setdefault(person, []).append((when, run, place, name))
    return {person: max(events)[-1] for person, events in found.items()}
