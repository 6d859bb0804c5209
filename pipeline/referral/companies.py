"""Which people are colleagues: they share a firm's name (its legal form apart) or its mail domain."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

WORD = re.compile(r"\w+")


def company_key(name: str) -> str:
    """`Acme Robotics GmbH & Co. KG` and `ACME Robotics` give the same key; "" where nothing is left.

    >>> company_key("Acme Robotics GmbH & Co. KG"), company_key("株式会社サンプル")
    ('acme robotics', 'サンプル')
    """
    text = name.casefold().replace(".", "")
    for form in _script_forms():
        text = text.replace(form, " ")
    words = [w for w in WORD.findall(text) if w not in _legal_forms()]
    return " ".join(words) or " ".join(WORD.findall(text))


def mail_domain(email: str) -> str:
    """The domain of a firm's mail address; "" for a mail provider's."""
    domain = email.rpartition("@")[2].casefold()
    return "" if domain in _mail_providers() else domain


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("pipeline.referral").joinpath("companies.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}


def _legal_forms() -> frozenset[str]:
    return _lists()["legal_forms"]


@cache
def _script_forms() -> tuple[str, ...]:
    """Forms that are written without a space before or after the name, longest first."""
    return tuple(sorted((f for f in _legal_forms() if not f.isascii()), key=lambda f: (-len(f), f)))


def _mail_providers() -> frozenset[str]:
    return _lists()["mail_providers"]
