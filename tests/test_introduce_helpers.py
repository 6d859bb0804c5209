"""Who of several helpers is suggested: those who do it for others, who are near and no relatives, and no more than are of use."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.referral.introduce import introduce
from pipeline.referral.providers import EMPLOYED, SERVES, Post, factor
from pipeline.referral.vocabulary import load
from pipeline.schema import TAGS_COLUMNS
from pipeline.settings import Owner

VOCABULARY = load()
Person = tuple[str, str, str]
"""Name, title, firm."""
Said = tuple[str, str, str, str, str, str]
"""Name, side, topic, strength, evidence, field."""


def suggest(people: list[Person], said: list[Said], **columns: dict[str, str]) -> pd.DataFrame:
    """Introductions between these, best first, with names in place of ids. `columns`: name -> other columns."""
    rows = [
        {"person_id": f"p{name}", "full_name": name, "family_name": name.split()[-1], "title": title,
         "organization": firm, "country": "DE", **columns.get(name.replace(" ", "_"), {})}
        for name, title, firm in people
    ]  # fmt: skip
    tags = [(f"p{who}", side, topic, how, words, f"r{who}", where, "", 0.9 if how == "explicit" else 0.7)
            for who, side, topic, how, words, where in said]  # fmt: skip
    table = introduce(
        pd.DataFrame(rows).fillna(""), pd.DataFrame(tags, columns=TAGS_COLUMNS), Owner(name="Olga Kestrel"), VOCABULARY
    )
    return table.assign(person_a=table["person_a"].str[1:], person_b=table["person_b"].str[1:])


def helpers(table: pd.DataFrame, asker: str) -> list[str]:
    """Who helps the asker, best first."""
    of_asker = table[table["person_b"] == asker].sort_values("score", ascending=False)
    return of_asker["person_a"].tolist()


@pytest.mark.parametrize(
    ("topic", "title", "firm", "family_name", "expected"),
    [
        ("accounting-tax", "Accountant", "Hotel Seeblick", "Lorne", EMPLOYED),
        ("legal", "Syndikusrechtsanwalt", "Voltamax AG", "Lorne", EMPLOYED),
        ("software-development", "Software Engineer", "Voltamax AG", "Lorne", EMPLOYED),
        ("software-development", "Software Engineer", "Lumora Software GmbH", "Lorne", 1.0),
        ("people-hr", "HR Business Partner", "Skyloom", "Lorne", EMPLOYED),
        ("product-management", "Product Owner", "Skyloom", "Lorne", EMPLOYED),
        ("software-development", "Freelance Software Engineer", "Voltamax AG", "Lorne", SERVES),
        ("software-development", "Software Engineer", "Self-employed", "Lorne", SERVES),
        ("software-development", "Software Engineer", "", "Lorne", 1.0),
        ("software-development", "Software Engineer", "Student", "Lorne", 1.0),
        ("software-development", "Lead Developer", "Saltworks Digital Agency", "Lorne", SERVES),
        ("graphic-design", "Grafikerin", "Lorne Grafik", "Lorne", SERVES),
        ("web-development", "Webdesigner", "Lorne Webdesign", "Lorne", SERVES),
        ("marketing", "Marketing Manager", "Lorne Bau GmbH", "Lorne", 1.0),
        ("education-training", "Sprachtrainer", "Lorne Sprachen", "Lorne", SERVES),
        ("accounting-tax", "Contadora", "Contabilidade Norte", "Lorne", SERVES),
        ("graphic-design", "Graphic Designer", "Blue Design Ltd", "Lorne", SERVES),
        ("graphic-design", "Diseñadora gráfica", "Supermercados Delta", "Lorne", EMPLOYED),
        ("legal", "Avocate", "Cabinet Tissier", "Lorne", SERVES),
        ("accounting-tax", "Commercialista", "Assicura Spa", "Lorne", SERVES),
        ("accounting-tax", "Boekhouder", "Administratiekantoor Noord", "Lorne", SERVES),
        ("intellectual-property", "弁理士", "例題特許事務所", "見本", SERVES),
        ("accounting-tax", "経理", "田中会計事務所", "田中", SERVES),
        ("legal", "法务", "样例科技有限公司", "范", EMPLOYED),
        ("insurance", "Insurance Broker", "Bluewater", "Lorne", 1.0),
    ],
)  # fmt: skip
def test_title_and_firm_tell_who_does_it_for_others(
    topic: str, title: str, firm: str, family_name: str, expected: float
) -> None:
    assert factor(topic, title, Post(title, firm, family_name)) == expected


def test_a_freelance_comes_before_employees_of_the_trade_who_are_not_proposed_beside_them() -> None:
    staff = [(f"Staff {n}", "Software Engineer", f"Bank {n}") for n in "abcde"]
    free = ("Fay Vole", "Freelance Developer", "")
    said: list[Said] = [
        ("Ann Roe", "ask", "software-development", "explicit", "needs an app built", "note"),
        *((who, "offer", "software-development", "inferred", title, "title") for who, title, _ in [*staff, free]),
    ]
    table = suggest([("Ann Roe", "Owner", "Roe Bikes"), *staff, free], said)
    assert helpers(table, "Ann Roe") == ["Fay Vole"]
    without = suggest([("Ann Roe", "Owner", "Roe Bikes"), *staff], said[:-1])
    assert len(helpers(without, "Ann Roe")) == 1


def test_who_seeks_customers_works_for_others() -> None:
    people = [
        ("Ann Roe", "", ""),
        ("Bo Ives", "Accountant", "Ridgeway Foods"),
        ("Cy Mott", "Accountant", "Pellucid"),
    ]
    said: list[Said] = [
        ("Ann Roe", "ask", "accounting-tax", "explicit", "needs somebody for the books", "note"),
        ("Bo Ives", "offer", "accounting-tax", "inferred", "Accountant", "title"),
        ("Cy Mott", "offer", "accounting-tax", "inferred", "Accountant", "title"),
        ("Cy Mott", "ask", "customers", "explicit", "takes new clients", "note"),
    ]
    assert helpers(suggest(people, said), "Ann Roe") == ["Cy Mott"]


def test_a_painter_is_proposed_to_who_seeks_one_and_no_joiner_beside_them() -> None:
    people = [("Gero Tamm", "", ""), ("Jens Kott", "Malermeister", "Kott GmbH"), ("Lena Vieh", "", "Vieh Holz")]
    said: list[Said] = [
        ("Gero Tamm", "ask", "construction-trades", "explicit", "Maler", "ask"),
        ("Jens Kott", "offer", "construction-trades", "inferred", "Malermeister", "title"),
        ("Lena Vieh", "offer", "construction-trades", "explicit", "Möbel nach Maß", "offer"),
    ]
    assert helpers(suggest(people, said), "Gero Tamm") == ["Jens Kott"]


def test_names_of_trades_are_words_that_tell_something() -> None:
    people = [("Ann Roe", "", ""), ("Bo Ives", "", ""), ("Cy Mott", "Accountant", "")]
    said: list[Said] = [
        ("Ann Roe", "ask", "accounting-tax", "explicit", "needs an accountant", "note"),
        ("Bo Ives", "offer", "accounting-tax", "inferred", "VAT refunds", "title"),
        ("Cy Mott", "offer", "accounting-tax", "inferred", "Accountant", "title"),
    ]
    assert helpers(suggest(people, said), "Ann Roe")[0] == "Cy Mott"


@pytest.mark.parametrize(("topic", "first"), [("accounting-tax", "Near By"), ("translation", "Far Off")])
def test_what_is_bound_to_a_country_is_sought_there_first(topic: str, first: str) -> None:
    people = [("Ann Roe", "", ""), ("Far Off", "", ""), ("Near By", "Freelance", "")]
    said: list[Said] = [
        ("Ann Roe", "ask", topic, "explicit", "needs somebody", "note"),
        ("Far Off", "offer", topic, "explicit", "does it gladly", "note"),
        ("Near By", "offer", topic, "inferred", "Freelance", "title"),
    ]
    assert helpers(suggest(people, said, Far_Off={"country": "NL"}), "Ann Roe")[0] == first
    abroad = {"country": "", "phones": "work:+31205550143"}
    at_home = {"country": "", "phones": "mobile:+4930555012"}
    assert helpers(suggest(people, said, Far_Off=abroad, Near_By=at_home), "Ann Roe")[0] == first


def test_of_two_of_a_local_trade_the_one_of_the_same_town_comes_first() -> None:
    people = [("Ann Roe", "", ""), ("Bo Ives", "", ""), ("Cy Mott", "", "")]
    said: list[Said] = [("Ann Roe", "ask", "real-estate", "explicit", "looks for a flat", "note")]
    said += [(who, "offer", "real-estate", "explicit", "lets houses", "note") for who in ("Bo Ives", "Cy Mott")]
    towns = {"Ann_Roe": {"city": "Valencia"}, "Bo_Ives": {"city": "Bilbao"}, "Cy_Mott": {"city": "VALENCIA"}}
    assert helpers(suggest(people, said, **towns), "Ann Roe")[0] == "Cy Mott"


def test_each_thing_that_somebody_asks_for_is_answered_before_one_of_them_twice() -> None:
    names = ["Ann Roe", "Bo Ives", "Cy Mott", "Di Nash", "Ed Orr", "Flo Pym"]
    said: list[Said] = [
        ("Ann Roe", "ask", "funding", "explicit", "a seed round", "ask"),
        ("Ann Roe", "ask", "software-development", "explicit", "somebody for the app", "ask"),
        *((who, side, topic, "explicit", "invests", "note") for who in names[1:5]
          for side, topic in (("ask", "deal-flow"), ("offer", "funding"))),
        ("Flo Pym", "offer", "software-development", "inferred", "Freelance Developer", "title"),
    ]  # fmt: skip
    table = suggest([(name, "", "") for name in names], said)
    assert "Flo Pym" in helpers(table, "Ann Roe")


def test_two_topics_read_in_one_breath_are_one_ask() -> None:
    names = ["Uta Brink", "Claas Ten", "Martin Lub"]
    words = "her landlord gave notice, she needs a shop"
    said: list[Said] = [
        ("Uta Brink", "ask", "real-estate", "explicit", "her landlord gave notice", "note"),
        ("Uta Brink", "ask", "workspace", "inferred", words, "note"),
        ("Claas Ten", "offer", "real-estate", "explicit", "lets shops", "offer"),
        ("Martin Lub", "offer", "workspace", "explicit", "meeting rooms", "offer"),
    ]
    assert helpers(suggest([(name, "", "") for name in names], said), "Uta Brink") == ["Claas Ten"]


def two(asker: str, helper: str, **columns: dict[str, str]) -> list[str]:
    """Who helps the asker, where the helper is the only one who can."""
    said: list[Said] = [
        (asker, "ask", "coaching", "explicit", "wants a coach", "note"),
        (helper, "offer", "coaching", "explicit", "coaches", "offer"),
    ]
    return helpers(suggest([(asker, "", ""), (helper, "", "")], said, **columns), asker)


@pytest.mark.parametrize(
    ("asker", "helper", "strangers"),
    [
        ("Dario Bragantini", "Chiara Bragantini", False),
        ("Dario Bragantini", "Chiara Bragantini-Lunardi", False),
        ("Dario Bragantini", "Chiara Lunardi", True),
        ("Dario Bragantini", "Dario Lunardi", True),
    ],
)
def test_two_of_one_rare_family_name_know_each_other(asker: str, helper: str, strangers: bool) -> None:
    assert two(asker, helper) == ([helper] if strangers else [])


def test_a_common_name_makes_relatives_in_one_town_alone() -> None:
    crowd = [(f"Ann Bell{n}", "", "") for n in range(60)]
    said: list[Said] = [
        ("Bo Smith", "ask", "coaching", "explicit", "wants a coach", "note"),
        ("Cy Smith", "offer", "coaching", "explicit", "coaches", "offer"),
        *((name, "offer", "legal", "explicit", "law", "offer") for name, *_ in crowd),
    ]
    people = [("Bo Smith", "", ""), ("Cy Smith", "", ""), *crowd]
    far = {"Bo_Smith": {"city": "Sneek"}, "Cy_Smith": {"city": "Utrecht"}}
    near = {"Bo_Smith": {"city": "Sneek"}, "Cy_Smith": {"city": "Sneek"}}
    assert helpers(suggest(people, said, **far), "Bo Smith") == ["Cy Smith"]
    assert helpers(suggest(people, said, **near), "Bo Smith") == []


def test_two_with_one_telephone_know_each_other() -> None:
    phones = {"phones": "home:+4920112345 ; mobile:+491771"}, {"phones": "work:+4920112345"}
    assert two("Bo Ives", "Cy Mott", Bo_Ives=phones[0], Cy_Mott=phones[1]) == []
    assert two("Bo Ives", "Cy Mott", Bo_Ives=phones[0]) == ["Cy Mott"]


def test_a_personnel_manager_who_seeks_electricians_hires_them_and_needs_no_craftsman() -> None:
    people = [("Heike Sand", "HR Manager", "Voltamax AG"), ("Ralf Eick", "", ""), ("Sven Ball", "", "")]
    said: list[Said] = [
        ("Heike Sand", "ask", "construction-trades", "explicit", "Elektriker", "ask"),
        ("Heike Sand", "ask", "talent", "explicit", "Elektriker", "ask"),
        ("Heike Sand", "offer", "people-hr", "inferred", "HR Manager", "title"),
        ("Ralf Eick", "offer", "construction-trades", "explicit", "Elektroarbeiten", "offer"),
        ("Sven Ball", "ask", "job", "explicit", "eine Stelle als Elektriker", "ask"),
        ("Sven Ball", "ask", "construction-trades", "explicit", "Elektriker", "ask"),
    ]
    table = suggest(people, said)
    assert {frozenset(p) for p in zip(table["person_a"], table["person_b"], strict=True)} == {
        frozenset(("Heike Sand", "Sven Ball"))
    }


def test_what_a_recruiter_says_of_those_who_are_sought_is_no_service_of_theirs() -> None:
    words = "I place backend engineers, always looking for candidates"
    people = [("Ann Roe", "", ""), ("Nadia Ferris", "Tech Recruiter", "Ferris Talent"), ("Pia Deol", "", "")]
    said: list[Said] = [
        ("Ann Roe", "ask", "software-development", "explicit", "needs a developer", "message"),
        ("Nadia Ferris", "offer", "software-development", "explicit", words, "message"),
        ("Nadia Ferris", "ask", "talent", "explicit", "looking for candidates", "message"),
        ("Nadia Ferris", "offer", "recruiting", "inferred", "Tech Recruiter", "title"),
        ("Pia Deol", "ask", "job", "explicit", "looking for something smaller", "message"),
        ("Pia Deol", "offer", "software-development", "inferred", "Software Engineer", "title"),
    ]
    table = suggest(people, said)
    assert "Nadia Ferris" not in helpers(table, "Ann Roe")
    met = table[table["mutual"]]
    assert {*met["person_a"], *met["person_b"]} == {"Nadia Ferris", "Pia Deol"}


def test_a_freelance_is_not_presented_with_a_firm_called_self_employed() -> None:
    people = [("Ann Roe", "", ""), ("Bo Ives", "Freelance Coach", "Self-employed"), ("Cy Mott", "Coach", "Blue Ltd")]
    said: list[Said] = [("Ann Roe", "ask", "coaching", "explicit", "wants a coach", "note")]
    said += [(who, "offer", "coaching", "explicit", "coaches", "offer") for who in ("Bo Ives", "Cy Mott")]
    drafts = " ".join(suggest(people, said)["draft"])
    assert "Bo Ives (Freelance Coach)" in drafts
    assert "Cy Mott (Coach, Blue Ltd)" in drafts
