"""Which tags can meet: the keys that a tag of one side stands for, each with how much of the tag's weight it keeps."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.referral.vocabulary import Vocabulary

RECIPROCAL = 0.9
"""What an ask implies about the other side: a hirer offers a job, two who look for partners are partners."""
RELATED = 0.45
"""A broader or a narrower topic: may help, yet the exact topic is always better."""
UNQUALIFIED = 0.3
"""People or jobs of an unknown field: worth a look only where nothing better is known."""
QUALIFIED_TOPICS = ("talent", "job", "internship")
"""Topics that say nothing without the field of work."""


@dataclass(frozen=True, slots=True)
class Relations:
    """The rules of the vocabulary, as keys."""

    vocabulary: Vocabulary

    def keys(self, side: str, topic: str, qualifier: str) -> list[tuple[str, str, float]]:
        """(side, key, factor) of everything that the tag stands for; the key begins with the topic."""
        if side == "ask":
            return self._asked(topic, qualifier)
        return self._offered(topic, qualifier, 1.0)

    def _asked(self, topic: str, qualifier: str) -> list[tuple[str, str, float]]:
        keys = [("ask", key, factor) for key, factor in _ask_keys(topic, qualifier)]
        concept = self.vocabulary.concepts.get(topic)
        if concept is None:
            return keys
        if concept.reciprocal:
            keys += self._offered(concept.reciprocal, qualifier, RECIPROCAL, related=False)
        if concept.symmetric:
            keys += self._offered(topic, qualifier, RECIPROCAL, related=False)
        return keys

    def _offered(
        self, topic: str, qualifier: str, factor: float, *, related: bool = True
    ) -> list[tuple[str, str, float]]:
        keys = [("offer", key, factor * share) for key, share in _offer_keys(topic, qualifier)]
        if related and topic not in QUALIFIED_TOPICS:
            near = [t for t in self.vocabulary.related(topic) if t not in QUALIFIED_TOPICS]
            keys += [("offer", t, factor * RELATED) for t in near]
        return keys


def topic_of(key: str) -> str:
    """The topic that a key stands for."""
    return key.partition("/")[0]


def _ask_keys(topic: str, qualifier: str) -> list[tuple[str, float]]:
    if topic not in QUALIFIED_TOPICS:
        return [(topic, 1.0)]
    if qualifier:
        return [(f"{topic}/{qualifier}", 1.0), (f"{topic}/?", UNQUALIFIED)]
    return [(f"{topic}/*", UNQUALIFIED)]


def _offer_keys(topic: str, qualifier: str) -> list[tuple[str, float]]:
    """An offer of unknown field answers any ask weakly; one of a known field answers its own and the unknown ask."""
    if topic not in QUALIFIED_TOPICS:
        return [(topic, 1.0)]
    if qualifier:
        return [(f"{topic}/{qualifier}", 1.0), (f"{topic}/*", UNQUALIFIED)]
    return [(f"{topic}/?", UNQUALIFIED), (f"{topic}/*", UNQUALIFIED)]
