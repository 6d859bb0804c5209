"""Whom to write to this week, why now, and with what of use to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from pipeline.referral.circle import is_owner
from pipeline.referral.contact import Contact, contacts
from pipeline.referral.drafts import Someone, Voice, voices
from pipeline.referral.gifts import Gift, gifts
from pipeline.referral.mother_tongue import language_of
from pipeline.referral.network import column
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import TOUCH_BASE_COLUMNS, digest
from pipeline.settings import Owner

TIMELY = ("birthday", "new_job")
BIRTHDAY_DAYS = 10
"""A birthday is told about this many days ahead."""
RECENT_DAYS = 60
"""Who was in touch with the owner in these days is not passive."""
LONG_DAYS = 365


def touch_base(
    people: pd.DataFrame,
    records: pd.DataFrame,
    claims: pd.DataFrame,
    tags: pd.DataFrame,
    introductions: pd.DataFrame,
    owner: Owner,
    vocabulary: Vocabulary,
    today: str,
    per_week: int,
    *,
    templates: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """TOUCH_BASE_COLUMNS for the week of `today` (ISO date, "" unknown), at most `per_week` rows; priority 1 first.

    Timely reasons (a birthday, a new job) come first, but take at most half of the week; then contacts who fell
    silent, those with something of use to them before the rest, everybody in turn from week to week.
    """
    day = _day(today)
    spoken = voices(vocabulary, templates)
    own = spoken.get(owner.language[:2].lower(), spoken["en"])
    known = contacts(_reachable(people, owner), records, claims)
    useful = gifts(introductions, tags)
    reasons = {c.person_id: _reason(c, day) for c in known}
    chosen = _week([c for c in known if reasons[c.person_id]], reasons, useful, day, per_week)
    rows = []
    for rank, contact in enumerate(chosen, 1):
        kind = reasons[contact.person_id]
        gift = useful.get(contact.person_id)
        voice = spoken[language_of(*contact.language_signs) or owner.language[:2].lower() or "en"]
        rows.append(
            (
                contact.person_id,
                _why(own, contact, kind, day),
                _useful(own, gift),
                _draft(voice, contact, kind, gift, owner.name),
                rank,
            )
        )
    return pd.DataFrame(rows, columns=TOUCH_BASE_COLUMNS)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _reachable(people: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """People with a name and some way to write to them, the owner's own cards apart."""
    columns = ("full_name", "emails", "email", "linkedin_url", "phone")
    rows = zip(*(column(people, c) for c in columns), strict=True)
    keep = [
        bool(name) and bool(emails or email or url or phone) and not is_owner(name, emails, email, url, owner)
        for name, emails, email, url, phone in rows
    ]
    return people[keep]


def _reason(contact: Contact, day: date | None) -> str:
    """The strongest reason to write now; "" for none."""
    ahead = days_to_birthday(contact.birthday, day)
    if ahead is not None and ahead <= BIRTHDAY_DAYS:
        return "birthday"
    silent = _days(contact.last_contact, day)
    if contact.old_job and contact.job and (silent is None or silent > RECENT_DAYS or not contact.messages):
        return "new_job"
    if contact.messages and silent is not None and silent <= RECENT_DAYS:
        return ""
    if contact.linked and not contact.messages:
        return "never"
    if silent is not None and silent > LONG_DAYS:
        return "long_ago"
    return ""


def _days(then: str, day: date | None) -> int | None:
    """Days from an ISO date to today; None where either is unknown."""
    past = _day(then)
    return (day - past).days if day and past else None


def days_to_birthday(birthday: str, day: date | None) -> int | None:
    """Days until the next birthday (`1970-05-17` or `--05-17`); None where unknown.

    29 February is kept on 28 February in other years.
    """
    if day is None or len(birthday) < 7:
        return None
    month_day = birthday.lstrip("-")[-5:]
    for year in (day.year, day.year + 1):
        text = f"{year}-02-28" if month_day == "02-29" and not _leap(year) else f"{year}-{month_day}"
        found = _day(text)
        if found and found >= day:
            return (found - day).days
    return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _week(
    known: list[Contact], reasons: Mapping[str, str], useful: Mapping[str, Gift], day: date | None, per_week: int
) -> list[Contact]:
    """This week's contacts: each group in turn by the number of the week, so that nobody is always passed over."""
    week = (day.toordinal() - 1) // 7 if day else 0
    timely = _in_turn([c for c in known if reasons[c.person_id] in TIMELY], week, per_week)
    quiet = [c for c in known if reasons[c.person_id] not in TIMELY]
    with_gift = _in_turn([c for c in quiet if c.person_id in useful], week, per_week)
    others = _in_turn([c for c in quiet if c.person_id not in useful], week, per_week)
    half = (per_week + 1) // 2
    first = timely[:half]
    rest = [*with_gift[: max(per_week - len(first) - 1, 0)], *others, *with_gift, *timely[half:]]
    return list(dict.fromkeys([*first, *rest]))[:per_week]


def _in_turn(group: Iterable[Contact], week: int, per_week: int) -> list[Contact]:
    """A fixed random order, entered at another place every week: everybody has a turn before anybody has two."""
    ordered = sorted(group, key=lambda c: digest("turn", c.person_id))
    start = week * per_week % len(ordered) if ordered else 0
    return [*ordered[start:], *ordered[:start]]


def _why(voice: Voice, contact: Contact, kind: str, day: date | None) -> str:
    if kind == "birthday" and day:
        return voice.say("reason_birthday", date=_next(contact.birthday, day))
    if kind == "new_job":
        return voice.say("reason_new_job", job=contact.job, old_job=contact.old_job)
    if kind == "never":
        return voice.say("reason_never", date=contact.since) if contact.since else voice.texts["reason_never_undated"]
    return voice.say("reason_long_ago", date=contact.last_contact)


def _next(birthday: str, day: date) -> str:
    ahead = days_to_birthday(birthday, day) or 0
    return date.fromordinal(day.toordinal() + ahead).isoformat()


def _useful(voice: Voice, gift: Gift | None) -> str:
    if gift is None:
        return voice.texts["useful_ask"]
    return voice.say(f"useful_{gift.kind}", topic=voice.about(gift.reason), other=gift.other)


def _draft(voice: Voice, contact: Contact, kind: str, gift: Gift | None, owner: str) -> str:
    opening = _opening(voice, contact, kind)
    offer = voice.say(f"gift_{gift.kind}", topic=voice.label(gift.reason.topic, gift.side)) if gift else ""
    body = " ".join(part for part in (opening, offer or voice.texts["gift_none"]) if part)
    if voice.language in ("ja", "zh"):
        body = body.replace(" ", "") if body.isascii() else body.replace("。 ", "。")
    to = Someone(contact.name, contact.given_name)
    return voice.message("touch", to, owner, text=body)


def _opening(voice: Voice, contact: Contact, kind: str) -> str:
    if kind == "new_job":
        return voice.say("opening_new_job", job=contact.job)
    if kind == "long_ago" and contact.event:
        return voice.say("opening_met", event=contact.event)
    return voice.texts[f"opening_{kind}"]
