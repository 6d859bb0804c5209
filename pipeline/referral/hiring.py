"""Whom somebody wants to employ: `sucht eine Floristin in Vollzeit`, `needs a milker, part time`.

The word lists know most trades by what they do, which is what is sought of somebody who works for others; how somebody is
to be employed says that they are hired.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Mark, Scan
from pipeline.referral.tables import table
from pipeline.referral.words import folded_words, sentences

HIRES = "hires"
"""The rule of whom somebody wants to employ."""
TALENT = "talent"
WORK = frozenset(("job", "internship"))
FREELANCE = frozenset(
    """finance-advisory accounting-tax legal consulting coaching translation software-development web-development data-ai
    marketing operations project-management speaking""".split()
)
"""What people do for others by the hour or day: `a CFO two days a week`."""
NEAR = 4
"""Words between the verb and how somebody is to be employed at most, the article apart."""


class _Words(NamedTuple):
    """The lists of a language, each phrase as its tokens."""

    terms: tuple[tuple[str, ...], ...]
    seasons: tuple[tuple[str, ...], ...]
    ones: frozenset[str]


@cache
def _words(language: str) -> _Words:
    lists: dict[str, str] = table("hiring.yaml").get(language, {})
    terms, seasons, before = (
        [p.strip() for p in lists.get(name, "").split(",") if p.strip()] for name in _Words._fields
    )
    return _Words(
        tuple(folded_words(p) for p in terms),
        tuple(folded_words(p) for p in seasons),
        frozenset(word for p in before for word in folded_words(p)),
    )


def ones(language: str) -> frozenset[str]:
    """Articles and numbers before those who are sought."""
    return _words(language).ones


def hired(scan: Scan, found: Sequence[Finding]) -> list[Finding]:
    """The findings, with whom the text says is to be employed as somebody to hire."""
    if not _words(scan.language).terms:
        return list(found)
    out = list(found)
    for first, last in sentences(scan.tokens):
        begin, end = scan.tokens[first].start, scan.tokens[last - 1].end
        said = [f for f in found if f.side == "ask" and begin <= f.start < end]
        if any(f.denied or f.topic in WORK or f.topic in FREELANCE for f in said):
            continue
        span = _whom(scan, first, last, said)
        if span is not None:
            out.append(Finding("ask", TALENT, *span, HIRES, "explicit", 0.9))
    return out


def _whom(scan: Scan, first: int, last: int, said: Sequence[Finding]) -> tuple[int, int] | None:
    """The words of the sentence that name whom it says is to be employed."""
    words = _words(scan.language)
    known = next(((f.start, f.end) for f in said if f.topic == TALENT), None)
    if known is not None and _place(scan, first, last, (*words.terms, *words.seasons)) >= 0:
        return known
    at = _place(scan, first, last, words.terms)
    if at < 0:
        return None
    return next(((f.start, f.end) for f in said if _names_trade(scan, f)), None) or _sought(scan, first, at)


def _place(scan: Scan, first: int, last: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """The token where one of the phrases begins, -1 for none."""
    words = [token.text for token in scan.tokens[first:last]]
    for n in range(len(words)):
        for phrase in phrases:
            if len(words) - n >= len(phrase) and all(map(_same, words[n:], phrase)):
                return first + n
    return -1


def _same(word: str, one: str) -> bool:
    return word == one or (one == "0" and word.isdigit())


def _names_trade(scan: Scan, found: Finding) -> bool:
    """Do the words of the finding name what somebody is by trade?"""
    return any(
        (found.topic, "titles") in mark.topics and scan.tokens[mark.first].start >= found.start
        for mark in scan.marks.values()
        if scan.tokens[mark.last - 1].end <= found.end
    )


def _sought(scan: Scan, first: int, at: int) -> tuple[int, int] | None:
    """Place of the verb and of somebody unknown to the word lists who is sought with it: `sucht eine Melkerin`."""
    tokens, ones = scan.tokens, _words(scan.language).ones
    for mark in scan.marks.values():
        if not first <= mark.first < mark.last < at or "ask" not in mark.kinds or not at - mark.last <= NEAR + 1:
            continue
        between = [m for n, m in scan.marks.items() if mark.last <= n < at]
        if tokens[mark.last].text in ones and at - mark.last > 1 and not any(_says_more(m) for m in between):
            return tokens[mark.first].start, tokens[at - 1].end
    return None


def _says_more(mark: Mark) -> bool:
    return bool(mark.kinds & {"prep", "neg", "done", "past"}) or any(use != "titles" for _, use in mark.topics)
