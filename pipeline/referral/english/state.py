"""Where the reading of an English text stands, and small questions about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Lexicon, Mark, Scan
from pipeline.referral.phrases import Zone

PREDICATES = frozenset(
    "gone yet knows swap seek asks whom get make give help helpwith have open tell be asked offered".split()
)
TELLING = (PREDICATES - {"act"}) | frozenset(("ask_label", "offer_label", "plan"))
"""Kinds without which a text says nothing."""
NEGATION_REACH = 5
PARTING = frozenset((",", ":", "&"))
ENDS = frozenset("for at with on to of in from by".split())
WANTED_OF_READERS = frozenset("volunteers grants sponsorship funding beta-testers".split())
"""What an imperative or a question asks of its readers: `Donate`, `Want to volunteer?`"""
COSTS = frozenset("costs cost bill bills fees prices budget".split())


@dataclass(slots=True)
class Clause:
    """What is known of the clause so far."""

    first: int
    subject: str = ""
    """me, them (the contact), you, other, or "" (left out)."""
    negated: int = -99
    past: bool = False
    perfect: bool = False
    plan: str = ""
    """The forms of a planning verb: something is wanted, not done yet."""
    duty: bool = False
    """It is planned because it has to be."""
    puzzled: bool = False
    """`no idea how to`: what follows is not known how to do."""
    can: bool = False
    how: bool = False
    """`explains how to`: what follows is taught."""
    condition: bool = False
    promise: bool = False
    named: bool = False
    """A noun stands where the subject does."""


@dataclass(slots=True)
class State:
    """Reads one text."""

    lexicon: Lexicon
    scan: Scan
    owner_writes: bool = True
    listing: str = ""
    """The side of an explicit list: all that stands in it is of this side."""
    title: bool = False
    """A title or headline: a verb's base form is a noun there (`Lead`, `Support engineer`)."""
    found: list[Finding] = field(default_factory=list)
    label: Zone | None = None
    zone: Zone | None = None
    clause: Clause = field(default_factory=lambda: Clause(0))
    loose: list[Mark] = field(default_factory=list)
    told: bool = False
    other: bool = False
    last_topic: Mark | None = None
    last_work: Mark | None = None
    """The verb that last named a service: `moved offices to the cloud`."""
    sentence: tuple[int, int] = (0, 0)
    begun: int = 0
    told_from: int = -1
    asked_from: int = -1
    """First finding of the questions just read."""
    telling: list[tuple[int, int]] = field(default_factory=list)
    """Sentences that say something, rather than name it."""
    ends: dict[int, Mark] = field(default_factory=dict)
    """Marks by the token behind them."""

    def _in_zone(self) -> bool:
        return self.zone is not None and bool(self.zone.side)

    def _negated(self, at: int) -> bool:
        return 0 <= at - self.clause.negated <= NEGATION_REACH

    def _after_preposition(self, at: int) -> bool:
        before = self.ends.get(at)
        return before is not None and "prep" in before.kinds and at > self.sentence[0]

    def _right_behind(self, zone: Zone, mark: Mark) -> bool:
        """Nothing but articles, numbers and the like stands between the predicate and the word."""
        between = self.scan.tokens[zone.last : mark.first]
        return not zone.items and all(t.text in self.lexicon.skipped["en"] or t.text[0].isdigit() for t in between)

    def _parts(self, at: int) -> bool:
        """A noun phrase of a title ends here."""
        mark = self.scan.marks.get(at)
        return self.scan.tokens[at].gap in PARTING or (mark is not None and bool(mark.kinds & {"prep", "at"}))

    def _name_before(self, at: int) -> bool:
        """A name of one or two words stands before the verb."""
        first = self.clause.first
        return 0 < at - first <= 2 and all(n not in self.scan.marks for n in range(first, at))

    def _is_question(self, last: int) -> bool:
        tokens = self.scan.tokens
        return tokens[last].gap == "?" if last < len(tokens) else self.scan.question

    def _group_start(self, at: int) -> int:
        """First token of the noun phrase (with its prepositions) that ends before `at`."""
        return self.clause.first if self.clause.first < at else self.sentence[0]

    def _costs(self, mark: Mark) -> bool:
        """`hosting costs tripled`: the thing, not the doing."""
        return mark.last < self.sentence[1] and self.scan.tokens[mark.last].text in COSTS
