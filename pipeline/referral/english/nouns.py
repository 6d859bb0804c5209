"""Whether a word that can be a verb is one here, and whether it opens a clause or belongs to what is sought."""

from __future__ import annotations

from pipeline.referral.english.filling import Filling
from pipeline.referral.lexicon import HOLDS, Mark
from pipeline.referral.phrases import Item

SHOWN = frozenset("bsg")
"""Forms of a verb that speak of the present."""
BEFORE_VERBS = frozenset(("me", "them", "you", "to", "can", "plan", "and", "rel", "neg", "has"))
AFTER_ADJECTIVE = frozenset("needs offers wants supports plans prints designs shares searches".split())

LIKING = ("lov", "enjoy", "hat", "ador", "dislik", "like")

SOUGHT = frozenset(("recruiting", "suppliers"))
"""Trades whose name is a verb that seeks."""


class Nouns(Filling):
    """Tells verbs from nouns."""

    __slots__ = ()

    def _noun_here(self, mark: Mark) -> bool:
        """`her needs`, `the offer`, `web design`: a verb's form that is a noun here."""
        kinds, before = mark.kinds, self.ends.get(mark.first)
        helped = self.zone is not None and self.zone.helps and bool(self.zone.items)
        if (self.title and not helped and self._named_in_title(mark)) or self._costs(mark):
            return True
        if "g" in kinds and before is not None and "whose" in before.kinds and "neg" not in before.kinds:
            return True
        if not ("b" in kinds or "s" in kinds) or "be" in kinds or mark.first in (self.clause.first, self.sentence[0]):
            return False
        zone = self.zone
        if self.scan.tokens[mark.first].gap == "-":
            return True
        if zone is not None and self._right_behind(zone, mark) and (before is None or "to" not in before.kinds):
            return not (zone.helps and "b" in kinds)
        if zone is not None and zone.helps and "b" in kinds:
            return False
        if before is None:
            return "b" in kinds and "seek" not in kinds
        return mark.last == mark.first + 1 and self._noun_behind(mark, before)

    def _noun_behind(self, mark: Mark, before: Mark) -> bool:
        """The word before tells: an article or a preposition stands before nouns, a pronoun before verbs."""
        if before.kinds & BEFORE_VERBS or self.clause.plan:
            return False
        skipped = "skip" in before.kinds
        if before.kinds & {"whose", "prep", "object"} and not skipped:
            return True
        if "b" in mark.kinds:
            return "whose" in before.kinds or not (skipped or "now" in before.kinds)
        word = self.scan.tokens[mark.first].text
        return word in AFTER_ADJECTIVE and skipped and "now" not in before.kinds

    def _named_in_title(self, mark: Mark) -> bool:
        """`Lead Recruiter`, `Teaching Assistant`, `Sales Support`: no verbs; `Helping shops sell online`: one."""
        kinds = mark.kinds
        if "g" in kinds and self._field_in_title(mark):
            return True
        if "g" in kinds and ("talent", "asks") in mark.topics:
            return False
        if not kinds & SHOWN or (kinds & {"be", "seek"} and "b" not in kinds):
            return False
        before = self.ends.get(mark.first)
        told = before is not None and bool(
            before.kinds & {"me", "them", "you", "to", "can", "plan", "has", "rel", "be"}
        )
        if told or self.clause.plan or self.clause.can:
            return False
        if "b" in kinds:
            return True
        if mark.first != self.clause.first:
            return not kinds & {"seek", "help"} and not ("g" in kinds and before is not None and "and" in before.kinds)
        if "s" in kinds or "help" in kinds:
            return False
        end = next((n for n in range(mark.first + 1, self.sentence[1]) if self._parts(n)), self.sentence[1])
        rest = [m for n, m in self.scan.marks.items() if mark.first <= n < end]
        return end - mark.first < 3 or any("role" in m.kinds or any(u == "titles" for _, u in m.topics) for m in rest)

    def _field_in_title(self, mark: Mark) -> bool:
        """`Head of Recruiting`, `Sourcing Manager`, `Technical Sourcing`; not `Recruiting nurses`."""
        if not any(use == "words" for _, use in mark.topics) or not any(t in SOUGHT for t, _ in mark.topics):
            return False
        before, end = self.ends.get(mark.first), mark.last
        if before is not None and before.kinds & {"be", "now", "skip", "me", "them"}:
            return False
        behind = self.scan.marks.get(end)
        people = end < self.sentence[1] and self.scan.tokens[end].text.endswith("s")
        return not people and not (behind is not None and any(use == "titles" for _, use in behind.topics))

    def _subordinate(self, mark: Mark, verb: bool | str) -> bool:
        """`a designer to help me set up a site`, `someone who does payroll`: still part of what is sought."""
        zone = self.zone
        if zone is not None and zone.side == "ask" and zone.items and self._relative(zone.items[-1]):
            return True
        if zone is None or not verb or (zone.roles and mark.kinds & {"seek", "asks", "whom"}):
            return False
        if zone.items and zone.items[-1].kind == "r":
            return True
        if not zone.side and not zone.items and "g" in mark.kinds and self._liked(mark):
            return True
        if not zone.side or zone.roles or zone.label:
            return False
        if zone.helps and zone.items and "b" in mark.kinds:
            return True
        if "g" in mark.kinds and zone.items and zone.items[-1].kind in ("p", "c", "g", "t", "w") and zone.comma < 0:
            return not (zone.items[-1].kind == "c" and mark.kinds & {"seek", "whom"})
        if not zone.items:
            return self._right_behind(zone, mark) and bool(mark.kinds & {"g", "help", "helpwith", "n"})
        relative = any(i.kind == "r" for i in zone.items) and zone.comma < 0
        return relative and "b" in mark.kinds and zone.items[-1].kind == "c"

    def _liked(self, mark: Mark) -> bool:
        """`loves cooking`, `hates selling`: a pastime, not a trade."""
        return mark.first > 0 and self.scan.tokens[mark.first - 1].text.startswith(LIKING)

    def _relative(self, item: Item) -> bool:
        """`a school that could use old computers`."""
        return item.kind == "r" and self.scan.tokens[item.at].text in ("who", "that", "which")

    def _names_its_work(self, mark: Mark) -> bool:
        """Not `sells farmhouses`, `leads a choir`: a verb that is only spelt like a noun, unless it stands alone."""
        uses = {use for _, use in mark.topics}
        if uses & {"verbs", "titles"}:
            return True
        tokens, following = self.scan.tokens, self.scan.marks.get(mark.last)
        alone = mark.last >= len(tokens) or tokens[mark.last].gap not in HOLDS
        ends = following is not None and bool(following.kinds & {"prep", "and"})
        return "words" in uses and (alone or ends)

    def _asked_in_label(self, mark: Mark) -> bool:
        """`[Request] Help with my resume`."""
        zone = self.zone
        if zone is None or not zone.label or zone.side != "ask" or zone.items:
            return False
        return bool(mark.kinds & {"help", "helpwith", "give", "make"}) and not self.clause.subject
