"""Who should meet whom: two-sided matching of asks and offers, with the reason and a draft for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from pipeline.referral.acted import Acted, intro_id
from pipeline.referral.apart import doubles, firms
from pipeline.referral.assign import assign
from pipeline.referral.candidates import Pairs, candidates, score
from pipeline.referral.circle import NOBODY, Circle, circle
from pipeline.referral.columns import column
from pipeline.referral.entries import Ints
from pipeline.referral.network import Network, network
from pipeline.referral.relations import Relations, topic_of
from pipeline.referral.suggestion import Help, Suggestion, rows_of
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import INTRODUCTIONS_COLUMNS, MATCHES_COLUMNS, VALUES_COLUMNS, empty
from pipeline.settings import Owner
from pipeline.uncollected import uncollected

CAP = 3


def introduce(
    people: pd.DataFrame,
    tags: pd.DataFrame,
    owner: Owner,
    vocabulary: Vocabulary,
    decisions: Iterable[Any] = (),
    cap: int = CAP,
    *,
    records: pd.DataFrame | None = None,
    values: pd.DataFrame | None = None,
    matches: pd.DataFrame | None = None,
    templates: Mapping[str, str] | None = None,
    wrote: Mapping[str, str] = NOBODY,
) -> pd.DataFrame:
    """INTRODUCTIONS_COLUMNS, best first: mutual ones (score 0.5-1), then one-sided ones, where A helps B.

    `people` and `tags` as published, the owner's own tags under the person_id `owner`. `decisions`: of those that
    hold, `intro` keeps its two people apart, made and dismissed alike, and so does `unsure`. Nobody stands in more than
    `cap` suggestions. `records`: record_id and person_id, by which people of former runs are known; without it those
    of the tags are. `values`: VALUES_COLUMNS, whose organizations all make colleagues. `matches`: MATCHES_COLUMNS, whose
    open pairs may be one person. `templates`: language -> YAML text of the user's own drafts. `wrote`: person_id -> language of their messages.
    """
    held, person_of = list(decisions), _person_of(tags if records is None else records)
    with uncollected():
        known, relations = circle(people, tags, owner, wrote), Relations(vocabulary)
        net = network(
            known,
            relations,
            firms(empty(VALUES_COLUMNS) if values is None else values),
            doubles(empty(MATCHES_COLUMNS) if matches is None else matches, held, person_of),
        )
        if not len(net.asks.person) or not len(net.offers.person):
            return empty(INTRODUCTIONS_COLUMNS)
        chosen = assign(net, candidates(net), cap, Acted(known, relations, held, person_of).forbidden)
        if not chosen:
            return empty(INTRODUCTIONS_COLUMNS)
        pairs = score(net, *(np.array(side, dtype=np.int64) for side in zip(*chosen, strict=True)))
        told = rows_of(_suggestions(net, pairs, known), known, owner, vocabulary, templates)
        return pd.concat(
            [pd.DataFrame(part, columns=INTRODUCTIONS_COLUMNS) for part in _batches(told)], ignore_index=True
        )


def _person_of(table: pd.DataFrame) -> dict[str, str]:
    """record_id -> person_id."""
    return dict(zip(column(table, "record_id"), column(table, "person_id"), strict=True))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """The texts of a table are smaller than as Python objects: a part at a time."""
    while part := list(islice(rows, 4096)):
        yield part


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
