"""Firms that stand where the name of a person should: `Hafenkran GmbH` in a column of names; but Anna Sas is a person."""

from __future__ import annotations

import re
from functools import cache

from pipeline.people import name_ends, name_lists, orgs, words
from pipeline.people.romanize import fold

_SMALL_LETTERS = re.compile(r"\s([a-z]\.(?:\s?\w\.)+)$")
"""`e.V.`, `a.s.`, `d.o.o.`: the initials of a name are in capitals."""
_INITIAL = re.compile(r"[^\W\d_]\.?")
_VOWELS = frozenset("aeiouy")
MIDDLE_NAMES = 1
"""At most, of a person whose firm bears their whole name."""
_LONGEST_CHANCE = 4
"""Letters of a legal form that may be a surname by chance (Sas, Spa, Inc); the longer ones of that kind are listed."""


def is_firm(text: str) -> bool:
    """Whether the text ends or begins with a legal form, and not by chance like the name of a person."""
    if (small := _SMALL_LETTERS.search(text)) and small[1].replace(" ", "") in _small_forms():
        return True
    if not orgs.may_have_legal_form(text):
        return False
    before, comma, last = text.rpartition(",")
    if comma and last:
        return _is_form(last.strip()) and not _is_whole_name(before.split())
    return orgs.has_legal_form(text) and not _is_person(text)


@cache
def _small_forms() -> frozenset[str]:
    forms = (form for some in words.phrases("legal_forms.txt").values() for form in some)
    return frozenset(form.replace(" ", "") for form in forms if form[0].islower() and form.endswith("."))


def _is_form(text: str) -> bool:
    """Whether it is a legal form and neither a name nor a degree (`Contoso, Inc.`, but not `Doe, Jane` or `Doe, BSc`)."""
    firm = f"x {text}"
    return (
        orgs.key(firm).core == "x"
        and orgs.has_legal_form(firm)
        and not (_may_be_surname(text, text.upper()) or name_ends.is_credentials(text))
    )


def is_split_firm(given: str, family: str) -> bool:
    """Whether two fields hold a firm's name in two pieces (`Hafenkran`, `GmbH`): one that no family could have."""
    text = f"{given} {family}"
    return is_firm(text) and not _may_be_surname(text.rsplit(maxsplit=1)[-1], text)


def is_namesake(text: str, titled: bool) -> bool:
    """Whether a firm that bears this name may be a person's who is called so: a given name and a known surname, or, of
    somebody who holds a post (`titled`), any other word that no firm's form is."""
    first, *rest = text.split()
    last = fold(rest[-1]) if rest else ""
    return (
        0 < len(rest) <= MIDDLE_NAMES + 1
        and name_lists.is_given(fold(first))
        and all(word.replace("-", "").replace("'", "").isalpha() for word in rest)
        and not is_firm(text)
        and (titled or last in name_lists.families())
    )


def _is_person(text: str) -> bool:
    """Anna Sas, Scooby Doo, Zao Wou-Ki: what could be a legal form is written like a name, among names."""
    prefix, name = name_ends.split_prefix(text.split())
    before, last = name[:-1], name[-1]
    first, form = text.split(maxsplit=1)[0], orgs.key(text).legal_form
    if form == fold(first):
        return first in words.sections("legal_forms_also_names.txt")["capital"]
    if form != fold(last) or not _may_be_surname(last, text):
        return False
    if not before:
        return bool(prefix)
    if last in words.sections("legal_forms_also_names.txt")["capital"]:
        return fold(before[0]) not in name_lists.families() or _are_given(before)
    return _are_given(before)


def _may_be_surname(word: str, text: str) -> bool:
    """By its shape: SAS beside small letters, SpA, Inc. and what cannot be spoken (Ltd) are no surnames."""
    plain = fold(word)
    short = len(plain) <= _LONGEST_CHANCE or plain in words.sections("legal_forms_also_names.txt")["long"]
    in_keeping = word.istitle() or text.isupper() or text.islower()
    return word.isalpha() and in_keeping and short and not _VOWELS.isdisjoint(plain)


def _is_whole_name(tokens: list[str]) -> bool:
    return len(tokens) > 1 and name_lists.is_given(fold(tokens[0]))


def _are_given(tokens: list[str]) -> bool:
    """Given names only, initials and small particles among them: `Anna M. van`."""
    rest = [t for t in tokens[1:] if not _INITIAL.fullmatch(t) and fold(t) not in name_lists.starts()]
    return all(name_lists.is_given(fold(t)) for t in (tokens[0], *rest))
