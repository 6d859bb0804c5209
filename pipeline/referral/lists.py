"""Explicit lists: the items of an `asks` or `offers` column, each of which says its side."""

from __future__ import annotations

from pipeline.referral import english
from pipeline.referral.cues import HEAD_FIRST
from pipeline.referral.findings import CARRIERS, Finding
from pipeline.referral.lexicon import Lexicon, Mark, Scan
from pipeline.referral.phrases import FIELDLESS
from pipeline.referral.specialities import makers, of
from pipeline.referral.words import sentences

ITEM_BREAKS = frozenset((",", "&", "/"))

GOODS = "goods"
"""The rule of goods that only the specialities know."""
CLIENTS = "clients"
"""The rule of customers whom a whole sentence tells of."""
UNSPACED = frozenset(("ja", "zh"))
SOMEBODY = frozenset("jemand jemanden jemandem person leute menschen iemand mensen".split())
"""Behind these a comma begins what is said of them: `jemand, der mir eine Website baut`."""

NEEDY = (
    ("who", "need"), ("that", "need"), ("who", "buy"), ("that", "buy"), ("who", "are", "looking", "for"),
    ("that", "are", "looking", "for"), ("che", "hanno", "bisogno"), ("che", "cercano"), ("que", "necesitan"), ("que", "necesiten"), ("que", "buscan"),
    ("que", "busquen"), ("que", "precisam"), ("que", "precisem"), ("que", "procuram"), ("que", "procurem"),
    ("qui", "ont", "besoin"), ("qui", "cherchent"), ("che", "vogliono", "comprare"), ("che", "comprano"),
    ("che", "acquistano"), ("que", "quieran", "comprar"), ("que", "quieren", "comprar"), ("que", "compren"),
    ("que", "queiram", "comprar"), ("que", "querem", "comprar"), ("que", "comprem"), ("qui", "veulent", "acheter"),
    ("qui", "achetent"),
)  # fmt: skip
"""Behind these stands what those whom somebody looks for need: customers of who offers it."""
NEEDY_ENDS = (
    ("die", "brauchen"),
    ("die", "benotigen"),
    ("die", "suchen"),
    ("die", "nodig", "hebben"),
    ("die", "zoeken"),
    ("die", "kaufen"),
    ("die", "kaufen", "wollen"),
    ("die", "kopen"),
    ("die", "willen", "kopen"),
)
"""The same in languages whose verb comes last: the pronoun, and the end of the clause."""
NO_CUSTOMERS = frozenset(
    "funding deal-flow grants lending talent job internship volunteers cofounder recruiting".split()
)
"""Who needs these is sought for a deal, not as a customer."""
AS = frozenset("as als come como comme".split())
"""Before `customers`: what stands before them is who is sought, `hotels and restaurants as customers`."""


def read(lexicon: Lexicon, scan: Scan, side: str) -> list[Finding]:
    """Findings of a list of asks or offers."""
    parts = list(sentences(scan.tokens))
    clients = [part for part in parts if side == "ask" and (_as_customers(scan, *part) or _of_the_needy(scan, *part))]
    found = [_customers(scan, *part) for part in clients]
    if scan.language == "en":
        told = [_in_whole(scan, f) for f in english.read_list(lexicon, scan, side)]
        return found + [f for f in told if not any(c.start <= f.start and f.end <= c.end for c in found)]
    for first, last in parts:
        if (first, last) in clients:
            continue
        for begin, end in _items(scan, first, last):
            found += _item(scan, begin, end, side) or _goods(scan, begin, end, side)
    return found


def _goods(scan: Scan, first: int, last: int, side: str) -> list[Finding]:
    """`gelado artesanal`, `産業用モーター`: goods that are sought or given, where the word lists know none of it."""
    if any("neg" in scan.marks[n].kinds for n in range(first, last) if n in scan.marks):
        return []
    start, end = scan.tokens[first].start, scan.tokens[last - 1].end
    joint = " " if scan.language not in UNSPACED else ""
    made = makers(of(joint.join(token.text for token in scan.tokens[first:last])))
    topics = made if side == "offer" else ["suppliers"] if made else []
    return [Finding(side, topic, start, end, GOODS, "explicit", 0.85) for topic in topics]


def _customers(scan: Scan, first: int, last: int) -> Finding:
    start, end = scan.tokens[first].start, scan.tokens[last - 1].end
    return Finding("ask", "customers", start, end, CLIENTS, "explicit", 0.95)


def _as_customers(scan: Scan, first: int, last: int) -> bool:
    """`Cantine e distillerie come clienti`: does it end with what those who are sought shall be?"""
    for n in range(max(first + 2, last - 3), last):
        mark = scan.marks.get(n)
        if mark is not None and mark.last == last and scan.tokens[n - 1].text in AS:
            return any(topic == "customers" for topic, _ in mark.topics)
    return False


def _of_the_needy(scan: Scan, first: int, last: int) -> bool:
    """`Cantine che hanno bisogno di foto`: are those sought who need what is named?"""
    words = [token.text for token in scan.tokens[first:last]]
    behind = next(
        (n + len(p) for p in NEEDY for n in range(1, len(words)) if tuple(words[n : n + len(p)]) == p),
        next(
            (
                words.index(pronoun, 1) + 1
                for pronoun, *ends in NEEDY_ENDS
                if pronoun in words[1:] and words[-len(ends) :] == ends
            ),
            0,
        ),
    )
    marks = [scan.marks[n] for n in range(first + behind, last) if n in scan.marks] if behind else []
    topics = {topic for mark in marks for topic, _ in mark.topics}
    topics |= set(makers(of(" ".join(words[behind:])))) if behind else set()
    return bool(topics) and topics.isdisjoint(NO_CUSTOMERS)


def _in_whole(scan: Scan, finding: Finding) -> Finding:
    """With the whole item as its evidence: `suppliers of sensors`, `deal flow: robotics and ocean data`."""
    for first, last in sentences(scan.tokens):
        cuts = [n for n in range(first + 1, last) if scan.tokens[n].gap in (",", "/")]
        for begin, end in zip([first, *cuts], [*cuts, last], strict=True):
            start, stop = scan.tokens[_behind_and(scan, begin, end)].start, scan.tokens[end - 1].end
            if start <= finding.start and finding.end <= stop:
                return finding._replace(start=start, end=stop)
    return finding


def _items(scan: Scan, first: int, last: int) -> list[tuple[int, int]]:
    cuts = [n for n in range(first + 1, last) if _breaks(scan, n)]
    return [(_behind_and(scan, a, b), b) for a, b in zip([first, *cuts], [*cuts, last], strict=True)]


def _behind_and(scan: Scan, first: int, last: int) -> int:
    """Where the item begins that an `and` stands before."""
    mark = scan.marks.get(first)
    return mark.last if mark is not None and "and" in mark.kinds and mark.last < last else first


def _breaks(scan: Scan, n: int) -> bool:
    mark = scan.marks.get(n)
    inside = any(m.first < n < m.last for m in scan.marks.values())
    if scan.tokens[n].gap == "," and scan.tokens[n - 1].text in SOMEBODY:
        return False
    return not inside and (scan.tokens[n].gap in ITEM_BREAKS or (mark is not None and "and" in mark.kinds))


def _item(scan: Scan, first: int, last: int, side: str) -> list[Finding]:
    marks = [scan.marks[n] for n in range(first, last) if n in scan.marks]
    if any("neg" in m.kinds for m in marks):
        return []
    good = [m for m in marks if any(use in ("titles", "words", "objects", side + "s") for _, use in m.topics)]
    kept: list[Mark] = _heads(scan, good)
    start, end = scan.tokens[first].start, scan.tokens[last - 1].end
    return [
        Finding(side, topic, start, end, "list", "explicit", 0.95)
        for m in kept
        for topic, use in m.topics
        if use in ("titles", "words", "objects", side + "s")
    ]


def _heads(scan: Scan, marks: list[Mark]) -> list[Mark]:
    """The item's head noun; where it only carries (advice, intro), its field as well."""
    head_first = scan.language in HEAD_FIRST
    before: list[Mark] = []
    for mark in marks:
        previous = before[-1] if before else None
        cut = previous is not None and any(
            n in scan.marks and "prep" in scan.marks[n].kinds for n in range(previous.last, mark.first)
        )
        if cut and previous is not None and not all(t in CARRIERS - FIELDLESS for t, _ in previous.topics):
            break
        before.append(mark)
    if len(before) <= 1:
        return before
    head = before[0] if head_first else before[-1]
    if all(t in FIELDLESS for t, _ in head.topics):
        return [head]
    return before if any(all(t in CARRIERS for t, _ in m.topics) for m in before) else [head]
