"""In which language to write to a person: that of their own messages, else guessed from script, country, telephone, mail
domain and the words of title and firm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pipeline.referral import cues
from pipeline.referral.homes import home as home_of
from pipeline.referral.tables import table

KANA = re.compile(r"[\u3040-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
JAPANESE = re.compile("株式会社|有限会社|合同会社|取締役|部長|課長|[々〆]")
"""Firms and titles as Japanese write them, and characters that only they use."""
CHINESE = frozenset(("CN", "TW", "HK", "MO"))
EAST = CHINESE | {"JP"}
SPACED = re.compile(r"[\u3005-\u9fff]+[ \u3000][\u3005-\u9fff]+")
"""A name with a space between family and given name, as Japanese write it and Chinese do not."""
WORD = re.compile(r"[^\W\d_]+")
WORTH = {"words": 2, "shared": 1}
"""Halves of a vote that a word has, by its list."""
PLAIN = 4
"""Votes of small words that show in which language somebody writes; one that no other language has gives two."""
SMALL = ("stop", "first", "ask", "offer", "helps")
"""Kinds of words that everybody uses who says something of themselves: `nous`, `cherchons`."""


def language_of(
    country: str, name: str = "", title: str = "", firm: str = "", email: str = "", phones: str = ""
) -> str:
    """The ISO 639-1 code; "" where nothing tells.

    >>> language_of("DE"), language_of("", "王伟"), language_of("CH", "Luc Blanc", "Directeur des ventes")
    ('de', 'zh', 'fr')
    """
    home = home_of(country, phones, email)
    said = f"{title} {firm}"
    if not said.isascii() or not name.isascii():
        east = _east_asian(home, name.strip(), said)
        if east:
            return east
    spoken = _by_country().get(home, "en" if home else "")
    halves = _halves(said)
    if home in _of_several():
        votes = halves
    else:
        votes = {language: n // 2 for language, n in halves.items()}
        if votes and spoken:
            votes[spoken] = votes.get(spoken, 0) + 1
    if not votes:
        return spoken
    most = max(votes.values())
    best = sorted(lang for lang, n in votes.items() if n == most)
    return spoken if spoken in best else best[0] if len(best) == 1 else ""


def _east_asian(home: str, name: str, said: str) -> str:
    """`ja` or `zh` by characters in the name, or in the other words where the country or these words do not speak
    against it (`Bosch 中国` on a card from Germany); "" for others."""
    text = f"{name} {said}"
    kana, han = KANA.search(text), HAN.search(text)
    japanese = kana or JAPANESE.search(text)
    if not (kana or han):
        return ""
    if not (KANA.search(name) or HAN.search(name)):
        fitting = home in EAST if home else japanese or not LATIN.search(said)
        if not fitting:
            return ""
    if home == "JP" or KANA.search(name) or (japanese and home not in CHINESE):
        return "ja"
    if home == "KR":
        return ""
    return "ja" if not home and SPACED.fullmatch(name) else "zh"


def written_in(texts: Iterable[str]) -> str:
    """The language of what a person wrote, told by its small words; "" where they are few or of several languages."""
    found: Counter[str] = Counter()
    for text in texts:
        if KANA.search(text):
            found["ja"] += PLAIN
        elif HAN.search(text):
            found["zh"] += PLAIN
        for word in WORD.findall(text.casefold()):
            languages = _small_words().get(word, ())
            found.update(languages * 2 if len(languages) == 1 else languages)
    (best, most), (_, next_most) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= PLAIN and most >= 2 * next_most else ""


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language, kinds in cues.load().items():
        for word in {word for kind in SMALL for word in kinds.get(kind, ())}:
            out[word] = (*out.get(word, ()), language)
    return out


def _halves(text: str) -> dict[str, int]:
    """language -> halves of a vote that words of the text give it; one that other languages use too tells nothing."""
    halves: dict[str, int] = {}
    known = _by_word()
    for word in set(WORD.findall(text.replace(".", "").casefold())):
        for language, worth in known.get(word, ()):
            halves[language] = halves.get(language, 0) + worth
    return {language: n for language, n in halves.items() if n > 1}


@cache
def _table() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = table("mother_tongue.yaml")
    return lists


@cache
def _by_country() -> dict[str, str]:
    return {code: language for language, codes in _table()["countries"].items() for code in codes.split()}


@cache
def _of_several() -> frozenset[str]:
    """Countries of several languages."""
    return frozenset(_table()["several"]["codes"].split())


@cache
def _by_word() -> dict[str, tuple[tuple[str, int], ...]]:
    """Word -> languages, each with the halves of a vote that the word gives it."""
    out: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, worth in WORTH.items():
        for language, words in _table()[kind].items():
            for word in words.split():
                out[word] = (*out.get(word, ()), (language, worth))
    return out
