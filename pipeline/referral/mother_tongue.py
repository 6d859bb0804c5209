"""In which language to write to a person, guessed from script, country, mail domain and the words of title and firm."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources

import yaml

KANA = re.compile(r"[\u3040-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[^\W\d_]+")


def language_of(country: str, name: str = "", title: str = "", firm: str = "", email: str = "") -> str:
    """The ISO 639-1 code; "" where nothing tells.

    >>> language_of("DE"), language_of("", "王伟"), language_of("CH", "Luc Blanc", "Directeur des ventes")
    ('de', 'zh', 'fr')
    """
    text = f"{name} {title} {firm}"
    if not text.isascii():
        if KANA.search(text):
            return "ja"
        if HAN.search(text):
            return "ja" if country == "JP" or email.endswith(".jp") else "zh"
    home = country.upper() or _top_level(email)
    spoken = _by_country().get(home, "en" if home else "")
    known = _by_word()
    telling = known.keys() & _words(f"{title} {firm}")
    if not telling:
        return spoken
    votes = Counter(language for word in telling for language in known[word])
    if spoken:
        votes[spoken] += 1
    most = max(votes.values())
    best = sorted(lang for lang, n in votes.items() if n == most)
    return spoken if spoken in best else best[0] if len(best) == 1 else ""


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.replace(".", "").casefold()))


def _top_level(email: str) -> str:
    """The country of a mail domain: `.de` -> DE; generic ones tell nothing."""
    last = email.rpartition(".")[2].upper()
    return last if last in _by_country() else "GB" if last == "UK" else ""


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("pipeline.referral").joinpath("mother_tongue.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


@cache
def _by_country() -> dict[str, str]:
    return {code: language for language, codes in _table()["countries"].items() for code in codes.split()}


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language, words in _table()["words"].items():
        for word in words.split():
            out[word] = (*out.get(word, ()), language)
    return out
