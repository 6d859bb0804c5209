"""The run: inputs into the workspace, then all outputs anew. Reads from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.assemble import Assembled, assemble
from pipeline.changes import Former, changes, check_loss, read_former
from pipeline.check import check, mark
from pipeline.engine.base import Engine
from pipeline.engine.choose import LOCAL, engine_of, require
from pipeline.erase import Left, Read, about, commit, without
from pipeline.errors import UsageError
from pipeline.extract import card_companions, content, extract_all
from pipeline.intake import check_not_within, check_outside, check_there
from pipeline.lost import without_lost
from pipeline.progress import Teller, counted
from pipeline.publish.tables import to_csv
from pipeline.refer import refer
from pipeline.schema import CHANGES_COLUMNS, REFUSED_COLUMNS, Refused
from pipeline.settings import Settings
from pipeline.settings import load as load_settings
from pipeline.summary import summarize
from pipeline.take_in import TakenIn, take_in
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.people.decisions import Decision


@dataclass(frozen=True, slots=True)
class Options:
    """What one call asks for."""

    sources: list[Path] = field(default_factory=list)
    event: str = ""
    region: str = ""
    jobs: int = 0
    dry_run: bool = False
    allow_loss: bool = False
    engine: str = LOCAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    summary: dict[str, Any]
    refused: int
    """Refused rows that count, litter and repetitions apart."""
    erased: int = 0
    """Records of people who are to be forgotten that this run erased."""
    rewritten: int = 0
    """Sources of which only what was read of others stays."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the sources and the decisions say."""

    assembled: Assembled
    claims: pd.DataFrame
    decisions: list[Decision]
    problems: list[dict[str, str]]
    """Lines of decisions.jsonl that are none."""
    erased: set[str] = field(default_factory=set)
    """Ids of records that are to be forgotten, and were in the sources until now."""
    left: Left = field(default_factory=Left)
    """What stays of the sources that held or mention them."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who the people are."""

    records: pd.DataFrame
    claims: pd.DataFrame
    people: pd.DataFrame
    values: pd.DataFrame
    matches: pd.DataFrame
    weights: pd.DataFrame
    decisions: list[Decision]
    problems: list[dict[str, str]]
    """Decisions that name what is gone, or contradict each other."""


def run(ws: Workspace, options: Options, teller: Teller) -> Outcome:
    """Take the sources in, rebuild everything, publish. Raises LossError instead of publishing a loss."""
    from pipeline.cards.fields import REVIEW_BELOW
    from pipeline.people.published import records_table
    from pipeline.publish.outputs import Tables, render

    settings = load_settings(ws.settings)
    check_there(options.sources)
    check_outside(options.sources, ws.root)
    check_not_within(ws.root)
    require(options.engine)
    ws.dry = options.dry_run
    if not ws.dry:
        ws.create()
    with ws.lock():
        taken = take_in(
            ws, options.sources, settings, teller, event=options.event, region=options.region, dry_run=ws.dry
        )
        if options.allow_loss:
            taken = without_lost(ws, taken)
        extractions = extract_all(ws, taken, settings, teller, options.jobs)
        with engine_of(options.engine, options.jobs, None if ws.dry else ws.cache, teller) as engine:
            known = gather(ws, taken, extractions, settings, teller, engine)
            who = resolve_people(known.assembled.records, known.claims, known.decisions, settings, teller, engine)
            people, referrals, view = refer(ws, who, known.assembled.owner, settings, teller, engine)
        with teller.step("check"):
            problems = [*known.problems, *who.problems]
            review = check(who.values, who.matches, who.records, problems, REVIEW_BELOW, who.decisions)
            people = mark(people, review, who.records)
            former = last_published(ws, anyway=options.allow_loss)
            changed = changes(former.renamed(known.left.traces.masked), people, who.records)
        if not options.allow_loss:
            check_loss(former, changed, known.erased, ws.root)
        tables = {
            "people": people, "records": records_table(who.records, who.claims), "values": who.values, **referrals,
            "matches": who.matches, "review": review, "refused": refused_table(known.assembled.refused), "changes": changed,
        }  # fmt: skip
        summary = summarize(taken, known.assembled, tables, view, teller, engine)
        with teller.step("publish"):
            shown = Tables(tables, newcomers(who.records), view, known.assembled.mappings, settings.owner, who.weights)
            files = render(shown, summary)
            if not options.dry_run:
                ws.publish(files)
                commit(ws, known.left, known.erased)
                ws.keep_table("pairs.csv", to_csv(who.weights, list(who.weights), list(who.weights)[:2]))
    return Outcome(summary, summary["refused"], len(known.erased), len(known.left.sources))


def last_published(ws: Workspace, *, anyway: bool) -> Former:
    """What the run is compared with. `anyway`: a damaged one counts as none, which `--allow-loss` overrides too."""
    try:
        return read_former(ws.out)
    except UsageError:
        if not anyway:
            raise
        return Former()


def gather(
    ws: Workspace, taken: TakenIn, read: list[Read], settings: Settings, teller: Teller, engine: Engine
) -> Gathered:
    """The tables of what was read, cleaned, without those who are to be forgotten; and the decisions that hold."""
    from pipeline.people.decisions import forgotten, parse

    with teller.step("assemble"):
        assembled = assemble(read)
    with teller.step("clean"):
        claims = clean_by_region(assembled, engine)
    decisions, problems = parse(ws.decision_lines())
    if problems:
        count = counted(len(problems), "line")
        teller.say(f"{count} of {ws.decisions} cannot be read and {'has' if len(problems) == 1 else 'have'} no effect.")
    erased = forgotten(assembled.records, claims, decisions)
    if not erased:
        return Gathered(assembled, claims, decisions, problems)
    companions = card_companions(ws, taken, settings.cards)
    read, left = without(read, erased, companions, claims, lambda entry: content(ws, taken, entry))
    assembled = assemble(read)
    gone = about(erased, decisions)
    decisions = [d for d in decisions if d.id not in gone]
    return Gathered(assembled, clean_by_region(assembled, engine), decisions, problems, erased, left)


def resolve_people(
    records: pd.DataFrame,
    claims: pd.DataFrame,
    decisions: list[Decision],
    settings: Settings,
    teller: Teller,
    engine: Engine,
) -> Resolved:
    """Match, resolve, choose the values."""
    from pipeline.people.match import match
    from pipeline.people.published import people as people_table
    from pipeline.people.resolve import resolve
    from pipeline.people.values import values

    with teller.step("match"):
        pairs = match(records, claims, settings.match, engine)
    with teller.step("resolve"):
        resolution = resolve(records, claims, pairs, decisions, settings.match)
        value_table = values(resolution.records, claims, decisions)
        people = people_table(resolution.records, value_table)
    return Resolved(
        resolution.records, claims, people, value_table, resolution.matches, weights_table(pairs, resolution.matches),
        decisions, resolution.problems,
    )  # fmt: skip


def clean_by_region(assembled: Assembled, engine: Engine) -> pd.DataFrame:
    """Claims cleaned, each record with the region that was given when it came in."""
    from pipeline.people.clean import clean

    records, claims = assembled.records, assembled.claims
    regions = records["source"].map(assembled.regions).fillna("")
    parts = []
    for region in sorted(set(regions)):
        mine = records[regions == region]
        own = claims if len(mine) == len(records) else claims[claims["record_id"].isin(mine["record_id"])]
        parts.append(clean(mine, own, region, engine))
    return pd.concat(parts, ignore_index=True) if parts else claims


def refused_table(rows: list[Refused]) -> pd.DataFrame:
    """refused.csv: each refused item once."""
    return pd.DataFrame(rows, columns=REFUSED_COLUMNS, dtype="str")


def weights_table(pairs: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """record_a, record_b, weights of the listed pairs: what `why` and the report draw their waterfalls from."""
    key = ["record_a", "record_b"]
    return matches[key].merge(pairs[[*key, "weights"]], on=key)


def newcomers(records: pd.DataFrame) -> pd.DataFrame:
    """Rows (person_id, change, detail) of the people first seen in the last intake; equal in equal runs."""
    first = records.groupby("person_id", sort=True)["run"].min()
    new = first[first == first.max()].index if first.nunique() > 1 else first.index[:0]
    return pd.DataFrame({"person_id": new, "change": "new", "detail": ""}, columns=CHANGES_COLUMNS, dtype="str")
