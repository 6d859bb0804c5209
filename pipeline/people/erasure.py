"""Salted hashes by which an erased person is kept out on re-import without keeping their data.

A key is `salt$hash`. The salt is no secret: it stops ready-made tables of hashed addresses. Whoever
holds decisions.jsonl and already knows an address can test whether it was erased; nobody can read
one from it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from pipeline.people.folding import fold

IDENTIFYING = ("email", "linkedin_url", "full_name", "organization")


def forget_keys(record_ids: Iterable[str], records: pd.DataFrame, claims: pd.DataFrame, salt: str) -> list[str]:
    """The keys of a `forget` decision about the person who has these records, sorted.

    What somebody of another name also has (a shared mailbox) is left out: it would erase them too.
    """
    wanted = set(record_ids)
    told, names = identities(records, claims)
    own_names = set().union(*(names[r] for r in wanted)) if wanted else set()
    own = set().union(*(told.get(r, set()) for r in wanted)) if wanted else set()
    others = [texts for record, texts in told.items() if record not in wanted and not names[record] & own_names]
    shared = own & set().union(*others) if others else set()
    return sorted(f"{salt}${hashed(salt, text)}" for text in own - shared)


def known_by(keys: Iterable[str], records: pd.DataFrame, claims: pd.DataFrame) -> set[str]:
    """record_ids of the records that one of the keys knows."""
    by_salt: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        salt, _, rest = key.partition("$")
        by_salt[salt].add(rest)
    if not by_salt:
        return set()
    told, _ = identities(records, claims)
    holders: dict[str, list[str]] = defaultdict(list)
    for record, texts in told.items():
        for text in texts:
            holders[text].append(record)
    found = (text for text in holders if any(hashed(salt, text) in own for salt, own in by_salt.items()))
    return {record for text in found for record in holders[text]}


def identities(records: pd.DataFrame, claims: pd.DataFrame) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """record_id -> texts that identify it (id, e-mails, LinkedIn URL, name at organization), and its folded names."""
    told: dict[str, set[str]] = {str(r): {f"record {r}"} for r in records["record_id"]}
    names: dict[str, set[str]] = defaultdict(set)
    firms: dict[str, set[str]] = defaultdict(set)
    useful = claims[claims["field"].isin(IDENTIFYING) & (claims["value"] != "")]
    for record, field, value in zip(useful["record_id"], useful["field"], useful["value"], strict=True):
        if record not in told:
            continue
        if field == "full_name":
            names[record].add(fold(value))
        elif field == "organization":
            firms[record].add(fold(value))
        else:
            told[record].add(f"{field} {value.lower()}")
    for record, own in names.items():
        told[record] |= {f"name {name} at {firm}" for name in own for firm in firms[record]}
    return told, names


def hashed(salt: str, text: str) -> str:
    """32 hex digits of SHA-256 over salt and text."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()[:32]
