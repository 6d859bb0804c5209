"""The name fields of one source record, read together."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.people import name_case, name_east, name_ends, name_marks
from pipeline.people.name_parse import LETTER, NOBODY, Name, is_nickname, is_particle, parse, without_remark
from pipeline.people.romanize import fold

_NONE = Name()
NO_PART = NOBODY - {"test", "name", "privat", "private", "guest", "gast"}
"""Some placeholders of whole names are surnames that people bear (Gast, Guest)."""


@lru_cache(maxsize=1 << 17)
def part(text: str, family: bool = False, before: int = 1) -> Name:
    """One part of a name from a field of its own: its given name or family name stands in `full`. `before`: how many
    words the given name has beside this family name (`MA` behind one is a surname, behind two a degree)."""
    if not text:
        return _NONE
    if text.isascii() and text.isalpha() and text.istitle() and text.lower() not in NO_PART:
        return Name(text)
    text = name_marks.tidy(text)
    if not LETTER.search(text) or fold(text) in NO_PART:
        return Name()
    if text.isalpha() and text.istitle():
        return Name(text)
    marked = name_marks.take_apart(text)
    nickname, other, suffixes = "", "", []
    for aside in marked.asides:
        if name_ends.is_credentials(aside):
            suffixes.append(aside)
        elif name_marks.in_other_script(aside, marked.text):
            other = aside
        elif not nickname and is_nickname(aside):
            nickname = aside
    body = name_ends.glue(without_remark(marked.text) or marked.text)
    if quoted := name_marks.quoted(body):
        rest = name_marks.without_quoted(body)
        nickname, body = nickname or quoted, rest or quoted
    segments = [s for s in re.split(r"\s*[,;]\s*", body) if s]
    tokens = segments[0].split() if segments else []
    behind: list[str] = []
    prefix, tokens = name_ends.split_prefix(tokens)
    if _only_addresses(tokens):
        prefix, tokens = [*prefix, *tokens], []
    elif family and _only_credentials(tokens, before):
        tokens, behind = [], tokens
    tokens, ends = _suffix_of_part(tokens) if family else _address_behind(tokens)
    behind += ends
    for segment in segments[1:]:
        left, ends = name_ends.split_suffix(segment.split(), after_comma=True)
        behind += ends
        tokens += [t for t in left if family is False and LETTER.search(t)]
    return Name(
        _cased([t for t in tokens if LETTER.search(t)], family, name_case.is_turkish(text)),
        " ".join(prefix),
        suffix=", ".join([*behind, *suffixes]),
        nickname=nickname,
        maiden=marked.maiden,
        other=other,
    )


def _cased(tokens: list[str], family: bool, turkish: bool) -> str:
    """The words with their capitals; a surname may begin with a small particle."""
    mixed = any(t[:1].isupper() for t in tokens)
    befores = ["", *tokens]
    words = []
    for i, token in enumerate(tokens):
        small = family and len(tokens) > 1 and (is_particle(token) or (mixed and name_case.is_meant_small(token)))
        words.append(name_case.word(token, i == 0 and not small, turkish, befores[i], mixed))
    return " ".join(words)


def _only_credentials(tokens: list[str], before: int) -> bool:
    if not name_ends.is_credentials(" ".join(tokens)) or any(t.islower() for t in tokens):
        return False
    lone = len(tokens) == 1 and tokens[0].isalpha()
    return not (
        lone and ((tokens[0].istitle() and len(tokens[0]) <= 3) or (name_ends.is_risky(tokens[0]) and before < 2))
    )


def _only_addresses(tokens: list[str]) -> bool:
    """A title where a name should be: `Prof.` as the given name or as the family name."""
    return bool(tokens) and all(name_ends.is_address(token, ["Jo", *tokens[:i]]) for i, token in enumerate(tokens))


def _address_behind(tokens: list[str]) -> tuple[list[str], list[str]]:
    """(the given name, the form of address behind it: `Anna Dr.`)"""
    count = len(tokens)
    while count > 1 and name_ends.is_address(tokens[count - 1], tokens[: count - 1]):
        count -= 1
    return tokens[:count], [" ".join(tokens[count:])] if count < len(tokens) else []


def _suffix_of_part(tokens: list[str]) -> tuple[list[str], list[str]]:
    if len(tokens) < 2:
        return tokens, []
    kept, ends = name_ends.split_suffix(["Jo", *tokens])  # a family name has a given name before it
    return (kept[1:], ends) if len(kept) > 1 else (tokens, [])


def record(
    full: str = "",
    prefix: str = "",
    given: str = "",
    additional: str = "",
    family: str = "",
    suffix: str = "",
    country: str = "",
) -> Name:
    """The name of one record from whatever fields it has; parts of their own beat what the whole name suggests."""
    if not given and not family:
        return _merge(parse(full, country), prefix, suffix) if full else Name()
    g, a, f = part(given), part(additional), part(family, True, len(given.split()))
    if g.full and f.full and g == (g.full, *_NONE[1:]) and f == (f.full, *_NONE[1:]) and not (full or additional):
        return Name(join(g.full, "", f.full), prefix.strip(), g.full, "", f.full, " ".join(suffix.split()).strip(" ,"))
    lacking = bool(g.full) != bool(f.full)
    if lacking and (whole := parse(full or f"{given} {family}", country)).family and (whole.given or f.prefix):
        return _merge(whole, prefix, suffix, (g.suffix or f.suffix) if full else "")
    shown = parse(full, country) if full else Name()
    name = Name(
        shown.full or join(g.full, a.full, f.full),
        *_first(g.prefix, f.prefix, shown.prefix),
        g.full,
        a.full or ("" if shown.additional in (g.full, f.full) else _middle(shown, g.full, f.full)),
        f.full,
        *_first(", ".join(x for x in (g.suffix, f.suffix) if x), shown.suffix),
        *_first(g.nickname, f.nickname, shown.nickname),
        *_first(g.maiden, f.maiden, shown.maiden),
        *_first(f.other, g.other, shown.other),
    )
    return _merge(name, prefix, suffix)


def _middle(shown: Name, given: str, family: str) -> str:
    if not shown.additional or fold(shown.given) != fold(given) or fold(shown.family) != fold(family):
        return ""
    return shown.additional


def _first(*texts: str) -> tuple[str]:
    return (next((t for t in texts if t), ""),)


def _merge(name: Name, prefix: str, suffix: str, more: str = "") -> Name:
    if not (prefix or suffix or more):
        return name
    prefix, suffix = " ".join(prefix.split()), " ".join(suffix.split()).strip(" ,")
    return name._replace(prefix=prefix or name.prefix, suffix=suffix or name.suffix or more)


def join(given: str, additional: str, family: str) -> str:
    """The whole name from its parts: family first and unspaced in Chinese and Korean letters, first and spaced in
    Japanese, given name first elsewhere."""
    if given and family and (native := name_east.joined(given, family)):
        return native
    pieces = [p for p in (given, additional, family) if p]
    return " ".join(pieces)
