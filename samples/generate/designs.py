"""The designs of cards: each puts a person's blocks on a sheet in its own way.

A design is a function of a `Sheet`; `DESIGNS` holds them by name with the paper they want. Most draw further
choices (side, order, logo or not), so one design gives many looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import ImageDraw

from samples.generate import paper, wording
from samples.generate.people import Person, make_person
from samples.generate.sheet import Sheet
from samples.generate.wording import Part, Row

Draw = Callable[[Sheet], None]


@dataclass(frozen=True)
class Design:
    """A named design: how it draws, the paper it wants, the kind of card it gives."""

    name: str
    draw: Draw
    paper: dict[str, Any]
    kind: str = "person"
    """`person`, `firm` (no person), `people` (two), `back` (the other side of a card)."""
    langs: tuple[str, ...] = ()


DESIGNS: dict[str, Design] = {}


def design(kind: str = "person", langs: tuple[str, ...] = (), **paper_wanted: Any) -> Callable[[Draw], Draw]:
    """Registers a design under its function's name."""

    def register(draw: Draw) -> Draw:
        name = draw.__name__
        DESIGNS[name] = Design(name, draw, paper_wanted, kind, langs)
        return draw

    return register


def _who(s: Sheet) -> str:
    return s.either("name job", "name job", "name job", "job name") if s.person.lang in ("ja", "zh") else "name job"


def _slogan(s: Sheet) -> str:
    return s.either("slogan", "nothing", "nothing")


@design()
def classic_left(s: Sheet) -> None:
    s.put(0.07, 0.08, 0.93, 0.26, s.either("org", "org2") + " " + _slogan(s))
    s.put(0.07, 0.32, 0.93, 0.54, _who(s))
    s.put(
        0.07,
        0.6,
        0.93,
        0.94,
        s.either("address contact", "contact address", "contact", "contact address"),
        valign="bottom",
    )


@design()
def classic_center(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.94, 0.24, "org " + _slogan(s), "center")
    s.put(0.06, 0.28, 0.94, 0.52, _who(s), "center", "middle")
    s.put(0.06, 0.58, 0.94, 0.94, s.either("address contact", "contact address", "contact"), "center", "bottom")


@design()
def classic_right(s: Sheet) -> None:
    s.put(0.35, 0.08, 0.94, 0.3, _who(s), "right")
    s.logo(0.05, 0.08, 0.3, 0.42)
    s.put(
        0.25,
        0.45,
        0.94,
        0.93,
        s.either("org address contact", "contact org address", "contact address"),
        "right",
        "bottom",
    )


@design()
def two_columns(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.94, 0.23, s.either("org", "org " + _slogan(s)), s.either("left", "center"))
    s.put(0.06, 0.27, 0.94, 0.48, _who(s))
    s.put(0.06, 0.55, 0.47, 0.93, s.either("address", "address web"), valign=s.either("top", "bottom"))
    s.put(0.53, 0.55, 0.95, 0.93, s.either("phones mail", "phones net", "contact"), valign=s.either("top", "bottom"))


@design()
def columns_with_rule(s: Sheet) -> None:
    x = s.rng.uniform(0.36, 0.5)
    w, h = s.image.size
    ImageDraw.Draw(s.image).line((x * w, 0.12 * h, x * w, 0.88 * h), fill=s.theme.accent, width=s.rng.choice([1, 2, 4]))
    s.logo(0.05, 0.12, x - 0.05, 0.5)
    s.put(0.05, 0.55, x - 0.03, 0.88, _who(s), s.either("left", "center"), "bottom")
    s.put(
        x + 0.04,
        0.12,
        0.96,
        0.88,
        s.either("org address contact", "address contact", "contact address"),
        valign=s.either("middle", "top", "bottom"),
    )


@design()
def sidebar_left(s: Sheet) -> None:
    colour = s.rng.choice(paper.VIVID + paper.DARK)
    x = s.rng.uniform(0.22, 0.36)
    paper.band(s.image, (0, 0, x, 1), colour, s.either(0.0, 0.0, 0.05))  # type: ignore[arg-type]
    s.logo(0.03, 0.2, x - 0.04, 0.62, colour=(255, 255, 255))
    s.put(x + 0.08, 0.1, 0.96, 0.36, _who(s))
    s.put(
        x + 0.08,
        0.42,
        0.96,
        0.93,
        s.either("org address contact", "org contact", "contact org address", "contact address"),
        valign="bottom",
    )


@design()
def sidebar_right(s: Sheet) -> None:
    colour = s.rng.choice(paper.VIVID + paper.DARK)
    paper.band(s.image, (0.68, 0, 1, 1), colour)
    s.put(0.05, 0.08, 0.64, 0.34, _who(s))
    s.put(0.05, 0.4, 0.64, 0.94, s.either("org address contact", "contact address", "org contact"), valign="bottom")
    s.logo(0.71, 0.3, 0.97, 0.7, colour=(255, 255, 255))


@design()
def header_band(s: Sheet) -> None:
    colour = s.rng.choice(paper.VIVID + paper.DARK)
    paper.band(s.image, (0, 0, 1, 0.3), colour)
    s.put(
        0.06,
        0.04,
        0.94,
        0.28,
        s.either("org " + _slogan(s), "org2", "name job"),
        s.either("left", "center"),
        "middle",
        ink=paper.ink_on(colour, s.rng),
    )
    s.put(0.06, 0.35, 0.94, 0.58, _who(s) if "name" not in s.used else "org", s.either("left", "center"), "middle")
    s.put(
        0.06,
        0.62,
        0.94,
        0.95,
        s.either("address contact", "contact", "contact address"),
        s.either("left", "center"),
        "bottom",
    )


@design()
def footer_band(s: Sheet) -> None:
    colour = s.rng.choice(paper.VIVID + paper.DARK)
    paper.band(s.image, (0, 0.68, 1, 1), colour)
    s.logo(0.05, 0.08, 0.45, 0.3)
    s.put(0.4, 0.32, 0.95, 0.65, _who(s), s.either("left", "right"))
    s.put(0.05, 0.7, 0.5, 0.98, s.either("address", "org address"), valign="middle", ink=paper.ink_on(colour, s.rng))
    s.put(0.53, 0.7, 0.97, 0.98, "contact", valign="middle", ink=paper.ink_on(colour, s.rng))


@design(ground="dark")
def dark_center(s: Sheet) -> None:
    s.logo(0.3, 0.08, 0.7, 0.34)
    s.put(0.06, 0.4, 0.94, 0.62, _who(s), "center", "middle")
    s.put(0.06, 0.66, 0.94, 0.95, s.either("contact", "address contact"), "center", "bottom")


@design(ground="dark")
def dark_left(s: Sheet) -> None:
    s.put(0.07, 0.1, 0.7, 0.36, _who(s))
    s.put(0.07, 0.42, 0.93, 0.92, s.either("org address contact", "contact address", "contact org"), valign="bottom")
    if s.chance(0.6):
        s.logo(0.72, 0.08, 0.95, 0.36)


@design(ground="vivid")
def vivid(s: Sheet) -> None:
    s.put(0.06, 0.08, 0.6, 0.34, _who(s))
    s.put(0.06, 0.42, 0.62, 0.93, s.either("contact address", "address contact"), valign="bottom")
    s.put(0.6, 0.55, 0.95, 0.93, s.either("org " + _slogan(s), "org2"), "right", "bottom")


@design(ground="gradient")
def gradient(s: Sheet) -> None:
    align = s.either("left", "center", "right")
    s.put(0.07, 0.08, 0.93, 0.3, s.either("org " + _slogan(s), "name job"), align)
    s.put(0.07, 0.34, 0.93, 0.54, "org" if "name" in s.used else _who(s), align)
    s.put(0.07, 0.58, 0.93, 0.94, s.either("contact address", "address contact"), align, "bottom")


@design(ground="busy")
def busy(s: Sheet) -> None:
    align = s.either("left", "center")
    s.put(0.06, 0.06, 0.94, 0.5, s.either("org name job", "name job org"), align, "middle")
    s.put(0.06, 0.54, 0.94, 0.95, s.either("contact address", "address contact"), align, "bottom")


@design(vertical=True)
def portrait(s: Sheet) -> None:
    align = s.either("left", "center", "center")
    s.logo(0.15, 0.06, 0.85, 0.26)
    s.put(0.07, 0.33, 0.93, 0.52, _who(s), align)
    s.put(0.07, 0.56, 0.93, 0.95, s.either("org address contact", "contact address", "contact"), align, "bottom")


@design(vertical=True, ground="any")
def portrait_band(s: Sheet) -> None:
    colour = s.rng.choice(paper.DARK)
    paper.band(s.image, (0, 0, 1, 0.4), colour)
    s.put(
        0.07,
        0.05,
        0.93,
        0.37,
        s.either("name job", "org", "org2"),
        s.either("left", "center"),
        "middle",
        ink=paper.ink_on(colour, s.rng),
    )
    s.put(
        0.07,
        0.44,
        0.93,
        0.96,
        ("org " if "name" in s.used else "name job ") + s.either("contact address", "address contact"),
        s.either("left", "center"),
        "bottom",
    )


@design()
def big_logo(s: Sheet) -> None:
    side = s.either("left", "right")
    x = 0.05 if side == "left" else 0.55
    s.logo(x, 0.18, x + 0.4, 0.75)
    x = 0.52 if side == "left" else 0.05
    s.put(x, 0.1, x + 0.44, 0.4, _who(s), s.either("left", side))
    s.put(
        x,
        0.45,
        x + 0.44,
        0.93,
        s.either("contact address", "org address contact", "address contact"),
        s.either("left", side),
        "bottom",
    )


@design()
def corners(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.48, 0.3, s.either("phones", "address"), "left")
    s.put(0.52, 0.06, 0.95, 0.3, s.either("net", "web"), "right")
    s.put(0.08, 0.34, 0.92, 0.66, s.either("name job", "name job org", "org name job"), "center", "middle")
    s.put(0.05, 0.7, 0.48, 0.94, "address" if "address" not in s.used else "phones", "left", "bottom")
    s.put(0.52, 0.7, 0.95, 0.94, s.either("hours", "slogan", "mail") if "net" in s.used else "mail", "right", "bottom")


@design()
def minimal(s: Sheet) -> None:
    align = s.either("left", "center", "right")
    s.put(
        0.1,
        0.2,
        0.9,
        0.8,
        s.either("name job contact", "name mail", "name phones mail", "name org mail", "name job net"),
        align,
        s.either("middle", "top", "bottom"),
        gap=1.2,
    )


@design(faces="script")
def script(s: Sheet) -> None:
    s.put(0.08, 0.1, 0.92, 0.48, s.either("org name job", "name job"), "center", "middle")
    s.put(
        0.08,
        0.55,
        0.92,
        0.93,
        s.either("org contact address", "contact address") if "org" not in s.used else "contact address",
        "center",
        "bottom",
    )


@design(faces="mono")
def typewriter(s: Sheet) -> None:
    s.put(
        0.07,
        0.1,
        0.93,
        0.9,
        s.either("name job org address contact", "org name job contact address", "name org contact"),
        valign="middle",
        gap=0.8,
    )


@design(faces="display")
def display(s: Sheet) -> None:
    s.put(
        0.05,
        0.06,
        0.95,
        0.4,
        s.either("org " + _slogan(s), "org2 " + _slogan(s)),
        s.either("center", "left"),
        "middle",
        scale=1.4,
    )
    s.put(0.05, 0.44, 0.95, 0.62, _who(s), s.either("center", "left"))
    s.put(0.05, 0.64, 0.95, 0.95, "contact address", s.either("center", "left"), "bottom")


@design(size=21)
def small_type(s: Sheet) -> None:
    s.logo(0.05, 0.07, 0.42, 0.22)
    s.put(0.05, 0.34, 0.6, 0.52, _who(s), scale=1.25)
    s.put(
        0.05,
        0.58,
        0.95,
        0.95,
        s.either("org address contact tax", "org contact address iso", "address contact sponsor hours"),
        s.either("left", "left", "right"),
        "bottom",
        scale=1.1,
    )


@design(size=20)
def two_offices(s: Sheet) -> None:
    heads = s.rng.sample(wording.words(s.lang, "offices"), 2)
    for key, head in zip(("address", "address2"), heads, strict=True):
        s.blocks[key] = [Row([Part(head + s.either(":", "", " :"), "office")], "body"), *s.blocks[key]]
    mine = [p for p in s.person.phones if p.type != "work"]
    s.blocks["office_phones"] = wording.phone_rows(s.person.firm.phones, s.style, s.rng)
    s.blocks["own_phones"] = wording.phone_rows([p for p in mine if p.type != "fax"], s.style, s.rng)
    s.put(0.05, 0.06, 0.95, 0.22, "org", s.either("left", "center"))
    s.put(0.05, 0.27, 0.95, 0.5, _who(s), s.either("left", "center"))
    if s.chance(0.5):
        s.put(0.05, 0.54, 0.48, 0.95, "address office_phones", valign="bottom")
        s.put(0.52, 0.54, 0.96, 0.95, "address2 own_phones net", valign="bottom")
    else:
        s.put(0.05, 0.5, 0.95, 0.96, "address office_phones address2 own_phones net", valign="bottom")


@design(size=23, mode="words")
def table_of_captions(s: Sheet) -> None:
    s.style.tab = True
    s.style.separator = s.either(":", " : ", ": ")
    s.blocks |= wording.contact_blocks(s.person, s.style, s.rng)
    s.put(0.05, 0.06, 0.5, 0.34, s.either("org", "org2 " + _slogan(s)))
    s.put(0.5, 0.06, 0.95, 0.3, _who(s), s.either("right", "left"))
    s.put(
        0.05, 0.38, 0.95, 0.95, s.either("address contact", "contact address", "address contact tax"), valign="bottom"
    )


@design(size=21)
def decoys(s: Sheet) -> None:
    s.logo(0.05, 0.06, 0.36, 0.26)
    s.put(0.62, 0.05, 0.95, 0.2, s.either("sponsor iso", "iso", "sponsor"), "right")
    s.put(0.05, 0.32, 0.95, 0.54, s.either("name job", "org name job"))
    s.put(
        0.05,
        0.58,
        0.7,
        0.95,
        s.either("address contact tax", "contact address tax hours", "org contact tax"),
        valign="bottom",
    )
    s.put(0.72, 0.74, 0.95, 0.95, s.either("iso", "sponsor", "tax"), "right", "bottom", scale=0.8)


@design(size=22)
def tradesman(s: Sheet) -> None:
    s.put(0.05, 0.05, 0.95, 0.26, "org " + _slogan(s), "center", scale=1.2)
    s.put(0.05, 0.32, 0.5, 0.7, "services", s.either("left", "center"))
    s.put(0.53, 0.32, 0.95, 0.58, _who(s), s.either("left", "right"))
    s.put(0.53, 0.6, 0.95, 0.78, "phones", s.either("left", "right"), scale=1.3)
    s.put(0.05, 0.8, 0.95, 0.96, s.either("address net", "net"), "center", "bottom")


@design()
def lower_case(s: Sheet) -> None:
    s.style.case = "lower"
    for key in ("name", "job", "address"):
        for row in s.blocks[key]:
            for part in row.parts:
                part.text = part.text.lower() if s.person.lang != "tr" else part.text
    s.logo(0.06, 0.08, 0.5, 0.26)
    s.put(
        0.45,
        0.4,
        0.95,
        0.94,
        s.either("name job contact", "name job contact address"),
        s.either("left", "right"),
        "bottom",
    )


@design()
def capitals(s: Sheet) -> None:
    for key in ("name", "job", "org", "address"):
        for row in s.blocks[key]:
            for part in row.parts:
                part.text = wording.upper(part.text, s.person.lang)
    s.put(0.06, 0.08, 0.94, 0.5, s.either("org name job", "name job org"), s.either("left", "center"), "middle")
    s.put(0.06, 0.55, 0.94, 0.94, s.either("address contact", "contact address"), s.either("left", "center"), "bottom")


@design()
def watermark(s: Sheet) -> None:
    ground = tuple(int(c + (12 if c < 128 else -14)) for c in s.ground)
    paper.logo(s.painter, (0.45, 0.1, 1.0, 0.95), "", ground, s.rng, s.ground)  # type: ignore[arg-type]
    s.put(0.06, 0.08, 0.94, 0.26, "org " + _slogan(s))
    s.put(0.06, 0.34, 0.94, 0.56, _who(s))
    s.put(0.06, 0.6, 0.94, 0.95, s.either("contact address", "address contact"), valign="bottom")


@design()
def with_pen(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.6, 0.45, "org name job")
    s.put(0.06, 0.5, 0.94, 0.94, s.either("contact address", "address contact"), valign="bottom")
    s.put(0.62, s.rng.uniform(0.05, 0.3), 0.96, 0.45, "pen", ink=(30, 40, 150))


@design()
def scanned(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.94, 0.5, s.either("name job org", "org name job"), s.either("left", "right"))
    s.put(0.2, 0.54, 0.94, 0.95, "address contact", s.either("left", "right"), "bottom")
    s.put(0.03, 0.88, 0.18, 0.98, "scanner", ink=(150, 150, 150), scale=0.9)


@design()
def with_code(s: Sheet) -> None:
    side = s.either("left", "right")
    x = 0.05 if side == "left" else 0.66
    s.code(x, 0.42, x + 0.3, 0.93, code_text(s.person, s.either("vcard", "mecard", "url", "vcard")))
    s.put(
        0.05,
        0.06,
        0.95,
        0.38,
        s.either("name job", "org name job"),
        "left" if side == "right" else s.either("left", "right"),
    )
    x = 0.38 if side == "left" else 0.05
    s.put(x, 0.42, x + 0.58, 0.94, s.either("contact", "org contact", "contact address"), valign="bottom")


@design(langs=("ja", "zh"))
def east_horizontal(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.94, 0.22, s.either("org", "org " + _slogan(s)), s.either("left", "left", "center"))
    s.put(
        0.12,
        0.27,
        0.9,
        0.58,
        s.either("job name", "job name", "name job", "job name name_latin"),
        s.either("left", "left", "center"),
        "middle",
        gap=0.2,
    )
    s.put(0.1, 0.62, 0.94, 0.95, s.either("address contact", "org address contact"), valign="bottom")


@design(langs=("ja", "zh"), size=21)
def bilingual(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.95, 0.26, s.either("org org_latin", "org_latin org"), s.either("left", "center"), gap=0.1)
    s.put(
        0.05,
        0.3,
        0.95,
        0.58,
        s.either("job name name_latin job_latin", "name name_latin job job_latin", "name_latin job_latin name job"),
        s.either("left", "center"),
        gap=0.15,
    )
    s.put(0.05, 0.6, 0.95, 0.96, s.either("address address_latin contact", "address contact"), valign="bottom", gap=0.2)


@design(langs=("ja", "zh"))
def east_latin(s: Sheet) -> None:
    s.put(0.06, 0.08, 0.94, 0.26, "org_latin", s.either("left", "center"))
    s.put(0.06, 0.3, 0.94, 0.56, "name_latin job_latin", s.either("left", "center"))
    s.put(0.06, 0.6, 0.94, 0.95, s.either("address_latin contact", "contact address_latin"), valign="bottom")


@design(langs=("ja",), vertical=True)
def east_vertical(s: Sheet) -> None:
    w, h = s.image.size
    s.used += ["org", "job", "name", "address"]
    x = s.painter.vertical(s.blocks["org"], w * 0.88, h * 0.06, h * 0.6, 1.0)
    x = s.painter.vertical(s.blocks["job"], x - w * 0.02, h * 0.1, h * 0.4, 1.0)
    s.painter.vertical(s.blocks["name"], min(x, w * 0.55), h * 0.2, h * 0.45, 1.2)
    s.painter.vertical([r for r in s.blocks["address"] if r.parts], w * 0.24, h * 0.06, h * 0.62, 0.9)
    s.put(0.06, 0.76, 0.94, 0.97, "contact", "left", "bottom", scale=0.8)


@design(kind="firm", ground="any")
def shop(s: Sheet) -> None:
    align = s.either("left", "center")
    s.put(0.05, 0.07, 0.95, 0.38, "org " + s.either("slogan", "nothing"), align, "middle", scale=1.3)
    s.put(
        0.05,
        0.42,
        0.95,
        0.95,
        s.either("address contact hours", "contact address", "services contact", "phones address"),
        align,
        "bottom",
    )


@design(kind="firm")
def shop_with_logo(s: Sheet) -> None:
    s.logo(0.1, 0.1, 0.9, 0.5)
    s.put(
        0.05,
        0.55,
        0.95,
        0.95,
        s.either("address contact", "slogan contact", "hours contact address"),
        "center",
        "bottom",
    )


@design(kind="people", size=22)
def two_people(s: Sheet) -> None:
    other = make_person(
        s.person.lang, s.rng, marked=".example" in s.person.firm.domain, firm=s.person.firm, region=s.person.region
    )
    s.others.append(other)
    s.blocks["name_b"], s.blocks["job_b"] = (
        wording.name_block(other, s.rng),
        wording.job_block(other, s.style, s.rng),
    )
    phones = [p for p in other.phones if p.type == "mobile"][:1]
    mine = [p for p in s.person.phones if p.type == "mobile"][:1]
    s.blocks["own_a"] = wording.phone_rows(mine, s.style, s.rng) + s.blocks["mail"][:1]
    s.blocks["own_b"] = wording.phone_rows(phones, s.style, s.rng) + [
        wording.with_caption("email", Part(e, "email", value=e), s.style) for e in other.emails[:1]
    ]
    s.blocks["firm_phones"] = wording.phone_rows(s.person.firm.phones, s.style, s.rng)
    s.put(0.05, 0.06, 0.95, 0.28, "org", "center")
    s.put(0.05, 0.33, 0.48, 0.68, "name job own_a", s.either("left", "center"))
    s.put(0.52, 0.33, 0.95, 0.68, "name_b job_b own_b", s.either("left", "center"))
    s.put(0.05, 0.72, 0.95, 0.96, s.either("address firm_phones web", "address web"), "center", "bottom")


@design(kind="back", ground="any")
def back_services(s: Sheet) -> None:
    if s.chance(0.5):
        s.logo(0.1, 0.08, 0.9, 0.32)
    else:
        s.put(0.08, 0.08, 0.92, 0.28, "org", s.either("left", "center"))
    s.put(
        0.1,
        0.38,
        0.9,
        0.92,
        s.either("services", "services web", "slogan services"),
        s.either("left", "center"),
        "middle",
        scale=1.25,
    )


@design(kind="back")
def back_asks(s: Sheet) -> None:
    s.put(
        0.08,
        0.1,
        0.92,
        0.75,
        s.either("ask offer", "offer ask", "ask", "ask services"),
        s.either("left", "center"),
        "middle",
        scale=1.3,
        gap=1.2,
    )
    if s.chance(0.6):
        s.put(0.08, 0.8, 0.92, 0.95, s.either("org", "web", "slogan"), "center", "bottom")


@design(kind="back", ground="any")
def back_logo(s: Sheet) -> None:
    s.logo(0.2, 0.2, 0.8, 0.7)
    if s.chance(0.5):
        s.put(0.1, 0.78, 0.9, 0.94, s.either("slogan", "web"), "center")


def code_text(person: Person, kind: str) -> str:
    """What a card's QR code says."""
    phones = person.phones
    if kind == "mecard":
        tel = "".join(f"TEL:{p.e164};" for p in phones[:2])
        mail = "".join(f"EMAIL:{e};" for e in person.emails)
        return f"MECARD:N:{person.family},{person.given};ORG:{person.firm.name};{tel}{mail}URL:{person.website};;"
    if kind == "url":
        return f"https://{person.firm.domain}/{person.family.lower() if person.family.isascii() else 'card'}".replace(
            " ", "-"
        )
    types = {"work": "WORK,VOICE", "mobile": "CELL", "fax": "FAX", "home": "HOME"}
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{person.family};{person.given};;{person.prefix};",
        f"FN:{person.full_name}",
        f"ORG:{person.firm.name}",
    ]
    lines += [f"TITLE:{person.title}"] if person.title else []
    lines += [f"TEL;TYPE={types[p.type]}:{p.e164}" for p in phones[:3]] + [f"EMAIL:{e}" for e in person.emails]
    lines += [f"URL:{person.website}"] if person.website else []
    return "\n".join([*lines, "END:VCARD"])
