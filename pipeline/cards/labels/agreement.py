"""How fields of one card vouch for each other: name and e-mail, organization and domain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.cards.labels.text import compact, fold

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


def name_tokens(name: str) -> list[str]:
    """Folded words of a name, credentials and marks left out."""
    return [t for t in re.split(r"[^a-z]+", fold(name)) if t]


def name_in_mailbox(name: str, local: str) -> float:
    """How well a name explains a mailbox, 0-1: `jane.doe`, `jdoe`, `doej`, `janed`, `jd` for Jane Doe."""
    best = 0.0
    for spelled in {name, name.casefold().translate(_UMLAUTS)}:
        tokens = name_tokens(spelled)
        if tokens:
            best = max(best, _explains(tokens, re.sub(r"[^a-z]", "", fold(local)), re.split(r"[^a-z]+", fold(local))))
    return best


def near_miss(name: str, local: str) -> bool:
    """Whether a mailbox spells a word of the name with one letter wrong: one of the two was misread."""
    tokens = [t for t in name_tokens(name) if len(t) >= 5]
    parts = [p for p in re.split(r"[^a-z]+", fold(local)) if len(p) >= 5]
    apart = [t for t in tokens if t not in fold(local)]
    return any(Levenshtein.distance(t, p) == 1 and len(t) == len(p) for t in apart for p in parts)


def _explains(tokens: list[str], box: str, parts: list[str]) -> float:
    if not box:
        return 0.0
    covered, used = _cover(tokens, box)
    if covered == len(box) and used:
        return 1.0 if used >= 2 or len(tokens) == 1 or len(box) >= 4 else 0.6
    initials = "".join(t[0] for t in tokens)
    if box == initials and len(box) >= 2:
        return 0.7
    whole = [t for t in tokens if len(t) >= 3 and t in parts]
    inside = [t for t in tokens if len(t) >= 4 and t in box]
    near = [t for t in tokens if len(t) >= 5 and any(len(p) >= 5 and Levenshtein.distance(t, p) <= 1 for p in parts)]
    if whole:
        return 0.9
    if inside:
        return 0.8
    if near:
        return 0.7
    starts = [
        t for t in tokens if len(t) >= 3 and any(len(p) >= 3 and (t.startswith(p) or p.startswith(t)) for p in parts)
    ]
    return 0.5 if starts else 0.0


def _cover(tokens: Sequence[str], box: str) -> tuple[int, int]:
    """Spells the mailbox by whole words and initials of the name; -> (letters covered, words used whole)."""
    best = (0, 0)

    def walk(at: int, left: tuple[str, ...], used: int) -> None:
        nonlocal best
        best = max(best, (at, used))
        for i, token in enumerate(left):
            rest = left[:i] + left[i + 1 :]
            if box.startswith(token, at):
                walk(at + len(token), rest, used + (len(token) > 1))
            elif at < len(box) and box[at] == token[0]:
                walk(at + 1, rest, used)

    walk(0, tuple(tokens[:5]), 0)
    return best


def firm_in_domain(text: str, label: str) -> float:
    """How well a domain's label is explained by a line: 1 equal, .9 contained, .8 acronym, .6 alike, 0 not."""
    label, whole = re.sub(r"[^a-z0-9]", "", fold(label)), compact(text)
    if not label or not whole or not whole.isascii():
        return 0.0
    if whole == label:
        return 1.0
    words = [w for w in re.split(r"[^a-z0-9]+", fold(text)) if w]
    if len(label) >= 3 and (label in words or (len(label) >= 4 and label in whole)):
        return 0.9
    if len(whole) >= 4 and whole in label:
        return 0.85
    initials = "".join(w[0] for w in words)
    if len(label) >= 2 and len(words) >= 2 and (initials == label or (len(label) >= 3 and initials.startswith(label))):
        return 0.8
    covered = _spell(words, label)
    if covered >= 0.99:
        return 0.75
    strong = [w for w in words if len(w) >= 4 and (w in label or (label.startswith(w[:5]) and len(w) >= 5))]
    if strong and sum(map(len, strong)) >= 0.5 * len(label):
        return 0.7
    if len(label) >= 5 and Levenshtein.normalized_similarity(whole, label) >= 0.75:
        return 0.6
    return 0.4 if strong else 0.0


def _spell(words: Sequence[str], label: str) -> float:
    """Share of the label spelled by beginnings of the words in order: `tbrave` by Techno Brave."""
    if len(words) < 2:
        return 0.0
    reach = {0}
    for word in words[:8]:
        grown = set(reach)
        for at in reach:
            n = 0
            while n < len(word) and at + n < len(label) and word[n] == label[at + n]:
                n += 1
                grown.add(at + n)
        reach = grown
    return max(reach) / len(label)
