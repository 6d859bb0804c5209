"""Inputs into the workspace: what is new is copied there and listed in the ledger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import sources
from pipeline.intake import Found, event_day, load, origin, walk
from pipeline.ledger import CARD, MONTHLY, Entry, Ledger, Place
from pipeline.progress import Teller
from pipeline.schema import JOIN, Item, Refused
from pipeline.settings import Settings
from pipeline.traces import known_as
from pipeline.workspace import Workspace


@dataclass(slots=True)
class TakenIn:
    """What an intake did: the ledger with the new entries, and where to find bytes not kept (dry run)."""

    ledger: Ledger
    files: int = 0
    new: int = 0
    known: int = 0
    paths: dict[str, Path] = field(default_factory=dict)


def take_in(
    ws: Workspace, given: list[Path], settings: Settings, teller: Teller, *, event: str, region: str, dry_run: bool
) -> TakenIn:
    """Copy what is new among the given files and folders into the workspace, and list it in the ledger.

    A file whose content is there already adds no record; the event and the region of this call hold for it all the
    same. A file that no source claims is kept as a refused line only. Entries of one run are the same whatever their
    order and their files' names.
    """
    ledger = ws.ledger()
    out = TakenIn(ledger)
    if not given:
        return out
    found, refused = _walked(given, ws, run := ledger.run + 1)
    event, found = one_event(event), [replace(each, event=one_event(each.event)) for each in found]
    out.files = len(found)
    known = {e.digest: e for e in ledger.accepted()}
    again: dict[str, Entry] = {}
    came: dict[Place, int] = {}
    bytes_of: dict[Place, set[str]] = {}
    new: dict[str, Entry] = {}
    with teller.step("take in"), _listed_or_gone(ws, () if dry_run else out.paths):
        for each in found:
            item = load(each)
            if isinstance(item, Refused):
                refused.append(_refused(item, each.origin, run))
                continue
            if not MONTHLY.search(each.name):  # last month's, which stays beside this month's, comes back no more
                bytes_of.setdefault((each.origin, each.name), set()).add(item.digest)
            if item.digest in known:
                out.known += 1
                came[each.origin, each.name] = known[item.digest].run
                kept = again.get(item.digest, known[item.digest])
                again[item.digest] = _told_again(kept, each, event=event, region=region)
                if not (dry_run or kept.distilled):
                    ws.keep(item.digest, item.data)
            elif item.digest in new:
                came[each.origin, each.name] = run
                new[item.digest] = _another_name(new[item.digest], each, event)
            else:
                entry = _entry(item, each, settings, event=event, region=region, run=run)
                if not entry.kind:
                    refused.append(entry)
                else:
                    new[item.digest] = entry
                    came[each.origin, each.name] = run
                    out.paths[item.digest] = each.path
                    if not dry_run:
                        ws.keep(item.digest, item.data)
    walked = {origin(source) for source in given if source.is_dir()}
    entries = [*new.values(), *ledger.refusals(refused, came, walked)]
    for digest in _back_in_place(Ledger([*(known | again | new).values()]), bytes_of.values()) & again.keys():
        again[digest] = replace(again[digest], given=run)
    entries += [e for digest, e in again.items() if e != known[digest]]
    out.new = len(new)
    if entries and not dry_run:
        with _listed_or_gone(ws, out.paths):
            ws.append(entries)
    ledger.entries = list({e.key: e for e in [*ledger.entries, *entries]}.values())
    return out


@contextmanager
def _listed_or_gone(ws: Workspace, copied: Collection[str]) -> Iterator[None]:
    """Of an intake that is cut off, no copy stays that the ledger does not name: nobody would find it to erase it.
    `copied`: digests."""
    try:
        yield
    except BaseException:
        for path in ws.unlisted():
            if path.name in copied:
                path.unlink(missing_ok=True)
        raise


def one_event(name: str) -> str:
    """An event's name without what stands between several events in one cell: `A ; B` -> `A; B`."""
    return re.sub(r"\s+;(?=\s)", ";", name)


def _walked(given: list[Path], ws: Workspace, run: int) -> tuple[list[Found], list[Entry]]:
    """The files below these sources, and what is passed over there."""
    parts = [(origin(source), walk([source], ws.root)) for source in given]
    found = [each for _, (files, _) in parts for each in files]
    passed = [_refused(row, place, run) for place, (_, rows) in parts for row in rows]
    return sorted(found, key=lambda f: (f.name, f.event)), passed


def _refused(row: Refused, place: str, run: int) -> Entry:
    """The entry of what was not even opened. `place`: its origin."""
    return Entry("", row.source_file, "", run=run, refused=(row,), origin=place)


def _entry(item: Item, found: Found, settings: Settings, *, event: str, region: str, run: int) -> Entry:
    source = sources.source_of(item)
    if source is None:
        refused = tuple(sources.extract(item, settings).refused)
        return Entry(item.digest, item.name, "", run=run, refused=refused, origin=found.origin)
    met_at = event or (found.event if source.name == CARD else "")
    day = _day(source.name, found, event)
    return Entry(item.digest, item.name, source.name, met_at, region, run, origin=found.origin, day=day)


def _day(kind: str, found: Found, event: str, before: str = "") -> str:
    """`Entry.day` where an event is named for a card: the folder's day, or an earlier one that was known `before`."""
    named = kind == CARD and event and not re.search(r"\d{4}-\d\d-\d\d", event)
    return min(filter(None, (before, event_day(found.event))), default="") if named else before


def _back_in_place(ledger: Ledger, together: Iterable[set[str]]) -> set[str]:
    """Digests of the files that stand in one place with one that a later version had replaced, and is there again.
    `together`: those of each place of this call; several where two folders are called the same."""
    replaced = ledger.replaced()
    return {digest for digests in together if digests & replaced for digest in digests}


def _told_again(entry: Entry, found: Found, *, event: str, region: str) -> Entry:
    """The entry of a file that is given once more: a named event comes to those it had, or in place of its folder's. One
    in which an erased person's name was masked stays masked."""
    event = known_as(event, entry.event.split(JOIN))
    events = [e for e in entry.event.split(JOIN) if e and not (event and entry.kind == CARD and e == found.event)]
    events_now = JOIN.join(dict.fromkeys([*events, *filter(None, [event])]))
    came_with = entry.event if entry.came_with is None and events_now != entry.event else entry.came_with
    at = entry.origin or (found.origin if found.name in (entry.name, *entry.also) else "")
    day = _day(entry.kind, found, event, entry.day)
    return replace(entry, event=events_now, region=region or entry.region, came_with=came_with, origin=at, day=day)


def _another_name(entry: Entry, found: Found, event: str) -> Entry:
    """The entry of a file of which another copy is there: a card was met at the events of all their folders, and its
    other side is sought at the first of them."""
    folders = () if event or entry.kind != CARD else {*entry.event.split(JOIN), found.event} - {""}
    return replace(
        entry,
        also=tuple(sorted({*entry.also, found.name} - {entry.name})),
        event=JOIN.join(sorted(folders)) or entry.event,
        came_with=min(folders) if len(folders) > 1 else None,
        day=_day(entry.kind, found, event, entry.day),
    )
