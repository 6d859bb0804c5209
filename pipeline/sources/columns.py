"""Which row is the header, and what each column of a table holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from pipeline.schema import FIELDS
from pipeline.sources.labels import Meaning, fold, is_label, meaning
from pipeline.sources.placeholders import is_placeholder
from pipeline.sources.shapes import EMAIL, FIRM, LINKEDIN, MAILBOX, URL, is_phone, shape

HEADER_WITHIN = 40
"""Rows of preamble that may stand before the header."""
SAMPLE_ROWS = 300
LONGEST_VALUE = 500
WIDEST = 2_000
"""Columns beyond these are not looked at."""
JOB = ("organization", "title", "department")
ADDRESS = ("street", "city", "region", "postal_code", "country", "address")
ADDRESS_GROUPS = {"": 10, "work": 30, "home": 50, "other": 70}
NAMES = frozenset({"full_name", "given_name", "family_name"})
BUYER = {"buyer_email": "email", "buyer_given": "given_name", "buyer_family": "family_name", "buyer_name": "full_name"}
"""Who paid for an order is not who attends; where a list names nobody else, the buyers are its people."""
CODE = re.compile(r"[(){}\[\]<>=;\\].*[(){}\[\]<>=;:\\]|^[a-z_]+\($|[:,]$")
"""Punctuation that names do not have twice."""
TEXTS = frozenset({"note", "ask", "offer"})
PERSONAL = ("full_name", "given_name", "family_name", "email", "phone", "linkedin_url")


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it holds."""

    index: int
    label: str
    field: str
    """"" = not understood, `ignore` = understood and of no use."""
    type: str = ""
    group: int = 0
    number: int = 0
    grouped: bool = False
    question: bool = False
    """Whether the label is a survey question."""
    why: str = ""


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Index of the header row; -1 when the first row is data already; None when there is no row at all.

    Exports since mid-2021 begin with a Notes block, Excel adds rows of commas, and CRMs put
    a title above: so the header is found, never assumed.
    """
    best, best_known, first = -1, 0, None
    seen = 0
    for index, row in enumerate(rows):
        cells = [cell.strip() for cell in row[:WIDEST]]
        if not any(cells):
            continue
        seen += 1
        if seen > HEADER_WITHIN:
            break
        if first is None or (len(cells) > 1 and len(rows[first]) == 1):
            first = index
        known = sum(1 for cell in cells if cell and is_label(cell))
        if known > best_known and not any(_is_value(cell) for cell in cells):
            best, best_known = index, known
    if first is None:
        return None
    if best_known >= 2 or (best_known == 1 and best == first):
        return best
    return -1 if any(_is_value(cell.strip()) for cell in rows[first][:WIDEST]) else first


def _is_value(text: str) -> bool:
    """Whether a cell is data, as no label is."""
    if len(text) > LONGEST_VALUE:
        return False
    return is_phone(text) or any(pattern.fullmatch(text) for pattern in (EMAIL, MAILBOX, LINKEDIN, URL))


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: Map[str, str] | None = None) -> list[Column]:
    """What each column holds. `rows` are data rows (a sample is enough), `chosen` the user's own settings."""
    labels = [cell.strip() for cell in header[:WIDEST]]
    wanted = {fold(label): field for label, field in (chosen or {}).items()}
    found = [_by_label(index, label, wanted) for index, label in enumerate(labels)]
    found = _in_context(found, rows)
    if any(not c.field for c in found):
        found = _by_shape(found, rows)
    return [_with_group(c) for c in found]


OWN = {"full_name", "emails", "phones", "confidence"}
BEST = ("email", "phone", "website")
"""In tables that this program published the best value stands in the list beside it, there with its type."""


def _by_label(index: int, label: str, wanted: Map[str, str]) -> Column:
    own = wanted.get(fold(label))
    if own is not None:
        field, _, kind = own.partition(":")
        return Column(
            index, label, field if field in FIELDS or field in ("key", "order") else "ignore", kind, why="settings.toml"
        )
    known: Meaning | None = meaning(label) if label else None
    if known is None:
        return Column(index, label, "")
    field = known.field + ("?" if known.doubtful else "")
    return Column(index, label, field, known.type, 0, known.number, known.grouped, known.asked, f'label "{label}"')


def _in_context(found: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Labels whose meaning depends on the columns beside them."""
    fields = [c.field for c in found]
    labels = {c.label for c in found}
    if labels >= OWN:
        found = [replace(c, field="ignore") if c.label in BEST and c.label + "s" in labels else c for c in found]
    return [replace(c, field=_field_in_context(c, fields, rows)) for c in found]


def _field_in_context(c: Column, fields: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if c.field == "full_name?" or (c.field == "full_name" and fold(c.label) == "name"):
        return _plain_name(c, fields, rows)
    if c.field == "title" and fold(c.label) in ("title", "titulo") and not c.grouped:
        if fields.count("title") > 1:
            return "prefix"  # Outlook: Title is Dr., Job Title the position
        if "rsvp" in fields:
            return "ignore"  # Meetup: Title is the role in the group (Member, Organizer)
    if c.field == "birthday" and {"birth_year", "birth_month"} <= set(fields) and "birth_day" not in fields:
        return "birth_day"  # Thunderbird in German calls the day Geburtstag
    if c.field == "street" and fold(c.label) == "address #" and not {"city", "postal_code"} & set(fields):
        return "address"  # several whole addresses, not lines of one
    if c.field in BUYER:
        return c.field if "email" in fields or set(fields) & NAMES else BUYER[c.field]
    return "note" if c.field == "message" else c.field


def _plain_name(column: Column, fields: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """`Name`, `Nom`, `Nome`: family name beside a given name, given name beside a family name, else all of it."""
    given, family = "given_name" in fields, "family_name" in fields
    values = sample(rows, column.index)
    if given == family:
        firms = (
            not given
            and "organization" not in fields
            and sum(FIRM.search(v) is not None for v in values) * 2 > len(values)
        )
        return "organization" if firms else "full_name"
    if column.field == "full_name" and sum(" " in v for v in values) * 2 > len(values):
        return "full_name"
    return "family_name" if given else "given_name"


def _by_shape(found: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Columns without a known label, by what their values look like, unless that is there already."""
    fields = {c.field for c in found}
    out = []
    for c in found:
        looks = "" if c.field else _looks(sample(rows, c.index), fields)
        if looks:
            fields.add(looks)
        out.append(replace(c, field=looks, why=f"its values look like {PLAIN[looks]}") if looks else c)
    return out if fields & {"full_name", "given_name", "family_name"} else _names_by_email(out, rows)


def _looks(values: Sequence[str], fields: set[str]) -> str:
    """The shape of a column's values, "" where it says nothing new."""
    looks = shape(values)
    if looks == "full_name":  # a department's name in every row is no person's
        taken = bool(fields & {"full_name", "given_name", "family_name"}) or len(set(values)) <= 0.6 * len(values)
        return "" if taken else looks
    return "" if looks in ("title", "organization") and looks in fields else looks


PLAIN = {
    "email": "e-mail addresses",
    "mailbox": "names with e-mail addresses",
    "linkedin_url": "LinkedIn profiles",
    "phone": "phone numbers",
    "website": "web addresses",
    "full_name": "names of people",
    "title": "job titles",
    "organization": "names of firms",
}


def _names_by_email(found: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Columns of single words that stand in the same row's e-mail address (anna | berg | anna.berg@...)."""
    mail = next((c.index for c in found if c.field == "email"), None)
    if mail is None:
        return found
    inside = [c.index for c in found if not c.field and _share_in_email(rows, c.index, mail) >= 0.4]
    names = dict(zip(inside, ("given_name", "family_name"), strict=False))
    why = "its words stand in the e-mail addresses"
    return [replace(c, field=names[c.index], why=why) if c.index in names else c for c in found]


def _share_in_email(rows: Sequence[Sequence[str]], index: int, mail: int) -> float:
    hits = seen = 0
    for row in rows[:SAMPLE_ROWS]:
        word = fold(row[index]) if index < len(row) else ""
        local = row[mail].partition("@")[0].casefold() if mail < len(row) else ""
        if word and local:
            seen += 1
            hits += len(word) > 2 and word.replace(" ", "") in local
    return hits / seen if seen else 0.0


def sample(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """Values of a column in the first rows, without empty cells and placeholders."""
    cells = (row[index].strip()[:200] for row in rows[:SAMPLE_ROWS] if index < len(row))
    return [cell for cell in cells if cell and not is_placeholder(cell)]


def _with_group(column: Column) -> Column:
    if column.field in JOB:
        return replace(column, group=max(column.number, 1))
    if column.field in ADDRESS or column.field == "type_of_address":
        own = column.grouped or (column.field == "address" and column.number > 0)
        base = 10 + column.number if own else ADDRESS_GROUPS.get(column.type, 10)
        return replace(column, group=base, type="" if column.type == "other" else column.type)
    return column


def is_ragged(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines of prose or code were taken for rows: most have one cell, or many have more than the header.

    Where a row has an e-mail, number or profile in the column that says so, it is a table: bad rows of a small one are
    no reason to refuse the others.
    """
    width = len(header)
    known = [meaning(label) for label in header[:WIDEST]]
    fields = [found.field if found is not None else "" for found in known]
    filled = [row for row in rows[:SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    if any(_bears_out(row, fields) for row in filled if len(row) <= width):
        return False
    single = sum(len(row) == 1 for row in filled) if width > 2 else 0
    longer = sum(len(row) > width + 1 and any(cell.strip() for cell in row[width + 1 :]) for row in filled)
    if fields and fields[-1] in TEXTS:
        longer = 0  # notes with bare commas
    return single > 0.5 * len(filled) or longer > max(0.3 * len(filled), min(1, len(filled) - 1))


def _bears_out(row: Sequence[str], fields: Sequence[str]) -> bool:
    return any(ANCHORS[field](cell.strip()) for field, cell in zip(fields, row, strict=False) if field in ANCHORS)


ANCHORS: dict[str, Callable[[str], object]] = {
    "email": EMAIL.fullmatch,
    "mailbox": MAILBOX.fullmatch,
    "linkedin_url": LINKEDIN.fullmatch,
    "phone": is_phone,
}
"""Fields whose values look like nothing else."""


def is_contacts(found: Sequence[Column], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the columns speak of people: a name with something beside it, or an address to reach them by."""
    if any(c.why == "settings.toml" and c.field in PERSONAL for c in found):
        return True
    held = [c for c in found if _holds_what_it_says(c, rows)]
    fields = {c.field for c in held}
    if fields & {"email", "mailbox", "phone", "linkedin_url"} or {"given_name", "family_name"} <= fields:
        return True
    labelled = {c.field for c in held if c.why.startswith("label") and not c.question}
    names = [c for c in held if c.field in NAMES]
    if names:
        beside = labelled & {"organization", "title", "note", "ask", "offer", "connected_on", "birthday"}
        by_label = any(c.why.startswith("label") for c in names)
        return bool(beside) or (by_label and shape(sample(rows, names[0].index)) == "full_name")
    return "organization" in labelled and bool(labelled & {"website", "address", "street", "title", "note"})


def _holds_what_it_says(column: Column, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the values bear the label out: prose and code have lines that look like labels, too."""
    values = sample(rows, column.index)
    if column.field == "email":
        good = sum("@" in value for value in values)
    elif column.field == "phone":
        good = sum(sum(ch.isdigit() for ch in value) >= 5 for value in values)
    elif column.field == "linkedin_url":
        good = sum(" " not in value for value in values)
    elif column.field in NAMES:
        good = sum(len(value) <= 80 and CODE.search(value) is None for value in values)
    else:
        return True
    return good >= 0.4 * len(values) and (good > 0 or not rows)
