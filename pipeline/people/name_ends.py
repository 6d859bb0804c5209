"""Forms of address before a name, generations and credentials behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.people import name_lists, words
from pipeline.people.romanize import fold

_GLUED = re.compile(
    r"^((?:Prof|Dr|Ing|Mag|Dipl|Mr|Mrs|Ms|Sr|Sra|Dra|Er|Ar|Adv|Capt|Col|Rev|Hon|Eng|Dott|Arch|Avv)\.)(?!ssa|med|phil|jur|rer|h\.)(?=[^\W\d_]{2})",
    re.IGNORECASE,
)
_SHAPED = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){2,}[A-Za-z]{0,5}\.?|[A-Z]{2,}(?:-[A-Z]{1,4})+|[A-Z][A-Z0-9&®-]{2,7}®?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_PHD = re.compile(r"\bPh\.?\s*\.?D\b\.?", re.IGNORECASE)
_DEGREE_GAP = re.compile(r"\b([MB])\.\s+(Sc|A|Eng|Ed|Tech|Com|Arch|Phil|S|B\.?A)\b(\.?)")
_DIPL = re.compile(
    r"\b(Dipl)\.?[\s-]+((?:Wirt(?:sch)?\.?[\s-]*)?(?:Ing|Inf|Inform|Kfm|Kff|Kffr|Kauffrau|Kaufmann|Phys|Psych|Vw|Volksw|Bw|Betriebsw|Des|Designer\w*|Oec|Ök|Biol|Chem|Math|Jur|Soz|Päd|Arch|Geol|Hdl|Geogr|Wi-Ing|Ingenieur\w*))\b(\.?)",
    re.IGNORECASE,
)


def squeeze(word: str) -> str:
    """The word as the lists compare it: no dots, hyphens, brackets, marks of registration; case and accents folded."""
    return fold(re.sub(r"[\s.\-–()\[\]®™*,:;'’]", "", word))


@cache
def _kind(name: str, kind: str) -> frozenset[str]:
    return frozenset(squeeze(w) for w in words.sections(name).get(kind, ()))


def glue(text: str) -> str:
    """Degrees in one piece each: `Ph. D.` -> `Ph.D.`, `Dipl. Ing.` -> `Dipl.-Ing.`, `Dr.Anna` -> `Dr. Anna`."""
    if "." not in text and "hD" not in text and "ipl" not in text:
        return text
    text = _PHD.sub(lambda m: re.sub(r"\s+", "", m[0]), text)
    text = _DEGREE_GAP.sub(r"\1.\2\3", text)
    text = _DIPL.sub(r"\1.-\2\3", text)
    while (shorter := _GLUED.sub(r"\1 ", text)) != text:
        head, _, rest = shorter.partition(" ")
        return f"{head} {glue(rest)}"
    return text


def is_marked(word: str) -> bool:
    """Whether a word in ordinary letters (a capital, then small ones) may be a form of address or a credential."""
    return fold(word) in _marks()


@cache
def _marks() -> frozenset[str]:
    lists = (words.sections(name).values() for name in ("honorifics.txt", "credentials.txt"))
    known = {squeeze(word) for some in lists for kind in some for word in kind}
    return _dotted_prefixes() | known | {"sen", "jun"}


def split_prefix(tokens: list[str]) -> tuple[list[str], list[str]]:
    """(forms of address, the rest). At least one word is left to be the name."""
    count = 0
    while count < len(tokens) - 1 and _is_prefix(tokens, count):
        count += 1
    return tokens[:count], tokens[count:]


def _is_prefix(tokens: list[str], i: int) -> bool:
    token, plain = tokens[i], squeeze(tokens[i])
    if not plain or (plain in {"ma", "md"}):
        return False
    if token in words.sections("honorifics.txt")["written"]:
        return i == 0 and len(tokens) > 2
    if i and plain in _kind("honorifics.txt", "medical") and (token.islower() or token.endswith(".")):
        return True
    dotted = plain in _kind("honorifics.txt", "dotted")
    if dotted and len(plain) == 1:
        return token in ("M.", "م.", "أ.", "د.") and i == 0 and len(tokens) > 2 and not re.match(r"\w\.", tokens[1])
    if dotted:
        return token.endswith(".") or (token.isupper() and plain in _capital_prefixes() and _quiet(tokens[i + 1 :]))
    if plain in _kind("honorifics.txt", "always"):
        return True
    if plain in _capital_prefixes() and token.isupper():
        return len(tokens) > i + 2 and _quiet(tokens[i + 1 :])
    hyphenated = [squeeze(p) for p in token.split("-")]
    return (
        len(hyphenated) > 1
        and token.rstrip().endswith(".")
        and hyphenated[0] in ("dipl", "dr", "prof", "univ", "ao", "apl", "em", "priv", "mag")
    )


@cache
def _capital_prefixes() -> frozenset[str]:
    return _kind("honorifics.txt", "capitals")


def _quiet(tokens: list[str]) -> bool:
    return bool(tokens) and not any(t.isupper() and len(t) > 2 for t in tokens)


def split_suffix(tokens: list[str], after_comma: bool = False, shouting: bool = False) -> tuple[list[str], list[str]]:
    """(the name, what stands behind it, `Prof. Dr. med.` as one). At least one word is left to be the name, none after a comma. `shouting`: the
    name before the comma is in capitals, so that capitals prove nothing."""
    keep = 0 if after_comma else 1
    count = len(tokens)
    while count > keep and _is_suffix(tokens[:count], after_comma, shouting):
        count -= 1
    ends: list[str] = []
    for i in range(count, len(tokens)):
        joins = i > count and is_address(tokens[i], tokens[:i]) and is_address(tokens[i - 1], tokens[: i - 1])
        ends = [*ends[:-1], f"{ends[-1]} {tokens[i]}"] if joins else [*ends, tokens[i]]
    return tokens[:count], ends


def _is_suffix(tokens: list[str], after_comma: bool, shouting: bool) -> bool:
    token, plain = tokens[-1], squeeze(tokens[-1])
    before = tokens[:-1]
    if not plain:
        return True
    if before and is_address(token, before):
        return True
    if plain in ("sen", "jun"):  # surnames in Bengal, given names in East Asia
        return token.endswith(".") and len(before) >= 2
    if plain in _kind("credentials.txt", "generation") and (len(before) >= 2 or not initials(token)):
        return (
            after_comma
            or len(before) >= 2
            or (len(before) == 1 and (token.endswith(".") or plain in ("jr", "junr", "jnr", "esq")))
        )
    if plain in _kind("credentials.txt", "kin"):
        return len(before) >= 2 and (token.islower() or plain == "senior")
    if plain in _kind("credentials.txt", "risky"):
        if after_comma or "." in token.strip(".") or token.startswith("("):
            return True
        return len(before) >= 2 and token.isupper() and len(plain) > 1 and _quiet_names(before)
    if plain in _kind("credentials.txt", "safe"):
        return after_comma or not token.islower() or "." in token or len(before) >= 2
    if plain in _dotted_prefixes() and token.endswith(".") and before:
        return len(before) >= 2 or after_comma
    return not (shouting and token.isalpha()) and _looks_like_credential(token, before, after_comma)


def is_address(token: str, before: list[str]) -> bool:
    """Whether a word behind others is a form of address: one that is nobody's name (`Frey Prof`), any that has a dot
    (`Rossi Arch.`), or what follows such a one (`Frey Dr. med.`)."""
    plain = squeeze(token)
    if plain in _kind("honorifics.txt", "after"):
        return True
    if token.rstrip(".") in words.sections("honorifics.txt")["written"]:
        return len(before) >= 2 or before[0].isupper() or fold(before[0]) in name_lists.families() - name_lists.givens()
    if plain in _kind("honorifics.txt", "behind"):
        return len(before) >= 2 or not token.islower() or not before[0].islower()
    if plain in _kind("honorifics.txt", "medical") and len(before) >= 2 and is_address(before[-1], before[:-1]):
        return token.islower() or token.endswith(".")
    return len(plain) > 1 and token.endswith(".") and plain in _addresses()


@cache
def _addresses() -> frozenset[str]:
    return _kind("honorifics.txt", "always") | _kind("honorifics.txt", "dotted")


def _quiet_names(tokens: list[str]) -> bool:
    return any(not t.isupper() and len(t) > 1 for t in tokens)


@cache
def _dotted_prefixes() -> frozenset[str]:
    return frozenset(("ing", "mag", "bc", "mgr", "drs", "ir", "dr", "prof", "diplinging", "bakk", "lic"))


def _looks_like_credential(token: str, before: list[str], after_comma: bool) -> bool:
    """An unknown one, by its shape: capitals after a comma (`, CXYZ`), or degrees with inner dots (`B.Pharm.`)."""
    if not _SHAPED.fullmatch(token.strip("()")):
        return False
    if "." in token:
        return (
            len(re.sub(r"\W", "", token)) > 2 and len(before) >= 2 and any(c.islower() for c in token)
        ) or after_comma
    known = token.isalpha() and (len(token) > 5 or fold(token) in name_lists.givens())
    return after_comma and not known


def initials(word: str) -> int:
    """How many single letters with dots the word is made of (`J.A.`, `J.-P.`), 0 where it is none of that kind."""
    return word.count(".") if _INITIALS.fullmatch(word) else 0


def is_degree(word: str, titled: bool) -> bool:
    """Whether initials are rather a degree. Behind a surname alone two of them are a given name (`Smith, J.D.`), save
    M.D.; `titled`: behind a given name or a form of address (`Dr. Smith, M.A.`) they are not."""
    plain = squeeze(word)
    known = plain in _kind("credentials.txt", "safe") | _kind("credentials.txt", "risky")
    return known and (titled or len(plain) > 2 or plain == "md")


def is_risky(word: str) -> bool:
    """Whether the credential is a surname as well: Ma, Do, Ba."""
    return squeeze(word) in _kind("credentials.txt", "risky") | {"au", "tu"}


def is_credentials(text: str) -> bool:
    """Whether the whole text is made of credentials and generations: `Ph.D.`, `MBA, PMP`, `Jr.`."""
    tokens = [t for t in re.split(r"[\s,;/|]+", glue(text)) if t]
    return bool(tokens) and all(
        squeeze(t) in _all_credentials() or (t.isupper() and "." in t and len(t) > 2) for t in tokens
    )


@cache
def _all_credentials() -> frozenset[str]:
    return _kind("credentials.txt", "generation") | _kind("credentials.txt", "safe") | _kind("credentials.txt", "risky")
