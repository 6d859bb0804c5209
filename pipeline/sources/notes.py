"""Event notes as text or Markdown: `Name: note` per line, bullets, or a heading per person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.schema import Claim, Extraction, Item, Record
from pipeline.settings import Settings
from pipeline.sources.base import LONG_CELL, refuse
from pipeline.sources.dates import iso
from pipeline.sources.encoding import decode
from pipeline.sources.labels import meaning
from pipeline.sources.shapes import EMAIL, NAME_WORD
from pipeline.sources.sheets import head, is_text

BULLET = re.compile(r"^(\s*)(?:[-*+•–]|\d{1,3}[.)])\s+")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
SAID = re.compile(
    r"^(?P<who>[^:：]{2,120}?)\s*[:：]\s*(?P<what>.*)$|^(?P<who2>[^–—]{2,120}?)\s+(?:[-–—]{1,2}|=>|->)\s+(?P<what2>.+)$"
)
EMPHASIS = re.compile(r"[*_`~]{1,3}([^*_`~]+)[*_`~]{1,3}")
LINK = re.compile(r"\[([^\]]{1,200})\]\(([^)\s]{1,500})\)")
BESIDE = re.compile(r"^(?P<name>[^(<,|@]+?)\s*(?:[(<|,@]|\bfrom\b|\bat\b|\bvon\b)\s*(?P<rest>.*?)[)>]?\s*$")
TODAY = re.compile(r"^\s*(?:date|datum|fecha|data)\s*[:：]\s*(?P<day>.+)$", re.IGNORECASE)
FIELD_LABELS = frozenset(
    {
        "note",
        "ask",
        "offer",
        "email",
        "phone",
        "organization",
        "title",
        "linkedin_url",
        "website",
        "address",
        "met_on",
        "full_name",
    }
)
SHARE = 0.5
"""Of the lines that are no headings, this share must name somebody."""


@dataclass(slots=True)
class Entry:
    """What the notes say of one person."""

    line: int
    name: str = ""
    beside: str = ""
    level: int = 0
    """Depth of the heading that names the person, 0 = a line."""
    claims: list[Claim] = field(default_factory=list)
    note: list[str] = field(default_factory=list)


class Notes:
    """Plain text and Markdown in which lines or headings name people."""

    name = "notes"

    def identify(self, item: Item) -> bool:
        """Half of the lines name somebody (`Name: note`), or headings do."""
        if not is_text(item.data):
            return False
        text = head(item.data)
        if text.lstrip()[:1] in "<{[" or re.match(r"\s*BEGIN:V", text, re.IGNORECASE):
            return False
        lines = [line for line in text.splitlines() if line.strip()][:400]
        spoken = sum(_starts(line) is not None or _continues(line) for line in lines)
        named = sum(_starts(line) is not None for line in lines)
        return named > 0 and spoken >= SHARE * len(lines)

    def extract(self, item: Item, settings: Settings) -> Extraction:  # noqa: ARG002 (every source is called alike)
        """A record per person; the locator is the line that names them."""
        out = Extraction()
        day, entries = "", []
        for entry in _entries(decode(item.data).text):
            entries.append(entry)
        for line in decode(item.data).text.splitlines()[:5]:
            found = TODAY.match(line)
            day = (iso(found["day"]) if found else "") or day
        for entry in entries:
            record = _record(entry, day)
            if record is None:
                out.refused.append(
                    refuse(
                        item,
                        "no-person",
                        "The line names nobody.",
                        "Write `Name: note` and run again.",
                        f"row {entry.line}",
                    )
                )
            else:
                out.records.append(record)
        return out


def _plain(line: str) -> str:
    return EMPHASIS.sub(r"\1", LINK.sub(r"\1 <\2>", line)).strip()


def _starts(line: str) -> tuple[str, str, int] | None:
    """(who, what, heading level) when the line begins to speak of somebody."""
    heading = HEADING.match(line)
    if heading:
        who = _plain(heading[2])
        return (who, "", len(heading[1])) if _is_who(who) else None
    if line[:1].isspace() and not BULLET.match(line):
        return None
    bullet = BULLET.match(line)
    if bullet and bullet[1]:
        return None
    text = _plain(line[bullet.end() :] if bullet else line)
    found = SAID.match(text)
    if not found:
        return None
    who, what = (found["who"] or found["who2"]).strip(), (found["what"] or found["what2"] or "").strip()
    if what.startswith("//"):  # a web address, not a note
        return None
    return (who, what, 0) if _is_who(who) else None


def _is_who(text: str) -> bool:
    """A name, perhaps with a firm or e-mail beside it; not a label like `Asks`."""
    known = meaning(text) if len(text) < 60 else None
    if known is not None and known.field in (*FIELD_LABELS, "ignore", "key", "category"):
        return False
    if EMAIL.fullmatch(text):
        return True
    found = BESIDE.match(text)
    name = (found["name"] if found else text).strip()
    words = name.split()
    if not 1 <= len(words) <= 6 or any(ch.isdigit() for ch in name) or len(name) > 60:
        return False
    cased = [word for word in words if word[0].isalpha()]
    return (
        bool(cased)
        and all(NAME_WORD.fullmatch(word) for word in words)
        and (cased[0][0].isupper() or not cased[0][0].islower())
    )


def _continues(line: str) -> bool:
    """A line that belongs to the person before: indented, a sub-bullet, or `Asks: ...`."""
    return line[:1].isspace() or _labelled(_plain(BULLET.sub("", line))) is not None or HEADING.match(line) is not None


def _labelled(text: str) -> tuple[str, str, str] | None:
    """(field, type, value) of `Looking for: a CFO`, `Email: ...`."""
    label, mark, value = text.partition(":")
    known = meaning(label) if mark and len(label) < 60 else None
    if known is None or known.field not in FIELD_LABELS or not value.strip():
        return None
    return known.field, known.type, value.strip()


def _entries(text: str) -> Iterator[Entry]:
    current: Entry | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        begun = _starts(line)
        under_heading = current is not None and current.level > 0
        if begun is not None and not (
            under_heading and not begun[2] and not BULLET.match(line) and _labelled(_plain(line))
        ):
            if current is not None:
                yield current
            current = Entry(number, begun[0], "", begun[2], [], [begun[1]] if begun[1] else [])
        elif HEADING.match(line):
            if current is not None:
                yield current
            current = None
        elif current is not None:
            _add(current, _plain(BULLET.sub("", line)))
    if current is not None:
        yield current


def _add(entry: Entry, text: str) -> None:
    found = _labelled(text)
    if found is None:
        entry.note.append(text)
    elif found[0] == "note":
        entry.note.append(found[2])
    else:
        entry.claims.append(
            Claim(found[0], found[2], found[1], 1 if found[0] in ("title", "organization") else 0, 1.0, "note line")
        )


def _record(entry: Entry, day: str) -> Record | None:
    claims = _who(entry.name)
    if not claims:
        return None
    inside = [part for text in entry.note for part in _said(text)]
    claims += entry.claims + inside
    if day:
        claims.append(Claim("met_on", day, "", 0, 1.0, "note line"))
    return Record("csv", f"row {entry.line}", claims, "", "", day)


def _said(text: str) -> list[Claim]:
    return [Claim("note", text[:LONG_CELL], "", 0, 1.0, "note line")]


def _who(text: str) -> list[Claim]:
    """`Ana Example (Northwind)`, `Ana Example <ana@...>`, `Ana Example, CFO, Northwind`, an e-mail alone."""
    if EMAIL.fullmatch(text):
        return [Claim("email", text, "", 0, 1.0, "note line")]
    found = BESIDE.match(text)
    name = (found["name"] if found else text).strip()
    claims = [Claim("full_name", name, "", 0, 1.0, "note line")] if name else []
    parts = (
        [part.strip(" ()<>[]") for part in re.split(r"[,;|<(]| @ | at ", found["rest"]) if part.strip(" ()<>[]")]
        if found
        else []
    )
    for part in parts:
        claims.append(_beside(part, last=part is parts[-1]))
    return claims


def _beside(text: str, last: bool) -> Claim:
    from pipeline.sources.shapes import LINKEDIN, ROLE, is_phone

    if EMAIL.fullmatch(text):
        return Claim("email", text.removeprefix("mailto:"), "", 0, 1.0, "note line")
    if LINKEDIN.fullmatch(text):
        return Claim("linkedin_url", text, "", 0, 1.0, "note line")
    if is_phone(text):
        return Claim("phone", text, "", 0, 1.0, "note line")
    if ROLE.search(text) or not last:
        return Claim("title", text, "", 1, 1.0, "note line")
    return Claim("organization", text, "", 1, 1.0, "note line")
