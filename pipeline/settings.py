"""settings.toml -> frozen dataclasses. Unknown keys are errors, and all problems are told at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.schema import FIELDS


@dataclass(frozen=True, slots=True)
class Owner:
    """Who runs Cardfile: takes part in introductions with asks and offers of their own."""

    name: str = ""
    email: str = ""
    linkedin_url: str = ""
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """How cards are read."""

    reader: str = "rapidocr"
    """First reader: `rapidocr` or `tesseract`."""
    second_reader: bool = True
    """Tesseract for scripts that the first reader lacks."""
    languages: tuple[str, ...] = ()
    """Tesseract languages to use; empty: all that are installed and wanted."""


@dataclass(frozen=True, slots=True)
class Match:
    """The three bands: join at or above `join`, review at or above `review`, apart below."""

    join: float = 0.99
    review: float = 0.5


@dataclass(frozen=True, slots=True)
class Referral:
    """Introductions and touch base."""

    cap: int = 3
    """Nobody stands in more current suggestions than this."""
    per_week: int = 5
    """How many contacts to write to in a week."""
    vocabulary: str = ""
    """A YAML file of your own topics and words, relative to the workspace."""
    templates: str = ""
    """A folder of your own drafts, relative to the workspace."""
    today: str = ""
    """ISO date that ages are counted from; empty: the newest date found in the data."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, defaults included."""

    region: str = ""
    """ISO 3166 country assumed for phone numbers written without one; empty: guessed per record."""
    owner: Owner = field(default_factory=Owner)
    cards: Cards = field(default_factory=Cards)
    match: Match = field(default_factory=Match)
    referral: Referral = field(default_factory=Referral)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    """File name -> column header -> field, for tables whose columns were misunderstood."""


NOT_FIELDS = ("ignore", "key", "order")
"""What else a column may be said to hold: nothing of use, what identifies the row, the order of a sale."""
SUCH_AS = "DE (Germany), US, or GB (the United Kingdom)"
SECTIONS: dict[str, type] = {"owner": Owner, "cards": Cards, "match": Match, "referral": Referral}


def load(path: Path) -> Settings:
    """The settings in a TOML file, or the defaults where there is none."""
    if not path.exists():
        return Settings()
    try:
        table = tomllib.loads(own_text(path))
    except tomllib.TOMLDecodeError as e:
        raise UsageError(f"{path.name} is not valid TOML: {e}", f"Mend the line it names in {path}.") from e
    except RecursionError as e:
        raise UsageError(f"{path.name} holds lists in lists without end.", f"Mend or remove them in {path}.") from e
    return parse(table, str(path), path.parent)


def own_text(path: Path) -> str:
    """The text of a file that the user wrote: settings, topics, drafts. Raises UsageError where it cannot be read or is
    not in UTF-8; a byte order mark, as Windows editors write it, is no part of the text."""
    data = b""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as e:
        raise UsageError(f"{path} cannot be read: {e.strerror}.", "Make it a file that you may read.") from e
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise UsageError(
            f"{path} is not in UTF-8 (line {line}).", "Save it with the encoding UTF-8 in your editor and run again."
        ) from e


def parse(table: dict[str, Any], where: str = "settings.toml", root: Path | None = None) -> Settings:
    """Settings from a parsed TOML table; raises one UsageError that lists every problem.

    `root`: the workspace, where the files named in the settings should be; None: they are not looked for.
    """
    problems: list[str] = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in SECTIONS and isinstance(value, dict):
            values[key] = _section(SECTIONS[key], value, key, problems)
        elif key == "columns" and isinstance(value, dict):
            values[key] = _columns(value, problems)
        elif key == "region" and isinstance(value, str):
            values[key] = value.upper()
        elif key in {"region", "columns", *SECTIONS}:
            problems.append(f"`{key}` has the wrong type ({type(value).__name__})")
        else:
            problems.append(f"`{key}` is not a setting; known: region, columns, {', '.join(SECTIONS)}")
    settings = Settings(**values)
    problems += _ranges(settings) + (_files(settings.referral, root) if root else [])
    if problems:
        raise UsageError(f"{where}: " + "; ".join(problems), "Mend or remove these lines and run again.")
    return settings


def _section(kind: type, table: dict[str, Any], name: str, problems: list[str]) -> Any:
    known = {f.name: f for f in fields(kind)}
    default = kind()
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            problems.append(f"`{name}.{key}` is not a setting; known: {', '.join(known)}")
            continue
        wanted = type(getattr(default, key))
        if wanted is tuple and isinstance(value, list) and all(isinstance(v, str) for v in value):
            values[key] = tuple(value)
        elif wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
            values[key] = float(value)
        elif type(value) is wanted:
            values[key] = value
        else:
            problems.append(f"`{name}.{key}` should be {'a list of texts' if wanted is tuple else wanted.__name__}")
    return kind(**values)


def _columns(table: dict[str, Any], problems: list[str]) -> dict[str, dict[str, str]]:
    good = {}
    for name, columns in table.items():
        if isinstance(columns, dict) and all(isinstance(v, str) for v in columns.values()):
            good[name] = dict(columns)
            for header, said in columns.items():
                if said.partition(":")[0] not in (*FIELDS, *NOT_FIELDS):
                    problems.append(
                        f"`columns.{name}.{header}`: {said} is no field; known: ignore, {', '.join(FIELDS)}"
                    )
        else:
            problems.append(f"`columns.{name}` should map column headers to fields")
    return good


def _ranges(s: Settings) -> list[str]:
    problems = []
    if s.region and not is_country(s.region):
        problems.append(f"`region` should be a country code such as {SUCH_AS}")
    if not 0 <= s.match.review <= s.match.join <= 1:
        problems.append("`match.review` and `match.join` should be 0 <= review <= join <= 1")
    if s.cards.reader not in ("rapidocr", "tesseract"):
        problems.append("`cards.reader` should be rapidocr or tesseract")
    if s.referral.cap < 1 or s.referral.per_week < 0:
        problems.append("`referral.cap` should be at least 1 and `referral.per_week` at least 0")
    if s.referral.today and not _is_date(s.referral.today):
        problems.append("`referral.today` should be a date such as 2026-05-14")
    return problems


def _files(referral: Referral, root: Path) -> list[str]:
    """What the settings name and the workspace does not have."""
    problems = []
    if referral.vocabulary and not (root / referral.vocabulary).is_file():
        problems.append(f"`referral.vocabulary`: there is no file {root / referral.vocabulary}")
    if referral.templates and not (root / referral.templates).is_dir():
        problems.append(f"`referral.templates`: there is no folder {root / referral.templates}")
    return problems


def is_country(code: str) -> bool:
    """Whether it is a country (ISO 3166-1 alpha-2) whose phone numbers are known."""
    from phonenumbers import SUPPORTED_REGIONS

    return code.upper() in SUPPORTED_REGIONS


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
