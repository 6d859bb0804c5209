"""Lines of a card -> claims: names, titles, organizations, contact data, addresses, notes, per person on it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.cards.labels import claims
from pipeline.cards.labels.contacts import domain, firm_label
from pipeline.cards.labels.decode import decode
from pipeline.cards.labels.extract import extract
from pipeline.cards.labels.features import Card, features
from pipeline.cards.labels.found import Contacts
from pipeline.cards.labels.labeller import probabilities
from pipeline.cards.labels.lines import pieces
from pipeline.cards.reading import Side
from pipeline.schema import Claim

REVIEW_BELOW = 0.94
"""Values of cards with a confidence below this belong on the review list. On the pictures of 300 fictional cards that
training had not seen seven in ten of the wrong values stand there then, and one value in ten; the next ones up to .955
were right eleven times of twelve (training/README.md)."""
_SOCIAL = frozenset("facebook linkedin instagram twitter xing youtube".split())


def label(sides: Sequence[Side], region: str = "") -> list[list[Claim]]:
    """Claims of each person on a card, front first; one list without a name where nobody stands on it.

    `region`: ISO 3166 country assumed for phone numbers without a country code. Claims with the method
    `alternative` are runners-up for review, never to be published. A card with nothing on it gives no list.
    """
    card, taken = waiting(sides, region)
    said = claims.of_codes(sides)
    if not card.everything and not said:
        return []
    rows = features(card)
    read = decode(card, rows, probabilities(card, rows))
    return claims.people(read, taken, said)


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
    hosts = [domain(f.text) for f in (*taken.of("email"), *taken.of("website"))]
    return list(dict.fromkeys(name for name in map(firm_label, hosts) if name and name not in _SOCIAL))
