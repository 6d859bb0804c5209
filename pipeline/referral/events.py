"""The name of an event as one would write it to somebody."""

from __future__ import annotations

import re
from functools import cache

from pipeline.referral.tables import table

ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-_. ]?[01]\d[-_. ]?[0-3]\d(?!\d)")


def event_name(text: str) -> str:
    """`2026-05-14_Harbour_Tech_Fair` -> `Harbour Tech Fair`; "" for a folder's name that names no event.

    >>> event_name("Fair Berlin 2026"), event_name("DCIM 100"), event_name("inbox")
    ('Fair Berlin 2026', '', '')
    """
    name = " ".join(ISO_DATE.sub(" ", text.replace("_", " ")).split()).strip(" -–,;")
    bare = "".join(c for c in name.casefold() if c.isalpha())
    return name if bare and bare not in _plain() else ""


@cache
def _plain() -> frozenset[str]:
    return frozenset(table("events.yaml")["plain"].split())
