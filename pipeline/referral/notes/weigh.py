"""What the rules found and what the model thinks, on one scale: logistic regression over both."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from pipeline.referral.findings import SELF, Finding, other
from pipeline.referral.notes.model import SIDES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.referral.lexicon import Scan

UNLIKELY = -3.0
"""Log odds below which the model's word alone is not weighed at all."""
UTMOST = 8.0
"""Log odds are cut off here on both sides."""
FEATURES = (
    "bias",
    "chance",  # the model's log odds of this side and topic
    "opposite",  # of the other side
    "best",  # no topic is likelier on this side
    "second",  # log odds of the second likeliest topic of this side
    "ask",
    "rule",  # a rule found it
    "explicit",
    "sure",  # the rule's confidence
    "crossed",  # a rule found the other side
    "marked",  # a word of the topic stands in the text
    "others",  # the rules found other topics of this side
    "title",
    "title_chance",
    "title_rule",
    "list",
    "loose",  # the rule goes by a word's being there
    "promised",  # no rule found it, and the text speaks of what the owner means to do
    "foreign",  # the rules of other languages than English know fewer words and less grammar
    "foreign_chance",
    "foreign_opposite",
    "foreign_rule",
    "foreign_explicit",
)
LOOSE = frozenset({"is", "role", "skill", "trade", "bare"})
TITLES = frozenset({"title", "department", "endorsement"})


class Weighed(NamedTuple):
    """One possible tag of a text: what speaks for it, and the rules' finding if there is one."""

    side: str
    topic: str
    features: tuple[float, ...]
    """In the order of FEATURES."""
    found: Finding | None


def candidates(
    scan: Scan, found: Sequence[Finding], read: NDArray[np.float32], topics: Sequence[str], field: str
) -> Iterator[Weighed]:
    """All that the rules found or the model thinks possible. `read`: see Reading.odds."""
    rules = _by_tag(found)
    promised = any("promise" in mark.kinds for mark in scan.marks.values())
    foreign = scan.language != "en"
    marked = {topic for mark in scan.marks.values() for topic, _ in mark.topics}
    place = {topic: n for n, topic in enumerate(topics)}
    both = read.clip(-UTMOST, UTMOST).tolist()
    for row, side in enumerate(SIDES):
        odds, opposite = both[row], both[1 - row]
        *_, second, best = read[row].argsort().tolist()
        said = sum(f.side == side and not f.denied for f in rules.values())
        possible = {n for n, chance in enumerate(odds) if chance >= UNLIKELY}
        possible |= {place[topic] for there, topic in rules if there == side and topic in place}
        for n in sorted(possible):
            topic = topics[n]
            finding = rules.get((side, topic))
            crossed = rules.get((other(side), topic))
            rule = finding if finding is not None and not finding.denied else None
            title, chance = field in TITLES, odds[n]
            features = (
                1.0,
                chance,
                opposite[n],
                float(n == best),
                odds[second],
                float(side == "ask"),
                float(rule is not None),
                float(rule is not None and rule.strength == "explicit"),
                rule.confidence if rule is not None else 0.0,
                float(crossed is not None and (not crossed.denied or crossed.rule == SELF)),
                float(topic in marked),
                float(said > (rule is not None)),
                float(title),
                title * chance,
                float(title and rule is not None),
                float(field in SIDES),
                float(rule is not None and rule.rule in LOOSE),
                float(promised and rule is None),
                float(foreign),
                foreign * chance,
                foreign * opposite[n],
                float(foreign and rule is not None),
                float(foreign and rule is not None and rule.strength == "explicit"),
            )
            yield Weighed(side, topic, features, finding)


def _by_tag(found: Sequence[Finding]) -> dict[tuple[str, str], Finding]:
    """The surest finding of each side and topic; denials only where nothing is found."""
    out: dict[tuple[str, str], Finding] = {}
    for f in found:
        known = out.get((f.side, f.topic))
        if known is None or (known.denied, f.confidence) > (f.denied, known.confidence):
            out[f.side, f.topic] = f
    return out


class Weights(NamedTuple):
    """The regression: log odds of a tag are the sum of features times weights."""

    weights: tuple[float, ...]
    least: float
    """Log odds from which on a tag is kept."""
    first: float
    """Log odds that the likeliest tag of a text needs: small talk gives many faint ones and no clear one."""

    def odds(self, features: Sequence[float]) -> float:
        """Log odds that the tag is right."""
        return sum(w * f for w, f in zip(self.weights, features, strict=True))


def probability(odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + math.exp(-odds))


@cache
def weights() -> Weights:
    """The weights as shipped."""
    source = resources.files(__package__).joinpath("weights.json")
    table: Mapping[str, float] = json.loads(source.read_text(encoding="utf-8"))
    return Weights(tuple(table[name] for name in FEATURES), table["least"], table["first"])
