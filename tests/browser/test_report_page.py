"""The report as a browser shows it: works offline, runs nothing that came from a contact, finds people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.guard import guarded

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
HOSTILE = "<script>document.title='taken'</script>"
VCARDS = "".join(
    f"BEGIN:VCARD\nVERSION:4.0\nUID:{n}\nFN:{name}\nEMAIL:u{n}@firm{n}.example\nORG:{org}\nNOTE:{note}\nEND:VCARD\n"
    for n, (name, org, note) in enumerate(
        [
            ("Ada Example", HOSTILE, "Looking for a graphic designer. Can help with accounting."),
            ("Jörg Müßig-Sample", "Sample GmbH", "Is looking for an accountant. Offers graphic design."),
            ("Cy Model", "</script><img src=x onerror=document.title=1>", ""),
        ]
    )
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    (folder / "people.vcf").write_text(VCARDS, encoding="utf-8")
    words = ["run", str(folder / "people.vcf"), "-w", str(folder / "ws")]
    assert guarded(lambda: cli.app(words, standalone_mode=False)) == 0
    return folder / "ws" / "out" / "report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as p:
        instance = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture
def page(browser: object, report: Path) -> Iterator[object]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})  # type: ignore[attr-defined]
    page = context.new_page()
    page.asked, page.errors = [], []
    page.on("request", lambda r: page.asked.append(r.url))
    page.on("pageerror", lambda e: page.errors.append(str(e)))
    page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
    page.goto(report.as_uri())
    yield page
    context.close()


def test_it_asks_for_nothing_but_itself_and_raises_nothing(page: object, report: Path) -> None:
    assert page.asked == [report.as_uri()]  # type: ignore[attr-defined]
    assert page.errors == []  # type: ignore[attr-defined]


def test_hostile_names_are_shown_not_run(page: object) -> None:
    assert page.title() not in ("taken", "1")  # type: ignore[attr-defined]
    assert page.locator("img[src=x]").count() == 0  # type: ignore[attr-defined]
    assert HOSTILE in page.locator("body").inner_text()  # type: ignore[attr-defined]


def test_people_are_found_whatever_the_accents(page: object) -> None:
    rows = page.locator("#list tbody tr")  # type: ignore[attr-defined]
    assert rows.count() == 3
    page.locator("input[type=search]").fill("jorg mu")  # type: ignore[attr-defined]
    assert rows.count() == 1
    assert "Jörg Müßig-Sample" in rows.first.inner_text()


def test_finding_a_person_shows_their_asks_offers_and_introductions(page: object) -> None:
    page.locator("input[type=search]").fill("ada")  # type: ignore[attr-defined]
    row = page.locator("#list tbody tr").first  # type: ignore[attr-defined]
    assert "asks\nGraphic design and branding\noffers\nAccounting and tax" in row.inner_text()
    row.locator("a", has_text="Jörg Müßig-Sample").click()
    card = page.locator(".intro:target")  # type: ignore[attr-defined]
    assert "Ada Example" in card.inner_text()


def test_people_are_found_by_what_they_ask_for_or_offer(page: object) -> None:
    page.locator("input[type=search]").fill("accounting")  # type: ignore[attr-defined]
    names = page.locator("#list tbody th").all_inner_texts()  # type: ignore[attr-defined]
    assert names == ["Ada Example", "Jörg Müßig-Sample"]


def test_a_draft_can_be_opened(page: object) -> None:
    draft = page.locator("details", has_text="Draft").first  # type: ignore[attr-defined]
    draft.locator("summary").first.click()
    assert "do not already know each other" in draft.inner_text()


@pytest.mark.parametrize("width", [360, 720, 820, 900])
def test_nothing_sticks_out_on_a_phone_or_a_tablet(browser: object, report: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_words_of_the_tally_are_whole_at_any_width(page: object) -> None:
    lines = """() => {
        const range = document.createRange();
        const words = [...document.querySelectorAll(".tally span")].filter((s) => !s.textContent.includes(" "));
        return words.map((s) => { range.selectNodeContents(s); return range.getClientRects().length; });
    }"""
    for width in range(360, 1200, 40):
        page.set_viewport_size({"width": width, "height": 740})  # type: ignore[attr-defined]
        assert set(page.evaluate(lines)) == {1}, width  # type: ignore[attr-defined]


def test_on_paper_stands_only_what_can_be_read_there(page: object) -> None:
    page.emulate_media(media="print")  # type: ignore[attr-defined]
    for what in ("nav", "summary", "button", "#people"):
        assert page.locator(what).filter(visible=True).count() == 0, what  # type: ignore[attr-defined]
    assert page.locator(".intro").first.is_visible()  # type: ignore[attr-defined]
    assert page.locator(".tag.mutual").first.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"  # type: ignore[attr-defined]


def test_an_opened_draft_is_printed(page: object) -> None:
    page.locator("summary").first.click()  # type: ignore[attr-defined]
    page.emulate_media(media="print")  # type: ignore[attr-defined]
    assert page.locator(".message .text").first.is_visible()  # type: ignore[attr-defined]
