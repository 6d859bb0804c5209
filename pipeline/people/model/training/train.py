"""Makes match_model.json: m and u of every level, counted on invented people, smoothed by assumptions.

    python -m pipeline.people.model.training.train

m: share of a level among true pairs of generated contact lists (hard cases count `HARD`) and members'
lists. u: its share among random pairs. Both are drawn towards `assumed.json` by pseudo-counts. What
random pairs cannot show (u below `COUNTABLE`, such as the same e-mail), and what only rules can judge
(`assumed_only` there), stays as assumed. No real person's data plays a part. See DATASHEET.md.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.people import features
from pipeline.people.clean import clean
from pipeline.people.comparisons import COMPARISONS
from pipeline.people.database import database, fetch, register
from pipeline.people.model.training import registry, scenario
from pipeline.people.model.training.records import Rec
from pipeline.people.model.training.tables import tables
from pipeline.people.model.training.world import World

FOLDER = Path(__file__).parent.parent
SEED = 4711
HARD = 0.3
"""Weight of a pair of a hard case: contact lists hold fewer of them than the generator makes."""
PSEUDO_M = 300.0
PSEUDO_U = 20_000.0
RANDOM_PAIRS = 1_000_000
COUNTABLE = 1e-4
Model = dict[str, dict[str, list[float]]]


def counted(recs: list[Rec], pairs: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Comparison -> level -> summed weight of the pairs at it. `pairs`: a, b (places in recs), weight."""
    records, claims, ids = tables(recs)
    with database(records=records, claims=clean(records, claims)) as connection:
        features.build(connection)
        register(connection, "drawn", pairs.assign(a=[ids[n] for n in pairs["a"]], b=[ids[n] for n in pairs["b"]]))
        levels = ", ".join(_level_sql(c) for c in COMPARISONS)
        connection.execute(f"""CREATE TABLE seen AS SELECT weight, {levels} FROM drawn
            JOIN ids ia ON ia.record_id = a JOIN ids ib ON ib.record_id = b
            JOIN features l ON l.n = ia.n JOIN features r ON r.n = ib.n""")
        out: dict[str, dict[str, float]] = {}
        for c in COMPARISONS:
            table = fetch(
                connection, f"SELECT {c.name} AS level, sum(weight) AS n FROM seen WHERE {c.name} <> '' GROUP BY 1"
            )
            out[c.name] = dict(zip(table["level"], table["n"], strict=True))
    return out


def _level_sql(comparison: Any) -> str:
    whens = " ".join(f"WHEN {level.sql} THEN '{level.name}'" for level in comparison.levels if level.sql != "ELSE")
    return (
        f"CASE WHEN {comparison.missing} THEN '' {whens} ELSE '{comparison.levels[-1].name}' END AS {comparison.name}"
    )


def contact_pairs(drawn: scenario.Scenario) -> pd.DataFrame:
    """True pairs of a contact list that something beside the name connects."""
    place = {id(rec): n for n, rec in enumerate(drawn.records)}
    groups: dict[str, list[Rec]] = defaultdict(list)
    for rec in drawn.records:
        groups[rec.group].append(rec)
    rows = [
        (place[id(a)], place[id(b)], HARD if a.kinds else 1.0)
        for recs in groups.values() for n, a in enumerate(recs) for b in recs[:n]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["a", "b", "weight"])


def random_pairs(count: int, entities: list[str], r: random.Random) -> pd.DataFrame:
    """Pairs of two people."""
    drawn = [(r.randrange(count), r.randrange(count)) for _ in range(RANDOM_PAIRS)]
    return pd.DataFrame([(a, b, 1.0) for a, b in drawn if entities[a] != entities[b]], columns=["a", "b", "weight"])


def smoothed(
    m: dict[str, dict[str, float]], u: dict[str, dict[str, float]], assumed: Model, kept: dict[str, list[str]]
) -> Model:
    """The model: counts drawn towards what is assumed."""
    out: Model = {}
    for name, levels in assumed.items():
        total_m, total_u = sum(m[name].values()), sum(u[name].values())
        out[name] = {}
        for level, (m0, u0) in levels.items():
            new_m = (m[name].get(level, 0.0) + PSEUDO_M * m0) / (total_m + PSEUDO_M)
            new_u = (u[name].get(level, 0.0) + PSEUDO_U * u0) / (total_u + PSEUDO_U) if u0 >= COUNTABLE else u0
            fixed = level in kept.get(name, [])
            out[name][level] = [m0, u0] if fixed else [float(f"{new_m:.4g}"), float(f"{new_u:.4g}")]
    return out


def main() -> None:
    """Trains and writes the model."""
    read = json.loads((Path(__file__).parent / "assumed.json").read_text("utf-8"))
    drawn = scenario.draw("large", SEED)
    world = World(SEED + 1)
    members = [rec for _ in range(3000) for rec in registry.pair(world)]
    m_contacts = counted(drawn.records, contact_pairs(drawn))
    twice = pd.DataFrame([(n, n + 1, 1.0) for n in range(0, len(members), 2)], columns=["a", "b", "weight"])
    m_members = counted(members, twice)
    r = random.Random(SEED)
    u = counted(drawn.records, random_pairs(len(drawn.records), [rec.entity for rec in drawn.records], r))
    u_members = counted(members, random_pairs(len(members), [rec.entity for rec in members], r))
    model = smoothed(_added(m_contacts, m_members), _added(u, u_members), read["levels"], read["assumed_only"])
    text = ",\n ".join(f"{json.dumps(name)}: {json.dumps(levels)}" for name, levels in model.items())
    (FOLDER / "match_model.json").write_text("{\n " + text + "\n}\n", encoding="utf-8")


def _added(one: dict[str, dict[str, float]], other: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {level: one[name].get(level, 0.0) + other[name].get(level, 0.0) for level in {**one[name], **other[name]}}
        for name in one
    }


if __name__ == "__main__":
    main()
