"""One sitting at the review page: what is published, what was decided since, and the run that applies it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Any

import pandas as pd

from pipeline.disk import quoted
from pipeline.errors import CardfileError, UsageError, disk_told
from pipeline.people.decisions import Decision, effective, parse
from pipeline.progress import Teller
from pipeline.publish.report_people import Directory
from pipeline.review import decide
from pipeline.review.decide import Taken
from pipeline.review.pictures import Pictures
from pipeline.review.questions import Questions
from pipeline.settings import Settings
from pipeline.settings import load as load_settings
from pipeline.workspace import Workspace

Read = Callable[[], dict[str, pd.DataFrame]]
"""Gives the published tables, all columns as texts."""


class Session:
    """Holds the workspace for the page; its methods may be called from several threads."""

    def __init__(self, ws: Workspace, read: Read) -> None:
        self.ws, self._read = ws, read
        self.taken: list[Taken] = []
        self.outcome = ""
        self.failed = False
        self.published = ""
        """The number of the run that published what is shown; "" where the summary does not tell."""
        self._lock = Lock()
        self._stamp = -1
        self._run: Thread | None = None
        self._load()
        lines = parse(ws.decision_lines())[0]
        published = datetime.fromtimestamp((ws.out / "people.csv").stat().st_mtime, UTC)
        self._applied = {d.id for d in lines if _time(d.at) <= published}

    def _load(self) -> None:
        """The published tables, anew after every run; during the swap of a publishing the former ones stay."""
        try:
            stamp = (self.ws.out / "people.csv").stat().st_mtime_ns
            if stamp == self._stamp:
                return
            tables = self._read()
            settings = load_settings(self.ws.settings)
            directory, published = self._directory(tables["people"], settings)
        except (OSError, UsageError):
            if self._stamp < 0:
                self._read()  # says what to run first
                raise
            return
        self.settings: Settings = settings
        self.published = published
        self._pictures = Pictures(self.ws)
        self._questions = Questions(tables, directory, self._pictures.shows)
        self._stamp = stamp

    def _directory(self, people: pd.DataFrame, settings: Settings) -> tuple[Directory, str]:
        """Who is who, and the number of the run that says so."""
        path = self.ws.out / "summary.json"
        try:
            summary = json.loads(path.read_text(encoding="utf-8"))
            return Directory.of(people, summary.get("overview", {}), settings.owner), str(summary.get("run", ""))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as e:
            raise UsageError(
                f"{path} is missing or not as it was published.",
                f"Publish anew with `cardfile run -w {quoted(self.ws.root)}`.",
            ) from e

    @property
    def questions(self) -> Questions:
        """What is open, by the newest published tables."""
        with self._lock:
            self._load()
            return self._questions

    @property
    def pictures(self) -> Pictures:
        """The pictures behind the card records."""
        return self._pictures

    def decisions(self) -> list[Decision]:
        """All lines of decisions.jsonl that are decisions."""
        return parse(self.ws.decision_lines())[0]

    def decide(self, taken: Taken) -> None:
        """Keep a decision for good."""
        with self._lock:
            with disk_told():
                self.ws.decide(list(taken.lines))
            self.taken.append(taken)
            self.outcome, self.failed = "", False

    def undo(self, target: str) -> None:
        """Take back a decision, and what was written together with it."""
        with self._lock:
            held = {d.id for d in effective(self.decisions())} | {i for t in self.taken for i in t.ids}
            if target not in held:
                raise UsageError("This decision does not hold any more.")
            group = next((t for t in self.taken if target in t.ids), None)
            at = decide.now()
            with disk_told():
                self.ws.decide([decide.retract(i, at) for i in (group.ids if group else (target,))])
            if group:
                self.taken.remove(group)
            self.outcome, self.failed = "", False

    @property
    def running(self) -> bool:
        """Whether decisions are being applied at this moment."""
        return self._run is not None and self._run.is_alive()

    def pending(self) -> int:
        """How many decisions hold now and did not at the last run, or the other way round."""
        lines = self.decisions()
        applied = [d for d in lines if d.id in self._applied]
        now, then = ({d.id for d in effective(part)} for part in (lines, applied))
        return len(now ^ then)

    def apply(self) -> None:
        """Start a run over the whole workspace, in a thread."""
        with self._lock:
            if self.running:
                return
            self.outcome, self.failed = "", False
            self._run = Thread(target=self._apply, daemon=True)
            self._run.start()

    def _apply(self) -> None:
        from pipeline.run import Options, run

        ids = {d.id for d in self.decisions()}
        try:
            with disk_told():
                summary = run(self.ws, Options(), Teller(quiet=True)).summary
        except CardfileError as e:
            self.outcome, self.failed = f"Not applied: {e} {e.remedy}", True
        except Exception as e:  # the page stays up, and what was decided stays kept
            self.outcome, self.failed = f"Not applied, by a bug in Cardfile ({type(e).__name__}). {KEPT}", True
        else:
            self._applied = ids
            self.outcome = told(summary)

    def wait(self) -> None:
        """Until the run, if any, has ended."""
        if self._run is not None:
            self._run.join()


KEPT = "Your decisions are kept; `cardfile run` tells more."


def told(summary: dict[str, Any]) -> str:
    """What a run came to, in a line."""
    changes = ", ".join(f"{n:,} {kind}" for kind, n in summary.get("changes", {}).items())
    return f"Applied: {summary['people']:,} people" + (f" ({changes})." if changes else ".")


def _time(at: str) -> datetime:
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
