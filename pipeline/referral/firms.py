"""What the name of a firm implies of who owns it or sells for it: `Elektro Tammen`, `Queijaria Serra Alta`.

Whoever is employed there for something else sells nothing of it, and says their own trade in their title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.referral import cues
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Scan
from pipeline.referral.lists import UNSPACED
from pipeline.referral.specialities import GOODS, goods, makers, not_made, of_firm
from pipeline.referral.vocabulary import Vocabulary
from pipeline.referral.words import fold

SELLS = frozenset(("sales", "distribution", "market-entry"))
"""Offers of those who sell what their firm makes."""
GROUPS = frozenset(("professional", "technology", "creative", "sectors", "care"))
CONFIDENCE = 0.6
"""A little less than that of a title."""
VAGUE = frozenset(
    "sistema sistemas systeme systemes systems system sistemi systemen tech technology technologies technologie"
    " tecnologia tecnologias tecnologie technologien digital solutions".split()
)
"""Words that firms of every trade bear: sensors, bookkeeping and taps come from `Sistemas`, `Systems` and `Solutions`."""
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[,;|/&+・／兼]|\s(?:and|und|en|et|y|e|-|–)\s")


def speaks_for(firm: str, title: str, offers: Sequence[Finding]) -> bool:
    """Does the firm's name tell what somebody with this title offers? `offers`: what the title itself implies.

    That of an owner's firm does, and that of goods does for those who sell them.
    """
    return _owns(title) or (any(f.topic in SELLS for f in offers if f.side == "offer") and bool(goods(of_firm(firm))))


def read(vocabulary: Vocabulary, scan: Scan) -> list[Finding]:
    """Inferred offers of a firm's name: fields that it names by words, not by what people are called (`Koch GmbH`)."""
    found: list[Finding] = []
    if not scan.tokens:
        return found
    joint = "" if scan.language in UNSPACED else " "
    name = joint.join(token.text for token in scan.tokens)
    fancies = not_made(name)
    for mark in scan.marks.values():
        if VAGUE.issuperset(token.text for token in scan.tokens[mark.first : mark.last]):
            continue
        start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
        for topic, use in mark.topics:
            concept = vocabulary.concepts.get(topic)
            if use == "words" and concept is not None and concept.group in GROUPS and topic not in fancies:
                found.append(Finding("offer", topic, start, end, "firm", "inferred", CONFIDENCE))
    if found:
        return found
    start, end = scan.tokens[0].start, scan.tokens[-1].end
    made = makers(of_firm(name))
    return [Finding("offer", topic, start, end, "firm", "inferred", CONFIDENCE) for topic in made]


def but_named(found: Sequence[Finding], firm: str, owner: str) -> list[Finding]:
    """The findings that do not rest on a name alone: `Winzer Druck` of Ida Winzer makes no wine."""
    own = frozenset(_WORD.findall(fold(owner)))
    if not found or own.isdisjoint(_WORD.findall(fold(firm))):
        return list(found)
    return [f for f in found if _told(f, firm, owner, own)]


def _told(finding: Finding, firm: str, owner: str, own: frozenset[str]) -> bool:
    evidence = firm[finding.start : finding.end]
    words = _WORD.findall(fold(evidence))
    if own.issuperset(words):
        return False
    goods_alone = finding.topic in GOODS.values() and len(words) == len(_WORD.findall(fold(firm)))
    return not goods_alone or finding.topic in makers(of_firm(evidence, owner))


@lru_cache(maxsize=50_000)
def _owns(title: str) -> bool:
    """Is the title, or a part of it, that of an owner or a head of the whole firm? (`Director of Studies` is none.)"""
    return any(" ".join(_WORD.findall(part)) in _owners() for part in _PART.split(fold(title)))


@cache
def _owners() -> frozenset[str]:
    phrases = (p for table in cues.load().values() for p in table.get("owns", ()))
    return frozenset(" ".join(_WORD.findall(fold(p))) for p in phrases)
