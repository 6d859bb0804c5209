"""Text to the numbers of its word pieces, as the models of the BERT family count them (Wu et al. 2016, WordPiece).

The libraries that do this bring a client of a model hub along, which has no place in a program that stays offline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST_WORD = 100
"""Characters from which on a word is taken for none."""
_CJK = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


class Pieces:
    """A vocabulary of word pieces in lower case: whole words, and `##` before what goes on inside a word."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.number = {piece: n for n, piece in enumerate(vocabulary)}
        self._begin, self._end = self.number["[CLS]"], self.number["[SEP]"]
        self._word = lru_cache(maxsize=20_000)(self._cut)

    def numbers(self, text: str, longest: int) -> list[int]:
        """The text's pieces between the marks of its beginning and end, `longest` numbers at most."""
        inner = [n for word in words(text) for n in self._word(word)]
        return [self._begin, *inner[: longest - 2], self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest known piece from the left, again and again."""
        unknown = (self.number["[UNK]"],)
        if len(word) > LONGEST_WORD:
            return unknown
        out: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                known = self.number.get(("##" if start else "") + word[start:end])
                if known is not None:
                    out.append(known)
                    start = end
                    break
            else:
                return unknown
        return tuple(out)


def words(text: str) -> Iterator[str]:
    """Lower-case words without accents; each mark of punctuation and each Chinese character is a word."""
    plain = unicodedata.normalize("NFD", text.lower())
    word: list[str] = []
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Mn" or char in "\0\ufffd" or (kind[0] == "C" and char not in "\t\n\r"):
            continue
        alone = _is_mark(char, kind) or _is_cjk(char)
        if (alone or char.isspace()) and word:
            yield "".join(word)
            word.clear()
        if alone:
            yield char
        elif not char.isspace():
            word.append(char)
    if word:
        yield "".join(word)


def _is_mark(char: str, kind: str) -> bool:
    return kind[0] == "P" or (char.isascii() and not char.isalnum() and not char.isspace())


def _is_cjk(char: str) -> bool:
    return char >= "\u3400" and any(a <= ord(char) <= b for a, b in _CJK)
