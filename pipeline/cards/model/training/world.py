"""Fictional people and firms of two dozen languages for training: what `samples.generate` makes, with names of Faker's
lists (MIT), titles put together or from Faker's lists, and the many shapes that firms' names have. Never kept."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from samples.generate.facts import data, words
from samples.generate.firms import Firm, brand, make_domain
from samples.generate.people import Person, make_email, make_person

COMMON = ("en",) * 9 + ("pt",) * 2 + ("ja",) * 2 + ("zh",) * 2 + ("de", "fr", "es", "it", "nl", "pl", "tr")
"""Languages as cards have them; the rest of the time any other."""
RARER = ("sv", "da", "nb", "fi", "cs", "hu", "ro", "hr", "vi", "id")
LOCALES = {
    "en": "en_US en_GB en_IE en_NZ en_KE en_NG", "in": "en_IN en_PK ta_IN", "de": "de_DE de_AT de_CH", "fr": "fr_FR fr_CH fr_QC fr_BE",
    "es": "es_ES es_MX es_CO es_CL es_AR", "pt": "pt_BR pt_PT", "it": "it_IT", "nl": "nl_NL nl_BE", "pl": "pl_PL", "tr": "tr_TR az_AZ",
    "sv": "sv_SE", "da": "da_DK", "nb": "no_NO", "fi": "fi_FI et_EE", "cs": "cs_CZ sk_SK", "hu": "hu_HU", "ro": "ro_RO",
    "hr": "hr_HR sl_SI", "vi": "vi_VN", "id": "id_ID",
}  # fmt: skip
"""Faker's lists of names, by the generator's."""
JOBS = {
    "en": "en_US", "de": "de_AT", "fr": "fr_FR", "es": "es", "pt": "pt_BR", "da": "da_DK", "fi": "fi_FI", "cs": "cs_CZ", "hu": "hu_HU",
    "ro": "ro_RO", "pl": "pl_PL", "tr": "tr_TR", "hr": "hr_HR", "zh": "zh_CN", "ja": "ja_JP", "vi": "vi_VN",
}  # fmt: skip
COUNTRIES = "Japan|Korea|China|India|Singapore|Malaysia|Thailand|Vietnam|Brazil|Mexico|Canada|Germany|France|Italy|Spain|Poland|Turkey|Egypt|Kenya|Sweden".split(
    "|"
)


@cache
def table() -> Any:
    """`world.yaml`."""
    return yaml.safe_load(Path(__file__).with_name("world.yaml").read_text(encoding="utf-8"))


@cache
def _names(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given and family names; those of Faker where it has the language."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in LOCALES.get(key, "").split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if isinstance(value, list | tuple | dict):
                texts = {v for v in value if isinstance(v, str) and re.fullmatch(r"[^\W\d_][\w'’ .-]+", v)}
                given |= texts if attribute.startswith("first_name") else set()
                family |= texts if attribute.startswith("last_name") else set()
    return tuple(sorted(given)), tuple(sorted(family))


@cache
def _jobs(lang: str) -> tuple[str, ...]:
    if lang not in JOBS:
        return ()
    found = importlib.import_module(f"faker.providers.job.{JOBS[lang]}").Provider.jobs
    plain = {re.sub(r"\s*[(/].*", "", job).strip() for job in found}
    if lang == "en":
        plain = {" ".join(w.capitalize() for w in " ".join(reversed(j.split(", ", 1))).split()) for j in plain}
    return tuple(
        sorted(j[:1].upper() + j[1:] for j in plain if 3 < len(j) < 38 or (lang in ("zh", "ja") and 1 < len(j) < 10))
    )


def a_language(rng: Random) -> str:
    """A language, common ones more often."""
    return rng.choice(COMMON) if rng.random() < 0.75 else rng.choice(RARER)


def a_person(lang: str, rng: Random) -> Person:
    """A person with name, title and firm drawn wider than the samples' own."""
    person = make_person(lang, rng, marked=False, wide=True)
    if lang in ("ja", "zh"):
        person = _renamed_east(person, rng) if rng.random() < 0.6 and not person.full_name.isascii() else person
        jobs = _jobs(lang)
        return replace(person, title=rng.choice(jobs)) if jobs and rng.random() < 0.15 else person
    person = _renamed(person, rng) if rng.random() < 0.8 else person
    if person.title and rng.random() < 0.5:
        person = replace(person, title=_title(lang, rng))
        person = replace(person, title_latin=person.title)
    return _with_firm(person, _firm(person, rng)) if rng.random() < 0.6 else person


def _renamed(person: Person, rng: Random) -> Person:
    key = str(data("regions")[person.region].get("names", person.lang))
    given, family = _names(key)
    if not given or not family:
        return person
    first, last = rng.choice(given), rng.choice(family)
    full = person.full_name.replace(person.given, first).replace(person.family, last)
    if rng.random() < 0.07:
        full = full.replace(last, f"{last}-{rng.choice(family)}")
    elif rng.random() < 0.05:
        full = full.replace(
            first, f"{first}-{rng.choice(given)}" if rng.random() < 0.5 else f"{first} {rng.choice(given)}"
        )
    emails = tuple(
        e if n else f"{make_email(first, last, e.partition('@')[2], person.lang, rng)}"
        for n, e in enumerate(person.emails)
    )
    return replace(person, given=first, family=last, full_name=full, latin_name=full, emails=emails)


@cache
def _eastern(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given and family names in Chinese characters."""
    if key == "ja":
        rows = [
            r.split("\t") for r in Path(__file__).with_name("asian_names.tsv").read_text(encoding="utf-8").splitlines()
        ]
        lists = {kind: words.split() for lang, kind, words in rows if lang == "ja"}
        return tuple(lists["kanji-given"]), tuple(lists["family"])
    provider = importlib.import_module(f"faker.providers.person.{key}").Provider
    return tuple(provider.first_names), tuple(provider.last_names)


def _renamed_east(person: Person, rng: Random) -> Person:
    """Another name in Chinese characters; what stands in Latin letters stays, as many print another name there."""
    hant = data("regions")[person.region].get("hant")
    given, family = _eastern("ja" if person.lang == "ja" else "zh_TW" if hant else "zh_CN")
    first, last = rng.choice(given), rng.choice(family)
    first += rng.choice(given) if person.lang == "zh" and len(first) == 1 and rng.random() < 0.6 else ""
    gap = person.full_name[len(person.family) : len(person.full_name) - len(person.given)]
    return replace(person, given=first, family=last, full_name=f"{last}{gap}{first}")


def _title(lang: str, rng: Random) -> str:
    jobs, shapes = _jobs(lang), str(table()["titles"].get(lang, "")).split("|")
    if jobs and (not shapes[0] or rng.random() < (0.25 if lang == "en" else 0.6)):
        return rng.choice(jobs)
    if not shapes[0]:
        return rng.choice(words(lang, "titles"))
    areas = (
        str(table()["areas"]).split("|") if lang == "en" else [*words(lang, "departments"), *words(lang, "industries")]
    )
    parts = {k: rng.choice(str(table()[k + "s"]).split("|")) for k in ("rank", "head")}
    parts |= {
        "head2": rng.choice(str(table()["heads"]).split("|")),
        "area": rng.choice(areas),
        "area2": rng.choice(areas),
    }
    return rng.choice(shapes).format(**parts)


def _filled(shape: str, person: Person, rng: Random) -> str:
    """A shape of `world.yaml` with its words."""
    lang = person.lang
    key = str(data("regions")[person.region].get("names", lang))
    given, family = _names(key)
    family = family or tuple(f.partition("=")[2] or f for f in data("names")[key]["family"].split("|"))
    given = given or tuple(f.partition("=")[2] or f for f in data("names")[key]["given"].split("|"))
    nouns, trades = str(table()["nouns"]).split("|"), str(table()["trades"]).split("|")
    trade: Sequence[str] = [*words(lang, "industries"), *(trades if lang == "en" else ())]
    place = rng.choice(data("regions")[person.region]["cities"].split(";")).partition("|")[0].split("=")[-1]
    own = person.family if rng.random() < 0.4 else rng.choice(family)
    return shape.format(
        b=brand(rng), f=own, f2=rng.choice(family), f3=rng.choice(family), g=rng.choice(given), city=place,
        country=rng.choice(COUNTRIES), i=rng.choice(trade), i2=rng.choice(trade), d=rng.choice(words(lang, "departments")),
        noun=rng.choice(nouns), noun2=rng.choice(nouns), adj=rng.choice(str(table()["adjectives"]).split("|")),
    )  # fmt: skip


LEGAL_ALREADY = re.compile(
    r"\b(?:GmbH|AG|eG|Ltd\.?|LLP|LLC|Inc\.|S\.[pr]\.[Al]\.?|A\.Ş\.|Şti\.|Berhad|Bhd\.|PT|CV\.?|JSC|TNHH|Tbk|Co\.|FZE|FZCO|KG|S\.n\.c\.)(?:\W|$)"
)


def _firm(person: Person, rng: Random) -> Firm:
    firm = person.firm
    name = _filled(rng.choice(str(table()["firms"][person.lang]).split("|")), person, rng)
    short = re.sub(LEGAL_ALREADY, "", name).strip(" ,.-") or name
    if not LEGAL_ALREADY.search(name) and rng.random() < 0.3:
        legal = rng.choice(words("en", "legal_in") if person.region == "IN" else words(person.lang, "legal"))
        name += legal if legal.startswith(",") else f" {legal}"
    name = name.upper() if rng.random() < 0.12 and person.lang != "tr" else name
    if rng.random() < 0.3 and short.count(" ") >= 2:
        short = "".join(w[0] for w in short.split() if w[0].isupper())
        short = short if len(short) > 1 else name
    domain = make_domain(short, person.lang, person.region, rng, False)
    if rng.random() < 0.1:
        domain = make_domain(brand(rng), person.lang, person.region, rng, False)
    shapes = str(table()["slogans"].get(person.lang, "")).split("|")
    slogan = _filled(rng.choice(shapes), person, rng) if shapes[0] and rng.random() < 0.7 else firm.slogan
    return replace(firm, name=name, short=short, domain=domain, slogan=slogan)


def _with_firm(person: Person, firm: Firm) -> Person:
    """The person at another firm: mailboxes and website follow its domain."""
    old = person.firm.domain
    emails = tuple(e.replace(f"@{old}", f"@{firm.domain}") for e in person.emails)
    return replace(person, firm=firm, emails=emails, website=person.website.replace(old, firm.domain))
