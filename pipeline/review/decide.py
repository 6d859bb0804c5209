"""What a form asks for -> lines of decisions.jsonl, and the words for the list of what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.errors import UsageError
from pipeline.people.decisions import line, parse
from pipeline.publish.report_lists import FIELD_WORDS
from pipeline.schema import PLURALS, oldest_record


@dataclass(frozen=True, slots=True)
class Taken:
    """One press of a button: what it said, and the decisions it wrote."""

    text: str
    lines: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its decisions, in their order."""
        return tuple(d.id for d in parse(self.lines)[0])


def now() -> str:
    """The time in UTC, fine enough that the same decision taken again gets another id."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def pair(verdict: str, a: Mapping[str, str], b: Mapping[str, str], at: str) -> Taken:
    """Two rows of records.csv are one person (`same`), two (`different`), or left open (`unsure`)."""
    words = {"same": "one person", "different": "two people", "unsure": "left open"}
    if verdict not in words:
        raise UsageError("Choose Same, Different or Unsure.")
    text = f"{_name(a)} and {_name(b)}: {words[verdict]}"
    return Taken(text, (line(verdict, at, record_a=a["record_id"], record_b=b["record_id"]),))


def right(record: str, field: str, value: str, at: str, run: str = "") -> Taken:
    """The value is right as it was read. `run`: the number of the run that published it."""
    lines = (line("set", at, record=record, field=field, value=value, run=run),)
    return Taken(f"{word(field)} {value}: right", lines)


def correct(record: str, field: str, value: str, better: str, regions: Sequence[str], at: str, run: str = "") -> Taken:
    """Another value in its place; what is typed is normalised as a source's value is. `regions`: countries of a phone
    number without one, likeliest first, "" unknown; behind them comes that of the number whose place it takes. `run`: the
    number of the run that published what stood there."""
    from pipeline.people.numbering import country_of

    better = cleaned(field, better, [*regions, country_of(value)] if field == "phone" else ())
    if better == value:
        return right(record, field, value, at, run)
    lines = [line("set", at, record=record, field=field, value=better, run=run)]
    if field in PLURALS:  # another value beside the wrong one would not replace it
        lines.append(line("drop", at, record=record, field=field, value=value))
    return Taken(f"{word(field)} {value}: {better} instead" if value else f"{word(field)}: {better}", tuple(lines))


def drop(record: str, field: str, value: str, at: str) -> Taken:
    """The value is wrong, and nothing takes its place."""
    said = f"{word(field)} {value}: dropped" if value else f"{word(field)}: none there"
    return Taken(said, (line("drop", at, record=record, field=field, value=value),))


def introduction(row: Mapping[str, str], verdict: str, names: str, at: str) -> Taken:
    """An introduction, a row of introductions.csv, was `made` or `dismissed`."""
    if verdict not in ("made", "dismissed"):
        raise UsageError("Choose Made or Dismiss.")
    a, b = (oldest_record(row[person]) for person in ("person_a", "person_b"))
    said = line("intro", at, intro_id=row["intro_id"], verdict=verdict, record_a=a, record_b=b)
    return Taken(f"{names}: introduction {verdict}", (said,))


def untag(record: str, side: str, topic: str, name: str, label: str, at: str) -> Taken:
    """A person does not ask for or offer this."""
    told = "does not look for" if side == "ask" else "does not offer"
    return Taken(f"{name} {told} {label}", (line("untag", at, record=record, side=side, topic=topic),))


def retract(target: str, at: str) -> str:
    """The line that takes a decision back."""
    return line("retract", at, target=target)


def cleaned(field: str, text: str, regions: Sequence[str]) -> str:
    """What was typed, as values of this field are published; raises UsageError where it is none."""
    from pipeline.people import emails, urls

    text = " ".join(text.split())
    cleaners = {
        "email": emails.clean, "phone": lambda t: _phone(t, regions), "website": urls.clean,
        "linkedin_url": urls.linkedin,
    }  # fmt: skip
    value = cleaners[field](text) if field in cleaners else text
    if not value:
        raise UsageError(f"“{text}” is no {word(field)}." if text else f"Type the right {word(field)} first.")
    return value


def _phone(text: str, regions: Sequence[str]) -> str:
    """The number in the text, by the first region in which there is such a number."""
    from pipeline.people import phones

    found = (phones.split(text, region) for region in regions)
    valid = (some[0].value for some in found if some and some[0].valid)
    return next(valid, phones.clean(text))


def word(field: str) -> str:
    """A field's name in plain words."""
    return FIELD_WORDS.get(field, field.replace("_", " "))


def _name(record: Mapping[str, str]) -> str:
    return record["full_name"] or record["organization"] or record["record_id"]
