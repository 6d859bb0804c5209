"""Trades and goods within a wide topic, and countries, by their words in all languages.

A roofer fits no pipes, and who looks for cheese is served by a `queijaria`, whatever the language of either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from pipeline.referral.tables import table
from pipeline.referral.words import CJK, fold

Found: TypeAlias = frozenset[int]
"""Numbers of specialities."""
PLACES = "places"
TONGUES = "tongues"
"""The group of languages: who translates one of two that are sought is no help."""
GOODS = {"food": "food-hospitality", "wares": "manufacturing"}
"""Group of goods -> the topic of who makes them."""
SUPPLY = frozenset({"suppliers", "manufacturing"})
"""Who looks for these looks for what is sold, if the goods are named."""
SELLERS = SUPPLY | {"food-hospitality", "ecommerce-retail", "distribution"}
"""Who offers these sells or makes goods, if they are named; an engineer of motors has none to sell."""
_RUN = re.compile(rf"[^\W\d_{CJK}]+")
_CJK = re.compile(f"[{CJK}]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+$")
KATAKANA_PART = 3
"""Letters of katakana words that stand within many others."""
NONE: Found = frozenset()
FIRMS, USERS = "firms", "users"
"""Not groups, but what is known of firms' names, and of who uses which goods."""
_PURPOSE = re.compile(
    r"(?<!\blook )(?<!\blooks )(?<!\blooking )(?<!\bsearching )(?<!\basking )\b(?:for|für|pour|per|para|voor)\b",
    re.IGNORECASE,
)
_SOLD = re.compile(_PURPOSE.pattern + r"|\b(?:who|that|die|qui|que|che|dat)\b", re.IGNORECASE)
"""Behind these stands what customers are sought for, or what they need."""
SHORTEST = 3
"""Letters of the shortest beginning or end of a word that tells a speciality."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The specialities by number, and their words."""

    names: list[str]
    group: list[str]
    topics: dict[str, frozenset[str]]
    """Per group the topics within which its specialities tell people apart."""
    members: dict[str, frozenset[str]]
    """Region -> its countries (ISO 3166-1 alpha-2)."""
    words: dict[str, Found]
    written: dict[str, Found]
    """Words that are looked for as they are written, with capitals and accents."""
    beginnings: dict[str, list[tuple[str, int]]]
    """By their first letters."""
    endings: dict[str, list[tuple[str, int]]]
    """By their last letters."""
    after: dict[str, list[tuple[tuple[str, ...], int]]]
    """First word of several -> the other ones, or the beginning of one with `~`."""
    unspaced: list[tuple[str, int]]
    """Words of scripts without spaces."""


@cache
def catalogue() -> Catalogue:
    """What `specialities.yaml` holds."""
    out = Catalogue([], [], {}, {}, {}, {}, {}, {}, {}, [])
    for group, rows in table("specialities.yaml").items():
        if group in (FIRMS, USERS):
            continue
        out.topics[group] = frozenset(rows["topics"].split())
        out.members.update((region, frozenset(codes.split())) for region, codes in rows.get("members", {}).items())
        for name, words in rows["words"].items():
            out.names.append(name)
            out.group.append(group)
            for word in words.split():
                _add(out, word, len(out.names) - 1)
    return out


def _add(out: Catalogue, word: str, number: int) -> None:
    plain = fold(word)
    first, *others = plain.split("+")
    if word[0].isascii() and word[0].isupper():
        out.written[word] = out.written.get(word, NONE) | {number}
    elif others:
        out.after.setdefault(first, []).append((tuple(others), number))
    elif _CJK.search(plain):
        out.unspaced.append((plain, number))
    elif plain.startswith("~"):
        out.endings.setdefault(plain[-SHORTEST:], []).append((plain[1:], number))
    elif plain.endswith("~"):
        out.beginnings.setdefault(plain[:SHORTEST], []).append((plain[:-1], number))
    else:
        out.words[plain] = out.words.get(plain, frozenset()) | {number}


@lru_cache(maxsize=50_000)
def of(text: str) -> Found:
    """The specialities that the text names.

    >>> sorted(catalogue().names[n] for n in of("Queijaria Serra, vinhos e licores"))
    ['cheese', 'wine']
    """
    return _named(text, frozenset())


@lru_cache(maxsize=50_000)
def meant(text: str) -> Found:
    """The same without the goods that are only what others are for.

    >>> sorted(catalogue().names[n] for n in meant("scatole per vino"))
    ['packaging']
    """
    found, purpose = of(text), _PURPOSE.search(text)
    if not purpose or not goods(found) or not goods(head := of(text[: purpose.start()])):
        return found
    return found - (found & of_groups(*GOODS) - head)


def sold(text: str) -> Found:
    """Goods that customers are sought for.

    >>> [catalogue().names[n] for n in sold("winegrowers who need a tractor")], sold("clients dans le vin")
    (['farm-machines'], frozenset())
    """
    behind = _SOLD.search(text)
    return meant(text[behind.end() :]) & of_groups(*GOODS) if behind else NONE


def clientele(text: str) -> Found:
    """Goods of those who are sought as customers, else of those who use what customers are sought for.

    >>> [catalogue().names[n] for n in clientele("clients dans le vin")]
    ['wine']
    """
    behind, known = _SOLD.search(text), catalogue()
    named = of(text[: behind.start()] if behind else text) & of_groups(*GOODS)
    users = {name for n in sold(text) for name in _users().get(known.names[n], "").split()}
    return named or frozenset(n for n in of_groups(*GOODS) if known.names[n] in users)


@cache
def _users() -> dict[str, str]:
    users: dict[str, str] = table("specialities.yaml")[USERS]
    return users


@lru_cache(maxsize=50_000)
def of_firm(name: str, owner: str = "") -> Found:
    """Those that the name of a firm tells, but for the words that are a name of people: its owner's, or a frequent one.

    >>> of_firm("Wein & Söhne Logistik", "Ida Wein"), of_firm("Pasta Labs"), of_firm("Bodega Ediciones")
    (frozenset(), frozenset(), frozenset())
    """
    words = frozenset(_RUN.findall(fold(name)))
    own = frozenset(_RUN.findall(fold(owner)))
    found = _named(name, (_of_firms("names") | own) & words)
    return found - of_groups(*_fancies(words)) if found else found


def not_made(firm: str) -> frozenset[str]:
    """Topics of goods that the name of the firm cannot mean: a `Teatro La Almazara` presses no oil."""
    return frozenset(GOODS[group] for group in _fancies(frozenset(_RUN.findall(fold(firm)))))


def _fancies(words: frozenset[str]) -> tuple[str, ...]:
    """Groups of goods that are none beside one of these words."""
    return tuple(GOODS) if words & _of_firms("apart") else ("food",) if words & _of_firms("apart_of_food") else ()


@cache
def _of_firms(kind: str) -> frozenset[str]:
    return frozenset(table("specialities.yaml")[FIRMS][kind].split())


def _named(text: str, but: frozenset[str]) -> Found:
    """The specialities named by other words than those in `but`."""
    known, found, folded = catalogue(), set[int](), fold(text)
    runs = list(_RUN.finditer(folded))
    words = [run.group() for run in runs]
    passed: set[int] = set()
    for n, word in enumerate(words):
        if n in passed or word in but:
            continue
        for others, number in known.after.get(word, ()):
            following = words[n + 1 : n + 1 + len(others)]
            if len(following) == len(others) and all(map(_is, following, others)):
                found.add(number)
                passed.update(range(n + 1, n + 1 + len(others)))
                break
        else:
            found |= _of_word(word)
            if known.written and (more := known.written.get(text[slice(*runs[n].span())])):
                found |= more
    if _CJK.search(folded):
        found |= _unspaced(folded)
    return frozenset(found - _other()) if found else NONE


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("~") else word == wanted


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> Found:
    known = catalogue()
    starts = known.beginnings.get(word[:SHORTEST], ())
    ends = known.endings.get(word[-SHORTEST:], ())
    found = known.words.get(word, NONE) | {n for start, n in starts if word.startswith(start)}
    found |= {n for end, n in ends if word.endswith(end)}
    other = found & _other()
    return other or found


def _unspaced(folded: str) -> Found:
    """Words of Chinese and Japanese anywhere; short ones in katakana not within others: no `ネジ` in `マネジメント`."""
    known, other = catalogue().unspaced, _other()
    for word, number in known:
        if number in other:
            folded = folded.replace(word, " ")
    found = set[int]()
    for word, number in known:
        place = folded.find(word)
        if place >= 0 and not (len(word) <= KATAKANA_PART and place and _KATAKANA.match(word + folded[place - 1])):
            found.add(number)
    return frozenset(found)


@cache
def _other() -> Found:
    return of_groups("other")


def goods(found: Found) -> tuple[str, ...]:
    """The names of the goods among them, sorted."""
    known = catalogue()
    return tuple(sorted(known.names[n] for n in found if known.group[n] in GOODS))


def only_goods(text: str) -> bool:
    """Are there no other words than names of goods? Who offers `sensors` in a list sells them, `sensor design` does not.

    >>> only_goods("sensors"), only_goods("sensor design"), only_goods("Käse, Wein")
    (True, False, True)
    """
    words = _RUN.findall(text)
    return bool(words) and all(goods(of(word)) for word in words)


def makers(found: Found) -> list[str]:
    """Topics of who makes or sells the goods among them, sorted."""
    known = catalogue()
    return sorted({GOODS[known.group[n]] for n in found if known.group[n] in GOODS})


@cache
def of_groups(*groups: str) -> Found:
    """The specialities of these groups."""
    return frozenset(n for n, name in enumerate(catalogue().group) if name in groups)


def within(topic: str) -> Found:
    """The specialities that tell people of this topic apart."""
    known = catalogue()
    return frozenset(n for n, group in enumerate(known.group) if topic in known.topics[group])


@cache
def place(country: str) -> Found:
    """The places that this country (ISO 3166-1 alpha-2) is or lies in."""
    known = catalogue()
    return frozenset(
        n for n in of_groups(PLACES) if known.names[n] == country or country in known.members.get(known.names[n], ())
    )


@lru_cache(maxsize=10_000)
def reach(found: Found) -> Found:
    """With the regions that its countries lie in, and the countries of its regions."""
    known = catalogue()
    named = {known.names[n] for n in found & of_groups(PLACES)}
    countries = named.union(*(known.members.get(name, ()) for name in named))
    return found.union(*(place(country) for country in countries))
