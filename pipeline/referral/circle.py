"""The people that introductions are about: the owner taken in, the owner's own cards and nameless firms left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.companies import shared_firm
from pipeline.referral.drafts import Reason, Someone
from pipeline.referral.homes import home
from pipeline.referral.mother_tongue import language_of
from pipeline.referral.notes.second import RULE
from pipeline.schema import OWNER
from pipeline.settings import Owner

COLUMNS = (
    "person_id",
    "full_name",
    "given_name",
    "family_name",
    "title",
    "organization",
    "city",
    "country",
    "email",
    "emails",
    "phones",
    "linkedin_url",
)
TAG_COLUMNS = ("person_id", "record_id", "side", "topic", "strength", "evidence", "field", "rule", "sentence")
WORTH_SAYING = 0.6
"""Confidence from which on what a text does not say outright is good enough to bring two people together for."""
WORTH_SAYING_READ = {"ask": 0.7, "offer": 0.8}
"""The same of what the model alone has read in a text: a reason that looks far-fetched embarrasses both. Of labelled
texts, seven in eight of such asks are right from there on, and of such offers."""


_BUYING = re.compile(
    r"einkauf|einkäuf|procure|purchas|\bbuy|sourcing|achat|achet|compras|comprador|acquist|inkop|inkoop|采购|採購|購買|調達|仕入",
    re.IGNORECASE,
)
NOBODY: Mapping[str, str] = MappingProxyType({})

_SPONSORED = re.compile(
    r"sponsor\w*[ -]?(?:plätz|platz|paket|möglichkeit|packag|slot|spot|opportunit|place|pakket|plaats|plekk)"
    r"|(?:pl[aà]ce|offre|paquete|pacote|cota|espacio|espaço|vaga|pacchett|spazi|posti)\w* (?:de |di |per |para |pour )?(?:\w+ )?(?:sponsor|patroc|parrain)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Circle:
    """Everybody with a name and a tag, sorted by person_id, the owner among them; texts by column, one per person."""

    people: dict[str, list[str]]
    tags: dict[str, list[str]]
    confidence: list[float]
    """Of each tag, 0-1."""
    default_language: str
    wrote: Mapping[str, str] = field(default_factory=dict)
    """person_id -> the language of their messages."""
    number: dict[str, int] = field(default_factory=dict)
    """person_id -> place in the columns of `people`."""
    _languages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.number = {who: n for n, who in enumerate(self.people["person_id"])}

    def someone(self, person_id: str) -> Someone:
        """Name, short name, title and firm; `Self-employed` is none to name beside a title."""
        row, people = self.number[person_id], self.people
        title, firm = people["title"][row], people["organization"][row]
        role = (title, firm if not title or shared_firm(firm) else "")
        return Someone(people["full_name"][row], people["given_name"][row], role, person_id == OWNER)

    def reason(self, row: int) -> Reason:
        """The tag in this row."""
        tags = self.tags
        explicit = tags["strength"][row] == "explicit"
        return Reason(tags["topic"][row], tags["side"][row], tags["evidence"][row], explicit, tags["field"][row])

    def language(self, person_id: str) -> str:
        """The language in which to write to the person."""
        known = self._languages.get(person_id)
        if known is None:
            row = self.number[person_id]
            signs = [self.people[c][row] for c in ("country", "full_name", "title", "organization", "email")]
            told = self.wrote.get(person_id) or language_of(*signs)
            known = (told if person_id != OWNER else "") or self.default_language
            self._languages[person_id] = known
        return known


def circle(people: pd.DataFrame, tags: pd.DataFrame, owner: Owner, wrote: Mapping[str, str] = NOBODY) -> Circle:
    """The circle of the owner; `people` and `tags` as published, the owner's tags under the person_id `owner`; `wrote`:
    see Circle."""
    texts = {name: column(people, name) for name in COLUMNS}
    tagged, ids = set(column(tags, "person_id")), texts["person_id"]
    keys = zip(*(texts[c] for c in ("full_name", "emails", "email", "linkedin_url")), strict=True)
    kept = [
        n
        for n, (name, *others) in enumerate(keys)
        if name and ids[n] in tagged and not is_owner(name, *others, owner=owner)
    ]
    kept.sort(key=ids.__getitem__)
    columns = {name: [values[n] for n in kept] for name, values in texts.items()}
    columns["country"] = list(map(home, columns["country"], columns["phones"], columns["email"]))
    place = sum(who < OWNER for who in columns["person_id"])
    for name, values in columns.items():
        values.insert(place, _of_owner(owner).get(name, ""))
    return _with_tags(columns, tags, owner.language[:2].lower() or "en", wrote)


def _with_tags(people: dict[str, list[str]], tags: pd.DataFrame, language: str, wrote: Mapping[str, str]) -> Circle:
    known = set(people["person_id"])
    texts = {name: column(tags, name) for name in TAG_COLUMNS}
    sure = [float(c) for c in pd.to_numeric(tags["confidence"], errors="coerce").fillna(1.0).clip(0.01, 1.0)]
    read = zip(texts["rule"], texts["side"], strict=True)
    least = [WORTH_SAYING_READ[side] if rule == RULE else WORTH_SAYING for rule, side in read]
    gives = _given(texts)
    rows = [
        n
        for n, (who, strength) in enumerate(zip(texts["person_id"], texts["strength"], strict=True))
        if who in known
        and (strength != "inferred" or sure[n] >= least[n])
        and not (texts["rule"][n] == RULE and texts["side"][n] == "ask" and (who, texts["topic"][n]) in gives)
    ]
    kept = {name: [values[n] for n in rows] for name, values in texts.items()}
    told = zip(kept["side"], kept["topic"], kept["strength"], kept["evidence"], strict=True)
    kept["side"] = [side_of(*tag) for tag in told]
    return Circle(people, kept, [sure[n] for n in rows], language, wrote)


def _given(tags: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """(person_id, topic) that people say outright they give: no mere reading between the lines makes them askers of it."""
    told = zip(*(tags[c] for c in ("person_id", "topic", "side", "strength", "rule")), strict=True)
    return {
        (who, topic)
        for who, topic, side, strength, rule in told
        if (side, strength) == ("offer", "explicit") and rule != RULE
    }


def side_of(side: str, topic: str, strength: str, evidence: str) -> str:
    """The side on which a tag counts: a purchasing manager's title is tagged as an offer in the field of supply, but it
    is suppliers that a buyer looks for, and sponsors who has places for them."""
    buys = (side, topic, strength) == ("offer", "suppliers", "inferred") and _BUYING.search(evidence) is not None
    places = (side, topic) == ("offer", "sponsorship") and _SPONSORED.search(evidence) is not None
    return "ask" if buys or places else side


def is_owner(full_name: str, emails: str, email: str, linkedin_url: str, *, owner: Owner) -> bool:
    """Is this person of the address book the owner? By e-mail, profile or name."""
    if not (owner.name or owner.email or owner.linkedin_url):
        return False
    if owner.email and owner.email.casefold() in {a.strip().casefold() for a in [*emails.split(" ; "), email]}:
        return True
    if owner.linkedin_url and linkedin_url and _profile(owner.linkedin_url) == _profile(linkedin_url):
        return True
    return bool(owner.name) and owner.name.casefold() == full_name.casefold()


def _profile(url: str) -> str:
    return url.casefold().rstrip("/").rpartition("/in/")[2]


def _of_owner(owner: Owner) -> dict[str, str]:
    return {"person_id": OWNER, "full_name": owner.name or "You", "email": owner.email}
