"""People who look alike at one firm or mail provider stay apart when each has a mailbox of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import cli
from pipeline.changes import read_table
from pipeline.guard import guarded

PAIRS = [
    ("Rufus Zellulvy", "Rufus Zellulari"),
    ("Harriet Abrortis", "Harriet Abrostra"),
    ("Anna Berger", "Anne Berger"),
    ("Thomas Meyer", "Thomas Mayr"),
]


def vcard(number: int, name: str) -> str:
    mailbox = name.lower().replace(" ", ".")
    return f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:{name}\nEMAIL:{mailbox}@postfach.example\nEND:VCARD\n"


def test_a_mailbox_of_ones_own_name_tells_look_alikes_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found in a list of 260 people with mailboxes at one provider: 33 were joined to a namesake's neighbour."""
    monkeypatch.chdir(tmp_path)
    names = [name for pair in PAIRS for name in pair]
    Path("people.vcf").write_text("".join(vcard(n, name) for n, name in enumerate(names)))
    assert guarded(lambda: cli.app(["run", "people.vcf"], standalone_mode=False)) == 0
    assert sorted(r["full_name"] for r in read_table(Path("workspace/out/people.csv"))) == sorted(names)
