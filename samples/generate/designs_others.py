"""East Asian fronts, cards of firms and of two people, and backs."""

from __future__ import annotations

from samples.generate import wording
from samples.generate.design import design, slogan
from samples.generate.people import make_person
from samples.generate.sheet import Sheet
from samples.generate.wording import Part


@design(langs=("ja", "zh"))
def east_horizontal(s: Sheet) -> None:
    s.put(0.06, 0.07, 0.94, 0.22, s.either("org", "org " + slogan(s)), s.either("left", "left", "center"))
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
