"""The address claims of each record by `group`: the whole from its parts, and the parts from the whole."""

from __future__ import annotations

from pipeline.people import addresses as own
from pipeline.people.table import Table, Texts
from pipeline.schema import ADDRESS_FIELDS

_PARTS = ("street", "city", "region", "postal_code", "country")


def addresses(table: Table, country: Texts) -> None:
    """Fills `address`; adds it where only parts are given, and parts where only the whole text is given."""
    groups: dict[tuple[int, int], dict[str, int]] = {}
    for field in ADDRESS_FIELDS:
        rows_of = table.rows(field, usable=True)
        keys = zip(table.record[rows_of].tolist(), table.group[rows_of].tolist(), strict=True)
        for row, key in zip(rows_of.tolist(), keys, strict=True):
            groups.setdefault(key, {}).setdefault(field, row)
    for (record, _), rows in groups.items():
        if "address" not in rows:
            _compose(table, rows)
        elif not any(field in rows for field in _PARTS if field != "country"):
            _parse(table, rows["address"], rows, country[record])


def _compose(table: Table, rows: dict[str, int]) -> None:
    text = {field: table.value[rows[field]] for field in _PARTS if field in rows}
    if "country" in rows:
        text["country"] = own.tidy(table.raw[rows["country"]])
    if any(text.get(f) for f in ("street", "city", "postal_code")):
        whole = own.compose(*(text.get(field, "") for field in _PARTS))
        table.add(next(iter(rows.values())), "address", whole)


def _parse(table: Table, row: int, rows: dict[str, int], country: str) -> None:
    parts = own.parse(table.value[row], country)
    for field, text in zip(_PARTS, parts, strict=True):
        if text and field not in rows:
            table.add(row, field, text)
