"""Light stemming: plural, gender and case endings off, so that one phrase in the lexicon finds its inflections."""

from __future__ import annotations

from functools import lru_cache

PLURAL = "#"
"""Behind a language's code: only number and case come off, as for things; roles have a gender too."""
ENDINGS: dict[str, tuple[str, ...]] = {
    "en": ("'s", "s"),
    "de": ("erinnen", "innen", "ern", "erin", "in", "en", "em", "er", "es", "e", "n", "s"),
    "fr": (
        "trices", "teurs", "trice", "teur", "euses", "eurs", "euse", "eur", "aux", "ales", "al", "ennes", "enne",
        "eres", "ere", "ers", "er", "ives", "ive", "ifs", "if", "ees", "ee", "es", "s", "x", "e",
    ),
    "es": ("oras", "ores", "ora", "or", "antes", "ante", "anta", "as", "os", "es", "a", "o", "e", "s"),
    "pt": ("oras", "ores", "ora", "or", "coes", "cao", "ais", "al", "eis", "ns", "as", "os", "es", "a", "o", "e", "s"),
    "it": ("trice", "trici", "tore", "tori", "ichi", "iche", "ico", "ica", "ghi", "ghe", "a", "o", "e", "i"),
    "nl": ("innen", "sters", "ster", "ers", "en", "es", "er", "s", "e"),
    "hi": ("s",),
    "de#": ("en", "em", "es", "e", "n", "s"),
    "fr#": ("aux", "al", "s", "x"),
    "es#": ("es", "s", "e"),
    "pt#": ("coes", "cao", "oes", "ao", "ais", "al", "eis", "ns", "es", "s", "e"),
    "it#": ("ichi", "iche", "ico", "ica", "ghi", "ghe", "a", "o", "e", "i"),
    "nl#": ("en", "s", "e"),
    "hi#": ("s",),
}  # fmt: skip
"""Endings by language, after folding; the longest that leaves enough of the word is taken off."""

_SHARED = {
    "de": {"erinnen": "er", "erin": "er", "ern": "er", "er": "er"},
    "fr": {
        "trices": "teur", "trice": "teur", "teurs": "teur", "teur": "teur", "euses": "eur", "euse": "eur",
        "eurs": "eur", "eur": "eur", "aux": "al", "ales": "al", "al": "al", "ennes": "en", "enne": "en",
        "eres": "er", "ere": "er", "ers": "er", "er": "er", "ives": "if", "ive": "if", "ifs": "if", "if": "if",
    },
    "es": {"oras": "or", "ores": "or", "ora": "or", "or": "or", "antes": "ant", "ante": "ant", "anta": "ant"},
    "pt": {
        "oras": "or", "ores": "or", "ora": "or", "or": "or", "coes": "c", "cao": "c", "ais": "al", "al": "al",
        "eis": "el", "ns": "m",
    },
    "it": {
        "trice": "tore", "trici": "tore", "tore": "tore", "tori": "tore", "ichi": "ic", "iche": "ic", "ico": "ic",
        "ica": "ic", "ghi": "g", "ghe": "g",
    },
    "nl": {"sters": "ster", "ster": "ster", "ers": "er", "er": "er"},
    "fr#": {"aux": "al", "al": "al"},
    "pt#": {"coes": "c", "cao": "c", "oes": "ao", "ao": "ao", "ais": "al", "al": "al", "eis": "el", "ns": "m"},
    "it#": {"ichi": "ic", "iche": "ic", "ico": "ic", "ica": "ic", "ghi": "g", "ghe": "g"},
}  # fmt: skip
"""What stands for an ending: who does something (`Maler`, `chercheur`) is no form of `mal` or `cherche`."""
_ADJECTIVES = ("ischer", "licher", "iger", "iver", "igter", "ierter", "aler", "eller")
"""German adjectives, whose `er` is a case."""
_SHORTEST = 4
"""Letters that a plural must leave, but for one that is an `s`: `ware` is not `war`."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The word without its ending; words of two or three letters, and CJK, stay as they are."""
    endings = ENDINGS.get(language)
    if not endings or len(word) <= 3 or not word.isascii():
        return word
    if language == "en":
        return _english(word)
    if language[:2] == "de" and len(word) > 6 and word.endswith(_ADJECTIVES):
        return word[:-2]
    shared = _SHARED.get(language, {})
    least = _SHORTEST if language.endswith(PLURAL) else 3
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else least):
            return word[: -len(ending)] + shared.get(ending, "")
    return word


def _english(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
