"""Processes that share texts end at about the same time, and load the model only where that is worth it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.referral.sharing import LOADING_COST, TWICE_COST, shares


def costs(twice: list[bool], jobs: int) -> list[int]:
    """What each process has to do, in titles."""
    whose = shares(np.array(twice, dtype=bool), jobs)
    out = [0] * jobs
    for process in range(jobs):
        mine = [again for again, n in zip(twice, whose, strict=True) if n == process]
        out[process] = sum(TWICE_COST if again else 1 for again in mine) + LOADING_COST * any(mine)
    return out


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 6))
@settings(deadline=None)
def test_every_text_is_one_process_work(twice: list[bool], jobs: int) -> None:
    whose = shares(np.array(twice, dtype=bool), jobs)
    assert len(whose) == len(twice)
    assert set(whose.tolist()) <= set(range(jobs))


@pytest.mark.parametrize("jobs", [2, 3, 4])
@pytest.mark.parametrize("noted", [0, 1, 40, 200, 2_000, 16_000])
def test_no_sharing_by_turns_would_end_sooner(noted: int, jobs: int) -> None:
    twice = [n % 8 < 8 * noted / 16_000 if noted > 2_000 else n < noted for n in range(16_000)]
    by_turns = max(
        sum(TWICE_COST if again else 1 for again in twice[n::jobs]) + LOADING_COST * any(twice[n::jobs])
        for n in range(jobs)
    )
    assert max(costs(twice, jobs)) <= by_turns + TWICE_COST


def test_few_notes_are_read_by_one_process_and_the_others_read_more_titles() -> None:
    twice = [n % 100 == 0 for n in range(20_000)]
    whose = shares(np.array(twice), 2)
    assert len({n for again, n in zip(twice, whose, strict=True) if again}) == 1
    one, two = costs(twice, 2)
    assert abs(one - two) <= TWICE_COST


def test_many_notes_are_shared_and_neighbours_parted() -> None:
    whose = shares(np.ones(1_000, dtype=bool), 2)
    assert (whose[1:] != whose[:-1]).all()
    titles = shares(np.zeros(1_000, dtype=bool), 2)
    assert (titles[1:] != titles[:-1]).all()
