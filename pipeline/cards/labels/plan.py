"""Numbering plans: which numbers exist, where, and of what kind (phonenumbers)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType


@lru_cache(maxsize=4096)
def valid(text: str, region: str) -> bool:
    """Whether the plan of its country knows the number."""
    parsed = parse(text, region)
    return parsed is not None and phonenumbers.is_valid_number(parsed)


@lru_cache(maxsize=4096)
def parse(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    """The number in its plan: with +, as given; without, in the region, or with its country code but no +."""
    text = text.replace("(0)", "").replace("(+)", "+").replace("( + )", "+")
    text = re.sub(r"^\+0+", "+", text)
    tries = [text] if region or "+" in text or text.startswith("00") else []
    if "+" not in text:
        tries.append("+" + (text[2:] if text.startswith("00") else text).lstrip("( "))
    for attempt in tries:
        try:
            parsed = phonenumbers.parse(attempt, region or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return parsed
    return None


def nature(text: str, region: str) -> str:
    """`mobile` or `work` by the number plan; "" when the plan does not tell."""
    parsed = parse(text, region)
    if parsed is None:
        return ""
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.MOBILE:
        return "mobile"
    return "work" if kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN) else ""


def country(text: str) -> str:
    """Region of a number written with + and its country code, else ""."""
    if "+" not in text and not text.startswith("00"):
        return ""
    parsed = parse(text, "")
    region = (phonenumbers.region_code_for_number(parsed) or "") if parsed else ""
    return "GB" if region in ("GG", "JE", "IM") else region


def dominant_region(candidates: Sequence[str], default: str) -> str:
    """The country that most international numbers name, else the default."""
    seen = [c for c in (country(t) for t in candidates) if c]
    return max(seen, key=lambda c: (seen.count(c), -seen.index(c))) if seen else default
