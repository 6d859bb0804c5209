"""Examples -> pieces with features and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from pipeline.cards.fields import waiting
from pipeline.cards.labels.features import Card, features
from pipeline.cards.labels.found import Contacts
from pipeline.cards.labels.labeller import LABELS
from pipeline.cards.labels.text import fold, words
from pipeline.cards.model.training import real, rendered
from pipeline.cards.model.training.rendered import Example

HIDDEN = 0.22
"""Share of words of rendered cards that count as in no name list: the generator's names are common ones."""


def _other_mailboxes(card: Card, firm: str, rng: Random) -> None:
    """Real cards often show a shared mailbox, one named after the firm at a free provider, or none."""
    roll = rng.random()
    if roll < 0.1:
        card.mailboxes = [rng.choice(["info", "sales", "office", "contact", "mail"])]
    elif roll < 0.2 and firm:
        card.mailboxes, card.firms = (
            [re.sub(r"[^a-z0-9]", "", fold(firm.split(maxsplit=1)[0] if rng.random() < 0.5 else firm)) or "info"],
            [],
        )
    elif roll < 0.27:
        card.mailboxes = []
    elif roll < 0.37:
        card.firms = []


@dataclass(slots=True)
class Sheet:
    """A card ready to learn from."""

    example: Example
    card: Card
    taken: Contacts
    rows: list[dict[str, float]]
    labels: list[int]
    weights: list[float]
    unknown: frozenset[str] = field(default_factory=frozenset)


def sheets(examples: Iterable[Example]) -> Iterator[Sheet]:
    """Each card's pieces with features, label and weight."""
    for example in examples:
        card, taken = waiting(example.sides)
        if not card.pieces:
            continue
        unknown: frozenset[str] = frozenset()
        labels, weights = [], []
        for piece in card.pieces:
            if example.parts:
                label, weight = rendered.label_of(piece, example), 1.0
            else:
                label, weight = real.label_of(piece, example.truth)
            labels.append(LABELS.index(label))
            weights.append(weight * example.weight)
        if example.parts:
            rng = Random(example.id)
            spoken = sorted({fold(w).rstrip(".") for p in card.pieces for w in words(p.text)})
            unknown = frozenset(w for w in spoken if rng.random() < HIDDEN)
            _other_mailboxes(card, str(example.truth.get("organization") or ""), rng)
            if not example.truth.get("name"):
                weights = [3 * w for w in weights]
        yield Sheet(example, card, taken, features(card, unknown), labels, weights, unknown)
