"""Names of people, of many cultures: as written, with their parts told apart.

`parse` reads one whole name, `record` the name fields of one source record together. Nothing of the name
itself is ever dropped or transliterated: letters, accents, script and word order stay the writer's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.people import name_case, name_ends, name_marks, name_order
from pipeline.people.romanize import HAN, HANGUL, KANA, fold, romanize
from pipeline.people.variants import cognates, related, variants

__all__ = ["Name", "cognates", "fold", "parse", "part", "record", "related", "romanize", "variants"]


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
    maiden: str = ""
    other: str = ""
    """The same name in another script, where both stand in one text."""
    sure: bool = True
    """False where the order of the words was guessed."""


_NOBODY = frozenset(
    "unknown,n/a,na,none,null,nil,no name,noname,-,--,.,?,x,xx,xxx,linkedin member,linkedin user,linkedin-mitglied,utilisateur linkedin,membre linkedin,"
    "miembro de linkedin,usuario de linkedin,membro do linkedin,private,privat,anonymous,anonym,test,tbd,tba,name,first name,last name,"
    "vorname,nachname,unbekannt,desconocido,inconnu,contact,kontakt,guest,gast,n.n.,nn,undefined,not available,not set".split(
        ","
    )
)
_REMARK = re.compile(r"\s*(?:[|•·‖¦►▶→»]|\s//\s|\s[-–—]\s|::|\s~\s)\s*")
_NATIVE_RUN = re.compile(
    f"[{HAN}{KANA}{HANGUL}][{HAN}{KANA}{HANGUL}・·\\s]*[{HAN}{KANA}{HANGUL}]|[{HAN}{KANA}{HANGUL}]"
)
_LETTER = re.compile(r"[^\W\d_]")


def parse(text: str, country: str = "") -> Name:
    """One whole name. `country` (ISO 3166) helps where only it tells the order (森 太郎 in Japan)."""
    if plain := _plain(text):
        return plain
    text = name_marks.tidy(text)
    if not _LETTER.search(text) or fold(text) in _NOBODY or "@" in text or "://" in text:
        return Name()
    marked = name_marks.take_apart(text)
    nickname, other, suffixes = "", "", []
    for aside in marked.asides:
        if name_ends.is_credentials(aside):
            suffixes.append(aside)
        elif name_marks.in_other_script(aside, marked.text) and len(aside.split()) <= 3:
            other = other or aside
        elif not nickname and _is_nickname(aside):
            nickname = aside
    body = _without_remark(marked.text) or _without_remark(text)
    body, native = _two_scripts(body)
    return _build(body, country, nickname, marked.maiden, other or native, suffixes)


def _plain(text: str) -> Name | None:
    """The common case, `Jane Doe`: two words in ordinary letters, of which nothing is known that would change a thing."""
    first, _, last = text.partition(" ")
    if not (first.isalpha() and last.isalpha() and first.istitle() and last.istitle()) or not text.isascii():
        return None
    one, other = first.lower(), last.lower()
    if one in name_order.first_words() or other in name_order.last_words():
        return None
    return Name(text, "", first, "", last)


def _build(body: str, country: str, nickname: str, maiden: str, other: str, suffixes: list[str]) -> Name:
    quoted = name_marks.quoted(body)
    if quoted and len(name_marks.without_quoted(body).split()) >= 1 and _LETTER.search(quoted):
        nickname = nickname or quoted
        shown = body
        body = name_marks.without_quoted(body)
    else:
        quoted, shown = "", ""
    prefix, core, behind, inverted = _core(name_ends.glue(body))
    tokens = [t for t in core if _LETTER.search(t)]
    if not tokens:
        return Name()
    roles = inverted or name_order.parts(tokens, country)
    cased = _cased(tokens, roles)
    full = " ".join(cased[t] for t in tokens) if not inverted else _joined(roles, cased)
    if quoted:
        full = _with_quote(full, shown, quoted)
    return Name(
        full,
        " ".join(prefix),
        _map(roles.given, cased),
        _map(roles.additional, cased),
        _map(roles.family, cased),
        ", ".join(dict.fromkeys([*behind, *suffixes])),
        name_case.word(nickname, True) if len(nickname.split()) == 1 else nickname,
        " ".join(name_case.word(w) for w in maiden.split()),
        other,
        roles.sure,
    )


def _with_quote(full: str, shown: str, quoted: str) -> str:
    """Puts the quoted nickname back where its bearer writes it: Robert "Bob" Smith."""
    before = len(shown[: shown.index(quoted)].split()) - (0 if shown[: shown.index(quoted)].endswith(" ") else 1)
    words = full.split()
    lead = [w for w in shown.split()[: max(before, 0)]]
    at = sum(1 for w in lead if fold(w.strip(",")) in {fold(x) for x in words})
    return " ".join([*words[:at], f'"{quoted}"', *words[at:]]) if 0 < at < len(words) else full


def _core(text: str) -> tuple[list[str], list[str], list[str], name_order.Parts | None]:
    """(forms of address, name's words, what stands behind, roles where a comma told them)."""
    segments = [s.strip() for s in re.split(r"\s*[,;，、]\s*", text) if s.strip()]
    if not segments:
        return [], [], [], None
    prefix, tokens = name_ends.split_prefix(segments[0].split())
    tokens, behind = name_ends.split_suffix(tokens)
    inverted: name_order.Parts | None = None
    for segment in segments[1:]:
        left, ends = name_ends.split_suffix(segment.split(), after_comma=True)
        more, names = name_ends.split_prefix(left) if left else ([], [])
        if (
            left
            and not names[1:]
            and name_ends.squeeze(left[0]) in ("dr", "prof", "mr", "mrs", "ms", "ing", "diploing", "mag")
        ):
            more, names = left, []
        if names and inverted is None and _may_be_given(names, tokens):
            inverted = _inverted(tokens, names)
            tokens = names + tokens
        prefix += more
        behind += ends
    return prefix, tokens, behind, inverted


def _may_be_given(names: list[str], family: list[str]) -> bool:
    return (
        len(names) <= 4
        and len(family) <= 4
        and all(_LETTER.search(n) for n in names)
        and not any(c.isdigit() for n in names for c in n)
    )


def _inverted(family: list[str], names: list[str]) -> name_order.Parts:
    """`van der Berg, Jan`; `Beethoven, Ludwig van`: a particle at the end belongs to the surname."""
    cut = len(names)
    while cut > 1 and names[cut - 1].islower() and names[cut - 1] in _PARTICLES:
        cut -= 1
    given, additional = name_order._given(names[:cut])
    return name_order.Parts(given, additional, " ".join([*names[cut:], *family]))


_PARTICLES = frozenset("van von der den de da di du del della dos das do zu zum zur af av ter ten la le".split())


def _joined(roles: name_order.Parts, cased: dict[str, str]) -> str:
    return " ".join(cased.get(t, t) for part in (roles.given, roles.additional, roles.family) for t in part.split())


def _map(part: str, cased: dict[str, str]) -> str:
    return " ".join(cased.get(t, t) for t in part.split()) if part else ""


def _cased(tokens: list[str], roles: name_order.Parts) -> dict[str, str]:
    turkish = any(name_case.is_turkish(t) for t in tokens)
    shouting = all(not t.islower() and t.isupper() for t in tokens)
    initials_first = len(tokens) > 1
    family_first = roles.family.split()[:1] == tokens[:1] and len(tokens) > 1
    out = {}
    for i, token in enumerate(tokens):
        first = i == 0 and (token not in roles.family.split() or not _is_particle(token) or shouting)
        out[token] = _case_one(token, first and initials_first and not family_first, turkish, i == 0)
    return out


def _case_one(token: str, may_be_initials: bool, turkish: bool, first: bool) -> str:
    if may_be_initials or not first:
        return name_case.word(token, first, turkish)
    return name_case.word(token.lower() if token.isupper() and len(token) == 2 else token, first, turkish)


def _is_particle(token: str) -> bool:
    return token.lower() in _PARTICLES


def _is_nickname(aside: str) -> bool:
    tokens = aside.split()
    return (
        1 <= len(tokens) <= 2
        and all(re.fullmatch(r"[^\W\d_][\w'’.-]*", t) for t in tokens)
        and tokens[0][0].isupper()
        and not (aside.isupper() and len(aside) > 3)
        and len(aside) <= 20
    )


def _without_remark(text: str) -> str:
    """The name before `| Realtor` or ` - Headhunter`; one word behind a loose hyphen is a double surname."""
    pieces = _REMARK.split(text)
    if len(pieces) == 1 or not _LETTER.search(pieces[0]):
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
    if not re.search(r"[A-Za-zÀ-ɏ]{2}", rest) or len(rest.split()) < 2 and len(found[0]) < 2:
        return text, ""
    native = found[0].strip()
    return (native, rest) if text.lstrip().startswith(native) else (rest, native)


def part(text: str, family: bool = False) -> Name:
    """One part of a name from a field of its own: its given name or family name stands in `full`."""
    text = name_marks.tidy(text)
    if not _LETTER.search(text) or fold(text) in _NOBODY - {"test", "name", "privat", "private", "guest", "gast"}:
        return Name()
    if text.isalpha() and text.istitle():
        return Name(text)
    marked = name_marks.take_apart(text)
    nickname, other, suffixes = "", "", []
    for aside in marked.asides:
        if name_ends.is_credentials(aside):
            suffixes.append(aside)
        elif name_marks.in_other_script(aside, marked.text):
            other = aside
        elif not nickname and _is_nickname(aside):
            nickname = aside
    body = name_ends.glue(_without_remark(marked.text) or marked.text)
    if quoted := name_marks.quoted(body):
        rest = name_marks.without_quoted(body)
        nickname, body = nickname or quoted, rest or quoted
    segments = [s for s in re.split(r"\s*[,;]\s*", body) if s]
    tokens = segments[0].split() if segments else []
    behind: list[str] = []
    prefix, tokens = name_ends.split_prefix(tokens)
    if family and name_ends.is_credentials(" ".join(tokens)) and not _plain_word(tokens):
        tokens, behind = [], tokens
    tokens, ends = (tokens, []) if not family else _suffix_of_part(tokens)
    behind += ends
    for segment in segments[1:]:
        left, ends = name_ends.split_suffix(segment.split(), after_comma=True)
        behind += ends
        tokens += [t for t in left if family is False and _LETTER.search(t)]
    turkish = name_case.is_turkish(text)
    words = [
        name_case.word(t, i == 0 and not (family and _is_particle(t) and len(tokens) > 1), turkish)
        for i, t in enumerate(tokens)
        if _LETTER.search(t)
    ]
    return Name(
        " ".join(words),
        " ".join(prefix),
        suffix=", ".join([*behind, *suffixes]),
        nickname=nickname,
        maiden=marked.maiden,
        other=other,
    )


def _plain_word(tokens: list[str]) -> bool:
    return len(tokens) == 1 and tokens[0].isalpha() and tokens[0].istitle() and len(tokens[0]) <= 3


def _suffix_of_part(tokens: list[str]) -> tuple[list[str], list[str]]:
    if len(tokens) < 2:
        return tokens, []
    kept, ends = name_ends.split_suffix(["Jo", *tokens])  # a family name has a given name before it
    return (kept[1:], ends) if len(kept) > 1 else (tokens, [])


def record(
    full: str = "",
    prefix: str = "",
    given: str = "",
    additional: str = "",
    family: str = "",
    suffix: str = "",
    country: str = "",
) -> Name:
    """The name of one record from whatever fields it has; parts of their own beat what the whole name suggests."""
    if not given and not family:
        return _merge(parse(full, country), prefix, suffix) if full else Name()
    g, a, f = part(given), part(additional), part(family, family=True)
    if bool(g.full) != bool(f.full) and (whole := parse(full or f"{given} {family}", country)).given and whole.family:
        return _merge(whole, prefix, suffix, g.suffix or f.suffix)
    shown = parse(full, country) if full else Name()
    name = Name(
        shown.full or join(g.full, a.full, f.full),
        *_first(g.prefix, f.prefix, shown.prefix),
        g.full,
        a.full or ("" if shown.additional in (g.full, f.full) else _middle(shown, g.full, f.full)),
        f.full,
        *_first(", ".join(x for x in (g.suffix, f.suffix) if x), shown.suffix),
        *_first(g.nickname, f.nickname, shown.nickname),
        *_first(g.maiden, f.maiden, shown.maiden),
        *_first(f.other, g.other, shown.other),
    )
    return _merge(name, prefix, suffix)


def _middle(shown: Name, given: str, family: str) -> str:
    if not shown.additional or fold(shown.given) != fold(given) or fold(shown.family) != fold(family):
        return ""
    return shown.additional


def _first(*texts: str) -> tuple[str]:
    return (next((t for t in texts if t), ""),)


def _merge(name: Name, prefix: str, suffix: str, more: str = "") -> Name:
    prefix, suffix = " ".join(prefix.split()), " ".join(suffix.split()).strip(" ,")
    return name._replace(prefix=prefix or name.prefix, suffix=suffix or name.suffix or more)


def join(given: str, additional: str, family: str) -> str:
    """The whole name from its parts: family first and unspaced in Chinese and Korean letters, first and spaced in
    Japanese, given name first elsewhere."""
    pieces = [p for p in (given, additional, family) if p]
    if given and family and re.fullmatch(f"[{HAN}{KANA}{HANGUL}\\s]+", given + family):
        japanese = re.search(f"[{KANA}]", given + family) or (
            len(family) > 1 and not re.fullmatch(f"[{HANGUL}]+", family)
        )
        return f"{family} {given}" if japanese else f"{family}{given}"
    return " ".join(pieces)
