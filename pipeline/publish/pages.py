"""What the report and the review page are made with."""

from __future__ import annotations

from functools import cache, partial
from importlib import resources
from typing import Any

REPORT, REVIEW = "pipeline.publish", "pipeline.review"
"""The packages with a page of their own; its files lie in their `templates/`."""


@cache
def environment(package: str) -> Any:
    """The Jinja environment of a page: what is filled in is escaped, and a name that is missing is an error."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(partial(asset, package)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@cache
def asset(package: str, name: str) -> str:
    """The text of a template, style or script."""
    return resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")


def percent(confidence: object) -> int:
    """0-100, rounded; 0 where it is no number."""
    try:
        return round(100 * float(str(confidence)))
    except ValueError:
        return 0
