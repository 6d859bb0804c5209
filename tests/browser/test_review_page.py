"""The review page as a browser shows it: a press is kept, the keyboard works, Apply merges, a phone is wide enough."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.guard import guarded
from pipeline.review.opening import leading_to

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
NAMES = ["Adalinde Examplestone", "Borivoj Samplewright"]
VCARDS = "".join(
    f"BEGIN:VCARD\nVERSION:4.0\nUID:{n}\nFN:{name}\nORG:{org}\n{mail}END:VCARD\n"
    for n, (name, org, mail) in enumerate(
        [
            (NAMES[0], "Northwind Ltd", "EMAIL:adalinde@northwind.example\n"),
            (NAMES[0], "<script>document.title='taken'</script>", ""),
            (NAMES[1], "Sample GmbH", "EMAIL:borivoj@sample.example\n"),
            (NAMES[1], "Model AG", ""),
        ]
    )
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "people.vcf").write_text(VCARDS, encoding="utf-8")
    words = ["run", str(tmp_path / "people.vcf"), "-w", str(tmp_path / "ws")]
    assert guarded(lambda: cli.app(words, standalone_mode=False)) == 0
    return tmp_path / "ws"


@pytest.fixture
def server(workspace: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [sys.executable, "-m", "pipeline", "review", "-w", str(workspace)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={"PATH": "/usr/bin:/bin"}) as process:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", process.stderr.readline())
        assert found is not None
        yield process, found[0]
        process.kill()


@pytest.fixture
def page() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.asked, page.errors = [], []
        page.on("request", lambda r: page.asked.append(r.url))
        page.on("pageerror", lambda e: page.errors.append(str(e)))
        page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
        yield page
        browser.close()


def people(workspace: Path) -> list[str]:
    lines = (workspace / "out" / "people.csv").read_text(encoding="utf-8").splitlines()
    return [name for line in lines for name in NAMES if name in line]


def verdicts(workspace: Path) -> list[str]:
    path = workspace / "decisions.jsonl"
    return [json.loads(line)["decision"] for line in path.read_text().splitlines()] if path.exists() else []


def test_a_press_is_kept_and_apply_merges(
    workspace: Path, server: tuple[subprocess.Popen[str], str], page: object
) -> None:
    process, address = server
    page.goto(address)  # type: ignore[attr-defined]
    page.wait_for_url(address.partition("?")[0])  # type: ignore[attr-defined]
    assert page.title() == "Cardfile review"  # type: ignore[attr-defined]
    pairs = page.locator("#pairs .q")  # type: ignore[attr-defined]
    assert pairs.count() == 2
    assert people(workspace).count(NAMES[0]) == 2

    pairs.filter(has_text=NAMES[0]).get_by_role("button", name="Same").click()
    playwright.expect(pairs).to_have_count(1)
    assert verdicts(workspace) == ["same"]

    page.keyboard.press("d")  # type: ignore[attr-defined]
    playwright.expect(pairs).to_have_count(0)
    page.keyboard.press("z")  # type: ignore[attr-defined]
    playwright.expect(pairs).to_have_count(1)
    assert verdicts(workspace) == ["same", "different", "retract"]

    page.get_by_role("button", name="Apply").click()  # type: ignore[attr-defined]
    playwright.expect(page.locator("#told")).to_contain_text("Applied: 3 people", timeout=60_000)  # type: ignore[attr-defined]
    assert people(workspace).count(NAMES[0]) == 1
    assert people(workspace).count(NAMES[1]) == 2

    assert page.errors == []  # type: ignore[attr-defined]
    assert all(url.startswith(address.partition("?")[0]) for url in page.asked)  # type: ignore[attr-defined]
    page.set_viewport_size({"width": 360, "height": 740})  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360  # type: ignore[attr-defined]

    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert process.stderr is not None
    assert "All are applied" in process.stderr.read()


def test_a_file_of_the_disk_leads_to_the_page(
    tmp_path: Path, server: tuple[subprocess.Popen[str], str], page: object
) -> None:
    (tmp_path / "open.html").write_text(leading_to(server[1]), encoding="utf-8")
    page.goto((tmp_path / "open.html").as_uri())  # type: ignore[attr-defined]
    page.wait_for_url(server[1].partition("?")[0])  # type: ignore[attr-defined]
    assert page.title() == "Cardfile review"  # type: ignore[attr-defined]
    assert page.locator("#pairs .q").count() == 2  # type: ignore[attr-defined]


def test_it_works_without_scripts(workspace: Path, server: tuple[subprocess.Popen[str], str], page: object) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    plain = context.new_page()
    plain.goto(server[1])
    plain.locator("#pairs .q").first.get_by_role("button", name="Unsure").click()
    playwright.expect(plain.locator("#pairs .q")).to_have_count(1)
    plain.locator("#taken").get_by_role("button", name="Undo").click()
    playwright.expect(plain.locator("#pairs .q")).to_have_count(2)
    assert verdicts(workspace) == ["unsure", "retract"]
