"""Postal addresses: lines -> blocks (one per office), text and parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cards.labels.build import beside, follows
from pipeline.cards.labels.lexicons import countries, lexicon
from pipeline.cards.labels.lines import Piece, same_row
from pipeline.cards.labels.text import cjk_share, fold, words

_OFFICE = (
    r"(?:head|main|corporate|corp\.?|registered|regd\.?|registration|branch|sales|business|liaison|"
    r"regional|postal|visiting|mailing|street|factory|plant|works|lab|city|admin|hq)"
)
_LEAD = re.compile(
    rf"^\W*(?:(?:{_OFFICE}\s+)*(?:office|address|addr?|adresse|anschrift|direcci[oó]n|domicilio|endere[cç]o|indirizzo|adres|hauptsitz|hauptverwaltung|zentrale|niederlassung|"
    r"si[eè]ge(?:\s+social)?|sede(?:\s+(?:legale|central|operativa))?|headquarters|location|postanschrift|besuchsadresse|siedziba|merkez|fabrika|vestiging|bezoekadres|postadres|oficina|escritório|ufficio)"
    r"|h\.?o\.?(?=\s*[:\-])|本\s?社|本店|支店|支社|\w{1,4}支社|\w{1,4}支店|\w{0,4}営業所|事業所|\w{0,3}工場|所在地|住所|公司地址|地址|总公司|總公司|总部|總部|주소|본사)\s*[:：.\-–]?\s*(?=\S|$)",
    re.I,
)
_CITY_LEAD = re.compile(
    r"^(?:[A-ZÀ-Þ][^\W\d]{2,14}|[A-Z]{3,14})(?:\s(?:office|branch|works|factory|büro))?\s?:\s*(?=\S)", re.I
)
_NAMED_OFFICE = re.compile(
    r"^(?:[^\W\d_]+\s){1,2}(?:(?:registration|registered)\s+)?(?:office|branch|factory|works|address)\b\W*", re.I
)
_CJK_LEAD = re.compile(r"^[^\d〒]{1,5}(?=〒)")
POSTCODE = re.compile(
    r"〒|(?<![\d-])\d{5}-\d{3,4}(?!\d)|(?<![\d-])\d{5}(?![\d-])|(?<![\d-])\d{3}[ -]?\d{3}(?![\d-])|"
    r"(?<![\d-])\d{3}-\d{4}(?![\d-])|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}\s?[A-Z]{2}\b"
    r"|(?<![\d-])\d{2}-\d{3}(?![\d-])|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|(?:^|[,\s])(?:[A-Z]{1,2}-)?\d{4}\s+[A-ZÀ-Þ][^\W\d_]{2,}|(?:[^\W\d_]{3,}|\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT))\s+\d{4}\b"
)


@dataclass(slots=True)
class Block:
    """One postal address."""

    pieces: list[Piece]
    text: str


def blocks(pieces: Sequence[Piece]) -> list[Block]:
    """The addresses of a card, in reading order."""
    out = []
    for run in _runs(list(pieces)):
        for part in _offices(run):
            text = text_of(part)
            if len(re.sub(r"\W", "", text)) >= 6 and _speaks_of_a_place(text):
                out.append(Block(part, text))
    return out


def _speaks_of_a_place(text: str) -> bool:
    """Whether a block has a number, a word of streets, or its country; Chinese and Japanese ones are trusted."""
    spoken = [w for w in words(text) if len(w) > 2]
    street = any(lexicon("street").has(w) for w in spoken)
    return bool(re.search(r"\d", text)) or street or has_country(text) or cjk_share(text) > 0.4


def text_of(run: Sequence[Piece]) -> str:
    """Lines joined by commas (by nothing in Chinese and Japanese), captions cut."""
    lines = [without_caption(p.text) if not i else p.text.strip(" ,;|") for i, p in enumerate(run)]
    lines = [re.sub(r"\s*[|•·]\s*", ", ", line) for line in lines if line]
    glue = " " if lines and cjk_share(lines[0]) > 0.4 else ", "
    text = glue.join(
        line.rstrip(" -–") if glue == ", " and i + 1 < len(lines) else line for i, line in enumerate(lines)
    )
    text = re.sub(
        r"^[Il|] (?=[A-Z][^\W\d_]+ (?:st|street|rd|road|dr|drive|ave|avenue|lane|ln|way|place|court|square|park)\b)",
        "1 ",
        text,
        flags=re.I,
    )
    text = re.sub(r",\s*,", ",", text).strip(" ,;|")
    text = re.sub(r"(?:^|(?<=, ))SF(?=[ ,])", "5F", text)
    return _FIRM_BEFORE.sub("", _ROMAN.sub("II", _MISREAD.sub(lambda m: m[0].translate(_DIGITS), text)))


_MISREAD = re.compile(r"(?<![^\W_])(?=(?:\D?\d){3})[\doOIl]{4,6}(?![^\W_])")
"""A postcode or number with a letter that looks like a digit."""
_DIGITS = str.maketrans("oOIl", "0011")
_ROMAN = re.compile(r"(?<=[^\W\d_] )(?:I[1l]|[1l]I)(?=,|$| )")
_FIRM_BEFORE = re.compile(
    r"^[^,\d]{3,50}\b(?:GmbH|AG|Ltd\.?|LLC|Inc\.?|S\.?[AL]\.?|SARL|SAS|S\.r\.l\.|S\.p\.A\.|B\.?V\.?|AB|A/S|ApS|Oy|AS|Kft\.?|s\.r\.o\.|a\.s\.|Ltda\.?|Lda\.?)"
    r"\s?[,|·•]\s*(?=\S.*\d)"
)
"""The firm printed in front of its address, on the same line."""


def without_caption(text: str) -> str:
    """`Head Office: 1 Main St` -> `1 Main St`; `東京 〒110-0005 ...` -> from the postal mark on."""
    text = _CJK_LEAD.sub("", text.strip(" ,;|"))
    text = re.sub(r"^(?:(?!C/|c/)\W*[^\W\d]{1,3}\.?\s*[:/]|[0OQ9D]\s(?=[A-ZÀ-Þ][a-zà-ÿ.]{3,}|\d{2,}))\s*", "", text)
    for pattern in (_LEAD, _NAMED_OFFICE, _CITY_LEAD):
        while (cut := pattern.match(text)) and cut.end() and (cut.end() == len(text) or not text[cut.end()].islower()):
            text = text[cut.end() :]
    return text.strip(" ,;|:")


def starts_office(text: str) -> bool:
    """Whether a line begins the address of an office: `Vietnam Office`, `OSAKA: 4-1-8`, `大阪 〒541-0054`."""
    return bool(_LEAD.match(text) or _CITY_LEAD.match(text) or _NAMED_OFFICE.match(text) or _CJK_LEAD.match(text))


def _offices(run: list[Piece]) -> list[list[Piece]]:
    """A block of lines cut where another address begins: at an office's name, or behind the line of the postcode."""
    parts: list[list[Piece]] = [[]]
    complete = False
    for i, p in enumerate(run):
        code = has_postcode(without_caption(p.text)) and not _is_street(p, run[i + 1 : i + 2])
        later = any(has_postcode(q.text) for q in run[i:])
        tail = _is_tail(p.text)
        japanese = "〒" in p.text and cjk_share(p.text) > 0.3
        begins = parts[-1] and (
            starts_office(p.text)
            or (complete and not tail and later and not japanese)
            or (japanese and any("〒" in q.text for q in parts[-1]))
        )
        if begins:
            parts.append([])
            complete = False
        parts[-1].append(p)
        complete = complete or code
    return [p for p in parts if p]


def has_postcode(text: str) -> bool:
    """Whether a postcode stands in a line; the number before a street is none."""
    found = list(POSTCODE.finditer(text))
    streets = any(lexicon("street").has(w) for w in words(text) if len(w) > 1)
    return any(m.start() > 2 for m in found) or (bool(found) and not streets)


def _is_street(p: Piece, after: Sequence[Piece]) -> bool:
    """`2675 El Camino Real` above `Palo Alto, CA 94306`: a number first, the postcode at the end of the next line."""
    return (
        bool(after)
        and bool(re.match(r"\d", without_caption(p.text)))
        and bool(re.search(r"[^\W\d].*\d{4,}\W*$", after[0].text))
    )


def _is_tail(text: str) -> bool:
    """A line with nothing but a region or country, as it stands behind the postcode."""
    spoken = words(text)
    return not re.search(r"\d", text) and (len(spoken) <= 3 or has_country(text))


def _runs(rest: list[Piece]) -> list[list[Piece]]:
    """Lines that stand together."""
    out: list[list[Piece]] = []
    while rest:
        run = [rest.pop(0)]
        while (after := next((p for p in rest if goes_on(run, p)), None)) is not None:
            rest.remove(after)
            run.append(after)
        out.append(run)
    return out


def goes_on(run: Sequence[Piece], p: Piece) -> bool:
    """Whether a piece goes on with the block of lines above or left of it."""
    last = run[-1]
    if last.side != p.side:
        return False
    if beside(last, p, 4.0):
        return True
    h = max(last.box[3], p.box[3])
    row = [q for q in run if same_row(q, last)]
    left, right = min(q.box[0] for q in run), max(q.right for q in row)
    meets = min(right, p.right) - max(left, p.box[0]) > 0
    near = 0 < p.middle - last.middle < 2.4 * h
    like = max(last.box[3], p.box[3]) < 1.7 * min(last.box[3], p.box[3])
    return near and like and (follows(last, p, 1.5) or meets)


def has_country(text: str) -> bool:
    """Whether the text ends with a country."""
    spoken = [fold(w).strip(".,") for w in words(text)]
    return bool(spoken) and (spoken[-1] in countries() or " ".join(spoken[-2:]) in countries())
