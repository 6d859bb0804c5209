"""Other scripts in Latin letters, and letters without their marks: for comparing, never for publishing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.people import words

# Letters that Unicode does not decompose into a base letter and a mark.
UNDECOMPOSED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "İ": "I", "ħ": "h", "Ħ": "H",
        "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T", "ə": "a", "Ə": "A", "ʻ": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
HAN = r"㐀-䶿一-鿿豈-﫿々"
KANA = r"぀-ヿｦ-ﾟ"
HANGUL = r"가-힯ᄀ-ᇿ"
KANA_MARKS = "\u3099\u309a"
"""Voicing marks: part of the kana, not a diacritic (か and が are different letters)."""
_HAN_WORD = re.compile(f"[{HAN}]+")
_NATIVE = re.compile(r"[^\u0000-ɏḀ-ỿ]")
_KANA_WORD = re.compile(f"[{KANA}]+")
_GLIDES = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_DROPS_Y = ("sh", "ch", "j")


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """Lower case without diacritics: `Łukasz Müller` -> `lukasz muller`. Other scripts keep their letters."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSED))
    plain = "".join(c for c in plain if not unicodedata.combining(c) or c in KANA_MARKS)
    return unicodedata.normalize("NFC", plain).casefold()


@lru_cache(maxsize=1 << 16)
def romanize(text: str) -> str:
    """The text in ASCII letters: names of common use as their bearers write them, the rest by anyascii.

    `王伟` -> `Wang Wei`, `김민준` -> `Kim MinJun`, `山田 太郎` -> `Yamada Taro`, `Иван` -> `Ivan`.
    """
    if not _NATIVE.search(text):
        return _ascii(text)
    japanese = bool(re.search(f"[{KANA}]", text))
    parts = [_romanize_word(word, japanese, i) for i, word in enumerate(re.split(r"[\s・·]+", text.strip()))]
    return " ".join(p for p in parts if p)


def _romanize_word(word: str, japanese: bool, position: int) -> str:
    for kind in ("ar-given", "he-given", "hi", "ja-given")[: 4 if position else 3]:
        known = words.pairs("native_names.txt", kind).get(word)
        if known:
            return known
    if re.fullmatch(f"[{HANGUL}]+", word):
        return _korean(word, position)
    if _HAN_WORD.fullmatch(word) or (japanese and _HAN_WORD.search(word)):
        return _han(word, japanese, position)
    if _KANA_WORD.fullmatch(word):
        return _kana(word)
    return _greek(word) if _GREEK.search(word) else _ascii(word)


# ELOT 743 for the letters that sound otherwise together: Ευαγγελία is Evangelia, Γκίκας Gkikas, Μπάμπης Bampis.
_GREEK = re.compile(r"[\u0370-\u03ff]")
_GREEK_PAIRS = tuple(
    (re.compile(pattern), latin)
    for pattern, latin in (
        ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"), ("(?<![α-ω])μπ", "b"), ("μπ", "mp"), ("ντ", "nt"), ("ου", "ou"),
        ("([αεη])υ(?=[θκξπσςτφχψ]|$)", r"\1f"), ("([αεη])υ", r"\1v"), ("χ", "ch"), ("β", "v"), ("η", "i"), ("υ", "y"),
    )
)  # fmt: skip


def _greek(word: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    for pattern, latin in _GREEK_PAIRS:
        text = pattern.sub(latin, text)
    return _ascii(text).capitalize()


def _kana(word: str) -> str:
    """Hepburn romanisation: digraphs (しょ sho, ファ fa), doubled consonants, long vowels written once."""
    out: list[str] = []
    for char in unicodedata.normalize("NFKC", word):
        hira = chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char
        if hira == "ー" or not hira.strip():
            continue
        if hira in _GLIDES and out and out[-1][-1:] in "iueo":
            stem = out[-1][:-1]
            glide = "y" if hira in "ゃゅょ" and not stem.endswith(_DROPS_Y) else ""
            out[-1] = stem + glide + _GLIDES[hira]
        else:
            out.append("\0" if hira == "っ" else _ascii(hira))
    text = re.sub("\0(.)", r"\1\1", "".join(out)).replace("\0", "")
    text = re.sub(r"ou(?![aeiou])|oo|ō", "o", text).replace("uu", "u")
    return text.capitalize()


def _korean(word: str, position: int) -> str:
    family = words.pairs("native_names.txt", "ko-family")
    if word in family:
        return family[word]
    if position == 0 and len(word) > 2:  # two syllables are a given name, written apart from its family name
        for size in (2, 1):
            if word[:size] in family and len(word) <= 4:
                return f"{family[word[:size]]} {_ascii(word[size:])}".strip()
    return _ascii(word)


def _han(word: str, japanese: bool, position: int) -> str:
    families, given = words.pairs("native_names.txt", "ja-family"), words.pairs("native_names.txt", "ja-given")
    if position and word in given:
        return given[word]
    for size in (3, 2, 1):
        family, rest = word[:size], word[size:]
        if family in families and (size > 1 or japanese or rest in given) and (rest in given or not rest or size > 1):
            return f"{families[family]} {given.get(rest, _ascii(rest))}".strip()
    chinese = words.pairs("native_names.txt", "zh-family")
    if position == 0:
        for size in (2, 1):
            if word[:size] in chinese:
                return f"{_ascii(chinese[word[:size]])} {_ascii(word[size:])}".strip()
    return given.get(word) or _ascii(word)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return text if text.isascii() else anyascii(text)
