"""Asks and offers of every record, with the words that say so.

Evidence, strongest first: lists that say so themselves (`ask`, `offer` claims), statements in what people wrote,
what titles, departments, endorsements and firms imply. All but short titles are read twice, by rules and by a small
model (`notes`), and both are weighed. A human decision outranks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from pipeline.engine.base import ALONE, Engine
from pipeline.referral import english, firms, hiring, messages, served, statements, titles
from pipeline.referral import lexicon as lexicons
from pipeline.referral.columns import column
from pipeline.referral.evidence import Statement, apply, freshness, standing
from pipeline.referral.findings import Finding
from pipeline.referral.former import without_former_jobs
from pipeline.referral.lexicon import Lexicon, Scan
from pipeline.referral.lists import read as read_list
from pipeline.referral.memory import Memory, Said
from pipeline.referral.notes.second import applies, may_apply, read, weighed
from pipeline.referral.sharing import TWICE_COST, shares
from pipeline.referral.vocabulary import Vocabulary, load
from pipeline.referral.words import unbroken
from pipeline.schema import OWNER, TAGS_COLUMNS
from pipeline.uncollected import uncollected

LIST_FIELDS = ("ask", "offer")
STATEMENT_FIELDS = ("note", "message", "recommendation", "headline")
TITLE_FIELDS = ("title", "department", "endorsement")
SHARED_CHUNK = 20_000
"""Texts handed to a worker at a time at most."""
WORTH_SHARING = 4_000
"""Different titles from which on workers gain more than their start costs."""
READ_TOGETHER = 1_000
"""How many texts the model is given at once: enough that many are of one length."""
PORTION = 2_000
"""Texts that the model reads, after which the rest may wait for a word to the user: some seconds' work."""
Told: TypeAlias = tuple[str, Said, str]
"""Record, field and text, date."""
ENDS = frozenset(("", " ", ".", ","))
"""Behind a whole word."""
FIRM = "organization"
NAME_FIELDS = ("full_name", "family_name")
SAYING = frozenset((*LIST_FIELDS, *STATEMENT_FIELDS, *TITLE_FIELDS, FIRM))


class Doubtful(NamedTuple):
    """A text that the model is to read too."""

    number: int
    scan: Scan


class Tagger:
    """Reads texts with a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lexicon: Lexicon = lexicons.build(vocabulary)

    def read(self, field: str, text: str) -> Sequence[Finding]:
        """Findings in one claim's text."""
        return self.read_all([(field, text)])[0]

    def read_all(self, claims: Sequence[tuple[str, str]]) -> list[Sequence[Finding]]:
        """Findings in each claim's (field, text)."""
        out: list[Sequence[Finding]] = []
        twice: list[Doubtful] = []
        for field, text in claims:
            if field not in SAYING:
                out.append(())
                continue
            scan = self.lexicon.scan(text)
            out.append(self.by_rule(field, scan))
            if field != FIRM and applies(scan, text, field):
                twice.append(Doubtful(len(out) - 1, scan))
            if len(twice) == READ_TOGETHER:
                self._read_again(twice, claims, out)
        self._read_again(twice, claims, out)
        return [[_unbroken(f, claims[n][1]) for f in findings] for n, findings in enumerate(out)]

    def _read_again(
        self, twice: list[Doubtful], claims: Sequence[tuple[str, str]], out: list[Sequence[Finding]]
    ) -> None:
        """Has the model read what stands in `twice`, puts what holds in `out`, and empties the list."""
        if twice:
            readings = read([_spoken(claims[n], scan) for n, scan in twice])
            for (n, scan), reading in zip(twice, readings, strict=True):
                field, text = claims[n]
                found = weighed(scan, out[n], reading, text, field, self.vocabulary.own)
                out[n] = _contacts_own(field, scan, found)
            twice.clear()

    def by_rule(self, field: str, scan: Scan) -> list[Finding]:
        """What the rules alone find."""
        if field in LIST_FIELDS:
            return read_list(self.lexicon, scan, field)
        if field in TITLE_FIELDS:
            return titles.read(self.lexicon, self.vocabulary, scan)
        if field == FIRM:
            return firms.read(self.vocabulary, scan)
        if field not in STATEMENT_FIELDS:
            return []
        read = english.read if scan.language == "en" else statements.read
        found = hiring.hired(scan, read(self.lexicon, scan, owner_writes=field == "note"))
        if field == "message":
            found = messages.offered_if(scan, found)
        return _contacts_own(field, scan, found)


def _contacts_own(field: str, scan: Scan, found: list[Finding]) -> list[Finding]:
    """The findings without what is said of others than the contact."""
    if field == "message":
        return messages.without_others(scan, found)
    return messages.without_owners(scan, found) if field == "note" else found


def _spoken(claim: tuple[str, str], scan: Scan) -> tuple[str, str]:
    """(field, text) as the model is to read it."""
    field, text = claim
    text = served.blanked(scan, text)
    return field, messages.writers_own(scan, text) if field == "message" else text


def _unbroken(found: Finding, text: str) -> Finding:
    """With whole words as evidence; most end beside a space."""
    start, end = found.start, found.end
    if (start == 0 or text[start - 1] == " ") and text[end : end + 1] in ENDS:
        return found
    start, end = unbroken(text, start, end)
    return found._replace(start=start, end=end)


@lru_cache(maxsize=4)
def tagger(vocabulary: Vocabulary) -> Tagger:
    """The tagger of a vocabulary; building one takes about a second, so it is kept."""
    with uncollected():
        return Tagger(vocabulary)


def tag(
    records: pd.DataFrame,
    claims: pd.DataFrame,
    vocabulary: Vocabulary,
    decisions: Sequence[Any] = (),
    today: str = "",
    engine: Engine = ALONE,
    memory: Memory | None = None,
) -> pd.DataFrame:
    """Tags of all records.

    `records`: RECORDS columns and `person_id`. `claims`: CLAIMS columns, cleaned. `decisions`: of those that
    hold, `tag` and `untag` outrank all evidence. `today`: ISO date that the age of an ask is counted from, "" for
    none. Returns TAGS_COLUMNS, the best evidence per record, side and topic, sorted. Evidence is a stretch of the
    claim's text. The workers of `engine` share the reading of many texts, and what `memory` holds is not read again;
    the result does not depend on them.
    """
    ids = column(records, "record_id")
    person = dict(zip(ids, column(records, "person_id"), strict=True))
    dates = dict(zip(ids, column(records, "as_of"), strict=True))
    claims = without_former_jobs(claims, person)
    read = partial(recalled, vocabulary=vocabulary, engine=engine, memory=memory)
    with uncollected():
        rows = standing(_statements(_told(claims, person), person, dates, _names(claims), today, read))
    apply(decisions, rows, person, vocabulary)
    table = pd.DataFrame(list(rows.values()), columns=TAGS_COLUMNS)
    return table.sort_values(["person_id", "side", "topic", "record_id"], ignore_index=True)


def portions(records: pd.DataFrame, claims: pd.DataFrame, memory: Memory, size: int = PORTION) -> list[list[Said]]:
    """What `tag` would have to read of the same tables because `memory` does not hold it, in portions with at most
    `size` texts that the model reads: some seconds' work each."""
    told = _told(claims, frozenset(column(records, "record_id")))
    new = [said for said in dict.fromkeys(said for _, said, _ in told if said[0] != FIRM) if memory.find(said) is None]
    out: list[list[Said]] = []
    left = 0
    for field, text in new:
        again = may_apply(text, field)
        if not out or left < again:
            out.append([])
            left = size
        out[-1].append((field, text))
        left -= again
    return out


def _told(claims: pd.DataFrame, records: Container[str]) -> list[Told]:
    """The texts of these records that say something."""
    wanted = claims[claims["field"].isin(SAYING)]
    ids, fields, texts = (column(wanted, name) for name in ("record_id", "field", "value"))
    if "" in texts:
        texts = [value or raw for value, raw in zip(texts, column(wanted, "raw"), strict=True)]
    all_ = zip(ids, zip(fields, texts, strict=True), column(wanted, "as_of"), strict=True)
    return [one for one in all_ if one[0] in records]


def _names(claims: pd.DataFrame) -> dict[str, str]:
    """record_id -> what its person is called."""
    told = claims[claims["field"].isin(NAME_FIELDS)]
    out: dict[str, str] = {}
    for record, name in zip(column(told, "record_id"), column(told, "value"), strict=True):
        out[record] = f"{out[record]} {name}" if record in out else name
    return out


def _statements(
    told: Sequence[Told],
    person: dict[str, str],
    dates: dict[str, str],
    names: dict[str, str],
    today: str,
    read: Callable[[Iterable[Said]], Mapping[Said, Sequence[Finding]]],
) -> Iterator[Statement]:
    found = dict(read(dict.fromkeys(said for _, said, _ in told if said[0] != FIRM)))
    told = _telling(told, found)
    found |= read(dict.fromkeys(said for _, said, _ in told if said[0] == FIRM))
    for record, (field, text), as_of in told:
        findings = found[field, text]
        if not findings:
            continue
        if field == FIRM:
            findings = firms.but_named(findings, text, names.get(record, ""))
        who, date = person[record], as_of or dates[record]
        for side, topic, start, end, rule, strength, sure, denied in findings:
            left = sure
            if side == "ask" and strength == "explicit":
                left = round(sure * freshness(date, today), 4)
            row = (who, side, topic, strength, text[start:end], record, field, rule, left)
            yield Statement(row, date, denied)


def _telling(told: Sequence[Told], found: Mapping[Said, Sequence[Finding]]) -> list[Told]:
    """Without the firms whose names do not tell what the person offers."""
    titles_of = {record: said for record, said, _ in told if said[0] == "title"}

    def tells(record: str, firm: str) -> bool:
        title = titles_of.get(record)
        return title is not None and bool(title[1]) and firms.speaks_for(firm, title[1], found[title])

    return [one for one in told if one[1][0] != FIRM or tells(one[0], one[1][1])]


def recalled(
    texts: Iterable[Said], vocabulary: Vocabulary, engine: Engine = ALONE, memory: Memory | None = None
) -> dict[Said, Sequence[Finding]]:
    """(field, text) -> its findings; none of them twice in `texts`. Only what `memory` does not hold is read."""
    if memory is None:
        return read_all(list(texts), vocabulary, engine)
    found = {said: memory.find(said) for said in texts}
    new = read_all([said for said, findings in found.items() if findings is None], vocabulary, engine)
    memory.add(new)
    return {said: new[said] if findings is None else findings for said, findings in found.items()}


def read_all(keys: Sequence[Said], vocabulary: Vocabulary, engine: Engine) -> dict[Said, Sequence[Finding]]:
    """The same without a memory."""
    if not keys:
        return {}
    reader = tagger(vocabulary)  # before processes are forked, so that they share it
    twice = np.array([field != FIRM and may_apply(text, field) for field, text in keys], dtype=bool)
    if engine.jobs < 2 or len(keys) + TWICE_COST * twice.sum() < WORTH_SHARING:
        return dict(zip(keys, reader.read_all(keys), strict=True))
    whole = pd.DataFrame(keys, columns=["field", "text"], dtype="str").assign(n=range(len(keys)))
    count = -(-len(keys) // (engine.jobs * SHARED_CHUNK))
    whose = shares(twice, engine.jobs) * count + np.arange(len(keys)) % count
    pieces = [piece for n in range(engine.jobs * count) if len(piece := whole[whose == n])]
    found: list[list[Finding]] = [[] for _ in keys]
    for piece in engine.map_pieces(partial(_read_piece, extra=vocabulary.extra), pieces, FINDINGS):
        columns = (column(piece, c) if kind == "str" else piece[c].tolist() for c, kind in FINDINGS.items())
        for n, *finding in zip(*columns, strict=True):
            found[n].append(Finding._make(finding))
    return dict(zip(keys, found, strict=True))


FINDINGS = {
    "n": "int64", "side": "str", "topic": "str", "start": "int64", "end": "int64", "rule": "str", "strength": "str",
    "confidence": "float64", "denied": "bool",
}  # fmt: skip
"""Columns of what workers find: the number of the text, and Finding's."""


def _read_piece(piece: pd.DataFrame, extra: str) -> pd.DataFrame:
    """`n`, `field` and `text` -> FINDINGS. `extra`: the user's file of the vocabulary."""
    reader = tagger(load(extra))
    with uncollected():
        texts = list(zip(piece["field"].tolist(), piece["text"].tolist(), strict=True))
        found = zip(piece["n"].tolist(), reader.read_all(texts), strict=True)
        rows = [(n, *finding) for n, findings in found for finding in findings]
    return pd.DataFrame(rows, columns=list(FINDINGS)).astype(FINDINGS)


def tag_owner(
    asks: Iterable[str],
    offers: Iterable[str],
    claims: pd.DataFrame,
    vocabulary: Vocabulary,
    memory: Memory | None = None,
) -> pd.DataFrame:
    """The owner's own tags: from the settings' asks and offers and the claims about the owner."""
    rows = [("ask", t) for t in asks] + [("offer", t) for t in offers]
    own = pd.DataFrame({"field": [f for f, _ in rows], "value": [t for _, t in rows], "raw": [t for _, t in rows]})
    both = pd.concat([own, claims[["field", "value", "raw"]]]) if len(claims) else own
    both = both.assign(record_id=OWNER)
    records = pd.DataFrame({"record_id": [OWNER], "person_id": [OWNER]})
    return tag(records, both, vocabulary, memory=memory)
