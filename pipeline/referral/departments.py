"""The trade that is left of a title when its ranks and regions are taken off: `Head of Growth`, `VP, Talent - LATAM`."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.referral.lexicon import Scan
from pipeline.referral.stems import stem
from pipeline.referral.tables import table
from pipeline.referral.words import Token, folded_words

ENDS = frozenset(("|", "\n", ";", ".", "(", ")", ",", "/", ":", "?"))
"""Gaps between the stretches of a title."""
ANDS = frozenset("and y e et und en n".split())
LONGEST = 8
"""Words of a stretch, ranks included; longer ones are sentences."""


class Department(NamedTuple):
    """Tokens first..last-1 name a topic's department."""

    topic: str
    first: int
    last: int


class Names(NamedTuple):
    """The words of departments.yaml, folded."""

    topics: dict[tuple[str, ...], tuple[str, ...]]
    """Words of a department, plurals taken off -> its topics."""
    ranks: frozenset[str]
    small: frozenset[str]
    """Prepositions, articles and regions, which are taken off as well."""
    alone: frozenset[str]
    """Departments of one word."""
    begin: frozenset[tuple[str, ...]]
    """The first two words of the others."""


def may_stand(scan: Scan) -> bool:
    """Do any words of the title begin the name of a department?"""
    names, words = _names(), [stem(t.text, "en") for t in scan.tokens]
    return not (names.alone.isdisjoint(words) and names.begin.isdisjoint(pairwise(words)))


def read(scan: Scan, places: frozenset[str], taken: Container[int]) -> Iterator[Department]:
    """Departments in a title; `taken`: tokens that name a trade already."""
    names, tokens = _names(), scan.tokens
    plain = [t.text in names.ranks or t.text in names.small or t.text in places for t in tokens]
    stretches = list(_cut(tokens, 0, len(tokens)))
    bare = [all(plain[a:b]) and _ranked(names, tokens, a, b) for a, b in stretches]
    for n, (first, last) in enumerate(stretches):
        beside = any(bare[m] for m in (n - 1, n + 1) if 0 <= m < len(bare))
        if last - first > LONGEST or bare[n] or not (beside or len(bare) == 1 or _ranked(names, tokens, first, last)):
            continue
        for begin, end in _parts(tokens, first, last):
            found = _department(names, tokens, plain, begin, end)
            if found is not None and not any(at in taken for at in range(*found[1])):
                yield from (Department(topic, *found[1]) for topic in found[0])
                if (begin, end) == (first, last):
                    break


def _ranked(names: Names, tokens: list[Token], first: int, last: int) -> bool:
    return any(t.text in names.ranks for t in tokens[first:last])


def _cut(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for n in range(first + 1, last):
        if tokens[n].gap in ENDS:
            yield begin, n
            begin = n
    if begin < last:
        yield begin, last


def _parts(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch as a whole (`People and Culture`), then what stands between its ands (`Growth & Partnerships`)."""
    yield first, last
    begin, cut = first, False
    for n in range(first, last):
        if tokens[n].text in ANDS or (n > first and tokens[n].gap == "&"):
            yield begin, n
            begin, cut = n + (tokens[n].text in ANDS), True
    if cut and begin < last:
        yield begin, last


def _department(
    names: Names, tokens: list[Token], plain: list[bool], first: int, last: int
) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """The longest stretch that is a department and has nothing but ranks and regions around it."""
    words = tuple(stem(t.text, "en") for t in tokens[first:last])
    ends = [last]
    while ends[-1] > first and plain[ends[-1] - 1]:
        ends.append(ends[-1] - 1)
    begin = first
    while begin < last:
        for end in ends:
            topics = names.topics.get(words[begin - first : end - first])
            if topics:
                return topics, (begin, end)
        if not plain[begin]:
            return None
        begin += 1
    return None


@lru_cache(maxsize=1)
def _names() -> Names:
    data = table("lexicon", "departments.yaml")
    topics: dict[tuple[str, ...], list[str]] = {}
    for topic, phrases in data["topics"].items():
        for phrase in _list(phrases):
            words = [stem(w, "en") for w in folded_words(phrase)]
            topics.setdefault(tuple(words), []).append(topic)
            if not ANDS.isdisjoint(words):  # `people & culture`
                topics.setdefault(tuple(w for w in words if w not in ANDS), []).append(topic)
    ranks = {w for phrase in _list(data["ranks"]) for w in folded_words(phrase)}
    small = {w for name in ("small", "regions") for phrase in _list(data[name]) for w in folded_words(phrase)}
    known = {words: tuple(found) for words, found in topics.items()}
    alone = frozenset(words[0] for words in known if len(words) == 1)
    begin = frozenset(words[:2] for words in known if len(words) > 1)
    return Names(known, frozenset(ranks), frozenset(small), alone, begin)


def _list(phrases: str) -> list[str]:
    return [p.strip() for p in phrases.split(",") if p.strip()]
