"""What a message can bring a contact: an introduction, help from the owner, or a question that honours what they do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.referral.circle import side_of
from pipeline.referral.drafts import Reason
from pipeline.schema import OWNER

WORTH_A_MESSAGE = 0.05
"""Score of an introduction from which on it is something to write to somebody for."""


@dataclass(frozen=True, slots=True)
class Gift:
    """`kind`: `introduction` (somebody can help them), `pass_on` (somebody needs them), `owner_helps`, `owner_asks`."""

    kind: str
    reason: Reason
    """The ask that it answers: theirs, or the other one's."""
    other: str
    """person_id of the other one."""


def gifts(introductions: pd.DataFrame, tags: pd.DataFrame) -> dict[str, Gift]:
    """person_id -> the best thing to offer, from the suggestions that the person stands in, best first."""
    evidence = _evidence(tags)
    out: dict[str, Gift] = {}
    worth = introductions[introductions["score"].astype("float64") >= WORTH_A_MESSAGE]
    if not len(worth):
        return out
    ordered = worth.sort_values(["score", "intro_id"], ascending=[False, True])
    columns = ("person_a", "person_b", "topic_a_to_b", "topic_b_to_a")
    for a, b, there, back in zip(*(ordered[c] for c in columns), strict=True):
        for person, other, gets, gives in ((a, b, back, there), (b, a, there, back)):
            if person != OWNER and person not in out:
                out[person] = _gift(person, other, gets, gives, evidence)
    return out


def _gift(person: str, other: str, gets: str, gives: str, evidence: dict[tuple[str, str, str], Reason]) -> Gift:
    asker, topic = (person, gets) if gets else (other, gives)
    reason = evidence.get((asker, "ask", topic), Reason(topic, "ask"))
    if other == OWNER:
        return Gift("owner_helps" if gets else "owner_asks", reason, other)
    return Gift("introduction" if gets else "pass_on", reason, other)


def _evidence(tags: pd.DataFrame) -> dict[tuple[str, str, str], Reason]:
    """The surest tag of each person, side and topic, on the side on which introductions count it."""
    out: dict[tuple[str, str, str], Reason] = {}
    ordered = tags.sort_values(["strength", "confidence"], ascending=[True, False], kind="stable")
    columns = ("person_id", "side", "topic", "strength", "evidence", "field")
    for person, told, topic, strength, words, field in zip(*(ordered[c] for c in columns), strict=True):
        side = side_of(told, topic, strength, words)
        out.setdefault((person, side, topic), Reason(topic, side, words, strength == "explicit", field))
    return out
