"""Published tables as rows of texts, and their cells in parts, for the formats that are not CSV."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from pipeline.schema import JOIN, PHONE_TYPES

Row = Mapping[str, str]
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF))
"""Characters that XML and vCard may not hold."""


def rows(table: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The table's rows as texts: missing values empty, booleans `true`/`false`, numbers short."""
    names = [str(name) for name in table.columns]
    for values in zip(*columns(table), strict=True):
        yield dict(zip(names, values, strict=True))


def columns(table: pd.DataFrame) -> list[list[str]]:
    """The table's columns as texts, as `rows` gives them."""
    # Plain objects, and whole columns: walking Arrow-backed columns cell by cell takes three times as long.
    plain = (table[name].to_numpy(dtype=object).tolist() for name in table.columns)
    return [[v if type(v) is str and v.isprintable() else text(v) for v in column] for column in plain]


def text(value: object) -> str:
    """One cell as text."""
    if isinstance(value, str):
        return value if value.isprintable() else value.translate(CONTROLS)
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":  # numpy's own is no bool
        return "true" if value else "false"
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


NICKNAME = re.compile(r"""(?<!\w)["“„«(‘'][^"“”„«»()‘’]*["”“»)’'](?!\w)""")
"""`"Bill"` or `(Bill)` within a name."""


def middle_name(row: Row) -> str:
    """What the full name holds between given and family name (`Karl Theodor Weber`: Theodor), or after both where the
    family name stands first; nicknames in quotes or brackets are left out."""
    words, given, family = (row.get(key, "").split() for key in ("full_name", "given_name", "family_name"))
    if not given or not family:
        return ""
    if words[: len(given)] == given and words[-len(family) :] == family:
        rest = words[len(given) : -len(family)]
    elif words[: len(family)] == family and words[-len(given) :] == given:
        rest = words[len(family) : -len(given)]
    elif words[: len(family) + len(given)] == family + given:
        rest = words[len(family) + len(given) :]
    else:
        return ""
    return " ".join(NICKNAME.sub(" ", " ".join(rest)).split())


def many(row: Row, plural: str, singular: str = "") -> list[str]:
    """The values of a cell that holds several, best first; the singular column stands in for a missing plural."""
    cell = row.get(plural) or (row.get(singular) or "")
    return [value for value in (part.strip() for part in cell.split(JOIN)) if value]


def phones(row: Row) -> list[tuple[str, str]]:
    """(type, number) of the `phones` cell (`work:+4930…`), else of `phone`, whose type is then unknown: `other`."""
    found = []
    for entry in many(row, "phones", "phone"):
        kind, colon, number = entry.partition(":")
        found.append((kind, number) if colon and kind in PHONE_TYPES else ("other", entry))
    return found


def of_type(numbers: list[tuple[str, str]], *types: str) -> list[str]:
    """The numbers of these types, in the order of the cell."""
    return [number for kind, number in numbers if kind in types]


def web_address(value: str) -> str:
    """A website as an absolute URL; cards print `www.firm.example`."""
    return value if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", value) else f"https://{value}"


@cache
def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code, as address books write it; the text itself where it is none."""
    if len(code) != 2:
        return code
    import pycountry

    country = pycountry.countries.get(alpha_2=code.upper())
    return str(getattr(country, "common_name", country.name)) if country else code


def street_address(row: Row) -> tuple[str, str, str, str, str]:
    """(street, city, region, postal code, country name); an address known only as one text is the street."""
    parts = [row.get(key, "") for key in ("street", "city", "region", "postal_code")]
    if not any(parts):
        parts[0] = many(row, "address")[0] if row.get("address") else ""
    return parts[0], parts[1], parts[2], parts[3], country_name(row.get("country", ""))


def with_stated(people: pd.DataFrame, tags: pd.DataFrame, overview: Mapping[str, Any]) -> pd.DataFrame:
    """people with `stated_asks` and `stated_offers`: what somebody said, in the words of the overview's topics.

    What a trade only lets suppose stays out of the notes of address books: read back in, it would count as said.
    """
    said = tags[tags["strength"] == "explicit"].sort_values("topic")
    for side in ("ask", "offer"):
        label = _labels(overview, side)
        topics: dict[str, list[str]] = {}
        for person, topic in said.loc[said["side"] == side, ["person_id", "topic"]].itertuples(index=False, name=None):
            topics.setdefault(person, []).append(label.get(topic, topic))
        cells = [JOIN.join(dict.fromkeys(topics.get(person, ()))) for person in people["person_id"]]
        people = people.assign(**{f"stated_{side}s": cells})
    return people


def with_words(people: pd.DataFrame, overview: Mapping[str, Any]) -> pd.DataFrame:
    """people with `asks_in_words` and `offers_in_words`: the topics as people read them; one without words as its id."""
    for side in ("ask", "offer"):
        label = _labels(overview, side)
        cells = [JOIN.join(label.get(t, t) for t in many({side: cell}, side)) for cell in people[f"{side}s"]]
        people = people.assign(**{f"{side}s_in_words": cells})
    return people


def _labels(overview: Mapping[str, Any], side: str) -> dict[str, str]:
    return {t["topic"]: t[f"{side}_label"] for t in overview.get("topics", []) if f"{side}_label" in t}


MONTHS = "January February March April May June July August September October November December".split()


def note(row: Row) -> str:
    """What the address book's note says: the notes, then what they said they ask and offer, then where they were met;
    no line twice, as when an exported note was taken in."""
    lines = [row.get("notes", "").replace(JOIN, "\n")]
    lines += [
        f"{label}: {', '.join(many(row, key))}"
        for label, key in (("Asks", "stated_asks"), ("Offers", "stated_offers"))
        if row.get(key)
    ]
    events = many(row, "events", "event")
    lines += [f"Met: {', '.join(events)}"] if events else []
    return "\n".join(dict.fromkeys(line for line in "\n".join(lines).split("\n") if line))


def spoken_birthday(row: Row) -> str:
    """A line for the note where the format has no place for such a birthday: `Birthday: 9 March`, without a year."""
    day = row.get("birthday", "")
    found = re.fullmatch(r"--(\d\d)-?(\d\d)", day)
    if found and 1 <= int(found[1]) <= 12:
        day = f"{int(found[2])} {MONTHS[int(found[1]) - 1]}"
    return f"Birthday: {day}" if day else ""
