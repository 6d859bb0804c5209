"""One true run from pictures and exports to the published files, and what must hold of it."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.guard import guarded
from pipeline.publish.outputs import COLUMNS

SAMPLES = Path(__file__).parent.parent / "samples"
FAIR = "2026-05-14 Harbour Tech Fair"
TAKEN = ("pilar_front.jpg", "pilar_back.jpg", "audrey-card.png", "notes.csv")
MAY_DIFFER = {"changes.csv", "summary.json"}


def run(*words: object) -> int:
    return guarded(lambda: cli.app(["run", *map(str, words)], standalone_mode=False))


def rows(workspace: Path, name: str) -> list[dict[str, str]]:
    with (workspace / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def published(workspace: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (workspace / "out").iterdir()}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("e2e") / "inbox"
    (folder / FAIR).mkdir(parents=True)
    for name in TAKEN:
        shutil.copy(SAMPLES / FAIR / name, folder / FAIR / name)
    for name in ("Connections.csv", "address book.vcf", "google contacts.csv"):
        shutil.copy(SAMPLES / name, folder / name)
    (folder / "holiday.mp3").write_bytes(b"ID3" + bytes(1000))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 50)
    return folder


@pytest.fixture(scope="module")
def workspace(inbox: Path) -> Path:
    place = inbox.parent / "workspace"
    assert run(inbox, "-w", place) == 0
    return place


def test_every_file_of_the_contract_is_published(workspace: Path) -> None:
    names = {f"{name}.csv" for name in COLUMNS} | {
        "people.vcf",
        "people.xlsx",
        "report.html",
        "datapackage.json",
        "summary.json",
    }
    assert set(published(workspace)) == names
    for name, columns in COLUMNS.items():
        first = (workspace / "out" / f"{name}.csv").read_bytes().split(b"\n")[0]
        assert first.decode() == ",".join(columns)


def test_everything_is_readable_by_its_owner_alone(workspace: Path) -> None:
    for path in [workspace, *workspace.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_what_was_read_is_a_record_or_refused(workspace: Path) -> None:
    summary = json.loads((workspace / "out" / "summary.json").read_text())
    refused = [r for r in rows(workspace, "refused") if r["code"] != "ignored"]
    assert summary["records_read"] == len(rows(workspace, "records")) + len(refused)
    assert {"holiday.mp3", "broken.jpg"} <= {r["source_file"] for r in refused}
    assert all(r["reason"] and r["remedy"] for r in rows(workspace, "refused"))


def test_a_card_is_read_and_its_back_goes_to_the_same_person(workspace: Path) -> None:
    cards = [r for r in rows(workspace, "records") if r["source_kind"] == "card"]
    assert sorted(r["full_name"] for r in cards) == ["Audrey Whitlock", "Pilar Molinero Cano"]
    assert all(r["event"] == FAIR for r in cards)
    pilar = next(r for r in cards if r["full_name"].startswith("Pilar"))
    assert "programadores" in pilar["notes"]
    boxes = [
        v["locator"]
        for v in rows(workspace, "values")
        if v["record_id"] == pilar["record_id"] and v["field"] == "full_name"
    ]
    assert any("," in box for box in boxes), "the value of a card says where on the picture it stands"


def test_people_of_several_sources_are_one_person_with_tags_and_an_introduction(workspace: Path) -> None:
    audrey = [p for p in rows(workspace, "people") if p["full_name"] == "Audrey Whitlock"]
    assert len(audrey) == 1
    assert {"card", "linkedin"} <= set(audrey[0]["sources"].split(" ; "))
    assert audrey[0]["asks"]
    assert any(i["mutual"] == "true" for i in rows(workspace, "introductions"))


def test_tags_quote_their_record(workspace: Path) -> None:
    values: dict[str, str] = {}
    for v in rows(workspace, "values"):
        values[v["record_id"]] = values.get(v["record_id"], "") + "\n" + v["value"] + "\n" + v["raw"]
    tags = rows(workspace, "tags")
    assert tags
    for tag in tags:
        assert tag["evidence"] in values[tag["record_id"]], tag


def test_ids_join_the_tables(workspace: Path) -> None:
    people = {p["person_id"] for p in rows(workspace, "people")}
    records = {r["record_id"]: r["person_id"] for r in rows(workspace, "records")}
    assert set(records.values()) == people
    for tag in rows(workspace, "tags"):
        assert records[tag["record_id"]] == tag["person_id"]
    for value in rows(workspace, "values"):
        assert records[value["record_id"]] == value["person_id"]
    for intro in rows(workspace, "introductions"):
        assert {intro["person_a"], intro["person_b"]} <= people | {"owner"}


def test_the_data_package_describes_the_files(workspace: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(workspace / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:5]


def test_a_second_run_reads_no_image_and_changes_nothing(
    workspace: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(workspace)
    assert run(inbox, "-w", workspace) == 0
    assert "read cards" not in capsys.readouterr().err
    after = published(workspace)
    assert {n for n in before if before[n] != after[n]} <= MAY_DIFFER
    assert rows(workspace, "changes") == []


def test_other_file_names_change_nothing_but_the_source_file(workspace: Path, inbox: Path, tmp_path: Path) -> None:
    other = tmp_path / "inbox"
    (other / FAIR).mkdir(parents=True)
    for path in inbox.rglob("*.*"):
        name = path.name if path.stem.startswith("pilar") or path.suffix == ".csv" else "z" + path.name
        shutil.copy(path, other / (FAIR if path.parent.name == FAIR else ".") / name)
    (other / "Connections.csv").rename(other / "0 export.csv")
    place = tmp_path / "workspace"
    shutil.copytree(workspace / "cache", place / "cache")
    assert run(other, "-w", place) == 0
    for name in ("people", "tags", "introductions", "matches"):
        assert rows(place, name) == rows(workspace, name), name
    strip = [[{**r, "source_file": ""} for r in rows(w, "records")] for w in (place, workspace)]
    assert strip[0] == strip[1]


def test_a_second_event_keeps_the_ids(workspace: Path, tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    shutil.copytree(workspace, place)
    before = {p["person_id"]: p["full_name"] for p in rows(place, "people")}
    new = tmp_path / "2026-09-01 Autumn Meeting"
    new.mkdir()
    (new / "new.vcf").write_text(
        "BEGIN:VCARD\nVERSION:4.0\nUID:n1\nFN:Newton Newcomer\nEMAIL:newton@autumn.example\nEND:VCARD\n"
    )
    assert run(new, "-w", place) == 0
    after = {p["person_id"]: p["full_name"] for p in rows(place, "people")}
    assert before.items() <= after.items()
    assert [c["change"] for c in rows(place, "changes")] == ["new"]
    assert set(after.values()) - set(before.values()) == {"Newton Newcomer"}


def test_a_forgotten_person_is_gone_from_every_file_and_stays_out(workspace: Path, inbox: Path, tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    shutil.copytree(workspace, place)
    assert guarded(lambda: cli.app(["forget", "Pilar Molinero Cano", "-w", str(place)], standalone_mode=False)) == 0
    assert run(inbox, "-w", place) == 0
    assert "Pilar Molinero Cano" not in {p["full_name"] for p in rows(place, "people")}
    held = [p for p in place.rglob("*") if p.is_file() and b"Molinero" in p.read_bytes()]
    assert held == []
    picture = (inbox / FAIR / "pilar_back.jpg").read_bytes()
    assert not [p for p in (place / "sources").rglob("*") if p.is_file() and p.read_bytes() == picture]
    assert len(rows(place, "people")) == len(rows(workspace, "people")) - 1
