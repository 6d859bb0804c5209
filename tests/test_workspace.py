"""The workspace keeps what is precious, and publishes whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline import disk
from pipeline.errors import UsageError
from pipeline.ledger import Entry
from pipeline.review import opening
from pipeline.schema import Refused
from pipeline.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "workspace")
    workspace.create()
    return workspace


def test_folders_are_0700_and_files_0600(ws: Workspace) -> None:
    """Nobody else on the machine reads a user's contacts."""
    os.umask(0o022)
    ws.keep("ab" * 32, b"content")
    ws.append([Entry("ab" * 32, "a.vcf", "vcard")])
    ws.decide(['{"id":"d1"}'])
    ws.store("readings", "k", "{}")
    ws.publish({"people.csv": b"x"})
    for path in [ws.root, *ws.root.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_what_a_restored_backup_left_open_is_closed_again(ws: Workspace) -> None:
    ws.keep("ab" * 32, b"content")
    ws.settings.write_text("")
    ws.decisions.write_text("")
    mine = ws.root / "my own.txt"
    mine.write_text("")
    for path in ws.root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with ws.lock():
        pass
    for path in {*ws.root.rglob("*")} - {mine}:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE(mine.stat().st_mode) == 0o644, "what is not Cardfile's is left alone"


def test_the_ledger_gives_back_what_was_appended(ws: Workspace) -> None:
    refused = Refused("x.bin", "", "not-contacts", "No contacts.", "Give a contact file.")
    entries = [
        Entry("a" * 64, "Müller.vcf", "vcard", "Fair", "DE", 1, ("copy.vcf",)),
        Entry("b" * 64, "x.bin", "", run=1, refused=(refused,)),
    ]
    ws.append(entries[:1])
    ws.append(entries[1:])
    assert ws.ledger().entries == entries
    assert ws.ledger().run == 1


def test_accepted_inputs_are_ordered_by_run_then_content_never_by_name(ws: Workspace) -> None:
    ws.append(
        [
            Entry("b" * 64, "a", "vcard", run=1),
            Entry("a" * 64, "z", "vcard", run=1),
            Entry("0" * 64, "m", "vcard", run=2),
        ]
    )
    assert [e.digest[0] for e in ws.ledger().accepted()] == ["a", "b", "0"]


def test_decisions_are_kept_whole_where_the_system_writes_little_at_a_time(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:3]))
    ws.decide(['{"id":"d1"}', '{"id":"d2"}'])
    assert ws.decision_lines() == ['{"id":"d1"}', '{"id":"d2"}']


def test_a_decision_for_which_there_is_no_room_leaves_no_half_of_it(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.decide(['{"id":"d1"}'])
    real = os.write

    def full(handle: int, data: bytes) -> int:
        monkeypatch.setattr(os, "write", no_room)
        return real(handle, bytes(data)[:3])

    def no_room(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        ws.decide(['{"id":"d2"}'])
    assert ws.decisions.read_text() == '{"id":"d1"}\n'


def test_a_last_line_torn_by_a_crash_is_left_out(ws: Workspace) -> None:
    ws.append([Entry("a" * 64, "a", "vcard")])
    with ws.index.open("ab") as f:
        f.write(b'{"digest": "bbbb')
    assert len(ws.ledger().entries) == 1


def test_a_last_line_without_its_end_spoils_no_later_one(ws: Workspace) -> None:
    """Editors and tools that copy lines leave it out."""
    entries = [Entry("a" * 64, "a.vcf", "vcard"), Entry("b" * 64, "b.vcf", "vcard")]
    ws.append(entries[:1])
    ws.index.write_bytes(ws.index.read_bytes().rstrip(b"\n"))
    ws.append(entries[1:])
    assert ws.ledger().entries == entries


def test_a_full_disk_costs_no_line_of_the_ledger(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever write of a rewriting fails, the ledger says all that it said."""
    entries = [Entry("a" * 64, "a.vcf", "vcard"), Entry("b" * 64, "b.vcf", "vcard")]
    ws.append(entries)
    changed = [replace(entries[0], name="erased")]
    left = 0

    def full(path: Path, data: bytes, *, sync: bool = True) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data, sync=sync)

    real = disk.write
    monkeypatch.setattr(disk, "write", full)
    for allowed in range(3):
        left = allowed
        with contextlib.suppress(OSError):
            ws.rewrite({e.key: e for e in changed})
        assert ws.ledger().entries in (entries, [*changed, entries[1]]), f"{allowed} writes before the disk was full"
    assert ws.ledger().entries == [*changed, entries[1]]


def test_publishing_replaces_the_folder_as_a_whole(ws: Workspace) -> None:
    ws.publish({"people.csv": b"old", "left.csv": b"x"})
    ws.publish({"people.csv": b"new"})
    assert {p.name: p.read_bytes() for p in ws.out.iterdir()} == {"people.csv": b"new"}
    assert sorted(p.name for p in ws.root.iterdir()) == ["cache", "out", "sources"]


def test_a_publishing_cut_off_between_its_renames_is_mended(ws: Workspace) -> None:
    ws.publish({"people.csv": b"old"})
    ws.out.rename(ws.root / "out.former")
    (ws.root / "out.new-1").mkdir()
    with ws.lock():
        pass
    assert (ws.out / "people.csv").read_bytes() == b"old"
    assert not list(ws.root.glob("out.*"))


def test_kills_at_any_moment_leave_one_whole_state(tmp_path: Path) -> None:
    """A reader after a crash sees files of one publishing, never of two."""
    script = (
        "import sys; from pathlib import Path; from pipeline.workspace import Workspace\n"
        "ws = Workspace(Path(sys.argv[1])); ws.create(); print('go', flush=True)\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1; ws.publish({f'{i}.csv': str(n).encode() * 2000 for i in ('people', *range(4))})\n"
    )
    root = tmp_path / "ws"
    looked = 0
    for k in range(8):
        process = subprocess.Popen([sys.executable, "-c", script, str(root)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + 0.013 * k)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        ws = Workspace(root)
        ws.create()
        if ws.out.exists():
            looked += 1
            contents = {p.read_bytes() for p in ws.out.iterdir()}
            assert len(contents) == 1
            assert len(list(ws.out.iterdir())) == 5
    assert looked > 0, "no kill came after a publishing"


def test_a_second_run_is_told_that_one_is_at_work(ws: Workspace) -> None:
    with ws.lock(), pytest.raises(UsageError, match="Another run"), Workspace(ws.root).lock():
        pass
    with ws.lock():
        pass


def test_an_unwritable_workspace_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be used"):
        Workspace(tmp_path / "file" / "ws").create()


def test_what_is_cached_is_found_again_and_the_rest_is_not(ws: Workspace) -> None:
    ws.store("readings", "k", "{é}")
    assert ws.cached("readings", "k") == "{é}"
    assert ws.cached("readings", "other") == ""


ONE, OTHER = ({f"{n}.csv": text.encode() for n in range(5)} for text in ("one", "other"))


def published(ws: Workspace) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in ws.out.iterdir()}


@pytest.mark.parametrize("swaps", [True, False])
def test_a_publishing_replaces_the_folder_as_a_whole(
    ws: Workspace, swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the system cannot let two folders change places."""
    if not swaps:
        monkeypatch.setattr(disk, "exchange", lambda *_: False)
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


def test_what_was_published_before_goes_also_where_it_was_made_read_only(ws: Workspace) -> None:
    """It would stay beside the new files for good, with people who are to be forgotten."""
    ws.publish(ONE)
    ws.out.chmod(0o500)
    if os.access(ws.out, os.W_OK):
        pytest.skip("root may write everywhere")
    ws.publish(OTHER)
    assert not list(ws.root.glob("out.new-*"))
    torn = ws.root / "out.new-1" / "inner"
    torn.mkdir(parents=True)
    (torn / "people.csv").write_bytes(b"x")
    torn.chmod(0o500)
    with ws.lock():
        pass
    assert not (ws.root / "out.new-1").exists()


def test_files_of_the_users_own_in_the_workspace_are_left_alone(ws: Workspace) -> None:
    """A workspace may be the folder that they work in (`-w .`)."""
    own = [ws.root / name for name in (".env.2024", ".people.csv.1", "out.new-plans/x.txt")]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    with ws.lock():
        pass
    assert [path.read_bytes() for path in own] == [b"mine"] * 3


@pytest.mark.parametrize("name", ["thesis.pdf", "drafts/thesis.pdf", ".git"])
def test_a_folder_of_the_users_own_is_not_published_over(ws: Workspace, name: str) -> None:
    path = ws.out / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="holds files that Cardfile did not publish") as raised:
        ws.create()
    assert "-w DIR" in raised.value.remedy
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("deleted", ["people.csv", "summary.json", "datapackage.json"])
def test_a_published_file_that_was_deleted_is_made_anew(ws: Workspace, deleted: str) -> None:
    ws.publish(dict.fromkeys({"people.csv", "summary.json", "datapackage.json"} - {deleted}, b"x"))
    ws.create()


def test_what_a_crash_left_half_written_is_removed_by_the_next_run(ws: Workspace) -> None:
    ws.publish(ONE)
    (ws.root / "out.new-77").mkdir()
    ws.keep("ab" * 32, b"kept")
    torn = [
        ws.root / ".decisions.jsonl.77",
        ws.root / f".{opening.NAME}.77",
        ws.sources / ".index.jsonl.77",
        ws.sources / "ab" / (".ab12.77"),
    ]
    torn += [ws.cache / "readings" / ".ab12-99.77"]
    torn[-1].parent.mkdir()
    for path in torn:
        path.write_bytes(b"half")
    with ws.lock():
        assert not any(path.exists() for path in [*torn, ws.root / "out.new-77"])
        assert published(ws) == ONE
        assert ws.source("ab" * 32).read_bytes() == b"kept"
