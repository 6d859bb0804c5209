"""Makes given_names.csv and family_names.csv: how common names are among the people a card owner meets.

    pip install faker==40.54.0
    python -m pipeline.people.model.training.names CENSUS.csv

Sources: family names of the United States from the Census 2010 surname table (`name,rank,count`,
public domain); all other names from the name lists of Faker (MIT licence), whose English given names
carry the frequencies of the US Social Security Administration. Lists without frequencies count as
evenly spread. Countries are mixed by MIX, an assumption: an international network with English
speakers in front. What counts for matching is the order of magnitude.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.people.lexicon import fold_name

MIX = {
    "en_US": 0.30, "en_GB": 0.08, "en_IN": 0.06, "en_IE": 0.01, "en_NZ": 0.01, "de_DE": 0.08, "de_AT": 0.01, "de_CH": 0.01,
    "fr_FR": 0.05, "fr_CH": 0.005, "es_ES": 0.04, "es_MX": 0.03, "es_CO": 0.01, "es_AR": 0.01, "pt_BR": 0.04, "pt_PT": 0.01,
    "it_IT": 0.03, "nl_NL": 0.02, "nl_BE": 0.01, "sv_SE": 0.01, "no_NO": 0.01, "da_DK": 0.01, "fi_FI": 0.01, "pl_PL": 0.02,
    "cs_CZ": 0.01, "sk_SK": 0.005, "hu_HU": 0.01, "ro_RO": 0.01, "el_GR": 0.005, "tr_TR": 0.01, "ru_RU": 0.01, "uk_UA": 0.01,
    "bg_BG": 0.005, "hr_HR": 0.005, "sl_SI": 0.005, "lt_LT": 0.003, "lv_LV": 0.003, "et_EE": 0.003, "vi_VN": 0.01,
    "id_ID": 0.01, "zh_CN": 0.02, "ja_JP": 0.01, "ko_KR": 0.005, "en_NG": 0.005, "en_KE": 0.003, "en_PK": 0.01, "az_AZ": 0.002,
}  # fmt: skip
CENSUS_PEOPLE = 295_000_000
"""People with a name in the Census 2010 surname table."""
LEAST = 2e-7
FOLDER = Path(__file__).parent.parent
GIVEN = ("first_names", "first_names_male", "first_names_female", "first_romanized_names")
FAMILY = ("last_names", "last_names_male", "last_names_female", "last_romanized_names")


def weights(names: Mapping[str, float] | Iterable[object]) -> dict[str, float]:
    """Folded name -> share of one list."""
    counted: dict[str, float] = defaultdict(float)
    items = names.items() if isinstance(names, Mapping) else [(n, 1.0) for n in names]
    for name, weight in items:
        texts = name if isinstance(name, tuple) else (name,)
        for text in texts:
            counted[fold_name(str(text))] += float(weight)
    total = sum(counted.values())
    return {name: weight / total for name, weight in counted.items() if name}


def shares(lists: tuple[str, ...], census: dict[str, float] | None = None) -> dict[str, float]:
    """Folded name -> share of all people."""
    out: dict[str, float] = defaultdict(float)
    whole = sum(MIX.values())
    for locale, part in MIX.items():
        provider = vars(importlib.import_module(f"faker.providers.person.{locale}").Provider)
        own = [w for attribute in lists if (w := weights(provider.get(attribute, ())))]
        if census and locale == "en_US":
            own = [census]
        for table in own:
            for name, share in table.items():
                out[name] += part / whole * share / len(own)
    return dict(out)


def census(path: Path) -> dict[str, float]:
    """Folded surname -> share of the population of the United States."""
    with path.open(encoding="utf-8") as f:
        return {fold_name(row["name"]): int(row["count"]) / CENSUS_PEOPLE for row in csv.DictReader(f)}


def write(path: Path, table: dict[str, float]) -> None:
    """Two columns, the most common name first."""
    rows = sorted(((n, s) for n, s in table.items() if s >= LEAST), key=lambda r: (-r[1], r[0]))
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["name", "share"])
        writer.writerows((name, f"{share:.2g}") for name, share in rows)


def main() -> None:
    """Writes both tables beside the model."""
    write(FOLDER / "given_names.csv", shares(GIVEN))
    write(FOLDER / "family_names.csv", shares(FAMILY, census(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
