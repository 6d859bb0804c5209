"""Which engine a run has, for as long as it needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.engine.base import Engine
from pipeline.engine.local import Local, default_jobs
from pipeline.progress import Teller

LOCAL, SPARK = "local", "spark"


def require(name: str) -> None:
    """Raises DependencyError where what this engine needs is missing; asked before the work begins."""
    if name == SPARK:
        from pipeline.engine import requirements

        requirements.require()


@contextmanager
def engine_of(name: str, jobs: int, folder: Path | None, teller: Teller) -> Iterator[Engine]:
    """The engine with `jobs` workers (0: what the machine can carry); `folder`: where it may keep files meanwhile."""
    if name != SPARK:
        yield Local(jobs)
        return
    from pipeline.engine.session import session
    from pipeline.engine.spark import Spark

    with ExitStack() as running:
        with teller.step("start spark"):
            engine = Spark(running.enter_context(session(jobs or default_jobs(), folder)), jobs or default_jobs())
        told = " on Java ".join(engine.versions.values())
        teller.say(f"Spark {told} runs on this machine, {engine.jobs} tasks at a time.")
        yield engine
