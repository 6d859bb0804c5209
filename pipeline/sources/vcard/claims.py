"""A parsed card -> a record: what each property says about the person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.schema import TEXT_FIELDS, Claim, Record
from pipeline.sources.base import LONG_CELL, SHORT_CELL
from pipeline.sources.dates import iso
from pipeline.sources.rows import phone_type

APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
NOT_PEOPLE = frozenset({"group", "location", "thing", "application", "device"})
SOCIAL = frozenset({"IMPP", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-YAHOO", "X-SKYPE", "X-SKYPE-USERNAME", "X-GTALK", "X-GOOGLE-TALK", "X-QQ",
                    "X-TWITTER", "X-FACEBOOK", "X-INSTAGRAM", "X-GITHUB", "X-XING", "X-TELEGRAM", "X-WECHAT", "X-SOCIALPROFILE", "X-MASTODON", "SOCIALPROFILE",
                    "X-LINKEDIN", "X-MS-IMADDRESS", "X-GADUGADU", "X-GROUPWISE", "X-SIP", "X-WHATSAPP"})  # fmt: skip
RELATED = {"RELATED": "", "X-ABRELATEDNAMES": "", "X-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "X-MANAGER": "manager", "X-EVOLUTION-MANAGER": "manager",
           "X-ASSISTANT": "assistant", "X-EVOLUTION-ASSISTANT": "assistant", "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
           "X-KADDRESSBOOK-X-MANAGERSNAME": "manager", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse"}  # fmt: skip
ADDRESS_PARTS = (("box", "street"), ("extended", "street"), ("street", "street"), ("city", "city"), ("region", "region"), ("code", "postal_code"), ("country", "country"))
NAME_PARTS = (("prefix", "prefix"), ("given", "given_name"), ("additional", "additional_name"), ("family", "family_name"), ("suffix", "suffix"))
TEXT_PROPERTIES = {
    "FN": "full_name", "NICKNAME": "nickname", "X-MAIDENNAME": "maiden_name", "X-MAIDEN-NAME": "maiden_name", "EMAIL": "email", "TEL": "phone",
    "NOTE": "note", "CATEGORIES": "category", "X-CATEGORIES": "category", "BDAY": "birthday", "EXPERTISE": "offer", "LABEL": "address",
}  # fmt: skip


def kind_of(card: Any) -> str:
    """`individual`, `org`, `group` ... of a parsed card."""
    for name in ("kind", "x_addressbookserver_kind"):
        for line in card.contents.get(name.replace("_", "-"), []):
            return str(line.value).strip().casefold()
    shown = card.contents.get("x-abshowas", [])
    return "org" if shown and str(shown[0].value).casefold() == "company" else "individual"


def record(card: Any, number: int, agent: bool = False) -> Record:
    """The record of a parsed card, `number` its place in the file."""
    labels = {line.group: APPLE_LABEL.sub(r"\1", str(line.value)) for line in card.contents.get("x-ablabel", []) if line.group}
    claims: list[Claim] = []
    for name, lines in card.contents.items():
        make = MAKERS.get(name.upper())
        for line in sorted(lines, key=_preference) if make else ():
            claims += make(line, labels.get(line.group, "")) if make else ()
    claims += _jobs(card) + _addresses(card, labels)
    if kind_of(card) == "org":
        claims = _of_firm(claims)
    key = _first(card, "uid")
    revised = _first(card, "rev")
    return Record("vcard", f"card {number}", _cut(claims), key[:500], "", _day(revised))


def _first(card: Any, name: str) -> str:
    lines = card.contents.get(name, [])
    return str(lines[0].value).strip() if lines else ""


def _day(text: str) -> str:
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    return iso("-".join(found.groups())) if found else ""


def _types(line: Any) -> list[str]:
    return [value.casefold() for value in line.params.get("TYPE", [])]


def _preference(line: Any) -> int:
    """1 (best) to 100: PREF of 4.0, TYPE=pref of 3.0 and 2.1."""
    given = line.params.get("PREF", [""])[0]
    if given.isdigit():
        return min(int(given), 100)
    return 1 if "pref" in _types(line) else 100


def _text(line: Any) -> str:
    value = line.value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def _plain(line: Any, label: str) -> list[Claim]:
    value, name = _text(line), TEXT_PROPERTIES[line.name]
    if name == "birthday":
        value = _birthday(value)
    if name == "email":
        value = re.sub(r"^mailto:", "", value, flags=re.IGNORECASE)
    kind = _place(line, label) if name in ("email", "address") else ""
    return [Claim(name, value, kind, 0, 1.0, line.name)] if value else []


def _birthday(value: str) -> str:
    """Basic forms of ISO 8601 in the extended one; the rest (`--04-15`, `circa 1800`) as it is."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$", value)
    return "-".join(found.groups()) if found else value


def _place(line: Any, label: str) -> str:
    """`work` or `home`, "" when nothing says so."""
    kinds = _types(line)
    for kind in ("work", "home"):
        if kind in kinds:
            return kind
    found = phone_type(label)
    return found if found in ("work", "home") else ""


def _phone(line: Any, label: str) -> list[Claim]:
    value = re.sub(r"^tel:", "", _text(line), flags=re.IGNORECASE)
    value = re.sub(r";ext=(\d+)", r" ext. \1", value).partition(";")[0]
    kinds = [kind for kind in _types(line) if kind not in ("voice", "pref", "internet", "text", "x-tel")]
    kind = phone_type(" ".join((*kinds, label))) if kinds or label else ""
    return [Claim("phone", value, kind, 0, 1.0, "TEL")] if value else []


def _name(line: Any, label: str) -> list[Claim]:
    value = line.value
    if isinstance(value, str):
        return [Claim("full_name", value.strip(), "", 0, 1.0, "N")] if value.strip() else []
    out = []
    for part, name in NAME_PARTS:
        text = _joined(getattr(value, part, ""), " ")
        if text:
            out.append(Claim(name, text, "", 0, 1.0, "N"))
    return out


def _joined(value: str | Sequence[str], mark: str) -> str:
    text = value if isinstance(value, str) else mark.join(v for v in value if v)
    return text.strip().strip(";").strip()


def _web(line: Any, label: str) -> list[Claim]:
    value = _text(line)
    if not value:
        return []
    if "linkedin.com/" in value.casefold():
        return [Claim("linkedin_url", value, "", 0, 1.0, line.name)]
    return [Claim("website", value, _place(line, label), 0, 1.0, line.name)]


def _social(line: Any, label: str) -> list[Claim]:
    """`twitter: @name`; a LinkedIn profile is what identifies a person, so it gets its own field."""
    value = _text(line)
    if not value:
        return []
    service = next((t for t in _types(line) if t not in ("home", "work", "pref", "other")), "") or "".join(line.params.get("X-SERVICE-TYPE", [])[:1]) or label
    if not service and line.name.startswith("X-") and line.name != "X-SOCIALPROFILE":
        service = line.name[2:].casefold()
    if "linkedin.com/" in value.casefold():
        return [Claim("linkedin_url", value, "", 0, 1.0, line.name)]
    return [Claim("related", f"{service}: {value}" if service else value, "", 0, 1.0, line.name)]


def _related(line: Any, label: str) -> list[Claim]:
    value = _text(line)
    how = RELATED[line.name] or label or ", ".join(t for t in _types(line) if t not in ("pref", "internet"))
    return [Claim("related", f"{how}: {value}" if how else value, "", 0, 1.0, line.name)] if value else []


def _android(line: Any, label: str) -> list[Claim]:
    """`vnd.android.cursor.item/nickname;Ace;...`: Android's own way for nicknames and relations."""
    parts = str(line.value).split(";")
    kind = parts[0].rpartition("/")[2]
    if kind in ("nickname", "relation") and len(parts) > 1 and parts[1].strip():
        return [Claim("nickname" if kind == "nickname" else "related", parts[1].strip(), "", 0, 1.0, line.name)]
    return []


MAKERS: dict[str, Callable[[Any, str], Iterable[Claim]]] = {
    **dict.fromkeys(TEXT_PROPERTIES, _plain),
    **dict.fromkeys(SOCIAL, _social),
    **dict.fromkeys(RELATED, _related),
    "TEL": _phone,
    "N": _name,
    "URL": _web,
    "X-ANDROID-CUSTOM": _android,
}


def _jobs(card: Any) -> list[Claim]:
    """ORG, TITLE and ROLE: those of one group belong together, else the n-th of each."""
    out: list[Claim] = []
    slots: dict[str, int] = {}
    titles = card.contents.get("title", [])
    for name, lines in (("ORG", card.contents.get("org", [])), ("TITLE", titles), ("ROLE", card.contents.get("role", []))):
        for place, line in enumerate(lines, 1):
            group = slots.setdefault(line.group, max(slots.values(), default=100) + 1) if line.group else place
            out += _job(name, line, group, bool(titles))
    return out


def _job(name: str, line: Any, group: int, titled: bool) -> list[Claim]:
    if name == "ORG":
        units = [_joined(unit, ", ") for unit in ([line.value] if isinstance(line.value, str) else line.value)]
        fields = [("organization", units[0] if units else ""), ("department", ", ".join(unit for unit in units[1:] if unit))]
    else:
        fields = [("headline" if name == "ROLE" and titled else "title", _text(line))]
    return [Claim(field, value, "", group if field != "headline" else 0, 1.0, name) for field, value in fields if value]


def _addresses(card: Any, labels: dict[str, str]) -> list[Claim]:
    out = []
    for number, line in enumerate(sorted(card.contents.get("adr", []), key=_preference), 11):
        kind = _place(line, labels.get(line.group, ""))
        if isinstance(line.value, str):
            out.append(Claim("address", line.value.strip(), kind, number, 1.0, "ADR"))
            continue
        streets = [_joined(getattr(line.value, part, ""), ", ") for part, field in ADDRESS_PARTS if field == "street"]
        values = {"street": ", ".join(s for s in streets if s)}
        values |= {field: _joined(getattr(line.value, part, ""), ", ") for part, field in ADDRESS_PARTS if field != "street"}
        out += [Claim(field, value, kind, number, 1.0, "ADR") for field, value in values.items() if value]
        out += [Claim("address", text.replace("^n", "\n"), kind, number, 1.0, "ADR LABEL") for text in line.params.get("LABEL", []) if not any(values.values())]
    return out


def _of_firm(claims: list[Claim]) -> list[Claim]:
    """A firm's own card: what it calls its name is the organization."""
    if any(c.field == "organization" for c in claims):
        return [c for c in claims if c.field != "full_name" or c.raw not in {d.raw for d in claims if d.field == "organization"}]
    return [c._replace(field="organization", group=1) if c.field == "full_name" else c for c in claims]


def _cut(claims: list[Claim]) -> list[Claim]:
    return [c if len(c.raw) <= SHORT_CELL else c._replace(raw=c.raw[: LONG_CELL if c.field in TEXT_FIELDS else SHORT_CELL]) for c in claims]
