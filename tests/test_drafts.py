"""The words: nine languages with the same sentences, and the user's own."""

from __future__ import annotations

import re
from string import Formatter

import pytest
import referral_world as world

from pipeline.errors import UsageError
from pipeline.referral.drafts import LANGUAGES, MESSAGES, Reason, Someone, _shipped, shorten, voices, whole
from pipeline.referral.introduce import introduce
from pipeline.referral.mother_tongue import language_of, written_in
from pipeline.referral.vocabulary import load
from pipeline.schema import OWNER, SEPARATOR
from pipeline.settings import Owner

VOCABULARY = load()
OWN = Owner(name="Olga Kestrel")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def draft(a: str, b: str, templates: dict[str, str] | None = None) -> str:
    table = introduce(world.people(), world.tags(), OWN, VOCABULARY, templates=templates)
    both = {world.id_of(a), world.id_of(b)}
    return next(r.draft for r in table.itertuples() if {r.person_a, r.person_b} == both)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_placeholders(language: str) -> None:
    english, own = _shipped("en"), _shipped(language)
    assert set(english) <= set(own)
    for key in set(english) - {"labels", "between", "role_separator", "firm_first", "short"}:
        assert placeholders(own[key]) - {"first"} <= placeholders(english[key]) | {"name"}, key
        wanted = placeholders(english[key]) - {"first", "name", "other_first", "event", "date"}
        assert wanted <= placeholders(own[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_to_two_asks_both_and_allows_for_an_old_acquaintance(language: str) -> None:
    acquainted = {
        "en": "already know each other", "de": "noch nicht kennen", "fr": "vous connaissez pas déjà", "es": "aún no se conocen",
        "pt": "ainda não se conhecem", "it": "non vi conoscete già", "nl": "elkaar nog niet kennen",
        "ja": "まだお知り合いでなければ", "zh": "还不认识",
    }  # fmt: skip
    for key in ("mutual", "mutual_same", "mutual_first", "mutual_second", "mutual_same_second", "asker", "helper"):
        assert acquainted[language] in " ".join(_shipped(language)[key].split())


@pytest.mark.parametrize(
    ("a", "b", "opening"),
    [
        ("jana", "uwe", "Guten Tag"), ("luc", "maud", "Bonjour"), ("ines", "paco", "Hola"), ("bruna", "davi", "Olá"),
        ("elio", "tea", "Buongiorno"), ("joost", "saar", "Beste"), ("aoi", "ren", "様"), ("wei", "lan", "您好"),
        ("nora", "idris", "Hi"),
    ],
)  # fmt: skip
def test_drafts_are_in_the_language_of_the_two(a: str, b: str, opening: str) -> None:
    assert opening in draft(a, b)


def test_each_of_two_is_written_to_in_their_own_language_whatever_the_other_speaks() -> None:
    to_asker, to_helper = draft("maud", "aoi").split(SEPARATOR)
    assert "いつもお世話になっております" in to_asker
    assert to_helper.startswith("À Maud Tissier")
    assert "Bonjour Maud" in to_helper


def test_each_of_the_two_gets_a_message_and_the_helper_only_after_the_asker() -> None:
    to_asker, to_helper = draft("luc", "maud").split(SEPARATOR)
    assert to_asker.startswith("À Luc Ferrandon")
    assert to_helper.startswith("À Maud Tissier, quand Luc aura dit oui")
    assert "Maud Tissier (Avocate en propriété intellectuelle, Cabinet Tissier)" in to_asker


def drafts_of(a: str, b: str, *more: tuple[str, str, str, str, str, str]) -> list[str]:
    """The messages to two people of whom only `more` is known."""
    tags = world.tags(*more).tail(len(more))
    table = introduce(world.people(), tags, OWN, VOCABULARY)
    both = {world.id_of(a), world.id_of(b)}
    return [text for r in table.itertuples() if {r.person_a, r.person_b} == both for text in r.draft.split(SEPARATOR)]


@pytest.mark.parametrize(
    ("job", "talent"),
    [("note", "ask"), ("ask", "ask"), ("headline", "note"), ("message", "note")],
)
def test_who_looks_for_a_job_is_asked_before_the_employer_hears_of_it(job: str, talent: str) -> None:
    to_first, to_second = drafts_of(
        "kit", "idris",
        ("kit", "ask", "job", "explicit", "a new job as a developer", job),
        ("kit", "offer", "software-development", "inferred", "Engineering", "title"),
        ("idris", "ask", "talent", "explicit", "developers to hire", talent),
        ("idris", "ask", "software-development", "explicit", "developers to hire", talent),
    )  # fmt: skip
    assert to_first.startswith("To Kit Marlowe-Finch:")
    assert ("people to hire" in to_first) == (talent == "ask")
    assert "I will ask Idris too" in to_first
    assert to_second.startswith("To Idris Vane, once Kit has said yes:")
    assert "a job or projects" in to_second
    assert "I am asking" not in to_second


def test_who_looks_for_a_job_is_asked_first_also_where_it_is_told_as_what_they_can_give() -> None:
    to_first, to_second = drafts_of(
        "kit", "idris",
        ("kit", "ask", "job", "explicit", "a new job as a developer", "note"),
        ("kit", "ask", "mentorship", "explicit", "a mentor", "ask"),
        ("kit", "offer", "software-development", "inferred", "Engineering", "title"),
        ("idris", "ask", "talent", "inferred", "developers to hire", "title"),
        ("idris", "ask", "software-development", "inferred", "developers to hire", "title"),
        ("idris", "offer", "mentorship", "explicit", "mentors founders", "offer"),
    )  # fmt: skip
    assert to_first.startswith("To Kit Marlowe-Finch:")
    assert "mentoring" in to_first
    assert "people to hire" in to_first
    assert to_second.startswith("To Idris Vane, once Kit has said yes:")


@pytest.mark.parametrize(("one", "two"), [("nora", "idris"), ("idris", "nora")])
def test_who_is_known_to_look_for_something_from_a_note_alone_is_asked_first(one: str, two: str) -> None:
    """Whatever the order of their ids, and told what the other one looks for where that is public."""
    said = [
        (one, "ask", "accounting-tax", "explicit", "unhappy with the accountant", "note"),
        (one, "offer", "translation", "explicit", "translates", "offer"),
        (two, "offer", "accounting-tax", "explicit", "does the books", "offer"),
    ]
    to_first, to_second = drafts_of(one, two, *said, (two, "ask", "translation", "explicit", "a translator", "ask"))
    assert to_first.startswith(f"To {world.PEOPLE[one][0]}:")
    assert to_second.startswith(f"To {world.PEOPLE[two][0]}, once ")
    assert "a translator" in to_first
    assert "unhappy" not in to_first + to_second
    to_first, to_second = drafts_of(one, two, *said, (two, "ask", "translation", "explicit", "a translator", "note"))
    assert "once" in to_second.split("\n")[0]
    assert ("translation" in to_first) != ("accounting" in to_first)


def test_two_whose_asks_are_public_are_asked_at_once() -> None:
    texts = drafts_of(
        "nora", "idris",
        ("nora", "ask", "funding", "explicit", "raising our seed round", "ask"),
        ("idris", "ask", "deal-flow", "inferred", "Angel Investor", "title"),
    )  # fmt: skip
    assert all(" once " not in text.split("\n")[0] and "I am asking" in text for text in texts)


@pytest.mark.parametrize(
    ("key", "language"),
    [
        ("nora", "en"), ("jana", "de"), ("luc", "fr"), ("ines", "es"), ("bruna", "pt"), ("elio", "it"), ("joost", "nl"),
        ("aoi", "ja"), ("wei", "zh"),
    ],
)  # fmt: skip
def test_who_looks_for_the_same_as_the_owner_is_told_so_without_their_differing_words(key: str, language: str) -> None:
    (text,) = drafts_of(
        key, OWNER,
        (key, "ask", "cofounder", "explicit", "a co-founder for batteries", "ask"),
        (OWNER, "ask", "cofounder", "explicit", "a co-founder for a bakery", "ask"),
    )  # fmt: skip
    assert "batteries" not in text
    assert "bakery" not in text
    assert text.count(voices(VOCABULARY)[language].label("cofounder", "ask")) == 1


@pytest.mark.parametrize("field", ["ask", "note"])
def test_two_who_seek_and_offer_the_same_are_told_so_once(field: str) -> None:
    said = [(key, side, "graphic-design", "explicit", "graphic design", field if side == "ask" else "offer")
            for key in ("nora", "idris") for side in ("ask", "offer")]  # fmt: skip
    texts = drafts_of("nora", "idris", *said)
    label = voices(VOCABULARY)["en"].label("graphic-design", "ask")
    assert [text.count(label) for text in texts] == [1, 1]


def test_the_owners_private_notes_are_not_quoted_to_others_but_public_answers_are() -> None:
    assert "cherche un conseil" not in draft("luc", "maud")
    assert "raising our seed round" in draft("nora", "idris")


def test_no_placeholder_is_left_and_no_space_is_doubled() -> None:
    table = introduce(world.people(), world.tags(), OWN, VOCABULARY)
    for text in [*table["draft"], *table["why_a"], *table["why_b"]]:
        assert not re.search(r"[{}]|  |\( *\)| ,", text.replace(" :", ""))


def test_an_unnamed_owner_is_addressed_as_you_and_signs_nothing() -> None:
    table = introduce(world.people(), world.tags(), Owner(), VOCABULARY)
    assert not table["draft"].str.contains("You|owner").any()
    reasons = table["why_a"].str.cat(table["why_b"])
    assert reasons.str.contains("you are looking for|You are looking for").any()


def test_own_templates_override_single_sentences() -> None:
    mine = {"fr": "asker: 'Cher {name}, une idée : {other}.'\n"}
    assert "Cher Luc Ferrandon, une idée : Maud Tissier" in draft("luc", "maud", mine)
    assert "j’ai tout de suite pensé à vous" in draft("luc", "maud", mine)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("askr: 'x'", "`askr` is not one of"),
        ("asker: '{nonsense}'", "has no {nonsense}"),
        ("asker: 'open {name'", "`asker`"),
        ("asker: [1]", "should be a text"),
        ('closing: "Best {owner:d}"', "`closing`: write {owner} instead of {owner:d}"),
        ('closing: "Best {owner!r:>9}"', "`closing`: write {owner} instead of {owner!r:>9}"),
        ("quote: '{} {}'", "`quote` has more than one {}"),
        ("- a list", "should map"),
        ("a: b: c", "not valid YAML"),
    ],
)
def test_mistakes_in_own_templates_are_told_by_name(text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=re.escape(problem)) as error:
        voices(VOCABULARY, {"fr": text})
    assert "templates/fr.yaml" in str(error.value)


def test_a_language_of_the_users_own_is_possible() -> None:
    assert voices(VOCABULARY, {"sv": "greeting: 'Hej {first},'"})["sv"].texts["greeting"] == "Hej {first},"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_messages_can_be_said(language: str) -> None:
    voice = voices(VOCABULARY)[language]
    for key in MESSAGES:
        words = dict.fromkeys(("other", "other_first", "want", "give"), "X")
        assert voice.message(key, Someone("A B", "A"), "C", **words)


def test_long_evidence_is_cut_between_words() -> None:
    text = "looking for " + "very " * 60 + "good people"
    assert len(shorten(text)) <= 161
    assert shorten(text).endswith("very…")
    assert shorten("short\nwords") == "short words"


@pytest.mark.parametrize(
    ("signs", "language"),
    [
        (("DE", "Jana Wendt", "CEO", "", ""), "de"), (("", "王伟", "", "", ""), "zh"), (("", "青空 葵", "", "株式会社みほん", ""), "ja"),
        (("CH", "Luc Blanc", "Directeur des ventes", "", ""), "fr"), (("CH", "Luc Blanc", "", "", ""), "de"),
        (("", "A B", "Geschäftsführer", "", ""), "de"), (("", "A B", "", "Beispiel GmbH", ""), "de"), (("", "A B", "", "", "a@b.fr"), "fr"),
        (("US", "A B", "CEO", "", ""), "en"), (("", "A B", "Head of Sales", "", "a@b.com"), ""), (("JP", "山田", "", "", ""), "ja"),
        (("", "A B", "Head Chef", "", "a@b.com"), ""), (("", "A B", "Cabinet maker", "", ""), ""), (("", "A B", "", "Willow Day Spa", ""), ""),
        (("", "Hiroshi Mihon", "", "株式会社見本製作所", "h@mihon.com"), "ja"), (("", "見本浩", "代表取締役", "見本製作所", ""), "ja"),
        (("CN", "范例伟", "部長", "", ""), "zh"), (("KR", "金例秀", "", "", ""), "en"), (("DE", "山田さくら", "", "", ""), "ja"),
        (("DE", "Anna Muster", "Manager", "Beispiel 中国", ""), "de"), (("", "Anna Muster", "Manager", "Beispiel 中国", ""), ""),
        (("", "Wei Fanli", "", "样例科技有限公司", ""), "zh"), (("CN", "Anna Muster", "Manager", "Beispiel 中国", ""), "zh"),
        (("", "A B", "CEO", "Brightco", "a@brightco.co"), ""), (("", "A B", "", "", "a@brightco.com.co"), "es"), (("", "A B", "", "", "a@b.cv"), ""),
        (("CH", "Luca Rossi", "Direttore", "", ""), "it"), (("BE", "Luc Dubois", "Directeur commercial", "", ""), "fr"),
        (("BE", "A B", "Directeur", "", ""), "nl"), (("CA", "A B", "Directrice", "", ""), "fr"), (("CA", "A B", "Director", "", ""), "en"),
        (("", "A B", "Fotograf", "Studio Beispiel", ""), ""), (("", "A B", "Chef de cabinet", "", ""), "fr"), (("FR", "A B", "Head Chef", "", ""), "fr"),
        (("", "Ana Marín", "Consultora", "Faro", "", "work:+34935550160"), "es"), (("", "A B", "", "", "a@b.de", "mobile:+33755550143"), "fr"),
        (("", "A B", "", "", "", "work:+15145550123"), "en"), (("", "A B", "Directrice", "", "", "work:+15145550123"), "fr"),
        (("", "A B", "", "", "", "work:+48225550123"), "en"), (("", "A B", "", "", "a@b.pl"), "en"), (("", "A B", "", "", "a@b.io"), ""),
        (("AT", "A B", "", "", "", "work:+33155550143"), "de"), (("", "A B", "", "", "", "work:089 5550123"), ""),
        (("", "A B", "Responsable de exportación", "Aceites Luna S.L.", ""), "es"), (("", "A B", "Responsable des ventes", "", ""), "fr"),
        (("", "A B", "Guida turistica", "", ""), "it"), (("", "A B", "Zelfstandig ontwikkelaar", "ZZP", ""), "nl"),
    ],
)  # fmt: skip
def test_the_language_of_a_person_is_told_by_country_script_and_words(signs: tuple[str, ...], language: str) -> None:
    assert language_of(*signs) == language


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Bonjour Ada, je suis à la foire demain, on se voit au stand ?"], "fr"), (["Moin!", "Ich bin noch bis Freitag da und komme gern auf den Stand"], "de"),
        (["Thanks for the chat, I will send you the deck"], "en"), (["Merci !"], ""), (["Nous cherchons un développeur backend."], "fr"), (["Wir suchen einen UX-Designer."], "de"), (["Procuro um contador."], "pt"), (["よろしくお願いします"], "ja"), (["谢谢"], "zh"), ([], ""),
        (["Thanks for the deck, it is with my boss", "Danke, ich gebe es weiter und melde mich mit dem Termin"], ""),
    ],
)  # fmt: skip
def test_the_language_of_messages_is_told_by_their_small_words(texts: list[str], language: str) -> None:
    assert written_in(texts) == language


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ("suppliers of", "suppliers"), ("job in", "job"), ("busca proveedores para", "busca proveedores"), ("for", "for"),
        ("introductions to investors in", "introductions to investors"), ("partners for the", "partners"),
        ("looking for an", "looking"),
    ],
)  # fmt: skip
def test_a_quotation_does_not_break_off_with_a_preposition(evidence: str, shown: str) -> None:
    assert whole(evidence) == shown


@pytest.mark.parametrize(
    "evidence",
    [
        "start-ups to invest in", "companies to partner with", "someone to hand over to", "a firm we can rely on",
        "what I’m looking for", "ich gebe eine Wohnung ab", "wer macht bei der Messe mit", "ik neem een winkel over",
    ],
)  # fmt: skip
def test_a_quotation_keeps_the_last_word_that_belongs_to_its_verb(evidence: str) -> None:
    assert whole(evidence) == evidence


@pytest.mark.parametrize(
    ("first", "greeted"), [("Jo", "Hi Jo,"), ("J.", "Hi J. R. Sample,"), ("J. R.", "Hi J. R. Sample,"), ("", "Hi J. R. Sample,")]
)  # fmt: skip
def test_nobody_is_greeted_by_an_initial(first: str, greeted: str) -> None:
    someone = Someone("J. R. Sample", first)
    assert voices(VOCABULARY)["en"].message("owner_helps", someone, "", want="X").startswith(greeted)


@pytest.mark.parametrize("language", ["es", "fr"])
def test_sentences_suit_names_that_begin_with_a_vowel(language: str) -> None:
    """`y Isabel` would be `e Isabel`, `de Anna` would be `d’Anna`."""
    names = {"maud": {"full_name": "Isabel Ruiz"}, "idris": {"full_name": "Anna Dunn", "given_name": "Anna"}}
    mine = Owner(name="Olga Kestrel", language=language)
    table = introduce(world.people(**names), world.tags(), mine, VOCABULARY)
    assert not re.search(r"\by Isabel|\b(?:[dq]u?e) (?:Anna|Isabel)", " ".join([*table["why_a"], *table["why_b"]]))
    voice = voices(VOCABULARY)[language]
    for key, text in voice.texts.items():
        if language == "fr" and isinstance(text, str):
            assert not re.search(r"\b(?:de|que) \{(?:name|other|other_first)\}", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_women_are_not_addressed_as_two_men(language: str) -> None:
    texts = " ".join(text for text in _shipped(language).values() if isinstance(text, str))
    assert not re.search(r"tous les\s+deux|los\s+dos|\bos\s+dois|tutti e\s+due|entrambi", texts)


def test_the_owner_offers_help_without_saying_that_somebody_asked_for_it() -> None:
    guessed = world.tags(("elio", "ask", "logistics", "inferred", "Head of Purchasing", "title"))
    table = introduce(world.people(), guessed, OWN, VOCABULARY)
    text = table.loc[table["person_b"].eq(world.id_of("elio")) & table["person_a"].eq("owner"), "draft"].item()
    assert "attuale" not in text
    assert "Se può esserle utile" in text
    assert "nog" in draft("saar", "owner")


def test_a_quotation_that_only_repeats_the_label_in_another_language_is_left_out() -> None:
    german = voices(VOCABULARY)["de"]
    assert (
        german.about(Reason("software-development", "ask", "software development", True, "ask"))
        == "Softwareentwicklung"
    )


def test_what_an_asker_is_only_guessed_to_want_is_told_as_a_guess() -> None:
    tags = world.tags(
        ("zed", "ask", "talent", "inferred", "Recruiter", "title"),
        ("zed", "offer", "healthcare", "inferred", "Nursing", "title"),
        ("elio", "offer", "talent", "explicit", "nurses available", "note"),
        ("elio", "offer", "healthcare", "explicit", "nurses available", "note"),
    )
    table = introduce(world.people(), tags, OWN, VOCABULARY)
    both = {world.id_of("elio"), world.id_of("zed")}
    texts = [r.draft for r in table.itertuples() if {r.person_a, r.person_b} == both]
    assert all("is looking for people to hire" not in text for text in texts)


def test_a_name_written_with_a_space_between_characters_is_japanese() -> None:
    assert language_of("", "見本 蓮") == "ja"
    assert language_of("", "范例伟") == "zh" == language_of("CN", "范例 伟")


def test_portuguese_reads_well_on_both_sides_of_the_sea() -> None:
    text = " ".join(str(sentence) for sentence in _shipped("pt").values())
    assert not re.search(r"contac?to|vocês|topar", text)


def test_italian_has_no_preposition_that_changes_before_a_vowel() -> None:
    text = " ".join(str(sentence) for sentence in _shipped("it").values())
    assert not re.search(r"\b[aA] \{(?:name|other|other_first)\}", text)
