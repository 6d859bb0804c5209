"""Which pairs of records are taken for one person, and why others are not."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pytest
from people_world import crowd, groups, resolved, tables

from pipeline.engine.base import Alone
from pipeline.people import comparisons
from pipeline.people.database import database
from pipeline.people.lexicon import shares
from pipeline.people.match import match, model, prior, splink_settings
from pipeline.people.rules import HELD
from pipeline.settings import Match

ANNA = {
    "id": "ra",
    "kind": "linkedin",
    "given_name": "Anna",
    "family_name": "Kowalska",
    "organization": "Contoso Robotics GmbH",
    "title": "Buyer",
    "linkedin_url": "https://www.linkedin.com/in/anna-kowalska",
}
ROBERT = {
    "id": "ra",
    "kind": "linkedin",
    "given_name": "Robert",
    "family_name": "Gardner",
    "organization": "Fabrikam Optics",
    "linkedin_url": "https://www.linkedin.com/in/robert-gardner",
}

ONE_PERSON = {
    "company in another form": (ANNA, {"full_name": "Anna Kowalska", "organization": "Contoso Robotics"}),
    "nickname": (ROBERT, {"full_name": "Bob Gardner", "organization": "Fabrikam Optics"}),
    "diacritics": (
        {**ANNA, "family_name": "Müller"},
        {"full_name": "Anna Mueller", "organization": "Contoso Robotics"},
    ),
    "native script": (
        {**ANNA, "given_name": "Иван", "family_name": "Соколов"},
        {"full_name": "Ivan Sokolov", "organization": "Contoso Robotics"},
    ),
    "one writing with a space and one without": (
        {**ANNA, "given_name": "美咲", "family_name": "小鳥遊"},
        {"given_name": "遊美咲", "family_name": "小鳥", "organization": "Contoso Robotics"},
    ),
    "hangul that was not divided": (
        {**ANNA, "given_name": "민수", "family_name": "남궁"},
        {"given_name": "남궁민수", "organization": "Contoso Robotics"},
    ),
    "family name first": (
        ROBERT,
        {"given_name": "Gardner", "family_name": "Robert", "organization": "Fabrikam Optics"},
    ),
    "initial": (ROBERT, {"given_name": "R.", "family_name": "Gardner", "organization": "Fabrikam Optics"}),
    "compound family name": (
        {**ANNA, "family_name": "Garcia Moreno"},
        {"full_name": "Anna Garcia", "organization": "Contoso Robotics"},
    ),
    "new family name, same e-mail": (
        {**ANNA, "email": "anna77@mail.example"},
        {"full_name": "Anna Lindqvist", "email": "anna77@mail.example", "organization": "Contoso Robotics"},
    ),
    "new name under one LinkedIn URL": (
        ANNA,
        {"full_name": "Berit Lindqvist", "linkedin_url": "https://linkedin.com/in/Anna-Kowalska/"},
    ),
    "new job, same mobile": (
        {**ANNA, "phone": "+49 171 3920011"},
        {"full_name": "Anna Kowalska", "organization": "Fabrikam Optics", "phone": "+49 171 3920011"},
    ),
    "typing error": (ROBERT, {"full_name": "Robert Gadrner", "organization": "Fabrikam Optics", "title": "Buyer"}),
    "scanner's error": (
        {**ROBERT, "email": "r.gardner@fabrikam.example"},
        {"full_name": "Robert Gardner", "email": "r.gardner@fabrikarn.example", "organization": "Fabrikam Optics"},
    ),
    "Korean name without and with a hyphen": (
        {**ANNA, "given_name": "Soo-jin"},
        {"full_name": "Sujin Kowalska", "organization": "Contoso Robotics"},
    ),
    "Greek letters": (
        {**ANNA, "given_name": "Evangelia", "family_name": "Kowalska"},
        {"given_name": "Ευαγγελία", "family_name": "Kowalska", "organization": "Contoso Robotics", "title": "Buyer"},
    ),
    "letters without vowels": (
        {**ANNA, "given_name": "Khaled", "family_name": "Al-Najjar"},
        {"given_name": "خالد", "family_name": "النجار", "organization": "Contoso Robotics", "title": "Buyer"},
    ),
    "Japanese name of many readings, same mobile": (
        {**ANNA, "given_name": "Kiyoko", "family_name": "Watanabe", "phone": "+81 90 1234 0011"},
        {"given_name": "聖代子", "family_name": "渡辺", "phone": "+81 90 1234 0011"},
    ),
    "new family name on one LinkedIn connection": (
        {**ANNA, "connected_on": "2017-03-14"},
        {
            "kind": "linkedin",
            "full_name": "Anna Lindqvist",
            "organization": "Contoso Robotics",
            "title": "Buyer",
            "connected_on": "2017-03-14",
        },
    ),
    "the firm in brackets": (ANNA, {"full_name": "Anna Kowalska (Contoso)", "phone": "+49 171 3920011"}),
    "the former name in brackets": (
        {**ANNA, "family_name": "Lindqvist (Kowalska)"},
        {"full_name": "Anna Kowalska", "organization": "Contoso Robotics"},
    ),
    "nothing but an address that bears the name": (
        {**ANNA, "email": "a.kowalska@contoso.example"},
        {"email": "a.kowalska@contoso.example"},
    ),
    "firm and name misread": (
        ANNA,
        {"kind": "card", "full_name": "Aniia Kowalska", "organization": "Contoso R0b0tlcs", "title": "Buyer"},
    ),
    "a number of eight digits without its country": (
        {**ANNA, "phone": "+45 3212 0011"},
        {"given_name": "Anna", "phone": "32120011"},
    ),
    "the firm as family name, in a phone": (
        {**ANNA, "phone": "+49 171 3920011"},
        {"given_name": "Anna", "family_name": "Contoso", "phone": "+49 171 3920011"},
    ),
    "first name and number": ({**ANNA, "phone": "+49 171 3920011"}, {"given_name": "Anna", "phone": "+49 171 3920011"}),
}
TWO_PEOPLE = {
    "namesakes": (
        ANNA,
        {"full_name": "Anna Kowalska", "organization": "Fabrikam Optics", "email": "ak@fabrikam.example"},
    ),
    "Jr. and Sr.": (
        {
            "id": "ra",
            "full_name": "Karl Gardner",
            "suffix": "Sr.",
            "phone": "+12015550111",
            "street": "1 Mill Lane",
            "city": "Borki",
        },
        {
            "full_name": "Karl Gardner",
            "suffix": "Jr.",
            "phone": "+12015550111",
            "street": "1 Mill Lane",
            "city": "Borki",
        },
    ),
    "namesakes in one town at two firms": (
        {**ANNA, "linkedin_url": "", "email": "ak@contoso.example", "city": "Borki", "postal_code": "10115"},
        {
            "full_name": "Anna Kowalska",
            "organization": "Fabrikam Optics",
            "title": "Buyer",
            "email": "anna@fabrikam.example",
            "city": "Borki",
            "postal_code": "10115",
        },
    ),
    "two of one name at one firm": (
        {**ANNA, "email": "anna.kowalska@contoso.example"},
        {
            "full_name": "Anna Kowalska",
            "organization": "Contoso Robotics",
            "title": "Counsel",
            "email": "anna.kowalska2@contoso.example",
        },
    ),
    "same first name, one desk": (
        {**ANNA, "phone:work": "+49 30 23125011"},
        {"full_name": "Anna Frey", "organization": "Contoso Robotics", "phone:work": "+49 30 23125011"},
    ),
    "same first name, a mailbox of the team": (
        {**ANNA, "email": "comercial@contoso.example"},
        {"full_name": "Anna Frey", "organization": "Contoso Robotics", "email": "comercial@contoso.example"},
    ),
    "father and son, both as the family writes it": (
        {"id": "ra", "full_name": "Karl Kowalska père", "phone": "+12015550011", "organization": "Contoso Robotics"},
        {"full_name": "Karl Kowalska fils", "phone": "+12015550011", "organization": "Contoso Robotics"},
    ),
    "father and son, one mailbox": (
        {"id": "ra", "full_name": "Karl Kowalska", "email": "kk@contoso.example", "organization": "Contoso Robotics"},
        {"full_name": "Karl Kowalska Filho", "email": "kk@contoso.example", "organization": "Contoso Robotics"},
    ),
    "two names two letters apart": (
        {**ANNA, "given_name": "Yutong"},
        {"full_name": "Yuhang Kowalska", "organization": "Contoso Robotics GmbH", "title": "Counsel"},
    ),
    "two former colleagues of one town in brackets": (
        {**ANNA, "family_name": "Kowalska (Borki)"},
        {"full_name": "Anna Frey (Borki)", "organization": "Contoso Robotics"},
    ),
    "nothing but a mailbox of the team": (
        {**ANNA, "email": "vertrieb@contoso.example"},
        {"email": "vertrieb@contoso.example"},
    ),
    "two double given names with a part in common": (
        {**ANNA, "given_name": "Hye-jin"},
        {"full_name": "Soo-jin Kowalska", "organization": "Contoso Robotics GmbH", "title": "Counsel"},
    ),
    "one name, mailboxes that differ by a dot": (
        {"id": "ra", "full_name": "Anna Kowalska", "email": "anna_kowalska@gmail.com", "phone": "+49 171 3920011"},
        {"full_name": "Anna Kowalska", "email": "anna.kowalska@gmail.com", "phone": "+49 151 23125011"},
    ),
    "two LinkedIn URLs": (
        ANNA,
        {
            "full_name": "Anna Kowalska",
            "organization": "Contoso Robotics GmbH",
            "title": "Buyer",
            "linkedin_url": "https://www.linkedin.com/in/anna-k-2",
        },
    ),
    "couple with one e-mail": (
        {**ANNA, "email": "kowalski@mail.example"},
        {"full_name": "Piotr Kowalska", "email": "kowalski@mail.example"},
    ),
    "Anna and Anne": (ANNA, {"full_name": "Anne Kowalska", "organization": "Contoso Robotics GmbH"}),
    "assistant's e-mail": (
        {**ANNA, "email": "m.frey@contoso.example"},
        {"full_name": "Martin Frey", "email": "m.frey@contoso.example", "organization": "Contoso Robotics GmbH"},
    ),
    "successor with line and title": (
        {**ANNA, "phone": "+49 30 23125011"},
        {
            "full_name": "Martin Frey",
            "phone": "+49 30 23125011",
            "title": "Buyer",
            "organization": "Contoso Robotics GmbH",
        },
    ),
    "the firm itself": (
        {**ANNA, "email": "mail@contoso.example", "phone": "+49 30 23125011"},
        {"organization": "Contoso Robotics GmbH", "email": "mail@contoso.example", "phone": "+49 30 23125011"},
    ),
    "same first name at one office": (
        {**ANNA, "street": "1 Mill Lane", "postal_code": "10115", "city": "Borki"},
        {
            "full_name": "Anna Frey",
            "organization": "Contoso Robotics GmbH",
            "street": "1 Mill Lane",
            "postal_code": "10115",
            "city": "Borki",
        },
    ),
}


FAMILIES = "Kowalska Adamik Bielak Czernik Dudzik Falkow Gawron Hornik Jasiak Klimek Lasota Malik Nowicka Olczak Pawlak Rogala Sikora Tomala Urbanik Wolski Zielnik Zawada Banasik Cieslik Drozda Fiedor Gajda Halicka Janas Kubica Lipska Majka Nitka Ochman Pokora Rataj Socha Tkacz Wilga Zych Bober Chmara Deren Figas Glica Hudak Irzyk Jurga".split()
FIRMS = "Alder Basalt Cobalt Delta Ember Falcon Garnet Harbor Indigo Juniper Kestrel Lumen Maple Nimbus Onyx Prism Quartz Raven Sable Topaz Umber Velvet Willow Zephyr Acorn Birch Cedar Drift Elder Fjord Grove Heron Inlet Jetty Kelpie Lark Mistral Nectar Otter Pebble Quince Rivulet Spruce Thistle Upland Vesper Wicker Yarrow Zinnia Amber".split()


def told_apart(person: dict[str, str], n: int, record: str) -> dict[str, str]:
    """The record with a family name, firm and numbers of its case alone."""
    swaps = {
        "Kowalska": FAMILIES[n],
        "kowalska": FAMILIES[n].lower(),
        "Contoso": FIRMS[n],
        "contoso": FIRMS[n].lower(),
        "Fabrikam": FIRMS[-n - 1] + " South",
        "fabrikam": FIRMS[-n - 1].lower() + "south",
        "0011": f"{1000 + 37 * n}",
        "5011": f"5{100 + n}",
        "anna77": f"anna{n}7",
        "Mill Lane": f"{FAMILIES[n]} Lane",
        "robert-gardner": f"robert-gardner-{n}",
    }
    out = {}
    for field, text in person.items():
        out[field] = text
        for old, new in swaps.items():
            out[field] = out[field].replace(old, new)
    return {**out, "id": f"r{record}{n:02}"}


@pytest.fixture(scope="module")
def judged() -> dict[str, bool]:
    """Whether the two records of each case became one person, all cases in one list."""
    cases = {**ONE_PERSON, **TWO_PEOPLE}
    people = [told_apart(p, n, r) for n, pair in enumerate(cases.values()) for p, r in zip(pair, "ab", strict=True)]
    found = groups(resolved(*people, *crowd()))
    return {name: frozenset({f"ra{n:02}", f"rb{n:02}"}) in found for n, name in enumerate(cases)}


@pytest.mark.parametrize("name", ONE_PERSON)
def test_joins(name: str, judged: dict[str, bool]) -> None:
    """Two records of one person become one person."""
    assert judged[name]


@pytest.mark.parametrize("name", TWO_PEOPLE)
def test_keeps_apart(name: str, judged: dict[str, bool]) -> None:
    """What two people share does not make them one."""
    assert not judged[name]


def test_a_shared_mailbox_joins_nobody() -> None:
    """Three people under info@ stay three people."""
    people = [
        {"id": f"r{n}", "full_name": name, "email": "info@contoso.example", "organization": "Contoso"}
        for n, name in enumerate(["Anna Frey", "Piotr Adler", "Lena Brandt"])
    ]
    assert len(groups(resolved(*people, *crowd()))) == 153


def test_nobody_is_asked_whether_colleagues_are_one_person() -> None:
    """Two names at one firm, in one office and on one number are two people, and no question."""
    office = {"organization": "Contoso Robotics", "address": "Kai 7, 24103 Kiel", "phone": "+49431901820"}
    people = [
        {"id": "ra", "full_name": "Volker Brandt", "email": "volker.brandt@contoso.example", **office},
        {"id": "rb", "full_name": "Anselm Kirchner", "email": "anselm.kirchner@contoso.example", **office},
    ]
    matches = resolved(*people, *crowd()).matches
    assert not ((matches["verdict"] == "review") & (matches["record_a"] == "ra") & (matches["record_b"] == "rb")).any()


def test_an_initial_that_fits_two_people_joins_neither() -> None:
    """J. Gardner where John and Jane Gardner work is left for review."""
    people = [
        {"id": "ra", "full_name": "John Gardner", "organization": "Fabrikam Optics"},
        {"id": "rb", "full_name": "Jane Gardner", "organization": "Fabrikam Optics"},
        {"id": "rc", "given_name": "J.", "family_name": "Gardner", "organization": "Fabrikam Optics"},
    ]
    result = resolved(*people, *crowd())
    assert {frozenset({"ra"}), frozenset({"rb"}), frozenset({"rc"})} <= groups(result)
    open_pairs = result.matches[result.matches["verdict"] == "review"]
    assert {"rc"} <= set(open_pairs["record_b"])


def test_pairs_do_not_depend_on_the_order_of_rows() -> None:
    """The same records and claims in another order give the same pairs."""
    records, claims = tables(
        ANNA, {"id": "rb", "full_name": "Anna Kowalska", "organization": "Contoso Robotics"}, *crowd(30)
    )
    one = match(records, claims, Match())
    other = match(records.sample(frac=1, random_state=1), claims.sample(frac=1, random_state=2), Match())
    pd.testing.assert_frame_equal(one, other)


def test_weights_add_up_to_the_probability() -> None:
    """The match weights of a pair that no rule holds back give its probability."""
    records, claims = tables(
        ANNA, {"id": "rb", "full_name": "Anna Kowalska", "organization": "Contoso Robotics"}, *crowd(30)
    )
    pair = match(records, claims, Match()).iloc[0]
    total = sum(float(part.split(" ")[0]) for part in pair["weights"].split("; "))
    assert pair["rule"] == ""
    assert pair["probability"] == pytest.approx(1 / (1 + 2**-total), abs=1e-3)


def test_held_back_pairs_say_why() -> None:
    """A pair that only a name connects is at most for review, and says so."""
    records, claims = tables(*TWO_PEOPLE["namesakes"], *crowd())
    pair = match(records, claims, Match()).iloc[0]
    assert pair["rule"] == "nothing but the name"
    assert pair["probability"] <= HELD
    assert "held back" in pair["why"]


def test_the_prior_falls_with_the_number_of_records() -> None:
    """Two random records of a million are less likely one person than two of a hundred."""
    assert prior(1_000_000) < prior(1_000) < prior(100) == prior(2)


def test_every_level_has_probabilities_and_a_weight_of_its_own() -> None:
    """The model knows every level, and no two levels of a comparison share a weight: that is how a level is told."""
    for c in comparisons.COMPARISONS:
        assert set(model()[c.name]) == {level.name for level in c.levels}
        ratios = [m / u for m, u in model()[c.name].values()]
        assert all(0 < p <= 1 for pair in model()[c.name].values() for p in pair)
        assert len({round(r, 9) for r in ratios}) == len(ratios)


def test_name_tables_are_shares() -> None:
    """The population tables hold shares of people, the most common names first."""
    for part in ("given", "family"):
        table = shares(part)
        assert 0.3 < table["share"].sum() < 1.01
        assert table["share"].is_monotonic_decreasing
        assert table["name"].is_unique


def test_nobody_and_one_record_give_no_pairs() -> None:
    """Fewer than two records give an empty table of the right columns."""
    records, claims = tables(ANNA)
    assert list(match(records, claims, Match()).columns) == [
        "record_a",
        "record_b",
        "probability",
        "why",
        "weights",
        "rule",
    ]


class Parted(Alone):
    """Lets records meet in a database of its own, and has few pairs weighed at a time."""

    def __init__(self, groups: int) -> None:
        self.groups, self.calls = groups, 0

    def meet(self, function: Callable[[pa.Table, pa.Table], pa.Table], rows: pa.Table, keys: pa.Table) -> pa.Table:
        """See Meet."""
        parts = []
        with database() as connection:
            connection.register("rows", rows)
            connection.register("keys", keys)
            connection.execute("""CREATE TABLE met AS SELECT DISTINCT l.n AS n_l, r.n AS n_r
                FROM keys l JOIN keys r USING (key) SEMI JOIN (SELECT key FROM keys GROUP BY key
                    HAVING count(*) BETWEEN 2 AND max(most)) USING (key) WHERE l.n < r.n""")
            for group in range(self.groups):
                mine = f"FROM met WHERE n_l % {self.groups} = {group}"
                near = f"SELECT rows.* FROM rows WHERE n IN (SELECT n_l {mine}) OR n IN (SELECT n_r {mine})"
                parts.append(function(*(connection.sql(q).to_arrow_table() for q in (mine, near))))
                self.calls += 1
        return pa.concat_tables(parts)


def test_pairs_weighed_in_groups_elsewhere_are_the_same() -> None:
    people = [
        *crowd(),
        {"given_name": "Anna Maria", "family_name": "Berg", "organization": "Firm 3 Tools", "phone": "+49 30 901820"},
        {"given_name": "Maria", "family_name": "Berg Anna", "organization": "Firm 3 Tools"},
        {"given_name": "A.", "family_name": "Berg", "email": "a.berg@firm-3.example"},
        {"given_name": "Alma", "family_name": "Berg", "email": "alma.berg@firm-3.example"},
        {"given_name": "Robert", "family_name": "Harms", "email": "bob@harms.example"},
        {"given_name": "Bob", "family_name": "Harms", "email": "bob@harms.example"},
    ]
    records, claims = tables(*people)
    engine = Parted(3)
    whole = match(records, claims, Match())
    pd.testing.assert_frame_equal(match(records, claims, Match(), engine), whole)
    assert engine.calls == 3
    assert len(whole) > 2
    assert (whole["rule"] == "fits two people").any()


TWINS = [{"full_name": "Ada Berg", "email": "us@berg.example"}] * 2


@pytest.mark.parametrize(
    ("others", "kinds"),
    [({"full_name": "Cy Moss"}, []), ({"full_name": "Ada Berg"}, [False]), ({**TWINS[0], "full_name": "Cy Moss"}, [True])],
    ids=["nobody alike", "one name", "two names"],
)  # fmt: skip
def test_scoring_is_prepared_for_no_kind_of_pair_that_is_not_there(
    others: dict[str, str], kinds: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes longer than all else in a run with a few new cards."""
    prepared = []

    def settings(count: int, odd: bool) -> object:
        prepared.append(odd)
        return splink_settings(count, odd)

    monkeypatch.setattr("pipeline.people.match.splink_settings", settings)
    pairs = match(*tables(TWINS[0], others), Match())
    assert prepared == kinds
    assert pairs.dtypes.equals(match(*tables(*TWINS), Match()).dtypes)


def test_a_couple_of_one_house_is_not_asked_about() -> None:
    """Address books are full of couples; somebody of another given name at the same firm may be one, and is."""
    house = {"street": "Am Hang 4", "postal_code": "83022", "city": "Rosenheim", "phone": "+49803155003"}
    one = {"id": "ra", "full_name": "Dieter Brandl", **house}
    other = {"id": "rb", "full_name": "Renate Brandl", **house}

    def chance(*people: dict[str, str]) -> float:
        pairs = match(*tables(*people, *crowd()), Match())
        hers = pairs[(pairs["record_a"] == "ra") & (pairs["record_b"] == "rb")]
        return float(hers["probability"].max()) if len(hers) else 0.0

    assert chance(one, other) < Match().review
    colleagues = [{**p, "organization": "Brandl Pumpen GmbH", "title": "Buyer"} for p in (one, other)]
    assert Match().review <= chance(*colleagues) < Match().join
