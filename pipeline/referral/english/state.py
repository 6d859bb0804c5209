"""Where the reading of an English text stands, and small questions about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

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
BETWEEN = frozenset("is s are still also now has been badly desperately urgently really currently".split())
"""What may stand between a subject and what it seeks."""
COSTS = frozenset("costs cost bill bills fees prices budget".split())


DOING = frozenset("do does doing did handle handles handling manage manages file files filing".split())
"""Verbs of what somebody may do for themselves alone."""
THEMSELVES = frozenset("himself herself themselves myself ourselves".split())
POSSESSIVES = frozenset("his her their my our".split())


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

    def _toward_contact(self, mark: Mark) -> bool:
        """`I'd like to sell him`, `we'd want her as trainer`: what the owner means to do."""
        if not self.owner_writes or self.clause.subject != "me" or "whom" in mark.kinds:
            return False
        tokens = self.scan.tokens
        if mark.last >= self.sentence[1] or tokens[mark.last].text not in ("him", "her", "them"):
            return False
        following = self.scan.marks.get(mark.last + 1)
        return tokens[mark.last].text != "her" or following is None or not following.topics

    def _somebodys(self, mark: Mark) -> bool:
        """`his cofounder wants a CTO`, `my team lead is looking for a mentor`: somebody of theirs, not they."""
        if mark.kinds & {"asked", "offered", "gone", "yet"}:
            return False
        tokens = self.scan.tokens
        at = mark.first - 1
        while at > self.clause.first and tokens[at].text in BETWEEN:
            at -= 1
        before = self.ends.get(at + 1)
        if before is None or before.last - before.first > 2 or before.first != self.clause.first + 1:
            return False
        theirs = tokens[before.first - 1].text in ("his", "her", "my", "their")
        return theirs and any(use == "titles" or t == "cofounder" for t, use in before.topics)

    def _next_is_us(self, mark: Mark) -> bool:
        """`Mentor me?`, `Teach us the ropes`."""
        return mark.last < self.sentence[1] and self.scan.tokens[mark.last].text in ("me", "us")

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

    def _shall(self, mark: Mark) -> bool:
        """`I'll look for a caterer`: what the owner means to do."""
        words = [t.text for t in self.scan.tokens[self.clause.first : mark.first]]
        return not {"will", "ll", "shall"}.isdisjoint(words)

    def _own_doing(self, mark: Mark) -> bool:
        """`does his own taxes`, `does the books herself`: for nobody else."""
        tokens = self.scan.tokens
        if tokens[mark.first].text not in DOING:
            return False
        end = next((n for n in range(mark.last, self.sentence[1]) if tokens[n].gap in PARTING), self.sentence[1])
        words = [t.text for t in tokens[mark.first : end]]
        owned = any(a in POSSESSIVES and b == "own" for a, b in pairwise(words[:4]))
        return owned or not THEMSELVES.isdisjoint(words)

    def _costs(self, mark: Mark) -> bool:
        """`hosting costs tripled`: the thing, not the doing."""
        return mark.last < self.sentence[1] and self.scan.tokens[mark.last].text in COSTS
