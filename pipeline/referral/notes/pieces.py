"""Text to the numbers of its word pieces, by SentencePiece's unigram model (Kudo 2018)."""

from __future__ import annotations

from sentencepiece import SentencePieceProcessor


class Pieces:
    """The pieces that the model knows, of all its languages in one vocabulary."""

    def __init__(self, model: bytes) -> None:
        self._known = SentencePieceProcessor(model_proto=model)
        self._begin: int = self._known.bos_id()
        self._end: int = self._known.eos_id()

    def numbers(self, text: str, longest: int) -> list[int]:
        """The text's pieces between the marks of its beginning and end, `longest` numbers at most."""
        inner: list[int] = self._known.encode(text)
        return [self._begin, *inner[: longest - 2], self._end]
