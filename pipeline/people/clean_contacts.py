"""E-mail addresses, websites and phone numbers of records, each read in the light of the record's other claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.people import addresses, countries, numbering, places, texts, urls
from pipeline.people import emails as mail
from pipeline.people import phones as tel
from pipeline.people.table import Table, Texts


def websites(table: Table) -> None:
    """Websites; a member's LinkedIn page among them becomes a `linkedin_url`."""
    known: dict[str, tuple[str, str]] = {}
    for row in table.rows("website").tolist():
        raw = table.raw[row]
        if raw not in known:
            profile = urls.linkedin(raw) if "linkedin." in raw.lower() else ""
            known[raw] = ("", profile) if profile else (urls.clean(raw), "")
        table.value[row], profile = known[raw]
        if profile:
            table.add(row, "linkedin_url", profile)


def emails(table: Table) -> None:
    """E-mail addresses, several in a cell told apart; those of cards mended by the card's own website."""
    hosts: dict[int, list[str]] = {}
    for row in table.rows("website", usable=True).tolist():
        if table.kinds[table.record[row]] == "card" and table.value[row]:
            hosts.setdefault(int(table.record[row]), []).append(urls.host(table.value[row]))
    known: dict[str, list[str]] = {}
    for row in table.rows("email").tolist():
        raw = table.raw[row]
        if raw not in known:
            known[raw] = mail.split(texts.mend(raw))
        found = known[raw]
        if own := hosts.get(int(table.record[row])):
            found = [mail.mend(address, own) for address in found]
        if found:
            table.value[row] = found[0]
            for more in found[1:]:
                table.add(row, "email", more, "split", table.type[row])


def one_spelling(claims: pd.DataFrame, settled: Iterable[str] = ()) -> pd.DataFrame:
    """CLAIMS in which each mailbox has one form, whatever capitals the records write it with; `settled`: addresses in
    the form that people gave them."""
    mails = (claims["field"] == "email").to_numpy()
    of = mail.spellings(claims.loc[mails, "value"], settled)
    if not of:
        return claims
    one = claims["value"].mask(mails, claims["value"].map(of).fillna(claims["value"]))
    return claims.assign(value=one.astype("str"))


def countries_of_records(table: Table) -> Texts:
    """For each record the country that its claims point to, `` if none: one that it names, the calling code of a phone
    number, the ending of its e-mail and web domains."""
    found: Texts = np.full(table.count, "", dtype=object)
    for field, clue in _CLUES:  # the surest last, so that it wins
        known: dict[str, str] = {}
        texts_of = table.raw if field == "phone" else table.value
        for row in table.rows(field, usable=True)[::-1].tolist():
            text = texts_of[row]
            its = known.get(text)
            if its is None:
                its = known[text] = clue(text) if text else ""
            if its:
                found[int(table.record[row])] = its
    return found


_CLUES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("website", lambda text: countries.of_domain(urls.host(text))),
    ("email", countries.of_domain),
    ("phone", numbering.country_of),
    ("address", addresses.named_country),
    ("country", lambda text: text),
)


def homes_of_records(table: Table, country: Texts) -> Texts:
    """`country`, and for the records with a phone number and without a country what points to one less plainly: the
    layout of the address, its city, the legal form of the firm."""
    found = country.copy()
    lost: npt.NDArray[np.bool_] = np.zeros(table.count, dtype=bool)
    lost[table.record[table.rows("phone")]] = True
    lost &= country == ""
    for field, clue in _WEAK_CLUES if lost.any() else ():
        rows = table.rows(field, usable=True)[::-1]
        for row in rows[lost[table.record[rows]]].tolist():
            if its := clue(table.value[row]):
                found[int(table.record[row])] = its
    return found


def _home_of_address(text: str) -> str:
    return addresses.parse(text).country or places.country_of_address(text)


_WEAK_CLUES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("organization", places.country_of_firm),
    ("city", places.country_of_city),
    ("address", _home_of_address),
)


def phones(table: Table, country: Texts, region: str) -> None:
    """Phone numbers as E.164 by the record's own country, several in a cell told apart, types as in the contract."""
    known: dict[tuple[str, str, bool], list[tel.Phone]] = {}
    for row in table.rows("phone").tolist():
        record = table.record[row]
        key = (table.raw[row], country[record] or region, table.kinds[record] == "card")
        if key not in known:
            known[key] = _numbers(*key, region)
        found, kind = known[key], tel.clean_type(table.type[row])
        its = _types(found, kind)
        table.type[row] = its[0] if its else kind
        for i, phone in enumerate(found):
            if i == 0:
                table.value[row] = phone.value
            else:
                table.add(row, "phone", phone.value, "split", its[i])


def _numbers(raw: str, country: str, scanned: bool, region: str) -> list[tel.Phone]:
    found = tel.split(raw, country, scanned)
    if region and region != country and found and not any(p.valid for p in found):
        second = tel.split(raw, region, scanned)
        return second if any(p.valid for p in second) else found
    return found


def _types(found: list[tel.Phone], kind: str) -> list[str]:
    """A label in the cell before what the source says, before what only a mobile number looks like. In a cell of
    several, a number without a label has that of the one before it."""
    if len(found) == 1 and not kind and not found[0].type:
        return ["mobile" if numbering.is_mobile(found[0].value) else "other"]
    types = []
    for phone in found:
        if phone.type in ("fax", "mobile", "other") or (phone.type and kind in ("", "other")):
            kind = phone.type
        types.append(kind or "other")
    return types
