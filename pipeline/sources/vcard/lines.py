"""One card's lines -> properties as text.

vobject parses each line's head (group, name, parameters) once it is mended; its components and
behaviours are left aside, because they cost a whole file for one bad card and cut text at bare
commas (`FN:Jane Doe, MBA` -> `Jane Doe`). Values are decoded here: quoted-printable and base64
under any spelling, and a charset per line.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.sources.encoding import decode

BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
"""Set aside: nothing here looks at pictures of people, sounds or keys."""
STRUCTURED = frozenset({"N", "ADR", "ORG", "X-ANDROID-CUSTOM"})
LISTS = {"CATEGORIES": ",;", "X-CATEGORIES": ",;", "NICKNAME": ","}
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT", "Q"})
CHARSETS = {
    "SHIFT-JIS": "cp932", "SHIFT_JIS": "cp932", "SJIS": "cp932", "X-SJIS": "cp932",
    "GB2312": "gb18030", "GBK": "gb18030", "BIG5": "cp950", "EUC-KR": "cp949", "KS_C_5601-1987": "cp949",
    "ISO-8859-1": "cp1252", "LATIN1": "cp1252",
}  # fmt: skip
"""Declared charset -> the superset that programs mean by it."""
MOST_PARAMETERS = 40
MOST_LINES = 2_000
LONGEST = 100_000
"""Characters of a value that are kept."""
LONGEST_HEAD = 4_000
NAME = re.compile(r"(?:([\w-]+)\.)?([A-Za-z][\w/-]*)")
ESCAPE = re.compile(r"\\([nN,;:\\\"])")


class Head(NamedTuple):
    """What stands before the colon."""

    group: str
    name: str
    parameters: dict[str, list[str]]


class Property(NamedTuple):
    """A line of a card. `parts`: the value, or the components between `;` of N, ADR and ORG."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    parts: list[str]

    @property
    def value(self) -> str:
        """The text of a property without components."""
        return self.parts[0]

    def types(self) -> list[str]:
        """TYPE in lower case, and the bare parameters of vCard 2.1."""
        return [value.casefold() for value in self.parameters.get("TYPE", ())]


def properties(lines: Iterable[bytes]) -> list[Property]:
    """The properties of a card; lines that are none are left out, photos and keys set aside."""
    found = []
    for line in list(lines)[:MOST_LINES]:
        end = _colon(line)
        parsed = head(line[: min(end, LONGEST_HEAD)]) if end > 0 else None
        if parsed is not None and parsed.name not in BINARY:
            found.append((parsed, _transfer_decoded(parsed, line[end + 1 :])))
    page = _code_page(value for _, value in found)
    out: list[Property] = []
    for parsed, value in found:
        out += _properties(parsed, _text(parsed, value, page)[:LONGEST])
    return out


def _properties(parsed: Head, text: str) -> list[Property]:
    if parsed.name in LISTS:
        return [Property(*parsed, [part]) for part in split(text, LISTS[parsed.name])]
    return [Property(*parsed, split(text, ";") if parsed.name in STRUCTURED else [unescape(text)])]


def _colon(line: bytes) -> int:
    """Index of the colon before the value: the first outside quotes, or the first of all when a quote never closes."""
    first = line.find(b":")
    quote = line.find(b'"', 0, first) if first > 0 else -1
    if quote < 0:
        return first
    quoted = False
    for match in re.finditer(rb'[":]', line[: LONGEST_HEAD * 10]):
        if match[0] == b'"':
            quoted = not quoted
        elif not quoted:
            return match.start()
    return first


@lru_cache(maxsize=4096)
def head(line: bytes) -> Head | None:
    """Group, name and parameters, however spelt; None when there is no name. An address book has few different ones."""
    from vobject.base import ParseError, parseLine  # slow to load, and only vCards need it

    text = _mended(line.decode("utf-8", "replace"))
    if not text:
        return None
    try:
        name, parameters, _, group = parseLine(text + ":")
    except ParseError:
        name, parameters, group = text.partition(";")[0].rpartition(".")[2], [], ""
    out: dict[str, list[str]] = {}
    for key, *values in parameters:
        _add(out, key.upper(), values)
    return Head(group or "", name.upper(), out)


def _mended(text: str) -> str:
    """A head that vobject's pattern takes at once: no blanks or slashes in names, quotes that close, few parameters."""
    name, _, rest = text.partition(";")
    found = NAME.fullmatch(re.sub(r"\s+", "", name))
    if not found:
        return ""
    pieces = [_parameter(piece) for piece in re.findall(r'(?:"[^"]*"|[^;"]|")+', rest)[:MOST_PARAMETERS]]
    return ";".join(((found[1] + "." if found[1] else "") + found[2].replace("/", "-"), *filter(None, pieces)))


def _parameter(piece: str) -> str:
    key, given, value = piece.partition("=")
    key = re.sub(r"[^\w-]", "", key)
    if not given:
        return key
    values = [v.strip().strip('"').replace('"', "'") for v in re.findall(r'"[^"]*"|[^,]+', value)]
    return f"{key}=" + ",".join(f'"{v}"' for v in values if v) if key and any(values) else ""


def _add(out: dict[str, list[str]], key: str, values: list[str]) -> None:
    if not values:  # vCard 2.1: TEL;WORK;FAX and NOTE;QUOTED-PRINTABLE
        key, values = ("ENCODING" if key in ENCODINGS else "TYPE"), [key]
    if key == "TYPE":  # 4.0: TYPE="voice,work"
        values = [word.strip() for value in values for word in value.split(",")]
    kept = out.setdefault(key, [])
    kept += [value for value in dict.fromkeys(values) if value and value not in kept]


def _transfer_decoded(parsed: Head, value: bytes) -> bytes:
    encoding = "".join(parsed.parameters.get("ENCODING", ())).upper()
    if encoding in ("QUOTED-PRINTABLE", "Q"):
        return quopri.decodestring(value)
    if encoding in ("BASE64", "B"):
        try:
            return base64.b64decode(re.sub(rb"\s", b"", value), validate=True)
        except (binascii.Error, ValueError):
            return value
    return value


def _code_page(values: Iterable[bytes]) -> str:
    """The encoding of the card's values that are not UTF-8, should they declare none."""
    odd = []
    for value in values:
        if not value.isascii():
            try:
                value.decode("utf-8")
            except UnicodeDecodeError:
                odd.append(value)
    found = decode(b"\n".join(odd)).encoding if odd else "utf-8"
    return found if "," not in found else "cp1252"


def _text(parsed: Head, value: bytes, page: str) -> str:
    if value.isascii() and b"\x1b" not in value:  # ISO-2022-JP is ASCII with escapes
        return value.decode("ascii")
    for name in (*parsed.parameters.get("CHARSET", ()), "utf-8", page):
        try:
            return value.decode(CHARSETS.get(name.upper(), name))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return decode(value).text


def split(text: str, marks: str) -> list[str]:
    """Components between unescaped marks, unescaped."""
    if "\\" not in text:
        return [part.strip() for part in re.split("[" + marks + "]", text)]
    parts, start = [], 0
    for match in re.finditer(r"\\.|[" + marks + "]", text, re.DOTALL):
        if len(match[0]) == 1:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [unescape(part) for part in parts]


def unescape(text: str) -> str:
    r"""`\n`, `\,`, `\;`, `\:` and `\\`; a backslash before anything else is itself."""
    text = text.replace("\r\n", "\n")
    if "\\" not in text:
        return text.strip()
    return ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], text).strip()
