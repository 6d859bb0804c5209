"""Every kind of contact file, from bytes to records: a folder under golden/sources is one case.

A case holds the file, `expected.txt`, perhaps `settings.toml`. A folder named `x.zip` is packed, one named
`x.xlsx` becomes a workbook of its CSV files. `python tests/test_sources_golden.py` writes all `expected.txt`
anew, to be reviewed as a diff.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline import settings
from pipeline.schema import Extraction, Item
from pipeline.sources import extract, source_of

CASES = Path(__file__).parent / "golden" / "sources"
BESIDE = {"expected.txt", "settings.toml"}


def item_of(case: Path) -> Item:
    (given,) = (path for path in case.iterdir() if path.name not in BESIDE)
    if given.is_file():
        return Item(given.name, given.read_bytes())
    return Item(given.name, packed(given) if given.suffix == ".zip" else workbook(given))


def packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.writestr(path.relative_to(folder).as_posix(), path.read_bytes())
    return out.getvalue()


def workbook(folder: Path) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for path in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.reader(rows):
                sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
                for cell in sheet[sheet.max_row]:
                    if isinstance(cell.value, str):
                        cell.data_type = "s"  # text that begins with = is text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(item: Item, extraction: Extraction) -> str:
    source = source_of(item)
    lines = [f"source {source.name if source else 'none'}"]
    for record in extraction.records:
        lines.append(f"record {record.kind} | {record.locator} | key {record.key!r} | {record.as_of}")
        for c in record.claims:
            extra = " ".join(x for x in (c.type, f"group {c.group}" if c.group else "", c.as_of) if x)
            lines.append(f"    {c.field}: {c.raw!r} [{c.method}]" + (f" {extra}" if extra else ""))
    lines += [f"refused {r.locator} | {r.code} | {r.reason} | {r.remedy}" for r in extraction.refused]
    lines += [f"owner {c.field}: {c.raw!r} [{c.method}] {c.as_of}".rstrip() for c in extraction.owner]
    lines += [f"mapping {m.column!r} -> {m.field} ({m.why})" for m in extraction.mappings]
    lines += [f"image {inner.name}" for inner in extraction.items]
    return "\n".join(lines) + "\n"


def run(case: Path) -> str:
    item = item_of(case)
    return shown(item, extract(item, settings.load(case / "settings.toml")))


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_contact_file_gives_exactly_the_expected_records(case: Path) -> None:
    assert run(case) == (case / "expected.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for folder in sorted(CASES.iterdir()):
        (folder / "expected.txt").write_text(run(folder), encoding="utf-8")
