"""What summary.json says of a run."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.cards.read import READER_VERSION
from pipeline.schema import JOIN, OWNER, QUIET_CODES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.assemble import Assembled
    from pipeline.engine.base import Engine
    from pipeline.progress import Teller
    from pipeline.take_in import TakenIn

FEWEST_DIGITS = 7
"""Shorter ones are extensions and short codes, which belong to no country."""


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
        "phones_without_country": _without_country(tables["people"]["phones"]),
        "changes": {k: int(v) for k, v in sorted(tables["changes"]["change"].value_counts().items())},
        "overview": view,
        "seconds": teller.seconds,
    }


def _without_country(phones: pd.Series[str]) -> int:
    """How many published numbers nobody could dial from abroad."""
    numbers = (entry.partition(":")[2] for cell in phones for entry in cell.split(JOIN))
    return sum(not number.startswith("+") and sum(map(str.isdigit, number)) >= FEWEST_DIGITS for number in numbers)
