"""Names in Han, kana and hangul: where the surname ends, without spaces to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.people import words
from pipeline.people.romanize import HAN, HANGUL, KANA


class Parts(NamedTuple):
    """A name's words by role, in the writer's letters."""

    given: str
    additional: str
    family: str
    sure: bool = True


_HAN = re.compile(f"[{HAN}]+")
_HANGUL = re.compile(f"[{HANGUL}]+")
_JAPANESE = re.compile(f"(?=.*[{KANA}々])[{HAN}{KANA}]+|[{KANA}]+")


def split(tokens: list[str], country: str) -> Parts | None:
    text = "".join(tokens)
    if "・" in text or "·" in text or "•" in text:
        pieces = [p for p in re.split(r"[・·•]", " ".join(tokens)) if p.strip()]
        return (
            Parts(pieces[0].strip(), " ".join(p.strip() for p in pieces[1:-1]), pieces[-1].strip())
            if len(pieces) > 1
            else None
        )
    if _HANGUL.fullmatch(text):
        return _spaced(tokens) or _split_korean(text)
    if _JAPANESE.fullmatch(text):
        return _spaced(tokens) or _split_by(text, "ja-family", (3, 2, 1)) or Parts(text, "", "", False)
    if _HAN.fullmatch(text):
        return _spaced(tokens) or _split_han(text, country)
    return None


def is_family(text: str) -> bool:
    """Whether the whole text is a surname in Chinese, Japanese or Korean letters."""
    return text in _families()


def joined(given: str, family: str) -> str:
    """A whole name of two parts as it is written in its own letters: family name first, spaced in Japanese; "" for names
    in other letters."""
    if not re.fullmatch(f"[{HAN}{KANA}{HANGUL}\\s]+", given + family):
        return ""
    long_family = len(family) > 1 and not _HANGUL.fullmatch(family)
    return f"{family} {given}" if long_family or re.search(f"[{KANA}]", given + family) else f"{family}{given}"


def _spaced(tokens: list[str]) -> Parts | None:
    """Two words. Programs of the West put the given name first (`恵一 佐藤` as the sender of a message)."""
    if len(tokens) != 2:
        return None
    first, last = tokens
    if last in _families() and first not in _families():
        return Parts(first, "", last)
    return Parts(last, "", first)


@cache
def _families() -> frozenset[str]:
    kinds = ("zh-family", "zh-hant", "ja-family", "ko-family")
    return frozenset(name for kind in kinds for name in words.pairs("native_names.txt", kind))


def _split_korean(text: str) -> Parts:
    double = words.pairs("native_names.txt", "ko-family")
    size = 2 if text[:2] in double and len(text) > 2 else 1
    return Parts(text[size:], "", text[:size]) if 2 <= len(text) <= 5 else Parts(text, "", "", False)


def _split_by(text: str, kind: str, sizes: tuple[int, ...]) -> Parts | None:
    known = words.pairs("native_names.txt", kind)
    size = next((s for s in sizes if s < len(text) and text[:s] in known), 0)
    return Parts(text[size:], "", text[:size]) if size else None


def _split_han(text: str, country: str) -> Parts:
    if not 2 <= len(text) <= 5:
        return Parts(text, "", "", False)
    japanese = country == "JP" or (country not in ("CN", "TW", "HK", "SG", "MO") and len(text) >= 3)
    if japanese and (found := _split_by(text, "ja-family", (3, 2) if country != "JP" else (3, 2, 1))):
        return found
    if found := _split_by(text, "zh-family", (2, 1)):
        return found if len(text) <= 4 else Parts(text, "", "", False)
    size = 2 if len(text) >= 4 or (country == "JP" and len(text) == 3) else 1
    return Parts(text[size:], "", text[:size], False)
