"""A card in the making: what it may say, what was put on it, and the truth that follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from PIL import Image

from samples.generate import fonts, paper, wording
from samples.generate.paint import Colour, Painter, Theme, Zone
from samples.generate.people import Person
from samples.generate.style import Style, make_style
from samples.generate.wording import Block, Part, Row

LANDSCAPE = ((1050, 600), (1050, 600), (1004, 650), (1063, 638), (900, 540), (1075, 650))
WEIGHT_CHOICES = ("regular", "regular", "bold", "bold", "italic")


@dataclass
class Sheet:
    """`blocks` may be put; `used` says which were, in order."""

    person: Person
    rng: Random
    lang: str
    style: Style
    blocks: dict[str, Block]
    ground: Colour
    painter: Painter
    used: list[str] = field(default_factory=list)
    codes: list[dict[str, Any]] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)

    @property
    def image(self) -> Image.Image:
        return self.painter.image

    @property
    def theme(self) -> Theme:
        return self.painter.theme

    def put(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        names: str,
        align: str = "left",
        valign: str = "top",
        **more: Any,
    ) -> None:
        """Stacks the named blocks in a zone (fractions of the card)."""
        self.used += names.split()
        self.painter.zone(Zone(x0, y0, x1, y1, [self.blocks[n] for n in names.split()], align, valign, **more))

    def either(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def logo(
        self, x0: float, y0: float, x1: float, y1: float, text: str | None = None, colour: Colour | None = None
    ) -> None:
        """The firm's mark; its short name with it unless `text` is empty."""
        firm = self.person.firm
        shown = (
            text if text is not None else (firm.short_latin if firm.short_latin and self.chance(0.5) else firm.short)
        )
        if shown:
            self.used.append("logo")
        paper.logo(
            self.painter,
            (x0, y0, x1, y1),
            shown,
            colour or paper.accent_on(self.ground, self.rng),
            self.rng,
            self.ground,
        )

    def code(self, x0: float, y0: float, x1: float, y1: float, text: str, kind: str = "QRCode") -> None:
        self.codes.append(paper.code(self.painter, text, (x0, y0, x1, y1), kind))


def start(
    person: Person,
    seed: int,
    lang: str,
    ground: str = "light",
    vertical: bool = False,
    faces: str = "",
    size: float = 0.0,
    mode: str = "",
) -> Sheet:
    """An empty card on its paper, with all blocks the person could fill."""
    rng = Random(f"{seed}/{person.full_name}/{ground}")
    w, h = rng.choice(LANDSCAPE)
    if vertical:
        w, h = h, w
    colour = {"light": rng.choice(paper.LIGHT), "dark": rng.choice(paper.DARK), "vivid": rng.choice(paper.VIVID)}.get(
        ground, rng.choice((*paper.LIGHT, *paper.DARK, *paper.VIVID))
    )
    image = Image.new("RGB", (w, h), colour)
    if ground == "gradient":
        red, green, blue = (max(0, min(255, c + rng.choice([-55, -35, 35, 55]))) for c in colour)
        shift = (red, green, blue)
        image = paper.gradient((w, h), colour, shift, rng.random() * 3.1)
    elif ground == "busy" or (ground in ("light", "dark") and rng.random() < 0.12):
        image = paper.busy((w, h), colour, rng, 0.16 if ground == "busy" else 0.08)
    painter = Painter(
        image,
        _theme(
            person, colour, faces, size or rng.choice([21, 23, 25, 27, 30, 32, 35]) * (0.82 if vertical else 1.0), rng
        ),
        rng,
    )
    label_lang = lang or person.lang
    style = make_style(label_lang if label_lang in ("ja", "zh") or rng.random() > 0.15 else "en", rng, mode)
    return Sheet(person, rng, label_lang, style, _blocks(person, label_lang, style, rng), colour, painter)


def _theme(person: Person, ground: Colour, faces: str, size: float, rng: Random) -> Theme:
    body_kind = faces or rng.choice(["sans"] * 6 + ["serif"] * 3 + ["condensed", "mono"])
    body = rng.choice(
        fonts.families(body_kind if body_kind not in ("script", "display") else rng.choice(["sans", "serif"]))
    )
    head = (
        body
        if rng.random() < 0.5 and faces not in ("script", "display")
        else rng.choice(
            fonts.families(
                faces
                if faces in ("script", "display", "mono")
                else rng.choice(["sans", "serif", "serif", "display", "script", "condensed"])
            )
        )
    )
    script = rng.choice(fonts.families(person.lang)) if person.lang in ("ja", "zh") else ""
    weights = {
        "name": rng.choice(WEIGHT_CHOICES),
        "title": rng.choice(["regular", "regular", "italic", "bold"]),
        "organization": rng.choice(["bold", "bold", "regular"]),
        "slogan": rng.choice(["italic", "regular"]),
    }
    weights |= {"caption": "bold"} if rng.random() < 0.25 else {}
    weights |= {"body": "bold"} if rng.random() < 0.06 else {"body": "italic"} if rng.random() < 0.04 else {}
    tracking = {
        role: rng.choice([0.05, 0.1, 0.2, 0.35])
        for role in ("name", "title", "organization", "body")
        if rng.random() < (0.12 if role != "body" else 0.04)
    }
    accented = tuple(r for r in ("name", "organization", "title", "caption") if rng.random() < 0.3)
    return Theme(
        body,
        head,
        size,
        paper.ink_on(ground, rng),
        paper.accent_on(ground, rng),
        rng.choice([0.75, 0.9, 1.0, 1.0, 1.15, 1.35, 1.6]),
        rng.choice([1.2, 1.3, 1.35, 1.45, 1.6]),
        script,
        weights,
        tracking,
        accented,
    )


def _blocks(person: Person, lang: str, style: Style, rng: Random) -> dict[str, Block]:
    firm = person.firm
    blocks = wording.contact_blocks(person, style, rng)
    blocks |= wording.extra_blocks(person, lang, rng)
    blocks |= {
        "name": wording.name_block(person, rng),
        "job": wording.job_block(person, style, rng),
        "org": wording.organization_block(person, rng),
        "org2": wording.organization_block(person, rng, lines=2),
        "address": wording.address_block(firm.addresses[0], style, rng),
        "address2": wording.address_block(firm.addresses[1], style, rng),
    }
    if firm.name_latin:
        blocks |= {
            "name_latin": wording.name_block(person, rng, latin=True),
            "job_latin": wording.job_block(person, style, rng, latin=True),
            "org_latin": wording.organization_block(person, rng, latin=True),
            "address_latin": wording.address_block(firm.address_latin or firm.addresses[0], style, rng),
        }
    else:
        blocks |= {k + "_latin": blocks[k] for k in ("name", "job", "org", "address")}
    blocks["name"] = (
        _name_and_job(blocks, rng) if rng.random() < 0.07 and person.title and firm.name_latin == "" else blocks["name"]
    )
    blocks["nothing"] = []
    return blocks


def _name_and_job(blocks: dict[str, Block], rng: Random) -> Block:
    """Name and title on one line."""
    name, job = blocks["name"], blocks["job"]
    if len(job) != 1 or sum(len(p.text) for row in (*name, *job) for p in row.parts) > 42:
        return name
    row = Row([*name[0].parts, Part(rng.choice([", ", " - ", " | ", "  ", " / "]), "caption"), *job[0].parts], "name")
    blocks["job"] = []
    return [row]


def truth_of(sheet: Sheet) -> dict[str, Any]:
    """What a reader should find: the fields of the card scorer, and every line with its label and box."""
    lines, firm, person = sheet.painter.lines, sheet.person.firm, sheet.person
    parts = [p for line in lines for p in line["parts"]]
    said = {p["label"] for p in parts}
    own = {name for name in sheet.used if name in sheet.blocks}
    names = list(dict.fromkeys(p["value"] for p in parts if p["label"] == "name" and p.get("value")))
    truth: dict[str, Any] = {"name": names[0] if names else None, "name_alt": names[1:]}
    east = bool(firm.name_latin)
    if east and person.full_name in names:
        truth |= {"name": person.full_name, "name_alt": [n for n in names if n != person.full_name]}
    titles, departments = (
        [p["value"] for p in parts if p["label"] == label and p.get("value")] for label in ("title", "department")
    )
    truth |= {
        "title": titles[0] if titles else None,
        "title_alt": titles[1:] if east else [],
        "department": departments[0] if departments else None,
    }
    truth |= _organization(said, own, sheet, lines)
    truth |= _addresses(own, sheet, said)
    truth["emails"] = list(dict.fromkeys(p["value"] for p in parts if p["label"] == "email"))
    truth["phones"] = [
        {"number": n, "type": t} for n, t in {p["value"]: p["type"] for p in parts if p["label"] == "phone"}.items()
    ]
    truth["websites"] = list(dict.fromkeys(p["value"] for p in parts if p["label"] == "website"))
    truth["websites_ok"] = [
        p["text"] for p in parts if p["label"] == "social" and "." in p["text"] and "/" in p["text"]
    ]
    if sheet.others:
        truth["people"] = [person.full_name, *(o.full_name for o in sheet.others)]
    return truth | {"lines": lines, "codes": sheet.codes, "size": list(sheet.image.size)}


def _organization(said: set[str], own: set[str], sheet: Sheet, lines: list[dict[str, Any]]) -> dict[str, Any]:
    firm = sheet.person.firm
    logos = list(dict.fromkeys(line["text"] for line in lines if line["label"] == "logo"))
    forms = [firm.name] if own & {"org", "org2"} else []
    forms += [firm.name_latin] if firm.name_latin and own & {"org_latin"} else [firm.name] if "org_latin" in own else []
    forms = list(dict.fromkeys(forms)) if "organization" in said else []
    alternatives = forms[1:] + [x for x in logos if x not in forms]
    return {
        "organization": (forms or alternatives or [None])[0],
        "organization_alt": alternatives if forms else alternatives[1:],
    }


def _addresses(own: set[str], sheet: Sheet, said: set[str]) -> dict[str, Any]:
    firm = sheet.person.firm
    shown = {
        "address": firm.addresses[0],
        "address2": firm.addresses[1],
        "address_latin": firm.address_latin or firm.addresses[0],
    }
    first = [shown[k] for k in dict.fromkeys(sheet.used) if k in shown and k in own]
    if not first or "address" not in said:
        return {"address": None, "address_alt": []}
    same = [a.text for a in first[1:] if a.latin != first[0].latin]
    parts = {
        "street": first[0].street,
        "city": first[0].city,
        "region": first[0].region,
        "postal_code": first[0].postal_code,
        "country": first[0].country,
    }
    return {"address": first[0].text, "address_alt": same, "address_parts": parts, "addresses": [a.text for a in first]}
