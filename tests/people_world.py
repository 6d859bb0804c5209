"""Records in a few words, as the cleaned tables that matching takes."""

from __future__ import annotations

import pandas as pd

from pipeline.people.clean import clean
from pipeline.people.match import match
from pipeline.people.resolve import Resolution, resolve
from pipeline.schema import CLAIMS, RECORDS
from pipeline.settings import Match


def tables(*people: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """RECORDS and cleaned CLAIMS. Keys of a person: `id`, `kind`, `run`, `event`, `as_of`, and fields;
    several values of a field are parted by `|`; `phone:work` is a phone of type work."""
    records, claims = [], []
    for n, person in enumerate(people):
        told = dict(person)
        rid = told.pop("id", f"r{n}")
        kind, run = told.pop("kind", "vcard"), int(told.pop("run", "1"))
        event, as_of = told.pop("event", ""), told.pop("as_of", "")
        records.append((rid, kind, "s", "contacts.vcf", f"card {n + 1}", "", event, run, as_of))
        values = [(field, value) for field, text in told.items() for value in text.split("|")]
        claims += [
            (rid, seq, *_parted(field, value), 0, 1.0, "test", "", "") for seq, (field, value) in enumerate(values)
        ]
    made = pd.DataFrame(records, columns=list(RECORDS)).astype(RECORDS)
    return made, clean(made, pd.DataFrame(claims, columns=list(CLAIMS)).astype(CLAIMS), "")


def _parted(field: str, value: str) -> tuple[str, str, str, str]:
    name, _, kind = field.partition(":")
    return name, "", value, kind


def resolved(*people: dict[str, str], decisions: list = ()) -> Resolution:  # type: ignore[type-arg]
    """Matched and resolved with the default bands."""
    records, claims = tables(*people)
    return resolve(records, claims, match(records, claims, Match()), decisions, Match())


def groups(resolution: Resolution) -> set[frozenset[str]]:
    """The record ids of each person."""
    return {frozenset(g["record_id"]) for _, g in resolution.records.groupby("person_id")}


def crowd(count: int = 150) -> list[dict[str, str]]:
    """People who have nothing to do with anybody, so that the prior is that of a real list."""
    first = "Adele Bruno Carla Dario Edgar Flora Greta Hugo Irma Jonas Klara Linus Magda Nils Olga".split()
    last = "Abel Brandt Conrad Decker Ebert Fiedler Geiger Harms Iversen Jansen".split()
    return [
        {
            "id": f"rz{n:03}",
            "given_name": first[n % 15],
            "family_name": last[n // 15],
            "organization": f"Firm {n} Tools",
        }
        for n in range(count)
    ]
