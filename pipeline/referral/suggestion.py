"""A suggested introduction as a row: why it is good for either, and a message to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.referral.circle import Circle
from pipeline.referral.drafts import DELICATE, PUBLIC, Reason, Someone, Voice, sentence, voices
from pipeline.referral.relations import SUPPLIERS, TALENT
from pipeline.referral.vocabulary import Vocabulary
from pipeline.schema import OWNER, SEPARATOR
from pipeline.settings import Owner


class Help(NamedTuple):
    """One direction: the topic, what the asker's tag says and what the helper's tag says."""

    topic: str
    ask: Reason
    offer: Reason

    @property
    def near(self) -> bool:
        """Is what is offered only related to what is asked for?"""
        return self.offer.side == "offer" and self.topic not in (self.offer.topic, SUPPLIERS, TALENT)


class Suggestion(NamedTuple):
    """Two people who should meet. `there`: how A helps B, `back`: how B helps A; at least one is there."""

    intro_id: str
    a: str
    b: str
    there: Help | None
    back: Help | None
    score: float


class To(NamedTuple):
    """Somebody who is written to, in their language."""

    person: Someone
    voice: Voice


def rows_of(
    suggestions: Iterable[Suggestion],
    known: Circle,
    owner: Owner,
    vocabulary: Vocabulary,
    templates: Mapping[str, str] | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Rows of INTRODUCTIONS_COLUMNS. Reasons are told in the owner's language, each message in that of its reader."""
    spoken = voices(vocabulary, templates)
    own = spoken.get(owner.language[:2].lower(), spoken["en"])
    for s in suggestions:
        a, b = known.someone(s.a), known.someone(s.b)
        to_a, to_b = (To(one, spoken.get(known.language(who), spoken["en"])) for one, who in ((a, s.a), (b, s.b)))
        yield (
            s.intro_id, s.a, s.b, s.there.topic if s.there else "", s.back.topic if s.back else "",
            s.there is not None and s.back is not None, s.score,
            *reasons(own, s, a, b), draft(s, to_a, to_b, owner.name),
        )  # fmt: skip


def reasons(voice: Voice, s: Suggestion, a: Someone, b: Someone) -> tuple[str, str]:
    """Why it is good for A and why for B, one sentence each: who gets help, or at least can give it."""
    there = _asks(voice, s.there, b) if s.there else ""
    back = _asks(voice, s.back, a) if s.back else ""
    return _why(voice, s.back, s.there, a, b, back, there), _why(voice, s.there, s.back, b, a, there, back)


def _why(
    voice: Voice, gets: Help | None, gives: Help | None, person: Someone, other: Someone, own: str, others: str
) -> str:
    """`own`, `others`: the clauses of what the person and what the other one asks for."""
    if gets:
        return sentence(voice.say("why_asker", asks=own, helps=_helps(voice, gets, other)))
    assert gives is not None
    key = "why_helper_you" if person.you else "why_helper_near" if gives.near else "why_helper"
    return sentence(voice.say(key, asks=others, proof=voice.proof(gives.offer), name=person.name))


def _asks(voice: Voice, help_: Help, asker: Someone) -> str:
    return voice.say(_key("asks", asker, help_.ask), name=asker.name, ask=voice.about(help_.ask))


def _key(clause: str, person: Someone, reason: Reason) -> str:
    return f"{clause}_you" if person.you else clause if reason.explicit else f"{clause}_inferred"


def _helps(voice: Voice, help_: Help, helper: Someone) -> str:
    """What the other one says of it: an offer, or an ask that comes to the same."""
    offer, proof = help_.offer, voice.proof(help_.offer)
    if help_.near and not helper.you:
        return voice.say("helps_near", name=helper.name, proof=proof)
    if offer.side == "offer":
        return voice.say(_key("helps", helper, offer), name=helper.name, proof=proof)
    if offer.topic == help_.ask.topic:
        return voice.say("asks_too_you" if helper.you else "asks_too", name=helper.name, proof=proof)
    ending = "asks_end" if "asks_end" in voice.texts else "asks"
    return voice.say(_key(ending, helper, offer), name=helper.name, ask=voice.about(offer))


def draft(s: Suggestion, a: To, b: To, owner: str) -> str:
    """The message to each of the two, the one who asks first; one message where the owner is one of them.

    Two who ask are asked at once, unless what one of them looks for is not public: then that one first, of two such
    the one of the more delicate ask, and told nothing of what the other one looks for.
    """
    if OWNER in (s.a, s.b):
        return _draft_of_owner(s, a, b, owner)
    if s.there and s.back:
        if _privacy(s.there, s.back) > _privacy(s.back, s.there):
            return _to_both(b, a, s.there, s.back, owner)
        return _to_both(a, b, s.back, s.there, owner)
    assert s.there is not None
    told = "helper" if s.there.ask.explicit else "helper_inferred"
    want = _want(a.voice, s.there)
    to_helper = a.voice.message(told, a.person, owner, **_other(a.voice, b.person), want=want, give="")
    return _two(b, _asker(b, a, s.there, owner), a, to_helper, first=True)


def _to_both(one: To, two: To, gets: Help, gives: Help, owner: str) -> str:
    """`gets`, `gives`: seen from the one who is asked first, if either is."""
    first = _privacy(gets, gives) > 0
    if first and (_same(one.voice, gets, gives) or _privacy(gives, gets)):
        to_one = _asker(one, two, gets, owner)
    else:
        to_one = _mutual(one, two, gets, gives, owner, "_first" if first else "")
    to_two = _mutual(two, one, gives, gets, owner, "_second" if first else "")
    return _two(one, to_one, two, to_two, first=first)


def _privacy(gets: Help, gives: Help) -> int:
    """How far somebody has to be asked before the other one is told of what they get and give: 0 not at all, 1 what
    they look for is known to the owner alone, 2 it is delicate. An offer that only an ask implies tells the ask."""
    asks = [gets.ask, gives.offer] if gives.offer.side == "ask" else [gets.ask]
    return max(2 if ask.topic in DELICATE else int(ask.field not in PUBLIC) for ask in asks)


def _two(one: To, to_one: str, two: To, to_two: str, *, first: bool) -> str:
    head_one = one.voice.say("to", name=one.person.name)
    short = two.voice.short(one.person)
    head_two = two.voice.say("to_second" if first else "to", name=two.person.name, other_first=short)
    return f"{head_one}\n\n{to_one}{SEPARATOR}{head_two}\n\n{to_two}"


def _asker(to: To, other: To, gets: Help, owner: str) -> str:
    words = _other(to.voice, other.person)
    return to.voice.message("asker", to.person, owner, **words, want=_want(to.voice, gets), give="")


def _mutual(to: To, other: To, gets: Help, gives: Help, owner: str, ending: str = "") -> str:
    """`ending`: `_first` where the other one is asked later, `_second` where the other one has agreed."""
    voice, words = to.voice, _other(to.voice, other.person)
    if _same(voice, gets, gives):
        label = voice.label(gets.topic, "ask")
        return voice.message(f"mutual_same{ending}", to.person, owner, **words, want=label, give=label)
    want, give = _want(voice, gets), _want(voice, gives)
    return voice.message(f"mutual{ending}", to.person, owner, **words, want=want, give=give)


def _same(voice: Voice, gets: Help, gives: Help) -> bool:
    """Do the two ask for the same? Where one helps by looking for it too, what they say of it beyond the topic may
    differ, and is not quoted; where both offer it, only if they ask for it in the same words."""
    if gets.topic != gives.topic:
        return False
    return "ask" in (gets.offer.side, gives.offer.side) or _want(voice, gets) == _want(voice, gives)


def _want(voice: Voice, help_: Help) -> str:
    """What is asked for, with the words of it that may be shared."""
    return voice.about(help_.ask, private=False)


def _other(voice: Voice, other: Someone) -> dict[str, str]:
    return {"other": voice.person(other), "other_first": voice.short(other)}


def _draft_of_owner(s: Suggestion, a: To, b: To, owner: str) -> str:
    """From the owner to the other person: what the owner asks of them, or can do for them."""
    (person, voice), helps, gets = (b, s.there, s.back) if s.a == OWNER else (a, s.back, s.there)
    key = "owner_mutual" if helps and gets else "owner_helps" if helps else "owner_asks"
    if helps and not gets and not helps.ask.explicit:
        key = "owner_helps_inferred"
    words = {"other": owner, "other_first": owner, "want": "", "give": ""}
    if helps and gets and _same(voice, helps, gets):
        key, words["want"] = "owner_same", voice.label(helps.topic, "ask")
    elif helps:
        words["want"] = _want(voice, helps)
    if gets and key != "owner_same":
        words["give" if helps else "want"] = voice.about(gets.ask)
    return f"{voice.say('to', name=person.name)}\n\n{voice.message(key, person, owner, **words)}"
