"""What stands around a name and is not part of it: emoji, pronouns, brackets, quotes, maiden names, remarks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from pipeline.people.romanize import HAN, HANGUL, KANA

_PRONOUN = (
    r"she|he|they|ze|zie|xe|ey|it|her|hers|him|his|them|theirs?|hir|xem|sie|ihr|er|ihm|ihn|sein|dey|deren|elle|elles|il|ils|iel|lui|ella|"
    r"ellas|él|el|ellos|elu|ela|ele|dele|dela|lei|loro|zij|haar|hij|hem|zijn|hen|hun|die|diens|hon|henne|han|honom|hun|hende|ham|de|dem|"
    r"any|all|any pronouns|all pronouns|no pronouns|ask|we|siehe|ona|jej|on|jego|jeho"
)
_PRONOUNS = re.compile(
    rf"(?:my )?(?:pronouns:?\s*)?(?:{_PRONOUN})(?:\s*[/|,\\・•-]\s*(?:{_PRONOUN}))*(?:\s+pronouns)?", re.IGNORECASE
)
_LOOSE_PRONOUNS = re.compile(
    r"[\s,|–-]+(?:she|he|they|sie|er|elle|il|ella|él|ela|ele|lei|lui|zij|hij)\s*/\s*"
    r"(?:her|him|they|them|hers|his|theirs|ihr|ihn|ihm|elle|iel|"
    r"ella|el|ellos|dela|dele|lei|lui|haar|hem|she|he)(?:\s*/\s*\w+)?\s*$",
    re.IGNORECASE,
)
_MAIDEN = re.compile(
    r"[\s,(\[]+(?:[Nn]ée?|nee|[Gg]eb\.|geb|[Gg]eborene?|born|nata|nacida|nascida|roz(?:ená|\.)?|z\s+d(?:omu|\.)|született|szül\.?|"
    r"urodzona|geboren|född|født|formerly|fka|f/k/a|ursprünglich|rođ\.?|урожд\.?|урождённая|в девичестве)"
    r"[\s:]+([^\W\d_][^()\[\],|]*?)\s*[)\]]?(?=\s*(?:[,|(]|$))"
)
_BRACKETS = re.compile(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|（([^（）]*)）|【([^【】]*)】|〔([^〔〕]*)〕|\{([^{}]*)\}|<([^<>]*)>"
)
_QUOTES = re.compile(
    r"(?<!\w)(?:[\"“”„«»‟「『]\s*([^\"“”„«»‟」』]{1,30}?)\s*[\"“”„«»‟」』]|['‘‚’`´]([^'‘’\s`´][^'‘’`´]{0,28}?)['’‘`´](?=[\s,)]|$))"
)
_OPEN_BRACKET = re.compile(r"[(\[{（【]\s*[^)\]}）】]*$")
_ZERO_WIDTH = dict.fromkeys(
    map(
        ord,
        "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0e\ufe0f",
    )
)
_NATIVE = re.compile(f"[{HAN}{KANA}{HANGUL}]")


# No name has digits inside: scanners read T0ftegård and Vöge1e, and Santos0 at the end.
_MISREAD = re.compile(r"(?<=[^\W\d_])[0158](?=[^\W\d_])|(?<=[^\W\d_]{3})0(?!\w)|(?<!\w)[058](?=[^\W\d_]{3})")
_AS_LETTER = {"0": "o", "1": "l", "5": "s", "8": "b"}


@dataclass(slots=True)
class Marked:
    """A name's text without what stood around it."""

    text: str
    nickname: str = ""
    maiden: str = ""
    asides: list[str] = field(default_factory=list)
    """What stood in brackets and is neither pronoun nor nickname: credentials, a name in another script, remarks."""


def tidy(text: str) -> str:
    """Letters in their plain form (no mathematical bold, no full width), no emoji, one space between words."""
    text = _MISREAD.sub(lambda found: _AS_LETTER[found[0]], text)
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text.replace("\u2003", " ")).translate(_ZERO_WIDTH)
    out = []
    for char in text:
        category = unicodedata.category(char)
        if category in ("So", "Sk", "Cs", "Co", "Cn", "Cc", "Me") and char not in "´`°":
            out.append(_square_letter(char) if category == "So" else " ")
        elif 0x1D400 <= ord(char) <= 0x1D7FF or 0xFF01 <= ord(char) <= 0xFF5E or 0x24B6 <= ord(char) <= 0x24E9:
            out.append(unicodedata.normalize("NFKC", char))
        elif category == "Sm" and char not in "+|~<>":
            out.append(" ")
        else:
            out.append(char)
    return " ".join(unicodedata.normalize("NFC", "".join(out)).split())


def _square_letter(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isalpha() else " "


def take_apart(text: str) -> Marked:
    """The name's text, its nickname in quotes, its maiden name, and what stood in brackets."""
    marked = Marked(text)
    if (found := _MAIDEN.search(" " + marked.text)) and found.start() > 0:
        marked.maiden = found[1].strip()
        padded = " " + marked.text
        marked.text = f"{padded[: found.start()]} {padded[found.end() :]}".strip()
    marked.text = _LOOSE_PRONOUNS.sub("", marked.text)
    for _ in range(4):
        found = _BRACKETS.search(marked.text)
        if not found:
            break
        inside = next(g for g in found.groups() if g is not None).strip()
        marked.text = f"{marked.text[: found.start()]} {marked.text[found.end() :]}"
        if inside and not (
            _PRONOUNS.fullmatch(inside) and (not inside.istitle() or inside in ("She", "He", "They") or "/" in inside)
        ):
            marked.asides.append(inside.strip("\"'“”„"))
    if (found := _OPEN_BRACKET.search(marked.text)) and found.start() > 0:
        marked.text = marked.text[: found.start()]
    marked.text = " ".join(marked.text.split())
    return marked


def quoted(text: str) -> str:
    """The nickname in quotes inside the text, `` if none."""
    found = _QUOTES.search(text)
    return (found[1] or found[2] or "").strip() if found else ""


def without_quoted(text: str) -> str:
    """The text without its quoted nickname."""
    return " ".join(_QUOTES.sub(" ", text, count=1).split())


def in_other_script(one: str, other: str) -> bool:
    """Whether exactly one of the two texts is written in Han, kana or hangul."""
    return bool(_NATIVE.search(one)) != bool(_NATIVE.search(other))
