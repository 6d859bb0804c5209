"""How fast records are tagged: `python tests/bench/tag_bench.py [RECORDS]`; one process, so twice that on two cores.

Titles repeat as they do in exports (a third are seen before); every third record has a note of its own.
"""

from __future__ import annotations

import random
import sys
import time

import pandas as pd

from pipeline.referral import vocabulary
from pipeline.referral.tag import tag, tagger

LEVELS = "Senior,Junior,Lead,Chief,Head of,Deputy,Group,Regional,International,Freelance".split(",")
TRADES = (
    "Software Engineer,Tax Consultant,Steuerberaterin,Directrice marketing,Abogada,Grafisch ontwerper,Project Manager,"
    "Account Executive,Founder & CEO,Student,Vertriebsleiter,Commercialista,Sócia fundadora,Data Scientist,"
    "Operations Manager,Teacher,Nurse,Architekt,Journaliste,Recruiter,営業部長,产品经理"
).split(",")
FIELDS = "Retail,Banking,EMEA,Mobility,Cloud,Public Sector,Nordics,Health,Energy,Payments,Media,Logistics".split(",")
NOTES = (
    "Met at the {} fair in {}. Looking for a {}, happy to help with {}.",
    "Lernten uns auf der Messe {} {} kennen. Sucht {}, kann bei {} helfen.",
    "Rencontrée au salon {} {}. Cherche {}, peut aider en {}.",
    "Loves the {} in {}. His brother needs a {}, he hates {}.",
    "{} {} – no longer needs a {}, now only {}",
)
WORDS = "designer,investors,bookkeeping,Webseite,importateurs,SEO,translation,lawyer,office space,logistics".split(",")


def network(size: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records and claims of made-up people; the same for the same size."""
    dice = random.Random(7)
    claims = []
    for n in range(size):
        title = f"{dice.choice(LEVELS)} {dice.choice(TRADES)} {dice.choice(FIELDS)}"
        if n % 3:
            title += f" {dice.randrange(size)}"
        claims.append((f"r{n}", "title", title))
        if n % 3 == 0:
            words = (str(dice.randrange(size)), str(n), dice.choice(WORDS), dice.choice(WORDS))
            claims.append((f"r{n}", "note", dice.choice(NOTES).format(*words)))
    ids = [f"r{n}" for n in range(size)]
    table = pd.DataFrame(claims, columns=["record_id", "field", "value"])
    return pd.DataFrame({"record_id": ids, "person_id": ids, "as_of": ""}), table.assign(raw=table["value"], as_of="")


def main(size: int = 20_000) -> None:
    """Prints the time of the start and the records per second."""
    begin = time.process_time()
    words = vocabulary.load()
    tagger(words)
    started = time.process_time()
    records, claims = network(size)
    ready = time.process_time()
    tags = tag(records, claims, words, today="2026-01-31")
    spent = time.process_time() - ready
    print(f"start {started - begin:.2f} s CPU; {size} records, {len(claims)} texts, {len(tags)} tags")
    print(f"{size / spent:,.0f} records/s on one core, {2 * size / spent:,.0f} on two")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
