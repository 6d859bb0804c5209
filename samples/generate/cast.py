"""The invented people of the fair (`cast.yaml`) as `Person`s, plus passers-by to fill the address books."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from samples.generate.facts import data, slug, words
from samples.generate.firms import Firm, make_address, make_phone
from samples.generate.people import Person, make_person

CITY_SEED = "harbour"


@cache
def firm(key: str) -> Firm:
    """A firm of the cast, with addresses and switchboard of its country."""
    entry = data("cast")["firms"][key]
    rng = Random(f"{CITY_SEED} {key}")
    region = entry["region"]
    east = bool(entry.get("name_latin"))
    addresses = tuple(make_address(region, rng, latin=not east) for _ in range(2))
    phones = (make_phone("work", region, rng), make_phone("fax", region, rng))
    latin = make_address(region, rng) if east else None
    return Firm(
        entry["name"],
        entry["short"],
        entry["slogan"],
        entry["domain"],
        region,
        "",
        addresses,
        phones,
        entry.get("name_latin", ""),
        entry.get("short_latin", ""),
        latin,
    )


@cache
def person(key: str) -> Person:
    """A person of the cast; the e-mail is made of the name and the firm's domain."""
    entry = next(p for p in data("cast")["people"] if p["id"] == key)
    at, rng = firm(entry["firm"]), Random(f"{CITY_SEED} {key}")
    lang = str(data("regions")[at.region]["lang"])
    phones = tuple(_phone(kind, i, at, rng) for i, kind in enumerate(entry["phones"]))
    given, family = entry["given"], entry["family"]
    latin = entry.get("latin", "")
    full = (
        f"{family} {given}"
        if lang == "ja"
        else family + given
        if lang == "zh"
        else " ".join(filter(None, [given, family, entry.get("second", "")]))
    )
    return Person(
        lang,
        at.region,
        given,
        family,
        full.strip(),
        at,
        entry.get("prefix", ""),
        entry.get("suffix", ""),
        latin,
        entry.get("title", ""),
        entry.get("title_latin", ""),
        entry.get("department", ""),
        entry.get("department_latin", ""),
        (email(key),),
        phones,
        "www." + at.domain,
    )


def _phone(kind: str, index: int, at: Firm, rng: Random) -> Any:
    if kind == "fax":
        return at.phones[1]
    return at.phones[0] if kind == "work" and index == 0 else make_phone(kind, at.region, rng)


def email(key: str) -> str:
    """The one address of a person: `given.family@firm`, Latin letters only; a shop's is info@."""
    entry = next(p for p in data("cast")["people"] if p["id"] == key)
    at = data("cast")["firms"][entry["firm"]]
    given, family = entry["latin"].split() if "latin" in entry else (entry["given"], entry["family"])
    lang = str(data("regions")[at["region"]]["lang"])
    local = ".".join(filter(None, ("-".join(slug(part, lang) for part in name.split("-")) for name in (given, family))))
    return f"{local or 'info'}@{at['domain']}"


def entries(source: str) -> list[dict[str, Any]]:
    """The cast members that stand in this source: `card`, `linkedin`, `vcard`, `google`, `notes`."""
    return [p for p in data("cast")["people"] if source in p]


def passer_by(number: int, lang: str) -> Person:
    """A further invented person, in Latin letters, with an English title."""
    rng = Random(f"passer-by {number}")
    made = make_person(lang, rng)
    while "(" in made.full_name or len(made.family) < 3:
        made = make_person(lang, rng)
    title = rng.choice([t for t in words("en", "titles") if "®" not in t])
    return Person(
        **{
            **made.__dict__,
            "title": title,
            "prefix": "",
            "suffix": "",
            "full_name": f"{made.given} {made.family}",
            "emails": (slug(made.given, lang) + "." + slug(made.family, lang) + "@" + made.firm.domain,),
        }
    )
