"""Introductions and touch base as the report shows them."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.publish.report_people import Directory
from pipeline.schema import OWNER, SEPARATOR

BEST = 10
MORE = 20
CANDIDATES = 200
"""Rows that may be among the best."""
AGAIN = 0.6
"""What an introduction keeps of its score for each time that one of the two is shown already."""


def introduction_views(table: pd.DataFrame, directory: Directory) -> dict[str, Any]:
    """`best`: the ten best, nobody twice while there are others; `more`: the next; `total`."""
    ordered = table.sort_values(["score", "intro_id"], ascending=[False, True])
    rows: list[dict[str, Any]] = ordered.to_dict("records")
    best = _spread(rows[:CANDIDATES], BEST)
    shown = {r["intro_id"] for r in best}
    more = [r for r in rows if r["intro_id"] not in shown][:MORE]
    return {
        "best": [_introduction(r, directory) for r in best],
        "more": [_introduction(r, directory) for r in more],
        "total": len(rows),
        "mutual": sum(_true(r["mutual"]) for r in rows),
    }


def _spread(rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The best rows, where a person who is shown already makes the next one count less; best first."""
    chosen: list[dict[str, Any]] = []
    times: Counter[str] = Counter()
    left = list(rows)
    while left and len(chosen) < most:
        best = max(left, key=lambda r: float(r["score"]) * AGAIN ** max(times[r["person_a"]], times[r["person_b"]]))
        left.remove(best)
        chosen.append(best)
        times.update({best["person_a"], best["person_b"]} - {OWNER})
    return sorted(chosen, key=lambda r: (-float(r["score"]), r["intro_id"]))


def _true(value: object) -> bool:
    return str(value).casefold() == "true"


def _introduction(row: dict[str, Any], directory: Directory) -> dict[str, Any]:
    a, b = directory.person(row["person_a"]), directory.person(row["person_b"])
    topics = {"a_to_b": row["topic_a_to_b"], "b_to_a": row["topic_b_to_a"]}
    return {
        "id": row["intro_id"],
        "a": a,
        "b": b,
        "mutual": _true(row["mutual"]),
        "owner": OWNER in (row["person_a"], row["person_b"]),
        "a_to_b": directory.label(topics["a_to_b"]) if topics["a_to_b"] else "",
        "b_to_a": directory.label(topics["b_to_a"]) if topics["b_to_a"] else "",
        "why_a": row["why_a"],
        "why_b": row["why_b"],
        "messages": messages(row["draft"], a, b),
    }


def messages(draft: str, *people: dict[str, str]) -> list[dict[str, str]]:
    """The messages of a draft: heading (`To Jane Doe:`), text, and a mail link where the address is known."""
    out = []
    for part in draft.strip().split(SEPARATOR):
        heading, _, text = (
            part.partition("\n\n") if part.partition("\n")[0].rstrip().endswith((":", "：")) else ("", "", part)
        )
        named = [p for p in people if p["name"] and p["name"] in heading]
        # of Ann Lee and Ann Lee-Smith the heading names the one whose name is the longer there
        to = min(named, key=lambda p: (heading.find(p["name"]), -len(p["name"])), default=None)
        out.append({"heading": heading.rstrip(":： "), "text": text, **_ways(to, text)})
    return out


def _ways(to: dict[str, str] | None, text: str) -> dict[str, str]:
    """How the message gets there: by mail, or by the profile where there is no address."""
    mail = mail_link(to["email"], text) if to else ""
    return {"mail": mail, "profile": to["url"] if to and not mail else ""}


def mail_link(email: str, text: str) -> str:
    """A `mailto:` link with the text as body; "" without an address."""
    return f"mailto:{quote(email, safe='@')}?body={quote(text)}" if "@" in email else ""


def touch_views(table: pd.DataFrame, directory: Directory) -> list[dict[str, Any]]:
    """This week's contacts, first things first."""
    ordered = table.assign(order=pd.to_numeric(table["priority"], errors="coerce")).sort_values(["order", "person_id"])
    out = []
    for row in ordered.to_dict("records"):
        person = directory.person(row["person_id"])
        text = str(row["draft"])
        out.append(
            {
                "person": person,
                "reason": row["reason"],
                "suggestion": row["suggestion"],
                "text": text,
                **_ways(person, text),
            }
        )
    return out
