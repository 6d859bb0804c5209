"""The run: inputs into the workspace, then all outputs anew. Reads from top to bottom."""

from __future__ import annotations

import platform
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline import __version__
from pipeline.assemble import Assembled, assemble
from pipeline.cards.read import READER_VERSION
from pipeline.changes import Former, changes, check_loss, read_former
from pipeline.check import check, mark
from pipeline.engine.base import Engine
from pipeline.engine.choose import LOCAL, engine_of, require
from pipeline.erase import Left, Read, about, commit, without
from pipeline.errors import UsageError
from pipeline.extract import TakenIn, card_companions, content, extract_all, take_in
from pipeline.intake import check_outside, check_there
from pipeline.progress import Teller
from pipeline.publish.tables import to_csv
from pipeline.schema import CHANGES_COLUMNS, JOIN, OWNER, QUIET_CODES, REFUSED_COLUMNS, Claim, Refused
from pipeline.settings import Settings, own_text
from pipeline.settings import load as load_settings
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.people.decisions import Decision

FINDINGS = "findings", "texts.json"
"""Where the cache holds what texts were read as."""


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
    require(options.engine)
    ws.dry = options.dry_run
    if not ws.dry:
        ws.create()
    with ws.lock():
        taken = take_in(
            ws, options.sources, settings, teller, event=options.event, region=options.region, dry_run=ws.dry
        )
        extractions = extract_all(ws, taken, settings, teller, options.jobs)
        with engine_of(options.engine, options.jobs, None if ws.dry else ws.cache, teller) as engine:
            known = gather(ws, taken, extractions, settings, teller, engine)
            who = resolve_people(known.assembled.records, known.claims, known.decisions, settings, teller, engine)
            people, referrals, view = refer(ws, who, known.assembled.owner, settings, teller, engine)
        with teller.step("check"):
            review = check(who.values, who.matches, who.records, [*known.problems, *who.problems], REVIEW_BELOW)
            people = mark(people, review, who.records)
            former = last_published(ws, anyway=options.allow_loss)
            changed = changes(former, people, who.records)
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


def refer(
    ws: Workspace, who: Resolved, owner_says: list[Claim], settings: Settings, teller: Teller, engine: Engine
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], dict[str, Any]]:
    """People with their topics; `tags`, `introductions` and `touch_base`; the overview of the network."""
    from pipeline.people.decisions import effective
    from pipeline.referral.contact import languages
    from pipeline.referral.introduce import introduce
    from pipeline.referral.memory import Memory
    from pipeline.referral.memory import version as memory_version
    from pipeline.referral.overview import overview
    from pipeline.referral.tag import tag, tag_owner
    from pipeline.referral.touch_base import touch_base
    from pipeline.referral.vocabulary import load as load_vocabulary

    chosen, owner, decisions = settings.referral, settings.owner, effective(who.decisions)
    with teller.step("tag"):
        vocabulary = load_vocabulary(_user_text(ws, chosen.vocabulary))
        memory = Memory(memory_version(vocabulary.extra), ws.cached(*FINDINGS))
        today = chosen.today or newest_date(who.records, who.claims)
        tags = tag(who.records, who.claims, vocabulary, decisions, today, engine, memory)
        owner_tags = tag_owner(owner.asks, owner.offers, owner_claims(owner_says), vocabulary, memory)
        if memory.changed():
            ws.store(*FINDINGS, memory.text())
        people = with_tags(who.people, tags)
    with teller.step("introduce"):
        all_tags = pd.concat([tags, owner_tags], ignore_index=True)
        own = _templates(ws, chosen.templates)
        wrote = languages(who.records, who.claims)
        introductions = introduce(
            people, all_tags, owner, vocabulary, decisions, chosen.cap, records=who.records, values=who.values,
            matches=who.matches, templates=own, wrote=wrote,
        )  # fmt: skip
        touch = touch_base(
            people, who.records, who.claims, all_tags, introductions, owner, vocabulary, today, chosen.per_week,
            templates=own,
        )  # fmt: skip
        view = overview(people, tags, vocabulary)
    who.problems.extend(unknown_topics(decisions, vocabulary))
    return people, {"tags": tags, "introductions": introductions, "touch_base": touch}, view


def unknown_topics(decisions: list[Decision], vocabulary: Container[str]) -> list[dict[str, str]]:
    """Rows of review.csv about tags set by hand whose topic there is not; `decisions`: those that hold."""
    from pipeline.people.decisions import Tag

    return [
        {
            "kind": "decision",
            "record_id": d.record,
            "value": d.id,
            "reason": f"The decision “tag” ({d.id}) names the topic {d.topic}, which is not there; it has no effect.",
        }
        for d in decisions
        if isinstance(d, Tag) and d.topic not in vocabulary
    ]


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


def newest_date(records: pd.DataFrame, claims: pd.DataFrame) -> str:
    """The newest full ISO date that the data speaks of: what ages are counted from, so that no clock is read."""
    dated = claims.loc[claims["field"].isin(["connected_on", "met_on", "last_contact"]), "value"]
    dates = pd.concat([records["as_of"], claims["as_of"], dated]).astype("str").str.slice(0, 10)
    full = dates[dates.str.fullmatch(r"(19|20)\d\d-\d\d-\d\d")]
    return str(full.max()) if len(full) else ""


def with_tags(people: pd.DataFrame, tags: pd.DataFrame) -> pd.DataFrame:
    """people with `asks` and `offers` filled: topic ids, surest first."""
    ordered = tags.sort_values(["confidence", "topic"], ascending=[False, True])
    for side, column in (("ask", "asks"), ("offer", "offers")):
        mine = ordered[ordered["side"] == side]
        topics: dict[str, dict[str, None]] = {}
        for person, topic in zip(mine["person_id"], mine["topic"], strict=True):
            topics.setdefault(person, {})[topic] = None
        people = people.assign(**{column: [JOIN.join(topics.get(p, ())) for p in people["person_id"]]})
    return people


def refused_table(rows: list[Refused]) -> pd.DataFrame:
    """refused.csv: each refused item once."""
    return pd.DataFrame(rows, columns=REFUSED_COLUMNS, dtype="str")


def owner_claims(claims: list[Claim]) -> pd.DataFrame:
    """What an archive tells about the owner, as columns field, value, raw."""
    return pd.DataFrame([(c.field, c.raw, c.raw) for c in claims], columns=["field", "value", "raw"], dtype="str")


def _templates(ws: Workspace, folder: str) -> dict[str, str]:
    """Language -> text of the user's own drafts (`de.yaml`)."""
    files = sorted((ws.root / folder).glob("*.yaml")) if folder else []
    return {path.stem: own_text(path) for path in files}


def _user_text(ws: Workspace, name: str) -> str:
    return own_text(ws.root / name) if name else ""


def weights_table(pairs: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """record_a, record_b, weights of the listed pairs: what `why` and the report draw their waterfalls from."""
    key = ["record_a", "record_b"]
    return matches[key].merge(pairs[[*key, "weights"]], on=key)


def newcomers(records: pd.DataFrame) -> pd.DataFrame:
    """Rows (person_id, change, detail) of the people first seen in the last intake; equal in equal runs."""
    first = records.groupby("person_id", sort=True)["run"].min()
    new = first[first == first.max()].index if first.nunique() > 1 else first.index[:0]
    return pd.DataFrame({"person_id": new, "change": "new", "detail": ""}, columns=CHANGES_COLUMNS, dtype="str")


def summarize(
    taken: TakenIn,
    assembled: Assembled,
    tables: dict[str, pd.DataFrame],
    view: dict[str, Any],
    teller: Teller,
    engine: Engine,
) -> dict[str, Any]:
    """Counts, timings and versions of a run."""
    kinds = tables["records"]["source_kind"].value_counts()
    quiet = tables["refused"]["code"].isin(QUIET_CODES)
    return {
        "cardfile": __version__,
        "engine": engine.name,
        "versions": {
            "cardfile": __version__,
            "python": platform.python_version(),
            "card reader": READER_VERSION,
            **engine.versions,
        },
        "run": taken.ledger.run,
        "files": len(taken.ledger.accepted()),
        "new_files": taken.new,
        "known_files": taken.known,
        "records": {kind: int(kinds[kind]) for kind in sorted(kinds.index)},
        "records_read": assembled.read,
        "people": len(tables["people"]),
        "organizations": int((tables["people"]["full_name"] == "").sum()),
        "refused": int((~quiet).sum()),
        "repeated": int(tables["refused"]["code"].eq("duplicate").sum()),
        "ignored": int(tables["refused"]["code"].eq("ignored").sum()),
        "to_check": int((tables["people"]["check"] != "").sum()),
        "tags": len(tables["tags"]),
        "introductions": len(tables["introductions"]),
        "mutual": int((tables["introductions"]["mutual"].astype("str").str.lower() == "true").sum()),
        "owner_introductions": int(
            (tables["introductions"]["person_a"].eq(OWNER) | tables["introductions"]["person_b"].eq(OWNER)).sum()
        ),
        "touch_base": len(tables["touch_base"]),
        "changes": {k: int(v) for k, v in sorted(tables["changes"]["change"].value_counts().items())},
        "overview": view,
        "seconds": teller.seconds,
    }
