"""E-mail and web addresses in a line, with the mistakes that readers make in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.cards.labels.lexicons import label_words, lexicon
from pipeline.cards.labels.text import fold

GENERIC = lexicon("mailbox").exact
"""Local parts of mailboxes that are nobody's own."""
COMMON = lexicon("tld_of_firms").exact
"""Top level domains, those of countries aside, that a bare host may end with."""
FREE_MAIL = lexicon("free_mail").exact
"""Providers whose domain says nothing about the firm."""

_LOCAL = r"[A-Za-z0-9À-ſ_%+'-]+(?:\.[A-Za-z0-9À-ſ_%+'-]+)*\.?"
_AT = r"\s?(?P<at>@|＠|[④©®◎ⓐⓔ]|\(at\)|\[at\]|\(@\))\s?"
_EMAIL = re.compile(
    rf"(?P<pre>[A-Za-z0-9_-]{{1,20}}\.\s)?(?P<local>{_LOCAL}){_AT}(?P<host>[A-Za-z0-9À-ſ-]+)(?P<rest>(?:\s?[.,·]\s?[A-Za-z0-9-]+)*)"
)
_GLUED_LABEL = re.compile(
    r"^[A-Za-z]{0,6}?e-mai[l1I][-_.:]*(?=[a-z0-9]{3})|"
    r"^[A-Z]{0,2}(?:e[-_.]?\s?ma[il1]{1,2}l?|e?ma[il1]l|courriel|correo|e-?post)[-_.:]*(?=[a-z0-9]{3})",
    re.I,
)
_PROTOCOL = r"(?:https?\s?[:;.]?\s?/\s?/?\s?|https?:)"
_WWW = r"(?:[wvVW]{3}|[wW]{2}|vvww|wvw|vww)\s?[.,·]\s?"
_WEB = re.compile(
    rf"(?:{_PROTOCOL})?{_WWW}(?P<host>[A-Za-z0-9À-ſ-]+(?:\s?[.,]\s?[A-Za-z0-9-]+)*)(?P<path>/[^\s|"
    rf",;()]*)?|{_PROTOCOL}(?P<bare>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?P<barepath>/[^\s|,;()]*)?",
    re.I,
)
_BARE = re.compile(
    r"(?<![\w.@-])(?P<host>[A-Za-z0-9À-ſ][A-Za-z0-9À-ſ-]*(?:\.[A-Za-z0-9-]{2,})+)(?P<path>/[^\s|,;()]*)?(?![\w@])"
)
_NO_DOT = re.compile(r"(?<![\w.@])www(?=[a-z0-9-]{3,}\.[a-z]{2,})", re.I)
_CONFUSED_TLD = {
    "corn": "com",
    "c0m": "com",
    "con": "com",
    "cqm": "com",
    "oom": "com",
    "eom": "com",
    "comn": "com",
    "corm": "com",
    "0rg": "org",
    "nel": "net",
    "ccm": "com",
}


@dataclass(frozen=True, slots=True)
class Span:
    """An address found in a text: characters `start` to `end` hold it."""

    start: int
    end: int
    value: str
    sure: bool = True
    """Whether its form is whole: a known top level domain, no mended characters."""


def known_tld(host: str) -> bool:
    """Whether the last label is a top level domain."""
    return fold(host.rsplit(".", 1)[-1]) in lexicon("tld").exact


def domain(address: str) -> str:
    """Host of an e-mail or web address, without `www.`, lower case."""
    host = fold(address).rsplit("@", 1)[-1]
    host = re.sub(r"^https?:?/*", "", host)
    host = re.sub(r"^www\.", "", host)
    return host.split("/", 1)[0].strip(". ")


def firm_label(host: str) -> str:
    """The label of a host that names the firm: `acme` of `mail.acme.co.jp`; empty for free mail."""
    parts = [p for p in host.split(".") if p]
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in lexicon("tld").exact) and len(parts) > 1:
        tail = parts.pop()
        if len(parts) == 1 or (len(parts[-1]) > 3 and tail):
            break
        if len(parts) == 2 and parts[-1] not in (
            "co",
            "com",
            "org",
            "net",
            "ac",
            "ne",
            "or",
            "go",
            "gov",
            "edu",
            "ad",
            "gob",
            "nom",
        ):
            break
    name = parts[-1] if parts else ""
    return "" if name in FREE_MAIL else name


def emails(text: str) -> list[Span]:
    """E-mail addresses in a text, spaces inside them closed."""
    cuts = [0, *_seams(text), len(text)]
    return [
        replace(span, start=span.start + a, end=span.end + a) for a, b in pairwise(cuts) for span in _emails(text[a:b])
    ]


def _seams(text: str) -> list[int]:
    """Where one address ends and the next begins without a space: `jane@example.comjohn@example.com`."""
    cuts = []
    ats = [m.start() for m in re.finditer("@", text)]
    for first, second in pairwise(ats):
        between = text[first + 1 : second]
        if re.search(r"[\s,;/|]", between):
            continue
        host = re.match(r"[\w-]+(?:\.[\w-]+)*", text[second + 1 :])
        shared = between.lower().find(host[0].lower()) if host else -1
        ends = [m.end() for m in re.finditer(r"\.[A-Za-z]{2,4}?(?=[a-z0-9])", between) if known_tld(m[0][1:])]
        if host and shared >= 0:
            cuts.append(first + 1 + shared + len(host[0]))
        elif ends:
            cuts.append(first + 1 + ends[-1])
    return cuts


def _emails(text: str) -> list[Span]:
    found = []
    for m in _EMAIL.finditer(text):
        start, local = m.start("local"), m["local"]
        if m["pre"] and fold(m["pre"].strip("., ")) not in label_words() and m["pre"][0].islower():
            start, local = m.start("pre"), m["pre"].strip("., ") + "." + local
        glued = _GLUED_LABEL.match(local)
        if glued and local[glued.end() :].lower() not in ("ing", "box", "room", "man", "list", "order"):
            local = local[glued.end() :]
        host, used = _host(m["host"], m["rest"])
        if "." not in host and not m["rest"]:
            continue  # a handle
        local = local.strip(".-'")
        if not local or "." not in host or (m["at"] in "④©®◎ⓐⓔ" and not known_tld(host)):
            continue
        found.append(Span(start, m.start("rest") + used, f"{local}@{host}", known_tld(host)))
    return found


def _host(first: str, rest: str) -> tuple[str, int]:
    """Takes labels while the host is not whole, or while they follow without a space."""
    host, used = first, 0
    for m in re.finditer(r"(\s?[.,·]\s?)([A-Za-z0-9-]+)", rest):
        spaced = m[1] != "."
        if "," in m[1] and not (
            m[2].islower() and (m[2] in COMMON or len(m[2]) == 2) and fold(m[2]) in lexicon("tld").exact
        ):
            break
        if spaced and (
            (known_tld(host) and "." in host)
            or (fold(m[2]) not in lexicon("tld").exact and fold(m[2]) not in _CONFUSED_TLD and not rest[m.end() :])
        ):
            break
        host, used = f"{host}.{m[2]}", m.end()
    head, _, tld = host.rpartition(".")
    mended = _CONFUSED_TLD.get(tld.lower())
    return (f"{head}.{mended}" if mended and head else host), used


def websites(text: str, hosts: Iterable[str] = ()) -> list[Span]:
    """Web addresses in a text without e-mail addresses; `hosts` are domains known from elsewhere on the card."""
    text = _NO_DOT.sub("www.", text) if _NO_DOT.search(text) else text
    found = []
    for m in _WEB.finditer(text):
        host, path = m["host"] or m["bare"] or "", m["path"] or m["barepath"] or ""
        clean, cut = _web_host(host)
        if "." not in clean and not path:
            continue
        end = m.end() if not cut else m.start("host") + cut
        protocol = re.match(r"https?", m[0], re.I)
        www = "" if m["bare"] else ("WWW." if m[0].isupper() else "www.")
        value = (f"{protocol[0].lower()}://" if protocol else "") + www + clean + ("" if cut else path.rstrip(".-"))
        found.append(Span(m.start(), end, value, known_tld(clean)))
    taken = [(s.start, s.end) for s in found]
    for m in _BARE.finditer(text):
        if any(a < m.end() and m.start() < b for a, b in taken):
            continue
        if _is_host(m["host"], text, set(hosts)):
            found.append(Span(m.start(), m.end(), m[0].rstrip(".-"), True))
    return sorted(found, key=lambda s: s.start)


def _web_host(host: str) -> tuple[str, int]:
    """Host with closed spaces, and where it ends in the given text if not at its end."""
    parts = re.split(r"(\s?[.,]\s?)", host)
    clean = parts[0]
    used = len(parts[0])
    for separator, label in zip(parts[1::2], parts[2::2], strict=True):
        if separator != "." and known_tld(clean) and "." in clean:
            return clean, used
        clean, used = f"{clean}.{label}", used + len(separator) + len(label)
    head, _, tld = clean.rpartition(".")
    if head and tld.lower() in _CONFUSED_TLD and tld.lower() not in lexicon("tld").exact:
        clean = f"{head}.{_CONFUSED_TLD[tld.lower()]}"
    return clean, 0


def _is_host(host: str, text: str, hosts: set[str]) -> bool:
    """Tells a bare `firm.com` from `St.No`, `Co.Ltd` or `Ph.D`."""
    labels = fold(host).split(".")
    tld = labels[-1]
    if len(tld) > 2 and tld not in COMMON and fold(host) not in hosts:
        return False  # `yannick.dupont`: firms have top level domains too
    if tld not in lexicon("tld").exact or tld in (
        "ltd",
        "inc",
        "llc",
        "gmbh",
        "sarl",
        "srl",
        "no",
        "st",
        "dr",
        "is",
        "as",
        "sa",
    ):
        return fold(host) in hosts
    if fold(host) in hosts or any(fold(host).endswith("." + h) or h.endswith("." + fold(host)) for h in hosts):
        return True
    if len(labels[-2]) < 3 or not re.search(r"[a-z]", labels[-2]) or all(w in label_words() for w in labels):
        return False
    if not (host.islower() or host.isupper() or (host[0].isupper() and host[1:].islower()) or tld in COMMON):
        return False
    alone = len(text) - len(host) < 14
    return tld in COMMON or (alone and (host.islower() or len(labels) > 2))
