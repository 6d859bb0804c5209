"""messages.csv: what contacts wrote to the owner, and the owner to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.sources.base import refuse
from pipeline.sources.dates import iso
from pipeline.sources.labels import fold
from pipeline.sources.linkedin import profile
from pipeline.sources.linkedin_file import NOBODY, File, plain

GROUP_MAIL = "Messages from LinkedIn itself, from closed accounts, or from you to a group: {n}."
WHO_ARE_YOU = (
    "no-owner",
    "It cannot be told which of the people who write here is you.",
    "Put your name under [owner] into settings.toml, or give the whole archive.",
)


def messages(file: File) -> None:
    rows = [(n, c) for n, c in file.rows() if _is_mail(c)]
    owner = _owner_of(rows, file)
    if rows and owner is None:
        file.out.refused.append(refuse(file.item, *WHO_ARE_YOU, file.sheet.name))
        return
    urls = _urls_by_name(rows)
    skipped = 0
    for number, cells in rows:
        sender = (cells.get("from", ""), cells.get("sender profile url", ""))
        mine = _same(sender, owner)
        others = _recipients(cells, urls) if mine else [sender]
        person = file.person(number, *others[0]) if len(others) == 1 else None
        if person is None:
            skipped += 1
            continue
        text, day = plain(cells.get("content", "")), iso(cells.get("date", ""))
        person.say("message_out" if mine else "message", text, "messages.csv", day)
    file.finish("messages.csv", skipped, GROUP_MAIL)


def _is_mail(cells: dict[str, str]) -> bool:
    """No draft, no spam, no advertisement (those are written with `spinmail`, by senders without a profile)."""
    draft = "yes" in (cells.get("is message draft", "").casefold(), cells.get("is conversation draft", "").casefold())
    advert = not cells.get("sender profile url") and "spinmail" in cells.get("content", "")[:200]
    return not draft and not advert and cells.get("folder", "").casefold() != "spam"


def _urls_by_name(rows: Sequence[tuple[int, dict[str, str]]]) -> dict[str, str]:
    """Folded name -> profile URL of senders: exports before mid-2023 give recipients by name alone."""
    urls: dict[str, set[str]] = {}
    for _, cells in rows:
        if cells.get("sender profile url"):
            urls.setdefault(fold(cells.get("from", "")), set()).add(cells["sender profile url"])
    return {name: min(found) for name, found in urls.items() if len({profile(url) for url in found}) == 1}


def _recipients(cells: dict[str, str], urls: dict[str, str]) -> list[tuple[str, str]]:
    """(name, URL) of each recipient.

    Names are joined with ", ", and hold it themselves (`Jane Doe, Ph.D.`): the URLs tell how many there are,
    and without URLs a name that writes elsewhere, or a part of a single word, is not cut.
    """
    to = cells.get("to", "")
    given = [url.strip() for url in cells.get("recipient profile urls", "").split(",") if url.strip()]
    if len(given) == 1:
        return [(to, given[0])]
    parts = [part.strip() for part in to.split(", ")]
    if not given and (fold(to) in urls or any(" " not in part for part in parts)):
        parts = [to]
    if len(given) > 1 and len(given) != len(parts):
        return [("", url) for url in given]
    return [(name, url or urls.get(fold(name), "")) for name, url in zip_longest(parts, given, fillvalue="")]


def _same(who: tuple[str, str], owner: tuple[str, str] | None) -> bool:
    if owner is None:
        return False
    if who[1] and owner[1]:
        return profile(who[1]) == owner[1]
    return bool(owner[0]) and fold(who[0]) == owner[0]


def _owner_of(rows: Sequence[tuple[int, dict[str, str]]], file: File) -> tuple[str, str] | None:
    """(folded name, profile) of the owner: by the settings (in an archive by its Profile.csv), else who is in most conversations."""
    url = profile(file.settings.owner.linkedin_url) if file.settings.owner.linkedin_url else ""
    name = fold(file.settings.owner.name)
    by_name = _urls_by_name(rows)
    present = {(c.get("conversation id", ""), seat) for _, c in rows for seat in _seats(c, by_name)}
    seats = Counter(seat for _, seat in present)
    told = [who for who in seats if (name and who[0] == name) or (url and who[1] == url)]
    if told:
        return max(told, key=lambda who: (bool(who[1]), seats[who], who))
    best = sorted(seats.items(), key=lambda seat: (-seat[1], seat[0]))[:2]
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _seats(cells: dict[str, str], urls: dict[str, str]) -> list[tuple[str, str]]:
    everyone = [(cells.get("from", ""), cells.get("sender profile url", "")), *_recipients(cells, urls)]
    return [(fold(name), profile(url) if url else "") for name, url in everyone if fold(name) not in NOBODY]
