"""How fast records are tagged: `python tests/bench/tag_bench.py [RECORDS]`, by one process and by two workers.

Titles repeat as they do in exports (a third are seen before). Told are wall and processor seconds (of workers too), the
peak of memory, and the speed: as it went, and as the processor seconds alone allow on two cores that nobody else uses.
Rules alone read the titles; a model reads the notes too, so the speed is told by how many records have one of their
own: none (an export of connections), every hundredth, every fiftieth (an address book), every tenth (an event); and for
the last of these in the run after, which has it from the memory of the first. Fails (exit 1) when two workers or the
memory tag otherwise than one process, or when records without notes, or those remembered, are tagged slower than
`PROMISED` a second.
"""

from __future__ import annotations

import random
import resource
import sys
import time

import pandas as pd

from pipeline.engine.base import ALONE, Engine
from pipeline.engine.local import Local
from pipeline.referral import vocabulary
from pipeline.referral.memory import Memory
from pipeline.referral.tag import tag, tagger
from pipeline.referral.vocabulary import Vocabulary

PROMISED = 20_000
"""Records a second on two cores."""
MIXES = (0, 100, 50, 10)

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


def network(size: int, noted: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records and claims of made-up people, every so manyth with a note (0: none); the same for the same size."""
    dice = random.Random(7)
    claims = []
    for n in range(size):
        title = f"{dice.choice(LEVELS)} {dice.choice(TRADES)} {dice.choice(FIELDS)}"
        if n % 3:
            title += f" {dice.randrange(size)}"
        claims.append((f"r{n}", "title", title))
        if noted and n % noted == 0:
            words = (str(dice.randrange(size)), str(n), dice.choice(WORDS), dice.choice(WORDS))
            claims.append((f"r{n}", "note", dice.choice(NOTES).format(*words)))
    ids = [f"r{n}" for n in range(size)]
    table = pd.DataFrame(claims, columns=["record_id", "field", "value"])
    return pd.DataFrame({"record_id": ids, "person_id": ids, "as_of": ""}), table.assign(raw=table["value"], as_of="")


def seconds() -> tuple[float, float, float]:
    """Of the wall, of this process and of its workers that have ended."""
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), time.process_time(), workers.ru_utime + workers.ru_stime


def measured(
    tables: tuple[pd.DataFrame, pd.DataFrame], words: Vocabulary, engine: Engine, memory: str | None = None
) -> tuple[pd.DataFrame, float]:
    """The tags, and records per second on cores of one's own; prints a line."""
    before = seconds()
    remembered = Memory("1", memory) if memory is not None else None
    tags = tag(*tables, words, today="2026-01-31", engine=engine, memory=remembered)
    wall, own, others = (now - then for now, then in zip(seconds(), before, strict=True))
    size = len(tables[0])
    speed = size / (own + others / engine.jobs)
    print(
        f"{engine.jobs} process{'es' if engine.jobs > 1 else ''}: {wall:.2f} s wall, {own:.2f} s CPU here and "
        f"{others:.2f} s in workers; {size / wall:,.0f} records/s, {speed:,.0f} by CPU"
    )
    return tags, speed


def main(size: int = 20_000) -> int:
    """Prints the time of the start and the records per second."""
    begin = time.process_time()
    words = vocabulary.load()
    tagger(words)
    print(f"start {time.process_time() - begin:.2f} s CPU")
    fast: list[float] = []
    for noted in MIXES:
        print(f"with a note on every {noted}th record" if noted else "without notes")
        tables = network(size, noted)
        shared, speed = measured(tables, words, Local(2))
        fast += [] if noted else [speed]
    alone, _ = measured(tables, words, ALONE)
    print("the same in the run after")
    first = Memory("1")
    tag(*tables, words, memory=first)
    again, speed = measured(tables, words, Local(2), first.text())
    if min(*fast, speed) < PROMISED:
        print(f"slower than the {PROMISED:,} records/s that are promised without notes and in the run after")
    peak, worker = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{size} records, {len(tables[1])} texts, {len(alone)} tags; peak {peak:.0f} MB, of a worker {worker:.0f} MB")
    return 0 if shared.equals(alone) and again.equals(alone) and min(*fast, speed) >= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
