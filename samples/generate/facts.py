"""Names, words and number plans of the countries, from the YAML files beside this module."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
SIMPLIFIED_TO_TRADITIONAL = str.maketrans(
    "张刘陈杨赵黄吴孙马罗郑谢韩冯萧邓许吕欧阳强军艳杰娟涛霞刚国晓东远丽华龙业务术总销经财贸团电机软询传装备仪监际设师产员术户区货长责资",
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂歐陽強軍艷傑娟濤霞剛國曉東遠麗華龍業務術總銷經財貿團電機軟詢傳裝備儀監際設師產員術戶區貨長責資",
)


@cache
def data(name: str) -> Any:
    """A YAML file beside this module, with what `<name>_more.yaml` adds for training."""
    table = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    more = HERE / f"{name}_more.yaml"
    if more.exists():
        added = yaml.safe_load(more.read_text(encoding="utf-8"))
        for plan in added.values():
            plan["more"] = True
        table |= {key: plan for key, plan in added.items() if key not in table}
    return table


@cache
def words(lang: str, key: str) -> tuple[str, ...]:
    """The `|`-separated choices of a language; English where the language has none."""
    table = data("words")
    return tuple(str(table[lang].get(key) or table["en"][key]).split("|"))


def slug(text: str, lang: str = "") -> str:
    """ASCII letters and digits of a text, lower case, the way it would become an address."""
    text = text.lower()
    for a, b in ({**LETTERS, **GERMAN} if lang == "de" else LETTERS).items():
        text = text.replace(a, b)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text))


def upper(text: str, lang: str) -> str:
    """Capitals, with the dotted I of Turkish."""
    return (text.replace("i", "İ") if lang == "tr" else text).upper()


def fill(pattern: str, rng: Random) -> str:
    """`#` any digit, `%` a digit from 2 to 9, `A` a letter in postal codes."""
    swap = {"#": lambda: str(rng.randrange(10)), "%": lambda: str(rng.randrange(2, 10))}
    return "".join(swap[c]() if c in swap else c for c in pattern)


def pick_pair(items: str, rng: Random) -> tuple[str, str]:
    """One of `own=Latin|own=Latin`; the same text twice where there is no `=`."""
    own, _, latin = rng.choice(items.split("|")).partition("=")
    return own, latin or own


def side(pair: str, side: int) -> str:
    both = pair.split("=")
    return both[min(side, len(both) - 1)]
