"""Rules and model together: the findings of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.referral.findings import SELF, Finding
from pipeline.referral.lists import CLIENTS, GOODS
from pipeline.referral.notes.model import SIDES, Reading, model
from pipeline.referral.notes.spoken import one_phrase, only_ask, outright_in, spoken_for
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
    r"|(?<=\blui )stesso\b|(?<=\blei )stessa\b"
    r"|\b(?:will|wants to|to) (?:write|e?mail|call|ring)(?: back| soon| again)?(?=\s*(?:[.,;!]|$))",
    re.IGNORECASE,
)
"""Words that say nothing; the model takes what stands beside them for small talk, `she herself` for one who needs nobody,
and who `will write` for a writer."""


def applies(scan: Scan, text: str, field: str) -> bool:
    """Is this a text that the model can judge: more than names, and in titles more than a trade's name?"""
    if not scan.tokens or (field in TITLES and not _tells(scan)) or (field in SIDES and one_phrase(scan)):
        return False
    return bool(scan.marks) or any(word.islower() for word in text.split()) or not text.isascii()


def may_apply(text: str, field: str) -> bool:
    """A quick guess at `applies`, for those who plan the work: in titles, whether breaks or words are many enough."""
    if field not in TITLES:
        return True
    words = text.count(" ") + 1
    return words >= LONG_TITLE or (words >= HEADLINE and not BREAKS.isdisjoint(text))


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

    Denials stay, goods in a list do where nothing else is said in it, and so does what a phrase of the user's says (`own`:
    see Vocabulary). What a list names goes only where hardly anything else speaks for it. `Wine growers who need a tractor`
    are customers, and nothing else is sought there. Who does something for themselves gives it to nobody, whatever the
    model reads.
    """
    if clients := [f for f in found if f.rule == CLIENTS]:
        return [*clients, *(f for f in found if not any(f.start < c.end and c.start < f.end for c in clients))]
    topics, table = model().topics, weights()
    out = [f for f in found if f.denied]
    outright = outright_in(scan, found)
    likely = [
        (one, table.odds(one.features) + spoken_for(one, field, scan, outright))
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
    if field in SIDES and all(f.side != field or (f.rule == RULE and f.strength == "inferred") for f in out):
        out += [f for f in found if f.rule == GOODS and (f.side, f.topic) not in {(o.side, o.topic) for o in out}]
    if field not in SIDES and field not in TITLES and all(f.side != "ask" for f in out):
        out += only_ask(scan, likely)
    return out


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
