"""Trades and goods within wide topics, and countries: who is meant, in whatever language they say so."""

from __future__ import annotations

import pandas as pd
import pytest
from referral_world import Tag, helpers, introductions

from pipeline.referral import specialities
from pipeline.referral.tag import tag, tagger
from pipeline.referral.vocabulary import load


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("distribuidores en otros países", set()), ("socios en los Países Bajos", {"NL"}), ("Chi la usa in cucina", set()),
        ("resellers in the USA", {"US"}), ("Germán conoce a todos", set()), ("German resellers", {"DE", "german"}),
        ("distribuidores en América Latina", {"latin-america"}), ("una zona franca", set()), ("indien mogelijk", set()),
        ("we polish metal parts", {"metal"}), ("Händler im deutschsprachigen Raum", set()), ("マネジメント", set()),
        ("〇〇ジャパン株式会社", set()), ("インドネシア", set()), ("六角ネジ", {"screws"}), ("organic cotton tees", set()),
        ("in der alten Kaserne", set()), ("nursery places", {"childcare"}), ("Chef de rang", {"cooking", "waiting"}),
        ("terapeuta familiar", set()), ("terapeuta ocupacional", {"occupational"}), ("falls jemand Zeit hat", set()),
        ("clases para solicitantes de asilo", set()), ("public speech training", set()), ("Speech therapist", {"speech"}),
        ("Brasserie du Port", set()), ("honing and grinding", set()), ("Industrial Distribution", set()),
        ("motori elettrici", {"motors"}), ("telefones móveis", set()), ("Glacier tours", set()),
    ],
)  # fmt: skip
def test_words_that_only_look_like_those_of_a_speciality_name_none(text: str, expected: set[str]) -> None:
    names = specialities.catalogue().names
    assert {names[n] for n in specialities.of(text)} == expected


@pytest.mark.parametrize(
    ("firm", "owner", "expected"),
    [
        ("Winzer Druck GmbH", "Irmgard Winzer", set()), ("Weingut Winzer", "Irmgard Winzer", {"wine"}),
        ("Brouwer Transport", "Ada Smit", set()), ("Brouwerij Smit", "Ada Smit", {"beer"}), ("Pasta Labs", "", set()),
        ("Sensor Labs", "", {"sensors"}), ("Bodegas Ríos", "", {"wine"}), ("Wine Gallery", "", {"gallery"}),
        ("Hotel Koch", "", set()), ("Malerbetrieb Koch", "", {"painter"}),
    ],
)  # fmt: skip
def test_in_a_firms_name_neither_a_family_name_nor_a_fancy_is_a_speciality(
    firm: str, owner: str, expected: set[str]
) -> None:
    names = specialities.catalogue().names
    assert {names[n] for n in specialities.of_firm(firm, owner)} == expected


def test_whose_name_is_that_of_goods_is_not_left_out_where_others_are_sought() -> None:
    people = [("Ada", "", "", ""), ("Ida Winzer", "Geschäftsführerin", "Winzer GmbH", "")]
    said: list[Tag] = [
        ("Ada", "ask", "manufacturing", "explicit", "un falegname per mobili", "ask", "un falegname per mobili"),
        ("Ida Winzer", "offer", "manufacturing", "explicit", "Serienfertigung", "offer", "Serienfertigung"),
    ]
    assert helpers("Ada", people, said) == ["Ida Winzer"]


@pytest.mark.parametrize(
    ("owner", "firm", "offers"),
    [
        ("Ida Winzer", "Winzer GmbH", set()), ("Ida Winzer", "Weingut Winzer", {"food-hospitality"}),
        ("Bettina Glas", "Glas und Partner", set()), ("Ada Roe", "Pasta Labs GmbH", set()),
        ("Ada Roe", "Teatro La Almazara", set()), ("Ada Roe", "Queijaria Serra Alta", {"food-hospitality"}),
    ],
)  # fmt: skip
def test_a_firm_implies_no_trade_by_its_owners_name_or_a_fancy(owner: str, firm: str, offers: set[str]) -> None:
    records = pd.DataFrame({"record_id": ["r1"], "person_id": ["p1"], "as_of": [""]})
    told = {"full_name": owner, "family_name": owner.rsplit(maxsplit=1)[-1], "title": "Inhaberin", "organization": firm}
    claims = pd.DataFrame(
        [("r1", field, value, value, "") for field, value in told.items()],
        columns=["record_id", "field", "value", "raw", "as_of"],
    )
    assert set(tag(records, claims, load())["topic"]) == offers


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


@pytest.mark.parametrize("text", ["motori elettrici industriali", "motores eléctricos"])
def test_goods_in_a_list_stay_though_the_model_does_not_know_them(text: str) -> None:
    assert ("offer", "manufacturing") in {(f.side, f.topic) for f in tagger(load()).read("offer", text)}


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


def test_what_hardly_answers_goods_that_are_named_makes_nothing_mutual() -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", "")]
    said: list[Tag] = [
        (
            "Ada",
            "ask",
            "manufacturing",
            "explicit",
            "una macchina per imballaggio",
            "ask",
            "una macchina per imballaggio",
        ),
        ("Ada", "offer", "manufacturing", "explicit", "scatole di cartone", "offer", "scatole di cartone"),
        ("Bo", "ask", "suppliers", "explicit", "packaging cartons", "ask", "packaging cartons"),
        ("Bo", "offer", "manufacturing", "explicit", "powder coating", "offer", "powder coating"),
    ]
    found = introductions(people, said)
    assert found[["person_a", "person_b", "mutual"]].to_numpy().tolist() == [["Ada", "Bo", False]]


def test_who_asks_is_not_what_they_ask_for() -> None:
    people = [("Ada", "", "", ""), ("Bo", "", "", ""), ("Cy", "", "", "")]
    text = "Our brewery looks for a supplier of glass bottles"
    said: list[Tag] = [
        ("Ada", "ask", "suppliers", "explicit", "looks for a supplier", "note", text),
        ("Bo", "offer", "suppliers", "explicit", "Supplies glass", "note", "Supplies glass to all of Europe"),
        ("Cy", "offer", "suppliers", "explicit", "Supplies beer", "note", "Supplies beer and wine"),
    ]
    assert helpers("Ada", people, said) == ["Bo"]
