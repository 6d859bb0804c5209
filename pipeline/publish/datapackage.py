"""datapackage.json: the published CSV files described as a Frictionless Data Package (version 1, tabular)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as package_files
from typing import Any

import yaml

from pipeline import __version__


@cache
def _descriptions() -> dict[str, Any]:
    text = package_files("pipeline.publish").joinpath("datapackage.yaml").read_text(encoding="utf-8")
    described: dict[str, Any] = yaml.safe_load(text)
    return described


REWRITTEN = "changes"


def datapackage(files: Mapping[str, bytes]) -> str:
    """The descriptor of the CSV files among these (name -> bytes), as JSON text.

    Every resource has its table schema (types, descriptions, keys), size and SHA-256; only the
    changes, which a repeated run empties, go without the last two. A file that
    `datapackage.yaml` does not describe is left out.
    """
    described = _descriptions()
    names = [name for name in described["tables"] if f"{name}.csv" in files]
    package = {
        "profile": "tabular-data-package",
        "name": "cardfile-people",
        "title": "People",
        "description": described["about"],
        "version": __version__,
        "resources": [_resource(name, described["tables"][name], files[f"{name}.csv"]) for name in names],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, table: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": table["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        **({} if name == REWRITTEN else {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}),
        "schema": schema(table),
    }


def schema(table: Mapping[str, Any]) -> dict[str, Any]:
    """The Table Schema of one described table."""
    fields = []
    for column, said in table["columns"].items():
        known = said if isinstance(said, dict) else {"description": said}
        fields.append({"name": column, "type": "string"} | known)
    found: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    return found | ({"primaryKey": table["key"]} if "key" in table else {})
