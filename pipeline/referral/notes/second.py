"""Rules and model together: the findings of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.referral.findings import SELF, Finding
from pipeline.referral.hiring import HIRES, TALENT, ones
from pipeline.referral.lists import GOODS
from pipeline.referral.messages import IF
from pipeline.referral.notes.model import SIDES, Reading, model
from pipeline.referral.notes.weigh import TITLES, Weighed, candidates, probability, weights
from pipeline.referral.stems import stem
from pipeline.referral.words import CJK, folded_words, sentences

if TYPE_CHECKING:
    from pipeline.referral.lexicon import Scan

Own = Mapping[str, Sequence[tuple[str, str]]]
NONE: Own = MappingProxyType({})
RULE = "read"
"""The rule of tags that the model alone found."""
SAID = {"ask": "Asks: ", "offer": "Offers: "}
"""What stands before an item of a list, so that the model knows what the column said."""
PLAIN = 0.8
"""From here on what the model alone reads counts as said, below as meant."""
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
"""Words at most between a verb of seeking and whom one hires."""
RECEIVERS = frozenset("me us mich uns nous nos ci mi mij ons".split())
"""The owner, where somebody gives them something."""
TURNING = frozenset(("neg", "past", "was", "done", "if"))
"""Kinds of words by which they may not get it."""
BESIDE = frozenset("me them first third now and ask offer have has be prep with skip".split())
"""Kinds of words that add nothing to what is asked or given: `she herself`, `now`, `a un` before `bureau libre`."""
THINGS = frozenset("workspace logistics travel-mobility suppliers events photo-video audio-music manufacturing".split())
"""Topics of rooms and things that one can lend."""
ARTICLES = frozenset("a an ein eine einen un une uno una um uma een".split())
SUBJECTS = frozenset("er sie ich wir il elle je nous él ella yo ele ela eu lui lei io noi hij zij ze ik we".split())
"""Pronouns that are no cues."""
LISTED = -1.75
"""Log odds below which a word in a list is no item of it: `Flu jabs for staff` offers nobody's work."""
LONG_TITLE = 12
"""Words from which on a title tells more than a trade or two; the model adds nothing to shorter ones."""
HEADLINE = 6
"""The same of a title with breaks in it, as headlines have them (`Ghostwriter for founders | 2 slots open`)."""
BREAKS = frozenset("|.?:;")
_CJK = re.compile(f"[{CJK}]")
_ASIDE = re.compile(
    r"\b(?:übrigens|by the way|btw|au fait|por cierto|aliás|a proposito|trouwens)\b,?"
    r"|(?<=\ber )(?:selbst|selber)\b|(?<=\bsie )(?:selbst|selber)\b|(?<=\bich )(?:selbst|selber)\b"
    r"|(?<=\bhe )himself\b|(?<=\bshe )herself\b|(?<=\bhij )zelf\b|(?<=\bzij )zelf\b|(?<=\bze )zelf\b"
    r"|(?<=\bél )mismo\b|(?<=\bella )misma\b|(?<=\bele )(?:mesmo|próprio)\b|(?<=\bela )(?:mesma|própria)\b"
    r"|(?<=\blui )stesso\b|(?<=\blei )stessa\b",
    re.IGNORECASE,
)
"""Words that say nothing; the model takes what stands beside them for small talk, and `she herself` for one who needs
nobody."""


def applies(scan: Scan, text: str, field: str) -> bool:
    """Is this a text that the model can judge: more than names, and in titles more than a trade's name?"""
    if not scan.tokens or (field in TITLES and not _tells(scan)) or (field in SIDES and _known(scan)):
        return False
    return bool(scan.marks) or any(word.islower() for word in text.split()) or not text.isascii()


def may_apply(text: str, field: str) -> bool:
    """A quick guess at `applies`, for those who plan the work: in titles, whether breaks or words are many enough."""
    if field not in TITLES:
        return True
    words = text.count(" ") + 1
    return words >= LONG_TITLE or (words >= HEADLINE and not BREAKS.isdisjoint(text))


def _known(scan: Scan) -> bool:
    """Is the text one phrase of the word lists, as items of lists mostly are: `Aushilfen`, `a storyteller`?"""
    mark = scan.marks.get(int(len(scan.tokens) > 1 and scan.tokens[0].text in ARTICLES))
    return mark is not None and bool(mark.topics) and mark.last == len(scan.tokens)


def _tells(scan: Scan) -> bool:
    """Does the title tell more than a trade or two?"""
    if len(scan.tokens) < HEADLINE:
        return False
    length = sum(0.5 if _CJK.match(token.text) else 1.0 for token in scan.tokens)  # two characters make a word
    return length >= LONG_TITLE or (length >= HEADLINE and any(token.gap in BREAKS for token in scan.tokens[1:]))


def read(texts: Sequence[tuple[str, str]]) -> list[Reading]:
    """What the model reads in each (field, text)."""
    return model().read([SAID.get(field, "") + _ASIDE.sub(_blank, text) for field, text in texts])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def weighed(
    scan: Scan, found: Sequence[Finding], reading: Reading, text: str, field: str, own: Own = NONE
) -> list[Finding]:
    """What holds of `found` and of what the model read in the text.

    Denials stay, goods in a list do where nothing else is left of it, and so does what a phrase of the user's (`own`: see Vocabulary) says. What a list names goes only where
    hardly anything else speaks for it. Who does something for themselves gives it to nobody, whatever the model reads.
    """
    topics, table = model().topics, weights()
    out = [f for f in found if f.denied]
    outright = _outright(scan, found)
    likely = [
        (one, table.odds(one.features) + _spoken_for(one, field, scan, outright))
        for one in candidates(scan, found, reading.odds, topics, field)
    ]
    told = max((odds for one, odds in likely if field not in SIDES or field == one.side), default=0.0) >= table.first
    for one, odds in likely:
        rule = one.found if one.found is not None and not one.found.denied else None
        if one.found is not None and one.found.denied and one.found.rule == SELF:
            continue
        if rule is not None and _says(rule, text, own.get(rule.topic, ())):
            out.append(rule)
        elif (rule is not None and field in SIDES and odds >= LISTED) or (
            told and odds >= table.least and (field not in SIDES or field == one.side)
        ):
            sure = round(probability(odds), 2)
            out.append(_finding(one, reading, scan, field, sure))
    out += [f for f in found if f.topic not in topics and not f.denied]
    if field in SIDES and all(f.side != field for f in out):
        out += [f for f in found if f.rule == GOODS]
    if field not in SIDES and field not in TITLES and all(f.side != "ask" for f in out):
        out += _only_ask(scan, likely)
    return out


def _only_ask(scan: Scan, likely: Sequence[tuple[Weighed, float]]) -> list[Finding]:
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
    first, last = next(s for s in sentences(at) if at[s[0]].start <= rule.start < at[s[1] - 1].end)
    rest = [n for n in range(first, last) if not rule.start <= at[n].start < rule.end]
    behind = next((n for n in rest if at[n].start >= rule.end), -1)
    goes_on = behind < 0 or (behind in scan.marks and not scan.marks[behind].kinds.isdisjoint(("prep", "with", "now")))
    return goes_on and len(rest) <= BESIDES


def _spoken_for(one: Weighed, field: str, scan: Scan, outright: float) -> float:
    """What a tag gains that the text says in plain words (log odds).

    `I need a lawyer` in a message, whose writer is the contact: most that the model learned from are notes, where `I`
    is the owner. `needs labourers` (`outright`, see there), where nothing else is said that could mean something else.
    `If you need a van, ours is free`: the model reads the need and not whose it is. So do `sucht eine Floristin in Vollzeit` and other words
    on how somebody is to be employed, `sucht eine Verkäuferin`, whose trade the model reads, and `lends his trailer to neighbours`: things and rooms, where the model looks for work.
    `will introduce me to her boss` in a note: what the owner was told they will get.
    """
    rule = one.found
    if rule is None or rule.strength != "explicit" or rule.denied or field in SIDES or field in TITLES:
        return 0.0
    if rule.rule in (IF, HIRES) or (one.side == "offer" and rule.topic in THINGS and _lends(scan, rule)):
        return STATED
    if field == "note" and one.side == "offer" and rule.rule == "says" and _to_owner(scan, rule):
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
    verb, whom = next((m for m in inside if "ask" in m.kinds), None), inside[-1] if inside else None
    if verb is None or whom is None or whom.first <= verb.first or at[verb.last].text not in ones(scan.language):
        return False
    named = (rule.topic, use) in whom.topics and all(topic != "volunteers" for topic, _ in whom.topics)
    return named and whom.first - verb.last <= BETWEEN


def _lends(scan: Scan, rule: Finding) -> bool:
    """Does a verb of lending or letting stand in the sentence of the finding?"""
    at = scan.tokens
    lending = [n for n, mark in scan.marks.items() if "lends" in mark.kinds]
    if not lending:
        return False
    first, last = next(s for s in sentences(at) if at[s[0]].start <= rule.start < at[s[1] - 1].end)
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


def _outright(scan: Scan, found: Sequence[Finding]) -> float:
    """What a text says that is little more than the words of what is asked and given in it (log odds); the most where it
    is one phrase of the word lists."""
    said = [f for f in found if f.strength == "explicit"]
    if not said or any(f.denied for f in found):
        return 0.0
    if _known(scan) and any(f.rule == "says" for f in said):
        return STATED
    plain = {n for mark in scan.marks.values() if mark.kinds <= BESIDE and not mark.topics for n in range(*mark[:2])}
    nothing_else = all(
        n in plain or token.text in SUBJECTS or any(f.start <= token.start < f.end for f in said)
        for n, token in enumerate(scan.tokens)
    )
    return OUTRIGHT if nothing_else else 0.0


def _says(found: Finding, text: str, phrases: Sequence[tuple[str, str]]) -> bool:
    """Do the words of the finding hold one of the phrases (language, phrase), however inflected?"""
    words = set(folded_words(text[found.start : found.end])) if phrases else set()
    for language, phrase in phrases:
        stems = {stem(word, language) for word in words}
        parts = folded_words(phrase)
        if parts and all(stem(part, language) in stems for part in parts):
            return True
    return False


def _finding(one: Weighed, reading: Reading, scan: Scan, field: str, sure: float) -> Finding:
    if one.found is not None and not one.found.denied:
        return one.found._replace(confidence=max(sure, one.found.confidence) if field in SIDES else sure)
    start, end = _words(one, reading, scan, len(SAID.get(field, "")))
    strength = "explicit" if sure >= PLAIN and field not in TITLES else "inferred"
    return Finding(one.side, one.topic, start, end, RULE, strength, sure)


def _words(one: Weighed, reading: Reading, scan: Scan, before: int) -> tuple[int, int]:
    """The sentence that says it most. `before`: characters that the model read before the text."""
    row, column = SIDES.index(one.side), model().topics.index(one.topic)
    return max(_spans(scan), key=lambda span: reading.weight(row, column, span[0] + before, span[1] + before))


def _spans(scan: Scan) -> Iterator[tuple[int, int]]:
    tokens = scan.tokens
    for first, last in sentences(tokens):
        yield tokens[first].start, tokens[last - 1].end
