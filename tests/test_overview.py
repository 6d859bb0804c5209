"""The network at a glance."""

from __future__ import annotations

import json

import referral_world as world

from pipeline.referral.overview import overview
from pipeline.referral.vocabulary import load
from pipeline.schema import TAGS_COLUMNS

VOCABULARY = load()


def test_people_are_counted_once_per_topic_and_the_owner_not_at_all() -> None:
    again = ("jana", "ask", "accounting-tax", "inferred", "Steuern", "title")
    view = overview(world.people(), world.tags(again), VOCABULARY)
    topics = {t["topic"]: t for t in view["topics"]}
    assert (topics["accounting-tax"]["asks"], topics["accounting-tax"]["explicit_asks"]) == (1, 1)
    assert topics["logistics"]["offers"] == 1, "the owner offers it too, and is not part of the network"
    assert topics["accounting-tax"]["label"] == "Accounting and tax"


def test_gaps_are_asked_more_than_offered_and_strengths_the_other_way_round() -> None:
    view = overview(world.people(), world.tags(), VOCABULARY)
    assert "deal-flow" in view["gaps"]
    assert "healthcare" in view["strengths"]
    topics = {t["topic"]: t for t in view["topics"]}
    assert all(topics[t]["asks"] > topics[t]["offers"] for t in view["gaps"])
    assert all(topics[t]["offers"] > topics[t]["asks"] for t in view["strengths"])


def test_a_firm_counts_once_however_it_is_written() -> None:
    view = overview(world.people(uwe={"organization": "Tidewater Batteries Ltd."}), world.tags(), VOCABULARY)
    assert view["organizations"][0] == {"name": "Tidewater Batteries", "people": 3}
    assert view["reach"]["countries"] == len({p[3] for p in world.PEOPLE.values()})


def test_an_empty_network_is_no_error_and_everything_fits_into_json() -> None:
    empty = overview(world.people().iloc[:0], world.tags().iloc[:0][TAGS_COLUMNS], VOCABULARY)
    assert empty["topics"] == []
    assert empty["reach"]["people"] == 0
    json.dumps(overview(world.people(), world.tags(), VOCABULARY))
