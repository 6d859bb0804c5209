"""Addresses that a card breaks over two lines, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.cards.labels.contacts import known_tld
from pipeline.cards.labels.lines import Piece


def mend_broken(pieces: list[Piece]) -> list[Piece]:
    """An address broken over two lines: `jane.doe@` and, below it, `example.com`."""
    out: list[Piece] = []
    ends: set[int] = set()
    for i, piece in enumerate(pieces):
        if i in ends:
            continue
        rest = _rest_of_address(piece, i, pieces)
        if rest is None:
            out.append(piece)
        else:
            ends.add(rest)
            out.append(replace(piece, text=piece.text.rstrip() + pieces[rest].text.strip(), others=()))
    return out


def _rest_of_address(piece: Piece, i: int, pieces: Sequence[Piece]) -> int | None:
    """Index of the piece below that completes an address cut at its `@` or behind a dot."""
    if not re.search(r"[\w.]@(?:[\w-]+\.)?$|@[\w-]+[.-]$", piece.text.rstrip()):
        return None
    for j in range(i + 1, len(pieces)):
        text = pieces[j].text.strip()
        near = pieces[j].side == piece.side and 0 <= pieces[j].box[1] - piece.box[1] < 2.5 * piece.box[3]
        if near and re.fullmatch(r"\.?[\w-]+(?:\.[\w-]+)*\.?", text) and known_tld(text):
            return j
    return None
