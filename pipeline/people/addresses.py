"""Addresses: parts from the whole text and the whole text from parts, in the layouts of many countries.

What is not sure is left out: the whole text is always kept.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.people import countries, words
from pipeline.people.romanize import HAN, HANGUL, KANA


class Address(NamedTuple):
    """The parts of one address, each `` where unknown; `country` is ISO 3166-1 alpha-2."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_LABEL = re.compile(
    r"^(?:address|adresse|anschrift|dirección|endereço|indirizzo|adres|add|addr|head office|office"
    r"|postal address|地址|住所)"
    r"\s*[.:：]\s*",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*[,;]\s*|\s+[-–]\s+(?=[A-Z][A-Za-z ]+$)")
_CODE_PREFIX = re.compile(
    r"(?<!\w)(DE|AT|CH|FR|IT|ES|NL|BE|LU|PL|CZ|SK|HU|SE|NO|DK|FIN?|FL|PT|SI|HR|RO|BG|GR|LT|LV|EE|[DAFIEBLHSNP])"
    r"[-–]\s?(?=\d{4})"
)
_CITY = r"(?P<city>[^\W\d_][^\d,;|]*?)"
_PLACE_TAIL = re.compile(r"\s+(?:cedex(?:\s+\d+)?|CEDEX(?:\s+\d+)?)$")
_STREET = re.compile(
    r"\d|str(?:\.|aße|asse|eet)?\b|straße|strasse|\b(?:"
    r"street|road|avenue|ave|lane|drive|blvd|way|rue|calle|rua|via|plaza|place|weg|gasse|"
    r"allee|platz|floor|suite|building|house|park|center|centre|tower)\b",
    re.IGNORECASE,
)


_TIDY = re.compile(r"[^\s,;|·•\\]+(?:,? [^\s,;|·•\\]+)*")


def tidy(text: str) -> str:
    """The whole address as printed on one line: lines joined by commas, spacing and doubled commas mended."""
    if _TIDY.fullmatch(text) and unicodedata.is_normalized("NFC", text) and not _LABEL.match(text):
        return text
    text = unicodedata.normalize("NFC", text).replace("\\n", "\n").replace("\\,", ",")
    text = _LABEL.sub("", text.strip())
    lines = [" ".join(line.split()).strip(" ,;|·•") for line in re.split(r"[\r\n]+|\s[|·•]\s", text)]
    joined = ", ".join(line for line in lines if line)
    return re.sub(r"\s+,", ",", re.sub(r"(?:,\s*){2,}", ", ", joined)).strip(" ,;")


def compose(street: str, city: str, region: str, postal_code: str, country: str) -> str:
    """One line in the order of the country, from the words as printed; `country` is its name or code as printed."""
    code = countries.of_field(country)
    if _CJK.search(street + city + region):
        return " ".join(x for x in (country, postal_code, f"{region}{city}{street}") if x)
    if code == "BR":
        place = " - ".join(x for x in (city, region) if x)
        pieces = [street, place, postal_code]
    elif code in _rule("code-last") or (not code and region):
        pieces = [street, city, " ".join(x for x in (region, postal_code) if x)]
    else:
        pieces = [street, " ".join(x for x in (postal_code, city) if x), region if region != city else ""]
    return tidy(", ".join(p for p in (*pieces, country) if p))


@lru_cache(maxsize=1 << 16)
def parse(text: str, country: str = "") -> Address:
    """The parts of a whole address. `country` is the record's, used where the text names none and never published."""
    text = tidy(text)
    if _CJK.search(text):
        return _east_asian(text)
    pieces = [p.strip() for p in _PIECES.split(text) if p.strip(" .-")]
    named, pieces = _take_country(pieces)
    pieces = [_PLACE_TAIL.sub("", p) for p in pieces]
    if found := _CODE_PREFIX.search(", ".join(pieces)):
        named = named or countries.of_field(found[1])
        pieces = [_CODE_PREFIX.sub("", p) for p in pieces]
    return (
        _known_layout(pieces, named)
        or _code_first(pieces, named, country)
        or _code_last(pieces, named)
        or Address(country=named)
    )


@lru_cache(maxsize=1 << 16)
def named_country(text: str) -> str:
    """The country that an address names at its end, ISO 3166-1 alpha-2."""
    return _take_country([p.strip() for p in text.split(",") if p.strip()])[0]


def _take_country(pieces: list[str]) -> tuple[str, list[str]]:
    if not pieces:
        return "", []
    last = pieces[-1].rstrip(".")
    code = countries.clean(last) if len(last) > 2 or last.upper() in ("UK", "US") else ""
    if code and len(pieces) > 1:
        return code, pieces[:-1]
    tokens = last.split()
    for size in (3, 2, 1):
        if len(tokens) <= size or not any(map(str.isdigit, "".join(tokens[:-size]))):
            continue
        tail = " ".join(tokens[-size:])
        if len(tail) > 2 and (code := countries.clean(tail)) and (tail not in _states() or tail == "Georgia"):
            return code, [*pieces[:-1], " ".join(tokens[:-size]).rstrip(" -–")]
    return "", pieces


def _known_layout(pieces: list[str], named: str) -> Address | None:
    """A layout whose postal code or state only one country writes so."""
    last = pieces[-1][-1:] if pieces else ""
    for size in (1, 2, 3):
        tail, rest = ", ".join(pieces[-size:]), pieces[:-size]
        for code, pattern in _layouts_of(tail[:1].isdigit(), last.isdigit() or last == ")", "A" <= last <= "Z", named):
            if found := pattern.fullmatch(tail):
                parts = found.groupdict()
                city = (parts.get("city") or "").strip(" ,-–")
                if city and _STREET.search(city) and rest == [] and "," not in city:
                    city = ""
                street = ", ".join(rest)
                if "," in city:
                    before, _, city = city.rpartition(",")
                    street, city = ", ".join(x for x in (street, before.strip()) if x), city.strip()
                if not city and rest and code == "GB" and not _STREET.search(rest[-1]):
                    street, city = ", ".join(rest[:-1]), rest[-1]
                return Address(street, city, parts.get("region") or "", parts["code"].strip(), code)
    return None


@cache
def _layouts_of(before: bool, behind: bool, capital: bool, named: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The layouts that may fit: the postal code stands before the city, behind it, or behind it and ends in a capital
    letter, as the first and last letters of the text tell."""
    possible = [*("NL", "PL", "PT") * before, *("CA", "US", "BR", "AU", "SG") * behind, *("GB",) * capital]
    return tuple(layout for layout in _layouts() if layout[0] in possible and named in ("", layout[0]))


def _code_first(pieces: list[str], named: str, hint: str) -> Address | None:
    """`80331 München`, `1010 Wien`, `114 55 Stockholm`: code and city in one piece, the street before it."""
    land = named or hint
    if land and land not in _rule("code-first"):
        return None
    pattern = _code_and_city(land)
    for i in range(len(pieces) - 1, -1, -1):
        found = pattern.fullmatch(pieces[i])
        if not found:
            continue
        city = found["city"].strip()
        if re.match(
            r"(?:[NSEW]\.?\s)?\w+\s(?:street|st|road|rd|ave|avenue|blvd|drive|dr|lane|way)\b", city, re.IGNORECASE
        ):
            return None
        region = (
            found["region"] or found["province"] or (", ".join(pieces[i + 1 :]) if i + 1 < len(pieces) <= i + 2 else "")
        )
        return Address(", ".join(pieces[:i]), city, region, found["code"], named)
    return None


@cache
def _code_and_city(land: str) -> re.Pattern[str]:
    digits = r"\d{4}" if land in _rule("four-digits") else r"\d{5,6}|\d{3} ?\d{2}|\d{4}" if land else r"\d{5}"
    return re.compile(rf"(?P<code>{digits}) {_CITY}(?:\s*\((?P<region>[^()]+)\)|\s+(?P<province>[A-Z]{{2}}))?$")


def _code_last(pieces: list[str], named: str) -> Address | None:
    """India and its neighbours: `Bengaluru 560 001`, `Mumbai - 400001, Maharashtra`."""
    if named not in ("IN", "", "PK", "BD", "LK", "NZ", "ZA", "IE"):
        return None
    region = ""
    if pieces and (state := re.sub(r"[\s.,-]*\d{3} ?\d{3}$", "", pieces[-1])) in _states("in-state"):
        region = state
        code = pieces[-1][len(state) :].strip(" .,-–")
        pieces = [*pieces[:-1], *([f"- {code}"] if code else [])]
    if not pieces:
        return None
    tail = ", ".join(pieces[-2:]) if re.match(r"[-–\s]*\d", pieces[-1]) else pieces[-1]
    digits = r"[1-9]\d{2} ?\d{3}" if named in ("IN", "") else r"\d{4,5}"
    found = re.fullmatch(rf"{_CITY}[\s,.:–-]+(?:PIN(?:\s*code)?\s*[:-]?\s*)?(?P<code>{digits})\.?", tail)
    if not found or (not named and not region):
        return None
    used = 2 if tail != pieces[-1] else 1
    return Address(", ".join(pieces[:-used]), found["city"].strip(" -–,"), region, found["code"], named or "IN")


_JAPANESE = re.compile(
    rf"〒?\s*(?P<code>\d{{3}}[-−ー]\d{{4}})?\s*(?P<region>東京都|北海道|(?:京都|大阪)府|[{HAN}]{{2,3}}県)?(?P<rest>.*)"
)
_JAPANESE_CITY = re.compile(
    rf"(?P<city>[{HAN}{KANA}ヶケノ]{{1,6}}?市(?:[{HAN}]{{1,4}}区)?|[{HAN}]{{1,5}}?区|[{HAN}]{{1,4}}郡[{HAN}]{{1,4}}?[町村])(?P<street>.+)"
)
_CHINESE = re.compile(
    rf"(?:(?:中国|中國|中华人民共和国)\s*)?(?P<region>[{HAN}]{{2,3}}省|[{HAN}]{{2,8}}自治区)?(?P<city>[{HAN}]{{2,4}}?[市縣])?(?P<street>.*?)[\s,，]*(?:邮编|郵編|邮政编码)?[:：\s]*(?P<code>\d{{6}})?"
)


def _east_asian(text: str) -> Address:
    plain = unicodedata.normalize("NFKC", text).strip()
    if (found := _JAPANESE.fullmatch(plain)) and (found["code"] or found["region"]):
        rest = found["rest"].strip(" ,")
        city = _JAPANESE_CITY.match(rest)
        street = city["street"].strip(" ,") if city else rest
        return Address(street, city["city"] if city else "", found["region"] or "", found["code"] or "", "JP")
    named = next(
        (
            c
            for name, c in (
                ("中国", "CN"),
                ("中國", "CN"),
                ("台湾", "TW"),
                ("台灣", "TW"),
                ("香港", "HK"),
                ("日本", "JP"),
            )
            if name in plain
        ),
        "",
    )
    found = _CHINESE.fullmatch(plain)
    if (
        found
        and (found["region"] or found["city"])
        and named in ("", "CN", "TW")
        and re.search(r"[路街号號区區]", plain)
    ):
        country = named or ("CN" if found["code"] or found["region"] else "")
        return Address(
            found["street"].strip(" ,"), found["city"] or "", found["region"] or "", found["code"] or "", country
        )
    return Address(country=named)


@cache
def _layouts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    us, ca, au, br = (_choice(k) for k in ("us-state", "ca-province", "au-state", "br-state"))
    patterns = {
        "GB": r"(?P<city>.*?)[\s,]*\b(?P<code>GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})",
        "CA": rf"{_CITY}[\s,]+\(?(?P<region>{ca})\)?[\s,]+(?P<code>[A-Z]\d[A-Z][ -]?\d[A-Z]\d)",
        "NL": rf"(?P<code>[1-9]\d{{3}} ?(?!SA|SD|SS)[A-Z]{{2}})[\s,]+{_CITY}",
        "US": rf"{_CITY}[\s,]+(?P<region>{us})[\s,.-]+(?P<code>\d{{5}}(?:-\d{{4}})?)",
        "BR": rf"{_CITY}\s*[-–/,]\s*(?P<region>{br})[\s,–-]*(?:CEP:?\s*)?(?P<code>\d{{2}}\.?\d{{3}}-?\d{{3}})",
        "AU": rf"{_CITY}[\s,]+(?P<region>{au})[\s,]+(?P<code>\d{{4}})",
        "PL": rf"(?P<code>\d{{2}}-\d{{3}})[\s,]+{_CITY}",
        "PT": rf"(?P<code>\d{{4}}-\d{{3}})[\s,]+{_CITY}",
        "SG": r"(?P<city>Singapore)[\s,]+\(?S?(?P<code>\d{6})\)?",
    }  # fmt: skip
    return tuple((code, re.compile(pattern)) for code, pattern in patterns.items())


def _choice(kind: str) -> str:
    return "|".join(sorted((re.escape(s) for s in words.phrases("address_rules.txt")[kind]), key=len, reverse=True))


@cache
def _states(kind: str = "us-state") -> frozenset[str]:
    return frozenset(words.phrases("address_rules.txt")[kind])


@cache
def _rule(kind: str) -> frozenset[str]:
    return frozenset(words.sections("address_rules.txt")[kind])
