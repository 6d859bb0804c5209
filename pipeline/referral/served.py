"""Whom somebody serves, named in a sentence of its own: `Helps with websites. Mostly florists and bakers.`"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.referral.lexicon import Scan
from pipeline.referral.words import sentences

MOSTLY = frozenset(
    """mostly mainly chiefly especially primarily particularly usually meist meistens vorwiegend hauptsachlich uberwiegend surtout
    principalement essentiellement principalmente sobretudo soprattutto perlopiu vooral voornamelijk meestal""".split()
)
MOSTLY_OF_TWO = frozenset(
    (("vor", "allem"), ("in", "particular"), ("sobre", "todo"), ("per", "lo"), ("en", "particulier"))
)


def begins(scan: Scan, first: int) -> bool:
    """Does the sentence that begins at this token go on from the one before with `mostly`?"""
    texts = tuple(t.text for t in scan.tokens[first : first + 2])
    return first > 0 and bool(texts) and (texts[0] in MOSTLY or texts in MOSTLY_OF_TWO)


def blanked(scan: Scan, text: str) -> str:
    """The text without the sentences that name those who are served; places in it stay as they are."""
    for first, last in _sentences(scan):
        start, end = scan.tokens[first].start, scan.tokens[last - 1].end
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _sentences(scan: Scan) -> Iterator[tuple[int, int]]:
    for first, last in sentences(scan.tokens):
        marks = [scan.marks[n] for n in range(first, last) if n in scan.marks]
        if begins(scan, first) and any(use == "titles" for mark in marks for _, use in mark.topics):
            yield first, last
