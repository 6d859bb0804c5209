"""Introductions on generated networks of growing size: time, memory, askers served, nobody above the cap.

    python tests/bench/introduce_bench.py [PEOPLE ...]

Each size runs in a process of its own. A third of the people ask for something, two thirds offer something, topics by
Zipf's law; reported are CPU and wall seconds, peak memory over what the process held before the call, the share of
askers with a possible helper who got one, the most suggestions anybody stands in, and the growth of the CPU time
against the size. Fails (exit 1) when the figures that the product promises for 30,000 people do not hold.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (3_000, 30_000, 300_000)
CAP = 3
SECONDS, MEGABYTES, SERVED = 4.0, 250.0, 0.95
COUNTRIES = ("DE", "US", "FR", "JP", "", "BR", "GB", "IT")


def main(sizes: list[int]) -> int:
    """Run every size and print one line each."""
    results = []
    for size in sizes:
        child = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        result = json.loads(child.stdout)
        results.append(result)
        growth = f"  x{result['cpu'] / results[0]['cpu']:.1f} the time for x{size / sizes[0]:.0f} the people"
        print(
            f"{size:>7,} people {result['tags']:>9,} tags: {result['cpu']:6.2f} s CPU {result['wall']:6.2f} s wall, "
            f"{result['megabytes']:6.0f} MB more, {result['suggestions']:>7,} suggestions ({result['mutual']:,} mutual), "
            f"served {result['served']:.4f} of {result['askers']:,}, at most {result['most']} each{growth}",
            flush=True,
        )
    return 0 if all(promised(r) for r in results) else 1


def promised(result: dict[str, float]) -> bool:
    """Do the promises hold? Time and memory are promised for 30,000 people."""
    fair = result["served"] >= SERVED and result["most"] <= CAP
    if result["people"] != 30_000:
        return fair
    return fair and result["cpu"] <= SECONDS and result["megabytes"] <= MEGABYTES


def one(size: int) -> None:
    """Measure one size and print it as JSON."""
    sys.path.insert(0, str(ROOT))
    from pipeline.referral.introduce import introduce
    from pipeline.referral.vocabulary import load
    from pipeline.settings import Owner

    vocabulary = load()
    people, tags = network(size, sorted(vocabulary.concepts))
    introduce(people.head(50), tags.head(50), Owner(), vocabulary)
    before, cpu, wall = resident(), time.process_time(), time.perf_counter()
    table = introduce(people, tags, Owner(name="Olga Kestrel"), vocabulary, cap=CAP)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    possible = askers_with_helpers(people, tags)
    served = {r.person_b for r in table.itertuples() if r.topic_a_to_b} | {
        r.person_a for r in table.itertuples() if r.topic_b_to_a
    }
    most = table["person_a"].value_counts().add(table["person_b"].value_counts(), fill_value=0).max()
    print(
        json.dumps(
            {
                "people": size, "tags": len(tags), "cpu": cpu, "wall": wall, "megabytes": peak - before,
                "suggestions": len(table), "mutual": int(table["mutual"].sum()), "askers": len(possible),
                "served": len(possible & served) / len(possible), "most": int(most),
            }
        )
    )  # fmt: skip


def resident() -> float:
    """Megabytes of memory held now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def network(size: int, topics: list[str]):  # type: ignore[no-untyped-def]
    """People and tags, drawn with a fixed seed."""
    import pandas as pd

    from pipeline.schema import TAGS_COLUMNS

    draw = random.Random(size)
    draw.shuffle(topics)
    weights = [1 / (rank + 3) for rank in range(len(topics))]
    people, tags = [], []
    for n in range(size):
        who = f"p{draw.getrandbits(64):016x}"
        firm = f"Firm {draw.randrange(max(3, size // 8))}"
        people.append(
            (
                who,
                f"Given{n} Family{n}",
                f"Given{n}",
                "Head of Things",
                f"{firm} GmbH",
                draw.choice(COUNTRIES),
                f"g{n}@firm{n}.example",
            )
        )
        for side, share, most in (("ask", 1 / 3, 2), ("offer", 2 / 3, 3)):
            if draw.random() < share:
                for topic in draw.choices(topics, weights, k=draw.randint(1, most)):
                    strength = draw.choice(("explicit", "inferred"))
                    tags.append(
                        (who, side, topic, strength, f"says {topic} so and so", f"r{who[1:]}", "note", "bench", 0.9)
                    )
    columns = "person_id full_name given_name title organization country email".split()
    return pd.DataFrame(people, columns=columns), pd.DataFrame(tags, columns=TAGS_COLUMNS)


def askers_with_helpers(people, tags) -> set[str]:  # type: ignore[no-untyped-def]
    """Askers of whom somebody of another firm offers the very topic."""
    firm = dict(zip(people["person_id"], people["organization"], strict=True))
    helpers: dict[str, set[str]] = {}
    for who, side, topic in zip(tags["person_id"], tags["side"], tags["topic"], strict=True):
        if side == "offer":
            helpers.setdefault(topic, set()).add(firm[who])
    return {
        who
        for who, side, topic in zip(tags["person_id"], tags["side"], tags["topic"], strict=True)
        if side == "ask" and helpers.get(topic, set()) - {firm[who]}
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        sys.exit(main([int(a) for a in sys.argv[1:]] or list(SIZES)))
