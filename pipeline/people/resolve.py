"""From scored pairs and human decisions to people: guarded clusters and stable ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline import settings
from pipeline.people.clusters import Clusters
from pipeline.people.decisions import Decision, Different, Same, Unsure, check, effective
from pipeline.people.grid import Rows, places
from pipeline.people.identity import Identities
from pipeline.people.rules import ONLY_A_NAME
from pipeline.schema import JOIN, MATCHES_COLUMNS

LISTED = 0.05
"""Pairs that are apart are listed from this probability on."""
FITS = 0.5
"""A record that is only a name fits whom it matches with at least this probability."""


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
    named_in = [r for d in decisions for r in d.records()]
    there = records.loc[places(records["record_id"], pd.Series(named_in, dtype="str")) >= 0, "record_id"]
    problems = check(decisions, there)
    met = pd.concat([pairs["record_a"], pairs["record_b"], there]).drop_duplicates()
    ids = met.sort_values(ignore_index=True)  # who stands in no pair and no decision meets nobody
    place = {record: n for n, record in enumerate(ids.tolist())}
    facts = Identities(claims, ids)
    scored = _Scored(pairs, ids, thresholds)
    clusters = Clusters(len(ids), facts.profiles(), facts.at_odds, lambda a, b: (a, b) in scored.sure, facts.mailboxes)
    ruled = _apply(clusters, place, decisions, problems)
    for pair in scored.downwards():
        if pair not in ruled:
            clusters.join(*pair)
    _join_bare(clusters, scored, facts, _events(records, place), set(ruled))
    roots = np.asarray(clusters.roots(), dtype=np.int64)
    matches = _matches(pairs, scored, roots, ruled, ids, thresholds)
    return Resolution(_named(records, ids, roots), matches, problems)


class _Scored:
    """The scored pairs by the places of their records."""

    def __init__(self, pairs: pd.DataFrame, ids: pd.Series[str], thresholds: settings.Match) -> None:
        a, b = places(pairs["record_a"], ids), places(pairs["record_b"], ids)
        self.a, self.b = a, b
        self.pairs: list[tuple[int, int]] = list(zip(a.tolist(), b.tolist(), strict=True))
        self.probability: list[float] = pairs["probability"].tolist()
        self.rule: list[str] = pairs["rule"].tolist() if "rule" in pairs else [""] * len(pairs)
        chance = pairs["probability"].to_numpy()
        order = np.lexsort((b, a, -chance))
        self._order: list[int] = order[chance[order] >= thresholds.join].tolist()
        self.sure = {pair for n in self._order for pair in (self.pairs[n], self.pairs[n][::-1])}

    def downwards(self) -> Iterable[tuple[int, int]]:
        """Pairs in the band of joins, the surest first; among equals by record ids."""
        return (self.pairs[n] for n in self._order)


def _events(records: pd.DataFrame, place: dict[str, int]) -> dict[int, frozenset[str]]:
    told = records[records["event"] != ""]
    events = zip(told["record_id"], told["event"], strict=True)
    return {place[r]: frozenset(e.split(JOIN)) for r, e in events if r in place}


def _join_bare(
    clusters: Clusters,
    scored: _Scored,
    facts: Identities,
    events: dict[int, frozenset[str]],
    ruled: set[tuple[int, int]],
) -> None:
    """A record that is only a name (a note after an event) joins the one person whom it fits.

    Where it fits several, the one who was at the same event; otherwise it stays for review.
    """
    candidates: dict[int, set[int]] = {}
    for pair, rule, probability in zip(scored.pairs, scored.rule, scored.probability, strict=True):
        if rule != ONLY_A_NAME or probability < FITS or pair in ruled:
            continue
        for bare, other in (pair, pair[::-1]):
            if facts.bare(bare) and not facts.bare(other):
                candidates.setdefault(bare, set()).add(other)
    for bare in sorted(candidates):
        people = {clusters.find(n) for n in candidates[bare]}
        mine = events.get(bare, frozenset())
        if len(people) > 1 and mine:
            people = {p for p in people if any(mine & events.get(m, frozenset()) for m in clusters.members(p))}
        if len(people) == 1:
            clusters.join(bare, people.pop())


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


def _named(records: pd.DataFrame, ids: pd.Series[str], roots: Rows) -> pd.DataFrame:
    """RECORDS with `person_id`: a person is named after the oldest of its records, `ids` of `roots`."""
    at = places(records["record_id"], ids)
    rows = np.flatnonzero(at >= 0)
    cluster = roots[at[rows]]
    order = np.lexsort((at[rows], records["run"].to_numpy()[rows]))[::-1]
    oldest: Rows = np.zeros(len(ids), dtype=np.int64)
    oldest[cluster[order]] = rows[order]  # the last that is written is the oldest
    source: Rows = np.arange(len(records), dtype=np.int64)
    source[rows] = oldest[cluster]
    return records.assign(person_id=("p" + records["record_id"].str.slice(1)).array.take(source))


def _matches(
    pairs: pd.DataFrame,
    scored: _Scored,
    roots: Rows,
    ruled: dict[tuple[int, int], str],
    ids: pd.Series[str],
    thresholds: settings.Match,
) -> pd.DataFrame:
    """MATCHES_COLUMNS: pairs joined, to be reviewed, nearly joined, or decided by a person, be it about other records of
    the same two people."""
    told = pairs[["record_a", "record_b", "probability", "why"]].astype(MATCHES)
    chance, why = told["probability"].to_numpy(), told["why"]
    human = pd.Series([ruled.get(pair, "") for pair in scored.pairs] if ruled else "", index=told.index, dtype="str")
    decided = (human != "").to_numpy()
    together = roots[scored.a] == roots[scored.b]
    settled = _settled(scored, roots, ruled, thresholds.join) & ~decided & ~together
    apart = decided | settled | (chance < thresholds.review)
    verdict = pd.Series(np.select([together, apart], ["join", "apart"], "review"), index=told.index, dtype="str")
    why = why.mask(decided, "you decided: " + human + "; " + why)
    why = why.mask(settled & (chance >= thresholds.review), SETTLED + why)
    why = why.mask(~together & ~apart & (chance >= thresholds.join), why + HELD_APART)
    shown = together | ~apart | (chance >= LISTED) | decided
    told = told.assign(verdict=verdict, why=why)[shown]
    unscored = sorted(set(ruled) - set(scored.pairs)) if ruled else []
    extra = [
        (ids[a], ids[b], float(ruled[a, b] == "same"), "join" if roots[a] == roots[b] else "apart",
         f"you decided: {ruled[a, b]}")
        for a, b in unscored
    ]  # fmt: skip
    both = pd.concat([told, pd.DataFrame(extra, columns=MATCHES_COLUMNS)]) if extra else told
    return both.astype(MATCHES)[MATCHES_COLUMNS].sort_values(["record_a", "record_b"], ignore_index=True)


def _settled(scored: _Scored, roots: Rows, ruled: dict[tuple[int, int], str], join: float) -> npt.NDArray[np.bool_]:
    """For each pair whether a person answered about its two people already, looking at other records of theirs.

    What is `different` there leaves open a pair that is as sure as a join: one of the joins may be wrong, unless people
    joined the records. What was left open is asked again where a pair is surer than the one that was looked at.
    """
    out: npt.NDArray[np.bool_] = np.zeros(len(scored.pairs), dtype=bool)
    answered = {pair: decision for pair, decision in ruled.items() if decision != Same.decision}
    if not answered:
        return out
    chances = dict(zip(scored.pairs, scored.probability, strict=True))
    said = _said_to_be_one(ruled)
    limits: dict[tuple[int, int], float] = {}
    apart: set[tuple[int, int]] = set()
    for (a, b), decision in answered.items():
        different = decision == Different.decision
        limit = float(np.nextafter(join, 0)) if different else chances.get((a, b), 0.0)
        two = _both(int(roots[a]), int(roots[b]))
        limits[two] = max(limit, limits.get(two, 0.0))
        if different:
            apart.add(_both(said.get(a, a), said.get(b, b)))
    people = zip(roots[scored.a].tolist(), roots[scored.b].tolist(), strict=True)
    for n, ((a, b), two, chance) in enumerate(zip(scored.pairs, people, scored.probability, strict=True)):
        out[n] = chance <= limits.get(_both(*two), -1.0) or _both(said.get(a, a), said.get(b, b)) in apart
    return out


def _both(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _said_to_be_one(ruled: dict[tuple[int, int], str]) -> dict[int, int]:
    """For each record that people joined with others one of them, the same for all."""
    first: dict[int, int] = {}
    for (a, b), decision in ruled.items():
        if decision == Same.decision:
            one, other = first.setdefault(a, a), first.setdefault(b, b)
            first = {n: one if m == other else m for n, m in first.items()}
    return first


SETTLED = "you decided about other records of these two; "
HELD_APART = "; held back: it would join two who are not the same"
MATCHES = {"record_a": "str", "record_b": "str", "probability": "float64", "why": "str"}
