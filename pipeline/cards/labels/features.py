"""What the labeller knows about a piece of print: place, size, shape, words, and agreement with other fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.cards.labels import likeness
from pipeline.cards.labels.agreement import firm_in_domain, name_in_mailbox
from pipeline.cards.labels.lexicons import Lexicon, countries, label_words, lexicon, place_names
from pipeline.cards.labels.lines import Piece, body_height, same_row
from pipeline.cards.labels.text import cjk_share, digits, fold, letters, spaced_initials, words

LISTS = (
    "given",
    "family",
    "title",
    "department",
    "legal",
    "organization",
    "street",
    "credential",
    "honorific",
    "slogan",
    "occupation",
)
_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ]\.?(?![^\W\d_])")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3005]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_POSTCODE = re.compile(
    r"〒|\b\d{5}-\d{3,4}\b|\b\d{5}\b|\b\d{3}[ -]\d{3}\b|\b\d{3}-\d{4}\b|\b\d{6}\b|"
    r"\b[A-Z]{1,2}-?\d{4,5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}\s?[A-Z]{2}\b"
    r"|\b\d{2}-\d{3}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b\d{4}\b(?=\s+[A-ZÀ-Þ])"
)
_HOUSE = re.compile(r"^\W*\d{1,5}[a-zA-Z]?\b(?!\s*(?:years|jahre))|\b\d{1,4}\s?[a-zA-Z]?$|\d+(?:[-/]\d+)+")
_ROMAJI = re.compile(
    r"^(?:(?:[kgszjtdnhbpmrfwy]|ky|gy|sh|ch|ts|ny|hy|by|py|my|ry|kk|tt|ss|pp|ssh|tch|mb|mp|mm)?[aiueo]|n(?![aiueoy]))+$"
)
_CJK_ADDRESS = re.compile("[都道府県省市区區郡町村丁番号號路街巷弄楼樓階层層室栋幢]|〒")


_ONE_KANA = re.compile("[\u30a0-\u30fa\u30fc-\u30ff]+")
"""A lone word in katakana: a brand; names of foreigners have a dot or space between their words."""
_CJK_FIRM = re.compile("[楼樓館馆阁閣軒轩堂坊斋齋居莊庄記记店廠厂社園园会會吧屋舎苑亭庵局署庁港]$")
"""Ends of the names of shops, inns and offices."""


@dataclass(slots=True)
class Card:
    """The pieces of a card that wait for a label, and what is already known about it."""

    pieces: list[Piece]
    """Pieces without their e-mail, web and phone parts, both sides."""
    everything: list[Piece]
    """All pieces of the card as printed: sizes and places are judged against them."""
    mailboxes: list[str] = field(default_factory=list)
    """Local parts of the e-mail addresses."""
    firms: list[str] = field(default_factory=list)
    """Labels of the domains that may name the firm."""
    contacts: list[Piece] = field(default_factory=list)
    """Pieces that hold an e-mail, web address or phone."""
    region: str = ""


@lru_cache(maxsize=65536)
def _listed(word: str, name: str) -> bool:
    return lexicon(name).has(word)


def features(card: Card, unknown: frozenset[str] = frozenset()) -> list[dict[str, float]]:
    """One table of features per piece of the card. `unknown`: folded words that count as in no name list
    (training hides some, since most real names are in none)."""
    sheets = {s: [p for p in card.everything if p.side == s] for s in {p.side for p in card.everything}}
    return [
        _place(p, sheets[p.side], card)
        | _shape(p)
        | _lexical(spaced_initials(p.text), unknown)
        | likeness.shares(p.text)
        | _vouched(p, card)
        | {"back": float(p.side > 0), "ocr": p.confidence}
        for p in card.pieces
    ]


def _place(piece: Piece, sheet: Sequence[Piece], card: Card) -> dict[str, float]:
    left, top = min(p.box[0] for p in sheet), min(p.box[1] for p in sheet)
    width = max(1, max(p.right for p in sheet) - left)
    height = max(1, max(p.bottom for p in sheet) - top)
    body = max(1.0, body_height(sheet))
    above = [p for p in sheet if p.bottom <= piece.middle and _columns_meet(p, piece)]
    below = [p for p in sheet if p.box[1] >= piece.middle and _columns_meet(p, piece)]
    near_above = max(above, key=lambda p: p.bottom, default=None)
    near_below = min(below, key=lambda p: p.box[1], default=None)
    contacts = [p for p in card.contacts if p.side == piece.side]
    first_contact = min((p.middle for p in contacts), default=float(top + height))
    h = max(1, piece.box[3])
    return {
        "x0": (piece.box[0] - left) / width,
        "xm": (piece.box[0] + piece.box[2] / 2 - left) / width,
        "x1": (piece.right - left) / width,
        "ym": (piece.middle - top) / height,
        "w": piece.box[2] / width,
        "h": h / body,
        "taller": sum(p.box[3] > 1.1 * h for p in sheet) / len(sheet),
        "tallest": float(h >= max(p.box[3] for p in sheet) * 0.95),
        "above": sum(p.middle < piece.middle for p in sheet) / len(sheet),
        "gap_above": min(6.0, (piece.box[1] - near_above.bottom) / h) if near_above else 8.0,
        "gap_below": min(6.0, (near_below.box[1] - piece.bottom) / h) if near_below else 8.0,
        "h_above": near_above.box[3] / h if near_above else 0.0,
        "h_below": near_below.box[3] / h if near_below else 0.0,
        "aligned_above": _aligned(piece, near_above),
        "aligned_below": _aligned(piece, near_below),
        "row": float(sum(same_row(p, piece) for p in sheet) - 1),
        "before_contact": (first_contact - piece.middle) / height,
        "contact_below": float(near_below is not None and near_below in contacts),
        "contact_above": float(near_above is not None and near_above in contacts),
        "lines": float(min(40, len(sheet))),
    }


def _columns_meet(a: Piece, b: Piece) -> bool:
    return min(a.right, b.right) - max(a.box[0], b.box[0]) > 0


def _aligned(piece: Piece, other: Piece | None) -> float:
    if other is None:
        return 0.0
    slack = 0.6 * piece.box[3]
    middle = abs(piece.box[0] + piece.box[2] / 2 - other.box[0] - other.box[2] / 2)
    return float(min(abs(piece.box[0] - other.box[0]), abs(piece.right - other.right), middle) < slack)


def _shape(piece: Piece) -> dict[str, float]:
    text = spaced_initials(piece.text)
    parts = words(text)
    spoken = [w for w in parts if letters(w)]
    n, count = max(1, len(text)), max(1, len(spoken))
    cased = [w for w in spoken if w[0].isupper() or w[0].islower()]
    return {
        "chars": min(80.0, len(text)),
        "words": min(12.0, len(spoken)),
        "upper": float(bool(cased) and all(w.isupper() for w in cased)),
        "titled": sum(w[0].isupper() for w in cased) / max(1, len(cased)),
        "lower": float(bool(cased) and all(w.islower() for w in cased)),
        "initials": float(len(_INITIAL.findall(text))),
        "digits": len(digits(text)) / n,
        "digit": float(bool(digits(text))),
        "comma": float(text.count(",")),
        "commas_end": float(text.endswith(",")),
        "amp": float("&" in text or "+" in text),
        "bracket": float("(" in text),
        "colon": float(":" in text),
        "bullet": float(bool(re.search(r"[|•·●■▪]|\s[-–/]\s", text))),
        "stop_end": float(text.endswith((".", "!", "?")) and count > 3),
        "quote": float(bool(re.search(r"[\"“”„«»!?]", text))),
        "mean_word": min(15.0, sum(map(len, spoken)) / count),
        "glued": float(bool(re.search(r"[a-zß-ÿ][A-Z]", text))),
        "han": len(_HAN.findall(text)) / n,
        "kana": len(_KANA.findall(text)) / n,
        "hangul": len(_HANGUL.findall(text)) / n,
        "latin": sum(c.isalpha() and c < "\u0250" for c in text) / n,
    }


def _lexical(text: str, unknown: frozenset[str]) -> dict[str, float]:
    parts = [w for w in words(text) if letters(w) or w in "#&"]
    pieces = [p for w in parts for p in (re.split(r"[-/'’.]", w) if len(w) > 4 and w.isascii() else [w]) if p] or [text]
    spoken = [w for w in pieces if letters(w)]
    n = max(1, len(spoken))
    table: dict[str, float] = {}
    for name in LISTS:
        hits = [
            _listed(w, name) and not (name in ("given", "family") and fold(w).rstrip(".") in unknown) for w in spoken
        ]
        dotted = name in ("legal", "credential", "honorific") and any(_listed(w, name) for w in parts)
        table[f"{name}_share"] = sum(hits) / n
        table[f"{name}_any"] = float(dotted or any(hits))
        table[f"{name}_first"] = float(bool(hits) and hits[0])
        table[f"{name}_last"] = float(bool(hits) and hits[-1])
    known = [w for w in spoken if table_hit(w)]
    table["strange"] = 1 - len(known) / n
    table |= _places(text, spoken) | _cjk(text, unknown) | _legal(text)
    first = fold(parts[0]) if parts else ""
    table["label_first"] = float(first in label_words() or first.rstrip(".") in label_words())
    table["decoy"] = float(any(label_words().get(fold(w).rstrip(".")) == "decoy" for w in spoken))
    table["romaji"] = sum(bool(_ROMAJI.match(fold(w))) for w in spoken if w.isascii() and len(w) > 2) / n
    return table


KNOWN = ("title", "department", "legal", "organization", "street", "slogan", "occupation")


@lru_cache(maxsize=65536)
def table_hit(word: str) -> bool:
    """Whether any list but the name lists knows the word."""
    return any(lexicon(name).has(word) for name in KNOWN)


def _places(text: str, spoken: Sequence[str]) -> dict[str, float]:
    folded = [fold(w).strip(".,") for w in spoken]
    hits = 0
    for i in range(len(folded)):
        for n in (3, 2, 1):
            if i + n <= len(folded) and " ".join(folded[i : i + n]) in place_names():
                hits += n
                break
    end = " ".join(folded[-2:])
    is_country = bool(folded) and (folded[-1] in countries() or end in countries())
    return {
        "place": min(1.0, hits / max(1, len(folded))),
        "country": float(is_country),
        "postcode": float(bool(_POSTCODE.search(text))),
        "house": float(bool(_HOUSE.search(text))),
        "street_end": float(bool(folded) and lexicon("street").has(folded[-1])),
    }


def _cjk(text: str, unknown: frozenset[str]) -> dict[str, float]:
    run = re.sub(r"[\s・·]", "", text)
    if cjk_share(run) < 0.5:
        return {"cjk_name": 0.0, "cjk_title": 0.0, "cjk_address": 0.0, "cjk_length": 0.0, "cjk_firm": 0.0}
    surnames: Lexicon = lexicon("family")
    given: Lexicon = lexicon("given")
    short = 2 <= len(run) <= 6 and not _ONE_KANA.fullmatch(text.strip())
    family = next((n for n in (3, 2, 1) if run[:n] in surnames.exact and run[:n] not in unknown and len(run) > n), 0)
    rest = run[family:] in given.exact if family else False
    spaced = bool(re.fullmatch(r"\S{1,3}\s\S{1,3}", text.strip()))
    return {
        "cjk_name": float(short) * (0.3 + 0.4 * (family > 0) + 0.2 * rest + 0.1 * spaced),
        "cjk_title": float(any(run.endswith(p) for p in lexicon("title").pieces))
        + 0.5 * float(any(p in run for p in lexicon("title").pieces)),
        "cjk_address": min(6.0, len(_CJK_ADDRESS.findall(run)) + 2.0 * ("丁目" in run)),
        "cjk_length": min(30.0, len(run)),
        "cjk_firm": float(bool(_CJK_FIRM.search(run))),
    }


_LEGAL = re.compile(
    r"\b(?:co\.?,?\s?ltd|pvt\.?\s?ltd|private limited|pte\.?\s?ltd|sdn\.?\s?bhd|gmbh|g\.m\.b\.h|"
    r"s\.?p\.?\s?a\.?$|s\.r\.l|s\.a\.s|s\.?a\.? de c\.?v|ltda|a\.ş|a\.s\b|sp\.?\s?z\.?\s?o\.?\s?o"
    r"|[il]td\b|l\.?l\.?c\b|inc\b|corp\b|joint stock|b\.v\b|n\.v\b|ges\.?m\.?b\.?h|kg\b|e\.v\.|gbr\b|"
    r"s\.l\.?$|\(p\)\s?ltd|şti|san\.?\s?(?:ve|tic)|oy\b|ab$|a/s\b|aps\b)",
    re.I,
)


def _legal(text: str) -> dict[str, float]:
    return {"legal_form": float(bool(_LEGAL.search(text)) or any(p in text for p in lexicon("legal").pieces))}


def _vouched(piece: Piece, card: Card) -> dict[str, float]:
    name = max((name_in_mailbox(piece.text, m) for m in card.mailboxes), default=0.0) if len(piece.text) < 45 else 0.0
    firm = max((firm_in_domain(piece.text, f) for f in card.firms), default=0.0)
    return {
        "in_mailbox": name,
        "in_domain": firm,
        "mailboxes": float(bool(card.mailboxes)),
        "own_mailboxes": float(any(fold(m) not in lexicon("mailbox").exact for m in card.mailboxes)),
        "domains": float(bool(card.firms)),
    }
