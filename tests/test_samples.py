"""The samples: inputs and truth belong together, and nothing in them is real."""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
sys.path.insert(0, str(ROOT))

from samples.generate import facts, fonts, photo, render  # noqa: E402

RESERVED = re.compile(r"(^|\.)(example|example\.(com|net|org))$")
NOT_ADDRESSES = {"www.linkedin.com"}
TEXTS = ("Connections.csv", "address book.vcf", "google contacts.csv", "2026-05-14 Harbour Tech Fair/notes.csv")
needs_fonts = pytest.mark.skipif(not fonts.installed(), reason="the generator's fonts are not installed")


def truth(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLES / "truth" / name).read_text(encoding="utf-8").splitlines()]


def inputs() -> set[str]:
    """Files that the program takes in: all but folders that carry the marker."""
    marked = [f.parent for f in SAMPLES.rglob(".cardfile-ignore")]
    files = (f for f in SAMPLES.rglob("*") if f.is_file() and not any(m in f.parents for m in marked))
    return {f.relative_to(SAMPLES).as_posix() for f in files}


def test_every_input_has_truth_and_all_truth_has_its_input() -> None:
    named = {image for line in truth("cards.jsonl") for image in line["images"]}
    assert inputs() == named | set(TEXTS)
    assert {row["file"] for row in truth("people.jsonl")} <= inputs()


def test_the_cards_are_as_varied_as_a_fair_gives_them() -> None:
    lines = truth("cards.jsonl")
    cards = [card for line in lines for card in line["cards"]]
    suffixes = {Path(image).suffix for line in lines for image in line["images"]}
    assert len(cards) >= 24
    assert {".jpg", ".png", ".heic", ".pdf", ".tif"} <= suffixes
    assert {"photo", "sheet", "sides", "code"} <= {line["kind"] for line in lines}
    assert next(len(line["cards"]) for line in lines if line["kind"] == "sheet") == 6
    assert len({card["lang"] for card in cards}) >= 8
    assert any(card["name"] is None for card in cards)


def test_pages_hold_one_card_each() -> None:
    line = next(line for line in truth("cards.jsonl") if line["kind"] == "tiff")
    with Image.open(SAMPLES / line["images"][0]) as picture:
        assert getattr(picture, "n_frames", 1) == len(line["cards"])


def test_samples_stay_small() -> None:
    assert sum((SAMPLES / name).stat().st_size for name in inputs()) < 6_000_000


def test_people_stand_in_several_sources() -> None:
    kinds: dict[str, set[str]] = {}
    for row in truth("people.jsonl"):
        kinds.setdefault(row["person"], set()).add(Path(row["file"]).suffix + Path(row["file"]).name[:3])
    assert sum(len(files) >= 3 for files in kinds.values()) >= 8


def hosts(text: str) -> set[str]:
    found = re.findall(r"[\w.+-]+@([\w.-]+\w)|https?://([\w.-]+\w)|\b(www\.[\w.-]+\w)", text)
    return {host.lower() for hit in found for host in hit if host}


def test_every_domain_is_reserved_for_examples() -> None:
    said = [(SAMPLES / name).read_text(encoding="utf-8") for name in TEXTS]
    said += [json.dumps(card, ensure_ascii=False) for line in truth("cards.jsonl") for card in line["cards"]]
    real = {host for text in said for host in hosts(text) if not RESERVED.search(host) and host not in NOT_ADDRESSES}
    assert real == set()


def test_every_linkedin_profile_says_that_it_is_an_example() -> None:
    profiles = re.findall(r"linkedin\.com/in/([^\s,\"/]+)", (SAMPLES / "Connections.csv").read_text(encoding="utf-8"))
    assert profiles
    assert all(profile.endswith("-example") for profile in profiles)


def fictitious() -> list[re.Pattern[str]]:
    """The numbers set aside for fiction or marked 555 01, as international digits."""
    patterns = []
    for plan in (p for p in facts.data("regions").values() if not p.get("more")):
        for kind, templates in plan["marked"].items():
            trunk = plan.get("mobile_trunk", plan["trunk"]) if kind == "mobile" else plan["trunk"]
            for template in templates:
                digits = template.replace(" ", "").replace("-", "")
                digits = digits[len(trunk) :] if trunk and digits.startswith(trunk) else digits
                patterns.append(re.compile(str(plan["code"]) + digits.replace("#", r"\d").replace("%", "[2-9]")))
    return patterns


def numbers() -> list[str]:
    """Phones of all samples as digits."""
    found = [p["number"] for line in truth("cards.jsonl") for card in line["cards"] for p in card.get("phones", [])]
    book = (SAMPLES / "address book.vcf").read_text(encoding="utf-8")
    found += re.findall(r"^TEL[^:]*:(?:tel:)?(.+?)\r?$", book, re.M)
    with (SAMPLES / "google contacts.csv").open(encoding="utf-8", newline="") as file:
        found += [
            value for row in csv.DictReader(file) for key, value in row.items() if re.match(r"Phone . - Value", key)
        ]
    return [re.sub(r"\D", "", number.replace("(0)", "")) for number in found if number]


def test_every_phone_is_fictitious() -> None:
    """A national number is the international one without its code; a trunk digit may stand before it."""
    patterns = fictitious()
    codes = {str(plan["code"]) for plan in facts.data("regions").values()}
    found = numbers()
    assert len(found) > 80
    for number in found:
        forms = {form.lstrip("0") for form in (number, number.removeprefix("00"))}
        wide = {code + form for form in forms for code in codes} | forms | {c + "0" + f for f in forms for c in codes}
        assert any(p.fullmatch(form) for p in patterns for form in wide), number


@needs_fonts
@pytest.mark.parametrize("seed", range(12))
def test_the_same_seed_draws_the_same_card_with_all_lines_on_it(seed: int) -> None:
    picture, said = render.random_card(seed)
    again, same = render.random_card(seed)
    assert picture.tobytes() == again.tobytes()
    assert said == same
    for line in said["lines"]:
        x, y, w, h = line["box"]
        assert -4 <= x <= x + w <= picture.width + 4
        assert -4 <= y <= y + h <= picture.height + 4
        assert {part["label"] for part in line["parts"]} >= {line["label"]}


@needs_fonts
@pytest.mark.parametrize("seed", range(8))
def test_a_card_says_what_its_truth_claims(seed: int) -> None:
    _, said = render.random_card(100 + seed)
    printed = " ".join(part["text"] for line in said["lines"] for part in line["parts"]).lower()
    for value in (*said["emails"], *said["websites"]):
        assert value.lower() in printed
    assert (said["name"] is None) == (
        not any(p.get("value") for line in said["lines"] for p in line["parts"] if p["label"] == "name")
    )


@needs_fonts
def test_a_photographed_card_carries_its_lines_along() -> None:
    card = render.random_card(7)
    picture, (said,) = photo.photograph([card], 7, (1200, 900), turn=90)
    assert said["rotation"] == 90
    assert len(said["lines"]) == len(card[1]["lines"])
    for line in said["lines"]:
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in line["quad"])
