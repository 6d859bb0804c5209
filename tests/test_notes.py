"""The second reader of notes: its word pieces, what it reads, and how it is weighed against the rules."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.referral.findings import Finding
from pipeline.referral.hiring import HIRES
from pipeline.referral.notes import second, weigh
from pipeline.referral.notes.model import LONGEST, SIDES, model
from pipeline.referral.notes.pieces import Pieces
from pipeline.referral.tag import Tagger, tagger
from pipeline.referral.vocabulary import load


@pytest.fixture(scope="module")
def reader() -> Tagger:
    return tagger(load())


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(resources.files("pipeline.referral.notes").joinpath("pieces.model").read_bytes())


def test_a_long_text_is_read_as_far_as_the_model_reads(pieces: Pieces) -> None:
    whole, part = (pieces.cut("book " * 1000, longest).numbers for longest in (5000, LONGEST))
    assert len(part) == LONGEST
    assert part == [*whole[: LONGEST - 1], whole[-1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Fußpflege", "Fußpflege "), ("ＨＰ renewal", "HP renewal"), ("café", "café"), ("a\nb", "a b")],
)
def test_what_looks_the_same_is_read_the_same(pieces: Pieces, one: str, other: str) -> None:
    assert pieces.cut(one, LONGEST).numbers == pieces.cut(other, LONGEST).numbers


WRITTEN = {
    "en": "needs someone to sort two years of invoices",
    "de": "sucht für die Bäckerei dringend eine Nachfolgerin",
    "fr": "cherche un associé, l'atelier déborde",
    "es": "la señora busca quien le arregle el tejado",
    "pt": "procura alguém para a informática da fundação",
    "it": "gli serve un commercialista, perché è in ritardo",
    "nl": "zoekt ’n goede geïnformeerde boekhouder",
    "ja": "補助金の申請を手伝ってくれる人を探している",
    "zh": "想找一家靠谱的代工厂，做小批量",
    "tw": "想找一間會計師事務所幫忙報稅",
    "hi-en": "unko ek accha CA chahiye, GST ka kaam hai",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_the_pieces_leave_no_letter_of_the_languages_unknown(pieces: Pieces, language: str) -> None:
    strange, known = (set(pieces.cut(text, LONGEST).numbers) for text in ("a\U000130b8", "a"))
    assert strange - known
    assert not (strange - known) & set(pieces.cut(WRITTEN[language], LONGEST).numbers)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_has_numbers_that_the_model_knows(pieces: Pieces, text: str) -> None:
    numbers, spans = pieces.cut(text, LONGEST)
    assert 2 <= len(numbers) == len(spans) <= LONGEST
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    (reading,) = model().read([text])
    assert reading.odds.shape == (len(SIDES), len(model().topics))
    np.testing.assert_allclose(reading.each.mean(0), reading.odds, rtol=1e-3, atol=1e-3)


def test_the_model_knows_the_topics_of_the_vocabulary() -> None:
    assert set(model().topics) == set(load().concepts)


UNSAID = [
    ("three nursery managers left at once", "ask", "talent"),  # this and the homepage stand in the README
    ("two months of cash left and the lead investor walked away", "ask", "funding"),
    ("three nursery managers left at once, says it is time to ring a headhunter", "ask", "recruiting"),
    ("their till prints the wrong VAT and the books are two years behind", "ask", "accounting-tax"),
    ("kiln room to spare, any potter is welcome on Tuesdays", "offer", "workspace"),
    ("Homepage ist von 2012, sie schämt sich dafür", "ask", "web-development"),
    ("la caldera del taller se muere y no encuentra a nadie que la repare", "ask", "construction-trades"),
    ("le bail du magasin finit en juin, elle ne sait pas où aller", "ask", "real-estate"),
    ("sta affogando nelle fatture e la dichiarazione scade a maggio", "ask", "accounting-tax"),
    ("o contador sumiu e a Receita já mandou duas cartas", "ask", "accounting-tax"),
    ("hun website is tien jaar oud en doet het niet op een telefoon", "ask", "web-development"),
    ("確定申告が二年分たまっていて困っているそうだ", "ask", "accounting-tax"),
    ("账目乱成一团，税务局又来催了", "ask", "accounting-tax"),
    ("GST ka notice aaya hai, do saal ka hisaab pending hai", "ask", "accounting-tax"),
]


def test_a_text_is_read_the_same_whatever_is_read_with_it() -> None:
    texts = [*WRITTEN.values(), *(text for text, _, _ in UNSAID), *(f"row {n} of ten needs paint" for n in range(40))]
    together = model().read(texts)
    for text, reading in zip(texts, together, strict=True):
        (alone,) = model().read([text])
        assert (alone.odds == reading.odds).all()
        assert (alone.each == reading.each).all()
    backwards = model().read(texts[::-1])
    assert all((one.odds == two.odds).all() for one, two in zip(together, backwards[::-1], strict=True))


@pytest.mark.parametrize("text", ["", "。。。", "…!?", "\u200b", "😀"])
def test_nothing_to_read_is_no_error(reader: Tagger, text: str) -> None:
    assert model().read([]) == []
    assert reader.read("note", text) == []


@pytest.mark.parametrize(("text", "side", "topic"), UNSAID)
def test_what_no_word_list_has_is_read(reader: Tagger, text: str, side: str, topic: str) -> None:
    assert (side, topic) in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Met at the station, the train was late again",
        "said the wifi was awful and the keynote went on for ever",
        "her flatmate needs a plumber",
        "HRB 00000 Amtsgericht Hamburg",
        "already has an accountant and a lawyer, wants no more advice",
        "hat uns den halben Abend von seinem Segelboot erzählt",
        "son frère cherche un appartement à Lyon",
        "ya tiene abogado y contable, no quiere más consejos",
        "ex direttore delle risorse umane, adesso fa l'orto",
        "昨日の雨の話で盛り上がった",
        "聊了聊孩子上学的事",
    ],
)
def test_small_talk_and_others_needs_stay_empty(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("note", text) if not f.denied] == []


@pytest.mark.parametrize(
    "text",
    [
        "My colleague Tom will join the call, he is a React developer.",
        "I was talking to my sister, she works as a recruiter. She says hello.",
        "Are you still looking for an accountant?",
        "Meine Schwester kommt auch, sie ist Anwältin.",
        "Suchst du noch einen Fotografen?",
        "Ma collègue Léa sera là aussi, elle est graphiste.",
        "¿Todavía buscas un fotógrafo?",
        "A minha colega também vem, ela é designer.",
        "Viene anche la mia collega, lei è grafica.",
        "Zoek je nog een boekhouder?",
        "同僚も参加します。彼女はデザイナーです。",
        "我同事也来,他是程序员",
    ],
)
def test_a_message_speaks_for_its_writer_alone(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("message", text) if not f.denied] == []


@pytest.mark.parametrize(
    ("text", "side", "topic"),
    [
        ("Our accountant retired, she was with us for years, and we need a new one.", "ask", "accounting-tax"),
        ("Do you need a website? I build them for small shops.", "offer", "web-development"),
        ("If you need a website, I build them for small shops.", "offer", "web-development"),
        ("Könnten Sie mir einen Anwalt empfehlen?", "ask", "legal"),
        ("Il nous faut un avocat.", "ask", "legal"),
    ],
)
def test_what_the_writer_says_beside_others_is_read(reader: Tagger, text: str, side: str, topic: str) -> None:
    assert (side, topic) in {(f.side, f.topic) for f in reader.read("message", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "said he'd introduce me to his landlord", "promised to put me in touch with her boss", "va me présenter son patron",
        "me va a presentar a su jefe", "mi presenta il suo capo", "stelt me voor aan zijn baas", "vai me apresentar o chefe dela",
    ],
)  # fmt: skip
def test_whom_the_owner_is_to_meet_is_an_offer(reader: Tagger, text: str) -> None:
    assert [(f.side, f.topic) for f in reader.read("note", text) if not f.denied] == [("offer", "introductions")]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ich helfe gern, falls ihr noch einen Fotografen sucht.", "photo-video"), ("Si vous avez besoin d'un photographe, je suis là.", "photo-video"),
        ("Si os hace falta una furgoneta, la mía está parada los lunes.", "logistics"), ("Si necesitáis un fotógrafo, contad conmigo.", "photo-video"),
        ("Se vi serve un avvocato, ci penso io.", "legal"), ("Se precisarem de um eletricista, é só ligar.", "construction-trades"),
        ("Als je een fotograaf nodig hebt, bel me.", "photo-video"), ("如果你们需要摄影师，随时找我。", "photo-video"),
    ],
)  # fmt: skip
def test_what_the_reader_may_need_is_what_the_writer_offers(reader: Tagger, text: str, topic: str) -> None:
    assert [(f.side, f.topic) for f in reader.read("message", text) if not f.denied] == [("offer", topic)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Wir könnten euch unseren Saal überlassen.", "workspace"),
        ("Con gusto os hago el cartel.", "graphic-design"), ("Puedo echaros una mano con la web.", "web-development"),
        ("Puedo presentaros al concejal.", "introductions"), ("Posso darvi una mano con il sito.", "web-development"),
        ("Vi presento volentieri l'assessore.", "introductions"), ("Faço-vos o cartaz com todo o gosto.", "graphic-design"),
        ("Ik stel jullie graag voor aan de wethouder.", "introductions"), ("Jullie mogen onze zaal gebruiken.", "workspace"),
        ("I'd be glad to introduce you to the mayor.", "introductions"), ("You're welcome to use our hall.", "workspace"),
    ],
)  # fmt: skip
def test_what_the_writer_would_do_for_the_reader_is_an_offer(reader: Tagger, text: str, topic: str) -> None:
    assert ("offer", topic) in {(f.side, f.topic) for f in reader.read("message", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Ich kann euch leider keine Website machen.", "Wer hat euch die Website gemacht?", "Könnt ihr uns eine Website machen?",
        "Te agradezco la traducción.", "Ho visto che vi occupate di traduzioni.", "Os mando el contrato mañana.",
        "Was nice talking to you about the website.",
    ],
)  # fmt: skip
def test_thanks_questions_and_refusals_offer_the_reader_nothing(reader: Tagger, text: str) -> None:
    assert "offer" not in {f.side for f in reader.read("message", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Si vous connaissez un bon plombier, dites-le-moi.", "Se conhecerem um bom eletricista, digam.",
        "Wenn wir mal einen Fotografen brauchen, melde ich mich.",
    ],
)  # fmt: skip
def test_whom_the_reader_may_know_is_no_offer(reader: Tagger, text: str) -> None:
    assert "offer" not in {f.side for f in reader.read("message", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Sucht eine MFA in Vollzeit.", "Wir suchen dringend eine ZFA.", "Sucht eine Floristin in Vollzeit.", "Sucht eine Melkerin, halbtags.",
        "Cherche des serveurs pour la saison.", "Busca una peluquera a jornada completa.",
        "Cerca una fioraia a tempo pieno.", "Procuramos uma porteira para o verão.", "Zoekt een conciërge voor vier dagen per week.",
        "Needs a groom full time.", "Needs a housekeeper full time.",
    ],
)  # fmt: skip
def test_who_is_to_be_employed_is_somebody_to_hire(reader: Tagger, text: str) -> None:
    assert ("ask", "talent") in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Sucht eine Stelle als Floristin in Vollzeit.", "Sucht Arbeit in Teilzeit.", "Quiere un trabajo a media jornada.",
        "Wants a bookkeeper two days a week.", "Needs a desk part time.", "Cherche un logement pour la saison.", "Needs a van for the season.",
        "Sucht keine Floristin in Vollzeit mehr.",
    ],
)  # fmt: skip
def test_work_things_and_freelances_are_nobody_to_hire(reader: Tagger, text: str) -> None:
    assert ("ask", "talent") not in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


def test_terms_of_employment_do_not_make_who_advises_firms_somebody_to_hire(reader: Tagger) -> None:
    found = reader.by_rule("note", reader.lexicon.scan("Needs a CFO part time."))
    assert [(f.side, f.topic) for f in found if f.rule == HIRES] == []
    assert ("ask", "finance-advisory") in {(f.side, f.topic) for f in found}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Wir suchen eine Friseurin.", "fitness-wellness"), ("Buscamos una peluquera para el verano.", "fitness-wellness"),
        ("We zoeken een kleuterjuf voor de zomer.", "education-training"),
    ],
)  # fmt: skip
def test_who_seeks_a_trade_and_says_no_more_asks_for_it(reader: Tagger, text: str, topic: str) -> None:
    assert ("ask", topic) in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


def test_a_search_that_is_over_asks_for_nobody(reader: Tagger) -> None:
    assert [f for f in reader.read("note", "Our search for a CFO is over.") if not f.denied] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Verleiht seinen Anhänger an Nachbarn.", "logistics"), ("Deja la furgoneta los domingos.", "logistics"),
        ("Empresta a carrinha aos vizinhos.", "logistics"), ("Leent zijn aanhanger uit aan buren en clubs.", "logistics"),
        ("Happy to lend the minibus.", "travel-mobility"), ("Presta il furgone ai vicini.", "logistics"),
        ("Notre salle est libre le mardi.", "workspace"),
    ],
)  # fmt: skip
def test_who_lends_a_thing_or_a_room_offers_it(reader: Tagger, text: str, topic: str) -> None:
    assert ("offer", topic) in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


@pytest.mark.parametrize(
    "text",
    [
        "Leiht sich gern den Transporter vom Nachbarn.",
        "Ihre Schwester verleiht Lastenräder.",
        "Hat früher Anhänger verliehen.",
    ],
)
def test_who_borrows_or_lent_a_thing_offers_none(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("note", text) if f.side == "offer" and not f.denied] == []


@pytest.mark.parametrize(
    "text",
    [
        "Zoekt vrijwilligers voor de lunch en een nieuwe conciërge.",
        "Cherche un traducteur et une apprentie.",
        "清掃員を探しています。",
    ],
)
def test_whom_one_hires_is_found_beside_others_who_are_sought(reader: Tagger, text: str) -> None:
    assert ("ask", "talent") in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


def test_a_room_for_something_is_a_room(reader: Tagger) -> None:
    found = reader.read("message", "Falls ihr mal einen Raum für Kurse braucht: unserer steht montags leer.")
    offered = {f.topic for f in found if f.side == "offer" and not f.denied}
    assert "workspace" in offered
    assert "education-training" not in offered


def test_what_the_model_alone_found_shows_the_sentence_that_says_it(reader: Tagger) -> None:
    text = "Lovely talk about sheep. Her lease ends in May and she has nowhere to move the pottery. Has two dogs."
    found = [f for f in reader.read("note", text) if f.rule == second.RULE and f.topic == "workspace"]
    assert [text[f.start : f.end] for f in found] == ["Her lease ends in May and she has nowhere to move the pottery"]


def test_lists_speak_of_their_own_side_alone(reader: Tagger) -> None:
    for field in SIDES:
        assert {f.side for f in reader.read(field, "help with tax returns, someone to sort our cloud bill")} <= {field}


def weighed(
    reader: Tagger, found: list[Finding], text: str, field: str, own: second.Own = second.NONE
) -> list[Finding]:
    (reading,) = second.read([(field, text)])
    return second.weighed(reader.lexicon.scan(text), found, reading, text, field, own)


@pytest.mark.parametrize("field", SIDES)
def test_a_word_of_a_list_goes_only_where_hardly_anything_speaks_for_it(reader: Tagger, field: str) -> None:
    def kept(text: str, topic: str) -> bool:
        named = Finding(field, topic, 0, len(text), "list", "explicit", 0.95)
        return topic in {f.topic for f in weighed(reader, [named], text, field)}

    assert kept("board", "board-advisory")
    assert not kept("Looked at the sea all day", "blockchain-web3")


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("offer", "Flu jabs for staff", {"healthcare"}), ("offer", "Payroll bureau", {"accounting-tax"}),
        ("offer", "insurance for photographers", {"insurance"}), ("offer", "Coaching für Führungskräfte", {"coaching"}),
        ("offer", "extensions, lofts", {"construction-trades"}), ("ask", "legal, accounting", {"legal", "accounting-tax"}),
    ],
)  # fmt: skip
def test_a_word_inside_an_item_of_a_list_is_no_item(reader: Tagger, field: str, text: str, wanted: set[str]) -> None:
    assert {f.topic for f in reader.read(field, text) if f.side == field} == wanted


@pytest.mark.parametrize(
    ("field", "text", "topic"),
    [
        ("note", "Wir suchen noch einen Steuerberater.", "accounting-tax"), ("note", "Sucht jetzt einen Anwalt", "legal"),
        ("note", "Nous cherchons actuellement un comptable", "accounting-tax"), ("note", "She is still looking for investors", "funding"),
        ("note", "Buscamos actualmente un abogado", "legal"), ("note", "Cerchiamo un commercialista.", "accounting-tax"),
        ("note", "We urgently need a translator.", "translation"), ("note", "Sucht übrigens einen Fotografen", "photo-video"), ("message", "Ich brauche einen Anwalt.", "legal"),
    ],
)  # fmt: skip
def test_a_plain_ask_is_found(reader: Tagger, field: str, text: str, topic: str) -> None:
    assert ("ask", topic) in {(f.side, f.topic) for f in reader.read(field, text) if not f.denied}


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("I help small shops get online. Mostly florists and bakers.", "food-hospitality"),
        ("Helps with websites. Mainly plumbers and electricians.", "construction-trades"),
        ("Ayuda a autónomos con los impuestos. Sobre todo fontaneros.", "construction-trades"),
        ("Coacht Führungskräfte. Vor allem Ärzte.", "healthcare"),
    ],
)
def test_whom_somebody_serves_is_not_what_they_are(reader: Tagger, text: str, served: str) -> None:
    assert served not in {f.topic for f in reader.read("note", text) if f.side == "offer"}


@pytest.mark.parametrize(
    "text",
    [
        "does his own taxes", "does the books herself", "they do their own marketing", "baut seine Website selbst",
        "fait sa comptabilité lui-même", "lleva él mismo la contabilidad", "fa la contabilità da solo", "doet zelf de boekhouding",
    ],
)  # fmt: skip
def test_what_somebody_does_for_themselves_is_no_offer(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("note", text) if f.side == "offer" and not f.denied] == []


def test_an_item_that_the_word_lists_know_gains_nothing_by_the_model(reader: Tagger) -> None:
    assert [(f.side, f.topic) for f in reader.read("ask", "Aushilfen")] == [("ask", "talent")]


def test_what_a_phrase_of_the_users_says_is_never_taken_away(reader: Tagger) -> None:
    text = "Spoke of his paperwork wizards all day"
    said = Finding("ask", "legal", 13, 30, "statement", "explicit", 0.85)
    assert said not in weighed(reader, [said], text, "note")
    assert said in weighed(reader, [said], text, "note", {"legal": [("en", "paperwork wizard")]})


def test_denials_stay_so_that_they_take_back_what_was_said_before(reader: Tagger) -> None:
    assert any(f.denied and f.topic == "accounting-tax" for f in reader.read("note", "no longer needs an accountant"))


def test_topics_that_a_user_added_are_left_to_the_rules(reader: Tagger) -> None:
    own = Finding("ask", "beekeeping", 0, 5, "statement", "explicit", 0.8)
    assert own in weighed(reader, [own], "needs a hive and some bees", "note")


@given(st.floats(-8, 8), st.floats(-8, 8))
def test_a_tag_is_the_likelier_the_more_the_model_thinks_of_it(one: float, two: float) -> None:
    table = weigh.weights()

    def odds(chance: float) -> float:
        return table.odds([chance if name == "chance" else 0.0 for name in weigh.FEATURES])

    assert (odds(one) - odds(two)) * (one - two) >= 0


def test_confidences_are_probabilities(reader: Tagger) -> None:
    for line in (Path(__file__).parent / "texts" / "statements.jsonl").read_text(encoding="utf-8").splitlines()[:60]:
        for f in reader.read("note", json.loads(line)["note"]):
            assert 0.0 < f.confidence <= 1.0


@pytest.mark.parametrize(
    ("side", "topic", "text"),
    [
        ("ask", "social-content", "Frau Kern sucht noch einen Newsletter für das Frühjahr"),
        ("ask", "healthcare", "Frau Kern sucht noch Ärzte für das Frühjahr"),
        ("ask", "it-infrastructure", "Muy amable, necesita informático"), ("ask", "translation", "多言語翻訳が必要とのこと"),
        ("ask", "data-ai", "データの分析が必要とのこと"), ("ask", "lending", "借入が必要とのこと"),
        ("ask", "food-hospitality", "需要供餐"), ("offer", "audio-music", "音声収録ができる"),
    ],
)  # fmt: skip
def test_plain_words_are_heard_though_they_are_rare(reader: Tagger, side: str, topic: str, text: str) -> None:
    assert (side, topic) in {(f.side, f.topic) for f in reader.read("note", text) if not f.denied}


@pytest.mark.parametrize(
    "text", ["Will write. Not looking for a lawyer.", "Forgot the card, will write. Needs no agency!"]
)
def test_who_will_write_is_no_writer(reader: Tagger, text: str) -> None:
    assert [f for f in reader.read("note", text) if not f.denied] == []


def test_who_will_write_something_is(reader: Tagger) -> None:
    assert "writing-editing" in {
        f.topic for f in reader.read("note", "Will write your website copy, offers proofreading too")
    }
