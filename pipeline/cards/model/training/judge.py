"""Whether a candidate is the right value of a card: the same letters and digits as a printed form."""

from __future__ import annotations

from typing import Any

from pipeline.cards.labels.names import parse_name
from pipeline.cards.labels.text import compact, fold


def forms(truth: dict[str, Any], field: str) -> set[str]:
    """All right forms of a field, compared without case, accents, spaces and marks."""
    values = [truth.get(field), *truth.get(f"{field}_alt", [])]
    if field == "name":
        values += truth.get("people", [])
        return {c for v in values if v for c in (compact(v), compact(parse_name(v).full))}
    if field == "title" and truth.get("title") and truth.get("department"):
        values += [truth["title"] + truth["department"], truth["department"] + truth["title"]]
    return {strict(v) for v in values if v}


def strict(text: str) -> str:
    """Letters and digits with their accents; `&` is `and`."""
    return "".join(c for c in text.casefold().replace("&", "and").replace("+", "and") if c.isalnum())


def right(field: str, text: str, truth: dict[str, Any]) -> bool:
    """Whether `text` is a right value of a field of the truth."""
    return (compact(text) if field == "name" else strict(text)) in forms(truth, field)


__all__ = ["fold", "forms", "right", "strict"]
