"""How sure a value is: the share of values like it that were right on cards kept out of training."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.cards.labels.agreement import name_in_mailbox, near_miss
from pipeline.cards.labels.contacts import FREE_MAIL, domain, firm_label
from pipeline.cards.labels.found import Contacts, Found
from pipeline.cards.labels.plan import valid
from pipeline.cards.labels.text import digits

SUREST = 0.99
FILE = Path(__file__).parent.parent / "model" / "calibration.json"


@cache
def _curves() -> dict[str, tuple[list[float], list[float]]]:
    table = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: (curve["score"], curve["right"]) for name, curve in table.items()}


def calibrated(field: str, score: float) -> float:
    """Score of a field -> confidence, by the field's curve (isotonic, steps joined by lines)."""
    curve = _curves().get(field)
    if curve is None:
        return round(score, 3)
    return round(float(np.interp(score, *curve)), 3)


def text_score(probability: float, ocr: float) -> float:
    """Probability of the right lines times what the reader says of their letters: unsure letters count twice."""
    return probability * max(0.0, 1 - 2.0 * (1 - ocr) if ocr < 0.95 else ocr)


DISPUTED = 0.2
"""What a second reading of the line that lacks the value takes from an address's score."""


def disputed(found: Found) -> bool:
    """Whether another reading of the line says something else: of such addresses a quarter were wrong on dev cards."""
    key = re.sub(r"^(?:https?://)?(?:www\.)?|\s", "", found.text.lower())
    return any(key not in re.sub(r"\s", "", other.lower()) for other in found.piece.others)


def disputed_number(found: Found) -> bool:
    """Whether another reading of the line has other digits."""
    key = digits(found.text)
    return not found.expanded and any(key not in digits(other) for other in found.piece.others)


def email_score(found: Found, taken: Contacts, name: str) -> float:
    """Surer where another value shares the host and the name explains the mailbox, less where it nearly does."""
    local = found.text.split("@")[0]
    agreed = name_in_mailbox(name, local) if name else 0.0
    host = domain(found.text)
    label = firm_label(host)
    others = [domain(f.text) for f in taken.found if f is not found and f.field in ("email", "website")]
    proved = (
        host in others
        or any(host.endswith("." + o) or o.endswith("." + host) for o in others)
        or host.split(".")[0] in FREE_MAIL
        or not label
    )
    score = 0.93 + 0.04 * proved + 0.03 * (agreed >= 0.7)
    score -= 0.5 * (not found.sure) + 0.4 * near_miss(name, local) + max(0.0, 0.97 - found.piece.confidence) * 3
    score -= DISPUTED * disputed(found)
    return min(SUREST, max(0.05, score))


def website_score(found: Found, taken: Contacts) -> float:
    """A site whose host an e-mail address shares is surer than a lone one, a social page less."""
    host = domain(found.text)
    others = [domain(f.text) for f in taken.of("email")]
    proved = any(host == o or host.endswith("." + o) or o.endswith("." + host) for o in others)
    social = host in ("facebook.com", "twitter.com", "instagram.com", "x.com", "youtube.com", "xing.com")
    score = 0.94 + 0.05 * proved - 0.4 * social - 0.5 * (not found.sure) - DISPUTED * disputed(found)
    return min(SUREST, max(0.05, score - max(0.0, 0.97 - found.piece.confidence) * 3))


def phone_score(found: Found, region: str) -> float:
    """A number that its country's plan knows and words call a phone is surest."""
    known, typed = valid(found.text, region), bool(found.kind)
    score = 0.9 + 0.06 * known + 0.04 * typed - 0.12 * (not known and not typed) - 0.05 * found.expanded
    score -= 0.1 * (len(digits(found.text)) < 7) + DISPUTED * disputed_number(found)
    return min(SUREST, max(0.05, score - max(0.0, 0.97 - found.piece.confidence) * 3))
