"""Jobs that people have left: a record whose newer version tells another job says so of its older ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from pipeline.schema import VERSION_GROUPS

JOB = frozenset({"title", "organization"})
OF_A_JOB = JOB | {"department"}
Job = frozenset[tuple[str, str]]
"""Title and firm."""


def without_former_jobs(claims: pd.DataFrame, person: Mapping[str, str]) -> pd.DataFrame:
    """The claims less those of jobs that newer versions of the same records replaced, in whichever record of the same
    person the very same job (title and firm) stands. `claims`: cleaned; `person`: record_id -> person_id."""
    if "group" not in claims or not (old := claims["group"] >= VERSION_GROUPS).any():
        return claims
    of_job = claims["field"].isin(OF_A_JOB)
    jobs: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for record, group, field, value in claims.loc[of_job, ["record_id", "group", "field", "value"]].itertuples(
        index=False, name=None
    ):
        if field in JOB:
            jobs[record][group // VERSION_GROUPS].setdefault(field, value.casefold())
    left: dict[str, set[Job]] = defaultdict(set)
    moved = {record for record, versions in jobs.items() if 0 in versions and len(versions) > 1}
    for record in moved:
        now, *before = (jobs[record][age] for age in sorted(jobs[record]))
        left[person.get(record, "")] |= {frozenset({**now, **then}.items()) for then in before}
        left[person.get(record, "")].discard(frozenset(now.items()))
    gone = {
        record
        for record, versions in jobs.items()
        if record not in moved and frozenset(versions[0].items()) in left.get(person.get(record, ""), ())
    }
    return claims[~(of_job & (claims["record_id"].isin(gone) | (old & claims["record_id"].isin(moved))))]
