"""Exit codes and messages: what a user sees when something is not as expected."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from pipeline import cli, guard
from pipeline.cards.reading import Line, Reading, Side
from pipeline.errors import Exit, LossError
from pipeline.extract import ReadTask, read_images
from pipeline.guard import guarded
from pipeline.ledger import Entry
from pipeline.people.decisions import line
from pipeline.progress import Teller
from pipeline.schema import Item
from pipeline.settings import Cards
from pipeline.workspace import Workspace

AT = "2026-01-01T00:00:00Z"
ROOT = Path(__file__).parent.parent
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


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run of the inbox gives."""
    folder = tmp_path_factory.mktemp("ran")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        (folder / "inbox").mkdir()
        (folder / "inbox" / "people.vcf").write_text(VCARDS)
        assert call("run", "inbox") == Exit.OK
    return folder / "workspace"


@pytest.fixture
def ran(home: Path, workspace: Path) -> None:
    """The inbox has been run."""
    shutil.copytree(workspace, home / "workspace")


def call(*words: str) -> int:
    return guarded(lambda: cli.app(list(words), standalone_mode=False))


def files(home: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in (home / "workspace").rglob("*") if p.is_file()}


def rows(home: Path, table: str) -> list[dict[str, str]]:
    with (home / "workspace" / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def people(home: Path) -> str:
    return (home / "workspace" / "out" / "people.csv").read_text()


@pytest.mark.parametrize("module", ["typer", "yaml"])
def test_ctrl_c_while_modules_are_loaded_shows_no_traceback(home: Path, module: str) -> None:
    """`module`: one that is loaded at the start, and one that is when the work has begun."""
    (home / "early" / module).mkdir(parents=True)
    hurried = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)\n"
    (home / "early" / module / "__init__.py").write_text(hurried)
    command = [sys.executable, "-m", "pipeline", "run", str(home / "inbox"), "-w", str(home / "ws")]
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # also where the tests were started without Ctrl-C
    try:
        there = {**os.environ, "PYTHONPATH": str(home / "early")}
        ended = subprocess.run(command, check=False, cwd=ROOT, env=there, capture_output=True, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended.returncode == Exit.INTERRUPTED
    assert "Traceback" not in ended.stderr
    assert "Interrupted; what is published is whole." in ended.stderr


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
    assert not (home / "workspace").exists()
    assert call("run", "inbox") == Exit.OK
    before = files(home)
    (home / "inbox" / "more.vcf").write_text(VCARDS.replace("Example", "Newcomer").replace("UID:", "UID:x"))
    assert call("run", "inbox", "--dry-run") == Exit.OK
    assert files(home) == before


def test_who_gave_only_what_was_refused_is_told_where_it_says_why(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "empty.csv").write_bytes(b"")
    assert call("run", "empty.csv") == Exit.OK
    err = capsys.readouterr().err
    assert "workspace/out/refused.csv" in err
    assert "Nothing to work on yet" not in err
    assert call("run", "-w", "other") == Exit.OK
    assert "Nothing to work on yet" in capsys.readouterr().err


@pytest.mark.usefixtures("ran")
def test_losing_people_is_refused_and_can_be_overridden(home: Path) -> None:
    before = people(home)
    (home / "workspace" / "sources" / "index.jsonl").unlink()
    assert call("run") == Exit.LOSS
    assert people(home) == before
    assert call("run", "--allow-loss") == Exit.OK
    assert people(home).count("\n") == 1


@pytest.mark.usefixtures("ran")
def test_a_published_table_saved_by_excel_is_told_and_can_be_published_over(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = people(home)
    (home / "workspace" / "out" / "people.csv").write_text(before.replace(",", ";"), encoding="utf-8-sig")
    for words in (("run",), ("why", "Ada Example"), ("forget", "Ada Example")):
        assert call(*words) == Exit.USAGE
        err = capsys.readouterr().err
        assert "people.csv is not as it was published" in err
        assert "`cardfile run -w workspace --allow-loss`" in err
    assert call("run", "--allow-loss") == Exit.OK
    assert people(home) == before


@pytest.mark.usefixtures("ran")
def test_the_guard_against_loss_holds_after_excel_has_saved_with_a_byte_order_mark(home: Path) -> None:
    saved = home / "workspace" / "out" / "people.csv"
    saved.write_text(saved.read_text(), encoding="utf-8-sig")
    (home / "workspace" / "sources" / "index.jsonl").unlink()
    assert call("run") == Exit.LOSS


def test_forgetting_one_person_does_not_publish_the_loss_of_others(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "more.csv").write_text("Name,Email\nDi Fourth,di@firm.example\n")
    assert call("run", "inbox", "more.csv") == Exit.OK
    before = people(home)
    ledger = home / "workspace" / "sources" / "index.jsonl"
    lines = ledger.read_text().splitlines(keepends=True)
    ledger.write_text("".join(text for text in lines if "more.csv" not in text))
    assert call("forget", "Ada Example") == Exit.LOSS
    err = capsys.readouterr().err
    assert "1 person of the last published run would be lost: Di Fourth" in err
    assert "The decision to erase is kept" in err
    assert people(home) == before
    ledger.write_text("".join(lines))
    assert call("run") == Exit.OK
    assert held(home, "Ada") == []
    assert "Di Fourth" in people(home)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "nowhere"),
        ("run", "--region", "Germany"),
        ("run", "--region", "ZZ"),
        ("nonsense",),
        ("why", "Nobody", "-w", "none"),
        ("read", "inbox", "--region", "Germany"),
    ],
)
def test_usage_errors_are_exit_2_without_a_traceback(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert call(*words) == Exit.USAGE
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert told.out == ""
    assert not (home / "workspace").exists(), "a slip of the fingers makes no workspace"


@pytest.mark.parametrize(
    "words", [("run", ""), ("run", "inbox", "-w", ""), ("read", ""), ("export", "google", "-o", "")]
)
def test_an_empty_path_is_not_the_current_folder(
    home: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """`make run INBOX="$UNSET"` takes in nothing: not all that lies where it is called."""
    assert call(*words) == Exit.USAGE
    assert "An empty path was given" in capsys.readouterr().err
    assert not (home / "workspace").exists()
    assert not (home / "sources").exists()


@pytest.mark.usefixtures("ran")
def test_the_workspace_is_not_taken_into_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(home)
    for source in ("workspace", "workspace/out/people.csv"):
        assert call("run", source) == Exit.USAGE
        assert f"{source} is in the workspace" in capsys.readouterr().err
    assert files(home) == before
    assert call("read", "workspace/out/people.vcf") == Exit.OK, "what is only printed may be read"


@pytest.mark.usefixtures("ran")
def test_a_workspace_in_the_published_folder_of_another_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `-w workspace/out` its sources and decisions would be gone after the next run of the workspace."""
    before = files(home)
    capsys.readouterr()
    assert call("run", "inbox", "-w", "workspace/out") == Exit.USAGE
    assert f"-w {home / 'workspace'}" in capsys.readouterr().err
    assert files(home) == before
    assert call("run", "inbox", "-w", "workspace/mine") == Exit.OK, "a folder of the user's own may lie there"


def test_settings_errors_are_exit_2(home: Path) -> None:
    (home / "workspace").mkdir()
    (home / "workspace" / "settings.toml").write_text("colour = 1")
    assert call("run", "inbox") == Exit.USAGE


@pytest.mark.parametrize(
    ("setting", "name", "text"),
    [
        ('templates = "drafts"', "drafts/de.yaml", "closing: Grüße"),
        ('vocabulary = "mine.yaml"', "mine.yaml", "concepts: [{id: bees, prefLabel: Bienenzüchter}]"),
    ],
)
def test_topics_and_drafts_in_another_encoding_are_no_bug(
    home: Path, capsys: pytest.CaptureFixture[str], setting: str, name: str, text: str
) -> None:
    own = home / "workspace" / name
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="cp1252")
    (home / "workspace" / "settings.toml").write_text(f"[referral]\n{setting}\n")
    assert call("run", "inbox") == Exit.USAGE
    err = capsys.readouterr().err
    assert f"{name} is not in UTF-8 (line 1)" in err
    assert "Save it with the encoding UTF-8" in err


def test_interrupts_losses_and_bugs_have_their_codes(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: BaseException) -> object:
        raise error

    assert guarded(lambda: fail(KeyboardInterrupt())) == Exit.INTERRUPTED
    assert guarded(lambda: fail(LossError("lost"))) == Exit.LOSS
    assert guarded(lambda: fail(ModuleNotFoundError("x", name="zxingcpp.sub"))) == Exit.DEPENDENCY
    assert "-m pip install zxing-cpp" in capsys.readouterr().err
    assert guarded(lambda: fail(RuntimeError("boom"))) == Exit.BUG
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "boom" not in err


def test_an_end_asked_for_in_the_middle_of_a_query_is_no_bug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB answers with an error of its own, and whoever called it with another."""
    monkeypatch.setattr(guard, "ENDED", set())
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range) > hash(b.range)"
    try:
        guard.heed_signals()
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM))
        timer.start()
        assert guarded(lambda: duckdb.sql(endless).fetchall()) == Exit.INTERRUPTED
    finally:
        timer.join()
        for number, handler in before.items():
            signal.signal(number, handler)
    assert "Run the same command again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "happened", "remedy"),
    [
        (errno.ENOSPC, "The disk is full", "Free some space"),
        (errno.EDQUOT, "Your share of the disk is used up", "Free some space"),
        (errno.EROFS, "The disk can only be read", "another workspace with -w DIR"),
        (errno.EFBIG, "The disk takes no file as large as that", "choose another disk"),
        (errno.EIO, "The disk fails", "still connected"),
        (errno.EPERM, "The system does not permit it", "another workspace with -w DIR"),
    ],
)
def test_a_disk_that_takes_nothing_is_no_bug(
    capsys: pytest.CaptureFixture[str], number: int, happened: str, remedy: str
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number), "workspace/.lock")

    assert guarded(fail) == Exit.USAGE
    err = capsys.readouterr().err
    assert f"{happened}: workspace/.lock could not be used." in err
    assert remedy in err
    assert "bug" not in err


def test_a_bug_after_publishing_does_not_say_that_nothing_was_published(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Workspace, "keep_table", fail)
    assert call("run", "inbox") == Exit.BUG
    assert people(home).count("\n") == 4
    err = capsys.readouterr().err
    assert "nothing" not in err
    assert "what is published is whole" in err


def test_commands_in_messages_can_be_copied_where_the_workspace_has_spaces(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("why", "Ada", "-w", "My Fair") == Exit.USAGE
    assert "`cardfile run SOURCE -w 'My Fair'`" in capsys.readouterr().err


def test_read_prints_the_people_and_touches_no_workspace(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("read", "inbox/people.vcf") == Exit.OK
    rows = json.loads(capsys.readouterr().out)
    assert [r["full_name"] for r in rows] == ["Ada Example", "Bo Sample", "Cy Model"]
    assert rows[0]["emails"] == ["ada@firm.example"]
    assert not (home / "workspace").exists()


CARDS = {
    "white": ("Adalinde Examplestone", "Managing Director", "adalinde@firm.example", "030 5550101"),
    "grey": ("We mend bicycles and tandems", "www.firm.example"),
    "yellow": ("Bo Samplewright", "Sales Manager", "bo@other.example"),
}
"""Colour of a picture -> the lines that are read on it."""


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 240), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads CARDS, in no time."""
    known = {picture(colour): text for colour, text in CARDS.items()}

    def line_at(y: int, text: str) -> Line:
        x, w, h = 30, 300, 24
        return Line(text, (x, y, w, h), ((x, y), (x + w, y), (x + w, y + h), (x, y + h)), 0.99)

    def seen(_: object, tasks: list[ReadTask], **more: object) -> Iterator[tuple[int, str]]:
        for n, task in enumerate(tasks):
            lines = [line_at(20 + 50 * i, text) for i, text in enumerate(known[task.data or task.path.read_bytes()])]
            yield n, Reading([Side(1, 1, 400, 240, (0, 0, 400, 240), lines=lines)]).to_json()

    monkeypatch.setattr("pipeline.extract.map_each", seen)


@pytest.mark.usefixtures("reader")
def test_read_prints_the_people_on_every_card_of_an_archive(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(home / "cards.zip", "w") as archive:
        for colour in ("white", "yellow"):
            archive.writestr(f"{colour}.png", picture(colour))
    assert call("read", "cards.zip") == Exit.OK
    assert {r["full_name"] for r in json.loads(capsys.readouterr().out)} == {"Adalinde Examplestone", "Bo Samplewright"}


@pytest.mark.usefixtures("reader")
def test_cards_in_an_archive_stand_there_as_its_other_members_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The archive is the source file, the member stands in the locator; so for what is refused there."""
    with zipfile.ZipFile(home / "fair.zip", "w") as archive:
        archive.writestr("cards/white.png", picture("white"))
        archive.writestr("again/white.png", picture("white"))
        archive.writestr("list.csv", "Name,Email\nDi Fourth,di@firm.example\n")
    wanted = {("fair.zip", "cards/white.png card 1"), ("fair.zip", "list.csv row 1")}
    assert call("run", "fair.zip") == Exit.OK
    assert {(r["source_file"], r["locator"]) for r in rows(home, "records")} == wanted
    assert [(r["source_file"], r["locator"]) for r in rows(home, "refused")] == [("fair.zip", "again/white.png card 1")]
    capsys.readouterr()
    assert call("read", "fair.zip") == Exit.OK
    assert {(r["source_file"], r["locator"]) for r in json.loads(capsys.readouterr().out)} == wanted


@pytest.mark.parametrize(("count", "told"), [(1, "1 image to read."), (2, "2 images to read.")])
def test_one_image_is_told_as_one_and_without_a_workspace_none_is_known_to_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], count: int, told: str
) -> None:
    monkeypatch.setattr("pipeline.extract.map_each", lambda *_, **__: iter(()))
    images = [(Entry(f"{n}" * 64, f"{n}.png", "card"), Item(f"{n}.png", b"x", f"{n}" * 64)) for n in range(count)]
    read_images(None, {}, images, Cards(), Teller())
    assert capsys.readouterr().err.splitlines()[0] == told


def test_read_tells_a_file_that_is_given_twice_apart_from_a_repeated_record(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "copy.vcf").write_text(VCARDS)
    assert call("read", "inbox/people.vcf", "inbox/people.vcf") == Exit.OK
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == 3
    assert "people.vcf" not in told.err, "nothing was lost"
    assert call("read", "inbox/people.vcf", "copy.vcf") == Exit.OK
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == 3
    assert "people.vcf: The file is the same as copy.vcf, byte for byte." in told.err


@pytest.mark.usefixtures("ran")
def test_why_and_export_speak_of_what_was_published(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("why", "Ada Example") == Exit.OK
    assert "ada@firm.example" in capsys.readouterr().out
    assert call("export", "google", "-o", "google.csv") == Exit.OK
    assert "ada@firm.example" in (home / "google.csv").read_text()
    assert call("why", "Zora Quill") == Exit.USAGE
    assert call("export", "fax") == Exit.USAGE
    assert call("export", "google", "-o", "no/such/folder.csv") == Exit.USAGE


def test_notes_in_address_books_name_topics_in_words(home: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Ivo Sample\nEMAIL:ivo@sample.example\nNOTE:Looking for seed investors.\nEND:VCARD\n"
    (home / "ivo.vcf").write_text(card)
    assert call("run", "ivo.vcf") == Exit.OK
    assert call("export", "vcard3", "-o", "out.vcf") == Exit.OK
    for written in (Path("workspace/out/people.vcf"), Path("out.vcf")):
        assert "\\nAsks: investors" in written.read_text(encoding="utf-8")


@pytest.mark.usefixtures("ran")
def test_an_export_goes_through_a_link_to_its_file_and_leaves_the_link(home: Path) -> None:
    (home / "shared").mkdir()
    for there in (False, True):
        target = home / "shared" / f"{there}.csv"
        if there:
            target.write_text("the export of last week")
        link = home / f"link to {there}.csv"
        link.symlink_to(target)
        assert call("export", "google", "-o", str(link)) == Exit.OK
        assert link.is_symlink()
        assert "ada@firm.example" in target.read_text()
    (home / "loop.csv").symlink_to(home / "loop.csv")
    assert call("export", "google", "-o", "loop.csv") == Exit.USAGE
    assert call("export", "google", "-o", "shared") == Exit.USAGE


@pytest.mark.usefixtures("ran")
def test_an_export_into_a_pipe_leaves_the_pipe(home: Path) -> None:
    pipe = home / "pipe"
    os.mkfifo(pipe)
    (home / "link").symlink_to(pipe)
    for name in ("pipe", "link"):
        with ThreadPoolExecutor() as pool:
            read = pool.submit(pipe.read_text)
            keep = os.open(pipe, os.O_RDWR)  # so that neither waits for the other for ever
            code = call("export", "google", "-o", name)
            os.close(keep)
            assert code == Exit.OK
            assert pipe.is_fifo()
            assert "ada@firm.example" in read.result(timeout=10)


def test_doctor_says_what_is_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("doctor") == Exit.OK
    out = capsys.readouterr().out
    assert "rapidocr" in out
    assert "no download needed" in out
    assert call("run", "inbox") == call("doctor") == Exit.OK
    assert "1 input in 1 run\n" in capsys.readouterr().out


def test_doctor_names_each_package_that_is_needed_and_missing(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "sentencepiece":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr("importlib.metadata.version", version)
    assert call("doctor") == Exit.DEPENDENCY
    out = capsys.readouterr().out
    for name in ("pyarrow", "jinja2", "starlette", "uvicorn", "rapidocr"):
        assert f" {name} " in out
    assert "pip install 'sentencepiece" in out
    assert "pytest" not in out


def test_doctor_tells_bad_settings_from_missing_parts(home: Path) -> None:
    (home / "workspace").mkdir()
    (home / "workspace" / "settings.toml").write_text("colour = 1")
    assert call("doctor") == Exit.USAGE


def test_an_event_whose_name_holds_the_mark_between_events_is_one_event(home: Path) -> None:
    (home / "phones.csv").write_text("Name,Phone\nAna Example,030 5550101\n")
    assert call("run", "phones.csv", "--event", "Tea ; Talk") == Exit.OK
    assert rows(home, "people")[0]["events"] == "Tea; Talk"


def test_words_that_are_no_utf8_are_no_bug(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a terminal of another encoding gives them."""
    (home / "phones.csv").write_text("Name,Phone\nAna Example,030 5550101\n")
    word = os.fsdecode(b"Caf\xe9")
    assert call("run", "phones.csv", "--event", word) == Exit.OK
    assert rows(home, "people")[0]["events"] == "Caf\\xe9"
    for verb in ("why", "forget"):
        assert call(verb, word) == Exit.USAGE
        assert "Nobody here" in capsys.readouterr().err


def test_event_and_region_of_a_call_hold_for_files_that_are_there_already(home: Path) -> None:
    (home / "phones.csv").write_text("Name,Phone\nOlaf Muster,030 12345678\n")
    assert call("run", "phones.csv") == Exit.OK
    assert rows(home, "people")[0]["phones"] == "other:03012345678"
    before = rows(home, "people")[0]["person_id"]
    assert call("run", "phones.csv", "--region", "DE", "--event", "2026-05-14 Fair") == Exit.OK
    assert call("run", "phones.csv", "--event", "2026-06-01 Dinner") == Exit.OK
    row = rows(home, "people")[0]
    assert row["person_id"] == before
    assert row["phones"] == "other:+493012345678"
    assert row["events"] == "2026-05-14 Fair ; 2026-06-01 Dinner"
    assert row["first_met"] == "2026-05-14"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("at_once", [True, False])
def test_an_event_that_is_named_for_a_dated_folder_leaves_its_day(home: Path, at_once: bool) -> None:
    """It says when the card was handed over, so what a list of before says is older."""
    (home / "2026-05-14 inbox").mkdir()
    (home / "2026-05-14 inbox" / "x.png").write_bytes(picture("white"))
    if not at_once:
        assert call("run", "2026-05-14 inbox") == Exit.OK
    assert call("run", "2026-05-14 inbox", "--event", "Harbour Fair") == Exit.OK
    (row,) = rows(home, "people")
    assert (row["events"], row["first_met"]) == ("Harbour Fair", "2026-05-14")
    assert [v["value"] for v in rows(home, "values") if v["field"] == "met_on"] == ["2026-05-14"]
    (home / "list.csv").write_text(f"Name,Email,Title,Met on\n{row['full_name']},{row['email']},Porter,2025-01-01\n")
    assert call("run", "list.csv") == Exit.OK
    (row,) = rows(home, "people")
    assert (row["title"], row["first_met"]) == ("Managing Director", "2025-01-01")


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("fair", ["", "2026-05-14 Fair"])
@pytest.mark.parametrize("side", ["x_front.png", "x_back.png"])
def test_a_side_of_a_card_that_is_given_again_stays_with_the_other_side(home: Path, fair: str, side: str) -> None:
    folder = home / (fair or "cards")
    folder.mkdir()
    for name, colour in (("x_front.png", "white"), ("x_back.png", "grey"), ("y.png", "yellow")):
        (folder / name).write_bytes(picture(colour))
    given = [str(folder)] if fair else [str(path) for path in folder.iterdir()]
    assert call("run", *given) == Exit.OK
    before = rows(home, "people")
    assert len(before) == 2
    assert "bicycles" in rows(home, "people")[0]["notes"] + rows(home, "people")[1]["notes"]
    assert call("run", str(folder / side), "--event", "2026-06-01 Dinner", "--region", "DE") == Exit.OK
    after = rows(home, "people")
    assert [(r["person_id"], r["notes"]) for r in after] == [(r["person_id"], r["notes"]) for r in before]
    if side == "x_front.png":
        card = next(r for r in after if r["full_name"] == "Adalinde Examplestone")
        assert card["events"] == " ; ".join(filter(None, [fair, "2026-06-01 Dinner"]))
        assert card["phone"] == "+49305550101"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("names", [("x.png", "y.png"), ("z.png", "y.png")])
def test_a_card_in_the_folders_of_two_events_was_met_at_both_whatever_the_files_are_called(
    home: Path, names: tuple[str, str]
) -> None:
    for fair, name in zip(("A Fair", "B Fair"), names, strict=True):
        (home / fair).mkdir()
        (home / fair / name).write_bytes(picture("white"))
    (home / "A Fair" / "back.png").write_bytes(picture("grey"))
    assert call("run", "A Fair", "B Fair") == Exit.OK
    assert [r["events"] for r in rows(home, "people")] == ["A Fair ; B Fair"]
    assert call("run", "A Fair", "B Fair", "--event", "Spring Fair") == Exit.OK
    assert [r["events"] for r in rows(home, "people")] == ["Spring Fair"], "in place of both folders"


def test_the_region_of_the_settings_holds_for_what_came_in_before(home: Path) -> None:
    (home / "phones.csv").write_text("Name,Phone\nOlaf Muster,030 12345678\n")
    call("run", "phones.csv")
    (home / "workspace" / "settings.toml").write_text('region = "DE"\n')
    assert call("run") == Exit.OK
    assert rows(home, "people")[0]["phones"] == "other:+493012345678"


@pytest.mark.usefixtures("ran")
def test_a_file_given_again_restores_a_lost_copy(home: Path) -> None:
    before = people(home)
    for path in (home / "workspace" / "sources").glob("??/*"):
        path.unlink()
    assert call("run") == Exit.USAGE
    assert call("doctor") == Exit.USAGE
    assert call("run", "inbox") == Exit.OK
    assert people(home) == before


def test_a_copy_that_is_gone_for_good_can_be_done_without(home: Path) -> None:
    """`--allow-loss` says so once; the file is listed, later runs go on without it, and it may be given again."""
    (home / "inbox" / "more.csv").write_text("name,email\nDot Third,dot@firm.example\n")
    call("run", "inbox")
    before = people(home)
    (copy,) = (p for p in (home / "workspace" / "sources").glob("??/*") if p.read_bytes().startswith(b"name"))
    copy.unlink()
    assert call("run") == Exit.USAGE
    assert call("run", "--dry-run", "--allow-loss") == Exit.OK
    assert call("run") == Exit.USAGE, "a dry run gives nothing up"
    assert call("run", "--allow-loss") == Exit.OK
    assert [(r["source_file"], r["code"]) for r in rows(home, "refused")] == [("more.csv", "lost")]
    assert [p["full_name"] for p in rows(home, "people") if p["full_name"] == "Dot Third"] == []
    assert call("run") == call("doctor") == Exit.OK
    assert call("run", "inbox") == Exit.OK
    assert people(home) == before
    assert rows(home, "refused") == []


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize("harm", ["truncated", "a folder"])
def test_a_damaged_copy_is_named_and_healed_by_giving_the_file_again(
    home: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    before = people(home)
    (copy,) = (home / "workspace" / "sources").glob("??/*")
    if harm == "a folder":
        copy.unlink()
        copy.mkdir()
        (copy / "x").touch()
    else:
        copy.write_bytes(copy.read_bytes()[:100])
    assert call("run") == Exit.USAGE
    assert call("doctor") == Exit.USAGE
    told = capsys.readouterr()
    assert "people.vcf" in told.err
    assert str(copy.relative_to(home)) in told.err
    assert "1 missing or damaged: people.vcf" in told.out
    assert people(home) == before
    assert call("run", "inbox") == Exit.OK
    assert call("doctor") != Exit.USAGE
    assert people(home) == before


def test_two_files_of_one_name_are_both_told(home: Path) -> None:
    """A good one in one folder and a bad one in another: the bad one is no mended version."""
    for folder, data in (("one", b"Name,Email\nAda Example,ada@firm.example\n"), ("two", b"ID3\x03\x00\x01\x02 music")):
        (home / folder).mkdir()
        (home / folder / "x.csv").write_bytes(data)
    assert call("run", "one", "two") == Exit.OK
    assert [r["code"] for r in rows(home, "refused")] == ["not-contacts"]


def test_a_good_file_of_one_folder_mends_no_bad_one_of_its_name_in_another(home: Path) -> None:
    """But one that is given by itself, or from where the folder was moved to, is the one that was bad there."""
    for folder, text in (("spring", "music"), ("summer", GOOD), ("autumn", "")):
        (home / folder).mkdir()
        (home / folder / "list.csv").write_text(text)
    for folder in ("spring", "summer", "autumn", "summer"):
        assert call("run", folder) == Exit.OK
    assert [r["source_file"] for r in rows(home, "refused")] == ["list.csv", "list.csv"]
    (home / "spring" / "list.csv").write_text(GOOD)
    assert call("run", "spring/list.csv") == Exit.OK, "the same bytes as those of summer"
    assert len(rows(home, "refused")) == 1
    (home / "autumn" / "list.csv").write_text(GOOD.replace("Ada", "Bea"))
    (home / "moved").mkdir()
    (home / "autumn").rename(home / "moved" / "autumn")
    assert call("run", "moved/autumn") == Exit.OK
    assert rows(home, "refused") == []


def test_what_was_refused_before_folders_were_noted_is_told_once_and_can_be_mended(home: Path) -> None:
    (home / "c.csv").write_text("music")
    assert call("run", "c.csv") == Exit.OK
    index = home / "workspace" / "sources" / "index.jsonl"
    lines = [json.loads(text) for text in index.read_text().splitlines()]
    index.write_text("".join(json.dumps({k: v for k, v in e.items() if k != "origin"}) + "\n" for e in lines))
    assert call("run", "c.csv") == Exit.OK
    assert [r["source_file"] for r in rows(home, "refused")] == ["c.csv"]
    (home / "c.csv").write_text(GOOD)
    assert call("run", "c.csv") == Exit.OK
    assert rows(home, "refused") == []


GOOD, BAD = "Name,Email\nAda Example,ada@firm.example\n", ""


@pytest.mark.parametrize("before", [[], [BAD, GOOD]])
def test_what_is_refused_again_is_told_again_until_it_is_mended_again(home: Path, before: list[str]) -> None:
    def give(content: str) -> int:
        (home / "c.csv").write_text(content)
        return call("run", "c.csv", "--strict")

    for content in before:
        give(content)
    assert give(BAD) == Exit.REFUSED
    assert [r["source_file"] for r in rows(home, "refused")] == ["c.csv"]
    assert give(BAD) == Exit.REFUSED, "and by a repeated run"
    assert give(GOOD) == Exit.OK
    assert rows(home, "refused") == []
    assert [r["full_name"] for r in rows(home, "people")] == ["Ada Example"]


HIDDEN = (
    "First Name,Last Name,URL,Company,Position,Connected On\nAda,Example,,Firm,Clerk,01 May 2026\n,,,,,02 May 2026\n"
)
"""A connection of LinkedIn's, and one that is hidden."""


def _archive(path: Path, connections: str) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Connections.csv", connections)


@pytest.mark.parametrize("noted", [True, False])
def test_rows_refused_in_a_file_that_was_partly_taken_in_go_when_the_file_is_mended(home: Path, noted: bool) -> None:
    """And come back with it, should it be as before. `noted`: whether the ledger already notes folders."""

    def give(content: str) -> list[str]:
        (home / "inbox" / "c.csv").write_text(content)
        code = call("run", "inbox", "--strict")
        told = [r["locator"] for r in rows(home, "refused") if r["code"] == "unclosed-quote"]
        assert (code == Exit.REFUSED) is bool(told)
        return told

    bad = GOOD + 'Bo Sample,bo@firm.example\n"\n'
    assert give(bad) == ["row 3"]
    index = home / "workspace" / "sources" / "index.jsonl"
    lines = [json.loads(text) for text in index.read_text().splitlines()]
    if not noted:
        lines = [{k: v for k, v in e.items() if k not in ("origin", "given")} for e in lines]
    index.write_text("".join(json.dumps(e) + "\n" for e in lines))
    assert give(GOOD) == []
    assert give(bad) == give(bad) == ["row 3"], "the file is as it was"
    assert give(GOOD.replace("Ada", "Bea")) == []


def test_rows_refused_in_a_file_go_when_it_is_mended_under_another_name(home: Path) -> None:
    """Not when another file of the folder merely has the same people, and nothing of what was refused."""

    def give(name: str, content: str) -> list[str]:
        (home / "inbox" / name).write_text(content)
        assert call("run", "inbox") == Exit.OK
        return [r["source_file"] for r in rows(home, "refused") if r["code"] != "duplicate"]

    bad = HIDDEN.replace("Clerk", "Baker")
    assert give("list.csv", bad) == ["list.csv"]
    (home / "inbox" / "list.csv").unlink()
    assert give("fewer.csv", bad.removesuffix(",,,,,02 May 2026\n")) == ["list.csv"]
    (home / "inbox" / "fewer.csv").unlink()
    assert give("list mended.csv", bad.replace(",,,,,02", "Bo,Sample,,Firm,Cook,02")) == []
    assert {"Ada Example", "Bo Sample"} <= {r["full_name"] for r in rows(home, "people")}


def test_a_file_that_is_refused_again_under_another_name_is_told_once(home: Path) -> None:
    (home / "inbox" / "IMG_1.csv").write_bytes(b"ID3\x03\x00\x01\x02 music")
    assert call("run", "inbox") == Exit.OK
    (home / "inbox" / "IMG_1.csv").rename(home / "inbox" / "song.csv")
    for _ in range(2):
        assert call("run", "inbox") == Exit.OK
        assert [r["source_file"] for r in rows(home, "refused")] == ["song.csv"]
    (home / "inbox" / "copy.csv").write_bytes((home / "inbox" / "song.csv").read_bytes())
    for _ in range(2):
        assert call("run", "inbox") == Exit.OK
        assert [r["source_file"] for r in rows(home, "refused")] == ["copy.csv", "song.csv"]


def test_an_address_book_was_met_nowhere_unless_an_event_is_named(home: Path) -> None:
    """The folder's name is the event of cards alone."""
    (home / "inbox").rename(home / "2026-05-14 Fair")
    assert call("run", "2026-05-14 Fair") == Exit.OK
    assert {r["events"] for r in rows(home, "people")} == {""}
    assert call("run", "2026-05-14 Fair", "--event", "Fair") == Exit.OK
    assert {r["events"] for r in rows(home, "people")} == {"Fair"}


def test_numbers_without_a_country_are_told_with_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "list.csv").write_text("Name,Phone\nAda Example,0151 23450002\nBo Sample,+44 20 7946 0123\nCy Model,112\n")
    assert call("run", "list.csv") == Exit.OK
    assert "1 phone number has no country: tell yours with --region" in capsys.readouterr().err
    assert call("run", "list.csv", "--region", "DE") == Exit.OK
    assert "no country" not in capsys.readouterr().err


def test_a_repeated_item_tells_of_two_files_of_one_name_which_is_meant(home: Path) -> None:
    """Last month's `Connections.csv` and this month's: "the same record stands in Connections.csv" would say nothing."""
    for month, clerk in (("may", "Clerk"), ("june", "Chief")):
        (home / month).mkdir()
        (home / month / "Connections.csv").write_text(
            HIDDEN.replace(",,Firm", ",https://www.linkedin.com/in/ada-x,Firm").replace("Clerk", clerk)
        )
        assert call("run", month) == Exit.OK
    (row,) = [r for r in rows(home, "refused") if r["code"] == "duplicate"]
    assert "in the newer Connections.csv, row 1;" in row["reason"]


def test_a_newer_version_brings_its_own_refused_rows_in_place_of_the_former_ones(home: Path) -> None:
    for month, name in (("01", "Ada"), ("02", "Bea"), ("03", "Cai")):
        _archive(home / "inbox" / f"Basic_LinkedInDataExport_{month}-14-2026.zip", HIDDEN.replace("Ada", name))
        (home / "inbox" / "Connections.csv").write_text(HIDDEN.replace("Clerk", name))
        assert call("run", "inbox") == Exit.OK
        told = [r["source_file"] for r in rows(home, "refused") if r["code"] == "hidden-member"]
        assert told == [f"Basic_LinkedInDataExport_{month}-14-2026.zip", "Connections.csv"]
        summary = json.loads((home / "workspace" / "out" / "summary.json").read_text())
        assert summary["records_read"] == len(rows(home, "records")) + len(rows(home, "refused"))


def test_files_of_one_name_in_two_folders_keep_their_refused_rows_apart(home: Path) -> None:
    for folder in ("a/in", "b/in", "c"):
        (home / folder).mkdir(parents=True)
        (home / folder / "Connections.csv").write_text(HIDDEN.replace("Ada", f"Ada{folder[0]}"))
    for given in (["a/in"], ["c"], ["a/in", "b/in", "c"], ["a/in", "b/in", "c"]):
        assert call("run", *given) == Exit.OK
    hidden = [r for r in rows(home, "refused") if r["code"] == "hidden-member"]
    assert len(hidden) == 3, "also where the folders are called the same"


def test_the_same_bytes_refused_under_two_names_are_two_rows(home: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (home / name).touch()
    call("run", "a.csv")
    call("run", "b.csv", "c.csv")
    told = rows(home, "refused")
    assert [r["source_file"] for r in told] == ["a.csv", "b.csv", "c.csv"]
    assert len({(r["code"], r["reason"]) for r in told}) == 1
    (home / "a.csv").write_text(GOOD)
    call("run", "a.csv")
    assert [r["source_file"] for r in rows(home, "refused")] == ["b.csv", "c.csv"]


@pytest.mark.usefixtures("ran")
def test_damaged_files_of_the_workspace_are_told_with_a_remedy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "workspace" / "decisions.jsonl").write_bytes(b"not json\n\xff\xfe\n")
    assert call("run") == Exit.OK
    assert [r["value"] for r in rows(home, "review") if r["kind"] == "decision"] == ["line 1", "line 2"]
    ledger = home / "workspace" / "sources" / "index.jsonl"
    ledger.write_bytes(ledger.read_bytes() + b"{torn\n")
    for words in (("run",), ("doctor",)):
        assert call(*words) == Exit.USAGE
    (home / "workspace" / "out" / "people.csv").write_bytes(b"")
    assert call("why", "Ada Example") == Exit.USAGE
    assert "bug" not in capsys.readouterr().err


@pytest.mark.usefixtures("ran")
def test_a_byte_order_mark_costs_no_decision(home: Path) -> None:
    record = next(r["record_id"] for r in rows(home, "records") if r["full_name"] == "Ada Example")
    text = line("set", "2026-01-01T00:00:00Z", record=record, field="title", value="Pilot")
    (home / "workspace" / "decisions.jsonl").write_text(text + "\n", encoding="utf-8-sig")
    assert call("run") == Exit.OK
    assert "Pilot" in people(home)
    assert not [r for r in rows(home, "review") if r["kind"] == "decision"]


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize("name", ["decisions.jsonl", "sources/index.jsonl"])
def test_a_folder_in_place_of_a_file_of_the_workspace_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = home / "workspace" / name
    path.unlink(missing_ok=True)
    path.mkdir()
    assert call("run", "inbox") == Exit.USAGE
    assert f"{Path('workspace') / name} cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["w", "w/sources", "w/out", "w/out/link", "w/tables"])
def test_what_stands_in_the_place_of_a_folder_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = home / name.removesuffix("/link")
    path.parent.mkdir(exist_ok=True)
    if name.endswith(("link", "w")):
        path.symlink_to(home / "nowhere")
    else:
        path.touch()
    assert call("run", "inbox", "-w", "w") == Exit.USAGE
    told = capsys.readouterr().err
    assert str(path.relative_to(home)) in told
    assert "Move it away" in told


@pytest.mark.slow
def test_a_damaged_cache_counts_as_none(home: Path) -> None:
    """Whatever stands where readings and findings are kept."""
    card = min((ROOT / "samples").rglob("*.jpg"), key=lambda path: path.stat().st_size)
    (home / "inbox" / "card.jpg").write_bytes(card.read_bytes())
    assert call("run", "inbox") == Exit.OK
    before = people(home)
    cached = [p for p in (home / "workspace" / "cache").rglob("*") if p.is_file()]
    assert len(cached) > 1
    for path in cached:
        path.write_text('{"found": ' + "[" * 5_000 + "]" * 5_000 + "}")
    assert call("run") == Exit.OK
    assert people(home) == before
    for path in cached:
        path.unlink()
        (path / "x").mkdir(parents=True)
    assert call("run") == Exit.OK
    assert people(home) == before
    assert all(path.is_file() for path in cached)


@pytest.mark.usefixtures("ran")
def test_a_tag_of_a_topic_that_there_is_not_is_told(home: Path) -> None:
    record = rows(home, "records")[0]["record_id"]
    ws = Workspace(home / "workspace")
    ws.decide([line("tag", "2026-01-01T00:00:00Z", record=record, side="ask", topic="moonshine")])
    assert call("run") == Exit.OK
    assert ["moonshine" in r["reason"] for r in rows(home, "review") if r["kind"] == "decision"] == [True]


@pytest.mark.usefixtures("ran")
def test_a_tag_that_was_taken_back_is_not_published(home: Path) -> None:
    ws = Workspace(home / "workspace")
    tag = line("tag", AT, record=rows(home, "records")[0]["record_id"], side="ask", topic="legal")
    ws.decide([tag])
    assert call("run") == Exit.OK
    assert [row["topic"] for row in rows(home, "tags")] == ["legal"]
    ws.decide([line("retract", AT, target=json.loads(tag)["id"])])
    assert call("run") == Exit.OK
    assert rows(home, "tags") == []


@pytest.mark.usefixtures("ran")
def test_ctrl_c_leaves_what_was_published_and_says_how_to_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = people(home)

    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.run.gather", press)
    assert call("run") == Exit.INTERRUPTED
    assert "Run the same command again" in capsys.readouterr().err
    assert people(home) == before


@pytest.mark.usefixtures("ran")
def test_a_decision_without_its_line_end_counts_and_spoils_no_later_one(home: Path) -> None:
    """An editor leaves the last line without its end; a crash leaves half a line."""
    ws = Workspace(home / "workspace")
    record = rows(home, "records")[0]["record_id"]
    ws.decisions.write_text(line("set", "2026-01-01T00:00:00Z", record=record, field="title", value="Pilot"))
    assert call("run") == Exit.OK
    assert rows(home, "records")[0]["person_id"] in {
        r["person_id"] for r in rows(home, "people") if r["title"] == "Pilot"
    }
    with ws.decisions.open("a") as f:
        f.write('\n{"decision": "set", "at')
    ws.decide([line("set", "2026-01-02T00:00:00Z", record=record, field="department", value="Air")])
    assert call("run") == Exit.OK
    assert "Air" in {r["department"] for r in rows(home, "people")}


@pytest.mark.usefixtures("ran")
def test_a_second_run_disturbs_no_publishing(home: Path) -> None:
    """What another run is about to publish is not taken for left-overs."""
    ws = Workspace(home / "workspace")
    with ws.lock():
        (ws.root / "out.new-1").mkdir()
        ws.out.rename(ws.root / "out.former")
        assert call("run", "inbox") == Exit.USAGE
        assert (ws.root / "out.new-1").is_dir()
        assert (ws.root / "out.former").is_dir()
    assert call("run") == Exit.OK
    assert not list(ws.root.glob("out.*"))


def held(home: Path, word: str) -> list[str]:
    """Files of the workspace that hold the word."""
    return [name for name, data in files(home).items() if word.encode() in data]


@pytest.mark.usefixtures("ran")
def test_forgetting_erases_a_person_from_every_file_and_spares_the_others(home: Path) -> None:
    ws = Workspace(home / "workspace")
    ids = {r["full_name"]: r for r in rows(home, "records")}
    at = "2026-01-01T00:00:00Z"
    ada, bo = ids["Ada Example"]["record_id"], ids["Bo Sample"]["record_id"]
    ws.decide(
        [
            line("set", at, record=ada, field="title", value="Queen of Numbers"),
            line("different", at, record_a=ada, record_b=bo),
            line("set", at, record=bo, field="title", value="Keeper of Keys"),
        ]
    )
    assert call("run") == Exit.OK
    assert call("forget", "ADA@firm.example") == Exit.OK
    for word in ("Ada", "ada@firm", "Queen of Numbers", ada):
        assert held(home, word) == [], word
    assert {r["full_name"]: r["title"] for r in rows(home, "people")} == {"Bo Sample": "Keeper of Keys", "Cy Model": ""}
    assert [r for r in rows(home, "review") if r["kind"] == "decision"] == []
    assert [r["change"] for r in rows(home, "changes")] == ["gone"]
    before = {n: d for n, d in files(home).items() if not n.endswith(("changes.csv", "summary.json", "index.jsonl"))}
    assert call("run", "inbox") == Exit.OK
    after = files(home)
    assert {n: after[n] for n in before} == before, "a repeated run changes nothing"


@pytest.mark.usefixtures("ran")
def test_a_forgotten_person_in_another_file_is_not_kept_there_either(home: Path) -> None:
    call("forget", "Ada Example")
    (home / "again.csv").write_text("Name,Email\nAda B. Example,Ada@Firm.example\nDi Fourth,di@firm.example\n")
    (home / "Ada.vcf").write_text(VCARDS[: VCARDS.index("END:VCARD")] + "TITLE:Queen\nEND:VCARD\n")
    assert call("run", "again.csv", "Ada.vcf", "--strict") == Exit.OK
    assert held(home, "Ada") == []
    assert held(home, "Example") == []
    assert {r["full_name"] for r in rows(home, "people")} == {"Bo Sample", "Cy Model", "Di Fourth"}
    told = [(r["source_file"], r["locator"]) for r in rows(home, "refused") if r["code"] == "forgotten"]
    assert ("again.csv", "row 1") in told
    assert len(told) == 3
    first = files(home)
    assert call("run") == Exit.OK
    assert {n for n, d in files(home).items() if first.get(n) != d} <= {
        str(home / "workspace" / "out" / n) for n in ("changes.csv", "summary.json")
    }


def test_the_ledger_names_a_forgotten_person_in_no_event_of_any_file(home: Path) -> None:
    (home / "more.csv").write_text("Name,Email\nDi Fourth,di@firm.example\n")
    assert call("run", "inbox", "more.csv", "--event", "Dinner of Ada Example") == Exit.OK
    assert call("run", "inbox", "more.csv", "--event", "Spring Fair") == Exit.OK
    assert call("forget", "Ada Example") == Exit.OK
    assert held(home, "Ada") == [], "not as what it was before either"
    assert {r["change"] for r in rows(home, "changes")} == {"gone"}
    assert "Ada" not in (home / "workspace" / "sources" / "index.jsonl").read_text()


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize("step", ["run.commit", "workspace.Workspace.rewrite"])
def test_a_forgetting_that_was_cut_off_is_finished_by_the_next_run(
    home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"pipeline.{step}", stop)
        assert call("forget", "Ada Example") == Exit.INTERRUPTED
    assert held(home, "Ada Example") != []
    assert call("run") == Exit.OK
    assert held(home, "Ada") == []
    assert {r["full_name"] for r in rows(home, "people")} == {"Bo Sample", "Cy Model"}


@pytest.mark.usefixtures("ran")
def test_what_comes_after_an_erasing_does_not_undo_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "keep_table", lambda *_: 1 // 0)
    assert call("forget", "Ada Example") == Exit.BUG
    assert held(home, "Ada") == []


@pytest.mark.parametrize("nobody", ["", " "])
def test_who_names_nobody_erases_nobody(home: Path, capsys: pytest.CaptureFixture[str], nobody: str) -> None:
    """Not even the one person without an e-mail."""
    (home / "noted.csv").write_text("Name,Company\nDi Fourth,Firm\n")
    assert call("run", "noted.csv") == Exit.OK
    before = files(home)
    assert call("forget", nobody) == Exit.USAGE
    assert "Nobody is named" in capsys.readouterr().err
    assert files(home) == before


def test_an_erasing_waits_for_what_is_published_to_be_that_of_the_settings(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else it would erase nothing, and say that it had."""
    (home / "members.csv").write_text("Who,Reach\nAda Example,ada@firm.example\nBo Sample,bo@firm.example\n")
    settings = home / "workspace" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text('[columns."members.csv"]\nWho = "full_name"\nReach = "note"\n')
    assert call("run", "members.csv") == Exit.OK
    settings.write_text('[columns."members.csv"]\nWho = "full_name"\nReach = "email"\n')
    assert call("forget", "Ada Example") == Exit.USAGE
    err = capsys.readouterr().err
    assert "older than its sources or settings" in err
    assert "`cardfile run -w workspace`" in err
    assert not (home / "workspace" / "decisions.jsonl").exists()
    assert call("run", "--allow-loss") == Exit.OK
    assert call("forget", "Ada Example") == Exit.OK
    assert held(home, "Ada") == []


def test_what_to_run_first_names_the_workspace(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("forget", "Ada Example", "-w", "mine") == Exit.USAGE
    assert "`cardfile run SOURCE -w mine`" in capsys.readouterr().err


def test_a_run_says_nothing_but_its_own_words(home: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", "inbox", "-w", "ws"]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0
    said = done.stderr.splitlines()
    assert said[-1] == f"Open {Path('ws') / 'out' / 'report.html'} in your browser."
    assert not [line for line in said if "leak" in line.lower() or "warning" in line.lower()]


def shell(home: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which `cardfile` is the command; what it shows comes through `out` and `err`, files here."""
    text = f'cardfile() {{ {sys.executable} -m pipeline "$@"; }}; {command}'
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(["bash", "-c", text], cwd=home, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "where",
    ["2>/dev/full", ">&- 2>&- <&-", *(pytest.param(w, marks=pytest.mark.slow) for w in ("2>&-", "2> >(exec true)"))],
)
def test_a_run_that_cannot_tell_its_progress_goes_on(home: Path, where: str) -> None:
    done = shell(home, f"cardfile run inbox {where}")
    assert (done.returncode, done.stderr) == (Exit.OK, "")
    assert people(home).count("\n") == 4


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("why Ada", ">&-"), ("export vcard4", ">/dev/full"), ("--version", ">&-"),
        *(pytest.param(w, f, marks=pytest.mark.slow) for w in ("read inbox/people.vcf", "doctor") for f in (">&-", ">/dev/full")),
    ],
)  # fmt: skip
def test_standard_output_that_cannot_be_written_is_told(home: Path, words: str, where: str) -> None:
    done = shell(home, f"cardfile {words} {where}")
    assert done.returncode == Exit.USAGE
    assert done.stderr.startswith("cardfile: Standard output cannot be written:")
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("words", ["run inbox -w NAME", "why Ada -w NAME", "doctor -w NAME", "review -w NAME"])
def test_a_name_that_the_disk_does_not_take_is_no_bug(
    home: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert call(*words.replace("NAME", "x" * 300).split()) == Exit.USAGE
    assert "too long" in capsys.readouterr().err


def test_control_characters_are_in_no_value(home: Path) -> None:
    (home / "a.csv").write_text("Name,Email,Note\nAn\x01na\x02 Fr\x7fey,a@b.example,one\x0b\x1btwo\n")
    assert call("run", "a.csv") == Exit.OK
    assert rows(home, "people")[0]["full_name"] == "Anna Frey"
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f]", (home / "workspace" / "out" / "values.csv").read_text())


@pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_what_is_shown_does_not_depend_on_the_locale(home: Path, locale: dict[str, str]) -> None:
    (home / "inbox" / "people.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Müller\nEND:VCARD\n", encoding="utf-8")
    done = shell(home, "cardfile read inbox/people.vcf > out", **locale)
    assert done.returncode == Exit.OK
    assert "Zoë Müller" in (home / "out").read_text(encoding="utf-8")


def test_a_bug_whose_details_find_no_room_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere(**_: str) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.mkstemp", nowhere)
    assert guarded(lambda: 1 // 0) == Exit.BUG
    told = capsys.readouterr().err
    assert "this is a bug" in told
    assert "TMPDIR" in told
    assert "Traceback" not in told


def without(home: Path, pyspark: str, java: str) -> subprocess.CompletedProcess[str]:
    """A run on Spark where the installed pyspark is of that version ("": none) and Java tells that one ("": none)."""
    package = home / "packages" / "pyspark"
    package.mkdir(parents=True)
    broken = "" if pyspark else "raise ModuleNotFoundError(\"No module named 'pyspark'\", name='pyspark')"
    (package / "__init__.py").write_text(broken)
    (package / "version.py").write_text(f"__version__ = {pyspark!r}")
    program = home / "java" / "bin" / "java"
    program.parent.mkdir(parents=True)
    if java:
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{java}\" 2022-01-18' >&2\n")
        program.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": f"{package.parent}:{ROOT}", "JAVA_HOME": str(home / "java")}
    command = [sys.executable, "-m", "pipeline", "run", "inbox", "--engine", "spark"]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("pyspark", "java", "message", "remedy"),
    [
        ("", "17.0.1", "pyspark is not installed", "make spark"),
        ("3.5.1", "17.0.1", "pyspark 3.5.1 is too old", "make spark"),
        ("4.3.0", "", "where no Java is", "apt-get install openjdk-17-jre-headless"),
        ("4.3.0", "1.8.0_312", "Java 8 is too old", "apt-get install openjdk-17-jre-headless"),
    ],
)
def test_what_spark_lacks_is_told_before_any_work(
    home: Path, pyspark: str, java: str, message: str, remedy: str
) -> None:
    done = without(home, pyspark, java)
    assert done.returncode == Exit.DEPENDENCY
    assert message in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "workspace").exists()


def test_doctor_tells_whether_spark_can_be_used(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(home / "nowhere"))
    assert call("doctor") == Exit.OK
    told = capsys.readouterr().out
    assert "note  --engine spark cannot be used" in told
    assert f"JAVA_HOME names {home / 'nowhere'}" in told
    assert "openjdk-17" in told
