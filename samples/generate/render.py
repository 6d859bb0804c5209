"""One card as a picture with its truth: `render(person, design, seed, lang)`."""

from __future__ import annotations

from random import Random
from typing import Any

from PIL import Image

from samples.generate.designs import DESIGNS
from samples.generate.people import LANGUAGES, Person, make_person
from samples.generate.sheet import start, truth_of

FRONTS = tuple(name for name, d in DESIGNS.items() if d.kind != "back")
BACKS = tuple(name for name, d in DESIGNS.items() if d.kind == "back")


def render(person: Person, design: str, seed: int, lang: str = "") -> tuple[Image.Image, dict[str, Any]]:
    """The card as an RGB picture and its truth.

    `lang`: language of the captions (Tel, Fax, ...), the person's own when empty. The truth has the fields of the
    card scorer (name, title, organization, emails, phones [{number, type}], websites, address, *_alt, people,
    notes_text), `lines` [{text, label, box [x, y, w, h], parts: [{text, label, type, value, box}]}] in drawing
    order, `codes` and `size`. Box edges are pixels of the returned picture. Labels: see `wording`.
    """
    plan = DESIGNS[design]
    sheet = start(person, seed, lang, **plan.paper)
    if plan.kind in ("firm", "back"):
        _without_person(sheet.blocks, person)
    plan.draw(sheet)
    truth = truth_of(sheet)
    truth |= {"lang": person.lang, "region": person.region, "design": design, "seed": seed, "kind": plan.kind}
    if plan.kind == "back":
        truth["notes_text"] = " ".join(
            line["text"] for line in truth["lines"] if line["label"] in ("service", "ask", "offer")
        )
    return sheet.image, truth


def _without_person(blocks: dict[str, Any], person: Person) -> None:
    """A firm's card shows the firm's addresses only: personal mailboxes become info@."""
    for row in [r for block in blocks.values() for r in block]:
        for part in row.parts:
            if part.label == "email":
                part.text = part.value = "info@" + person.firm.domain


def random_card(
    seed: int, marked: bool = True, kinds: tuple[str, ...] = ("person", "firm", "people")
) -> tuple[Image.Image, dict[str, Any]]:
    """A card of a random person in a random design, the same for the same seed."""
    rng = Random(f"card {seed}")
    lang = rng.choice((*LANGUAGES, "en", "en", "en", "en", "de", "fr", "ja", "zh"))
    person = make_person(lang, rng, marked)
    east = lang in ("ja", "zh") and bool(person.firm.name_latin)
    fitting = [n for n, d in DESIGNS.items() if d.kind in kinds and (not d.langs or (lang in d.langs and east))]
    weights = [0.35 if DESIGNS[n].kind in ("firm", "people") else 3 if DESIGNS[n].langs else 1 for n in fitting]
    captions = "en" if east and rng.random() < 0.4 else ""
    return render(person, rng.choices(fitting, weights)[0], seed, captions)
