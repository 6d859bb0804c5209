"""Salted hashes by which an erased person is kept out on re-import without keeping their data.

A key is `salt$hash`. The salt is no secret: it stops ready-made tables of hashed addresses. Whoever
holds decisions.jsonl and already knows an address can test whether it was erased; nobody can read
one from it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import pandas as pd

from pipeline.people.folding import fold
from pipeline.people.lexicon import fold_name, org_key
from pipeline.people.variants import variants

IDENTIFYING = ("email", "linkedin_url", "full_name", "given_name", "family_name", "organization", "phone", "birthday")
STRONG = ("email", "linkedin_url")
"""What is one person's own, whatever name stands beside it."""
BESIDE = ("phone", "birthday")
"""What tells a person only together with the name."""


@dataclass(slots=True)
class Identity:
    """What one record says about who it is."""

    names: set[str] = field(default_factory=set)
    """Names folded, their words in order of the alphabet: `Frey, Anna` is `Anna Frey`."""
    given: set[str] = field(default_factory=set)
    family: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    """Its id, e-mails and LinkedIn addresses."""
    beside: set[str] = field(default_factory=set)
    """Its id, firms, phones and birthdays, each of use only with a name."""

    def spelled(self) -> set[str]:
        """All that the name may be written as: the short form too, without middle names."""
        short = {_name(f"{g.split()[0]} {f}") for g in self.given if g for f in self.family if f}
        return self.names | short

    def otherwise(self) -> set[str]:
        """The name with familiar and full forms of the given name: Bob for Robert."""
        return {_name(f"{v} {f}") for g in self.given if g for v in variants(g.split()[0]) for f in self.family if f}

    def told(self, names: set[str]) -> set[str]:
        """Texts that identify it, under these names."""
        return self.own | {f"name {name} {what}" for name in names for what in self.beside}


def forget_keys(
    record_ids: Iterable[str], records: pd.DataFrame, claims: pd.DataFrame, salt: str, ambiguous: Iterable[str] = ()
) -> list[str]:
    """The keys of a `forget` decision about the person who has these records, sorted.

    What somebody else also has is left out, or they would be erased too: an address used under another name, a name at
    a firm that belongs to another person here, and the ids in `ambiguous`, which come of a key that several people bear
    (a UID used twice).
    """
    known = identities(records, claims)
    wanted = {r for r in record_ids if r in known}
    mine = [known[r] for r in wanted]
    whole = Identity(*(set().union(*(getattr(m, f.name) for m in mine)) for f in fields(Identity)))
    others = [identity for record, identity in known.items() if record not in wanted]
    shared = set().union(*(o.own for o in others if not o.names & whole.names))
    shared |= {f"record {r}" for r in ambiguous}
    shared |= set().union(*(o.told(o.spelled()) - o.own for o in others))
    texts = whole.told(whole.spelled() | whole.otherwise()) - shared
    return sorted(f"{salt}${hashed(salt, text)}" for text in texts)


def known_by(keys: Iterable[str], records: pd.DataFrame, claims: pd.DataFrame) -> set[str]:
    """record_ids of the records that one of the keys knows."""
    by_salt: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        salt, _, rest = key.partition("$")
        by_salt[salt].add(rest)
    if not by_salt:
        return set()
    holders: dict[str, list[str]] = defaultdict(list)
    for record, identity in identities(records, claims).items():
        for text in identity.told(identity.spelled()):
            holders[text].append(record)
    found = (text for text in holders if any(hashed(salt, text) in own for salt, own in by_salt.items()))
    return {record for text in found for record in holders[text]}


def identities(records: pd.DataFrame, claims: pd.DataFrame) -> dict[str, Identity]:
    """record_id -> what it says about who it is."""
    known = {str(r): Identity(own={f"record {r}"}, beside={f"with record {r}"}) for r in records["record_id"]}
    useful = claims[claims["field"].isin(IDENTIFYING) & (claims["value"] != "")]
    useful = useful[~useful["method"].str.startswith("alternative")]
    for record, what, value in zip(useful["record_id"], useful["field"], useful["value"], strict=True):
        identity = known.get(record)
        if identity is None:
            continue
        if what in STRONG:
            identity.own.add(f"{what} {value.lower()}")
        elif what in BESIDE:
            identity.beside.add(f"with {what} {value}")
        elif what == "organization":
            identity.beside.add(f"at {org_key(value) or fold(value)}")
        elif what == "full_name":
            identity.names.add(_name(value))
        else:
            (identity.given if what == "given_name" else identity.family).add(fold_name(value))
    return known


def _name(text: str) -> str:
    return " ".join(sorted(fold_name(text).split()))


def hashed(salt: str, text: str) -> str:
    """32 hex digits of SHA-256 over salt and text."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()[:32]
