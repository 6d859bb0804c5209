"""How a name of another script may sound, by its consonants: for telling whether a Latin spelling can be the same name.

Scripts that write no short vowels (Arabic, Hebrew) or imply them (Devanagari) cannot be spelt out letter by letter, and
every country has its own way to spell them: `सुनीता` is Sunita or Suneeta, `النجار` Al-Najjar or El Naggar.
The consonants in classes survive all that. SQL has the same key as the macro `sound`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.people import words
from pipeline.people.folding import fold
from pipeline.people.romanize import HAN, romanize

_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]*")
_INDIC = re.compile(r"[\u0900-\u0dff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_ARABIC_ARTICLE = re.compile("^ال(?=...)")
_ARTICLE = re.compile(r"^(?:al|el|ul)(?=..)")
_CLUSTERS = (
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "s"), ("ts", "s"), ("ch", "c"),
    ("dj", "c"), ("ph", "f"), ("kh", "k"), ("gh", "k"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans("bdgqzvwmj", "ptkksffnc", "aeiouyh")
# What one script writes with one letter and Latin spells in two ways: a pattern on the romanised text -> another reading.
_READINGS = (
    (_INDIC, r"c(?!h)", "ch"), (_CYRILLIC, "kh", "h"), (_CYRILLIC, "g", "h"), (_CYRILLIC, "ts", "k"),
    (_ARABIC, "j", "g"), (_ARABIC, "sh", "ch"), (_ARABIC, "d", "z"), (_HEBREW, "v", "b"), (_HEBREW, "f", "p"),
    (_HEBREW, "sh", "s"),
)  # fmt: skip


_HAN_NAME = re.compile(f"[{HAN}]{{2,4}}")
_JAPANESE = re.compile("[郎介太也夫雄樹輔助奈菜恵織斗穂咲紗佑祐子彦々]$")
UNREAD = "*"
"""Among the keys of a Japanese given name that can be read in ways nobody can tell from its letters."""


def is_foreign(text: str) -> bool:
    """Whether some letters of the text are not Latin."""
    return not _LATIN.fullmatch(text)


def sound(folded: str) -> str:
    """The consonants of a folded name in classes, without a leading article: `sharma` -> `srn`, `al najjar` -> `ncr`."""
    text = _ARTICLE.sub("", folded.replace(" ", ""))
    for cluster, one in _CLUSTERS:
        text = text.replace(cluster, one)
    text = text.translate(_CLASSES)
    for consonant in "nptksfnclr":
        text = text.replace(consonant * 2, consonant)
    return text


@lru_cache(maxsize=1 << 16)
def sounds(text: str) -> tuple[str, ...]:
    """What a Latin spelling of this name may be: its `sound`, or the spelling itself behind `=`; none for Latin names."""
    if not is_foreign(text):
        return ()
    exact = {fold(romanize(_ARABIC_ARTICLE.sub("", text))), *_listed(text)}
    readings = set(exact)
    for script, pattern, other in _READINGS:
        if script.search(text):
            readings |= {re.sub(pattern, other, reading) for reading in readings}
    keys = {sound(reading) for reading in readings}
    keys = {key for key in keys | {key.replace("f", "") for key in keys} if len(key) > 1}
    if _HAN_NAME.fullmatch(text):  # few sounds, many names: only a spelling counts
        keys = {UNREAD} if len(exact) == 1 and _JAPANESE.search(text) else set()
    return tuple(sorted(keys | {"=" + spelt.replace(" ", "") for one in exact for spelt in _spelt(one)}))


def _listed(text: str) -> set[str]:
    kinds = ("ja-given", "ja-family", "zh-family", "zh-hant")
    return {fold(romanize(found)) for kind in kinds if (found := words.pairs("native_names.txt", kind).get(text))}


def _spelt(name: str) -> frozenset[str]:
    return _native_spellings().get(name, frozenset()) | {name}


@cache
def _native_spellings() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in words.lines("surname_spellings.txt"):
        kind, _, names = line.partition(": ")
        group = frozenset(map(fold, names.split()))
        if kind == "native":
            found.update({name: found.get(name, frozenset()) | group for name in group})
    return found


@cache
def surname_groups() -> dict[str, str]:
    """A folded family name -> the first spelling of its group, where Latin spellings of one name are many."""
    groups = [
        n.split() for kind, _, n in (x.partition(": ") for x in words.lines("surname_spellings.txt")) if kind == "latin"
    ]
    return {fold(name): fold(group[0]) for group in groups for name in group}
