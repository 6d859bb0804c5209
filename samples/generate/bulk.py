"""Many cards with truth, for training and measuring: `python -m samples.generate.bulk OUT N SEED [--set cards|sim] [--marked]`.

`--set cards` (default) writes `N` single cards to OUT and `OUT/truth.jsonl`, a line per card as the card scorer reads it
(CARDS=OUT TRUTH=OUT/truth.jsonl), with `lines` (text, label, box, parts). `--set sim` writes `N` composites and
`OUT/truth_sim.jsonl` (SIM=OUT TRUTH_SIM=OUT/truth_sim.jsonl): {"images": [...], "cards": [...], "kind": ...}.
Nothing of it belongs into the project: people are unmarked unless `--marked` is given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from samples.generate import photo
from samples.generate.designs import DESIGNS, code_text
from samples.generate.people import LANGUAGES, make_person
from samples.generate.photo import Card
from samples.generate.render import BACKS, random_card, render

PAGES_DPI = 200


def single(seed: int, marked: bool) -> tuple[Image.Image, dict[str, Any]]:
    """One card as rendered, scanned, photographed or taken from the web."""
    rng = Random(f"single {seed}")
    card = random_card(seed, marked)
    kind = rng.choice(["clean", "scan", "scan", "photo", "photo", "web"])
    if kind == "scan":
        card = photo.scan(card, seed)
    elif kind == "web":
        card = photo.web(card, seed)
    elif kind == "photo":
        image, truths = photo.photograph(
            [card], seed, rng.choice([(1600, 1200), (1280, 960), (2000, 1500)]), rng.choice([1.5, 1.0, 0.6])
        )
        card = (image, truths[0])
    return card[0], card[1] | {
        "card_kind": card[1]["kind"],
        "kind": {"clean": "scan"}.get(kind, kind),
        "clean": kind == "clean",
    }


def cards(out: Path, n: int, seed: int, marked: bool) -> None:
    """`n` single cards and their truth."""
    with (out / "truth.jsonl").open("w", encoding="utf-8") as lines:
        for i in range(n):
            image, truth = single(seed * 1_000_003 + i, marked)
            name = f"card{i:06d}.jpg"
            image.save(out / name, quality=90)
            lines.write(json.dumps({"image": name} | truth, ensure_ascii=False) + "\n")


def two_sided(seed: int, marked: bool) -> tuple[Card, Card, dict[str, Any]]:
    """Front and back of one card, and the truth of both together."""
    rng = Random(f"sides {seed}")
    lang = rng.choice(LANGUAGES)
    person = make_person(lang, rng, marked)
    fronts = [
        d
        for d, plan in DESIGNS.items()
        if plan.kind == "person" and (not plan.langs or (lang in plan.langs and person.firm.name_latin))
    ]
    front = render(person, rng.choice(fronts), seed)
    back = render(person, rng.choice([b for b in BACKS if b != "back_logo"]), seed + 1)
    truth = dict(front[1])
    truth["notes_text"] = back[1]["notes_text"]
    for key in ("organization", "address"):
        truth[key] = truth[key] or back[1][key]
    truth["organization_alt"] = list(
        dict.fromkeys(
            [*truth["organization_alt"], *filter(None, [back[1]["organization"], *back[1]["organization_alt"]])]
        )
    )
    truth["websites"] = list(dict.fromkeys([*truth["websites"], *back[1]["websites"]]))
    return front, back, truth


def plain(seed: int, marked: bool) -> Card:
    """A front with a person."""
    return random_card(seed, marked, ("person",))


def composite(kind: str, i: int, seed: int, out: Path, marked: bool) -> tuple[list[str], list[dict[str, Any]]]:
    """Writes one composite; returns its file names and card truths."""
    rng = Random(f"composite {seed}")
    name = f"s{i:05d}"
    if kind in ("perspective", "rotated", "dim"):
        turn = rng.choice([90, 180, 270]) if kind == "rotated" else 0
        image, truths = photo.photograph(
            [plain(seed, marked)], seed, (2000, 1500), 0.55 if kind == "dim" else 1.0, turn
        )
        return [_save(image, out / f"{name}.jpg", rng)], truths
    if kind == "desk":
        image, truths = photo.photograph(
            [plain(seed + k, marked) for k in range(rng.choice([2, 3, 4]))], seed, (2600, 1950), 1.2
        )
        return [_save(image, out / f"{name}.jpg", rng)], truths
    if kind == "sheet":
        image, truths = photo.flatbed([plain(seed + k, marked) for k in range(rng.choice([4, 6, 6, 8]))], seed)
        return [_save(image, out / f"{name}.jpg", rng, 0.0)], truths
    if kind == "sides":
        front, back, truth = two_sided(seed, marked)
        files = [
            _save(photo.scan(c, seed + k)[0], out / f"{name}_{side}.jpg", rng, 0.0)
            for k, (c, side) in enumerate(((front, "front"), (back, "back")))
        ]
        return files, [truth]
    if kind == "code":
        person = make_person(rng.choice(LANGUAGES), rng, marked)
        card = render(person, "with_code", seed)
        image, truths = photo.photograph([card], seed, (2000, 1500), 1.3)
        return [_save(image, out / f"{name}.jpg", rng)], [truths[0] | {"code_text": code_text(person, "vcard")}]
    pages = [photo.scan(plain(seed + k, marked), seed + k) for k in range(rng.choice([2, 3, 4]))]
    first, *rest = [p[0] for p in pages]
    file = out / f"{name}.{'pdf' if kind == 'pdf' else 'tif'}"
    first.save(
        file,
        save_all=True,
        append_images=rest,
        resolution=PAGES_DPI,
        quality=90,
        **({} if kind == "pdf" else {"compression": "jpeg"}),
    )
    return [file.name], [p[1] for p in pages]


def _save(image: Image.Image, file: Path, rng: Random, turned: float = 0.25) -> str:
    """JPEG, now and then stored turned with the EXIF orientation that puts it right."""
    exif = Image.Exif()
    if rng.random() < turned:
        tag, operation = rng.choice(
            [(3, Image.Transpose.ROTATE_180), (6, Image.Transpose.ROTATE_90), (8, Image.Transpose.ROTATE_270)]
        )
        exif[0x0112] = tag
        image = image.transpose(operation)
    image.save(file, quality=rng.randrange(78, 93), exif=exif)
    return file.name


KINDS = ("perspective", "rotated", "dim", "desk", "sheet", "sides", "code", "pdf", "tiff")


def composites(out: Path, n: int, seed: int, marked: bool) -> None:
    """`n` composites of all kinds in turn, and their truth."""
    with (out / "truth_sim.jsonl").open("w", encoding="utf-8") as lines:
        for i in range(n):
            kind = KINDS[i % len(KINDS)]
            images, truths = composite(kind, i, seed * 1_000_003 + i * 101, out, marked)
            lines.write(json.dumps({"images": images, "cards": truths, "kind": kind}, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("n", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--set", choices=("cards", "sim"), default="cards")
    parser.add_argument("--marked", action="store_true", help="reserved domains and fictitious numbers only")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write: Callable[[Path, int, int, bool], None] = cards if options.set == "cards" else composites
    write(options.out, options.n, options.seed, options.marked)


if __name__ == "__main__":
    main()
