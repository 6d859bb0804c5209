"""`cardfile read`: the people in some files, without a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from pipeline import sources
from pipeline.assemble import assemble, same_file
from pipeline.cards.records import records as card_records
from pipeline.cards.sides import CardFile
from pipeline.errors import UsageError
from pipeline.extract import hashed, place_in, read_images, refused_in
from pipeline.intake import load, walk
from pipeline.ledger import CARD, Entry
from pipeline.progress import Teller
from pipeline.publish.tables import to_csv
from pipeline.schema import JOIN, PLURALS, RECORDS_COLUMNS, Extraction, Item, Refused
from pipeline.settings import Settings


def read_files(paths: list[Path], form: str, region: str, teller: Teller) -> tuple[str, list[Refused]]:
    """The records in the files as JSON, CSV or vCard text, and what was refused."""
    from pipeline.people.clean import clean
    from pipeline.people.published import records_table
    from pipeline.publish.vcard import vcards

    extractions, refused = _extract(paths, region, teller)
    assembled = assemble(extractions)
    claims = clean(assembled.records, assembled.claims, region)
    records = assembled.records.assign(person_id=assembled.records["record_id"])
    table = records_table(records, claims).sort_values(["source_file", "locator", "record_id"], kind="stable")
    refused += assembled.refused
    if form == "csv":
        return to_csv(
            table.drop(columns="person_id"), [c for c in RECORDS_COLUMNS if c != "person_id"]
        ).decode(), refused
    if form == "vcard":
        return vcards(table), refused
    return _json(table), refused


def _extract(paths: list[Path], region: str, teller: Teller) -> tuple[list[tuple[Entry, Extraction]], list[Refused]]:
    if not paths:
        raise UsageError("No file was given.", "Name card images or contact files.")
    found, refused = walk(paths, Path("workspace"))
    out: list[tuple[Entry, Extraction]] = []
    images: list[tuple[Entry, Item]] = []
    settings = Settings(region=region)
    known: dict[str, Entry] = {}
    for each in found:
        item = load(each)
        if isinstance(item, Refused):
            refused.append(item)
            continue
        if twin := known.get(item.digest):
            refused += [same_file(item.name, twin)] if item.name != twin.name else []
            continue
        source = sources.source_of(item)
        entry = known[item.digest] = Entry(item.digest, item.name, source.name if source else "", region=region)
        if source is not None and source.name == CARD:
            images.append((entry, item))
            continue
        extraction = sources.extract(item, settings)
        out.append((entry, extraction))
        images += [(entry, hashed(inner)) for inner in extraction.items]
    readings, lost = read_images(None, {}, images, settings.cards, teller)
    refused += [
        refused_in(e, Refused(i.name, "", "crashed", f"The image was not read ({why}).", "Save it anew as JPEG."))
        for d, why in lost.items()
        for e, i in images
        if i.digest == d
    ]
    files = [CardFile(item.name, item.digest, readings[item.digest]) for _, item in images if item.digest in readings]
    if files:
        held = card_records(files, region)
        owners = {item.name: entry for entry, item in images}
        for record in held.records:
            record.file, record.locator = place_in(owners[record.file], record.file, record.locator)
        held.refused = [refused_in(owners[row.source_file], row) for row in held.refused]
        out.append((images[0][0], held))
    return out, refused


def _json(table: pd.DataFrame) -> str:
    rows = []
    for row in table.to_dict("records"):
        filled = {str(k): v for k, v in row.items() if v != "" and k != "person_id"}
        rows.append({k: v.split(JOIN) if k in PLURALS.values() else v for k, v in filled.items()})
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
