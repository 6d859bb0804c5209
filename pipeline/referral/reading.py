"""What the readers of one text share: the text, how far a sentence is read, the cue that is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.referral.findings import Finding
from pipeline.referral.lexicon import Lexicon, Mark, Scan


@dataclass(slots=True)
class Cue:
    """What the words after it are: sought, given, or nothing (side "")."""

    side: str
    first: int
    last: int
    denied: bool = False
    rule: str = "statement"
    label: bool = False
    helps: bool = False
    hiring: bool = False
    """A label that says a place is to be filled: what follows names the place."""


@dataclass(slots=True)
class State:
    """Where the reading of a sentence stands."""

    cue: Cue | None = None
    opened: int = 0
    """First token of the sentence."""
    segment: int = 0
    negated_at: int = -99
    past_at: int = -1
    somebody_else: bool = False
    owners: bool = False
    phrase: list[Mark] = field(default_factory=list)
    qualified: bool = False
    """A preposition followed the head: what comes now only qualifies it."""
    loose: list[Mark] = field(default_factory=list)
    loose_from: int = 0
    told_past: bool = False
    """The past was told by a verb, which holds to the end of the sentence; `former` holds to the comma."""
    spoken: list[Mark] = field(default_factory=list)
    """All topics named so far."""
    told: bool = False
    """A verb, a pronoun or the past was seen: the sentence tells something, it is no bare list of skills."""


@dataclass(slots=True)
class Reading:
    """A text being read, and what was found so far."""

    lexicon: Lexicon
    scan: Scan
    owner_writes: bool = True
    """The text may be the owner's about the contact (a note), so `I will send him ...` is the owner's."""
    found: list[Finding] = field(default_factory=list)
    label: Cue | None = None
    previous: int = 0
    """First token of the sentence before."""
    parted: Cue | None = None
    """What the sentence before denied, for a `but` behind brackets."""
    spoken: list[Mark] = field(default_factory=list)
    """Topics named in the last sentence that named any."""
    left: list[Mark] = field(default_factory=list)
    """Topics of the sentence before that nothing was said about."""
