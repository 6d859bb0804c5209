"""What a text asks and offers, by a small transformer of many languages (see training/README)."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.referral.notes.pieces import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 112
"""Word pieces of a text that are read: about 80 words."""
SIDES = ("ask", "offer")
KEPT = 256
"""Texts whose reading is kept: a note's sentences are asked for again, once for each tag."""


class Model:
    """Reads one text at a time: in batches, what a text yields would depend on its neighbours."""

    def __init__(self) -> None:
        import onnxruntime

        folder = resources.files(__package__)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # many texts are shared among processes
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            folder.joinpath("model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = Pieces(folder.joinpath("pieces.model").read_bytes())
        self.odds = lru_cache(maxsize=KEPT)(self._read)
        """Log odds that a text asks for (row 0) or offers (row 1) each of `topics`; shape (2, topics), read-only."""
        self.topics: tuple[str, ...] = tuple(json.loads(folder.joinpath("topics.json").read_text(encoding="utf-8")))

    def _read(self, text: str) -> NDArray[np.float32]:
        numbers = np.array([self._pieces.numbers(text, LONGEST)], dtype=np.int64)
        out: NDArray[np.float32] = self._session.run(None, {"numbers": numbers})[0][0]
        out.flags.writeable = False  # kept, see odds
        return out


@cache
def model() -> Model:
    """The model, loaded at its first use."""
    return Model()
