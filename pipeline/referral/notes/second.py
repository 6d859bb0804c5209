"""Rules and model together: the findings of an English text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.referral.findings import Finding
from pipeline.referral.notes.model import SIDES, Model, model
from pipeline.referral.notes.weigh import TITLES, Weighed, candidates, probability, weights
from pipeline.referral.words import sentences

if TYPE_CHECKING:
    from pipeline.referral.lexicon import Scan

RULE = "read"
"""The rule of tags that the model alone found."""
SAID = {"ask": "Asks: ", "offer": "Offers: "}
"""What stands before an item of a list, so that the model knows what the column said."""
PLAIN = 0.8
"""From here on what the model alone reads counts as said, below as meant."""
LONG_TITLE = 12
"""Words from which on a title tells more than a trade or two; the model adds nothing to shorter ones."""


def applies(scan: Scan, text: str, field: str) -> bool:
    """Is this a text that the model can judge: English, more than names, and in titles more than a trade's name?"""
    if scan.language != "en" or (field in TITLES and len(scan.tokens) < LONG_TITLE):
        return False
    return bool(scan.marks) or any(word.islower() for word in text.split())


def read(scan: Scan, found: Sequence[Finding], text: str, field: str) -> Iterator[Weighed]:
    """All that the rules found in the text or the model thinks possible."""
    reader = model()
    return candidates(scan, found, reader.odds(SAID.get(field, "") + text), reader.topics, field)


def weighed(scan: Scan, found: Sequence[Finding], text: str, field: str) -> list[Finding]:
    """What holds of `found` and of what the model reads in the text; denials stay, and so does what a list names."""
    reader, table = model(), weights()
    out = [f for f in found if f.denied]
    for one in read(scan, found, text, field):
        odds = table.odds(one.features)
        listed = field in SIDES and one.found is not None and not one.found.denied
        if listed or (odds >= table.least and (field not in SIDES or field == one.side)):
            sure = round(probability(odds), 2)
            out.append(_finding(one, reader, scan, text, field, sure))
    out += [f for f in found if f.topic not in reader.topics and not f.denied]
    return out


def _finding(one: Weighed, reader: Model, scan: Scan, text: str, field: str, sure: float) -> Finding:
    if one.found is not None and not one.found.denied:
        return one.found._replace(confidence=max(sure, one.found.confidence) if field in SIDES else sure)
    start, end = _words(one, reader, scan, text)
    strength = "explicit" if sure >= PLAIN and field not in TITLES else "inferred"
    return Finding(one.side, one.topic, start, end, RULE, strength, sure)


def _words(one: Weighed, reader: Model, scan: Scan, text: str) -> tuple[int, int]:
    """The sentence that says it: the one that, read alone, says it most."""
    spans = list(_spans(scan))
    if len(spans) == 1:
        return spans[0]
    row, column = SIDES.index(one.side), reader.topics.index(one.topic)
    return max(spans, key=lambda span: float(reader.odds(text[span[0] : span[1]])[row][column]))


def _spans(scan: Scan) -> Iterator[tuple[int, int]]:
    tokens = scan.tokens
    for first, last in sentences(tokens):
        yield tokens[first].start, tokens[last - 1].end
