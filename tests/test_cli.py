"""Exit codes and messages: what a user sees when something is not as expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.errors import Exit, LossError

VCARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:{name}\nEMAIL:{name.split()[0].lower()}@firm.example\nEND:VCARD\n"
    for n, name in enumerate(["Ada Example", "Bo Sample", "Cy Model"])
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "people.vcf").write_text(VCARDS)
    return tmp_path


def call(*words: str) -> int:
    return cli.guarded(lambda: cli.app(list(words), standalone_mode=False))


def people(home: Path) -> str:
    return (home / "workspace" / "out" / "people.csv").read_text()


def test_run_then_rebuild_without_the_inbox(home: Path) -> None:
    assert call("run", "inbox") == Exit.OK
    first = people(home)
    assert first.count("\n") == 4
    (home / "inbox" / "people.vcf").unlink()
    assert call("run") == Exit.OK
    assert people(home) == first


def test_strict_tells_refused_items_by_its_exit_code(home: Path) -> None:
    (home / "inbox" / "music.mp3").write_bytes(b"ID3\x03\x00" + bytes(range(256)) * 8)
    assert call("run", "inbox", "--strict") == Exit.REFUSED
    assert "music.mp3" in (home / "workspace" / "out" / "refused.csv").read_text()
    assert people(home).count("\n") == 4, "what was good is published all the same"


def test_litter_does_not_count_as_refused(home: Path) -> None:
    (home / "inbox" / ".DS_Store").write_bytes(b"x")
    assert call("run", "inbox", "--strict") == Exit.OK
    assert ".DS_Store" in (home / "workspace" / "out" / "refused.csv").read_text()


def test_a_dry_run_writes_nothing(home: Path) -> None:
    assert call("run", "inbox", "--dry-run") == Exit.OK
    assert not (home / "workspace" / "out").exists()
    assert not (home / "workspace" / "sources" / "index.jsonl").exists()


def test_losing_people_is_refused_and_can_be_overridden(home: Path) -> None:
    assert call("run", "inbox") == Exit.OK
    before = people(home)
    (home / "workspace" / "sources" / "index.jsonl").unlink()
    assert call("run") == Exit.LOSS
    assert people(home) == before
    assert call("run", "--allow-loss") == Exit.OK
    assert people(home).count("\n") == 1


@pytest.mark.parametrize(
    "words", [("run", "nowhere"), ("run", "--region", "Germany"), ("nonsense",), ("why", "Nobody", "-w", "none")]
)
def test_usage_errors_are_exit_2_without_a_traceback(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert call(*words) == Exit.USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_settings_errors_are_exit_2(home: Path) -> None:
    (home / "workspace").mkdir()
    (home / "workspace" / "settings.toml").write_text("colour = 1")
    assert call("run", "inbox") == Exit.USAGE


def test_interrupts_losses_and_bugs_have_their_codes(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: BaseException) -> object:
        raise error

    assert cli.guarded(lambda: fail(KeyboardInterrupt())) == Exit.INTERRUPTED
    assert cli.guarded(lambda: fail(LossError("lost"))) == Exit.LOSS
    assert cli.guarded(lambda: fail(ModuleNotFoundError("x", name="splink"))) == Exit.DEPENDENCY
    assert cli.guarded(lambda: fail(RuntimeError("boom"))) == Exit.BUG
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "boom" not in err


def test_read_prints_the_people_and_touches_no_workspace(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("read", "inbox/people.vcf") == Exit.OK
    rows = json.loads(capsys.readouterr().out)
    assert [r["full_name"] for r in rows] == ["Ada Example", "Bo Sample", "Cy Model"]
    assert rows[0]["emails"] == ["ada@firm.example"]
    assert not (home / "workspace").exists()


def test_why_and_export_speak_of_what_was_published(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("run", "inbox")
    assert call("why", "Ada Example") == Exit.OK
    assert "ada@firm.example" in capsys.readouterr().out
    assert call("export", "google", "-o", "google.csv") == Exit.OK
    assert "ada@firm.example" in (home / "google.csv").read_text()
    assert call("export", "fax") == Exit.USAGE
    assert call("export", "google", "-o", "no/such/folder.csv") == Exit.USAGE


def test_doctor_says_what_is_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("doctor") == Exit.OK
    out = capsys.readouterr().out
    assert "rapidocr" in out
    assert "no download needed" in out
