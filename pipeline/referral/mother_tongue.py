"""In which language to write to a person, guessed from script, country, mail domain and the words of title and firm."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

KANA = re.compile(r"[\u3040-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
SPACED = re.compile(r"[\u3005-\u9fff]+[ \u3000][\u3005-\u9fff]+")
"""A name with a space between family and given name, as Japanese write it and Chinese do not."""
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
            japanese = country == "JP" or email.endswith(".jp") or (not country and SPACED.fullmatch(name.strip()))
            return "ja" if japanese else "zh"
    home = country.upper() or _top_level(email)
    spoken = _by_country().get(home, "en" if home else "")
    votes = _votes(f"{title} {firm}")
    if not votes:
        return spoken
    if spoken:
        votes[spoken] = votes.get(spoken, 0) + 1
    most = max(votes.values())
    best = sorted(lang for lang, n in votes.items() if n == most)
    return spoken if spoken in best else best[0] if len(best) == 1 else ""


def _votes(text: str) -> dict[str, int]:
    """language -> how many words of the text are told by it."""
    known, out = _by_word(), dict[str, int]()
    for word in set(WORD.findall(text.replace(".", "").casefold())):
        for language in known.get(word, ()):
            out[language] = out.get(language, 0) + 1
    return out


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
