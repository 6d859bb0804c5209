"""Fronts with rarer orders: name on two lines, title above it, contact first; and more cards of firms without a person."""

from __future__ import annotations

from samples.generate import paper
from samples.generate.design import design, slogan, who
from samples.generate.sheet import Sheet
from samples.generate.wording import Part, Row


def _stack_name(s: Sheet) -> None:
    """Given name above family name, the last often in capitals."""
    rows = s.blocks["name"]
    part = next((p for row in rows for p in row.parts if p.label == "name" and p.value), None)
    first, _, rest = part.text.partition(" ") if part else ("", "", "")
    if part and rest and len(rows) == 1 and len(rows[0].parts) == 1:
        last = rest.upper() if s.chance(0.4) and s.person.lang != "tr" else rest
        s.blocks["name"] = [Row([Part(first, "name", value=part.value)], "name"), Row([Part(last, "name")], "name")]


@design()
def name_stacked(s: Sheet) -> None:
    _stack_name(s)
    align = s.either("left", "left", "right", "center")
    s.put(0.07, 0.08, 0.6, 0.5, who(s), align, scale=s.rng.choice([1.0, 1.2, 1.4]))
    s.put(0.07, 0.55, 0.93, 0.94, s.either("org contact", "contact address", "org address contact"), align, "bottom")
    if "org" not in s.used and s.chance(0.8):
        s.logo(0.65, 0.08, 0.95, 0.4)


@design()
def name_low(s: Sheet) -> None:
    align = s.either("left", "right", "center")
    s.put(0.06, 0.06, 0.94, 0.5, s.either("contact", "org contact", "org address contact", "org address"), align)
    s.put(0.06, 0.6, 0.94, 0.94, s.either("name job", "name job", "name job mail"), align, "bottom")


@design()
def title_above(s: Sheet) -> None:
    align = s.either("left", "center", "right")
    s.put(0.06, 0.07, 0.94, 0.25, s.either("org", "org2", "org " + slogan(s)), s.either(align, "center"))
    s.put(0.06, 0.3, 0.94, 0.55, "job name", align, gap=0.1)
    s.put(0.06, 0.6, 0.94, 0.95, s.either("address contact", "contact address", "contact"), align, "bottom")


@design()
def logo_above_firm(s: Sheet) -> None:
    """A mark with slogan above, the legal name with the address below."""
    s.logo(0.05, 0.06, s.rng.uniform(0.35, 0.6), 0.3)
    if s.chance(0.5):
        s.put(0.05, 0.31, 0.6, 0.37, "slogan", scale=0.8)
    s.put(0.05, 0.4, 0.95, 0.6, who(s), s.either("left", "right"))
    s.put(
        0.05,
        0.64,
        0.95,
        0.96,
        s.either("org address contact", "org contact address"),
        s.either("left", "right"),
        "bottom",
    )


@design()
def three_columns(s: Sheet) -> None:
    s.put(0.05, 0.08, 0.95, 0.5, s.either("name job org", "org name job", "name job"), s.either("left", "center"))
    s.put(0.04, 0.66, 0.36, 0.95, "address", valign="bottom", scale=0.8)
    s.put(0.38, 0.66, 0.66, 0.95, "phones", valign="bottom", scale=0.8)
    s.put(0.68, 0.66, 0.98, 0.95, s.either("net", "mail", "web mail"), valign="bottom", scale=0.8)


@design(ground="any")
def halves(s: Sheet) -> None:
    colour = s.rng.choice(paper.VIVID + paper.DARK)
    paper.band(s.image, (0, 0, 0.5, 1), colour)
    s.put(
        0.04,
        0.1,
        0.47,
        0.9,
        s.either("org " + slogan(s), "org2 " + slogan(s), "name job"),
        "center",
        "middle",
        ink=paper.ink_on(colour, s.rng),
    )
    rest = "org contact address" if "name" in s.used else "name job contact address"
    s.put(0.54, 0.08, 0.97, 0.94, rest, s.either("left", "left", "center"), "middle")


@design()
def services_beside(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.6, 0.3, s.either("org", "org slogan", "org2"))
    s.put(0.05, 0.36, 0.6, 0.58, who(s))
    s.put(0.05, 0.62, 0.6, 0.95, s.either("contact", "contact address"), valign="bottom")
    s.put(
        0.64,
        0.1,
        0.97,
        0.95,
        s.either("services", "services hours", "slogan services"),
        s.either("left", "center"),
        scale=0.85,
    )


@design()
def offices_and_person(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.95, 0.4, s.either("org name job", "name job org"), s.either("left", "center"))
    s.put(0.05, 0.44, 0.48, 0.78, "address phones", scale=0.85)
    s.put(0.52, 0.44, 0.96, 0.78, s.either("address2", "address2 tax"), scale=0.85)
    s.put(0.05, 0.82, 0.95, 0.96, s.either("net", "mail", "web"), s.either("left", "center"), "bottom")


@design(kind="firm")
def firm_left(s: Sheet) -> None:
    s.put(0.07, 0.08, 0.93, 0.35, "org " + s.either("slogan", "nothing", "services"), scale=1.2)
    s.put(
        0.07, 0.5, 0.93, 0.94, s.either("contact address", "address contact", "address phones hours"), valign="bottom"
    )


@design(kind="firm", ground="dark")
def firm_dark(s: Sheet) -> None:
    s.put(0.07, 0.1, 0.93, 0.5, s.either("org slogan", "slogan org", "org2"), "center", "middle", scale=1.5)
    s.put(0.07, 0.6, 0.93, 0.94, s.either("web", "phones web", "contact", "address web"), "center", "bottom")


@design(kind="firm")
def firm_services(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.95, 0.25, s.either("org", "org slogan"), s.either("left", "center"), scale=1.2)
    s.put(0.05, 0.3, 0.5, 0.7, "services", s.either("left", "center"))
    s.put(0.52, 0.3, 0.95, 0.7, s.either("hours phones", "phones", "address"), s.either("left", "right"))
    s.put(0.05, 0.74, 0.95, 0.96, s.either("address net", "web", "net"), "center", "bottom")


@design(kind="firm")
def firm_two_offices(s: Sheet) -> None:
    s.put(0.05, 0.06, 0.95, 0.3, "org " + slogan(s), s.either("left", "center"))
    s.put(0.05, 0.36, 0.48, 0.75, "address phones")
    s.put(0.52, 0.36, 0.96, 0.75, "address2")
    s.put(0.05, 0.8, 0.95, 0.95, s.either("net", "web", "tax"), "center", "bottom")


@design(kind="firm", ground="any")
def firm_logo_only(s: Sheet) -> None:
    s.logo(0.15, 0.15, 0.85, 0.6)
    s.put(0.1, 0.66, 0.9, 0.92, s.either("web", "slogan", "slogan web", "phones", "services"), "center")
