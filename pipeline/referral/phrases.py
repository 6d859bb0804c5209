"""What a predicate governs, and the topics in it: the head noun decides, what qualifies it does so only for heads that
leave the field to other words (`someone`, `help`, `an intro`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.referral.findings import CARRIERS
from pipeline.referral.lexicon import Mark

FIELDLESS = frozenset(("feedback",))
"""Relations whose object is the asker's own: `feedback on our pricing`."""
PURPOSES = frozenset(("grants",))
"""What partners are sought for, and not from: `partners for a grant application`."""
TAUGHT = frozenset(("education-training",))
"""Whose verb leaves the field to its object: `teaches yoga`."""


class Item(NamedTuple):
    """One thing in a zone: `t` a topic, `g` a generic noun, `w` another word, `p` a preposition, `r` a relative or
    infinitive, `c` a conjunction, `,` a comma."""

    kind: str
    at: int
    mark: Mark | None = None
    of: bool = False
    """A preposition that counts: `six months of bookkeeping`."""
    by: bool = False
    """A preposition behind which nothing counts: `paid by clients`."""


@dataclass(slots=True)
class Zone:
    """The stretch of a sentence that a predicate governs."""

    side: str
    """ask, offer, or "" where what stands here counts for nothing."""
    first: int
    last: int
    """The predicate's tokens."""
    denied: bool = False
    rule: str = "statement"
    label: bool = False
    bracketed: bool = False
    helps: bool = False
    """The first noun phrase is who is helped."""
    roles: bool = False
    """Behind `is`: what somebody is."""
    trade: bool = False
    open: bool = False
    deal: bool = False
    """Bought, sold or taken over: with a firm as its object it is the sale of a business."""
    meets: bool = False
    toward: bool = False
    """People are its object: `coaches school heads`."""
    swap: bool = False
    """`swaps X for Y`."""
    knows: bool = False
    jobs: bool = False
    """Work is sought: what stands here is the contact's own field."""
    assets: bool = False
    """Behind `has`: only what can be lent or let counts."""
    field_only: bool = False
    """The relation (a place to fill, work) is said: what stands here names its field."""
    before: Mark | None = None
    """The topic spoken of before, for `needs one`."""
    work: Mark | None = None
    """The work told of before, for `can do ours`."""
    span: tuple[int, int] | None = None
    items: list[Item] = field(default_factory=list)
    comma: int = -1
    """Token behind the last comma."""

    def add(self, item: Item) -> None:
        """Takes one more item in."""
        self.items.append(item)
        if item.kind == ",":
            self.comma = item.at

    def anew(self) -> Zone:
        """The same predicate with nothing governed yet."""
        return replace(self, items=[], comma=-1, span=None)

    def has_content(self) -> bool:
        """Is any noun governed?"""
        return any(i.kind in "tgow" for i in self.items)

    def has_topics(self) -> bool:
        """Is any topic governed?"""
        return any(i.kind == "t" for i in self.items)

    def drop_last(self) -> None:
        """Takes back the noun phrase behind the last comma: `investors not needed`."""
        while self.items and self.items[-1].kind not in (",", "c"):
            self.items.pop()

    def noun_last(self) -> bool:
        """A noun stands right before."""
        return bool(self.items) and self.items[-1].kind in "tgow"

    def deal_end(self) -> int:
        """Behind the firm that is dealt in."""
        return next(i.at for i in self.items if i.kind == "o") + 1

    def comma_last(self) -> bool:
        """Nothing stands behind the last comma yet."""
        return bool(self.items) and self.items[-1].kind == ","

    def ends_open(self) -> bool:
        """A clause of its own may begin here: behind a comma or a conjunction, or nothing is governed yet."""
        return not self.items or self.items[-1].kind in (",", "c")

    def fields(self) -> bool:
        """`is in logistics`: a field, not a role."""
        return bool(self.items) and self.items[0].kind == "p"


@dataclass(slots=True)
class Phrase:
    """One noun phrase: its topics, whether a generic noun is its head, and how deep it hangs."""

    level: int
    marks: list[Mark] = field(default_factory=list)
    generic: bool = False
    plain: bool = False
    of: bool = False
    """`of` follows."""
    by: bool = False
    headed: bool = False
    """Something that can be a head was seen."""


def topics_of(zone: Zone) -> list[tuple[Mark, float]]:
    """Topics that the predicate asks for or gives, with weights."""
    out: list[tuple[Mark, float]] = []
    wanting = False
    phrases = list(_phrases(zone.items))
    if zone.helps:
        phrases = _helped(phrases)
    for phrase in phrases:
        if phrase.level == 0:
            wanting = True
        elif not wanting:
            continue
        chosen, more = _chosen(phrase)
        if phrase.level and any(_partners(mark) for mark, _ in out):
            chosen = [(mark, weight) for mark, weight in chosen if any(t not in PURPOSES for t, _ in mark.topics)]
        out += chosen
        if phrase.headed:
            wanting = (
                more
                and not phrase.by
                and (zone.side == "ask" or zone.label or bool(phrase.marks) or phrase.generic or phrase.of)
            )
    return out


def _partners(mark: Mark) -> bool:
    return all(topic == "partnerships" for topic, _ in mark.topics)


def _helped(phrases: list[Phrase]) -> list[Phrase]:
    """`helps restaurants with their taxes`: who is helped is no topic."""
    behind = [p for p in phrases if p.level > 0]
    return [Phrase(0, p.marks, p.generic, p.plain, p.headed) if n == 0 else p for n, p in enumerate(behind)]


def _phrases(items: list[Item]) -> Iterator[Phrase]:
    phrase, joined = Phrase(0), False
    for item in items:
        if item.kind in ("p", "r", "c", ","):
            level = {"p": phrase.level + 1, "r": phrase.level + 1, "c": phrase.level, ",": 0}[item.kind]
            if item.kind in ("p", "r") and not (phrase.headed or phrase.level):
                level = 0  # nothing hangs on an empty head: `looking for` + `in` + `Berlin`
            phrase.of, phrase.by = item.of, item.by
            yield phrase
            phrase = Phrase(level)
            joined = item.kind == "c"
        elif item.kind == "t" and item.mark is not None:
            phrase.marks.append(item.mark)
            phrase.generic, phrase.headed = False, True
        elif item.kind in "go":
            if item.kind == "g" and phrase.level and not phrase.headed and joined:
                phrase.level = 0  # `needs a PM to own the roadmap + somebody to audit a contract`
            phrase.generic = phrase.headed = True
        else:
            phrase.plain = phrase.headed = True
    yield phrase


def _profession(phrase: Phrase, head: Mark) -> list[tuple[Mark, float]]:
    """`intellectual property lawyer`, `video editor`: the role's own field stands before it."""
    if "role" not in head.kinds or len(phrase.marks) < 2 or head.last != head.first + 1:
        return []
    return [(phrase.marks[-2], 0.9)]


def _chosen(phrase: Phrase) -> tuple[list[tuple[Mark, float]], bool]:
    """(topics of a noun phrase, whether what hangs on it counts too)."""
    if not phrase.marks:
        return [], True
    head = phrase.marks[-1]
    if len(phrase.marks) > 1 and "generic" in head.kinds:
        head = phrase.marks[-2]
    carries = all(t in CARRIERS or (use == "verbs" and t in TAUGHT) for t, use in head.topics)
    if phrase.generic or not carries:
        return [*_profession(phrase, head), (head, 1.0)], False
    fields = [(m, 0.9) for m in phrase.marks[:-1]]
    return [*fields, (head, 1.0)], any(t not in FIELDLESS for t, _ in head.topics)
