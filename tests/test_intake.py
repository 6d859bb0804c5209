"""What is found in an inbox, and what is told apart from contacts."""

from __future__ import annotations

import errno
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.intake import check_outside, check_there, load, walk
from pipeline.schema import Item


def codes(refused: list) -> dict[str, str]:
    return {r.source_file: r.code for r in refused}


def test_files_below_folders_are_found_with_relative_names(tmp_path: Path) -> None:
    inbox = tmp_path / "Fair 2026"
    (inbox / "day 1").mkdir(parents=True)
    (inbox / "day 1" / "a.vcf").write_text("x")
    (inbox / "b.csv").write_text("y")
    found, refused = walk([inbox], tmp_path / "ws")
    assert [(f.name, f.event) for f in found] == [("b.csv", "Fair 2026"), ("day 1/a.vcf", "Fair 2026")]
    assert refused == []


def test_a_dated_folder_is_the_event_of_what_lies_in_it(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "2026-05-14 Fair" / "scans").mkdir(parents=True)
    (inbox / "2026-05-14 Fair" / "scans" / "a.jpg").touch()
    (inbox / "b.jpg").touch()
    found, _ = walk([inbox], tmp_path / "ws")
    assert [f.event for f in found] == ["2026-05-14 Fair", "inbox"]


def test_of_dated_folders_in_each_other_the_innermost_is_the_event(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "2026-05-14 Fair" / "2026-05-15 Dinner"
    folder.mkdir(parents=True)
    (folder / "a.jpg").touch()
    assert [f.event for f in walk([tmp_path / "inbox"], tmp_path / "ws")[0]] == ["2026-05-15 Dinner"]


def test_litter_links_pipes_and_marked_folders_are_rows_not_inputs(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "made").mkdir(parents=True)
    (inbox / "made" / ".cardfile-ignore").touch()
    (inbox / "made" / "x.vcf").touch()
    (inbox / ".DS_Store").touch()
    (inbox / "Thumbs.db").touch()
    (inbox / "~$open.xlsx").touch()
    (inbox / "link.vcf").symlink_to("/etc/passwd")
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe")
    found, refused = walk([inbox], tmp_path / "ws")
    assert found == []
    assert codes(refused) == {
        ".DS_Store": "ignored", "Thumbs.db": "ignored", "~$open.xlsx": "ignored", "made/": "ignored",
        "link.vcf": "link", "loop": "link", "pipe": "not-a-file",
    }  # fmt: skip


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may be seen and not entered, whoever runs the tests."""
    folder = tmp_path / "inbox" / "closed"
    folder.mkdir(parents=True)
    (folder / "a.vcf").touch()
    (tmp_path / "inbox" / "b.vcf").touch()
    (tmp_path / "inbox" / "z").mkdir()
    (tmp_path / "inbox" / "z" / "c.vcf").touch()
    for name in ("stat", "scandir"):
        real = getattr(os, name)

        def refuse(path: str | Path, *args: object, real: Callable = real, **more: object) -> object:
            inside = not isinstance(path, int) and folder in Path(path).parents
            if inside or (real is scandir and Path(path) == folder):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *args, **more)

        monkeypatch.setattr(os, name, refuse)
    return folder


scandir = os.scandir


def test_a_folder_that_cannot_be_entered_costs_only_itself(closed: Path) -> None:
    found, refused = walk([closed.parent], closed / "ws")
    assert [f.name for f in found] == ["b.vcf", "z/c.vcf"]
    assert codes(refused) == {"closed": "unreadable"}
    assert "permissions" in refused[0].remedy


def test_a_source_that_cannot_be_reached_is_no_bug(closed: Path) -> None:
    with pytest.raises(UsageError, match="cannot be reached: Permission denied") as raised:
        check_there([closed.parent, closed / "a.vcf"])
    assert "permissions" in raised.value.remedy


@pytest.mark.parametrize("name", ["x" * 300, "nul\0", "a.vcf/b"])
def test_a_source_that_can_be_no_file_is_a_usage_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.vcf").touch()
    with pytest.raises(UsageError):
        check_there([tmp_path / name])


def test_folders_may_lie_deeper_than_calls_of_functions(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for _ in range(300):
        folder.mkdir()
        folder /= "d"
    (folder.parent / "a.vcf").touch()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        found, refused = walk([tmp_path / "in"], tmp_path / "ws")
    finally:
        sys.setrecursionlimit(limit)
    assert [f.name for f in found] == ["d/" * 299 + "a.vcf"]
    assert refused == []


def test_the_workspace_inside_the_inbox_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "workspace" / "sources").mkdir(parents=True)
    (tmp_path / "workspace" / "sources" / "x").write_text("x")
    (tmp_path / "a.vcf").write_text("a")
    found, refused = walk([tmp_path], tmp_path / "workspace")
    assert [f.name for f in found] == ["a.vcf"]
    assert refused == []


@pytest.mark.parametrize("source", ["ws", "ws/out/people.csv", "ws/out", "link", "ws/../ws/out"])
def test_what_is_in_the_workspace_is_no_source(tmp_path: Path, source: str) -> None:
    """By whatever name it is given; what was published would come in as another person's file."""
    (tmp_path / "ws" / "out").mkdir(parents=True)
    (tmp_path / "ws" / "out" / "people.csv").touch()
    (tmp_path / "link").symlink_to(tmp_path / "ws" / "out" / "people.csv")
    with pytest.raises(UsageError, match="in the workspace") as raised:
        check_outside([tmp_path, tmp_path / source], tmp_path / "ws")
    assert "-w DIR" in raised.value.remedy


def test_a_source_around_or_beside_the_workspace_is_taken_and_a_folder_of_ones_own_in_it(tmp_path: Path) -> None:
    (tmp_path / "ws-2").mkdir()
    (tmp_path / "ws" / "inbox").mkdir(parents=True)
    check_outside([tmp_path, tmp_path / "ws-2", tmp_path / "ws" / "inbox"], tmp_path / "ws")


@pytest.mark.parametrize(
    "name", ["-dash.vcf", "new\nline.vcf", "=1+1.csv", "<b>.vcf", "x" * 240 + ".vcf", "😀.vcf", "'\".vcf"]
)
def test_awkward_names_are_kept(tmp_path: Path, name: str) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / name).write_text("x")
    found, _ = walk([inbox], tmp_path / "ws")
    assert [f.name for f in found] == [name]
    assert isinstance(load(found[0]), Item)


def test_a_name_that_is_no_utf8_becomes_printable(tmp_path: Path) -> None:
    inbox = os.fsencode(tmp_path / "in")
    os.mkdir(inbox)
    with open(os.path.join(inbox, b"caf\xe9.vcf"), "wb") as f:
        f.write(b"x")
    found, _ = walk([tmp_path / "in"], tmp_path / "ws")
    assert [f.name for f in found] == ["caf\\xe9.vcf"]
    assert isinstance(load(found[0]), Item)


def test_a_missing_source_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        walk([tmp_path / "nowhere"], tmp_path / "ws")
