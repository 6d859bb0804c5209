"""The people of the report: looked up by id, and as compact rows for the search."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.publish.cells import country_name
from pipeline.schema import JOIN, OWNER
from pipeline.settings import Owner

MOST_ROWS = 20_000
"""People that the page itself holds; all of them are in people.csv."""


NO_NAME = "(no name)"


@dataclass(slots=True)
class Directory:
    """What the page says of a person or topic wherever it names one."""

    rows: dict[str, dict[str, str]]
    labels: dict[str, str]
    owner: Owner

    @classmethod
    def of(cls, people: pd.DataFrame, overview: Mapping[str, Any], owner: Owner) -> Directory:
        """From people.csv's columns and the labels of the overview."""
        columns = ["person_id", "full_name", "title", "organization", "email", "linkedin_url"]
        table = people.reindex(columns=columns).astype("object").fillna("").astype("str")
        rows = {r["person_id"]: r for r in table.to_dict("records")}
        labels = {str(t["topic"]): str(t["label"]) for t in overview.get("topics", [])}
        return cls(rows, labels, owner)

    def person(self, person_id: str) -> dict[str, str]:
        """Keys name, initials, role, email, url of a person; the owner's name where it is the owner."""
        if person_id == OWNER:
            return {"id": OWNER, "name": "You", "initials": "★", "role": self.owner.name, "email": "", "url": ""}
        row = self.rows.get(person_id, {})
        name = row.get("full_name") or row.get("organization") or row.get("email") or NO_NAME
        role = ", ".join(p for p in (row.get("title", ""), row.get("organization", "")) if p and p != name)
        url = row.get("linkedin_url", "")
        return {
            "id": person_id, "name": name, "initials": initials(name), "role": role, "email": row.get("email", ""),
            "url": url if url.startswith("https://") else "",
        }  # fmt: skip

    def label(self, topic: str) -> str:
        """The topic's label; its id where it has none."""
        return self.labels.get(topic, topic)

    def country(self, code: str) -> str:
        """The country's name in English."""
        return country_name(code)


def initials(name: str) -> str:
    """Two letters at most, for the round badge beside a name."""
    words = [w for w in name.split() if w[0].isalnum()]
    if not words:
        return "?"
    if ord(words[0][0]) > 0x2E80:
        return words[0][0]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def people_json(
    people: pd.DataFrame, introductions: pd.DataFrame, directory: Directory, shown: Collection[str] = ()
) -> str:
    """JSON for the search: `topics` and `countries` as lists, `rows` that point into them; safe inside a script.

    `introductions`: the columns of introductions.csv; a row ends with those of its person, each as the other's name,
    topics and, of those whose card is `shown` on the page, the intro_id.
    """
    columns = "person_id full_name title organization email phone linkedin_url country asks offers events check".split()
    table = people.sort_values("full_name", key=lambda names: names.map(sorted_under), kind="stable").head(MOST_ROWS)
    texts = [table[c].fillna("").astype("str").tolist() for c in columns]
    topics, countries = _Index(), _Index()
    meets = _meets(introductions, directory, topics, shown)
    rows = []
    for who, name, title, firm, email, phone, url, country, asks, offers, events, check in zip(*texts, strict=True):
        link = url if url.startswith("https://") else ""
        rows.append(
            [
                name, title, firm, email, phone, link, countries.place(country), topics.places(asks),
                topics.places(offers), events, check, meets.get(who, []),
            ]
        )  # fmt: skip
    data = {
        "topics": [directory.label(t) for t in topics.names],
        "countries": [country_name(c) for c in countries.names],
        "rows": rows,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")


def _meets(
    introductions: pd.DataFrame, directory: Directory, topics: _Index, shown: Collection[str]
) -> dict[str, list[list[Any]]]:
    """person_id -> [the other's name, topics, intro_id or ""] of each introduction, best first."""
    out: dict[str, list[list[Any]]] = {}
    ordered = introductions.sort_values(["score", "intro_id"], ascending=[False, True])
    columns = ["intro_id", "person_a", "person_b", "topic_a_to_b", "topic_b_to_a"]
    for intro, a, b, there, back in ordered[columns].itertuples(index=False, name=None):
        about = list(dict.fromkeys(topics.place(t) for t in (there, back) if t))
        link = intro if intro in shown else ""
        out.setdefault(a, []).append([directory.person(b)["name"], about, link])
        out.setdefault(b, []).append([directory.person(a)["name"], about, link])
    return out


def sorted_under(name: str) -> tuple[bool, str]:
    """Accents apart, people without a name last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return (not plain, plain)


class _Index:
    """Names by their first appearance."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, name: str) -> int:
        """The name's number; -1 for none."""
        if not name:
            return -1
        if name not in self._places:
            self._places[name] = len(self.names)
            self.names.append(name)
        return self._places[name]

    def places(self, cell: str) -> list[int]:
        """The numbers of the names in a cell of several."""
        return [self.place(n) for n in cell.split(JOIN) if n]
