"""A business that changes hands, said with other words between: `will ihren Laden in zwei Jahren abgeben`.

The word lists hold verb and business side by side; here they may stand apart within a clause. English grammar
(english/) reads its own verbs.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from pipeline.referral.brackets import INSIDE
from pipeline.referral.tables import table
from pipeline.referral.words import Token, fold

PAST = frozenset("hat habe haben hatte hatten wurde worden".split())
"""Before a German participle that looks like the verb itself: `hat den Hof übergeben`."""
FARTHEST = 8
"""Words between business and verb at most."""


class _Words(NamedTuple):
    """The lists of a language."""

    before: frozenset[str]
    behind: frozenset[str]
    parted: frozenset[str]
    own: frozenset[str]
    business: frozenset[str]
    ends: tuple[str, ...]


@cache
def _words(language: str) -> _Words | None:
    lists: dict[str, str] | None = table("handovers.yaml").get(language)
    if lists is None:
        return None
    before, behind, parted, own, business, ends = (
        frozenset(fold(word.strip()) for word in lists.get(name, "").split(",") if word.strip())
        for name in _Words._fields
    )
    return _Words(before, behind, parted, own, business, tuple(sorted(ends)))


def handovers(
    found: list[Token], language: str, turned: Collection[int], prepositions: Collection[int]
) -> list[tuple[int, int]]:
    """First and last+1 token of each business with the verb that gives it away. `turned`, `prepositions`: places
    of words that deny, and of prepositions (`gibt dem Laden`, `verkauft an die Praxis`)."""
    words = _words(language)
    out: list[tuple[int, int]] = []
    if words is None:
        return out
    for n, token in enumerate(found):
        if _is_business(token.text, words) and not _joined_on(found, n):
            span = _span(found, n, words, prepositions)
            if span is not None and not any(span[0] <= place < span[1] for place in turned):
                out.append(span)
    return out


def _is_business(word: str, words: _Words) -> bool:
    return word in words.business or (word.endswith(words.ends) and len(word) > 6)


def _joined_on(found: list[Token], n: int) -> bool:
    """`Hotel-Software` is no hotel."""
    return n + 1 < len(found) and found[n + 1].gap == "-"


def _span(found: list[Token], n: int, words: _Words, prepositions: Collection[int]) -> tuple[int, int] | None:
    first, last = _clause(found, n)
    own = next((at for at in (n - 1, n - 2) if at >= first and found[at].text in words.own), -1)
    if own > first and found[own - 1].text in words.own:
        own -= 1  # `a sua livraria`
    if own - 1 in prepositions or (own < 0 and n - 1 in prepositions):
        return None
    texts = [token.text for token in found[first:last]]
    behind = next((at for at in range(n + 1, last) if found[at].text in words.behind), -1)
    if behind > 0 and (own >= 0 or behind == n + 1) and PAST.isdisjoint(texts):
        return (own if own >= 0 else n), behind + 1
    if own < 0:
        return None
    for at in range(own - 1, first - 1, -1):
        if found[own].text == "a" and own == n - 1 and at < own - 1:
            break  # `vende pão à livraria`
        if found[at].text in words.before and PAST.isdisjoint(texts):
            return at, n + 1
        if f"{found[at].text} {found[last - 1].text}" in words.parted:
            return at, last
    return None


def _clause(found: list[Token], n: int) -> tuple[int, int]:
    """Where the clause around a token begins and ends, as far as it is looked at."""
    first, last = n, n + 1
    while first > max(0, n - FARTHEST) and found[first].gap in INSIDE:
        first -= 1
    while last < min(len(found), n + FARTHEST) and found[last].gap in INSIDE:
        last += 1
    return first, last
