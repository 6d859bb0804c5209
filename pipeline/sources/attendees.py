"""Attendee lists: several people in one order, some registered under a colleague's e-mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.schema import Claim, Record
from pipeline.sources.labels import fold
from pipeline.sources.rows import Booking

NAME = ("full_name", "given_name", "family_name")


def guests(found: Sequence[tuple[Booking, Record]]) -> list[Record]:
    """The records, each with its order as `source_key` (numbered within the order), e-mails with their owners.

    Where several names of one order share an e-mail, it is the buyer's, else of the one whose
    name it holds, else of the first. The others were registered by that colleague: for them it
    is kept as `related`, since an e-mail in common would make one person of them.
    """
    orders: dict[str, list[tuple[Booking, Record]]] = defaultdict(list)
    for booking, record in found:
        if booking.order:
            orders[booking.order].append((booking, record))
        elif booking.buyer_email:
            _not_the_buyer(booking, record)
    for order, members in orders.items():
        for number, (booking, record) in enumerate(members, 1):
            record.key = record.key or f"{order}/{number}"
            record.claims.append(Claim("related", f"order {order}", "", 0, 1.0, "column of orders"))
            _not_the_buyer(booking, record)
        if len(members) > 1:
            _one_owner_per_email([record for _, record in members])
    return [record for _, record in found]


def _not_the_buyer(booking: Booking, record: Record) -> None:
    """A guest whose e-mail is the buyer's while the name is not."""
    name, buyer = _name(record), fold(booking.buyer)
    if name and buyer and booking.buyer_email and not set(name.split()) & set(buyer.split()):
        _give_up(record, booking.buyer_email.casefold())


def _one_owner_per_email(records: list[Record]) -> None:
    sharing: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for email in sorted({c.raw.casefold() for c in record.claims if c.field == "email"}):
            sharing[email].append(record)
    for email, several in sharing.items():
        names = [_name(record) for record in several]
        if len(set(names)) < 2:
            continue
        fits = [_fit(name, email) for name in names]
        owner = names[fits.index(max(fits))]
        for name, record in zip(names, several, strict=True):
            if name != owner:
                _give_up(record, email)


def _give_up(record: Record, email: str) -> None:
    record.claims = [
        _registered_with(c) if c.field == "email" and c.raw.casefold() == email else c for c in record.claims
    ]


def _registered_with(claim: Claim) -> Claim:
    return claim._replace(field="related", raw=f"registered with {claim.raw}")


def _name(record: Record) -> str:
    return fold(" ".join(c.raw for c in record.claims if c.field in NAME))


def _fit(name: str, email: str) -> int:
    """How many letters of the address's local part are words of the name."""
    local = fold(email.partition("@")[0]).replace(" ", "")
    return sum(len(word) for word in name.split() if len(word) > 2 and word in local)
