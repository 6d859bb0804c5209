"""Who gives to others what their title names: the accountant of a hotel takes no clients, a freelance or an agency does.

What somebody says they offer is an offer, whoever they are. A title alone says what people are able to do, not whether
they do it for others. That is told by the title (`freelance`, `Steuerberater`, `owner`), by the firm (a law firm, an
agency, one that is called after the trade or bears the own name), and by the search for customers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.referral.companies import shared_firm
from pipeline.referral.relations import Relations
from pipeline.referral.tables import table
from pipeline.referral.wording import akin
from pipeline.referral.words import CJK, fold

Floats: TypeAlias = npt.NDArray[np.float64]
SERVES = 1.35
"""What a title is worth more of somebody who works for others in their trade: still less than any offer in words."""
EMPLOYED = 0.25
"""What is left of it of somebody who does it for the own firm: an advice perhaps, where nobody else is known."""
IMPLYING = frozenset({"title", "department", "headline", "endorsement"})
"""Fields that name what somebody is or is able to do."""
SELLS = ("ask", "customers", "explicit")
"""Who seeks customers works for others."""
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(f"[{CJK}]")


class Post(NamedTuple):
    """Title, firm and family name of somebody."""

    title: str
    firm: str
    family_name: str


def factors(people: Mapping[str, Sequence[str]], tags: Mapping[str, Sequence[str]], relations: Relations) -> Floats:
    """Per tag what its weight is multiplied by: SERVES, 1 or EMPLOYED for what a title implies, 1 for all others.

    `people`: person_id, title, organization, family_name. `tags`: person_id, side, topic, strength, evidence, field.
    """
    columns = (people[c] for c in ("person_id", "title", "organization", "family_name"))
    posts = {who: Post(*rest) for who, *rest in zip(*columns, strict=True)}
    columns = (tags[c] for c in ("person_id", "side", "topic", "strength", "evidence", "field"))
    told = list(zip(*columns, strict=True))
    sell = {who for who, *said in told if tuple(said[:3]) == SELLS}
    out: Floats = np.ones(len(told))
    for n, (who, side, topic, strength, evidence, field) in enumerate(told):
        trade = topic in _in_house() or relations.is_field(topic)
        if (side, strength) == ("offer", "inferred") and field in IMPLYING and trade:
            out[n] = SERVES if who in sell else factor(topic, evidence, posts[who])
    return out


def factor(topic: str, evidence: str, post: Post) -> float:
    """What a title's offer of this topic is worth of somebody in that post.

    >>> factor("legal", "Counsel", Post("Counsel", "Acme Foods Ltd", "Roe"))
    0.25
    >>> factor("legal", "Lawyer", Post("Lawyer", "Roe & Partners", "Poe"))
    1.35
    """
    own = _own_account(post.title)
    if not shared_firm(post.firm):
        return SERVES if own or _own_account(post.firm) else 1.0
    firm = _plain(post.firm)
    if own or (own is None and _serving(firm)):
        return SERVES
    named = own is None and akin(evidence, post.firm)
    bears = own is None and _bears(firm, post.family_name)
    if topic not in _in_house():
        return SERVES if bears else 1.0
    if named and (bears or topic not in _products()):
        return SERVES
    return 1.0 if named or bears else EMPLOYED


@lru_cache(maxsize=20_000)
def _own_account(text: str) -> bool | None:
    """Does a title say that its holder works for others (True), or for the firm (False)? None: neither."""
    text = _plain(text)
    if _stand("not_titles", text):
        return False
    return True if _stand("titles", text) else None


def _stand(name: str, text: str) -> bool:
    """Does one of these phrases stand in the text?"""
    spaced, unspaced = _phrases(name)
    return spaced.search(text) is not None or unspaced.search(text) is not None


@lru_cache(maxsize=20_000)
def _serving(firm: str) -> bool:
    words = firm.split()
    return not _firms().isdisjoint(words) or any(word.endswith(_endings()) for word in words)


def _bears(firm: str, family_name: str) -> bool:
    """Is the firm called by the family name?"""
    name = _plain(family_name)
    if _CJK.search(name):
        return len(name) > 1 and name in firm
    return len(name) > 2 and f" {name} " in f" {firm} "


def _plain(text: str) -> str:
    """Its words alone, folded."""
    return " ".join(_WORD.findall(fold(text)))


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that stand between spaces, and of those in scripts without them."""
    phrases = [_plain(phrase) for phrase in _lists()[name].split("|")]
    spaced = "|".join(re.escape(p) for p in phrases if not _CJK.search(p))
    return re.compile(rf"\b(?:{spaced})\b"), re.compile("|".join(re.escape(p) for p in phrases if _CJK.search(p)))


@cache
def _in_house() -> frozenset[str]:
    return frozenset(_lists()["in_house"].split())


@cache
def _products() -> frozenset[str]:
    return frozenset(_lists()["products"].split())


@cache
def _firms() -> frozenset[str]:
    return frozenset(_plain(_lists()["firms"]).split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_plain(_lists()["endings"]).split())


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = table("providers.yaml")
    return lists
