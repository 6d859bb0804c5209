"""What a text asks and offers, by a small transformer of many languages (see training/README)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from pipeline.referral.notes.pieces import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 112
"""Word pieces of a text that are read: about 80 words."""
SIDES = ("ask", "offer")
TOGETHER = 16
"""Texts of one length that are read at once: more gain nothing, since their numbers no longer fit the cache."""
TELLING = 3
"""Pieces of a sentence that show how much it says: with all of them, long sentences would lose."""
T = TypeVar("T")


class Reading(NamedTuple):
    """What a text was understood as."""

    odds: NDArray[np.float32]
    """Log odds that it asks for (row 0) or offers (row 1) each of `Model.topics`; shape (2, topics)."""
    each: NDArray[np.float32]
    """What each word piece, read in its place, adds to them: `odds` is the mean; shape (pieces, 2, topics)."""
    spans: list[tuple[int, int]]
    """The characters of each piece."""

    def weight(self, row: int, topic: int, start: int, end: int) -> float:
        """How much the characters from `start` to `end` speak for a side and topic, by `odds`' rows and columns: the
        mean of the pieces that speak most for it."""
        inside = [n for n, (a, b) in enumerate(self.spans) if a < end and b > start]
        return float(np.sort(self.each[inside, row, topic])[-TELLING:].mean()) if inside else -math.inf


class Model:
    """Reads texts; what it reads in one does not depend on those that are read with it: those of one length are read
    at once, and the scales of its whole numbers stand in the file."""

    def __init__(self) -> None:
        import onnxruntime

        folder = resources.files(__package__)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # many texts are shared among processes
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # done by the training
        with resources.as_file(folder.joinpath("model.onnx")) as path:
            self._session: Any = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(folder.joinpath("pieces.model").read_bytes())
        self.topics: tuple[str, ...] = tuple(json.loads(folder.joinpath("topics.json").read_text(encoding="utf-8")))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """What each of the texts asks and offers."""
        cut = [self._pieces.cut(text, LONGEST) for text in texts]
        order = sorted(range(len(cut)), key=lambda n: len(cut[n].numbers))
        out: dict[int, Reading] = {}
        for _, alike in groupby(order, key=lambda n: len(cut[n].numbers)):
            for some in _batched(alike, TOGETHER):
                numbers = np.array([cut[n].numbers for n in some], dtype=np.int64)
                (each,) = self._session.run(["each"], {"numbers": numbers})
                out.update((n, Reading(one.mean(0), one, cut[n].spans)) for n, one in zip(some, each, strict=True))
        return [out[n] for n in range(len(cut))]


def _batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things, `size` at a time."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


@cache
def model() -> Model:
    """The model, loaded at its first use."""
    return Model()
