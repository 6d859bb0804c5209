"""Noun phrases without a cue: "Patent attorney, ...", "SEO, Content, CRO", "Übersetzungen Deutsch - Polnisch".

What somebody is, said at the head of a sentence, is an offer; what somebody does counts where the sentence is
little else than that.
"""

from __future__ import annotations

from pipeline.referral import served
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Mark, Scan

HEAD_REACH = 2
"""Words before a role that still leave it at the head: `Senior tax consultant`."""
COVERAGE = 0.4
"""Share of a sentence's words that topics must make up for a bare list of skills."""


def read(scan: Scan, loose: list[Mark], span: tuple[int, int], separated: bool, told: bool) -> list[Finding]:
    """Findings for marks that no cue governs in the sentence of tokens span[0]..span[1]-1."""
    first, last = span
    covered = sum(m.last - m.first for m in loose)
    dense = covered / (last - first) >= (COVERAGE / 2 if separated else COVERAGE)
    found = []
    for mark in loose:
        if _after_preposition(scan, mark, first) or _negated(scan, mark, first) or _belongs(scan, mark, first):
            continue
        if mark.first > first and scan.tokens[mark.first - 1].text in NAMING:
            continue
        uses = {use for _, use in mark.topics}
        if "titles" in uses and served.begins(scan, first):
            continue
        headed = _at_head(scan, mark, first)
        if "titles" in uses and headed and not told:
            found += _findings(scan, mark, ("titles", "words"), "role")
        elif (
            ("titles" in uses or "words" in uses)
            and (dense or _served(scan, mark, first))
            and not told
            and not _praised(scan, mark, first)
        ):
            found += _findings(scan, mark, ("titles", "words"), "skill")
    return found


NAMING = frozenset("called named nicknamed aka alias titled".split())
"""Words before a name: `a dog called Angel`."""


def _after_preposition(scan: Scan, mark: Mark, first: int) -> bool:
    for n in (mark.first - 1, mark.first - 2):
        before = scan.marks.get(n)
        if n >= first and before is not None and before.last > mark.first - 2 and before.kinds & {"prep", "at"}:
            return "with" not in before.kinds or "prep" in before.kinds
    return False


PRAISE = frozenset(
    """great nice lovely good fun amazing awesome wonderful interesting boring long busy super cool beautiful this that
    tolle toller tolles schone schoner schones nettes nette gutes gute interessante belle beau bel bella bello bon bonne
    gran buen buena bonito otimo otima boa bom leuke leuk mooie mooi goede gezellige diese dieses cette ce esta este
    questa questo deze dit""".split()
)
"""Words of small talk before a noun that is praised, not practised: `Great event!`"""


def _praised(scan: Scan, mark: Mark, first: int) -> bool:
    return mark.first > first and scan.tokens[mark.first - 1].text in PRAISE


SERVED = frozenset("for fur voor pour pr para per x di de d em".split())
"""Words behind a service at the head of a line: whom it is for, or what it deals with."""


def _served(scan: Scan, mark: Mark, first: int) -> bool:
    """`Mediation for families and firms`, `Clases de francés`: a service that begins a line."""
    return mark.first == first and mark.last < len(scan.tokens) and scan.tokens[mark.last].text in SERVED


def _belongs(scan: Scan, mark: Mark, first: int) -> bool:
    """`his CTO`, `every investor`: not what the contact is."""
    before = scan.marks.get(mark.first - 1)
    return mark.first > first and before is not None and "whose" in before.kinds


def _negated(scan: Scan, mark: Mark, first: int) -> bool:
    """`no treasurer since May`."""
    for n in range(max(first, mark.first - 3), mark.first):
        before = scan.marks.get(n)
        if before is not None and "neg" in before.kinds and mark.first - before.last <= 1:
            return True
    return False


def _at_head(scan: Scan, mark: Mark, first: int) -> bool:
    start = first
    for n in range(mark.first, first, -1):
        if scan.tokens[n].gap in (",", "&", "/"):
            start = n
            break
    return mark.first - start <= HEAD_REACH


def _findings(scan: Scan, mark: Mark, uses: tuple[str, ...], rule: str) -> list[Finding]:
    start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
    return [Finding("offer", t, start, end, rule, "inferred", 0.6) for t, use in mark.topics if use in uses]
