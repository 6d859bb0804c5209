"""Where an erased person is still mentioned: in what could not be read, in names of files, in notes of others."""

from __future__ import annotations

import io
import quopri
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import pandas as pd

from pipeline.people.folding import fold
from pipeline.people.lexicon import fold_name
from pipeline.schema import Extraction, Item, Refused
from pipeline.sources.archive import DEEPEST, GZIP, Inside, unzipped
from pipeline.sources.encoding import decode

MASK = "erased"
"""Stands in names of files for the name of a person."""
LETTER = r"[^\W_]"
GAP = r"[\W_]*"
MIDDLE = rf"(?:{LETTER}+[\W_]+)?"
ENOUGH = 8
"""Digits at the end of a phone number that tell it, however its beginning is written."""
UNSPACED = "\u2e80"
"""From here on are the scripts that put no spaces between words."""

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
WAYS = (str.casefold, fold_name, lambda name: fold(name.translate(SPELT_OUT)))
"""How a name may be written in names of files and e-mails: Zoë Müller, zoe muller, zoe mueller."""

AS_MASKED = r".*[^\W\d_].*"
"""What may stand where a name was masked."""

Said = tuple[str, str]
"""A field and its value."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells erased people and nobody who stays: names, e-mails, profiles, phone numbers."""

    names: re.Pattern[str]
    others: re.Pattern[str]
    """E-mails, profiles and phone numbers."""

    def mentioned(self, text: str) -> bool:
        """Whether the text speaks of one of them."""
        return bool(self.names.search(text) or self.others.search(text) or self.names.search(fold(text)))

    def masked(self, name: str) -> str:
        """A file's name or a place in it without their names."""
        if not name or not self.mentioned(name):
            return name
        out = self.others.sub(MASK, self.names.sub(MASK, name))
        return MASK + PurePosixPath(name).suffix if self.mentioned(out) else out

    def masked_row(self, row: Refused) -> Refused:
        """A refused row without their names."""
        return Refused(*map(self.masked, row))

    def masked_part(self, part: Extraction) -> Extraction:
        """What was read of a source, without their names in what tells where it stood."""
        return replace(
            part,
            records=[replace(r, file=self.masked(r.file), locator=self.masked(r.locator)) for r in part.records],
            refused=[self.masked_row(row) for row in part.refused],
            mappings=[m._replace(source_file=self.masked(m.source_file)) for m in part.mappings],
        )


def known_as(name: str, masked: Iterable[str]) -> str:
    """Which of these the name was before somebody's name was masked in it, else the name itself: `Anna Frey dinner` is
    `erased dinner`. Nobody's name is known any more, so this holds for names of one and the same file alone; where
    nothing but the mask is left, any name would do, and so none does."""
    for known in masked:
        rest = known.split(MASK)
        shape = AS_MASKED.join(map(re.escape, rest))
        if len(rest) > 1 and re.search(LETTER, "".join(rest)) and re.fullmatch(shape, name, re.IGNORECASE):
            return known
    return name


def traces(erased: Collection[str], claims: pd.DataFrame) -> Traces:
    """Of the people who have these records, by their cleaned claims; what those of others say too is left out."""
    theirs: set[Said] = set()
    staying: set[Said] = set()
    for record, said in _told(claims):
        (theirs if record in erased else staying).update(said)
    shared = {_tail(value) for field, value in staying if field == "phone"}
    own = sorted((f, v) for f, v in theirs - staying if f != "phone" or _tail(v) not in shared)
    names = [tuple(value.split("\0")) for field, value in own if field == "name"]
    return Traces(
        _any(_name(*map(write, name)) for name in names for write in WAYS),
        _any(_other(field, value) for field, value in own if field != "name"),
    )


def _told(claims: pd.DataFrame) -> Iterator[tuple[str, set[Said]]]:
    """record_id -> its e-mails, profiles, phone numbers, and names as given and family name."""
    useful = claims[claims["field"].isin(["email", "linkedin_url", "phone", "given_name", "family_name"])]
    by_record: dict[str, set[Said]] = defaultdict(set)
    for record, field, value in zip(useful["record_id"], useful["field"], useful["value"], strict=True):
        if value:
            by_record[record].add((field, value.casefold()))
    for record, said in by_record.items():
        given, family = ([v for f, v in said if f == name] for name in ("given_name", "family_name"))
        names = {("name", f"{g.split()[0]}\0{f}") for g in given for f in family}
        yield record, {s for s in said if s[0] not in ("given_name", "family_name")} | names


def _name(given: str, family: str) -> str:
    """`Anna Frey`, `Frey, Anna`, `anna.frey`, `AnnaFrey`, with a middle name or without."""
    one, other = (r"[\W_]+".join(map(re.escape, re.findall(rf"{LETTER}+", name))) for name in (given, family))
    if not one or not other:
        return ""
    before, after = ("", "") if max(given + family) >= UNSPACED else (f"(?<!{LETTER})", f"(?!{LETTER})")
    return f"{before}(?:{one}{GAP}{MIDDLE}{other}|{other}{GAP}{one}){after}"


def _other(field: str, value: str) -> str:
    if field == "phone":
        digits = _tail(value)
        return r"[\s()./-]*".join(digits) + r"(?!\d)" if len(digits) == ENOUGH else ""
    shown = value.rstrip("/").rpartition("linkedin.com/")[2] if field == "linkedin_url" else value
    return rf"(?<![\w.-]){re.escape(shown)}(?![\w-])"


def _tail(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-ENOUGH:]


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    found = [p for p in patterns if p]
    return re.compile("|".join(found) if found else r"(?!)", re.IGNORECASE)


def texts(data: bytes, depth: int = 0) -> Iterator[str]:
    """All text in a contact file, as far as it can be seen: of archives and workbooks the members and their names."""
    if data.startswith(GZIP):
        yield from texts(_unzipped(data), depth + 1) if depth <= DEEPEST else ()
    elif data.startswith(b"PK"):
        yield from _members(data, depth)
    else:
        text = decode(data).text
        yield text
        yield re.sub(r"\r?\n[ \t]", "", text)  # lines that a vCard folds
        if b"QUOTED-PRINTABLE" in data.upper():
            yield decode(quopri.decodestring(data)).text


def _unzipped(data: bytes) -> bytes:
    try:
        return unzipped(data)
    except (EOFError, zlib.error):
        return b""


def _members(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = Inside(Item("", b""), packed)
            for info in packed.infolist():
                yield info.filename
                content = inside.read(info, "")
                if isinstance(content, bytes) and depth <= DEEPEST:
                    yield from texts(content, depth + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield decode(data).text
