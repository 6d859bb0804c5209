"""What a job title, department or headline part implies: "Steuerberaterin" offers tax advice, "Founder" nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.referral import departments, posts, statements
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
MEANT_IN_PLURAL = frozenset(("account", "macro"))
"""Words that mean their trade in the plural alone: who does accounts does books, an `account strategist` does not."""
BUILT_OF_CODE = frozenset(
    "software-development web-development mobile-apps it-infrastructure data-ai cybersecurity blockchain-web3 marketing".split()
)
ARCHITECTS = frozenset("architect architects architecture arquitecto arquitecta arquitectura arquiteto".split())
"""Beside a trade of those they build no houses: `Full Stack Engineer, Architect`."""
SCHOOLS = frozenset(("college", "school", "faculty"))
"""Whose fields are not those of who works there."""
SCHOOL_ENDS = frozenset(("|", "\n", ";", ".", "(", ")"))
FANS = frozenset(
    (w,) for w in "fan fans lover junkie enthusiast buff geek nerd addict aficionado hobbyist amateur".split()
)
AT_HEART = frozenset({("at", "heart"), ("at", "home"), ("in", "training"), ("for", "fun")})
HOBBIES = frozenset(words[0] for words in (*FANS, *AT_HEART))
OWN_TRADES = frozenset("teacher trainer instructor lecturer professor nurse coach writer editor".split())
"""Roles that are a trade whatever their field: a `physics teacher` teaches."""
TAUGHT = frozenset(("teacher", "instructor"))
"""What they teach is a school subject, no science of theirs."""
PARTS = frozenset(("|", "\n", ";", ".", "(", ")", ","))
Topics = tuple[tuple[str, str], ...]
"""Of a mark: with the use they were listed under."""


def read(lexicon: Lexicon, vocabulary: Vocabulary, scan: Scan) -> list[Finding]:
    """Inferred offers of a title, and the asks that are the trade itself (recruiter -> talent)."""
    scan = _opened(lexicon, scan)
    if scan.language == "en":
        found, said_so = posts.told_in_english(lexicon, scan) if _tells(scan) else ([], frozenset())
        told = said_so | _qualifiers(scan) | _overruled(scan) if len(scan.marks) > 1 else said_so
    else:
        found, said_so = _stated(lexicon, scan), _told(scan)
        told = said_so
    if found:
        found = [f for f in found if not posts.only_named(scan, f)]
    said = [(f.start, f.end) for f in found if f.side == "ask"]
    for mark in live_marks(scan):
        if mark.first in told or (scan.tokens[mark.last - 1].text in ARCHITECTS and _builds(mark) and _of_code(scan)):
            continue
        if not (said and _overlaps(scan, mark, said)):
            _implied(vocabulary, scan, mark, found)
    _departments(lexicon, vocabulary, scan, said_so, found)
    return found


def _overlaps(scan: Scan, mark: Mark, said: list[tuple[int, int]]) -> bool:
    start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
    return any(a < end and start < b for a, b in said)


def _opened(lexicon: Lexicon, scan: Scan) -> Scan:
    """`Professor in ...`, `Sales & Channel`: phrases of what is sought give way to the trades that they hold."""
    hiding = [m for m in scan.marks.values() if m.last > m.first + 1 and {use for _, use in m.topics} == {"objects"}]
    if not hiding:
        return scan
    marks = dict(scan.marks)
    for mark in hiding:
        words = [(at, lexicon.scan(scan.tokens[at].text, scan.language).marks.get(0)) for at in range(*mark[:2])]
        if any(inner is not None and _names_trade(inner) for _, inner in words):
            marks.pop(mark.first)
            marks.update((at, Mark(at, at + 1, *inner[2:])) for at, inner in words if inner is not None)
    return scan._replace(marks=dict(sorted(marks.items())))


def _departments(
    lexicon: Lexicon, vocabulary: Vocabulary, scan: Scan, told: frozenset[int], found: list[Finding]
) -> None:
    """`Head of Growth`, `VP, People`: a department beside a rank, where no trade is named."""
    if not departments.may_stand(scan):
        return
    named = {n for m in scan.marks.values() if _names_trade(m) for n in range(m.first, m.last)}
    for topic, first, last in departments.read(scan, lexicon.places, named | told):
        start, end = scan.tokens[first].start, scan.tokens[last - 1].end
        _trade(vocabulary, topic, start, end, True, found)


def _names_trade(mark: Mark) -> bool:
    return bool(mark.topics) and _trades(mark.topics)


@lru_cache(maxsize=10_000)
def _trades(topics: Topics) -> bool:
    return any(use in ("titles", "words") for _, use in topics)


def _trade(vocabulary: Vocabulary, topic: str, start: int, end: int, asks: bool, found: list[Finding]) -> None:
    """What somebody of a trade offers, and what that trade seeks."""
    found.append(Finding("offer", topic, start, end, "title", "inferred", 0.7))
    concept = vocabulary.concepts.get(topic)
    if asks and concept is not None and concept.implies:
        found.append(Finding("ask", concept.implies, start, end, "trade", "inferred", 0.6))


def _implied(vocabulary: Vocabulary, scan: Scan, mark: Mark, found: list[Finding]) -> None:
    """What a trade in a title offers, and asks for."""
    start, end = scan.tokens[mark.first].start, scan.tokens[mark.last - 1].end
    alone = mark.last == mark.first + 1
    if (alone and scan.tokens[mark.first].text in MEANT_IN_PLURAL) or _pastime(scan, mark):
        return
    for topic, use in mark.topics:
        if use in ("titles", "words") and (topic != "customers" or len(scan.tokens) == 1):
            _trade(vocabulary, topic, start, end, use == "titles" or topic == "recruiting", found)
    if scan.tokens[mark.last - 1].text in CONSULTS and scan.language == "en" and _consults(mark):
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


def _pastime(scan: Scan, mark: Mark) -> bool:
    """`football fan`, `adventure sports junkie`; a `wellness ambassador` is no diplomat."""
    if (
        scan.tokens[mark.first].text in ("ambassador", "ambassadors")
        and mark.first
        and scan.tokens[mark.first].gap in HOLDS
    ):
        return scan.tokens[mark.first - 1].text not in ("former", "deputy", "us", "uk", "eu", "her", "his", "the")
    if mark.last >= len(scan.tokens) or scan.tokens[mark.last].text not in HOBBIES:
        return False
    following = tuple(t.text for t in scan.tokens[mark.last : mark.last + 2])
    return following[:1] in FANS or following in AT_HEART


def _cuts(mark: Mark) -> bool:
    """An editor of films or sound writes nothing."""
    return any(topic in ("photo-video", "audio-music") for topic, _ in mark.topics)


def _of_code(scan: Scan) -> bool:
    """Does the title name a trade whose architects build no houses?"""
    return any(topic in BUILT_OF_CODE for mark in scan.marks.values() for topic, _ in mark.topics)


def _builds(mark: Mark) -> bool:
    return all(topic == "construction-trades" for topic, _ in mark.topics)


def _consults(mark: Mark) -> bool:
    """Is a consultant in the mark's field one who sells advice?"""
    return any(t not in CONSULTED for t, _ in mark.topics)


def _overruled(scan: Scan) -> frozenset[int]:
    """Roles that leave their field to the words before: a `game economy designer` designs no graphics."""
    out: set[int] = set()
    if not [at for at, mark in scan.marks.items() if "role" in mark.kinds]:
        return frozenset(out)
    before: Mark | None = None
    for at, mark in scan.marks.items():
        role = "role" in mark.kinds and mark.last == at + 1
        if before is not None and any(scan.tokens[n].gap not in HOLDS for n in range(before.last, at + 1)):
            before = None
        if scan.tokens[at].gap == "&" or (at and scan.tokens[at - 1].text == "and"):
            before = None  # `Strategy & Operations`
        text = scan.tokens[at].text
        if role and before is not None and text in OWN_TRADES and not _cuts(before):
            if text in TAUGHT and all(topic == "research-science" for topic, _ in before.topics):
                out.add(before.first)
        elif role and before is not None and not (text in CONSULTS and _consults(before)):
            out.add(at)
        if mark.topics:
            before = mark
        elif mark.kinds & {"prep", "and", "at", "to"}:
            before = None
    return frozenset(out)


SEEKING = frozenset(("ask", "asked"))


@lru_cache(maxsize=10_000)
def _states(topics: Topics) -> bool:
    return any(use in ("asks", "offers") for _, use in topics)


def _stated(lexicon: Lexicon, scan: Scan) -> list[Finding]:
    """What a headline says outright: `Offen für Neues`, `cherche un poste`."""
    if not any(not m.kinds.isdisjoint(SEEKING) or _states(m.topics) for m in scan.marks.values()):
        return []
    said = statements.read(lexicon, scan, owner_writes=False)
    return [f for f in said if f.strength == "explicit" and (f.side == "ask" or f.rule == "says")]


def _qualifiers(scan: Scan) -> frozenset[int]:
    """Fields behind the preposition of a trade: an `editor of a journal of law` practises no law.

    Not behind trades that need a field to say anything (consultant, coach, trainer, project manager).
    """
    behind = _of_school(scan)
    role = qualified = False
    last = 0
    for at, mark in scan.marks.items():
        if role and _parted(scan, last, at, SEVERAL):
            role = qualified = False
        named = _names_role(mark.topics)
        if qualified and mark.topics and not named:
            behind.add(at)
        role = role or named
        if role and not qualified:
            governs = mark.last > at + 1 and scan.tokens[mark.last - 1].text in ("of", "in")
            qualified = governs or (not mark.topics and "prep" in mark.kinds)
        last = at
    return frozenset(behind)


@lru_cache(maxsize=10_000)
def _names_role(topics: Topics) -> bool:
    """Not of a trade that needs a field to say anything."""
    return any(use == "titles" and topic not in OPEN_TRADES for topic, use in topics)


def _of_school(scan: Scan) -> set[int]:
    """`Associate Dean, College of Engineering and Health`: the fields of a school are not those of who works there."""
    fields: set[int] = set()
    if SCHOOLS.isdisjoint([t.text for t in scan.tokens]):
        return fields
    for n, token in enumerate(scan.tokens[:-1]):
        if token.text in SCHOOLS and scan.tokens[n + 1].text == "of":
            for at in range(n + 1, len(scan.tokens)):
                if scan.tokens[at].gap in SCHOOL_ENDS:
                    break
                fields.add(at)
    return fields


def _parted(scan: Scan, last: int, at: int, gaps: frozenset[str]) -> bool:
    """Does one of these gaps stand between the words `last` and `at`?"""
    tokens = scan.tokens
    return not gaps.isdisjoint([tokens[n].gap for n in range(last + 1, at + 1)])


SEVERAL = PARTS | {"&", "/"}
"""Gaps that part what stands side by side."""


TURNING = frozenset(("ask", "past"))


def _told(scan: Scan) -> frozenset[int]:
    """Tokens behind a word that seeks or speaks of the past, to the end of its sentence."""
    told: set[int] = set()
    if all(m.kinds.isdisjoint(TURNING) for m in scan.marks.values()):
        return frozenset(told)
    for first, last in sentences(scan.tokens):
        begin = last
        for at in range(first, last):
            kinds = scan.marks[at].kinds if at in scan.marks else frozenset()
            if kinds & TURNING and not kinds & {"offer", "former", "owns"} and at >= first:
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
    return not _names_trade(mark)
