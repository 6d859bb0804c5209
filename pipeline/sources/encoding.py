"""Bytes -> text. The order of the attempts: byte order mark, UTF-16 without one, UTF-8, line by line, code pages."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
FEW = 200
"""Fewer bytes above ASCII than this are too little for statistics of languages."""

HIGH_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
TURKISH_AS_ICELANDIC = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
"""Where Windows-1254 has the Turkish letters, Windows-1252 has Icelandic ones."""
C1 = re.compile(rb"[\x80-\x9f]")
WINDOWS_OF_ISO = {"iso-8859-2": "cp1250", "iso-8859-7": "cp1253", "iso-8859-8": "cp1255", "iso-8859-9": "cp1254",
                  "iso-8859-1": "cp1252", "iso-8859-15": "cp1252", "iso-8859-4": "cp1257"}  # fmt: skip
"""ISO code pages have control characters where Windows has letters and quotes."""
MAY_LOOK_LIKE_UTF8 = (
    "gb", "big5", "shift", "cp932", "cp949", "cp950", "euc", "iso-2022", "iso2022", "johab", "hz", "utf", "tis", "cp874",
)  # fmt: skip
"""Beginnings of the names of code pages, of Eastern Asia and Thailand, in which a few letters may be UTF-8 by accident;
in all others that is next to impossible."""
WESTERN_LETTERS = frozenset("ŠŽŒšžœŸƒªº’") | {chr(c) for c in range(0xC0, 0x100) if c not in (0xD7, 0xF7)}


class Decoded(NamedTuple):
    """Text and what it was encoded in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file without byte order mark and NUL; never fails."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(name, "replace"), name)
    wide = _utf16_without_mark(data)
    if wide:
        return _finish(data.decode(wide, "replace"), wide)
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8_lines(data):
        return _finish(
            "".join(decode_line(line) for line in data.splitlines(keepends=True)), "utf-8, in part windows-1252"
        )
    lines = data.splitlines(keepends=True)
    rest = [line for line in lines if not _is_utf8(line)]
    name = _code_page(b"".join(rest))
    if len(rest) < len(lines) and not name.startswith(MAY_LOOK_LIKE_UTF8):
        text = "".join(_decode_single(line, "utf-8" if _is_utf8(line) else name) for line in lines)
        return _finish(text, f"{name}, in part utf-8")
    name = _code_page(data)
    return _finish(_decode_single(data, name), name)


def _is_utf8(line: bytes) -> bool:
    """Whether a line holds more than ASCII, and that in UTF-8: no code page of one byte for a letter looks like it."""
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def decode_line(line: bytes) -> str:
    """UTF-8, else Windows-1252: for files that two programs wrote."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single(line, "cp1252")


def _finish(text: str, encoding: str) -> Decoded:
    return Decoded(text.replace("\0", "").removeprefix("\ufeff"), encoding)


def _decode_single(data: bytes, name: str) -> str:
    """cp1252 leaves five bytes undefined: they become what Latin-1 says, as browsers do."""
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        if name != "cp1252":
            return data.decode(name if _known(name) else "cp1252", "replace")
        return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in data)


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return ""


def _mostly_utf8_lines(data: bytes) -> bool:
    """Whether most of the lines with bytes above ASCII are UTF-8, as when an old export was pasted into a new one."""
    good = bad = 0
    for line in data.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return good > 0 and good >= bad


def _code_page(data: bytes) -> str:
    """Western when single accented letters stand inside Latin words; else what chardet finds."""
    western = _western(data)
    high = sum(len(run) for run in HIGH_RUN.findall(data))
    if western and high < FEW and not TURKISH_AS_ICELANDIC.search(data):
        return western
    import chardet  # loads language statistics: only for files in an old code page

    found = chardet.detect(_sample(data))
    name = (found.get("encoding") or "").lower()
    if name.startswith("iso-8859-") and C1.search(data):
        name = WINDOWS_OF_ISO.get(name, name)
    if western and high < FEW:
        return name if found.get("language") == "tr" else western
    return name if name and _known(name) else "cp1252"


def _sample(data: bytes) -> bytes:
    """Lines with bytes above ASCII: what the statistics need, wherever they stand in the file."""
    lines = [line for line in data.splitlines() if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE]


def _western(data: bytes) -> str:
    """`cp1252`, `mac_roman` (Excel for Mac saves CSV in it) or "" when neither gives words."""
    touching = HIGH_IN_WORD.findall(data)
    runs = HIGH_RUN.findall(data)
    long_runs = sum(len(run) for run in runs if len(run) > 2)
    if long_runs * 2 > sum(len(run) for run in runs):
        return ""
    if not touching:
        return "cp1252"
    letters = [_decode_single(byte, "cp1252") for byte in touching]
    c1 = sum(byte < b"\xa0" and byte != b"\x92" for byte in touching)
    if c1 * 2 > len(touching):
        return "mac_roman"
    if sum(letter in WESTERN_LETTERS for letter in letters) >= 0.9 * len(letters):
        return "cp1252"
    return ""
