"""The ledger: what was taken in, and what was refused as a whole. Its lines, and what they say together."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipeline.schema import Refused

VERSION = 1
CARD = "card"
"""The kind of a picture."""
Place = tuple[str, str]
"""Origin and name of a file."""
MONTHLY = re.compile(r"(?<=LinkedInDataExport_)\d\d-\d\d-\d{4}")
"""LinkedIn names its archives by the day (`Basic_LinkedInDataExport_05-14-2026.zip`): the next one is a newer version."""


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
    origin: str = ""
    """What `pipeline.intake.origin` says of its SOURCE; "" in lines of before it was noted."""
    day: str = ""
    """ISO date of the dated folder in whose place an event without a date was named: when a card was handed over."""
    given: int = 0
    """The run that gave it again in the place of a later version; 0: none did."""

    @property
    def key(self) -> str:
        """What tells entries apart, of what was refused the place too: the later of two lines with the same key counts."""
        return self.digest if self.kind else "\0".join(filter(None, (self.digest, self.name, self.origin)))

    def places(self) -> list[Place]:
        """Where its bytes came from, names without what changes with every export."""
        return [(self.origin, MONTHLY.sub("", name)) for name in (self.name, *self.also)]

    def current(self) -> int:
        """The last run that gave it as the version that stands in its places."""
        return max(self.run, self.given)


@dataclass(slots=True)
class Ledger:
    """All entries, in the order of arrival."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def run(self) -> int:
        """The number of the last run that took something in; 0 = none."""
        return max((e.current() for e in self.entries), default=0)

    def accepted(self) -> list[Entry]:
        """The inputs whose bytes are kept, oldest run first, then by content: names do not order them."""
        return sorted((e for e in self.entries if e.kind), key=lambda e: (e.run, e.digest))

    def refused(self) -> list[Entry]:
        """The inputs that were refused as a whole."""
        return [e for e in self.entries if not e.kind]

    def replaced(self) -> set[str]:
        """Digests of accepted inputs of which a later run took in another version, at each place that they came from:
        what was refused in them is mended, or refused anew. Lines that name no origin are known by the name alone."""
        accepted = self.accepted()
        newest: dict[Place, int] = {}
        for e in accepted:
            for origin, name in e.places():
                for place in {(origin, name), ("", name)}:
                    newest[place] = max(newest.get(place, 0), e.current())
        return {e.digest for e in accepted if all(newest[place] > e.current() for place in e.places())}

    def still_refused(self) -> list[Entry]:
        """Those less the ones whose bytes were taken in since then; of lines that name no origin also less those whose
        name was (mended and given again)."""
        accepted = self.accepted()
        taken = {name: e.run for e in accepted for name in (e.name, *e.also)}
        digests = {e.digest for e in accepted}
        return [e for e in self.refused() if e.digest not in digests and (e.origin or taken.get(e.name, 0) <= e.run)]

    def refusals(self, now: Iterable[Entry], came: Mapping[Place, int], walked: Collection[str] = ()) -> list[Entry]:
        """Of the entries refused `now` those that are not in the ledger yet, or not any more; and those of the ledger
        that hold no longer, emptied.

        `came`: place of each file of this call that is taken in -> the run that did so. What was refused there is mended.
        `walked`: origins of the folders of this call; what is there no more, and is there under another name, is renamed.
        """
        held = {e.key: e for e in self.still_refused()}
        nameless = {e.digest for e in self.refused() if e.distilled}  # its name was that of somebody who was erased
        entries = {e.key: e for e in now if e.digest not in nameless}
        told_anew = {(e.digest, e.name) for e in entries.values()}
        names = {name: run for (_, name), run in came.items()}
        seen = {(e.origin, e.name) for e in entries.values()} | came.keys()
        renamed = {(e.digest, e.origin) for e in entries.values() if e.digest and e.origin in walked}

        def holds(e: Entry) -> bool:
            if e.origin:
                is_renamed = (e.digest, e.origin) in renamed and (e.origin, e.name) not in seen
                return (e.origin, e.name) not in came and not is_renamed
            return (e.digest, e.name) not in told_anew and names.get(e.name, e.run) >= e.run

        mended = [replace(e, refused=()) for e in held.values() if e.refused and e.key not in entries and not holds(e)]
        return [e for e in entries.values() if e.key not in held or held[e.key].refused != e.refused] + mended


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
