"""The workspace on disk: what is published is always whole, and no half-written file stays."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline import workspace
from pipeline.workspace import Workspace

ONE, OTHER = ({f"{n}.csv": text.encode() for n in range(5)} for text in ("one", "other"))


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / "workspace")
    found.create()
    return found


def published(ws: Workspace) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in ws.out.iterdir()}


@pytest.mark.parametrize("swaps", [True, False])
def test_a_publishing_replaces_the_folder_as_a_whole(
    ws: Workspace, swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the system cannot let two folders change places."""
    if not swaps:
        monkeypatch.setattr(workspace, "_exchange", lambda *_: False)
    ws.publish({**ONE, "gone.csv": b""})
    ws.publish(OTHER)
    assert published(ws) == OTHER
    assert sorted(p.name for p in ws.root.iterdir()) == ["cache", "out", "sources"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets two folders change places")
def test_there_is_no_moment_without_published_files(ws: Workspace) -> None:
    ws.publish(ONE)
    missed, stop = [], Event()

    def look() -> None:
        while not stop.is_set():
            missed.extend(["missing"] if not ws.out.is_dir() else [])

    watcher = Thread(target=look)
    watcher.start()
    for files in (OTHER, ONE) * 20:
        ws.publish(files)
    stop.set()
    watcher.join()
    assert missed == []


def test_what_a_crash_left_half_written_is_removed_by_the_next_run(ws: Workspace) -> None:
    ws.publish(ONE)
    (ws.root / "out.new-77").mkdir()
    ws.keep("ab" * 32, b"kept")
    torn = [ws.root / ".decisions.jsonl.77", ws.sources / ".index.jsonl.77", ws.sources / "ab" / (".ab12.77")]
    for path in torn:
        path.write_bytes(b"half")
    with ws.lock():
        assert not any(path.exists() for path in [*torn, ws.root / "out.new-77"])
        assert published(ws) == ONE
        assert ws.source("ab" * 32).read_bytes() == b"kept"
