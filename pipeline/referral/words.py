"""Text to tokens: folded words with their place in the text, one token per CJK character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Token(NamedTuple):
    """One word, or one CJK character."""

    text: str
    """Lower case, without accents (Latin, Greek, Cyrillic), Han characters in simplified form."""
    start: int
    end: int
    gap: str
    """What stands between the token before and this one: "" nothing, " " a space, "-" joined by a hyphen,
    slash, ampersand or apostrophe, "," a comma, "." the end of a sentence, ";" a semicolon, "|" a separator, ":" a colon,
    "(" and ")" brackets, "?" the end of a question, newline a new line."""


CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f"
_TOKEN = re.compile(rf"([{CJK}]|(?:[^\W_{CJK}])+(?:\+\+|\#(?!\w))?)", re.UNICODE)
_ASCII_TOKEN = re.compile(r"([a-z0-9]+(?:\+\+|#(?!\w))?)", re.ASCII)
_JOINERS = frozenset("-/&'+’‐‑")
_GAPS = (
    ("\n", "\n\r"),
    ("?", "?？"),
    (";", ";；"),
    (".", ".!。！…"),
    ("|", "|·•│●▪■◆★►→⇒｜—–\u2022\t~〜"),
    ("(", "([（［【「『"),
    (")", ")]）］】」』"),
    (":", ":："),
    (",", ",、，؛"),
)


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    """Character -> one folded character, so that places in the folded text are places in the text."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x2500), *range(0x1E00, 0x2000), *range(0xFF00, 0xFF60)):
        char = chr(code)
        plain = "".join(c for c in unicodedata.normalize("NFKD", char.lower()) if not unicodedata.combining(c))
        if len(plain) == 1 and plain != char:
            table[code] = plain
    table.update({ord(a): b for a, b in zip("ßẞøØłŁđĐıİæœ’‘", "ssoollddiiao''", strict=True)})
    pairs = resources.files("pipeline.referral").joinpath("lexicon", "han.txt").read_text(encoding="utf-8").split()
    for pair in pairs:
        table[ord(pair[0])] = pair[1]
    return table


def fold(text: str) -> str:
    """Lower case, no accents, simplified Han; the same length as the text."""
    if text.isascii():
        return text.lower()
    return text.translate(_folding())


@lru_cache(maxsize=100_000)
def folded_words(phrase: str) -> tuple[str, ...]:
    """The texts of a phrase's tokens."""
    folded = fold(phrase)
    if _is_spaced(phrase, folded):
        return tuple(folded.split(" "))
    return tuple(token.text for token in tokens(phrase))


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    """Words that are written with a dot, which ends no sentence."""
    source = resources.files("pipeline.referral").joinpath("lexicon", "abbreviations.txt")
    return frozenset(source.read_text(encoding="utf-8").split())


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    folded, ascii_only = fold(text), text.isascii()
    if _is_spaced(text, folded):
        return _spaced(folded)
    parts = (_ASCII_TOKEN if ascii_only else _TOKEN).split(folded)
    short = _short_accented(text)
    found: list[Token] = []
    last = 0
    for between, following in zip(parts[:-1:2], parts[1::2], strict=True):
        start, gap = last + len(between), between
        if between not in _CLEAR_GAPS:
            gap = _gap_kind(between, last == 0)
            if between == ". " and found and _is_abbreviation(found[-1].text):
                gap = " "
        last = start + len(following)
        word = text[start:last].lower() if short and start in short else following
        found.append(_new(Token, (word, start, last, gap)))
    return found


def _is_spaced(text: str, folded: str) -> bool:
    """Is the text words of ASCII alone that single spaces part?"""
    if not text.isascii() or not folded.replace(" ", "").isalnum():
        return False
    return "  " not in folded and folded[0] != " " != folded[-1]


def _spaced(folded: str) -> list[Token]:
    """The tokens of words that single spaces part, as in most titles."""
    found: list[Token] = []
    start, gap = 0, ""
    for word in folded.split(" "):
        end = start + len(word)
        found.append(_new(Token, (word, start, end, gap)))
        start, gap = end + 1, " "
    return found


_new = tuple.__new__  # spares the call that a named tuple makes of it
_CLEAR_GAPS = frozenset(("", " "))


def _short_accented(text: str) -> frozenset[int]:
    """Where words of up to three letters begin that keep their accents, which tell them apart: `é` from `e`, `né` from
    `ne`, `à` from `a`."""
    return frozenset() if text.isascii() else frozenset(m.start() for m in _SHORT_ACCENTED.finditer(text))


_SHORT_ACCENTED = re.compile(r"(?<![A-Za-zÀ-ɏ])(?=[A-Za-z]{0,2}[À-ɏ])[A-Za-zÀ-ɏ]{1,3}(?![A-Za-zÀ-ɏ])")


def _is_abbreviation(word: str) -> bool:
    return (len(word) == 1 and word.isalpha()) or word in _abbreviations()


@lru_cache(maxsize=4096)
def _gap_kind(between: str, first: bool) -> str:
    for kind, chars in _GAPS:
        if any(c in chars for c in between):
            if kind == "." and set(between) <= {"."} and not first:
                return "-"  # i.t. and node.js hold together, and so does U.S.
            if kind == "|" and between in ("–", "—", "·"):
                return "-"
            return kind
    if " - " in between or " -- " in between:
        return "|"
    if " + " in between or " & " in between:
        return "&"
    if " / " in between:
        return "/"
    stripped = between.strip()
    return "-" if stripped and set(stripped) <= _JOINERS else " "


_PARTS = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")


def unbroken(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the whole of the words at its ends: `re raising` of `We're raising`, `in 50` of `in 50-100k`."""
    first, last = text[start:end][:1], text[start:end][-1:]
    if first >= "\u3000" or last >= "\u3000":
        return start, end
    for word in _PARTS.finditer(text, max(0, start - LONGEST_WORD), end + LONGEST_WORD):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
    return start, end


LONGEST_WORD = 40
"""Characters around a stretch in which its first and last words are looked for."""
BREAKS = frozenset((".", "?", "\n", "|", "(", ")", ";"))
"""Gaps that end a sentence."""


def sentences(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens between the ends of sentences, lines, brackets and separators."""
    first = 0
    for n, token in enumerate(tokens):
        if n > first and token.gap in BREAKS:
            yield first, n
            first = n
    if first < len(tokens):
        yield first, len(tokens)
