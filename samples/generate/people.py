"""Fictional people and firms of ten languages, for samples, tests and training.

`marked` (what samples and tests use) keeps to reserved domains (`.example`) and to phone numbers set aside
for fiction or carrying the mark `555 01`. Unmarked people have invented domains under real endings and random
numbers: only for training images that are thrown away, because a reader trained on `.example` alone would
learn that ending instead of what a domain looks like.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from samples.generate.facts import SIMPLIFIED_TO_TRADITIONAL, data, pick_pair, slug, words
from samples.generate.firms import Firm, Phone, make_firm, make_phone, names_of

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "pl", "tr")
FREE_MAIL = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "web.de", "orange.fr", "libero.it", "163.com")


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


def make_person(
    lang: str, rng: Random, marked: bool = True, firm: Firm | None = None, region: str = "", wide: bool = False
) -> Person:
    """A person of the language; the region is drawn where none is given, `wide`: from those of training too."""
    regions = [r for r, plan in data("regions").items() if plan["lang"] == lang and (wide or not plan.get("more"))]
    region = region or (firm.region if firm else rng.choice(regions))
    firm = firm or make_firm(lang, region, rng, marked)
    if lang in ("ja", "zh"):
        return _east_asian(lang, region, firm, rng, marked)
    names = data("names")[names_of(region, lang)]
    given, family = (pick_pair(names[k], rng)[1] for k in ("given", "family"))
    if names is data("names")["zh"] and rng.random() < 0.5:
        given = f"{given.title()}"
    full = _written_name(given, family, lang, region, rng)
    prefix = (
        rng.choice(data("words")["prefixes"].get(names_of(region, lang) if region == "IN" else lang, "Dr.").split("|"))
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
    if data("regions")[region].get("family_first"):
        return f"{family} {given}"
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
