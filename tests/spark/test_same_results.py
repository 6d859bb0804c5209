"""A run on Spark publishes, byte for byte, what a run of this machine's own processes publishes."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.people.lexicon import shares
from pipeline.workspace import Workspace

pytestmark = pytest.mark.spark
ROOT = Path(__file__).parent.parent.parent
GIVEN = "Ada,Bob,Robert,Anna Maria,Maria Anna,Hans-Peter,Liz,Elizabeth,José,Jürgen,Wei,Soo-jin,Olga,Иван,伟".split(",")
FAMILY = "Example,Sample,Müller,Mueller,Nguyen,O'Brien,van der Berg,Kuznetsova,Петров,王,Smith,Smyth,Schmidt".split(",")
FIRMS = "Contoso GmbH,Contoso,Fabrikam Inc.,Northwind Traders,Tailspin Toys Ltd,Adatum S.A.,株式会社サンプル".split(",")
TITLES = "Buyer,Tax Consultant,Head of Sales,CTO,Abogada,Steuerberaterin,Recruiter,Project Manager".split(",")
NOTES = "Looking for a graphic designer {}.|Sucht Investoren für Halle {}.|Can help with bookkeeping, room {}.|Met at stand {}."


def fair(folder: Path, people: int, seed: int = 11) -> Path:
    """A LinkedIn export and vCards of made-up people, most of whom stand in both, some with slips and shared numbers."""
    dice = random.Random(seed)
    folder.mkdir()
    rows = ["First Name,Last Name,URL,Email Address,Company,Position,Connected On"]
    cards = []
    common = {part: shares(part)["name"].head(5000).str.title().tolist() for part in ("given", "family")}
    for n in range(people):
        hard = n % 10 == 0
        given = dice.choice(GIVEN if hard else common["given"])
        family = dice.choice(FAMILY if hard else common["family"]) + dice.choice(("", "", "-Roe", " jr."))
        firm = dice.choice(FIRMS) if hard else f"{dice.choice(FIRMS).split()[0]} {dice.randrange(people)}"
        mail = f"u{n // dice.choice((1, 1, 7))}@firm{n % 97}.example"
        title = f"{dice.choice(TITLES)} {dice.randrange(people)}"
        slug = f"https://www.linkedin.com/in/p{n}" if dice.random() < 0.8 else ""
        rows.append(f'{given},{family},{slug},{mail if n % 3 else ""},"{firm}",{title},04 Apr 20{10 + n % 15}')
        if dice.random() < 0.7:
            slip = family[:-1] if dice.random() < 0.1 else family
            note = dice.choice(NOTES.split("|")).format(n)
            phone = f"+49 30 9018{n // dice.choice((1, 1, 1, 9)):04d}"
            cards.append(
                f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nN:{slip};{given};;;\nFN:{given} {slip}\nORG:{firm}\nEMAIL:{mail}\n"
                f"TEL:{phone}\nNOTE:{note}\nEND:VCARD\n"
            )
    (folder / "Connections.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "contacts.vcf").write_text("".join(cards), encoding="utf-8")
    return folder


def run(*words: str, folder: Path, **variables: str) -> str:
    """What the command tells; it ends well and without a trace of Python or Java."""
    command = [sys.executable, "-m", "pipeline", "run", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for word in ("Traceback", "WARN", "Warning", "Exception", "py4j", "\tat "):
        assert word not in done.stderr + done.stdout, done.stderr
    return done.stderr


def published(workspace: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(Workspace(workspace).out.iterdir()) if p.name != "summary.json"}


def both(source: Path, folder: Path, *words: str, **variables: str) -> dict[str, str]:
    """Runs with each engine; the summary of the one on Spark."""
    before = {*folder.iterdir(), folder / "local", folder / "spark"}
    run(str(source), "-w", "local", *words, folder=folder)
    (folder / "spark").mkdir()
    if (folder / "local" / "cache").is_dir():
        shutil.copytree(folder / "local" / "cache", folder / "spark" / "cache")  # pictures are read once
    told = run(str(source), "-w", "spark", "--engine", "spark", *words, folder=folder, **variables)
    assert "on Java" in told
    local, spark = published(folder / "local"), published(folder / "spark")
    assert local.keys() == spark.keys()
    assert [name for name in local if local[name] != spark[name]] == []
    assert set(folder.iterdir()) == before  # Spark likes to leave folders where it was started
    assert not list((folder / "spark" / "cache").glob("spark-*"))
    summary: dict[str, str] = json.loads((folder / "spark" / "out" / "summary.json").read_bytes())
    assert summary["engine"] == "spark"
    return summary


def test_the_samples(tmp_path: Path) -> None:
    both(ROOT / "samples", tmp_path, "--event", "2026-05-14 Harbour Tech Fair")


def test_thousands_of_people_in_many_pieces(tmp_path: Path) -> None:
    """Enough for several pieces of cleaning and tagging and several groups of pairs."""
    summary = both(fair(tmp_path / "fair", 3000), tmp_path, "--jobs", "2", "--region", "DE")
    assert int(summary["people"]) < 3000 + 2000
    assert int(summary["tags"]) > 1000


def test_no_cluster_named_elsewhere_is_used(tmp_path: Path) -> None:
    """Settings of another Spark would send people's data to another machine."""
    elsewhere = tmp_path / "fair" / "conf"
    source = fair(tmp_path / "fair", 30)
    elsewhere.mkdir()
    (elsewhere / "spark-defaults.conf").write_text("spark.master spark://192.0.2.1:7077\nspark.eventLog.enabled true\n")
    master = "spark://192.0.2.1:7077"
    both(
        source / "Connections.csv", tmp_path, SPARK_CONF_DIR=str(elsewhere), SPARK_HOME=str(elsewhere),
        SPARK_MASTER=master, MASTER=master, SPARK_REMOTE="sc://192.0.2.1", PYSPARK_SUBMIT_ARGS=f"--master {master} pyspark-shell",
    )  # fmt: skip
