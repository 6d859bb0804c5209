"""`cardfile forget`: erase a person from everything in the workspace, and keep them out on re-import.

Only the decision is written here; the run that follows erases whom it names (`pipeline.erase`), and so does every
later run, should this one be cut off or the person come in again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from secrets import token_hex
from typing import NamedTuple

from pipeline.assemble import assemble, natural_id, versions_by_id
from pipeline.changes import Row, read_former, read_table
from pipeline.disk import quoted
from pipeline.engine.local import Local
from pipeline.erase import Read
from pipeline.errors import UsageError
from pipeline.extract import extract_all
from pipeline.people.decisions import line
from pipeline.people.erasure import forget_keys
from pipeline.people.lexicon import fold_name
from pipeline.progress import Teller
from pipeline.publish.report_lists import FIELD_WORDS
from pipeline.run import Options, Outcome, clean_by_region, run
from pipeline.schema import JOIN
from pipeline.settings import load
from pipeline.take_in import TakenIn
from pipeline.traces import Traces, traces
from pipeline.workspace import Workspace


class Forgotten(NamedTuple):
    """What an erasing came to, and what of other people still tells of who was erased (as `mentioning` gives it)."""

    outcome: Outcome
    mentioning: list[str]


def forget(ws: Workspace, who: str, teller: Teller) -> Forgotten:
    """Erase the person with this id, e-mail or name, and publish anew.

    Raises UsageError when nobody or more than one person fits, or when what is published is not of the sources as they
    are now: their records would not be known. Raises LossError, as every run does, when other people would be lost:
    then the decision is kept, and the next run that publishes erases.
    """
    record_ids = find(ws, who)
    settings = load(ws.settings)
    ws.create()
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), settings, teller)
        assembled = assemble(read)
        if not set(record_ids) <= set(assembled.records["record_id"]):
            raise UsageError(
                f"What is published in {ws.root} is older than its sources or settings.",
                f"Run `cardfile run -w {quoted(ws.root)}` first.",
            )
        claims = clean_by_region(assembled, Local())
        keys = forget_keys(record_ids, assembled.records, claims, token_hex(8), ambiguous(read))
        ws.decide([line("forget", datetime.now(UTC).isoformat(timespec="seconds"), keys=keys)])
    try:
        return Forgotten(run(ws, Options(), teller), mentioning(ws, traces(record_ids, claims)))
    except BaseException:
        teller.say(
            "The decision to erase is kept: what is not erased yet, the next "
            f"`cardfile run -w {quoted(ws.root)}` that ends well erases."
        )
        raise


def ambiguous(read: list[Read]) -> set[str]:
    """Ids that come of a key which several people bear."""
    found = versions_by_id(read)
    return {shared for rid in found for v in found[rid] if (shared := natural_id(v.record)) != rid}


def mentioning(ws: Workspace, told: Traces) -> list[str]:
    """The people of whom some published value still holds a name, an e-mail, a profile or a number of the erased, each
    with the fields that do: `Kurt Da (note, phone)`."""
    names = {r["person_id"]: r["full_name"] or r["organization"] or r["person_id"] for r in read_former(ws.out).people}
    holding: dict[str, set[str]] = {}
    for row in read_table(ws.out / "values.csv", ("person_id", "field", "raw")):
        if told.mentioned(row["raw"]):
            holding.setdefault(row["person_id"], set()).add(
                FIELD_WORDS.get(row["field"], row["field"].replace("_", " "))
            )
    return sorted(f"{names.get(person, person)} ({', '.join(sorted(fields))})" for person, fields in holding.items())


def find(ws: Workspace, who: str) -> list[str]:
    """The record ids of the one person whom `who` names: an id, an e-mail or a full name."""
    if not who.strip():
        raise UsageError("Nobody is named.", "Give the person's id, e-mail or full name as in people.csv.")
    former = read_former(ws.out)
    rows, records = former.people, former.records
    if not rows or not records:
        raise UsageError(
            f"Nothing is published in {ws.root} yet.", f"Run `cardfile run SOURCE -w {quoted(ws.root)}` first."
        )
    wanted = who.strip().casefold()
    by_record = {r["record_id"][1:]: r["person_id"] for r in records}
    ids = {by_record.get(wanted[1:], wanted)}
    fits = [r for r in rows if r["person_id"] in ids or wanted in r["emails"].casefold().split(JOIN)]
    fits = fits or [r for r in rows if wanted and r["full_name"].casefold() == wanted]
    if not fits:
        raise _nobody(who, rows, records)
    if len(fits) > 1:
        raise UsageError(f"{len(fits)} people are “{who}”: {_listed(fits)}.", "Give the id of the one you mean.")
    return [r["record_id"] for r in records if r["person_id"] == fits[0]["person_id"]]


def _nobody(who: str, rows: list[Row], records: list[Row]) -> UsageError:
    """The error about a name that nobody is published under; it tells whose records bear it, such as a name before a
    marriage: nobody is erased on a guess."""
    called = {r["person_id"] for r in records if fold_name(r.get("full_name", "")) == fold_name(who) != ""}
    alike = [r for r in rows if r["person_id"] in called]
    if not alike:
        return UsageError(f"Nobody here is “{who}”.", "Give the person's id, e-mail or full name as in people.csv.")
    return UsageError(
        f"Nobody is published as “{who}”; records of that name belong to {_listed(alike)}.",
        "Give the id of the one you mean.",
    )


def _listed(people: list[Row]) -> str:
    return ", ".join(
        f"{r['full_name']} ({', '.join(filter(None, (r['person_id'], r['organization'])))})" for r in people
    )
