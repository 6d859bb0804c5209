"""What an English headline says outright, and what only looks like it because a post is named so."""

from __future__ import annotations

from pipeline.referral import english
from pipeline.referral.english.state import TELLING
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Lexicon, Mark, Scan
from pipeline.referral.words import sentences

SAYING = frozenset("me them you plan open whom asks be can rel past now has was offered gone".split())
"""Kinds of words that a post's name does not hold."""
READERS = frozenset(("if", "anyone", "anybody", "whoever"))
"""Who is meant by them reads the text."""
NEAR = 6
"""Characters by which an ask may begin before its reader is named."""
PAUSES = frozenset(("|", "\n", ";", ".", "(", ")", ","))


def told_in_english(lexicon: Lexicon, scan: Scan) -> tuple[list[Finding], frozenset[int]]:
    """What a headline says outright, and its tokens that do; a part that only names a post says nothing."""
    found, telling = english.read_title(lexicon, scan)
    tokens = scan.tokens
    posts = [(a, b) for a, b in sentences(tokens) if _names_post(lexicon, scan, a, b)]
    spans = [(tokens[a].start, tokens[b - 1].end) for a, b in posts]
    kept = [f for f in found if f.side == "offer" or not any(a <= f.start and f.end <= b for a, b in spans)]
    kept = [f for f in kept if f.topic != "customers" or f.side == "ask"]  # `leads client engagement`
    named = frozenset(n for a, b in posts for n in range(a, b))
    return kept, frozenset(n for a, b in telling for n in range(a, b)) - named


def _names_post(lexicon: Lexicon, scan: Scan, first: int, last: int) -> bool:
    """`Director of Recruiting`, `Data Sourcing Analyst`, `Business Partner`; not `Engineer between gigs`."""
    post = any(scan.tokens[n].text in lexicon.roles for n in range(first, last))
    for at in range(first, last):
        mark = scan.marks.get(at)
        if mark is None:
            continue
        numeral = mark.last == last and scan.tokens[at].text == "i"
        if (mark.kinds & SAYING and not numeral) or _finite(mark) or ("seek" in mark.kinds and not mark.topics):
            return False
        if ("talent", "asks") in mark.topics and _announced(scan, mark, first, last):
            return False
        asks = any(use == "asks" and (topic, "objects") not in mark.topics for topic, use in mark.topics)
        if asks and "g" not in mark.kinds:
            return False  # `between gigs`
        one = not scan.tokens[mark.last - 1].text.endswith("s")
        post = post or (one and any(use == "titles" for _, use in mark.topics))
    return post


def _finite(mark: Mark) -> bool:
    """`distributes`, `began`, `helping`: a verb that tells."""
    verb = bool(mark.kinds & TELLING) and bool(mark.kinds & {"s", "d"}) and not mark.kinds & {"b"}
    return verb or (bool(mark.kinds & {"help", "helpwith"}) and "g" in mark.kinds)


def _announced(scan: Scan, mark: Mark, first: int, last: int) -> bool:
    """`hiring` that stands alone or before whom it seeks: `CTO, hiring`, `Head of Data, hiring engineers`."""
    tokens = scan.tokens
    ends = mark.last == last or tokens[mark.last].gap in PAUSES or tokens[mark.last].text == "for"
    if mark.first > first and tokens[mark.first].gap not in PAUSES:
        return False
    sought = scan.marks.get(mark.last)
    person = sought is not None and any(use == "titles" for _, use in sought.topics)
    return ends or (tokens[mark.last].text.endswith("s") if sought is None else person)


def only_named(scan: Scan, finding: Finding) -> bool:
    """`HR Business Partner`, `Survey Manager`: in a title a noun that states an ask in a note names something."""
    if finding.side != "ask":
        return False
    if _readers(scan, finding):
        return True
    if finding.rule != "says":
        return False
    mark = next((m for m in scan.marks.values() if scan.tokens[m.first].start == finding.start), None)
    return mark is not None and not mark.kinds and (finding.topic, "objects") in mark.topics


def _readers(scan: Scan, finding: Finding) -> bool:
    """`If anyone needs advice, reach out`: the readers' need, in the same sentence."""
    for first, last in sentences(scan.tokens):
        if scan.tokens[first].start <= finding.start < scan.tokens[last - 1].end:
            return any(t.text in READERS and t.start <= finding.start + NEAR for t in scan.tokens[first:last])
    return False
