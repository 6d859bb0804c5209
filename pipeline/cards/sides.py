"""Which sides are the front and back of one card: by file name, by what stands on them, by their place in a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.cards.reading import Reading, Side

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
HOST = re.compile(r"(?:https?:/*|www\.)\s?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
NAMED = re.compile(r"^(?P<stem>.*?)[\s_.\-]*[(\[]?(?P<mark>[^\W_]+)[)\]]?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CardFile:
    """A picture and what was read on it."""

    name: str
    """Path relative to its SOURCE folder."""
    digest: str
    """sha256 of the bytes, hex."""
    reading: Reading
    region: str = ""
    """Country assumed for phone numbers without one, "" unknown."""


@dataclass(slots=True)
class CardSides:
    """One card: its sides, the front first, and the file that each side stands in."""

    sides: list[Side] = field(default_factory=list)
    files: list[CardFile] = field(default_factory=list)


@dataclass(slots=True)
class About:
    """What tells whose side it is."""

    file: CardFile
    side: Side
    persons: list[str]
    mailboxes: set[str]
    """Addresses of persons."""
    firm: set[str]
    """Words of the firm: names of mail and web hosts."""
    words: set[str]


Persons = Callable[[Side], list[str]]
"""The names of the people on a side."""


def persons_on(side: Side) -> list[str]:
    """Names that the line labeller finds on a side."""
    from pipeline.cards.fields import label

    return [c.raw for claims in label([side]) for c in claims if c.field == "full_name" and c.method != "alternative"]


def pair(files: Sequence[CardFile], persons: Persons = persons_on) -> list[CardSides]:
    """Cards made of the sides in these files (of one folder), in the order of the files' names.

    A side without a person joins the neighbour it shares its firm with; two sides with a person are one card
    only where the file names say so or they give the same person's e-mail address.
    """
    ordered = sorted(files, key=lambda f: (_natural(f.name), f.digest))
    row = [_about(f, s, persons) for f in ordered for s in f.reading.sides]
    cards = _by_name(ordered, row)
    taken = {id(a) for card in cards for a in card}
    cards += _by_place([a for a in row if id(a) not in taken])
    place = {id(a): i for i, a in enumerate(row)}
    cards.sort(key=lambda card: min(place[id(a)] for a in card))
    return [CardSides([a.side for a in card], [a.file for a in card]) for card in cards]


def _natural(name: str) -> list[tuple[int, int, str]]:
    """`card 2` before `card 10`."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p) for p in parts]


def _about(file: CardFile, side: Side, persons: Persons) -> About:
    text = side.text + "\n" + "\n".join(c.text for c in side.codes)
    shared = _facts()["shared_mailboxes"]
    mails = [re.sub(r"\s", "", m).casefold() for m in EMAIL.findall(text)]
    hosts = [m.split("@")[1] for m in mails] + [h.casefold() for h in HOST.findall(text)]
    own = {m for m in mails if m.split("@")[0] not in shared}
    return About(file, side, persons(side), own, set(_firm_words(hosts)), set(_words(text)))


def _firm_words(hosts: Iterable[str]) -> Iterable[str]:
    """`galnova` of `mail.galnova.co.uk`: the longest label that is not the top-level domain."""
    for host in hosts:
        labels = [x for x in host.split(".")[:-1] if x not in ("www", "mail", "com", "co")]
        word = re.sub(r"[\W_]", "", max(labels, key=len)) if labels else ""
        if len(word) > 2 and word not in _facts()["free_mail"] + _facts()["shared_hosts"]:
            yield word


def _words(text: str) -> Iterable[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = (w for w in re.findall(r"[^\W\d_]+", plain) if len(w) > 3 or not w.isascii())
    return (w for w in words if w not in _facts()["captions"])


@lru_cache(maxsize=1)
def _facts() -> dict[str, Any]:
    import yaml

    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("sides.yaml").read_text(encoding="utf-8"))
    return table


def _by_name(files: list[CardFile], row: list[About]) -> list[list[About]]:
    """Sides of files named as front and back of one thing, card by card where both show as many."""
    cards = []
    for front, back, sure in _named_pairs(files):
        fronts, backs = ([a for a in row if a.file is f] for f in (front, back))
        if not fronts or len(fronts) != len(backs):
            continue
        pairs = list(zip(fronts, backs, strict=True))
        if sure or all(not _two_people(a, b) for a, b in pairs):
            cards += [[a, b] if sure or a.persons or not b.persons else [b, a] for a, b in pairs]
    return cards


def _named_pairs(files: list[CardFile]) -> list[tuple[CardFile, CardFile, bool]]:
    """(front, back, whether the words leave no doubt) of files whose names differ in the side's word only."""
    stems: dict[tuple[str, str], dict[str, CardFile]] = {}
    for f in files:
        path = PurePosixPath(f.name)
        found = NAMED.match(path.stem.casefold())
        if found:
            stems.setdefault((str(path.parent), found["stem"]), {}).setdefault(found["mark"], f)
    out = []
    for (_, stem), marks in stems.items():
        for front, back, sure in _marks():
            if front in marks and back in marks and (sure or (stem and len(marks) == 2)):
                out.append((marks[front], marks[back], sure))
                break
    return out


@lru_cache(maxsize=1)
def _marks() -> list[tuple[str, str, bool]]:
    facts = _facts()
    sure = [(f, b, True) for f in facts["front"] for b in facts["back"]]
    return sure + [(f, b, False) for f, b in facts["weak"]]


def _two_people(a: About, b: About) -> bool:
    """Whether the sides speak of different people: other names, other mailboxes or another firm. The same person
    in two scripts has the same mailbox or none on one side."""
    if a.mailboxes & b.mailboxes:
        return False
    if (a.mailboxes and b.mailboxes) or (a.firm and b.firm and not a.firm & b.firm):
        return True
    return bool(a.persons and b.persons) and not _same_names(a, b)


def _same_names(a: About, b: About) -> bool:
    return {n.casefold() for n in a.persons} == {n.casefold() for n in b.persons}


def _by_place(row: list[About]) -> list[list[About]]:
    """Each side without a person joins the side before it, else the one after it, where they share a firm."""
    cards = [[a] for a in row]
    place = {id(a): i for i, a in enumerate(row)}
    index = 0
    while index < len(cards):
        card = cards[index]
        before = cards[index - 1] if index else None
        after = cards[index + 1] if index + 1 < len(cards) else None
        host = next(
            (c for c in (before, after) if c and len(c) == 1 and len(card) == 1 and _belong(c[0], card[0])), None
        )
        if host is None:
            index += 1
            continue
        cards.pop(index)
        host.append(card[0])
        host.sort(key=lambda a: (not a.persons, place[id(a)]))
    return cards


def _belong(front: About, back: About) -> bool:
    """Whether a neighbour's side is the back of this one: without a person, or the same one in another script.

    Two sides that name a person in the same script may be two pictures of one card: they stay two
    records, and matching makes one person of them.
    """
    if front.persons and back.persons:
        return bool(front.mailboxes & back.mailboxes) and _latin(front) != _latin(back)
    if not front.persons or back.mailboxes - front.mailboxes:
        return False
    if front.file is back.file and front.file.reading.pages == 2 == len(front.file.reading.sides):
        return True  # a document of two pages, one of them without a person
    return _same_firm(front, back)


def _latin(side: About) -> bool:
    return any(ch.isalpha() and unicodedata.name(ch, "").startswith("LATIN") for name in side.persons for ch in name)


def _same_firm(a: About, b: About) -> bool:
    if a.firm & b.firm:
        return True
    if a.firm and b.firm:
        return False
    squeezed = re.sub(r"[\W\d_]", "", b.side.text.casefold())
    if any(len(word) > 3 and word in squeezed for word in a.firm):
        return True
    common = a.words & b.words
    return len(b.words) > 0 and len(common) >= max(2, 0.4 * min(len(a.words), len(b.words)))
