"""Takes e-mail addresses, web addresses and phones out of the pieces; what is left waits for a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.cards.labels import captions, contacts, phones, plan
from pipeline.cards.labels.lexicons import label_words, lexicon
from pipeline.cards.labels.lines import Piece, same_row
from pipeline.cards.labels.text import digits, fold, letters, words
from pipeline.schema import PHONE_TYPES


@dataclass(frozen=True, slots=True)
class Found:
    """An e-mail, web address or phone and where it stands."""

    field: str
    """`email`, `website` or `phone`."""
    text: str
    piece: Piece
    kind: str = ""
    """Type of a phone by its words; "" where nothing says so."""
    label: str = ""
    sure: bool = True
    """Whether the form is whole."""
    expanded: bool = False
    """Whether a phone is written out of shorthand."""


@dataclass(slots=True)
class Contacts:
    """What was taken out, and what is left."""

    found: list[Found] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)
    holders: list[Piece] = field(default_factory=list)
    """Pieces that hold a contact value or its label."""
    region: str = ""

    def of(self, name: str) -> list[Found]:
        """The values of one field."""
        return [f for f in self.found if f.field == name]


@dataclass(slots=True)
class _Line:
    """A piece while it is taken apart: `text` with taken spans blanked."""

    piece: Piece
    text: str
    numbers: list[phones.Number] = field(default_factory=list)
    label: str = ""
    """Kind, where the piece holds nothing but a label."""


def extract(pieces: Sequence[Piece], region: str = "") -> Contacts:
    """Contact values of a card. `region`: country assumed for numbers without a country code."""
    result = Contacts()
    lines = [_Line(p, p.text) for p in _mend_broken(list(pieces))]
    for line in lines:
        _take_emails(line, result)
    hosts = {contacts.domain(f.text) for f in result.found}
    for line in lines:
        _take_websites(line, result, hosts)
    result.region = _region(lines, result, region)
    for line in lines:
        line.numbers = phones.numbers(line.text, result.region)
        line.label = (
            "" if line.numbers and any(len(digits(n.text)) > 5 for n in line.numbers) else _only_label(line.text)
        )
    _labels_beside(lines)
    _labels_above(lines)
    for line in lines:
        _take_phones(line, result)
        result.rest += _rest(line, result)
    return result


def _mend_broken(pieces: list[Piece]) -> list[Piece]:
    """An address broken over two lines: `jane.doe@` and, below it, `example.com`."""
    out: list[Piece] = []
    ends: set[int] = set()
    for i, piece in enumerate(pieces):
        if i in ends:
            continue
        rest = _rest_of_address(piece, i, pieces)
        if rest is None:
            out.append(piece)
        else:
            ends.add(rest)
            out.append(replace(piece, text=piece.text.rstrip() + pieces[rest].text.strip(), others=()))
    return out


def _rest_of_address(piece: Piece, i: int, pieces: Sequence[Piece]) -> int | None:
    """Index of the piece below that completes an address cut at its `@` or behind a dot."""
    if not re.search(r"[\w.]@(?:[\w-]+\.)?$|@[\w-]+[.-]$", piece.text.rstrip()):
        return None
    for j in range(i + 1, len(pieces)):
        text = pieces[j].text.strip()
        near = pieces[j].side == piece.side and 0 <= pieces[j].box[1] - piece.box[1] < 2.5 * piece.box[3]
        if near and re.fullmatch(r"\.?[\w-]+(?:\.[\w-]+)*\.?", text) and contacts.known_tld(text):
            return j
    return None


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _take_emails(line: _Line, result: Contacts) -> None:
    for span in contacts.emails(line.text):
        if captions.label_kind(line.text[: span.start])[0] == "skype":
            continue
        result.found.append(Found("email", span.value, line.piece.cut(span.start, span.end), sure=span.sure))
        line.text = _blank(line.text, span.start, span.end)


def _take_websites(line: _Line, result: Contacts, hosts: set[str]) -> None:
    for span in contacts.websites(line.text, hosts):
        result.found.append(Found("website", span.value, line.piece.cut(span.start, span.end), sure=span.sure))
        line.text = _blank(line.text, span.start, min(span.end, len(line.text)))


def _region(lines: Sequence[_Line], result: Contacts, default: str) -> str:
    """Country of the card: its international numbers, else its address, else its domains, else the default."""
    seen = [m for line in lines for m in re.findall(r"\(?\+\)?[\d\s().-]{7,}", line.text)]
    by_phone = plan.dominant_region([m.strip() for m in seen], "")
    if by_phone:
        return by_phone
    named = _named_country([line.text for line in lines])
    if named:
        return named
    endings = [contacts.domain(f.text).rsplit(".", 1)[-1] for f in result.found]
    codes = [e.upper() for e in endings if len(e) == 2 and e not in ("co", "io", "me", "ai", "tv", "cc", "eu")]
    codes = ["GB" if c == "UK" else c for c in codes]
    if codes:
        return max(codes, key=codes.count)
    return default or _script_country([line.text for line in lines])


def _named_country(texts: Sequence[str]) -> str:
    from pipeline.cards.labels.lexicons import countries

    for text in texts:
        parts = [fold(w).strip(".,") for w in words(text)]
        for n in (1, 2, 3):
            code = countries().get(" ".join(parts[-n:])) if len(parts) >= n else None
            if code and len(" ".join(parts[-n:])) > 3:
                return code
    joined = " ".join(texts)
    if re.search(r"\b[A-Z]{2}\.?\s?\d{5}(?:-\d{4})?\b", joined):
        return "US"
    return ""


def _script_country(texts: Sequence[str]) -> str:
    joined = "".join(texts)
    if re.search("[\u3040-\u30ff]|〒|株式会社", joined):
        return "JP"
    if re.search("[\uac00-\ud7af]", joined):
        return "KR"
    return "CN" if re.search("[\u4e00-\u9fff]{2}", joined) else ""


def _only_label(text: str) -> str:
    """The kind, where a piece is nothing but a label (`Tel.`, `Mobile :`, `携帯電話`)."""
    bare = re.sub(r"[\s:.|/()\x00-]+", " ", text).strip()
    if not bare or len(bare) > 22:
        return ""
    spoken = [w for w in words(bare) if letters(w)]
    kind, label = captions.label_kind(bare)
    known = [
        w
        for w in spoken
        if captions.label_kind(w)[0] or fold(w) in ("no", "nr", "number", "phone", "direct", "office", "id", "address")
    ]
    return kind if spoken and len(known) == len(spoken) and label else ""


def _labels_beside(lines: Sequence[_Line]) -> None:
    """A number without words takes the label that stands left of it in its row."""
    labels = [line for line in lines if line.label]
    for line in lines:
        if not line.numbers or line.numbers[0].kind or not _bare_number(line):
            continue
        left = [
            other
            for other in labels
            if other.piece.side == line.piece.side
            and other.piece.right <= line.piece.box[0] + 0.5 * line.piece.box[3]
            and same_row(other.piece, line.piece)
            and not _between(lines, other.piece, line.piece)
        ]
        if left:
            nearest = max(left, key=lambda other: other.piece.right)
            line.numbers = [n if n.kind else replace(n, kind=nearest.label, label=nearest.text) for n in line.numbers]


def _between(lines: Sequence[_Line], a: Piece, b: Piece) -> bool:
    return any(
        a.right <= o.piece.box[0] and o.piece.right <= b.box[0] + 2 and same_row(o.piece, b) and o.piece.side == b.side
        for o in lines
        if o.piece is not a and o.piece is not b
    )


def _bare_number(line: _Line) -> bool:
    first = line.numbers[0]
    return letters(line.text[: first.start]) <= 1


def _labels_above(lines: Sequence[_Line]) -> None:
    """A bare number under a labelled one, in line with it, is of the same type."""
    for i, line in enumerate(lines):
        if not line.numbers or line.numbers[0].kind or not _bare_number(line) or len(digits(line.numbers[0].text)) < 6:
            continue
        for above in reversed(lines[:i]):
            a, b = above.piece, line.piece
            if a.side != b.side or not above.numbers or not 0 < b.middle - a.middle < 2.2 * b.box[3]:
                continue
            last = above.numbers[-1]
            indented = b.box[0] > a.box[0] + 0.5 * b.box[3] and abs(a.right - b.right) < max(
                1.5 * b.box[3], 0.25 * a.box[2]
            )
            hanging = line.text.lstrip().startswith(":")
            if last.kind in PHONE_TYPES and above.numbers[0].kind and (indented or hanging):
                line.numbers = [n if n.kind else replace(n, kind=last.kind, label="") for n in line.numbers]
            break


def _take_phones(line: _Line, result: Contacts) -> None:
    spoken = re.sub(r"\x00+", " ", line.text)
    for number in line.numbers:
        spoken = _blank(spoken, number.start, min(number.end, len(spoken)))
    other = [w for w in words(re.sub(r"\x00+", " ", spoken)) if letters(w) > 1 and not captions.label_kind(w)[0]]
    only = not other
    taken: set[int] = set()
    for number in line.numbers:
        goes_on = number.group in taken and len(digits(number.text)) >= 6
        if goes_on or phones.looks_like_phone(number, line.text, result.region, only):
            taken.add(number.group)
            where = line.piece.cut(number.start, number.end)
            result.found.append(
                Found(
                    "phone",
                    number.text,
                    where,
                    number.kind if number.kind in PHONE_TYPES else "",
                    number.label,
                    expanded=number.expanded,
                )
            )
            line.text = _blank(line.text, number.start, number.end)


def _rest(line: _Line, result: Contacts) -> list[Piece]:
    """Parts of the piece that hold no contact value, without the labels of values."""
    if "\x00" in line.text or line.label:
        result.holders.append(line.piece)
    if line.label:
        return []
    kept = []
    for m in re.finditer(r"[^\x00]+", line.text):
        taken = "\x00" in line.text
        start, end = _trim(line.text, m.start(), m.end(), taken)
        chunk = line.text[start:end]
        handle = re.fullmatch(r"\W*\w?\s?@[\w.-]+", chunk)
        if handle or (letters(chunk) < 2 and "〒" not in chunk) or (taken and _is_remark(chunk)):
            continue
        kept += _separated(line.piece, start, end)
    return kept


def _is_remark(chunk: str) -> bool:
    """What stands beside a number and belongs to it: `(Japan)`, `(10 Lines)`, `TEL (VN`, `(Extn. 136)`."""
    if re.fullmatch(r"[(\[][^)\]]*[)\]]?", chunk) or (letters(chunk) < 4 and not re.search(r"\d", chunk)):
        return True
    first = re.match(r"[^\W\d_]+", chunk)
    bare = letters(chunk) < 12 and not re.search(r"[\d,]", chunk)
    return first is not None and bare and _is_label(first[0])


_TRIM = " \t:;,|/•·*●■-–—=>\u25aa\uff1a"


def _trim(text: str, start: int, end: int, taken: bool) -> tuple[int, int]:
    """Cuts separators and, beside a taken value, its label words off both ends of `text[start:end]`."""
    while True:
        before = (start, end)
        while start < end and text[start] in _TRIM and not (text[start] in "-–—" and not taken):
            start += 1
        while end > start and text[end - 1] in _TRIM and not (text[end - 1] in "-–—" and not taken):
            end -= 1
        if taken and end < len(text) and text[end:].lstrip(_TRIM + ".").startswith("\x00"):
            word = re.search(r"[^\s:;,|/\x00]+$", text[start:end])
            if word and _is_label(word[0]):
                end = start + word.start()
        if taken and start > 0:
            word = re.match(r"[\[(]?[^\s:;,|/\x00]+", text[start:end])
            if word and "\x00" in text[:start] and _is_label(word[0]) and start + word.end() == end:
                start += word.end()
        if (start, end) == before:
            return start, end


def _is_label(word: str) -> bool:
    bare = fold(word).strip(".:()[]#")
    if bare in ("no", "nr", "number", "id", "line", "address") or bare.isdigit():
        return True
    kind = label_words().get(bare) or (captions.SINGLE.get(bare, "") if len(bare) == 1 else "")
    return bool(kind) or bool(captions.label_kind(word)[0])


def _separated(piece: Piece, start: int, end: int) -> list[Piece]:
    """`Jane Doe | Director` are two pieces."""
    parts, at = [], start
    for m in re.finditer(r"\s+[|•·●■▪]\s+|\s{4,}", piece.text[start:end]):
        parts.append((at, start + m.start()))
        at = start + m.end()
    parts.append((at, end))
    if all(letters(piece.text[a:b]) >= 2 for a, b in parts):
        return [q for a, b in parts for q in _name_and_title(piece, a, b)]
    return _name_and_title(piece, start, end)


def _name_and_title(piece: Piece, start: int, end: int) -> list[Piece]:
    """`Jane Doe Founder & CEO`, `Jane Doe, Buyer`: cut before the title, when what stands before it can be a name."""
    text = piece.text[start:end]
    spoken = list(re.finditer(r"[^\s,]+|,", text))
    whole = [piece.cut(start, end)]
    if not 3 <= len(spoken) <= 11 or re.search(r"\d", text):
        return whole
    for n in range(2, min(5, len(spoken))):
        head = [m[0] for m in spoken[:n]]
        mark = spoken[n][0] in (",", "-", "–", "—", "/")
        tail = [m[0] for m in spoken[n + mark :] if m[0] != ","]
        if tail and _can_be_name(head) and _begins_title(tail, head, mark):
            rest = [m for m in spoken[n + mark :] if m[0] != ","]
            degree = mark and len(rest) > 1 and lexicon("credential").has(rest[0][0])
            cut = start + (rest[0].end() if degree else spoken[n - 1].end())
            return [piece.cut(start, cut), piece.cut(start + rest[degree].start(), end)]
    return whole


def _can_be_name(head: Sequence[str]) -> bool:
    """Two to four words with capitals, none of them a word of titles, firms, departments or streets."""
    lists = [lexicon(name) for name in ("title", "organization", "department", "legal", "street", "slogan")]
    plain = all(w[:1].isupper() and re.fullmatch(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*", w) for w in head)
    return plain and letters("".join(head)) > 5 and not any(kind.has(w) for kind in lists for w in head)


def _begins_title(tail: Sequence[str], head: Sequence[str], mark: bool) -> bool:
    """Whether a title follows a name: behind a comma or dash by any word of titles, else by its first word."""
    titles, families = lexicon("title"), lexicon("family")
    words_ = [w.strip(",;()") for w in tail]
    credential = lexicon("credential").has(words_[0])
    if mark:
        return any(titles.has(w) and len(w) > 2 for w in words_[credential:][:4])
    first = words_[0]
    known = lexicon("given").has(head[0])
    return known and first[:1].isupper() and titles.has(first) and not families.has(first)
