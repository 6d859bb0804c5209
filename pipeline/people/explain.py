"""Why a person is as published: where each value came from, why the records are one person, what was left open."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.errors import UsageError
from pipeline.people.lexicon import fold_name
from pipeline.people.values import SINGLE
from pipeline.schema import PLURALS

BAR = 24
"""Longest bar of the picture of match weights, in characters."""
FIELDS = (*SINGLE, *PLURALS, "note", "connected_on", "met_on")


def why(person: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """The account of a person, or of everybody of a name, as text; raises UsageError where there is nobody.

    `person`: a person_id or a name. `tables`: `people`, `records`, `values`, `matches`, and where known
    `pairs` (with `weights`) and `tags`; as the steps make them, or as texts read back from `out/`.
    """
    found = _ids(person, tables)
    if not found:
        raise UsageError(
            f"Nobody here is called “{person}”, and it is no person_id.", "See people.csv for who is there."
        )
    return "\n\n".join(_account(person_id, tables) for person_id in found)


def _ids(person: str, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    people = tables["people"]
    if (people["person_id"] == person).any():
        return [person]
    former = tables["records"].loc[tables["records"]["record_id"] == "r" + person[1:], "person_id"]
    if person.startswith("p") and len(former):
        return [str(former.iloc[0])]  # an id from before two people became one
    wanted = set(fold_name(person).split())
    names = people["full_name"].where(people["full_name"] != "", people["organization"])
    said = tables["values"].loc[tables["values"]["field"] == "full_name", ["person_id", "value"]]
    for ids, called in ((people["person_id"], names), (said["person_id"], said["value"])):
        fits = (i for i, name in zip(ids, called, strict=True) if wanted and wanted <= set(fold_name(name).split()))
        if found := sorted(map(str, set(fits))):
            return found  # as published, else as some record has it, such as a name before a marriage
    return []


def _account(person_id: str, tables: Mapping[str, pd.DataFrame]) -> str:
    records = _of(tables["records"], person_id)
    person = _of(tables["people"], person_id)
    name = str(person["full_name"].iloc[0] or person["organization"].iloc[0]) if len(person) else ""
    parts = [
        f"{name or 'No name'}  ({person_id})",
        _records_text(records),
        _values_text(_of(tables["values"], person_id), records),
        _joins_text(records, tables),
        _open_text(records, tables),
        _tags_text(person_id, tables),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def waterfall(weights: str, probability: float) -> list[str]:
    """The match weights of a pair (log2), as bars that add up to the probability.

    `weights`: `-10.9 prior; 8.2 given; ...` as `match` gives them.
    """
    lines, total = [], 0.0
    for entry in weights.split("; "):
        number, _, what = entry.partition(" ")
        weight = float(number)
        total += weight
        bar = ("+" if weight >= 0 else "-") * max(1, min(BAR, round(abs(weight))))
        words = "before looking" if what == "prior" else what
        lines.append(f"{words:>16} {weight:+7.2f}  {bar}")
    lines.append(f"{'together':>16} {total:+7.2f}  probability {probability:.4f}")
    return lines


def _of(table: pd.DataFrame, person_id: str) -> pd.DataFrame:
    return table[table["person_id"] == person_id]


def _records_text(records: pd.DataFrame) -> str:
    lines = [f"  {_source(row)}  [{row['record_id']}]" for row in records.to_dict("records")]
    return f"{len(lines)} record{'s' * (len(lines) != 1)}:\n" + "\n".join(lines)


def _source(row: Mapping[str, object]) -> str:
    return f"{row['source_kind']} {row['source_file']}, {row['locator']}"


def _values_text(values: pd.DataFrame, records: pd.DataFrame) -> str:
    sources = {str(row["record_id"]): _source(row) for row in records.to_dict("records")}
    lines = ["Values, the published one first:"]
    for field in FIELDS:
        mine = values[values["field"] == field].sort_values("value", key=lambda told: told == "", kind="stable")
        said = mine["value"].where(mine["value"] != "", mine["raw"])
        for _, same in mine.groupby(said, sort=False):
            value = same.iloc[0]["value"]
            shown = same["published"].astype("str").str.lower().eq("true").any()
            best = same.iloc[0]
            read = "" if best["raw"] == value else f", written “{best['raw']}”"
            agreeing = f", {len(same)} agree" if len(same) > 1 else ""
            confidence = float(best["confidence"] or 0)
            sure = "" if confidence >= 1 else f", {confidence:.0%} sure"
            source = sources.get(str(best["record_id"]), str(best["record_id"]))
            decided = str(best["method"]).startswith("decision")
            how = "you set it" if decided else f"{source}, by {best['method'] or 'its source'}"
            lines.append(
                f"  {'*' if shown else ' '} {field}: {value or 'nothing usable'}  ({how}{read}{agreeing}{sure})"
            )
    return "\n".join(lines)


def _joins_text(records: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> str:
    pairs = _pairs(records, tables, inside=True)
    if pairs.empty:
        return ""
    lines = ["Why these records are one person (match weights in powers of two):"]
    for row in pairs.to_dict("records"):
        lines.append(f"  {row['record_a']} and {row['record_b']}: {row['why']}")
        if row.get("weights"):
            lines += [f"    {bar}" for bar in waterfall(str(row["weights"]), float(row["probability"]))]
    return "\n".join(lines)


def _open_text(records: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> str:
    pairs = _pairs(records, tables, inside=False)
    if pairs.empty:
        return ""
    whose = dict(zip(tables["records"]["record_id"], tables["records"]["person_id"], strict=True))
    own = set(records["record_id"])
    lines = ["Not joined:"]
    for row in pairs.to_dict("records"):
        other = row["record_b"] if row["record_a"] in own else row["record_a"]
        verdict = "for you to decide" if row["verdict"] == "review" else "taken as two people"
        person = whose.get(other, "?")
        lines.append(f"  {other} of {person}, {verdict} ({float(row['probability']):.4f}): {row['why']}")
        if row.get("weights"):
            lines += [f"    {bar}" for bar in waterfall(str(row["weights"]), float(row["probability"]))]
    return "\n".join(lines)


def _pairs(records: pd.DataFrame, tables: Mapping[str, pd.DataFrame], inside: bool) -> pd.DataFrame:
    """Rows of matches with both records (`inside`) or one record of the person, the surest first, with `weights`."""
    own = records["record_id"]
    matches = tables["matches"].astype({"probability": "float64"})
    a, b = matches["record_a"].isin(own), matches["record_b"].isin(own)
    found = matches[(a & b) if inside else (a ^ b)]
    pairs = tables.get("pairs")
    if pairs is not None and "weights" in pairs:
        found = found.merge(pairs[["record_a", "record_b", "weights"]], on=["record_a", "record_b"], how="left")
        found["weights"] = found["weights"].fillna("")
    return found.sort_values(["probability", "record_a", "record_b"], ascending=[False, True, True])


def _tags_text(person_id: str, tables: Mapping[str, pd.DataFrame]) -> str:
    tags = tables.get("tags")
    if tags is None:
        return ""
    mine = _of(tags, person_id)
    lines = [
        f"  {row['side']} {row['topic']} ({row['strength']}): “{row['evidence']}” in {row['field']}, by {row['rule']}"
        for row in mine.to_dict("records")
    ]
    return "\n".join(["Asks and offers:", *lines]) if lines else ""
