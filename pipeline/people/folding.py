"""Text folded for comparing: letters and digits only, without case and accents."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "’": "", "'": ""}
)
_NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` in lower case without accents and punctuation, words one space apart; other scripts stay."""
    if text.isascii():
        plain = text.lower().replace("'", "")
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", plain).strip()
