"""Makes `pieces.model`, the word pieces that are kept: `… cut TOKENIZER.json` (the tokenizer of XLM-R or multilingual E5).

Kept are the pieces of the commonest words of the languages (wordfreq), all that the texts need, and single letters,
digits, marks and the commoner Chinese characters.
"""

from __future__ import annotations

import base64
import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from sentencepiece import SentencePieceProcessor

from pipeline.referral.notes.training.base import PIECES
from pipeline.referral.notes.training.texts import HERE, rows

COMMON = 38_000
"""Pieces of common words that are kept."""
WORDS = {"en": 120_000, "de": 120_000, "fr": 90_000, "es": 90_000, "it": 90_000, "pt": 90_000, "nl": 90_000, "ja": 120_000, "zh": 120_000}  # fmt: skip
RARE = -14.5
"""Log probability below which a Chinese character is left out."""
CONTROL, UNKNOWN, NORMAL = 3, 2, 1
SPECIAL = (CONTROL, CONTROL, CONTROL, UNKNOWN)
"""Kinds of the first pieces: beginning, padding, end, unknown."""


def main(tokenizer: Path) -> None:
    """Writes `pieces.model`."""
    source = json.loads(tokenizer.read_text(encoding="utf-8"))
    pieces: list[tuple[str, float]] = [(p, s) for p, s in source["model"]["vocab"] if p != "<mask>"]
    charsmap = base64.b64decode(source["normalizer"]["normalizers"][0]["precompiled_charsmap"])
    whole = SentencePieceProcessor(model_proto=_proto(pieces, range(len(pieces)), charsmap))
    kept = set(range(len(SPECIAL))) | _common(whole) | _needed(whole)
    kept |= {n for n, (piece, score) in enumerate(pieces) if _single(piece, score)}
    PIECES.write_bytes(_proto(pieces, sorted(kept), charsmap))
    print(f"{len(kept)} of {len(pieces)} pieces")


def _proto(pieces: list[tuple[str, float]], kept: Any, charsmap: bytes) -> bytes:
    from sentencepiece import sentencepiece_model_pb2

    out: Any = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    trainer = out.trainer_spec
    trainer.model_type, trainer.vocab_size, trainer.hard_vocab_limit = 1, len(kept), False
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = range(len(SPECIAL))
    trainer.bos_piece, trainer.pad_piece, trainer.eos_piece, trainer.unk_piece = "<s>", "<pad>", "</s>", "<unk>"
    rule = out.normalizer_spec
    rule.name, rule.precompiled_charsmap = "nmt_nfkc", charsmap
    rule.add_dummy_prefix = rule.remove_extra_whitespaces = rule.escape_whitespaces = True
    for n in kept:
        one = out.pieces.add()
        one.piece, one.score = pieces[n]
        one.type = SPECIAL[n] if n < len(SPECIAL) else NORMAL
    data: bytes = out.SerializeToString()
    return data


def _common(whole: SentencePieceProcessor) -> set[int]:
    import wordfreq  # type: ignore[import-not-found,import-untyped,unused-ignore]

    seen: Counter[int] = Counter()
    for language, count in WORDS.items():
        often = wordfreq.get_frequency_dict(language, wordlist="best")
        for word in wordfreq.top_n_list(language, count, wordlist="best"):
            forms = [f"，{word}", word] if language in ("ja", "zh") else {word, word.capitalize()}
            for form in forms:
                for n in whole.encode(form):
                    seen[n] += often.get(word, 0.0)
    return {n for n, _ in seen.most_common(COMMON)}


def _needed(whole: SentencePieceProcessor) -> set[int]:
    return {n for path in (HERE / "texts").rglob("*.jsonl") for row in rows(path) for n in whole.encode(row["t"])}


def _single(piece: str, score: float) -> bool:
    char = piece.strip("\u2581")
    if len(char) != 1:
        return not char
    name = unicodedata.name(char, "")
    if "CJK UNIFIED" in name:
        return score > RARE
    return unicodedata.category(char)[0] in "PSN" or any(script in name for script in ("LATIN", "HIRAGANA", "KATAKANA"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
