"""Trains the labeller: `python -m pipeline.cards.model.training.train --readings DIR`.

1. Rendered fictional cards (`samples.generate`), read with made-up mistakes, and the real development cards give
   pieces with labels. 2. Two forests judge pieces, alone and in context; what the second learns from is out of
   fold. 3. Candidates of every field, judged right or wrong by the truth, train one forest a field. 4. On the real
   cards everything is repeated without the cards of one fold at a time; values chosen there give the calibration
   and the figures that are printed. Needs `pip install lightgbm`. The data sheet is README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.cards.labels.candidates import FIELDS, Candidate, candidates
from pipeline.cards.labels.confidence import text_score
from pipeline.cards.labels.decode import LEAST
from pipeline.cards.labels.forest import Forest
from pipeline.cards.labels.labeller import LABELS, in_context, judge
from pipeline.cards.model.training import boost, real, rendered
from pipeline.cards.model.training.calibrate import curve
from pipeline.cards.model.training.dataset import Sheet, sheets
from pipeline.cards.model.training.judge import forms, right

FOLDER = Path(__file__).parent.parent
ALONE, TOGETHER, VALUES = 60, 75, 80
"""Rounds of boosting."""
REAL_WEIGHT = 25.0
"""Weight of a candidate of a real card against one of a rendered card."""
RANKED_BY = (
    "p_min p_max p_first p_last p_other p_logo p_outside onward behind pieces size_change height gap open_end open_start inner_open legal legal_inside "
    "legal_elsewhere domain domain_elsewhere mailbox inside contains twin all_words mixed eastern f_h f_taller f_before_contact f_back f_lines f_mailboxes "
    "f_domains l_gap_below ocr f_title_last f_slogan_any f_words f_like_work f_like_firm f_like_plain f_like_name_least next_open prev_open c_name c_title c_organization f_own_mailboxes"
).split()
Judged = list[tuple[Candidate, bool]]


def labeller(found: Sequence[Sheet], folds: int = 2) -> tuple[Forest, Forest]:
    """The forest that judges a piece alone, and the one that judges it in context."""
    names = list(found[0].rows[0])
    groups = [
        zlib.crc32(s.example.id.encode()) % folds if s.example.fold < 0 else s.example.fold % folds for s in found
    ]
    first: dict[int, Any] = {}
    for k in range(folds):
        forest = _pieces([s for s, g in zip(found, groups, strict=True) if g != k], names)
        first |= {i: forest.probabilities(forest.table(s.rows)) for i, s in enumerate(found) if groups[i] == k}
    rows = [in_context(s.card.pieces, s.rows, first[i]) for i, s in enumerate(found)]
    wide = list(rows[0][0])
    table = [[r.get(n, 0.0) for n in wide] for card in rows for r in card]
    together = boost.train(table, _labels(found), _weights(found), wide, list(LABELS), TOGETHER)
    return _pieces(found, names), together


def _pieces(found: Sequence[Sheet], names: list[str]) -> Forest:
    table = [[r.get(n, 0.0) for n in names] for s in found for r in s.rows]
    return boost.train(table, _labels(found), _weights(found), names, list(LABELS), ALONE)


def _labels(found: Sequence[Sheet]) -> list[int]:
    return [label for s in found for label in s.labels]


def _weights(found: Sequence[Sheet]) -> list[float]:
    return [weight for s in found for weight in s.weights]


def judged(sheet: Sheet, alone: Forest, together: Forest) -> Judged:
    """The candidates of a card and which are right."""
    table = judge(sheet.card, sheet.rows, alone, together)
    return [(c, right(c.field, c.text, sheet.example.truth)) for c in candidates(sheet.card, sheet.rows, table)]


def ranker(field: str, real_cards: Sequence[Judged], made: Sequence[Judged]) -> Forest:
    """The forest that tells right values of a field from wrong ones."""
    every = [(c, ok, REAL_WEIGHT) for card in real_cards for c, ok in card] + [
        (c, ok, 1.0) for card in made for c, ok in card
    ]
    mine = [(c, ok, w) for c, ok, w in every if c.field == field]
    rows = [[c.features[n] for n in RANKED_BY] for c, _, _ in mine]
    options = {"num_leaves": 8, "learning_rate": 0.06, "min_data_in_leaf": 30}
    return boost.train(rows, [ok for _, ok, _ in mine], [w for *_, w in mine], list(RANKED_BY), [], VALUES, **options)


def halves(made: Sequence[Sheet], real_cards: Sequence[Sheet]) -> list[Judged]:
    """Candidates of the rendered cards, each judged by a labeller that did not learn from it."""
    half = len(made) // 2
    first, second = labeller([*made[half:], *real_cards]), labeller([*made[:half], *real_cards])
    return [judged(s, *(first if i < half else second)) for i, s in enumerate(made)]


def kept_out(made: Sequence[Sheet], real_cards: Sequence[Sheet]) -> list[Judged]:
    """Candidates of the real cards, each judged by a labeller that never saw a card of its fold."""
    out: list[Judged] = [[] for _ in real_cards]
    for k in sorted({s.example.fold for s in real_cards}):
        forests = labeller([*made, *(s for s in real_cards if s.example.fold != k)])
        for i, s in enumerate(real_cards):
            if s.example.fold == k:
                out[i] = judged(s, *forests)
    return out


def crossed(real_cards: Sequence[Sheet], out: Sequence[Judged], made: Sequence[Judged]) -> None:
    """Fills the probabilities of the real cards' candidates by rankers without their fold."""
    for k in sorted({s.example.fold for s in real_cards}):
        others = [c for c, s in zip(out, real_cards, strict=True) if s.example.fold != k]
        for field in FIELDS:
            forest = ranker(field, others, made)
            mine = [
                c
                for card, s in zip(out, real_cards, strict=True)
                if s.example.fold == k
                for c, _ in card
                if c.field == field
            ]
            for c, p in zip(mine, forest.probabilities(forest.table([c.features for c in mine])), strict=True):
                c.probability = float(p[0])


def calibration(out: Sequence[Judged]) -> dict[str, dict[str, list[float]]]:
    """Curves from the best candidate of each field of each real card."""
    table = {}
    for field in FIELDS:
        points = []
        for card in out:
            best = max(
                ((c, ok) for c, ok in card if c.field == field), key=lambda pair: pair[0].probability, default=None
            )
            if best is not None:
                c, ok = best
                points.append((text_score(c.probability, min(p.confidence for p in c.pieces)), ok))
        table[field] = curve(points)
    return table


def report(real_cards: Sequence[Sheet], out: Sequence[Judged]) -> str:
    """Per field: cards that have it, right values published, wrong ones, by photos and scans apart."""
    lines = []
    for field in FIELDS:
        for kind in ("all", "photo", "scan"):
            has = ok = wrong = 0
            for sheet, card in zip(real_cards, out, strict=True):
                if kind not in ("all", sheet.example.kind):
                    continue
                has += bool(forms(sheet.example.truth, field))
                mine = [pair for pair in card if pair[0].field == field and pair[0].probability >= LEAST[field]]
                best = max(mine, key=lambda pair: pair[0].probability, default=None)
                ok += best is not None and best[1]
                wrong += best is not None and not best[1]
            lines.append(
                f"{field:13s}{kind:6s} has {has:3d} right {ok:3d} wrong {wrong:3d} F1 {2 * ok / max(1, has + ok + wrong):.3f}"
            )
    return "\n".join(lines)


def main() -> None:
    """Trains, prints what cross-validation says, and writes the model beside the lexicons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rendered", type=int, default=2400, help="how many fictional cards to render")
    parser.add_argument(
        "--cards", type=Path, default=Path("../shared/data/cards"), help="folder of truth.jsonl and images"
    )
    parser.add_argument("--readings", type=Path, required=True, help="folder of <sha256 of an image>.json readings")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the model is written")
    options = parser.parse_args()
    real_cards = list(sheets(real.examples(options.cards / "truth.jsonl", options.cards / "images", options.readings)))
    made = list(sheets(rendered.generated(options.rendered)))
    made_judged, out = halves(made, real_cards), kept_out(made, real_cards)
    crossed(real_cards, out, made_judged)
    print(report(real_cards, out))
    curves = calibration(out)
    (options.out / "calibration.json").write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")
    alone, together = labeller([*made, *real_cards])
    forests = {"pieces": alone, "pieces_in_context": together} | {
        f"value_{f}": ranker(f, out, made_judged) for f in FIELDS
    }
    for name, forest in forests.items():
        np.savez_compressed(options.out / f"{name}.npz", **boost.stored(forest))


if __name__ == "__main__":
    main()
