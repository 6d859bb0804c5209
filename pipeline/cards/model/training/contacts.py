"""How often e-mails, numbers and sites of a score were right: `python -m pipeline.cards.model.training.contacts CARDS WORKSPACE`.

CARDS: a folder of fictional cards with their truth, as `samples.generate.bulk` writes it. WORKSPACE: a run over that
folder by a program whose calibration.json has no curves of contacts, so that confidences are the scores themselves.
Writes the curves of `email`, `phone` and `website` into calibration.json.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.cards.labels.confidence import FILE
from pipeline.cards.model.training.calibrate import curve

FIELDS = ("email", "phone", "website")
TAIL = 9
"""Digits that tell a number: what stands before them is the country, printed or not."""


def points(cards: Path, workspace: Path) -> dict[str, list[tuple[float, bool]]]:
    """Field -> (score, right?) of each published value."""
    truth = {t["image"]: t for t in map(json.loads, (cards / "truth.jsonl").read_text(encoding="utf-8").splitlines())}
    image = {r["record_id"]: r["source_file"] for r in _rows(workspace / "out" / "records.csv")}
    out: dict[str, list[tuple[float, bool]]] = {field: [] for field in FIELDS}
    for v in _rows(workspace / "out" / "values.csv"):
        card = truth.get(Path(image.get(v["record_id"], "")).name)
        if card is not None and v["field"] in FIELDS and v["published"] == "true":
            right = plain(v["field"], v["value"]) in {plain(v["field"], x) for x in _printed(card, v["field"])}
            out[v["field"]].append((float(v["confidence"]), right))
    return out


def plain(field: str, value: str) -> str:
    """What two writings of one value share."""
    if field == "phone":
        return re.sub(r"\D", "", value)[-TAIL:]
    bare = re.sub(r"^(?:https?://)?(?:www\.)?|\s", "", value.casefold())
    return bare.rstrip("/.")


def _printed(card: dict[str, Any], field: str) -> Iterator[str]:
    for value in card[field + "s"]:
        yield value["number"] if field == "phone" else value


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    table = json.loads(FILE.read_text(encoding="utf-8"))
    table |= {field: curve(found, lifts=True) for field, found in points(Path(sys.argv[1]), Path(sys.argv[2])).items()}
    FILE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
