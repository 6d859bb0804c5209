"""What a predicate does with its object, and whether that is the contact's own, of today, and not denied."""

from __future__ import annotations

from itertools import pairwise

from pipeline.referral.english.nouns import SHOWN
from pipeline.referral.english.state import PARTING
from pipeline.referral.english.steering import Steering
from pipeline.referral.lexicon import Mark

BYGONE = frozenset("dn")
GIVING = frozenset("give help helpwith swap".split())
BETWEEN = frozenset("is s are still also now has been badly desperately urgently really currently".split())
"""What may stand between a subject and what it seeks."""
DOING = frozenset("do does doing did handle handles handling manage manages file files filing".split())
"""Verbs of what somebody may do for themselves alone."""
THEMSELVES = frozenset("himself herself themselves myself ourselves".split())
POSSESSIVES = frozenset("his her their my our".split())
FAILED = frozenset(
    "pulled out,dropped out,cancelled,canceled,fell through,ghosted,vanished,let us down,let them down".split(",")
)
"""Who does so was to do something for the contact, even where no possessive says so."""


class Sides(Steering):
    """Tells the side of a predicate."""

    __slots__ = ()

    def _side(self, mark: Mark) -> tuple[str, str]:
        """What the predicate does with its object, and how it is known."""
        kinds, clause = mark.kinds, self.clause
        if self._promised(mark):
            return "", "promise"
        gone = bool(kinds & BYGONE) and not kinds & SHOWN
        if "whom" in kinds or "asks" in kinds:
            return ("ask", "seek") if not clause.named or "whom" in kinds else ("", "tell")
        if "seek" in kinds:
            return ("", "past") if gone else ("ask", "seek")
        if clause.plan and clause.puzzled:
            return ("ask", "plan") if kinds & {"get", "make", "give", "helpwith"} else ("", "tell")
        if clause.plan:
            if kinds & GIVING and "get" not in kinds:
                return "offer", "give"
            return ("ask", "plan") if kinds & {"get", "make"} else ("", "tell")
        if clause.how and kinds & {"get", "make"} and not gone:
            return "offer", "give"
        if "open" in kinds:
            return "ask", "open"
        if gone and not clause.perfect:
            return "", "past"
        if clause.named and not clause.can and ("b" in kinds or "s" in kinds):
            return "", "tell"
        if kinds & GIVING:
            return "offer", "give"
        if "make" in kinds:
            return "offer", "trade"
        if "knows" in kinds:
            return "offer", "knows"
        return ("offer", "have") if "have" in kinds else ("", "tell")

    def _held(self, mark: Mark, side: str) -> tuple[str, bool]:
        """The side as the clause lets it stand, and whether it is denied."""
        if not side:
            return "", False
        dead, denied = self._standing(mark)
        if dead:
            return "", denied
        if self.clause.condition and side == "ask" and "whom" not in mark.kinds:
            near = mark.first - self.clause.first <= 2 and not self.clause.plan
            return ("offer" if self.clause.subject == "you" and near else ""), denied
        return side, denied

    def _standing(self, mark: Mark) -> tuple[bool, bool]:
        """(nothing of the contact's, denied) for a predicate at this place."""
        clause = self.clause
        denied = self._negated(mark.first)
        dead = self.other or clause.promise or (clause.past and not denied)
        return dead or self._toward_contact(mark) or self._somebodys(mark), denied

    def _promised(self, mark: Mark) -> bool:
        """`will introduce him to ...`, `promised to send her ...`: the owner's own promise."""
        if not self.owner_writes:
            return False
        clause = self.clause
        if clause.promise:
            return True
        if clause.subject == "me" and "seek" in mark.kinds and self._shall(mark):
            return True
        if clause.plan and not clause.duty:
            return False
        if clause.subject not in ("", "me") or "s" in clause.plan or mark.kinds & set("sd") - {"n"}:
            return False
        tokens = self.scan.tokens
        acts = bool(mark.kinds & {"act", "whom"}) or any(t == "introductions" for t, _ in mark.topics)
        within = {t.text for t in tokens[mark.first : min(mark.last + 2, self.sentence[1])]}
        to_owner = bool(within & {"me", "us"})
        return acts and not to_owner and bool(within & {"him", "her", "them", "hers"}) and "g" not in mark.kinds

    def _shall(self, mark: Mark) -> bool:
        """`I'll look for a caterer`: what the owner means to do."""
        words = [t.text for t in self.scan.tokens[self.clause.first : mark.first]]
        return not {"will", "ll", "shall"}.isdisjoint(words)

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

    def _own_doing(self, mark: Mark) -> bool:
        """`does his own taxes`, `does the books herself`: for nobody else."""
        tokens = self.scan.tokens
        if tokens[mark.first].text not in DOING:
            return False
        end = next((n for n in range(mark.last, self.sentence[1]) if tokens[n].gap in PARTING), self.sentence[1])
        words = [t.text for t in tokens[mark.first : end]]
        owned = any(a in POSSESSIVES and b == "own" for a, b in pairwise(words[:4]))
        return owned or not THEMSELVES.isdisjoint(words)

    def _failed(self, mark: Mark) -> bool:
        return " ".join(t.text for t in self.scan.tokens[mark.first : mark.last]) in FAILED

    def _next_is_us(self, mark: Mark) -> bool:
        """`Mentor me?`, `Teach us the ropes`."""
        return mark.last < self.sentence[1] and self.scan.tokens[mark.last].text in ("me", "us")
