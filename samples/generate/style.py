"""The habits of one card: how it captions, separates and writes its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from samples.generate.facts import upper, words
from samples.generate.firms import Phone

WORD_OF = {
    "work": "tel",
    "mobile": "mobile",
    "fax": "fax",
    "home": "home",
    "email": "email",
    "web": "web",
    "addr": "addr",
    "direct": "direct",
    "free": "free",
}


@dataclass
class Style:
    """The habits of one card: how it labels and separates."""

    mode: str
    separator: str
    lang: str
    case: str
    tab: bool
    after: bool
    intl: str
    digits: str
    pairs: str
    words: dict[str, str] = field(default_factory=dict)


MODES = ("words",) * 8 + ("letters",) * 6 + ("icons",) * 4 + ("none",) * 3 + ("symbols",)


def make_style(lang: str, rng: Random, mode: str = "") -> Style:
    """Draws a card's habits; `lang` is the language of its labels."""
    mode = mode or rng.choice(MODES)
    separators = (
        [": ", ": ", " ", ":", " : ", ". ", "  ", " - ", ".: "]
        if mode == "words"
        else [" ", " ", ": ", ":", ". ", "  ", " | ", "/ "]
    )
    style = Style(
        mode,
        rng.choice(separators),
        lang,
        rng.choice(["", "", "", "upper", "lower"]),
        rng.random() < 0.35,
        mode == "words" and rng.random() < 0.05,
        rng.choice(["", "", "+", "+", "+", "+(0)", "00", "(+)"]),
        rng.choice([" ", " ", " ", "-", "-", ".", "", "own"]),
        rng.choice(["", "", "", " | ", "   ", " • ", " / ", "  ·  ", ", ", "; "]),
    )
    for kind, key in WORD_OF.items():
        style.words[kind] = _caption(words(lang, key), mode, rng)
    return style


def _caption(choices: Sequence[str], mode: str, rng: Random) -> str:
    short = [c for c in choices if len(c.strip(".")) <= 2]
    long = [c for c in choices if len(c.strip(".")) > 2 or not c.isascii()]
    return rng.choice((short or list(choices)) if mode == "letters" else (long or list(choices)))


def cased(text: str, style: Style) -> str:
    return (
        upper(text, style.lang)
        if style.case == "upper"
        else text.lower()
        if style.case == "lower" and style.lang != "tr"
        else text
    )


def print_phone(phone: Phone, style: Style, rng: Random) -> str:
    """The number as this card writes it."""
    groups = phone.national.split(" ")
    sep = {"own": " "}.get(style.digits, style.digits)
    if phone.code == "1":
        return _print_nanp(groups, style, sep or " ", rng)
    foreign = style.intl and len(groups) > 1
    if not foreign and sep and phone.trunk and rng.random() < 0.25:
        head = f"({groups[0]}) " if rng.random() < 0.6 else f"{groups[0]}{rng.choice(['/', ' / ', '-'])}"
        return head + sep.join(groups[1:])
    if not foreign:
        return sep.join(groups)
    if phone.trunk and groups[0].startswith(phone.trunk):
        groups[0] = ("(0)" if style.intl == "+(0)" else "") + groups[0][len(phone.trunk) :]
    code = {"00": f"00{phone.code}", "(+)": f"(+{phone.code})"}.get(style.intl, f"+{phone.code}")
    return code + (sep or " ") + (sep.join(groups) if sep else "".join(groups))


def _print_nanp(groups: list[str], style: Style, sep: str, rng: Random) -> str:
    area, exchange, line = groups
    paren = style.digits in (" ", "own")
    body = f"({area}) {exchange}-{line}" if paren else sep.join(groups)
    return (rng.choice(["+1 ", "1-", "+1-", "1."]) if style.intl in ("+", "00") and not paren else "") + body
