"""Do the words of what is asked for stand in what the other one says, is or works for?

A topic is wide: of three who offer manufacturing, the sewing mill is the one for whoever looks for a sewing mill.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral import cues
from pipeline.referral.words import CJK, fold, folded_words

Ints: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]
_RUN = re.compile(r"[^\W\d_]+")
_CJK = re.compile(f"[{CJK}]")
SHORTEST, KEPT = 4, 7
"""Letters of a word that tells something, and those of it that count, so that `electrician` meets `electricians`."""
TELLING = frozenset({"make", "short", "foreign", "other", "org", "role"})
"""Kinds of phrases that hold names of trades and things: `design`, `accountant`, `abogado`."""
MIXED = frozenset({"hi"})
"""Languages whose phrases hold English words that tell something: `design karte hain`."""
BEGINNING = 5
"""Letters of a word that may begin another one."""
GENERAL = frozenset(
    "manufac product produkt produce produto produtt fabrica herstel supplie fournis proveed fornece fornito distrib "
    "enginee industr company service solutio busines trainin healthc constru worksho lesson class classe course teacher "
    "kurse unterri lehrer cours atelier formati profess clase clases curso taller tallere aula oficina corso lezione "
    "cursus les lessen introdu contact kontakt contatt contato relatio".split()
)
"""Beginnings of words that only name a wide topic once more: a manager of manufacturing makes no motors."""
COMMON = 0.05
"""Share of the people in whose words a word may stand; what more of them say tells nobody apart."""
FEW = 5
"""So many may always."""
WORDS = 4
"""Of 64 bits each, in which words are looked up before they are compared."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of asks and of people, as numbers; and as bits, to pass over pairs that have none in common."""

    asked: list[frozenset[int]]
    said: list[frozenset[int]]
    asked_bits: Bits
    said_bits: Bits

    def shared(self, ask: Ints, person: Ints) -> npt.NDArray[np.bool_]:
        """For each place: has the ask a word in common with the person?"""
        out = (self.asked_bits[ask] & self.said_bits[person]).any(axis=1)
        for place in np.flatnonzero(out).tolist():
            out[place] = not self.asked[ask[place]].isdisjoint(self.said[person[place]])
        return out


def wording(asked: Sequence[str], said: Sequence[Iterable[str]]) -> Wording:
    """`asked`: the evidence of each ask. `said`: texts of each person: what they offer, their title and firm."""
    sought = [_sought(_words(text)) for text in asked]
    open_words = frozenset().union(*sought)
    told = [_told(frozenset().union(*map(_words, texts))) & open_words for texts in said]
    count = Counter(word for of_one in told for word in of_one)
    most = max(FEW, COMMON * len(told))
    number = {word: n for n, word in enumerate(w for w, c in count.items() if c <= most)}
    wanted, known = (
        [frozenset(number[w] for w in of_one if w in number) for of_one in group] for group in (sought, told)
    )
    return Wording(wanted, known, bit_sets(wanted), bit_sets(known))


def akin(one: str, other: str) -> bool:
    """Have a title and a firm a word in common, if only as the beginning of a longer one?

    >>> akin("Maler", "Malermeister"), akin("Designer", "Blue Design Ltd"), akin("Accountant", "Blue Foods Ltd")
    (True, True, False)
    """
    return not _sought(_beginnings(one)).isdisjoint(_told(_beginnings(other)))


def _sought(words: frozenset[str]) -> frozenset[str]:
    """What meets a word told: the word, and with a mark before it each beginning that may be a word told as a whole."""
    return words | {f"={start}" for word in words for start in (word, *_starts(word))}


def _told(words: frozenset[str]) -> frozenset[str]:
    """What meets a word sought: the word and each of its beginnings, and with a mark before it the whole word."""
    return frozenset(start for word in words for start in (f"={word}", word, *_starts(word)))


def _starts(word: str) -> list[str]:
    """The beginnings that may be words of their own: `maler` of `malermeister`."""
    return [word[:n] for n in range(BEGINNING, len(word))]


def bit_sets(groups: Sequence[frozenset[int]]) -> Bits:
    """A row of bits for each set: sets with a member in common have a bit in common."""
    out: Bits = np.zeros((len(groups), WORDS), dtype=np.uint64)
    places = [(n, word) for n, group in enumerate(groups) for word in group]
    if places:
        row, word = np.array(places, dtype=np.int64).T
        at = word * 2_654_435_761 % (64 * WORDS)
        np.bitwise_or.at(out, (row, at // 64), np.uint64(1) << (at % 64).astype(np.uint64))
    return out


def _words(text: str) -> frozenset[str]:
    """The beginnings of the words that tell something; of Chinese and Japanese each two characters."""
    return _beginnings(text, _small_words())


@lru_cache(maxsize=20_000)
def _beginnings(text: str, but: frozenset[str] = frozenset()) -> frozenset[str]:
    """The same of all words but these."""
    out: set[str] = set()
    for run in _RUN.findall(fold(text)):
        if _CJK.search(run):
            out.update(run[n : n + 2] for n in range(len(run) - 1))
        elif len(run) >= SHORTEST and run not in but and not (but and run[:KEPT] in GENERAL):
            out.add(run.rstrip("s")[:KEPT])
    return frozenset(out)


@cache
def _small_words() -> frozenset[str]:
    """Words of grammar, of seeking and of giving: everybody uses them."""
    return frozenset(
        word
        for language, kinds in cues.load().items()
        if language not in MIXED
        for kind, phrases in kinds.items()
        if kind not in TELLING
        for phrase in phrases
        for word in folded_words(phrase.replace("~", ""))
    )
