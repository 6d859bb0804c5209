"""Organizations: the name as printed, and for comparing its core apart from its legal form."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.people import words
from pipeline.people.romanize import HAN, HANGUL, KANA, fold

_WRAPPING = " \t\r\n,;|·•*\u200b\ufeff"
_QUOTES = frozenset([('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'")])
_SCAN_ERRORS = (
    (re.compile(r"\b[Il]td\b(?=[.,]?)"), "Ltd"),
    (re.compile(r"\b[Il]nc\b(?=\.)"), "Inc"),
    (re.compile(r"\bGm[bh]H\b"), "GmbH"),
)
_NO_FIRM = frozenset(fold(p).replace(" ", "") for p in words.phrases("placeholders.txt")["no-firm"])
_NOTHING = frozenset(words.phrases("placeholders.txt")["organization"])
_SPEAKS_OF_NO_FIRM = re.compile(
    r"(?:self.?employed|freelance|independent|stealth|selbst|confidential|indépendant|en recherche|looking for"
    r"|open to)",
    re.IGNORECASE,
)


class Key(NamedTuple):
    """What two names of one firm have in common."""

    core: str
    """Folded words without legal form, article and punctuation: `GARDA Technik GmbH & Co. KG` -> `garda technik`."""
    legal_form: str
    """The legal form, folded without dots: `gmbhcokg`, `` if none."""


def clean(text: str, scanned: bool = False) -> str:
    """The name as printed, legal form kept; spacing and wrapping tidied, `` for what names no organization (`n/a`).
    `scanned` mends `Itd.` and the like."""
    text = " ".join(unicodedata.normalize("NFC", text).split()).strip(_WRAPPING)
    if len(text) > 2 and (text[0], text[-1]) in _QUOTES and text[-1] not in text[1:-1]:
        text = text[1:-1].strip(_WRAPPING)
    if scanned:
        for pattern, right in _SCAN_ERRORS:
            text = pattern.sub(right, text)
    if fold(text) in _NOTHING:
        return ""
    return text if any(c.isalnum() for c in text) else ""


def is_placeholder(text: str) -> bool:
    """Whether it names no firm that two people could share: `self-employed`, `freelance`, `stealth`."""
    return fold(text).replace(" ", "") in _NO_FIRM or bool(_SPEAKS_OF_NO_FIRM.match(text))


_ARTICLE = re.compile(r"^\W*(?:the|die|der|das)\s+")


@lru_cache(maxsize=1 << 17)
def key(name: str) -> Key:
    """Core and legal form. Brackets go (`Contoso (Germany) GmbH` -> `contoso`) unless they belong to the form."""
    text = fold(unicodedata.normalize("NFKC", name).replace("＆", "&"))
    core, form = _strip_east_asian(text)
    bare = re.sub(r"\(([^()]*)\)", lambda m: f" {m[1]} " if _squeeze(m[1]) in _bracketed() else " ", core)
    core = bare if _squeeze(bare) else core
    core = (
        re.sub(r"\b(?:the|die|der|das)\s+", "", core, count=1) if re.match(r"\W*(?:the|die|der|das)\s", core) else core
    )
    parts = [p for p in re.split(r"[\s,;]+", core) if _squeeze(p) or "&" in p]
    parts, tail = _strip_end(parts)
    parts, head = _strip_start(parts)
    form = form or tail or head
    text = " ".join(_words(" ".join(parts)))
    return Key(text, form) if text else Key(" ".join(_words(core)), "")


def _words(text: str) -> list[str]:
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text.replace("'", "").replace("’", ""))
    found = re.findall(r"[^\W_]+", re.sub(r"[&+]", " & ", text).replace(" & ", " "))
    return [w for w in found if w not in ("and", "und", "et", "y", "e")] or found


def _strip_end(parts: list[str]) -> tuple[list[str], str]:
    for size in range(min(7, len(parts) - 1), 0, -1):
        form = _squeeze("".join(parts[-size:]))
        if form in _forms() and _plausible(parts[-size:]):
            rest = parts[:-size]
            while len(rest) > 1 and not _squeeze(rest[-1]):
                rest = rest[:-1]
            again, more = _strip_end(rest) if len(rest) > 1 else (rest, "")
            return again, more + form
    return parts, ""


def _strip_start(parts: list[str]) -> tuple[list[str], str]:
    if len(parts) > 1 and _squeeze(parts[0]) in _PREFIXED:
        return parts[1:], _squeeze(parts[0])
    return parts, ""


def _plausible(parts: list[str]) -> bool:
    return any(_squeeze(p) for p in parts)


_PREFIXED = frozenset(
    "ооо оао зао пао ао ип тов пп пат прат ооd too pt cv ooo oao zao fpp stichting фоп еоод ад ад. ооо. شركة".split()
)


def _strip_east_asian(text: str) -> tuple[str, str]:
    if not _NATIVE_SCRIPT.search(text):
        return text, ""
    for form in _native_forms():
        if form in text and text.strip() != form:
            return text.replace(form, " ", 1), form.strip("()")
    return text, ""


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@cache
def _forms() -> frozenset[str]:
    found = {_squeeze(fold(f)) for forms in words.phrases("legal_forms.txt").values() for f in forms}
    return frozenset(
        found
        | {_squeeze(fold(f.replace("&", "and"))) for forms in words.phrases("legal_forms.txt").values() for f in forms}
    )


@cache
def _bracketed() -> frozenset[str]:
    """What stands in brackets inside legal forms: (Pty) Ltd, (P) Ltd., UG (haftungsbeschränkt)."""
    forms = (f for some in words.phrases("legal_forms.txt").values() for f in some)
    inside = {_squeeze(fold(part)) for form in forms for part in re.findall(r"\(([^()]*)\)", form)}
    return frozenset(inside) | _forms()


@cache
def _native_forms() -> tuple[str, ...]:
    native = {
        fold(unicodedata.normalize("NFKC", f))
        for forms in words.phrases("legal_forms.txt").values()
        for f in forms
        if _NATIVE_SCRIPT.search(unicodedata.normalize("NFKC", f))
    }
    return tuple(sorted(native, key=lambda f: (-len(f), f)))


def may_have_legal_form(name: str) -> bool:
    """A quick look before `has_legal_form`: whether the first or last word, or another script, could be one."""
    tokens = name.split()
    if not name.isascii() and _NATIVE_SCRIPT.search(name):
        return True
    return bool(tokens) and (_bare(tokens[-1]) in _form_words() or _bare(tokens[0]) in _PREFIXED)


def _bare(word: str) -> str:
    return word.lower() if word.isascii() and word.isalpha() else _squeeze(fold(word))


_NATIVE_SCRIPT = re.compile(f"[{HAN}{KANA}{HANGUL}\u0e00-\u0e7f\u0600-\u06ff\u0590-\u05ff]")


@cache
def _form_words() -> frozenset[str]:
    forms = (f for some in words.phrases("legal_forms.txt").values() for f in some)
    return frozenset(_squeeze(fold(word)) for form in forms for word in form.split())


@lru_cache(maxsize=1 << 16)
def has_legal_form(name: str) -> bool:
    """Whether the text ends or begins with a legal form that cannot end a person's name."""
    form = key(name).legal_form
    return bool(form) and form not in words.sections("legal_forms_also_names.txt")["form"]
