"""Labelled texts as what the model learns: a text, what it asks and offers, and where either answer would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.referral.notes.model import SIDES
from pipeline.referral.notes.second import SAID

HERE = Path(__file__).parent
JOINTS = (". ", " / ", "; ", "\n", " - ", ". Also ", ", ")
JOINED = 0.2
"""Share of texts that are shown together with another one too, since long notes speak of several things."""
LONGEST_JOINED = 260


class Example(NamedTuple):
    """One text with its labels."""

    text: str
    wanted: NDArray[np.float32]
    """1 where the text asks (row 0) or offers (row 1) the topic, else 0."""
    counts: NDArray[np.float32]
    """0 where neither answer is wrong."""


def learned(topics: Sequence[str]) -> list[Example]:
    """The texts beside this module (`texts`: t text, a asks, o offers, oka and oko: either answer)."""
    out = []
    for path in sorted((HERE / "texts").rglob("*.jsonl")):
        for row in rows(path):
            labels = [[label.split("|") for label in row.get(key, ())] for key in ("a", "o")]
            either = [[t for label in row.get(key, ()) for t in label.split("|")] for key in ("oka", "oko")]
            out.append(_example(row["t"], labels, either, topics))
    return out


def scored(path: Path, topics: Sequence[str], language: str = "") -> list[Example]:
    """The texts of a file of cases, as the scorer of asks and offers reads them."""
    out = []
    for row in rows(path):
        if language and row["lang"] != language:
            continue
        labels = [[[label["topic"], *label.get("or", ())] for label in row[side + "s"]] for side in SIDES]
        either = [row.get(f"ok_{side}s", ()) for side in SIDES]
        lists = [SAID[side] + row[f"{side}s_col"] for side in SIDES if row.get(f"{side}s_col")]
        text = " | ".join(part for part in (row["title"], row["note"], *lists) if part)
        out.append(_example(text, labels, either, topics))
    return out


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _example(
    text: str, labels: Sequence[Sequence[Sequence[str]]], either: Sequence[Iterable[str]], topics: Sequence[str]
) -> Example:
    place: Mapping[str, int] = {topic: n for n, topic in enumerate(topics)}
    wanted: NDArray[np.float32] = np.zeros((len(SIDES), len(topics)), np.float32)
    counts = np.ones_like(wanted)
    for row, (said, free) in enumerate(zip(labels, either, strict=True)):
        for topic in (*free, *(t for label in said for t in label[1:])):
            if topic in place:
                counts[row, place[topic]] = 0
        for label in said:
            if label[0] in place:
                wanted[row, place[label[0]]] = counts[row, place[label[0]]] = 1
    return Example(text, wanted, counts)


def with_joined(examples: Sequence[Example], dice: Random) -> list[Example]:
    """The examples, and behind them some of them in pairs."""
    out = list(examples)
    for one in dice.sample(examples, int(JOINED * len(examples))):
        two = dice.choice(examples)
        if len(one.text) + len(two.text) < LONGEST_JOINED:
            wanted = np.maximum(one.wanted, two.wanted)
            counts = np.maximum(np.minimum(one.counts, two.counts), wanted)
            out.append(Example(one.text.rstrip(".") + dice.choice(JOINTS) + two.text, wanted, counts))
    return out
