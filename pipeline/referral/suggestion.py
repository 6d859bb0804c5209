"""A suggested introduction as a row: why it is good for either, and a message to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.referral.circle import Circle
from pipeline.referral.drafts import SEPARATOR, Reason, Someone, Voice, voices
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import OWNER
from pipeline.settings import Owner


@dataclass(frozen=True, slots=True)
class Help:
    """One direction: the topic, what the asker's tag says and what the helper's tag says."""

    topic: str
    ask: Reason
    offer: Reason


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people who should meet. `there`: how A helps B, `back`: how B helps A; at least one is there."""

    intro_id: str
    a: str
    b: str
    there: Help | None
    back: Help | None
    score: float


def rows_of(
    suggestions: Iterable[Suggestion],
    known: Circle,
    owner: Owner,
    vocabulary: Vocabulary,
    templates: Mapping[str, str] | None = None,
) -> list[tuple[Any, ...]]:
    """Rows of INTRODUCTIONS_COLUMNS. Reasons are told in the owner's language, drafts in what the two share."""
    spoken = voices(vocabulary, templates)
    own = spoken.get(owner.language[:2].lower(), spoken["en"])
    rows = []
    for s in suggestions:
        voice = spoken[known.shared_language(s.a, s.b)]
        a, b = known.someone(s.a), known.someone(s.b)
        rows.append(
            (
                s.intro_id, s.a, s.b, s.there.topic if s.there else "", s.back.topic if s.back else "",
                s.there is not None and s.back is not None, s.score,
                why(own, s.back, s.there, a, b), why(own, s.there, s.back, b, a), draft(voice, s, a, b, owner.name),
            )
        )  # fmt: skip
    return rows


def why(voice: Voice, gets: Help | None, gives: Help | None, person: Someone, other: Someone) -> str:
    """One sentence: why the introduction is good for `person`, who gets help, or at least can give it."""
    if gets is not None:
        clauses = _clauses(voice, gets, person.name, other.name)
        return voice.say("why_asker", **clauses)
    assert gives is not None
    clauses = _clauses(voice, gives, other.name, person.name)
    return voice.say("why_helper", **clauses)


def _clauses(voice: Voice, help_: Help, asker: str, helper: str) -> dict[str, str]:
    ask, offer = help_.ask, help_.offer
    asks = voice.say("asks" if ask.explicit else "asks_inferred", name=asker, ask=voice.about(ask))
    key = "offers" if offer.explicit else "offers_inferred"
    return {"asks": asks, "offers": voice.say(key, name=helper, offer=voice.about(offer, side="offer"))}


def draft(voice: Voice, s: Suggestion, a: Someone, b: Someone, owner: str) -> str:
    """The message to each of the two, the one who asks first; one message where the owner is one of them."""
    if OWNER in (s.a, s.b):
        return _draft_of_owner(voice, s, a, b, owner)
    if s.there and s.back:
        to_a = _mutual(voice, a, b, s.back, s.there, owner)
        to_b = _mutual(voice, b, a, s.there, s.back, owner)
        return _two(voice, a, to_a, b, to_b, first=False)
    assert s.there is not None
    want = voice.about(s.there.ask, private=False)
    to_asker = voice.message("asker", b, owner, **_about(voice, b, a), want=_label(voice, s.there), give="")
    to_helper = voice.message("helper", a, owner, **_about(voice, a, b), want=want, give="")
    return _two(voice, b, to_asker, a, to_helper, first=True)


def _two(voice: Voice, one: Someone, to_one: str, two: Someone, to_two: str, *, first: bool) -> str:
    head_one = voice.say("to", name=one.name)
    head_two = voice.say("to_second" if first else "to", name=two.name, other_first=one.first or one.name)
    return f"{head_one}\n\n{to_one}{SEPARATOR}{head_two}\n\n{to_two}"


def _mutual(voice: Voice, to: Someone, other: Someone, gets: Help, gives: Help, owner: str) -> str:
    words = _about(voice, to, other)
    return voice.message(
        "mutual", to, owner, **words, want=_label(voice, gets), give=voice.about(gives.ask, private=False)
    )


def _label(voice: Voice, help_: Help) -> str:
    """What the addressee asks for; they know their own words."""
    return voice.label(help_.ask.topic, "ask")


def _about(voice: Voice, to: Someone, other: Someone) -> dict[str, str]:
    return {
        "name": to.name,
        "first": to.first or to.name,
        "other": voice.person(other),
        "other_first": other.first or other.name,
    }


def _draft_of_owner(voice: Voice, s: Suggestion, a: Someone, b: Someone, owner: str) -> str:
    """From the owner to the other person: what the owner asks of them, or can do for them."""
    person, helps, gets = (b, s.there, s.back) if s.a == OWNER else (a, s.back, s.there)
    words = _about(voice, person, Someone(owner))
    if helps and gets:
        body = voice.message(
            "owner_mutual", person, owner, **words, want=_label(voice, helps), give=voice.about(gets.ask)
        )
    elif helps:
        body = voice.message("owner_helps", person, owner, **words, want=_label(voice, helps), give="")
    else:
        assert gets is not None
        body = voice.message("owner_asks", person, owner, **words, want=voice.about(gets.ask), give="")
    return f"{voice.say('to', name=person.name)}\n\n{body}"
