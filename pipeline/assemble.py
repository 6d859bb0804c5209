"""From what the sources gave to the two tables that the steps work on: records and claims.

The same record may come several times: a monthly LinkedIn export, a vCard saved again. Its newest
version speaks for it; what older versions said otherwise is kept as claims of their own date, and
every repeated item is a row of `refused.csv`, so that what was read and what is listed agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

import pandas as pd

from pipeline.intake import event_day
from pipeline.ledger import Entry
from pipeline.schema import (
    CLAIMS,
    JOIN,
    RECORDS,
    VERSION_GROUPS,
    Claim,
    Extraction,
    Mapping,
    Record,
    Refused,
    content_identity,
    record_id,
)
from pipeline.uncollected import uncollected

NAMES = frozenset({"full_name", "given_name", "family_name", "nickname", "maiden_name"})
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
"""Characters that stand for nothing; tabs and line ends are none of them."""
UPDATED = {"updated": "int64", "job_since": "int64"}
"""Columns beside RECORDS: the run that the newest version of the record came with, and the first of those in which it
told the job that it tells now."""
JOB = frozenset({"title", "organization"})


@dataclass(slots=True)
class Assembled:
    """The tables, and what else the sources told."""

    records: pd.DataFrame
    claims: pd.DataFrame
    refused: list[Refused] = field(default_factory=list)
    owner: list[Claim] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    regions: dict[str, str] = field(default_factory=dict)
    """Source digest -> region assumed for it."""
    read: int = 0
    """Records and refused items that the sources gave, litter apart."""


@dataclass(slots=True)
class Version:
    """One reading of a record in one input."""

    entry: Entry
    file: str
    record: Record

    def age(self) -> tuple[int, str]:
        """What tells an older version from a newer one: when it came in, and the day that it speaks of."""
        return (self.entry.run, self.record.as_of)

    def newest_first(self) -> tuple[int, str, str, str]:
        """Sorts versions of one record; names of files play no part."""
        return (*self.age(), self.entry.digest, self.record.locator)


def assemble(extractions: Iterable[tuple[Entry, Extraction]]) -> Assembled:
    """Tables RECORDS (with UPDATED) and CLAIMS (plus lists of refused rows, owner claims and column mappings)."""
    with uncollected():
        return _assemble(list(extractions))


def _assemble(extractions: list[tuple[Entry, Extraction]]) -> Assembled:
    out = Assembled(pd.DataFrame(), pd.DataFrame())
    for name, entry in {(name, e.key): (name, e) for e, _ in extractions for name in e.also}.values():
        out.read += 1
        out.refused.append(same_file(name, entry))
    for entry, extraction in extractions:
        out.refused += extraction.refused
        out.owner += extraction.owner
        out.mappings += extraction.mappings
        out.regions[entry.digest] = entry.region
        out.read += len(extraction.records) + sum(r.code != "ignored" for r in extraction.refused)
    rows, claims = [], []
    for rid, versions in sorted(versions_by_id(extractions).items()):
        rows.append(_row(rid, versions))
        claims += _claims(rid, versions)
        out.refused += [_repeated(v, versions[0]) for v in versions[1:]]
    out.refused.sort()  # what an erasing leaves of a picture is read before the pictures
    out.records = _table(rows, {**RECORDS, **UPDATED})
    out.claims = _table(claims, CLAIMS)
    return out


def versions_by_id(extractions: Iterable[tuple[Entry, Extraction]]) -> dict[str, list[Version]]:
    """record_id -> the readings of that record, newest first."""
    by_id: dict[str, list[Version]] = {}
    for entry, extraction in extractions:
        for record in extraction.records:
            rid = natural_id(record)
            version = Version(entry, record.file or entry.name, record)
            by_id.setdefault(apart_id(record) if rid in entry.apart else rid, []).append(version)
    told_apart = _told_apart(by_id)
    for versions in told_apart.values():
        versions.sort(key=Version.newest_first, reverse=True)
    return told_apart


def _told_apart(by_id: dict[str, list[Version]]) -> dict[str, list[Version]]:
    """Records of one key but no name in common are two people, whatever the key says (a UID used twice)."""
    out: dict[str, list[Version]] = {}
    for rid, versions in by_id.items():
        if len(versions) == 1:
            out.setdefault(rid, []).extend(versions)
            continue
        versions.sort(key=Version.newest_first)
        kept: list[Version] = []
        for version in versions:
            if not kept or any(_compatible(version.record, other.record) for other in kept):
                kept.append(version)
            else:
                out.setdefault(apart_id(version.record), []).append(version)
        out.setdefault(rid, []).extend(kept)
    return out


def natural_id(record: Record) -> str:
    """The record_id of a record whose key nobody else bears."""
    return record_id(record.kind, record.identity or record.key or content_identity(record.claims))


def apart_id(record: Record) -> str:
    """The record_id of a record whose key is another person's as well."""
    return record_id(record.kind, (record.identity or record.key) + "\0" + content_identity(record.claims))


def _compatible(a: Record, b: Record) -> bool:
    words_a, words_b = _name_words(a), _name_words(b)
    return not words_a or not words_b or bool(words_a & words_b)


def _name_words(record: Record) -> set[str]:
    text = " ".join(c.raw for c in record.claims if c.field in NAMES)
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return {w for w in re.findall(r"\w+", plain) if len(w) > 1 or not w.isascii()}


def _row(rid: str, versions: list[Version]) -> tuple[object, ...]:
    newest, oldest = versions[0], versions[-1]
    record, entry = newest.record, newest.entry
    handed_over = event_day(entry.event) or entry.day  # which a card speaks of
    as_of = record.as_of or (handed_over if record.kind == "card" else "")
    events = JOIN.join(dict.fromkeys(e for v in reversed(versions) for e in v.entry.event.split(JOIN) if e))
    return (
        rid, record.kind, entry.digest, newest.file, record.locator, record.key, events, oldest.entry.run, as_of, entry.run,
        _job_since(versions),
    )  # fmt: skip


def _job_since(versions: list[Version]) -> int:
    """The run of the oldest of the versions, newest first, that tell the same job as the newest."""
    since = versions[0].entry.run
    if len(versions) > 1:
        job = _job(versions[0])
        since = [v.entry.run for v in takewhile(lambda v: _job(v) == job, versions)][-1]
    return since


def _job(version: Version) -> set[tuple[str, str]]:
    return {(c.field, _printable(c.raw)) for c in version.record.claims if c.field in JOB}


def _claims(rid: str, versions: list[Version]) -> list[tuple[object, ...]]:
    """Older versions are dated by the day that they speak of, where they are known to be older: of two exports taken in
    at once that speak of the same day, nobody knows which is."""
    rows: list[tuple[object, ...]] = []
    seen: set[tuple[str, str]] = set()
    for age, version in enumerate(versions):
        older = version.age() != versions[0].age()
        for claim in (*version.record.claims, *_met(version.entry)):
            raw = _printable(claim.raw)
            if not raw or (age and (claim.field, raw) in seen):
                continue
            seen.add((claim.field, raw))
            as_of = claim.as_of or (version.record.as_of if older else "")
            group = claim.group + age * VERSION_GROUPS
            rows.append(
                (
                    rid,
                    len(rows),
                    claim.field,
                    "",
                    raw,
                    claim.type,
                    group,
                    claim.confidence,
                    claim.method,
                    claim.locator,
                    as_of,
                )
            )
    return rows


def _met(entry: Entry) -> list[Claim]:
    """The day of a dated folder that the event's name does not tell."""
    return [Claim("met_on", entry.day, method="folder")] if entry.day else []


def _printable(text: str) -> str:
    """Text without control characters, which no cell or card shows (`An\\x01na`, left by a terminal or a damaged export)."""
    return text if text.isprintable() else CONTROL.sub("", text)


def _table(rows: list[tuple[object, ...]], columns: dict[str, str]) -> pd.DataFrame:
    try:
        return pd.DataFrame(rows, columns=list(columns)).astype(columns)
    except UnicodeEncodeError:  # half a surrogate pair, as broken exports have them
        return pd.DataFrame([tuple(map(_whole, row)) for row in rows], columns=list(columns)).astype(columns)


def _whole(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def same_file(name: str, entry: Entry) -> Refused:
    """The row about another name under which the bytes of an input came."""
    return Refused(name, "", "duplicate", f"The file is the same as {entry.name}, byte for byte.", "Nothing to do.")


def _repeated(version: Version, newest: Version) -> Refused:
    newer = "the newer " if newest.file == version.file and newest.entry.run > version.entry.run else ""
    place = f"{newer}{newest.file}, {newest.record.locator}"
    reason = f"The same record stands in {place}; what it says otherwise is kept there."
    return Refused(version.file, version.record.locator, "duplicate", reason, "Nothing to do.")
