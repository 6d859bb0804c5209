"""Reads one whole name: what stands around it, its parts, its capitals."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.people import name_case, name_east, name_ends, name_lists, name_marks, name_order, titles, words
from pipeline.people.name_east import Parts, joined
from pipeline.people.romanize import HAN, HANGUL, KANA, fold


class Name(NamedTuple):
    """A person's name and its parts, each `` where there is none."""

    full: str = ""
    """As the person writes it, without prefix and suffix."""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    """Also what stands in brackets behind the name: a former name, a firm, a place."""
    maiden: str = ""
    other: str = ""
    """The same name in another script, where both stand in one text."""
    sure: bool = True
    """False where the order of the words was guessed."""


NOBODY = frozenset(words.phrases("placeholders.txt")["name"])
_REMARK = re.compile(r"\s*(?:[|•·‖¦►▶→»]|\s//\s|\s[-–—]\s|::|\s~\s)\s*")
_NATIVE_RUN = re.compile(
    f"[{HAN}{KANA}{HANGUL}][{HAN}{KANA}{HANGUL}・·\\s]*[{HAN}{KANA}{HANGUL}]|[{HAN}{KANA}{HANGUL}]"
)
LETTER = re.compile(r"[^\W\d_]")


def parse(text: str, country: str = "") -> Name:
    """One whole name. `country` (ISO 3166) helps where only it tells the order (森 太郎 in Japan)."""
    if plain := _plain(text) or _titled(text, country):
        return plain
    text = name_marks.tidy(text)
    if not LETTER.search(text) or fold(text) in NOBODY or "@" in text or "://" in text:
        return Name()
    marked = name_marks.take_apart(text)
    nickname, byname, other, suffixes = "", "", "", []
    for aside in marked.asides:
        if name_ends.is_credentials(aside):
            suffixes.append(aside)
        elif name_marks.in_other_script(aside, marked.text) and len(aside.split()) <= 3:
            other = other or aside
        elif not nickname and is_nickname(aside) and (_amid(aside, text) or fold(aside) in name_lists.givens()):
            nickname = aside
        elif not byname and is_nickname(aside) and len(aside.split()) == 1:
            byname = aside
    body = without_remark(marked.text) or without_remark(text)
    body, native = _two_scripts(body)
    name = _build(body, country, nickname, marked.maiden, other or native, suffixes)
    if nickname and _amid(nickname, text):
        name = name._replace(full=_with_aside(name.full, text, nickname, "()"))
    return name._replace(nickname=name.nickname or byname)


def _amid(aside: str, text: str) -> bool:
    """Whether the brackets stand between words of the name."""
    before, _, after = text.partition(aside)
    return bool(re.search(r"\w[^\w,]*[(\[]\W*$", before) and re.match(r"\W*[)\]]\s*[^\W\d_]", after))


def _plain(text: str) -> Name | None:
    """The common case, `Jane Doe`: two words in ordinary letters, of which nothing special is known."""
    first, _, last = text.partition(" ")
    if not (first.isalpha() and last.isalpha() and first.istitle() and last.istitle()) or not text.isascii():
        return None
    one, other = first.lower(), last.lower()
    if one in name_lists.first_words() or other in name_lists.last_words():
        return None
    return Name(text, "", first, "", last)


_TITLED = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?: [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+){1,3}")
_BORN = frozenset(("Né", "Née", "Geboren", "Geborene"))


def _titled(text: str, country: str) -> Name | None:
    """Two to four words, capitals where they should be, nothing around them: only their roles are asked for."""
    if not _TITLED.fullmatch(text):
        return None
    tokens = text.split(" ")
    if name_ends.is_marked(tokens[0]) or name_ends.is_marked(tokens[-1]) or "ipl" in text or fold(text) in NOBODY:
        return None
    if len(tokens) > 2 and (len(set(tokens)) < len(tokens) or not _BORN.isdisjoint(tokens)):
        return None
    roles = name_order.parts(tokens, country)
    return Name(text, "", roles.given, roles.additional, roles.family, sure=roles.sure)


def _build(body: str, country: str, nickname: str, maiden: str, other: str, suffixes: list[str]) -> Name:
    quoted = name_marks.quoted(body)
    if quoted and len(name_marks.without_quoted(body).split()) >= 1 and LETTER.search(quoted):
        nickname = nickname or quoted
        shown = body
        body = name_marks.without_quoted(body)
    else:
        quoted, shown = "", ""
    prefix, core, behind, inverted = _core(name_ends.glue(body))
    tokens = [t for t in core if LETTER.search(t)]
    if not tokens:
        return Name()
    roles = inverted or _surname_alone(tokens, prefix, behind) or name_order.parts(tokens, country)
    cased = _cased(tokens, roles)
    full = " ".join(cased[t] for t in tokens) if not inverted else _joined(roles, cased)
    if tokens == [roles.given, roles.family] and (native := joined(roles.given, roles.family)):
        full = native
    if quoted:
        full = _with_aside(full, shown, quoted, '""')
    return Name(
        full,
        " ".join(prefix),
        _map(roles.given, cased),
        _map(roles.additional, cased),
        _map(roles.family, cased),
        ", ".join([*behind, *(s for s in dict.fromkeys(suffixes) if s not in behind)]),
        name_case.word(nickname, True) if len(nickname.split()) == 1 else nickname,
        " ".join(name_case.word(w) for w in maiden.split()),
        other,
        roles.sure,
    )


def _surname_alone(tokens: list[str], prefix: list[str], behind: list[str]) -> Parts | None:
    """`Prof. Frey`, `Frey Prof.`: one word beside a form of address is a surname, unless it is known as a given name."""
    if len(tokens) > 1 or not (prefix or any(name_ends.is_address(end.split()[0], tokens) for end in behind)):
        return None
    if _NATIVE_RUN.fullmatch(tokens[0]):
        is_surname = name_east.is_family(tokens[0])
    else:
        is_surname = len(tokens[0].strip(".")) > 1 and not name_lists.is_given(fold(tokens[0]))
    return Parts("", "", tokens[0], False) if is_surname else None


def _with_aside(full: str, shown: str, aside: str, marks: str) -> str:
    """Puts the nickname back where its bearer writes it: Robert "Bob" Smith."""
    before = {fold(w.strip(",;")) for w in shown[: shown.index(aside)].split()}
    shown_words = full.split()
    at = next((i for i, word in enumerate(shown_words) if fold(word) not in before), len(shown_words))
    if not 0 < at < len(shown_words):
        return full
    return " ".join([*shown_words[:at], marks[0] + aside + marks[1], *shown_words[at:]])


def _core(text: str) -> tuple[list[str], list[str], list[str], Parts | None]:
    """(forms of address, name's words, what stands behind, roles where a comma told them)."""
    segments = [s.strip() for s in re.split(r"\s*[,;，、]\s*", text) if s.strip()]
    if not segments:
        return [], [], [], None
    prefix, tokens = name_ends.split_prefix(segments[0].split())
    tokens, behind = name_ends.split_suffix(tokens)
    inverted: Parts | None = None
    for segment in segments[1:]:
        left, ends = name_ends.split_suffix(segment.split(), True, segments[0].isupper())
        if inverted is None and _lacks_given(tokens):
            while ends and name_ends.initials(ends[0]) and not name_ends.is_degree(ends[0], bool(prefix or left)):
                left.append(ends.pop(0))
        more, names = name_ends.split_prefix(left) if left else ([], [])
        if len(left) == 1 and name_ends.squeeze(left[0]) in ("dr", "prof", "mr", "mrs", "ms", "ing", "mag"):
            more, names = left, []
        if names and inverted is None and _may_be_given(names, tokens):
            inverted = _inverted(tokens, names)
            tokens = names + tokens
        prefix += more
        behind += ends
    return prefix, tokens, behind, inverted


def _lacks_given(tokens: list[str]) -> bool:
    """Whether the words before a comma look like a surname alone: `Smith`, `García López`."""
    return len(tokens) < 2 or not _begins_with_given(tokens)


def _begins_with_given(tokens: list[str]) -> bool:
    """Van is a given name in Vietnam; before Dijk it is none."""
    return fold(tokens[0]) in name_lists.givens() and not is_particle(tokens[0])


def _may_be_given(names: list[str], family: list[str]) -> bool:
    """Whether words behind a comma are given names: not `Jane Doe, Head of Sales`, not `John Doe, James Roe`."""
    if (
        len(names) > 4
        or len(family) > 4
        or not all(LETTER.search(n) and not any(c.isdigit() for c in n) for n in names)
    ):
        return False
    if fold(names[0]) in name_lists.givens():
        return len(family) < 2 or len(names) < 2 or not _begins_with_given(family)
    if any(n.islower() and not is_particle(n) for n in names[1:]) or (len(family) > 1 and len(names) > 2):
        return False
    whole = len(family) > 1 and _begins_with_given(family)
    return not whole and not titles.seniority(" ".join(names)) and not titles.function(" ".join(names))


def _inverted(family: list[str], names: list[str]) -> Parts:
    """`van der Berg, Jan`; `Beethoven, Ludwig van`: a particle at the end belongs to the surname."""
    cut = len(names)
    while cut > 1 and names[cut - 1].islower() and names[cut - 1] in _PARTICLES:
        cut -= 1
    given, additional = name_order.given_name(names[:cut])
    return Parts(given, additional, " ".join([*names[cut:], *family]))


_PARTICLES = frozenset("van von der den de da di du del della dos das do zu zum zur af av ter ten la le".split())


def _joined(roles: Parts, cased: dict[str, str]) -> str:
    return " ".join(cased.get(t, t) for part in (roles.given, roles.additional, roles.family) for t in part.split())


def _map(part: str, cased: dict[str, str]) -> str:
    return " ".join(cased.get(t, t) for t in part.split()) if part else ""


def _cased(tokens: list[str], roles: Parts) -> dict[str, str]:
    turkish = any(name_case.is_turkish(t) for t in tokens)
    mixed = any(t[:1].isupper() for t in tokens)
    family_first = len(tokens) > 1 and roles.family.split()[:1] == tokens[:1]
    out = {}
    for i, token in enumerate(tokens):
        surname = i == 0 and (family_first or len(tokens) == 1) and len(token) == 2  # LI Wei: not initials
        first = i == 0 and not (family_first and mixed and name_case.is_meant_small(token))
        out[token] = name_case.word(
            token.lower() if surname and token.isupper() else token, first, turkish, tokens[i - 1] if i else "", mixed
        )
    return out


def is_particle(token: str) -> bool:
    return token.lower() in _PARTICLES


def is_nickname(aside: str) -> bool:
    tokens = aside.split()
    return (
        1 <= len(tokens) <= 2
        and all(re.fullmatch(r"[^\W\d_][\w'’.-]*", t) for t in tokens)
        and tokens[0][0].isupper()
        and not (aside.isupper() and len(aside) > 3)
        and len(aside) <= 20
    )


def without_remark(text: str) -> str:
    """The name before `| Realtor` or ` - Headhunter`; one word behind a loose hyphen is a double surname."""
    pieces = _REMARK.split(text)
    if len(pieces) == 1 or not LETTER.search(pieces[0]):
        return text.strip(" |-–—•·~,")
    hyphen = re.search(r"\s[-–—]\s", text)
    if (
        len(pieces) == 2
        and hyphen
        and len(pieces[1].split()) == 1
        and len(pieces[0].split()) >= 2
        and pieces[1][:1].isupper()
        and not name_ends.is_credentials(pieces[1])
    ):
        return f"{pieces[0]}-{pieces[1]}"
    if "・" in text or (re.search(f"[{HAN}{KANA}]", text) and "·" in text):
        return text
    head = pieces[0].strip(" |-–—•·~,")
    tail = [p for p in pieces[1:] if name_ends.is_credentials(p)]
    return ", ".join([head, *tail])


def _two_scripts(text: str) -> tuple[str, str]:
    """A name in two scripts side by side: (the one written first, the other)."""
    found = _NATIVE_RUN.search(text)
    if not found:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,/|-")
    if not re.search(r"[A-Za-zÀ-ɏ]{2}", rest) or (len(rest.split()) < 2 and len(found[0]) < 2):
        return text, ""
    native = found[0].strip()
    if _NATIVE_RUN.search(rest) or not LETTER.search(rest):
        return text, ""
    return (native, rest) if text.lstrip().startswith(native) else (rest, native)
