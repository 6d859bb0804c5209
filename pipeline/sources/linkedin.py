"""LinkedIn's Connections.csv of every era; `linkedin_archive` reads the other files of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import HEADER_AGAIN, NO_PERSON, UNCLOSED, refuse
from pipeline.sources.columns import SAMPLE_ROWS, Column, columns, find_header
from pipeline.sources.delimited import read
from pipeline.sources.labels import fold
from pipeline.sources.linkedin_kinds import kind_of
from pipeline.sources.realign import realign
from pipeline.sources.rows import Rows, is_header_again
from pipeline.sources.sheets import Sheet, head, is_text, sheets

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
        from pipeline.sources.tables import extract_sheets  # a sheet may be LinkedIn's, and LinkedIn's file is a sheet

        out = Extraction()
        extract_sheets(item, sheets(item), settings, out)
        return out


def connections(item: Item, sheet: Sheet, at: int, out: Extraction) -> None:
    """Connections.csv into `out`. `row 1` is the first row below the header at index `at`; blank rows count."""
    rows, broken = sheet.grid.rows, sheet.grid.broken
    plan = _plan([cell.strip() for cell in rows[at]], rows[at + 1 : at + 1 + SAMPLE_ROWS])
    make = Rows(plan, month_first=True)
    fields = [column.field for column in plan]
    before = (len(out.records), len(out.refused))
    for number, row in enumerate(rows[at + 1 :], 1):
        claims = make.claims(row if len(row) <= len(fields) else realign(row, fields, sheet.grid.delimiter))
        telling = [claim for claim in claims if claim.field not in DATED]
        if is_header_again(row, rows, at):
            out.refused.append(refuse(item, *HEADER_AGAIN, sheet.locator(number)))
        elif any(any(map(str.isalnum, claim.raw)) for claim in telling):
            out.records.append(_connection(sheet.locator(number), claims))
        elif telling:
            out.refused.append(refuse(item, *NO_PERSON, sheet.locator(number)))
        elif claims:
            out.refused.append(refuse(item, *HIDDEN, sheet.locator(number)))
        elif at + number in broken:
            out.refused.append(refuse(item, *UNCLOSED, sheet.locator(number)))
    if (len(out.records), len(out.refused)) == before:
        out.refused.append(refuse(item, *NO_ROWS, sheet.name))


def _plan(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """What the columns hold: `URL` is the profile, while `Web Page` of the older layout is the member's own site."""
    return [replace(c, field="linkedin_url") if fold(c.label) == "url" else c for c in columns(header, rows)]


def _connection(locator: str, claims: list[Claim]) -> Record:
    said = {claim.field: claim.raw for claim in reversed(claims)}
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
