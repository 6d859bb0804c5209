"""Rows of a table whose columns are understood -> records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pipeline.schema import FIELDS, JOIN, PHONE_TYPES, TEXT_FIELDS, Claim, Record, content_identity
from pipeline.sources.base import LONG_CELL, SHORT_CELL
from pipeline.sources.columns import ADDRESS, Column
from pipeline.sources.dates import iso
from pipeline.sources.labels import fold
from pipeline.sources.lines_of_notes import said
from pipeline.sources.placeholders import LONGEST, is_placeholder
from pipeline.sources.shapes import MAILBOX

Maker = Callable[[Column, str, str], Iterable[Claim]]
"""(column, value, label of its type) -> claims."""

WHO = frozenset(
    {"full_name", "given_name", "family_name", "nickname", "email", "phone", "linkedin_url", "organization"}
)
"""A row with none of these says nothing about anybody."""
CALLED = frozenset({"full_name", "given_name", "family_name"})
HALVES = ("given_name", "family_name")
BIRTH = ("birth_year", "birth_month", "birth_day")
GOOGLE_JOIN = " ::: "
SEVERAL_SITES = re.compile(r"\s*[;,]\s+|\s+\|\s+|\s*\n\s*")
"""What stands between two web addresses of one cell; inside one there are no spaces."""
SYSTEM_GROUPS = re.compile(
    r"\* ?(?:my ?contacts|starred|friends|family|coworkers|home|work)?|imported (?:on|from) .*", re.IGNORECASE
)
OUTLOOK_COM = {"Given Yomi", "Surname Yomi"}
"""Columns of outlook.com's layout, which writes dates as 3/9/1984 wherever its user lives."""
LONG_ID = re.compile(r"(?=.*\d).{8,}|[\w-]{12,}")
"""An id that no other table has; short ones may be mere row numbers."""
TYPE_HINTS = (
    ("fax", "fax telecopie"),
    ("mobile", "mobil cell handy iphone portable celular cellulare movil whatsapp gsm"),
    ("work", "work business office main geschaft dienst arbeit bureau trabajo lavoro trabalho profession"),
    ("home", "home privat domicile casa personal"),
    ("other", "other pager"),
)


def phone_type(label: str) -> str:
    """`work`, `mobile`, `home`, `fax`, `other` or "" for what a program or a person calls a number."""
    folded = fold(label)
    return next((kind for kind, hints in TYPE_HINTS if any(hint in folded for hint in hints.split())), "")


class Booking(NamedTuple):
    """An order of an attendee list."""

    order: str
    buyer: str
    buyer_email: str


class Rows:
    """Turns rows into records by one plan of columns, compiled once per table."""

    def __init__(self, columns: Sequence[Column], *, month_first: bool = False) -> None:
        self.simple: list[tuple[int, str, str, int, str]] = []
        self.special: list[tuple[int, int, Column, Maker]] = []
        self.key = self.order = -1
        self.buyer = {c.field: c.index for c in columns if c.field.startswith("buyer_")}
        typed = [c for c in columns if c.field.startswith("type_of_")]
        self.types = {(c.field.removeprefix("type_of_"), c.number): c.index for c in typed}
        self.birth = {c.field: c.index for c in columns if c.field in BIRTH}
        self.streets = sum(c.field == "street" for c in columns) > 1
        self.month_first = month_first or {c.label for c in columns} >= OUTLOOK_COM
        for c in columns:
            self._place(c)

    def _place(self, c: Column) -> None:
        if c.field == "key" and self.key < 0:
            self.key = c.index
        elif c.field == "order" and self.order < 0:
            self.order = c.index
        elif c.field in SPECIAL or (c.grouped and c.field in TYPED):
            group = "address" if c.field in ADDRESS else c.field
            beside = self.types.get((group, c.number), -1) if c.grouped else -1
            self.special.append((c.index, beside, c, SPECIAL.get(c.field, _typed)))
        elif c.field == "phone" and fold(c.label) == "phones":
            self.special.append((c.index, -1, c, _phones))
        elif c.field == "birthday" and self.month_first:
            self.special.append((c.index, -1, c, _american))
        elif c.field in FIELDS:
            self.simple.append((c.index, c.field, c.type, c.group, f"column {c.label}"))

    def claims(self, row: Sequence[str]) -> list[Claim]:
        """The claims of one row: plain columns first, then those that need more than their own cell."""
        width = len(row)
        out: list[Claim] = []
        for index, name, kind, group, method in self.simple:
            if index < width:
                value = row[index].strip()
                if value and not is_placeholder(value):
                    if len(value) > SHORT_CELL:
                        value = cut(name, value)
                    out.append(Claim(name, value, kind, group, 1.0, method))
        for index, beside, column, make in self.special:
            value = cell(row, index)
            if value:
                out.extend(make(column, cut(column.field, value), cell(row, beside)))
        if self.birth:
            out.extend(self._birthday(row))
        return _without_placeholder(_one_street(out) if self.streets else out)

    def _birthday(self, row: Sequence[str]) -> list[Claim]:
        """Thunderbird gives the year, month and day of birth in three columns."""
        year, month, day = (cell(row, self.birth.get(part, -1)) for part in BIRTH)
        if not all(part.isdecimal() and len(part) <= 4 for part in (year, month, day)):
            return []
        written = f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
        return [Claim("birthday", written, "", 0, 1.0, "columns of year, month and day of birth")]

    def booked_by(self, row: Sequence[str]) -> Booking:
        """The order that the row belongs to and who placed it, as far as the list says."""
        name = " ".join(cell(row, self.buyer.get(part, -1)) for part in ("buyer_given", "buyer_family", "buyer_name"))
        return Booking(cell(row, self.order), name.strip(), cell(row, self.buyer.get("buyer_email", -1)))

    def identity(self, row: Sequence[str], claims: Sequence[Claim], columns: str) -> tuple[str, str]:
        """(source_key, identity). Short ids are often row numbers of one list: they count only with the name."""
        key, order = cell(row, self.key), cell(row, self.order)
        names = ("full_name", "given_name", "family_name", "email")
        who = "\n".join(c.raw.casefold() for c in claims if c.field in names)
        if key and LONG_ID.fullmatch(key):
            return key, f"{columns}\n{key}"
        if key:
            return key, f"{columns}\n{key}\n{who}"
        if order:
            return "", f"{columns}\norder {order}\n{who or content_identity(claims)}"
        return "", ""


def cell(row: Sequence[str], index: int) -> str:
    """The stripped cell, "" where it stands for nothing, the row is shorter or the index is -1."""
    value = row[index].strip() if 0 <= index < len(row) else ""
    return "" if is_placeholder(value) else value


def cut(name: str, value: str) -> str:
    """A cell too long for its field, cut to what every later step can bear."""
    most = LONG_CELL if name in TEXT_FIELDS else SHORT_CELL
    return value if len(value) <= most else value[:most]


def _without_placeholder(claims: list[Claim]) -> list[Claim]:
    """The claims without the halves of a placeholder: First Name `Info`, Last Name `Requested`."""
    halves = [claim.raw for claim in claims if claim.field in HALVES]
    if len(halves) == 2 and is_placeholder(" ".join(halves)):
        return [claim for claim in claims if claim.field not in HALVES]
    return claims


def _one_street(claims: list[Claim]) -> list[Claim]:
    """Business Street, Business Street 2 and 3 are lines of one street."""
    out: list[Claim] = []
    at: dict[int, int] = {}
    for claim in claims:
        if claim.field == "street" and claim.group in at:
            first = out[at[claim.group]]
            out[at[claim.group]] = first._replace(raw=f"{first.raw}, {claim.raw}")
            continue
        if claim.field == "street":
            at[claim.group] = len(out)
        out.append(claim)
    return out


def _typed(column: Column, value: str, label: str) -> Iterable[Claim]:
    """A column whose type stands in the column beside it (Google's E-mail 1 - Label)."""
    kind = phone_type(label)
    if column.field != "phone" and kind not in ("work", "home"):
        kind = ""
    for part in value.split(GOOGLE_JOIN) if column.field not in ADDRESS else (value,):
        if part.strip():
            yield Claim(column.field, part.strip(), kind or column.type, column.group, 1.0, f"column {column.label}")


def _phones(column: Column, value: str, _label: str) -> Iterable[Claim]:
    """Several numbers in a cell, each with its type: `mobile:+49… ; fax:+49…`, as this program publishes them."""
    for part in value.split(JOIN):
        kind, colon, number = part.partition(":")
        known = bool(colon) and kind.strip() in PHONE_TYPES
        yield Claim(
            "phone", number if known else part, kind.strip() if known else column.type, 0, 1.0, f"column {column.label}"
        )


def _mailbox(column: Column, value: str, _label: str) -> Iterable[Claim]:
    """`Ana Example <ana@example.com>`: a name and an e-mail in one cell."""
    found = MAILBOX.fullmatch(value)
    if found:
        yield Claim("full_name", found[1].strip(), "", 0, 1.0, f"column {column.label}")
    yield Claim("email", found[2] if found else value, "", 0, 1.0, f"column {column.label}")


def _profile(column: Column, value: str, _label: str) -> Iterable[Claim]:
    """The page of a firm is no profile of a person."""
    firm = re.search(r"linkedin\.com/(?:company|school|showcase)/", value, re.IGNORECASE)
    yield Claim("related" if firm else "linkedin_url", value, "", 0, 1.0, f"column {column.label}")


def _web(column: Column, value: str, label: str) -> Iterable[Claim]:
    """A web address; a LinkedIn profile is what identifies a person, so it has its own field."""
    for claim in _typed(column, SEVERAL_SITES.sub(GOOGLE_JOIN, value), label):
        if "linkedin.com/" in claim.raw.casefold():
            yield from _profile(column, claim.raw, label)
        else:
            yield claim


def _categories(column: Column, value: str, _label: str) -> Iterable[Claim]:
    """Google's groups without those that every contact is in."""
    for part in value.split(GOOGLE_JOIN):
        if part.strip() and not SYSTEM_GROUPS.fullmatch(part.strip()):
            yield Claim("category", part.strip().removeprefix("* "), "", 0, 1.0, f"column {column.label}")


def _related(column: Column, value: str, label: str) -> Iterable[Claim]:
    yield Claim("related", f"{label or column.label}: {value}", "", 0, 1.0, f"column {column.label}")


def _note(column: Column, value: str, _label: str) -> Iterable[Claim]:
    """The answer to a survey question keeps the question with it; a column of notes is a note."""
    mark = "" if column.label.endswith(("?", ":")) else ":"
    text = f"{column.label}{mark} {value}" if column.question else value
    yield from said(Claim("note", text, "", 0, 1.0, f"column {column.label}"))


def _date(column: Column, value: str, _label: str) -> Iterable[Claim]:
    yield Claim(column.field, iso(value) or value, "", 0, 1.0, f"column {column.label}")


def _american(column: Column, value: str, _label: str) -> Iterable[Claim]:
    yield Claim("birthday", iso(value, month_first=True) or value, "", 0, 1.0, f"column {column.label}")


TYPED = frozenset({"email", "phone", *ADDRESS})
SPECIAL: dict[str, Maker] = {
    "mailbox": _mailbox,
    "linkedin_url": _profile,
    "website": _web,
    "category": _categories,
    "related": _related,
    "note": _note,
    "connected_on": _date,
    "met_on": _date,
    "last_contact": _date,
}


def is_somebody(claims: Iterable[Claim]) -> bool:
    """Whether anything says whom the row is about: marks alone (the last line \\x1a of old programs) say nothing, nor does a
    name that is none (`x`, `unknown`)."""
    names: set[str] = set()
    for claim in claims:
        if claim.field in WHO and any(map(str.isalnum, claim.raw)):
            if claim.field not in CALLED:
                return True
            names.add(claim.raw)
    return len(names) > 1 or any(map(_is_name, names))


def _is_name(text: str) -> bool:
    from pipeline.people.names import parse  # loads lists of names: not for rows that say more

    return len(text) > LONGEST or bool(parse(text).full)


def is_header_again(row: Sequence[str], rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row of cells is the one at index `at`, the header, once more."""
    return at >= 0 and [cell.strip() for cell in row] == [cell.strip() for cell in rows[at]]


def record(kind: str, locator: str, claims: list[Claim], key: str = "", identity: str = "") -> Record:
    """A record dated by what it says of itself."""
    dates = (c.raw for c in claims if c.field in ("met_on", "connected_on"))
    return Record(kind, locator, claims, key, identity, next((day for day in dates if day[4:5] == "-"), ""))
