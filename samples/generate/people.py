"""Fictional people and firms of ten languages, for samples, tests and training.

`marked` (what samples and tests use) keeps to reserved domains (`.example`) and to phone numbers set aside
for fiction or carrying the mark `555 01`. Unmarked people have invented domains under real endings and random
numbers: only for training images that are thrown away, because a reader trained on `.example` alone would
learn that ending instead of what a domain looks like.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "pl", "tr")
FREE_MAIL = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "web.de", "orange.fr", "libero.it", "163.com")
LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
SIMPLIFIED_TO_TRADITIONAL = str.maketrans(
    "张刘陈杨赵黄吴孙马罗郑谢韩冯萧邓许吕欧阳强军艳杰娟涛霞刚国晓东远丽华龙业务术总销经财贸团电机软询传装备仪监际设师产员术户区货长责资",
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂歐陽強軍艷傑娟濤霞剛國曉東遠麗華龍業務術總銷經財貿團電機軟詢傳裝備儀監際設師產員術戶區貨長責資",
)


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


@dataclass(frozen=True)
class Person:
    """One fictional person at a firm; `full_name` is in the order the person writes it, without prefix and suffix."""

    lang: str
    region: str
    given: str
    family: str
    full_name: str
    firm: Firm
    prefix: str = ""
    suffix: str = ""
    latin_name: str = ""
    title: str = ""
    title_latin: str = ""
    department: str = ""
    department_latin: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    website: str = ""
    socials: tuple[str, ...] = ()
    tax: str = ""
    notes: tuple[str, ...] = field(default=())


@cache
def data(name: str) -> Any:
    """A YAML file beside this module."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


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
    city, area = _side(city, own if east else 0), _side(area, own if east else 0)
    street_name = _side(rng.choice(plan["streets"].split("|")), own if east else 0)
    building = _side(rng.choice(plan.get("buildings", "").split("|")), own)
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


def _side(pair: str, side: int) -> str:
    both = pair.split("=")
    return both[min(side, len(both) - 1)]


def brand(rng: Random) -> str:
    """An invented brand word such as Norvex."""
    parts = data("words")["syllables"]
    if rng.random() < 0.12:
        return rng.choice(data("words")["acronyms"].split("|"))
    return rng.choice(parts["start"].split("|")) + rng.choice(parts["end"].split("|"))


def make_firm(lang: str, region: str, rng: Random, marked: bool = True) -> Firm:
    """A firm with its legal name, address(es), switchboard and domain."""
    if lang in ("ja", "zh") and not data("regions")[region].get("latin"):
        return _east_asian_firm(lang, region, rng, marked)
    industry = rng.choice(words(lang, "industries"))
    family = rng.choice(data("names")[_names_of(region, lang)]["family"].split("|")).partition("=")[0]
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
        _side(rng.choice(data("regions")[region]["cities"].split(";")).partition("|")[2], 0).rstrip("省市都府県")
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


def _names_of(region: str, lang: str) -> str:
    return str(data("regions")[region].get("names", lang))


def make_email(given: str, family: str, domain: str, lang: str, rng: Random) -> str:
    g, f = slug(given, lang) or "info", slug(family, lang) or "info"
    local = rng.choice(
        [
            f"{g}.{f}",
            f"{g}.{f}",
            f"{g[0]}.{f}",
            f"{g[0]}{f}",
            g,
            f,
            f"{f}.{g}",
            f"{g}_{f}",
            f"{g}{f[0]}",
            f"{f}{g[0]}",
            f"{g}-{f}",
            f"{g}{f}",
        ]
    )
    return f"{local}@{domain}"


def make_person(lang: str, rng: Random, marked: bool = True, firm: Firm | None = None, region: str = "") -> Person:
    """A person of the language; the region is drawn where none is given."""
    regions = [r for r, plan in data("regions").items() if plan["lang"] == lang]
    region = region or (firm.region if firm else rng.choice(regions))
    firm = firm or make_firm(lang, region, rng, marked)
    if lang in ("ja", "zh"):
        return _east_asian(lang, region, firm, rng, marked)
    names = data("names")[_names_of(region, lang)]
    given, family = (pick_pair(names[k], rng)[1] for k in ("given", "family"))
    if names is data("names")["zh"] and rng.random() < 0.5:
        given = f"{given.title()}"
    full = _written_name(given, family, lang, region, rng)
    prefix = (
        rng.choice(data("words")["prefixes"].get(_names_of(region, lang) if region == "IN" else lang, "Dr.").split("|"))
        if rng.random() < 0.12
        else ""
    )
    suffix = rng.choice(data("words")["credentials"].split("|")) if rng.random() < 0.1 else ""
    if lang == "en" and not suffix and rng.random() < 0.04:
        suffix = rng.choice(["Jr.", "Jr", "III", "Sr."])
    title = rng.choice(words(lang, "titles")) if rng.random() > 0.06 else ""
    department = rng.choice(words(lang, "departments")) if rng.random() < 0.3 else ""
    return _reachable(
        Person(lang, region, given, family, full, firm, prefix, suffix, full, title, title, department, department),
        rng,
        marked,
    )


def _written_name(given: str, family: str, lang: str, region: str, rng: Random) -> str:
    roll = rng.random()
    if region == "IN":
        initial = rng.choice("ABCDGKLMNPRSTV")
        forms = [
            f"{given} {family}",
            f"{initial}. {given} {family}",
            f"{given} {initial}. {family}",
            f"{initial}.{rng.choice('KRSV')}. {family}",
            f"{given} {family} {initial}",
            f"{initial}. {given}",
            f"{given}. {initial}",
        ]
        return rng.choice(forms)
    if lang in ("es", "pt") and roll < 0.45:
        second = rng.choice(data("names")[lang]["family"].split("|"))
        return f"{given} {second} {family}" if lang == "pt" else f"{given} {family} {second}"
    if lang == "en" and roll < 0.22:
        return f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
    if lang == "en" and roll < 0.26:
        return f"{given[0]}. {rng.choice('ABCDEJMR')}. {family}"
    if roll < 0.06:
        return f"{given[0]}. {family}"
    return f"{given} {family}"


def _east_asian(lang: str, region: str, firm: Firm, rng: Random, marked: bool) -> Person:
    names = data("names")[lang]
    (given, given_latin), (family, family_latin) = (pick_pair(names[k], rng) for k in ("given", "family"))
    if data("regions")[region].get("latin"):
        return _reachable(
            Person(
                lang,
                region,
                given_latin,
                family_latin,
                rng.choice(
                    [
                        f"{family_latin} {given_latin}",
                        f"{given_latin} {family_latin}",
                        f"{rng.choice(['Kelvin', 'Grace', 'Jason', 'Peter', 'Irene'])} {family_latin} {given_latin}",
                    ]
                ),
                firm,
                latin_name=f"{given_latin} {family_latin}",
                title=rng.choice(words("en", "titles")),
                title_latin="Director",
            ),
            rng,
            marked,
        )
    gap = rng.choice(["", " ", "　"]) if lang == "ja" else ""
    latin = rng.choice(
        [
            f"{given_latin} {family_latin}",
            f"{given_latin} {family_latin.upper()}",
            f"{family_latin.upper()} {given_latin}",
            f"{given_latin} {family_latin}".upper(),
            f"{family_latin} {given_latin}",
        ]
    )
    department = rng.choice(words(lang, "departments")) if rng.random() < 0.55 else ""
    person = Person(
        lang,
        region,
        given,
        family,
        family + gap + given,
        firm,
        latin_name=latin,
        title=rng.choice(words(lang, "titles")),
        title_latin=rng.choice(words(lang, "titles_latin")),
        department=department,
        department_latin=rng.choice(words(lang, "departments_latin")) if department else "",
    )
    if data("regions")[region].get("hant"):
        swap = SIMPLIFIED_TO_TRADITIONAL
        person = replace(
            person,
            given=given.translate(swap),
            family=family.translate(swap),
            full_name=person.full_name.translate(swap),
            title=person.title.translate(swap),
            department=person.department.translate(swap),
        )
    latin_parts = (given_latin, family_latin)
    return _reachable(person, rng, marked, latin_parts)


def _reachable(person: Person, rng: Random, marked: bool, latin: tuple[str, str] = ("", "")) -> Person:
    """Adds e-mails, phones, website and social handles."""
    given, family = latin if latin[0] else (person.given, person.family)
    domain = person.firm.domain
    email = make_email(given, family, domain, person.lang, rng)
    if not marked and rng.random() < 0.1:
        email = email.partition("@")[0] + "@" + rng.choice(FREE_MAIL)
    second = rng.random() < 0.1
    emails = (email, rng.choice(["info", "sales", "office", "contact"]) + "@" + domain) if second else (email,)
    kinds = rng.choice(
        [
            ("work", "mobile"),
            ("work", "fax"),
            ("work", "mobile", "fax"),
            ("work", "mobile", "fax"),
            ("mobile",),
            ("work",),
            ("work", "work", "mobile", "fax"),
            ("work", "home", "mobile"),
            ("mobile", "mobile"),
            ("work", "work", "fax"),
            (),
        ]
    )
    phones = tuple(
        person.firm.phones[0]
        if k == "work" and i == 0
        else person.firm.phones[1]
        if k == "fax"
        else make_phone(k, person.region, rng, marked)
        for i, k in enumerate(kinds)
    )
    website = rng.choice(
        [
            "www." + domain,
            "www." + domain,
            "www." + domain,
            domain,
            "http://www." + domain,
            "https://" + domain,
            "http://www." + domain + "/",
            "www." + domain + "/" + rng.choice(["en", "team", "shop"]),
        ]
    )
    handle, own = (
        slug(person.firm.short_latin or person.firm.short, person.lang) or "firma",
        f"{slug(given)}.{slug(family)}",
    )
    socials = tuple(
        s.format(s=handle, p=own)
        for s in rng.sample(data("words")["socials"].split("|"), rng.choice([0, 0, 0, 0, 1, 1, 2]))
    )
    tax = rng.choice(words(person.lang, "tax")) if rng.random() < 0.15 else ""
    return replace(
        person,
        emails=emails if rng.random() > 0.06 else (),
        phones=phones,
        website=website if rng.random() > 0.2 else "",
        socials=socials,
        tax=tax,
    )
