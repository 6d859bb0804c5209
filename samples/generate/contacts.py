"""The contact files among the samples: LinkedIn's export, address books, the owner's notes of the fair."""

from __future__ import annotations

import csv
import io
import quopri
from datetime import date, timedelta
from random import Random
from typing import Any

from samples.generate.cast import email, entries, passer_by, person
from samples.generate.facts import slug
from samples.generate.people import Person

LATIN_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr")
FAIR = date(2026, 5, 14)
NOTES_PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see email addresses for connections who have allowed '
    'their connections to see or download their email address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
Rows = list[dict[str, str]]
Truth = list[dict[str, str]]


def profile(given: str, family: str) -> str:
    """A profile address that says that it is an example."""
    return f"https://www.linkedin.com/in/{slug(given)}-{'-'.join(slug(part) for part in family.split('-'))}-example"


def table(header: list[str], rows: Rows, newline: str = "\n") -> str:
    """CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator=newline, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def connections() -> tuple[str, Truth]:
    """LinkedIn's Connections.csv as exported since 2023: preamble, few e-mails, one hidden member."""
    rng = Random("connections")
    rows: Rows = []
    truth: Truth = []
    for entry in entries("linkedin"):
        who, other = person(entry["id"]), entry["linkedin"]
        given, family = (
            other.get("given", who.given),
            other.get("family", " ".join(filter(None, [who.family, entry.get("second", "")]))),
        )
        met = (
            FAIR + timedelta(days=rng.randrange(1, 9))
            if rng.random() < 0.6
            else date(2023, 1, 1) + timedelta(days=rng.randrange(1000))
        )
        shown = email(entry["id"]) if rng.random() < 0.15 or "email" in other else ""
        rows.append(
            _connection(
                given, family, shown, other.get("company", who.firm.name), other.get("position", who.title), met
            )
        )
        truth.append({"person": entry["id"], "key": rows[-1]["URL"]})
    for number in range(40):
        who = passer_by(number, LATIN_LANGUAGES[number % len(LATIN_LANGUAGES)])
        met = date(2018, 2, 1) + timedelta(days=rng.randrange(2900))
        rows.append(
            _connection(who.given, who.family, who.emails[0] if number % 11 == 3 else "", who.firm.name, who.title, met)
        )
        truth.append({"person": f"by{number}", "key": rows[-1]["URL"]})
    hidden = dict.fromkeys(rows[0], "") | {"Connected On": "07 Jun 2024"}
    order = sorted([*rows, hidden], key=lambda r: _day(r["Connected On"]), reverse=True)
    return NOTES_PREAMBLE + table(list(rows[0]), order), truth


def _connection(given: str, family: str, mail: str, company: str, position: str, met: date) -> dict[str, str]:
    return {
        "First Name": given,
        "Last Name": family,
        "URL": profile(given, family),
        "Email Address": mail,
        "Company": company,
        "Position": position,
        "Connected On": met.strftime("%d %b %Y"),
    }


def _day(text: str) -> tuple[int, int, int]:
    day, month, year = text.split()
    return int(year), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split().index(month), int(day)


def notes() -> tuple[str, Truth]:
    """The owner's own list after the fair."""
    rows: Rows = []
    truth: Truth = []
    for i, entry in enumerate(entries("notes")):
        who, said = person(entry["id"]), entry["notes"]
        rows.append(
            {
                "name": said.get("name", who.full_name),
                "email": email(entry["id"]) if i % 4 else "",
                "company": who.firm.short_latin or who.firm.short,
                "note": said["note"],
                "asks": said.get("asks", ""),
                "offers": said.get("offers", ""),
            }
        )
        truth.append({"person": entry["id"], "key": f"row {i + 1}"})
    extra = passer_by(101, "de")
    rows.append(
        {
            "name": extra.full_name,
            "email": extra.emails[0],
            "company": extra.firm.name,
            "note": "Forgot the card, will write. Not looking for an agency!",
            "asks": "",
            "offers": "",
        }
    )
    truth.append({"person": "by101", "key": f"row {len(rows)}"})
    return table(["name", "email", "company", "note", "asks", "offers"], rows), truth


GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,"
    "Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value"
).split(",")


def google() -> tuple[str, Truth]:
    """A Google Contacts export in today's columns."""
    rows: Rows = []
    truth: Truth = []
    people: list[tuple[str, Person, dict[str, Any]]] = [
        (e["id"], person(e["id"]), e["google"]) for e in entries("google")
    ]
    people += [
        (f"by{n}", passer_by(n, LATIN_LANGUAGES[n % len(LATIN_LANGUAGES)]), {}) for n in (3, 8, *range(200, 208))
    ]
    for i, (key, who, other) in enumerate(people):
        row = {
            "First Name": other.get("given", who.given),
            "Last Name": who.family,
            "Organization Name": who.firm.name,
            "Organization Title": who.title,
            "Notes": other.get("note", ""),
            "Labels": "* myContacts",
        }
        if i % 5 != 4:
            row |= {"E-mail 1 - Label": "Work", "E-mail 1 - Value": who.emails[0]}
        labels = {"work": "Work", "mobile": "Mobile", "fax": "Work Fax", "home": "Home"}
        for n, phone in enumerate(who.phones[:2], 1):
            row |= {f"Phone {n} - Label": labels[phone.type], f"Phone {n} - Value": phone.e164}
        if i % 3 == 0:
            a = who.firm.addresses[0]
            row |= {
                "Address 1 - Label": "Work",
                "Address 1 - Street": a.street,
                "Address 1 - City": a.city,
                "Address 1 - Region": a.region,
                "Address 1 - Postal Code": a.postal_code,
                "Address 1 - Country": a.country,
            }
        if i == 2:
            row["Birthday"] = "1984-03-09"
        rows.append(row)
        truth.append({"person": key, "key": f"row {i + 1}"})
    return table(GOOGLE, rows), truth


def vcards() -> tuple[str, Truth]:
    """An address book grown over years: vCard 2.1, 3.0 and 4.0 in one file."""
    blocks, truth = [], []
    people: list[tuple[str, Person, dict[str, Any]]] = [
        (e["id"], person(e["id"]), e["vcard"]) for e in entries("vcard")
    ]
    people += [
        (f"by{n}", passer_by(n, LATIN_LANGUAGES[n % len(LATIN_LANGUAGES)]), {}) for n in (1, 12, 21, *range(300, 312))
    ]
    for i, (key, who, other) in enumerate(people):
        uid = f"urn:uuid:00000000-0000-4000-8000-{i:012d}"
        blocks.append((_vcard21, _vcard30, _vcard40)[i % 3](who, other, uid))
        truth.append({"person": key, "key": uid if i % 3 else f"card {i + 1}"})
    return "".join(blocks), truth


def _named(who: Person, other: dict[str, Any]) -> tuple[str, str, str]:
    if "typo" in other:
        given, _, family = str(other["typo"]).partition(" ")
    elif "latin" in other:
        given, _, family = who.latin_name.title().partition(" ")
    else:
        given, family = str(other.get("given", who.given)), who.family
    return given, family, f"{given} {family}"


def _vcard21(who: Person, other: dict[str, Any], uid: str) -> str:
    given, family, full = _named(who, other)
    del uid  # vCard 2.1 books often have none
    lines = [
        "BEGIN:VCARD",
        "VERSION:2.1",
        _qp("N", f"{family};{given}"),
        _qp("FN", full),
        _qp("ORG", who.firm.name),
        _qp("TITLE", who.title),
    ]
    lines += [
        f"TEL;{'CELL' if p.type == 'mobile' else 'WORK;FAX' if p.type == 'fax' else 'WORK;VOICE'}:{p.national}"
        for p in who.phones
    ]
    return "\r\n".join([*lines, f"EMAIL;INTERNET:{who.emails[0]}", "END:VCARD", ""])


def _qp(name: str, value: str) -> str:
    if value.isascii():
        return f"{name}:{value}"
    coded = quopri.encodestring(value.encode(), quotetabs=False).decode().replace("=\n", "")
    return f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{coded}"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _vcard30(who: Person, other: dict[str, Any], uid: str) -> str:
    given, family, full = _named(who, other)
    a = who.firm.addresses[0]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid}",
        f"N:{_escape(family)};{_escape(given)};;{_escape(who.prefix)};",
        f"FN:{_escape(full)}",
        f"ORG:{_escape(who.firm.name)}",
        f"TITLE:{_escape(who.title)}",
    ]
    lines += [
        f"TEL;TYPE={'CELL' if p.type == 'mobile' else 'WORK,FAX' if p.type == 'fax' else 'WORK,VOICE'}:{p.e164}"
        for p in who.phones
    ]
    lines += [
        f"ADR;TYPE=WORK:;;{_escape(a.street)};{_escape(a.city)};{_escape(a.region)};{a.postal_code};{a.country}",
        f"EMAIL;TYPE=INTERNET,WORK:{who.emails[0]}",
        f"URL:https://{who.firm.domain}/",
    ]
    return "\r\n".join([*lines, "REV:2025-11-03T10:00:00Z", "END:VCARD", ""])


def _vcard40(who: Person, other: dict[str, Any], uid: str) -> str:
    given, family, full = _named(who, other)
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID:{uid}",
        f"N:{_escape(family)};{_escape(given)};;{_escape(who.prefix)};{_escape(who.suffix)}",
        f"FN:{_escape(full)}",
        f"ORG:{_escape(who.firm.name)}",
        f"TITLE:{_escape(who.title)}",
    ]
    lines += [
        f'TEL;VALUE=uri;TYPE="{"cell" if p.type == "mobile" else "fax,work" if p.type == "fax" else "voice,work"}":tel:{p.e164}'
        for p in who.phones
    ]
    lines += [f"EMAIL;TYPE=work;PREF=1:{who.emails[0]}", f"NOTE:{_escape(_remark(uid))}"]
    return "\r\n".join([*lines, "REV:20260102T080000Z", "END:VCARD", ""])


def _remark(uid: str) -> str:
    remarks = (
        "Met at a dinner in 2019.",
        "Looking for a freelance translator, French to German.",
        "Happy to help first-time founders with pricing.",
        "Prefers mail, not phone; no newsletter.",
    )
    return remarks[int(uid[-3:]) % len(remarks)]
