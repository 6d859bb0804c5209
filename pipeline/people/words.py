"""Reads the word lists beside this package; every list is read once and never changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """The lines of a data file without comments and blanks."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """`kind: word word ...` lines -> the words of each kind; lines of one kind add up."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        kind, _, rest = line.partition(":")
        found.setdefault(kind.strip(), []).extend(rest.split())
    return {kind: tuple(words) for kind, words in found.items()}


@cache
def phrases(name: str) -> dict[str, tuple[str, ...]]:
    """`kind: phrase | phrase ...` lines -> the phrases of each kind, as written."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        kind, _, rest = line.partition(":")
        found.setdefault(kind.strip(), []).extend(p.strip() for p in rest.split("|") if p.strip())
    return {kind: tuple(words) for kind, words in found.items()}


@cache
def pairs(name: str, kind: str) -> dict[str, str]:
    """`kind: key=value ...` lines -> key -> value."""
    return dict(word.partition("=")[::2] for word in sections(name).get(kind, ()))
