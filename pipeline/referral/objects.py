"""Noun phrases behind and before a cue: where they end, what their head is, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.referral import bare
from pipeline.referral.cues import HEAD_FIRST, POSTPOSITIONAL
from pipeline.referral.findings import CARRIERS, Finding
from pipeline.referral.lexicon import HOLDS, Mark
from pipeline.referral.phrases import FIELDLESS
from pipeline.referral.reading import Cue, Reading, State
from pipeline.referral.words import BREAKS

NEGATION_REACH = 5
"""How many tokens before a cue a negation still counts."""
EXPLICIT = "explicit"
RELATIVE = {
    "de": frozenset("der die das zu um mit".split()),
    "fr": frozenset("qui pour avec".split()),
    "es": frozenset("que para con".split()),
    "pt": frozenset("que para com".split()),
    "it": frozenset("che per con".split()),
    "nl": frozenset("die dat om te met".split()),
}
"""Words that open a clause about what is sought: `a designer who ...`."""
ARTICLES = {
    "fr": frozenset("le la les l son sa ses leur leurs".split()),
    "es": frozenset("el la los las su sus".split()),
    "pt": frozenset("o a os as seu sua".split()),
    "it": frozenset("il lo la i gli le l".split()),
}
"""What is known already, or is somebody's: nothing that is sought or given."""
HEAD_LAST = frozenset({"de", "nl", "zh"})
WORK = frozenset({"job", "internship"})
AS = "als"
"""Behind the work that is sought stands what the seeker is: `eine Stelle als Entwickler`."""


def name_speaker(r: Reading, s: State, mark: Mark) -> None:
    """Who speaks, before what is sought or given: `Patent attorney, wants more clients`."""
    if not s.loose or s.told or s.cue is not None or s.somebody_else or s.owners or s.past_at >= 0:
        return
    if r.scan.language in POSTPOSITIONAL or r.scan.language == "zh":
        return
    roles = [m for m in s.loose if any(use == "titles" for _, use in m.topics)]
    begin = s.loose_from
    if begin == s.segment or r.scan.tokens[s.segment].gap == ",":
        r.found += bare.read(r.scan, roles, (begin, mark.first), False, False)


def take(r: Reading, s: State, mark: Mark) -> None:
    """A topic: part of the open phrase, or kept for a cue that may follow."""
    s.spoken.append(mark)
    if s.cue is None or _turns(r, s, mark):
        s.loose.append(mark)
    elif s.cue.side and not s.qualified and _listed(r, s, mark):
        if s.cue.helps and not s.phrase and mark.first - s.cue.last <= 1 and _more_follows(r, mark):
            return
        s.phrase.append(mark)


def _turns(r: Reading, s: State, mark: Mark) -> bool:
    """Behind a comma an article says that something else is spoken of: `makes cheese, the labels are ugly`."""
    assert s.cue is not None
    if s.cue.label or s.segment <= s.cue.first:
        return False
    return r.scan.tokens[s.segment].text in ARTICLES.get(r.scan.language, ()) and s.segment < mark.first


def _listed(r: Reading, s: State, mark: Mark) -> bool:
    """Behind a comma only a bare noun phrase goes on with the list: not `own ads got nobody`."""
    if s.cue is None or s.cue.label or s.segment <= s.cue.first or r.scan.language not in HEAD_LAST:
        return True
    tokens = r.scan.tokens
    if mark.first - s.segment > 3:
        return False
    if tokens[s.segment].text in RELATIVE.get(r.scan.language, ()) and not s.phrase:
        return True
    if mark.last >= len(tokens) or tokens[mark.last].gap not in HOLDS:
        return True
    following = r.scan.marks.get(mark.last)
    return following is not None and bool(following.topics or following.kinds & {"and", "prep", "with"})


def _more_follows(r: Reading, mark: Mark) -> bool:
    """`helps restaurants with their taxes`: the first noun is who is helped."""
    tokens, n = r.scan.tokens, mark.last
    while n < len(tokens) and tokens[n].gap not in BREAKS:
        later = r.scan.marks.get(n)
        if later is not None and later.topics:
            return True
        if later is not None and later.kinds & {"and"}:
            return False
        n += 1
    return False


def groups(r: Reading, marks: list[Mark]) -> Iterator[list[Mark]]:
    """Noun phrases among marks before a cue: split where a conjunction, comma or postposition stands between."""
    group: list[Mark] = []
    for mark in marks:
        if group and _apart(r, group[-1].last, mark.first):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _apart(r: Reading, first: int, last: int) -> bool:
    between = range(first, last)
    if any(r.scan.tokens[n].gap in (",", "&", "/") for n in range(first, last + 1)):
        return True
    return any(n in r.scan.marks and r.scan.marks[n].kinds & {"and", "prep"} for n in between)


def close(r: Reading, s: State, keep_qualified: bool = False) -> None:
    """Ends the noun phrase: its head becomes a finding."""
    if s.phrase and s.cue is not None:
        for head, weight in heads(r, s.phrase):
            emit(r, head, s.cue, weight, (s.cue.first, head.last))
    s.phrase = []
    if not keep_qualified:
        s.qualified = False


def heads(r: Reading, phrase: list[Mark]) -> list[tuple[Mark, float]]:
    """The head of a noun phrase; with a head that only carries (advice, intro) its field too."""
    if len(phrase) == 1:
        return [(phrase[0], 1.0)]
    if (work := _work_as(r, phrase)) is not None:
        return [(work, 1.0), *((mark, 0.9) for mark in phrase if mark is not work)]
    head = phrase[0] if r.scan.language in HEAD_FIRST else phrase[-1]
    if head is not phrase[0] and all(t == "introductions" for t, _ in phrase[0].topics):
        return [(head, 1.0), (phrase[0], 0.8)]
    if all(t in FIELDLESS for t, _ in head.topics):
        return [(head, 1.0)]
    if all(t in CARRIERS for t, _ in head.topics):
        others = [m for m in phrase if m is not head]
        keep = [] if all(t in ("consulting", "partnerships") for t, _ in head.topics) else [(head, 1.0)]
        return [(m, 0.9) for m in others] + keep
    return [(head, 1.0)]


def _work_as(r: Reading, phrase: list[Mark]) -> Mark | None:
    """The work of which the rest of the phrase only tells the trade."""
    tokens = r.scan.tokens
    for mark in phrase[:-1]:
        if any(topic in WORK for topic, _ in mark.topics) and tokens[mark.last].text == AS:
            return mark
    return None


def emit(r: Reading, mark: Mark, cue: Cue, weight: float, span: tuple[int, int]) -> None:
    """The topics of a head become findings, as far as they may be meant on the cue's side."""
    allowed = {"titles", "words", "objects", cue.side + "s"}
    for topic, use in mark.topics:
        if topic == "customers" and cue.side == "offer" and use != "offers":
            continue  # who takes `two more clients` is nobody's client
        if use in allowed and not (cue.hiring and topic in ("job", "talent", "internship", "operations")):
            add(r, cue.side, topic, *span, cue.rule, 0.85 * weight, cue)


def add(
    r: Reading, side: str, topic: str, first: int, last: int, rule: str, confidence: float, cue: Cue | None
) -> None:
    """One finding, with tokens first..last-1 as its evidence."""
    tokens = r.scan.tokens
    denied = cue is not None and cue.denied
    r.found.append(Finding(side, topic, tokens[first].start, tokens[last - 1].end, rule, EXPLICIT, confidence, denied))


def next_topic(r: Reading, at: int) -> Mark | None:
    """The first topic from token `at` on in the same stretch between commas."""
    tokens = r.scan.tokens
    while at < len(tokens) and tokens[at].gap in HOLDS:
        mark = r.scan.marks.get(at)
        if mark is not None and mark.topics:
            return mark
        at = mark.last if mark is not None else at + 1
    return None


def preposition_between(r: Reading, first: int, last: int) -> bool:
    """Does a preposition stand among tokens first..last-1?"""
    return any("prep" in r.scan.marks[n].kinds for n in range(first, last) if n in r.scan.marks)


def in_relative(r: Reading, s: State, mark: Mark) -> bool:
    """Does the mark stand in a clause about who is sought: `jemand, der ...`, `bedrijf dat ...`?"""
    words = RELATIVE.get(r.scan.language, frozenset())
    assert s.cue is not None
    if s.segment > s.cue.last:
        return r.scan.tokens[s.segment].text in words
    return any(r.scan.tokens[n].text in words for n in range(s.cue.first, mark.first))


def adjacent(s: State, mark: Mark) -> bool:
    """The mark follows the open cue, an article or adjective between."""
    assert s.cue is not None
    return s.segment <= s.cue.first and 0 <= mark.first - s.cue.last <= 1 and mark.first > s.cue.first


def standing(s: State, mark: Mark) -> tuple[bool, bool]:
    """(nothing of the contact's, denied) for a cue at this place."""
    past = s.past_at >= s.segment
    if s.past_at >= 0 and not past:
        s.past_at = -1
    denied = mark.first - s.negated_at <= NEGATION_REACH
    return s.somebody_else or s.owners or (past and not denied), denied or past
