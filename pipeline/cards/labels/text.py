"""Words and scripts of a line, as the labeller sees them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "İ": "i",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
    }
)
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u3005\u309d\u30fc"
_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(rf"[{CJK}]+|\d+(?:[.,]\d+)*|[^\W\d_{CJK}]+(?:[.'’&/-][^\W\d_{CJK}]+)*\.?|[#&@+]|\S")


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Lower case without accents, as words are looked up."""
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))


def tidy(text: str) -> str:
    """Full-width Latin letters, digits and punctuation made plain, spaces single; kana stay as they are."""
    plain = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text)
    return re.sub(r"\s+", " ", plain.replace("\u3000", " ")).strip()


def words(text: str) -> list[str]:
    """Words, numbers and lone marks of a line; a run of CJK characters is one word."""
    return _WORD.findall(text)


def cjk_share(text: str) -> float:
    """Share of letters that are Chinese, Japanese or Korean."""
    letters = sum(c.isalpha() for c in text)
    return len(_CJK.findall(text)) / letters if letters else 0.0


def compact(text: str) -> str:
    """Only letters and digits, folded: for comparing a firm with its domain."""
    return "".join(c for c in fold(text) if c.isalnum())


def letters(text: str) -> int:
    """How many letters the text has."""
    return sum(c.isalpha() for c in text)


def digits(text: str) -> str:
    """Only the decimal digits."""
    return "".join(c for c in text if c.isdecimal() and c.isascii())


def spaced_initials(text: str) -> str:
    """`M.S.DOE` -> `M. S. DOE`."""
    return re.sub(r"(?<![^\W\d_])([A-Z])\.(?=[A-Z](?:\.|[A-Za-z]{2}))", r"\1. ", text)
