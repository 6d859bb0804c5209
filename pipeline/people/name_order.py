"""Which words of a name are given, which are the family's: by script, particles, capitals and known names."""

from __future__ import annotations

import re

from pipeline.people import name_ends
from pipeline.people import name_lists as lists
from pipeline.people.name_east import Parts, split
from pipeline.people.romanize import fold

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
    if len(tokens) <= 2 and not "".join(tokens).isascii() and (found := split(tokens, country)):
        return found
    if len(tokens) == 1:
        return Parts(tokens[0], "", "", False)
    if found := _marked_by_capitals(tokens) or _patronymic(tokens):
        return found
    plain = [fold(t).replace("’", "'") for t in tokens]
    if _vietnamese(tokens, plain):
        return Parts(tokens[-1], " ".join(tokens[1:-1]), tokens[0])
    return _before_initials(tokens, plain) or _particles(tokens) or _by_lexicon(tokens, plain)


def _before_initials(tokens: list[str], plain: list[str]) -> Parts | None:
    """Smith J.A., van Dijk J. M.: two initials at the end are given names where no given name stands before them."""
    count = next((n for n, token in enumerate(reversed(tokens)) if not name_ends.initials(token)), len(tokens))
    written = sum(name_ends.initials(token) for token in tokens[len(tokens) - count :])
    known = plain[0] in lists.givens() and plain[0] not in lists.starts() | lists.families()
    if not 0 < count < len(tokens) or written < _FEWEST_INITIALS or known:
        return None
    given, additional = given_name(tokens[-count:])
    return Parts(given, additional, " ".join(tokens[:-count]))


_FEWEST_INITIALS = 2
"""One alone may as well be a shortened surname: Ramesh K."""


def _marked_by_capitals(tokens: list[str]) -> Parts | None:
    """SMITH John, LI Wei, Jean DE LA FONTAINE: one run of capitals among words in ordinary letters is the surname."""
    shout = [t.isupper() and len(re.sub(r"\W", "", t)) > 1 and "." not in t for t in tokens]
    quiet = [not t.isupper() and t[:1].isupper() for t in tokens]
    if not any(shout) or not any(quiet):
        return None
    start, end = shout.index(True), len(shout) - 1 - shout[::-1].index(True)
    if not all(
        s or t.lower() in lists.starts() for s, t in zip(shout[start : end + 1], tokens[start : end + 1], strict=True)
    ):
        return None
    while start > 0 and tokens[start - 1].islower() and tokens[start - 1] in lists.starts():
        start -= 1
    short_first = start == 0 and end == 0 and len(tokens[0]) <= 3 and fold(tokens[0]) not in lists.families()
    if short_first or (start > 0 and end < len(tokens) - 1):
        return None  # "JP Morgan" has initials, not a surname in capitals
    family, rest = tokens[start : end + 1], tokens[:start] + tokens[end + 1 :]
    given, additional = given_name(rest)
    return Parts(given, additional, " ".join(family))


def _patronymic(tokens: list[str]) -> Parts | None:
    """Иван Иванович Иванов and Иванов Иван Иванович: the patronymic tells the order."""
    if len(tokens) != 3:
        return None
    hit = [bool(_CYRILLIC_PATRONYMIC.match(t) or _LATIN_PATRONYMIC.match(t)) for t in tokens]
    if hit[2] and not hit[1] and fold(tokens[1]) in lists.givens():
        return Parts(tokens[1], tokens[2], tokens[0])
    if hit[1] and (not hit[2] or fold(tokens[0]) in lists.givens()):
        return Parts(tokens[0], tokens[1], tokens[2])
    return None


def _particles(tokens: list[str]) -> Parts | None:
    """Ludwig van Beethoven, Juan Carlos de la Cruz Mora: the first particle begins the surname."""
    plain = [t.lower().strip(",") for t in tokens]
    for i in range(1, len(tokens) - 1):
        if plain[i] in lists.patronyms():
            return _arabic(tokens, i)
        if plain[i] in lists.links() and i >= 2 and len(tokens) > i + 1:
            given, additional = given_name(tokens[: i - 1])
            return Parts(given, additional, " ".join(tokens[i - 1 :]))
        if plain[i] in lists.starts() and not (tokens[i].isupper() and plain[i] in _AMBIGUOUS):
            if fold(" ".join(plain[i:-1])).startswith(lists.devotions()) and len(tokens) > i + 2:
                continue
            if plain[i] in _ONLY_BEFORE_LAST and tokens[i][0].isupper() and i != len(tokens) - 2:
                continue
            given, additional = given_name(tokens[:i])
            return Parts(given, additional, " ".join(tokens[i:]))
    if plain[0] in lists.lower_starts() and tokens[0].islower() and len(tokens) == 2:
        return Parts("", "", " ".join(tokens), False)
    return None


_AMBIGUOUS = frozenset(("la", "le", "el", "al", "do", "di", "da", "ben", "san"))
_ONLY_BEFORE_LAST = frozenset("san santa santo saint sint st st. ben mac do fitz di le lo la abu".split())
"""Particles that are also names of their own when written with a capital: Aung San Suu Kyi."""


def _arabic(tokens: list[str], i: int) -> Parts:
    end = i + 2
    while end < len(tokens) - 1 and tokens[end].lower() in lists.patronyms():
        end += 2
    if end >= len(tokens):
        given, additional = given_name(tokens[:i])
        return Parts(given, additional, " ".join(tokens[i:]))
    given, additional = given_name(tokens[:i])
    return Parts(given, " ".join([*([additional] if additional else []), *tokens[i:end]]), " ".join(tokens[end:]))


def given_name(tokens: list[str]) -> tuple[str, str]:
    """Given name and further names; compounds such as María José, Jean Paul, Abdul Rahman stay whole."""
    if len(tokens) < 2:
        return " ".join(tokens), ""
    first, second = fold(tokens[0]).strip("."), fold(tokens[1])
    if first in ("ma", "md", "mohd", "muhd") and (tokens[0].endswith(".") or len(first) > 2):
        return " ".join(tokens[:2]), " ".join(tokens[2:])
    if first in lists.prefix_names() or second in lists.compounds(first):
        return " ".join(tokens[:2]), " ".join(tokens[2:])
    return tokens[0], " ".join(tokens[1:])


def _by_lexicon(tokens: list[str], plain: list[str]) -> Parts:
    if _family_first(tokens, plain):
        return _with_family_first(tokens, plain)
    if len(tokens) >= 3 and (size := _surname_words(tokens, plain)):
        given, additional = given_name(tokens[:-size])
        return Parts(given, additional, " ".join(tokens[-size:]), False)
    given, additional = given_name(tokens[:-1])
    return Parts(given, additional, tokens[-1])


def _surname_words(tokens: list[str], plain: list[str]) -> int:
    if plain[-1] in _KIN and given_name(tokens[:-1])[1]:
        return 2
    return _double_surname(plain)


_KIN = frozenset(("filho", "neto", "sobrinho", "junior"))
"""Part of a Brazilian family name, never the whole: Moacir Quadros Filho."""


def _with_family_first(tokens: list[str], plain: list[str]) -> Parts:
    if len(tokens) == 3 and (plain[0] in lists.family_sets()["zh"] or plain[0] in lists.family_sets()["ko"]):
        return Parts(" ".join(tokens[1:]), "", tokens[0])
    given, additional = given_name(tokens[1:])
    return Parts(given, additional, tokens[0])


def _family_first(tokens: list[str], plain: list[str]) -> bool:
    first, last = plain[0], plain[-1]
    return (
        _chinese(plain)
        or _korean(plain)
        or _known_pair(first, last, "ja", len(tokens))
        or _hungarian(plain)
        or _slavic(tokens, plain)
        or _western(first, last, len(tokens))
    )


def _vietnamese(tokens: list[str], plain: list[str]) -> bool:
    families = lists.family_sets()["vi"]
    if plain[0] not in families or "der" in plain or "den" in plain or len(plain) < 2:
        return False
    if any(p in ("van", "thi", "duc", "minh", "huu", "ngoc", "quang", "thanh", "xuan", "dinh") for p in plain[1:-1]):
        return True
    marked = any(c in "ăâđêôơưĂÂĐÊÔƠƯ" or 0x1EA0 <= ord(c) <= 0x1EF9 for t in tokens for c in t)
    return (
        marked
        or (
            len(tokens) >= 3
            and plain[0] in ("nguyen", "tran", "pham", "huynh", "phan", "vu", "vo", "dang", "bui", "hoang")
        )
    ) and (
        plain[-1] not in families or (len(tokens) >= 3 and plain[-1] not in ("nguyen", "tran", "pham", "huynh", "phan"))
    )


def _chinese(plain: list[str]) -> bool:
    ranks = lists.family_ranks("zh", "hk", "tw")
    syllables = [bool(_PINYIN.match(p.replace("-", "").replace("'", ""))) for p in plain]
    if plain[0] not in ranks or not all(syllables) or len(plain) > 3:
        return False
    if len(plain) == 3:
        return plain[-1] not in ranks or ranks[plain[0]] <= ranks[plain[-1]]
    if "-" in plain[1] or _syllables(plain[1]) > 1:
        return plain[1] not in lists.givens() and plain[1] not in ranks
    if plain[1] in ranks:
        return ranks[plain[0]] * 2 < ranks[plain[1]] and ranks[plain[0]] < 30
    return plain[1] not in lists.givens() and plain[0] not in lists.givens_latin()


def _syllables(text: str) -> int:
    return len(re.findall(r"[aeiouü]+(?:ng|n(?![aeiouü])|r(?![aeiouü]))?", text))


def _korean(plain: list[str]) -> bool:
    families = lists.family_ranks("ko")
    if plain[0] not in families:
        return False
    if len(plain) == 2:
        pieces = plain[1].split("-")
        return len(pieces) == 2 and all(_KOREAN.match(p) for p in pieces)
    western = plain[0] in lists.givens_latin() and plain[0] not in ("kim", "lee")
    return (
        len(plain) == 3
        and all(_KOREAN.match(p) for p in plain[1:])
        and families.get(plain[2], 99) >= 10
        and not western
    )


def _known_pair(first: str, last: str, language: str, count: int) -> bool:
    return (
        count == 2
        and first in lists.family_sets()[language]
        and last in lists.given_sets()[language]
        and first not in lists.given_sets()[language]
    )


def _hungarian(plain: list[str]) -> bool:
    families, givens = lists.family_sets()["hu"], lists.given_sets()["hu"]
    if len(plain) == 2:
        return plain[0] in families and plain[1] in givens and plain[0] not in givens
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
        and lists.is_given(plain[1])
        and plain[0] not in lists.givens()
        and not _SLAVIC_FAMILY.match(tokens[1])
    )


def _western(first: str, last: str, count: int) -> bool:
    """Müller Hans: only where the first word is a surname and no given name, the last a given name and no surname."""
    return (
        count == 2
        and first in lists.families()
        and first not in lists.givens()
        and lists.is_given(last)
        and last not in lists.families()
    )


def _double_surname(plain: list[str]) -> int:
    """Two surnames at the end, as in Spain, Portugal and Latin America: Juan García López, Ana Souza Lima."""
    iberian = lists.family_sets()["es"] | lists.family_sets()["pt"]
    givens = lists.given_sets()["es"] | lists.given_sets()["pt"]
    if plain[-2] in iberian and plain[-2] not in givens and (plain[-1] in iberian or plain[0] in givens):
        return 2
    return 2 if len(plain) == 4 and plain[0] in givens and plain[1] in givens and plain[-1] in iberian else 0
