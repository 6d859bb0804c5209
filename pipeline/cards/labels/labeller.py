"""Which field each piece of print belongs to: probabilities per piece."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.cards.labels.features import Card, features

LABELS = ("name", "title", "department", "organization", "address", "note")


def probabilities(card: Card) -> list[dict[str, float]]:
    """One distribution over `LABELS` per piece of the card."""
    return [_softmax(_scores(row)) for row in features(card)]


def _softmax(scores: dict[str, float]) -> dict[str, float]:
    top = max(scores.values())
    powers = {k: math.exp(v - top) for k, v in scores.items()}
    total = sum(powers.values())
    return {k: v / total for k, v in powers.items()}


def _scores(f: dict[str, float]) -> dict[str, float]:
    few = 1.0 <= f["words"] <= 5.0
    name = (
        3.5 * max(f["in_mailbox"], 0.9 * f["cjk_name"])
        + 2.0 * f["given_any"]
        + 1.0 * f["family_any"]
        + 0.8 * min(2.0, f["initials"]) * (f["words"] > 1)
    )
    name += (
        1.2 * (f["titled"] > 0.99) * few
        + 0.6 * f["honorific_first"]
        + 0.5 * min(2.0, f["h"])
        - 1.5 * (f["words"] < 2 and f["han"] == 0)
    )
    name -= (
        3.0 * f["legal_form"]
        + 2.0 * f["organization_any"]
        + 2.0 * f["title_any"]
        + 3.0 * f["digit"]
        + 1.5 * f["department_any"]
        + 2.0 * f["slogan_any"]
    )
    name -= 4.0 * (not few) + 2.0 * f["in_domain"] * (f["in_mailbox"] < 0.5) + 1.0 * f["street_any"]
    title = (
        3.5 * f["title_any"]
        + 1.5 * f["title_last"]
        + 1.5 * f["title_share"]
        + 2.5 * f["cjk_title"]
        - 2.0 * f["digit"]
        - 3.0 * f["legal_form"]
        - 1.0 * f["in_domain"]
    )
    title -= 1.0 * max(0.0, f["h"] - 1.6)
    department = (
        2.2 * f["department_any"]
        + 2.0 * f["department_last"]
        + 1.0 * f["department_share"]
        - 2.0 * f["title_any"]
        - 2.5 * f["legal_form"]
        - 2.0 * f["in_domain"]
        - f["digit"]
    )
    organization = (
        4.5 * f["legal_form"]
        + 1.8 * f["organization_any"]
        + 3.5 * f["in_domain"]
        + 0.8 * min(2.5, f["h"])
        - 1.5 * f["title_any"]
        - 1.5 * f["digit"]
        - 2.0 * f["slogan_any"]
    )
    organization -= 2.5 * f["in_mailbox"] * (f["in_domain"] < 0.7) + 1.5 * (f["words"] > 7)
    address = (
        2.5 * f["street_any"]
        + 3.0 * f["postcode"]
        + 2.0 * f["house"]
        + 2.0 * f["country"]
        + 2.0 * f["place"]
        + 0.8 * min(2.0, f["comma"])
        + 1.0 * f["cjk_address"]
        - 3.0 * f["legal_form"]
        - 2.5 * f["decoy"]
    )
    address -= 1.0 * f["title_any"]
    note = (
        1.5
        + 2.0 * f["slogan_any"]
        + 3.0 * f["decoy"]
        + 1.0 * (f["words"] > 6)
        + 1.0 * f["bullet"]
        + 2.0 * (f["ocr"] < 0.85)
        + 1.5 * (f["credential_share"] > 0.6)
    )
    return {
        "name": name - 1.5,
        "title": title,
        "department": department,
        "organization": organization,
        "address": address - 0.5,
        "note": note,
    }


def best(table: Sequence[dict[str, float]]) -> list[str]:
    """The likeliest label of each piece."""
    return [max(LABELS, key=lambda k: row[k]) for row in table]
