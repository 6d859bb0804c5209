"""Asks and offers in what people wrote in languages other than English: notes, messages, headlines, cards.

A sentence is read once from left to right. A cue ("sucht", "biete", "を探し") opens or closes a
phrase; the topics in the phrase get its side. Negation, the past, somebody else as the subject, the owner's
own promises and verbs that only tell a story take the phrase out. Inside the phrase the head noun decides:
"volunteers for the food bank" asks for volunteers, not for food.
"""

from __future__ import annotations

from pipeline.referral import bare, objects, steering
from pipeline.referral.cues import POSTPOSITIONAL
from pipeline.referral.findings import CARRIERS, Finding
from pipeline.referral.lexicon import Lexicon, Mark, Scan
from pipeline.referral.objects import RELATIVE
from pipeline.referral.phrases import FIELDLESS
from pipeline.referral.reading import Cue, Reading, State
from pipeline.referral.steering import CUES, STEERING
from pipeline.referral.words import Token, sentences

OBJECT_ARTICLES = frozenset("einen den keinen".split())
"""German articles that only an object has: `einen Steuerberater sucht er`."""
GIVEN = frozenset("提可愿免赠送租供乐")
"""How a Chinese phrase begins that gives although something is sought before; other verbs serve what is sought."""
ANEW = frozenset("neue neuen neues neuer andere anderen anderes nieuwe nieuw andere anders ander".split())
"""`a new one`, which leaves the noun to what was said before."""
HIS = frozenset(("zijn",))
SIDED = frozenset(("ask", "asked", "offer", "offered", "helps"))
PAUSES = frozenset((",", ":", "&", "/", "+"))
INVITATION = frozenset(
    "contact call us let we write email anrufen kontakt contactez contacte contatta bel mail".split()
)


def read(lexicon: Lexicon, scan: Scan, owner_writes: bool = True) -> list[Finding]:
    """Findings in a text of several sentences, denied ones included."""
    r = Reading(lexicon, scan, owner_writes)
    separated = "|" in [t.gap for t in r.scan.tokens]
    for first, last in sentences(r.scan.tokens):
        if r.label is not None and not _label_holds(r, first):
            r.label = None
        _sentence(r, first, last, separated)
    return r.found


def _label_holds(r: Reading, first: int) -> bool:
    assert r.label is not None
    gap = r.scan.tokens[first].gap
    return gap in (";", "|", "(", ")") or (gap == "\n" and first <= r.label.last + 1) or first == r.label.last


def _sentence(r: Reading, first: int, last: int, separated: bool) -> None:
    s = State(opened=first, segment=first, loose_from=first, cue=r.label or _taken_up(r, first))
    begin = len(r.found)
    tokens, marks = r.scan.tokens, r.scan.marks
    at = first
    while at < last:
        if at > first and tokens[at].gap in PAUSES:
            _gap(r, s, tokens[at], at)
        mark = marks.get(at)
        if mark is None:
            at += 1
            continue
        _mark(r, s, mark)
        at = mark.last
    objects.close(r, s)
    _anew(r, s, last)
    r.previous, r.spoken = first, s.spoken or r.spoken
    denied = s.cue if s.cue is not None and s.cue.denied and s.cue.rule != "done" else None
    r.parted = denied or (r.parted if r.scan.tokens[first].gap == "(" else None)
    r.left = list(s.loose) if not s.told else []
    if s.loose and not (s.past_at >= 0 or s.somebody_else or s.owners):
        r.found += bare.read(r.scan, s.loose, (first, last), separated, s.told)
    _ask_back(r, begin, last)


def _anew(r: Reading, s: State, last: int) -> None:
    """`Website noch von 2014. Will eine neue`: what was spoken of is asked for."""
    cue = s.cue
    if cue is None or cue.side != "ask" or cue.label or r.scan.tokens[last - 1].text not in ANEW:
        return
    if last - cue.last > 2 or any(f.start >= r.scan.tokens[cue.first].start for f in r.found):
        return
    for mark in (s.spoken or r.spoken)[-1:]:
        objects.emit(r, mark, cue, 0.8, (mark.first, last))


def _taken_up(r: Reading, first: int) -> Cue | None:
    """`Sucht keine Investoren (Runde ist zu), aber Vertriebspartner`: the denied verb holds for what follows."""
    mark = r.scan.marks.get(first)
    if mark is None or "but" not in mark.kinds or r.parted is None:
        return None
    return Cue(r.parted.side, r.parted.first, first)


def _ask_back(r: Reading, begin: int, last: int) -> None:
    """ "Need a logo? Call us" is an offer: a question that the text itself answers."""
    tokens = r.scan.tokens
    if last >= len(tokens) or tokens[last].gap != "?":
        return
    rest = {t.text for t in tokens[last:]}
    if not rest & INVITATION:
        return
    for n in range(begin, len(r.found)):
        if r.found[n].side == "ask":
            r.found[n] = r.found[n]._replace(side="offer", rule="question")


def _gap(r: Reading, s: State, token: Token, at: int) -> None:
    if token.gap in (",", ":"):
        objects.close(r, s)
        if s.past_at >= s.segment and not s.told_past:
            s.loose = [m for m in s.loose if m.first < s.past_at]
            s.past_at = -1
        s.segment = at
        s.negated_at = -99
        if s.cue is not None and s.cue.side == "" and not s.cue.label:
            s.cue = s.cue if s.cue.rule == "ignore-all" else None
            s.loose_from = at
    else:
        objects.close(r, s, keep_qualified=True)


def _mark(r: Reading, s: State, mark: Mark) -> None:
    kinds = mark.kinds
    side = _label_side(r, mark)
    if side:
        _open_label(r, s, mark, side)
        return
    if mark.topics:
        stated = [(t, use) for t, use in mark.topics if use in ("asks", "offers")]
        if stated and _states(r, s, mark, stated):
            return
    if kinds & STEERING:
        steering.steer(r, s, mark)
    if kinds & CUES and not (s.cue is not None and s.cue.side and (mark.topics or _merely_when(s, mark))):
        _cue(r, s, mark)
    elif mark.topics:
        objects.take(r, s, mark)


def _merely_when(s: State, mark: Mark) -> bool:
    """`Sucht jetzt einen Anwalt`: between the verb and its object `now` says when; alone it tells a trade."""
    return "now" in mark.kinds and not s.phrase


def _label_side(r: Reading, mark: Mark) -> str:
    tokens = r.scan.tokens
    followed = mark.last < len(tokens) and tokens[mark.last].gap == ":"
    bracketed = (
        mark.first == 0 and tokens[0].gap == "(" and mark.last < len(tokens) and tokens[mark.last].gap in (")", "(")
    )
    if not (followed or bracketed):
        return ""
    if "ask_label" in mark.kinds or ("talent", "asks") in mark.topics:
        return "ask"
    return "offer" if "offer_label" in mark.kinds else ""


def _open_label(r: Reading, s: State, mark: Mark, side: str) -> None:
    objects.close(r, s)
    for topic, use in mark.topics:
        if use in ("asks", "offers"):
            objects.add(r, use[:-1], topic, mark.first, mark.last, "label", 0.9, s.cue)
    hiring = ("talent", "asks") in mark.topics
    s.cue = r.label = Cue(side, mark.first, mark.last, rule="list", label=True, hiring=hiring)
    s.loose.clear()


def _states(r: Reading, s: State, mark: Mark, stated: list[tuple[str, str]]) -> bool:
    """A phrase that states an ask or offer by itself; False where an open cue of its own side takes it as object."""
    if s.cue is not None and s.cue.label:
        stated = [(t, u) for t, u in stated if u == s.cue.side + "s"] or stated
    if _asked_for(r, s, mark, stated):
        if not s.phrase or r.scan.language == "zh":
            s.phrase.append(mark._replace(topics=tuple((t, "objects") for t, _ in stated)))
            s.qualified = False
        return True
    side = stated[0][1][:-1]
    objects.name_speaker(r, s, mark)
    objects.close(r, s)
    dead, denied = objects.standing(s, mark)
    cue = Cue("" if dead else side, mark.first, mark.last, denied, "says")
    for topic, use in stated:
        if not dead:
            objects.add(r, use[:-1], topic, mark.first, mark.last, "says", 0.9, cue)
    s.told = True
    if any(topic in CARRIERS - FIELDLESS and topic != "job" for topic, _ in stated):
        s.cue = cue
    elif s.cue is None or not s.cue.label:
        s.cue = Cue("", mark.first, mark.last, rule="swallow")
    s.loose.clear()
    return True


def _asked_for(r: Reading, s: State, mark: Mark, stated: list[tuple[str, str]]) -> bool:
    """`short of sponsors`, `needs volunteers for`: a verb's form that is the noun sought.

    So is the verb of a clause about who is sought: `jemand, der Flyer druckt`.
    """
    if s.cue is None or s.cue.side != "ask" or s.cue.label or any(use != "offers" for _, use in stated):
        return False
    if r.scan.language == "zh" and s.segment <= s.cue.first:
        return r.scan.tokens[mark.first].text not in GIVEN
    return (not s.phrase and objects.adjacent(s, mark)) or objects.in_relative(r, s, mark)


def _cue(r: Reading, s: State, mark: Mark) -> None:
    kinds = mark.kinds
    if _subordinate(r, s, mark) or _his(r, s, mark):
        return
    onward = _goes_on(r, s, mark)
    if onward or not kinds & {"asked", "offered"}:
        objects.name_speaker(r, s, mark)
    s.told = True
    if "ignore" in kinds and not kinds & SIDED:
        if "at" in kinds and s.cue is not None and s.cue.side:
            s.qualified = bool(s.phrase)
            return
        objects.close(r, s)
        s.cue = Cue("", mark.first, mark.last, rule="ignore")
        return
    before = ("asked" in kinds or "offered" in kinds) and not onward
    if before and (s.loose or r.scan.language in POSTPOSITIONAL or not kinds & {"ask", "offer", "helps"}):
        _take_before(r, s, mark, "ask" if "asked" in kinds else "offer")
        return
    objects.name_speaker(r, s, mark)
    objects.close(r, s)
    dead, denied = objects.standing(s, mark)
    side = "ask" if "ask" in kinds else "offer"
    s.cue = Cue("" if dead else side, mark.first, mark.last, denied, helps="helps" in kinds and "ask" not in kinds)
    s.qualified = False
    s.loose.clear()
    s.loose_from = mark.last


def _his(r: Reading, s: State, mark: Mark) -> bool:
    """`verhuurt zijn zaal`: right behind a verb `zijn` is no verb."""
    return s.cue is not None and mark.first == s.cue.last > 0 and r.scan.tokens[mark.first].text in HIS


def _goes_on(r: Reading, s: State, mark: Mark) -> bool:
    """`Pflegedienst sucht Software`, `Imkerin, sucht Gläser`: the object follows the verb; what stands before seeks it."""
    if r.scan.language in POSTPOSITIONAL or mark.topics or not mark.kinds & {"ask", "offer"}:
        return False
    if mark.first == s.segment and r.scan.tokens[mark.first].gap == ",":
        return True
    if s.loose and s.loose[0].first > s.segment and r.scan.tokens[s.loose[0].first - 1].text in OBJECT_ARTICLES:
        return False
    following = objects.next_topic(r, mark.last)
    return following is not None and not objects.preposition_between(r, mark.last, following.first)


def _subordinate(r: Reading, s: State, mark: Mark) -> bool:
    """`a designer to help me set up a site`, `someone who does payroll`, `wants help with`: still what is sought."""
    if s.cue is None or s.cue.side != "ask" or s.cue.label or r.scan.language in POSTPOSITIONAL:
        return False
    if "ask" in mark.kinds or not mark.kinds & {"offer", "helps"} or s.segment > s.cue.first:
        return False
    before = r.scan.tokens[mark.first - 1].text
    serial = r.scan.language == "zh" and r.scan.tokens[mark.first].text not in GIVEN
    if objects.adjacent(s, mark) and not s.phrase and not serial:
        return False
    if (before not in RELATIVE.get(r.scan.language, ()) and not serial) or mark.first < s.cue.last:
        return False
    if s.phrase:
        s.qualified = True
    else:
        s.cue.last = mark.last
    return True


def _take_before(r: Reading, s: State, mark: Mark, side: str) -> None:
    """The cue stands behind its object: "Praktikanten gesucht", "翻訳者を探しています"."""
    if s.cue is not None and s.segment > s.cue.last and not s.cue.label:
        s.loose, s.phrase = [*s.loose, *s.phrase], []
    objects.close(r, s)
    dead, denied = objects.standing(s, mark)
    if not dead and not s.loose and side == "ask":
        _resume(r, s, mark, denied)
    if not dead and s.loose:
        cue = Cue(side, s.loose[0].first, mark.last, denied)
        for group in objects.groups(r, s.loose):
            for head, weight in objects.heads(r, group):
                objects.emit(r, head, cue, weight, (min(head.first, mark.first), max(head.last, mark.last)))
    s.loose.clear()
    s.loose_from = mark.last
    s.cue = None


def _resume(r: Reading, s: State, mark: Mark, denied: bool) -> None:
    """`ホームページが10年前のまま。作り直したい`: the object was named in the sentence before."""
    if s.spoken or mark.first - s.opened > 1 or not r.left:
        return
    cue = Cue("ask", mark.first, mark.last, denied)
    begin = r.scan.tokens[r.left[0].first].start
    r.found = [f for f in r.found if f.start < begin or f.rule not in ("skill", "role")]
    for head, weight in objects.heads(r, r.left):
        objects.emit(r, head, cue, 0.8 * weight, (head.first, mark.last))
    r.left = []
