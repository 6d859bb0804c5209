"""What a code on a card says: vCard, MECARD, BIZCARD, or an address on the web."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.cards.labels.contacts import domain


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a code."""

    field: str
    text: str
    type: str = ""
    group: int = 0


def read_code(text: str) -> list[Said]:
    """Values of a code's text; empty where it says nothing about a person or firm."""
    text = text.strip().lstrip("\ufeff")
    head = text[:12].upper()
    if head.startswith("BEGIN:VCARD"):
        return list(_vcard(text))
    if head.startswith("MECARD:"):
        return list(_semicolons(text[7:], _MECARD, True))
    if head.startswith("BIZCARD:"):
        return _joined_name(list(_semicolons(text[8:], _BIZCARD, False)))
    if head.startswith("MAILTO:"):
        return [Said("email", text[7:].split("?")[0])]
    if head.startswith("TEL:"):
        return [Said("phone", text[4:])]
    if re.match(r"(?:https?://|www\.)\S+$", text, re.I):
        return [Said("linkedin_url" if re.search(r"linkedin\.com/(?:in|pub)/", text, re.I) else "website", text)]
    return []


SHORTENERS = frozenset(
    "bit.ly t.co goo.gl tinyurl.com ow.ly qr.ae is.gd buff.ly rebrand.ly lnkd.in linktr.ee qrco.de "
    "qr.link me-qr.com qrcode-tiger.com wa.me line.me u.wechat.com "
    "weixin.qq.com t.me hihello.me popl.co blinq.me mlxl.net qrs.ly scnv.io l.ead.me q-r.to qr1.be "
    "vcard.link youtu.be youtube.com facebook.com instagram.com "
    "twitter.com x.com maps.app.goo.gl play.google.com apps.apple.com".split()
)


def is_own_site(url: str) -> bool:
    """Whether a web address in a code is a site of its own, not a shortener or social network."""
    return domain(url) not in SHORTENERS


def _unescaped(text: str) -> str:
    return re.sub(r"\\([,;:\\nN])", lambda m: "\n" if m[1] in "nN" else m[1], text).strip()


def _split(value: str) -> list[str]:
    return [_unescaped(p) for p in re.split(r"(?<!\\);", value)]


_TYPES = {
    "CELL": "mobile",
    "MOBILE": "mobile",
    "IPHONE": "mobile",
    "FAX": "fax",
    "HOME": "home",
    "WORK": "work",
    "MAIN": "work",
    "VOICE": "",
    "PREF": "",
}


def _phone_type(parameters: str) -> str:
    said = [_TYPES[p] for p in re.split(r"[;=,]", parameters.upper()) if p in _TYPES]
    return next((t for t in ("fax", "mobile", "home", "work") if t in said), "")


def _vcard(text: str) -> Iterator[Said]:
    """Lines of a vCard of any version, folded ones joined."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text.replace("=\r\n", "").replace("=\n", ""))
    formatted, structured, group = "", "", 0
    for line in re.split(r"[\r\n]+", unfolded):
        head, colon, value = line.partition(":")
        name, _, parameters = head.partition(";")
        name = name.rsplit(".", 1)[-1].upper()
        if "QUOTED-PRINTABLE" in parameters.upper():
            value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
        if not colon or not value.strip(" ;"):
            continue
        if name == "FN":
            formatted = _unescaped(value)
        elif name == "N":
            family, given, middle, prefix, suffix = (_split(value) + [""] * 5)[:5]
            structured = " ".join(p for p in (given, middle, family) if p)
            yield from (
                Said(f, t)
                for f, t in (("given_name", given), ("family_name", family), ("prefix", prefix), ("suffix", suffix))
                if t
            )
        elif name == "TEL":
            yield Said("phone", _unescaped(value).removeprefix("tel:"), _phone_type(parameters))
        elif name == "ORG":
            firm, *units = _split(value)
            yield Said("organization", firm)
            yield from (Said("department", u) for u in units[:1] if u)
        elif name == "ADR":
            yield from _address(_split(value), group)
            group += 1
        elif name in _SIMPLE:
            said = _unescaped(value)
            field = (
                "linkedin_url"
                if name == "URL" and re.search(r"linkedin\.com/(?:in|pub)/", said, re.I)
                else _SIMPLE[name]
            )
            yield Said(field, said)
    if formatted or structured:
        yield Said("full_name", formatted or structured)


_SIMPLE = {"TITLE": "title", "EMAIL": "email", "URL": "website", "NOTE": "note", "BDAY": "birthday", "ROLE": "note"}


def _address(parts: list[str], group: int) -> Iterator[Said]:
    box, extra, street, city, region, code, country = (parts + [""] * 7)[:7]
    street = ", ".join(p for p in (box, extra, street) if p)
    named = (("street", street), ("city", city), ("region", region), ("postal_code", code), ("country", country))
    yield from (Said(f, t, group=group) for f, t in named if t)
    place = f"{code} {city}".strip()
    whole = ", ".join(p for p in (street, place, region, country) if p)
    if whole:
        yield Said("address", whole, group=group)


def _mecard_name(value: str) -> str:
    family, comma, given = value.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else value


_MECARD: dict[str, tuple[str, Callable[[str], str]]] = {
    "N": ("full_name", _mecard_name),
    "TEL": ("phone", str),
    "EMAIL": ("email", str),
    "URL": ("website", str),
    "ADR": ("address", lambda v: re.sub(r",(?=\S)", ", ", v)),
    "ORG": ("organization", str),
    "TITLE": ("title", str),
    "NOTE": ("note", str),
    "BDAY": ("birthday", str),
}
_BIZCARD: dict[str, tuple[str, Callable[[str], str]]] = {
    "N": ("given_name", str),
    "X": ("family_name", str),
    "T": ("title", str),
    "C": ("organization", str),
    "A": ("address", str),
    "B": ("phone", str),
    "F": ("phone", str),
    "M": ("phone", str),
    "E": ("email", str),
}


def _semicolons(text: str, table: dict[str, tuple[str, Callable[[str], str]]], mecard: bool) -> Iterator[Said]:
    for item in re.split(r"(?<!\\);", text):
        key, colon, value = item.partition(":")
        if colon and value.strip() and key.strip().upper() in table:
            field, made = table[key.strip().upper()]
            kind = "" if mecard else {"F": "fax", "M": "mobile"}.get(key.strip().upper(), "")
            yield Said(field, _unescaped(made(value)), kind)


def _joined_name(said: list[Said]) -> list[Said]:
    parts = [s.text for f in ("given_name", "family_name") for s in said if s.field == f]
    return [*said, Said("full_name", " ".join(parts))] if parts else said
