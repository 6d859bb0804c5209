"""Attendee lists: several people in one order, some registered under a colleague's e-mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.schema import Claim, Record
from pipeline.sources.labels import fold

NAME = ("full_name", "given_name", "family_name")


def guests(found: Sequence[tuple[str, Record]]) -> list[Record]:
    """Records of rows (order id, record). The order stays with each as `source_key`, numbered within the order.

    Where several names of one order share an e-mail, it belongs to the one whose name it
    holds (else to the first): the others were registered by that colleague, and for them
    it is kept as `related`, since an e-mail in common would make one person of them.
    """
    orders: dict[str, list[Record]] = defaultdict(list)
    for order, record in found:
        if order:
            orders[order].append(record)
    for order, records in orders.items():
        for number, record in enumerate(records, 1):
            record.key = record.key or f"{order}/{number}"
        if len(records) > 1:
            _one_owner_per_email(records)
    return [record for _, record in found]


def _one_owner_per_email(records: list[Record]) -> None:
    sharing: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for email in {c.raw.casefold() for c in record.claims if c.field == "email"}:
            sharing[email].append(record)
    for email, several in sharing.items():
        if len({_name(record) for record in several}) < 2:
            continue
        owner = max(several, key=lambda record: (_fit(record, email), -several.index(record)))
        for record in several:
            if _name(record) != _name(owner):
                record.claims = [
                    _registered_with(c) if c.field == "email" and c.raw.casefold() == email else c
                    for c in record.claims
                ]


def _registered_with(claim: Claim) -> Claim:
    return claim._replace(field="related", raw=f"registered with {claim.raw}")


def _name(record: Record) -> str:
    return fold(" ".join(c.raw for c in record.claims if c.field in NAME))


def _fit(record: Record, email: str) -> int:
    """How many letters of the address's local part are words of the name."""
    local = email.partition("@")[0]
    return sum(len(word) for word in _name(record).split() if len(word) > 2 and word in local)
