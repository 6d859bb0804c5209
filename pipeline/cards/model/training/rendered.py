"""Rendered fictional cards (`samples.generate`) -> sides of lines as a reader would give them, with the label of every part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from pipeline.cards.labels.lines import Piece
from pipeline.cards.model.training import noise
from pipeline.cards.reading import Box, Line, Side

LABEL_OF = {
    "name": "name",
    "title": "title",
    "department": "department",
    "organization": "organization",
    "logo": "logo",
    "address": "address",
}
"""Labels of the generator that are fields; all others are notes."""


@dataclass(slots=True)
class Example:
    """A card with what stands where on it."""

    id: str
    sides: list[Side]
    parts: list[tuple[int, str, Box, str]]
    """side, text, box, label of every printed part."""
    truth: dict[str, Any]
    weight: float = 1.0
    kind: str = "rendered"
    fold: int = -1
    extra: dict[str, Any] = field(default_factory=dict)


def examples(file: Path, limit: int = 0, seed: int = 1) -> Iterator[Example]:
    """Cards of a JSON lines file of truths (`samples.generate.render.random_card`), read with made-up mistakes."""
    with file.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if limit and n >= limit:
                return
            truth = json.loads(line)
            yield example(truth, Random(f"{seed} {truth['seed']}"))


def example(truth: dict[str, Any], rng: Random) -> Example:
    """One card: parts that stand near each other are one line, icons become glyphs, letters are misread."""
    w, h = truth["size"]
    if rng.random() < 0.05:
        _glued_initials(truth, rng)
    side = Side(1, 1, w, h, (0, 0, w, h))
    dirty = rng.random()
    rate, glue = (0.0, 0.004) if dirty < 0.5 else (0.004, 0.02) if dirty < 0.85 else (0.015, 0.06)
    parts: list[tuple[int, str, Box, str]] = []
    for printed in truth["lines"]:
        for run in _runs(printed["parts"]):
            text = _read(run, rng, rate, glue)
            boxes = [p["box"] for p in run]
            box = _around(boxes)
            if not text.strip():
                continue
            original = " ".join(p["text"] for p in run)
            jitter = max(1, box[3] // 12)
            box = (
                box[0] + rng.randint(-jitter, jitter),
                box[1] + rng.randint(-jitter, jitter),
                box[2],
                max(4, round(box[3] * rng.uniform(1.05, 1.35))),
            )
            side.lines.append(Line(text, box, _quad(box), noise.confidence(text, original, rng)))
            parts += [
                (
                    0,
                    p["text"],
                    tuple(p["box"]),
                    LABEL_OF.get(p["label"], "note") if p.get("type") not in ("suffix",) or len(run) > 1 else "note",
                )
                for p in run
                if p["text"].strip()
            ]
    if rng.random() < 0.1:
        _degrees(side, parts, rng)
    if rng.random() < 0.25:
        _litter(side, parts, rng)
    _photographed(side, parts, rng)
    return Example(f"rendered {truth['seed']}", [side], parts, truth)


def _photographed(side: Side, parts: list[tuple[int, str, Box, str]], rng: Random) -> None:
    """What photos do: print farther away is smaller, lines fall apart at a gap, some are lost, accents fade."""
    if rng.random() < 0.35:
        slope, tall = rng.uniform(-0.3, 0.3), max(1, side.height)
        side.lines = [replace(line, box=_leaning(line.box, slope, tall)) for line in side.lines]
        parts[:] = [(n, text, _leaning(box, slope, tall), label) for n, text, box, label in parts]
    broken, lost = rng.choice([0.0, 0.02, 0.1]), rng.choice([0.0, 0.0, 0.02])
    faded = rng.random() < 0.08
    out: list[Line] = []
    for line in side.lines:
        if rng.random() < lost:
            continue
        text = noise.without_accents(line.text) if faded else line.text
        gaps = [i for i, c in enumerate(text) if c == " " and 1 < i < len(text) - 2]
        cut = rng.choice(gaps) if gaps and rng.random() < broken else 0
        spans = [(0, cut), (cut + 1, len(text))] if cut else [(0, len(text))]
        out += [_part_of(line, text, start, end) for start, end in spans]
    side.lines = out


def _leaning(box: Box, slope: float, tall: int) -> Box:
    x, y, w, h = box
    size = 1 + slope * (y / tall - 0.5)
    return round(x * size), round(y * size), max(1, round(w * size)), max(1, round(h * size))


def _part_of(line: Line, text: str, start: int, end: int) -> Line:
    x, y, w, h = line.box
    n = max(1, len(text))
    box = (x + w * start // n, y, max(1, w * (end - start) // n), h)
    return replace(line, text=text[start:end], box=box, quad=_quad(box))


def _runs(parts: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Parts of a printed line that a reader sees as one line: gaps below about a letter and a half."""
    run: list[dict[str, Any]] = []
    for part in parts:
        if not part["box"][2]:
            continue
        if run and part["box"][0] - (run[-1]["box"][0] + run[-1]["box"][2]) > 1.3 * max(
            part["box"][3], run[-1]["box"][3], 12
        ):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _read(run: list[dict[str, Any]], rng: Random, rate: float, glue: float) -> str:
    texts = []
    for part in run:
        if part["label"] == "icon":
            texts.append(rng.choice(noise.GLYPHS))
        else:
            texts.append(noise.misread(part["text"], rng, rate, glue))
    return ("" if rng.random() < 0.1 else " ").join(t for t in texts if t).strip()


def _litter(side: Side, parts: list[tuple[int, str, Box, str]], rng: Random) -> None:
    """Scraps: pieces of logos and pictures read as letters."""
    for _ in range(rng.choice([1, 1, 2, 3])):
        text = (
            "".join(rng.choice("abcdefghijklmnoprstuvwXYZOIUCSE品回大 ") for _ in range(rng.randint(2, 7))).strip()
            or "ix"
        )
        size = rng.randint(14, 140)
        box = (
            rng.randint(0, side.width * 3 // 4),
            rng.randint(0, max(1, side.height - size)),
            size * max(1, len(text)) // 2,
            size,
        )
        side.lines.append(Line(text, box, _quad(box), round(rng.uniform(0.5, 0.95), 4)))
        parts.append((0, text, box, "note"))


DEGREES = (
    "B.Sc. (Engg.), M.E, Ph.D|M.Tech., MBA|B.E. Civil, M.I.E.|MBA, PMP|Ph.D. (Structures)|M. Tech Structures|B.Com., LL.B.|MD, FACS|CPA, CFA|MBBS, MS (Ortho)|Dipl.-Ing. (FH)|"
    "Dipl.-Kfm., MBA|M.Sc. Informatik|Diplom-Volkswirt|Ingeniero Industrial, MBA|Docteur en droit|Laurea in Economia|B.A., M.A.|BSc MRICS|RIBA Chartered|CISSP, CISA|LEED AP|"
    "Certified Financial Planner™|M.Arch|BDS, MDS|FCA, ACS|Alumni Harvard Business School|Regd. No. 1042|情報処理技術者|一級建築士|中小企業診断士|工学博士|MBA 经济师"
).split("|")


def _degrees(side: Side, parts: list[tuple[int, str, Box, str]], rng: Random) -> None:
    """A line of degrees under the name; what stands below moves down."""
    name = next((box for _, _, box, label in parts if label == "name"), None)
    if name is None:
        return
    x, y, _, h = name
    size = max(10, round(h * rng.uniform(0.45, 0.8)))
    step, top = round(size * 1.5), y + h + size // 3
    side.lines = [replace(line, box=_down(line.box, top, step)) for line in side.lines]
    parts[:] = [(s, text, _down(box, top, step), label) for s, text, box, label in parts]
    text = rng.choice(DEGREES)
    box = (x, top, round(size * 0.55 * len(text)), size)
    side.lines.append(Line(text, box, _quad(box), 0.98))
    parts.append((0, text, box, "note"))


def _glued_initials(truth: dict[str, Any], rng: Random) -> None:
    """`M.S.EXAMPLE`: names of southern India, printed without spaces."""
    for line in truth["lines"]:
        for part in line["parts"]:
            spoken = part["text"].split()
            if part["label"] == "name" and part.get("type") != "prefix" and len(spoken) == 2 and part["text"].isascii():
                part["text"] = f"{spoken[0][0]}.{rng.choice(['', 'S.', 'V.', 'K. '])}{spoken[1]}"
                part["text"] = part["text"].upper() if rng.random() < 0.6 else part["text"]
                truth["name_alt"] = [*truth["name_alt"], part["text"]]


def _down(box: Box, top: int, step: int) -> Box:
    x, y, w, h = box
    return (x, y + step, w, h) if y >= top - step // 3 else box


def _around(boxes: list[list[int]]) -> Box:
    x, y = min(b[0] for b in boxes), min(b[1] for b in boxes)
    return x, y, max(b[0] + b[2] for b in boxes) - x, max(b[1] + b[3] for b in boxes) - y


def _quad(box: Box) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]:
    x, y, w, h = box
    return (x, y), (x + w, y), (x + w, y + h), (x, y + h)


def label_of(piece: Piece, example: Example) -> str:
    """The label of the printed part that a piece was read from: the part of like text nearest by place."""
    best, found = 0.0, "note"
    inside: set[str] = set()
    for side, text, box, label in example.parts:
        if side != piece.side or not _touch(box, piece.box):
            continue
        likeness = (
            fuzz.partial_ratio(text.casefold(), piece.text.casefold())
            * min(1.0, (len(text) + 1) / (len(piece.text) + 1)) ** 0.5
        )
        if fuzz.partial_ratio(text.casefold(), piece.text.casefold()) > 85 and len(text) <= len(piece.text) + 1:
            inside.add(label)
        if likeness > best:
            best, found = likeness, label
    return "title" if {"title", "department"} <= inside else found


def _touch(a: Box, b: Box) -> bool:
    return min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) > -0.5 * b[3] and min(a[1] + a[3], b[1] + b[3]) - max(
        a[1], b[1]
    ) > 0.2 * min(a[3], b[3])


KINDS = ("person",) * 42 + ("firm",) * 5 + ("back",) * 2 + ("people",)
"""What a made-up card shows, as often as it does."""


def generated(count: int, first: int = 30_000) -> Iterator[Example]:
    """Cards of the project's own generator, rendered for their boxes; people of no mark are never kept."""
    for seed in range(first, first + count):
        yield example(drawn(seed), Random(f"1 {seed}"))


def drawn(seed: int) -> dict[str, Any]:
    """The truth of a card of a fictional person or firm, the same for the same seed."""
    from pipeline.cards.model.training import world
    from samples.generate.designs import DESIGNS
    from samples.generate.render import render

    rng = Random(f"world {seed}")
    lang = world.a_language(rng)
    person = world.a_person(lang, rng)
    east = lang in ("ja", "zh") and bool(person.firm.name_latin)
    kind = rng.choice(KINDS)
    fitting = [n for n, d in DESIGNS.items() if d.kind == kind and (not d.langs or (lang in d.langs and east))]
    weights = [3 if DESIGNS[n].langs else 1 for n in fitting]
    captions = "en" if lang not in ("en", "de", "fr") and rng.random() < 0.3 else ""
    _, truth = render(person, rng.choices(fitting, weights)[0], seed, captions)
    plain: dict[str, Any] = json.loads(json.dumps(truth, ensure_ascii=False))
    return plain
