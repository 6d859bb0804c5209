"""Web addresses: websites lightly normalised, LinkedIn profiles in one form."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_WRAPPING = " \t\r\n<>()[]{}\"'“”‘’«»,;|·•\u200b\ufeff"
_LABEL = re.compile(
    r"^(?:www|web|website|webseite|homepage|url|site|internet|linkedin|sito|page)\s*[:=]\s+", re.IGNORECASE
)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):/{1,3}", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\]|localhost",
    re.IGNORECASE,
)
_LINKEDIN = re.compile(
    r"^(?:[a-z]{1,4}\.|www\d?\.|m\.|touch\.)*linkedin\.(?:com|cn)$|^(?:www\.)?lnkd\.in$", re.IGNORECASE
)
_PROFILE = re.compile(r"/(?:mwlite/)?(in|pub)/(.+)")
_SPACE = re.compile(r"\s")
_PLAIN_PROFILE = re.compile(r"https://www\.linkedin\.com/in/[a-z0-9-]{2,150}/?")
_HANDLE = re.compile(r"^@(?=[^@./]+$)|\bin/@(?=[^@/]+/?$)")
_SLUG = re.compile(r"[\w'’.%~+-]{2,150}")


def clean(text: str) -> str:
    """A website as it may be clicked or printed: host in lower case, path kept, tracking dropped, `` if it is none."""
    text = _LABEL.sub("", text.strip(_WRAPPING)).strip(_WRAPPING)
    text = re.sub(r"\s*([./:])\s+(?=\S)", r"\1", text) if len(text.split()) <= 3 else text
    if not text or any(c.isspace() for c in text) or "@" in text.partition("/")[0]:
        return ""
    found = _SCHEME.match(text)
    scheme, rest = (found[1].lower(), text[found.end() :]) if found else ("", text)
    rest = re.sub(r"^(www)[,:;](?=\w)", r"\1.", rest, flags=re.IGNORECASE)
    host, slash, path = re.match(r"([^/?#]*)([/?#]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    host, _, port = host.rstrip(".").partition(":") if not host.startswith("[") else (host, "", "")
    if scheme not in ("", "http", "https", "ftp") or not _HOST.fullmatch(host) or (port and not port.isdigit()):
        return ""
    tail = "" if slash == "/" and not path else slash + _without_tracking(path)
    return (f"{scheme}://" if scheme else "") + host.lower() + (f":{port}" if port else "") + tail


def _without_tracking(path: str) -> str:
    if "utm_" not in path and "fbclid" not in path and "gclid" not in path:
        return path
    head, _, query = path.partition("?")
    kept = [p for p in query.split("&") if not re.match(r"(utm_\w+|fbclid|gclid)=", p)]
    return head + ("?" + "&".join(kept) if kept else "")


def host(text: str) -> str:
    """The host of a cleaned website without `www.`, `` if none."""
    rest = _SCHEME.sub("", text)
    return re.split(r"[/?#:]", rest, maxsplit=1)[0].lower().removeprefix("www.")


def linkedin(text: str) -> str:
    """A member's profile address as `https://www.linkedin.com/in/slug`, percent signs decoded, locale and query
    dropped; the old `/pub/name/1/2/3` form is kept. A bare slug, `@slug` or `/in/slug` counts too. `` if it is none."""
    if _PLAIN_PROFILE.fullmatch(text):
        return text.rstrip("/")
    text = unicodedata.normalize("NFC", unquote(text.strip(_WRAPPING)))
    text = _LABEL.sub("", text)
    if not text or _SPACE.search(text):
        return ""
    text = _HANDLE.sub("in/", text)
    bare = _SCHEME.sub("", text)
    site, _, path = bare.partition("/")
    if not _LINKEDIN.match(site):
        if "." in site and not site.startswith("in"):
            return ""
        path = bare if "/" in bare else f"in/{bare}" * ("-" in bare)
    found = _PROFILE.match("/" + re.split(r"[?#]", path.lstrip("/"))[0])
    if not found:
        return ""
    kind, rest = found[1], found[2].strip("/")
    if kind == "pub":
        return f"https://www.linkedin.com/pub/{rest}"
    slug = rest.split("/")[0]
    return f"https://www.linkedin.com/in/{slug.lower()}" if _SLUG.fullmatch(slug) else ""
