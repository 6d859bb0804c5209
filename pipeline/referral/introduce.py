"""Who should meet whom: two-sided matching of asks and offers, with the reason and a draft for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from pipeline.referral.assign import assign
from pipeline.referral.candidates import Pairs, candidates, score
from pipeline.referral.circle import NOBODY, Circle, circle
from pipeline.referral.network import Ints, Network, Side, network
from pipeline.referral.relations import Relations, topic_of
from pipeline.referral.suggestion import Help, Suggestion, rows_of
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import INTRODUCTIONS_COLUMNS, digest, empty, person_id
from pipeline.settings import Owner

CAP = 3


def introduce(
    people: pd.DataFrame,
    tags: pd.DataFrame,
    owner: Owner,
    vocabulary: Vocabulary,
    decisions: Iterable[Any] = (),
    cap: int = CAP,
    *,
    templates: Mapping[str, str] | None = None,
    wrote: Mapping[str, str] = NOBODY,
) -> pd.DataFrame:
    """INTRODUCTIONS_COLUMNS, best first: mutual ones (score 0.5-1), then one-sided ones, where A helps B.

    `people` and `tags` as published, the owner's own tags under the person_id `owner`. `decisions`: of those that
    hold, `intro` keeps its suggestion away, made and dismissed alike. Nobody stands in more than `cap` suggestions.
    `templates`: language -> YAML text of the user's own drafts. `wrote`: person_id -> language of their messages.
    """
    known = circle(people, tags, owner, wrote)
    net = network(known, Relations(vocabulary))
    if not len(net.asks.person) or not len(net.offers.person):
        return empty(INTRODUCTIONS_COLUMNS)
    held = list(decisions)
    done = frozenset(d.intro_id for d in held if d.decision == "intro")
    memory = Memory(net, known, done, frozenset(d.topic for d in held if d.decision == "untag"))
    chosen = assign(net, candidates(net), cap, memory.forbidden)
    pairs = score(net, *(np.array(side, dtype=np.int64) for side in zip(*chosen, strict=True))) if chosen else None
    if pairs is None:
        return empty(INTRODUCTIONS_COLUMNS)
    told = rows_of(_suggestions(net, pairs, known), known, owner, vocabulary, templates)
    return pd.concat([pd.DataFrame(part, columns=INTRODUCTIONS_COLUMNS) for part in _batches(told)], ignore_index=True)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """The texts of a table are smaller than as Python objects: a part at a time."""
    while part := list(islice(rows, 4096)):
        yield part


def intro_id(person_a: str, person_b: str, topic_a_to_b: str, topic_b_to_a: str) -> str:
    """The same pair with the same topics always has the same id, whichever of the two is named first."""
    if person_b < person_a:
        person_a, person_b, topic_a_to_b, topic_b_to_a = person_b, person_a, topic_b_to_a, topic_a_to_b
    return "i" + digest(person_a, person_b, topic_a_to_b, topic_b_to_a)


@dataclass(slots=True)
class Memory:
    """Which pairs were acted on before, whatever topic of theirs was the best at the time."""

    net: Network
    known: Circle
    done: frozenset[str]
    untagged: frozenset[str] = frozenset()
    """Topics that people took away from somebody: what was suggested for them stays away, too."""
    former: dict[str, dict[str, None]] = field(default_factory=dict)

    def forbidden(self, a: int, b: int) -> bool:
        """Was any suggestion of these two made or dismissed?"""
        if not self.done:
            return False
        there, back = self._topics(a, b), self._topics(b, a)
        return any(
            intro_id(one, two, t, u) in self.done
            for one in self._names(a)
            for two in self._names(b)
            for t in there
            for u in back
        )

    def _names(self, person: int) -> list[str]:
        """The person's id, and those that the person bore before records were joined, as far as tags show."""
        if not self.former:
            tags = self.known.tags
            for who, record in zip(tags["person_id"], tags["record_id"], strict=True):
                self.former.setdefault(who, {who: None})[person_id(record)] = None
        return list(self.former[self.net.ids[person]])

    def _topics(self, helper: int, asker: int) -> list[str]:
        """The topics with which the one can help the other, and none."""
        offered = set(_keys(self.net.offers, helper))
        shared = {topic_of(self.net.keys[k]) for k in _keys(self.net.asks, asker) if k in offered}
        return ["", *sorted(shared | self.untagged)]


def _keys(side: Side, person: int) -> list[int]:
    begin, end = (int(np.searchsorted(side.person, p)) for p in (person, person + 1))
    keys: list[int] = side.key[begin:end].tolist()
    return keys


def _suggestions(net: Network, pairs: Pairs, known: Circle) -> Iterator[Suggestion]:
    """Pairs with their topics and the tags that say so; of a one-sided pair A is the helper."""
    there, back = (_tags(net, *way) for way in ((pairs.a, pairs.b, pairs.key_ab), (pairs.b, pairs.a, pairs.key_ba)))
    columns = (pairs.a, pairs.b, pairs.key_ab, pairs.key_ba, *there, *back, pairs.score)
    for a, b, ab, ba, ask_b, offer_a, ask_a, offer_b, value in zip(*(c.tolist() for c in columns), strict=True):
        ab_help = Help(topic_of(net.keys[ab]), known.reason(ask_b), known.reason(offer_a)) if ab >= 0 else None
        ba_help = Help(topic_of(net.keys[ba]), known.reason(ask_a), known.reason(offer_b)) if ba >= 0 else None
        topics = (ab_help.topic if ab_help else "", ba_help.topic if ba_help else "")
        identity = intro_id(net.ids[a], net.ids[b], *topics)
        one, two = (a, b) if ab_help else (b, a)
        helps = (ab_help, ba_help) if ab_help else (ba_help, ab_help)
        yield Suggestion(identity, net.ids[one], net.ids[two], helps[0], helps[1], round(value, 4))


def _tags(net: Network, helper: Ints, asker: Ints, key: Ints) -> tuple[Ints, Ints]:
    """The rows of the tags that ask and that offer; of no meaning where `key` is -1."""
    width = len(net.keys)
    found = []
    for side, person in ((net.asks, asker), (net.offers, helper)):
        place = np.searchsorted(side.person * width + side.key, person * width + key)
        found.append(side.tag[np.minimum(place, len(side.tag) - 1)])
    return found[0], found[1]
