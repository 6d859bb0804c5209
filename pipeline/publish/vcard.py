"""People as vCard 4.0 (RFC 6350, RFC 9554 for social profiles) or 3.0 (RFC 2426)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from pipeline.publish.cells import (
    Row,
    many,
    middle_name,
    note,
    phones,
    rows,
    spoken_birthday,
    street_address,
    web_address,
)
from pipeline.schema import JOIN

VERSIONS = ("4.0", "3.0")
TEL_TYPES = {"work": "work,voice", "mobile": "cell", "home": "home,voice", "fax": "fax", "other": "voice"}
ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})
E164 = re.compile(r"\+\d{4,15}")
LONGEST_LINE = 75
NO_YEAR = 1604
"""A leap year that nobody alive was born in; Apple's choice."""


def vcards(people: pd.DataFrame, version: str = "4.0") -> str:
    """All rows of a table of people (or of records, for a one-shot reading) as vCards, CRLF line ends.

    The UID is the `person_id` (the `record_id` where there is none), so that taking the file in again updates
    instead of adding. A row without any name is called by its organization, e-mail or phone, since FN must not
    be empty. Raises ValueError for another version than 4.0 and 3.0.
    """
    if version not in VERSIONS:
        raise ValueError(f"vCard {version} is not written, only {' and '.join(VERSIONS)}")
    return "".join(fold(line) + "\r\n" for row in rows(people) for line in _lines(row, version))


def _lines(row: Row, version: str) -> Iterator[str]:
    v4 = version == "4.0"
    uid = row.get("person_id") or row.get("record_id", "")
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if v4:
        yield f"KIND:{'individual' if row.get('full_name') or not row.get('organization') else 'org'}"
    if uid:
        yield f"UID{';VALUE=text' if v4 else ''}:{escape(uid)}"
    yield f"FN:{escape(shown_name(row))}"
    parts = {**row, "middle_name": middle_name(row)}
    names = ("family_name", "given_name", "middle_name", "prefix", "suffix")
    yield "N:" + ";".join(escape(parts.get(name, "")) for name in names)
    if row.get("organization") or row.get("department"):
        yield "ORG:" + ";".join(
            escape(row[k]) for k in ("organization", "department") if row.get(k) or k != "department"
        )
    if row.get("title"):
        yield f"TITLE:{escape(row['title'])}"
    yield from _contacts(row, v4)
    yield from _address(row)
    born = _birthday(row.get("birthday", ""), v4)
    if born:
        yield born
    if events := many(row, "events", "event"):
        yield "CATEGORIES:" + ",".join(map(escape, events))
    if said := "\n".join(filter(None, [note(row), "" if born else spoken_birthday(row)])):
        yield f"NOTE:{escape(said)}"
    yield "END:VCARD"


def _contacts(row: Row, v4: bool) -> Iterator[str]:
    for i, address in enumerate(many(row, "emails", "email"), 1):
        yield f"EMAIL{_preference(i, v4, 'INTERNET')}:{escape(address)}"
    for i, (kind, number) in enumerate(phones(row), 1):
        yield _phone(kind, number, i, v4)
    for i, site in enumerate(many(row, "websites", "website"), 1):
        yield f"URL{f';PREF={i}' if v4 else ''}:{_uri(web_address(site))}"
    if profile := row.get("linkedin_url"):
        yield f"{'SOCIALPROFILE;SERVICE-TYPE=LinkedIn' if v4 else 'X-SOCIALPROFILE;TYPE=linkedin'}:{_uri(profile)}"


def _phone(kind: str, number: str, rank: int, v4: bool) -> str:
    types = TEL_TYPES[kind]
    if not v4:
        return f"TEL;TYPE={types.upper()}{',PREF' if rank == 1 else ''}:{escape(number)}"
    if E164.fullmatch(number):
        return f"TEL;VALUE=uri;TYPE={types};PREF={min(rank, 100)}:tel:{number}"
    return f"TEL;TYPE={types};PREF={min(rank, 100)}:{escape(number)}"


def _preference(rank: int, v4: bool, kind: str) -> str:
    """RFC 6350 ranks by PREF=1..100; RFC 2426 marks one value as preferred."""
    return f";PREF={min(rank, 100)}" if v4 else f";TYPE={kind},PREF" if rank == 1 else f";TYPE={kind}"


def _address(row: Row) -> Iterator[str]:
    parts = street_address(row)
    if any(parts):
        yield "ADR;TYPE=work:;;" + ";".join(map(escape, parts))


def _birthday(day: str, v4: bool) -> str:
    """RFC 6350 wants basic dates and truncates with `--`; RFC 2426 has whole dates only: for a day without a year there is
    what Apple, Thunderbird and Nextcloud write and understand. "" where the version cannot say it."""
    if v4 and re.fullmatch(r"\d{4}-\d\d-\d\d|--\d\d-?\d\d|\d{4}-\d\d|\d{4}", day):
        return f"BDAY:{day if re.fullmatch(r'[0-9]{4}-[0-9]{2}', day) else _basic(day)}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return f"BDAY:{day}"
    if found := re.fullmatch(r"--(\d\d)-?(\d\d)", day):
        return f"BDAY;X-APPLE-OMIT-YEAR={NO_YEAR}:{NO_YEAR}-{found[1]}-{found[2]}"
    return ""


def _basic(day: str) -> str:
    return "--" + day[2:].replace("-", "") if day.startswith("--") else day.replace("-", "")


def shown_name(row: Row) -> str:
    """What a list of contacts shows for the row: name, else organization, e-mail, phone; never empty."""
    for key in (
        "full_name",
        "organization",
        "email",
        "emails",
        "phone",
        "phones",
        "linkedin_url",
        "website",
        "websites",
    ):
        if row.get(key):
            return row[key].split(JOIN)[0].strip()
    return "Unknown"


def escape(value: str) -> str:
    """A text value: backslash, comma, semicolon and line ends escaped, other control characters left out."""
    return value.replace("\r\n", "\n").translate(ESCAPES)


def _uri(value: str) -> str:
    """A URI as it is, but for white space and line ends, which would end it."""
    return re.sub(r"\s+", "", value)


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never cutting a character; CRLF and a space between them."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    octets = line.encode("utf-8", "backslashreplace")
    pieces, start, room = [], 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, LONGEST_LINE - 1  # the space that marks a continuation
    return "\r\n ".join([*pieces, octets[start:].decode()])
