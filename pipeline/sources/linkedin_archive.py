"""The other files of LinkedIn's archive: what the contacts and the owner wrote, and who the owner is.

One record per person and file: of kind `linkedin`, with the profile URL as key where it is given.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, refuse
from pipeline.sources.dates import iso
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
UNUSED = ("ignored", "A file of LinkedIn's archive that says nothing about your contacts.", "Nothing to do.")
WHO_ARE_YOU = (
    "no-owner",
    "It cannot be told which of the people who write here is you.",
    "Put your name under [owner] into settings.toml, or give the whole archive.",
)


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


def extract_rows(kind: str, item: Item, sheet: Sheet, at: int, settings: Settings, out: Extraction) -> None:
    """A table of this kind (`linkedin_kinds.kind_of`) into `out`."""
    file = File(item, sheet, at, settings, out)
    before = (len(out.records), len(out.refused), len(out.owner))
    READERS[kind](file)
    if (len(out.records), len(out.refused), len(out.owner)) == before:
        out.refused.append(
            refuse(
                item,
                "no-rows",
                "A file of LinkedIn's archive without a row that says anything.",
                "Nothing to do.",
                sheet.name,
            )
        )


def _unused(file: File) -> None:
    file.out.refused.append(refuse(file.item, *UNUSED, file.sheet.name))


def _messages(file: File) -> None:
    rows = [
        (n, c)
        for n, c in file.rows()
        if c.get("is message draft", "").casefold() not in ("yes", "true") and c.get("folder", "").casefold() != "spam"
    ]
    owner = _owner_of(rows, file)
    if rows and owner is None:
        file.out.refused.append(refuse(file.item, *WHO_ARE_YOU, file.sheet.name))
        return
    skipped = 0
    for number, cells in rows:
        day, text = iso(cells.get("date", "")), plain(cells.get("content", ""))
        sender = (cells.get("from", ""), cells.get("sender profile url", ""))
        mine = _same(sender, owner)
        others = _recipients(cells) if mine else [sender]
        person = file.person(number, *others[0]) if len(others) == 1 else None
        if person is None:
            skipped += 1
            continue
        person.say("message_out" if mine else "message", text, "messages.csv", day)
    file.finish(
        "messages.csv", skipped, "{n} messages are from LinkedIn itself, from closed accounts, or from you to a group."
    )


def _recipients(cells: dict[str, str]) -> list[tuple[str, str]]:
    """(name, URL) of each recipient; names of several are separated by commas only where the URLs are too."""
    urls = [url.strip() for url in cells.get("recipient profile urls", "").split(",") if url.strip()]
    names = [name.strip() for name in cells.get("to", "").split(",")] if len(urls) > 1 else [cells.get("to", "")]
    return list(zip(names, urls, strict=False)) if len(urls) == len(names) else [(name, "") for name in names]


def _same(who: tuple[str, str], owner: tuple[str, str] | None) -> bool:
    if owner is None:
        return False
    if who[1] and owner[1]:
        return profile(who[1]) == owner[1]
    return bool(owner[0]) and fold(who[0]) == owner[0]


def _owner_of(rows: Sequence[tuple[int, dict[str, str]]], file: File) -> tuple[str, str] | None:
    """(folded name, profile) of the owner: by Profile.csv or the settings, else who is in most conversations."""
    url = profile(file.settings.owner.linkedin_url) if file.settings.owner.linkedin_url else ""
    names = {fold(name) for name in (file.settings.owner.name, _own_name(file.out.owner)) if name}
    seats: Counter[tuple[str, str]] = Counter()
    for conversation in {(c.get("conversation id", ""), w) for _, c in rows for w in _seats(c)}:
        seats[conversation[1]] += 1
    told = [who for who in seats if who[0] in names or (url and who[1] == url)]
    if told:
        return max(told, key=lambda who: (bool(who[1]), seats[who], who))
    best = seats.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _own_name(owner: Sequence[Claim]) -> str:
    said = {claim.field: claim.raw for claim in owner if claim.field in ("given_name", "family_name")}
    return f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()


def _seats(cells: dict[str, str]) -> list[tuple[str, str]]:
    everyone = [(cells.get("from", ""), cells.get("sender profile url", "")), *_recipients(cells)]
    return [(fold(name), profile(url) if url else "") for name, url in everyone if fold(name) not in NOBODY]


def plain(text: str) -> str:
    """A message without the tags and entities that LinkedIn leaves in some."""
    if "<" in text and TAG.search(text):
        text = TAG.sub("", re.sub(r"</p>|<br ?/?>", "\n", text))
    return html.unescape(text) if "&" in text else text


def _invitations(file: File) -> None:
    skipped = 0
    for number, cells in file.rows():
        out = cells.get("direction", "").casefold() == "outgoing"
        text = plain(cells.get("message", ""))
        name, url = (
            (cells.get("to", ""), cells.get("inviteeprofileurl", ""))
            if out
            else (cells.get("from", ""), cells.get("inviterprofileurl", ""))
        )
        person = file.person(number, name, url) if text else None
        if person is None:
            skipped += 1
            continue
        person.say(
            "message_out" if out else "message",
            text,
            "Invitations.csv",
            iso(cells.get("sent at", ""), month_first=True),
        )
    file.finish(
        "Invitations.csv", skipped, "{n} invitations carry no message: they say nothing that Connections.csv does not."
    )


def _recommendations(given: bool) -> Callable[[File], None]:
    """Given: what the owner says the contact is good at. Received: what the contact says about the owner."""
    name = "Recommendations_Given.csv" if given else "Recommendations_Received.csv"

    def read(file: File) -> None:
        for number, cells in file.rows():
            person = file.person(number, f"{cells.get('first name', '')} {cells.get('last name', '')}", "")
            day = iso(cells.get("creation date", ""), month_first=True)
            if person is None:
                continue
            person.say("organization", cells.get("company", ""), name, day)
            person.say("title", cells.get("job title", ""), name, day)
            if given:
                person.say("recommendation", cells.get("text", ""), name, day)
            else:
                file.own("recommendation", cells.get("text", ""), name, day)
        file.finish(name)

    return read


def _endorsements(given: bool) -> Callable[[File], None]:
    name, who = ("Endorsement_Given_Info.csv", "endorsee") if given else ("Endorsement_Received_Info.csv", "endorser")

    def read(file: File) -> None:
        skills: set[str] = set()
        for number, cells in file.rows():
            url = cells.get(f"{who} public url", "")
            person = file.person(
                number, f"{cells.get(f'{who} first name', '')} {cells.get(f'{who} last name', '')}", url
            )
            day, skill = (
                iso(cells.get("endorsement date", "").split(" ")[0].replace("/", "-")),
                cells.get("skill name", ""),
            )
            if person is not None:
                person.say("endorsement", skill if given else "", name, day)
            if not given and skill and skill not in skills:
                skills.add(skill)
                file.own("endorsement", skill, name, day)
        file.finish(name)

    return read


def _notes(file: File) -> None:
    for number, cells in file.rows():
        name = f"{cells.get('connection first name', '')} {cells.get('connection last name', '')}"
        person = file.person(number, name, cells.get("connection profile url", ""))
        if person is not None:
            person.say(
                "note",
                cells.get("note", ""),
                "Notes.csv",
                iso(cells.get("edited on", "") or cells.get("created on", ""), month_first=True),
            )
    file.finish("Notes.csv")


PROFILE = {
    "first name": "given_name",
    "last name": "family_name",
    "maiden name": "maiden_name",
    "headline": "headline",
    "summary": "note",
    "industry": "category",
    "geo location": "address",
    "birth date": "birthday",
}


def _profile(file: File) -> None:
    for _, cells in file.rows():
        for label, name in PROFILE.items():
            file.own(name, cells.get(label, ""), "Profile.csv")
        for site in re.findall(r"https?://[^\s,\]]+", cells.get("websites", "")):
            file.own("website", site, "Profile.csv")
        return


def _positions(file: File) -> None:
    """The jobs that the owner holds now (no end); all of them where every one has ended."""
    rows = list(file.rows())
    current = [(n, c) for n, c in rows if not c.get("finished on")] or rows[:1]
    for group, (_, cells) in enumerate(current, 1):
        file.own("organization", cells.get("company name", ""), "Positions.csv", group=group)
        file.own("title", cells.get("title", ""), "Positions.csv", group=group)
        file.own("note", cells.get("description", ""), "Positions.csv")


def _skills(file: File) -> None:
    for _, cells in file.rows():
        file.own("endorsement", cells.get("name", ""), "Skills.csv")


def _owner_emails(file: File) -> None:
    for _, cells in file.rows():
        file.own("email", cells.get("email address", ""), "Email Addresses.csv")


def _owner_phones(file: File) -> None:
    for _, cells in file.rows():
        file.own("phone", cells.get("number", ""), "PhoneNumbers.csv")


READERS: dict[str, Callable[[File], None]] = {
    "messages": _messages,
    "invitations": _invitations,
    "recommendations_given": _recommendations(given=True),
    "recommendations_received": _recommendations(given=False),
    "endorsements_given": _endorsements(given=True),
    "endorsements_received": _endorsements(given=False),
    "notes": _notes,
    "profile": _profile,
    "positions": _positions,
    "skills": _skills,
    "owner_emails": _owner_emails,
    "owner_phones": _owner_phones,
    "unused": _unused,
}
ORDER = ("profile", "positions", "skills", "owner_emails", "owner_phones")
"""Read before the others: they say who the owner is."""
