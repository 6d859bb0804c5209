"""Whom to write to this week, why now, and with what of use to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import TypeVar

import numpy as np
import pandas as pd

from pipeline.referral.circle import is_owner
from pipeline.referral.columns import column
from pipeline.referral.contact import Contact, contacts
from pipeline.referral.drafts import Someone, Voice, voices
from pipeline.referral.gifts import Gift, gifts
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import TOUCH_BASE_COLUMNS, digest
from pipeline.settings import Owner

T = TypeVar("T")

TIMELY = ("birthday", "new_job")
FRESH = ("follow_up", "welcome")
OPENINGS = {"network": "quiet"}
"""Reasons that are opened like another one: what is said then claims nothing of the time since."""
BIRTHDAY_DAYS = 10
"""A birthday is told about this many days ahead."""
RECENT_DAYS = 60
"""Who was in touch with the owner in these days is not passive."""
LONG_DAYS = 365
NEWS_DAYS = 120
"""A new job that has been known for longer is no news."""


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

    Timely reasons (a birthday, a new job) come first, but take at most half of the week while there are others;
    then in turn somebody met lately, somebody whom something can be brought, somebody who fell silent; and of each
    kind everybody before anybody again. Two who should meet are not written to in the same week: one is asked first.
    """
    day = _day(today)
    spoken = voices(vocabulary, templates)
    own = spoken.get(owner.language[:2].lower(), spoken["en"])
    known = contacts(_reachable(people, owner), records, claims)
    useful = gifts(introductions, tags)
    reasons = {c.person_id: _reason(c, day, c.person_id in useful) for c in known}
    chosen = _week([c for c in known if reasons[c.person_id]], reasons, useful, day, per_week)
    names = dict(zip(column(people, "person_id"), column(people, "full_name"), strict=True))
    rows = []
    for rank, contact in enumerate(chosen, 1):
        kind, gift = reasons[contact.person_id], useful.get(contact.person_id)
        voice = spoken.get(contact.language, own)
        useful_words = _useful(own, gift, names.get(gift.other, "") if gift else "")
        why, draft = _why(own, contact, kind, day), _draft(voice, contact, kind, gift, owner.name)
        rows.append((contact.person_id, why, useful_words, draft, rank))
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
        bool(name) and bool(emails or email or url or phone) and not is_owner(name, emails, email, url, owner=owner)
        for name, emails, email, url, phone in rows
    ]
    return people.loc[np.array(keep, dtype=bool)]


def _reason(contact: Contact, day: date | None, gift: bool) -> str:
    """The strongest reason to write now; "" for none."""
    ahead = days_to_birthday(contact.birthday, day)
    if ahead is not None and ahead <= BIRTHDAY_DAYS:
        return "birthday"
    silent = _days(contact.last_contact, day)
    recent = silent is not None and silent <= RECENT_DAYS
    if contact.messages and recent:
        return ""
    if contact.old_job and contact.job and (_days(contact.news, day) or 0) <= NEWS_DAYS:
        return "new_job"
    if not contact.messages and (recent or silent is None) and contact.event:
        return "follow_up"
    if not contact.messages and contact.linked:
        return "welcome" if recent else "never" if contact.messages == 0 else "network"
    if silent is not None and silent > LONG_DAYS:
        return "long_ago" if contact.messages else "network"
    return "quiet" if gift and not recent else ""


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
    """This week's contacts. Each group moves on every week by as many places as it has in a week; the next birthdays
    come first."""
    groups: list[list[Contact]] = [[], [], [], []]
    for contact in known:
        reason = reasons[contact.person_id]
        groups[0 if reason in TIMELY else 1 if reason in FRESH else 2 if contact.person_id in useful else 3].append(
            contact
        )
    number = (day.toordinal() - 1) // 7 if day else 0
    places = Counter(_mixed([[str(n)] * len(group) for n, group in enumerate(groups)], per_week))
    ordered = [_in_turn(group, number * places[str(n)]) for n, group in enumerate(groups)]
    ordered[0].sort(key=lambda c: _wait(c, reasons[c.person_id], day))
    while (week := _mixed(ordered, per_week)) and (again := _of_one_pair(week, useful)) is not None:
        ordered = [[one for one in group if one is not again] for group in ordered]
    return week


def _of_one_pair(week: Sequence[Contact], useful: Mapping[str, Gift]) -> Contact | None:
    """The first one whose introduction is to somebody who is written to about it in the same week."""
    told: dict[str, str] = {}
    for contact in week:
        gift = useful.get(contact.person_id)
        if gift is not None and told.get(gift.other) == contact.person_id:
            return contact
        told[contact.person_id] = gift.other if gift is not None else ""
    return None


def _wait(contact: Contact, reason: str, day: date | None) -> int:
    """Days to a birthday, which passes; what can wait comes behind."""
    ahead = days_to_birthday(contact.birthday, day) if reason == "birthday" else None
    return BIRTHDAY_DAYS + 1 if ahead is None else ahead


def _mixed(groups: Sequence[Sequence[T]], per_week: int) -> list[T]:
    """The first group has up to half of the places, the others the rest in turn; free places go to the first again."""
    timely, half = groups[0], (per_week + 1) // 2
    others = [one for together in zip_longest(*groups[1:]) for one in together if one is not None]
    return [*timely[:half], *others, *timely[half:]][:per_week]


def _in_turn(group: Iterable[Contact], places: int) -> list[Contact]:
    """A fixed random order, entered so many places further on: everybody has a turn before anybody has two."""
    ordered = sorted(group, key=lambda c: digest("turn", c.person_id))
    start = places % len(ordered) if ordered else 0
    return [*ordered[start:], *ordered[:start]]


def _why(voice: Voice, contact: Contact, kind: str, day: date | None) -> str:
    if kind == "birthday" and day:
        return voice.say("reason_birthday", date=_next(contact.birthday, day))
    if kind == "new_job":
        return voice.say("reason_new_job", job=contact.job, old_job=contact.old_job)
    if kind in ("never", "network") and not contact.since:
        return voice.texts[f"reason_{kind}_undated"]
    moment = contact.last_contact if kind == "long_ago" else contact.since
    unknown = "_alone" if kind in FRESH and contact.messages is None else ""
    return voice.say(f"reason_{kind}{unknown}", date=moment, event=contact.event)


def _next(birthday: str, day: date) -> str:
    ahead = days_to_birthday(birthday, day) or 0
    return date.fromordinal(day.toordinal() + ahead).isoformat()


def _useful(voice: Voice, gift: Gift | None, other: str) -> str:
    if gift is None:
        return voice.texts["useful_none"]
    return voice.say(f"useful_{_told(gift)}", topic=voice.about(gift.reason), other=other)


def _told(gift: Gift) -> str:
    """The key of its sentences: what somebody is only guessed to look for is told as a guess."""
    return "pass_on_inferred" if gift.kind == "pass_on" and not gift.reason.explicit else gift.kind


def _draft(voice: Voice, contact: Contact, kind: str, gift: Gift | None, owner: str) -> str:
    opening = voice.say(f"opening_{OPENINGS.get(kind, kind)}", job=contact.job, event=contact.event)
    topic = voice.label(gift.reason.topic, gift.reason.side) if gift else ""
    bring = voice.say(f"gift_{_told(gift) if gift else 'none'}", topic=topic)
    text = voice.texts["between"].join((opening, bring))
    return voice.message("touch", Someone(contact.name, contact.given_name), owner, text=text)
