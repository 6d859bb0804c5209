"""`cardfile forget`: erase a person from everything in the workspace, and keep them out on re-import.

A source that holds the person is replaced by what was read from it, less that person: the bytes of
the original go, its other records stay. The name under which a file came is erased with it when it
held nobody else, since people name files after people.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from datetime import UTC, datetime
from secrets import token_hex

from pipeline.assemble import Version, assemble, versions_by_id
from pipeline.changes import read_table
from pipeline.errors import UsageError
from pipeline.extract import TakenIn, card_companions, extract_all
from pipeline.people.decisions import Decision, Drop, Set, Tag, Untag, forgotten, line, parse
from pipeline.people.erasure import forget_keys
from pipeline.progress import Teller
from pipeline.run import Options, Outcome, clean_by_region, run
from pipeline.schema import JOIN, Extraction
from pipeline.settings import load
from pipeline.workspace import Entry, Workspace


def forget(ws: Workspace, who: str, teller: Teller) -> tuple[int, Outcome]:
    """Erase the person with this id, e-mail or name; the number of erased records, and the run that republished.

    Raises UsageError when nobody or more than one person fits.
    """
    record_ids = find(ws, who)
    settings = load(ws.settings)
    ws.create()
    with ws.lock():
        taken = TakenIn(ws.ledger())
        extractions = extract_all(ws, taken, settings, teller)
        assembled = assemble(extractions)
        claims = clean_by_region(assembled)
        keys = forget_keys(record_ids, assembled.records, claims, token_hex(8))
        ws.decide([line("forget", datetime.now(UTC).isoformat(timespec="seconds"), keys=keys)])
        decisions, _ = parse(ws.decision_lines())
        erased = forgotten(assembled.records, claims, decisions)
        companions = card_companions(ws, taken, settings.cards)
        distil(ws, extractions, {v for rid in erased for v in _readings(extractions, rid)}, companions)
        _erase_decisions(ws, decisions, erased)
        shutil.rmtree(ws.cache, ignore_errors=True)
    return len(erased), run(ws, Options(allow_loss=True), teller)


def find(ws: Workspace, who: str) -> list[str]:
    """The record ids of the one person whom `who` names: an id, an e-mail or a full name."""
    rows = read_table(ws.out / "people.csv")
    if not rows:
        raise UsageError(f"Nothing is published in {ws.root} yet.", "Run `cardfile run SOURCE` first.")
    wanted = who.strip().casefold()
    records = read_table(ws.out / "records.csv")
    by_record = {r["record_id"][1:]: r["person_id"] for r in records}
    ids = {by_record.get(wanted[1:], wanted)}
    fits = [r for r in rows if r["person_id"] in ids or wanted in r["emails"].casefold().split(JOIN)]
    fits = fits or [r for r in rows if wanted and r["full_name"].casefold() == wanted]
    if not fits:
        raise UsageError(f"Nobody here is “{who}”.", "Give the person's id, e-mail or full name as in people.csv.")
    if len(fits) > 1:
        told = ", ".join(f"{r['full_name']} ({r['person_id']}, {r['organization']})" for r in fits)
        raise UsageError(f"{len(fits)} people are “{who}”: {told}.", "Give the id of the one you mean.")
    return [r["record_id"] for r in records if r["person_id"] == fits[0]["person_id"]]


def distil(
    ws: Workspace,
    extractions: list[tuple[Entry, Extraction]],
    erased: set[tuple[str, str]],
    companions: dict[str, set[str]],
) -> None:
    """Replace each source that holds an erased record by its other records.

    `erased`: (digest of the source, locator of the record). `companions`: digest of a card's image ->
    digests of all images of the same cards, so that the back goes with the front.
    """
    holders = {digest for digest, _ in erased}
    holders |= {other for digest in holders for other in companions.get(digest, ())}
    entries: dict[str, Entry] = {}
    left: dict[str, Extraction] = {}
    for entry, extraction in extractions:
        if entry.digest in holders and entry.kind:
            part = left.setdefault(entry.digest, Extraction())
            part.records += [r for r in extraction.records if (entry.digest, r.file + r.locator) not in erased]
            part.refused += extraction.refused
            part.owner += extraction.owner
            part.mappings += extraction.mappings
            entries[entry.digest] = entry
    for digest, extraction in left.items():
        ws.replace(digest, json.dumps(asdict(extraction), ensure_ascii=False).encode())
    ws.rewrite([_distilled(e, alone=not left[d].records) for d, e in entries.items()])


def _distilled(entry: Entry, *, alone: bool) -> Entry:
    """The ledger's line of a source that held an erased person; nameless when it held nobody else."""
    if alone:
        return replace(entry, distilled=True, name=f"erased-{entry.digest[:8]}", also=())
    return replace(entry, distilled=True)


def _readings(extractions: list[tuple[Entry, Extraction]], rid: str) -> list[tuple[str, str]]:
    versions: list[Version] = versions_by_id(extractions).get(rid, [])
    return [(v.entry.digest, v.record.file + v.record.locator) for v in versions]


def _erase_decisions(ws: Workspace, decisions: list[Decision], erased: set[str]) -> None:
    """Drop the lines that hold words about an erased person: values and topics set by hand."""
    gone = {d.id for d in decisions if isinstance(d, Set | Drop | Tag | Untag) and d.record in erased}
    if gone:
        ws.rewrite_decisions([text for text in ws.decision_lines() if json.loads(text).get("id") not in gone])
