"""Which pairs were acted on before: an introduction that was made or dismissed is not suggested again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from pipeline.referral.circle import Circle
from pipeline.referral.relations import Relations, topic_of
from pipeline.schema import OWNER, digest, person_id


def intro_id(person_a: str, person_b: str, topic_a_to_b: str, topic_b_to_a: str) -> str:
    """The same pair with the same topics always has the same id, whichever of the two is named first."""
    if person_b < person_a:
        person_a, person_b, topic_a_to_b, topic_b_to_a = person_b, person_a, topic_b_to_a, topic_a_to_b
    return "i" + digest(person_a, person_b, topic_a_to_b, topic_b_to_a)


class Acted:
    """The pairs that were acted on, whatever topic of theirs was the best at the time.

    A decision that names two records is about the people who they are now. One that has only the id of the suggestion
    is known by trying the topics that the two may have had then, and the ids that they may have had.
    """

    def __init__(
        self, known: Circle, relations: Relations, decisions: Iterable[Any], person_of: Mapping[str, str]
    ) -> None:
        """`decisions`: those that hold; `person_of`: record_id -> person_id."""
        self.known, self.relations = known, relations
        self.topics = sorted(relations.vocabulary.concepts)
        self.pairs: set[frozenset[str]] = set()
        self.ids: set[str] = set()
        self.untagged: set[str] = set()
        people = {**person_of, OWNER: OWNER}
        for d in decisions:
            if d.decision == "untag":
                self.untagged.add(d.topic)
            elif d.decision == "intro":
                both = frozenset(people.get(record, "") for record in (d.record_a, d.record_b))
                if "" in both:
                    self.ids.add(d.intro_id)
                else:
                    self.pairs.add(both)
        self.former: dict[str, list[str]] = {}
        self.said: dict[str, list[tuple[str, str]]] = {}
        self.tried: dict[tuple[int, int], bool] = {}
        if self.ids:
            self._prepare(person_of)

    def _prepare(self, person_of: Mapping[str, str]) -> None:
        """The ids of each person in former runs, and what the tags of each stand for as (side, topic)."""
        for record, who in person_of.items():
            if (former := person_id(record)) != who:
                self.former.setdefault(who, []).append(former)
        tags = self.known.tags
        for who, side, topic in zip(tags["person_id"], tags["side"], tags["topic"], strict=True):
            keys = self.relations.keys(side, topic)
            self.said.setdefault(who, []).extend((way, topic_of(key)) for way, key, _ in keys)

    def forbidden(self, a: int, b: int) -> bool:
        """Was any suggestion of these two made or dismissed? `a`, `b`: places in the circle."""
        if not self.pairs and not self.ids:
            return False
        one, two = (self.known.people["person_id"][n] for n in (a, b))
        if frozenset((one, two)) in self.pairs:
            return True
        if not self.ids:
            return False
        if (a, b) not in self.tried:
            self.tried[a, b] = any(found in self.ids for found in self._possible(one, two))
        return self.tried[a, b]

    def _possible(self, one: str, two: str) -> Iterator[str]:
        """The ids that a suggestion of the two may have had."""
        there, back = self._topics(one, two), self._topics(two, one)
        lone = [(topic, "") for topic in self.topics] + [("", topic) for topic in self.topics]
        topics = dict.fromkeys([*product(there, back), *lone])
        for first, second in product([one, *self.former.get(one, ())], [two, *self.former.get(two, ())]):
            for way in topics:
                yield intro_id(first, second, *way)

    def _topics(self, helper: str, asker: str) -> list[str]:
        """The topics with which the one may have helped the other: either side of it is still there or taken away."""
        asked = {topic for side, topic in self.said.get(asker, ()) if side == "ask"}
        offered = {topic for side, topic in self.said.get(helper, ()) if side == "offer"}
        return ["", *sorted(asked | offered | self.untagged)]
