"""Spark is on this machine alone, leaves nothing behind, and what goes wrong in it is told in words."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from pipeline.engine.session import Session, session
from pipeline.engine.spark import Spark
from pipeline.errors import UsageError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::ResourceWarning:pyspark", "ignore:PySpark does not yet"),
]
ROOT = Path(__file__).parent.parent.parent
COLUMNS = {"text": "str", "n": "int64", "share": "float64", "said": "bool"}
TABLE = pd.DataFrame(
    {
        "text": ["ä", "", "二\n", '"'],
        "n": [3, 1, 2, 0],
        "share": [0.1, 1e-300, float("nan"), -0.0],
        "said": [True, False] * 2,
    }
).astype(COLUMNS)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with session(2, tmp_path_factory.mktemp("files")) as one:
        yield one


@pytest.fixture
def engine(running: Session) -> Spark:
    return Spark(running, 2)


def same(piece: pd.DataFrame) -> pd.DataFrame:
    return piece


def none(piece: pd.DataFrame) -> pd.DataFrame:
    return piece.iloc[:0]


def twice(piece: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([piece, piece])


def unwilling(piece: pd.DataFrame) -> pd.DataFrame:
    raise ValueError("no such thing")


def crash_once(piece: pd.DataFrame, mark: Path) -> pd.DataFrame:
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return piece


def crash(piece: pd.DataFrame) -> pd.DataFrame:
    os._exit(1)


def wait(piece: pd.DataFrame) -> pd.DataFrame:
    time.sleep(120)
    return piece


def test_pieces_come_back_as_they_were_and_in_their_order(engine: Spark) -> None:
    pieces = [TABLE, TABLE.iloc[:1], TABLE.iloc[::-1].reset_index(drop=True), TABLE.iloc[2:].reset_index(drop=True)]
    for back, piece in zip(engine.map_pieces(same, pieces, COLUMNS), pieces, strict=True):
        pd.testing.assert_frame_equal(back, piece)
    assert [len(t) for t in engine.map_pieces(none, pieces, COLUMNS)] == [0, 0, 0, 0]
    assert [len(t) for t in engine.map_pieces(twice, pieces, COLUMNS)] == [8, 2, 8, 4]


def test_the_work_is_done_by_other_processes(engine: Spark) -> None:
    def who(piece: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"n": [os.getpid()]})

    found = engine.map_pieces(who, [TABLE, TABLE], {"n": "int64"})
    assert os.getpid() not in {int(t["n"].iloc[0]) for t in found}


def test_only_this_machine_can_speak_to_it(running: Session) -> None:
    """Every port on which the Java process listens is bound to 127.0.0.1."""
    ports = {f"socket:[{row[9]}]": row[1] for kind in ("tcp", "tcp6") for row in listening(kind)}
    links = [os.readlink(f) for f in Path(f"/proc/{running.process.pid}/fd").iterdir()]
    bound = {ports[link].split(":")[0] for link in links if link in ports}
    assert bound
    assert bound <= {"0100007F", "0000000000000000FFFF00000100007F"}


def listening(kind: str) -> list[list[str]]:
    rows = [line.split() for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    return [row for row in rows if row[3] == "0A"]


def test_its_files_are_the_users_alone(running: Session) -> None:
    assert running.folder.stat().st_mode & 0o077 == 0


def test_what_py4j_logs_of_a_lost_connection_stays_hidden(running: Session, caplog: pytest.LogCaptureFixture) -> None:
    """It goes through the root logger, with a traceback; messages of others still pass."""
    import py4j

    root = logging.getLogger()
    for source in (py4j.__file__, __file__):
        root.handle(root.makeRecord("root", logging.ERROR, source, 1, "lost", (), None))
    assert [record.pathname for record in caplog.records] == [__file__]


def test_a_lost_worker_costs_nothing(engine: Spark, tmp_path: Path) -> None:
    (back,) = engine.map_pieces(partial(crash_once, mark=tmp_path / "mark"), [TABLE], COLUMNS)
    pd.testing.assert_frame_equal(back, TABLE)
    assert (tmp_path / "mark").exists()


def test_a_worker_that_is_lost_again_and_again_is_told(engine: Spark) -> None:
    with pytest.raises(UsageError, match="was lost") as told:
        engine.map_pieces(crash, [TABLE], COLUMNS)
    assert "--engine local" in told.value.remedy


def test_a_bug_in_a_step_stays_a_bug(engine: Spark) -> None:
    with pytest.raises(Exception, match="no such thing") as told:
        engine.map_pieces(unwilling, [TABLE], COLUMNS)
    assert not isinstance(told.value, UsageError)


def test_a_spark_that_is_killed_is_told_and_another_can_follow(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__)), str(tmp_path)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "told: Spark ended before its work was done: it lacked memory, or was ended.",
        "4 rows",
    ]
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "moment"), [(signal.SIGINT, "at work"), (signal.SIGTERM, "at work"), (signal.SIGTERM, "starting")]
)
def test_an_interrupted_run_ends_at_once_with_all_that_belongs_to_it(
    tmp_path: Path, number: signal.Signals, moment: str
) -> None:
    rows = "".join(f"Ann{n},Low{n},,Firm {n},Buyer,04 Apr 2021\n" for n in range(6000))
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,Email Address,Company,Position,Connected On\n" + rows
    )
    command = "-m pipeline run Connections.csv -w ws --engine spark --jobs 2".split()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # jobs in the background ignore it, and so do their children
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.readline()
        if moment == "starting":
            while not any("SparkSubmit" in told for told in belonging(tmp_path)):
                time.sleep(0.05)
        while moment == "at work" and "on Java" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        assert belonging(tmp_path)
        time.sleep(2 if moment == "at work" else 0)  # cleaning has begun
        os.killpg(process.pid, number)
        said += process.stderr.read()
    assert process.returncode == 130, said
    assert "Run the same command again" in said
    assert "Traceback" not in said
    assert not list((tmp_path / "ws" / "cache").glob("spark-*"))
    assert not (tmp_path / "ws" / "out").exists()
    until = time.monotonic() + 10
    while belonging(tmp_path) and time.monotonic() < until:
        time.sleep(0.2)
    assert belonging(tmp_path) == []


def belonging(folder: Path) -> list[str]:
    """Processes whose command or environment names the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in text and entry.name != str(os.getpid()):
            found.append(text.decode("utf-8", "replace"))
    return found


def killed_and_followed(folder: Path) -> None:
    """A session whose Java process is killed while it works, then another; says what came of each."""
    with session(1, folder) as one:
        threading.Timer(15, one.kill).start()
        try:
            Spark(one, 1).map_pieces(wait, [TABLE], COLUMNS)
        except UsageError as e:
            print("told:", e)
    with session(1, folder) as other:
        (back,) = Spark(other, 1).map_pieces(same, [TABLE], COLUMNS)
        print(len(back), "rows")


if __name__ == "__main__":
    killed_and_followed(Path(sys.argv[1]))
