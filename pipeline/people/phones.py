"""Phone numbers: several in a cell, letters that a reader took for digits, E.164 where the number is valid."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.people import words
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
    valid = _valid(_with_plus(text, digits, region), region) or _valid(digits, region)
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
    whole = _valid(_digits(f"{text} {rest}", scanned)[1], region)
    if text.strip()[0] in "(+0":
        return len(_behind_code(area)) <= _LONGEST_AREA and bool(whole or not _valid(area, region))
    return len(area) <= _LONGEST_BARE_AREA and bool(whole)


def _one(text: str, region: str, scanned: bool) -> Phone | None:
    kind = ""
    while label := _LABEL.match(text):
        kind = kind or (label.lastgroup or "").replace("none", "")
        text = text[label.end() :]
    number, digits = _digits(text, scanned)
    if not 3 <= len(digits.lstrip("+")) <= 20:
        return None
    valid = _valid(_with_plus(number, digits, region), region) or _valid(digits, region)
    if not valid and number != text:
        valid = _valid(_digits(number, scanned)[1], region)
    return Phone(valid or digits, kind, bool(valid))


def _with_plus(text: str, digits: str, region: str) -> str:
    """The digits with the plus that `49 7141 998877` and `497141998877` have lost in Germany, `` where none is missing:
    the calling code of the region stands alone in front, or the digits are one row and a whole number follows it."""
    code = _code_of(region) if region and not digits.startswith(("0", "+")) else ""
    if not code or not digits.startswith(code):
        return ""
    row = re.search(r"\d+", text)
    alone = row is not None and row[0] == code
    whole = digits in text and len(digits) - len(code) >= _WHOLE_NUMBER
    return f"+{digits}" if alone or whole else ""


_WHOLE_NUMBER = 8
"""Digits of a number with its area code; behind fewer of them, 49 may as well begin the area code of Emden (04921)."""


@cache
def _code_of(region: str) -> str:
    import phonenumbers

    return str(phonenumbers.country_code_for_region(region) or "")


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


@lru_cache(maxsize=1 << 18)
def _valid(digits: str, region: str) -> str:
    """E.164 of a number with a leading + or 00, or one of this region; `` where it is not valid."""
    if digits.startswith("+0"):
        return _ask(digits, region)
    if digits.startswith("+"):
        return _international(digits[1:])
    quick = _national(digits, region) if region else ""
    if quick:
        return quick
    if digits.startswith("00") and (found := _international(digits[2:])):
        return found
    slow = _ask(digits, region) if region and _may_be_read_otherwise(digits, region) else ""
    if not slow and digits.startswith("011") and region in ("", "US", "CA"):
        return _international(digits[3:])
    return slow


def _international(digits: str) -> str:
    for size in (1, 2, 3):
        code = int(digits[:size] or 0)
        pattern = _national_numbers(code)
        if pattern:
            if pattern.fullmatch(digits[size:]):
                return f"+{digits}"
            return _ask("+" + digits, "") if _prefix_abroad(code).match(digits, size) else ""
    return ""


def _national(digits: str, region: str) -> str:
    """The common case without the library: a plain trunk prefix, a number that fits one of the region's types."""
    rules = _rules(region)
    if not rules:
        return ""
    code, prefix, general, exact = rules
    stripped = digits[len(prefix) :] if prefix and digits.startswith(prefix) else digits
    if stripped != digits and general.fullmatch(digits) and not general.fullmatch(stripped):
        stripped = digits
    return f"+{code}{stripped}" if exact.fullmatch(stripped) else ""


def _may_be_read_otherwise(digits: str, region: str) -> bool:
    """Whether the library might find a valid number in digits that fit none of the region's types as they are: it takes
    off prefixes and the calling code, and looks at the other countries of the calling code."""
    rules = _readings(region)
    if not rules:
        return True
    prefixes, numbers = rules
    return bool(prefixes.match(digits) or numbers.fullmatch(digits))


@cache
def _readings(region: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What the library may take off a national number of the region, and the valid numbers of its calling code."""
    from phonenumbers import PhoneMetadata

    metadata: Any = PhoneMetadata.metadata_for_region(region, None)
    numbers = _national_numbers(metadata.country_code) if metadata else None
    if numbers is None:
        return None
    prefixes = (metadata.national_prefix_for_parsing, metadata.international_prefix, str(metadata.country_code))
    return re.compile("|".join(f"(?:{p})" for p in prefixes if p)), numbers


@cache
def _prefix_abroad(code: int) -> re.Pattern[str]:
    """What the library may take off the digits behind a calling code."""
    import phonenumbers
    from phonenumbers import PhoneMetadata

    region = phonenumbers.region_code_for_country_code(code)
    metadata: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return re.compile((metadata and metadata.national_prefix_for_parsing) or r"(?!)")


def _ask(text: str, region: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


_TYPES_OF_NUMBER = (
    "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail"
).split()


def _patterns(metadata: Any) -> list[str]:
    found = [getattr(metadata, kind, None) for kind in _TYPES_OF_NUMBER]
    return [d.national_number_pattern for d in found if d is not None and d.national_number_pattern]


@cache
def _national_numbers(code: int) -> re.Pattern[str] | None:
    """One pattern for all valid national numbers behind a calling code, made of the library's metadata."""
    import phonenumbers
    from phonenumbers import PhoneMetadata

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code)
    if not regions:
        return None
    if regions == ("001",):
        metadata = [PhoneMetadata.metadata_for_nongeo_region(code)]
    else:
        metadata = [PhoneMetadata.metadata_for_region(r) for r in regions]
    return re.compile("|".join(f"(?:{p})" for m in metadata for p in _patterns(m)))


@cache
def _rules(region: str) -> tuple[int, str, re.Pattern[str], re.Pattern[str]] | None:
    """Calling code, trunk prefix, possible and valid national numbers; None where the prefix is not a plain one."""
    from phonenumbers import PhoneMetadata

    metadata: Any = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None:
        return None
    prefix = metadata.national_prefix_for_parsing or ""
    if (prefix and not prefix.isdigit()) or metadata.national_prefix_transform_rule or metadata.leading_digits:
        return None
    return (
        metadata.country_code,
        prefix,
        re.compile(metadata.general_desc.national_number_pattern),
        re.compile("|".join(f"(?:{p})" for p in _patterns(metadata))),
    )


def country_of(text: str) -> str:
    """The country that the calling code of a number with + or 00 belongs to (the main one where several share it),
    `` for a national number."""
    if "+" not in text and "00" not in text:
        return ""
    found = _CALLING_CODE.match(text)
    return _country_behind(re.sub(r"\D", "", found[1])) if found else ""


def _behind_code(digits: str) -> str:
    """The digits without + or 00 and calling code; those of a national number as they are."""
    if not digits.startswith(("+", "00")):
        return digits
    abroad = digits.lstrip("+0")
    return abroad[next((size for size in (1, 2, 3) if _main_region(abroad[:size])), 0) :]


@cache
def _country_behind(digits: str) -> str:
    return next((region for size in (1, 2, 3) if (region := _main_region(digits[:size]))), "")


_CALLING_CODE = re.compile(r"[^\d+]*(?:\+|00)\s*\(?((?:\d[\s().-]*){3})")


@cache
def _main_region(code: str) -> str:
    import phonenumbers

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code or 0), ("",))
    return "" if regions[0] == "001" else str(regions[0])


@lru_cache(maxsize=1 << 16)
def is_mobile(value: str) -> bool:
    """Whether an E.164 number can only be a mobile one (in North America nothing tells)."""
    if not value.startswith("+") or value.startswith("+1"):
        return False
    size = next((n for n in (2, 3, 4) if _main_region(value[1:n])), 0)
    rules = _mobile_numbers(_main_region(value[1:size])) if size else None
    if rules is None:
        return False
    mobile, others = rules
    return bool(mobile.fullmatch(value[size:])) and not others.fullmatch(value[size:])


@cache
def _mobile_numbers(region: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What mobile numbers of the country look like, and what all its other numbers look like."""
    from phonenumbers import PhoneMetadata

    metadata: Any = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None or metadata.mobile is None or not metadata.mobile.national_number_pattern:
        return None
    others = [p for p in _patterns(metadata) if p != metadata.mobile.national_number_pattern]
    same = (
        metadata.fixed_line and metadata.fixed_line.national_number_pattern == metadata.mobile.national_number_pattern
    )
    mobile = r"(?!)" if same else metadata.mobile.national_number_pattern
    return re.compile(mobile), re.compile("|".join(f"(?:{p})" for p in others) or r"(?!)")


_TYPE_OF = {word: kind for kind, some in words.sections("phone_types.txt").items() for word in some}


def clean_type(text: str) -> str:
    """A type as the contract names it; `fax` and `mobile` beat `work` and `home` (`WORK,FAX` is a fax); `` unknown."""
    if text in PHONE_TYPES or not text:
        return text
    tokens = [t for t in re.split(r"[^a-z]+", text.lower()) if t]
    kinds = {_TYPE_OF[t] for t in [*tokens, "".join(tokens)] if t in _TYPE_OF}
    return next((k for k in ("fax", "mobile", "work", "home") if k in kinds), "other" if tokens else "")
