"""LinkedIn's own files, told by their header row: the connections here, the rest of the archive in `linkedin_archive`."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, SHORT_CELL, refuse
from pipeline.sources.columns import find_header
from pipeline.sources.dates import iso
from pipeline.sources.delimited import read
from pipeline.sources.labels import fold, meaning
from pipeline.sources.sheets import Sheet, head, is_text, sheets

EXPORTED = {"first name", "last name", "url", "email address", "company", "position", "connected on"}
"""The columns of Connections.csv, 2013 to today; Excel users drop some of them."""
FIELD = {"title": "title", "website": "linkedin_url"}
HIDDEN = (
    "hidden-member",
    "LinkedIn gives only the date of this connection: the member has closed the account or hides it.",
    "Nothing to do.",
)


class LinkedIn:
    """Connections.csv of every era, and the archive's other files when they lie about unpacked."""

    name = "linkedin"

    def identify(self, item: Item) -> bool:
        """By the header row, wherever it stands."""
        if not is_text(item.data):
            return False
        rows = read(head(item.data)).rows
        at = find_header(rows)
        return at is not None and at >= 0 and bool(kind_of([cell.strip() for cell in rows[at]], rows[:at]))

    def extract(self, item: Item, settings: Settings) -> Extraction:
        """Records of kind `linkedin`, owner claims for the owner's own files."""
        from pipeline.sources.tables import extract_sheet  # both know each other: a sheet may be LinkedIn's, a file a sheet

        out = Extraction()
        for sheet in sheets(item):
            extract_sheet(item, sheet, settings, out)
        return out


def kind_of(header: Sequence[str], before: Sequence[Sequence[str]] = ()) -> str:
    """Which of LinkedIn's files has this header row, "" for none."""
    labels = {fold(cell) for cell in header if cell}
    fields = {m.field for m in (meaning(cell) for cell in header[:60] if cell) if m}
    if "connected_on" in fields and fields & {"given_name", "full_name", "full_name?"} and len(labels) <= 12:
        return "connections"
    if labels <= EXPORTED and "position" in labels and {"first name", "last name"} & labels:
        return "connections"
    if any("exporting your connection data" in cell.casefold() for row in before for cell in row) and "given_name" in fields:
        return "connections"
    return ""


def extract_rows(kind: str, item: Item, sheet: Sheet, at: int, out: Extraction) -> None:
    """The rows below the header at index `at`, as this kind of file says."""
    connections(item, sheet, at, out)


def connections(item: Item, sheet: Sheet, at: int, out: Extraction) -> None:
    """Connections.csv. `row 1` is the first row below the header; blank rows count."""
    from pipeline.sources.tables import UNCLOSED

    rows, broken = sheet.grid.rows, sheet.grid.broken
    plan = _plan([cell.strip() for cell in rows[at]])
    prefix = f"{sheet.name} row " if sheet.name else "row "
    before = (len(out.records), len(out.refused))
    for number, row in enumerate(rows[at + 1 :], 1):
        claims: list[Claim] = []
        said: dict[str, str] = {}
        for cell, (name, group, method) in zip(row, plan, strict=False):
            value = cell.strip()
            if not value or not name:
                continue
            if len(value) > SHORT_CELL:
                value = value[: LONG_CELL if name == "note" else SHORT_CELL]
            if name == "connected_on":
                value = iso(value) or value
            said.setdefault(name, value)
            claims.append(Claim(name, value, "", group, 1.0, method))
        if said.keys() - DATED:
            out.records.append(_connection(prefix + str(number), claims, said))
        elif claims:
            out.refused.append(refuse(item, *HIDDEN, prefix + str(number)))
        elif at + number in broken:
            out.refused.append(refuse(item, "unclosed-quote", *UNCLOSED, prefix + str(number)))
    if (len(out.records), len(out.refused)) == before:
        out.refused.append(refuse(item, "no-rows", "It is a LinkedIn export without a single connection.", "Ask LinkedIn for the export again; it may have been cut off.", sheet.name))


DATED = frozenset({"connected_on"})


def _plan(header: Sequence[str]) -> list[tuple[str, int, str]]:
    """Per column: field ("" = none), claim group, method."""
    plan = []
    for label in header:
        found = meaning(label)
        name = FIELD.get(found.field, found.field) if found else ""
        if name == "full_name?":
            name = "family_name" if any(fold(x) in ("prenom", "vorname") for x in header) else "given_name"
        if name not in KEPT:
            name = ""
        plan.append((name, 1 if name in ("title", "organization") else 0, f"column {label}"))
    return plan


KEPT = frozenset({"full_name", "given_name", "family_name", "linkedin_url", "email", "phone", "organization", "title", "connected_on", "note", "headline"})


def _connection(locator: str, claims: list[Claim], said: dict[str, str]) -> Record:
    url = said.get("linkedin_url", "")
    connected = said.get("connected_on", "")
    day = connected if connected[4:5] == "-" else ""
    identity = profile(url) if url else "\n".join((said.get("given_name", ""), said.get("family_name", ""), said.get("full_name", ""), connected))
    return Record("linkedin", locator, claims, url, identity, day)


def profile(url: str) -> str:
    """What identifies a member in a profile URL: `in/zoe-brandt`, however the URL is written."""
    path = url.strip().partition("linkedin.com/")[2] or url.strip()
    return unquote(path.partition("?")[0].partition("#")[0]).strip("/ ").casefold()
