"""Lines of a card -> claims: names, titles, organizations, contact data, addresses, notes, per person on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels import build, contacts
from pipeline.cards.labels.extract import Contacts, Found, extract
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.labeller import probabilities
from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.lines import Piece, pieces
from pipeline.cards.labels.phones import nature
from pipeline.cards.reading import Side
from pipeline.schema import Claim

REVIEW_BELOW = 0.9
"""Values of cards with a confidence below this belong on the review list."""


def label(sides: Sequence[Side], region: str = "") -> list[list[Claim]]:
    """Claims of each person on a card, front first; one list without a name where nobody stands on it.

    `region`: ISO 3166 country assumed for phone numbers without a country code.
    """
    card, taken = waiting(sides, region)
    if not card.everything:
        return [[]]
    table = probabilities(card)
    claims = _contact_claims(taken)
    claims += _text_claims(card, table)
    return [claims]


def waiting(sides: Sequence[Side], region: str = "") -> tuple[Card, Contacts]:
    """The pieces that wait for a label, and the contact values taken out of them."""
    every = [p for n, side in enumerate(sides) for p in pieces(side, n)]
    taken = extract(every, region)
    card = Card(
        pieces=taken.rest,
        everything=every,
        mailboxes=[f.text.split("@")[0] for f in taken.of("email")],
        firms=_firms(taken),
        contacts=taken.holders,
        region=taken.region,
    )
    return card, taken


def _firms(taken: Contacts) -> list[str]:
    hosts = [contacts.domain(f.text) for f in (*taken.of("email"), *taken.of("website"))]
    return list(
        dict.fromkeys(
            label
            for label in map(contacts.firm_label, hosts)
            if label and label not in ("facebook", "linkedin", "instagram", "twitter")
        )
    )


def _contact_claims(taken: Contacts) -> list[Claim]:
    out = []
    for found in taken.found:
        name = "linkedin_url" if found.field == "website" and "linkedin.com" in found.text.lower() else found.field
        kind = _phone_kind(found, taken.region) if found.field == "phone" else ""
        out.append(
            Claim(
                name,
                found.text,
                kind,
                0,
                0.9 * found.piece.confidence if found.sure else 0.5,
                "ocr line",
                build.where([found.piece]),
            )
        )
    return out


def _phone_kind(found: Found, region: str) -> str:
    if found.kind == "home" and re.fullmatch(r"[hH]\W*", found.label) and nature(found.text, region) == "mobile":
        return "mobile"  # handphone
    return found.kind or nature(found.text, region) or "work"


def _text_claims(card: Card, table: Sequence[dict[str, float]]) -> list[Claim]:
    names = [max(row, key=lambda k: row[k]) for row in table]
    out: list[Claim] = []
    used: set[int] = set()

    def claim(field: str, text: str, parts: Sequence[Piece], score: float, group: int = 0) -> None:
        confidence = score * min(p.confidence for p in parts)
        out.append(Claim(field, text, "", group, round(confidence, 3), "ocr line", build.where(parts)))

    first = max((i for i in range(len(table)) if table[i]["name"] > 0.35), key=lambda i: table[i]["name"], default=None)
    if first is not None:
        used.add(first)
        claim("full_name", card.pieces[first].text.strip(" ,;"), [card.pieces[first]], table[first]["name"])
    for field in ("title", "department", "organization"):
        chosen = [i for i, n in enumerate(names) if n == field and i not in used]
        runs = build.groups([card.pieces[i] for i in chosen])
        if not runs:
            continue
        weigh = {id(p): table[i][field] for i, p in enumerate(card.pieces)}
        best = max(runs, key=lambda r: (_worth(field, r), max(weigh[id(p)] for p in r)))
        claim(field, build.joined(best), best, max(weigh[id(p)] for p in best))
        used.update(i for i, p in enumerate(card.pieces) if any(p is q for q in best))
    chosen = [i for i, n in enumerate(names) if n == "address"]
    for group, run in enumerate(build.groups([card.pieces[i] for i in chosen], gap=1.6)):
        text = re.sub(r"^(?:address|adresse|add)\W+", "", build.joined(run, ", "), flags=re.I)
        claim("address", text, run, 0.6, group)
    used.update(chosen)
    rest = [card.pieces[i] for i in range(len(card.pieces)) if i not in used]
    for piece in rest:
        claim("note", piece.text, [piece], 0.6)
    return out


def _worth(field: str, run: Sequence[Piece]) -> float:
    if field != "organization":
        return 0.0
    text = " ".join(p.text for p in run)
    legal = lexicon("legal")
    return 1.0 if any(legal.has(w.strip(",")) for w in text.split()) or any(p in text for p in legal.pieces) else 0.0
