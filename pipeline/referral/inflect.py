"""English verbs in all their forms, so that data files hold the lemma only: `look~ for` also finds `looking for`."""

from __future__ import annotations

from functools import cache
from importlib import resources

VOWELS = frozenset("aeiou")
FORMS = "bsdng"
"""Base, third person, past, past participle, -ing form."""


@cache
def _irregular() -> dict[str, tuple[str, str, str]]:
    """lemma -> past, participle, -ing form (the last one "" where regular)."""
    text = resources.files("pipeline.referral").joinpath("lexicon", "verbs.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and line[0] != "#")
    return {lemma: (past, participle, rest[0] if rest else "") for lemma, past, participle, *rest in rows}


@cache
def forms(lemma: str) -> tuple[tuple[str, str], ...]:
    """(word, form) pairs of a verb.

    >>> forms("try")
    (('try', 'b'), ('tries', 's'), ('tried', 'd'), ('tried', 'n'), ('trying', 'g'))
    """
    if lemma == "be":
        words = {"b": "be am are m re", "s": "is s", "d": "was were", "n": "been", "g": "being"}
        return tuple((word, form) for form, row in words.items() for word in row.split())
    past, participle, ing = _irregular().get(lemma, ("", "", ""))
    past = past or _regular(lemma, "ed")
    pairs = (lemma, _third(lemma), past, participle or past, ing or _regular(lemma, "ing"))
    return tuple(zip(pairs, FORMS, strict=True))


def _third(lemma: str) -> str:
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _regular(lemma: str, ending: str) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + ending
    if lemma.endswith("y") and ending == "ed" and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + ending


def _doubles(lemma: str) -> bool:
    """`plan`, `swap`: one syllable that ends in one vowel and one consonant."""
    short = len(lemma) >= 3 and lemma[-1] not in VOWELS and lemma[-1] not in "wxy" and lemma[-2] in VOWELS
    return short and lemma[-3] not in VOWELS and sum(c in VOWELS for c in lemma) == 1
