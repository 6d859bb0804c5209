"""What is left of a piece when its contact values are taken out: cleared of their labels, and name and title apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels.captions import SINGLE, label_kind
from pipeline.cards.labels.found import Contacts, Dissected
from pipeline.cards.labels.lexicons import label_words, lexicon
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.text import fold, letters


def rest(line: Dissected, result: Contacts) -> list[Piece]:
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
    kind = label_words().get(bare) or (SINGLE.get(bare, "") if len(bare) == 1 else "")
    return bool(kind) or bool(label_kind(word)[0])


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
