"""report.html: one offline page that a tired person can act on after a fair."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.publish.pages import REPORT, asset, environment
from pipeline.publish.report_charts import bars, topic_rows
from pipeline.publish.report_contacts import introduction_views, touch_views
from pipeline.publish.report_joins import joined_views, weights_of
from pipeline.publish.report_lists import check_views, mapping_views, new_views, places, refused_views, tally
from pipeline.publish.report_people import Directory, people_json
from pipeline.schema import Mapping as ColumnMapping
from pipeline.settings import Owner


def render(
    tables: Mapping[str, pd.DataFrame],
    summary: Mapping[str, Any],
    overview: Mapping[str, Any],
    mappings: Sequence[ColumnMapping],
    owner: Owner,
) -> str:
    """The page as HTML text; equal input gives equal bytes.

    `tables`: people, records, values, tags, introductions, touch_base, matches, review, refused, changes, with the
    columns of their CSV files; `changes` names the people who are new; where known `weights` (record_a, record_b,
    weights), the match weights of pairs. `overview`: as `referral.overview` gives it.
    """
    directory = Directory.of(tables["people"], overview, owner)
    doubtful = tables["review"][tables["review"]["kind"] == "value"]
    where, weights = places(tables["records"]), weights_of(tables.get("weights"))
    introductions = introduction_views(tables["introductions"], directory)
    on_page = {i["id"] for i in introductions["best"] + introductions["more"]}
    style, script = asset(REPORT, "report.css"), asset(REPORT, "report.js")
    page: str = (
        environment(REPORT)
        .get_template("report.html")
        .render(
            style=style,
            script=script,
            policy=_policy(style, script),
            owner=owner.name,
            tally=tally(summary),
            summary=summary,
            introductions=introductions,
            touch_base=touch_views(tables["touch_base"], directory),
            new=new_views(tables["people"], tables["changes"], doubtful),
            checks=check_views(tables["review"], where, weights, directory),
            joined=joined_views(tables["records"], tables["matches"], weights, where, directory),
            refused=refused_views(tables["refused"]),
            mappings=mapping_views(mappings),
            topics=topic_rows(overview),
            reach=overview.get("reach", {}),
            gaps=[directory.label(t) for t in overview.get("gaps", [])[:8]],
            strengths=[directory.label(t) for t in overview.get("strengths", [])[:8]],
            charts=[
                ("Fields", bars(overview.get("fields", []))),
                ("Organizations", bars(overview.get("organizations", []))),
                ("Countries", bars(overview.get("countries", []), directory.country)),
            ],
            people=people_json(tables["people"], tables["introductions"], directory, on_page),
            people_total=len(tables["people"]),
        )
    )
    return page


def _policy(style: str, script: str) -> str:
    """A content security policy: the page loads nothing, and runs nothing but its own script."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
