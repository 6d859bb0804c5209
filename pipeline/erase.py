"""Erasing people from what the workspace keeps: sources are replaced by what was read from them, less those people.

The bytes of the original go, its other records stay; so do the bytes of what could not be read and mentions them. The
name under which a file came is erased with it when it held nobody else, since people name files after people, and their
names are masked in those of all others. Each erased record leaves a refused row that says so.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import pandas as pd

from pipeline.assemble import Version, natural_id, versions_by_id
from pipeline.ledger import Entry
from pipeline.people.decisions import Decision, Retract, parse, read_line
from pipeline.schema import Extraction, Item, Record, Refused
from pipeline.sources import source_of
from pipeline.traces import Traces, texts, traces
from pipeline.workspace import Workspace

Read = tuple[Entry, Extraction]
ARCHIVE = "archive"
CARD = "card"
MEMBER = re.compile(r"(.+?) (?:page|card|row|line) \d+")
ERASED = ("forgotten", "A person whom you had erased; kept out.", "Nothing to do.")
REMOVED = (
    "forgotten",
    "What could not be read here bore the name of a person whom you had erased, or mentioned them; it was removed.",
    "Nothing to do; the original, which you have, is not touched.",
)
OTHER_SIDE = (
    "forgotten",
    "It shows the other side of a card of a person whom you had erased; it was removed.",
    "Nothing to do; the original, which you have, is not touched.",
)


@dataclass(frozen=True, slots=True)
class Left:
    """What an erasing leaves."""

    sources: dict[str, Read] = field(default_factory=dict)
    """Digest -> the ledger's line and the content of each source that is replaced."""
    traces: Traces = field(default_factory=lambda: traces((), pd.DataFrame(columns=["record_id", "field", "value"])))
    """What still tells the erased."""
    apart: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Digest -> `Entry.apart` of each source in which somebody bears the key of one of the erased."""


def without(
    read: list[Read],
    erased: Collection[str],
    companions: Mapping[str, set[str]],
    claims: pd.DataFrame,
    content: Callable[[Entry], bytes],
) -> tuple[list[Read], Left]:
    """What was read, less the records with these ids; and what stays of each source that held one or mentions one in
    what is no record.

    `companions`: digest of a card's image -> digests of all images of the same cards, so that the back goes with
    the front. `claims`: cleaned. `content`: the bytes of a source.
    """
    versions = versions_by_id(read)
    apart = _apart(versions, erased)
    read = [(replace(e, apart=apart.get(e.digest, e.apart)), part) for e, part in read]
    places = {(v.entry.digest, _place(v.record)) for rid in erased for v in versions.get(rid, [])}
    holders = {digest for digest, _ in places}
    sides = {other for digest in holders for other in companions.get(digest, ())} - holders
    told = traces(erased, claims)
    removed = dict.fromkeys(_mentioning(read, holders | sides, told, content), REMOVED)
    left = _left(read, places, dict.fromkeys(holders, ERASED) | removed | dict.fromkeys(sides, OTHER_SIDE), told)
    out = {e.digest if e.kind and e.digest in left else f"{n}": (e, part) for n, (e, part) in enumerate(read)}
    rest = [left.get(key) or (_masked(e, told), told.masked_part(part)) for key, (e, part) in out.items()]
    return rest, Left(left, told, apart)


def _apart(versions: Mapping[str, list[Version]], erased: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Digest -> `Entry.apart` of each source in which somebody who stays bears the key of one of the erased: else they
    would come to the id of the erased, be taken for them and for lost."""
    out: dict[str, tuple[str, ...]] = {}
    staying = (v for rid, found in versions.items() if rid not in erased for v in found)
    for version in staying:
        shared = natural_id(version.record)
        if shared in erased:
            held = out.get(version.entry.digest, version.entry.apart)
            out[version.entry.digest] = tuple(sorted({*held, shared}))
    return out


def _mentioning(read: list[Read], holders: set[str], told: Traces, content: Callable[[Entry], bytes]) -> set[str]:
    """Digests of sources that mention the erased elsewhere than in records of others: in refused rows, in columns that
    are no fields, in the name of a picture that gave nothing."""
    parts: dict[str, tuple[Entry, list[Extraction]]] = {}
    for entry, part in read:
        if entry.kind and entry.digest not in holders:
            parts.setdefault(entry.digest, (entry, []))[1].append(part)
    return {digest for digest, (entry, found) in parts.items() if _mentions(entry, found, told, content)}


def _mentions(entry: Entry, parts: list[Extraction], told: Traces, content: Callable[[Entry], bytes]) -> bool:
    records = [record for part in parts for record in part.records]
    if entry.distilled:
        return any(told.masked_part(part) != part for part in parts)
    if entry.kind == CARD:
        return not records and told.mentioned(entry.name)
    if not any(map(told.mentioned, texts(content(entry)))):
        return False
    refused = any(part.refused for part in parts)
    return refused or not any(told.mentioned(claim.raw) for record in records for claim in record.claims)


def _masked(entry: Entry, told: Traces) -> Entry:
    """The ledger's line without their names. Of an input refused as a whole the digest tells that it is known."""
    out = replace(
        entry,
        name=told.masked(entry.name),
        also=tuple(map(told.masked, entry.also)),
        event=told.masked(entry.event),
        came_with=None if entry.came_with is None else told.masked(entry.came_with),
        refused=tuple(map(told.masked_row, entry.refused)),
    )
    return replace(out, distilled=True) if out.digest and not out.kind and out != entry else out


def about(erased: set[str], decisions: Sequence[Decision]) -> set[str]:
    """Ids of decisions about these records, and of what took them back: they may hold values, and name what is gone."""
    gone = {d.id for d in decisions if erased.intersection(d.records())}
    return gone | {d.id for d in decisions if isinstance(d, Retract) and d.target in gone}


def commit(ws: Workspace, left: Left, erased: set[str]) -> None:
    """Replace the workspace's copies by what stays, and drop what was read of them and the decisions about `erased`.

    The lines of the ledger, written at once, tell whether it has happened. Cut off before them, the originals hold and
    the next run erases anew; cut off after them, whoever locks the workspace next puts what stays in place.
    """
    if not left.sources:
        return
    lines = {
        e.key: replace(_masked(e, left.traces), apart=left.apart.get(e.digest, e.apart)) for e in ws.ledger().entries
    }
    for digest, (entry, part) in left.sources.items():
        region = lines[digest].region if digest in lines else ""
        lines[digest] = replace(entry, region=region, left=ws.keep_left(digest, _content(part)))
    ws.rewrite_decisions(lambda said: _not_about(erased, said, left.traces))
    _forget_readings(ws, [lines[digest] for digest in left.sources])
    _forget_unlisted(ws, left.traces)
    ws.rewrite(lines)
    ws.settle()


def _not_about(erased: set[str], lines: list[str], told: Traces) -> list[str]:
    """The lines less those about these records; read anew, as people go on deciding while a run works.

    A line that is no decision goes too where it names such a record or person, or mentions them.
    """
    gone = about(erased, parse(lines)[0])
    return [text for text in lines if _id(text) not in gone and not (parse([text])[1] and _names(text, erased, told))]


def _names(text: str, erased: set[str], told: Traces) -> bool:
    return any(record[1:] in text for record in erased) or told.mentioned(text)


def _content(part: Extraction) -> bytes:
    return json.dumps(asdict(part), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _place(record: Record) -> str:
    return record.file + record.locator


def _left(
    read: list[Read], places: set[tuple[str, str]], holders: Mapping[str, tuple[str, str, str]], told: Traces
) -> dict[str, Read]:
    """Digest -> what stays of each source that holds or mentions somebody erased, or the other side of their card.

    `holders`: digest -> code, reason and remedy of what is removed there.
    """
    parts: dict[str, Extraction] = {}
    entries: dict[str, Entry] = {}
    gone: dict[str, list[Record]] = {}
    for entry, found in read:
        if entry.digest not in holders or not entry.kind:
            continue
        entries[entry.digest] = entry
        part = parts.setdefault(entry.digest, Extraction())
        for record in found.records:
            out = (entry.digest, _place(record)) in places
            (gone.setdefault(entry.digest, []) if out else part.records).append(record)
        part.refused += found.refused
        part.owner += found.owner
        part.mappings += found.mappings
    return {d: _told(entries[d], part, gone.get(d, []), holders[d], told) for d, part in parts.items()}


def _told(entry: Entry, part: Extraction, gone: list[Record], why: tuple[str, str, str], told: Traces) -> Read:
    """The ledger's line and the content of a source after erasing; nameless when it held nobody else. `why`: code,
    reason and remedy of the rows about what is removed."""
    alone = not part.records
    name = f"erased-{entry.digest[:8]}" if alone else entry.name
    if not (gone or entry.distilled):
        part.refused.append(Refused(name, "", *why))
    if alone:
        part.refused = [r._replace(source_file=name) for r in part.refused]
        part.mappings = [m._replace(source_file=name) for m in part.mappings]
    elif entry.kind == ARCHIVE:
        _forget_members(entry.name, part, gone)
    for record in gone:
        file = name if alone else record.file or entry.name
        locator = "" if entry.kind == ARCHIVE else record.locator  # files in an archive may bear the name, too
        part.refused.append(Refused(file, locator, *why))
    line = replace(entry, distilled=True, name=name, also=() if alone else entry.also)
    return _masked(line, told), told.masked_part(part)


def _forget_members(name: str, part: Extraction, gone: list[Record]) -> None:
    """The names of files in an archive that held nobody else go from what else was read there."""
    emptied = {_member(r.locator) for r in gone} - {_member(r.locator) for r in part.records} - {""}
    part.mappings = [m for m in part.mappings if m.source_file.removeprefix(f"{name}/") not in emptied]
    part.refused = [r._replace(locator="") if {_member(r.locator), r.locator} & emptied else r for r in part.refused]


def _member(locator: str) -> str:
    """The file in an archive that a locator begins with: `cards/a.jpg` of `cards/a.jpg card 1`."""
    found = MEMBER.match(locator)
    return found[1] if found else ""


def _forget_readings(ws: Workspace, entries: list[Entry]) -> None:
    """What was read of these pictures goes from the cache; of those in an archive nobody knows which, so all go."""
    if any(entry.kind == ARCHIVE for entry in entries):
        shutil.rmtree(ws.cache / "readings", ignore_errors=True)
    for entry in entries:
        for path in ws.cache.glob(f"*/{entry.digest}-*"):
            path.unlink(missing_ok=True)


def _forget_unlisted(ws: Workspace, told: Traces) -> None:
    """Copies that a run took in and was cut off before it listed them go where they mention the erased, and so do
    pictures, which nobody has read."""
    for path in ws.unlisted():
        data = path.read_bytes()
        source = source_of(Item("", data))
        if (source and source.name in (CARD, ARCHIVE)) or any(map(told.mentioned, texts(data))):
            path.unlink()


def _id(text: str) -> str:
    try:
        return str(read_line(text).get("id", ""))
    except (ValueError, AttributeError, RecursionError):
        return ""
