"""The other files of LinkedIn's archive: what the contacts and the owner wrote, and who the owner is.

One record per person and file: of kind `linkedin`, with the profile URL as key where it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.schema import Extraction, Item
from pipeline.settings import Settings
from pipeline.sources.base import refuse
from pipeline.sources.dates import iso
from pipeline.sources.linkedin_file import File, Person, plain
from pipeline.sources.linkedin_messages import messages
from pipeline.sources.sheets import Sheet

NO_ROWS = ("no-rows", "A file of LinkedIn's archive without a row that says anything.", "Nothing to do.")
SILENT = "Invitations without a message: {n}. They say nothing that Connections.csv does not."
UNUSED = ("ignored", "A file of LinkedIn's archive that says nothing about your contacts.", "Nothing to do.")


def extract_rows(kind: str, item: Item, sheet: Sheet, at: int, settings: Settings, out: Extraction) -> None:
    """A table of this kind (`linkedin_kinds.kind_of`) into `out`."""
    file = File(item, sheet, at, settings, out)
    before = (len(out.records), len(out.refused), len(out.owner))
    READERS[kind](file)
    if (len(out.records), len(out.refused), len(out.owner)) == before:
        out.refused.append(refuse(item, *NO_ROWS, sheet.name))


def _unused(file: File) -> None:
    file.out.refused.append(refuse(file.item, *UNUSED, file.sheet.name))


def _invitations(file: File) -> None:
    """Invitations with a message; month first, as LinkedIn writes in any language."""
    skipped = 0
    for number, cells in file.rows():
        out = cells.get("direction", "").casefold() == "outgoing"
        text = plain(cells.get("message", ""))
        name = cells.get("to" if out else "from", "")
        url = cells.get("inviteeprofileurl" if out else "inviterprofileurl", "")
        person = file.person(number, name, url) if text else None
        if person is None:
            skipped += 1
            continue
        sent = iso(cells.get("sent at", ""), month_first=True)
        person.say("message_out" if out else "message", text, "Invitations.csv", sent)
    file.finish("Invitations.csv", skipped, SILENT)


def _recommendations_given(file: File) -> None:
    """What the owner says that the contact is good at."""
    name = "Recommendations_Given.csv"
    for person, day, cells in _recommended(file, name):
        person.say("recommendation", cells.get("text", ""), name, day)
    file.finish(name)


def _recommendations_received(file: File) -> None:
    """What the contact says about the owner."""
    name = "Recommendations_Received.csv"
    for _, day, cells in _recommended(file, name):
        file.own("recommendation", cells.get("text", ""), name, day)
    file.finish(name)


def _recommended(file: File, name: str) -> Iterator[tuple[Person, str, dict[str, str]]]:
    for number, cells in file.rows():
        person = file.person(number, _name(cells), "")
        if person is not None:
            day = iso(cells.get("creation date", ""), month_first=True)
            person.say("organization", cells.get("company", ""), name, day)
            person.say("title", cells.get("job title", ""), name, day)
            yield person, day, cells


def _endorsements_given(file: File) -> None:
    """Skills of the contact."""
    name = "Endorsement_Given_Info.csv"
    for number, cells in file.rows():
        person = file.person(number, _name(cells, "endorsee "), cells.get("endorsee public url", ""))
        if person is not None:
            person.say("endorsement", cells.get("skill name", ""), name, _endorsed(cells))
    file.finish(name)


def _endorsements_received(file: File) -> None:
    """Skills of the owner, each once; of the contact it says only when it was."""
    name = "Endorsement_Received_Info.csv"
    skills: dict[str, str] = {}
    for number, cells in file.rows():
        person = file.person(number, _name(cells, "endorser "), cells.get("endorser public url", ""))
        if person is not None:
            person.say("endorsement", "", name, _endorsed(cells))
        skills.setdefault(cells.get("skill name", ""), _endorsed(cells))
    for skill, day in skills.items():
        file.own("endorsement", skill, name, day)
    file.finish(name)


def _endorsed(cells: dict[str, str]) -> str:
    """LinkedIn writes `2024/02/01 15:02:55 UTC` here."""
    return iso(cells.get("endorsement date", "").partition(" ")[0].replace("/", "-"))


def _name(cells: dict[str, str], before: str = "") -> str:
    return f"{cells.get(before + 'first name', '')} {cells.get(before + 'last name', '')}"


def _notes(file: File) -> None:
    for number, cells in file.rows():
        person = file.person(number, _name(cells, "connection "), cells.get("connection profile url", ""))
        if person is not None:
            written = cells.get("edited on", "") or cells.get("created on", "")
            person.say("note", cells.get("note", ""), "Notes.csv", iso(written, month_first=True))
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
    """The jobs that the owner holds now (no end); the latest where every one has ended."""
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
    "messages": messages,
    "invitations": _invitations,
    "recommendations_given": _recommendations_given,
    "recommendations_received": _recommendations_received,
    "endorsements_given": _endorsements_given,
    "endorsements_received": _endorsements_received,
    "notes": _notes,
    "profile": _profile,
    "positions": _positions,
    "skills": _skills,
    "owner_emails": _owner_emails,
    "owner_phones": _owner_phones,
    "unused": _unused,
}
