"""What texts were read as in the run before, so that each is read once: by far the most of a dataset is known.

Texts are kept as digests alone, and only those of the last run, so that nothing stays of people who were erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias

from pipeline.referral.findings import Finding
from pipeline.uncollected import uncollected

Said: TypeAlias = tuple[str, str]
"""A field and its text."""
NOT_READ_WITH = ("training", "__pycache__")
"""Folders of the package that have no part in reading."""
LIBRARIES = ("numpy", "onnxruntime", "sentencepiece")
"""What the model's numbers come from, besides its files."""
SHAPE = [str, str, int, int, str, str, float, bool]
"""Types of Finding's fields."""


class Memory:
    """Findings by text; those asked for and those added make up the memory of the next run."""

    def __init__(self, version: str, text: str = "") -> None:
        """`version`: see `version`. `text`: what `text()` gave; another version's counts as none, and so does damage."""
        self.version = version
        with uncollected():
            self._known = _parsed(text, version)
        self._used: dict[str, Sequence[Finding]] = {}

    def find(self, said: Said) -> Sequence[Finding] | None:
        """What the text was read as; None where it was not."""
        key = _key(said)
        found = self._known.get(key)
        if found is None:
            found = self._used.get(key)
        else:
            self._used[key] = found
        return found

    def add(self, found: Mapping[Said, Sequence[Finding]]) -> None:
        """Keeps what was read."""
        self._used.update((_key(said), findings) for said, findings in found.items())

    def changed(self) -> bool:
        """Does it hold other texts than it began with?"""
        return self._used.keys() != self._known.keys()

    def text(self) -> str:
        """All that it holds of the texts asked for or added, as JSON."""
        return json.dumps({"version": self.version, "found": self._used}, ensure_ascii=False, separators=(",", ":"))


def version(extra: str) -> str:
    """Digest of all that decides what a text is read as: this package and its data, the user's vocabulary (`extra`)
    and the libraries that the model's numbers come from."""
    libraries = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return blake2b(json.dumps([_package(), extra, libraries]).encode(), digest_size=16).hexdigest()


@cache
def _package() -> str:
    digest = blake2b(digest_size=16)
    for path, file in sorted(_files(resources.files("pipeline.referral"), "")):
        data = file.read_bytes()
        digest.update(f"{path} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_file():
            yield path + item.name, item
        elif item.name not in NOT_READ_WITH:
            yield from _files(item, f"{path}{item.name}/")


def _key(said: Said) -> str:
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _parsed(text: str, version: str) -> dict[str, Sequence[Finding]]:
    try:
        told = json.loads(text)
        if told["version"] != version:
            return {}
        return {key: [_finding(row) for row in rows] for key, rows in told["found"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _finding(row: Iterable[Any]) -> Finding:
    found = Finding._make(row)
    if [type(value) for value in found] != SHAPE:
        raise TypeError(f"no finding: {row!r}")
    return found
