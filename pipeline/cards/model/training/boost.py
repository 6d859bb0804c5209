"""LightGBM -> the arrays of `labels.forest`. Needs `pip install lightgbm`; the program itself does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from pipeline.cards.labels.forest import Forest, from_arrays

COMMON = {
    "learning_rate": 0.08,
    "max_bin": 63,
    "num_leaves": 15,
    "max_depth": 6,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}

SEEDS = (7, 8)
"""One training for each; the mean of their scores wavers less from one training to the next."""


def train(
    rows: Any, labels: Any, weights: Any, names: list[str], classes: list[str], rounds: int, **options: Any
) -> Forest:
    """A boosted classifier; `classes` empty: binary, labels 0 or 1."""
    goal = {"objective": "multiclass", "num_class": len(classes)} if classes else {"objective": "binary"}
    data = lgb.Dataset(
        np.asarray(rows, dtype=np.float32),
        np.asarray(labels),
        weight=np.asarray(weights),
        feature_name=[f"f{i}" for i in range(len(names))],
    )
    models = [lgb.train(COMMON | goal | options | {"seed": seed}, data, num_boost_round=rounds) for seed in SEEDS]
    return mean([_flatten(model.dump_model(), names, classes) for model in models])


def _flatten(model: dict[str, Any], names: list[str], classes: list[str]) -> Forest:
    return from_arrays(arrays(model, names, classes))


def arrays(model: dict[str, Any], names: list[str], classes: list[str]) -> dict[str, Any]:
    """The nodes of all trees one after another."""
    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []

    def walk(node: dict[str, Any]) -> int:
        here = len(feature)
        feature.append(-1)
        threshold.append(0.0)
        left.append(here)
        right.append(here)
        if "leaf_value" in node:
            threshold[here] = float(node["leaf_value"])
            return here
        feature[here] = int(node["split_feature"])
        threshold[here] = float(node["threshold"])
        left[here] = walk(node["left_child"])
        right[here] = walk(node["right_child"])
        return here

    for tree in model["tree_info"]:
        roots.append(walk(tree["tree_structure"]))
    return {
        "names": np.array(names),
        "classes": np.array(classes),
        "roots": np.array(roots, dtype=np.int32),
        "feature": np.array(feature, dtype=np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "left": np.array(left, dtype=np.int32),
        "right": np.array(right, dtype=np.int32),
    }


def stored(forest: Forest) -> dict[str, Any]:
    """The arrays of a forest, for `numpy.savez_compressed`."""
    return {
        "names": np.array(forest.names),
        "classes": np.array(forest.classes),
        "roots": forest.roots,
        "feature": forest.feature,
        "threshold": forest.threshold.astype(np.float32),
        "left": forest.left,
        "right": forest.right,
    }


def mean(forests: Sequence[Forest]) -> Forest:
    """One forest whose scores are the mean of several: their trees one after another, leaves shrunk to a share."""
    names = tuple(dict.fromkeys(n for f in forests for n in f.names))
    place = {n: i for i, n in enumerate(names)}
    starts = np.cumsum([0, *(len(f.feature) for f in forests)])[:-1]
    moved = [np.array([place[n] for n in f.names], dtype=np.int16) for f in forests]
    return Forest(
        names,
        forests[0].classes,
        np.concatenate([f.roots + s for f, s in zip(forests, starts, strict=True)]).astype(np.int32),
        np.concatenate([np.where(f.feature < 0, -1, m[f.feature]) for f, m in zip(forests, moved, strict=True)]).astype(
            np.int16
        ),
        np.concatenate([np.where(f.feature < 0, f.threshold / len(forests), f.threshold) for f in forests]).astype(
            np.float32
        ),
        np.concatenate([f.left + s for f, s in zip(forests, starts, strict=True)]).astype(np.int32),
        np.concatenate([f.right + s for f, s in zip(forests, starts, strict=True)]).astype(np.int32),
    )
