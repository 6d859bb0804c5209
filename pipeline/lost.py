"""Inputs whose copies in the workspace are lost or damaged, where `--allow-loss` says to go on without them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ledger import Entry
from pipeline.schema import Refused
from pipeline.take_in import TakenIn
from pipeline.workspace import Workspace


def without_lost(ws: Workspace, taken: TakenIn) -> TakenIn:
    """The intake with these inputs refused as a whole, for good, until they are given again. Nothing is written in a dry
    run."""
    lost = [e for e in taken.ledger.accepted() if not ws.is_kept(e) and e.digest not in taken.paths]
    if not lost:
        return taken
    given_up = {e.key: replace(e, kind="", refused=(_row(e),)) for e in lost}
    if not ws.dry:
        ws.rewrite(given_up)
    taken.ledger.entries = [given_up.get(e.key, e) for e in taken.ledger.entries]
    return taken


def _row(entry: Entry) -> Refused:
    return Refused(
        entry.name,
        "",
        "lost",
        "The workspace has lost its copy of this file.",
        "Give the file to `cardfile run` again.",
    )
