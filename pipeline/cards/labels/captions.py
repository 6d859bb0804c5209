"""Words that introduce a value (`Tel`, `Fax`, `携帯`), and the kind of value they say."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.cards.labels.lexicons import label_words, lexicon
from pipeline.cards.labels.text import fold
from pipeline.schema import PHONE_TYPES

SINGLE = {
    "t": "work",
    "p": "work",
    "o": "work",
    "b": "work",
    "d": "work",
    "m": "mobile",
    "c": "mobile",
    "g": "mobile",
    "i": "web",
    "f": "fax",
    "h": "home",
    "r": "home",
    "e": "email",
    "w": "web",
    "v": "work",
    "a": "address",
}
"""One letter before a number; `h` is a handphone in Singapore."""

_LABEL_WORD = re.compile(r"[^\W\d_]+(?:[.'/&-]{1,2}[^\W\d_]+)*\.?|#")


def label_kind(words: str) -> tuple[str, str]:
    """The kind that label words before a value say, and the words; ("", "") when they say nothing."""
    kinds: list[tuple[str, str]] = []
    table = label_words()
    words = re.sub(r"\bdi\s+[đd][ộo]ng\b", "didong", words, flags=re.I)
    spaced = re.sub(r"(?<![^\W\d_])((?:[A-Za-z]\s){2,}[A-Za-z])(?![^\W\d_])", lambda m: m[1].replace(" ", ""), words)
    for m in _LABEL_WORD.finditer(spaced):
        word = fold(m[0])
        bare = word.rstrip(".")
        behind = _LABEL_WORD.findall(spaced[m.end() :])
        kind = (table.get(word) or table.get(bare) or _part_kind(word)) if len(bare) > 1 else ""
        if kind and sum(len(w) > 3 and fold(w).rstrip(".") not in table for w in behind) > 1:
            continue
        alone = not [w for w in behind if len(w) > 1 and fold(w).rstrip(".") not in table]
        if len(bare) == 1 and alone and not re.search(r"\d$", spaced[: m.start()]) and "," not in spaced[m.end() :]:
            kind = SINGLE.get(bare) or table.get(bare, "")
        if not kind and 2 <= len(bare) <= 4 and not behind:
            kind = _near(bare)
        if not kind and len(bare) >= 6 and bare.isascii():
            kind = _near_long(bare)
        if kind:
            kinds.append((kind, m[0]))
    if re.search(r"\b(?:company|co\.?|reg\w*\.?|licen[cs]e|lic\.?)\s(?:no|nr|number)\b", fold(words)):
        return "decoy", words.strip()
    if not kinds:
        return "", ""
    said = [k for k, _ in kinds]
    label = " ".join(w for _, w in kinds)
    if "decoy" in said and said[-1] == "decoy":
        return "decoy", label
    for best in ("skype", "email", "web"):
        if said[-1] == best and not any(k in PHONE_TYPES for k in said):
            return best, label
    if "fax" in said and "work" in said:
        both = re.search(
            r"tel\w*\W{0,3}(?:/|&|\+|und|and|e|et|y)\W{0,3}fax|phone\W{0,3}(?:/|&|and)\W{0,3}fax", fold(words)
        )
        return ("work" if both else next(k for k in reversed(said) if k in PHONE_TYPES)), label
    for best in ("fax", "mobile", "home", "work", "other"):
        if best in said:
            return best, label
    return said[-1], label


@lru_cache(maxsize=8192)
def _part_kind(word: str) -> str:
    """Words glued by a slash or hyphen: `tel/mob`, `tel-nr`; CJK labels inside a longer run."""
    table = label_words()
    parts = [p for p in re.split(r"[/&'-]", word.rstrip(".")) if p]
    kinds = [table.get(p) or (SINGLE.get(p, "") if len(p) == 1 else "") for p in parts]
    if len(parts) > 1 and any(
        k for k, p in zip(kinds, parts, strict=True) if len(p) > 1 or word in ("t/f", "p/f", "t/m", "h/p")
    ):
        said = [k for k in kinds if k]
        return "fax" if said == ["fax"] else next((k for k in ("mobile", "work", "home", "fax") if k in said), said[0])
    for label in _eastern_labels():
        if label in word:
            return table[label]
    return ""


@lru_cache(maxsize=1)
def _eastern_labels() -> list[str]:
    """Labels in Chinese, Japanese and Korean, the longest first: they stand inside a run without spaces."""
    found = [w for w in label_words() if len(w) > 1 and ord(w[0]) > 0x2FFF]
    return sorted(found, key=lambda w: (-len(w), w))


@lru_cache(maxsize=4096)
def _near_long(word: str) -> str:
    """A long label with a letter or two misread: `Mobiltelefor`, `Telephnoe`."""
    if any(lexicon(name).has(word) for name in ("title", "department", "organization", "street", "given", "family")):
        return ""
    for label, kind in label_words().items():
        if kind in PHONE_TYPES and len(label) >= 6 and Levenshtein.normalized_similarity(word, label) >= 0.84:
            return kind
    return ""


_NEAR = {"tel": "work", "fax": "fax", "mob": "mobile", "cell": "mobile", "fone": "work"}


def _near(word: str) -> str:
    """A short label with one letter misread or lost: `tet`, `ax`, `iel`."""
    for label, kind in _NEAR.items():
        if word in label and len(word) == len(label) - 1 >= 2:
            return kind
        if (
            len(word) == len(label)
            and sum(a != b for a, b in zip(word, label, strict=True)) == 1
            and word
            not in ("max", "job", "bell", "zone", "tax", "done", "bone", "rob", "bob", "well", "del", "mon", "gel")
        ):
            return kind
    return ""
