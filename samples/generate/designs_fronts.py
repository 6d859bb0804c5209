"""Fronts of one person, in any language. Most draw further choices (side, order, logo), so one gives many looks."""

from __future__ import annotations

from PIL import ImageDraw

from samples.generate import paper
from samples.generate.design import design, slogan, who
from samples.generate.sheet import Sheet


@design()
def classic_left(s: Sheet) -> None:
    s.put(0.07, 0.08, 0.93, 0.26, s.either("org", "org2") + " " + slogan(s))
    s.put(0.07, 0.32, 0.93, 0.54, who(s))
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
    s.put(0.06, 0.07, 0.94, 0.24, "org " + slogan(s), "center")
    s.put(0.06, 0.28, 0.94, 0.52, who(s), "center", "middle")
    s.put(0.06, 0.58, 0.94, 0.94, s.either("address contact", "contact address", "contact"), "center", "bottom")


@design()
def classic_right(s: Sheet) -> None:
    s.put(0.35, 0.08, 0.94, 0.3, who(s), "right")
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
    s.put(0.06, 0.07, 0.94, 0.23, s.either("org", "org " + slogan(s)), s.either("left", "center"))
    s.put(0.06, 0.27, 0.94, 0.48, who(s))
    s.put(0.06, 0.55, 0.47, 0.93, s.either("address", "address web"), valign=s.either("top", "bottom"))
    s.put(0.53, 0.55, 0.95, 0.93, s.either("phones mail", "phones net", "contact"), valign=s.either("top", "bottom"))


@design()
def columns_with_rule(s: Sheet) -> None:
    x = s.rng.uniform(0.36, 0.5)
    w, h = s.image.size
    ImageDraw.Draw(s.image).line((x * w, 0.12 * h, x * w, 0.88 * h), fill=s.theme.accent, width=s.rng.choice([1, 2, 4]))
    s.logo(0.05, 0.12, x - 0.05, 0.5)
    s.put(0.05, 0.55, x - 0.03, 0.88, who(s), s.either("left", "center"), "bottom")
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
    s.put(x + 0.08, 0.1, 0.96, 0.36, who(s))
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
    s.put(0.05, 0.08, 0.64, 0.34, who(s))
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
        s.either("org " + slogan(s), "org2", "name job"),
        s.either("left", "center"),
        "middle",
        ink=paper.ink_on(colour, s.rng),
    )
    s.put(0.06, 0.35, 0.94, 0.58, who(s) if "name" not in s.used else "org", s.either("left", "center"), "middle")
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
    s.put(0.4, 0.32, 0.95, 0.65, who(s), s.either("left", "right"))
    s.put(0.05, 0.7, 0.5, 0.98, s.either("address", "org address"), valign="middle", ink=paper.ink_on(colour, s.rng))
    s.put(0.53, 0.7, 0.97, 0.98, "contact", valign="middle", ink=paper.ink_on(colour, s.rng))


@design(ground="dark")
def dark_center(s: Sheet) -> None:
    s.logo(0.3, 0.08, 0.7, 0.34)
    s.put(0.06, 0.4, 0.94, 0.62, who(s), "center", "middle")
    s.put(0.06, 0.66, 0.94, 0.95, s.either("contact", "address contact"), "center", "bottom")


@design(ground="dark")
def dark_left(s: Sheet) -> None:
    s.put(0.07, 0.1, 0.7, 0.36, who(s))
    s.put(0.07, 0.42, 0.93, 0.92, s.either("org address contact", "contact address", "contact org"), valign="bottom")
    if s.chance(0.6):
        s.logo(0.72, 0.08, 0.95, 0.36)


@design(ground="vivid")
def vivid(s: Sheet) -> None:
    s.put(0.06, 0.08, 0.6, 0.34, who(s))
    s.put(0.06, 0.42, 0.62, 0.93, s.either("contact address", "address contact"), valign="bottom")
    s.put(0.6, 0.55, 0.95, 0.93, s.either("org " + slogan(s), "org2"), "right", "bottom")


@design(ground="gradient")
def gradient(s: Sheet) -> None:
    align = s.either("left", "center", "right")
    s.put(0.07, 0.08, 0.93, 0.3, s.either("org " + slogan(s), "name job"), align)
    s.put(0.07, 0.34, 0.93, 0.54, "org" if "name" in s.used else who(s), align)
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
    s.put(0.07, 0.33, 0.93, 0.52, who(s), align)
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
    s.put(x, 0.1, x + 0.44, 0.4, who(s), s.either("left", side))
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
        s.either("org " + slogan(s), "org2 " + slogan(s)),
        s.either("center", "left"),
        "middle",
        scale=1.4,
    )
    s.put(0.05, 0.44, 0.95, 0.62, who(s), s.either("center", "left"))
    s.put(0.05, 0.64, 0.95, 0.95, "contact address", s.either("center", "left"), "bottom")
