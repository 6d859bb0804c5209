"""Asks and offers: what texts say, what they deny, what holds over time, what people decided."""

from __future__ import annotations

import os
from collections.abc import ItemsView, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine.local import Local
from pipeline.people.decisions import Decision, Retract, Tag, Untag, effective
from pipeline.referral import languages, lexicon, vocabulary, walks, words
from pipeline.referral.evidence import Key, Row, Statement, apply, standing
from pipeline.referral.findings import Finding
from pipeline.referral.tag import SAYING, tag, tag_owner, tagger
from pipeline.schema import OWNER, TAGS_COLUMNS

AT = "2026-05-14T12:00:00Z"
GOLDEN = sorted((Path(__file__).parent / "golden" / "tags").glob("*.tsv"))
LINES = [line for path in GOLDEN for line in path.read_text(encoding="utf-8").splitlines()]
OWN_TOPIC = "{concepts: [{id: rhubarb, prefLabel: rhubarb}], words: {en: {rhubarb: {words: [designer, translation, bookkeeping]}}}}"
ROWS = [line.split("\t") for line in LINES if line and line[0] != "#"]
PIECES = [*sorted({word for row in ROWS for word in row[-2].split()}), *"|(),;?–&🙂"]


def tags_of(*claims: tuple[str, ...], decisions: Sequence[Decision] = (), today: str = "") -> pd.DataFrame:
    """Tags of one person's claims (field, text, as_of), each in a record of its own."""
    rows = [(f"r{n}", c[0], c[1], c[1], c[2] if len(c) > 2 else "") for n, c in enumerate(claims)]
    table = pd.DataFrame(rows, columns=["record_id", "field", "value", "raw", "as_of"])
    records = pd.DataFrame({"record_id": table["record_id"], "person_id": "p1", "as_of": ""})
    return tag(records, table, vocabulary.load(), effective(decisions), today)


def said(table: pd.DataFrame) -> set[str]:
    return {f"{side}:{topic}" for side, topic in zip(table["side"], table["topic"], strict=True)}


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[-3]}-{r[-2][:30]}" for r in ROWS])
def test_the_rules_find_in_each_kind_of_text_what_a_reader_would(row: list[str]) -> None:
    reader, wanted = tagger(vocabulary.load()), set(row[-1].split()) - {"-"}
    found = reader.by_rule(row[0], reader.lexicon.scan(row[-2]))
    held = standing(
        Statement(("p", f.side, f.topic, f.strength, "", "r", row[0], f.rule, f.confidence), "", f.denied)
        for f in found
    )
    assert {f"{side}:{topic}" for _, side, topic in held} == wanted


@given(st.sampled_from(sorted(SAYING)), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
@settings(max_examples=150)
def test_evidence_stands_in_the_text_word_for_word(field: str, text: str) -> None:
    table = tags_of((field, text))
    assert list(table.columns) == list(TAGS_COLUMNS)
    assert all(evidence and evidence in text for evidence in table["evidence"])
    assert table["confidence"].between(0, 1).all()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Stellt zwei Elektriker ein.", {"ask talent"}),
        ("Stellt gerade zwei Entwickler ein, Büro in Kiel", {"ask talent"}),
        ("Stellt die Heizung ein.", set()),
        ("Gibt sein Geschäft ab.", {"ask business-sale"}),
        ("Will den Betrieb in zwei Jahren abgeben.", {"ask business-sale"}),
        ("Hat seinen Betrieb übergeben.", set()),
    ],
)
def test_a_german_verb_in_two_parts_is_read_as_one(text: str, wanted: set[str]) -> None:
    found = tagger(vocabulary.load()).read("note", text)
    assert {f"{f.side} {f.topic}" for f in found if not f.denied} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Will ihren Blumenladen in zwei Jahren abgeben.", "Gibt ihr kleines Café zum Jahresende ab.", "Möchte den Friseursalon altersbedingt verkaufen.",
        "Cède dans deux ans sa jolie papeterie.", "Este verano traspasa la papelería.", "Cede a malincuore la sua trattoria.",
        "Vende por idade a sua livraria.", "Wil over een jaar zijn kapsalon overdoen.", "Doet haar bloemenwinkel over.",
        "Wants out of the pub.", "Would like to pass on her flower shop.",
    ],
)  # fmt: skip
def test_a_business_is_given_away_whatever_stands_between(text: str) -> None:
    reader = tagger(vocabulary.load())
    found = reader.by_rule("note", reader.lexicon.scan(text))
    assert ("ask", "business-sale", False) in {(f.side, f.topic, f.denied) for f in found}


@pytest.mark.parametrize(
    "text",
    [
        "Hat seinen Laden letztes Jahr verkauft.", "Will seinen Betrieb nicht abgeben.", "Verkauft im Laden auch Honig.",
        "Das Restaurant verkauft Wein aus der Pfalz.", "Gibt dem Restaurant Rabatt.", "Verkauft Hotel-Software.",
        "Ihr Nachbar will seinen Laden abgeben.", "Vende pan a la cafetería.", "Vend ses fromages à la boutique du village.",
        "Passa o dia no salão.", "Vende pão à livraria.", "Verkoopt in de winkel ook thee.",
    ],
)  # fmt: skip
def test_who_sells_to_a_business_or_in_it_does_not_give_it_away(text: str) -> None:
    found = tagger(vocabulary.load()).read("note", text)
    assert "business-sale" not in {f.topic for f in found if not f.denied}


@pytest.mark.parametrize(
    "text", ["Mette a disposizione il furgone.", "Pone a disposición la furgoneta.", "Está a precisar de um advogado."]
)
def test_a_phrase_keeps_words_that_are_english_articles(text: str) -> None:
    reader = tagger(vocabulary.load())
    assert [(f.start, text[f.end :]) for f in reader.by_rule("note", reader.lexicon.scan(text))][:1] == [(0, ".")]


def test_an_ask_of_two_years_ago_is_less_sure_than_one_of_today() -> None:
    old, new = (
        tags_of(("note", "Looking for a lawyer", day), today="2026-01-31") for day in ("2024-01-31", "2026-01-31")
    )
    assert old["confidence"][0] < 0.5 * new["confidence"][0]
    undated = tags_of(("note", "Looking for a lawyer"), today="2026-01-31")
    assert undated["confidence"][0] == new["confidence"][0]


def test_an_offer_does_not_age() -> None:
    old, new = (
        tags_of(("note", "Happy to help with SEO", d), today="2026-01-31") for d in ("2020-01-01", "2026-01-01")
    )
    assert old["confidence"].tolist() == new["confidence"].tolist()


def test_the_newest_statement_holds() -> None:
    ask, denial = "Looking for investors", "No longer looking for investors"
    assert said(tags_of(("note", ask, "2024-05-01"), ("note", denial, "2025-05-01"))) == set()
    assert said(tags_of(("note", ask, "2025-05-01"), ("note", denial, "2024-05-01"))) == {"ask:funding"}


def test_a_denial_takes_back_what_a_title_implies() -> None:
    assert "offer:web-development" in said(tags_of(("title", "Web designer")))
    assert said(tags_of(("title", "Web designer"), ("note", "No longer does web design"))) == set()


def test_a_human_tag_is_certain_and_a_human_untag_removes() -> None:
    add = Tag("d1", AT, "r0", "ask", "legal")
    remove = Untag("d2", AT, "r0", "offer", "accounting-tax")
    table = tags_of(("title", "Tax consultant"), decisions=(add, remove))
    assert said(table) == {"ask:legal"}
    assert table.loc[0, ["strength", "rule", "confidence"]].tolist() == ["explicit", "decided", 1.0]


def test_of_two_decisions_the_last_holds_and_a_retracted_one_does_not() -> None:
    on, off = Tag("d1", AT, "r0", "ask", "legal"), Untag("d2", AT, "r0", "ask", "legal")
    assert said(tags_of(("note", "Hello"), decisions=(on, off))) == set()
    assert said(tags_of(("note", "Hello"), decisions=(off, on))) == {"ask:legal"}
    back = Retract("d3", AT, "d2")
    assert said(tags_of(("note", "Hello"), decisions=(on, off, back))) == {"ask:legal"}


def test_an_untag_by_another_record_of_the_person_takes_a_human_tag_away_too() -> None:
    on, off = Tag("d1", AT, "r0", "ask", "legal"), Untag("d2", AT, "r1", "ask", "legal")
    assert said(tags_of(("note", "Hello"), ("note", "Hi"), decisions=(on, off))) == set()
    assert said(tags_of(("note", "Hello"), ("note", "Hi"), decisions=(off, on))) == {"ask:legal"}


def test_many_untags_go_through_the_tags_once() -> None:
    class Counted(dict[Key, Row]):
        walks = 0

        def items(self) -> ItemsView[Key, Row]:
            self.walks += 1
            return super().items()

    rows = Counted({(f"r{n}", "ask", "legal"): (f"p{n}", "ask", "legal") for n in range(50)})
    off = [Untag(f"d{n}", AT, f"r{n}", "ask", "legal") for n in range(40)]
    apply(off, rows, {f"r{n}": f"p{n}" for n in range(50)}, vocabulary.load())
    assert (len(rows), rows.walks) == (10, 1)


def test_a_statement_is_shown_before_what_a_title_implies() -> None:
    records = pd.DataFrame({"record_id": ["r"], "person_id": ["p"]})
    claims = pd.DataFrame(
        {"record_id": ["r", "r"], "field": ["title", "note"], "value": ["Translator", "Offers translation"]}
    )
    table = tag(records, claims.assign(raw=claims["value"]), vocabulary.load())
    assert table["field"].tolist() == ["note"]


def test_a_recommendation_says_what_somebody_is_good_at() -> None:
    assert "offer:legal" in said(tags_of(("recommendation", "She is an excellent lawyer")))
    assert said(tags_of(("endorsement", "Bookkeeping"))) == {"offer:accounting-tax"}


def test_the_owners_own_lists_are_read() -> None:
    none = pd.DataFrame({"field": [], "value": [], "raw": []})
    table = tag_owner(["a lawyer"], ["translation"], none, vocabulary.load())
    assert said(table) == {"ask:legal", "offer:translation"}
    assert set(table["person_id"]) == {OWNER}


@pytest.mark.parametrize(
    ("text", "topic", "words"),
    [
        ("jemand, der uns beim Vertrieb hilft", "sales", "jemand, der uns beim Vertrieb hilft"),
        ("Fotograf und Maler", "construction-trades", "Maler"),
        ("an accountant, and a lawyer", "legal", "a lawyer"),
    ],
)
def test_an_item_of_a_list_is_quoted_as_a_whole_and_without_the_and_before_it(
    text: str, topic: str, words: str
) -> None:
    table = tags_of(("ask", text))
    assert table.loc[table["topic"] == topic, "evidence"].tolist() == [words]


def test_a_text_may_begin_with_a_full_stop() -> None:
    assert (
        said(tags_of(("note", ". Looking for investors"))) == said(tags_of(("note", "Looking for investors"))) != set()
    )


@given(st.lists(st.text("aby09", min_size=1, max_size=4), min_size=1, max_size=8).map(" ".join))
def test_words_in_single_spaces_are_cut_as_those_before_a_full_stop(text: str) -> None:
    assert words.tokens(text) == words.tokens(text + ".")


def test_departments_are_looked_for_in_every_title_that_holds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = tagger(vocabulary.load())

    def found() -> list[list[Finding]]:
        return [reader.by_rule("title", reader.lexicon.scan(row[-2])) for row in ROWS]

    known = found()
    monkeypatch.setattr("pipeline.referral.departments.may_stand", lambda _: True)
    assert found() == known


def test_steps_that_were_forgotten_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [row[-2] for row in ROWS[::3]]
    kept = tagger(vocabulary.load()).lexicon
    known = [kept.scan(text) for text in texts]
    for module, bound in ((walks, "KEPT_STEPS"), (languages, "KEPT_WORDS")):
        monkeypatch.setattr(module, bound, 10)
    forgetful = lexicon.build(vocabulary.load())
    assert [forgetful.scan(text) for text in texts] == known == [kept.scan(text) for text in texts]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Texts of every kind, some twice, that count as enough to share among processes."""
    monkeypatch.setattr("pipeline.referral.tag.WORTH_SHARING", 2)
    some = [*ROWS[::4], *ROWS[::12], ["note", "own topic", "Looking for a designer", "-"]]
    rows = [(f"r{n}", field, row[-2]) for n, row in enumerate(some) for field in sorted(SAYING)]
    claims = pd.DataFrame(rows, columns=["record_id", "field", "value"])
    ids = claims["record_id"].unique()
    records = pd.DataFrame({"record_id": ids, "person_id": [f"p{n % 50}" for n in range(len(ids))], "as_of": ""})
    return records, claims.assign(raw=claims["value"], as_of="")


def test_several_processes_give_the_same_tags(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    own = vocabulary.load(OWN_TOPIC)
    alone = tag(*many, own)
    assert "rhubarb" in set(alone["topic"])
    pd.testing.assert_frame_equal(tag(*many, own, engine=Local(3)), alone)


def _die(*_: object) -> None:
    os._exit(1)


def test_a_lost_process_loses_no_tag(many: tuple[pd.DataFrame, pd.DataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tag(*many, vocabulary.load())
    monkeypatch.setattr("pipeline.engine.local.leave_interrupts", _die)
    pd.testing.assert_frame_equal(tag(*many, vocabulary.load(), engine=Local(2)), whole)


def test_few_texts_stay_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> list[pd.DataFrame]:
        raise AssertionError("no work for several")

    engine = Local(2)
    monkeypatch.setattr(engine, "map_pieces", never)
    records = pd.DataFrame({"record_id": ["r"], "person_id": ["p"]})
    claims = pd.DataFrame({"record_id": "r", "field": "note", "value": "Looking for investors", "raw": ""}, index=[0])
    assert said(tag(records, claims, vocabulary.load(), engine=engine)) == {"ask:funding"}


def test_the_name_of_a_firm_tells_what_its_owner_offers_and_who_sells_its_goods_and_no_employee() -> None:
    def offers(title: str, firm: str) -> set[str]:
        rows = [("r1", "title", title), ("r1", "organization", firm)]
        table = pd.DataFrame(
            [(*row, row[2], "") for row in rows], columns=["record_id", "field", "value", "raw", "as_of"]
        )
        records = pd.DataFrame({"record_id": ["r1"], "person_id": "p1", "as_of": ""})
        found = tag(records, table, vocabulary.load())
        return set(found["topic"][found["field"] == "organization"])

    assert offers("Geschäftsführer", "Tamm IT-Service") == {"it-infrastructure"}
    assert offers("Sócia e fundadora", "Padaria Lua") == {"food-hospitality"}
    assert offers("Responsable de exportación", "Aceites Luna S.L.") == {"food-hospitality"}
    assert offers("Directora de estudios", "Aceites Luna S.L.") == set()
    assert offers("Vertriebsleiter", "Tamm IT-Service") == set()
    assert offers("Geschäftsführer", "Koch GmbH") == set()
    assert offers("Diretora geral", "Maré Azul Sistemas Lda.") == set()
    assert offers("Director", "Sistemas de software Luna S.L.") == {"software-development"}


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("ask", "Cantine e consorzi che hanno bisogno di foto", {"ask:customers"}),
        ("ask", "Firmen, die Webseiten brauchen", {"ask:customers"}),
        ("ask", "Startups que buscan inversión", {"ask:deal-flow"}),
        ("message", "Ich suche dringend eine MFA und jemanden, der unsere IT betreut.", {"ask:talent", "ask:it-infrastructure"}),
        ("note", "Möchte sich selbstständig machen und einen Betrieb übernehmen.", {"ask:business-sale"}),
        ("note", "Verhuurt praktijkruimtes en kantoren.", {"offer:workspace", "offer:real-estate"}),
    ],
)  # fmt: skip
def test_what_people_of_trade_and_care_write_is_read_as_they_mean_it(field: str, text: str, expected: set[str]) -> None:
    found = said(tags_of((field, text)))
    assert found
    assert found <= expected | {"ask:healthcare"}


@pytest.mark.parametrize(
    ("field", "text", "tags"),
    [
        ("message", "Ich suche eine Stelle als Backend-Entwickler.", {("ask", "job")}),
        ("message", "Ik zoek een nieuwe opdracht als grafisch ontwerper.", {("ask", "job")}),
        ("message", "Nous distribuons des logiciels en France.", {("offer", "distribution")}),
        ("offer", "selling translation rights", {("offer", "intellectual-property")}),
    ],
)
def test_the_work_that_is_sought_and_the_rights_that_are_sold_are_said_outright(
    field: str, text: str, tags: set[tuple[str, str]]
) -> None:
    found = {
        (f.side, f.topic)
        for f in tagger(vocabulary.load()).read(field, text)
        if f.strength == "explicit" and f.confidence > 0.7
    }
    assert found == tags


@pytest.mark.parametrize(
    ("text", "topic"),
    [("um contador de histórias", "illustration-art"), ("a sign language teacher", "education-training")],
)
def test_a_phrase_of_the_word_lists_is_known_behind_an_article_too(text: str, topic: str) -> None:
    assert [f.topic for f in tagger(vocabulary.load()).read("ask", text)] == [topic]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Busca un abogado y una traductora.", {"legal", "translation"}), ("Busca quien le haga las uñas.", {"fitness-wellness"}),
        ("Offre supporto ai commercialisti.", {"accounting-tax"}), ("Cerca un esperto di AI.", {"data-ai"}),
        ("Braucht Hilfe in der IT.", {"it-infrastructure"}), ("Elle cherche un avocat pour son magasin fermé.", {"legal"}),
    ],
)  # fmt: skip
def test_words_of_grammar_that_look_like_a_trade_are_none(text: str, topics: set[str]) -> None:
    reader = tagger(vocabulary.load())
    scan = reader.lexicon.scan(text)
    found = {topic for mark in scan.marks.values() for topic, _ in mark.topics}
    assert topics <= found
    assert found.isdisjoint({"fitness-wellness", "data-ai", "real-estate", "it-infrastructure"} - topics)


def test_a_job_that_a_newer_version_replaced_offers_nothing_in_any_record_of_the_person() -> None:
    """LinkedIn tells a change of jobs; the address book still has the former one. Who holds another job keeps it."""
    records = pd.DataFrame({"record_id": ["r1", "r2", "r3"], "person_id": ["p1", "p1", "p2"], "as_of": [""] * 3})
    rows = [
        ("r1", 0, "title", "Head of Treasury"), ("r1", 0, "organization", "Stillwater Bank"),
        ("r1", 1000, "title", "Tax adviser"), ("r1", 1000, "organization", "Nordkai Partner"),
        ("r2", 0, "title", "Tax Adviser"), ("r2", 0, "organization", "Nordkai Partner"),
        ("r3", 0, "title", "Tax adviser"), ("r3", 0, "organization", "Nordkai Partner"),
    ]  # fmt: skip
    claims = pd.DataFrame(rows, columns=["record_id", "group", "field", "value"]).assign(raw="", as_of="")
    found = tag(records, claims, vocabulary.load())
    assert set(zip(found["record_id"], found["topic"], strict=True)) == {
        ("r1", "finance-advisory"),
        ("r3", "accounting-tax"),
    }
