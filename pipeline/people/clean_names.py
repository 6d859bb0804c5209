"""The name fields of each record, read together: values of their own claims, and claims derived from them."""

from __future__ import annotations

from pipeline.people import name_firms, name_mail, orgs
from pipeline.people import names as own
from pipeline.people.romanize import fold
from pipeline.people.table import Table, Texts

_FIELDS = ("full_name", "prefix", "given_name", "additional_name", "family_name", "suffix")


def names(table: Table, country: Texts) -> None:
    """Fills the name fields; adds what a record lacks of full name, parts, prefix, suffix, nickname, maiden name."""
    for field in ("nickname", "maiden_name"):
        table.map(field, _short)
    first = {
        field: table.first(field).tolist() for field in (*_FIELDS, "nickname", "maiden_name", "organization", "title")
    }
    raw, value = table.raw, table.value
    for field in _FIELDS:
        named = set(first[field])
        for row in table.rows(field).tolist():
            if row not in named:
                value[row] = _one(field, raw[row], country[table.record[row]])
    mailboxes = _mailboxes(table)
    for record in range(table.count):
        rows = [first[field][record] for field in _FIELDS]
        nickname = first["nickname"][record]
        if max(rows) < 0:
            if (
                nickname >= 0 and value[nickname] and first["organization"][record] < 0
            ):  # a phone's contact who is only `Big Joey`
                table.add(nickname, "full_name", value[nickname])
            continue
        org = first["organization"][record]
        text = [raw[r] if r >= 0 else "" for r in rows]
        if text[0] and table.kinds[record] == "card":
            text[0] = name_mail.parted(text[0], mailboxes.get(record, ()))
        employer = value[org] if org >= 0 else ""
        titled = first["title"][record] >= 0
        if _is_organization(text[0], text[2], text[4], employer, titled):
            _move_to_organization(table, rows, " ".join(text[2:5:2]) if not text[0] else text[0], employer)
            continue
        its = "" if text[2] and text[4] else country[record]
        name = own.record(text[0], text[1], text[2], text[3], text[4], text[5], its)
        if record in mailboxes and not (text[2] or text[4]):
            name = name_mail.ordered(name, text[0], mailboxes[record])
        _write(table, name, rows, nickname, first["maiden_name"][record])


def _mailboxes(table: Table) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in table.rows("email", usable=True).tolist():
        if table.value[row]:
            found.setdefault(int(table.record[row]), []).append(table.value[row])
    return found


def _write(table: Table, name: own.Name, rows: list[int], nickname: int, maiden: int) -> None:
    source = next(r for r in (rows[0], rows[2], rows[4], *rows) if r >= 0)
    wanted = (name.full, name.prefix, name.given, name.additional, name.family, name.suffix)
    for field, row, text in zip(_FIELDS, rows, wanted, strict=True):
        if row >= 0:
            table.value[row] = text
        elif text:
            table.add(source, field, text)
    if name.nickname and nickname < 0:
        table.add(source, "nickname", name.nickname)
    if name.maiden and maiden < 0:
        table.add(source, "maiden_name", name.maiden)
    if name.other:
        table.add(source, "full_name", name.other)


def _one(field: str, raw: str, country: str) -> str:
    """A name field that its record has more than once, or a second reading of it."""
    if field == "full_name":
        return own.parse(raw, country).full
    if field in ("prefix", "suffix"):
        return " ".join(raw.split()).strip(" ,")
    return own.part(raw, field == "family_name").full


def _short(raw: str) -> str:
    return own.part(raw).full


def _is_organization(full: str, given: str, family: str, organization: str, titled: bool) -> bool:
    """A record whose name is its firm's, or that carries a legal form, is no person; but a freelancer's firm may be
    called like them. `titled`: whether it says what post they hold."""
    if given and family:
        return name_firms.is_split_firm(given, family)
    shown = full or given or family
    if not shown:
        return False
    if organization:
        one, other = fold(shown), fold(organization)
        if one == other and name_firms.is_namesake(shown, titled):
            return False
        if one == other or (one[:3] == other[:3] and orgs.key(shown).core == orgs.key(organization).core != ""):
            return True
    return name_firms.is_firm(shown)


def _move_to_organization(table: Table, rows: list[int], written: str, employer: str) -> None:
    """Takes a firm's name out of the name fields; it becomes an organization unless the one given holds it already."""
    named = [row for row in rows if row >= 0]
    table.value[named] = ""
    scanned = table.kinds[table.record[named[0]]] == "card"
    firm = orgs.clean(written, scanned)
    if firm and fold(firm) not in fold(employer):
        table.add(named[0], "organization", firm)
