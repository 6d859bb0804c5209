"""The people in other programs' formats, with exactly the header rows their importers map by themselves.

Headers: Google Contacts' export since 2024; Microsoft's sample CSV for Outlook and outlook.com; HubSpot's labels of
the default contact properties; Salesforce's field labels as its Data Import Wizard maps them; Mailchimp's format
guidelines for import files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from pipeline.publish.cells import (
    Row,
    many,
    middle_name,
    note,
    of_type,
    phones,
    rows,
    spoken_birthday,
    street_address,
    web_address,
    with_stated,
    with_words,
)
from pipeline.publish.vcard import vcards
from pipeline.publish.xlsx import workbook

Tables = Mapping[str, pd.DataFrame]
BIRTHDAYS = ("Birthday", "Birthdate", "Date of birth")
"""What the columns of birthdays are called."""
NO_LAST_NAME = "[not provided]"
"""Salesforce refuses contacts without a last name; this is its own convention for unknown ones."""

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
DAY_OF_YEAR = re.compile(r"(?:\d{4}-|--)(\d\d)-?(\d\d)", re.ASCII)
"""Birthdays of which the day is known, with a year or without: `1984-03-09`, `--03-09`."""

GOOGLE_HEAD = (
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|Name Prefix|"
    "Name Suffix|Nickname|File As|Organization Name|Organization Title|Organization Department|Birthday|Notes|Photo|"
    "Labels"
).split("|")
GOOGLE_ADDRESS = "Label|Formatted|Street|City|PO Box|Region|Postal Code|Country|Extended Address".split("|")
GOOGLE_PHONES = {"work": "Work", "mobile": "Mobile", "home": "Home", "fax": "Work Fax", "other": "Other"}

OUTLOOK = (
    "First Name|Middle Name|Last Name|Title|Suffix|Nickname|Given Yomi|Surname Yomi|E-mail Address|E-mail 2 Address|"
    "E-mail 3 Address|Home Phone|Home Phone 2|Business Phone|Business Phone 2|Mobile Phone|Car Phone|Other Phone|"
    "Primary Phone|Pager|Business Fax|Home Fax|Other Fax|Company Main Phone|Callback|Radio Phone|Telex|TTY/TDD Phone|"
    "IMAddress|Job Title|Department|Company|Office Location|Manager's Name|Assistant's Name|Assistant's Phone|"
    "Company Yomi|Business Street|Business City|Business State|Business Postal Code|Business Country/Region|"
    "Home Street|Home City|Home State|Home Postal Code|Home Country/Region|Other Street|Other City|Other State|"
    "Other Postal Code|Other Country/Region|Personal Web Page|Spouse|Schools|Hobby|Location|Web Page|Birthday|"
    "Anniversary|Notes"
).split("|")
HUBSPOT = (
    "First name|Last name|Email|Additional email addresses|Phone number|Mobile phone number|Fax number|Salutation|"
    "Job title|Company name|Website URL|Street address|City|State/Region|Postal code|Country/Region|LinkedIn URL|"
    "Date of birth|Message"
).split("|")
SALESFORCE = (
    "Salutation|First Name|Last Name|Suffix|Title|Department|Account Name|Email|Phone|Mobile|Home Phone|Fax|"
    "Mailing Street|Mailing City|Mailing State/Province|Mailing Zip/Postal Code|Mailing Country|Birthdate|Lead Source|"
    "Description"
).split("|")
MAILCHIMP = "Email Address|First Name|Last Name|Company|Job Title|Address|Phone Number|Birthday|Tags".split("|")


def export(format: str, tables: Tables, overview: Mapping[str, Any] = MappingProxyType({})) -> bytes:
    """The people of the published tables as a file of this format; raises KeyError for one not in FORMATS.

    `tables`: `people`, `tags` for the notes, and for `xlsx` also `introductions`, `touch_base`, `review` and `records`.
    `overview`: as `referral.overview` gives it, with the words for the topics; a topic without any is called by its id.
    """
    tables = {**tables, "people": with_words(tables["people"], overview)}
    if "tags" in tables:
        tables = {**tables, "people": with_stated(tables["people"], tables["tags"], overview)}
    return FORMATS[format](tables)


def google(tables: Tables) -> bytes:
    """Google Contacts: as many e-mail, phone and website columns as the person with the most of them needs."""
    people = list(rows(tables["people"]))
    emails = max((len(many(row, "emails", "email")) for row in people), default=0) or 1
    numbers = max((len(phones(row)) for row in people), default=0) or 1
    sites = max((len(_sites(row)) for row in people), default=0) or 1
    header = [
        *GOOGLE_HEAD,
        *(f"E-mail {i} - {x}" for i in range(1, emails + 1) for x in ("Label", "Value")),
        *(f"Phone {i} - {x}" for i in range(1, numbers + 1) for x in ("Label", "Value")),
        *(f"Address 1 - {x}" for x in GOOGLE_ADDRESS),
        *(f"Website {i} - {x}" for i in range(1, sites + 1) for x in ("Label", "Value")),
    ]
    return _csv(header, (_google_row(row) for row in people))


def _google_row(row: Row) -> dict[str, str]:
    out = _names(row, "First Name", "Last Name", "Middle Name") | {
        "Name Prefix": row.get("prefix", ""),
        "Name Suffix": row.get("suffix", ""),
        "Organization Name": row.get("organization", ""),
        "Organization Title": row.get("title", ""),
        "Organization Department": row.get("department", ""),
        "Birthday": row.get("birthday", ""),
        "Notes": note(row),
        "Labels": " ::: ".join([*many(row, "events"), "* myContacts"]),
    }
    for i, email in enumerate(many(row, "emails", "email"), 1):
        # the star marks the preferred one; of work or of home is not told of published e-mails
        out |= {f"E-mail {i} - Label": "*" if i == 1 else "", f"E-mail {i} - Value": email}
    for i, (kind, number) in enumerate(phones(row), 1):
        out |= {f"Phone {i} - Label": GOOGLE_PHONES[kind], f"Phone {i} - Value": number}
    street, city, region, postal, country = street_address(row)
    if street or city:
        values = ("Work", "", street, city, "", region, postal, country, "")
        out |= {f"Address 1 - {x}": value for x, value in zip(GOOGLE_ADDRESS, values, strict=True)}
    for i, (label, site) in enumerate(_sites(row), 1):
        out |= {f"Website {i} - Label": label, f"Website {i} - Value": site}
    return out


def _sites(row: Row) -> list[tuple[str, str]]:
    sites = [("Work", web_address(site)) for site in many(row, "websites", "website")]
    return sites + ([("LinkedIn", row["linkedin_url"])] if row.get("linkedin_url") else [])


def outlook(tables: Tables) -> bytes:
    """Outlook and outlook.com; a byte order mark, or Outlook for Windows takes the file for its local code page."""
    return b"\xef\xbb\xbf" + _csv(OUTLOOK, map(_outlook_row, rows(tables["people"])))


def _outlook_row(row: Row) -> dict[str, str]:
    numbers = phones(row)
    street, city, region, postal, country = street_address(row)
    sites = many(row, "websites", "website")
    out = _names(row, "First Name", "Last Name", "Middle Name") | {
        "Title": row.get("prefix", ""),
        "Suffix": row.get("suffix", ""),
        "Job Title": row.get("title", ""),
        "Department": row.get("department", ""),
        "Company": row.get("organization", ""),
        "Business Street": street,
        "Business City": city,
        "Business State": region,
        "Business Postal Code": postal,
        "Business Country/Region": country,
        "Web Page": web_address(sites[0]) if sites else "",
        "Personal Web Page": row.get("linkedin_url", ""),
        "Birthday": _american(row.get("birthday", "")),
    }
    out |= _in_turn(("E-mail Address", "E-mail 2 Address", "E-mail 3 Address"), many(row, "emails", "email"))
    out |= _in_turn(("Business Phone", "Business Phone 2", "Company Main Phone"), of_type(numbers, "work"))
    out |= _in_turn(("Mobile Phone", "Car Phone"), of_type(numbers, "mobile"))
    out |= _in_turn(("Home Phone", "Home Phone 2"), of_type(numbers, "home"))
    out |= _in_turn(("Business Fax", "Other Fax"), of_type(numbers, "fax"))
    out |= _in_turn(("Other Phone", "Primary Phone"), of_type(numbers, "other"))
    return out | {"Notes": _with_the_rest(row, out)}


def hubspot(tables: Tables) -> bytes:
    """HubSpot contacts, by the labels of its default properties; what has none is in the free text `Message`."""
    return _csv(HUBSPOT, map(_hubspot_row, rows(tables["people"])))


def _hubspot_row(row: Row) -> dict[str, str]:
    numbers = phones(row)
    street, city, region, postal, country = street_address(row)
    sites = many(row, "websites", "website")
    emails = many(row, "emails", "email")
    out = _names(row, "First name", "Last name") | {
        "Email": _first(emails),
        "Additional email addresses": ";".join(emails[1:]),
        "Phone number": _first(of_type(numbers, "work", "home", "other")),
        "Mobile phone number": _first(of_type(numbers, "mobile")),
        "Fax number": _first(of_type(numbers, "fax")),
        "Salutation": row.get("prefix", ""),
        "Job title": row.get("title", ""),
        "Company name": row.get("organization", ""),
        "Website URL": web_address(sites[0]) if sites else "",
        "Street address": street,
        "City": city,
        "State/Region": region,
        "Postal code": postal,
        "Country/Region": country,
        "LinkedIn URL": row.get("linkedin_url", ""),
        "Date of birth": row.get("birthday", ""),
    }
    return out | {"Message": _with_the_rest(row, out, "department", "suffix")}


def salesforce(tables: Tables) -> bytes:
    """Salesforce contacts with the account they belong to."""
    return _csv(SALESFORCE, map(_salesforce_row, rows(tables["people"])))


def _salesforce_row(row: Row) -> dict[str, str]:
    numbers = phones(row)
    names = _names(row, "First Name", "Last Name")
    address = dict(zip(SALESFORCE[12:17], street_address(row), strict=True))
    out = {
        **names,
        **address,
        "Last Name": names["Last Name"] or NO_LAST_NAME,
        "Salutation": row.get("prefix", ""),
        "Suffix": row.get("suffix", ""),
        "Title": row.get("title", ""),
        "Department": row.get("department", ""),
        "Account Name": row.get("organization", ""),
        "Email": _first(many(row, "emails", "email")),
        "Phone": _first(of_type(numbers, "work", "other")),
        "Mobile": _first(of_type(numbers, "mobile")),
        "Home Phone": _first(of_type(numbers, "home")),
        "Fax": _first(of_type(numbers, "fax")),
        "Birthdate": birthday if DAY.fullmatch(birthday := row.get("birthday", "")) else "",
        "Lead Source": _first(many(row, "events")),
    }
    return out | {"Description": _with_the_rest(row, out)}


def mailchimp(tables: Tables) -> bytes:
    """Mailchimp contacts: only people with an e-mail address, as it takes no others."""
    return _csv(MAILCHIMP, (_mailchimp_row(row) for row in rows(tables["people"]) if many(row, "emails", "email")))


def _mailchimp_row(row: Row) -> dict[str, str]:
    street, city, region, postal, _ = street_address(row)
    whole = (street, city, region, postal, row.get("country", ""))
    day = DAY_OF_YEAR.fullmatch(row.get("birthday", ""))
    tags = [
        *many(row, "events"),
        *(f"looks for {t}" for t in many(row, "asks_in_words")),
        *(f"offers {t}" for t in many(row, "offers_in_words")),
    ]
    return _names(row, "First Name", "Last Name") | {
        "Email Address": many(row, "emails", "email")[0],
        "Company": row.get("organization", ""),
        "Job Title": row.get("title", ""),
        # Parts of an address stand two spaces apart; it is taken only whole, and the country as its code.
        "Address": "  ".join(whole) if all(whole) else "",
        "Phone Number": _first(of_type(phones(row), "mobile", "work", "home", "other")),
        "Birthday": f"{day[1]}/{day[2]}" if day else "",
        "Tags": ",".join(tag.replace(",", " ") for tag in tags),
    }


def _names(row: Row, first: str, last: str, middle: str = "") -> dict[str, str]:
    """Given, middle and family name; where the format has no column for the middle name it stands with the given one.

    A name known only as a whole goes where every program shows it: the first name.
    """
    given, family = row.get("given_name", ""), row.get("family_name", "")
    between = middle_name(row)
    names = {first: given or ("" if family else row.get("full_name", "")), last: family}
    return names | ({middle: between} if middle else {first: f"{names[first]} {between}".strip()})


def _with_the_rest(row: Row, used: Mapping[str, str], *fields: str) -> str:
    """The note, with the e-mails, numbers and sites, and the values of these fields, that found no column of their own."""
    placed = {value for cell in used.values() for value in (cell, *cell.split(";"))}
    values = [*many(row, "emails", "email"), *(number for _, number in phones(row)), *(site for _, site in _sites(row))]
    rest = [value for value in values if value not in placed]
    told = [f"{name.capitalize()}: {row[name]}" for name in fields if row.get(name)]
    told += [] if any(used.get(column) for column in BIRTHDAYS) else [spoken_birthday(row)]
    return "\n".join(filter(None, [note(row), *told, f"Also: {', '.join(rest)}" if rest else ""]))


def _in_turn(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    return dict(zip(columns, values, strict=False))


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _american(day: str) -> str:
    """Outlook's CSV writes 3/9/1984; days without a year stand in the notes, it would make one up."""
    found = DAY.fullmatch(day)
    return f"{int(found[2])}/{int(found[3])}/{found[1]}" if found else ""


def _csv(header: Sequence[str], table: Iterable[Mapping[str, str]]) -> bytes:
    """CSV as these importers read it: UTF-8, comma, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8", "backslashreplace")


FORMATS: dict[str, Callable[[Tables], bytes]] = {
    "google": google,
    "outlook": outlook,
    "hubspot": hubspot,
    "salesforce": salesforce,
    "mailchimp": mailchimp,
    "vcard3": lambda tables: vcards(tables["people"], "3.0").encode("utf-8", "backslashreplace"),
    "vcard4": lambda tables: vcards(tables["people"]).encode("utf-8", "backslashreplace"),
    "xlsx": workbook,
}
