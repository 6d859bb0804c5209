"""Trains `model.onnx`: `python -m pipeline.referral.notes.training.train [EPOCHS]`, some ten minutes per epoch.

Three times: the encoder of `base`, all its layers trained on the texts and their labels; then eight of the layers, which
learn from the labels and from what the twelve say of the same texts in equal parts (distillation, Hinton et al. 2015); then
these once more, more gently, together with the word lists (`carried`), and half of what that changed is kept. Needs
`pip install '.[train]'`; the program itself runs the model with onnxruntime.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from pipeline.referral.notes.model import LONGEST
from pipeline.referral.notes.pieces import Pieces
from pipeline.referral.notes.training import base, export
from pipeline.referral.notes.training.carried import Carrier
from pipeline.referral.notes.training.reader import made, odds, padded, shrunk
from pipeline.referral.notes.training.texts import Example, learned, scored, with_joined
from pipeline.referral.tag import tagger
from pipeline.referral.vocabulary import load

HERE = Path(__file__).parent
OWN_TEXTS = ("statements", "notes", "own_words", "languages")
"""Files of tests/texts that are learned from; `kept_out` and `unseen` never."""
LAYERS = (0, 2, 3, 4, 8, 9, 10, 11)
"""What is left of the twelve: again and again the one was left out without which the odds changed least."""
RATE, HEAD_RATE = 1.5e-4, 5e-4
GENTLE = 5e-5
"""The rate at which the word lists are learned."""
KEPT = 0.5
"""Share of that in the weights: the mean of before and after (Wortsman et al. 2022)."""
BATCH, WARM_UP = 64, 100
TAUGHT = 0.5
"""Share of the twelve layers' word in what the eight learn, beside the labels."""
SHOWN = 400
"""Texts on which the ranges of the layers' numbers are measured."""


def main(epochs: int = 3) -> None:
    """Trains and writes the files of the model."""
    import torch

    torch.manual_seed(1)
    vocabulary = load()
    topics = tuple(vocabulary.concepts)
    examples = learned(topics)
    for name in OWN_TEXTS:
        examples += scored(Path("tests/texts") / f"{name}.jsonl", topics)
    examples = with_joined(examples, Random(5))
    pieces = Pieces(base.PIECES.read_bytes())
    reader = made(base.encoder(), pieces, vocabulary)
    print(f"{len(examples)} texts, {len(topics)} topics")
    labels = torch.tensor(np.stack([e.wanted for e in examples]))
    counts = torch.tensor(np.stack([e.counts for e in examples]))
    _train(reader, pieces, examples, labels, counts, epochs, (RATE, HEAD_RATE))
    likely = odds(reader, pieces, [e.text for e in examples], BATCH).sigmoid()
    shrunk(reader, LAYERS)
    wanted = torch.where(counts > 0, TAUGHT * likely + (1 - TAUGHT) * labels, likely)
    _train(reader, pieces, examples, wanted, torch.ones_like(counts), epochs, (RATE, HEAD_RATE))
    before = {name: weights.clone() for name, weights in reader.state_dict().items()}
    carried = Carrier(tagger(vocabulary), Random(7)).all()
    wanted = torch.cat([wanted, torch.tensor(np.stack([e.wanted for e in carried]))])
    counts = torch.cat([torch.ones_like(counts), torch.tensor(np.stack([e.counts for e in carried]))])
    _train(reader, pieces, [*examples, *carried], wanted, counts, 1, (GENTLE, GENTLE))
    after = reader.state_dict()
    reader.load_state_dict({name: torch.lerp(one, after[name], KEPT) for name, one in before.items()})
    shown = Random(3).sample(examples, min(SHOWN, len(examples)))
    export.write(reader, [pieces.cut(e.text, LONGEST).numbers for e in shown], HERE.parent / "model.onnx")
    (HERE.parent / "topics.json").write_text(json.dumps(topics), encoding="utf-8")


def _train(
    reader: Any,
    pieces: Pieces,
    examples: Sequence[Example],
    wanted: Any,
    counts: Any,
    epochs: int,
    rates: tuple[float, float],
) -> None:
    """`wanted`: what is to be said of each example; `counts`: where an answer can be wrong; `rates`: of learning, of the
    encoder and of what stands on it."""
    import torch

    padding = reader.encoder.config.pad_token_id
    dice = Random(1)
    head = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    body = [p for p in reader.encoder.parameters() if p.requires_grad]
    adam = torch.optim.AdamW([{"params": body}, {"params": head}], weight_decay=0.01, fused=True)
    total, step, begun = epochs * -(-len(examples) // BATCH), 0, time.time()
    for epoch in range(epochs):
        reader.train()
        lost = 0.0
        for batch in _batches(examples, dice):
            share = min(1.0, step / WARM_UP) * max(0.02, 1 - step / total)
            for group, rate in zip(adam.param_groups, rates, strict=True):
                group["lr"] = rate * share
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = reader(*padded(pieces, [examples[n].text for n in batch], padding))
            each = torch.nn.functional.binary_cross_entropy_with_logits(said.float(), wanted[batch], reduction="none")
            loss = (each * counts[batch]).sum() / len(batch)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            adam.step()
            step, lost = step + 1, lost + float(loss.detach())
        print(f"epoch {epoch + 1}: loss {lost / (total / epochs):.3f}, {time.time() - begun:.0f} s", flush=True)


def _batches(examples: Sequence[Example], dice: Random) -> list[list[int]]:
    """Numbers of examples of about one length."""
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].text.encode()) * dice.uniform(0.8, 1.25))
    out = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
    dice.shuffle(out)
    return out


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
