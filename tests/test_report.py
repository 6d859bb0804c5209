"""report.html: one page that works offline, whatever stands in the data."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import referral_world as world

from pipeline import schema
from pipeline.publish.report import render
from pipeline.publish.report_contacts import introduction_views, mail_link, messages
from pipeline.publish.report_lists import refused_views, tally
from pipeline.publish.report_people import Directory, initials
from pipeline.referral.introduce import introduce
from pipeline.referral.overview import overview
from pipeline.referral.touch_base import touch_base
from pipeline.referral.vocabulary import load
from pipeline.schema import SEPARATOR
from pipeline.settings import Owner
from pipeline.tally import closing

VOCABULARY = load()
OWN = Owner(name="Olga Kestrel")
HOSTILE = '<script>alert("1")</script></title><img src=x onerror=alert(2)>'


def tables(**changes: dict[str, str]) -> dict[str, pd.DataFrame]:
    people, tags, records = world.people(**changes), world.tags(), world.records()
    intros = introduce(people, tags, OWN, VOCABULARY)
    touch = touch_base(people, records, world.claims(), tags, intros, OWN, VOCABULARY, "2026-03-02", 5)
    published = pd.DataFrame(
        [
            {**dict.fromkeys(schema.RECORDS_COLUMNS, ""), "record_id": world.record_of(k), "person_id": world.id_of(k),
             "full_name": p[0], "source_file": f"{k}.jpg", "locator": "card 1"}
            for k, p in world.PEOPLE.items()
        ], columns=schema.RECORDS_COLUMNS,
    )  # fmt: skip
    review = pd.DataFrame(
        [
            ("pair", world.id_of("nora"), world.record_of("nora"), world.record_of("kit"), "person", "", "", "0.6", "Same firm."),
            ("value", world.id_of("uwe"), world.record_of("uwe"), "", "email", "uwe@tannert.example", "uwe@tanert.example", "0.61", "Compare."),
            ("decision", "", "", "", "", "d1", "", "", "It names a record that is gone."),
        ], columns=schema.REVIEW_COLUMNS,
    )  # fmt: skip
    refused = pd.DataFrame(
        [
            ("a.jpg", "", "no-person", "No person on it.", "Take it again."), ("b.jpg", "", "no-person", "No person on it.", "Take it again."),
            (".DS_Store", "", "ignored", "System file.", "Nothing to do."),
        ], columns=schema.REFUSED_COLUMNS,
    )  # fmt: skip
    empty = {n: schema.empty(getattr(schema, f"{n.upper()}_COLUMNS")) for n in ("values", "matches", "changes")}
    return {
        **empty, "people": people, "records": published, "tags": tags, "introductions": intros, "touch_base": touch,
        "review": review, "refused": refused,
    }  # fmt: skip


def page(mappings: tuple[schema.Mapping, ...] = (), **changes: dict[str, str]) -> str:
    t = tables(**changes)
    summary = {
        "files": 3,
        "records": {"card": 20},
        "people": 20,
        "introductions": len(t["introductions"]),
        "refused": 2,
    }
    return render(t, summary, overview(t["people"], t["tags"], VOCABULARY), list(mappings), OWN)


class Page(HTMLParser):
    """Tags with their attributes, and the text outside of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "wbr", "rect", "circle", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rect", "circle", "path"):
            return
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)


def data_of(text: str) -> Any:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])  # type: ignore[index]


def test_what_is_kept_out_on_purpose_is_no_refusal() -> None:
    rows = [("a.vcf", "card 1", "forgotten", "A person whom you had erased; kept out.", "Nothing to do.")]
    views = refused_views(pd.DataFrame(rows, columns=schema.REFUSED_COLUMNS))
    assert (views["groups"], views["total"], views["quiet"]["forgotten"]) == ([], 0, 1)


def test_one_thing_that_was_passed_over_is_told_as_one() -> None:
    assert "1 system file was ignored." in " ".join(Page(page()).text)
    summary = {"files": 1, "records": {"csv": 2}, "people": 1, "to_check": 0, "refused": 0, "introductions": 0}
    one, two = (closing({**summary, "repeated": n}, Path("w"), dry_run=False) for n in (1, 2))
    assert "1 repeated item stands in another record already." in one
    assert "2 repeated items stand in another record already." in two


def test_the_page_loads_nothing_and_every_element_is_closed() -> None:
    parsed = Page(page())
    assert parsed.open == []
    assert not [t for t, _ in parsed.tags if t in ("img", "link", "iframe", "object", "form", "base")]
    for _, attributes in parsed.tags:
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"#|mailto:", attributes.get("href") or "#")
    policy = next(a["content"] for t, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in str(policy)


def test_names_that_are_code_are_shown_and_not_run() -> None:
    text = page(luc={"full_name": HOSTILE, "organization": HOSTILE, "title": HOSTILE, "email": HOSTILE})
    plain = page()
    assert [t for t, _ in Page(text).tags].count("script") == [t for t, _ in Page(plain).tags].count("script") == 2
    assert HOSTILE not in text
    assert html.escape(HOSTILE, quote=False)[:20] in text
    assert HOSTILE in {row[0] for row in data_of(text)["rows"]}


def test_a_profile_link_that_is_code_is_no_link() -> None:
    rows = data_of(
        page(luc={"linkedin_url": "javascript:alert(1)"}, uwe={"linkedin_url": "https://www.linkedin.com/in/uwe"})
    )["rows"]
    links = {row[0]: row[5] for row in rows}
    assert links["Luc Ferrandon"] == ""
    assert links["Uwe Tannert"].startswith("https://")


def test_equal_input_gives_equal_bytes() -> None:
    assert page() == page()


def test_the_page_tells_what_to_do() -> None:
    text = " ".join(
        " ".join(Page(page((schema.Mapping("guests.csv", "Ihr Name", "full_name", "its header"),))).text).split()
    )
    for wanted in (
        "Olga Kestrel, here are your people", "Jana Wendt-Probst", "Darf ich Sie einander vorstellen?", "good for both",
        "One person or two?", "uwe@tannert.example", "Also read as uwe@tanert.example", "It names a record that is gone.",
        "Take it again.", "a.jpg, b.jpg", "guests.csv", "Ihr Name", "Accounting and tax", "United Kingdom",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_doubtful_values_are_marked() -> None:
    text = page()
    assert '<mark title="doubtful">uwe@<wbr>tannert.example</mark>' in text
    assert '<mark title="doubtful">nora@<wbr>tidewater.example</mark>' not in text


def test_the_best_introductions_are_spread_over_people_and_mutual_ones_come_first() -> None:
    t = tables()
    views = introduction_views(t["introductions"], Directory.of(t["people"], {}, OWN))
    best = views["best"]
    assert len(best) == min(10, views["total"])
    assert [b["mutual"] for b in best] == sorted((b["mutual"] for b in best), reverse=True)
    everyone = [who["id"] for b in best for who in (b["a"], b["b"])]
    assert len(set(everyone)) >= len(everyone) - 4


def test_each_message_of_a_draft_can_be_copied_and_sent_on_its_own() -> None:
    a = {"name": "Ann Low", "email": "ann@low.example", "url": "https://www.linkedin.com/in/ann"}
    b = {"name": "Bo Hay", "email": "", "url": "https://www.linkedin.com/in/bo"}
    one, two = messages(
        "To Ann Low:\n\nHi Ann,\n\nText: more\n\nBye\n\n----\n\nTo Bo Hay, once Ann has said yes:\n\nHi Bo", a, b
    )
    assert one["heading"] == "To Ann Low"
    assert one["text"] == "Hi Ann,\n\nText: more\n\nBye"
    assert one["mail"].startswith("mailto:ann@low.example?body=Hi%20Ann")
    assert (two["heading"], two["text"], two["mail"]) == ("To Bo Hay, once Ann has said yes", "Hi Bo", "")
    assert (one["profile"], two["profile"]) == ("", "https://www.linkedin.com/in/bo")


def test_a_message_goes_to_the_one_whose_whole_name_is_in_its_heading() -> None:
    short = {"name": "Ann Lee", "email": "lee@one.example", "url": ""}
    long = {"name": "Ann Lee-Smith", "email": "smith@two.example", "url": ""}
    draft = f"To Ann Lee-Smith:\n\nHi{SEPARATOR}To Ann Lee, once Ann Lee-Smith has said yes:\n\nHi"
    for people in ((short, long), (long, short)):
        one, two = messages(draft, *people)
        assert one["mail"].startswith("mailto:smith@two.example")
        assert two["mail"].startswith("mailto:lee@one.example")


def test_a_line_of_dashes_in_a_closing_makes_no_message_of_its_own() -> None:
    a, b = ({"name": n, "email": f"{n[:2]}@x.example", "url": ""} for n in ("Ann Low", "Bo Hay"))
    one, two = messages(f"To Ann Low:\n\nHi\n\nBest,\n-----\nMe{SEPARATOR}To Bo Hay:\n\nHi\n\n---\n\nMe", a, b)
    assert (one["text"], two["text"]) == ("Hi\n\nBest,\n-----\nMe", "Hi\n\n---\n\nMe")


def test_a_mail_link_carries_nothing_but_its_text() -> None:
    assert mail_link("a@b.example?bcc=c@d.example", "x&y") == "mailto:a@b.example%3Fbcc%3Dc@d.example?body=x%26y"
    assert mail_link("nonsense", "x") == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ann Low", "AL"),
        ("Ann-Kathrin van Low", "AL"),
        ("Camille Low-Brock", "CL"),
        ("王伟", "王"),
        ("", "?"),
        ("!!", "?"),
        ("cher", "C"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_empty_workspace_gives_a_friendly_page() -> None:
    t = {name: table.iloc[:0] for name, table in tables().items()}
    text = render(t, {}, overview(t["people"], t["tags"], VOCABULARY), [], Owner())
    assert "Nobody here yet" in text
    assert "make run INBOX=folder" in text
    assert "Nothing: everything was read" not in text, "nothing was read"
    assert Page(text).open == []


def test_a_page_without_people_tells_why_nothing_was_taken_in() -> None:
    t = {name: table if name == "refused" else table.iloc[:0] for name, table in tables().items()}
    text = render(t, {"refused": 2}, {}, [], Owner())
    assert "No person was found in what you gave" in text
    assert "Take it again." in text
    assert Page(text).open == []


def test_nobody_is_called_by_an_id() -> None:
    """Of a card on which no name was read the e-mail is shown, else that there is none."""
    rows = [
        {"person_id": "p1", "full_name": "", "organization": "", "email": "yoko@firm.example"},
        {"person_id": "p2", "full_name": "", "organization": "", "email": ""},
    ]
    directory = Directory.of(pd.DataFrame(rows), {}, OWN)
    assert [directory.person(p)["name"] for p in ("p1", "p2")] == ["yoko@firm.example", "(no name)"]


def test_a_number_of_nothing_leads_nowhere() -> None:
    """Without refusals the page has no list of them to jump to."""
    links = {tile["word"]: tile["link"] for tile in tally({"people": 3, "refused": 0})}
    assert (links["people"], links["refused"]) == ("people", "")


def test_thousands_of_people_stay_a_page_that_opens_quickly() -> None:
    t = tables()
    people = pd.concat([t["people"]] * 250, ignore_index=True)
    people["person_id"] = [f"p{n:016x}" for n in range(len(people))]
    text = render({**t, "people": people}, {}, {}, [], OWN)
    assert len(text) < 1_500_000
    assert len(data_of(text)["rows"]) == 5_000


@pytest.mark.browser
def test_the_search_lists_everybody_in_a_browser(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    (tmp_path / "report.html").write_text(page(), encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    command = [
        chromium,
        *flags.split(),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        f"file://{tmp_path / 'report.html'}",
    ]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "20 of 20 people" in dom
    assert dom.count('<tr><th scope="row">') >= 20
