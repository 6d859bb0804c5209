"""The data files beside the code, read with libyaml where it is there (ten times the speed)."""

from __future__ import annotations

import re
from importlib import resources
from itertools import product
from typing import Any

import yaml

_CHOICES = re.compile(r"\[[^\]]*\]|[^\[]+")
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def table(*path: str) -> Any:
    """A YAML file of this package; an empty mapping where there is none."""
    source = resources.files("pipeline.referral").joinpath(*path)
    return yaml.load(source.read_text(encoding="utf-8"), Loader=Loader) if source.is_file() else {}  # noqa: S506


def choices(phrase: str) -> list[list[str]]:
    """`[sein|ihr] Bruder`: what may stand at each place, parted at the brackets; "" where nothing need stand."""
    if "[" not in phrase:
        return [[phrase]]
    parts = ([p.strip() for p in part.strip("[]").split("|")] for part in _CHOICES.findall(phrase))
    return [part for part in parts if any(part)]


def written_out(phrase: str) -> list[str]:
    """Every choice of each bracket."""
    return [" ".join(" ".join(words).split()) for words in product(*choices(phrase))]
