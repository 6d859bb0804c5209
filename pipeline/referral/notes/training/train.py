"""Trains `model.onnx`: `python -m pipeline.referral.notes.training.train [EPOCHS]`, a quarter of an hour per epoch.

The encoder of `base`, with a vector per side and topic that begins as the reading of the topic's own labels, trained
further as a whole, its weights stored in eight bits. Needs `pip install '.[train]'`; the program itself runs the model
with onnxruntime.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from pipeline.referral.notes.model import LONGEST, SIDES
from pipeline.referral.notes.pieces import Pieces
from pipeline.referral.notes.training import base
from pipeline.referral.notes.training.texts import Example, learned, scored, sometimes_joined
from pipeline.referral.vocabulary import Vocabulary, load

HERE = Path(__file__).parent
OWN_TEXTS = ("statements", "notes", "own_words", "languages")
"""Files of tests/texts that are learned from; `kept_out` and `unseen` never."""
RATE, HEAD_RATE = 1e-4, 1e-3
BATCH, WARM_UP = 48, 100
SCALE = 1.5
"""Length of the topics' first vectors."""


def main(epochs: int = 5) -> None:
    """Trains and writes the files of the model."""
    import torch

    torch.manual_seed(1)
    vocabulary = load()
    topics = tuple(vocabulary.concepts)
    examples = learned(topics)
    for name in OWN_TEXTS:
        examples += scored(Path("tests/texts") / f"{name}.jsonl", topics)
    pieces = Pieces(base.PIECES.read_bytes())
    reader = _reader(base.encoder(), pieces, vocabulary)
    print(f"{len(examples)} texts, {len(topics)} topics")
    _train(reader, pieces, examples, epochs)
    _export(reader, topics)


def _padded(pieces: Pieces, texts: Sequence[str], padding: int) -> tuple[Any, Any]:
    """The numbers of the texts' pieces, and where there are any."""
    import torch

    read = [torch.tensor(pieces.numbers(text, LONGEST)) for text in texts]
    numbers = torch.nn.utils.rnn.pad_sequence(read, batch_first=True, padding_value=padding)
    mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(one) for one in read], batch_first=True)
    return numbers, mask


def _reader(encoder: Any, pieces: Pieces, vocabulary: Vocabulary) -> Any:
    """The encoder with a vector per side and topic."""
    import torch
    from torch import nn

    encoder.embeddings.requires_grad_(False)  # rare words keep what they mean beside common ones

    class Reader(nn.Module):  # type: ignore[misc,unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            width = encoder.config.hidden_size
            self.encoder, self.drop = encoder, nn.Dropout(0.1)
            self.sides = nn.Linear(width, 2 * width)
            self.sides.weight.data = torch.cat([torch.eye(width), torch.eye(width)])
            nn.init.zeros_(self.sides.bias)
            self.topics = nn.Parameter(torch.stack([self._labels(side) for side in SIDES]))
            self.bias = nn.Parameter(torch.full((2, len(vocabulary.concepts)), -4.0))

        def mean(self, numbers: Any, mask: Any) -> Any:
            hidden = self.encoder(input_ids=numbers, attention_mask=mask).last_hidden_state
            wide = mask.unsqueeze(-1).to(hidden.dtype)
            return (hidden * wide).sum(1) / wide.sum(1)

        def _labels(self, side: str) -> Any:
            texts = [
                f"query: {vocabulary.label(topic, side, 'en')}, {c.prefLabel['en']}"  # E5 reads questions so
                for topic, c in vocabulary.concepts.items()
            ]
            with torch.no_grad():
                self.encoder.eval()
                read = self.mean(*_padded(pieces, texts, encoder.config.pad_token_id))
                read = read - read.mean(0)
            return SCALE * read / read.norm(dim=-1, keepdim=True)

        def forward(self, numbers: Any, mask: Any) -> Any:
            halves = self.sides(self.drop(self.mean(numbers, mask))).chunk(2, -1)
            return torch.stack([half @ self.topics[n].T for n, half in enumerate(halves)], 1) + self.bias

    return Reader()


def _train(reader: Any, pieces: Pieces, examples: Sequence[Example], epochs: int) -> None:
    import torch

    padding = reader.encoder.config.pad_token_id
    dice = Random(1)
    head = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    body = [p for p in reader.encoder.parameters() if p.requires_grad]
    rates = (RATE, HEAD_RATE)
    adam = torch.optim.AdamW([{"params": body}, {"params": head}], weight_decay=0.01, fused=True)
    total, step, begun = epochs * (len(examples) // BATCH + 1), 0, time.time()
    for epoch in range(epochs):
        reader.train()
        lost = 0.0
        for batch in _batches(examples, dice):
            shown = [sometimes_joined(examples, n, dice) for n in batch]
            numbers, mask = _padded(pieces, [e.text for e in shown], padding)
            wanted = torch.tensor(np.stack([e.wanted for e in shown]))
            counts = torch.tensor(np.stack([e.counts for e in shown]))
            share = min(1.0, step / WARM_UP) * max(0.02, 1 - step / total)
            for group, rate in zip(adam.param_groups, rates, strict=True):
                group["lr"] = rate * share
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = reader(numbers, mask)
            each = torch.nn.functional.binary_cross_entropy_with_logits(odds.float(), wanted, reduction="none")
            loss = (each * counts).sum() / len(shown)
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


def _export(reader: Any, topics: Sequence[str]) -> None:
    """`model.onnx` (one text at a time, so no padding) and `topics.json` beside the modules that read them."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Alone(torch.nn.Module):  # type: ignore[misc,unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.reader = reader

        def forward(self, numbers: Any) -> Any:
            return self.reader(numbers, torch.ones_like(numbers))

    reader.eval()
    reader.encoder.config._attn_implementation = "eager"
    out = HERE.parent
    with tempfile.TemporaryDirectory() as folder:
        whole = f"{folder}/whole.onnx"
        torch.onnx.export(
            Alone(), (torch.tensor([[0, 9, 2]]),), whole, input_names=["numbers"], output_names=["odds"],
            dynamic_axes={"numbers": {1: "pieces"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    (out / "topics.json").write_text(json.dumps(topics), encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
