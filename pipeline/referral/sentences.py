"""The sentences that the words of tags stand in: `Cerca un distributore` says not yet where, its sentence does."""

from __future__ import annotations

import re

import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.words import CJK

_END = re.compile(r"[.!?](?=\s|$)|[。！？\n;；]")
_CJK = re.compile(f"[{CJK}]")
WRITTEN = frozenset({"note", "message", "recommendation", "headline", "ask", "offer"})
"""Fields whose texts are more than a name of a trade."""


def with_sentences(tags: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """TAGS_COLUMNS and `sentence`, which is the evidence itself where nothing longer is known.

    `claims`: record_id, field, value, raw.
    """
    wanted = claims[claims["field"].isin(WRITTEN)]
    texts: dict[tuple[str, str], list[str]] = {}
    columns = (column(wanted, name) for name in ("record_id", "field", "value", "raw"))
    for record, field, value, raw in zip(*columns, strict=True):
        texts.setdefault((record, field), []).append(value or raw)
    rows = zip(*(column(tags, name) for name in ("record_id", "field", "evidence", "side")), strict=True)
    return tags.assign(
        sentence=[_around(words, side, texts.get((record, field), ())) for record, field, words, side in rows]
    )


def _around(words: str, side: str, texts: list[str] | tuple[()]) -> str:
    """The sentence of the first text that holds the words; of asks from the words on, since what stands before them is
    who asks (`Our brewery looks for a supplier of bottles`), but in Chinese and Japanese what they ask for."""
    for text in texts:
        start = text.find(words) if words else -1
        if start >= 0:
            whole = sentence(text, start, start + len(words))
            return whole[whole.find(words) :] if side == "ask" and not _CJK.search(whole) else whole
    return words


def sentence(text: str, start: int, end: int) -> str:
    """What stands between the ends of sentences around a stretch of the text.

    >>> sentence("Nice booth. Looks for a factory in Spain! Call.", 12, 17)
    'Looks for a factory in Spain'
    """
    first = max((m.end() for m in _END.finditer(text, 0, start)), default=0)
    after = _END.search(text, end)
    return text[first : after.start() if after else len(text)].strip()
