"""Asks and offers in English texts, read clause by clause.

A clause has a subject (the contact, the writer, somebody else), a polarity, a time, and a predicate that seeks
(`looking for`, `could use`), gives (`happy to share`, `can help with`), does by trade (`builds`, `runs`) or only
tells. A plan turns a predicate round: who wants to find somebody asks, who wants to help offers. What the
predicate governs is collected as its zone, and phrases.py finds the topics in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.referral import bare
from pipeline.referral.findings import CARRIERS, Finding, other
from pipeline.referral.lexicon import HOLDS, Lexicon, Mark, Scan
from pipeline.referral.phrases import Item, Zone, topics_of
from pipeline.referral.words import sentences

EXPLICIT, INFERRED = "explicit", "inferred"
PREDICATES = frozenset(
    "gone yet knows swap seek asks whom get make give help helpwith have open tell be asked offered".split()
)
TELLING = (PREDICATES - {"act"}) | frozenset(("ask_label", "offer_label", "plan"))
"""Kinds without which a text says nothing."""
SHOWN = frozenset("bsg")
"""Forms of a verb that speak of the present."""
PRONOUNS = frozenset(("me", "them", "you"))
BREAKING = frozenset(".?!\n;|()")
LISTED = 4
"""How many words behind a comma a noun phrase may have to go on with the list."""
NEGATION_REACH = 5


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
    condition: bool = False
    promise: bool = False
    named: bool = False
    """A noun stands where the subject does."""


@dataclass(slots=True)
class Reader:
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
    sentence: tuple[int, int] = (0, 0)
    begun: int = 0
    told_from: int = -1
    asked_from: int = -1
    """First finding of the questions just read."""
    telling: list[tuple[int, int]] = field(default_factory=list)
    """Sentences that say something, rather than name it."""
    ends: dict[int, Mark] = field(default_factory=dict)
    """Marks by the token behind them."""

    def read(self) -> list[Finding]:
        """All findings of the text, denied ones included."""
        tokens = self.scan.tokens
        self.ends = {m.last: m for m in self.scan.marks.values()}
        separated = any(t.gap == "|" for t in tokens)
        for first, last in sentences(tokens):
            if self.label is not None and not self._label_holds(first):
                self.label = None
            self._sentence(first, last, separated)
        return self.found

    # ------------------------------------------------------------- sentences
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
        if self.scan.tokens[first].text == "any" and last < len(self.scan.tokens) and self.scan.tokens[last].gap == "?":
            self.zone = Zone("ask", first, first + 1)
        tokens, marks = self.scan.tokens, self.scan.marks
        at = first
        while at < last:
            if at > first and tokens[at].gap in PAUSES:
                self._gap(at)
            mark = marks.get(at)
            if mark is None:
                self._word(at)
                at += 1
            else:
                self._mark(mark)
                at = mark.last
        self._close()
        if self.told_from >= 0:
            self.telling.append((self.told_from, last))
        asked = last < len(tokens) and tokens[last].gap == "?"
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

    # ------------------------------------------------------------- words
    def _word(self, at: int) -> None:
        text = self.scan.tokens[at].text
        if self.zone is not None:
            self.zone.add(Item("w", at))
        elif text.endswith("ed") and len(text) > 4:
            self.told = True
        elif not text.isdigit() and text not in SIGNS:
            self.clause.named = True

    def _mark(self, mark: Mark) -> None:
        kinds = mark.kinds
        if self._label(mark):
            return
        if mark.last == self.sentence[1] and self._pleads(mark):
            return
        stated = tuple((t, use) for t, use in mark.topics if use in ("asks", "offers"))
        if stated and self._states(mark, stated):
            return
        self._steer(mark)
        if kinds & PREDICATES and self._predicate(mark):
            return
        self._argument(mark)

    def _pleads(self, mark: Mark) -> bool:
        """`broker please`, `a good roofer, anyone?`"""
        tokens = self.scan.tokens
        text = tokens[mark.first].text
        asked = mark.last < len(tokens) and tokens[mark.last].gap == "?"
        if text != "please" and not (asked and text in ("anyone", "anybody", "ideas", "tips", "suggestions")):
            return False
        return not self.clause.condition and not self._in_zone() and bool(self.loose) and self._behind(mark, "ask")

    def _argument(self, mark: Mark) -> None:
        """What fills the zone of the predicate, or stands without one."""
        kinds, zone = mark.kinds, self.zone
        topics = tuple((t, use) for t, use in mark.topics if use not in ("asks", "offers", "verbs"))
        if topics:
            self._topic(mark._replace(topics=topics))
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

    # ------------------------------------------------------------- labels
    def _label(self, mark: Mark) -> bool:
        """`Looking for: ...`, `[Hiring] ...`: what follows is sought or given until another label."""
        tokens = self.scan.tokens
        followed = mark.last < len(tokens) and tokens[mark.last].gap == ":"
        bracketed = tokens[mark.first].gap == "(" and mark.last < len(tokens) and tokens[mark.last].gap == ")"
        hiring, hired = ("talent", "asks") in mark.topics, ("job", "asks") in mark.topics
        if not (followed or (bracketed and mark.first == 0)):
            return False
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

    # ------------------------------------------------------------- phrases that state by themselves
    def _states(self, mark: Mark, stated: tuple[tuple[str, str], ...]) -> bool:
        zone = self.zone
        if zone is not None and self._subordinate(mark, verb=True):
            if zone.helps:
                zone.add(Item("r", mark.first))
            zone.add(Item("t", mark.first, mark._replace(topics=tuple((t, "objects") for t, _ in stated))))
            return True
        if "seek" in mark.kinds:
            return False
        if self._noun_here(mark):
            return self._noun(mark, stated)
        if mark.kinds & set("dn") and not mark.kinds & SHOWN:
            self._open(mark, "")
            return True
        side = stated[0][1][:-1]
        if self.clause.plan and side == "offer" and all(t in self.lexicon.services for t, _ in stated):
            side, stated = "ask", tuple((t, "asks") for t, _ in stated)
        imperative = mark.first == self.clause.first and "b" in mark.kinds and not self.clause.subject
        if imperative and stated[0][0] in WANTED_OF_READERS and not self.clause.plan and not self.clause.can:
            side, stated = "ask", tuple((t, "asks") for t, _ in stated)
        if self.listing:
            side, stated = self.listing, tuple((t, self.listing + "s") for t, _ in stated)
        within = self.zone.anew() if self._in_zone() and self.zone and not mark.kinds & set("bsdng") else None
        self._before(mark)
        self._close()
        dead, denied = self._standing(mark)
        dead = dead or (stated[0][0] == "introductions" and self._promised(mark))
        for topic, use in stated:
            if not dead:
                self._add(use[:-1], topic, mark.first, mark.last, "says", 0.9, denied)
        self._tells(mark)
        self.loose.clear()
        carries = any(topic in CARRIERS for topic, _ in stated)
        self.zone = Zone("" if dead or not carries else side, mark.first, mark.last, denied)
        self.zone.field_only = carries
        if within is not None and not carries:
            self.zone = within
        return True

    def _noun(self, mark: Mark, stated: tuple[tuple[str, str], ...]) -> bool:
        """`needs sponsors`, `short of volunteers for`: a verb's form that is the noun sought."""
        if not self._in_zone():
            return False
        topics = tuple((t, "objects") for t, _ in stated) + tuple(
            t for t in mark.topics if t[1] not in ("asks", "offers", "verbs")
        )
        self._topic(mark._replace(topics=topics))
        return True

    # ------------------------------------------------------------- subject, polarity, time
    def _steer(self, mark: Mark) -> None:
        kinds, clause = mark.kinds, self.clause
        if kinds & PRONOUNS and not (kinds & {"whose"} and not kinds & {"me", "them"}):
            self._pronoun(mark)
        if self._somebody_else(mark):
            self.other = True
            clause.subject = "other"
        if "promise" in kinds and self.owner_writes:
            clause.promise = True
        if kinds & {"neg", "holds"}:
            self._negation(mark)
        if "negafter" in kinds and not kinds & {"neg"}:
            self._deny_last(mark)
        if kinds & {"was"} and not clause.perfect and not clause.plan:
            clause.past = True
        if "past" in kinds:
            clause.past = self.told = True
        if "has" in kinds:
            clause.perfect = True
            self.told = True
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
        if "plan" in kinds:
            self._plan(mark)
        if "done" in kinds:
            self._done(mark)

    def _in_zone(self) -> bool:
        return self.zone is not None and bool(self.zone.side)

    def _pronoun(self, mark: Mark) -> None:
        """A pronoun in the place of a subject begins a clause."""
        who = next(k for k in ("me", "them", "you") if k in mark.kinds)
        if self._in_zone() and self.zone is not None and not self.zone.ends_open():
            self.zone.add(Item("r", mark.first))
            return
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
        before = self.ends.get(mark.first)
        if "kin" in mark.kinds and mark.first and self.scan.tokens[mark.first - 1].text == "whose":
            self._close()
            return True
        if "kin" not in mark.kinds or self.zone is not None:
            return False
        if mark.first == self.sentence[0] or before is None:
            return False
        if "prep" in before.kinds or not before.kinds & {"whose", "object", "skip"}:
            return False
        return not self._after_preposition(before.first)

    def _after_preposition(self, at: int) -> bool:
        before = self.ends.get(at)
        return before is not None and "prep" in before.kinds and at > self.sentence[0]

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

    # ------------------------------------------------------------- predicates
    def _predicate(self, mark: Mark) -> bool:
        """Opens the zone of a predicate; False where the word is none here (a noun, part of a zone)."""
        kinds = mark.kinds
        if self._noun_here(mark):
            help_noun = kinds & {"help"} and self.zone is None and self.ends.get(mark.first) in self.loose
            return bool(help_noun) and self._behind(mark, "ask")
        if kinds & {"be"} and not kinds & (PREDICATES - {"be"}):
            return self._copula(mark)
        if self._subordinate(mark, verb="seek" not in kinds or bool(kinds & set("bsg"))):
            assert self.zone is not None
            self.zone.add(Item("r", mark.first))
            if mark.topics:
                self._verb_topic(mark)
            return True
        if kinds & {"asked", "offered", "yet", "gone"}:
            return self._behind(mark, "offer" if "offered" in kinds else "ask") or "offered" in kinds
        side, sort = self._side(mark)
        if not side and self.loose and self.loose[-1].last >= self.clause.first:
            self.loose = [m for m in self.loose if m.last < self.clause.first]
        if self.listing and sort not in ("promise", "past"):
            side = self.listing
        self._before(mark)
        self._close()
        self._tells(mark)
        if side:
            dead, denied = self._standing(mark)
            side = "" if dead else side
            if self.clause.condition and side == "ask" and "whom" not in kinds:
                near = mark.first - self.clause.first <= 2 and not self.clause.plan
                side = "offer" if self.clause.subject == "you" and near else ""
        else:
            denied = False
        zone = Zone(side, mark.first, mark.last, denied, before=self.last_topic)
        zone.helps = side == "offer" and "help" in kinds and "helpwith" not in kinds
        zone.trade = sort == "trade" and not self.clause.can and not self.listing
        zone.deal = "deal" in kinds
        zone.swap = "swap" in kinds
        zone.toward = "toward" in kinds
        zone.meets = "meet" in kinds and side == "ask"
        zone.knows = "knows" in kinds and side == "offer"
        zone.open = sort == "open"
        zone.assets = sort == "have"
        if "seek" in kinds and self.loose and self.ends.get(mark.first) is self.loose[-1]:
            zone.subject = self.loose[-1]
        self.zone = zone
        self.loose.clear()
        if "whom" in kinds and self.scan.tokens[mark.last - 1].text in ANYBODY:
            zone.add(Item("r", mark.first))
        if mark.topics and side and (side == "ask" or self._names_its_work(mark)):
            self._verb_topic(mark)
        self.clause.plan, self.clause.can = "", False
        return True

    def _tells(self, mark: Mark) -> None:
        self.told = True
        if self.told_from < 0:
            self.told_from = mark.first

    def _names_its_work(self, mark: Mark) -> bool:
        """Not `sells farmhouses`, `leads a choir`: a verb that is only spelt like a noun, unless it stands alone."""
        if any(use in ("verbs", "titles") for _, use in mark.topics):
            return True
        tokens = self.scan.tokens
        alone = mark.last >= len(tokens) or tokens[mark.last].gap not in HOLDS
        following = self.scan.marks.get(mark.last)
        return "words" in {use for _, use in mark.topics} and (
            alone or (following is not None and bool(following.kinds & {"prep", "and"}))
        )

    def _verb_topic(self, mark: Mark) -> None:
        """A verb that names the service itself: `translates`, `photographs`; what it is done to is none."""
        assert self.zone is not None
        self.zone.add(Item("t", mark.first, mark))
        self.zone.add(Item("p", mark.first))

    def _side(self, mark: Mark) -> tuple[str, str]:
        """What the predicate does with its object, and how it is known."""
        kinds, clause = mark.kinds, self.clause
        if self._promised(mark):
            return "", "promise"
        gone = bool(kinds & set("dn")) and not kinds & SHOWN
        if kinds & {"whom", "asks"}:
            return ("ask", "seek") if not clause.named or "whom" in kinds else ("", "tell")
        if "seek" in kinds:
            return ("", "past") if gone else ("ask", "seek")
        if clause.plan and clause.puzzled:
            return ("ask", "plan") if kinds & {"get", "make", "give", "helpwith"} else ("", "tell")
        if clause.plan:
            if kinds & {"give", "help", "helpwith", "swap"} and not kinds & {"get"}:
                return "offer", "give"
            return ("ask", "plan") if kinds & {"get", "make"} else ("", "tell")
        if "open" in kinds:
            return "ask", "open"
        if gone and not clause.perfect:
            return "", "past"
        if clause.named and not clause.can and kinds & {"b", "s"}:
            return "", "tell"
        if kinds & {"give", "help", "helpwith", "swap"}:
            return "offer", "give"
        if "make" in kinds:
            return "offer", "trade"
        if "knows" in kinds:
            return "offer", "knows"
        return ("offer", "have") if "have" in kinds else ("", "tell")

    def _promised(self, mark: Mark) -> bool:
        """`will introduce him to ...`, `promised to send her ...`: the owner's own promise."""
        if not self.owner_writes:
            return False
        clause = self.clause
        if clause.promise:
            return True
        if clause.plan and not clause.duty:
            return False
        if clause.subject not in ("", "me") or "s" in clause.plan or mark.kinds & set("sd") - {"n"}:
            return False
        tokens = self.scan.tokens
        acts = bool(mark.kinds & {"act", "whom"}) or any(t == "introductions" for t, _ in mark.topics)
        within = {t.text for t in tokens[mark.first : min(mark.last + 2, self.sentence[1])]}
        return acts and bool(within & {"him", "her", "them", "hers"}) and "g" not in mark.kinds

    def _noun_here(self, mark: Mark) -> bool:
        """`her needs`, `the offer`, `web design`: a verb's form that is a noun here."""
        kinds = mark.kinds
        helped = self.zone is not None and self.zone.helps and bool(self.zone.items)
        if self.title and not helped and self._named_in_title(mark):
            return True
        if self._costs(mark):
            return True
        whose = self.ends.get(mark.first)
        if "g" in kinds and whose is not None and "whose" in whose.kinds and not whose.kinds & {"neg"}:
            return True
        if not kinds & {"b", "s"} or kinds & {"be"}:
            return False
        if mark.first == self.clause.first or mark.first == self.sentence[0]:
            return False
        before = self.ends.get(mark.first)
        token = self.scan.tokens[mark.first]
        if token.gap == "-":
            return True
        if (
            self.zone is not None
            and self._right_behind(self.zone, mark)
            and (before is None or "to" not in before.kinds)
        ):
            return not (self.zone.helps and "b" in kinds)
        zone = self.zone
        if zone is not None and zone.helps and "b" in kinds:
            return False
        if before is None:
            return "b" in kinds and not kinds & {"seek"}
        if zone is not None and self._right_behind(zone, mark) and "to" not in before.kinds:
            return not zone.helps
        if mark.last - mark.first > 1:
            return False
        if before.kinds & {"me", "them", "you", "to", "can", "plan", "and", "rel", "neg", "has"} or self.clause.plan:
            return False
        if before.kinds & {"whose", "prep", "object"} and not before.kinds & {"skip"} - {"whose"}:
            return True
        if "b" in kinds:
            return not before.kinds & {"skip", "now"} or bool(before.kinds & {"whose"})
        return token.text in AFTER_ADJECTIVE and bool(before.kinds & {"skip"}) and "now" not in before.kinds

    def _costs(self, mark: Mark) -> bool:
        """`hosting costs tripled`: the thing, not the doing."""
        return mark.last < self.sentence[1] and self.scan.tokens[mark.last].text in COSTS

    def _right_behind(self, zone: Zone, mark: Mark) -> bool:
        """Nothing but articles, numbers and the like stands between the predicate and the word."""
        between = self.scan.tokens[zone.last : mark.first]
        return not zone.items and all(t.text in self.lexicon.skipped["en"] or t.text[0].isdigit() for t in between)

    def _named_in_title(self, mark: Mark) -> bool:
        """`Lead Recruiter`, `Teaching Assistant`, `Sales Support`: no verbs; `Helping shops sell online`: one."""
        kinds = mark.kinds
        if "g" in kinds and ("talent", "asks") in mark.topics:
            return False
        if not kinds & {"b", "s", "g"} or (kinds & {"be", "seek"} and "b" not in kinds):
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
        if "s" in kinds or kinds & {"help"}:
            return False
        end = next(
            (n for n in range(mark.first + 1, self.sentence[1]) if self.scan.tokens[n].gap in PARTING), self.sentence[1]
        )
        rest = [m for n, m in self.scan.marks.items() if mark.first <= n < end]
        return end - mark.first < 3 or any("role" in m.kinds or any(u == "titles" for _, u in m.topics) for m in rest)

    def _subordinate(self, mark: Mark, verb: bool | str) -> bool:
        """`a designer to help me set up a site`, `someone who does payroll`: still part of what is sought."""
        zone = self.zone
        if zone is not None and zone.side == "ask" and zone.items and self._relative(zone.items[-1]):
            return True
        if zone is None or not verb or (zone.roles and mark.kinds & {"seek", "asks", "whom"}):
            return False
        if zone.items and zone.items[-1].kind == "r":
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

    def _relative(self, item: Item) -> bool:
        """`a school that could use old computers`."""
        return item.kind == "r" and self.scan.tokens[item.at].text in ("who", "that", "which")

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
        self.zone.roles = True
        return True

    def _name_before(self, at: int) -> bool:
        """A name of one or two words stands before the verb."""
        first = self.clause.first
        return 0 < at - first <= 2 and all(n not in self.scan.marks for n in range(first, at))

    def _behind(self, mark: Mark, side: str) -> bool:
        """`Volunteers needed`, `desks wanted`: the predicate stands behind what is sought."""
        active = mark.kinds & set("dn") and not mark.kinds & SHOWN and self.clause.subject
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
            failed = " ".join(t.text for t in self.scan.tokens[mark.first : mark.last]) in FAILED
            if not (owned or failed) or self.other:
                return False
        zone = Zone(side, group[0].first, mark.last, denied)
        zone.span = (group[0].first, mark.last)
        self._refill(zone, group[0].first, mark.first)
        self._finish(zone)
        self.told = True
        self.loose.clear()
        self.zone = Zone("", mark.first, mark.last)
        return True

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

    def _group_start(self, at: int) -> int:
        """First token of the noun phrase (with its prepositions) that ends before `at`."""
        return self.clause.first if self.clause.first < at else self.sentence[0]

    def _negated(self, at: int) -> bool:
        return 0 <= at - self.clause.negated <= NEGATION_REACH

    def _standing(self, mark: Mark) -> tuple[bool, bool]:
        """(nothing of the contact's, denied) for a predicate at this place."""
        clause = self.clause
        denied = self._negated(mark.first)
        dead = self.other or clause.promise or (clause.past and not denied)
        return dead or self._toward_contact(mark) or self._somebodys(mark), denied

    def _toward_contact(self, mark: Mark) -> bool:
        """`I'd like to sell him`, `we'd want her as trainer`: what the owner means to do."""
        if not self.owner_writes or self.clause.subject != "me" or mark.kinds & {"whom"}:
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
        if before is None or before.last - before.first > 2 or before.first <= self.clause.first:
            return False
        return (
            any(use == "titles" or t == "cofounder" for t, use in before.topics)
            and tokens[before.first - 1].text in ("his", "her", "my", "their")
            and before.first - 1 == self.clause.first
        )

    def _before(self, mark: Mark) -> None:
        """Who speaks, before what is sought or given: `Patent attorney, wants more clients`."""
        if not self.loose or self.told or self.zone is not None or self.other or self.clause.past:
            return
        roles = [m for m in self.loose if any(use == "titles" for _, use in m.topics)]
        self.found += bare.read(self.scan, roles, (self.sentence[0], mark.first), False, False)

    # ------------------------------------------------------------- the end of a zone
    def _open(self, mark: Mark, side: str) -> None:
        self._close()
        self.told = True
        self.zone = Zone(side, mark.first, mark.last)
        self.loose.clear()

    def _close(self) -> None:
        if self.zone is not None and self.zone.side:
            self._finish(self.zone)
        self.zone = None

    def _finish(self, zone: Zone) -> None:
        tokens = self.scan.tokens
        texts = [tokens[i.at].text for i in zone.items]
        if (
            zone.subject is not None
            and not zone.has_topics()
            and not any(u == "titles" for _, u in zone.subject.topics)
        ):
            zone.items.append(Item("t", zone.subject.first, zone.subject))
        if zone.before is not None and texts[:1] in (["one"], ["some"]) and not zone.has_topics():
            zone.items.append(Item("t", zone.before.first, zone.before))
        if (
            zone.side == "offer"
            and zone.before is not None
            and texts[:1]
            and texts[0] in OURS
            and not zone.has_topics()
        ):
            zone.items.insert(0, Item("t", zone.before.first, zone.before))
            zone.trade = False
        found = topics_of(zone)
        zone.jobs = zone.side == "ask" and any(t == "job" for mark, _ in found for t, _ in mark.topics)
        if zone.deal and any(i.kind == "o" for i in zone.items):
            self._add(zone.side, "business-sale", zone.first, zone.deal_end(), zone.rule, 0.85, zone.denied)
            return
        if zone.knows:
            ends = min((i.at for i in zone.items if i.kind == "r"), default=self.sentence[1])
            found = [(mark, weight) for mark, weight in found if mark.first < ends]
            the = tokens[min(zone.last, len(tokens) - 1)].text == "the"
            plural = [mark for mark, _ in found if the or tokens[mark.last - 1].text.endswith("s")]
            if plural:
                self._add("offer", "introductions", zone.first, plural[0].last, "knows", 0.7, zone.denied)
            return
        if zone.meets and not found:
            self._add(zone.side, "introductions", zone.first, zone.last, zone.rule, 0.6, zone.denied)
        for mark, weight in found:
            self._emit(mark, zone, weight)

    def _emit(self, mark: Mark, zone: Zone, weight: float) -> None:
        allowed = {"titles"} if zone.roles and not zone.fields() else {"titles", "words", "verbs", "objects"}
        first, last = zone.span or (min(zone.first, mark.first), max(mark.last, zone.last))
        if zone.label:
            first, last = mark.first, mark.last
        for topic, use in mark.topics:
            if use not in allowed and use != zone.side + "s":
                continue
            if use == "objects" and (zone.roles or (zone.trade and not self._for_others(zone, topic))):
                continue
            if zone.toward and use == "titles":
                continue
            if zone.assets and topic not in ASSETS:
                continue
            if zone.side == "offer" and use == "objects" and self._seeks_after_all(zone, topic):
                self._add("ask", topic, first, last, zone.rule, 0.8 * weight, zone.denied)
                continue
            if zone.open and (topic in GIVEN_WHERE_OPEN or topic in self.lexicon.services):
                self._add("offer", topic, first, last, zone.rule, 0.85 * weight, zone.denied)
                continue
            if zone.jobs and topic in self.lexicon.services:
                self._add("offer", topic, first, last, "trade", 0.6, zone.denied)
                continue
            if zone.field_only and topic in ("job", "talent", "internship"):
                continue
            self._add(zone.side, topic, first, last, zone.rule, 0.85 * weight, zone.denied)

    def _seeks_after_all(self, zone: Zone, topic: str) -> bool:
        """`has room for new clients`, `would do night shifts`."""
        said = {t.text for t in self.scan.tokens[zone.first : zone.last]}
        return (topic == "customers" and bool(said & ROOM)) or (topic == "job" and bool(said & TAKES_WORK))

    def _for_others(self, zone: Zone, topic: str) -> bool:
        """`does trademarks for bands`: what is done for others is a trade, what somebody does may be a pastime."""
        served = any(i.kind == "p" and self.scan.tokens[i.at].text == "for" for i in zone.items)
        return served and topic in self.lexicon.services

    def _add(self, side: str, topic: str, first: int, last: int, rule: str, confidence: float, denied: bool) -> None:
        tokens = self.scan.tokens
        strength = INFERRED if rule == "is" else EXPLICIT
        start, end = tokens[first].start, tokens[last - 1].end
        self.found.append(Finding(side, topic, start, end, rule, strength, confidence, denied))
        implied = self.lexicon.implied.get(topic, "") if side == "offer" and topic == "funding" else ""
        if implied:
            self.found.append(Finding("ask", implied, start, end, "trade", INFERRED, 0.6, denied))


ASSETS = frozenset(
    "workspace logistics distribution introductions sponsorship talent internship manufacturing real-estate".split()
)
"""What somebody who has it can give; to have anything else says nothing."""
GIVEN_WHERE_OPEN = frozenset(
    "board-advisory speaking mentorship cofounder beta-testers volunteers feedback sponsorship internship consulting coaching".split()
)
"""Who is open to these gives them; who is open to anything else looks for it."""
AFTER_ADJECTIVE = frozenset("needs offers wants supports plans prints designs shares searches".split())
PAUSES = frozenset((",", ":", "&", "/", "+"))
PARTING = frozenset((",", ":", "&"))
ENDS = frozenset("for at with on to of in from by".split())
INVITING = frozenset("contact call write email mail dm ping ask visit book".split())
INVITATIONS = frozenset(
    tuple(pair.split())
    for pair in "let s,let us,let me,i can,we can,i ll,we ll,we help,i help,contact us,call us,contact me,reach out,"
    "get in,dm me,talk to,drop me,write me,write to,hit me,send me,happy to,ask me".split(",")
)
WANTED_OF_READERS = frozenset("volunteers grants sponsorship funding beta-testers".split())
"""What an imperative or a question asks of its readers: `Donate`, `Want to volunteer?`"""
BETWEEN = frozenset("is s are still also now has been badly desperately urgently really currently".split())
"""What may stand between a subject and what it seeks."""
AWAY = frozenset("by from at after before until since than like per during".split())
"""Prepositions behind which nothing is sought: `get paid by clients`."""
OURS = frozenset("ours yours mine".split())
"""`moved ten offices to the cloud, can do ours`."""
FAILED = frozenset(
    "pulled out,dropped out,cancelled,canceled,fell through,ghosted,vanished,let us down,let them down".split(",")
)
"""Who does so was to do something for the contact, even where no possessive says so."""
ROOM = frozenset("room capacity space spaces slot slots time gaps available free open".split())
"""Who has it for clients seeks them."""
TAKES_WORK = frozenset("do work take taking".split())
COSTS = frozenset("costs cost bill bills fees prices budget".split())
ANYBODY = frozenset("anyone anybody someone somebody here you who".split())
DUTIES = frozenset("need needs have has must should going gonna got supposed remember ought".split())
"""What somebody plans because it was promised."""
SIGNS = frozenset("hi hello hey folks all here please pls well ok yes also said says".split())
STEERING_ONLY = frozenset(
    "neg and prep rel to skip now but can plan has was be if me them you because with past promise".split()
)


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
