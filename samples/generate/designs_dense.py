"""Fronts that carry more than a person: offices, captions in columns, decoys, pen marks, codes."""

from __future__ import annotations

from samples.generate import paper, wording
from samples.generate.design import code_text, design, slogan, who
from samples.generate.facts import upper, words
from samples.generate.sheet import Sheet
from samples.generate.wording import Part, Row


@design(size=21)
def small_type(s: Sheet) -> None:
    s.logo(0.05, 0.07, 0.42, 0.22)
    s.put(0.05, 0.34, 0.6, 0.52, who(s), scale=1.25)
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
    heads = s.rng.sample(words(s.lang, "offices"), 2)
    for key, head in zip(("address", "address2"), heads, strict=True):
        s.blocks[key] = [Row([Part(head + s.either(":", "", " :"), "office")], "body"), *s.blocks[key]]
    mine = [p for p in s.person.phones if p.type != "work"]
    s.blocks["office_phones"] = wording.phone_rows(s.person.firm.phones, s.style, s.rng)
    s.blocks["own_phones"] = wording.phone_rows([p for p in mine if p.type != "fax"], s.style, s.rng)
    s.put(0.05, 0.06, 0.95, 0.22, "org", s.either("left", "center"))
    s.put(0.05, 0.27, 0.95, 0.5, who(s), s.either("left", "center"))
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
    s.put(0.05, 0.06, 0.5, 0.34, s.either("org", "org2 " + slogan(s)))
    s.put(0.5, 0.06, 0.95, 0.3, who(s), s.either("right", "left"))
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
    s.put(0.05, 0.05, 0.95, 0.26, "org " + slogan(s), "center", scale=1.2)
    s.put(0.05, 0.32, 0.5, 0.7, "services", s.either("left", "center"))
    s.put(0.53, 0.32, 0.95, 0.58, who(s), s.either("left", "right"))
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
                part.text = upper(part.text, s.person.lang)
    s.put(0.06, 0.08, 0.94, 0.5, s.either("org name job", "name job org"), s.either("left", "center"), "middle")
    s.put(0.06, 0.55, 0.94, 0.94, s.either("address contact", "contact address"), s.either("left", "center"), "bottom")


@design()
def watermark(s: Sheet) -> None:
    ground = tuple(int(c + (12 if c < 128 else -14)) for c in s.ground)
    paper.logo(s.painter, (0.45, 0.1, 1.0, 0.95), "", ground, s.rng, s.ground)  # type: ignore[arg-type]
    s.put(0.06, 0.08, 0.94, 0.26, "org " + slogan(s))
    s.put(0.06, 0.34, 0.94, 0.56, who(s))
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
