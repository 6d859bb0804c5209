"""Text to the numbers of its word pieces, by SentencePiece's unigram model (Kudo 2018)."""

from __future__ import annotations

from typing import NamedTuple

from sentencepiece import SentencePieceProcessor


class Cut(NamedTuple):
    """A text in pieces, marks of its beginning and end included."""

    numbers: list[int]
    spans: list[tuple[int, int]]
    """Which characters each piece stands for; none for the marks."""


class Pieces:
    """The pieces that the model knows, of all its languages in one vocabulary."""

    def __init__(self, model: bytes) -> None:
        self._known = SentencePieceProcessor(model_proto=model)
        self._begin: int = self._known.bos_id()
        self._end: int = self._known.eos_id()

    def cut(self, text: str, longest: int) -> Cut:
        """The text's pieces, `longest` at most."""
        found = self._known.encode(text, return_type="offset_mapping")
        inner, spans = found["ids"][: longest - 2], found["offsets"][: longest - 2]
        end = spans[-1][1] if spans else 0
        return Cut([self._begin, *inner, self._end], [(0, 0), *spans, (end, end)])
