"""The ledger: what was taken in, and what was refused as a whole. Its lines, and what they say together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.schema import Refused

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: an input that was taken in, or refused as a whole."""

    digest: str
    name: str
    kind: str
    """The source that claimed it; "" = refused as a whole, and then no copy is kept."""
    event: str = ""
    region: str = ""
    run: int = 1
    also: tuple[str, ...] = ()
    """Other names under which the same bytes came in the same run."""
    refused: tuple[Refused, ...] = ()
    distilled: bool = False
    """The copy is no longer the original bytes but what was read from it, less an erased person."""
    left: str = ""
    """sha256 of that copy; "" in lines of before it was noted."""
    apart: tuple[str, ...] = ()
    """Ids of records of erased people: whoever bears the same key here keeps the id that told the two apart."""
    came_with: str | None = None
    """The event that it came in with, by which the sides of a card find each other; None: `event`, unchanged."""

    @property
    def key(self) -> str:
        """What tells entries apart, of what was refused the name too: the later of two lines with the same key counts."""
        return self.digest if self.kind else f"{self.digest}\0{self.name}"


@dataclass(slots=True)
class Ledger:
    """All entries, in the order of arrival."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def run(self) -> int:
        """The number of the last run that took something in; 0 = none."""
        return max((e.run for e in self.entries), default=0)

    def accepted(self) -> list[Entry]:
        """The inputs whose bytes are kept, oldest run first, then by content: names do not order them."""
        return sorted((e for e in self.entries if e.kind), key=lambda e: (e.run, e.digest))

    def refused(self) -> list[Entry]:
        """The inputs that were refused as a whole."""
        return [e for e in self.entries if not e.kind]


def written(entries: Iterable[Entry]) -> bytes:
    """Entries as lines of the file."""
    lines = ({"version": VERSION, **asdict(e)} for e in entries)
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines).encode()


def read(lines: Iterable[str]) -> Ledger:
    """The entries of lines of the file; the later of two with the same key counts. Raises ValueError, TypeError,
    AttributeError or RecursionError for a line that is none."""
    entries: dict[str, Entry] = {}
    for line in filter(str.strip, lines):
        entry = _entry(json.loads(line))
        entries[entry.key] = entry
    return Ledger(list(entries.values()))


def _entry(row: dict[str, Any]) -> Entry:
    row.pop("version", None)
    also, apart = (tuple(row.pop(name, ())) for name in ("also", "apart"))
    refused = tuple(Refused(*r) for r in row.pop("refused", ()))
    return Entry(**row, also=also, refused=refused, apart=apart)
