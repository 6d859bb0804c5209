"""Asks and offers in what people wrote in languages other than English: notes, messages, headlines, cards.

A sentence is read once from left to right. A cue ("sucht", "biete", "を探し") opens or closes a
phrase; the topics in the phrase get its side. Negation, the past, somebody else as the subject, the owner's
own promises and verbs that only tell a story take the phrase out. Inside the phrase the head noun decides:
"volunteers for the food bank" asks for volunteers, not for food.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.referral import bare
from pipeline.referral.cues import HEAD_FIRST, POSTPOSITIONAL
from pipeline.referral.findings import CARRIERS, Finding, other
from pipeline.referral.lexicon import HOLDS, Lexicon, Mark, Scan
from pipeline.referral.words import BREAKS, Token, sentences

NEGATION_REACH = 5
"""How many tokens before a cue a negation still counts."""
EXPLICIT, INFERRED = "explicit", "inferred"


@dataclass(slots=True)
class Cue:
    """What the words after it are: sought, given, or nothing (side "")."""

    side: str
    first: int
    last: int
    denied: bool = False
    rule: str = "statement"
    label: bool = False
    helps: bool = False
    hiring: bool = False
    """A label that says a place is to be filled: what follows names the place."""


@dataclass(slots=True)
class State:
    """Where the reading of a sentence stands."""

    cue: Cue | None = None
    opened: int = 0
    """First token of the sentence."""
    segment: int = 0
    negated_at: int = -99
    past_at: int = -1
    somebody_else: bool = False
    owners: bool = False
    phrase: list[Mark] = field(default_factory=list)
    qualified: bool = False
    """A preposition followed the head: what comes now only qualifies it."""
    loose: list[Mark] = field(default_factory=list)
    loose_from: int = 0
    told_past: bool = False
    """The past was told by a verb, which holds to the end of the sentence; `former` holds to the comma."""
    told: bool = False
    """A verb, a pronoun or the past was seen: the sentence tells something, it is no bare list of skills."""


@dataclass(slots=True)
class Reader:
    """Reads one text."""

    lexicon: Lexicon
    scan: Scan
    owner_writes: bool = True
    """The text may be the owner's about the contact (a note), so `I will send him ...` is the owner's."""
    found: list[Finding] = field(default_factory=list)
    label: Cue | None = None
    previous: int = 0
    """First token of the sentence before."""
    parted: Cue | None = None
    """What the sentence before denied, for a `but` behind brackets."""

    def read(self) -> list[Finding]:
        """All findings of the text, denied ones included."""
        separated = any(t.gap == "|" for t in self.scan.tokens)
        for first, last in sentences(self.scan.tokens):
            if self.label is not None and not self._label_holds(first):
                self.label = None
            self._sentence(first, last, separated)
        return self.found

    def _label_holds(self, first: int) -> bool:
        assert self.label is not None
        gap = self.scan.tokens[first].gap
        return gap in (";", "|", "(", ")") or (gap == "\n" and first <= self.label.last + 1) or first == self.label.last

    def _sentence(self, first: int, last: int, separated: bool) -> None:
        s = State(opened=first, segment=first, loose_from=first, cue=self.label or self._taken_up(first))
        begin = len(self.found)
        at = first
        while at < last:
            token = self.scan.tokens[at]
            if at > first:
                self._gap(s, token, at)
            mark = self.scan.marks.get(at)
            if mark is None:
                at += 1
                continue
            self._mark(s, mark)
            at = mark.last
        self._close(s)
        self.previous = first
        denied = s.cue if s.cue is not None and s.cue.denied and s.cue.rule != "done" else None
        self.parted = denied or (self.parted if self.scan.tokens[first].gap == "(" else None)
        if s.loose and not (s.past_at >= 0 or s.somebody_else or s.owners):
            self.found += bare.read(self.scan, s.loose, (first, last), separated, s.told)
        self._ask_back(begin, last)

    def _taken_up(self, first: int) -> Cue | None:
        """`Sucht keine Investoren (Runde ist zu), aber Vertriebspartner`: the denied verb holds for what follows."""
        mark = self.scan.marks.get(first)
        if mark is None or "but" not in mark.kinds or self.parted is None:
            return None
        return Cue(self.parted.side, self.parted.first, first)

    def _ask_back(self, begin: int, last: int) -> None:
        """ "Need a logo? Call us" is an offer: a question that the text itself answers."""
        tokens = self.scan.tokens
        if last >= len(tokens) or tokens[last].gap != "?":
            return
        rest = {t.text for t in tokens[last:]}
        if not rest & INVITATION:
            return
        for n in range(begin, len(self.found)):
            if self.found[n].side == "ask":
                self.found[n] = self.found[n]._replace(side="offer", rule="question")

    # ------------------------------------------------------------- between the words
    def _gap(self, s: State, token: Token, at: int) -> None:
        if token.gap in (",", ":"):
            self._close(s)
            if s.past_at >= s.segment and not s.told_past:
                s.loose = [m for m in s.loose if m.first < s.past_at]
                s.past_at = -1
            s.segment = at
            s.negated_at = -99
            if s.cue is not None and s.cue.side == "" and not s.cue.label:
                s.cue = s.cue if s.cue.rule == "ignore-all" else None
                s.loose_from = at
        elif token.gap in ("&", "/", "+"):
            self._close(s, keep_qualified=True)

    # ------------------------------------------------------------- words that mean something
    def _mark(self, s: State, mark: Mark) -> None:
        kinds = mark.kinds
        side = self._label_side(mark)
        if side:
            self._open_label(s, mark, side)
            return
        stated = [(t, use) for t, use in mark.topics if use in ("asks", "offers")]
        if stated and self._states(s, mark, stated):
            return
        if kinds & STEERING:
            self._steer(s, mark)
        if kinds & CUES and not (mark.topics and s.cue is not None and s.cue.side):
            self._cue(s, mark)
        elif mark.topics:
            self._topic(s, mark)

    def _label_side(self, mark: Mark) -> str:
        tokens = self.scan.tokens
        followed = mark.last < len(tokens) and tokens[mark.last].gap == ":"
        bracketed = tokens[mark.first].gap == "(" and mark.last < len(tokens) and tokens[mark.last].gap in (")", "(")
        if not (followed or (bracketed and mark.first == 0)):
            return ""
        if "ask_label" in mark.kinds or ("talent", "asks") in mark.topics:
            return "ask"
        return "offer" if "offer_label" in mark.kinds else ""

    def _open_label(self, s: State, mark: Mark, side: str) -> None:
        self._close(s)
        for topic, use in mark.topics:
            if use in ("asks", "offers"):
                self._add(use[:-1], topic, mark.first, mark.last, "label", 0.9, s.cue)
        hiring = ("talent", "asks") in mark.topics
        s.cue = self.label = Cue(side, mark.first, mark.last, rule="list", label=True, hiring=hiring)
        s.loose.clear()

    def _states(self, s: State, mark: Mark, stated: list[tuple[str, str]]) -> bool:
        """A phrase that states an ask or offer by itself; False where an open cue of its own side takes it as object."""
        if s.cue is not None and s.cue.label:
            stated = [(t, u) for t, u in stated if u == s.cue.side + "s"] or stated
        if self._asked_for(s, mark, stated):
            s.phrase.append(mark._replace(topics=tuple((t, "objects") for t, _ in stated)))
            s.qualified = False
            return True
        side = stated[0][1][:-1]
        self._before_cue(s, mark)
        self._close(s)
        dead, denied = self._standing(s, mark)
        cue = Cue("" if dead else side, mark.first, mark.last, denied, "says")
        for topic, use in stated:
            if not dead:
                self._add(use[:-1], topic, mark.first, mark.last, "says", 0.9, cue)
        s.told = True
        if any(topic in CARRIERS and topic != "job" for topic, _ in stated):
            s.cue = cue
        elif s.cue is None or not s.cue.label:
            s.cue = Cue("", mark.first, mark.last, rule="swallow")
        s.loose.clear()
        return True

    def _asked_for(self, s: State, mark: Mark, stated: list[tuple[str, str]]) -> bool:
        """`short of sponsors`, `needs volunteers for`: a verb's form that is the noun sought."""
        ask = s.cue is not None and s.cue.side == "ask" and not s.phrase
        return ask and all(use == "offers" for _, use in stated) and self._adjacent(s, mark)

    def _adjacent(self, s: State, mark: Mark) -> bool:
        """The mark follows the open cue, an article or adjective between."""
        assert s.cue is not None
        return s.segment <= s.cue.first and 0 <= mark.first - s.cue.last <= 1 and mark.first > s.cue.first

    def _before_cue(self, s: State, mark: Mark) -> None:
        """Who speaks, before what is sought or given: `Patent attorney, wants more clients`."""
        if not s.loose or s.told or s.cue is not None or s.somebody_else or s.owners or s.past_at >= 0:
            return
        if self.scan.language in POSTPOSITIONAL or self.scan.language == "zh":
            return
        roles = [m for m in s.loose if any(use == "titles" for _, use in m.topics)]
        begin = s.loose_from
        if begin == s.segment or self.scan.tokens[s.segment].gap == ",":
            self.found += bare.read(self.scan, roles, (begin, mark.first), False, False)

    def _standing(self, s: State, mark: Mark) -> tuple[bool, bool]:
        """(nothing of the contact's, denied) for a cue at this place."""
        past = s.past_at >= s.segment
        if s.past_at >= 0 and not past:
            s.past_at = -1
        denied = mark.first - s.negated_at <= NEGATION_REACH
        return s.somebody_else or s.owners or (past and not denied), denied or past

    def _steer(self, s: State, mark: Mark) -> None:
        kinds = mark.kinds
        if "owner" in kinds and self.owner_writes:
            s.owners = True
        if "other" in kinds and not self._is_object(s, mark):
            s.somebody_else = True
        if "past" in kinds and not kinds & CUES:
            s.past_at = mark.first
            s.told_past = "former" not in kinds
            s.told = s.told or s.told_past
            if s.cue is not None and not s.cue.label and not s.phrase:
                self._close(s)
        if "now" in kinds:
            if s.past_at >= 0:
                s.loose.clear()
            s.past_at = -1
            s.somebody_else = False
            s.told = False
            if s.cue is not None and s.cue.side == "":
                s.cue = None
        if "neg" in kinds:
            s.negated_at = mark.last
            if self.scan.language in POSTPOSITIONAL:
                s.loose = [m for m in s.loose if m.first < s.segment]
            denies = self._denies(mark) if s.cue is None else ""
            if denies:
                self._before_cue(s, mark)
                s.cue = Cue(denies, mark.first, mark.last, denied=True)
                s.loose.clear()
            if s.cue is not None and s.cue.side and not s.phrase and mark.first - s.cue.last <= 1:
                s.cue.denied = True
        if "neg_after" in kinds and self.found and self._just_found(mark):
            self._deny()
        if "but" in kinds:
            self._contrast(s)
        if "done" in kinds:
            self._done(s, mark)
        if "and" in kinds:
            following = self.scan.tokens[mark.last].text if mark.last < len(self.scan.tokens) else ""
            self._close(s, keep_qualified=following not in ONE)
        elif "prep" in kinds and s.phrase:
            head = s.phrase[0] if self.scan.language in HEAD_FIRST else s.phrase[-1]
            if not all(t in CARRIERS for t, _ in head.topics):
                s.qualified = True

    def _denies(self, mark: Mark) -> str:
        """Side of the verb that a negation holds and denies: `sucht keine`, `does not need`, `no longer offers`."""
        if mark.last - mark.first < 2:
            return ""
        root = self.lexicon.exact[self.scan.language]
        entries = [root.get(self.scan.tokens[n].text, {}).get(None) for n in range(mark.first, mark.last)]
        kinds = frozenset[str]().union(*(e.kinds for e in entries if e is not None))
        return next((side for side in ("ask", "offer") if side in kinds), "")

    def _is_object(self, s: State, mark: Mark) -> bool:
        if s.cue is not None and s.cue.side and self.scan.language not in POSTPOSITIONAL:
            return True
        before = self.scan.marks.get(mark.first - 1)
        return before is not None and bool(before.kinds & {"prep", "with"})

    def _just_found(self, mark: Mark) -> bool:
        gap = self.scan.tokens[mark.first].gap
        return gap not in BREAKS and self.scan.tokens[mark.first].start - self.found[-1].end <= 4

    def _deny(self) -> None:
        end = self.found[-1].end
        for n, f in enumerate(self.found):
            if f.end == end:
                self.found[n] = f._replace(denied=not f.denied)

    def _contrast(self, s: State) -> None:
        self._close(s)
        s.negated_at = -99
        s.qualified = False
        if s.cue is not None and s.cue.denied:
            s.cue = Cue(s.cue.side, s.cue.first, s.cue.last, rule=s.cue.rule)

    def _done(self, s: State, mark: Mark) -> None:
        """Found, filled, closed: what was asked in this sentence is asked no longer."""
        self._close(s)
        begin = self.scan.tokens[s.loose_from].start
        if mark.first - s.opened <= 2 and not s.loose and not any(f.start >= begin for f in self.found):
            begin = self.scan.tokens[self.previous].start
        for n, f in enumerate(self.found):
            if f.side == "ask" and f.start >= begin:
                self.found[n] = f._replace(denied=True)
        s.loose.clear()
        s.cue = Cue("ask", mark.first, mark.last, denied=True, rule="done")

    # ------------------------------------------------------------- cues and their objects
    def _cue(self, s: State, mark: Mark) -> None:
        kinds = mark.kinds
        if self._subordinate(s, mark):
            return
        if not kinds & {"asked", "offered"}:
            self._before_cue(s, mark)
        s.told = True
        if "ignore" in kinds and not kinds & SIDED:
            if "at" in kinds and s.cue is not None and s.cue.side:
                s.qualified = bool(s.phrase)
                return
            self._close(s)
            s.cue = Cue("", mark.first, mark.last, rule="ignore")
            return
        before = "asked" in kinds or "offered" in kinds
        if before and (s.loose or self.scan.language in POSTPOSITIONAL or not kinds & {"ask", "offer", "helps"}):
            self._take_before(s, mark, "ask" if "asked" in kinds else "offer")
            return
        self._before_cue(s, mark)
        self._close(s)
        dead, denied = self._standing(s, mark)
        side = "ask" if "ask" in kinds else "offer"
        s.cue = Cue("" if dead else side, mark.first, mark.last, denied, helps="helps" in kinds and "ask" not in kinds)
        s.qualified = False
        s.loose.clear()
        s.loose_from = mark.last

    def _subordinate(self, s: State, mark: Mark) -> bool:
        """`a designer to help me set up a site`, `someone who does payroll`, `wants help with`: still what is sought."""
        if s.cue is None or s.cue.side != "ask" or s.cue.label or self.scan.language in POSTPOSITIONAL:
            return False
        if "ask" in mark.kinds or not mark.kinds & {"offer", "helps"} or s.segment > s.cue.first:
            return False
        before = self.scan.tokens[mark.first - 1].text
        if self._adjacent(s, mark) and not s.phrase:
            return False
        if before not in RELATIVE.get(self.scan.language, ()) or mark.first <= s.cue.last:
            return False
        if s.phrase:
            s.qualified = True
        else:
            s.cue.last = mark.last
        return True

    def _take_before(self, s: State, mark: Mark, side: str) -> None:
        """The cue stands behind its object: "Praktikanten gesucht", "翻訳者を探しています"."""
        self._close(s)
        dead, denied = self._standing(s, mark)
        if not dead and s.loose:
            cue = Cue(side, s.loose[0].first, mark.last, denied)
            for group in self._groups(s.loose):
                for head, weight in self._heads(group):
                    self._emit(head, cue, weight, (min(head.first, mark.first), max(head.last, mark.last)))
        s.loose.clear()
        s.loose_from = mark.last
        s.cue = None

    def _groups(self, marks: list[Mark]) -> Iterator[list[Mark]]:
        """Noun phrases among marks before a cue: split where a conjunction, comma or postposition stands between."""
        group: list[Mark] = []
        for mark in marks:
            if group and self._apart(group[-1].last, mark.first):
                yield group
                group = []
            group.append(mark)
        if group:
            yield group

    def _apart(self, first: int, last: int) -> bool:
        between = range(first, last)
        if any(self.scan.tokens[n].gap in (",", "&", "/") for n in range(first, last + 1)):
            return True
        return any(n in self.scan.marks and self.scan.marks[n].kinds & {"and", "prep"} for n in between)

    def _topic(self, s: State, mark: Mark) -> None:
        if s.cue is None:
            s.loose.append(mark)
        elif s.cue.side and not s.qualified and self._listed(s, mark):
            if s.cue.helps and not s.phrase and mark.first - s.cue.last <= 1 and self._more_follows(mark):
                return
            s.phrase.append(mark)

    def _listed(self, s: State, mark: Mark) -> bool:
        """Behind a comma only a bare noun phrase goes on with the list: not `own ads got nobody`."""
        if s.cue is None or s.cue.label or s.segment <= s.cue.first or self.scan.language not in HEAD_LAST:
            return True
        tokens = self.scan.tokens
        if mark.first - s.segment > 3:
            return False
        if tokens[s.segment].text in RELATIVE.get(self.scan.language, ()) and not s.phrase:
            return True
        if mark.last >= len(tokens) or tokens[mark.last].gap not in HOLDS:
            return True
        following = self.scan.marks.get(mark.last)
        return following is not None and bool(following.topics or following.kinds & {"and", "prep", "with"})

    def _more_follows(self, mark: Mark) -> bool:
        """`helps restaurants with their taxes`: the first noun is who is helped."""
        tokens, n = self.scan.tokens, mark.last
        while n < len(tokens) and tokens[n].gap not in BREAKS:
            later = self.scan.marks.get(n)
            if later is not None and later.topics:
                return True
            if later is not None and later.kinds & {"and"}:
                return False
            n += 1
        return False

    def _close(self, s: State, keep_qualified: bool = False) -> None:
        """Ends the noun phrase: its head becomes a finding."""
        if s.phrase and s.cue is not None:
            for head, weight in self._heads(s.phrase):
                self._emit(head, s.cue, weight, (s.cue.first, head.last))
        s.phrase = []
        if not keep_qualified:
            s.qualified = False

    def _heads(self, phrase: list[Mark]) -> list[tuple[Mark, float]]:
        """The head of a noun phrase; with a head that only carries (advice, intro) its field too."""
        if len(phrase) == 1:
            return [(phrase[0], 1.0)]
        head = phrase[0] if self.scan.language in HEAD_FIRST else phrase[-1]
        if head is not phrase[0] and all(t == "introductions" for t, _ in phrase[0].topics):
            return [(head, 1.0), (phrase[0], 0.8)]
        if all(t in CARRIERS for t, _ in head.topics):
            others = [m for m in phrase if m is not head]
            keep = [] if all(t in ("consulting", "partnerships") for t, _ in head.topics) else [(head, 1.0)]
            return [(m, 0.9) for m in others] + keep
        return [(head, 1.0)]

    def _emit(self, mark: Mark, cue: Cue, weight: float, span: tuple[int, int]) -> None:
        allowed = {"titles", "words", "objects", cue.side + "s"}
        for topic, use in mark.topics:
            if use in allowed and not (cue.hiring and topic in ("job", "talent", "internship", "operations")):
                self._add(cue.side, topic, *span, cue.rule, 0.85 * weight, cue)

    def _add(self, side: str, topic: str, first: int, last: int, rule: str, confidence: float, cue: Cue | None) -> None:
        tokens = self.scan.tokens
        denied = cue is not None and cue.denied
        self.found.append(
            Finding(side, topic, tokens[first].start, tokens[last - 1].end, rule, EXPLICIT, confidence, denied)
        )


ONE = frozenset("ein eine einen einem einer un une una uno um uma een".split())
"""Articles that begin something new: `volunteers for the race and a speaker`."""
RELATIVE = {
    "de": frozenset("der die das zu um mit".split()),
    "fr": frozenset("qui pour avec".split()),
    "es": frozenset("que para con".split()),
    "pt": frozenset("que para com".split()),
    "it": frozenset("che per con".split()),
    "nl": frozenset("die dat om te met".split()),
}
"""Words that open a clause about what is sought: `a designer who ...`."""
HEAD_LAST = frozenset({"de", "nl", "zh"})
CUES = frozenset(("ask", "asked", "offer", "offered", "helps", "ignore"))
SIDED = frozenset(("ask", "asked", "offer", "offered", "helps"))
STEERING = frozenset(("owner", "other", "past", "now", "neg", "neg_after", "but", "done", "and", "prep"))
INVITATION = frozenset(
    "contact call us let we write email anrufen kontakt contactez contacte contatta bel mail".split()
)


def read(lexicon: Lexicon, scan: Scan, owner_writes: bool = True) -> list[Finding]:
    """Findings in a text of several sentences."""
    return Reader(lexicon, scan, owner_writes).read()


__all__ = ["other", "read", "sentences"]
