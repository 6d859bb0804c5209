"""Numbers for the report's charts, scaled to the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

MOST_TOPICS = 18
MOST_BARS = 10
FEWEST_BARS = 3
"""Rows of one person are left out where so many others remain."""


def topic_rows(overview: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Topics that most people ask or offer: counts, and bar lengths 0-100 on a common scale."""
    topics: Sequence[Mapping[str, Any]] = overview.get("topics", [])
    most = sorted(topics, key=lambda t: (-(2 * t["asks"] + t["offers"]), t["topic"]))[:MOST_TOPICS]
    top = max((max(t["asks"], t["offers"]) for t in most), default=1) or 1
    return [
        {
            "label": t["label"],
            "asks": t["asks"],
            "offers": t["offers"],
            "ask_length": round(100 * t["asks"] / top, 1),
            "offer_length": round(100 * t["offers"] / top, 1),
        }
        for t in most
    ]


def bars(rows: Sequence[Mapping[str, Any]], name: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """The largest of a count: label, people, length 0-100."""
    shared = [r for r in rows if int(r["people"]) > 1]
    rows = shared if len(shared) >= FEWEST_BARS else rows
    top = max((int(r["people"]) for r in rows), default=1) or 1
    return [
        {"label": name(str(r["name"])), "people": int(r["people"]), "length": round(100 * int(r["people"]) / top, 1)}
        for r in rows[:MOST_BARS]
    ]
