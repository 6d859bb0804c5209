"""Event notes as text or Markdown: `Name: note` per line, bullets, or a heading per person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, refuse
from pipeline.sources.dates import iso
from pipeline.sources.delimited import is_regular
from pipeline.sources.encoding import decode
from pipeline.sources.labels import meaning
from pipeline.sources.notes_who import is_who, who
from pipeline.sources.sheets import head, is_text

BULLET = re.compile(r"^(\s*)(?:[-*+•–]|\d{1,3}[.)])\s+")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
COLON = re.compile(r"^(?P<who>[^:：]{2,120}?)\s*[:：]\s*(?P<what>.*)$")
DASH = re.compile(r"^(?P<who>[^–—]{2,120}?)\s+(?:[-–—]{1,2}|=>|->)\s+(?P<what>.+)$")
EMPHASIS = re.compile(r"[*_`~]{1,3}([^*_`~]+)[*_`~]{1,3}")
LINK = re.compile(r"\[([^\]]{1,200})\]\(([^)\s]{1,500})\)")
RULE = re.compile(r"\s*(?:[-*_=~#–—]\s*){3,}")
"""A line drawn between people."""
SAYABLE = frozenset(
    "note ask offer email phone organization title linkedin_url website address met_on full_name".split()
)
"""Fields that a line `Label: value` under a person may give."""
JOB = frozenset({"organization", "title"})
METHOD = "note line"
SHARE = 0.5
"""From the first person on, this share of the lines must name somebody or belong to somebody named."""
FULL = 0.34
"""This share of the names must have two words, or be e-mails: `Licence: MIT` is no note about a person."""
FIRST_LINES = 8
"""A date among these is the day of all notes."""
NOBODY = (
    "no-person",
    "The line names nobody and stands below nobody who is named.",
    "Nothing to do, or write it as `Name: note` and run again.",
)


@dataclass(slots=True)
class Start:
    """A line that begins to speak of somebody."""

    who: str
    what: str
    heading: bool


@dataclass(slots=True)
class Entry:
    """What the notes say of one person."""

    line: int
    who: str
    heading: bool
    notes: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Notes:
    """Plain text and Markdown in which lines or headings name people."""

    name = "notes"

    def identify(self, item: Item) -> bool:
        """Half of the lines name somebody (`Name: note`), or stand below one that does."""
        if not is_text(item.data):
            return False
        text = head(item.data)
        if text.lstrip()[:1] in "<{[" or re.match(r"\s*BEGIN:V", text, re.IGNORECASE):
            return False
        if is_regular(text):
            return False
        title = document_title(text)
        lines = [line for line in text.splitlines() if line.strip()][:400]
        starts = [starts_with(line, title) for line in lines]
        named = [start for start in starts if start is not None]
        full = sum(" " in start.who or "@" in start.who for start in named)
        if not named or full < FULL * len(named):
            return False
        first = next(place for place, start in enumerate(starts) if start is not None)
        headed = any(start.heading for start in named)
        rest = list(zip(lines[first:], starts[first:], strict=True))
        return sum(start is not None or headed or _continues(line) for line, start in rest) >= SHARE * len(rest)

    def extract(self, item: Item, settings: Settings) -> Extraction:  # noqa: ARG002 (every source is called alike)
        """A record per person; the locator is the line that names them. A line that is no part of one is refused."""
        text = decode(item.data).text
        dated, day = dated_line(text)
        found, left = entries(text)
        records = [_record(entry, day) for entry in found]
        refused = [refuse(item, *NOBODY, f"row {number}") for number in left if number != dated]
        return Extraction(records, refused)


def document_title(text: str) -> str:
    """The line of a Markdown file's title: its only first-level heading, where deeper ones follow."""
    levels = [(len(found[1]), line) for line in text.splitlines() if (found := HEADING.match(line))]
    top = [line for level, line in levels if level == 1]
    return top[0] if len(top) == 1 and len(levels) > 1 and levels[0][0] == 1 else ""


def dated_line(text: str) -> tuple[int, str]:
    """Number and ISO date of the line among the first that gives one, alone or after a label (`Date: 14 May 2026`);
    0 and "" where there is none."""
    for number, line in enumerate(text.splitlines()[:FIRST_LINES], 1):
        bare = _bare(line)
        label, _, value = bare.partition(":")
        known = meaning(label) if value and len(label) < 40 else None
        day = iso(value.strip() if known is not None and known.field == "met_on" else bare)
        if day:
            return number, day
    return 0, ""


def _bare(line: str) -> str:
    """A line without bullet, heading mark, emphasis and link syntax."""
    plain = EMPHASIS.sub(r"\1", LINK.sub(r"\1 <\2>", BULLET.sub("", line)))
    return plain.strip().lstrip("#").strip()


def starts_with(line: str, title: str = "") -> Start | None:
    """Whom a line begins to speak of, and what it says at once; None when it names nobody."""
    heading = HEADING.match(line)
    if heading:
        name = _bare(heading[2])
        return Start(name, "", True) if line != title and is_who(name, strict=True) else None
    bullet = BULLET.match(line)
    if line[:1].isspace():
        return None
    text = _bare(line)
    for pattern in (COLON, DASH):
        found = pattern.match(text)
        if found and not found["what"].startswith("//") and is_who(found["who"], strict=bullet is None):
            return Start(found["who"].strip(), found["what"].strip(), False)
    return None


def _continues(line: str) -> bool:
    return line[:1].isspace() or HEADING.match(line) is not None or _labelled(_bare(line)) is not None


def entries(text: str) -> tuple[list[Entry], list[int]]:
    """The people that the notes name, in order, with all lines that belong to them; and the numbers of the lines that
    belong to nobody, but for the title."""
    title = document_title(text)
    found: list[Entry] = []
    left: list[int] = []
    current: Entry | None = None
    joined = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or RULE.fullmatch(line):
            joined = False
            continue
        start = starts_with(line, title)
        if start is not None and current is not None and _belongs(line, start, current):
            start = None
        if start is not None or (current is not None and _ends(line, current)):
            current = None
        if start is not None:
            current = Entry(number, start.who, start.heading)
            found.append(current)
            if start.what:
                _add(current, start.what, joined=False)
        elif current is not None:
            _add(current, _bare(line), joined=joined and not BULLET.match(line))
        elif line != title:
            left.append(number)
        joined = not HEADING.match(line)
    return found, left


def _belongs(line: str, start: Start, current: Entry) -> bool:
    """Below a heading that names a person, only a bullet speaks of another one."""
    return current.heading and not start.heading and not BULLET.match(line)


def _ends(line: str, current: Entry) -> bool:
    """A heading, or below a mere line another one that speaks of something else (`Agenda: ...`)."""
    if HEADING.match(line):
        return True
    speaks = not current.heading and not line[:1].isspace() and COLON.match(line) is not None
    return speaks and _labelled(_bare(line)) is None


def _add(entry: Entry, text: str, joined: bool) -> None:
    """A line of an entry: labelled values become claims, a wrapped line goes on with the note before."""
    said = _segments(text)
    if joined and entry.notes and said[0][0] == "note" and len(said) == 1 and _labelled(text) is None:
        entry.notes[-1] += " " + text
        return
    for name, kind, value in said:
        if name == "note":
            entry.notes.append(value)
        else:
            entry.claims.append(Claim(name, value, kind, 1 if name in JOB else 0, 1.0, METHOD))


def _segments(text: str) -> list[tuple[str, str, str]]:
    """(field, type, value) of the parts of `likes tea; asks: a CFO | offers: introductions`."""
    out: list[tuple[str, str, str]] = []
    for mark, part in re.findall(r"(^|\s*[;|]\s*)([^;|]+)", text):
        labelled = _labelled(part.strip())
        if labelled is None and out:
            name, kind, value = out[-1]
            out[-1] = (name, kind, f"{value}{mark}{part}".strip())
        else:
            out.append(labelled or ("note", "", part.strip()))
    return out or [("note", "", text)]


def _labelled(text: str) -> tuple[str, str, str] | None:
    """(field, type, value) of `Looking for: a CFO`, `Email: ...`."""
    label, _, value = text.partition(":")
    known = meaning(label) if value.strip() and len(label) < 60 else None
    return (known.field, known.type, value.strip()) if known is not None and known.field in SAYABLE else None


def _record(entry: Entry, day: str) -> Record:
    claims = [*who(entry.who, METHOD), *entry.claims]
    claims += [Claim("note", note[:LONG_CELL], "", 0, 1.0, METHOD) for note in entry.notes]
    if day and not any(claim.field == "met_on" for claim in claims):
        claims.append(Claim("met_on", day, "", 0, 1.0, METHOD))
    return Record("csv", f"row {entry.line}", claims, "", "", day)
