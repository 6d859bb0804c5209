"""The mailbox of a person as a clue for the order of a two-word name: Nagy Peter, peter.nagy@firm.example."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.people import name_lists
from pipeline.people.name_parse import Name
from pipeline.people.romanize import fold

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_NUMBER = re.compile(r"[._-]?\d+$")
_BETWEEN = re.compile(r"[._-]")


def ordered(name: Name, written: str, addresses: Sequence[str]) -> Name:
    """The name with given and family name exchanged where a mailbox says so; its full name stays as written.

    Mailboxes are made given name first nearly everywhere: one with the words of the name the other way round
    (`peter.nagy@`, `p.nagy@`, `pnagy@`) shows that the family name is written first. It does not decide against
    capitals, a comma or what is known of the words (Jean Dupont is no Dupont Jean for having dupont.jean@).
    `written` is the raw name.
    """
    words = name.full.split(" ")
    if len(words) != 2 or (name.given, name.family) != tuple(words) or "," in written or _marked(written):
        return name
    initial = fold(words[1])[:1]
    if not any(address[:1].lower() == initial for address in addresses):
        return name
    one, other = (_spellings(word) for word in words)
    if not one.isdisjoint(other) or not all(w.isascii() and w.isalpha() and len(w) > 1 for w in one | other):
        return name
    hyphens = name.full.count("-")
    said = {_says(address.partition("@")[0].lower(), one, other, hyphens) for address in addresses} - {""}
    if said != {"turned"} or not _may_be_turned(*map(_like_given, words)):
        return name
    return name._replace(given=name.family, family=name.given)


def parted(written: str, addresses: Sequence[str]) -> str:
    """A scanned name whose words the reader ran together (`KenichiMinatono`), apart again: where a capital begins a
    word, or where a mailbox with two parts (`kenichi.minatono@`) spells it."""
    glued = [word for word in written.split() if len(word) >= _GLUED_FROM and word.isalpha()]
    if len(glued) != 1 or len(written.split()) > _MOST_WORDS:
        return written
    word = glued[0]
    if found := _TWO_CAPITALS.fullmatch(word):
        return written.replace(word, f"{found[1]} {found[2]}") if found[1].lower() not in _PREFIXES else written
    if written != word:
        return written
    for address in addresses:
        one, _, other = _BETWEEN.sub(" ", address.partition("@")[0].lower()).partition(" ")
        if min(len(one), len(other)) > 1 and one + other == fold(word) and len(fold(word)) == len(word):
            return f"{word[: len(one)]} {word[len(one) :]}"
    return written


_GLUED_FROM = 7
"""Letters of two names at least."""
_MOST_WORDS = 2
_TWO_CAPITALS = re.compile(r"([^\W\d_][^\W\d_]{2,})(?<=[a-zà-ÿ])([A-ZÀ-Þ][a-zà-ÿ]{2,})")
_PREFIXES = frozenset("mac fitz della dela delle degli van von den der des dos las los saint san ap".split())


def _marked(written: str) -> bool:
    """Whether some words are in capitals, others not: they mark the surname."""
    return len({word.isupper() for word in written.split() if len(word) > 1}) > 1


def _spellings(word: str) -> set[str]:
    """How mailboxes write the word: `müller` as `muller` or `mueller`, `Hans-Peter` as `hanspeter` or `hans`."""
    plain = word.lower()
    halves = {plain.replace("-", ""), plain.partition("-")[0]}
    return {spelling for half in halves for spelling in (fold(half), fold(half.translate(_LETTERS)))}


def _says(mailbox: str, one: set[str], other: set[str], hyphens: int) -> str:
    """`kept` or `turned`: the order of the two words in the mailbox; `` where it has others or could be both."""
    parts = _BETWEEN.split(_NUMBER.sub("", mailbox))
    plain = "".join(parts)
    kept, turned = plain in _mailboxes(one, other), plain in _mailboxes(other, one)
    if len(parts) > 2 + hyphens or kept == turned:
        return ""
    return "kept" if kept else "turned"


def _mailboxes(given: set[str], family: set[str]) -> set[str]:
    return {start + f for g in given for f in family for start in (g, g[0])}


def _may_be_turned(first: int, last: int) -> bool:
    """Two known surnames stay as they are: where Wei Li is written, li.wei@ may well have the surname first."""
    return first <= last and not first == last == -1


def _like_given(word: str) -> int:
    plain = fold(word)
    return name_lists.is_given(plain) - (plain in name_lists.families())
