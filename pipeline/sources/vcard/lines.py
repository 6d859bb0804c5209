"""One card's lines -> properties as text: heads repaired, values decoded, escapes put right.

What vobject would cut or garble is mended here: bare commas (`FN:Jane Doe, MBA`), quoted-printable
under any spelling, a charset per line, parameters without a name, underscores and spaces in names.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.sources.encoding import decode

BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
STRUCTURED = frozenset({"N", "ADR", "ORG", "SORT-STRING", "GENDER", "X-ANDROID-CUSTOM", "X-ABADR"})
LISTS = frozenset({"CATEGORIES", "NICKNAME", "X-CATEGORIES"})
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT", "Q"})
MOST_PARAMETERS = 40
MOST_LINES = 2_000
LONGEST = 100_000
"""Characters of a value that are kept."""
NAME = re.compile(r"(?:([\w-]+)\.)?([A-Za-z][\w-]*)")
ESCAPE = re.compile(r"\\([nN,;:\\\"])")


class Property(NamedTuple):
    """A line of a card. `parts` are the unescaped components: one, or those between `;` of N, ADR, ORG."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    parts: list[str]

    def content_line(self) -> str:
        """The line as vobject reads it without loss."""
        head = f"{self.group}.{self.name}" if self.group else self.name
        for key, values in self.parameters.items():
            safe = [re.sub(r'["\r\n]', "'", value) for value in values]
            head += f";{key}=" + ",".join(f'"{value}"' for value in safe)
        return head + ":" + ";".join(escape(part) for part in self.parts)


class _Bytes(NamedTuple):
    group: str
    name: str
    parameters: dict[str, list[str]]
    value: bytes


def properties(lines: Iterable[bytes]) -> list[Property]:
    """The properties of a card; lines that are none are left out, photos and keys set aside."""
    heads = [head for head in (_head(line) for line in list(lines)[:MOST_LINES]) if head is not None]
    raw = [head._replace(value=_transfer_decoded(head)) for head in heads if head.name not in BINARY]
    page = _code_page(raw)
    out = []
    for head in raw:
        text = _text(head, page)[:LONGEST]
        kept = {key: values for key, values in head.parameters.items() if key not in ("CHARSET", "ENCODING")}
        if head.name in LISTS:
            out += [Property(head.group, head.name, kept, [part]) for part in _split(text, ",;" if head.name == "CATEGORIES" else ",")]
        else:
            out.append(Property(head.group, head.name, kept, _split(text, ";") if head.name in STRUCTURED else [unescape(text)]))
    return out


def _head(line: bytes) -> _Bytes | None:
    """Group, name and parameters of a line, however spelt; None when it has no name."""
    end = _colon(line)
    if end < 0:
        return None
    head = line[: min(end, 20_000)].decode("utf-8", "replace")
    name, _, rest = head.partition(";")
    found = NAME.fullmatch(re.sub(r"\s+", "", name))
    if not found:
        return None
    return _Bytes(found[1] or "", found[2].upper().replace("_", "-"), _parameters(rest), line[end + 1 :])


def _colon(line: bytes) -> int:
    """Index of the colon before the value: the first outside quotes, or the first of all when a quote never closes."""
    first = line.find(b":")
    quote = line.find(b'"')
    if first < 0 or quote < 0 or quote > first:
        return first
    at, quoted = 0, False
    for match in re.finditer(rb'[":]', line[:40_000]):
        if match[0] == b'"':
            quoted = not quoted
        elif not quoted:
            return match.start()
        at += 1
    return first


def _parameters(text: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for piece in re.findall(r'(?:"[^"]*"|[^;"]|")+', text)[:MOST_PARAMETERS]:
        key, given, value = piece.partition("=")
        key = key.strip().upper()
        if not given:  # vCard 2.1: TEL;WORK;FAX
            key, value = ("ENCODING" if key in ENCODINGS else "TYPE"), key
        values = [v.strip().strip('"') for v in re.findall(r'"[^"]*"|[^,]+', value)] if key != "LABEL" else [value.strip().strip('"')]
        if key == "TYPE":
            values = [w.strip() for v in values for w in v.split(",")]
        if re.fullmatch(r"[A-Z0-9-]+", key):
            out.setdefault(key, []).extend(v for v in values if v and v not in out.get(key, ()))
    return out


def _transfer_decoded(head: _Bytes) -> bytes:
    encoding = "".join(head.parameters.get("ENCODING", [])).upper()
    if encoding in ("QUOTED-PRINTABLE", "Q"):
        return quopri.decodestring(head.value)
    if encoding in ("BASE64", "B"):
        try:
            return base64.b64decode(re.sub(rb"\s", b"", head.value), validate=True)
        except (binascii.Error, ValueError):
            return head.value
    return head.value


def _code_page(heads: list[_Bytes]) -> str:
    """The encoding of the card's values that declare none and are not UTF-8."""
    odd = []
    for head in heads:
        if not head.value.isascii():
            try:
                head.value.decode("utf-8")
            except UnicodeDecodeError:
                odd.append(head.value)
    return decode(b"\n".join(odd)).encoding if odd else "utf-8"


def _text(head: _Bytes, page: str) -> str:
    value = head.value
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    for name in (*head.parameters.get("CHARSET", []), "utf-8", page if "," not in page else "cp1252"):
        try:
            return codecs.decode(value, CHARSETS.get(name.upper(), name))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return decode(value).text


CHARSETS = {"SHIFT-JIS": "cp932", "SHIFT_JIS": "cp932", "SJIS": "cp932", "X-SJIS": "cp932", "GB2312": "gb18030", "GBK": "gb18030", "ISO-8859-1": "cp1252", "EUC-KR": "cp949", "KS_C_5601-1987": "cp949", "BIG5": "cp950"}  # fmt: skip
"""Declared charset -> the superset that programs mean by it."""


def _split(text: str, marks: str) -> list[str]:
    """Components between unescaped marks, unescaped."""
    parts, start = [], 0
    for match in re.finditer(r"\\.|[" + marks + "]", text, re.DOTALL):
        if len(match[0]) == 1:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [unescape(part) for part in parts]


def unescape(text: str) -> str:
    r"""`\n`, `\,`, `\;`, `\:` and `\\`; a backslash before anything else is itself."""
    if "\\" not in text:
        return text.strip()
    return ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], text).strip()


def escape(text: str) -> str:
    """The inverse, for vobject: no comma, semicolon or line break is left bare."""
    out = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return re.sub(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", r"\\n", out)
