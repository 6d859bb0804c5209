"""The words: why an introduction is good, and messages that ask both people first.

The sentences stand in `drafts/<language>.yaml`, built so that a label or a quotation fits in without inflection.
A user's own file of the same form overrides any of its keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from typing import Any, NamedTuple

import yaml

from pipeline.errors import UsageError
from pipeline.referral import cues
from pipeline.referral.vocabulary import Vocabulary

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh")
QUOTE_LENGTH = 160
SHAREABLE = frozenset({"ask", "offer", "headline"})
"""Fields whose words may be quoted to the other person. The words of notes and messages stay between the owner and the
contact; that somebody looks for something is told, without them."""
PUBLIC = SHAREABLE | {"title", "department", "organization", "endorsement"}
"""Fields that everybody can read. What anything else says somebody looks for is told to others after their yes."""
DELICATE = frozenset({"job", "internship", "business-sale"})
"""Topics that an asker tells others alone, wherever they stand."""
SEPARABLE = frozenset("ab an auf aus bei durch mit nach um unter vor zu über aan bij door na om op over uit".split())
"""Parts of verbs that stand at the end: `ich gebe eine Wohnung ab`."""
ARTICLES = frozenset("a the der die das den dem des".split())
SUBJECTS = frozenset("i we you they he she who that which".split())
AUXILIARIES = frozenset("can could may might will would should must do does am are is m re".split())

MESSAGES = (
    "mutual", "mutual_same", "mutual_first", "mutual_second", "mutual_same_second", "asker", "helper", "helper_inferred",
    "owner_asks", "owner_helps", "owner_helps_inferred", "owner_mutual", "owner_same",
)  # fmt: skip
ALLOWED = {
    "greeting": frozenset({"first", "name"}),
    **dict.fromkeys(MESSAGES, frozenset({"first", "name", "other", "other_first", "want", "give", "owner"})),
    "touch": frozenset({"first", "name", "text", "owner"}),
}
"""Placeholders that a sentence may use beyond those it uses as shipped."""


class Reason(NamedTuple):
    """One tag as it is spoken of: the label of its side, and the words that say so."""

    topic: str
    side: str
    evidence: str = ""
    explicit: bool = True
    field: str = ""


class Someone(NamedTuple):
    """A person as the messages speak of them."""

    name: str
    first: str = ""
    role: tuple[str, ...] = ()
    """Title, firm."""
    you: bool = False
    """The owner, whom the reasons address."""


class _Placeholder(NamedTuple):
    """`{name!conversion:form}` in a sentence; only the name may stand there, since all words are texts."""

    name: str
    form: str
    conversion: str

    def written(self) -> str:
        """As it stands there."""
        conversion, form = self.conversion and "!" + self.conversion, self.form and ":" + self.form
        return "{" + self.name + conversion + form + "}"


@dataclass(frozen=True, slots=True)
class Voice:
    """The sentences of one language."""

    language: str
    texts: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    memory: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    """Topic -> what it is called, in small letters: quoted beside the label it says nothing more."""

    def say(self, key: str, **words: str) -> str:
        """The sentence under `key` with the words filled in."""
        return self.texts[key].format_map(words)

    def label(self, topic: str, side: str) -> str:
        """The label of a topic as it fits into the sentences."""
        known = self.memory.get((topic, side))
        if known is None:
            known = self.labels.get(topic, {}).get(side) or self.vocabulary.label(topic, side, self.language)
            self.memory[topic, side] = known
        return known

    def quoted(self, text: str) -> str:
        """The words in the language's quotation marks, cut between words where very long."""
        return self.texts["quote"].format(shorten(text))

    def proof(self, reason: Reason) -> str:
        """The evidence as an aside; "" where there is none."""
        words = whole(reason.evidence)
        return self.say("proof", quote=self.quoted(words)) if words else ""

    def about(self, reason: Reason, *, private: bool = True) -> str:
        """The label, with the evidence quoted; for the other person (`private` false) only words fit to share."""
        label = self.label(reason.topic, reason.side)
        if not (private or (reason.explicit and reason.field in SHAREABLE)):
            return label
        words = whole(reason.evidence)
        if not words or words.casefold() == label.casefold() or words.casefold() in self._names(reason.topic):
            return label
        return self.say("aside", label=label, quote=self.quoted(words))

    def _names(self, topic: str) -> frozenset[str]:
        known = self.names.get(topic)
        if known is None:
            concept = self.vocabulary.concepts.get(topic)
            labels = (concept.prefLabel, concept.askLabel, concept.offerLabel) if concept else ()
            known = self.names[topic] = frozenset(text.casefold() for texts in labels for text in texts.values())
        return known

    def person(self, someone: Someone) -> str:
        """The name with title and firm."""
        order = reversed(someone.role) if self.texts.get("firm_first") else someone.role
        role = self.texts["role_separator"].join(r for r in order if r)
        if role:
            return self.say("role", name=someone.name, role=role)
        return self.texts.get("honorific", "{name}").format(name=someone.name)

    def short(self, someone: Someone) -> str:
        """What the person is called in running text; names in Chinese characters are never cut, nor to an initial."""
        whole = self.texts.get("short") == "name" or _initials(someone.first) or someone.first[0] >= "\u2e80"
        return someone.name if whole else someone.first

    def message(self, key: str, to: Someone, owner: str, **words: str) -> str:
        """Greeting, one paragraph, closing."""
        first = self.short(to)
        closing = self.say("closing", owner=owner) if owner else self.texts["closing_unsigned"]
        words.update(first=first, name=to.name, owner=owner)
        return f"{self.texts['greeting'].format_map(words)}\n\n{self.texts[key].format_map(words)}\n\n{closing}"


@lru_cache(maxsize=1_000)
def whole(evidence: str) -> str:
    """The words without a preposition or conjunction that they break off with: `suppliers of` -> `suppliers`.

    What belongs to a verb stays: `start-ups to invest in`, `ich gebe eine Wohnung ab`.
    """
    words = evidence.split()
    while len(words) > 1 and _breaks_off(words):
        words.pop()
    return " ".join(words)


def _breaks_off(words: list[str]) -> bool:
    before, last = (word.casefold() for word in words[-2:])
    if last not in _joining() | ARTICLES or (last in SEPARABLE and before not in _joining()):
        return False
    return last in ARTICLES or last in _joining(("and",)) or not _governed(words)


def _governed(words: list[str]) -> bool:
    """Does the English verb right before it govern the last word: `to hand over to`, `a firm we can rely on`?"""
    before = [part for word in words[:-1] for part in word.casefold().replace("’", "'").split("'")]
    while len(before) > 1 and before[-1] in _joining():
        before.pop()
    *rest, verb = before
    if rest and rest[-1] == "to":
        return not verb.endswith("s") or verb.endswith("ss")
    while rest and rest[-1] in AUXILIARIES:
        rest.pop()
    return bool(rest) and rest[-1] in SUBJECTS


def _initials(first: str) -> bool:
    """Are there initials alone (`J.`, `J. R.`), or nothing at all?"""
    return not (len(first) > 1 and first.isalnum()) and all(
        len(part) < 2 for part in first.replace(".", " ").replace("-", " ").split()
    )


@cache
def _joining(kinds: tuple[str, ...] = ("prep", "with", "and", "to")) -> frozenset[str]:
    return frozenset(word for table in cues.load().values() for kind in kinds for word in table.get(kind, ()))


def sentence(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """The text on one line, cut between words after `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[:length].rsplit(" ", 1)[0] if " " in line[:length] else line[:length]
    return head.rstrip(" ,;:.") + "…"


def voices(vocabulary: Vocabulary, own: Mapping[str, str] | None = None) -> dict[str, Voice]:
    """A voice per language; `own`: language -> YAML text that overrides keys. Raises UsageError on its mistakes."""
    out = {}
    for language in (*LANGUAGES, *sorted(set(own or {}) - set(LANGUAGES))):
        texts = dict(_shipped(language if language in LANGUAGES else "en"))
        if own and language in own:
            texts.update(_own(language, own[language], {**_shipped("en"), **texts}))
        labels = texts.pop("labels", {})
        out[language] = Voice(language, texts, labels, vocabulary)
    return out


@cache
def _shipped(language: str) -> Mapping[str, Any]:
    source = resources.files("pipeline.referral").joinpath("drafts", f"{language}.yaml")
    table: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return table


def _own(language: str, text: str, model: Mapping[str, Any]) -> dict[str, Any]:
    """The user's sentences, with unknown keys and placeholders told by name."""
    where = f"templates/{language}.yaml"
    try:
        table = yaml.safe_load(text)
    except yaml.YAMLError as e:
        raise UsageError(f"{where} is not valid YAML: {e}", "Mend the line it names.") from e
    if not isinstance(table, dict):
        raise UsageError(f"{where} should map names of sentences to texts", "See README, your own words.")
    problems = [p for key, value in table.items() for p in _problems(str(key), value, model)]
    if problems:
        raise UsageError(f"{where}: " + "; ".join(problems), "Mend or remove these lines and run again.")
    return table


def _problems(key: str, value: object, model: Mapping[str, Any]) -> list[str]:
    if key not in model:
        return [f"`{key}` is not one of {', '.join(model)}"]
    if not isinstance(value, type(model[key])):
        return [f"`{key}` should be {'a text' if isinstance(model[key], str) else 'a mapping of topics'}"]
    if not isinstance(value, str):
        return []
    try:
        used = _placeholders(value)
    except ValueError as e:
        return [f"`{key}`: {e}"]
    allowed = {p.name for p in _placeholders(model[key])} | ALLOWED.get(key, frozenset())
    unknown = sorted({p.name for p in used} - allowed)
    problems = [f"`{key}` has no {{{name}}}; it knows {sorted(allowed)}" for name in unknown]
    problems += [f"`{key}`: write {{{p.name}}} instead of {p.written()}" for p in used if p.form or p.conversion]
    if sum(p.name == "" for p in used) > 1:
        problems.append(f"`{key}` has more than one {{}}")
    return problems


def _placeholders(text: str) -> list[_Placeholder]:
    parts = Formatter().parse(text)
    return [_Placeholder(name, form or "", how or "") for _, name, form, how in parts if name is not None]
