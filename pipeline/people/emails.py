"""E-mail addresses: trimmed, domain in lower case, checked by the rules of RFC 5321 and 6531 without asking DNS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import unquote

from pipeline.people import words

_SIMPLE = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_FIND = re.compile(r"[^\s<>\"',;:()\[\]|]+@[^\s<>\"',;:()\[\]|]+")
_AROUND_AT = re.compile(r"\s*(?:@|＠|\[at\]|\(at\)|\{at\})\s*", re.IGNORECASE)
_WRAPPING = " \t\r\n<>()[]{}\"'“”‘’«»,;:|·•…\u200b\ufeff"
_LABEL = re.compile(r"^(?:e-?mails?|mail|mailto|smtp|internet|work|home|private|business)\s*[:=]\s*", re.IGNORECASE)


def clean(text: str) -> str:
    """The one address in the text, `` where there is none."""
    found = split(text)
    return found[0] if found else ""


def split(text: str) -> list[str]:
    """The addresses in a cell, in order: `A <a@x.example>; b@x.example` gives two."""
    text = text.strip()
    if _SIMPLE.fullmatch(text) and ".." not in text:
        return [_lower_domain(text)]
    text = _AROUND_AT.sub("@", unquote(text) if "%40" in text else text)
    whole = _address(text)
    if whole and not re.search(r"[\s,;]", text.strip(_WRAPPING)):
        return [whole]
    found = [address for address in (_address(m) for m in _FIND.findall(text)) if address]
    return list(dict.fromkeys(found))


def _address(text: str) -> str:
    text = text.strip(_WRAPPING)
    while (shorter := _LABEL.sub("", text)) != text:
        text = shorter.strip(_WRAPPING)
    text = text.split("?", 1)[0] if text.count("@") == 1 and "?" in text.partition("@")[2] else text
    text = text.strip(_WRAPPING).rstrip(".")
    if text.count("@") != 1 or any(c.isspace() for c in text):
        return ""
    return _lower_domain(text) if _valid(text) else ""


def _lower_domain(text: str) -> str:
    local, _, domain = text.partition("@")
    return f"{local}@{domain.lower()}"


def spellings(addresses: Iterable[str], settled: Iterable[str] = ()) -> dict[str, str]:
    """Address -> the form to publish, for those of which another has the same letters in other case: one mailbox. It is
    the form that is `settled`, else that in small letters."""
    forms: dict[str, set[str]] = {}
    for address in {*addresses, *settled}:
        forms.setdefault(address.lower(), set()).add(address)
    right = {address.lower(): address for address in settled}
    several = (item for item in forms.items() if len(item[1]) > 1)
    return {address: right.get(plain, plain) for plain, some in several for address in some}


@lru_cache(maxsize=1 << 16)
def _valid(text: str) -> bool:
    if _SIMPLE.fullmatch(text) and ".." not in text:
        return True
    local, _, domain = text.partition("@")
    if "." not in domain or domain.rpartition(".")[2].lower() in _SPECIAL:
        # RFC 2606 and 6762 names, hosts of an inner network: email-validator refuses them, address books hold them
        text = f"{local}@{domain.partition('.')[0]}.com"
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except (EmailNotValidError, ValueError):
        return False
    return True


_SPECIAL = frozenset("example test invalid localhost local internal lan home corp arpa onion".split())


@cache
def roles() -> frozenset[str]:
    """Local parts of mailboxes that a team reads."""
    return frozenset(words.sections("role_mailboxes.txt")["role"])


def shared() -> frozenset[str]:
    """Local parts of mailboxes that a team or a family reads."""
    return roles() | frozenset(words.sections("role_mailboxes.txt")["household"])


_CONFUSIONS = str.maketrans("0158|!", "oissll")


def _skeleton(domain: str) -> str:
    """Letters that a reader takes for each other, made one: 0 and o, 1, l and i, rn and m, vv and w, 5 and s."""
    text = domain.lower().translate(_CONFUSIONS).replace("rn", "m").replace("vv", "w").replace("l", "i")
    return re.sub(r"[^a-z0-9.]", "", text)


def mend(address: str, hosts: list[str]) -> str:
    """An address read from a card, its domain corrected where the card's own website proves it: same but for
    letters that look alike or a lost dot (`jo@exarnple.com` beside `www.example.com`)."""
    local, _, domain = address.partition("@")
    plain = {host.removeprefix("www.") for host in hosts if "." in host}
    if not local or domain in plain or any(domain.endswith("." + host) for host in plain):
        return address
    alike = {host for host in plain if _skeleton(host).replace(".", "") == _skeleton(domain).replace(".", "")}
    return f"{local}@{min(alike)}" if len(alike) == 1 else address
