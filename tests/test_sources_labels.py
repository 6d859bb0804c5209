"""What the labels of columns mean, in the words of many programs and languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.schema import FIELDS
from pipeline.sources.dates import iso
from pipeline.sources.facts import lines, words
from pipeline.sources.labels import fold, meaning
from pipeline.sources.notes_who import is_who
from pipeline.sources.shapes import is_name, is_phone

LOCALISED = Path(__file__).parent.parent.parent / "shared" / "data" / "csv" / "localised_labels.csv"
ALIASES = {
    "firstname": "given_name", "surname": "family_name", "middlename": "additional_name", "name": "full_name",
    "jobtitle": "title", "notes": "note", "locality": "city", "zipcode": "postal_code", "groups": "category",
    "birthday-d": "birth_day", "birthday-m": "birth_month", "birthday-y": "birth_year", "assistant": "related",
    "manager": "related", "spouse": "related", "anniversary": "ignore", "gender": "ignore", "photo": "ignore",
}  # fmt: skip
EITHER = [
    {"region", "country"},
    {"prefix", "title"},
    {"full_name", "given_name", "family_name"},
    {"phone", "related"},
    {"birthday", "birth_day", "ignore"},
]
"""Labels whose meaning the columns beside them decide, or that the list itself has the wrong way round."""
WORKED_OUT = {
    "key",
    "order",
    "rsvp",
    "ignore",
    "buyer_email",
    "buyer_given",
    "buyer_family",
    "buyer_name",
    "birth_year",
    "birth_month",
    "birth_day",
}


@pytest.mark.skipif(not LOCALISED.is_file(), reason="the localised labels lie beside the checkout, where there are any")
def test_localised_labels_of_outlook_and_thunderbird_are_understood() -> None:
    with LOCALISED.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            label, wanted = row["label"].replace("\\'", "'"), row["meaning"].partition(":")[0]
            if label.startswith("_"):
                continue
            found = meaning(label)
            assert found is not None, label
            said = ALIASES.get(wanted, wanted)
            assert found.field == said or any({found.field, said} <= pair for pair in EITHER), row


@pytest.mark.parametrize(
    ("label", "field", "kind"),
    [
        ("Your e-mail address", "email", ""),
        ("Attendee E-Mail", "email", ""),
        ("Work phone number", "phone", "work"),
        ("Mobile Number (WhatsApp)", "phone", "mobile"),
        ("COMPANY_NAME", "organization", ""),
        ("Manager Email", "ignore", ""),
        ("What's your LinkedIn profile?", "linkedin_url", ""),
        ("Which company do you work for?", "organization", ""),
        ("Who would you like to meet at the event?", "ask", ""),
        ("How can we help you?", "ask", ""),
        ("How can you help others?", "offer", ""),
        ("What do you hope to get out of this event?", "ask", ""),
        ("Was suchst du?", "ask", ""),
        ("Was kannst du anbieten?", "offer", ""),
        ("Que recherchez-vous ?", "ask", ""),
        ("¿Qué buscas?", "ask", ""),
        ("Any dietary requirements?", "ignore", ""),
        ("Tell us about your work", "note", ""),
    ],
)
def test_labels_with_words_around_them_and_survey_questions_are_understood(label: str, field: str, kind: str) -> None:
    found = meaning(label)
    assert found is not None
    assert (found.field, found.type) == (field, kind)


ASKS = """
What are you looking for? | I'm looking for | What I need | I need help with | How can we help? | I could use help with
Ich suche | Was ich suche | Was brauchst du? | Wobei können wir Ihnen helfen? | Ich bin auf der Suche nach | Mein Gesuch
Je cherche | Ce que je cherche | Que cherches-tu ? | Comment pouvons-nous vous aider ? | Je souhaite rencontrer
Busco | Lo que busco | ¿Qué necesitas? | ¿Cómo podemos ayudarte? | Estoy buscando | ¿Qué buscas en este evento?
Procuro | O que procuro | O que você procura? | Preciso de | Como podemos ajudar? | Gostaria de conhecer
Cerco | Cosa cerchi | Di cosa hai bisogno? | Ho bisogno di | Come possiamo aiutarti? | Sto cercando
Ik zoek | Wat zoek je | Waar ben je naar op zoek? | Wat heb je nodig? | Hoe kunnen we je helpen? | Wie wil je ontmoeten?
探しているもの | 何を探していますか？ | 求める人材 | 必要なもの | 会いたい人
我需要 | 您在寻找什么？ | 你想找什么 | 我們怎麼能幫您 | 想認識的人
"""
OFFERS = """
What I offer | I can help with | What can you offer? | How can I help? | Ask me about | What can you help others with?
Ich biete | Was bietest du? | Wobei kannst du helfen? | Ich kann helfen bei | Mein Angebot | Womit kann ich anderen helfen?
Je propose | Ce que je propose | Que proposez-vous ? | Je peux aider | J'offre | Comment puis-je aider ?
Ofrezco | Lo que ofrezco | ¿Qué ofreces? | Puedo ayudar con | ¿En qué puedes ayudar? | Oferta
Ofereço | O que você oferece? | Posso ajudar com | Em que pode ajudar? | O que pode oferecer aos outros?
Offro | Cosa offri? | Posso aiutare con | In cosa puoi aiutare? | La mia offerta
Ik bied | Wat bied je aan? | Waarmee kun je helpen? | Ik kan helpen met | Mijn aanbod | Wat heb je te bieden?
提供できること | 何を提供できますか？ | お手伝いできること | 得意なこと
我能提供 | 您能提供什么？ | 我可以帮忙 | 我的專長
"""


@pytest.mark.parametrize(("field", "labels"), [("ask", ASKS), ("offer", OFFERS)])
def test_what_people_seek_and_give_is_understood_in_nine_languages_asked_or_said(field: str, labels: str) -> None:
    for label in (cell.strip() for line in labels.split("\n") for cell in line.split("|")):
        found = meaning(label) if label else None
        assert not label or (found is not None and found.field == field), label


@pytest.mark.parametrize(
    "label",
    [
        "Benötigen Sie einen Parkplatz?",
        "Avez-vous besoin d'un hébergement ?",
        "¿Necesita factura?",
        "Heb je een parkeerplaats nodig?",
        "食事制限は必要ですか？",
        "需要发票吗？",
        "请提供您的邮箱",
    ],
)
def test_questions_of_the_organizer_are_no_asks_and_no_offers(label: str) -> None:
    found = meaning(label)
    assert found is None or found.field not in ("ask", "offer")


def test_the_list_of_labels_names_only_fields_that_exist() -> None:
    for name, labels in lines("labels.tsv"):
        field = name.rstrip("@?").partition(":")[0].removeprefix("type_of_")
        assert field in FIELDS or field in WORKED_OUT, name
        assert all(fold(label) for label in words(labels)), name


@pytest.mark.parametrize("label", ["Expense Type", "Kürzel", "column_a", "f1", "Wert"])
def test_words_that_say_nothing_mean_nothing(label: str) -> None:
    assert meaning(label) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("03 Nov 2026", "2026-11-03"),
        ("4-Apr-21", "2021-04-04"),
        ("3. März 2025", "2025-03-03"),
        ("3 juil. 2025", "2025-07-03"),
        ("3 juin 2025", "2025-06-03"),
        ("3 de enero de 2025", "2025-01-03"),
        ("May 14, 2026", "2026-05-14"),
        ("2026-01-05 10:00:00 UTC", "2026-01-05"),
        ("1/29/26, 2:37 PM", "2026-01-29"),
        ("31.12.1999", "1999-12-31"),
        ("31.12.55", "1955-12-31"),
        ("31.12.40", "2040-12-31"),
        ("2026年5月14日", "2026-05-14"),
        ("11/3/26", ""),
        ("31 Feb 2020", ""),
        ("99 Jan 9999", ""),
        ("soon", ""),
    ],
)
def test_dates_of_exports_become_iso_or_stay_untouched_when_in_doubt(text: str, wanted: str) -> None:
    assert iso(text) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("+49 30 5550101", True),
        ("(303) 555-0142", True),
        ("2026-05-14", False),
        ("1098765432", False),
        ("32,602.01", False),
    ],
)
def test_numbers_to_dial_are_told_from_dates_and_ids(value: str, wanted: bool) -> None:
    assert is_phone(value) is wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Ana Example", True),
        ("Jean-Luc d'Exemple", True),
        ("山田太郎", True),
        ("Sample GmbH", False),
        ("Head of Things", False),
        ("lower case words", False),
    ],
)
def test_names_are_told_from_firms_and_titles(value: str, wanted: bool) -> None:
    assert is_name(value) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana Example", True),
        ("Ana Example (Northwind)", True),
        ("ana@example.com", True),
        ("Asks", False),
        ("Next steps", False),
        ("Agenda", False),
        ("We talked about the following things", False),
        ("Max Reicher (Alpenblick Hotels)", True),
        ("Nina Vogt, CEO, City Websites", True),
        ("Lea Sommer from Harbour Notes", True),
        ("Karen Needs", True),
        ("Additional Comments", False),
        ("Pain Points (urgent)", False),
        ("Needs help", False),
        ("Seeking Investors", False),
    ],
)
def test_notes_tell_names_from_other_words_before_a_colon(text: str, wanted: bool) -> None:
    assert is_who(text) is wanted
