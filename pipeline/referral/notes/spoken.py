"""What a text says in plain words, and how much that counts against what the model reads in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.referral.cues import POSTPOSITIONAL
from pipeline.referral.findings import Finding
from pipeline.referral.hiring import HIRES, TALENT, ones
from pipeline.referral.messages import IF
from pipeline.referral.notes.model import SIDES
from pipeline.referral.notes.weigh import TITLES, Weighed, probability
from pipeline.referral.words import sentences

if TYPE_CHECKING:
    from pipeline.referral.lexicon import Scan

SPOKEN = 1.5
"""Log odds."""
OUTRIGHT = 1.0
"""Log odds."""
STATED = 6.0
"""Log odds."""
HIRING = 3.0
"""Log odds."""
TO_US = 7.0
"""Log odds."""
PLAINLY = -4.0
"""Log odds below which no ask is kept for its words alone."""
HALF = 0.5
BESIDES = 4
"""Words at most in the sentence of an ask that is kept for its words alone."""
BETWEEN = 2
"""Words at most before whom one hires that an article or number is among; in Japanese, of which the verb is one."""
RECEIVERS = frozenset("me us mich uns nous nos ci mi mij ons".split())
"""The owner, where somebody gives them something."""
READERS = {
    "de": frozenset("euch dir ihnen".split()),
    "es": frozenset("os te".split()),
    "it": frozenset("vi ti".split()),
    "pt": frozenset("vos te".split()),
}
"""The reader of a message, where the writer does something for them; in these languages the reader who acts is called
otherwise."""
JOINED = {
    "es": ("aros", "arte", "eros", "erte", "iros", "irte"),
    "it": ("arvi", "arti", "ervi", "erti", "irvi", "irti"),
}
"""How infinitives end that hold the reader, behind ABLE: `puedo ayudaros`, `posso darvi`."""
DOING = {
    "en": frozenset("for to with lend show introduce help give teach".split()),
    "fr": frozenset("je on nous peux peut pouvons pour".split()),
    "nl": frozenset("voor met help stel geef leen kan wil".split()),
}
"""What stands before the reader of a message, where the writer does something for them, in languages where the word is
the same for one who acts (`vous faites`, `je vous fais`)."""
ABLE = frozenset("puedo podemos podria podriamos posso possiamo potrei potremmo".split())
SAME = frozenset("you vous jullie je u".split())
TURNING = frozenset(("neg", "past", "was", "done", "if"))
"""Kinds of words by which they may not get it."""
BESIDE = frozenset("me them first third now and ask offer have has be prep with skip".split())
"""Kinds of words that add nothing to what is asked or given: `she herself`, `now`, `a un` before `bureau libre`."""
THINGS = frozenset("workspace logistics travel-mobility suppliers events photo-video audio-music manufacturing".split())
"""Topics of rooms and things that one can lend."""
ARTICLES = frozenset("a an ein eine einen un une uno una um uma een".split())
SUBJECTS = frozenset("er sie ich wir il elle je nous él ella yo ele ela eu lui lei io noi hij zij ze ik we".split())
"""Pronouns that are no cues."""


def spoken_for(one: Weighed, field: str, scan: Scan, outright: float) -> float:
    """What a tag gains that the text says in plain words (log odds).

    `I need a lawyer` in a message, whose writer is the contact: most that the model learned from are notes, where `I`
    is the owner. `needs labourers` (`outright`, see there), where nothing else is said that could mean something else.
    `If you need a van, ours is free`: the model reads the need and not whose it is. `sucht eine Floristin in Vollzeit`,
    `sucht eine Verkäuferin`: it reads the trade. `lends his trailer to neighbours`: things and rooms, where it looks for
    work. `will introduce me to her boss` in a note: what the owner was told they will get; `os hago el cartel` in a
    message is the same.
    """
    rule = one.found
    if rule is None or rule.strength != "explicit" or rule.denied or field in SIDES or field in TITLES:
        return 0.0
    if rule.rule in (IF, HIRES) or (one.side == "offer" and rule.topic in THINGS and _lends(scan, rule)):
        return STATED
    if field == "note" and one.side == "offer" and rule.rule == "says" and _to_owner(scan, rule):
        return TO_US
    if field == "message" and one.side == "offer" and _to_reader(scan, rule):
        return TO_US
    if one.side == "ask" and rule.topic == TALENT and _seeks(scan, rule):
        outright = max(outright, HIRING)
    return outright + (SPOKEN if field == "message" and one.side == "ask" else 0.0)


def _seeks(scan: Scan, rule: Finding, use: str = "objects") -> bool:
    """Is the finding a verb of seeking and, with an article or number, whom one hires (`sucht zwei Kellner`)?

    Not those who may as well help for nothing (`sucht einen Helfer`).
    """
    at = scan.tokens
    inside = [
        mark for mark in scan.marks.values() if rule.start <= at[mark.first].start and at[mark.last - 1].end <= rule.end
    ]
    if len(inside) < 2:
        return False
    if scan.language in POSTPOSITIONAL:
        verb, whom = inside[-1], inside[0]
        near = verb.first - whom.last < BETWEEN and not verb.kinds.isdisjoint(("ask", "asked"))
    else:
        verb, whom = inside[0], inside[-1]
        before = [at[n].text for n in range(max(verb.last, whom.first - BETWEEN), whom.first)]
        near = "ask" in verb.kinds and not ones(scan.language).isdisjoint(before)
    return near and (rule.topic, use) in whom.topics and all(topic != "volunteers" for topic, _ in whom.topics)


def _lends(scan: Scan, rule: Finding) -> bool:
    """Does a verb of lending or letting stand in the sentence of the finding?"""
    lending = [n for n, mark in scan.marks.items() if "lends" in mark.kinds]
    if not lending:
        return False
    first, last = _sentence(scan, rule)
    return any(first <= n < last for n in lending)


def _to_owner(scan: Scan, rule: Finding) -> bool:
    """Is the finding one phrase that says that the owner gets something, and nothing in the text that they do not?"""
    at, words = scan.tokens, frozenset[str]()
    for mark in scan.marks.values():
        if mark.kinds & TURNING:
            return False
        if (at[mark.first].start, at[mark.last - 1].end) == (rule.start, rule.end):
            words = frozenset(token.text for token in at[mark.first : mark.last])
    return not RECEIVERS.isdisjoint(words)


def _to_reader(scan: Scan, rule: Finding) -> bool:
    """Does the sentence of the finding say that the writer does it for the reader, and ask nothing?"""
    at, language = scan.tokens, scan.language
    first, last = _sentence(scan, rule)
    if (last < len(at) and at[last].gap == "?") or (last == len(at) and scan.question):
        return False
    if any(first <= n < last and mark.kinds & TURNING for n, mark in scan.marks.items()):
        return False
    words = [token.text for token in at[first:last]]
    readers, doing, joined = READERS.get(language, ()), DOING.get(language, ()), JOINED.get(language, "\n")
    return any(word in readers for word in words) or any(
        (word in SAME and before in doing) or (word.endswith(joined) and before in ABLE)
        for before, word in pairwise(words)
    )


def _sentence(scan: Scan, rule: Finding) -> tuple[int, int]:
    """First and last+1 token of the sentence in which the finding begins."""
    at = scan.tokens
    return next(s for s in sentences(at) if at[s[0]].start <= rule.start < at[s[1] - 1].end)


def outright_in(scan: Scan, found: Sequence[Finding]) -> float:
    """What a text says that is little more than the words of what is asked and given in it (log odds); the most where it
    is one phrase of the word lists."""
    said = [f for f in found if f.strength == "explicit"]
    if not said or any(f.denied for f in found):
        return 0.0
    if one_phrase(scan) and any(f.rule == "says" for f in said):
        return STATED
    plain = {n for mark in scan.marks.values() if mark.kinds <= BESIDE and not mark.topics for n in range(*mark[:2])}
    nothing_else = all(
        n in plain or token.text in SUBJECTS or any(f.start <= token.start < f.end for f in said)
        for n, token in enumerate(scan.tokens)
    )
    return OUTRIGHT if nothing_else else 0.0


def one_phrase(scan: Scan) -> bool:
    """Is the text one phrase of the word lists, as items of lists mostly are: `Aushilfen`, `a storyteller`?"""
    mark = scan.marks.get(int(len(scan.tokens) > 1 and scan.tokens[0].text in ARTICLES))
    return mark is not None and bool(mark.topics) and mark.last == len(scan.tokens)


def only_ask(scan: Scan, likely: Sequence[tuple[Weighed, float]]) -> list[Finding]:
    """`Wir suchen eine Friseurin`, where nothing else is left of what is asked: who says so seeks somebody, even where the
    model knows no such need."""
    asked = [(odds, one.found) for one, odds in likely if one.side == "ask" and one.found is not None]
    sure = [
        (odds, rule) for odds, rule in asked if odds >= PLAINLY and _seeks(scan, rule, "titles") and _short(scan, rule)
    ]
    if not sure:
        return []
    odds, rule = max(sure, key=lambda both: both[0])
    return [rule._replace(confidence=max(round(probability(odds), 2), HALF))]


def _short(scan: Scan, rule: Finding) -> bool:
    """Does the sentence of the finding say hardly anything else, and go on with nothing but when or for whom?"""
    at = scan.tokens
    first, last = _sentence(scan, rule)
    rest = [n for n in range(first, last) if not rule.start <= at[n].start < rule.end]
    behind = next((n for n in rest if at[n].start >= rule.end), -1)
    goes_on = behind < 0 or (behind in scan.marks and not scan.marks[behind].kinds.isdisjoint(("prep", "with", "now")))
    return goes_on and len(rest) <= BESIDES
