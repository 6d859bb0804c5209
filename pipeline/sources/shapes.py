"""What values look like, for columns whose label says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

EMAIL = re.compile(r"(?:mailto:)?[^\s@<>,;]{1,64}@[^\s@<>,;]{1,250}\.[^\s@<>,;.]{2,24}")
MAILBOX = re.compile(r"\"?([^<>\"]{2,80}?)\"?\s*<([^\s@<>,;]{1,64}@[^\s@<>,;]{1,250})>")
"""`Ana Example <ana@example.com>`, as mail programs copy it."""
LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub|profile)/\S+", re.IGNORECASE)
URL = re.compile(
    r"(?:https?://|www\.)\S{3,500}|[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.[a-z]{2,12}(?:/\S*)?", re.IGNORECASE
)
PHONE = re.compile(r"\(?\+?[\d(][\d\s()./–-]{5,24}\d(?:\s*(?:x|ext\.?)\s*\d{1,6})?")
DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ].*)?|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{2,4}")
FIRM = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|e\.?v|inc|llc|llp|ltd|limited|corp|corporation|co|plc|s\.?a|s\.?r\.?l|s\.?p\.?a|sarl|sas|b\.?v|n\.?v|oy|ab|a/?s|aps|"
    r"pty|pte|kk|group|holdings?|labs?|studios?|university|universität|institute|bank|consulting|solutions|technologies|systems|partners|foundation|trust|authority|board|council|commission|ministry|department|agency|society|association|college|school|hospital|museum)\b\.?|株式会社|有限公司|ООО|АО",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:manager|director|engineer|founder|co-?founder|ceo|cto|cfo|coo|cmo|head|lead|officer|president|vp|analyst|consultant|developer|designer|"
    r"partner|professor|researcher|scientist|architect|specialist|coordinator|assistant|associate|owner|student|recruiter|advisor|adviser|"
    r"leiter(?:in)?|geschäftsführer(?:in)?|berater(?:in)?|ingenieur(?:in)?|directeur|directrice|gerente|responsable|direttore)\b",
    re.IGNORECASE,
)
NAME_WORD = re.compile(r"(?:[^\W\d_]\.|[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*\.?,?)")
WORD_MOST = 5
ENOUGH = 0.6
"""Share of a column's values that must have a shape."""


def is_name(value: str) -> bool:
    """Two to five words that begin with capitals, or a short run of CJK characters."""
    words = value.split()
    if len(words) == 1:
        return 2 <= len(value) <= 5 and all("\u3040" <= ch <= "\u9fff" or "\uac00" <= ch <= "\ud7a3" for ch in value)
    if not 2 <= len(words) <= WORD_MOST or len(value) > 60 or FIRM.search(value) or ROLE.search(value):
        return False
    return all(NAME_WORD.fullmatch(word) for word in words) and sum(not word.islower() for word in words) >= 2


def is_phone(value: str) -> bool:
    """Seven to fifteen digits written as a number to dial: with a plus, a leading zero or separators."""
    if not PHONE.fullmatch(value) or DATE.fullmatch(value):
        return False
    digits = sum(ch.isdigit() for ch in value)
    return 7 <= digits <= 15 and (value.lstrip("(")[0] in "+0" or len(re.split(r"[\s()./–-]+", value.strip("()"))) >= 3)


def shape(values: Sequence[str]) -> str:
    """The field that most of the values look like, "" for none. `values` are non-empty and stripped."""
    if not values:
        return ""
    tests = (
        ("email", lambda v: EMAIL.fullmatch(v) is not None),
        ("mailbox", lambda v: MAILBOX.fullmatch(v) is not None),
        ("linkedin_url", lambda v: LINKEDIN.fullmatch(v) is not None),
        ("phone", is_phone),
        ("website", lambda v: URL.fullmatch(v) is not None),
        ("full_name", is_name),
        ("title", lambda v: len(v) < 80 and ROLE.search(v) is not None),
        ("organization", lambda v: len(v) < 80 and FIRM.search(v) is not None),
    )
    for name, test in tests:
        share = sum(test(v) for v in values) / len(values)
        if share >= (ENOUGH if name not in ("title", "organization") else 0.4):
            return name
    return ""
