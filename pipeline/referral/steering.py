"""Words that turn what a sentence says: negation, the past, somebody else, now, but, found and filled."""

from __future__ import annotations

from pipeline.referral import objects
from pipeline.referral.cues import HEAD_FIRST, POSTPOSITIONAL
from pipeline.referral.findings import CARRIERS, SELF
from pipeline.referral.lexicon import Mark
from pipeline.referral.phrases import FIELDLESS
from pipeline.referral.reading import Cue, Reading, State
from pipeline.referral.words import BREAKS

CUES = frozenset(("ask", "asked", "offer", "offered", "helps", "ignore"))
STEERING = frozenset(("owner", "other", "past", "now", "neg", "neg_after", "self", "but", "done", "and", "prep"))
ONE = frozenset("ein eine einen einem einer un une una uno um uma een".split())
"""Articles that begin something new: `volunteers for the race and a speaker`."""


def steer(r: Reading, s: State, mark: Mark) -> None:
    """What the mark does to the sentence as read so far, before it is a cue or a topic itself."""
    kinds = mark.kinds
    if "owner" in kinds and r.owner_writes:
        s.owners = True
    if "other" in kinds and not _is_object(r, s, mark):
        s.somebody_else = True
    if "past" in kinds and not kinds & CUES:
        s.past_at = mark.first
        s.told_past = "former" not in kinds
        s.told = s.told or s.told_past
        if s.cue is not None and not s.cue.label and not s.phrase:
            objects.close(r, s)
    if "now" in kinds:
        if s.past_at >= 0:
            s.loose.clear()
        s.past_at = -1
        s.somebody_else = False
        s.told = False
        if s.cue is not None and s.cue.side == "":
            s.cue = None
    if "neg" in kinds:
        s.negated_at = mark.last
        if r.scan.language in POSTPOSITIONAL:
            s.loose = [m for m in s.loose if m.first < s.segment]
        denies = _denies(r, mark) if s.cue is None else ""
        if denies:
            objects.name_speaker(r, s, mark)
            s.cue = Cue(denies, mark.first, mark.last, denied=True)
            s.loose.clear()
        if s.cue is not None and s.cue.side and not s.phrase and mark.first - s.cue.last <= 1:
            s.cue.denied = True
    if "neg_after" in kinds and r.found and _just_found(r, mark):
        _deny(r)
    if "self" in kinds and s.cue is not None and s.cue.side == "offer" and not s.cue.label:
        s.cue.denied, s.cue.rule = True, SELF
    if "but" in kinds:
        _contrast(r, s)
    if "done" in kinds:
        _done(r, s, mark)
    if "and" in kinds:
        following = r.scan.tokens[mark.last].text if mark.last < len(r.scan.tokens) else ""
        objects.close(r, s, keep_qualified=following not in ONE)
    elif "prep" in kinds and s.phrase:
        head = s.phrase[0] if r.scan.language in HEAD_FIRST else s.phrase[-1]
        if not all(t in CARRIERS - FIELDLESS for t, _ in head.topics):
            s.qualified = True


def _denies(r: Reading, mark: Mark) -> str:
    """Side of the verb that a negation holds and denies: `sucht keine`, `does not need`, `no longer offers`."""
    if mark.last - mark.first < 2:
        return ""
    root = r.lexicon.exact[r.scan.language]
    entries = [root.get(r.scan.tokens[n].text, {}).get(None) for n in range(mark.first, mark.last)]
    kinds = frozenset[str]().union(*(e.kinds for e in entries if e is not None))
    return next((side for side in ("ask", "offer") if side in kinds), "")


def _is_object(r: Reading, s: State, mark: Mark) -> bool:
    if s.cue is not None and s.cue.side and r.scan.language not in POSTPOSITIONAL:
        return True
    before = r.scan.marks.get(mark.first - 1)
    return before is not None and bool(before.kinds & {"prep", "with"})


def _just_found(r: Reading, mark: Mark) -> bool:
    gap = r.scan.tokens[mark.first].gap
    return gap not in BREAKS and r.scan.tokens[mark.first].start - r.found[-1].end <= 4


def _deny(r: Reading) -> None:
    end = r.found[-1].end
    for n, f in enumerate(r.found):
        if f.end == end:
            r.found[n] = f._replace(denied=not f.denied)


def _contrast(r: Reading, s: State) -> None:
    objects.close(r, s)
    s.negated_at = -99
    s.qualified = False
    if s.cue is not None and s.cue.denied:
        s.cue = Cue(s.cue.side, s.cue.first, s.cue.last, rule=s.cue.rule)


def _done(r: Reading, s: State, mark: Mark) -> None:
    """Found, filled, closed: what was asked in this sentence is asked no longer."""
    if s.cue is not None and s.segment > s.cue.last and not s.cue.label:
        s.phrase = []
    objects.close(r, s)
    begin = r.scan.tokens[s.loose_from].start
    if mark.first - s.opened <= 2 and not s.loose and not any(f.start >= begin for f in r.found):
        begin = r.scan.tokens[r.previous].start
    for n, f in enumerate(r.found):
        if f.side == "ask" and f.start >= begin:
            r.found[n] = f._replace(denied=True)
    s.loose.clear()
    s.cue = Cue("ask", mark.first, mark.last, denied=True, rule="done")
