"""Score -> share that was right: isotonic regression (pool adjacent violators), steps joined by lines."""

from __future__ import annotations

from collections.abc import Sequence

HIGHEST = 0.985
"""No value is surer than what a few hundred cards can show."""


def curve(points: Sequence[tuple[float, bool]], prior: float = 1.0) -> dict[str, list[float]]:
    """`score` and `right` of a monotone curve through (score, right?) points.

    Each pool of scores is drawn toward one half by `prior` made-up points, so that a pool of few points is not sure.
    """
    pools: list[list[float]] = []  # sum of scores, right ones, count
    for score, ok in sorted(points):
        pools.append([score, float(ok), 1.0])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            top = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], top, strict=True)]
    scores = [0.0] + [s / n for s, _, n in pools] + [1.0]
    shares = [(r + 0.5 * prior) / (n + prior) for _, r, n in pools]
    shares = [min(shares[0], 0.05), *shares, max(shares)] if shares else [0.0, 1.0]
    best = 0.0
    rising = [best := max(best, min(HIGHEST, s)) for s in shares]
    return {"score": [round(s, 4) for s in scores], "right": [round(r, 4) for r in rising]}
