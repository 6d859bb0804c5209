"""The network at a glance: what is asked against what is offered, and how far it reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.referral.columns import column
from pipeline.referral.companies import company_key
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import OWNER

TOP = 25


def overview(people: pd.DataFrame, tags: pd.DataFrame, vocabulary: Vocabulary) -> dict[str, Any]:
    """Counts of people, never of tags:

    `topics`: [{topic, label, group, asks, offers, explicit_asks, explicit_offers}], most asked first;
    `gaps`: topics asked by more people than offer them; `strengths`: offered by many, asked by few;
    `organizations`, `fields`, `countries`: [{name, people}], largest first; `reach`: how many of each.
    """
    tags = tags[tags["person_id"] != OWNER]
    topics = _topics(tags, vocabulary)
    named = [n for n in column(people, "full_name") if n]
    organizations = _organizations(column(people, "organization"))
    countries = Counter(c for c in column(people, "country") if c)
    fields = _fields(tags, vocabulary)
    return {
        "topics": topics,
        "gaps": sorted(
            (t["topic"] for t in topics if t["asks"] > t["offers"]),
            key=lambda topic: _gap(topics, topic),
        )[:TOP],
        "strengths": [
            t["topic"]
            for t in sorted(topics, key=lambda t: (t["asks"] - t["offers"], t["topic"]))
            if t["offers"] > t["asks"]
        ][:TOP],
        "organizations": _largest(organizations),
        "fields": _largest(fields),
        "countries": _largest(countries),
        "reach": {
            "people": len(named),
            "organizations": len(organizations),
            "countries": len(countries),
            "fields": len(fields),
            "with_asks": int(tags.loc[tags["side"] == "ask", "person_id"].nunique()),
            "with_offers": int(tags.loc[tags["side"] == "offer", "person_id"].nunique()),
        },
    }


def _topics(tags: pd.DataFrame, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    people = {side: _people_by_topic(tags[tags["side"] == side]) for side in ("ask", "offer")}
    explicit = tags[tags["strength"] == "explicit"]
    sure = {side: _people_by_topic(explicit[explicit["side"] == side]) for side in ("ask", "offer")}
    rows = []
    for topic in sorted(set(people["ask"]) | set(people["offer"])):
        concept = vocabulary.concepts.get(topic)
        rows.append(
            {
                "topic": topic,
                "label": vocabulary.label(topic),
                "ask_label": vocabulary.label(topic, "ask"),
                "offer_label": vocabulary.label(topic, "offer"),
                "group": vocabulary.groups.get(concept.group, concept.group) if concept else "",
                "asks": people["ask"].get(topic, 0),
                "offers": people["offer"].get(topic, 0),
                "explicit_asks": sure["ask"].get(topic, 0),
                "explicit_offers": sure["offer"].get(topic, 0),
            }
        )
    return sorted(rows, key=lambda r: (-r["asks"], -r["offers"], r["topic"]))


def _people_by_topic(tags: pd.DataFrame) -> dict[str, int]:
    counted = tags.groupby("topic", sort=True)["person_id"].nunique()
    return {str(topic): int(n) for topic, n in counted.items()}


def _gap(topics: Iterable[dict[str, Any]], topic: str) -> tuple[int, str]:
    row = next(t for t in topics if t["topic"] == topic)
    return (row["offers"] - row["asks"], topic)


def _organizations(names: Iterable[str]) -> Counter[str]:
    """People per firm; the spellings of one firm count together, under the one used most."""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        if name:
            spellings.setdefault(company_key(name), Counter())[name] += 1
    return Counter({min(c, key=lambda n: (-c[n], n)): sum(c.values()) for c in spellings.values()})


def _fields(tags: pd.DataFrame, vocabulary: Vocabulary) -> Counter[str]:
    """People per group of topics that they offer."""
    offers = tags[tags["side"] == "offer"]
    pairs = {
        (person, vocabulary.concepts[topic].group)
        for person, topic in zip(offers["person_id"], offers["topic"], strict=True)
        if topic in vocabulary
    }
    return Counter(vocabulary.groups.get(group, group) for _, group in pairs)


def _largest(counts: Counter[str]) -> list[dict[str, Any]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "people": n} for name, n in ordered[:TOP]]
