"""The reader as it is trained: an encoder with a vector per side and topic, in PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.referral.notes.model import LONGEST, SIDES
from pipeline.referral.notes.pieces import Pieces
from pipeline.referral.vocabulary import Vocabulary

SCALE = 1.5
"""Length of the topics' first vectors."""


def padded(pieces: Pieces, texts: Sequence[str], padding: int) -> tuple[Any, Any]:
    """The numbers of the texts' pieces, and where there are any."""
    import torch

    read = [torch.tensor(pieces.cut(text, LONGEST).numbers) for text in texts]
    numbers = torch.nn.utils.rnn.pad_sequence(read, batch_first=True, padding_value=padding)
    mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(one) for one in read], batch_first=True)
    return numbers, mask


def made(encoder: Any, pieces: Pieces, vocabulary: Vocabulary) -> Any:
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
                read = self.mean(*padded(pieces, texts, encoder.config.pad_token_id))
                read = read - read.mean(0)
            return SCALE * read / read.norm(dim=-1, keepdim=True)

        def forward(self, numbers: Any, mask: Any) -> Any:
            halves = self.sides(self.drop(self.mean(numbers, mask))).chunk(2, -1)
            return torch.stack([half @ self.topics[n].T for n, half in enumerate(halves)], 1) + self.bias

    return Reader()


def shrunk(reader: Any, layers: Sequence[int]) -> None:
    """Leaves the reader the encoder's `layers` alone."""
    import torch

    stack = reader.encoder.encoder
    stack.layer = torch.nn.ModuleList([stack.layer[n] for n in layers])
    reader.encoder.config.num_hidden_layers = len(layers)


def odds(reader: Any, pieces: Pieces, texts: Sequence[str], batch: int) -> Any:
    """What the reader thinks of each text; shape (texts, 2, topics)."""
    import torch

    reader.eval()
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    out = torch.empty(len(texts), *reader.bias.shape)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            out[some] = reader(*padded(pieces, [texts[n] for n in some], reader.encoder.config.pad_token_id)).float()
    return out
