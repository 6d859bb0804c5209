"""From scored pairs and human decisions to people: guarded clusters and stable ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline import settings
from pipeline.people.clusters import Clusters
from pipeline.people.decisions import Decision, Different, Same, Unsure, check, effective
from pipeline.schema import MATCHES_COLUMNS, person_id

LISTED = 0.05
"""Pairs that are apart are listed from this probability on."""


@dataclass(slots=True)
class Resolution:
    """What resolving came to."""

    records: pd.DataFrame
    """RECORDS with `person_id`."""
    matches: pd.DataFrame
    """MATCHES_COLUMNS: every pair that was joined, is to be reviewed, or was nearly joined."""
    problems: list[dict[str, str]] = field(default_factory=list)
    """Rows of review.csv about decisions without effect or against each other."""


def resolve(
    records: pd.DataFrame,
    claims: pd.DataFrame,
    pairs: pd.DataFrame,
    decisions: Sequence[Decision],
    thresholds: settings.Match,
) -> Resolution:
    """People from pairs: human `same` first, then pairs from the surest down, skipping what contradicts.

    `pairs`: PAIRS. A person is named after the oldest of its records by (run, record_id).
    """
    ids = sorted(records["record_id"])
    place = {record: n for n, record in enumerate(ids)}
    problems = check(decisions, ids)
    clusters = Clusters(len(ids), _profiles(claims, place, len(ids)))
    ruled = _apply(clusters, place, decisions, problems)
    a = pairs["record_a"].map(place).tolist()
    b = pairs["record_b"].map(place).tolist()
    order = pairs["probability"].to_numpy().argsort(kind="stable")[::-1]
    probability = pairs["probability"].tolist()
    skipped: set[tuple[int, int]] = set()
    for n in order:
        if probability[n] < thresholds.join:
            break
        pair = (a[n], b[n])
        if pair not in ruled and not clusters.join(*pair):
            skipped.add(pair)
    named = _named(records, ids, clusters)
    matches = _matches(pairs, list(zip(a, b, strict=True)), clusters, ruled, skipped, thresholds)
    return Resolution(named, matches, problems)


def _profiles(claims: pd.DataFrame, place: dict[str, int], count: int) -> list[str]:
    """The LinkedIn URL of each record, "" where none."""
    urls = [""] * count
    told = claims[(claims["field"] == "linkedin_url") & (claims["value"] != "")]
    for record, value in zip(told["record_id"], told["value"], strict=True):
        if record in place:
            urls[place[record]] = str(value).lower().rstrip("/").rpartition("/in/")[2]
    return urls


def _apply(
    clusters: Clusters, place: dict[str, int], decisions: Sequence[Decision], problems: list[dict[str, str]]
) -> dict[tuple[int, int], str]:
    """Applies the human pairs; returns what was ruled for each pair."""
    ruled: dict[tuple[int, int], str] = {}
    held = [d for d in effective(decisions) if isinstance(d, Same | Different | Unsure)]
    held = [d for d in held if d.record_a in place and d.record_b in place]
    for d in held:
        low, high = sorted((place[d.record_a], place[d.record_b]))
        ruled[low, high] = d.decision
        if isinstance(d, Different):
            clusters.forbid(low, high)
    for d in held:
        if isinstance(d, Same) and not clusters.join(place[d.record_a], place[d.record_b], human=True):
            reason = "Decisions contradict each other: “same” here, “different” elsewhere. “Different” holds."
            problems.append(
                {
                    "kind": "decision",
                    "record_id": d.record_a,
                    "other_record_id": d.record_b,
                    "value": d.id,
                    "reason": reason,
                }
            )
    return ruled


def _named(records: pd.DataFrame, ids: list[str], clusters: Clusters) -> pd.DataFrame:
    table = pd.DataFrame({"record_id": pd.Series(ids, dtype="str"), "cluster": clusters.roots()})
    table = records.merge(table, on="record_id", how="left")
    oldest = table.sort_values(["run", "record_id"]).drop_duplicates("cluster").set_index("cluster")["record_id"]
    names = table["cluster"].map({cluster: person_id(record) for cluster, record in oldest.items()})
    return records.assign(person_id=names.to_numpy())


def _matches(
    pairs: pd.DataFrame,
    places: list[tuple[int, int]],
    clusters: Clusters,
    ruled: dict[tuple[int, int], str],
    skipped: Iterable[tuple[int, int]],
    thresholds: settings.Match,
) -> pd.DataFrame:
    roots = clusters.roots()
    told = set(skipped)
    verdicts, reasons = [], []
    for pair, probability, why in zip(places, pairs["probability"].tolist(), pairs["why"].tolist(), strict=True):
        human = ruled.get(pair)
        if roots[pair[0]] == roots[pair[1]]:
            verdict = "join"
        elif human in ("different", "unsure"):
            verdict = "apart"
        elif probability >= thresholds.review:
            verdict = "review"
        else:
            verdict = "apart"
        if human:
            why = f"you decided: {human}; {why}"
        elif pair in told and verdict == "review":
            why = f"{why}; but it would join two who are not the same"
        verdicts.append(verdict)
        reasons.append(why)
    table = pairs.assign(verdict=verdicts, why=reasons)
    table = table[
        (table["verdict"] != "apart") | (table["probability"] >= LISTED) | table["why"].str.startswith("you decided")
    ]
    return table[MATCHES_COLUMNS].reset_index(drop=True)
