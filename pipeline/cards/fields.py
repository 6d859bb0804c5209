"""Lines of a card -> claims: names, titles, organizations, contact data, addresses, notes, per person on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels import build, contacts
from pipeline.cards.labels.decode import decode
from pipeline.cards.labels.extract import Contacts, Found, extract
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.labeller import probabilities
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
    read = decode(card, table)
    out: list[Claim] = []

    def claim(field: str, text: str, parts: Sequence[Piece], score: float, group: int = 0, method: str = "ocr line") -> None:
        confidence = score * min(p.confidence for p in parts)
        out.append(Claim(field, text, "", group, round(confidence, 3), method, build.where(parts)))

    for n, (name, value) in enumerate(read.names):
        if not n and value.score > 0.35:
            claim("full_name", name.full, value.pieces, value.score)
            if name.prefix:
                claim("prefix", name.prefix, value.pieces, value.score)
            if name.suffix:
                claim("suffix", name.suffix, value.pieces, value.score)
        else:
            claim("full_name", name.full, value.pieces, 0.3 * value.score, 0, "alternative")
    for field, values in (("title", read.titles), ("department", read.departments), ("organization", read.organizations)):
        for n, value in enumerate(values):
            first = not n and value.score > 0.35
            claim(field, value.text, value.pieces, value.score if first else 0.3 * value.score, 0, "ocr line" if first else "alternative")
    for group, block in enumerate(read.addresses):
        claim("address", block.text, block.pieces, 0.6, group)
    for piece in read.notes:
        claim("note", piece.text, [piece], 0.6)
    return out
