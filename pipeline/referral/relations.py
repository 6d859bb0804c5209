"""Which tags can meet: the keys that a tag of one side stands for, each with how much of the tag's weight it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.referral.vocabulary import Vocabulary

RECIPROCAL = 0.9
"""What an ask implies about the other side: a hirer offers a job, two who look for partners are partners."""
LOOSELY = 0.4
TRADE = frozenset({"customers", "suppliers"})
"""Whoever seeks clients supplies something, but hardly what this buyer needs; if they have no field of work in common,
they are not introduced for that alone, nor where the buyer or the seller names the goods: then it must be the same."""
OF_ONE_FIELD = TRADE | {"partnerships"}
"""Topics of which one ask answers another only between people with a field of work in common: partners for a museum and
partners for freight do not look for each other."""
RELATED = 0.45
"""A broader or a narrower topic: may help, yet the exact topic is always better."""
UNQUALIFIED = 0.3
"""People or jobs of an unknown field: worth a look only where nothing better is known."""
QUALIFIED_TOPICS = frozenset({"talent", "job", "internship"})
"""Topics that say nothing without the field of work: each of their keys names one."""
UNKNOWN = ("/*", "/?")
"""Keys without a field: `*` what an ask of unknown field accepts, `?` an offer of unknown field. What an ask only
implies has none: any hirer and anybody who looks for work would meet."""
STRANGERS = {
    "customers": 0.15, "suppliers": 0.3, "partnerships": 0.4, "distribution": 0.7, "introductions": 0.7,
    "funding": 0.85, "deal-flow": 0.85,
}  # fmt: skip
"""What such a topic keeps of its weight between two people who have no field in common."""
LOCAL = frozenset(
    "accounting-tax legal compliance-risk lending insurance wealth-planning grants real-estate workspace construction-trades "
    "healthcare fitness-wellness food-hospitality policy-government".split()
)
"""Topics that are bound to a country by its laws, or to a place."""
WIDE = frozenset(
    "construction-trades manufacturing engineering education-training ecommerce-retail food-hospitality healthcare "
    "research-science illustration-art travel-mobility introductions".split()
)
"""Topics of many trades that cannot stand in for each other: a joiner paints no walls, and who knows mayors may know no
investors."""
FIELD_GROUPS = frozenset({"professional", "technology", "creative", "sectors", "care", "own"})
"""Groups of the vocabulary whose topics are fields of work; the others are about relations between people."""
PLACES_PEOPLE = 0.8
"""What a recruiter who offers people of a trade is worth to who hires there: one who looks for the work comes first."""
SUPPLIED = 0.8
"""What an offer in a trade is worth to who looks for suppliers of its goods."""
SUPPLIERS, CUSTOMERS, TALENT = "suppliers", "customers", "talent"


@dataclass(frozen=True, slots=True)
class Relations:
    """The rules of the vocabulary, as keys."""

    vocabulary: Vocabulary

    def is_field(self, topic: str) -> bool:
        """Is the topic a field of work?"""
        concept = self.vocabulary.concepts.get(topic)
        return concept is not None and concept.group in FIELD_GROUPS

    def keys(
        self, side: str, topic: str, fields: Sequence[str] = (), explicit: bool = True, placed: bool = False
    ) -> list[tuple[str, str, float]]:
        """(side, key, factor) of all that the tag stands for; `fields` qualify talent, jobs and internships, and are the
        goods that are sought or made with other topics. `placed`: a recruiter offers people of this trade.

        Related topics are answered only by what was said: an account manager's title is no offer to distribute.
        """
        if side == "offer":
            made = [] if topic in QUALIFIED_TOPICS else [("offer", f"{SUPPLIERS}/{f}", SUPPLIED) for f in fields]
            people = [("offer", f"{TALENT}/{topic}", PLACES_PEOPLE)] if placed else []
            return [*self._offered(topic, fields, 1.0, near=explicit), *made, *people]
        keys = [("ask", key, factor) for key, factor in _ask_keys(topic, fields)]
        concept = self.vocabulary.concepts.get(topic)
        if fields and topic not in QUALIFIED_TOPICS:
            wanted = SUPPLIERS if topic == CUSTOMERS else CUSTOMERS
            keys += [("offer", f"{wanted}/{f}", RECIPROCAL) for f in fields]
        elif concept is not None and concept.reciprocal:
            factor = LOOSELY if concept.reciprocal in TRADE else RECIPROCAL
            keys += self._offered(concept.reciprocal, fields, factor, implied=True)
        if concept is not None and concept.symmetric:
            keys += self._offered(topic, fields, RECIPROCAL, implied=True)
        return keys

    def _offered(
        self, topic: str, fields: Sequence[str], factor: float, *, implied: bool = False, near: bool = True
    ) -> list[tuple[str, str, float]]:
        keys = [("offer", key, factor * share) for key, share in _offer_keys(topic, fields)]
        if implied:
            return [k for k in keys if not k[1].endswith(UNKNOWN)]
        if near and topic not in QUALIFIED_TOPICS:
            related = [t for t in self.vocabulary.related(topic) if t not in QUALIFIED_TOPICS]
            keys += [("offer", t, factor * RELATED) for t in related]
        return keys


def topic_of(key: str) -> str:
    """The topic that a key stands for."""
    return key.partition("/")[0]


def _ask_keys(topic: str, fields: Sequence[str]) -> list[tuple[str, float]]:
    if topic not in QUALIFIED_TOPICS:
        return [(topic, 1.0), *((f"{CUSTOMERS if topic == CUSTOMERS else SUPPLIERS}/{f}", 1.0) for f in fields)]
    if fields:
        return [*((f"{topic}/{f}", 1.0) for f in fields), (f"{topic}/?", UNQUALIFIED)]
    return [(f"{topic}/*", UNQUALIFIED)]


def _offer_keys(topic: str, fields: Sequence[str]) -> list[tuple[str, float]]:
    """An offer of unknown field answers any ask weakly; one of a known field its own, and the ask of unknown field."""
    if topic not in QUALIFIED_TOPICS:
        return [(topic, 1.0)]
    if fields:
        return [*((f"{topic}/{f}", 1.0) for f in fields), (f"{topic}/*", UNQUALIFIED)]
    return [(f"{topic}/?", UNQUALIFIED), (f"{topic}/*", UNQUALIFIED)]
