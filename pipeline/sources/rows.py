"""Rows of a table whose columns are understood -> records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.schema import FIELDS, TEXT_FIELDS, Claim, Record, content_identity
from pipeline.sources.base import LONG_CELL, SHORT_CELL
from pipeline.sources.columns import ADDRESS, Column
from pipeline.sources.dates import iso
from pipeline.sources.labels import fold

WHO = frozenset({"full_name", "given_name", "family_name", "nickname", "email", "phone", "linkedin_url", "organization"})
"""A row with none of these says nothing about anybody."""
GOOGLE_JOIN = " ::: "
SYSTEM_GROUPS = re.compile(r"\* ?(?:my ?contacts|starred|friends|family|coworkers|home|work)?|imported (?:on|from) .*", re.IGNORECASE)
LONG_ID = re.compile(r"(?=.*\d).{8,}|[\w-]{12,}")
"""An id that no other table has; short ones may be mere row numbers."""


def phone_type(label: str) -> str:
    """`work`, `mobile`, `home`, `fax`, `other` or "" for what a program or a person calls a number."""
    words = fold(label)
    for kind, hints in TYPE_HINTS:
        if any(hint in words for hint in hints):
            return kind
    return "other" if "other" in words or "pager" in words else ""


TYPE_HINTS = (
    ("fax", ("fax", "telecopie")),
    ("mobile", ("mobil", "cell", "handy", "iphone", "portable", "celular", "cellulare", "movil", "whatsapp", "gsm")),
    ("work", ("work", "business", "office", "main", "geschaft", "dienst", "arbeit", "bureau", "trabajo", "lavoro", "trabalho", "profession")),
    ("home", ("home", "privat", "domicile", "casa", "personal")),
)


class Rows:
    """Turns rows into records by one plan of columns, compiled once per table."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.simple: list[tuple[int, str, str, int, str]] = []
        self.special: list[tuple[int, Column, Callable[[Column, str, Sequence[str]], Iterable[Claim]]]] = []
        self.key = self.order = -1
        self.types = {(c.field.removeprefix("type_of_"), c.number): c.index for c in columns if c.field.startswith("type_of_")}
        self.birth = {c.field: c.index for c in columns if c.field in ("birth_year", "birth_month", "birth_day")}
        self.streets = sum(c.field == "street" for c in columns) > 1
        for c in columns:
            self._place(c)

    def _place(self, c: Column) -> None:
        if c.field == "key" and self.key < 0:
            self.key = c.index
        elif c.field == "order" and self.order < 0:
            self.order = c.index
        elif c.field in SPECIAL or (c.grouped and c.field in ("email", "phone", "website", *ADDRESS)):
            self.special.append((c.index, c, SPECIAL.get(c.field, self._typed) if not c.grouped else self._typed))
        elif c.field in FIELDS:
            self.simple.append((c.index, c.field, c.type, c.group, f"column {c.label}"))

    def claims(self, row: Sequence[str]) -> list[Claim]:
        """The claims of one row, in the order of its columns' kinds."""
        width = len(row)
        out: list[Claim] = []
        for index, name, kind, group, method in self.simple:
            if index < width:
                value = row[index].strip()
                if value:
                    if len(value) > SHORT_CELL:
                        value = cut(name, value)
                    out.append(Claim(name, value, kind, group, 1.0, method))
        for index, column, make in self.special:
            if index < width:
                value = row[index].strip()
                if value:
                    out.extend(make(column, cut(column.field, value), row))
        if self.birth:
            out.extend(self._birthday(row))
        return _one_street(out) if self.streets else out

    def _typed(self, column: Column, value: str, row: Sequence[str]) -> Iterable[Claim]:
        """A column whose type stands in the column beside it (Google's E-mail 1 - Label)."""
        at = self.types.get((column.field if column.field not in ADDRESS else "address", column.number), -1)
        label = row[at].strip() if 0 <= at < len(row) else ""
        kind = phone_type(label)
        if column.field != "phone" and kind not in ("work", "home"):
            kind = ""
        for part in value.split(GOOGLE_JOIN) if column.field not in ADDRESS else (value,):
            yield from _web(column, part.strip(), row, kind or column.type) if column.field == "website" else (
                Claim(column.field, part.strip(), kind or column.type, column.group, 1.0, f"column {column.label}"),
            )

    def _birthday(self, row: Sequence[str]) -> Iterable[Claim]:
        parts = [row[self.birth[k]].strip() if k in self.birth and self.birth[k] < len(row) else "" for k in ("birth_year", "birth_month", "birth_day")]
        if all(part.isdigit() for part in parts):
            yield Claim("birthday", f"{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}", "", 0, 1.0, "columns Birth Year, Month, Day")

    def identity(self, row: Sequence[str], claims: Sequence[Claim], columns: str) -> tuple[str, str]:
        """(source_key, identity). Short ids are often row numbers of one list: they count only with the name."""
        key = row[self.key].strip() if 0 <= self.key < len(row) else ""
        order = row[self.order].strip() if 0 <= self.order < len(row) else ""
        who = "\n".join(c.raw.casefold() for c in claims if c.field in ("full_name", "given_name", "family_name", "email"))
        if key and LONG_ID.fullmatch(key):
            return key, f"{columns}\n{key}"
        if key:
            return key, f"{columns}\n{key}\n{who}"
        if order:
            return "", f"{columns}\norder {order}\n{who}\n{content_identity(claims) if not who else ''}"
        return "", ""


def cut(name: str, value: str) -> str:
    """A cell too long for its field, cut to what every later step can bear."""
    most = LONG_CELL if name in TEXT_FIELDS else SHORT_CELL
    return value if len(value) <= most else value[:most]


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


def _web(column: Column, value: str, row: Sequence[str], kind: str = "") -> Iterable[Claim]:
    name = "linkedin_url" if "linkedin.com/" in value.casefold() else "website"
    yield Claim(name, value, kind if name == "website" else "", 0, 1.0, f"column {column.label}")


def _categories(column: Column, value: str, row: Sequence[str]) -> Iterable[Claim]:
    for part in value.split(GOOGLE_JOIN):
        if part.strip() and not SYSTEM_GROUPS.fullmatch(part.strip()):
            yield Claim("category", part.strip().removeprefix("* "), "", 0, 1.0, f"column {column.label}")


def _related(column: Column, value: str, row: Sequence[str]) -> Iterable[Claim]:
    yield Claim("related", f"{column.label}: {value}", "", 0, 1.0, f"column {column.label}")


def _note(column: Column, value: str, row: Sequence[str]) -> Iterable[Claim]:
    """The answer to a survey question keeps the question with it; a column of notes is a note."""
    yield Claim("note", f"{column.label} {value}" if column.question else value, "", 0, 1.0, f"column {column.label}")


def _date(column: Column, value: str, row: Sequence[str]) -> Iterable[Claim]:
    yield Claim(column.field, iso(value) or value, "", 0, 1.0, f"column {column.label}")


SPECIAL: dict[str, Callable[[Column, str, Sequence[str]], Iterable[Claim]]] = {
    "website": _web,
    "category": _categories,
    "related": _related,
    "note": _note,
    "connected_on": _date,
    "met_on": _date,
    "last_contact": _date,
}


def is_somebody(claims: Iterable[Claim]) -> bool:
    """Whether anything says whom the row is about."""
    return any(claim.field in WHO for claim in claims)


def record(kind: str, locator: str, claims: list[Claim], key: str = "", identity: str = "") -> Record:
    """A record dated by what it says of itself."""
    as_of = next((c.raw for c in claims if c.field in ("met_on", "connected_on") and len(c.raw) == 10 and c.raw[4] == "-"), "")
    return Record(kind, locator, claims, key, identity, as_of)
