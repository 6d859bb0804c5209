"""What the words of a clause add to the zone of its predicate."""

from __future__ import annotations

from pipeline.referral.english.state import ENDS, Clause
from pipeline.referral.english.tags import Tagging
from pipeline.referral.lexicon import HOLDS, Mark
from pipeline.referral.phrases import Item, Zone

LISTED = 4
"""How many words behind a comma a noun phrase may have to go on with the list."""
AWAY = frozenset("by from at after before until since than like per during".split())
"""Prepositions behind which nothing is sought: `get paid by clients`."""
SIGNS = frozenset("hi hello hey folks all here please pls well ok yes also said says".split())
STEERING_ONLY = frozenset(
    "neg and prep rel to skip now but can plan has was be if me them you because with past promise".split()
)


class Filling(Tagging):
    """Fills zones."""

    __slots__ = ()

    def _gap(self, at: int) -> None:
        gap = self.scan.tokens[at].gap
        if gap in (",", ":"):
            if gap == ":" and self.zone is not None and not self.zone.label and self.zone.has_topics():
                self._close()
            self._comma(at)
        elif gap in ("&", "/", "+") and self.zone is not None:
            self.zone.add(Item("c", at))

    def _comma(self, at: int) -> None:
        subject = self.clause.subject if self.clause.subject != "you" else ""
        promise = self.clause.promise
        self.clause = Clause(at, subject, past=self.clause.past and self.told, promise=promise)
        if self.zone is not None:
            if self.zone.side:
                self.zone.add(Item(",", at))
            elif not self.zone.label:
                self.zone = None

    def _word(self, at: int) -> None:
        text = self.scan.tokens[at].text
        if self.zone is not None:
            self.zone.add(Item("w", at))
        elif text.endswith("ed") and len(text) > 4:
            self.told = True
        elif not text.isdigit() and text not in SIGNS:
            self.clause.named = True

    def _argument(self, mark: Mark) -> None:
        """What fills the zone of the predicate, or stands without one."""
        kinds, zone = mark.kinds, self.zone
        topics = tuple([(t, use) for t, use in mark.topics if use not in ("asks", "offers", "verbs")])
        if topics:
            self._topic(Mark(mark.first, mark.last, kinds, topics))
        elif zone is None:
            if not kinds & STEERING_ONLY:
                self.clause.named = True
            if "org" in kinds:
                self.clause.named = False
        elif "and" in kinds:
            zone.add(Item("c", mark.first))
        elif "can" in kinds and not zone.noun_last():
            pass
        elif "rel" in kinds or "to" in kinds or "because" in kinds:
            zone.add(Item("r", mark.first))
        elif zone.swap and self.scan.tokens[mark.first].text == "for":
            self._close()
            self.zone = Zone("ask", mark.first, mark.last, zone.denied)
        elif "prep" in kinds:
            text = self.scan.tokens[mark.first].text
            zone.add(Item("p", mark.first, of=text == "of", by=text in AWAY))
        elif "org" in kinds:
            zone.add(Item("o", mark.first))
        elif "generic" in kinds:
            zone.add(Item("g", mark.first))
        elif not kinds & {"skip", "whose"}:
            zone.add(Item("w", mark.first))

    def _topic(self, mark: Mark) -> None:
        zone = self.zone
        if zone is None:
            self.loose.append(mark)
        elif not zone.side or self._listed(mark):
            zone.add(Item("t", mark.first, mark))
            if mark.last > mark.first + 1 and self.scan.tokens[mark.last - 1].text in ENDS:
                zone.add(Item("p", mark.last - 1))
        self.last_topic = mark

    def _listed(self, mark: Mark) -> bool:
        """Behind a comma only a bare noun phrase goes on with the list: not `own ads got nobody`."""
        assert self.zone is not None
        if self.zone.label or self.zone.comma < 0:
            return True
        tokens = self.scan.tokens
        if mark.first - self.zone.comma > LISTED or self.clause.negated >= self.zone.comma:
            return False
        if mark.last >= len(tokens) or tokens[mark.last].gap not in HOLDS:
            return True
        following = self.scan.marks.get(mark.last)
        return following is not None and bool(following.topics or following.kinds & {"and", "prep", "generic", "rel"})

    def _verb_topic(self, mark: Mark) -> None:
        """A verb that names the service itself: `translates`, `photographs`; what it is done to is none."""
        assert self.zone is not None
        self.zone.add(Item("t", mark.first, mark))
        self.zone.add(Item("p", mark.first))

    def _refill(self, zone: Zone, first: int, last: int) -> None:
        """Puts what was read before its predicate into the predicate's zone."""
        kept, self.zone = self.zone, zone
        at = first
        while at < last:
            mark = self.scan.marks.get(at)
            if at > first and self.scan.tokens[at].gap in ("&", "/", "+"):
                zone.add(Item("c", at))
            if mark is None:
                zone.add(Item("w", at))
            else:
                self._argument(mark)
            at = mark.last if mark is not None else at + 1
        self.zone = kept
