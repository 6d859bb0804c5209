"""Invented firms with their addresses, switchboards and domains; numbers set aside for fiction."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from samples.generate.facts import SIMPLIFIED_TO_TRADITIONAL, data, fill, pick_pair, side, slug, upper, words


@dataclass(frozen=True)
class Phone:
    """One number: `national` is written in its country's digit groups, trunk digit included."""

    type: str
    national: str
    code: str
    trunk: str

    @property
    def e164(self) -> str:
        digits = self.national.replace(" ", "").replace("-", "")
        return f"+{self.code}{digits.removeprefix(self.trunk)}" if len(digits) > 7 or self.code == "65" else digits


@dataclass(frozen=True)
class Address:
    """A postal address in parts and as the lines it is printed in."""

    lines: tuple[str, ...]
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    latin: bool = True

    @property
    def text(self) -> str:
        """One line, the way the owner of an address book would write it."""
        return (", " if self.latin else " ").join(line.rstrip(" ,") for line in self.lines)


@dataclass(frozen=True)
class Firm:
    """`name` is the full legal name, `short` what a logo says; the `_latin` forms exist for East Asian firms."""

    name: str
    short: str
    slogan: str
    domain: str
    region: str
    industry: str
    addresses: tuple[Address, ...]
    phones: tuple[Phone, ...] = ()
    name_latin: str = ""
    short_latin: str = ""
    address_latin: Address | None = None


def make_phone(kind: str, region: str, rng: Random, marked: bool = True) -> Phone:
    """A number of this type: `work`, `mobile`, `home`, `fax`."""
    plan = data("regions")[region]
    patterns = plan["phones" if "phones" in plan else "marked" if marked else "free"]
    mobile = kind == "mobile"
    trunk = plan.get("mobile_trunk", plan["trunk"]) if mobile else plan["trunk"]
    return Phone(kind, fill(rng.choice(patterns["mobile" if mobile else "work"]), rng), str(plan["code"]), trunk)


def make_address(region: str, rng: Random, latin: bool = True) -> Address:
    """An address of the region; `latin=False` gives Japanese and Chinese ones in their own script."""
    plan = data("regions")[region]
    own = 0 if not latin else 1
    east = "lines_latin" in plan
    city, _, area = rng.choice(plan["cities"].split(";")).partition("|")
    city, area = side(city, own if east else 0), side(area, own if east else 0)
    street_name = side(rng.choice(plan["streets"].split("|")), own if east else 0)
    building = side(rng.choice(plan.get("buildings", "").split("|")), own)
    postal = "".join(rng.choice("ABDEHKLNPRSTW") if c == "A" else c for c in fill(plan["postal"], rng))
    n = (
        rng.choice([rng.randrange(1, 60), rng.randrange(1, 400), rng.randrange(100, 9900)])
        if region in ("US", "IN")
        else rng.randrange(1, 120)
    )
    parts = {
        "n": n,
        "n2": n + 2,
        "street": street_name,
        "unit": rng.choice(plan["unit"]),
        "u": rng.randrange(2, 21),
        "c": rng.randrange(1, 9),
        "bldg": building,
    }
    street = rng.choice(plan["street_latin" if latin and east else "street"]).format(**parts)
    country = rng.choice(plan["country"]) if rng.random() < 0.45 else ""
    shape = rng.choice(plan["lines_latin" if latin and east else "lines"])
    fields = {
        "n": n,
        "street": street,
        "city": city,
        "CITY": city.upper(),
        "region": area,
        "postal": postal,
        "country?": country,
    }
    lines = [re.sub(r"[ ,]+$", "", line.format(**fields)) for line in shape]
    lines = [line for line in lines if line.strip(" .,")]
    return Address(
        tuple(lines),
        lines[0] if lines[0].startswith("Postbus") else street,
        city,
        area,
        postal,
        region,
        latin or not east,
    )


def brand(rng: Random) -> str:
    """An invented brand word such as Norvex."""
    parts = data("words")["syllables"]
    if rng.random() < 0.12:
        return str(rng.choice(data("words")["acronyms"].split("|")))
    return str(rng.choice(parts["start"].split("|")) + rng.choice(parts["end"].split("|")))


def make_firm(lang: str, region: str, rng: Random, marked: bool = True) -> Firm:
    """A firm with its legal name, address(es), switchboard and domain."""
    if lang in ("ja", "zh") and not data("regions")[region].get("latin"):
        return _east_asian_firm(lang, region, rng, marked)
    industry = rng.choice(words(lang, "industries"))
    family = rng.choice(data("names")[names_of(region, lang)]["family"].split("|")).partition("=")[0]
    city = rng.choice(data("regions")[region]["cities"].split(";")).partition("|")[0]
    word = brand(rng)
    short = rng.choice(
        [
            word,
            word,
            f"{word} {industry}",
            f"{family} {industry}",
            f"{family} & {brand(rng)}",
            f"{city} {industry}",
            f"{word}{industry}" if len(industry) < 8 else word,
        ]
    )
    legal = rng.choice(words("en", "legal_in") if region == "IN" else words(lang, "legal"))
    base = short if short.count(" ") or rng.random() < 0.4 else f"{short} {industry}"
    name = base + (legal if legal.startswith(",") else f" {legal}") if rng.random() < 0.85 else base
    style = rng.random()
    name = upper(name, lang) if style < 0.15 else name
    addresses = tuple(make_address(region, rng) for _ in range(2))
    phones = (make_phone("work", region, rng, marked), make_phone("fax", region, rng, marked))
    return Firm(
        name,
        short,
        rng.choice(words(lang, "slogans")),
        make_domain(short, lang, region, rng, marked),
        region,
        industry,
        addresses,
        phones,
    )


def _east_asian_firm(lang: str, region: str, rng: Random, marked: bool) -> Firm:
    own, latin = pick_pair(data("words")[lang]["brands"], rng)
    industry, industry_latin = pick_pair(data("words")[lang]["industries"], rng)
    city = (
        side(rng.choice(data("regions")[region]["cities"].split(";")).partition("|")[2], 0).rstrip("省市都府県")
        if lang == "zh" and rng.random() < 0.5
        else ""
    )
    name = rng.choice(words(lang, "legal"))
    body = city + own + industry
    name = name.replace("^", body) if name.startswith("^") else name.replace("^", "") + body
    name_latin = f"{latin} {industry_latin} {rng.choice(words(lang, 'legal_latin'))}"
    addresses = tuple(make_address(region, rng, latin=False) for _ in range(2))
    firm = Firm(
        name,
        own + industry,
        rng.choice(words(lang, "slogans")),
        make_domain(latin, lang, region, rng, marked),
        region,
        industry,
        addresses,
        (make_phone("work", region, rng, marked), make_phone("fax", region, rng, marked)),
        name_latin,
        f"{latin} {industry_latin}",
        make_address(region, rng),
    )
    return traditional(firm) if data("regions")[region].get("hant") else firm


def traditional(firm: Firm) -> Firm:
    """A firm of Taiwan or Hong Kong, in traditional characters."""
    return replace(
        firm, name=firm.name.translate(SIMPLIFIED_TO_TRADITIONAL), short=firm.short.translate(SIMPLIFIED_TO_TRADITIONAL)
    )


def make_domain(short: str, lang: str, region: str, rng: Random, marked: bool) -> str:
    base = slug(short, lang)[: rng.randrange(9, 22)] or "firma"
    if rng.random() < 0.2 and " " in short:
        base = "-".join(slug(w, lang) for w in short.split()[:2] if slug(w, lang))
    if marked:
        return rng.choice(
            [f"{base}.example", f"{base}.example", f"{base}.example.com", f"{base}.example.org", f"{base}.example.net"]
        )
    return f"{base}.{rng.choice(data('regions')[region]['tld'])}"


def names_of(region: str, lang: str) -> str:
    return str(data("regions")[region].get("names", lang))
