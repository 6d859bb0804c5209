"""The country that a card is of, for numbers written without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels.contacts import domain
from pipeline.cards.labels.found import Contacts, Dissected
from pipeline.cards.labels.lexicons import countries
from pipeline.cards.labels.plan import dominant_region
from pipeline.cards.labels.text import fold, words


def region_of(lines: Sequence[Dissected], result: Contacts, default: str) -> str:
    """Country of the card: its international numbers, else its address, else its domains, else the default."""
    seen = [m for line in lines for m in re.findall(r"\(?\+\)?[\d\s().-]{7,}", line.text)]
    by_phone = dominant_region([m.strip() for m in seen], "")
    if by_phone:
        return by_phone
    named = _named_country([line.text for line in lines])
    if named:
        return named
    endings = [domain(f.text).rsplit(".", 1)[-1] for f in result.found]
    codes = [e.upper() for e in endings if len(e) == 2 and e not in ("co", "io", "me", "ai", "tv", "cc", "eu")]
    codes = ["GB" if c == "UK" else c for c in codes]
    if codes:
        return max(codes, key=codes.count)
    return default or _script_country([line.text for line in lines])


def _named_country(texts: Sequence[str]) -> str:
    for text in texts:
        parts = [fold(w).strip(".,") for w in words(text)]
        for n in (1, 2, 3):
            code = countries().get(" ".join(parts[-n:])) if len(parts) >= n else None
            if code and len(" ".join(parts[-n:])) > 3:
                return code
    joined = " ".join(texts)
    if re.search(r"\b[A-Z]{2}\.?\s?\d{5}(?:-\d{4})?\b", joined):
        return "US"
    return ""


def _script_country(texts: Sequence[str]) -> str:
    joined = "".join(texts)
    if re.search("[\u3040-\u30ff]|〒|株式会社", joined):
        return "JP"
    if re.search("[\uac00-\ud7af]", joined):
        return "KR"
    return "CN" if re.search("[\u4e00-\u9fff]{2}", joined) else ""
