"""The people that introductions are about: the owner taken in, the owner's own cards and nameless firms left out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.referral.drafts import Reason, Someone
from pipeline.referral.mother_tongue import language_of
from pipeline.referral.network import column
from pipeline.schema import OWNER, PEOPLE_COLUMNS
from pipeline.settings import Owner


@dataclass(slots=True)
class Circle:
    """People (PEOPLE_COLUMNS, the owner among them), the tags of these people, and how to speak of them."""

    people: pd.DataFrame
    tags: pd.DataFrame
    _someone: dict[str, Someone]
    _language: dict[str, str]
    _reasons: list[Reason]

    def someone(self, person_id: str) -> Someone:
        """Name, short name, title and firm."""
        return self._someone[person_id]

    def reason(self, row: int) -> Reason:
        """The tag in this row."""
        return self._reasons[row]

    def language(self, person_id: str) -> str:
        """The language in which to write to the person."""
        return self._language[person_id]

    def shared_language(self, a: str, b: str) -> str:
        """The language that two people share; English where they have none in common."""
        one, two = self._language[a], self._language[b]
        return one if one == two or b == OWNER else two if a == OWNER else "en"


def circle(people: pd.DataFrame, tags: pd.DataFrame, owner: Owner) -> Circle:
    """The circle of everybody who has a name and a tag."""
    tagged = people[people["person_id"].isin(set(tags["person_id"]))]
    named = tagged[[bool(n) for n in column(tagged, "full_name")]] if "full_name" in people.columns else tagged
    keys = zip(*(column(named, c) for c in OWNER_KEYS), strict=True)
    others = named[[not is_owner(name, emails, email, url, owner) for name, emails, email, url in keys]]
    own = pd.DataFrame([{**dict.fromkeys(PEOPLE_COLUMNS, ""), **_owner_row(owner)}])
    rows = pd.concat([own, others], ignore_index=True).sort_values("person_id", ignore_index=True)
    kept = tags[tags["person_id"].isin(set(rows["person_id"]))].reset_index(drop=True)
    return Circle(rows, kept, _speaking_of(rows), _languages(rows, owner), _reasons(kept))


OWNER_KEYS = ("full_name", "emails", "email", "linkedin_url")


def is_owner(full_name: str, emails: str, email: str, linkedin_url: str, owner: Owner) -> bool:
    """Is this person of the address book the owner? By e-mail, profile or name."""
    addresses = {a.strip().casefold() for a in [*emails.split(" ; "), email] if a}
    if owner.email and owner.email.casefold() in addresses:
        return True
    if owner.linkedin_url and _profile(owner.linkedin_url) == _profile(linkedin_url):
        return True
    return bool(owner.name) and owner.name.casefold() == full_name.casefold()


def _profile(url: str) -> str:
    return url.casefold().rstrip("/").rpartition("/in/")[2]


def _owner_row(owner: Owner) -> dict[str, str]:
    return {
        "person_id": OWNER,
        "full_name": owner.name or "You",
        "email": owner.email,
        "linkedin_url": owner.linkedin_url,
    }


def _speaking_of(rows: pd.DataFrame) -> dict[str, Someone]:
    columns = ("person_id", "full_name", "given_name", "title", "organization")
    texts = (column(rows, c) for c in columns)
    return {who: Someone(name, given, (title, firm)) for who, name, given, title, firm in zip(*texts, strict=True)}


def _languages(rows: pd.DataFrame, owner: Owner) -> dict[str, str]:
    default = owner.language[:2].lower() or "en"
    texts = (column(rows, c) for c in ("person_id", "country", "full_name", "title", "organization", "email"))
    out = {who: language_of(*words) or default for who, *words in zip(*texts, strict=True)}
    out[OWNER] = default
    return out


def _reasons(tags: pd.DataFrame) -> list[Reason]:
    texts = (column(tags, c) for c in ("topic", "side", "evidence", "strength", "field"))
    return [
        Reason(topic, side, evidence, strength == "explicit", field)
        for topic, side, evidence, strength, field in zip(*texts, strict=True)
    ]
