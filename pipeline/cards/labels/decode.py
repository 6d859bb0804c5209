"""Probabilities per piece -> values per field: lines joined, candidates ranked, the others kept as alternatives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.cards.labels import address
from pipeline.cards.labels.agreement import firm_in_domain, name_in_mailbox
from pipeline.cards.labels.build import beside, follows, groups, joined
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.names import Name, parse_name
from pipeline.cards.labels.text import cjk_share, compact, fold, letters, words

Table = Sequence[dict[str, float]]


@dataclass(slots=True)
class Value:
    """A candidate value of a field and what speaks for it."""

    field: str
    text: str
    pieces: list[Piece]
    score: float
    """How sure the labels of its pieces are, 0-1."""
    rank: float = 0.0
    """What candidates are ordered by."""


@dataclass(slots=True)
class Decoded:
    """What the lines of a card say, contact values aside. Lists begin with the best."""

    names: list[tuple[Name, Value]] = field(default_factory=list)
    titles: list[Value] = field(default_factory=list)
    departments: list[Value] = field(default_factory=list)
    organizations: list[Value] = field(default_factory=list)
    addresses: list[address.Block] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)


def decode(card: Card, table: Table) -> Decoded:
    """The likeliest consistent reading of a card."""
    out = Decoded()
    label = [max(row, key=lambda k: row[k]) for row in table]
    out.names = _names(card, table)
    used = {id(p) for _, v in out.names for p in v.pieces if v.score > 0.5}
    out.titles = _runs("title", card, table, label, used, _title_goes_on)
    out.departments = _runs("department", card, table, label, used, _title_goes_on)
    out.organizations = _organizations(card, table, label, used)
    marked = [p for p, n in zip(card.pieces, label, strict=True) if n == "address" and id(p) not in used]
    out.addresses = address.blocks(marked, card)
    spoken_for = used | {id(p) for v in (*out.titles[:1], *out.departments[:2], *out.organizations[:1]) for p in v.pieces}
    spoken_for |= {id(p) for b in out.addresses for p in b.pieces}
    out.notes = [p for p in card.pieces if id(p) not in spoken_for]
    return out


def _p(card: Card, table: Table, piece: Piece, name: str) -> float:
    for p, row in zip(card.pieces, table, strict=True):
        if p is piece:
            return row["organization"] + row["logo"] if name == "organization" else row[name]
    return 0.0


def _names(card: Card, table: Table) -> list[tuple[Name, Value]]:
    found = []
    for piece, row in zip(card.pieces, table, strict=True):
        if row["name"] < 0.12:
            continue
        name = parse_name(piece.text)
        if name.full:
            value = Value("full_name", name.full, [piece], row["name"])
            agreed = max((name_in_mailbox(name.full, m) for m in card.mailboxes), default=0.0)
            value.rank = row["name"] + 0.15 * agreed + (0.02 if cjk_share(name.full) > 0.5 else 0.0) - 0.05 * (piece.side > 0)
            found.append((name, value))
    found.sort(key=lambda pair: -pair[1].rank)
    return _two_lines(found, card, table)


def _two_lines(found: list[tuple[Name, Value]], card: Card, table: Table) -> list[tuple[Name, Value]]:
    """A given name above a family name of the same size is one name; so is a suffix beside it."""
    if not found:
        return found
    _, best = found[0]
    top = best.pieces[0]
    for piece, row in zip(card.pieces, table, strict=True):
        if piece is top or cjk_share(piece.text) > 0.5 or len(words(best.text)) + len(words(piece.text)) > 5:
            continue
        short = len(best.text.split()) == 1 or len(piece.text.split()) == 1
        near = follows(top, piece, 0.8) or follows(piece, top, 0.8) or beside(top, piece, 1.2) or beside(piece, top, 1.2)
        suffix = beside(top, piece, 2.0) and all(lexicon("credential").has(w) or fold(w).rstrip(".") in ("jr", "sr", "ii", "iii") for w in piece.text.split())
        if suffix or (near and short and row["name"] > 0.4 and 0.8 < piece.box[3] / max(1, top.box[3]) < 1.25):
            before = piece.middle < top.middle - 0.5 * top.box[3] or (abs(piece.middle - top.middle) < 0.5 * top.box[3] and piece.box[0] < top.box[0])
            text = f"{piece.text} {top.text}" if before else f"{top.text} {piece.text}"
            name = parse_name(text)
            rest = [pair for pair in found[1:] if pair[1].pieces[0] is not piece]
            return [(name, Value("full_name", name.full, [top, piece], best.score, best.rank)), *rest]
    return found


def _runs(name: str, card: Card, table: Table, label: Sequence[str], used: set[int], goes_on: Callable[[Piece, Piece], bool]) -> list[Value]:
    """Values of runs of pieces of one label."""
    mine = [p for p, n in zip(card.pieces, label, strict=True) if n == name and id(p) not in used]
    out = []
    for run in _chains(mine, goes_on):
        score = max(_p(card, table, p, name) for p in run)
        out.append(Value(name, joined(run), run, score, score - 0.2 * (run[0].side > 0)))
    for p, row in zip(card.pieces, table, strict=True):  # the runners-up
        if id(p) not in used and p not in mine and row[name] > 0.15:
            out.append(Value(name, p.text, [p], row[name], row[name] - 1))
    return sorted(out, key=lambda v: -v.rank)


def _chains(mine: Sequence[Piece], goes_on: Callable[[Piece, Piece], bool]) -> list[list[Piece]]:
    rest = list(mine)
    out = []
    while rest:
        run = [rest.pop(0)]
        while (after := next((p for p in rest if goes_on(run[-1], p)), None)) is not None:
            rest.remove(after)
            run.append(after)
        out.append(run)
    return out


_OPEN_END = re.compile(r"(?:[&,/+–-]|\b(?:and|of|for|the|und|für|der|des|de|du|et|e|y|di|del|della|da|do|van|voor|en|i|ve|w|ds|z))\s*$", re.I)
_OPEN_START = re.compile(r"^\s*(?:[&,/+–-]|(?:and|of|for|und|für|der|des|de|du|et|y|di|del|della|da|do|van|voor|en)\b|[a-zà-ÿ(])")


def _title_goes_on(upper: Piece, lower: Piece) -> bool:
    """A title of two lines: nothing complete stands on the first, or Chinese and Japanese pieces in a column."""
    if beside(upper, lower, 1.5):
        return True
    if not follows(upper, lower, 0.9):
        return False
    if cjk_share(upper.text) > 0.5 and cjk_share(lower.text) > 0.5:
        return upper.box[3] * 0.8 < lower.box[3] < upper.box[3] * 1.25
    lower_case = upper.text[:1].islower()
    return bool(_OPEN_END.search(upper.text)) or bool(_OPEN_START.search(lower.text) and not lower_case)


def _organizations(card: Card, table: Table, label: Sequence[str], used: set[int]) -> list[Value]:
    mine = [p for p, n in zip(card.pieces, label, strict=True) if n in ("organization", "logo") and id(p) not in used]
    out = []
    for run in _chains(mine, _firm_goes_on):
        text = mend_legal(joined(run))
        score = max(_p(card, table, p, "organization") for p in run)
        out.append(Value("organization", text, run, score, score + _firm_worth(text, run, card, table)))
    for p, row in zip(card.pieces, table, strict=True):
        likely = row["organization"] + row["logo"]
        if id(p) not in used and p not in mine and likely > 0.15:
            out.append(Value("organization", mend_legal(p.text), [p], likely, likely - 1))
    return sorted(out, key=lambda v: -v.rank)


def _firm_worth(text: str, run: Sequence[Piece], card: Card, table: Table) -> float:
    """A legal form, a whole name in the domain and more than a logo speak for a candidate."""
    legal = has_legal_form(text)
    domain = max((firm_in_domain(text, f) for f in card.firms), default=0.0)
    logo = max(_p(card, table, p, "logo") for p in run)
    return 0.6 * legal + 0.35 * domain - 0.25 * logo - 0.3 * (run[0].side > 0) - 0.2 * (min(p.confidence for p in run) < 0.9)


def has_legal_form(text: str) -> bool:
    """Whether a legal form (`Ltd.`, `GmbH`, `株式会社`) stands in the text."""
    spoken = [w.strip(",;()[]") for w in text.split()]
    legal = lexicon("legal")
    return any(legal.has(w) and w.casefold() not in ("and", "se", "me", "as", "co", "trust", "pt") for w in spoken[1:] + spoken[:1] * (len(spoken) == 1)) or any(p in text for p in legal.pieces)


def _firm_goes_on(upper: Piece, lower: Piece) -> bool:
    """A firm's name of two lines: like size, the first not complete by itself, the second no new beginning."""
    if beside(upper, lower, 1.2):
        return 0.75 < lower.box[3] / max(1, upper.box[3]) < 1.33
    if not follows(upper, lower, 0.8):
        return False
    if not 0.74 < lower.box[3] / max(1, upper.box[3]) < 1.35:
        return False
    first, second = compact(upper.text), compact(lower.text)
    again = second.startswith(first[:4]) if len(first) >= 4 else second.startswith(first)
    return not again and not has_legal_form(upper.text)


_LEGAL_CONFUSED = [
    (re.compile(r"\b[I1|]td\b"), "Ltd"),
    (re.compile(r"(?<=[a-z.,] )Itd\b|(?<=[a-z.,])Itd\b"), "ltd"),
    (re.compile(r"\bL[i1]mlted\b"), "Limited"),
    (re.compile(r"\bGmbl-?l\b|\bGmb[I1l]{2}\b|\bGrnbH\b"), "GmbH"),
    (re.compile(r"\b[l1|]nc\b\.?(?=$|\s)"), "Inc."),
    (re.compile(r"\bL[I1l]C\b"), "LLC"),
    (re.compile(r"\bPvt\.?\s?L[t1]d\b"), "Pvt. Ltd"),
]


def mend_legal(text: str) -> str:
    """`co., Itd.` -> `co., ltd.`: legal forms whose capital I was an l. A lower-case neighbour keeps it lower."""
    lower = re.search(r"\b[a-z]+\.?,?\s*[I1|]td\b", text)
    if lower and not re.search(r"\b[A-Z][a-z]+\.?,?\s*[I1|]td\b", lower[0]):
        text = re.sub(r"\b[I1|]td\b", "ltd", text)
    for pattern, right in _LEGAL_CONFUSED:
        text = pattern.sub(right, text)
    text = text.strip(" ,;:|-–•·")
    return re.sub(r"\[(P|I)\]", r"(\1)", text) if letters(text) else text


__all__ = ["Decoded", "Value", "decode", "groups", "has_legal_form", "mend_legal"]
