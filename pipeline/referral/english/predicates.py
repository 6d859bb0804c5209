"""Where a predicate stands: from there on, or before it, is what it seeks or gives."""

from __future__ import annotations

from pipeline.referral import bare
from pipeline.referral.english.nouns import SHOWN
from pipeline.referral.english.sides import BYGONE, Sides
from pipeline.referral.english.state import PREDICATES, WANTED_OF_READERS
from pipeline.referral.findings import CARRIERS, SELF
from pipeline.referral.lexicon import Mark
from pipeline.referral.phrases import Item, Zone

FORMS = frozenset("bsdng")
BESIDES_BE = PREDICATES - {"be"}
BEHIND = frozenset("asked offered yet gone".split())
"""They stand behind what is sought or given."""
ANYBODY = frozenset("anyone anybody someone somebody here you who".split())


Uses = tuple[tuple[str, str], ...]
"""Topics with the use they were listed under."""


def _as(uses: Uses, use: str) -> Uses:
    return tuple((topic, use) for topic, _ in uses)


CALLS = frozenset("anyone anybody ideas tips suggestions".split())


class Predicates(Sides):
    """Opens zones."""

    __slots__ = ()

    def _states(self, mark: Mark, stated: Uses) -> bool:
        """A phrase that states an ask or offer by itself; False where it is none here."""
        zone = self.zone
        if zone is not None and self._subordinate(mark, verb=True):
            if zone.helps:
                zone.add(Item("r", mark.first))
            self.last_topic = mark._replace(topics=_as(stated, "objects"))
            zone.add(Item("t", mark.first, self.last_topic))
            return True
        if "seek" in mark.kinds:
            return False
        if self._noun_here(mark):
            return self._noun(mark, stated)
        if mark.kinds & BYGONE and not mark.kinds & SHOWN:
            self._open(mark, "")
            return True
        self._said(mark, self._meant(mark, stated))
        return True

    def _meant(self, mark: Mark, stated: Uses) -> Uses:
        """The side that a stating phrase has here: a plan, an imperative and a request turn an offer into an ask."""
        if self.listing:
            return self._listed_as(mark, stated, self.listing + "s")
        topic, use = stated[0]
        bare_verb = mark.first == self.clause.first and "b" in mark.kinds
        planned = bool(self.clause.plan) and all(t in self.lexicon.services for t, _ in stated)
        free = not (self.clause.subject or self.clause.plan or self.clause.can)
        wanted = bare_verb and free and topic in WANTED_OF_READERS
        if use == "offers" and (planned or (bare_verb and self._next_is_us(mark))):
            return _as(stated, "asks")
        return _as(stated, "asks") if wanted else stated

    def _listed_as(self, mark: Mark, stated: Uses, side: str) -> Uses:
        """In a list of the other side the trade that the phrase names, too: `Offers: recruiting` offers no people to hire."""
        trades = tuple([(t, side) for t, use in mark.topics if use in ("words", "titles")])
        return trades if trades and stated[0][1] != side else _as(stated, side)

    def _said(self, mark: Mark, stated: Uses) -> None:
        within = self.zone.anew() if self._in_zone() and self.zone and not mark.kinds & FORMS else None
        self._before(mark)
        self._close()
        dead, denied = self._standing(mark)
        dead = dead or (stated[0][0] == "introductions" and self._promised(mark))
        own = stated[0][1] == "offers" and self._own_doing(mark)
        for topic, use in stated:
            if not dead:
                self._add(use[:-1], topic, mark.first, mark.last, SELF if own else "says", 0.9, denied or own)
        self._tells(mark)
        self.last_topic = mark._replace(topics=_as(stated, "objects"))
        self.loose.clear()
        carries = any(topic in CARRIERS for topic, _ in stated)
        self.zone = Zone("" if dead or not carries else stated[0][1][:-1], mark.first, mark.last, denied)
        self.zone.field_only = carries
        if within is not None and not carries:
            self.zone = within

    def _noun(self, mark: Mark, stated: Uses) -> bool:
        """`needs sponsors`, `short of volunteers for`: a verb's form that is the noun sought."""
        if not self._in_zone():
            return False
        others = tuple(t for t in mark.topics if t[1] not in ("asks", "offers", "verbs"))
        topics = _as(stated, "objects") + others
        self._topic(mark._replace(topics=topics))
        return True

    def _predicate(self, mark: Mark) -> bool:
        """Opens the zone of a predicate; False where the word is none here (a noun, part of a zone)."""
        kinds = mark.kinds
        if self._noun_here(mark):
            help_noun = "help" in kinds and self.zone is None and self.ends.get(mark.first) in self.loose
            return bool(help_noun) and self._behind(mark, "ask")
        if "be" in kinds and kinds.isdisjoint(BESIDES_BE):
            return self._copula(mark)
        if self._subordinate(mark, verb="seek" not in kinds or bool(kinds & SHOWN)):
            assert self.zone is not None
            self.zone.add(Item("r", mark.first))
            if mark.topics:
                self._verb_topic(mark)
            return True
        if kinds & BEHIND:
            return self._behind(mark, "offer" if "offered" in kinds else "ask") or "offered" in kinds
        self._govern(mark)
        return True

    def _govern(self, mark: Mark) -> None:
        """From here on the words are what the predicate seeks or gives."""
        side, sort = self._side(mark)
        if not side and self.loose and self.loose[-1].last >= self.clause.first:
            self.loose = [m for m in self.loose if m.last < self.clause.first]
        bare_verb = mark.first == self.clause.first and "b" in mark.kinds
        if (side == "offer" and bare_verb and self._next_is_us(mark)) or self._asked_in_label(mark):
            side = "ask"
        if self.listing and sort not in ("promise", "past"):
            side = self.listing
        self._before(mark)
        self._close()
        self._tells(mark)
        side, denied = self._held(mark, side)
        zone = self.zone = self._zone(mark, side, sort, denied)
        self.loose.clear()
        if "whom" in mark.kinds and self.scan.tokens[mark.last - 1].text in ANYBODY:
            zone.add(Item("r", mark.first))
        if mark.topics and side and (side == "ask" or self._names_its_work(mark)):
            self._verb_topic(mark)
        if any(use == "verbs" for _, use in mark.topics):
            self.last_work = mark
        self.clause.plan, self.clause.can = "", False

    def _zone(self, mark: Mark, side: str, sort: str, denied: bool) -> Zone:
        kinds = mark.kinds
        zone = Zone(side, mark.first, mark.last, denied, before=self.last_topic, work=self.last_work)
        zone.helps = side == "offer" and "help" in kinds and "helpwith" not in kinds
        zone.trade = sort == "trade" and not self.clause.can and not self.listing
        zone.open, zone.assets = sort == "open", sort == "have"
        zone.deal, zone.swap, zone.toward = "deal" in kinds, "swap" in kinds, "toward" in kinds
        zone.meets = "meet" in kinds and side == "ask"
        zone.knows = "knows" in kinds and side == "offer"
        if side == "offer" and self._own_doing(mark):
            zone.denied, zone.rule = True, SELF
        return zone

    def _pleads(self, at: int) -> bool:
        """`broker please`, `a good roofer, anyone?`: the sentence's last word asks for what it names."""
        text = self.scan.tokens[at].text
        if text != "please" and not (text in CALLS and self._is_question(at + 1)):
            return False
        if self.clause.condition or self._in_zone() or not self.loose:
            return False
        return self._behind(Mark(at, at + 1, frozenset(), ()), "ask")

    def _copula(self, mark: Mark) -> bool:
        if self._in_zone() and self.zone is not None and self.zone.items and not self.zone.comma_last():
            self.zone.add(Item("r", mark.first))
            return True
        if self._in_zone() and self.zone is not None and self.zone.side == "ask" and not self.zone.items:
            return True  # `what we lack is anybody who ...`
        self.told = True
        clause = self.clause
        named = clause.named and not self._name_before(mark.first)
        if self.other or clause.past or clause.plan or named or self.loose or clause.subject == "you":
            self._close()
            self.zone = Zone("", mark.first, mark.last)
            return True
        self._close()
        self.zone = Zone("offer", mark.first, mark.last, clause.negated >= mark.first - 1, rule="is")
        self.zone.roles = not clause.can
        return True

    def _behind(self, mark: Mark, side: str) -> bool:
        """`Volunteers needed`, `desks wanted`: the predicate stands behind what is sought."""
        active = mark.kinds & BYGONE and not mark.kinds & SHOWN and self.clause.subject
        if self.clause.past or self.other or active:
            return False
        zone = self.zone
        if zone is not None and zone.label and self._negated(mark.first):
            zone.drop_last()
        if zone is not None and (zone.side == side or zone.label):
            return False
        group = [m for m in self.loose if m.first >= self._group_start(mark.first)]
        if not group:
            return False
        self._close()
        denied = self._negated(mark.first)
        if "yet" in mark.kinds:
            if not self._negated(group[0].first):
                return False
            denied = False
        if "gone" in mark.kinds:
            owner = self.ends.get(group[0].first)
            owned = owner is not None and bool(owner.kinds & {"whose", "past"})
            if not (owned or self._failed(mark)) or self.other:
                return False
        zone = Zone(side, group[0].first, mark.last, denied)
        zone.span = (group[0].first, mark.last)
        self._refill(zone, group[0].first, mark.first)
        self._finish(zone)
        self.told = True
        self.loose.clear()
        self.zone = Zone("", mark.first, mark.last)
        return True

    def _before(self, mark: Mark) -> None:
        """Who speaks, before what is sought or given: `Patent attorney, wants more clients`."""
        if not self.loose or self.told or self.zone is not None or self.other or self.clause.past:
            return
        roles = [m for m in self.loose if any(use == "titles" for _, use in m.topics)]
        self.found += bare.read(self.scan, roles, (self.sentence[0], mark.first), False, False)

    def _tells(self, mark: Mark) -> None:
        self.told = True
        if self.told_from < 0:
            self.told_from = mark.first
