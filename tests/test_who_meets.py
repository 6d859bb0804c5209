"""Who should meet whom where several seem to fit: buyers and sellers, recruiters and hirers, the owner."""

from __future__ import annotations

import pandas as pd
import pytest
from referral_world import Tag, helpers, introductions

from pipeline.referral.circle import side_of
from pipeline.referral.specialities import catalogue, clientele, meant, sold
from pipeline.referral.tag import tagger
from pipeline.referral.vocabulary import load
from pipeline.schema import OWNER
from pipeline.settings import Owner

Person = tuple[str, str, str, str]


def nobody(*names: str, country: str = "") -> list[Person]:
    """People of whom no more than the names are known."""
    return [(name, "", "", country) for name in names]


def pairs(table: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in zip(table["person_a"], table["person_b"], strict=True)}


def said(who: str, side: str, topic: str, words: str, how: str = "explicit", field: str = "") -> Tag:
    return (who, side, topic, how, words, field or side, words)


def names(found: frozenset[int]) -> set[str]:
    return {catalogue().names[n] for n in found}


def test_who_seeks_customers_for_some_goods_meets_who_seeks_these_goods() -> None:
    told = [
        said("Bo", "ask", "customers", "Kunden für Eichenfässer"),
        said("Ada", "ask", "suppliers", "des fûts de chêne"),
        said("Cy", "ask", "suppliers", "un fournisseur de cartons"),
    ]
    table = introductions(nobody("Ada", "Bo", "Cy"), told)
    assert pairs(table) == {frozenset(("Ada", "Bo"))}
    assert table["mutual"].tolist() == [True]


def test_who_seeks_customers_without_naming_goods_sells_what_they_offer() -> None:
    told = [
        said("Bo", "ask", "customers", "clienti nel settore del vino"),
        said("Bo", "offer", "manufacturing", "scatole e cartoni per bottiglie di vino"),
        said("Ada", "ask", "suppliers", "Kartons für den Weinversand"),
        said("Cy", "ask", "suppliers", "ein Weinlieferant"),
    ]
    assert pairs(introductions(nobody("Ada", "Bo", "Cy"), told)) == {frozenset(("Ada", "Bo"))}


def test_of_two_who_seek_any_suppliers_the_wine_grower_is_the_customer_for_barrels() -> None:
    people = [("Ada", "Winzerin", "", ""), ("Bo", "", "", ""), ("Cy", "Verlegerin", "", "")]
    field = [said(who, "offer", "engineering", "works with machines") for who, *_ in people]
    told = [
        said("Bo", "ask", "customers", "Kunden für Holzfässer"),
        said("Ada", "ask", "suppliers", "neue Lieferanten"),
        said("Cy", "ask", "suppliers", "neue Lieferanten"),
    ]
    assert helpers("Bo", people, [*told, *field])[:1] == ["Ada"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("scatole per bottiglie di vino", {"packaging"}), ("Kartons für den Weinversand", {"packaging"}),
        ("looking for a supplier of wine for our hotel", {"wine"}), ("vins et fromages", {"wine", "cheese"}),
    ],
)  # fmt: skip
def test_what_goods_are_for_is_not_what_is_sold(text: str, expected: set[str]) -> None:
    assert names(meant(text)) == expected


@pytest.mark.parametrize(
    ("text", "goods", "customers"),
    [
        ("Kunden für Etiketten", {"labels"}, {"wine", "spirits", "beer", "cider", "oil", "honey", "cosmetics"}),
        ("winegrowers who need a tractor", {"farm-machines"}, {"wine"}), ("clients dans le vin", set(), {"wine"}),
    ],
)  # fmt: skip
def test_who_is_sought_as_a_customer_is_not_what_is_sold(text: str, goods: set[str], customers: set[str]) -> None:
    assert names(sold(text)) == goods
    assert names(clientele(text)) == customers


def test_who_seeks_goods_is_no_supplier_of_them_by_title_alone() -> None:
    people = [("Ada", "", "", ""), ("Bo", "Enoteca", "", ""), ("Cy", "Vignaiola", "", "")]
    told = [
        said("Ada", "ask", "suppliers", "un fornitore di vino"),
        said("Bo", "ask", "suppliers", "fornitori di vino"),
        said("Bo", "offer", "food-hospitality", "Enoteca", "inferred", "title"),
        said("Cy", "offer", "food-hospitality", "produce vino", "inferred", "note"),
    ]
    assert helpers("Ada", people, told) == ["Cy"]


def test_who_seeks_a_training_gives_none_by_title_alone() -> None:
    people = [("Ada", "Docent", "", ""), ("Bo", "Professora", "", "")]
    told = [
        said("Ada", "ask", "education-training", "een cursus robotica"),
        said("Ada", "offer", "education-training", "Docent", "inferred", "title"),
        said("Bo", "ask", "education-training", "formação em primeiros socorros"),
        said("Bo", "offer", "education-training", "Professora", "inferred", "title"),
    ]
    assert introductions(people, told).empty


def test_a_recruiter_who_has_cooks_meets_who_hires_cooks() -> None:
    people = [("Ada", "Hoteldirektorin", "", ""), ("Bo", "Personalvermittler", "", ""), ("Cy", "Koch", "", "")]
    told = [
        said("Ada", "ask", "talent", "zwei Köche ab März"),
        said("Ada", "ask", "food-hospitality", "zwei Köche ab März"),
        said("Bo", "offer", "recruiting", "Personalvermittler", "inferred", "title"),
        said("Bo", "offer", "food-hospitality", "Köche und Servicekräfte"),
        said("Cy", "ask", "job", "eine Stelle"),
        said("Cy", "offer", "food-hospitality", "Koch", "inferred", "title"),
    ]
    table = introductions(people, told)
    assert pairs(table) == {frozenset(("Ada", "Bo")), frozenset(("Ada", "Cy"))}
    recruiter = table[table["person_a"] == "Bo"].iloc[0]
    assert recruiter["topic_a_to_b"] == "talent"
    assert "can help" in recruiter["why_b"]


def test_cooks_who_are_hired_are_not_looked_for_at_a_caterer() -> None:
    told = [
        said("Ada", "ask", "talent", "zwei Köche ab März"),
        said("Ada", "ask", "food-hospitality", "zwei Köche ab März"),
        said("Bo", "offer", "food-hospitality", "Partyservice"),
    ]
    assert introductions(nobody("Ada", "Bo"), told).empty


@pytest.mark.parametrize("topic", ["market-entry", "distribution"])
def test_who_works_in_another_market_than_the_one_that_is_named_is_no_help(topic: str) -> None:
    told = [
        said("Ada", "ask", topic, "hulp op de Spaanse markt"),
        said("Bo", "offer", topic, "en el mercado colombiano y peruano"),
        said("Cy", "offer", topic, "in Spanien und Portugal"),
        said("Di", "offer", topic, "in ganz Italien"),
    ]
    assert helpers("Ada", nobody("Ada", "Bo", "Cy", "Di"), told) == ["Cy"]


def test_a_translator_of_one_of_two_languages_is_no_help() -> None:
    told = [
        said("Ada", "ask", "translation", "a translator from English into Dutch"),
        said("Bo", "offer", "translation", "traducción inglés-español"),
        said("Cy", "offer", "translation", "vertalingen Engels-Nederlands"),
        said("Di", "offer", "translation", "translations"),
    ]
    found = helpers("Ada", nobody("Ada", "Bo", "Cy", "Di"), told)
    assert found[:1] == ["Cy"]
    assert "Bo" not in found


@pytest.mark.parametrize(
    ("topic", "wanted", "fitting", "other"),
    [
        ("illustration-art", "beeldhouwers voor een tentoonstelling", "esculturas de bronce", "medische illustraties"),
        ("illustration-art", "une galerie", "Galeristin", "Illustrationen für Etiketten"),
        ("travel-mobility", "ein Busunternehmen", "autocars de 60 places", "guides touristiques"),
        ("writing-editing", "uitgevers", "Édition de beaux livres", "schrijven van subsidieaanvragen"),
        ("food-hospitality", "un traiteur", "Catering für Feste", "Sommelière"),
        ("education-training", "lesmateriaal", "Unterrichtsmaterial", "Deutschkurse"),
    ],
)  # fmt: skip
def test_a_wide_topic_is_served_by_those_of_the_trade_that_is_named(
    topic: str, wanted: str, fitting: str, other: str
) -> None:
    told = [said("Ada", "ask", topic, wanted), said("Bo", "offer", topic, fitting), said("Cy", "offer", topic, other)]
    assert helpers("Ada", nobody("Ada", "Bo", "Cy"), told) == ["Bo"]


def test_introductions_are_those_to_the_people_who_are_named() -> None:
    told = [
        said("Ada", "ask", "introductions", "introductions to hospital directors"),
        said("Bo", "offer", "introductions", "introductions to investors"),
        said("Cy", "offer", "introductions", "knows many hospital directors"),
    ]
    assert helpers("Ada", nobody("Ada", "Bo", "Cy"), told)[:1] == ["Cy"]
    table = introductions(nobody("Ada", "Bo", "Cy"), told)
    assert table["score"].max() > 2 * table["score"].min() or len(table) == 1


def test_a_second_helper_for_what_is_bound_to_a_country_is_not_sought_abroad() -> None:
    people = [("Ada", "", "", "FR"), ("Bo", "", "", "FR"), ("Cy", "", "", "DE")]
    told = [
        said("Ada", "ask", "accounting-tax", "quelqu’un pour les impôts"),
        said("Bo", "offer", "accounting-tax", "comptabilité"),
        said("Cy", "offer", "accounting-tax", "Steuerberatung"),
    ]
    assert helpers("Ada", people, told) == ["Bo"]
    assert helpers("Ada", [people[0], people[2]], [told[0], told[2]]) == ["Cy"]


def test_each_ask_of_the_owner_is_answered_before_the_owner_helps_others() -> None:
    wants = ["translation", "legal", "photo-video"]
    owner = Owner(name="Olga Kestrel", asks=("a", "b", "c"), offers=("d",))
    others = nobody("Ada", "Bo", "Cy", "Di", "Ed", "Fay")
    told = [said(OWNER, "ask", topic, f"somebody for {topic}") for topic in wants]
    told += [said(OWNER, "offer", "marketing", "marketing plans"), said(OWNER, "offer", "data-ai", "data science")]
    told += [
        said(who, "offer", topic, topic, "inferred", "title")
        for who, topic in zip("Ada Bo Cy".split(), wants, strict=True)
    ]
    told += [said(who, "ask", "marketing", "marketing plans") for who in ("Di", "Ed", "Fay")]
    table = introductions(others, told, owner)
    helping = table[table["person_b"] == OWNER]
    assert set(helping["topic_a_to_b"]) == set(wants)


def test_who_has_places_for_sponsors_seeks_sponsors() -> None:
    for words in ("Sponsorenplätze beim Weinfest", "sponsor packages", "paquetes de patrocinio"):
        assert side_of("offer", "sponsorship", "explicit", words) == "ask"
    assert side_of("offer", "sponsorship", "explicit", "we sponsor student prizes") == "offer"


@pytest.mark.parametrize(
    "text",
    [
        "Winzer, die einen Schmalspurtraktor brauchen", "organisers of conferences who need sound and light",
        "hospitales que quieran comprar bombas de infusión", "cantine e distillerie come clienti",
        "hotels en restaurants als klant",
    ],
)  # fmt: skip
def test_those_who_need_what_is_named_are_sought_as_customers(text: str) -> None:
    found = [(f.side, f.topic) for f in tagger(load()).read("ask", text)]
    assert found == [("ask", "customers")]


def test_who_hires_electricians_meets_no_roofer_who_looks_for_work() -> None:
    people = [("Ada", "", "", ""), ("Bo", "Elettricista", "", ""), ("Cy", "Dachdecker", "", "")]
    told = [
        said("Ada", "ask", "talent", "electricians"),
        said("Ada", "ask", "construction-trades", "electricians"),
        said("Bo", "ask", "job", "un lavoro"),
        said("Bo", "offer", "construction-trades", "Elettricista", "inferred", "title"),
        said("Cy", "ask", "job", "eine Stelle"),
        said("Cy", "offer", "construction-trades", "Dachdecker", "inferred", "title"),
    ]
    assert pairs(introductions(people, told)) == {frozenset(("Ada", "Bo"))}
