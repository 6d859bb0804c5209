"""Asks and offers of every record, with the words that say so.

Evidence, strongest first: lists that say so themselves (`ask`, `offer` claims), statements in what people wrote,
what titles, departments, endorsements and firms imply. A human decision outranks them all.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import pandas as pd

from pipeline.referral import english, statements, titles
from pipeline.referral import lexicon as lexicons
from pipeline.referral.evidence import Statement, apply, freshness, standing
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Lexicon
from pipeline.referral.lists import read as read_list
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import OWNER, TAGS_COLUMNS

T = TypeVar("T")
LIST_FIELDS = ("ask", "offer")
STATEMENT_FIELDS = ("note", "message", "recommendation", "headline")
TITLE_FIELDS = ("title", "department", "endorsement")
FIELDS = (*LIST_FIELDS, *STATEMENT_FIELDS, *TITLE_FIELDS, "organization")


class Tagger:
    """Reads texts with a vocabulary; keeps what it read, since titles repeat."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lexicon: Lexicon = lexicons.build(vocabulary)
        self._read = lru_cache(maxsize=200_000)(self._fresh)

    def read(self, field: str, text: str) -> tuple[Finding, ...]:
        """Findings in one claim's text."""
        return self._read(field, text)

    def _fresh(self, field: str, text: str) -> tuple[Finding, ...]:
        if field in LIST_FIELDS:
            return tuple(read_list(self.lexicon, text, field))
        if field in TITLE_FIELDS:
            return tuple(titles.read(self.lexicon, self.vocabulary, text))
        if field in STATEMENT_FIELDS:
            scan = self.lexicon.scan(text)
            reader = english if scan.language == "en" else statements
            return tuple(reader.read(self.lexicon, scan, owner_writes=field == "note"))
        return ()


@lru_cache(maxsize=4)
def tagger(vocabulary: Vocabulary) -> Tagger:
    """The tagger of a vocabulary; building one takes about a second, so it is kept."""
    return _uncollected(lambda: Tagger(vocabulary))


def _uncollected(work: Callable[[], T]) -> T:
    """Runs `work` without the garbage collector: the tries of the vocabulary hold a million objects that it would walk
    again and again (a fifth of the time), and nothing here makes cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if running:
            gc.enable()


def tag(
    records: pd.DataFrame,
    claims: pd.DataFrame,
    vocabulary: Vocabulary,
    decisions: Sequence[Any] = (),
    today: str = "",
) -> pd.DataFrame:
    """Tags of all records.

    `records`: RECORDS columns and `person_id`. `claims`: CLAIMS columns, cleaned. `decisions`: those of kind `tag`
    and `untag` outrank all evidence. `today`: ISO date that the age of an ask is counted from, "" for none. Returns
    TAGS_COLUMNS, the best evidence per record, side and topic, sorted. Evidence is a stretch of the claim's text.
    """
    wanted = claims[claims["field"].isin(FIELDS)]
    person = dict(zip(records["record_id"], records["person_id"], strict=True))
    reader, dates = tagger(vocabulary), _dates(records)
    stated = standing(_uncollected(lambda: _statements(reader, wanted, person, dates, today)))
    rows = {(s.row[5], s.row[1], s.row[2]): s.row for s in reversed(stated)}
    apply(decisions, rows, person, vocabulary)
    table = pd.DataFrame(list(rows.values()), columns=TAGS_COLUMNS)
    return table.sort_values(["person_id", "side", "topic", "record_id"], ignore_index=True)


def _statements(
    reader: Tagger, wanted: pd.DataFrame, person: dict[str, str], dates: dict[str, str], today: str
) -> list[Statement]:
    columns = ["record_id", "field", "value", "raw"]
    said = wanted["as_of"].tolist() if "as_of" in wanted else [""] * len(wanted)
    out = []
    for record, field, value, raw, as_of in zip(*(wanted[c].tolist() for c in columns), said, strict=True):
        text = value or raw
        for f in reader.read(field, text) if record in person else ():
            date = as_of or dates.get(record, "")
            sure = f.confidence
            if f.side == "ask" and f.strength == "explicit":
                sure = round(sure * freshness(date, today), 4)
            evidence = text[f.start : f.end]
            row = (person[record], f.side, f.topic, f.strength, evidence, record, field, f.rule, sure)
            out.append(Statement(row, date, f.denied))
    return out


def _dates(records: pd.DataFrame) -> dict[str, str]:
    if "as_of" not in records:
        return {}
    return dict(zip(records["record_id"], records["as_of"], strict=True))


def tag_owner(asks: Iterable[str], offers: Iterable[str], claims: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The owner's own tags: from the settings' asks and offers and the claims about the owner."""
    rows = [("ask", t) for t in asks] + [("offer", t) for t in offers]
    own = pd.DataFrame({"field": [f for f, _ in rows], "value": [t for _, t in rows], "raw": [t for _, t in rows]})
    both = pd.concat([own, claims[["field", "value", "raw"]]]) if len(claims) else own
    both = both.assign(record_id=OWNER)
    records = pd.DataFrame({"record_id": [OWNER], "person_id": [OWNER]})
    return tag(records, both, vocabulary)
