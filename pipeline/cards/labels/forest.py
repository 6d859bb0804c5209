"""Gradient boosted trees as plain arrays: small, loaded in milliseconds, no learning library at run time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent.parent / "model"
Rows: TypeAlias = "npt.NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of a boosted classifier; one tree per class and round, classes in turn."""

    names: tuple[str, ...]
    """Features, in the order of the columns of a row."""
    classes: tuple[str, ...]
    roots: npt.NDArray[np.int32]
    """Index of each tree's first node."""
    feature: npt.NDArray[np.int16]
    """Feature asked at a node; -1 for a leaf."""
    threshold: npt.NDArray[np.float32]
    """`<=` goes left; the value of a leaf."""
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]

    def scores(self, rows: Rows) -> npt.NDArray[np.float64]:
        """Raw scores, rows x classes (one column where there is one class)."""
        at = np.tile(self.roots, (len(rows), 1))
        lines = np.arange(len(rows))[:, None]
        while True:
            asked = self.feature[at]
            inner = asked >= 0
            if not inner.any():
                break
            goes_left = rows[lines, np.maximum(asked, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        leaves = self.threshold[at].astype(np.float64)
        n = max(1, len(self.classes))
        return leaves.reshape(len(rows), -1, n).sum(axis=1)

    def probabilities(self, rows: Rows) -> npt.NDArray[np.float64]:
        """Softmax over the classes; the logistic of the one score where there is one class."""
        scores = self.scores(rows)
        if len(self.classes) <= 1:
            return np.asarray(1 / (1 + np.exp(-scores)))
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def table(self, features: list[dict[str, float]]) -> Rows:
        """Rows in the order of `names`; a feature that is missing is 0."""
        return np.array([[row.get(name, 0.0) for name in self.names] for row in features], dtype=np.float32).reshape(
            len(features), len(self.names)
        )


@cache
def forest(name: str) -> Forest:
    """The forest `model/<name>.npz`."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as stored:
        return from_arrays(dict(stored))


def from_arrays(stored: dict[str, Any]) -> Forest:
    """A forest of the arrays that the training script stores."""
    return Forest(
        tuple(str(n) for n in stored["names"]),
        tuple(str(c) for c in stored["classes"]),
        stored["roots"].astype(np.int32),
        stored["feature"].astype(np.int16),
        stored["threshold"].astype(np.float32),
        stored["left"].astype(np.int32),
        stored["right"].astype(np.int32),
    )
