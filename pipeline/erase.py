"""Erasing people from what the workspace keeps: sources are replaced by what was read from them, less those people.

The bytes of the original go, its other records stay. The name under which a file came is erased with it when it
held nobody else, since people name files after people. Each erased record leaves a refused row that says so.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from pipeline.assemble import versions_by_id
from pipeline.people.decisions import Decision, Retract, parse
from pipeline.schema import Extraction, Record, Refused
from pipeline.workspace import Entry, Workspace

Read = tuple[Entry, Extraction]
ARCHIVE = "archive"
ERASED = ("forgotten", "A person whom you had erased; kept out.", "Nothing to do.")


def without(
    read: list[Read], erased: Iterable[str], companions: Mapping[str, set[str]]
) -> tuple[list[Read], dict[str, Read]]:
    """What was read, less the records with these ids; and what stays of each source that held one, by its digest.

    `companions`: digest of a card's image -> digests of all images of the same cards, so that the back goes with
    the front.
    """
    versions = versions_by_id(read)
    places = {(v.entry.digest, _place(v.record)) for rid in erased for v in versions.get(rid, [])}
    holders = {digest for digest, _ in places}
    holders |= {other for digest in holders for other in companions.get(digest, ())}
    left = _left(read, places, holders)
    out = {e.digest if e.kind and e.digest in left else f"{n}": (e, part) for n, (e, part) in enumerate(read)}
    return [left.get(key, kept) for key, kept in out.items()], left


def about(erased: set[str], decisions: Sequence[Decision]) -> set[str]:
    """Ids of decisions about these records, and of what took them back: they may hold values, and name what is gone."""
    gone = {d.id for d in decisions if erased.intersection(d.records())}
    return gone | {d.id for d in decisions if isinstance(d, Retract) and d.target in gone}


def commit(ws: Workspace, left: Mapping[str, Read], erased: set[str]) -> None:
    """Replace the workspace's copies by what stays, and drop what was read of them and the decisions about `erased`.

    The lines of the ledger, written at once, tell whether it has happened. Cut off before them, the originals hold and
    the next run erases anew; cut off after them, whoever locks the workspace next puts what stays in place.
    """
    if not left:
        return
    regions = {e.digest: e.region for e in ws.ledger().entries}
    entries = [
        replace(entry, region=regions.get(digest, ""), left=ws.keep_left(digest, _content(part)))
        for digest, (entry, part) in left.items()
    ]
    ws.rewrite_decisions(lambda lines: _not_about(erased, lines))
    _forget_readings(ws, entries)
    ws.rewrite(entries)
    ws.settle()


def _not_about(erased: set[str], lines: list[str]) -> list[str]:
    """The lines less those about these records; read anew, as people go on deciding while a run works."""
    gone = about(erased, parse(lines)[0])
    return [text for text in lines if _id(text) not in gone]


def _content(part: Extraction) -> bytes:
    return json.dumps(asdict(part), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _place(record: Record) -> str:
    return record.file + record.locator


def _left(read: list[Read], places: set[tuple[str, str]], holders: set[str]) -> dict[str, Read]:
    """Digest -> what stays of each source that holds somebody erased, or the other side of their card."""
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
    return {d: _told(entries[d], part, gone.get(d, [])) for d, part in parts.items()}


def _told(entry: Entry, part: Extraction, gone: list[Record]) -> Read:
    """The ledger's line and the content of a source after erasing; nameless when it held nobody else."""
    alone = not part.records
    name = f"erased-{entry.digest[:8]}" if alone else entry.name
    if alone:
        part.refused = [r._replace(source_file=name) for r in part.refused]
        part.mappings = [m._replace(source_file=name) for m in part.mappings]
    for record in gone:
        file = name if alone else record.file or entry.name
        locator = "" if entry.kind == ARCHIVE else record.locator  # files in an archive may bear the name, too
        part.refused.append(Refused(file, locator, *ERASED))
    return replace(entry, distilled=True, name=name, also=() if alone else entry.also), part


def _forget_readings(ws: Workspace, entries: list[Entry]) -> None:
    """What was read of these pictures goes from the cache; of those in an archive nobody knows which, so all go."""
    if any(entry.kind == ARCHIVE for entry in entries):
        shutil.rmtree(ws.cache, ignore_errors=True)
        ws.create()
    for entry in entries:
        for path in ws.cache.glob(f"*/{entry.digest}-*"):
            path.unlink(missing_ok=True)


def _id(text: str) -> str:
    try:
        return str(json.loads(text).get("id", ""))
    except (ValueError, AttributeError):
        return ""
