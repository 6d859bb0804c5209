"""The tables: what one row means, its columns, and how ids are made.

Sources give `Record`s made of `Claim`s. From there on every step takes and returns pandas
DataFrames with the columns declared here. A person is only a label (`person_id`) on records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

JOIN = " ; "
"""Separates several values in one cell of a published table."""

SEPARATOR = "\n\n----\n\n"
"""Stands in a draft between the message to the one and the message to the other."""

PHONE_TYPES = ("work", "mobile", "home", "fax", "other")
PLURALS = {"email": "emails", "phone": "phones", "website": "websites"}
"""Fields of which a person has several -> the columns of people.csv and records.csv that list all, best first."""
QUIET_CODES = ("ignored", "duplicate", "forgotten")
"""Codes of refused rows that cost nobody anything: litter of the system, what stands elsewhere already, and what is
kept out on purpose. They are counted apart."""

# Fields of a claim. Single-valued ones first; names follow vCard (RFC 6350) and the contract.
NAME_FIELDS = (
    "full_name",
    "prefix",
    "given_name",
    "additional_name",
    "family_name",
    "suffix",
    "nickname",
    "maiden_name",
)
JOB_FIELDS = ("title", "department", "organization")
CONTACT_FIELDS = ("email", "phone", "website", "linkedin_url")
ADDRESS_FIELDS = ("street", "city", "region", "postal_code", "country", "address")
DATE_FIELDS = ("birthday", "connected_on", "met_on", "last_contact")
TEXT_FIELDS = (
    "note",
    "ask",
    "offer",
    "headline",
    "message",
    "message_out",
    "recommendation",
    "endorsement",
    "category",
    "related",
)
"""What people wrote or said. `ask`/`offer`: text of a column or list that says so itself.
`message`: written by the contact; `message_out`: written by the owner to the contact.
`recommendation`/`endorsement`: what others said the contact is good at."""
FIELDS = (*NAME_FIELDS, *JOB_FIELDS, *CONTACT_FIELDS, *ADDRESS_FIELDS, *DATE_FIELDS, *TEXT_FIELDS)


class Claim(NamedTuple):
    """This record says this field has this value, read here, by this method, with this confidence."""

    field: str
    raw: str
    type: str = ""
    """`work`, `mobile`, `home`, `fax`, `other` for phones; `work`/`home` for others; "" unknown."""
    group: int = 0
    """Claims that belong together: the parts of one address, or one job (title, department, organization)."""
    confidence: float = 1.0
    method: str = ""
    """How it was read: `column Company`, `TEL`, `ocr line`, `qr`, ..."""
    locator: str = ""
    """Where inside the record: for cards the pixel box `x,y,w,h`."""
    as_of: str = ""
    """ISO 8601 date the claim speaks of (a message's date), "" = the record's."""


@dataclass(slots=True)
class Record:
    """One source record: a card, a row, a vCard."""

    kind: str
    locator: str
    """`row 17`, `card 2`, `page 3 card 1`; inside an archive `Connections.csv row 17`."""
    claims: list[Claim] = field(default_factory=list)
    key: str = ""
    """What identifies it in its source (vCard UID, LinkedIn URL, own id column); published as `source_key`."""
    identity: str = ""
    """What `record_id` is made of when it is not `key`: for a card the picture's hash and index; ""
    with no key means: made of the content."""
    as_of: str = ""
    """ISO date the whole record speaks of (REV, Connected On), "" unknown."""
    file: str = ""
    """Set where the source file differs from the item's own name (the file that a card side came from)."""


class Refused(NamedTuple):
    """An item that was not taken in, and what the user can do about it."""

    source_file: str
    locator: str
    code: str
    reason: str
    remedy: str


class Mapping(NamedTuple):
    """How one column of an unknown table was understood; shown in the report, fixable in settings."""

    source_file: str
    column: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One input: a file's bytes under the name it was given."""

    name: str
    """Path relative to its SOURCE folder, `/` between the parts."""
    data: bytes
    digest: str = ""
    """sha256 of the bytes, hex."""


@dataclass(slots=True)
class Extraction:
    """What one item yields."""

    records: list[Record] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    owner: list[Claim] = field(default_factory=list)
    """Claims about the owner (from the LinkedIn profile files of an archive)."""
    mappings: list[Mapping] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    """Card images found inside an archive, to be read like any other."""


RECORDS = {
    "record_id": "str",
    "source_kind": "str",
    "source": "str",  # sha256 of the file
    "source_file": "str",
    "locator": "str",
    "source_key": "str",
    "event": "str",
    "run": "int64",  # order of arrival: the number of the run that took it in
    "as_of": "str",
}
"""One row per source record. `assemble` adds `updated`, the run that its newest version came with, and `job_since`, and
`resolve` adds `person_id`."""

CLAIMS = {
    "record_id": "str",
    "seq": "int64",  # order inside the record
    "field": "str",
    "value": "str",  # cleaned; "" = not usable as a value, `raw` is kept
    "raw": "str",
    "type": "str",
    "group": "int64",
    "confidence": "float64",
    "method": "str",
    "locator": "str",
    "as_of": "str",
}
"""One row per value of a record, as `extract` gives them (`value` empty) and `clean` completes them."""

PAIRS = {"record_a": "str", "record_b": "str", "probability": "float64", "why": "str"}
"""Scored candidate pairs, record_a < record_b."""

PEOPLE_COLUMNS = (
    "person_id full_name prefix given_name family_name suffix title department organization email emails "
    "phone phones website websites linkedin_url street city region postal_code country address birthday events first_met "
    "connected_on notes asks offers sources records confidence check"
).split()
RECORDS_COLUMNS = (
    "record_id person_id source_kind source_file locator source_key full_name prefix given_name family_name suffix "
    "title department organization emails phones websites linkedin_url address birthday notes event confidence"
).split()
VALUES_COLUMNS = "person_id record_id field value raw confidence method locator published".split()
TAGS_COLUMNS = "person_id side topic strength evidence record_id field rule confidence".split()
INTRODUCTIONS_COLUMNS = "intro_id person_a person_b topic_a_to_b topic_b_to_a mutual score why_a why_b draft".split()
TOUCH_BASE_COLUMNS = "person_id reason suggestion draft priority".split()
MATCHES_COLUMNS = "record_a record_b probability verdict why".split()
REVIEW_COLUMNS = "kind person_id record_id other_record_id field value alternatives confidence reason".split()
REFUSED_COLUMNS = "source_file locator code reason remedy".split()
CHANGES_COLUMNS = "person_id change detail".split()

VERSION_GROUPS = 1000
"""Claim groups of the n-th older version of a record are shifted by n times this."""
OWNER = "owner"
"""The `person_id` and `record_id` of the owner where the owner takes part (tags, introductions)."""


def digest(*parts: str) -> str:
    """16 hex digits of SHA-256 over the parts, NUL between them."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def record_id(kind: str, identity: str) -> str:
    """The id of a source record: stable for the same kind and identity, whatever file it comes in."""
    return "r" + digest(kind, identity)


def person_id(oldest_record_id: str) -> str:
    """A person is named after the oldest of its records, so a newcomer never renames anybody."""
    return "p" + oldest_record_id[1:]


def oldest_record(person_id: str) -> str:
    """The record that a person is named after; the owner's for the owner."""
    return OWNER if person_id == OWNER else "r" + person_id[1:]


def content_identity(claims: Iterable[Claim]) -> str:
    """Identity of a record without a key: its claims, whatever their order."""
    return "\n".join(sorted(f"{c.field}={c.type}={c.raw}" for c in claims))


def empty(columns: dict[str, str] | list[str]) -> pd.DataFrame:
    """An empty table of these columns."""
    import pandas as pd

    types = columns if isinstance(columns, dict) else dict.fromkeys(columns, "str")
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
