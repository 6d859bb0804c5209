"""Score -> share that was right: isotonic regression (pool adjacent violators), steps joined by lines."""

from __future__ import annotations

from collections.abc import Sequence

HIGHEST = 0.985
"""No value is surer than what a few hundred cards can show."""
GRID = [i / 20 for i in range(1, 20)]


def curve(points: Sequence[tuple[float, bool]], belief: float = 4.0, lifts: bool = False) -> dict[str, list[float]]:
    """`score` and `right` of a monotone curve through (score, right?) points.

    Unless it `lifts`, no score is lifted: what is read later, mostly photos, is harder than the cards that were
    measured. Scores that are points given by hand, and no probabilities, may be too low as well as too high.
    `belief`: how many points each twentieth of the scale weighs by itself, at a share equal to its score: where few
    cards speak, a score keeps its worth.
    """
    weighed = [(s, float(ok), 1.0) for s, ok in points] + [(s, s * belief, belief) for s in GRID]
    pools: list[list[float]] = []  # sum of scores, right ones, weight
    for score, ok, weight in sorted(weighed):
        pools.append([score * weight, ok, weight])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            top = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], top, strict=True)]
    scores = [0.0] + [s / n for s, _, n in pools] + [1.0]
    shares = [0.0] + [min(HIGHEST, r / n, 1.0 if lifts else s / n) for s, r, n in pools] + [HIGHEST]
    return {"score": [round(s, 4) for s in scores], "right": [round(r, 4) for r in shares]}
