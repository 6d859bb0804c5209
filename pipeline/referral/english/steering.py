"""Who is spoken of, whether it holds, when, and whether it is a plan."""

from __future__ import annotations

from pipeline.referral.english.nouns import Nouns
from pipeline.referral.english.state import Clause
from pipeline.referral.lexicon import Mark
from pipeline.referral.phrases import Item, Zone

PRONOUNS = frozenset(("me", "them", "you"))
DUTIES = frozenset("need needs have has must should going gonna got supposed remember ought".split())
"""What somebody plans because it was promised."""

WONDERED = frozenset("how why whether when".split())
"""Words that begin a question within a sentence: `a survey on how you board your dogs`."""


class Steering(Nouns):
    """Keeps subject, polarity, time and plan of the clause."""

    __slots__ = ()

    def _steer(self, mark: Mark) -> None:
        kinds, clause = mark.kinds, self.clause
        if kinds & PRONOUNS and not (kinds & {"whose"} and not kinds & {"me", "them"}):
            self._pronoun(mark)
        if self._somebody_else(mark):
            self.other = True
            clause.subject = "other"
        if "promise" in kinds and self.owner_writes:
            clause.promise = True
        if "neg" in kinds or "holds" in kinds:
            self._negation(mark)
        if "negafter" in kinds and "neg" not in kinds:
            self._deny_last(mark)
        if "was" in kinds and not clause.perfect and not clause.plan:
            clause.past = True
        if "past" in kinds:
            clause.past = self.told = True
        if "has" in kinds:
            clause.perfect = True
            self.told = self.told or "have" not in kinds
        if "now" in kinds:
            if clause.past:
                self.loose.clear()
            clause.past = False
        if "but" in kinds:
            self._contrast(mark)
        if "if" in kinds and not self._in_zone():
            clause.condition = True
        if "can" in kinds:
            clause.can = True
            clause.how = "how" in (t.text for t in self.scan.tokens[mark.first : mark.last])
        if "plan" in kinds:
            self._plan(mark)
        if "done" in kinds:
            self._done(mark)

    def _pronoun(self, mark: Mark) -> None:
        """A pronoun in the place of a subject begins a clause."""
        who = next(k for k in ("me", "them", "you") if k in mark.kinds)
        wondered = mark.first > self.sentence[0] and self.scan.tokens[mark.first - 1].text in WONDERED
        if self._in_zone() and self.zone is not None and not self.zone.ends_open() and not wondered:
            self.zone.add(Item("r", mark.first))
            return
        if "you" in mark.kinds and self._in_zone() and self.zone is not None and self._right_behind(self.zone, mark):
            return  # `I'll design you a logo`
        condition = self.clause.condition
        self._close()
        if self.other and who == "them":
            self.clause = Clause(mark.first, "other")
            return
        self.other = False
        self.clause = Clause(mark.first, who, condition=condition)
        self.told = True
        self.loose = [m for m in self.loose if m.first < self.sentence[0]] if who != "them" else self.loose

    def _somebody_else(self, mark: Mark) -> bool:
        """`her brother`, `a friend of hers`, `the guy next to me` where a subject stands."""
        if "people" in mark.kinds and not self._in_zone():
            return True
        if "kin" not in mark.kinds:
            return False
        if mark.first and self.scan.tokens[mark.first - 1].text == "whose":
            self._close()
            return True
        following = self.scan.marks.get(mark.last) or self.scan.marks.get(mark.last + 1)
        if following is not None and "org" in following.kinds:
            return False
        before = self.ends.get(mark.first)
        if self._possessed(before):
            self._close()
            return True
        if self.zone is not None or mark.first == self.sentence[0] or before is None:
            return False
        if "prep" in before.kinds or not before.kinds & {"whose", "object", "skip"}:
            return False
        return not self._after_preposition(before.first)

    def _possessed(self, before: Mark | None) -> bool:
        """`his boss's daughter`: the `s` was taken for `is`."""
        zone = self.zone
        named = zone is not None and not zone.items
        return named and before is not None and self.scan.tokens[before.first].text == "s"

    def _negation(self, mark: Mark) -> None:
        self.clause.negated = mark.last
        if "holds" in mark.kinds:
            self._close()
            self.told = True
            self.loose.clear()
            self.zone = Zone("ask", mark.first, mark.last, denied=True)
            return
        zone = self.zone
        if zone is None or not zone.side:
            return
        if not zone.has_content():
            zone.denied = not zone.denied
        else:
            self._close()
            self.zone = Zone("", mark.first, mark.last)

    def _deny_last(self, mark: Mark) -> None:
        self._close()
        end = self.scan.tokens[mark.first - 1].end if mark.first else 0
        for n in range(self.begun, len(self.found)):
            if 0 <= self.scan.tokens[mark.first].start - self.found[n].end <= 25 and end:
                self.found[n] = self.found[n]._replace(denied=True)

    def _contrast(self, mark: Mark) -> None:
        zone = self.zone
        denied = zone is not None and zone.denied and zone.has_content()
        if zone is not None and not zone.label:
            again = zone.anew()
            self._close()
            if denied:
                again.denied = False
                self.zone = again
        subject = self.clause.subject if self.clause.subject != "other" else ""
        self.clause = Clause(mark.first, subject)
        self.other = False

    def _plan(self, mark: Mark) -> None:
        forms = "".join(sorted(mark.kinds & set("bsdng"))) or "b"
        if forms in ("d", "dn", "n") and not self.clause.perfect:
            self.clause.past = True
        if not (self._in_zone() and self._subordinate(mark, verb=True)):
            self.clause.plan = forms
            self.clause.duty = self.scan.tokens[mark.first].text in DUTIES
            self.clause.puzzled = "how" in (t.text for t in self.scan.tokens[mark.first : mark.last])
            self.told = True

    def _done(self, mark: Mark) -> None:
        """Found, filled, closed: what was asked just before is asked no longer."""
        self._close()
        begin = self.begun
        if begin == len(self.found) and mark.first - self.sentence[0] <= 3:
            begin = max(0, len(self.found) - 2)
        for n in range(begin, len(self.found)):
            if self.found[n].side == "ask":
                self.found[n] = self.found[n]._replace(denied=True)
        self.loose.clear()
        self.zone = Zone("", mark.first, mark.last)
