"""What is known of the contact between the owner and each person: since when, how long ago, which changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.companies import company_key
from pipeline.referral.events import event_name
from pipeline.referral.mother_tongue import language_of, written_in
from pipeline.schema import JOIN

WRITTEN = ("message", "message_out", "recommendation")
"""Fields of what one of the two wrote, dated by the claim."""
CONTACT_DATES = ("connected_on", "met_on", "last_contact", *WRITTEN)


@dataclass(frozen=True, slots=True)
class Contact:
    """One person as the owner's contact. Dates are ISO 8601, "" unknown."""

    person_id: str
    name: str
    given_name: str
    job: str
    old_job: str
    """What an earlier export or card said, where firm or title changed since; "" otherwise."""
    birthday: str
    event: str
    since: str
    last_contact: str
    linked: bool
    messages: int
    """How often they were in touch since they met: messages, recommendations, what an address book tells."""
    language: str
    """In which to write to them, "" unknown."""


def contacts(people: pd.DataFrame, records: pd.DataFrame, claims: pd.DataFrame) -> list[Contact]:
    """One Contact per row of `people`, sorted by person_id. `records` carry person_id, `claims` are cleaned."""
    owner_of = dict(zip(records["record_id"], records["person_id"], strict=True))
    messages, last = _history(claims, owner_of)
    old_jobs = _old_jobs(claims, owner_of)
    wrote = languages(records, claims)
    linked = set(records.loc[records["source_kind"] == "linkedin", "person_id"])
    columns = (
        "person_id full_name given_name title organization birthday events connected_on first_met country email".split()
    )
    out = []
    for row in zip(*(column(people, c) for c in columns), strict=True):
        who, name, given, title, firm, birthday, events, connected, met, country, email = row
        out.append(
            Contact(
                who, name, given, _job(title, firm), _changed(old_jobs.get(who), title, firm), birthday,
                event_name(events.split(JOIN)[-1]), connected or met, max(last.get(who, ""), connected, met),
                who in linked, messages.get(who, 0), wrote.get(who) or language_of(country, name, title, firm, email),
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


def _old_jobs(claims: pd.DataFrame, owner_of: dict[str, str]) -> dict[str, dict[str, str]]:
    """person_id -> title and organization of the newest earlier version of one of its records."""
    old = claims[claims["field"].isin(["title", "organization"]) & (claims["as_of"] != "") & (claims["value"] != "")]
    out: dict[str, dict[str, str]] = {}
    ordered = old.sort_values(["as_of", "record_id", "seq"], ascending=[False, True, True])
    columns: list[Any] = [ordered[c] for c in ("record_id", "field", "value")]
    for record, kind, value in zip(*columns, strict=True):
        person = owner_of.get(record)
        if person is not None:
            out.setdefault(person, {}).setdefault(kind, value)
    return out


def _changed(old: dict[str, str] | None, title: str, firm: str) -> str:
    """The old job in words where it was another firm or another title."""
    if not old:
        return ""
    other_firm = company_key(old.get("organization", "")) not in ("", company_key(firm))
    other_title = old.get("title", "").casefold() not in ("", title.casefold())
    return _job(old.get("title", title), old.get("organization", firm)) if other_firm or other_title else ""
