"""From what a predicate governs to findings."""

from __future__ import annotations

from pipeline.referral.english.state import ENDS, State
from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Mark
from pipeline.referral.phrases import Item, Zone, topics_of

EXPLICIT, INFERRED = "explicit", "inferred"
ASSETS = frozenset(
    "workspace logistics distribution introductions sponsorship talent internship manufacturing real-estate".split()
)
"""What somebody who has it can give; to have anything else says nothing."""
GIVEN_WHERE_OPEN = frozenset(
    "board-advisory speaking mentorship cofounder beta-testers volunteers feedback sponsorship internship consulting coaching".split()
)
"""Who is open to these gives them; who is open to anything else looks for it."""
NOT_FROM_SEEKERS = frozenset(("job", "customers", "talent", "suppliers"))
"""What somebody for hire, or somebody who hires, speaks of without offering it."""

OURS = frozenset("ours yours mine".split())
"""`moved ten offices to the cloud, can do ours`."""
ROOM = frozenset("room capacity space spaces slot slots time gaps available free open".split())
"""Who has it for clients seeks them."""
TAKES_WORK = frozenset("do work take taking up".split())


class Tagging(State):
    """Makes findings of zones."""

    __slots__ = ()

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
        if zone.before is not None and (texts[:1] == ["some"] or "one" in texts[:3]) and not zone.has_topics():
            zone.items.insert(0, Item("t", zone.before.first, zone.before))
        work = zone.work or zone.before
        if zone.side == "offer" and work is not None and texts[:1] and texts[0] in OURS and not zone.has_topics():
            zone.items.insert(0, Item("t", work.first, work))
            zone.trade = False
        found = topics_of(zone)
        zone.jobs = zone.side == "ask" and any(t == "job" for mark, _ in found for t, _ in mark.topics)
        if zone.deal and any(i.kind == "o" for i in zone.items):
            self._add("ask", "business-sale", zone.first, zone.deal_end(), zone.rule, 0.85, zone.denied)
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
            if self.label is not None and self.label.field_only and topic in NOT_FROM_SEEKERS:
                continue
            if zone.side == "offer" and topic == "job" and self.scan.tokens[mark.last - 1].text in ENDS:
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
