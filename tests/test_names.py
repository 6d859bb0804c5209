"""Names of many cultures: what is published of them, and that nothing of a name is lost."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.people import names
from pipeline.people.romanize import fold, romanize
from pipeline.people.variants import cognates, languages, related, variants

GOLDEN = Path(__file__).parent / "golden" / "clean"


def rows(name: str) -> list[list[str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as f:
        return [row for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if row and not row[0].startswith("#")]


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: row[0])
def test_name_is_told_apart_as_its_bearer_would(row: list[str]) -> None:
    n = names.parse(row[0])
    found = [n.full, n.prefix, n.given, n.additional, n.family, n.suffix, n.nickname, n.maiden, n.other]
    assert found == (row[1:] + [""] * 9)[:9]
