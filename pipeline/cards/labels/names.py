"""The printed name of a person -> name, prefix and suffix apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.text import cjk_share, fold, letters

SUFFIXES = frozenset("jr sr ii iii iv".split())
_KEPT = frozenset("m me ma ba be ms do er li mag hon mr an lee ab le se".split())
"""Credentials that are also names or initials: cut only behind a comma or with full stops."""
_MIXED = re.compile(r"(?=\w*[A-Z]\w*[A-Z])(?=\w*[a-z])\w{3,8}")
"""Letters like `CEng` and `MIMechE`, which only societies of engineers write."""
_CJK_HONOURS = re.compile(r"(?:様|先生|氏|さん|先生|女士|小姐|博士|教授)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, what stands before and behind it."""

    full: str
    prefix: str = ""
    suffix: str = ""


def parse_name(text: str) -> Name:
    """`Dr. Jane Doe, PhD, PMP®` -> Jane Doe with prefix `Dr.` and suffix `PhD, PMP`.

    Words stay in the printed order and case. A name in brackets stays part of the name when it is a nickname.
    """
    text = re.sub(r"[®™©*]", "", text).strip(" ,;:|/•·-–—_.=\"'") + (
        "." if re.search(r"\b[A-Z]\.$", text.strip()) else ""
    )
    text = re.sub(r"^(?:name|nom|nombre|nome|naam|氏名|姓名)\s*[:：]\s*", "", text, flags=re.I)
    if cjk_share(text) > 0.5:
        return Name(re.sub(r"\s+", " ", _CJK_HONOURS.sub("", text).strip()))
    text = re.sub(r"^((?:Dr|Prof|Mrs?|Ms|Er|Ing|Shri|Smt|Dipl)\.(?:-?(?:Ing|Kfm|Inf)\.)?)(?=[A-ZÀ-Þ])", r"\1 ", text)
    text = re.sub(r"\s*\((?:she|he|they|sie|er)\b[^)]*\)", "", text, flags=re.I)
    body, behind = _behind_comma(text)
    spoken = body.split()
    prefix: list[str] = []
    while len(spoken) > 1 and _is_prefix(spoken[0], spoken[1:]):
        prefix.append(spoken.pop(0))
    suffix: list[str] = []
    while len(spoken) > 1 and _is_suffix(spoken[-1], spoken):
        suffix.insert(0, spoken.pop())
    full = " ".join(spoken).strip(" ,;-–")
    return Name(
        full if letters(full) > 1 else "", " ".join(prefix), ", ".join(filter(None, [" ".join(suffix), behind]))
    )


def _behind_comma(text: str) -> tuple[str, str]:
    """`Doe, Jane` stays whole; credentials behind a comma are cut."""
    text = re.sub(r"(?<=[A-Z]{2})(?=(?:M\.A|Ph\.D|M\.D|B\.A|M\.Sc)\b)", " ", text)
    head, *tail = [t.strip() for t in text.split(",")]
    if not tail:
        return text, ""
    credential = lexicon("credential")
    marked = [
        all(credential.has(w) or fold(w).rstrip(".") in SUFFIXES or _MIXED.fullmatch(w) for w in t.split())
        for t in tail
        if t
    ]
    if marked and all(marked):
        return head, ", ".join(t for t in tail if t)
    if len(tail) == 1 and len(head.split()) == 1 and tail[0]:
        return f"{tail[0]} {head}" if not credential.has(tail[0]) else head, ""
    return (head, ", ".join(tail)) if marked and marked[0] else (text, "")


def _is_prefix(word: str, rest: list[str]) -> bool:
    """Titles before a name; `M.` and `Er.` are initials unless a whole name follows."""
    bare = fold(word)
    if not lexicon("honorific").has(word) or len(rest) < 1:
        return False
    if len(bare.rstrip(".")) == 1:
        return False
    return (
        bare.rstrip(".")
        not in (
            "me",
            "on",
            "col",
            "fr",
            "gen",
            "ing",
            "ir",
            "mr",
            "ar",
            "don",
            "dame",
            "pan",
            "bay",
            "tan",
            "sir",
            "op",
            "sn",
            "m",
        )
        or bare.endswith(".")
        or len(rest) > 1
    )


def _is_suffix(word: str, spoken: list[str]) -> bool:
    bare = fold(word).strip(".,()")
    if bare in SUFFIXES and len(spoken) > 2:
        return False  # Jr belongs to the name as printed; `clean` takes it apart
    if not (lexicon("credential").has(word) or lexicon("credential").has(word.strip(",()"))):
        return False
    if bare.replace(".", "") in _KEPT or len(bare) < 3:
        return "." in word and len(bare.replace(".", "")) > 1 and len(spoken) > 2
    return word.isupper() or "." in word or bool(_MIXED.fullmatch(word)) or word[:2] in ("Ph", "Di", "MS", "LL")
