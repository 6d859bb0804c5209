"""Makes the samples: `python -m samples.generate.make`.

Cards and notes of an invented trade fair, a LinkedIn export and two address books, into the folder above this one;
what is true of them into `truth/`. Same fonts and library versions, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from samples.generate import contacts, photo
from samples.generate.cast import entries, person
from samples.generate.facts import data
from samples.generate.photo import Card
from samples.generate.render import render

SAMPLES = Path(__file__).resolve().parents[1]
FAIR = "2026-05-14 Harbour Tech Fair"
SMALLEST_LINE = 13
"""Pixels; a seed whose card has smaller print is passed over, as nobody could read it on a photo."""


def card(key: str) -> Card:
    """The first card of a person, over seeds, that says all a card should say."""
    entry = next(p for p in data("cast")["people"] if p["id"] == key)
    who, design = person(key), entry["card"]["design"]
    for seed in range(entry["card"].get("seed", 0), 5000):
        image, truth = render(who, design, seed)
        if _complete(truth, shop="shop" in entry):
            return image, truth | {"person": key}
    raise LookupError(f"no good card for {key}")


def _complete(truth: dict[str, Any], shop: bool) -> bool:
    w, h = truth["size"]
    lines = truth["lines"]
    inside = all(
        x >= 0.02 * w and y >= 0.02 * h and x + bw <= 0.98 * w and y + bh <= 0.98 * h
        for x, y, bw, bh in (line["box"] for line in lines)
    )
    legible = all(line["box"][3] >= SMALLEST_LINE or len(line["text"]) < 3 for line in lines)
    said = bool(truth["organization"] and truth["phones"] and truth["emails"]) and (
        shop or bool(truth["name"] and truth["title"])
    )
    return inside and legible and said and not _overlap(lines)


def _overlap(lines: list[dict[str, Any]]) -> bool:
    boxes = [line["box"] for line in lines]
    return any(
        a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


def cards(folder: Path) -> list[dict[str, Any]]:
    """Writes all pictures; returns one truth line per picture or pair."""
    made = {entry["id"]: (entry["card"]["as"], card(entry["id"])) for entry in entries("card")}
    truth = []
    writers: dict[str, Callable[[Path, str, Card], dict[str, Any]]] = {
        "clean": _clean,
        "scan": _scan,
        "photo": _photo,
        "dim": _dim,
        "code": _code,
        "heic": _heic,
        "sides": _sides,
    }
    for key, (how, one) in made.items():
        if how in writers:
            truth.append(writers[how](folder, key, one))
    groups = {how: [one for kind, one in made.values() if kind == how] for how in ("sheet", "tiff", "pdf")}
    image, truths = photo.flatbed(groups["sheet"], 12, dpi=220)
    truth.append(_entry(_save(image, folder / "flatbed sheet.jpg", 84), truths, "sheet"))
    truth += [
        _pages(folder / f"scans{suffix}", groups[kind], kind) for kind, suffix in (("tiff", ".tif"), ("pdf", ".pdf"))
    ]
    return truth


def _entry(file: str, truths: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return {"images": [f"{FAIR}/{file}"], "cards": truths, "kind": kind}


def _save(image: Image.Image, file: Path, quality: int) -> str:
    image.save(file, quality=quality, optimize=True)
    return file.name


def _number(key: str) -> int:
    return 2031 + [e["id"] for e in entries("card")].index(key) * 3


def _clean(folder: Path, key: str, one: Card) -> dict[str, Any]:
    one[0].save(folder / f"{key}-card.png", optimize=True)
    return _entry(f"{key}-card.png", [one[1]], "clean")


def _scan(folder: Path, key: str, one: Card) -> dict[str, Any]:
    image, truth = photo.scan(one, _number(key))
    return _entry(_save(image, folder / f"Scan_{_number(key)}.jpg", 88), [truth], "scan")


def _photo(folder: Path, key: str, one: Card, quality: float = 1.2, turn: int = 0) -> dict[str, Any]:
    image, truths = photo.photograph([one], _number(key), (2000, 1500), quality, turn, 0.85)
    return _entry(_save(image, folder / f"IMG_{_number(key)}.jpg", 76), truths, "photo")


def _dim(folder: Path, key: str, one: Card) -> dict[str, Any]:
    return _photo(folder, key, one, 0.7) | {"kind": "dim"}


def _code(folder: Path, key: str, one: Card) -> dict[str, Any]:
    return _photo(folder, key, one, 1.5) | {"kind": "code"}


def _heic(folder: Path, key: str, one: Card) -> dict[str, Any]:
    import pillow_heif

    image, truths = photo.photograph([one], _number(key), (1800, 1350), 1.2, fill=0.85)
    pillow_heif.from_pillow(image).save(folder / f"IMG_{_number(key)}.heic", quality=50)
    return _entry(f"IMG_{_number(key)}.heic", truths, "photo")


def _sides(folder: Path, key: str, one: Card) -> dict[str, Any]:
    entry = next(p for p in data("cast")["people"] if p["id"] == key)
    back = render(person(key), entry["back"], 4)
    files = [
        _save(photo.scan(c, _number(key) + n)[0], folder / f"{key}_{side}.jpg", 88)
        for n, (c, side) in enumerate(((one, "front"), (back, "back")))
    ]
    return {
        "images": [f"{FAIR}/{f}" for f in files],
        "cards": [one[1] | {"notes_text": back[1]["notes_text"]}],
        "kind": "sides",
    }


def _pages(file: Path, group: list[Card], kind: str) -> dict[str, Any]:
    pages = [photo.scan(one, 90 + i) for i, one in enumerate(group)]
    first, *rest = [image for image, _ in pages]
    options: dict[str, Any] = {"quality": 88} if kind == "pdf" else {"compression": "jpeg", "quality": 88}
    first.save(file, save_all=True, append_images=rest, resolution=200, **options)
    if kind == "pdf":
        _undate(file)
    return _entry(file.name, [truth for _, truth in pages], kind)


def _undate(file: Path) -> None:
    """Pillow stamps PDFs with the time: the same samples should be the same bytes."""
    import re

    file.write_bytes(re.sub(rb"\(D:\d{14}Z?\)", b"(D:20260514180000Z)", file.read_bytes()))


def lean(truth: dict[str, Any]) -> dict[str, Any]:
    """The truth without lines and seeds: what the committed file keeps."""
    dropped = ("lines", "codes", "size", "seed", "quad", "region", "addresses")
    return truth | {
        "cards": [{k: v for k, v in one.items() if k not in dropped and (v or k == "name")} for one in truth["cards"]]
    }


def main() -> None:
    fair, truth = SAMPLES / FAIR, SAMPLES / "truth"
    fair.mkdir(exist_ok=True)
    truth.mkdir(exist_ok=True)
    (truth / ".cardfile-ignore").write_text(
        "Not contacts: what is true of the samples. Cardfile leaves folders with this file alone.\n", encoding="utf-8"
    )
    found = cards(fair)
    _write(truth / "cards.jsonl", [lean(one) for one in found])
    who = [{"person": c["person"], "file": one["images"][0], "name": c["name"]} for one in found for c in one["cards"]]
    books = {
        f"{FAIR}/notes.csv": contacts.notes,
        "Connections.csv": contacts.connections,
        "address book.vcf": contacts.vcards,
        "google contacts.csv": contacts.google,
    }
    for name, make in books.items():
        text, rows = make()
        (SAMPLES / name).write_bytes(text.encode())
        who += [{"person": row["person"], "file": name, "key": row["key"]} for row in rows]
    _write(truth / "people.jsonl", sorted(who, key=lambda row: row["person"]))


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
