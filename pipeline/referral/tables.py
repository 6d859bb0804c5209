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


def written_out(phrase: str) -> list[str]:
    """`[sein|ihr] [Bruder|Mann]`: every choice of each bracket."""
    if "[" not in phrase:
        return [phrase]
    choices = [part[1:-1].split("|") if part[:1] == "[" else [part] for part in _CHOICES.findall(phrase)]
    return [" ".join("".join(words).split()) for words in product(*choices)]
