"""Fits `weights.json` on labelled texts that the model did not learn from: `python -m … fit` (from the checkout).

Ridge logistic regression by Newton's method: few features, a couple of thousand candidates. Run it after any change of
the rules or the model, since it says how far each is to be trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.referral.notes.model import model
from pipeline.referral.notes.second import applies, read
from pipeline.referral.notes.training.texts import rows
from pipeline.referral.notes.weigh import FEATURES, Weighed, candidates
from pipeline.referral.tag import Tagger
from pipeline.referral.vocabulary import load

FITTED_ON = {"weighed": {"en"}, "fitted": None, "plain": None}
"""Files of tests/texts, and their languages if not all: neither the model nor the rules were made with them in sight."""
RIDGE = 1.0
"""On features of unit spread; the bias is hardly held."""
LEAST, FIRST = 0.0, 0.2
"""Kept are tags of log odds of LEAST and more (.5) in texts that hold one of FIRST and more (.55)."""
FIELDS = {"title": "title", "note": "note", "asks_col": "ask", "offers_col": "offer"}


def main() -> None:
    """Writes the weights and prints them."""
    tagger = Tagger(load())
    seen, right = [], []
    for name, languages in FITTED_ON.items():
        for case in rows(Path("tests/texts") / f"{name}.jsonl"):
            if languages and case["lang"] not in languages:
                continue
            for one in _candidates(tagger, case):
                label = _label(case, one)
                if label is not None:
                    seen.append(one.features)
                    right.append(label)
    fitted = newton(np.array(seen, float), np.array(right, float))
    table = {name: round(float(w), 4) for name, w in zip(FEATURES, fitted, strict=True)}
    out = Path(__file__).parent.parent / "weights.json"
    out.write_text(json.dumps({**table, "least": LEAST, "first": FIRST}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(right)} candidates, {np.mean(right):.2f} of them right\n{out.read_text(encoding='utf-8')}")


def _candidates(tagger: Tagger, case: dict[str, Any]) -> Iterator[Weighed]:
    for key, field in FIELDS.items():
        text = case.get(key)
        if text:
            scan = tagger.lexicon.scan(text)
            if applies(scan, text, field):
                (reading,) = read([(field, text)])
                yield from candidates(scan, tagger.by_rule(field, scan), reading.odds, model().topics, field)


def _label(case: dict[str, Any], one: Weighed) -> bool | None:
    """Is the tag right? None where either answer is."""
    side = one.side + "s"
    if any(one.topic in (label["topic"], *label.get("or", ())) for label in case[side]):
        return True
    return None if one.topic in case.get("ok_" + side, ()) else False


def newton(seen: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression, one per column of `seen`, the first of which is 1."""
    spread = seen.std(0)
    spread[spread == 0] = 1.0
    scaled = seen / spread
    ridge = np.full(scaled.shape[1], RIDGE)
    ridge[0] = 1e-3
    fitted = np.zeros(scaled.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-scaled @ fitted))
        slope = scaled.T @ (likely - right) + ridge * fitted
        curve = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        fitted = fitted - step
        if np.abs(step).max() < 1e-6:
            break
    out: NDArray[np.float64] = fitted / spread
    return out


if __name__ == "__main__":
    main()
