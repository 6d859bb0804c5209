"""Why records were put together, and why a pair was left for the reader: match weights as a waterfall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.publish.report_people import Directory

MOST_JOINED = 36
MOST_PAIRS = 4
"""Pairs that are shown of one person, the surest first."""
WORDS = {"prior": "before looking", "given": "given name", "family": "family name", "name": "name"}

Weights = Mapping[tuple[str, str], str]
Pair = tuple[float, str, str, str]
"""probability, record_a, record_b, why"""


def weights_of(table: pd.DataFrame | None) -> Weights:
    """(record_a, record_b) -> `-10.9 prior; 8.2 given; ...`, the match weights in powers of two."""
    if table is None:
        return {}
    return {(a, b): w for a, b, w in zip(table["record_a"], table["record_b"], table["weights"], strict=True) if w}


def waterfall(weights: str) -> list[dict[str, Any]]:
    """One bar a weight, each beginning where the one before ended: label, number, start, length (0-100), up."""
    if not weights:
        return []
    steps = [(float(number), what) for number, _, what in (w.partition(" ") for w in weights.split("; "))]
    ends = [0.0]
    for weight, _ in steps:
        ends.append(ends[-1] + weight)
    low, span = min(ends), (max(ends) - min(ends)) or 1.0
    bars = [(what, weight, before, after) for (weight, what), before, after in zip(steps, ends, ends[1:], strict=False)]
    bars.append(("together", ends[-1], 0.0, ends[-1]))
    return [
        {
            "label": WORDS.get(what, what),
            "number": f"{weight:+.1f}",
            "start": round(100 * (min(before, after) - low) / span, 1),
            "length": max(0.8, round(100 * abs(after - before) / span, 1)),
            "up": after >= before,
        }
        for what, weight, before, after in bars
    ]


def joined_views(
    records: pd.DataFrame, matches: pd.DataFrame, weights: Weights, places: Mapping[str, Any], directory: Directory
) -> dict[str, Any]:
    """`people`: who was made of several records, the least sure first, with their records and the pairs that say so."""
    pairs = joins(records, matches)
    shown = [(weakest(found)[0], person, found) for person, found in pairs.items()]
    people = []
    for sure, person, found in sorted(shown, key=lambda s: s[:2])[:MOST_JOINED]:
        best = sorted(found, key=lambda p: (-p[0], p[1:]))[:MOST_PAIRS]
        ids = sorted({r for _, a, b, _ in found for r in (a, b)})
        rows = [
            {"why": why, "bars": waterfall(weights.get((a, b), "")), "one": places[a], "other": places[b]}
            for _, a, b, why in best
        ]
        people.append({"person": directory.person(person), "percent": sure_percent(sure), "records": [places[i] for i in ids], "pairs": rows})  # fmt: skip
    return {"people": people, "total": len(pairs)}


def joins(records: pd.DataFrame, matches: pd.DataFrame) -> dict[str, list[Pair]]:
    """person_id -> the pairs of records that were put together. `records`, `matches`: as published."""
    whose = dict(zip(records["record_id"], records["person_id"], strict=True))
    columns = ("record_a", "record_b", "probability", "why", "verdict")
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for a, b, probability, why, verdict in zip(*(matches[c] for c in columns), strict=True):
        if verdict == "join" and whose.get(a) == whose.get(b) and a in whose:
            pairs[whose[a]].append((float(probability), a, b, why))
    return pairs


def weakest(pairs: list[Pair]) -> Pair:
    """The surest pair of the record that hangs on the least."""
    best: dict[str, Pair] = {}
    for pair in pairs:
        for record in pair[1:3]:
            if record not in best or pair[0] > best[record][0]:
                best[record] = pair
    return min(best.values())


def sure_percent(probability: float) -> str:
    """`99.4`, and never a rounded-up 100."""
    return "over 99.9" if probability > 0.999 else f"{100 * probability:.1f}"
