"""A small fictional network for the tests of introductions, touch base and the report."""

from __future__ import annotations

import pandas as pd

from pipeline.referral.introduce import introduce
from pipeline.referral.sentences import with_sentences
from pipeline.referral.vocabulary import load
from pipeline.schema import CLAIMS, OWNER, PEOPLE_COLUMNS, TAGS_COLUMNS, person_id, record_id
from pipeline.settings import Owner

Tag = tuple[str, str, str, str, str, str, str]
"""Name, side, topic, strength, evidence, field, the text it stands in."""

OLGA = Owner(name="Olga Kestrel")
PEOPLE = {
    # key: (name, title, organization, country, e-mail)
    "nora": ("Nora Quill", "Founder", "Tidewater Batteries", "GB", "nora@tidewater.example"),
    "idris": ("Idris Vane", "Angel Investor", "Lantern Capital", "GB", "idris@lantern.example"),
    "jana": ("Jana Wendt-Probst", "Geschäftsführerin", "Probst Feinmechanik GmbH", "DE", "jana@probst.example"),
    "uwe": ("Uwe Tannert", "Steuerberater", "Tannert & Kollegen", "DE", "uwe@tannert.example"),
    "luc": ("Luc Ferrandon", "Directeur commercial", "Ferrandon SAS", "FR", "luc@ferrandon.example"),
    "maud": ("Maud Tissier", "Avocate en propriété intellectuelle", "Cabinet Tissier", "FR", "maud@tissier.example"),
    "ines": ("Inés Robledal", "Jefa de compras", "Robledal Hoteles SL", "ES", "ines@robledal.example"),
    "paco": ("Paco Urdiales", "Fotógrafo", "Estudio Urdiales", "ES", "paco@urdiales.example"),
    "bruna": ("Bruna Salgueiral", "Diretora de marketing", "Salgueiral Ltda", "BR", "bruna@salgueiral.example"),
    "davi": ("Davi Monteclaro", "Desenvolvedor", "Monteclaro Software Ltda", "BR", "davi@monteclaro.example"),
    "elio": ("Elio Marchesan", "Titolare", "Marchesan Arredi Srl", "IT", "elio@marchesan.example"),
    "tea": ("Tea Brunazzi", "Consulente SEO", "Brunazzi Digital Srl", "IT", "tea@brunazzi.example"),
    "joost": ("Joost van Hemelrijck", "Eigenaar", "Hemelrijck Logistiek BV", "NL", "joost@hemelrijck.example"),
    "saar": ("Saar Dijkgraaf", "Verkoopadviseur", "Dijkgraaf BV", "NL", "saar@dijkgraaf.example"),
    "aoi": ("青空 葵", "営業部長", "株式会社みほん", "JP", "aoi@mihon.example"),
    "ren": ("見本 蓮", "弁理士", "例題特許事務所", "JP", "ren@reidai.example"),
    "wei": ("范例伟", "总经理", "样例科技有限公司", "CN", "wei@yangli.example"),
    "lan": ("示兰", "翻译", "例文翻译社", "CN", "lan@liwen.example"),
    "kit": ("Kit Marlowe-Finch", "Head of Engineering", "Tidewater Batteries", "GB", "kit@tidewater.example"),
    "zed": ("Zed Okonedo", "Nurse", "", "GB", "zed@example.com"),
}
TAGS = [
    # key, side, topic, strength, evidence, field
    ("nora", "ask", "funding", "explicit", "raising our seed round", "ask"),
    ("idris", "ask", "deal-flow", "inferred", "Angel Investor", "title"),
    ("idris", "offer", "funding", "inferred", "Angel Investor", "title"),
    ("jana", "ask", "accounting-tax", "explicit", "sucht einen neuen Steuerberater", "note"),
    ("jana", "offer", "manufacturing", "inferred", "Feinmechanik", "organization"),
    ("uwe", "offer", "accounting-tax", "inferred", "Steuerberater", "title"),
    ("uwe", "ask", "manufacturing", "explicit", "braucht jemanden, der Drehteile fertigt", "note"),
    ("luc", "ask", "intellectual-property", "explicit", "cherche un conseil en brevets", "note"),
    ("maud", "offer", "intellectual-property", "inferred", "Avocate en propriété intellectuelle", "title"),
    ("ines", "ask", "photo-video", "explicit", "busca fotógrafo para tres hoteles", "note"),
    ("paco", "offer", "photo-video", "inferred", "Fotógrafo", "title"),
    ("bruna", "ask", "software-development", "explicit", "precisa de um desenvolvedor", "note"),
    ("davi", "offer", "software-development", "inferred", "Desenvolvedor", "title"),
    ("elio", "ask", "seo-ads", "explicit", "cerca qualcuno per la SEO del negozio online", "note"),
    ("tea", "offer", "seo-ads", "inferred", "Consulente SEO", "title"),
    ("joost", "ask", "sales", "explicit", "zoekt hulp bij verkoop", "note"),
    ("saar", "offer", "sales", "inferred", "Verkoopadviseur", "title"),
    ("saar", "ask", "logistics", "explicit", "op zoek naar een vervoerder", "note"),
    ("joost", "offer", "logistics", "inferred", "Hemelrijck Logistiek BV", "organization"),
    ("aoi", "ask", "intellectual-property", "explicit", "特許に詳しい方を探している", "note"),
    ("ren", "offer", "intellectual-property", "inferred", "弁理士", "title"),
    ("wei", "ask", "translation", "explicit", "需要英语翻译", "note"),
    ("lan", "offer", "translation", "inferred", "翻译", "title"),
    ("kit", "offer", "funding", "explicit", "happy to invest small tickets", "note"),
    ("zed", "offer", "healthcare", "inferred", "Nurse", "title"),
    (OWNER, "ask", "healthcare", "explicit", "somebody who knows hospitals", "ask"),
    (OWNER, "offer", "logistics", "explicit", "freight contacts", "offer"),
]


def record_of(key: str) -> str:
    """The record of a fictional person."""
    return record_id("vcard", key)


def id_of(key: str) -> str:
    """The person_id of a fictional person; the owner's own id for the owner."""
    return key if key == OWNER else person_id(record_of(key))


def people(**changes: dict[str, str]) -> pd.DataFrame:
    """PEOPLE_COLUMNS of the network; `changes`: key -> columns that differ."""
    rows = []
    for key, (name, title, firm, country, email) in PEOPLE.items():
        given, _, family = name.partition(" ")
        row = {
            **dict.fromkeys(PEOPLE_COLUMNS, ""), "person_id": id_of(key), "full_name": name, "given_name": given,
            "family_name": family, "title": title, "organization": firm, "country": country, "email": email,
            "emails": email, "sources": "card", "records": "1", "confidence": "0.95",
        }  # fmt: skip
        rows.append({**row, **changes.get(key, {})})
    return pd.DataFrame(rows, columns=PEOPLE_COLUMNS).sort_values("person_id", ignore_index=True)


def tags(*more: tuple[str, str, str, str, str, str], without: tuple[str, ...] = ()) -> pd.DataFrame:
    """TAGS_COLUMNS of the network, with `more` rows and without those of the keys in `without`."""
    rows = [
        (
            id_of(key),
            side,
            topic,
            strength,
            words,
            record_of(key),
            where,
            "test",
            0.9 if strength == "explicit" else 0.7,
        )
        for key, side, topic, strength, words, where in (*TAGS, *more)
        if key not in without
    ]
    return pd.DataFrame(rows, columns=TAGS_COLUMNS)


def records(**changes: dict[str, str]) -> pd.DataFrame:
    """One record per person, with the columns that the steps after `resolve` use."""
    rows = []
    for number, key in enumerate(PEOPLE):
        row = {
            "record_id": record_of(key), "person_id": id_of(key), "source_kind": "card", "source": "0" * 64,
            "source_file": f"card_{number:02}.jpg", "locator": "card 1", "source_key": "", "event": "", "run": 1, "as_of": "",
        }  # fmt: skip
        rows.append({**row, **changes.get(key, {})})
    return pd.DataFrame(rows)


def claims(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """CLAIMS of (key, field, value, as_of)."""
    table = [
        (record_of(key), n, name, value, value, "", 0, 1.0, "test", "", as_of)
        for n, (key, name, value, as_of) in enumerate(rows)
    ]
    return pd.DataFrame(table, columns=list(CLAIMS)).astype(CLAIMS)


def introductions(people: list[tuple[str, str, str, str]], said: list[Tag], owner: Owner = OLGA) -> pd.DataFrame:
    """Introductions between these, with names in place of ids. `people`: name, title, firm, country."""
    columns = ["full_name", "title", "organization", "country"]
    table = pd.DataFrame(people, columns=columns).assign(person_id=[name for name, *_ in people])
    rows = [(who, side, topic, how, words, f"r{who}", where, "", 0.9 if how == "explicit" else 0.7)
            for who, side, topic, how, words, where, _ in said]  # fmt: skip
    claims = pd.DataFrame(
        [(f"r{who}", where, text, text) for who, *_, where, text in said],
        columns=["record_id", "field", "value", "raw"],
    )
    tags = with_sentences(pd.DataFrame(rows, columns=TAGS_COLUMNS), claims)
    return introduce(table, tags, owner, load())


def helpers(asker: str, people: list[tuple[str, str, str, str]], said: list[Tag]) -> list[str]:
    """Who helps the asker, best first."""
    found = introductions(people, said)
    return found[found["person_b"] == asker].sort_values("score", ascending=False)["person_a"].tolist()
