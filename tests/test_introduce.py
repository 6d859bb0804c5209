"""Who should meet whom: what a user relies on."""

from __future__ import annotations

import pandas as pd
import pytest
import referral_world as world
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.people.decisions import Intro, Retract, Unsure, Untag, effective
from pipeline.referral.acted import intro_id
from pipeline.referral.introduce import introduce
from pipeline.referral.vocabulary import load
from pipeline.schema import INTRODUCTIONS_COLUMNS, MATCHES_COLUMNS, OWNER, TAGS_COLUMNS, VALUES_COLUMNS
from pipeline.settings import Owner

AT = "2026-05-14T12:00:00Z"
VOCABULARY = load()
OWN = Owner(name="Olga Kestrel", email="olga@kestrel.example")


def suggest(people: pd.DataFrame | None = None, tags: pd.DataFrame | None = None, **more: object) -> pd.DataFrame:
    return introduce(
        world.people() if people is None else people, world.tags() if tags is None else tags, OWN, VOCABULARY, **more
    )  # type: ignore[arg-type]


def pairs(table: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset((a, b)) for a, b in zip(table["person_a"], table["person_b"], strict=True)}


def pair(a: str, b: str) -> frozenset[str]:
    return frozenset((world.id_of(a), world.id_of(b)))


def row(table: pd.DataFrame, a: str, b: str) -> pd.Series:
    both = table[[{x, y} == set(pair(a, b)) for x, y in zip(table["person_a"], table["person_b"], strict=True)]]
    assert len(both) == 1
    return both.iloc[0]


def test_two_who_can_help_each_other_come_first() -> None:
    table = suggest()
    assert list(table.columns) == INTRODUCTIONS_COLUMNS
    assert pair("jana", "uwe") in pairs(table[table["mutual"]])
    assert table["mutual"].is_monotonic_decreasing
    assert table["score"].is_monotonic_decreasing
    assert table.loc[table["mutual"], "score"].min() >= 0.5 > table.loc[~table["mutual"], "score"].max()


@pytest.mark.parametrize(("adviser", "maker"), [("uwe", "jana"), ("jana", "uwe")])
def test_a_faint_direction_makes_nothing_mutual_and_leaves_the_other(adviser: str, maker: str) -> None:
    tags = world.tags()
    made = tags["topic"] == "manufacturing"
    tags.loc[made, ["strength", "confidence"]] = ["inferred", 0.6]
    tags.loc[made & (tags["side"] == "ask"), "evidence"] = "braucht jemanden, der etwas fertigt"
    tags["person_id"] = tags["person_id"].replace(
        {world.id_of("uwe"): world.id_of(adviser), world.id_of("jana"): world.id_of(maker)}
    )
    found = row(suggest(tags=tags), adviser, maker)
    assert (found["person_a"], found["topic_a_to_b"]) == (world.id_of(adviser), "accounting-tax")
    assert (found["topic_b_to_a"], found["mutual"]) == ("", False)


def test_a_helps_b_with_what_b_asks_for() -> None:
    found = row(suggest(), "maud", "luc")
    assert (found["person_a"], found["person_b"]) == (world.id_of("maud"), world.id_of("luc"))
    assert (found["topic_a_to_b"], found["topic_b_to_a"], found["mutual"]) == ("intellectual-property", "", False)


def test_who_raises_money_and_who_seeks_deals_are_mutual_though_neither_offers_it_in_words() -> None:
    found = row(suggest(), "idris", "nora")
    topics = {found["person_a"]: found["topic_a_to_b"], found["person_b"]: found["topic_b_to_a"]}
    assert topics == {world.id_of("idris"): "funding", world.id_of("nora"): "deal-flow"}


def test_colleagues_are_not_introduced() -> None:
    assert pair("nora", "kit") not in pairs(suggest())


@pytest.mark.parametrize("firm", ["Tannert & Kollegen", "PROBST Feinmechanik", "Probst Feinmechanik GmbH & Co. KG"])
def test_a_firm_is_the_same_with_and_without_its_legal_form(firm: str) -> None:
    table = suggest(world.people(uwe={"organization": firm, "email": "", "emails": ""}))
    assert (pair("jana", "uwe") in pairs(table)) == (firm == "Tannert & Kollegen")


def test_a_shared_mail_domain_makes_colleagues_but_a_mail_provider_does_not() -> None:
    inside = suggest(world.people(uwe={"email": "uwe@probst.example"}))
    outside = suggest(world.people(uwe={"email": "uwe@gmail.com"}, jana={"email": "jana@gmail.com"}))
    assert pair("jana", "uwe") not in pairs(inside)
    assert pair("jana", "uwe") in pairs(outside)


@pytest.mark.parametrize("firm", ["Probst (Österreich) GmbH", "Pröbst", "PRÖBST Ges.m.b.H. (Wien)"])
def test_a_firm_is_the_same_with_and_without_accents_and_its_country(firm: str) -> None:
    alone = {"email": "", "emails": ""}
    people = world.people(jana={"organization": firm, **alone}, uwe={"organization": "Probst", **alone})
    assert pair("jana", "uwe") not in pairs(suggest(people))


def test_any_address_and_any_firm_of_somebody_makes_colleagues() -> None:
    both = world.people(uwe={"emails": "uwe@tannert.example ; uwe@probst.example"})
    assert pair("jana", "uwe") not in pairs(suggest(both))
    firms = pd.DataFrame(
        [(world.id_of("uwe"), world.record_of("uwe"), "organization", "PROBST Feinmechanik")],
        columns=VALUES_COLUMNS[:4],
    )
    assert pair("jana", "uwe") not in pairs(suggest(values=firms))
    assert pair("maud", "luc") in pairs(suggest(values=firms))


@pytest.mark.parametrize(
    "told", ["Freelance", "Self-employed", "Selbstständig", "Independent", "Student", "Retired", "Freelance Designer", "フリーランス"]
)  # fmt: skip
def test_two_who_work_for_nobody_are_no_colleagues(told: str) -> None:
    people = world.people(jana={"organization": told}, uwe={"organization": told})
    assert pair("jana", "uwe") in pairs(suggest(people))


def test_a_firm_may_be_called_as_those_who_have_none() -> None:
    people = world.people(jana={"organization": "Freelance GmbH"}, uwe={"organization": "Freelance"})
    assert pair("jana", "uwe") in pairs(suggest(people))
    people = world.people(jana={"organization": "Freelance GmbH"}, uwe={"organization": "FREELANCE GmbH"})
    assert pair("jana", "uwe") not in pairs(suggest(people))


@pytest.mark.parametrize(
    "host",
    [
        "live.nl", "outlook.de", "hotmail.co.uk", "gmx.fr", "yahoo.ca", "arcor.de", "tim.it", "hotmail.com.br", "home.nl",
        "neuf.fr", "yahoo.com.mx", "tiscali.it", "outlook.jp", "i.softbank.jp",
    ],
)  # fmt: skip
def test_two_with_a_mailbox_at_one_provider_are_no_colleagues(host: str) -> None:
    people = world.people(uwe={"email": f"uwe@{host}"}, jana={"email": f"jana@{host}"})
    assert pair("jana", "uwe") in pairs(suggest(people))


def test_namesakes_may_be_one_person_and_are_not_introduced() -> None:
    assert pair("jana", "uwe") not in pairs(suggest(world.people(uwe={"full_name": "Wendt-Probst, Jana"})))


def test_an_accent_makes_no_other_name() -> None:
    people = world.people(jana={"full_name": "Jörg Groß"}, uwe={"full_name": "Jorg Gross"})
    assert pair("jana", "uwe") not in pairs(suggest(people))


def test_two_who_may_be_one_person_are_not_introduced_until_somebody_says_that_they_are_two() -> None:
    def open_pair(verdict: str) -> pd.DataFrame:
        row = (world.record_of("jana"), world.record_of("uwe"), 0.7, verdict, "much alike")
        return pd.DataFrame([row], columns=MATCHES_COLUMNS)

    assert pair("jana", "uwe") not in pairs(suggest(matches=open_pair("review")))
    assert pair("jana", "uwe") in pairs(suggest(matches=open_pair("apart")))
    left_open = Unsure("d1", AT, world.record_of("jana"), world.record_of("uwe"))
    assert pair("jana", "uwe") not in pairs(suggest(matches=open_pair("apart"), decisions=[left_open]))


def test_the_owners_own_card_is_nobody_to_introduce() -> None:
    table = suggest(world.people(maud={"full_name": "O. Kestrel", "email": "OLGA@kestrel.example"}))
    assert world.id_of("maud") not in set(table["person_a"]) | set(table["person_b"])


@pytest.mark.parametrize("url", ["https://www.linkedin.com/in/olga-kestrel/", "http://linkedin.com/in/Olga-Kestrel"])
def test_the_owner_is_known_by_the_profile_whatever_the_name(url: str) -> None:
    own = Owner(name="Olga Kestrel", linkedin_url="https://www.linkedin.com/in/olga-kestrel")
    people = world.people(maud={"full_name": "O. K.", "linkedin_url": url})
    table = introduce(people, world.tags(), own, VOCABULARY)
    assert world.id_of("maud") not in set(table["person_a"]) | set(table["person_b"])
    other = world.people(maud={"full_name": "O. K.", "linkedin_url": f"{url.rstrip('/')}-2"})
    assert pair("maud", "luc") in pairs(introduce(other, world.tags(), own, VOCABULARY))


def test_a_firm_without_a_person_is_not_introduced() -> None:
    table = suggest(world.people(maud={"full_name": ""}))
    assert world.id_of("maud") not in set(table["person_a"]) | set(table["person_b"])


def test_the_owner_takes_part_with_asks_and_offers() -> None:
    table = suggest()
    helped = row(table, "zed", OWNER)
    assert (helped["person_b"], helped["topic_a_to_b"]) == (OWNER, "healthcare")
    helps = row(table, "saar", OWNER)
    assert (helps["person_a"], helps["topic_a_to_b"]) == (OWNER, "logistics")


def test_an_explicit_offer_ranks_above_an_inferred_one() -> None:
    tags = world.tags(("bruna", "offer", "intellectual-property", "explicit", "posso ajudar com patentes", "note"))
    table = suggest(tags=tags)
    assert row(table, "bruna", "luc")["score"] > row(table, "maud", "luc")["score"]


@pytest.mark.parametrize(
    ("strength", "rule", "sure", "said"),
    [
        ("inferred", "title", 0.55, False),
        ("inferred", "title", 0.65, True),
        ("inferred", "read", 0.75, False),
        ("explicit", "read", 0.85, True),
        ("explicit", "statement", 0.3, True),
    ],
)
def test_nobody_is_brought_together_for_a_mere_guess(strength: str, rule: str, sure: float, said: bool) -> None:
    tags = world.tags(
        ("bruna", "offer", "audio-music", strength, "a room full of drums", "note"),
        ("maud", "ask", "audio-music", "explicit", "needs a drummer", "note"),
    )
    tags.loc[tags["evidence"] == "a room full of drums", ["rule", "confidence"]] = [rule, sure]
    assert (pair("bruna", "maud") in pairs(suggest(tags=tags))) == said


@pytest.mark.parametrize(("rule", "served"), [("read", False), ("statement", True)])
def test_who_says_outright_what_they_give_asks_for_it_in_so_many_words_or_not_at_all(rule: str, served: bool) -> None:
    """An investor's slogan, `First money for deep water`, was read as a wish for investors."""
    slogan = ("idris", "ask", "funding", "explicit", "First money for deep water", "note")
    tags = world.tags(("idris", "offer", "funding", "explicit", "Writes first cheques", "note"), slogan)
    tags.loc[tags["evidence"] == slogan[4], "rule"] = rule
    people = world.people().query("full_name in ('Idris Vane', 'Kit Marlowe-Finch')")
    assert (pair("idris", "kit") in pairs(suggest(people, tags))) is served


def test_a_buyer_by_title_is_brought_to_who_seeks_customers_not_to_who_seeks_suppliers() -> None:
    tags = world.tags(
        ("bruna", "offer", "suppliers", "inferred", "Head of Procurement", "title"),
        ("bruna", "offer", "food-hospitality", "explicit", "runs canteens", "note"),
        ("maud", "ask", "suppliers", "explicit", "needs a supplier of flour", "note"),
        ("maud", "offer", "food-hospitality", "explicit", "bakes bread", "note"),
        ("zed", "ask", "customers", "explicit", "wants canteens as customers", "note"),
        ("zed", "offer", "food-hospitality", "explicit", "smokes fish", "note"),
    )
    met = pairs(suggest(tags=tags))
    assert pair("bruna", "maud") not in met
    assert pair("bruna", "zed") in met


def test_who_names_what_is_asked_for_comes_before_who_offers_the_wide_topic() -> None:
    tags = world.tags(
        ("luc", "ask", "manufacturing", "explicit", "cherche un atelier de couture", "note"),
        ("bruna", "offer", "manufacturing", "explicit", "embouteillage", "note"),
        ("zed", "offer", "manufacturing", "inferred", "Atelier de couture Okonedo", "title"),
    )
    few = tags[tags["person_id"].isin([world.id_of(key) for key in ("luc", "bruna", "zed")])]
    assert pairs(suggest(tags=few, cap=1)) == {pair("luc", "zed")}


@pytest.mark.parametrize("verdict", ["made", "dismissed"])
def test_what_was_acted_on_stays_away_also_under_another_topic(verdict: str) -> None:
    first = row(suggest(), "jana", "uwe")["intro_id"]
    done = Intro("d1", AT, first, verdict)
    assert pair("jana", "uwe") not in pairs(suggest(decisions=[done]))
    fewer = world.tags()[lambda t: ~((t["person_id"] == world.id_of("uwe")) & (t["side"] == "ask"))]
    other = row(suggest(tags=fewer), "jana", "uwe")["intro_id"]
    assert other != first
    more = world.tags(
        ("uwe", "offer", "legal", "explicit", "macht auch Vertragsrecht", "note"),
        ("jana", "ask", "legal", "explicit", "braucht Vertragsrecht", "note"),
    )
    assert pair("jana", "uwe") not in pairs(suggest(tags=more, decisions=[done]))


def test_a_dismissed_suggestion_stays_away_when_the_tag_behind_it_is_taken_away() -> None:
    dismissed = Intro("d1", AT, row(suggest(), "jana", "uwe")["intro_id"], "dismissed")
    untagged = Untag("d2", AT, world.record_of("jana"), "ask", "accounting-tax")
    left = world.tags()[lambda t: ~((t["person_id"] == world.id_of("jana")) & (t["topic"] == "accounting-tax"))]
    assert pair("jana", "uwe") in pairs(suggest(tags=left))
    assert pair("jana", "uwe") not in pairs(suggest(tags=left, decisions=[dismissed, untagged]))


def test_a_dismissed_suggestion_stays_away_when_one_of_the_two_turns_out_to_be_somebody_known_longer() -> None:
    dismissed = Intro("d1", AT, row(suggest(), "jana", "uwe")["intro_id"], "dismissed")
    older = "p" + "0" * 16
    people, tags = (
        table.replace({"person_id": {world.id_of("uwe"): older}}) for table in (world.people(), world.tags())
    )
    assert frozenset((older, world.id_of("jana"))) in pairs(suggest(people, tags))
    assert frozenset((older, world.id_of("jana"))) not in pairs(suggest(people, tags, decisions=[dismissed]))


def test_a_dismissed_suggestion_stays_away_when_what_was_asked_and_given_has_changed() -> None:
    dismissed = Intro("d1", AT, row(suggest(), "maud", "luc")["intro_id"], "dismissed")
    other = [
        ("luc", "ask", "legal", "explicit", "cherche un avocat", "note"),
        ("maud", "offer", "legal", "inferred", "Avocate", "title"),
    ]
    for gone in (("luc",), ("maud",), ("luc", "maud")):
        tags = world.tags(*other)
        at = tags["person_id"].isin([world.id_of(key) for key in gone]) & (tags["topic"] == "intellectual-property")
        assert pair("maud", "luc") in pairs(suggest(tags=tags[~at]))
        assert pair("maud", "luc") not in pairs(suggest(tags=tags[~at], decisions=[dismissed]))


def test_a_dismissed_suggestion_stays_away_when_the_record_that_somebody_was_named_after_says_nothing() -> None:
    dismissed = Intro("d1", AT, row(suggest(), "jana", "uwe")["intro_id"], "dismissed")
    older = "p" + "0" * 16
    people, tags = (
        table.replace({"person_id": {world.id_of("uwe"): older}}) for table in (world.people(), world.tags())
    )
    tags = tags.replace({"record_id": {world.record_of("uwe"): "r" + "1" * 16}})
    records = pd.DataFrame(
        {"record_id": [world.record_of("uwe"), world.record_of("jana")], "person_id": [older, world.id_of("jana")]}
    )
    now = frozenset((older, world.id_of("jana")))
    assert now in pairs(suggest(people, tags, records=records))
    assert now not in pairs(suggest(people, tags, records=records, decisions=[dismissed]))


def test_a_decision_that_names_records_holds_for_whoever_they_are_whatever_is_suggested() -> None:
    said = {"record_a": world.record_of("uwe"), "record_b": world.record_of("jana")}
    assert pair("jana", "uwe") not in pairs(suggest(decisions=[Intro("d1", AT, "i-of-old", "made", **said)]))
    owners = Intro("d1", AT, "i-of-old", "made", OWNER, world.record_of("zed"))
    assert pair("zed", OWNER) not in pairs(suggest(decisions=[owners]))


def test_a_retracted_decision_brings_the_suggestion_back() -> None:
    first = row(suggest(), "jana", "uwe")["intro_id"]
    decisions = [Intro("d1", AT, first, "dismissed"), Retract("d2", AT, "d1")]
    assert pair("jana", "uwe") in pairs(suggest(decisions=effective(decisions)))


def test_ids_do_not_depend_on_the_order_of_people_tags_or_names() -> None:
    one = suggest()
    two = suggest(world.people().iloc[::-1], world.tags().iloc[::-1].reset_index(drop=True))
    assert one.to_dict("records") == two.to_dict("records")
    assert intro_id("p1", "p2", "legal", "sales") == intro_id("p2", "p1", "sales", "legal")
    assert one["intro_id"].is_unique


def test_a_hirer_of_nurses_does_not_meet_a_developer_who_looks_for_work() -> None:
    job = ("davi", "ask", "job", "explicit", "procura emprego", "note")
    nurses = (
        ("nora", "ask", "talent", "explicit", "hiring", "note"),
        ("nora", "ask", "healthcare", "explicit", "hiring nurses", "note"),
    )
    coders = (
        ("nora", "ask", "talent", "explicit", "hiring", "note"),
        ("nora", "ask", "software-development", "explicit", "hiring two developers", "note"),
    )
    assert pair("nora", "davi") not in pairs(suggest(tags=world.tags(job, *nurses)))
    found = row(suggest(tags=world.tags(job, *coders)), "nora", "davi")
    assert found["mutual"]


def test_a_recruiter_of_no_known_field_and_somebody_who_looks_for_work_are_no_match() -> None:
    job = ("davi", "ask", "job", "explicit", "procura emprego", "note")
    recruiter = [
        ("zed", "ask", "talent", "inferred", "Headhunter", "title"),
        ("zed", "offer", "recruiting", "inferred", "Headhunter", "title"),
    ]
    field = ("zed", "offer", "software-development", "inferred", "Software", "title")
    assert pair("davi", "zed") not in pairs(suggest(tags=world.tags(job, *recruiter)))
    assert row(suggest(tags=world.tags(job, *recruiter, field)), "davi", "zed")["mutual"]


def test_a_job_in_a_field_is_no_call_for_a_service_of_that_field() -> None:
    job = [
        ("zed", "ask", "job", "explicit", "a job in software", "note"),
        ("zed", "ask", "software-development", "explicit", "a job in software", "note"),
    ]
    assert pair("davi", "zed") not in pairs(suggest(tags=world.tags(*job)))
    assert pair("davi", "zed") in pairs(suggest(tags=world.tags(job[1])))


def test_two_who_look_for_customers_and_suppliers_meet_with_a_field_in_common_alone() -> None:
    common = [
        ("elio", "ask", "customers", "explicit", "cerca clienti", "note"),
        ("ines", "ask", "suppliers", "explicit", "busca proveedores", "note"),
    ]
    assert pair("elio", "ines") not in pairs(suggest(tags=world.tags(*common)))
    together = world.tags(
        *common,
        ("elio", "offer", "food-hospitality", "inferred", "Arredi", "organization"),
        ("ines", "offer", "food-hospitality", "inferred", "Hoteles", "organization"),
    )
    assert pair("elio", "ines") in pairs(suggest(tags=together))
    buys = ("elio", "ask", "suppliers", "explicit", "cerca fornitori", "note")
    for strength, words in (("explicit", "vende maquinaria"), ("inferred", "Proveedora")):
        sells = ("ines", "offer", "suppliers", strength, words, "note")
        assert pair("elio", "ines") in pairs(suggest(tags=world.tags(sells, buys)))


def test_nobody_to_introduce_is_no_mistake_and_who_can_help_is_found_behind_who_cannot() -> None:
    common = [
        ("elio", "ask", "customers", "explicit", "cerca clienti", "note"),
        ("ines", "ask", "suppliers", "explicit", "busca proveedores", "note"),
    ]
    assert suggest(tags=world.tags(*common).tail(2)).empty
    sells = ("paco", "offer", "suppliers", "inferred", "Proveedor", "title")
    assert pairs(suggest(tags=world.tags(*common, sells).tail(3), cap=1)) == {pair("ines", "paco")}


def test_two_who_look_for_partners_meet_with_a_field_in_common_alone() -> None:
    both = [
        ("ines", "ask", "partnerships", "explicit", "partners for a museum exhibition", "ask"),
        ("zed", "ask", "partnerships", "explicit", "partners for freight to Ghana", "ask"),
    ]
    assert pair("ines", "zed") not in pairs(suggest(tags=world.tags(*both)))
    field = [(key, "offer", "events", "inferred", "Events", "title") for key in ("ines", "zed")]
    found = row(suggest(tags=world.tags(*both, *field)), "ines", "zed")
    assert (found["topic_a_to_b"], found["topic_b_to_a"]) == ("partnerships", "partnerships")
    assert "museum exhibition" not in found["draft"]
    assert "freight" not in found["draft"]


def test_every_reason_quotes_the_words_that_say_so() -> None:
    table, tags = suggest(), world.tags()
    said: dict[str, list[str]] = tags.groupby("person_id")["evidence"].agg(list).to_dict()
    for r in table.itertuples(index=False):
        for why in (r.why_a, r.why_b):
            assert any(words in why for words in said[r.person_a])
            assert any(words in why for words in said[r.person_b])
            assert why[0] == why[0].upper()
            assert why.endswith(".")


def test_a_person_of_nobodys_need_is_not_introduced() -> None:
    table = suggest(tags=world.tags(without=(OWNER,)))
    assert world.id_of("zed") not in set(table["person_a"]) | set(table["person_b"])


def test_without_tags_there_are_no_introductions() -> None:
    assert suggest(tags=pd.DataFrame(columns=TAGS_COLUMNS)).empty
    assert suggest(world.people().iloc[:0]).empty


TOPICS = st.sampled_from(sorted(VOCABULARY.concepts))
TAG = st.tuples(
    st.sampled_from(sorted(world.PEOPLE)), st.sampled_from(["ask", "offer"]), TOPICS,
    st.sampled_from(["explicit", "inferred"]), st.text(max_size=30), st.sampled_from(["note", "ask", "title"]),
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(TAG, max_size=60), st.integers(1, 4))
def test_whatever_the_tags_nobody_exceeds_the_cap_and_no_pair_comes_twice(
    rows: list[tuple[str, ...]], cap: int
) -> None:
    table = suggest(tags=world.tags(*rows), cap=cap)  # type: ignore[arg-type]
    both = pd.concat([table["person_a"], table["person_b"]])
    assert both.value_counts().max() <= cap
    assert len(pairs(table)) == len(table)
    assert (table["person_a"] != table["person_b"]).all()
    assert table["score"].between(0, 1).all()
    assert ((table["topic_a_to_b"] != "") & ((table["topic_b_to_a"] != "") == table["mutual"])).all()


def test_a_popular_helper_is_shared_out_and_every_asker_is_served() -> None:
    """40 askers, 14 helpers, three places each: only a careful assignment serves everybody."""
    names = [f"Asker {n:02}" for n in range(40)] + [f"Helper {n:02}" for n in range(14)]
    people = pd.DataFrame({"person_id": [f"p{n:016x}" for n in range(54)], "full_name": names, "organization": ""})
    tags = pd.DataFrame(
        [
            (f"p{n:016x}", "ask" if n < 40 else "offer", "legal", "explicit", "law", "r", "note", "", 0.9)
            for n in range(54)
        ],
        columns=TAGS_COLUMNS,
    )
    table = introduce(people, tags, OWN, VOCABULARY)
    assert set(table["person_b"]) == set(people["person_id"][:40])
    assert table["person_a"].value_counts().max() == 3


def test_who_is_sent_to_another_helper_is_not_sent_to_somebody_whose_place_is_taken() -> None:
    """Bea does Cem's taxes; if she is to photograph Dan instead, Cem may not be sent to Dan, who then has his one."""
    said = [
        ("Abe", "ask", "photo-video"), ("Bea", "offer", "accounting-tax"), ("Bea", "offer", "photo-video"),
        ("Cem", "ask", "accounting-tax"), ("Cem", "offer", "real-estate"), ("Dan", "ask", "accounting-tax"),
        ("Dan", "ask", "photo-video"), ("Dan", "ask", "real-estate"),
    ]  # fmt: skip
    people = pd.DataFrame({"person_id": ["pAbe", "pBea", "pCem", "pDan"], "full_name": ["Abe", "Bea", "Cem", "Dan"]})
    tags = pd.DataFrame(
        [(f"p{who}", side, topic, "explicit", topic, "r", "note", "", 0.9) for who, side, topic in said],
        columns=TAGS_COLUMNS,
    )
    table = introduce(people, tags, OWN, VOCABULARY, cap=1)
    assert pd.concat([table["person_a"], table["person_b"]]).is_unique


def test_two_recruiters_hire_nobody_from_each_other() -> None:
    """The one's candidates are the other's competition."""
    trade = [
        (who, side, topic, "explicit", "Headhunter", "note")
        for who in ("davi", "zed")
        for side, topic in (("ask", "talent"), ("offer", "recruiting"), ("offer", "talent"))
    ]
    assert pair("davi", "zed") not in pairs(suggest(tags=world.tags(*trade)))


def test_a_title_close_to_what_is_asked_for_is_no_help_but_a_related_offer_is_told_as_close() -> None:
    ask = ("elio", "ask", "distribution", "explicit", "cerca un distributore", "note")
    assert pair("elio", "zed") not in pairs(
        suggest(tags=world.tags(ask, ("zed", "offer", "sales", "inferred", "Account Manager", "title")))
    )
    told = row(
        suggest(tags=world.tags(ask, ("zed", "offer", "sales", "explicit", "sells to shops", "note"))), "elio", "zed"
    )
    assert "close to that field" in told["why_a"] + told["why_b"]
