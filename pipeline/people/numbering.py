"""Numbering plans: which digits are a valid number, of which country and kind. What libphonenumber knows, but quick: its
metadata as one pattern per calling code, and the library itself only where these do not tell."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any


@lru_cache(maxsize=1 << 18)
def valid(digits: str, region: str) -> str:
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


def behind_code(digits: str) -> str:
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


@cache
def calling_code(region: str) -> str:
    """The country calling code of a region, `` where it is none."""
    import phonenumbers

    return str(phonenumbers.country_code_for_region(region) or "")
