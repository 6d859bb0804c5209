"""LinkedIn's Connections.csv of every era; `linkedin_archive` reads the other files of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, SHORT_CELL, UNCLOSED, refuse
from pipeline.sources.columns import SAMPLE_ROWS, columns, find_header
from pipeline.sources.dates import iso
from pipeline.sources.delimited import read
from pipeline.sources.linkedin_kinds import kind_of
from pipeline.sources.realign import realign
from pipeline.sources.sheets import Sheet, head, is_text, sheets

FIELD = {"website": "linkedin_url"}
HIDDEN = (
    "hidden-member",
    "LinkedIn gives only the date of this connection: the member has closed the account or hides it.",
    "Nothing to do.",
)
NO_ROWS = (
    "no-rows",
    "It is a LinkedIn export without a single connection.",
    "Ask LinkedIn for the export again; it may have been cut off.",
)
KEPT = frozenset(
    "full_name given_name additional_name family_name suffix linkedin_url email phone organization department title "
    "connected_on note headline".split()
)
JOB = frozenset({"title", "organization", "department"})
DATED = frozenset({"connected_on"})


class LinkedIn:
    """Connections.csv, and the archive's other files when they lie about unpacked."""

    name = "linkedin"

    def identify(self, item: Item) -> bool:
        """By the header row, wherever it stands."""
        if not is_text(item.data):
            return False
        rows = read(head(item.data)).rows
        at = find_header(rows)
        return at is not None and at >= 0 and bool(kind_of([cell.strip() for cell in rows[at]], rows[:at], item.name))

    def extract(self, item: Item, settings: Settings) -> Extraction:
        """Records of kind `linkedin`, owner claims for the owner's own files."""
        from pipeline.sources.tables import extract_sheet  # a sheet may be LinkedIn's, and LinkedIn's file is a sheet

        out = Extraction()
        for sheet in sheets(item):
            extract_sheet(item, sheet, settings, out)
        return out


def connections(item: Item, sheet: Sheet, at: int, out: Extraction) -> None:
    """Connections.csv into `out`. `row 1` is the first row below the header at index `at`; blank rows count."""
    rows, broken = sheet.grid.rows, sheet.grid.broken
    plan = _plan([cell.strip() for cell in rows[at]], rows[at + 1 : at + 1 + SAMPLE_ROWS])
    fields = [name for name, _, _ in plan]
    prefix = f"{sheet.name} row " if sheet.name else "row "
    before = (len(out.records), len(out.refused))
    for number, row in enumerate(rows[at + 1 :], 1):
        claims, said = _row(row if len(row) <= len(fields) else realign(row, fields, sheet.grid.delimiter), plan)
        if said.keys() - DATED:
            out.records.append(_connection(prefix + str(number), claims, said))
        elif claims:
            out.refused.append(refuse(item, *HIDDEN, prefix + str(number)))
        elif at + number in broken:
            out.refused.append(refuse(item, *UNCLOSED, prefix + str(number)))
    if (len(out.records), len(out.refused)) == before:
        out.refused.append(refuse(item, *NO_ROWS, sheet.name))


def _row(row: Sequence[str], plan: Sequence[tuple[str, int, str]]) -> tuple[list[Claim], dict[str, str]]:
    """The claims of a row, and its first value per field."""
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
    return claims, said


def _plan(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, int, str]]:
    """Per column: field ("" = none), claim group, method."""
    plan = []
    for column in columns(header, rows):
        name = FIELD.get(column.field, column.field)
        plan.append((name if name in KEPT else "", column.group if name in JOB else 0, f"column {column.label}"))
    return plan


def _connection(locator: str, claims: list[Claim], said: dict[str, str]) -> Record:
    url = said.get("linkedin_url", "")
    connected = said.get("connected_on", "")
    day = connected if connected[4:5] == "-" else ""
    names = (said.get("given_name", ""), said.get("family_name", ""), said.get("full_name", ""), connected)
    # a row that names nobody and has no URL is told from others by its whole content
    identity = profile(url) if url else "\n".join(names) if any(names[:3]) else ""
    return Record("linkedin", locator, claims, url, identity, day)


@lru_cache(maxsize=1 << 16)
def profile(url: str) -> str:
    """What identifies a member in a profile URL: `in/zoe-brandt`, however the URL is written."""
    path = url.strip().partition("linkedin.com/")[2] or url.strip()
    return unquote(path.partition("?")[0].partition("#")[0]).strip("/ ").casefold()
