"""A card's properties -> a record: what each says about the person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from pipeline.schema import TEXT_FIELDS, Claim, Record
from pipeline.sources.base import LONG_CELL, SHORT_CELL
from pipeline.sources.dates import iso
from pipeline.sources.facts import lines, words
from pipeline.sources.lines_of_notes import said
from pipeline.sources.rows import phone_type
from pipeline.sources.vcard.lines import Property

Card = dict[str, list[Property]]
"""Name of a property -> its lines, preferred ones first."""
Reader = Callable[[Property, str, str], list[Claim]]
"""(line, field or relation, Apple's label) -> claims."""

APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
NOT_PEOPLE = frozenset({"group", "location", "thing", "application", "device"})
NAME_PARTS = (
    (3, "prefix", ", "),
    (1, "given_name", " "),
    (2, "additional_name", " "),
    (0, "family_name", ", "),
    (4, "suffix", ", "),
)
"""Place in N, field, and what joins a list that was written there (`Jr.,M.D.`)."""
ADDRESS_PARTS = ((3, "city"), (4, "region"), (5, "postal_code"), (6, "country"))


@lru_cache(maxsize=1)
def readers() -> dict[str, tuple[Reader, str]]:
    """Property -> how it is read, and the field or relation it is read as."""
    out = {}
    for what, names in lines("vcard_properties.tsv"):
        kind, _, detail = what.partition(":")
        for name in words(names):
            out[name] = (READERS.get(kind, _plain), detail or kind)
    return out


def by_name(found: Iterable[Property]) -> Card:
    """The properties by name, empty ones left out, preferred ones first."""
    out: Card = defaultdict(list)
    for line in found:
        if any(line.parts):
            out[line.name].append(line)
    for several in out.values():
        if len(several) > 1:
            several.sort(key=_preference)
    return out


def _preference(line: Property) -> int:
    """1 (best) to 100: PREF of 4.0, TYPE=pref of 3.0 and 2.1."""
    given = line.parameters.get("PREF", ("",))[0]
    if given.isdecimal() and len(given) <= 3:
        return min(int(given), 100)
    return 1 if "pref" in line.types() else 100


def kind_of(card: Card) -> str:
    """`individual`, `org`, `group` ..."""
    for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
        if name in card:
            return card[name][0].value.casefold()
    shown = card.get("X-ABSHOWAS")
    return "org" if shown and shown[0].value.casefold() == "company" else "individual"


def record(card: Card, number: int) -> Record:
    """The record of a card, `number` its place in the file."""
    labels = {line.group: APPLE_LABEL.sub(r"\1", line.value) for line in card.get("X-ABLABEL", ()) if line.group}
    claims: list[Claim] = []
    for name, several in card.items():
        reader = readers().get(name)
        if reader is not None:
            read, field = reader
            for line in several:
                claims += read(line, field, labels.get(line.group, "") if line.group else "")
    claims += _jobs(card) + _addresses(card, labels)
    if kind_of(card) == "org":
        claims = _of_firm(claims)
    key = card["UID"][0].value if "UID" in card else ""
    return Record(
        "vcard", f"card {number}", _cut(claims), key[:500], "", _day(card["REV"][0].value) if "REV" in card else ""
    )


def _day(text: str) -> str:
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    return iso("-".join(found.groups())) if found else ""


def _plain(line: Property, field: str, label: str) -> list[Claim]:
    value = line.value
    if field == "birthday":
        value = _birthday(value)
    elif field == "email":
        value = re.sub(r"^mailto:", "", value, flags=re.IGNORECASE)
    kind = _place(line, label) if field == "email" else ""
    if field == "note" and value:
        return said(Claim(field, value, "", 0, 1.0, line.name))
    return [Claim(field, value, kind, 0, 1.0, line.name)] if value else []


def _birthday(value: str) -> str:
    """Basic forms of ISO 8601 in the extended one; the rest (`--04-15`, `circa 1800`) as it is."""
    found = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", value)
    return "-".join(found.groups()) if found else value


def _place(line: Property, label: str) -> str:
    """`work` or `home`, "" when nothing says so."""
    kinds = line.types()
    for kind in ("work", "home"):
        if kind in kinds:
            return kind
    found = phone_type(label) if label else ""
    return found if found in ("work", "home") else ""


def _phone(line: Property, field: str, label: str) -> list[Claim]:
    value = re.sub(r"^tel:", "", line.value, flags=re.IGNORECASE)
    value = re.sub(r";ext=(\d+)", r" ext. \1", value).partition(";")[0]
    kinds = [kind for kind in line.types() if kind not in ("voice", "pref", "internet", "text", "x-tel")]
    kind = phone_type(" ".join((*kinds, label))) if kinds or label else ""
    return [Claim(field, value, kind, 0, 1.0, "TEL")] if value else []


def _name(line: Property, _field: str, _label: str) -> list[Claim]:
    parts = line.parts
    if len(parts) == 1 and " " in parts[0]:  # phones that write N as if it were FN
        return [Claim("full_name", parts[0], "", 0, 1.0, "N")]
    out = []
    for place, name, mark in NAME_PARTS:
        text = re.sub(r",(?=\S)", mark, parts[place]).strip(", ") if place < len(parts) else ""
        if text:
            out.append(Claim(name, text, "", 0, 1.0, "N"))
    return out


def _web(line: Property, _field: str, label: str) -> list[Claim]:
    if "linkedin.com/" in line.value.casefold():
        return [Claim("linkedin_url", line.value, "", 0, 1.0, line.name)]
    return [Claim("website", line.value, _place(line, label), 0, 1.0, line.name)]


def _social(line: Property, _field: str, label: str) -> list[Claim]:
    """`twitter: @name`; a LinkedIn profile is what identifies a person, so it gets its own field."""
    if "linkedin.com/" in line.value.casefold():
        return [Claim("linkedin_url", line.value, "", 0, 1.0, line.name)]
    named = [*line.parameters.get("SERVICE-TYPE", ()), *line.parameters.get("X-SERVICE-TYPE", ())]
    service = (
        next((t for t in line.types() if t not in ("home", "work", "pref", "other", "internet")), "")
        or "".join(named[:1])
        or label
    )
    if not service and line.name.startswith("X-") and line.name != "X-SOCIALPROFILE":
        service = line.name[2:].casefold()
    return [Claim("related", f"{service}: {line.value}" if service else line.value, "", 0, 1.0, line.name)]


def _related(line: Property, field: str, label: str) -> list[Claim]:
    how = (
        (field if field != "related" else "")
        or label
        or ", ".join(t for t in line.types() if t not in ("pref", "internet"))
    )
    return [Claim("related", f"{how}: {line.value}" if how else line.value, "", 0, 1.0, line.name)]


def _interest(line: Property, _field: str, _label: str) -> list[Claim]:
    return [Claim("note", f"{line.name.capitalize()}: {line.value}", "", 0, 1.0, line.name)]


def _android(line: Property, _field: str, _label: str) -> list[Claim]:
    """`vnd.android.cursor.item/nickname;Ace;...`: Android's own way for nicknames and relations."""
    kind = line.parts[0].rpartition("/")[2]
    if kind in ("nickname", "relation") and len(line.parts) > 1 and line.parts[1]:
        return [Claim("nickname" if kind == "nickname" else "related", line.parts[1], "", 0, 1.0, line.name)]
    return []


READERS: dict[str, Reader] = {
    "phone": _phone,
    "name": _name,
    "web": _web,
    "social": _social,
    "related": _related,
    "interest": _interest,
    "android": _android,
}


def _jobs(card: Card) -> list[Claim]:
    """ORG, TITLE and ROLE: those of one group belong together, else the n-th of each."""
    out: list[Claim] = []
    groups: dict[str, int] = {}
    for name in ("ORG", "TITLE", "ROLE"):
        for place, line in enumerate(card.get(name, ()), 1):
            group = groups.setdefault(line.group, 101 + len(groups)) if line.group else place
            out += _job(line, group, titled="TITLE" in card)
    return out


def _job(line: Property, group: int, titled: bool) -> list[Claim]:
    if line.name == "ORG":
        units = ", ".join(unit for unit in line.parts[1:] if unit)
        said = [("organization", line.parts[0] or units), ("department", units if line.parts[0] else "")]
    elif line.name == "ROLE" and titled:
        said, group = [("headline", line.value)], 0
    else:
        said = [("title", line.value)]
    return [Claim(field, value, "", group, 1.0, line.name) for field, value in said if value]


def _addresses(card: Card, labels: dict[str, str]) -> list[Claim]:
    """ADR by its parts; a LABEL (the address as printed) only where no ADR of its kind says the same."""
    out: list[Claim] = []
    kinds = set()
    for number, line in enumerate(card.get("ADR", ()), 11):
        kind = _place(line, labels.get(line.group, ""))
        kinds.add(kind)
        parts = [*line.parts, *[""] * (7 - len(line.parts))]
        street = ", ".join(part for part in parts[:3] if part)
        values = [("street", street), *((field, parts[place]) for place, field in ADDRESS_PARTS)]
        out += [Claim(field, value, kind, number, 1.0, "ADR") for field, value in values if value]
    for number, line in enumerate(card.get("LABEL", ()), 61):
        kind = _place(line, labels.get(line.group, ""))
        if kind not in kinds:
            out.append(Claim("address", line.value, kind, number, 1.0, "LABEL"))
    return out


def _of_firm(claims: Sequence[Claim]) -> list[Claim]:
    """A firm's own card: what it calls its name is the organization."""
    firms = {c.raw for c in claims if c.field == "organization"}
    if firms:
        return [c for c in claims if c.field != "full_name" or c.raw not in firms]
    return [c._replace(field="organization", group=1) if c.field == "full_name" else c for c in claims]


def _cut(claims: list[Claim]) -> list[Claim]:
    return [
        c if len(c.raw) <= SHORT_CELL else c._replace(raw=c.raw[: LONG_CELL if c.field in TEXT_FIELDS else SHORT_CELL])
        for c in claims
    ]
