"""Light stemming: plural, gender and case endings off, so that one phrase in the lexicon finds its inflections."""

from __future__ import annotations

from functools import cache

ENDINGS: dict[str, tuple[str, ...]] = {
    "en": ("'s", "s"),
    "de": ("erinnen", "innen", "ern", "erin", "in", "en", "em", "er", "es", "e", "n", "s"),
    "fr": (
        "trices",
        "teurs",
        "trice",
        "teur",
        "euses",
        "eurs",
        "euse",
        "eur",
        "aux",
        "al",
        "ales",
        "ennes",
        "enne",
        "eres",
        "ere",
        "ers",
        "er",
        "ives",
        "ive",
        "ifs",
        "if",
        "ees",
        "ee",
        "es",
        "s",
        "x",
        "e",
    ),
    "es": ("oras", "ores", "ora", "or", "antes", "ante", "anta", "as", "os", "es", "a", "o", "e", "s"),
    "pt": ("oras", "ores", "ora", "or", "coes", "cao", "ais", "al", "eis", "ns", "as", "os", "es", "a", "o", "e", "s"),
    "it": ("trice", "trici", "tore", "tori", "ichi", "iche", "ico", "ica", "ghi", "ghe", "a", "o", "e", "i"),
    "nl": ("innen", "sters", "ster", "ers", "en", "es", "er", "s", "e"),
    "hi": ("s",),
}
"""Endings by language, after folding; the longest that leaves enough of the word is taken off."""

_SHARED = {
    "fr": {"trices": "t", "trice": "t", "teurs": "t", "teur": "t", "aux": "al", "ales": "al", "al": "al"},
    "es": {"oras": "or", "ores": "or", "ora": "or", "or": "or", "antes": "ant", "ante": "ant", "anta": "ant"},
    "pt": {
        "oras": "or",
        "ores": "or",
        "ora": "or",
        "or": "or",
        "coes": "c",
        "cao": "c",
        "ais": "al",
        "al": "al",
        "eis": "el",
        "ns": "m",
    },
    "it": {
        "trice": "t",
        "trici": "t",
        "tore": "t",
        "tori": "t",
        "ichi": "ic",
        "iche": "ic",
        "ico": "ic",
        "ica": "ic",
        "ghi": "g",
        "ghe": "g",
    },
}
_SHORTEST = {"en": 3, "hi": 3}


@cache
def stem(word: str, language: str) -> str:
    """The word without its ending; words of two or three letters, and CJK, stay as they are."""
    endings = ENDINGS.get(language)
    if not endings or len(word) <= 3 or not word.isascii():
        return word
    if language == "en":
        return _english(word)
    shared = _SHARED.get(language, {})
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
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
