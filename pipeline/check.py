"""What a person should look at: rows of review.csv, and the `check` column of people.csv."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.people.decisions import Decision, Set
from pipeline.schema import JOIN, REVIEW_COLUMNS, VERSION_GROUPS

FIELD_ORDER = {
    name: place
    for place, name in enumerate(
        ["full_name", "email", "phone", "organization", "title", "website", "linkedin_url", "address"]
    )
}
SHOWN = frozenset(FIELD_ORDER)
CHANGING = ("organization", "title")
"""What people change: a newer source may say it truly though somebody set it once."""
DAY = 10
"""Characters of an ISO date."""


def check(
    values: pd.DataFrame,
    matches: pd.DataFrame,
    records: pd.DataFrame,
    problems: list[dict[str, str]],
    review_below: float,
    decisions: Sequence[Decision] = (),
) -> pd.DataFrame:
    """Rows of review.csv, most useful first.

    `problems`: rows about decisions that are orphaned or contradict each other, keys of review.csv.
    Then pairs that may be one person, cards on which neither a name nor a firm was found, jobs that a source of after
    the decision (one of `decisions`) gives otherwise than somebody set them, and published values below `review_below`, least sure first,
    with the alternatives that were read for them.
    """
    rows = [{**dict.fromkeys(REVIEW_COLUMNS, ""), "kind": "decision", **p} for p in problems]
    rows += _pairs(matches, records)
    rows += _nameless(values, records)
    rows += _overtaken(values, records, decisions)
    rows += _values(values, review_below)
    return pd.DataFrame(rows, columns=REVIEW_COLUMNS).astype("str")


def _pairs(matches: pd.DataFrame, records: pd.DataFrame) -> list[dict[str, str]]:
    """Of the open pairs between the same two people the likeliest: one doubt is one question, however many records the
    two have."""
    open_pairs = matches[matches["verdict"] == "review"].sort_values(
        ["probability", "record_a", "record_b"], ascending=[False, True, True]
    )
    person = dict(zip(records["record_id"], records["person_id"], strict=True))
    two = [
        tuple(sorted((person.get(a, a), person.get(b, b))))
        for a, b in zip(open_pairs["record_a"], open_pairs["record_b"], strict=True)
    ]
    open_pairs = open_pairs[~pd.Series(two, index=open_pairs.index, dtype="object").duplicated()]
    return [
        {
            "kind": "pair",
            "person_id": person.get(row.record_a, ""),
            "record_id": row.record_a,
            "other_record_id": row.record_b,
            "field": "person",
            "value": "",
            "alternatives": "",
            "confidence": f"{row.probability:.4f}",
            "reason": f"These two may be one person: {row.why}.",
        }
        for row in open_pairs.itertuples(index=False)
    ]


def _nameless(values: pd.DataFrame, records: pd.DataFrame) -> list[dict[str, str]]:
    """Cards of people who are called nothing: somebody stands there, and was not read."""
    named = values.loc[values["field"].isin(["full_name", "organization"]) & values["published"], "person_id"]
    lost = records[(records["source_kind"] == "card") & ~records["person_id"].isin(named)]
    return [
        {
            **dict.fromkeys(REVIEW_COLUMNS, ""),
            "kind": "value",
            "person_id": row.person_id,
            "record_id": row.record_id,
            "field": "full_name",
            "confidence": "0",
            "reason": "Neither a name nor a firm was found: look at the card.",
        }
        for row in lost.sort_values("record_id").itertuples(index=False)
    ]


def _overtaken(values: pd.DataFrame, records: pd.DataFrame, decisions: Sequence[Decision]) -> list[dict[str, str]]:
    """Of each job that somebody set the newest value that a source has given since then, what was set beside it.

    The row is about the source's record, so that either answer on the review page is a decision of later and settles it.
    """
    jobs = values[values["field"].isin(CHANGING) & (values["value"] != "")]
    human = jobs["method"].str.startswith("decision ")
    set_by_hand = jobs[human & jobs["published"]]
    if set_by_hand.empty:
        return []
    runs = {f"decision {d.id}": int(d.run) for d in decisions if isinstance(d, Set) and d.run.isdecimal()}
    set_by_hand = set_by_hand.assign(seen=set_by_hand["method"].map(runs).fillna(-1))
    since = dict(zip(records["record_id"], records.get("job_since", records["run"]), strict=True))
    both = jobs[~human & (jobs["method"] != "alternative")].merge(
        set_by_hand[["person_id", "field", "value", "as_of", "seen"]], on=["person_id", "field"], suffixes=("", "_set")
    )
    if both.empty:
        return []
    both = both.assign(since=both["record_id"].map(since), day=both["as_of"].str.slice(0, DAY))
    both = both.assign(day_set=both["as_of_set"].str.slice(0, DAY), said=both["value"].str.casefold())
    later = (both["day"] > both["day_set"]).where(both["seen"] < 0, _of_later_runs(both))
    other = both["said"] != both["value_set"].str.casefold()
    newest = both[later & other].sort_values(
        ["since", "as_of", "record_id", "value"], ascending=[False, False, True, True]
    )
    newest = newest.drop_duplicates(["person_id", "field"]).sort_values(["person_id", "field"])
    return [_doubt(row, row.value_set, _overtaken_by(row)) for row in newest.itertuples(index=False)]


def _overtaken_by(row: Any) -> str:
    when = f"of {row.day}" if row.day > row.day_set else "that came later"
    return f"You set {row.value_set} on {row.day_set}; a source {when} says this: which holds now?"


def _of_later_runs(both: pd.DataFrame) -> Any:
    """Whether a value is news to who decided: first told by a run of after the one that they saw (`seen`), by a source
    that speaks of now. A LinkedIn export does, whatever day its connections are of, and so does one whose job changed;
    of others an older day tells that they do not."""
    former = (both["since"] <= both["seen"]) | (both["group"] >= VERSION_GROUPS)
    what = ["person_id", "field", "said"]
    known = pd.MultiIndex.from_frame(both[what]).isin(pd.MultiIndex.from_frame(both.loc[former, what]))
    now = (both["source_kind"] == "linkedin") | (both["since"] > both["run"])
    return ~former & ~known & (now | (both["day"] == "") | (both["day"] >= both["day_set"]))


def _values(values: pd.DataFrame, review_below: float) -> list[dict[str, str]]:
    shown = values[values["field"].isin(list(SHOWN))]
    doubtful = shown[shown["published"] & (shown["confidence"] < review_below)]
    others = shown[shown["method"] == "alternative"]
    alternatives = {
        k: JOIN.join(dict.fromkeys(g)) for k, g in others.groupby(["record_id", "field"], sort=True)["value"]
    }
    doubtful = doubtful.assign(order=doubtful["field"].map(FIELD_ORDER)).sort_values(
        ["confidence", "order", "record_id", "value"]
    )
    return [
        _doubt(
            row,
            alternatives.get((row.record_id, row.field), ""),
            f"Read with {row.confidence:.0%} confidence: compare it with the card.",
        )
        for row in doubtful.itertuples(index=False)
    ]


def _doubt(row: Any, alternatives: str, reason: str) -> dict[str, str]:
    """The question whether a value is right; `row`: of values."""
    return {
        "kind": "value",
        "person_id": row.person_id,
        "record_id": row.record_id,
        "other_record_id": "",
        "field": row.field,
        "value": row.value,
        "alternatives": alternatives,
        "confidence": f"{row.confidence:.4f}",
        "reason": reason,
    }


def mark(people: pd.DataFrame, review: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """people with `check` filled: what to look at, in a few words; of a pair with both. `records`: with `person_id`."""
    reasons: dict[str, list[str]] = {}
    person = dict(zip(records["record_id"], records["person_id"], strict=True))
    for row in review.itertuples(index=False):
        doubt = f"{row.field} not sure" if row.value else "no name found"
        text = "maybe the same as another person" if row.kind == "pair" else doubt
        for who in filter(None, (row.person_id, person.get(row.other_record_id))):
            reasons.setdefault(str(who), []).append(text if row.kind != "decision" else str(row.reason))
    texts = {person: JOIN.join(dict.fromkeys(parts)) for person, parts in reasons.items()}
    return people.assign(check=[texts.get(p, "") for p in people["person_id"]])
