"""Whom a line of notes is about: `Ana Example (Northwind)`, `Ana Example <ana@...>`, `Ana Example, CFO, Northwind`."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.schema import TEXT_FIELDS, Claim
from pipeline.sources.facts import lines, words
from pipeline.sources.labels import fold, meaning
from pipeline.sources.shapes import EMAIL, FIRM, LINKEDIN, NAME_WORD, ROLE, is_phone

BESIDE = re.compile(r"^(?P<name>[^(<,|@]+?)\s*(?:[(<|,@]|\bfrom\b|\bat\b|\bvon\b)\s*(?P<rest>.*?)[)>]?\s*$")
SMALL = frozenset(
    "von van de da do dos das del della der den di du la le al el bin ibn ben y e i zu zur ter ten".split()
)
"""Words that stand in names in small letters."""
MOST_WORDS = 6
LONGEST = 60
NAMED_BY = 3
"""Words of a name that holds a word of a survey question; what is longer is the question."""


@lru_cache(maxsize=1)
def _not_names() -> tuple[str, ...]:
    return tuple(fold(word) for cells in lines("not_names.tsv") for word in words(cells[0]))


def is_who(text: str, strict: bool = False) -> bool:
    """Whether the words before a colon name somebody; `strict`: every word must look like one of a name."""
    text = text.strip()
    if EMAIL.fullmatch(text):
        return True
    found = BESIDE.match(text)
    name = (found["name"] if found else text).strip()
    parts = name.split()
    if not 1 <= len(parts) <= MOST_WORDS or len(name) > LONGEST or not all(NAME_WORD.fullmatch(part) for part in parts):
        return False
    if _begins_a_label(fold(name)) or _is_label(name, parts):
        return False
    capital = [not part[0].islower() or part.casefold() in SMALL for part in parts]
    small = capital.count(False)
    return capital[0] and small <= (0 if strict or len(parts) not in (2, 3) else 1)


def _begins_a_label(folded: str) -> bool:
    return any(folded == word or folded.startswith(word + " ") for word in _not_names())


def _is_label(name: str, parts: list[str]) -> bool:
    """Whether it is a label (`Asks`, `Email`, `Date`). A question is known by a word within it (`needs`, `hotel`) that
    may be a surname: Karen Needs is a person, `Needs help` and `Seeking Investors` are not."""
    known = meaning(name)
    if known is None or not known.asked:
        return known is not None
    first = meaning(parts[0])
    capital = all(part[0].isupper() or part.casefold() in SMALL for part in parts)
    return not capital or len(parts) > NAMED_BY or (first is not None and first.field in TEXT_FIELDS)


def who(text: str, method: str) -> list[Claim]:
    """The name, and the firm, title, e-mail, phone or profile beside it."""
    text = text.strip()
    if EMAIL.fullmatch(text):
        return [Claim("email", text, "", 0, 1.0, method)]
    found = BESIDE.match(text)
    if not found:
        firm = FIRM.search(text) is not None and " " in text
        return [Claim("organization" if firm else "full_name", text, "", 1 if firm else 0, 1.0, method)]
    parts = [part.strip(" ()<>[]") for part in re.split(r"[,;|<(]| @ | at ", found["rest"])]
    parts = [part for part in parts if part]
    claims = [Claim("full_name", found["name"].strip(), "", 0, 1.0, method)]
    for place, part in enumerate(parts, 1):
        name = _beside(part, last=place == len(parts))
        claims.append(Claim(name, part, "", 1 if name in ("title", "organization") else 0, 1.0, method))
    return claims


def _beside(text: str, last: bool) -> str:
    if EMAIL.fullmatch(text):
        return "email"
    if LINKEDIN.fullmatch(text):
        return "linkedin_url"
    if is_phone(text):
        return "phone"
    return "title" if ROLE.search(text) or not last else "organization"
