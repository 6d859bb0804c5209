"""Mends what readers do to addresses, only where another value of the card proves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.cards.labels.agreement import firm_in_domain, name_in_mailbox, name_tokens
from pipeline.cards.labels.contacts import GENERIC, domain, emails, firm_label, known_tld, websites
from pipeline.cards.labels.found import Found
from pipeline.cards.labels.text import fold

_ALIKE = (
    (r"rn", "m"),
    (r"vv", "w"),
    (r"cl", "d"),
    (r"[1li|!]", "l"),
    (r"[0o]", "o"),
    (r"[5s]", "s"),
    (r"[8b]", "b"),
    (r"[gq9]", "g"),
    (r"[2z]", "z"),
    (r"[uv]", "u"),
    (r"[.\-_,\s]", ""),
)
_MEANT = frozenset("hr it us uk eu de my in ch at fr es cn jp sg ca au tx ny la sf pr".split())
"""Two letters that people do put before `info` or `sales`."""


def skeleton(text: str) -> str:
    """A text with letters that readers mix up made one: `examp1e.corn` and `example.com` are alike."""
    text = fold(text)
    for pattern, one in _ALIKE:
        text = re.sub(pattern, one, text)
    return text


def mend(found: Sequence[Found], name: str = "", firm: str = "") -> list[Found]:
    """E-mail and web addresses with hosts agreed on and stray glyphs cut, duplicates dropped."""
    found = [_better_reading(f, found, name, firm) for f in found]
    hosts = _agreed_hosts(found, firm)
    out: dict[tuple[str, str], Found] = {}
    for n, f in enumerate(found):
        whole = f
        if f.field == "email":
            whole = _mend_email(f, hosts, name)
        elif f.field == "website":
            whole = _mend_website(f, hosts)
        out.setdefault((f.field, str(n) if f.field == "phone" else _plain(whole.text)), whole)
    return list(out.values())


def _join_near_misses(seen: dict[str, list[str]]) -> None:
    """A host that is no host, or whose letters nearly are another's of the card, is that one misread."""
    for own in [k for k, hosts in seen.items() if not known_tld(hosts[0]) or "." not in hosts[0]]:
        near = [
            k
            for k in seen
            if k != own
            and known_tld(seen[k][0])
            and fuzz.ratio(k, own) >= 80
            and skeleton(firm_label(seen[k][0])) != own
        ]
        if len(near) == 1:
            seen[near[0]] += seen.pop(own)


def _better_reading(f: Found, every: Sequence[Found], name: str, firm: str) -> Found:
    """Of several readings of an address the one that name, firm and the other addresses of the card bear out best."""
    spans = {"email": emails, "website": websites}.get(f.field)
    if spans is None or not f.piece.others:
        return f
    near = [s.value for other in f.piece.others for s in spans(other) if fuzz.ratio(fold(s.value), fold(f.text)) >= 80]
    hosts = [domain(o.text) for o in every if o is not f and o.field in ("email", "website")]

    def borne_out(address: str) -> float:
        own = name_in_mailbox(name, address.split("@", maxsplit=1)[0]) if f.field == "email" and name else 0.0
        host = domain(address)
        return known_tld(host) + 2.0 * (host in hosts) + own + firm_in_domain(firm, firm_label(host))

    best = max(near, key=borne_out, default=f.text)
    return replace(f, text=best, sure=known_tld(domain(best))) if borne_out(best) > borne_out(f.text) + 0.05 else f


def _plain(address: str) -> str:
    """What two spellings of one address share: no protocol, `www.` or case."""
    return re.sub(r"^(?:https?:/*)?(?:www\.)?", "", fold(address)).rstrip("/")


def _agreed_hosts(found: Sequence[Found], firm: str) -> dict[str, str]:
    """Host as read -> host as it must be, where two readings of one host differ only by letters that look alike."""
    seen: dict[str, list[str]] = {}
    for f in found:
        if f.field in ("email", "website"):
            host = domain(f.text)
            seen.setdefault(skeleton(host), []).append(host)
    _join_near_misses(seen)
    table: dict[str, str] = {}
    for hosts in seen.values():
        best = max(
            hosts,
            key=lambda h: (
                known_tld(h),
                h.count("."),
                firm_in_domain(firm, firm_label(h)),
                hosts.count(h),
                -sum(c.isdigit() for c in h),
            ),
        )
        table |= {h: best for h in hosts if h != best}
    return table


def _small_l(text: str) -> str:
    """A capital I among small letters is an l."""
    rest = text.replace("I", "")
    return text.replace("I", "l") if rest.islower() and "I" in text else text


def _spelled(local: str, name: str) -> str:
    """The mailbox with its capital I read as l or i, whichever the name bears out, and digits that stand for a
    letter of the name: `I.doe` of Lena Doe is `l.doe`, `paol0` of Paolo is `paolo`."""
    as_l = _small_l(local)
    if as_l != local and fold(local) not in GENERIC:
        by_l, by_i = name_in_mailbox(name, as_l), name_in_mailbox(name, local.lower())
        if by_l > by_i or (by_l == by_i and not local.startswith("I")):
            local = as_l
    tokens = {skeleton(t): t for t in name_tokens(name) if len(t) >= 4}
    parts = re.split(r"([._-])", local)
    return "".join(tokens.get(skeleton(p), p) if re.search(r"\d", p) and len(p) >= 4 else p for p in parts)


def _mend_email(f: Found, hosts: dict[str, str], name: str) -> Found:
    local, _, host = f.text.partition("@")
    local, host = _spelled(local, name), _small_l(host)
    if f"{local}@{host}" != f.text:
        f = replace(f, text=f"{local}@{host}")
    right = hosts.get(fold(host))
    if right:
        f, host = replace(f, text=f"{local}@{right}", sure=known_tld(right)), right
    generic = [g for g in GENERIC if g != fold(local) and skeleton(g) == skeleton(local)]
    if generic and fold(local) not in GENERIC and not _named(local, name):
        return replace(f, text=f"{min(generic)}@{host}")  # `lnfo`
    for cut in (1, 2):
        rest = local[cut:].lstrip("._-")
        if len(rest) < 3:
            break
        if (
            fold(rest) in GENERIC
            and len(rest) >= 4
            and fold(local) not in GENERIC
            and fold(local[:cut]) not in _MEANT
            and not _named(local, name)
        ):
            return replace(f, text=f"{rest}@{host}")
        glyph = (
            not local[:cut].isalnum()
            or (local[0].isupper() and rest.islower())
            or local[0].isdigit()
            or local[0] == "e"
        )
        if cut == 1 and name and glyph and _better_without(local, rest, name):
            return replace(f, text=f"{rest}@{host}")
    return f


def _named(local: str, name: str) -> bool:
    return bool(name) and name_in_mailbox(name, local) >= 0.7


def _better_without(local: str, rest: str, name: str) -> bool:
    """The mailbox spells the name only without its first character, which is no initial of the name."""
    whole, less = name_in_mailbox(name, local), name_in_mailbox(name, rest)
    return less >= 0.9 and less > whole and all(t[0] != local[0].lower() for t in name_tokens(name))


def _social(host: str) -> str:
    """`lnkedin.com` is `linkedin.com`; "" for what is no near miss."""
    return "linkedin.com" if host != "linkedin.com" and fuzz.ratio(host, "linkedin.com") >= 91 else ""


def _mend_website(f: Found, hosts: dict[str, str]) -> Found:
    right = hosts.get(domain(f.text)) or _social(domain(f.text))
    if not right:
        return f
    return replace(f, text=re.sub(re.escape(domain(f.text)), right, f.text, count=1, flags=re.I), sure=known_tld(right))
