"""From extracted claims to people: time, memory and growth, with Splink alone beside it.

    python tests/bench/people_bench.py [30000 100000 1000000] [--splink] [--mixed]

Each size runs in a process of its own, so that its memory peak is its own. Generated contact lists:
LinkedIn rows, and vCards of a third of the people; `--mixed`: cards and guest lists too, with addresses, notes
and the hard cases of the labelled scenario.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = (30_000, 100_000, 1_000_000)
SHARE_LINKEDIN = 0.72
SHARE_VCARD = 0.36


def contacts(count: int, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    """About `count` records and their claims, not yet cleaned."""
    from pipeline.people.lexicon import shares
    from pipeline.people.model.training.world import FIRM_WORDS, FORMS, TITLES, TRADES

    r = np.random.default_rng(seed)
    people = int(count / (SHARE_LINKEDIN + SHARE_VCARD))
    given = _drawn(r, shares("given").head(6000), people)
    family = _drawn(r, shares("family").head(24000), people)
    firms = max(50, count // 25)
    words = np.array(FIRM_WORDS)
    names = [
        f"{words[n % len(words)]} {words[n // len(words) % len(words)]} {TRADES[n % 47]} {n // 9409 or ''}".strip()
        for n in range(firms)
    ]
    forms = [form for several in FORMS.values() for form in several]
    firm = np.minimum((r.pareto(1.1, people) * firms / 50).astype(int), firms - 1)
    title = np.array(TITLES)[r.integers(0, len(TITLES), people)]
    table = pd.DataFrame({"n": np.arange(people), "given": given, "family": family, "title": title})
    table["org"] = [names[f] for f in firm]
    table["form"] = np.array(forms)[r.integers(0, len(forms), people)]
    table["host"] = table["org"].str.lower().str.replace(" ", "") + ".example"
    table["slug"] = (
        table["given"].str.lower()
        + "-"
        + table["family"].str.lower().str.replace(" ", "-")
        + "-"
        + table["n"].map("{:x}".format)
    )
    table["mail"] = (
        table["given"].str.lower()
        + "."
        + table["family"].str.lower().str.replace(" ", "")
        + (table["n"] % 97).astype(str)
        + "@"
        + table["host"]
    )
    area, line = 201 + table["n"] // 10_000 % 700, table["n"] % 10_000
    table["phone"] = "+1" + area.astype(str) + (200 + table["n"] // 7_000_000).astype(str) + line.map("{:04d}".format)
    linkedin = table[r.random(people) < SHARE_LINKEDIN]
    vcard = table[r.random(people) < SHARE_VCARD].copy()
    slips = r.random(len(vcard)) < 0.03
    vcard.loc[slips, "family"] = vcard.loc[slips, "family"].str.slice(0, -1)
    return _tables(linkedin, vcard, r)


def mixed(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same of the labelled scenario's people."""
    from pipeline.people.model.training import scenario
    from pipeline.people.model.training.tables import tables

    shares = (0.73, 0.2, 0.03, 0.02, 0.0025)
    scenario.SIZES["bench"] = tuple(max(1, int(count * share)) for share in shares)
    records, claims, _ = tables(scenario.draw("bench", 5).records)
    return records, claims


def _drawn(r: np.random.Generator, table: pd.DataFrame, count: int) -> np.ndarray:
    share = table["share"].to_numpy()
    return table["name"].str.title().to_numpy(dtype=object)[r.choice(len(table), count, p=share / share.sum())]


def _tables(linkedin: pd.DataFrame, vcard: pd.DataFrame, r: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    from pipeline.schema import CLAIMS, RECORDS

    parts = []
    for kind, table, fields in (
        (
            "linkedin",
            linkedin,
            {
                "given_name": "given",
                "family_name": "family",
                "linkedin_url": "url",
                "organization": "org",
                "title": "title",
            },
        ),
        (
            "vcard",
            vcard,
            {
                "given_name": "given",
                "family_name": "family",
                "organization": "full_org",
                "email": "mail",
                "phone": "phone",
            },
        ),
    ):
        t = table.assign(
            record_id=("r" + ("a" if kind == "linkedin" else "b")) + table["n"].map("{:015x}".format),
            url="https://www.linkedin.com/in/" + table["slug"],
            full_org=(table["org"] + " " + table["form"]).str.strip(),
        )
        for seq, (field, column) in enumerate(fields.items()):
            kept = t if field in ("given_name", "family_name", "linkedin_url") else t[r.random(len(t)) < 0.85]
            parts.append(
                pd.DataFrame({"record_id": kept["record_id"], "seq": seq, "field": field, "raw": kept[column]})
            )
    claims = pd.concat(parts, ignore_index=True)
    for column, value in {
        "value": "",
        "type": "",
        "group": 0,
        "confidence": 1.0,
        "method": "bench",
        "locator": "",
        "as_of": "",
    }.items():
        claims[column] = value
    ids = np.concatenate(
        [("ra" + linkedin["n"].map("{:015x}".format)).to_numpy(), ("rb" + vcard["n"].map("{:015x}".format)).to_numpy()]
    )
    records = pd.DataFrame({"record_id": ids})
    for column in RECORDS:
        if column not in records:
            records[column] = 1 if column == "run" else ""
    records["source_kind"] = np.where(records["record_id"].str.startswith("ra"), "linkedin", "vcard")
    return records[list(RECORDS)].astype(RECORDS), claims[list(CLAIMS)].astype(CLAIMS)


class Laps:
    """Wall and processor seconds of each step, child processes and all threads included."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._wall, self._cpu = time.perf_counter(), processor_seconds()

    def lap(self, name: str) -> None:
        """Ends the step `name`."""
        wall, cpu = time.perf_counter(), processor_seconds()
        self.wall[name], self.cpu[name] = round(wall - self._wall, 2), round(cpu - self._cpu, 2)
        self._wall, self._cpu = wall, cpu

    def told(self) -> dict[str, object]:
        """Both, step by step and together."""
        wall, cpu = sum(self.wall.values()), sum(self.cpu.values())
        return {"total": round(wall, 1), "cpu": round(cpu, 1), "wall_of": self.wall, "cpu_of": self.cpu}


def processor_seconds() -> float:
    """User and system seconds of this process, its threads, and its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measured(count: int, splink: bool, hard: bool) -> dict[str, object]:
    """Seconds of each step, and the memory peak in MB (of this process and, in `peak_child_mb`, of one that cleans)."""
    from pipeline.engine.local import Local
    from pipeline.people.clean import clean
    from pipeline.people.match import match
    from pipeline.people.published import people, records_table
    from pipeline.people.resolve import resolve
    from pipeline.people.values import values
    from pipeline.settings import Match

    records, claims = mixed(count) if hard else contacts(count)
    out: dict[str, object] = {"records": len(records), "claims": len(claims)}
    laps = Laps()
    claims = clean(records, claims, engine=Local())
    laps.lap("clean")
    pairs = match(records, claims, Match())
    laps.lap("match")
    resolution = resolve(records, claims, pairs, [], Match())
    laps.lap("resolve")
    table = values(resolution.records, claims, [])
    laps.lap("values")
    persons = people(resolution.records, table)
    laps.lap("people")
    records_table(resolution.records, claims)
    laps.lap("records_table")
    out |= {"pairs": len(pairs), "persons": len(persons), **laps.told()}
    for name, who in (("peak_mb", resource.RUSAGE_SELF), ("peak_child_mb", resource.RUSAGE_CHILDREN)):
        out[name] = round(resource.getrusage(who).ru_maxrss / 1024)
    if splink:
        wide = splink_input(claims)
        laps = Laps()
        splink_alone(wide)
        laps.lap("splink_alone")
        out |= {"splink_alone": laps.wall["splink_alone"], "splink_alone_cpu": laps.cpu["splink_alone"]}
    return out


def splink_input(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per record with the first value of each field that Splink alone compares."""
    fields = ["given_name", "family_name", "organization", "email", "phone", "linkedin_url"]
    first = claims[claims["field"].isin(fields) & (claims["value"] != "")].drop_duplicates(["record_id", "field"])
    wide = first.pivot(index="record_id", columns="field", values="value").reset_index()
    return wide.rename(columns={"record_id": "unique_id"})


def splink_alone(wide: pd.DataFrame) -> None:
    """Splink with library comparisons and blocking: scoring and connected components on the same fields."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=1 / len(wide),
        comparisons=[
            cl.JaroWinklerAtThresholds(f, [0.9]) for f in ("given_name", "family_name", "organization", "email")
        ]
        + [cl.ExactMatch("phone")],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "family_name"),
            block_on("email"),
            block_on("phone"),
            block_on("linkedin_url"),
        ],
    )
    linker = Linker(api.register(wide), settings)
    scored = linker.inference.predict(threshold_match_probability=0.9, warning_mode="never")
    linker.clustering.cluster_pairwise_predictions_at_threshold(scored, 0.99)


def main() -> None:
    """Measures every size and prints the growth exponents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--splink", action="store_true", help="time Splink alone on the same records")
    parser.add_argument("--mixed", action="store_true", help="people of the labelled scenario, hard cases among them")
    parser.add_argument("--one", action="store_true", help="measure the one size in this process")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measured(args.sizes[0], args.splink, args.mixed)))
        return
    rows = []
    for size in args.sizes:
        wanted = [f"--{name}" for name in ("splink", "mixed") if getattr(args, name)]
        command = [sys.executable, __file__, str(size), "--one", *wanted]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(json.dumps(rows[-1]), flush=True)
    for small, large in itertools.pairwise(rows):
        grown = math.log(large["records"] / small["records"])
        wall, cpu = (math.log(large[key] / small[key]) / grown for key in ("total", "cpu"))
        print(f"growth {small['records']} -> {large['records']}: exponent {wall:.2f}, of processor seconds {cpu:.2f}")


if __name__ == "__main__":
    main()
