"""Invented records as the tables that sources give, without writing files: for training, benches and tests."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.people.model.training.records import Rec
from pipeline.schema import CLAIMS, RECORDS, record_id

KINDS = {"linkedin": "linkedin", "vcard": "vcard", "card": "card", "guest": "csv"}


def tables(recs: Sequence[Rec]) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """RECORDS, CLAIMS (not yet cleaned) and the record_id of each of `recs`."""
    records, claims, ids = [], [], []
    for n, rec in enumerate(recs, 1):
        kind = KINDS[rec.source]
        rid = record_id(kind, f"{rec.source} {n}")
        ids.append(rid)
        records.append((rid, kind, rec.source, f"{rec.source}.file", f"row {n}", "", "", 1, rec.connected_on))
        for seq, (field, raw, typ) in enumerate(_told(rec)):
            claims.append((rid, seq, field, "", raw, typ, 0, 1.0, "training", "", ""))
    made = pd.DataFrame(records, columns=list(RECORDS)).astype(RECORDS)
    return made, pd.DataFrame(claims, columns=list(CLAIMS)).astype(CLAIMS), ids


def _told(rec: Rec) -> list[tuple[str, str, str]]:
    given = {
        "given_name": rec.given, "family_name": rec.family, "prefix": rec.prefix, "suffix": rec.suffix,
        "organization": rec.organization, "title": rec.title, "street": rec.street, "city": rec.city, "birthday": rec.birthday,
        "connected_on": rec.connected_on, "note": rec.note, "postal_code": rec.postal,
    }  # fmt: skip
    out = [(field, raw, "") for field, raw in given.items() if raw]
    out += [("email", mail, "") for mail in rec.emails]
    out += [("phone", number, {"cell": "mobile"}.get(kind, kind)) for kind, number in rec.phones]
    if rec.url:
        out.append(("linkedin_url", f"https://www.linkedin.com/in/{rec.url}", ""))
    return out
