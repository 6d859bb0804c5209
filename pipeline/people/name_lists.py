"""What is known of names as sets of folded words: particles, surnames and given names by language."""

from __future__ import annotations

import re
from functools import cache

from pipeline.people import words
from pipeline.people.romanize import fold


@cache
def first_words() -> frozenset[str]:
    """Words that, first of two, may be a surname, a form of address or a placeholder: such names take the long way."""
    honorifics = {fold(w).strip(".") for some in words.sections("honorifics.txt").values() for w in some}
    small = {w for some in words.sections("particles.txt").values() for w in some}
    return (
        families()
        | honorifics
        | small
        | {"no", "linkedin", "first", "vorname", "not", "membre", "membro", "utilisateur"}
    )


@cache
def last_words() -> frozenset[str]:
    """Words that, last of two, may be a given name, a credential or a patronymic."""
    ends = {fold(re.sub(r"\W", "", w)) for some in words.sections("credentials.txt").values() for w in some}
    small = {w for some in words.sections("particles.txt").values() for w in some}
    return givens() | ends | small | first_words() - families()


@cache
def starts() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["start"]) | patronyms()


@cache
def lower_starts() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["lower"])


@cache
def patronyms() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["patronym"])


@cache
def links() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["link"]) - {"und"}


@cache
def family_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(map(fold, names)) for language, names in words.sections("surnames.txt").items()}


@cache
def family_ranks(*languages: str) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for language in languages:
        for rank, name in enumerate(words.sections("surnames.txt")[language]):
            ranks[fold(name)] = min(rank, ranks.get(fold(name), rank))
    return ranks


@cache
def families() -> frozenset[str]:
    return frozenset().union(*family_sets().values())


@cache
def given_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(map(fold, names)) for language, names in words.sections("given_names.txt").items()}


@cache
def givens() -> frozenset[str]:
    return givens_latin() | frozenset().union(*given_sets().values())


@cache
def givens_latin() -> frozenset[str]:
    found: set[str] = set()
    for name in ("nicknames.txt", "spellings.txt"):
        for line in words.lines(name):
            found.update(fold(w) for w in line.partition(":")[2].replace("|", " ").split() or line.split())
    for language, names in given_sets().items():
        if language not in ("ja",):
            found |= names
    return frozenset(found)


def is_given(plain: str) -> bool:
    """Whether a folded word is a given name, or several with hyphens (`hans-peter`)."""
    return plain in givens() or ("-" in plain and all(piece in givens() for piece in plain.split("-")))


@cache
def prefix_names() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["compound"]) - {"jean"}


def compounds(first: str) -> frozenset[str]:
    """Which given names make one name with this one before them: María -> José, Luisa, ..."""
    return frozenset(words.sections("compound_given.txt").get(first, ()))


@cache
def devotions() -> tuple[str, ...]:
    """Given names that begin like a surname: del Carmen, de Fátima."""
    return words.phrases("devotions.txt")["devotion"]
