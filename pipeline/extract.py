"""Out of the workspace's inputs the records that they hold.

Contact files are read in this process. Card images are read in worker processes that may crash or
hang, and what was read is cached by content and reader version: a second run reads no image again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline import sources
from pipeline.assemble import natural_id
from pipeline.cards.read import READER_VERSION, read_image
from pipeline.cards.reading import Reading
from pipeline.cards.records import records as card_records
from pipeline.cards.sides import CardFile, pair
from pipeline.engine.local import Lost, default_jobs, map_each
from pipeline.ledger import CARD, Entry
from pipeline.progress import Teller
from pipeline.schema import Claim, Extraction, Item, Mapping, Record, Refused
from pipeline.settings import Cards, Settings
from pipeline.take_in import TakenIn
from pipeline.tally import number
from pipeline.workspace import Workspace

SECONDS_PER_IMAGE = 240.0
STAYING = ("duplicate", "forgotten")
"""Codes of refused rows that a newer version of their file does not take away."""


def extract_all(
    ws: Workspace, taken: TakenIn, settings: Settings, teller: Teller, jobs: int = 0
) -> list[tuple[Entry, Extraction]]:
    """Every accepted input with the records it holds, oldest run first, then by content.

    An input for which no region was given has the one of the settings, as they are now.
    """
    accepted = [replace(e, region=e.region or settings.region) for e in taken.ledger.accepted()]
    out: list[tuple[Entry, Extraction]] = []
    images: list[tuple[Entry, Item]] = []
    with teller.bar("read contact files", sum(e.kind != CARD for e in accepted)) as bar:
        for entry in accepted:
            if entry.distilled:
                out.append((entry, _distilled(ws.read(entry))))
                continue
            if entry.kind == CARD:
                images.append((entry, Item(entry.name, b"", entry.digest)))
                continue
            item = Item(entry.name, content(ws, taken, entry), entry.digest)
            extraction = sources.extract(item, settings)
            out.append((entry, extraction))
            images += [(entry, hashed(inner)) for inner in extraction.items]
            bar.advance()
    out += _cards(ws, taken, images, settings.cards, teller, jobs)
    out += [(entry, Extraction(refused=list(entry.refused))) for entry in taken.ledger.still_refused()]
    replaced = taken.ledger.replaced() | _renamed(out)
    return [(entry, _settled(part) if entry.digest in replaced else part) for entry, part in out]


def _renamed(read: list[tuple[Entry, Extraction]]) -> set[str]:
    """Digests of contact files of which a later run took in a mended version under another name in the same folder: it
    is of the same kind, has all their records, and as many items as they had with those that were refused."""
    files: dict[str, tuple[Entry, set[str], int]] = {}
    for entry, part in read:
        if entry.kind not in ("", CARD):
            _, ids, items = files.get(entry.digest, (entry, set(), 0))
            files[entry.digest] = entry, ids | set(map(natural_id, part.records)), items + _items(part)
    held = [(entry, ids, items) for entry, ids, items in files.values() if ids and items > len(ids)]
    return {
        old.digest
        for old, ids, items in held
        for new, more, count in files.values()
        if (new.kind, new.origin) == (old.kind, old.origin) and new.run > old.run and ids <= more and count >= items
    }


def _items(part: Extraction) -> int:
    return len(part.records) + sum(row.code not in (*STAYING, "ignored") for row in part.refused)


def _settled(part: Extraction) -> Extraction:
    """What was read of an input that has a newer version, less the refused rows: whoever reads them finds them mended
    there, or told once more. What repeats a record, or was erased, stays as counted."""
    return replace(part, refused=[row for row in part.refused if row.code in STAYING])


def _distilled(data: bytes) -> Extraction:
    """What `forget` left of a source."""
    held = json.loads(data)
    records = [Record(**{**r, "claims": [Claim(*c) for c in r["claims"]]}) for r in held["records"]]
    return Extraction(
        records=records,
        refused=[Refused(*r) for r in held["refused"]],
        owner=[Claim(*c) for c in held["owner"]],
        mappings=[Mapping(*m) for m in held["mappings"]],
    )


def card_companions(ws: Workspace, taken: TakenIn, options: Cards) -> dict[str, set[str]]:
    """Digest of a card's image -> digests of all images whose sides make up the same cards."""
    entries = [e for e in taken.ledger.accepted() if e.kind == CARD and not e.distilled]
    images = [(e, Item(e.name, b"", e.digest)) for e in entries]
    readings, _ = read_images(ws, taken.paths, images, options, Teller(quiet=True))
    out: dict[str, set[str]] = {}
    for members in _groups(images, readings).values():
        for card in pair([CardFile(item.name, item.digest, readings[item.digest]) for _, item in members]):
            together = {part.digest for part in card.files}
            for digest in together:
                out.setdefault(digest, set()).update(together)
    return out


def hashed(item: Item) -> Item:
    """The item with its digest, which those inside an archive have not yet."""
    return item if item.digest else replace(item, digest=hashlib.sha256(item.data).hexdigest())


def content(ws: Workspace, taken: TakenIn, entry: Entry) -> bytes:
    """The bytes of an input, in a dry run those that were not kept."""
    if ws.source(entry.digest).exists() or entry.digest not in taken.paths:
        return ws.read(entry)
    return taken.paths[entry.digest].read_bytes()


@dataclass(frozen=True, slots=True)
class ReadTask:
    """An image for a worker: its path, or its bytes when it stands inside an archive."""

    path: Path
    data: bytes
    name: str
    options: Cards


def read_task(task: ReadTask) -> str:
    """Runs in a worker: the reading as JSON text."""
    data = task.data or task.path.read_bytes()
    return read_image(data, task.options).to_json()


def _cards(
    ws: Workspace, taken: TakenIn, images: list[tuple[Entry, Item]], options: Cards, teller: Teller, jobs: int
) -> list[tuple[Entry, Extraction]]:
    readings, lost = read_images(ws, taken.paths, images, options, teller, jobs)
    groups = _groups(images, readings)
    out = [
        (entry, Extraction(refused=[refused_in(entry, _lost(item, lost[item.digest]))]))
        for entry, item in images
        if item.digest in lost
    ]
    with teller.step("label cards"):
        for (_, _, inside, _), members in sorted(groups.items(), key=lambda g: g[0]):
            files = [CardFile(item.name, item.digest, readings[item.digest], entry.region) for entry, item in members]
            owners = {item.digest: entry for entry, item in members}
            out += _by_entry(card_records(files), owners, inside)
    return out


Group = tuple[int, str, str, str]


def _groups(images: list[tuple[Entry, Item]], readings: dict[str, Reading]) -> dict[Group, list[tuple[Entry, Item]]]:
    """Images among which sides are paired: of one run, event, archive and folder, as they came in."""
    groups: dict[Group, list[tuple[Entry, Item]]] = {}
    for entry, item in images:
        if item.digest in readings:
            folder = str(PurePosixPath(item.name).parent)
            inside = "" if entry.kind == CARD else entry.digest
            event = entry.event if entry.came_with is None else entry.came_with
            groups.setdefault((entry.run, event, inside, folder), []).append((entry, item))
    return groups


def _by_entry(extraction: Extraction, owners: dict[str, Entry], inside: str) -> list[tuple[Entry, Extraction]]:
    """A group's records and refused rows given back to the inputs they came from."""
    parts = {digest: Extraction() for digest in sorted(owners)}
    for record in extraction.records:
        digest = record.identity.partition("#")[0]
        record.file, record.locator = place_in(owners[digest], record.file, record.locator)
        parts[digest].records.append(record)
    by_name = {entry.name: digest for digest, entry in sorted(owners.items(), reverse=True) if not inside}
    for row in extraction.refused:
        digest = by_name.get(row.source_file, min(parts))
        parts[digest].refused.append(refused_in(owners[digest], row))
    return [(owners[digest], part) for digest, part in parts.items()]


def place_in(entry: Entry, name: str, locator: str) -> tuple[str, str]:
    """File and locator of what was read of an input, or of a picture in an archive: `fair.zip`, `cards/a.jpg card 1`.
    `name`: the picture's, which begins with the archive's."""
    if entry.kind == CARD:
        return name, locator
    return entry.name, f"{name.removeprefix(entry.name + '/')} {locator}".strip()


def refused_in(entry: Entry, row: Refused) -> Refused:
    """The row with its place as `place_in` gives it."""
    file, locator = place_in(entry, row.source_file, row.locator)
    return row._replace(source_file=file, locator=locator)


def read_images(
    ws: Workspace | None,
    paths: dict[str, Path],
    images: list[tuple[Entry, Item]],
    options: Cards,
    teller: Teller,
    jobs: int = 0,
) -> tuple[dict[str, Reading], dict[str, str]]:
    """Digest -> reading, from the cache or by the workers; and digest -> why there is none."""
    key = hashlib.sha256(f"{READER_VERSION}|{options}".encode()).hexdigest()[:12]
    readings: dict[str, Reading] = {}
    lost: dict[str, str] = {}
    todo: dict[str, ReadTask] = {}
    for entry, item in images:
        cached = _cached(ws, f"{item.digest}-{key}") if ws else None
        if cached:
            readings[item.digest] = cached
        else:
            path = Path() if item.data or not ws else _path(ws, paths, entry)
            todo[item.digest] = ReadTask(path, item.data, item.name, options)
    if not todo:
        return readings, lost
    digests = list(todo)
    told = number(len(digests), "image", "images")
    teller.say(f"{told} to read; those read before are not read again." if ws else f"{told} to read.")
    with teller.bar("read cards", len(digests)) as bar:
        results = map_each(read_task, list(todo.values()), jobs=jobs or default_jobs(), timeout=SECONDS_PER_IMAGE)
        for index, result in results:
            digest = digests[index]
            if isinstance(result, Lost):
                lost[digest] = result.why
            else:
                readings[digest] = Reading.from_json(result)
                if ws:
                    ws.store("readings", f"{digest}-{key}", result)
            bar.advance()
    return readings, lost


def _path(ws: Workspace, paths: dict[str, Path], entry: Entry) -> Path:
    """Where a picture lies, in a dry run where it was given; raises CardfileError where the copy is lost or damaged:
    what is read of it would be remembered as what the picture says."""
    if not ws.is_whole(entry.digest):
        if entry.digest in paths:
            return paths[entry.digest]
        ws.read(entry)
    return ws.source(entry.digest)


def _cached(ws: Workspace, key: str) -> Reading | None:
    """A reading made before; a damaged one counts as none."""
    text = ws.cached("readings", key)
    try:
        return Reading.from_json(text) if text else None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _lost(item: Item, why: str) -> Refused:
    if why.startswith("timed"):
        return Refused(
            item.name, "", "timed-out", "Reading the image took too long.", "Save it smaller or as JPEG and run again."
        )
    return Refused(
        item.name, "", "crashed", f"The reader {why} on this image.", "Save it anew as JPEG or PNG and run again."
    )
