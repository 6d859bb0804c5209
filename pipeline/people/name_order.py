"""Which words of a name are given, which are the family's: by script, particles, capitals and known names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.people import words
from pipeline.people.romanize import HAN, HANGUL, KANA, fold


class Parts(NamedTuple):
    """A name's words by role, in the writer's letters."""

    given: str
    additional: str
    family: str
    sure: bool = True


_HAN = re.compile(f"[{HAN}]+")
_HANGUL = re.compile(f"[{HANGUL}]+")
_JAPANESE = re.compile(f"(?=.*[{KANA}々])[{HAN}{KANA}]+|[{KANA}]+")
_CYRILLIC_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|евич|ьич|овна|евна|ична|инична|івна|йович|ійович|ївна)$", re.IGNORECASE
)
_LATIN_PATRONYMIC = re.compile(
    r"\w{3,}(?:ovich|evich|ovych|evych|ovna|evna|ivna|yovych|ichna|inichna|ovitch|evitch|ovic)$", re.IGNORECASE
)
_SLAVIC_FAMILY = re.compile(
    r"\w+(?:ов|ев|ёв|ин|ын|ский|цкий|ской|ко|енко|ук|юк|чук|ян|швили|дзе|ова|ева|ёва|ина|ына|ская|цкая|ич|ець|ий|ak|ov|ev|ova|eva|sky|skiy|skaya|enko|"
    r"chuk|yuk|shvili|dze|yan|ski|ska|cki|cka|ová|owicz|ić|vić|escu|idis|poulos|akis|opoulos|oglu|oğlu|sson|dóttir|dottir|mann|inen|nen)$",
    re.IGNORECASE,
)
_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:i?ang|i?ong|u?ang|eng|ing|i?an|u?an|en|in|un|ün|i?ao|ou|iu|u?ai|ei|ui|i?e|ue|üe|uo|ia|ua|er|a|o|e|i|u|ü))"
    r"{1,3}$"
)
_KOREAN = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?(?:yeo|yae|eui|weo|yoo|woo|eu|ae|eo|oe|wa|wi|we|wo|ya|ye|yo|yu|ui|oo|ee|ou|a|e|i|o|u)"
    r"(?:ng|ck|gh|[kgnlmpbtrh])?){1,2}$"
)


def parts(tokens: list[str], country: str = "") -> Parts:
    """The roles of a name's words. `country` (ISO 3166) tells Japanese from Chinese where the letters do not."""
    if not tokens:
        return Parts("", "", "")
    if len(tokens) <= 2 and (found := _east_asian(tokens, country)):
        return found
    if len(tokens) == 1:
        return Parts(tokens[0], "", "", False)
    return _marked_by_capitals(tokens) or _patronymic(tokens) or _particles(tokens) or _by_lexicon(tokens, country)


def _east_asian(tokens: list[str], country: str) -> Parts | None:
    text = "".join(tokens)
    if "・" in text or "·" in text or "•" in text:
        pieces = [p for p in re.split(r"[・·•]", " ".join(tokens)) if p.strip()]
        return (
            Parts(pieces[0].strip(), " ".join(p.strip() for p in pieces[1:-1]), pieces[-1].strip())
            if len(pieces) > 1
            else None
        )
    if _HANGUL.fullmatch(text):
        return _spaced(tokens) or _split_korean(text)
    if _JAPANESE.fullmatch(text):
        return _spaced(tokens) or _split_by(text, "ja-family", (3, 2, 1)) or Parts(text, "", "", False)
    if _HAN.fullmatch(text):
        return _spaced(tokens) or _split_han(text, country)
    return None


def _spaced(tokens: list[str]) -> Parts | None:
    return Parts(tokens[1], "", tokens[0]) if len(tokens) == 2 else None


def _split_korean(text: str) -> Parts:
    double = words.pairs("native_names.txt", "ko-family")
    size = 2 if text[:2] in double and len(text) > 2 else 1
    return Parts(text[size:], "", text[:size]) if 2 <= len(text) <= 5 else Parts(text, "", "", False)


def _split_by(text: str, kind: str, sizes: tuple[int, ...]) -> Parts | None:
    known = words.pairs("native_names.txt", kind)
    size = next((s for s in sizes if s < len(text) and text[:s] in known), 0)
    return Parts(text[size:], "", text[:size]) if size else None


def _split_han(text: str, country: str) -> Parts:
    if not 2 <= len(text) <= 5:
        return Parts(text, "", "", False)
    japanese = country == "JP" or (country not in ("CN", "TW", "HK", "SG", "MO") and len(text) >= 3)
    if japanese and (found := _split_by(text, "ja-family", (3, 2) if country != "JP" else (3, 2, 1))):
        return found
    if found := _split_by(text, "zh-family", (2, 1)):
        return found if len(text) <= 4 else Parts(text, "", "", False)
    size = 2 if len(text) >= 4 or country == "JP" and len(text) == 3 else 1
    return Parts(text[size:], "", text[:size], False)


def _marked_by_capitals(tokens: list[str]) -> Parts | None:
    """SMITH John, LI Wei, Jean DE LA FONTAINE: one run of capitals among words in ordinary letters is the surname."""
    shout = [t.isupper() and len(re.sub(r"\W", "", t)) > 1 and "." not in t for t in tokens]
    quiet = [not t.isupper() and t[:1].isupper() for t in tokens]
    if not any(shout) or not any(quiet):
        return None
    start, end = shout.index(True), len(shout) - 1 - shout[::-1].index(True)
    if not all(
        s or t.lower() in _starts() for s, t in zip(shout[start : end + 1], tokens[start : end + 1], strict=True)
    ):
        return None
    while start > 0 and tokens[start - 1].islower() and tokens[start - 1] in _starts():
        start -= 1
    short_first = start == 0 and end == 0 and len(tokens[0]) <= 3 and fold(tokens[0]) not in _families()
    if short_first or (start > 0 and end < len(tokens) - 1):
        return None  # "JP Morgan" has initials, not a surname in capitals
    family, rest = tokens[start : end + 1], tokens[:start] + tokens[end + 1 :]
    given, additional = _given(rest)
    return Parts(given, additional, " ".join(family))


def _patronymic(tokens: list[str]) -> Parts | None:
    """Иван Иванович Иванов and Иванов Иван Иванович: the patronymic tells the order."""
    if len(tokens) != 3:
        return None
    hit = [bool(_CYRILLIC_PATRONYMIC.match(t) or _LATIN_PATRONYMIC.match(t)) for t in tokens]
    if hit[2] and not hit[1] and fold(tokens[1]) in _givens():
        return Parts(tokens[1], tokens[2], tokens[0])
    if hit[1] and (not hit[2] or fold(tokens[0]) in _givens()):
        return Parts(tokens[0], tokens[1], tokens[2])
    return None


def _particles(tokens: list[str]) -> Parts | None:
    """Ludwig van Beethoven, Juan Carlos de la Cruz Mora: the first particle begins the surname."""
    plain = [t.lower().strip(",") for t in tokens]
    for i in range(1, len(tokens) - 1):
        if plain[i] in _patronyms():
            return _arabic(tokens, i)
        if plain[i] in _links() and i >= 2 and len(tokens) > i + 1:
            given, additional = _given(tokens[: i - 1])
            return Parts(given, additional, " ".join(tokens[i - 1 :]))
        if plain[i] in _starts() and not (
            plain[i] in ("la", "le", "el", "al", "ben", "do", "san") and tokens[i].isupper()
        ):
            if " ".join(plain[i:-1]).startswith(_DEVOTIONS) and len(tokens) > i + 2:
                continue
            if (
                plain[i] in ("al", "le", "ben", "mac", "san", "do", "e", "di", "da")
                and tokens[i][0].isupper()
                and len(tokens[i]) < 3
                and i == 1
                and len(tokens) == 3
                and plain[i] in ("al", "ben")
            ):
                pass
            given, additional = _given(tokens[:i])
            return Parts(given, additional, " ".join(tokens[i:]))
    if plain[0] in _lower_starts() and tokens[0].islower() and len(tokens) == 2:
        return Parts("", "", " ".join(tokens), False)
    return None


_DEVOTIONS = (
    "del carmen", "de los angeles", "de los ángeles", "del pilar", "del mar", "de jesus", "de jesús", "de fatima", "de fátima", "del rosario",
    "da conceição", "da conceicao", "de lourdes", "del socorro", "de la luz", "del rocio", "del rocío", "de la paz", "das graças", "das gracas",
    "do carmo", "do rosário", "de guadalupe",
)  # fmt: skip


def _arabic(tokens: list[str], i: int) -> Parts:
    end = i + 2
    while end < len(tokens) - 1 and tokens[end].lower() in _patronyms():
        end += 2
    if end >= len(tokens):
        given, additional = _given(tokens[:i])
        return Parts(given, additional, " ".join(tokens[i:]))
    given, additional = _given(tokens[:i])
    return Parts(given, " ".join([*([additional] if additional else []), *tokens[i:end]]), " ".join(tokens[end:]))


def _given(tokens: list[str]) -> tuple[str, str]:
    """Given name and further names; compounds such as María José, Jean Paul, Abdul Rahman stay whole."""
    if len(tokens) < 2:
        return " ".join(tokens), ""
    first, second = fold(tokens[0]).strip("."), fold(tokens[1])
    whole = (
        first in _COMPOUND_FIRST
        and not _is_initial(tokens[1])
        and second in _COMPOUND_FIRST[first] | _ANY.get(first, frozenset())
    )
    if whole or first in _prefix_names():
        return " ".join(tokens[:2]), " ".join(tokens[2:])
    return tokens[0], " ".join(tokens[1:])


_COMPOUND_FIRST: dict[str, frozenset[str]] = {
    first: frozenset(rest.split())
    for first, rest in {
        "maria": "jose teresa luisa isabel elena del angeles fernanda jesus cristina eugenia pilar carmen dolores paula joao antonia rosa",
        "jose": "luis maria antonio manuel carlos miguel angel ignacio juan ramon eduardo",
        "juan": "carlos jose manuel pablo antonio luis ignacio miguel francisco maria diego",
        "luis": "miguel alberto fernando enrique felipe carlos angel eduardo",
        "ana": "maria paula isabel luisa carolina sofia lucia cristina beatriz rita clara",
        "joao": "paulo pedro carlos miguel vitor luiz marcos", "pedro": "henrique miguel paulo", "luiz": "fernando henrique carlos",
        "jean": "paul pierre claude luc marc michel francois jacques baptiste christophe philippe louis yves sebastien",
        "marie": "claire france christine therese louise pierre laure anne josee eve noelle",
        "anne": "marie sophie laure claire", "anna": "maria lena karin sofia", "hans": "peter jurgen joachim dieter georg jorg christian martin",
        "karl": "heinz friedrich otto josef", "klaus": "dieter peter jurgen", "heinz": "peter gunter dieter", "ernst": "august",
        "mary": "ann anne jane beth kate lou jo ellen sue", "gian": "luca carlo marco paolo franco pietro maria", "pier": "luigi paolo giorgio francesco",
        "carl": "johan gustaf fredrik henrik", "per": "olof erik arne", "lars": "erik olof goran", "jan": "erik olof willem", "ole": "petter kristian",
        "mohammad": "reza ali hossein", "amir": "hossein ali reza", "ali": "reza", "nur": "aisyah ain", "siti": "nur aisyah fatimah",
        "francisco": "javier jose", "miguel": "angel", "victor": "manuel hugo", "marco": "antonio aurelio tulio", "rosa": "maria", "jo": "ann anne",
    }.items()
}  # fmt: skip
_ANY: dict[str, frozenset[str]] = {}


@cache
def _prefix_names() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["compound"]) - {"jean"}


def _is_initial(token: str) -> bool:
    return len(re.sub(r"\W", "", token)) == 1


def _by_lexicon(tokens: list[str], country: str) -> Parts:
    plain = [fold(t).replace("’", "'") for t in tokens]
    if plain[0] in _prefix_names() and len(tokens) > 2:
        return Parts(" ".join(tokens[:2]), " ".join(tokens[2:-1]), tokens[-1])
    if _family_first(tokens, plain, country):
        return _with_family_first(tokens, plain)
    if len(tokens) >= 3 and (size := _double_surname(plain)):
        given, additional = _given(tokens[:-size])
        return Parts(given, additional, " ".join(tokens[-size:]), False)
    given, additional = _given(tokens[:-1])
    return Parts(given, additional, tokens[-1])


def _with_family_first(tokens: list[str], plain: list[str]) -> Parts:
    if plain[0] in _family_sets()["vi"] and len(tokens) >= 3 and not _PINYIN_ONLY(plain):
        return Parts(tokens[-1], " ".join(tokens[1:-1]), tokens[0])
    if len(tokens) == 3 and (plain[0] in _family_sets()["zh"] or plain[0] in _family_sets()["ko"]):
        return Parts(" ".join(tokens[1:]), "", tokens[0])
    given, additional = _given(tokens[1:])
    return Parts(given, additional, tokens[0])


def _PINYIN_ONLY(plain: list[str]) -> bool:  # noqa: N802
    return all(_PINYIN.match(p) for p in plain) and plain[0] in _family_sets()["zh"]


def _family_first(tokens: list[str], plain: list[str], country: str) -> bool:
    first, last = plain[0], plain[-1]
    return (
        _vietnamese(tokens, plain)
        or _chinese(plain, country)
        or _korean(plain)
        or _known_pair(first, last, "ja", len(tokens))
        or _hungarian(plain)
        or _slavic(tokens, plain)
        or _western(first, last, len(tokens))
    )


def _vietnamese(tokens: list[str], plain: list[str]) -> bool:
    families = _family_sets()["vi"]
    if plain[0] not in families:
        return False
    if any(p in ("van", "thi", "duc", "minh", "huu", "ngoc", "quang", "thanh", "xuan", "dinh") for p in plain[1:-1]):
        return True
    marked = any(c in "ăâđêôơưĂÂĐÊÔƠƯ" or 0x1EA0 <= ord(c) <= 0x1EF9 for t in tokens for c in t)
    return (
        marked
        or len(tokens) >= 3
        and plain[0] in ("nguyen", "tran", "pham", "huynh", "phan", "vu", "vo", "dang", "bui", "hoang")
    ) and (
        plain[-1] not in families or len(tokens) >= 3 and plain[-1] not in ("nguyen", "tran", "pham", "huynh", "phan")
    )


def _chinese(plain: list[str], country: str) -> bool:
    ranks = _family_ranks("zh", "hk", "tw")
    syllables = [bool(_PINYIN.match(p.replace("-", "").replace("'", ""))) for p in plain]
    if plain[0] not in ranks or not all(syllables) or len(plain) > 3:
        return False
    if len(plain) == 3:
        return plain[-1] not in ranks or ranks[plain[0]] <= ranks[plain[-1]]
    if "-" in plain[1] or _syllables(plain[1]) > 1:
        return plain[1] not in _givens() and plain[1] not in ranks
    if plain[1] in ranks:
        return ranks[plain[0]] * 2 < ranks[plain[1]] and ranks[plain[0]] < 30
    return plain[1] not in _givens() and plain[0] not in _givens_latin()


def _syllables(text: str) -> int:
    return len(re.findall(r"[aeiouü]+(?:ng|n(?![aeiouü])|r(?![aeiouü]))?", text))


def _korean(plain: list[str]) -> bool:
    families = _family_sets()["ko"]
    if plain[0] not in families:
        return False
    if len(plain) == 2:
        pieces = plain[1].split("-")
        return len(pieces) == 2 and all(_KOREAN.match(p) for p in pieces) and plain[1] not in _givens()
    return (
        len(plain) == 3
        and all(_KOREAN.match(p) for p in plain[1:])
        and plain[2] not in families
        and plain[0] not in _givens_latin() - {"kim", "lee"}
    )


def _known_pair(first: str, last: str, language: str, count: int) -> bool:
    return (
        count == 2
        and first in _family_sets()[language]
        and last in _given_sets()[language]
        and first not in _given_sets()[language]
    )


def _hungarian(plain: list[str]) -> bool:
    families, givens = _family_sets()["hu"], _given_sets()["hu"]
    if len(plain) == 2:
        return plain[0] in families and plain[1] in givens and plain[0] not in givens and plain[1] not in families
    return (
        len(plain) == 3
        and plain[0] in families
        and plain[1] in givens
        and plain[2] in givens
        and plain[0] not in givens
    )


def _slavic(tokens: list[str], plain: list[str]) -> bool:
    return (
        len(plain) == 2
        and bool(_SLAVIC_FAMILY.match(tokens[0]))
        and plain[1] in _givens()
        and plain[0] not in _givens()
        and not _SLAVIC_FAMILY.match(tokens[1])
    )


def _western(first: str, last: str, count: int) -> bool:
    """Müller Hans: only where the first word is a surname and no given name, and the last a given name and no surname."""
    return (
        count == 2 and first in _families() and first not in _givens() and last in _givens() and last not in _families()
    )


def _double_surname(plain: list[str]) -> int:
    """Two surnames at the end, as in Spain, Portugal and Latin America: Juan García López, Ana Souza Lima."""
    iberian = _family_sets()["es"] | _family_sets()["pt"]
    givens = _given_sets()["es"] | _given_sets()["pt"]
    if plain[-2] in iberian and plain[-2] not in givens and (plain[-1] in iberian or plain[0] in givens):
        return 2
    return 2 if len(plain) == 4 and plain[0] in givens and plain[1] in givens and plain[-1] in iberian else 0


@cache
def first_words() -> frozenset[str]:
    """Words that, first of two, may be a surname, a form of address or a placeholder: such names take the long way."""
    honorifics = {fold(w).strip(".") for some in words.sections("honorifics.txt").values() for w in some}
    small = {w for some in words.sections("particles.txt").values() for w in some}
    return _families() | honorifics | small | {"no", "linkedin", "first", "vorname", "not", "membre", "membro", "utilisateur"}


@cache
def last_words() -> frozenset[str]:
    """Words that, last of two, may be a given name, a credential or a patronymic."""
    ends = {fold(re.sub(r"\W", "", w)) for some in words.sections("credentials.txt").values() for w in some}
    small = {w for some in words.sections("particles.txt").values() for w in some}
    return _givens() | ends | small | first_words() - _families()


@cache
def _starts() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["start"]) | _patronyms()


@cache
def _lower_starts() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["lower"])


@cache
def _patronyms() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["patronym"])


@cache
def _links() -> frozenset[str]:
    return frozenset(words.sections("particles.txt")["link"]) - {"und"}


@cache
def _family_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(map(fold, names)) for language, names in words.sections("surnames.txt").items()}


@cache
def _family_ranks(*languages: str) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for language in languages:
        for rank, name in enumerate(words.sections("surnames.txt")[language]):
            ranks[fold(name)] = min(rank, ranks.get(fold(name), rank))
    return ranks


@cache
def _families() -> frozenset[str]:
    return frozenset().union(*_family_sets().values())


@cache
def _given_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(map(fold, names)) for language, names in words.sections("given_names.txt").items()}


@cache
def _givens() -> frozenset[str]:
    return _givens_latin() | frozenset().union(*_given_sets().values())


@cache
def _givens_latin() -> frozenset[str]:
    found: set[str] = set()
    for name in ("nicknames.txt", "spellings.txt"):
        for line in words.lines(name):
            found.update(fold(w) for w in line.partition(":")[2].replace("|", " ").split() or line.split())
    for language, names in _given_sets().items():
        if language not in ("ja",):
            found |= names
    return frozenset(found)
