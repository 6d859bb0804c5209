"""The referral step of a run: who asks and offers what, which two should meet, whom to write to."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.engine.base import Engine
from pipeline.progress import Teller
from pipeline.schema import JOIN, Claim
from pipeline.settings import Settings, own_text
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.people.decisions import Decision
    from pipeline.referral.memory import Memory
    from pipeline.referral.vocabulary import Vocabulary
    from pipeline.run import Resolved

FINDINGS = "findings", "texts.json"
"""Where the cache holds what texts were read as."""


def refer(
    ws: Workspace, who: Resolved, owner_says: list[Claim], settings: Settings, teller: Teller, engine: Engine
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], dict[str, Any]]:
    """People with their topics; `tags`, `introductions` and `touch_base`; the overview of the network."""
    from pipeline.people.decisions import effective
    from pipeline.referral.contact import languages
    from pipeline.referral.introduce import introduce
    from pipeline.referral.memory import Memory
    from pipeline.referral.memory import version as memory_version
    from pipeline.referral.overview import overview
    from pipeline.referral.sentences import with_sentences
    from pipeline.referral.tag import tag, tag_owner
    from pipeline.referral.touch_base import touch_base
    from pipeline.referral.vocabulary import load as load_vocabulary

    chosen, owner, decisions = settings.referral, settings.owner, effective(who.decisions)
    with teller.step("tag"):
        vocabulary = load_vocabulary(_user_text(ws, chosen.vocabulary))
        memory = Memory(memory_version(vocabulary.extra), ws.cached(*FINDINGS))
    _read_many(ws, who, vocabulary, memory, teller, engine)
    with teller.step("tag"):
        today = chosen.today or newest_date(who.records, who.claims)
        tags = tag(who.records, who.claims, vocabulary, decisions, today, engine, memory)
        owner_tags = tag_owner(owner.asks, owner.offers, owner_claims(owner_says), vocabulary, memory)
        if memory.changed():
            ws.store(*FINDINGS, memory.text())
        people = with_tags(who.people, tags)
    with teller.step("introduce"):
        all_tags = with_sentences(pd.concat([tags, owner_tags], ignore_index=True), who.claims)
        own = _templates(ws, chosen.templates)
        wrote = languages(who.records, who.claims)
        introductions = introduce(
            people, all_tags, owner, vocabulary, decisions, chosen.cap, records=who.records, values=who.values,
            matches=who.matches, templates=own, wrote=wrote,
        )  # fmt: skip
        touch = touch_base(
            people, who.records, who.claims, all_tags, introductions, owner, vocabulary, today, chosen.per_week,
            templates=own,
        )  # fmt: skip
        view = overview(people, tags, vocabulary)
    who.problems.extend(unknown_topics(decisions, vocabulary))
    return people, {"tags": tags, "introductions": introductions, "touch_base": touch}, view


def _read_many(
    ws: Workspace, who: Resolved, vocabulary: Vocabulary, memory: Memory, teller: Teller, engine: Engine
) -> None:
    """Reads many texts portion by portion, which is told; each is kept at once, so that a run that is cut off goes on
    there. Few are left to `tag`."""
    from pipeline.referral.tag import portions, read_all

    parts = portions(who.records, who.claims, memory)
    if len(parts) < 2:
        return
    with teller.bar("read texts", sum(map(len, parts))) as bar:
        for part in parts:
            memory.add(read_all(part, vocabulary, engine))
            ws.store(*FINDINGS, memory.text())
            bar.advance(len(part))


def unknown_topics(decisions: list[Decision], vocabulary: Container[str]) -> list[dict[str, str]]:
    """Rows of review.csv about tags set by hand whose topic there is not; `decisions`: those that hold."""
    from pipeline.people.decisions import Tag

    return [
        {
            "kind": "decision",
            "record_id": d.record,
            "value": d.id,
            "reason": f"The decision “tag” ({d.id}) names the topic {d.topic}, which is not there; it has no effect.",
        }
        for d in decisions
        if isinstance(d, Tag) and d.topic not in vocabulary
    ]


def newest_date(records: pd.DataFrame, claims: pd.DataFrame) -> str:
    """The newest full ISO date that the data speaks of: what ages are counted from, so that no clock is read."""
    dated = claims.loc[claims["field"].isin(["connected_on", "met_on", "last_contact"]), "value"]
    dates = pd.concat([records["as_of"], claims["as_of"], dated]).astype("str").str.slice(0, 10)
    full = dates[dates.str.fullmatch(r"(19|20)\d\d-\d\d-\d\d")]
    return str(full.max()) if len(full) else ""


def with_tags(people: pd.DataFrame, tags: pd.DataFrame) -> pd.DataFrame:
    """people with `asks` and `offers` filled: topic ids, surest first."""
    ordered = tags.sort_values(["confidence", "topic"], ascending=[False, True])
    for side, column in (("ask", "asks"), ("offer", "offers")):
        mine = ordered[ordered["side"] == side]
        topics: dict[str, dict[str, None]] = {}
        for person, topic in zip(mine["person_id"], mine["topic"], strict=True):
            topics.setdefault(person, {})[topic] = None
        people = people.assign(**{column: [JOIN.join(topics.get(p, ())) for p in people["person_id"]]})
    return people


def owner_claims(claims: list[Claim]) -> pd.DataFrame:
    """What an archive tells about the owner, as columns field, value, raw."""
    return pd.DataFrame([(c.field, c.raw, c.raw) for c in claims], columns=["field", "value", "raw"], dtype="str")


def _templates(ws: Workspace, folder: str) -> dict[str, str]:
    """Language -> text of the user's own drafts (`de.yaml`)."""
    files = sorted((ws.root / folder).glob("*.yaml")) if folder else []
    return {path.stem: own_text(path) for path in files}


def _user_text(ws: Workspace, name: str) -> str:
    return own_text(ws.root / name) if name else ""
