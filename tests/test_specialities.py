"""Trades and goods within wide topics, and countries: who is meant, in whatever language they say so."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.referral import specialities
from pipeline.referral.introduce import introduce
from pipeline.referral.sentences import with_sentences
from pipeline.referral.tag import tagger
from pipeline.referral.vocabulary import load
from pipeline.schema import TAGS_COLUMNS
from pipeline.settings import Owner

Tag = tuple[str, str, str, str, str, str, str]
"""Name, side, topic, strength, evidence, field, the text it stands in."""


def introductions(people: list[tuple[str, str, str, str]], said: list[Tag]) -> pd.DataFrame:
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
    return introduce(table, tags, Owner(name="Olga Kestrel"), load())


def helpers(asker: str, people: list[tuple[str, str, str, str]], said: list[Tag]) -> list[str]:
    """Who helps the asker, best first."""
    found = introductions(people, said)
    return found[found["person_b"] == asker].sort_values("score", ascending=False)["person_a"].tolist()


def test_who_looks_for_a_plumber_meets_the_one_of_another_language_and_no_roofer() -> None:
    people = [("Ada", "", "", ""), ("Bo", "Klempnermeister", "", ""), ("Cy", "Dachdecker", "", "")]
    asked: Tag = (
        "Ada",
        "ask",
        "construction-trades",
        "explicit",
        "zoekt een loodgieter",
        "note",
        "Zij zoekt een loodgieter.",
    )
    plumber: Tag = ("Bo", "offer", "construction-trades", "inferred", "Klempnermeister", "title", "")
    roofer: Tag = ("Cy", "offer", "construction-trades", "inferred", "Dachdecker", "title", "")
    assert helpers("Ada", people, [asked, plumber, roofer]) == ["Bo"]
    assert helpers("Ada", people, [asked, roofer]) == []


def test_suppliers_of_some_goods_are_those_who_sell_them() -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", ""), ("Cy", "", "", "")]
    text = "Necesita proveedor nuevo de queso curado. Escribir en mayo."
    said: list[Tag] = [
        ("Ada", "ask", "suppliers", "explicit", "Necesita proveedor nuevo", "note", text),
        ("Bo", "offer", "food-hospitality", "explicit", "Produz queijos", "note", "Produz queijos de ovelha"),
        ("Cy", "offer", "food-hospitality", "explicit", "Braut Bier", "note", "Braut Bier in kleinen Mengen"),
    ]
    assert helpers("Ada", people, said) == ["Bo"]


def test_a_country_that_is_named_is_where_help_is_sought() -> None:
    people = [("Ada", "", "", "IT"), ("Bo", "", "", "IT"), ("Cy", "", "", "ES")]
    said: list[Tag] = [
        ("Ada", "ask", "distribution", "explicit", "Cerca un distributore", "note", "Cerca un distributore in Spagna."),
        ("Bo", "offer", "distribution", "explicit", "distribuisce", "note", "distribuisce ovunque"),
        ("Cy", "offer", "distribution", "explicit", "distribuye", "note", "distribuye en muchas tiendas"),
    ]
    assert helpers("Ada", people, said)[0] == "Cy"


def test_who_said_they_do_the_very_thing_comes_before_who_is_called_so() -> None:
    people = [("Ada", "", "", "IT"), ("Bo", "Fotografo freelance", "", "IT"), ("Cy", "", "", "IT")]
    said: list[Tag] = [
        ("Ada", "ask", "photo-video", "explicit", "un fotografo", "ask", "un fotografo"),
        ("Bo", "offer", "photo-video", "inferred", "Fotografo", "title", ""),
        ("Cy", "offer", "photo-video", "explicit", "servizi del fotografo", "offer", "servizi del fotografo"),
    ]
    assert helpers("Ada", people, said)[0] == "Cy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Queijaria Serra Alta", {"cheese"}), ("小ロット対応の基板メーカー", {"circuits"}), ("小批量PCB打样", {"circuits"}),
        ("Elektromeister", {"electrician"}), ("we zoeken een loodgieter", {"plumber"}), ("Ik zoek iets anders", set()),
        ("importador no Brasil", {"BR"}), ("Piccoli produttori di vino portoghesi", {"wine", "PT"}),
    ],
)  # fmt: skip
def test_specialities_are_known_by_their_words_in_any_language(text: str, expected: set[str]) -> None:
    names = specialities.catalogue().names
    assert {names[n] for n in specialities.of(text)} == expected


def test_goods_in_a_list_are_sought_and_given_though_no_word_list_knows_them() -> None:
    reader = tagger(load())
    told = {
        ("offer", "gelado artesanal"): "food-hospitality",
        ("offer", "産業用モーター"): "manufacturing",
        ("ask", "acciughe"): "",
    }
    for (side, text), topic in told.items():
        found = {(f.side, f.topic) for f in reader.by_rule(side, reader.lexicon.scan(text))}
        assert found
        assert not topic or (side, topic) in found


def test_a_manager_of_manufacturing_makes_no_motors() -> None:
    people = [("Ada", "", "", ""), ("Bo", "VP Manufacturing", "", ""), ("Cy", "", "", "")]
    said: list[Tag] = [
        ("Ada", "ask", "manufacturing", "explicit", "motor manufacturers", "ask", "motor manufacturers"),
        (
            "Bo",
            "offer",
            "manufacturing",
            "explicit",
            "mentoring in mass production",
            "offer",
            "mentoring in mass production",
        ),
        ("Cy", "offer", "manufacturing", "explicit", "産業用モーター", "offer", "産業用モーター"),
    ]
    assert helpers("Ada", people, said) == ["Cy"]


def test_who_seeks_customers_of_one_kind_is_no_match_as_good_as_one_of_words_for_who_seeks_any_goods() -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", "")]
    said: list[Tag] = [
        ("Ada", "ask", "suppliers", "explicit", "eine Hebebühne", "ask", "eine Hebebühne"),
        ("Ada", "offer", "healthcare", "explicit", "Ergotherapie", "offer", "Ergotherapie"),
        ("Bo", "ask", "customers", "explicit", "Pflegeheime als Kunden", "ask", "Pflegeheime als Kunden"),
        ("Bo", "offer", "healthcare", "explicit", "Pflegebetten", "offer", "Pflegebetten"),
    ]
    assert not introductions(people, said)["mutual"].any()


def test_a_distributor_of_other_goods_is_still_one_but_comes_after_that_of_the_own() -> None:
    people = [("Ada", "", "Quay Sensors Lda.", "PT"), ("Bo", "", "青空港湾電機株式会社", "JP"), ("Cy", "", "", "JP")]
    ask: Tag = ("Ada", "ask", "distribution", "explicit", "distribution in Japan", "ask", "distribution in Japan")
    sells = "Distributes European harbour equipment and robots in Japan since 2011."
    harbour: Tag = ("Bo", "offer", "distribution", "explicit", "Distributes", "note", sells)
    sensors: Tag = ("Cy", "offer", "distribution", "explicit", "Distributes", "note", "Distributes sensors in Japan.")
    assert helpers("Ada", people, [ask, harbour]) == ["Bo"]
    assert helpers("Ada", people, [ask, harbour, sensors])[0] == "Cy"


def test_goods_in_a_list_of_offers_are_sold_and_what_is_done_with_them_is_not() -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", ""), ("Cy", "", "", "")]
    said: list[Tag] = [
        ("Ada", "ask", "suppliers", "explicit", "suppliers of sensors", "ask", "suppliers of sensors"),
        ("Bo", "offer", "engineering", "explicit", "sensors", "offer", "sensors"),
        ("Cy", "offer", "engineering", "explicit", "sensor design", "offer", "sensor design"),
    ]
    assert helpers("Ada", people, said) == ["Bo"]


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("distributors in the EU", "Dan"), ("a distributor in DACH", "Eva"), ("distributors in Europe", "Dan"),
        ("distributors in the Nordics", "Dan"), ("a distributor in Japan", "Bo"), ("a distributor in Germany", "Eva"),
        ("um distribuidor, eu mesmo viajo", "Bo"),
    ],
)  # fmt: skip
def test_a_region_that_is_named_holds_its_countries(sought: str, first: str) -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", "JP"), ("Dan", "", "", "DK"), ("Eva", "", "", "SG")]
    said: list[Tag] = [("Ada", "ask", "distribution", "explicit", sought, "ask", sought)]
    said += [
        (who, "offer", "distribution", "explicit", "Distributes", "note", "Distributes tools.") for who in ("Bo", "Dan")
    ]
    said += [("Eva", "offer", "distribution", "explicit", "Distributes", "note", "Distributes tools in DACH.")]
    assert helpers("Ada", people, said)[0] == first
