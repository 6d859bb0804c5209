"""Takes e-mail addresses, web addresses and phones out of the pieces; what is left waits for a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cards.labels import captions, contacts, phones
from pipeline.cards.labels.broken import mend_broken
from pipeline.cards.labels.found import Contacts, Dissected, Found
from pipeline.cards.labels.leftover import rest
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.phone_labels import labels_above, labels_beside, only_label
from pipeline.cards.labels.region import region_of
from pipeline.cards.labels.text import digits, letters, words
from pipeline.schema import PHONE_TYPES


def extract(pieces: Sequence[Piece], region: str = "") -> Contacts:
    """Contact values of a card. `region`: country assumed for numbers without a country code."""
    result = Contacts()
    lines = [Dissected(p, p.text) for p in mend_broken(list(pieces))]
    for line in lines:
        _take_emails(line, result)
    hosts = {contacts.domain(f.text) for f in result.found}
    for line in lines:
        _take_websites(line, result, hosts)
    result.region = region_of(lines, result, region)
    for line in lines:
        line.numbers = phones.numbers(line.text, result.region)
        line.label = (
            "" if line.numbers and any(len(digits(n.text)) > 5 for n in line.numbers) else only_label(line.text)
        )
    labels_beside(lines)
    labels_above(lines)
    for line in lines:
        _take_phones(line, result)
        result.rest += rest(line, result)
    return result


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _take_emails(line: Dissected, result: Contacts) -> None:
    for span in contacts.emails(line.text):
        if captions.label_kind(line.text[: span.start])[0] == "skype":
            continue
        result.found.append(Found("email", span.value, line.piece.cut(span.start, span.end), sure=span.sure))
        line.text = _blank(line.text, span.start, span.end)


def _take_websites(line: Dissected, result: Contacts, hosts: set[str]) -> None:
    for span in contacts.websites(line.text, hosts):
        result.found.append(Found("website", span.value, line.piece.cut(span.start, span.end), sure=span.sure))
        line.text = _blank(line.text, span.start, min(span.end, len(line.text)))


def _take_phones(line: Dissected, result: Contacts) -> None:
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
