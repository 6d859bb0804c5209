"""Phone numbers: several in a cell, letters that a reader took for digits, E.164 where the number is valid."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from pipeline.people import numbering, words
from pipeline.schema import PHONE_TYPES


class Phone(NamedTuple):
    """One number: `value` is E.164 where valid, else the digits as read (with a leading + kept)."""

    value: str
    type: str = ""
    """What a label inside the text says (`Fax:`), else ``."""
    valid: bool = False


def _alternatives(kind: str) -> str:
    some = words.phrases("phone_labels.txt")[kind]
    return "|".join(sorted((re.escape(word) for word in some), key=len, reverse=True))


_KINDS = ("fax", "mobile", "home", "work", "other", "none")
_LABEL = re.compile(
    r"^[\s(\[]*(?:"
    + "|".join(f"(?P<{kind}>{_alternatives(kind)})" for kind in _KINDS)
    + r")\b[\s.:=/)\]\-–]*(?=[\d+(OoIl])",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    rf"[\s,;(\[]*(?:;?\s*(?:{_alternatives('extension')})[\s.:=]*|#|,,|;)\s*(\d{{1,6}})[\s)\]]*$", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|:::|,(?=\s*(?:\+|00|\(|0\d|[A-Za-z]+\.?:))|"
    r"\s(?:or|oder|ou|und|and|y|o|e)\s+(?=[+(0-9]))\s*"
    r"|(?<=[\d)])\s+(?=\+\d)"
)
_APART = re.compile(r"\s/\s+")
_AREA = re.compile(r"\s*[(+0-9][\d\s().-]*")
_LONGEST_AREA = 6
"""Digits of an area code with its trunk 0 (034298 in Germany)."""
_LONGEST_BARE_AREA = 3
"""Digits of one without 0, brackets or country (212 in America, 91 in Spain)."""
_SLASH = re.compile(r"(?<=\d{6})\s*/\s*(?=[+0(]\d{1,3})|(?<=\d\d)\s*/\s*(?=\+)")
_OCR = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
)
_LOOKALIKE = re.compile(
    r"(?<=[\d)+\s.\-/])[OoQDlIi|SBZ](?=[\dOoQDlIi|SBZ\s.\-/()]|$)|(?<![A-Za-z])[OoIl](?=[\d)\s.\-/]*\d)"
)
_LETTERS = re.compile(r"[^\W\d_]")
_VANITY = re.compile(r"\d[\d\s.()-]*-?[A-Z]{3,}[A-Z-]*$")
_TRUNK = re.compile(r"\(\s*0+\s*\)")
_PLAIN = re.compile(r"\(?\+?[0-9][0-9 ().-]*")
_NO_DIGITS = str.maketrans("", "", " +().-")
_ABROAD = re.compile(r"00\s*\d")


def clean(text: str, region: str = "", scanned: bool = False) -> str:
    """The one number in the text as E.164 where it is valid for `region`, else its digits; `` if there is none."""
    found = split(text, region, scanned)
    return found[0].value if found else ""


def split(text: str, region: str = "", scanned: bool = False) -> list[Phone]:
    """The numbers in a cell, in order. `region`: ISO 3166 country of numbers without one; `scanned` mends O and l."""
    if _PLAIN.fullmatch(text):
        return _plain(text, region)
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return []
    if text[:4].lower() == "tel:":
        text = text[4:]
    found: list[Phone] = []
    for part in _parts(text, region, scanned):
        phone = _one(part, region, scanned)
        if phone and phone.value not in {p.value for p in found}:
            found.append(phone)
    return found


def _plain(text: str, region: str) -> list[Phone]:
    """The common case: one number of digits and their usual separators."""
    plus = "+" in text
    if "(" in text and (plus or _ABROAD.match(text)):
        text = _TRUNK.sub("", text)
    digits = text.translate(_NO_DIGITS)
    if not 3 <= len(digits) <= 20:
        return []
    if plus:
        digits = "+" + digits
    valid = numbering.valid(_with_plus(text, digits, region), region) or numbering.valid(digits, region)
    return [Phone(valid or digits, "", bool(valid))]


def _parts(text: str, region: str, scanned: bool) -> list[str]:
    if len(text) < 17 and not re.search(r"[;|\n/,:]", text):
        return [text]
    out: list[str] = []
    for part in (half for whole in _SPLIT.split(text) for half in _halves(whole, region, scanned)):
        pieces = [part] if not part or _EXTENSION.match(part) else _SLASH.split(part)
        for piece in pieces:
            short = bool(out) and 0 < len(re.sub(r"\D", "", piece)) <= 5
            if short and piece and not _LETTERS.search(piece):
                out[-1] += f" ;{piece}"  # "123-4567; 12" is an extension, not a second number
            elif piece:
                out.append(piece)
    return out


def _halves(text: str, region: str, scanned: bool) -> list[str]:
    """What a slash between spaces sets apart; an area code stays with the number behind it (`07141 / 99 88 77`)."""
    out: list[str] = []
    for half in _APART.split(text):
        if out and half[:1] in set("123456789") and _is_area(out[-1], half, region, scanned):
            out[-1] += f" {half}"
        else:
            out.append(half)
    return out


def _is_area(text: str, rest: str, region: str, scanned: bool) -> bool:
    """Whether the text before a slash is the area code of the number behind it: too short for a number of its own, and
    either none in this region or the beginning of one."""
    text = _LABEL.sub("", text)
    if not _AREA.fullmatch(text):
        return False
    area = _digits(text, scanned)[1]
    whole = numbering.valid(_digits(f"{text} {rest}", scanned)[1], region)
    if text.strip()[0] in "(+0":
        return len(numbering.behind_code(area)) <= _LONGEST_AREA and bool(whole or not numbering.valid(area, region))
    return len(area) <= _LONGEST_BARE_AREA and bool(whole)


def _one(text: str, region: str, scanned: bool) -> Phone | None:
    kind = ""
    while label := _LABEL.match(text):
        kind = kind or (label.lastgroup or "").replace("none", "")
        text = text[label.end() :]
    number, digits = _digits(text, scanned)
    if not 3 <= len(digits.lstrip("+")) <= 20:
        return None
    valid = numbering.valid(_with_plus(number, digits, region), region) or numbering.valid(digits, region)
    if not valid and number != text:
        valid = numbering.valid(_digits(number, scanned)[1], region)
    return Phone(valid or digits, kind, bool(valid))


def _with_plus(text: str, digits: str, region: str) -> str:
    """The digits with the plus that `49 7141 998877` and `497141998877` have lost in Germany, `` where none is missing:
    the calling code of the region stands alone in front, or the digits are one row and a whole number follows it."""
    code = numbering.calling_code(region) if region and not digits.startswith(("0", "+")) else ""
    if not code or not digits.startswith(code):
        return ""
    row = re.search(r"\d+", text)
    alone = row is not None and row[0] == code
    whole = digits in text and len(digits) - len(code) >= _WHOLE_NUMBER
    return f"+{digits}" if alone or whole else ""


_WHOLE_NUMBER = 8
"""Digits of a number with its area code; behind fewer of them, 49 may as well begin the area code of Emden (04921)."""


def _digits(text: str, scanned: bool) -> tuple[str, str]:
    """The text without extension, and its digits with a leading +; a trunk (0) behind a country code is dropped."""
    body = _EXTENSION.sub("", text) if not text.isdigit() else text
    if sum(c.isdigit() for c in body) < 5:
        body = text
    if _LETTERS.search(body):
        if scanned or _LOOKALIKE.search(body):
            body = _LOOKALIKE.sub(lambda m: m[0].translate(_OCR), body)
        if _VANITY.search(body):
            body = "".join(_KEYPAD.get(c, c) for c in body)
    plus = bool(re.match(r"[^\d]*(?:\+|＋)", body))
    if plus or re.match(r"\s*00\s*\d", body):
        body = _TRUNK.sub("", body)
    digits = "".join(str(unicodedata.digit(c)) for c in body if c.isdigit())
    return body, ("+" if plus else "") + digits


_KEYPAD = {c: str(d) for d, cs in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), 2) for c in cs}


_TYPE_OF = {word: kind for kind, some in words.sections("phone_types.txt").items() for word in some}


def clean_type(text: str) -> str:
    """A type as the contract names it; `fax` and `mobile` beat `work` and `home` (`WORK,FAX` is a fax); `` unknown."""
    if text in PHONE_TYPES or not text:
        return text
    tokens = [t for t in re.split(r"[^a-z]+", text.lower()) if t]
    kinds = {_TYPE_OF[t] for t in [*tokens, "".join(tokens)] if t in _TYPE_OF}
    return next((k for k in ("fax", "mobile", "work", "home") if k in kinds), "other" if tokens else "")
