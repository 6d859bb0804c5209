"""One table of LinkedIn's archive, and what it says about each contact."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, refuse
from pipeline.sources.labels import fold
from pipeline.sources.linkedin import profile
from pipeline.sources.sheets import Sheet

NOBODY = frozenset(
    {
        "",
        "linkedin member",
        "linkedin",
        "mitglied von linkedin",
        "membre de linkedin",
        "miembro de linkedin",
        "linkedin mitglied",
    }
)
TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(slots=True)
class Person:
    """What one file of the archive says about one contact."""

    locator: str
    name: str
    url: str
    claims: dict[tuple[str, str], Claim] = field(default_factory=dict)
    """(field, text) -> claim: the same text sent twice counts once, with its last date."""
    last: str = ""

    def say(self, name: str, text: str, method: str, day: str = "") -> None:
        """Add a claim; `day` is also the last contact so far."""
        text = text.strip()[:LONG_CELL]
        if text:
            claim = Claim(name, text, "", 0, 1.0, method, "", day)
            old = self.claims.get((name, text))
            self.claims[name, text] = claim if old is None or day > old.as_of else old
        self.last = max(self.last, day)

    def record(self, file: str) -> Record:
        """The record; its identity is its own, so that Connections.csv does not replace it."""
        claims = [Claim("full_name", self.name, "", 0, 1.0, file)] if self.name else []
        claims += [Claim("linkedin_url", self.url, "", 0, 1.0, file)] if self.url else []
        claims += self.claims.values()
        if self.last:
            claims.append(Claim("last_contact", self.last, "", 0, 1.0, file))
        who = profile(self.url) if self.url else fold(self.name)
        return Record("linkedin", self.locator, claims, self.url, f"{file}\n{who}", self.last)


@dataclass(slots=True)
class File:
    """One table of the archive, its cells by the folded label."""

    item: Item
    sheet: Sheet
    at: int
    settings: Settings
    out: Extraction
    people: dict[str, Person] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number, label -> cell) of all rows that hold something."""
        labels = [fold(cell) for cell in self.sheet.grid.rows[self.at]]
        for number, row in enumerate(self.sheet.grid.rows[self.at + 1 :], 1):
            cells = {label: cell.strip() for label, cell in zip(labels, row, strict=False)}
            if any(cells.values()):
                yield number, cells

    def person(self, number: int, name: str, url: str) -> Person | None:
        """The contact of this name and URL, None for closed accounts and for LinkedIn itself."""
        name = " ".join(name.split())
        url = f"https://{url}" if url and "://" not in url else url  # endorsements come without a scheme
        if fold(name) in NOBODY or "linkedin.com/company" in url:
            return None
        return self.people.setdefault(
            profile(url) if url else fold(name), Person(self.sheet.locator(number), name, url)
        )

    def own(self, name: str, text: str, method: str, day: str = "", group: int = 0) -> None:
        """A claim about the owner."""
        if text.strip():
            self.out.owner.append(Claim(name, text.strip()[:LONG_CELL], "", group, 1.0, method, "", day))

    def finish(self, file: str, skipped: int = 0, why: str = "") -> None:
        """The people as records, and one refused row for all that was left out."""
        self.out.records += [person.record(file) for person in self.people.values()]
        if skipped:
            self.out.refused.append(
                refuse(self.item, "ignored", why.format(n=skipped), "Nothing to do.", self.sheet.name)
            )


def plain(text: str) -> str:
    """A message without the tags and entities that LinkedIn leaves in some."""
    if "<" in text and TAG.search(text):
        text = TAG.sub("", re.sub(r"</p>|<br ?/?>", "\n", text))
    return html.unescape(text) if "&" in text else text
