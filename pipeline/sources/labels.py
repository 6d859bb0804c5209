"""What a column's label means: the facts are in `data/labels.tsv`, the survey questions in `data/questions.tsv`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pipeline.sources.facts import lines, words

LONGEST_LABEL = 400
QUESTION_WORDS = 4
"""A label of this many words, or with a question mark, that is no known label is read as a question."""
MARKS = ("?", "？")
CHARACTERS = 2
"""Characters of Japanese and Chinese, which have no spaces, to a word."""


CODE = re.compile(r"[`{}\[\]=\"]|^'|'$")
"""Punctuation of programs and data, which no header row has."""


class Meaning(NamedTuple):
    """What a column holds."""

    field: str
    """A field of `schema.FIELDS`, or one that rows work out: `key`, `order`, `birth_year`, `type_of_email` ..."""
    type: str = ""
    number: int = 0
    """The number in the label (E-mail 2), 0 = none."""
    grouped: bool = False
    """Whether the number ties columns together (Address 1 - Street, Address 1 - City)."""
    doubtful: bool = False
    """Whether another column decides (`Nom`: family name beside `Prénom`, else the whole name)."""
    asked: bool = False
    """Whether the label is a survey question, understood by its words."""


@lru_cache(maxsize=8192)
def fold(label: str) -> str:
    """A label without case, accents and punctuation; numbers become `#`."""
    text = unicodedata.normalize("NFKD", label.casefold())
    text = "".join(ch for ch in text if not "\u0300" <= ch <= "\u036f")
    text = unicodedata.normalize("NFC", text).replace("ß", "ss").replace("ı", "i")
    text = re.sub(r"[^\w#]|_", " ", text)
    text = re.sub(r"\d+", " # ", text)
    text = " ".join(text.split())
    return re.sub(r"\be (?=mail|post)", "e", text)


@lru_cache(maxsize=1)
def known() -> dict[str, Meaning]:
    """Folded label -> meaning."""
    table: dict[str, Meaning] = {}
    for name, labels in lines("labels.tsv"):
        grouped, doubtful = name.endswith("@"), name.endswith("?")
        field, _, kind = name.rstrip("@?").partition(":")
        for label in words(labels):
            table.setdefault(fold(label), Meaning(field, kind, 0, grouped, doubtful))
    return table


@lru_cache(maxsize=1)
def questions() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of survey questions, first match wins -> field (`ask`, `offer`, `note`, `ignore`, ...)."""
    return tuple((re.compile(pattern, re.IGNORECASE), field) for field, pattern in lines("questions.tsv"))


def meaning(label: str) -> Meaning | None:
    """What a label means, None when it is not known."""
    folded = fold(label) if len(label) <= LONGEST_LABEL else ""
    if not folded:
        return None
    found = known().get(folded)
    digits = re.search(r"\d+", label)
    number = int(digits[0]) if digits and len(digits[0]) < 4 else 0
    if found is None and "#" in folded:
        found = known().get(" ".join(folded.replace("#", " ").split()))
    if found is not None:
        return found._replace(number=number) if "#" in folded else found
    return _qualified(folded) or _question(label)


def is_label(cell: str) -> bool:
    """Whether a cell stands in a header row: a known label, or a survey question with its question mark."""
    found = meaning(cell) if len(cell) <= LONGEST_LABEL and not CODE.search(cell) else None
    return found is not None and (not found.asked or cell.rstrip().endswith(MARKS))


@lru_cache(maxsize=1)
def _qualifiers() -> dict[str, str]:
    """Words around a known label that change or leave its meaning -> type, `` (no change) or `!` (somebody else's)."""
    out: dict[str, str] = {}
    for name, several in lines("qualifiers.tsv"):
        for word in words(several):
            out[fold(word)] = name.removeprefix("same")
    return out


def _qualified(folded: str) -> Meaning | None:
    """`Attendee email`, `Your work phone number`: a known label with words around it that qualify it."""
    parts = [word for word in folded.split() if word != "#"]
    if not 2 <= len(parts) <= 7:
        return None
    notes = [_qualifiers().get(word) for word in parts]
    if "!" in notes:
        return Meaning("ignore")
    plain = known().get(" ".join(word for word, note in zip(parts, notes, strict=True) if note != ""))
    if plain is not None:
        return plain
    rest = " ".join(word for word, note in zip(parts, notes, strict=True) if note is None)
    found = known().get(rest) if rest else next((known()[word] for word in parts if word in known()), None)
    kind = next((note for note in notes if note), "")
    return found._replace(type=kind) if found is not None and kind and found.field in PLACED else found


TEXTS = frozenset({"note", "ask", "offer", "ignore"})
PLACED = frozenset({"email", "phone", "street", "city", "region", "postal_code", "country", "address"})
"""Fields that are of work or home."""


def _question(label: str) -> Meaning | None:
    """A label of several words, by the words that say what is asked; short ones only as a text."""
    count = max(len(label.split()), sum(ch >= "\u3040" for ch in label) // CHARACTERS)
    long = any(mark in label for mark in MARKS) or count >= QUESTION_WORDS
    for pattern, field in questions() if long or count > 1 else ():
        if (long or field in TEXTS) and pattern.search(label):
            return Meaning(field, asked=True)
    return None
