"""What a card says: a person and a firm as rows of labelled parts, in one of the many ways cards put it.

A part knows what it is (`label`) and, for contact values, the value that must be found (`value`, `type`).
Labels: name title department organization logo slogan email phone website address social tax hours service ask
offer sponsor office qualification caption icon handwriting scanner
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from samples.generate.facts import data, upper, words
from samples.generate.firms import Address, Phone
from samples.generate.people import Person
from samples.generate.style import Style, cased, print_phone

ICONS = {
    "work": "\uf095",
    "mobile": "\uf10b",
    "fax": "\uf1ac",
    "home": "\uf015",
    "email": "\uf0e0",
    "web": "\uf0ac",
    "addr": "\uf041",
    "free": "\uf095",
    "direct": "\uf095",
}
SYMBOLS = {"work": "☎", "mobile": "✆", "email": "✉", "web": "⌂", "fax": "℻", "home": "☎", "direct": "☎", "free": "☎"}


@dataclass
class Part:
    """A piece of a line."""

    text: str
    label: str
    type: str = ""
    value: str = ""


@dataclass
class Row:
    """One printed line; `tab` puts the second part at the block's common column."""

    parts: list[Part]
    role: str = "body"
    tab: bool = False
    gap: float = 0.0
    """Extra space above, in line heights."""


Block = list[Row]


def with_caption(kind: str, part: Part, style: Style) -> Row:
    """The value with the card's kind of caption before (or after) it."""
    if style.mode == "none":
        return Row([part])
    if style.mode == "icons" and kind in ICONS:
        return Row([Part(ICONS[kind], "icon", kind), part], tab=True)
    if style.mode == "symbols" and kind in SYMBOLS:
        return Row([Part(SYMBOLS[kind], "icon", kind), Part(" ", "caption"), part])
    caption = cased(style.words.get(kind, ""), style)
    if not caption:
        return Row([part])
    if style.after and kind not in ("email", "web"):
        return Row([part, Part(f" ({caption.strip('.')})", "caption", kind)])
    if style.tab:
        colon = style.separator.strip()
        return Row(
            [Part(caption, "caption", kind), Part(f"{colon} " if colon in (":", ".:") else "", "caption"), part],
            tab=True,
        )
    return Row([Part(caption + style.separator, "caption", kind), part])


def phone_rows(phones: Sequence[Phone], style: Style, rng: Random) -> Block:
    """One row per phone, with the shorthand, extensions and shared lines of real cards."""
    rows: Block = []
    for i, phone in enumerate(phones):
        text = print_phone(phone, style, rng)
        kind = (
            "direct"
            if phone.type == "work" and i > 0 and rng.random() < 0.5
            else "free"
            if phone.national.startswith("800")
            else phone.type
        )
        labelled = style.mode != "none" and not (style.mode == "symbols" and kind not in SYMBOLS)
        part = Part(text, "phone", phone.type if labelled else "unlabelled", text)
        if style.mode == "symbols" and kind == "mobile":
            part.type = "unlabelled"
        row = with_caption(kind, part, style)
        if phone.type == "work" and rng.random() < 0.06:
            _shorthand(row, part, rng)
        elif phone.type == "work" and rng.random() < 0.06:
            part.text += rng.choice([" ext. ", " x", " Ext: ", " ext ", " (Extn. "]) + str(rng.randrange(10, 900))
            part.text += ")" if "(" in part.text[-12:] and part.text.count("(") > part.text.count(")") else ""
        rows.append(row)
    return _share_lines(rows, style) if style.pairs and len(rows) > 1 and not any(r.tab for r in rows) else rows


def _shorthand(row: Row, part: Part, rng: Random) -> None:
    """`4853 7304 / 05`: the second number replaces the last digits of the first."""
    if not part.value[-2:].isdigit():
        return
    tail = f"{(int(part.value[-2:]) + 1) % 100:02d}"
    second = part.value[:-2] + tail
    mark = rng.choice([" / ", "/", ", ", " / "])
    full = rng.random() < 0.4
    row.parts.append(Part(mark + (second if full else tail), "phone", part.type, second))


def _share_lines(rows: Block, style: Style) -> Block:
    """Two values on one line."""
    first = rows[0]
    first.parts += [Part(style.pairs, "caption"), *rows[1].parts]
    return [first, *rows[2:]]


def contact_blocks(
    person: Person, style: Style, rng: Random, phones: Sequence[Phone] | None = None
) -> dict[str, Block]:
    """Phones, e-mails and website as blocks; `contact` is all of them in one of the usual orders."""
    tel = phone_rows(person.phones if phones is None else phones, style, rng)
    mails = [with_caption("email", Part(cased_mail(e, rng), "email", value=e), style) for e in person.emails]
    mail_only = style.mode == "words" and rng.random() < 0.3
    if mail_only and style.words:
        mails = [Row([Part(e, "email", value=e)]) for e in person.emails]
    web: Block = []
    if person.website:
        part = Part(person.website, "website", value=person.website)
        web = [Row([part]) if rng.random() < 0.45 and not style.tab else with_caption("web", part, style)]
    social = [Row([Part(s, "social")]) for s in person.socials]
    orders = [
        tel + mails + web,
        tel + mails + web,
        mails + tel + web,
        tel + web + mails,
        web + mails + tel,
        mails + web + tel,
    ]
    return {
        "phones": tel,
        "net": rng.choice([mails + web, web + mails]),
        "mail": mails,
        "web": web,
        "social": social,
        "contact": [*rng.choice(orders), *social],
    }


def cased_mail(email: str, rng: Random) -> str:
    return email.upper() if rng.random() < 0.04 else email.title() if rng.random() < 0.02 else email


def name_block(person: Person, rng: Random, latin: bool = False) -> Block:
    """Name with its prefix and suffix as printed, in one part whose value is the bare name."""
    name = person.latin_name if latin else person.full_name
    if person.lang in ("ja", "zh") and not latin and not name.isascii() and rng.random() < 0.35:
        name = rng.choice([" ", "　"]).join(name.replace(" ", "").replace("　", "")) if len(name) <= 4 else name
    roll = rng.random()
    shown = upper(name, person.lang) if roll < 0.25 else name.lower() if roll < 0.29 and person.lang != "tr" else name
    if 0.29 <= roll < 0.36 and not latin and person.lang not in ("ja", "zh") and person.family in name:
        shown = name.replace(person.family, upper(person.family, person.lang))
    parts = [Part(f"{person.prefix} ", "name", "prefix")] if person.prefix else []
    parts.append(Part(shown, "name", value=name))
    if person.suffix:
        parts.append(Part(rng.choice([", ", " ", ", "]) + person.suffix, "name", "suffix"))
    return [Row(parts, "name")]


def job_block(person: Person, style: Style, rng: Random, latin: bool = False) -> Block:
    """Title and department, on one line or two, in either order."""
    title, department = (person.title_latin, person.department_latin) if latin else (person.title, person.department)
    shown = cased(title, style) if rng.random() < 0.6 else title
    rows = [Row([Part(shown, "title", value=title)], "title")] if title else []
    if not department:
        return rows
    if rows and rng.random() < 0.2 and len(title + department) < 40:
        mark = " " if person.lang in ("ja", "zh") and not latin else rng.choice([", ", " - ", " | ", " / ", " – "])
        first, second = (Part(shown, "title", value=title), Part(department, "department", value=department))
        return [
            Row(
                [second, Part(mark, "caption"), first]
                if person.lang in ("ja", "zh") and not latin
                else [first, Part(mark, "caption"), second],
                "title",
            )
        ]
    row = Row([Part(department, "department", value=department)], "title")
    return [row, *rows] if rng.random() < (0.75 if person.lang in ("ja", "zh") else 0.25) else [*rows, row]


def organization_block(person: Person, rng: Random, latin: bool = False, lines: int = 1) -> Block:
    """The legal name, on one line or broken in two."""
    name = (person.firm.name_latin or person.firm.name) if latin else person.firm.name
    shown = upper(name, person.lang) if rng.random() < 0.2 else name
    if lines == 2 and " " in shown and len(shown) > 16:
        cut = min((i for i, c in enumerate(shown) if c == " "), key=lambda i: abs(i - len(shown) / 2))
        return [Row([Part(half, "organization")], "organization") for half in (shown[:cut], shown[cut + 1 :])]
    return [Row([Part(shown, "organization")], "organization")]


def address_block(address: Address, style: Style, rng: Random, caption: bool = True) -> Block:
    """The printed lines of an address; sometimes all on one, sometimes with a caption or icon."""
    lines = list(address.lines)
    joined = rng.random() < 0.2 and sum(map(len, lines)) < 60
    if joined:
        lines = [
            (rng.choice([", ", " · ", " | ", ", "]) if address.latin else " ").join(line.rstrip(",") for line in lines)
        ]
    rows = [Row([Part(line, "address")]) for line in lines]
    if caption and style.mode == "icons":
        rows[0] = Row([Part(ICONS["addr"], "icon", "addr"), rows[0].parts[0]], tab=True)
        rows[1:] = [Row([Part("", "icon"), r.parts[0]], tab=True) for r in rows[1:]]
    elif caption and style.mode != "none" and rng.random() < 0.15:
        rows[0].parts.insert(0, Part(cased(style.words["addr"], style) + style.separator, "caption", "addr"))
    return rows


def extra_blocks(person: Person, lang: str, rng: Random) -> dict[str, Block]:
    """Everything on a card that is no contact value, decoys included."""
    pick: Callable[[str], str] = lambda key: rng.choice(words(lang, key))  # noqa: E731
    some = rng.sample(words(lang, "services"), min(len(words(lang, "services")), rng.randrange(3, 7)))
    bullet = rng.choice(["• ", "- ", "", "· ", "✓ "])
    table: dict[str, Any] = data("words")
    return {
        "slogan": [Row([Part(person.firm.slogan, "slogan")], "slogan")],
        "tax": [Row([Part(person.tax or pick("tax"), "tax")], "small")],
        "hours": [Row([Part(pick("hours"), "hours")], "small")],
        "sponsor": [Row([Part(rng.choice(str(table["sponsors"]).split("|")), "sponsor")], "small")],
        "iso": [
            Row(
                [
                    Part(
                        rng.choice(
                            [
                                "ISO 9001:2015",
                                "ISO 14001",
                                "ISO/IEC 27001:2022",
                                "CE 0123",
                                "AN ISO 9001:2008 COMPANY",
                                "EN 1090-2",
                                "HACCP",
                            ]
                        ),
                        "sponsor",
                    )
                ],
                "small",
            )
        ],
        "services": [Row([Part(bullet + s, "service")]) for s in some],
        "ask": [Row([Part(pick("asks"), "ask")])],
        "offer": [Row([Part(pick("offers"), "offer")])],
        "scanner": [Row([Part(mark, "scanner")], "small") for mark in str(table["scanner_marks"]).split("|")],
        "pen": [
            Row(
                [
                    Part(
                        rng.choice(
                            [
                                "call back May",
                                "met at booth 12",
                                "quote by Fri",
                                "ring after 5",
                                "send samples",
                                "Angebot bis Mo",
                                "rappeler",
                            ]
                        ),
                        "handwriting",
                    )
                ],
                "hand",
            )
        ],
    }
