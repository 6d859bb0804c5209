"""Asks and offers in English texts, read clause by clause.

A clause has a subject (the contact, the writer, somebody else), a polarity, a time, and a predicate that seeks
(`looking for`, `could use`), gives (`happy to share`, `can help with`), does by trade (`builds`, `runs`) or only
tells. A plan turns a predicate round: who wants to find somebody asks, who wants to help offers. What the
predicate governs is collected as its zone, and phrases.py finds the topics in it.

One reader goes through a text word by word; each module adds what the next one asks of it:
`state` what is known so far, and questions about the words around a place; `tags` closed zones to findings;
`filling` words to the open zone; `nouns` whether a word that can be a verb is one; `steering` subject, polarity,
time and plan of the clause; `sides` what a predicate does with its object, and whether it counts; `predicates` opens
zones; and here the walk through sentences, marks and labels.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.referral import bare
from pipeline.referral.english.predicates import Predicates
from pipeline.referral.english.state import PREDICATES, WANTED_OF_READERS, Clause
from pipeline.referral.findings import Finding, other
from pipeline.referral.lexicon import Lexicon, Mark, Scan
from pipeline.referral.phrases import Zone
from pipeline.referral.words import sentences

PAUSES = frozenset((",", ":", "&", "/", "+"))
INVITING = frozenset("contact call write email mail dm ping ask visit book".split())
INVITATIONS = frozenset(
    tuple(pair.split())
    for pair in "let s,let us,let me,i can,we can,i ll,we ll,we help,i help,contact us,call us,contact me,reach out,"
    "get in,dm me,talk to,drop me,write me,write to,hit me,send me,happy to,ask me".split(",")
)


class Reader(Predicates):
    """Reads one text."""

    __slots__ = ()

    def read(self) -> list[Finding]:
        """All findings of the text, denied ones included."""
        tokens = self.scan.tokens
        self.ends = {m.last: m for m in self.scan.marks.values()}
        separated = "|" in [t.gap for t in tokens]
        for first, last in sentences(tokens):
            if self.label is not None and not self._label_holds(first):
                self.label = None
            self._sentence(first, last, separated)
        return self.found

    def _label_holds(self, first: int) -> bool:
        assert self.label is not None
        if self.listing:
            return True
        gap = self.scan.tokens[first].gap
        behind = first <= self.label.last + 1
        return gap in (";", "|") or behind or (gap in "()\n" and not self.label.bracketed)

    def _sentence(self, first: int, last: int, separated: bool) -> None:
        self.begun, self.sentence = len(self.found), (first, last)
        self.clause, self.loose, self.told, self.other = Clause(first), [], False, False
        self.told_from = -1
        self.zone = self.label.anew() if self.label is not None else None
        if self.listing and self._goes_on(first):
            self.zone = Zone("", first, first)
        if self.scan.tokens[first].text == "any" and (last - first <= 6 or self._is_question(last)):
            self.zone = Zone("ask", first, first + 1)
        tokens, marks = self.scan.tokens, self.scan.marks
        at = first
        while at < last:
            if at > first and tokens[at].gap in PAUSES:
                self._gap(at)
            mark = marks.get(at)
            if at == last - 1 and self._pleads(at):
                break
            if mark is None:
                self._word(at)
                at += 1
            else:
                self._mark(mark)
                at = mark.last
        self._close()
        if self.told_from >= 0:
            self.telling.append((self.told_from, last))
        asked = self._is_question(last)
        if self.loose and not (self.title or self.other or self.clause.past or self.clause.promise or asked):
            self.found += bare.read(self.scan, self.loose, (first, last), separated, self.told)
        self._answered(last)

    def _goes_on(self, first: int) -> bool:
        """`co-founder (sales) for a food start-up`: what comes behind the bracket only qualifies."""
        mark = self.scan.marks.get(first)
        return self.scan.tokens[first].gap == ")" and mark is not None and "prep" in mark.kinds

    def _answered(self, last: int) -> None:
        """`Need a logo? Call us` offers: the text itself answers its question."""
        tokens = self.scan.tokens
        if last >= len(tokens) or tokens[last].gap != "?":
            self.asked_from = -1
            return
        if self.asked_from < 0:
            self.asked_from = self.begun
        words = [t.text for t in tokens[last : last + 5]]
        pairs = set(pairwise(words))
        if set(words[:3]) & INVITING or pairs & INVITATIONS:
            for n in range(self.asked_from, len(self.found)):
                f = self.found[n]
                if f.side == "ask" or f.topic in WANTED_OF_READERS:
                    self.found[n] = f._replace(side=other(f.side), rule="question")

    def _mark(self, mark: Mark) -> None:
        kinds = mark.kinds
        if self._label(mark):
            return
        if mark.topics and self.scan.tokens[mark.first].text == "helps" and not self._in_zone():
            mark = mark._replace(topics=tuple([(t, "offers") for t, _ in mark.topics]))  # not `help with taxes`, a noun
        if mark.topics:
            stated = tuple([(t, use) for t, use in mark.topics if use in ("asks", "offers")])
            if stated and self._states(mark, stated):
                return
        if kinds:
            self._steer(mark)
        if kinds & PREDICATES and self._predicate(mark):
            return
        self._argument(mark)

    def _label(self, mark: Mark) -> bool:
        """`Looking for: ...`, `[Hiring] ...`: what follows is sought or given until another label."""
        tokens = self.scan.tokens
        followed = mark.last < len(tokens) and tokens[mark.last].gap == ":"
        bracketed = (
            mark.first == 0 and tokens[0].gap == "(" and mark.last < len(tokens) and tokens[mark.last].gap == ")"
        )
        if not (followed or bracketed):
            return False
        hiring, hired = ("talent", "asks") in mark.topics, ("job", "asks") in mark.topics
        side = "ask" if "ask_label" in mark.kinds or hiring else ""
        side = "offer" if "offer_label" in mark.kinds or (hired and bracketed) else side
        if not side or (followed and self.clause.negated >= mark.first - 2):
            return False
        self._close()
        self.loose.clear()
        for topic, use in mark.topics:
            if use in ("asks", "offers"):
                self._add(use[:-1], topic, mark.first, mark.last, "label", 0.9, False)
        self.label = Zone(side, mark.first, mark.last, rule="list", label=True, bracketed=bracketed)
        self.label.field_only = hiring or hired
        self.zone = self.label.anew()
        return True


def read(lexicon: Lexicon, scan: Scan, owner_writes: bool = True) -> list[Finding]:
    """Findings in an English text of several sentences."""
    return Reader(lexicon, scan, owner_writes).read()


def read_list(lexicon: Lexicon, scan: Scan, side: str) -> list[Finding]:
    """Findings in a list of asks or of offers."""
    reader = Reader(lexicon, scan, owner_writes=False, listing=side)
    reader.label = Zone(side, 0, 0, rule="list", label=True)
    return [f._replace(confidence=0.95) for f in reader.read() if f.side == side and f.rule != "trade"]


def read_title(lexicon: Lexicon, scan: Scan) -> tuple[list[Finding], list[tuple[int, int]]]:
    """What a title or headline says outright, and the sentences that do."""
    reader = Reader(lexicon, scan, owner_writes=False, title=True)
    return reader.read(), reader.telling


__all__ = ["Reader", "read", "read_list", "read_title"]
