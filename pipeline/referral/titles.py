"""What a job title, department or headline part implies: "Steuerberaterin" offers tax advice, "Founder" nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.referral import english, statements
from pipeline.referral.english.state import TELLING
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import HOLDS, Lexicon, Mark, Scan
from pipeline.referral.vocabulary import Vocabulary
from pipeline.referral.words import sentences

OPEN_TRADES = frozenset("consulting coaching education-training project-management sales recruiting speaking".split())
CONSULTS = frozenset(("consultant", "consultants", "consulting", "consultancy"))
CONSULTED = frozenset(
    "accounting-tax recruiting lending insurance real-estate wealth-planning healthcare travel-mobility sales".split()
)
"""Trades that are called consultant where they work for one client at a time: a tax consultant sells no strategy."""
PARTS = frozenset(("|", "\n", ";", ".", "(", ")", ","))


def read(lexicon: Lexicon, vocabulary: Vocabulary, text: str) -> list[Finding]:
    """Inferred offers of a title, and the asks that are the trade itself (recruiter -> talent)."""
    scan = lexicon.scan(text)
    if not scan.marks:
        return []
    if scan.language == "en":
        found, telling = english.read_title(lexicon, scan) if _tells(scan) else ([], [])
        told = frozenset(n for a, b in telling for n in range(a, b))
        if len(scan.marks) > 1:
            told |= _qualifiers(scan) | _overruled(scan)
    else:
        found = _stated(lexicon, scan)
        told = _told(scan)
    said = [(f.start, f.end) for f in found if f.side == "ask"]
    for mark in live_marks(scan):
        start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
        if mark.first not in told and not any(a < end and start < b for a, b in said):
            _implied(vocabulary, scan, mark, found)
    return found


def _implied(vocabulary: Vocabulary, scan: Scan, mark: Mark, found: list[Finding]) -> None:
    """What a trade in a title offers, and asks for."""
    start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
    for topic, use in mark.topics:
        if use in ("titles", "words"):
            found.append(Finding("offer", topic, start, end, "title", "inferred", 0.7))
            implied = vocabulary[topic].implies if topic in vocabulary else ""
            if implied and (use == "titles" or topic == "recruiting"):
                found.append(Finding("ask", implied, start, end, "trade", "inferred", 0.6))
    consults = scan.tokens[mark.last - 1].text in CONSULTS and scan.language == "en"
    if consults and any(t not in CONSULTED for t, _ in mark.topics):
        found.append(Finding("offer", "consulting", start, end, "title", "inferred", 0.7))


def _tells(scan: Scan) -> bool:
    """May the title say something (`Helping shops sell online`, `Open to work`), rather than name it?"""
    for mark in scan.marks.values():
        if not mark.kinds.isdisjoint(TELLING):
            return True
        for _, use in mark.topics:
            if use in ("asks", "offers", "verbs"):
                return True
    return False


def _overruled(scan: Scan) -> frozenset[int]:
    """Roles that leave their field to the words before: a `game economy designer` designs no graphics."""
    out = set()
    before: Mark | None = None
    for at, mark in scan.marks.items():
        role = "role" in mark.kinds and mark.last == at + 1
        if before is not None and any(scan.tokens[n].gap not in HOLDS for n in range(before.last, at + 1)):
            before = None
        if role and before is not None:
            out.add(at)
        if mark.topics:
            before = mark
        elif mark.kinds & {"prep", "and", "at", "to"}:
            before = None
    return frozenset(out)


def _stated(lexicon: Lexicon, scan: Scan) -> list[Finding]:
    """What a headline says outright: `Offen für Neues`, `cherche un poste`."""
    if not any(
        m.kinds & {"ask", "asked"} or any(use in ("asks", "offers") for _, use in m.topics) for m in scan.marks.values()
    ):
        return []
    said = statements.read(lexicon, scan, owner_writes=False)
    return [f for f in said if f.strength == "explicit" and (f.side == "ask" or f.rule == "says")]


def _qualifiers(scan: Scan) -> frozenset[int]:
    """Fields behind the preposition of a trade: an `editor of a journal of law` practises no law.

    Not behind trades that need a field to say anything (consultant, coach, trainer, project manager).
    """
    behind: set[int] = set()
    role = qualified = False
    last = 0
    for at, mark in scan.marks.items():
        if role and _parted(scan, last, at, SEVERAL):
            role = qualified = False
        uses = {use for topic, use in mark.topics if topic not in OPEN_TRADES}
        if qualified and mark.topics and "titles" not in uses:
            behind.add(at)
        role = role or "titles" in uses
        qualified = qualified or (role and not mark.topics and "prep" in mark.kinds)
        last = at
    return frozenset(behind)


def _parted(scan: Scan, last: int, at: int, gaps: frozenset[str]) -> bool:
    """Does one of these gaps stand between the words `last` and `at`?"""
    tokens = scan.tokens
    return not gaps.isdisjoint([tokens[n].gap for n in range(last + 1, at + 1)])


SEVERAL = PARTS | {"&", "/"}
"""Gaps that part what stands side by side."""


def _told(scan: Scan) -> frozenset[int]:
    """Tokens behind a word that seeks or speaks of the past, to the end of its sentence."""
    told: set[int] = set()
    for first, last in sentences(scan.tokens):
        begin = last
        for at in range(first, last):
            kinds = scan.marks[at].kinds if at in scan.marks else frozenset()
            if kinds & {"ask", "past"} and not kinds & {"offer", "former", "owns"} and at >= first:
                begin = min(begin, at)
            elif "now" in kinds and begin < at:
                told.update(range(begin, at))
                begin = last
        told.update(range(begin, last))
    return frozenset(told)


def live_marks(scan: Scan) -> Iterable[Mark]:
    """Marks that speak of the person now: not behind `at`, not behind `former` or `student of`."""
    silent, last = False, 0
    for at, mark in scan.marks.items():
        if silent and _parted(scan, last, at, PARTS):
            silent = False
        if not silent and mark.topics:
            yield mark
        silent = silent or _silences(scan, mark)
        last = at


SILENCING = frozenset(("at", "former", "to"))


def _silences(scan: Scan, mark: Mark) -> bool:
    """What follows speaks of a firm or of the past."""
    kinds = mark.kinds
    if kinds.isdisjoint(SILENCING) and not ("neg" in kinds and scan.language == "en"):
        return False
    return not any(use in ("titles", "words") for _, use in mark.topics)


def owns(scan: Scan) -> bool:
    """The title is that of an owner or says nothing of a field, so that the firm's name may."""
    return any("owns" in m.kinds for m in scan.marks.values())
