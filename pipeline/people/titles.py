"""Job titles: as printed, with what rank and what kind of work they speak of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.people import words
from pipeline.people.romanize import fold

_NOTHING = frozenset(words.phrases("placeholders.txt")["title"])


def clean(text: str) -> str:
    """The title as printed; spacing tidied, ALL CAPITALS of several words set in title case, abbreviations kept."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.count('"') % 2 or not (text.startswith('"') and not text.endswith('"')):
        text = text.strip(" \t,;|·•*\u200b\ufeff")
    if fold(text) in _NOTHING or not any(c.isalnum() for c in text):
        return ""
    return _sentence(text) if _shouts(text) else text


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    long_words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3 and w not in _abbreviations()]
    return bool(long_words) and all(c.isupper() or not (c.islower() or c.isupper()) for c in letters)


def _sentence(text: str) -> str:
    out = []
    for i, token in enumerate(re.split(r"([\s/,&|()\-–]+)", text)):
        bare = token.strip(".:;'\"")
        if not token or i % 2 or bare in _abbreviations() or ("." in bare and len(bare) <= 6):
            out.append(token)
        elif i and bare.lower() in _small():
            out.append(token.lower())
        else:
            out.append(token[0] + token[1:].lower() if token[0].isalpha() else token.lower().title())
    return "".join(out)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(words.sections("titles.txt")["abbreviation"])


@cache
def _small() -> frozenset[str]:
    return frozenset(words.sections("titles.txt")["small"])


@cache
def _lexicon(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """`seniority head: phrase | phrase` lines of titles.txt as (label, pattern), in the file's order."""
    found = []
    for name, phrases in words.phrases("title_words.txt").items():
        group, _, label = name.partition(" ")
        if group == kind:
            body = "|".join(sorted((re.escape(fold(p)).replace(r"\*", r"\w*") for p in phrases), key=len, reverse=True))
            found.append((label, re.compile(rf"(?<!\w)(?:{body})(?!\w)")))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def seniority(text: str) -> str:
    """`owner`, `c-level`, `vp`, `director`, `head`, `partner`, `manager`, `lead`, `senior`, `junior`, `intern`,
    `assistant` or ``."""
    plain = fold(text)
    return next((label for label, pattern in _lexicon("seniority") if pattern.search(plain)), "")


@lru_cache(maxsize=1 << 16)
def function(text: str) -> str:
    """The kind of work: `sales`, `marketing`, `engineering`, `finance`, `people`, `legal`, ... or ``."""
    plain = fold(text)
    return next((label for label, pattern in _lexicon("function") if pattern.search(plain)), "")


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    forms = [(long, short) for short, some in words.phrases("title_short.txt").items() for long in some]
    return tuple(sorted(forms, key=lambda form: -len(form[0])))


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """The title folded, long forms of ranks shortened, filler words and endings of gender dropped: for comparing."""
    plain = re.sub(r"\((?:m/?w/?d|w/?m/?d|m/f/?x?|f/m/?x?|h/f)\)|[*:/]in(?:nen)?\b", "", fold(text))
    plain = " ".join(re.findall(r"[^\W_]+", plain))
    for long, short in _short_forms():
        plain = re.sub(rf"\b{long}\b", short, plain)
    return " ".join(w for w in plain.split() if w not in _small())
