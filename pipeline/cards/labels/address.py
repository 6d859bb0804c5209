"""Postal addresses: lines -> blocks (one per office), text and parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.cards.labels.build import beside, follows
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.lexicons import countries, place_names
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.text import cjk_share, fold, words

_LEAD = re.compile(
    r"^\W*(?:(?:head|main|corporate|corp\.?|registered|regd\.?|branch|sales|business|office|works|factory|postal|visiting|mailing)\s+)*(?:office|address|add|addr|adresse|anschrift|direcci[oó]n|"
    r"endere[cç]o|indirizzo|adres|hauptsitz|zentrale|niederlassung|siège social|siège|si[eè]ge|sede|sede legale|headquarters|h\.?q|h\.?o|location|postanschrift|besuchsadresse|location|büro|"
    r"本社|本店|支店|支社|東京支社|大阪支社|営業所|事業所|工場|所在地|住所|公司地址|地址|總公司|总部|總部)\s*[:：.\-–]?\s*",
    re.I,
)


@dataclass(slots=True)
class Block:
    """One postal address."""

    pieces: list[Piece]
    text: str
    parts: dict[str, str] = field(default_factory=dict)
    """`street`, `city`, `region`, `postal_code`, `country` where told."""


def blocks(pieces: Sequence[Piece], card: Card) -> list[Block]:
    """The addresses of a card, in reading order."""
    out = []
    for run in _runs(list(pieces)):
        text = text_of(run)
        if len(re.sub(r"\W", "", text)) >= 6:
            out.append(Block(run, text))
    return out


def text_of(run: Sequence[Piece]) -> str:
    """Lines joined by commas (by nothing in Chinese and Japanese), captions cut."""
    lines = [_LEAD.sub("", p.text).strip(" ,;|") if not i else p.text.strip(" ,;|") for i, p in enumerate(run)]
    lines = [re.sub(r"\s*[|•·]\s*", ", ", line) for line in lines if line]
    glue = " " if lines and cjk_share(lines[0]) > 0.4 else ", "
    return re.sub(r",\s*,", ",", glue.join(lines)).strip(" ,;")


def _runs(rest: list[Piece]) -> list[list[Piece]]:
    """Lines that stand together; a second postcode begins a new address."""
    out: list[list[Piece]] = []
    while rest:
        run = [rest.pop(0)]
        while (after := next((p for p in rest if _goes_on(run, p)), None)) is not None:
            rest.remove(after)
            run.append(after)
        out.append(run)
    return out


def _goes_on(run: list[Piece], p: Piece) -> bool:
    last = run[-1]
    h = min(last.box[3], p.box[3])
    if last.side != p.side:
        return False
    if beside(last, p, 4.0):
        return True
    near = 0 <= p.middle - last.middle < 2.6 * max(last.box[3], p.box[3])
    meets = min(last.right, p.right) - max(min(q.box[0] for q in run), p.box[0]) > 0
    if not (near and (follows(last, p, 1.5) or meets)):
        return False
    return not (p.box[1] - last.bottom > 1.6 * h)


def has_country(text: str) -> bool:
    """Whether the text ends with a country."""
    spoken = [fold(w).strip(".,") for w in words(text)]
    return bool(spoken) and (spoken[-1] in countries() or " ".join(spoken[-2:]) in countries())


def known_place(text: str) -> bool:
    """Whether the text is a known place."""
    return fold(text).strip(" .,") in place_names()
