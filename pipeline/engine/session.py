"""A Spark of one's own on this machine: started quietly, bound to 127.0.0.1, its files in a private folder, and ended
with all that belongs to it, whether the work is done, fails or is interrupted."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.engine.requirements import java_home
from pipeline.errors import DependencyError, UsageError

PREFIX = "spark-"
"""How the names of the folders begin that hold Spark's files while it runs."""
TRIES = 3
"""How often a piece of work is tried whose worker was lost."""
FOREIGN = (
    "SPARK_HOME", "SPARK_CONF_DIR", "SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED", "SPARK_LOCAL_DIRS", "SPARK_TESTING",
    "PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT", "PYSPARK_GATEWAY_SECRET", "PYSPARK_DRIVER_PYTHON", "SPARK_MASTER",
)  # fmt: skip
"""Variables that would bring in another Spark and its settings, and with them another machine."""
LOST = "Run it with --engine local, or give Spark more memory: SPARK_DRIVER_MEMORY=8g cardfile run …"


class Session:
    """A running Spark: `spark` is its SparkSession, `process` its Java, `folder` where its files are."""

    def __init__(self, gateway: Any, spark: Any, folder: Path) -> None:
        self._gateway, self.spark, self.folder = gateway, spark, folder
        self.process: subprocess.Popen[bytes] = gateway.proc
        self.versions = {"spark": str(spark.version), "java": str(gateway.jvm.System.getProperty("java.version"))}
        self.interrupted = False

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Tells failures of the work in it: an interruption, or a Spark that is gone."""
        try:
            yield
        except Exception as e:
            if self.interrupted:
                raise KeyboardInterrupt from None
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=1)
            if self.process.poll() is not None:
                raise UsageError("Spark ended before its work was done: it lacked memory, or was ended.", LOST) from e
            if _worker_lost(e):
                raise UsageError(f"A worker of Spark was lost {TRIES} times over the same work.", LOST) from e
            raise

    def interrupt(self, *_: object) -> None:
        """Answers Ctrl-C and SIGTERM: ends Spark at once, whatever it does, so that nothing waits for it."""
        self.interrupted = True
        self.kill()
        raise KeyboardInterrupt

    def kill(self) -> None:
        """Ends the Java process without further ado; its workers end when it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ends everything, politely where it still answers."""
        with suppress(Exception):
            if not self.interrupted and self.process.poll() is None:
                self.spark.stop()
        with suppress(Exception):
            self._gateway.shutdown()
        _forget_context()
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()


def _worker_lost(error: Exception) -> bool:
    """Whether a process was lost; what a step itself raises comes back as another kind of error."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException, PythonException

    return (
        isinstance(error, Py4JError | PySparkException)
        and not isinstance(error, PythonException)
        and ("Python worker exited unexpectedly" in str(error))
    )


def _forget_context() -> None:
    """pyspark keeps one Java process for good; ours has ended, and the next session has its own."""
    from pyspark import SparkContext

    SparkContext._active_spark_context = SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def session(jobs: int, parent: Path | None) -> Iterator[Session]:
    """Spark with `jobs` tasks at a time; its files are encrypted, in a folder inside `parent` that is removed at the end.

    Raises DependencyError where it does not start.
    """
    with _folder(parent) as folder, _environment(folder), _signals_kept() as before, _quiet():
        early: list[int] = []
        _answer(before, lambda number, _: early.append(number))  # a Java that is left while it starts never ends
        running = _started(jobs, folder)
        try:
            _answer(before, running.interrupt)  # pyspark has put its own for SIGINT
            if early:
                running.interrupt()
            yield running
        finally:
            running.stop()


@contextmanager
def _folder(parent: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what pyspark and py4j log and warn of from the user, who is told in words (see Session.guarded)."""
    for name in ("py4j", "pyspark"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    root = logging.getLogger()  # py4j tells a lost connection there, with a traceback
    root.addFilter(_not_of_py4j)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="pyspark")  # on pandas 3: only Arrow tables go to and fro
            yield
    finally:
        root.removeFilter(_not_of_py4j)


def _not_of_py4j(record: logging.LogRecord) -> bool:
    return "py4j" not in Path(record.pathname).parts


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """The variables that pyspark reads, ours while it runs."""
    before = dict(os.environ)
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ |= {"JAVA_HOME": str(java_home()), "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _signals_kept() -> Iterator[dict[signal.Signals, Any]]:
    """What answered to interruptions before, and does so again afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield before
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _answer(before: dict[signal.Signals, Any], handler: Callable[[int, Any], object]) -> None:
    """Has interruptions answered by `handler`, those aside that were ignored `before`, as in a job in the background."""
    for number, former in before.items():
        signal.signal(number, signal.SIG_IGN if former == signal.SIG_IGN else handler)


def _started(jobs: int, folder: Path) -> Session:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf(loadDefaults=False).setAll(list(_settings(jobs, folder).items()))
    log = folder / "log"
    gateway = None
    try:
        with log.open("wb") as out:
            gateway = launch_gateway(conf, {"stdout": out, "stderr": out, "start_new_session": True})
        context = SparkContext(gateway=gateway, conf=conf)
    except BaseException as e:
        if gateway is not None:
            gateway.proc.kill()
        _forget_context()
        if not isinstance(e, Exception):
            raise
        said = [line for line in log.read_text("utf-8", "replace").splitlines() if "rror" in line or "xception" in line]
        why = said[0].strip()[:200] if said else type(e).__name__
        raise DependencyError(f"Spark does not start: {why}", "Run: cardfile doctor, or use --engine local.") from e
    context.setLogLevel("ERROR")
    return Session(gateway, SparkSession(context), folder)


def _settings(jobs: int, folder: Path) -> dict[str, str]:
    memory = os.environ.get("SPARK_DRIVER_MEMORY") or f"{_megabytes()}m"
    return {
        "spark.master": f"local[{jobs},{TRIES}]",
        "spark.app.name": "cardfile",
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={folder} -XX:-UsePerfData",
        "spark.driver.maxResultSize": "0",  # results come to this machine's memory anyway
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.authenticate": "true",
        "spark.io.encryption.enabled": "true",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.adaptive.enabled": "false",  # would put small pieces together, and so on one core
        "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
    }


def _megabytes() -> int:
    """A quarter of the memory, 1 to 8 GB."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4_000_000
    return max(1024, min(8192, total))
