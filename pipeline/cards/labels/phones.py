"""Telephone numbers in a line: found, told from other numbers, ranges and shorthand written out, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.cards.labels.captions import label_kind
from pipeline.cards.labels.plan import valid
from pipeline.cards.labels.text import digits
from pipeline.schema import PHONE_TYPES

_DASH = r"\-‐-―−~"
_NUMBER = re.compile(rf"(?:\(\s*\+\s*\)|\(?\s*\+|＋)?\s?[(\[]?\d(?:[\d\s().\[\]{_DASH}]*\d)?[)\]]?")
_NEXT = re.compile(r"^\s*(?P<how>/|,|;|&|•|·|\bto\b|\bund\b|\band\b|\bbis\b|\bou\b|\be\b|\|)\s*(?=[\d(+])")
_RANGE = re.compile(rf"^(?P<start>.*?\d)\s*(?:[{_DASH}]|\bto\b|\bbis\b|～)\s*(?P<last>\d{{1,3}})$")
_EXTENSION = re.compile(
    r"^[\s,(/]*(?:ext(?:n|ension)?|x|durchwahl|dw|poste|interno|int|ramal|anexo|wew|dahili|内線|分機|分机|转|轉)\.?\s*[:.=]?\s*(?P<ext>\d{1,5})\)?",
    re.I,
)
_LINES = re.compile(r"[(\s,]\s*\d+\s*(?:lines?|hunting)\b\)?", re.I)
_CONFUSED = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"})


@dataclass(frozen=True, slots=True)
class Number:
    """A candidate number in a text."""

    start: int
    end: int
    text: str
    """As printed, written out where it was shorthand; an extension dropped."""
    kind: str = ""
    """Type by its words; "" where nothing says so; `decoy` where the words say it is no phone."""
    label: str = ""
    """The words that type it."""
    group: int = 0
    """Numbers written out of one printed number share a group."""
    trusted: bool = False
    """Whether it begins with + and a country code."""
    expanded: bool = False
    """Whether it is written out of shorthand."""


def numbers(text: str, region: str) -> list[Number]:
    """Candidates in a text whose e-mail and web addresses are blanked, with types by the words around them."""
    found: list[Number] = []
    shaped = _mend_digits(text)
    position = 0
    while m := _NUMBER.search(shaped, position):
        start, end = m.start(), m.end()
        run = m[0]
        lead = len(run) - len(run.lstrip())
        found_here, end = _take(shaped, start + lead, end, region, len(found))
        found += found_here
        position = max(end, m.start() + 1)
    return _typed(shaped, found)


def _mend_digits(text: str) -> str:
    """O, l, S among digits read as digits: `O30 123`, `+49 17l 555`."""

    def mend(m: re.Match[str]) -> str:
        word = m[0]
        confused = sum(c in "OolI|SBZ" for c in word)
        return word.translate(_CONFUSED) if sum(c.isdigit() for c in word) >= 2 * confused else word

    text = _LINES.sub(lambda m: " " * len(m[0]), text)
    text = re.sub(r"^(\W*)0(?=\s*[:.]\s*[+(]?\d)", r"\1O", text)
    text = re.sub(r"^(\W*)[0O@Q](?=\s(?:\+|00))", r"\1 ", text)  # an icon before the number
    text = re.sub(r"(?<=\d[\s.-])(?:\d[lIOoSB]|[lIOoSB]\d)(?=[\s.-]\d|\s|$)", lambda m: m[0].translate(_CONFUSED), text)
    return re.sub(r"(?<![^\W\d_])[\dOolI|SBZ]{3,}(?![^\W\d_])", mend, text)


def _take(text: str, start: int, end: int, region: str, group: int) -> tuple[list[Number], int]:
    """One printed number with its shorthand followers, written out."""
    run = text[start:end]
    plus = re.search(r"\d\s*[(]?\s*\+", run)
    if plus:
        end = start + plus.start() + 1
        run = text[start:end]
    parts = _split_run(run, region)
    if len(parts) > 1:
        at, out = start, []
        for part in parts:
            here = text.index(part, at)
            out.append(_number(part, here, here + len(part), group))
            at, group = here + len(part), group + 1
        return out, end
    joined = re.match(r"^\s*/\s*(?P<more>[\d(][\d\s()." + _DASH + r"]*\d)", text[end:])
    if joined and _is_area_code(run) and len(digits(joined["more"])) >= 4:
        end += joined.end()
        run = re.sub(r"\s*/\s*", " ", text[start:end])
    first = _number(_clean(run), start, end, group)
    tail = text[end:]
    ranged = _RANGE.match(first.text)
    later = re.match(rf"^\s*(?:\bto\b|\bbis\b|[{_DASH}～])\s*(\d{{1,4}})(?!\d)", tail)
    if later and len(digits(run)) >= 6:
        return _range(first, later[1], end + later.end())
    if ranged and _is_range(first.text, ranged["start"], ranged["last"], region):
        return _range(replace(first, text=ranged["start"]), ranged["last"], end)
    out, base = [first], first
    while m := _NEXT.match(text[end:]):
        follower = _NUMBER.match(text, end + m.end())
        if not follower or not (short := _follower(base, follower[0], m["how"])):
            break
        begin, end = end + m.end(), follower.end()
        expanded = len(digits(short)) != len(digits(follower[0]))
        out.append(replace(_number(short, begin, end, group), expanded=expanded))
        base = base if expanded else out[-1]
    if extension := _EXTENSION.match(text[end:]):
        end += extension.end()
        out[-1] = replace(out[-1], end=end)
    return out, end


def _clean(run: str) -> str:
    run = run.strip().strip("-–—.·•")
    if run.count("(") > run.count(")"):
        run = run.replace("(", "", 1) if run.startswith("(") and not run.startswith("(+") else run.rstrip("(")
    if run.count(")") > run.count("("):
        run = run[::-1].replace(")", "", 1)[::-1]
    return re.sub(r"\s+", " ", run)


def _number(run: str, start: int, end: int, group: int) -> Number:
    text = _clean(run)
    return Number(start, end, text, group=group, trusted=bool(re.match(r"^\(?\s*\+|^00[1-9]", text)))


def _is_area_code(run: str) -> bool:
    """`089`, `+49 (0)89`: what stands before the slash of a German number."""
    n = len(digits(run))
    return n <= 5 if not run.lstrip("( ").startswith(("+", "00")) else n <= 7


def _split_run(run: str, region: str) -> list[str]:
    """Two numbers with only spaces between them: `650 321 3900 650 321 3902`."""
    count = len(digits(run))
    if count < 14 or (run.lstrip(" (").startswith("+") and count < 17):
        return [run]
    gaps = [m.start() for m in re.finditer(r"\s+", run)]
    best = min(gaps, key=lambda g: abs(len(digits(run[:g])) - count / 2), default=None)
    if best is None:
        return [run]
    left, right = run[:best], run[best:].strip()
    alike = abs(len(digits(left)) - len(digits(right))) <= 2 and len(digits(right)) >= 7
    return [left, right] if alike and not valid(run, region) else [run]


def _is_range(whole: str, start: str, last: str, region: str) -> bool:
    """`2606 5645-54` is ten lines, the German `1234-56` is one number with an extension."""
    head = digits(start)
    if len(last) > 2 or len(head) < 7 or int(last) <= int(head[-len(last) :]):
        return False
    return valid(start, region) and not valid(whole, region)


def _range(first: Number, last: str, end: int) -> tuple[list[Number], int]:
    """`6070 to 74` -> 6070, 6071, ... 6074; at most 20 lines."""
    low, n = digits(first.text), len(last)
    stem = first.text[: len(first.text) - n]
    start = low[-n:]
    if not first.text[-n:].isdigit() or not (0 < int(last) - int(start) <= 20):
        return [replace(first, end=end)], end
    every = [
        replace(first, text=f"{stem}{value:0{n}d}", end=end, expanded=value > int(start))
        for value in range(int(start), int(last) + 1)
    ]
    return every, end


def _follower(first: Number, run: str, how: str) -> str:
    """A number after a slash or comma, written out when it is only the end of the first; "" when it is none."""
    short, full = digits(run), digits(first.text)
    if run.lstrip("( ").startswith("+") or len(short) >= 6:
        return _clean(run)
    if len(short) < 1 or len(full) < 6 or how in (";", "|", "•", "·") or (len(short) == 5 and how == ","):
        return ""
    if how == "," and len(short) < 2:
        return ""
    keep = len(first.text)
    need = len(short)
    while need and keep:
        keep -= 1
        need -= first.text[keep].isdigit()
    return first.text[:keep] + short


def _typed(text: str, found: list[Number]) -> list[Number]:
    """Each number takes the words before it, or behind it where the line begins with a number."""
    typed: list[Number] = []
    last_end, kind, label = 0, "", ""
    for n, number in enumerate(found):
        before = text[last_end : number.start]
        if n and number.group == found[n - 1].group and number.start == found[n - 1].start:
            typed.append(replace(number, kind=kind, label=label))
            continue
        here, words = label_kind(before)
        if not here and n and re.search(r"[^\W\d_]{4,}", before):
            kind, label = "", ""
        if here:
            kind, label = here, words
        typed.append(replace(number, kind=kind, label=label))
        last_end = max(last_end, number.end)
    return _types_behind(text, typed)


def _types_behind(text: str, found: list[Number]) -> list[Number]:
    """`650 321 3902 Fax`, `(mobile)` behind the number."""
    leading = bool(found) and bool(found[0].kind)
    out = []
    for n, number in enumerate(found):
        last = n + 1 == len(found)
        after = text[number.end : None if last else found[n + 1].start].strip()
        bracketed = re.match(r"^[\[(]\s*[^\W\d_][^)]*[)\]]", after)
        own = label_kind(bracketed[0] if bracketed else after)[0]
        overrides = bool(bracketed) and last and own in ("mobile", "fax", "home")
        said = own in PHONE_TYPES and (last or bool(bracketed)) and (not leading or overrides)
        out.append(replace(number, kind=own, label=after) if said else number)
    return out


_BOX = re.compile(r"(?:p\.?\s?o\.?\s?box|\bbox|postfach|postbus|apartado|〒)\W*$", re.I)
_ZIP_CONTEXT = re.compile(
    r"(?:〒|\bpin\b|\bzip\b|\bcep\b|\bcap\b|\bc\.?p\.?\b|p\.?\s?o\.?\s?box|\bbox\b|postfach|\bplot\b|\bno\.?|\bh\.?no|#|\broom\b|\bunit\b|\bsuite\b|\bste\b|apt|\bfloor\b|nr\.?)\W*$",
    re.I,
)


def looks_like_phone(number: Number, text: str, region: str, only: bool) -> bool:
    """Whether a candidate is a telephone number. `only`: nothing else but labels stands in the line."""
    n = len(digits(number.text))
    if number.kind in ("decoy", "skype", "web") or not 6 <= n <= 16:
        return False
    if re.search(r"\bcep\W*$", text[: number.start], re.I) and n == 8:
        return False  # Brazilian postcode; a mobile phone in Turkish
    if number.kind in PHONE_TYPES:
        return n >= 6 and not _BOX.search(text[: number.start])
    if re.search(r"\d{5,}\s?\(", number.text):
        return False  # a number of a certificate
    if number.trusted:
        return n >= 8
    before = text[: number.start]
    if _ZIP_CONTEXT.search(before):
        return False
    if re.fullmatch(r"\d{3}-\d{4}|\d{5}-\d{3}|\d{5}-\d{4}", number.text) and not (only and n >= 9):
        return only and bool(region) and n == 7 and not number.text.startswith(("0", "1"))
    if re.fullmatch(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d", number.text):
        return False
    if re.search(r"\d[.-]\d[.-]\d{1,2}$", number.text) and n < 7:
        return False
    if only:
        return (
            n >= 7
            and (n >= 8 or valid(number.text, region))
            and not (n < 9 and number.text.isdigit() and not valid(number.text, region))
        )
    return n >= 9 and valid(number.text, region) and not re.search(r"\d-\d{1,4}-\d{1,4}/", text)
