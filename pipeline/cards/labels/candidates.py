"""Values that a card may mean: pieces alone or with the next line or row, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made
from itertools import pairwise

from pipeline.cards.labels.agreement import firm_in_domain, name_in_mailbox
from pipeline.cards.labels.build import beside, follows, joined
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.legal import has_legal_form, mend_legal
from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.names import SUFFIXES, parse_name
from pipeline.cards.labels.phrases import CERTIFIED, OPEN_END, OPEN_START, WISH
from pipeline.cards.labels.text import cjk_share, compact, fold, letters

Table = Sequence[dict[str, float]]
FIELDS = ("name", "title", "department", "organization")
LEAST = {"name": 0.06, "title": 0.08, "department": 0.1, "organization": 0.08}
"""Pieces less likely than this begin no candidate."""
LONGEST = {"name": 2, "title": 3, "department": 3, "organization": 3}
"""Pieces of one value at most; four narrow Chinese or Japanese ones for a title."""
PIECE_FEATURES = (
    "ym x0 xm h taller words upper titled lower digits comma amp initials slogan_any title_any "
    "title_share title_last department_any organization_any organization_share "
    "street_any place given_any family_any strange cjk_name cjk_title legal_form credential_share "
    "before_contact gap_above gap_below row back lines in_mailbox mailboxes "
    "domains latin han kana decoy bullet like_work like_firm like_plain like_name_least like_name_most own_mailboxes"
).split()
LAST_FEATURES = (
    "title_any department_any organization_any legal_form slogan_any street_any gap_below words place"
).split()


@dataclass(slots=True)
class Candidate:
    """A value that a field may have."""

    field: str
    text: str
    indexes: tuple[int, ...]
    """Its pieces on the card, in reading order."""
    pieces: list[Piece]
    features: dict[str, float] = made(default_factory=dict)
    probability: float = 0.0
    """That this is the right value of its field; filled by the ranker."""


def likelihood(row: dict[str, float], name: str) -> float:
    """How likely a piece belongs to a field; a logo is an organization."""
    return row["organization"] + row["logo"] if name == "organization" else row[name]


def candidates(card: Card, rows: Sequence[dict[str, float]], table: Table) -> list[Candidate]:
    """All candidates of a card's fields. `rows`: features per piece, `table`: label probabilities per piece."""
    after = _successors(card.pieces)
    table = [_without_strangers(row, seen) for row, seen in zip(table, rows, strict=True)] if _chinese(card) else table
    out = []
    for name in FIELDS:
        found = [
            Candidate(name, text, run, [card.pieces[i] for i in run])
            for run in _runs(name, card, table, after)
            if (text := _text(name, [card.pieces[i] for i in run]))
        ]
        for c in found:
            c.features = _features(c, found, card, rows, table, after)
        out += found
    return out


_JAPANESE = re.compile(r"〒|株式会社|有限会社|合同会社|丁目|携帯|[県営駅込畑峠]|\.jp\b|\+?\(?81[)\s-]", re.I)


def _chinese(card: Card) -> bool:
    """Whether a card is in Chinese: its characters, hardly any kana, nothing that only Japanese cards have."""
    text = "".join(p.text for p in card.everything)
    return not _JAPANESE.search(text) and len(re.findall("[\u4e00-\u9fff]", text)) > 3 > len(
        re.findall("[\u3040-\u30ff]", text)
    )


def _without_strangers(row: dict[str, float], seen: dict[str, float]) -> dict[str, float]:
    """Label probabilities of a piece that in Chinese can be no name, since it begins with no family name of the list."""
    return row | {"name": 0.0} if seen["han"] > 0.5 and seen["cjk_name"] < SURNAMED else row


SURNAMED = 0.6
"""Least worth as a name of Chinese characters that begin with a known family name."""


def _text(name: str, pieces: Sequence[Piece]) -> str:
    text = joined(pieces)
    if name == "name":
        return parse_name(text).full
    if name == "organization":
        text = re.sub(r"^[A-Za-z0-9 .&-]{1,6}(?=株式会社|有限会社|合同会社)", "", mend_legal(text))  # a logo
        text = CERTIFIED.sub("", text)
        own = [w for w in re.split(r"[\s,.]+", text) if w and fold(w) not in lexicon("legal").exact]
        return text if own else ""
    text = re.sub(r"^[^\w(]+|[\s,;:|•·–-]+$", "", text)
    return text if letters(text) > 1 else ""


def _successors(pieces: Sequence[Piece]) -> list[list[int]]:
    """For each piece, those that may go on with it: the next line under it, the next piece in its row."""
    out: list[list[int]] = []
    for i, p in enumerate(pieces):
        under = [j for j, q in enumerate(pieces) if j != i and follows(p, q, 1.0)]
        nearest = min(under, key=lambda j: pieces[j].box[1], default=None)
        row = [j for j, q in enumerate(pieces) if j != i and beside(p, q, 1.8)]
        right = min(row, key=lambda j: pieces[j].box[0], default=None)
        out.append([j for j in (right, nearest) if j is not None])
    return out


def _runs(name: str, card: Card, table: Table, after: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    likely = [0.0 if WISH.match(p.text) else likelihood(row, name) for p, row in zip(card.pieces, table, strict=True)]
    runs: list[tuple[int, ...]] = []

    def grow(run: tuple[int, ...]) -> None:
        runs.append(run)
        eastern = cjk_share(card.pieces[run[0]].text) > 0.5
        if len(run) >= LONGEST[name] + 2 * eastern:
            return
        for j in after[run[-1]]:
            if j not in run and (
                likely[j] >= LEAST[name]
                or (likely[run[-1]] > 0.4 and _open(card.pieces[run[-1]], card.pieces[j]))
                or (eastern and len(card.pieces[j].text) < 3)
            ):
                grow((*run, j))

    for i in range(len(card.pieces)):
        if likely[i] >= LEAST[name]:
            grow((i,))
    runs = [run for run in runs if not _torn_suffix(name, run, card, after)]
    runs = [run for run in runs if name not in ("name", "organization") or _one_script([card.pieces[i] for i in run])]
    if name == "name":
        return [run for run in runs if len(run) < 2 or _one_person([card.pieces[i] for i in run])]
    return [run for run in runs if name != "organization" or _one_firm([card.pieces[i] for i in run])]


def _torn_suffix(name: str, run: tuple[int, ...], card: Card, after: Sequence[Sequence[int]]) -> bool:
    """Whether a `Jr` that stands apart begins a title, or is left out of the name before it."""
    suffix = [fold(p.text).strip(".,") in SUFFIXES for p in card.pieces]
    return suffix[run[0]] or (name == "name" and any(suffix[j] for j in after[run[-1]] if j not in run))


def _one_person(pieces: Sequence[Piece]) -> bool:
    """Chinese and Japanese names are short, and a word in katakana beside one in Chinese characters is a firm's."""
    texts = [compact(p.text) for p in pieces]
    if cjk_share("".join(texts)) < 0.5:
        return True
    kana = [bool(re.fullmatch("[\u30a0-\u30ff]+", t)) for t in texts]
    return len("".join(texts)) <= 7 and (all(kana) or not any(kana))


def _one_script(pieces: Sequence[Piece]) -> bool:
    """Latin letters and Chinese or Japanese ones below each other are two forms of a name."""
    return len({cjk_share(p.text) > 0.5 for p in pieces}) == 1


def _one_firm(pieces: Sequence[Piece]) -> bool:
    """A name of several lines does not begin anew, nor goes on behind a whole legal name, nor jumps in size."""
    for upper, lower in pairwise(pieces):
        first, second = compact(upper.text), compact(lower.text)
        anew = len(first) > 2 and (second.startswith(first[:5]) or (len(second) > 2 and first.startswith(second)))
        whole = has_legal_form(upper.text) and not re.match(r"\W*(?:&|und|co\b|kg\b|\()", lower.text, re.I)
        if anew or whole or not 0.55 < lower.box[3] / max(1, upper.box[3]) < 1.6:
            return False
    return True


def _open(upper: Piece, lower: Piece) -> bool:
    return bool(
        OPEN_END.search(upper.text) or re.match(r"\s*(?:[&,/+–-]|(?:and|of|for|und|für|et|y|by)\b)", lower.text)
    )


def _goes_on(piece: Piece) -> float:
    """Whether a piece begins as the rest of a line above: `& Sons`, `- Academic`, `of Example`."""
    return float(
        bool(
            re.match(
                r"\s*(?:[&,/+–-]|(?:and|of|for|und|für|der|des|de|du|et|y|di|del|della|da|do|van|voor|en)\b)",
                piece.text,
                re.I,
            )
        )
    )


def _features(
    c: Candidate,
    rivals: Sequence[Candidate],
    card: Card,
    rows: Sequence[dict[str, float]],
    table: Table,
    after: Sequence[Sequence[int]],
) -> dict[str, float]:
    """What speaks for a candidate: of its first and last piece, of all together, and of what else the card has."""
    first, last = rows[c.indexes[0]], rows[c.indexes[-1]]
    return {
        **{f"f_{k}": first[k] for k in PIECE_FEATURES},
        **{f"l_{k}": last[k] for k in LAST_FEATURES},
        **_likelihoods(c, table, after),
        **_layout(c),
        **_against(c, rivals, card),
        **_wording(c.text),
        **_around(c, card, table, after),
        "rivals": float(min(12, len(rivals))),
    }


def _likelihoods(c: Candidate, table: Table, after: Sequence[Sequence[int]]) -> dict[str, float]:
    """How likely its pieces belong to its field, or another; and those beside it."""
    likely = [likelihood(row, c.field) for row in table]
    own = [likely[i] for i in c.indexes]
    outside = [i for i in range(len(table)) if i not in c.indexes]
    behind = [i for i in outside if c.indexes[0] in after[i]]
    return {
        "p_min": min(own),
        "p_max": max(own),
        "p_first": own[0],
        "p_last": own[-1],
        "p_other": max(
            max(v for k, v in table[i].items() if k != c.field and not (c.field == "organization" and k == "logo"))
            for i in c.indexes
        ),
        "p_logo": max(table[i]["logo"] for i in c.indexes),
        "p_outside": max((likely[i] for i in outside), default=0.0),
        "onward": max((likely[j] for j in after[c.indexes[-1]] if j not in c.indexes), default=0.0),
        "behind": max((likely[i] for i in behind), default=0.0),
    }


def _layout(c: Candidate) -> dict[str, float]:
    """How its pieces lie together, and whether they begin, end and go on as one text does."""
    upper, lower = c.pieces[0], c.pieces[-1]
    heights = [p.box[3] for p in c.pieces]
    several = len(c.pieces) > 1
    return {
        "pieces": float(len(c.indexes)),
        "ocr": min(p.confidence for p in c.pieces),
        "size_change": lower.box[3] / max(1, upper.box[3]),
        "height": max(heights) / max(1.0, min(heights)),
        "gap": (lower.box[1] - c.pieces[-2].bottom) / max(1, lower.box[3]) if several else -1.0,
        "open_end": float(bool(OPEN_END.search(c.text))),
        "open_start": float(
            (bool(OPEN_START.match(c.text)) and not c.text[:1].isalpha())
            or bool(re.match(r"(?:and|of|for|und|et|by)\b", c.text, re.I))
        ),
        "inner_open": float(several and bool(OPEN_END.search(upper.text) or OPEN_START.match(c.pieces[1].text))),
        "again": float(
            several and len(compact(upper.text)) > 2 and compact(lower.text).startswith(compact(upper.text)[:5])
        ),
    }


def _against(c: Candidate, rivals: Sequence[Candidate], card: Card) -> dict[str, float]:
    """What proves it a firm or a name, and whether candidates of other pieces prove it as well or say the same."""
    others = [r for r in rivals if not set(c.indexes) & set(r.indexes)]
    own, theirs = compact(c.text), [compact(r.text) for r in others]
    return {
        "legal": float(has_legal_form(c.text)),
        "legal_inside": float(len(c.pieces) > 1 and has_legal_form(c.pieces[0].text)),
        "legal_elsewhere": float(any(has_legal_form(r.text) for r in others)),
        "domain": max((firm_in_domain(c.text, f) for f in card.firms), default=0.0),
        "domain_elsewhere": max((firm_in_domain(r.text, f) for r in others for f in card.firms), default=0.0),
        "mailbox": max((name_in_mailbox(c.text, m) for m in card.mailboxes), default=0.0) if len(c.text) < 45 else 0.0,
        "inside": float(any(own != text and own in text for text in theirs)),
        "contains": float(any(own != text and len(text) > 2 and text in own for text in theirs)),
        "twin": float(any(own == text for text in theirs)),
    }


def _wording(text: str) -> dict[str, float]:
    """Its words and letters."""
    spoken = text.split()
    return {
        "length": float(min(80, len(text))),
        "all_words": float(len(spoken)),
        "suffix": float(any(lexicon("credential").has(w) for w in spoken)),
        "mixed": float(bool(re.search(r"[a-z][A-Z]{2,}|[A-Z]{2,}[a-z]{2,}", text))),
        "single_letters": float(sum(len(fold(w).strip(".")) == 1 for w in spoken)),
        "eastern": cjk_share(text),
    }


def _around(c: Candidate, card: Card, table: Table, after: Sequence[Sequence[int]]) -> dict[str, float]:
    """Whether the text goes on in the pieces beside it, and what the rest of the card is likely to hold."""
    rest = [row for i, row in enumerate(table) if i not in c.indexes]
    onward = [card.pieces[j] for j in after[c.indexes[-1]] if j not in c.indexes]
    before = [p for i, p in enumerate(card.pieces) if c.indexes[0] in after[i]]
    return {
        "next_open": max((_goes_on(p) for p in onward), default=0.0),
        "prev_open": max((float(bool(OPEN_END.search(p.text))) for p in before), default=0.0),
        "c_name": max((row["name"] for row in rest), default=0.0),
        "c_title": max((row["title"] for row in rest), default=0.0),
        "c_organization": max((likelihood(row, "organization") for row in rest), default=0.0),
    }
