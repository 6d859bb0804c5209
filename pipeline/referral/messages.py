"""Who speaks of whom: `My colleague will join, he is a developer`, `Are you still looking for an accountant?` In a message
the writer is the contact and the reader the owner, so neither is the contact's. A note may be the owner's about the contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Scan
from pipeline.referral.tables import table
from pipeline.referral.words import BREAKS, folded_words, sentences

Phrase = tuple[str, ...]
Span = tuple[int, int]
"""First and last+1 token, or character."""
BEGINNING = BREAKS | {",", ":"}
"""Gaps behind which a clause begins."""
CLAUSES = frozenset((",", ":"))
IF = "if"
"""The rule of what the writer offers in case the reader needs it."""
JOINING = frozenset(("and", "but", "because"))


class _Words(NamedTuple):
    """The lists of a language, each phrase as its tokens."""

    always: tuple[Phrase, ...]
    they: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    first: tuple[Phrase, ...]
    own: tuple[Phrase, ...]
    asked: tuple[Phrase, ...]
    if_: tuple[Phrase, ...]
    you: tuple[Phrase, ...]
    knows: tuple[Phrase, ...]
    between: tuple[Phrase, ...]


@cache
def _words(language: str) -> _Words:
    lists: dict[str, str] = table("messages.yaml").get(language, {})
    return _Words(
        *(
            tuple(
                folded_words(phrase.strip()) for phrase in lists.get(name.rstrip("_"), "").split(",") if phrase.strip()
            )
            for name in _Words._fields
        )
    )


def writers_own(scan: Scan, text: str) -> str:
    """The message without what it says of third persons, which is blanked: places in it stay as they are."""
    for start, end in _characters(scan, _of_others(scan)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def without_others(scan: Scan, found: Sequence[Finding]) -> list[Finding]:
    """The findings without what third persons ask or give, and without what the reader is asked to be looking for."""
    others = list(_characters(scan, _of_others(scan)))
    asked = list(_characters(scan, _readers_asks(scan)))
    return [
        f
        for f in found
        if not any(start <= f.start < end for start, end in others)
        and not (f.side == "ask" and any(start <= f.start < end for start, end in asked))
    ]


def offered_if(scan: Scan, found: Sequence[Finding]) -> list[Finding]:
    """The findings of a message, with what the reader may need as the writer's offer: `Si vous cherchez un comptable,
    je suis là`. English grammar (english/) knows that by itself."""
    needs = list(_characters(scan, _readers_needs(scan)))
    return [
        f._replace(side="offer", rule=IF)
        if f.side == "ask" and not f.denied and any(start <= f.start < end for start, end in needs)
        else f
        for f in found
    ]


def without_owners(scan: Scan, found: Sequence[Finding]) -> list[Finding]:
    """The findings in a note without what its writer seeks: `He has a café. I'm looking for a plumber.`

    A note in the first person alone is the contact's own words, such as an answer on a form. One that began with
    `he` or `she` is the owner's about the contact, and so `I` is the owner there.
    """
    if not any(f.side == "ask" for f in found):
        return list(found)
    owners = list(_characters(scan, _owners_sentences(scan)))
    return [f for f in found if f.side != "ask" or not any(start <= f.start < end for start, end in owners)]


def _owners_sentences(scan: Scan) -> Iterator[Span]:
    """From `I` to the end of its sentence, where that sentence or one before began with `he` or `she`."""
    words = _words(scan.language)
    about = False
    for first, last in sentences(scan.tokens):
        who = _at(scan, first, words.always) or _at(scan, first, words.they)
        about = about or bool(who and not _at(scan, first + who, words.unless))
        own = next((n for n in range(first, last) if _at(scan, n, words.own)), last)
        if about and own < last:
            yield own, last


def _characters(scan: Scan, spans: Iterator[Span]) -> Iterator[Span]:
    for first, last in spans:
        yield scan.tokens[first].start, scan.tokens[last - 1].end


def _of_others(scan: Scan) -> Iterator[Span]:
    """Tokens from `he` or `she` to the end of the sentence, or to where the writer speaks of themselves again."""
    words = _words(scan.language)
    for first, last in sentences(scan.tokens):
        at = first
        while at < last:
            who = _at(scan, at, words.always) or (_at(scan, at, words.they) if _begins(scan, at, first) else 0)
            if not who or _at(scan, at + who, words.unless):
                at += 1
                continue
            end = next((n for n in range(at + who, last) if _at(scan, n, words.first)), last)
            yield at, end
            at = end


def _readers_asks(scan: Scan) -> Iterator[Span]:
    """Sentences that ask or say what the reader looks for; not `if you need a website`."""
    words = _words(scan.language)
    for first, last in sentences(scan.tokens):
        for at in range(first, last):
            if _at(scan, at, words.asked) and not any(_at(scan, n, words.if_) for n in range(first, at)):
                end = next((n for n in range(at, last) if _at(scan, n, words.first)), last)
                yield first, end
                break


def _readers_needs(scan: Scan) -> Iterator[Span]:
    """From `if` to the end of its clause where that speaks of the reader; not `if you know a plumber`."""
    words = _words(scan.language)
    for first, last in sentences(scan.tokens):
        for at in range(first, last):
            if not _at(scan, at, words.if_):
                continue
            end = next((n for n in range(at + 1, last) if scan.tokens[n].gap in CLAUSES), last)
            clause = range(at, end)
            told = any(_at(scan, n, words.you) for n in clause) and not any(_at(scan, n, words.knows) for n in clause)
            if told:
                yield at, end


def _begins(scan: Scan, at: int, first: int) -> bool:
    """Does a clause begin here: behind a comma, or `and`?"""
    if at == first or scan.tokens[at].gap in BEGINNING:
        return True
    before = scan.marks.get(at - 1)
    return before is not None and not JOINING.isdisjoint(before.kinds)


def _at(scan: Scan, at: int, phrases: tuple[Phrase, ...]) -> int:
    """How many tokens the longest of the phrases has that stands here; between its words adverbs may stand; 0 for none."""
    text = scan.tokens[at].text if at < len(scan.tokens) else ""
    return max((_length(scan, at, phrase) for phrase in phrases if phrase[0] == text), default=0)


def _length(scan: Scan, at: int, phrase: Phrase) -> int:
    tokens, n, found = scan.tokens, at, 0
    adverbs = _words(scan.language).between
    while n < len(tokens) and found < len(phrase):
        text = tokens[n].text
        if text == phrase[found]:
            found += 1
        elif not found or (text,) not in adverbs:
            return 0
        n += 1
    return n - at if found == len(phrase) else 0
