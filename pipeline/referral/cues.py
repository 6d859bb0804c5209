"""The words that say how a topic is meant, by kind and language (data in cues/<language>.yaml).

Kinds that give a side: `ask`, `offer` (what is sought or given follows), `asked`, `offered` (it stands before),
`helps` (whom, then with what), `ask_label`, `offer_label` (before a colon: a list follows).
Kinds that take it away: `neg`, `neg_after`, `past`, `done`, `other` (somebody else), `owner` (the owner's own
promise), `ignore` (what is liked, visited, studied ...), `self` (who does their own books does nobody's else).
`lends` (also a cue): what follows is a thing or a room that others may use.
Kinds that steer: `now` (ends the past), `but` (ends a negation), `prep`, `with`, `and`, `at`, `former`, `owns`,
`first`, `third` (pronouns), `head` (last parts of compounds that mean no topic: `-leiter`), `prefix` (of verbs: `ein-laden` is no
compound), `foreign` (English phrases that mean something else here), `stop` (frequent words that give the language away).

English is read by a grammar of its own (english/), with its own kinds. `~` behind a word stands for all forms of a verb.
What a predicate does with its object: `seek` (looks for it), `whom` (asks the reader for it), `asks` (asked for it, in any
tense), `get` (sought behind a plan), `make` (asked for behind a plan, else done by trade), `give`, `help` (whom, then with
what), `helpwith`, `toward` (people are its object), `swap` (X for Y), `deal` (bought or sold: with a firm, its sale), `meet`,
`knows`, `have`, `open`, `be`, `tell` (nothing). Behind what is sought or given: `asked`, `offered`, `gone` (who left), `yet`.
Around a predicate: `plan`, `can`, `was`, `has`, `if`, `because`, `rel`, `to`, `holds` (already has), `negafter`, `promise`
and `act` (what the owner means to do), `me`, `them` (the contact), `you`, `object`, `kin` behind `whose` and `people`
(somebody else), `org` (the contact's firm), `generic` (nouns that leave the field to other words), `role` (job words that
do). Written out: `short` (`wd would`), `skip` (may stand between the words of a phrase), `place`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.referral.tables import table, written_out
from pipeline.referral.vocabulary import LANGUAGES

KINDS = tuple(
    "ask asked offer offered helps ask_label offer_label neg neg_after past done other owner ignore "
    "now but prep with and at former owns first third head foreign stop "
    "seek whom plan get make give help helpwith can open tell be was has me them you object kin whose people "
    "meet place self toward gone yet swap knows role holds deal asks have org short negafter if to rel because generic promise act skip "
    "prefix lends".split()
)
SILENT = frozenset(("stop", "foreign", "head", "short", "skip", "place", "prefix"))
"""Kinds that mark no phrase in a text."""
PLAIN = {
    "seek": "ask",
    "whom": "ask",
    "give": "offer",
    "make": "offer",
    "help": "helps",
    "helpwith": "offer",
    "tell": "ignore",
    "negafter": "neg_after",
}
POSTPOSITIONAL = frozenset({"ja", "hi"})
"""Languages whose verb follows its object."""
HEAD_FIRST = frozenset({"fr", "es", "pt", "it"})
"""Languages whose noun comes before what qualifies it: `clientes biotech`, but `biotech clients`."""


@lru_cache(maxsize=10_000)
def plain_kinds(kinds: frozenset[str], form: str) -> frozenset[str]:
    """What an English kind is for the reader of other languages: English words stand in Hindi notes too."""
    return frozenset(PLAIN[k] for k in kinds if k in PLAIN and form not in ("d", "n"))


@lru_cache(maxsize=1)
def load() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """language -> kind -> phrases."""
    return {language: _read(language) for language in LANGUAGES}


def _read(language: str) -> dict[str, tuple[str, ...]]:
    kinds = table("cues", f"{language}.yaml")
    unknown = set(kinds) - set(KINDS)
    assert not unknown, f"cues/{language}.yaml: unknown kinds {sorted(unknown)}"
    return {kind: _phrases(value) for kind, value in kinds.items()}


def _phrases(value: str | list[str]) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    phrases = (p for p in (str(i).strip().strip("'\"") for i in items) if p)
    return tuple(dict.fromkeys(one for p in phrases for one in written_out(p)))
