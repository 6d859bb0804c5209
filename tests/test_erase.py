"""Erasing is done as a whole or not at all, wherever it is cut off."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest

from pipeline import cli, disk
from pipeline.assemble import assemble, versions_by_id
from pipeline.engine.local import Local
from pipeline.erase import Left, Read, commit, without
from pipeline.erase import about as said_about
from pipeline.errors import Exit
from pipeline.extract import extract_all
from pipeline.guard import guarded
from pipeline.ledger import Entry
from pipeline.people.decisions import Retract, Set, line
from pipeline.progress import Teller
from pipeline.run import clean_by_region
from pipeline.schema import Claim, Extraction, Record, Refused
from pipeline.settings import Settings
from pipeline.take_in import TakenIn
from pipeline.traces import known_as, texts, traces
from pipeline.workspace import Workspace


def call(*words: str) -> int:
    return guarded(lambda: cli.app(list(words), standalone_mode=False))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


WRITES = ("replace", "unlink", "fsync", "write")
ADA, BO, CY = ("Ada Example", "Bo Sample", "Cy Model")
AT = "2026-01-01T00:00:00Z"


def table(*names: str) -> bytes:
    return ("Name,Email\n" + "".join(f"{n},{n.split()[0].lower()}@firm.example\n" for n in names)).encode()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """Ada stands in two files, once alone; one decision is about her, one is not."""
    ws = Workspace(tmp_path / "workspace")
    ws.create()
    for name, data in (("all.csv", table(ADA, BO, CY)), ("Ada.csv", table(ADA))):
        digest = sha256(data).hexdigest()
        ws.keep(digest, data)
        ws.append([Entry(digest, name, "csv")])
    ws.decide([line("set", AT, record=record, field="title", value="Pilot") for record in (hers(ws), "r1")])
    return ws


def erase(ws: Workspace, who: str) -> None:
    """As a run does: read everything, leave out the records of that name, keep the rest."""
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        erased = ids(read, who)
        commit(ws, left_of(ws, read, erased), erased)


def left_of(ws: Workspace, read: list, erased: set[str]) -> Left:
    return without(read, erased, {}, clean_by_region(assemble(read), Local()), ws.read)[1]


def ids(read: list, who: str) -> set[str]:
    found = versions_by_id(read)
    return {rid for rid in found if any(who in c.raw for v in found[rid] for c in v.record.claims)}


def hers(ws: Workspace) -> str:
    return min(ids(extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True)), "Ada"))


def names(ws: Workspace) -> list[str]:
    read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
    return sorted(c.raw for _, part in read for r in part.records for c in r.claims if c.field == "full_name")


@contextmanager
def dying(after: int) -> Iterator[Callable[[], bool]]:
    """Every change of the disk fails from the one with this number on, as if the process were gone."""
    done = 0

    def fails(real: Callable) -> Callable:
        def call(*args: object, **more: object) -> object:
            nonlocal done
            done += 1
            if done > after:
                raise OSError("gone")
            return real(*args, **more)

        return call

    with pytest.MonkeyPatch.context() as patched:
        for name in WRITES:
            patched.setattr(os, name, fails(getattr(os, name)))
        yield lambda: done > after


def cut_off(ws: Workspace, after: int, who: str) -> bool:
    with dying(after) as dead:
        try:
            erase(ws, who)
        except OSError:
            assert dead()
    return dead()


def held(ws: Workspace, word: str) -> list[Path]:
    return [p for p in ws.root.rglob("*") if p.is_file() and (word in p.name or word.encode() in p.read_bytes())]


def test_an_erasing_cut_off_at_any_step_loses_nobody_else_and_is_done_by_the_next(
    tmp_path: Path, ws: Workspace
) -> None:
    """The next reader sees both files as they were, or both without her; never one, never a torn one."""
    start = {p.relative_to(ws.root): p.read_bytes() for p in ws.root.rglob("*") if p.is_file()}
    after = 0
    while True:
        one = Workspace(tmp_path / f"{after}")
        one.create()
        for path, data in start.items():
            (one.root / path).parent.mkdir(exist_ok=True)
            (one.root / path).write_bytes(data)
        if not cut_off(one, after, "Ada"):
            break
        assert names(one) in ([ADA, ADA, BO, CY], [BO, CY]), f"cut off after {after} steps, before anybody mends it"
        with one.lock():
            assert names(one) in ([ADA, ADA, BO, CY], [BO, CY]), f"cut off after {after} steps"
            assert not list(one.root.rglob("*.left"))
        erase(one, "Ada")
        assert held(one, "Ada") == [], f"cut off after {after} steps"
        assert names(one) == [BO, CY]
        assert [json.loads(text)["record"] for text in one.decision_lines()] == ["r1"]
        after += 1
    assert after >= 12, after
    assert names(one) == [BO, CY]


def test_a_second_erasing_in_what_the_first_one_left_can_be_cut_off_too(ws: Workspace) -> None:
    """The ledger says already that the copy is no original: that alone does not tell which of the two erasings ended."""
    erase(ws, "Ada")
    after = 0
    while cut_off(ws, after, "Bo"):
        assert names(ws) in ([BO, CY], [CY]), f"cut off after {after} steps"
        if names(ws) == [CY]:
            break
        after += 1
    erase(ws, "Bo")
    assert names(ws) == [CY]
    assert held(ws, "Bo Sample") == []


def test_what_is_decided_during_an_erasing_is_kept(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review page appends while the decisions about the erased are being dropped."""
    later = line("different", AT, record_a="r1", record_b="r2")
    presses = []

    def meanwhile(path: Path, data: bytes, *, sync: bool = True) -> None:
        if path == ws.decisions:
            press = Thread(target=ws.decide, args=([later],))
            press.start()
            press.join(0.3)
            presses.append(press)
        real(path, data, sync=sync)

    real = disk.write
    monkeypatch.setattr(disk, "write", meanwhile)
    erase(ws, "Ada")
    for press in presses:
        press.join()
    assert len(presses) == 1
    assert [json.loads(text)["decision"] for text in ws.decision_lines()] == ["set", "different"]


def test_a_decision_about_the_erased_that_came_during_the_run_goes_too(ws: Workspace) -> None:
    with ws.lock():
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        erased = ids(read, "Ada")
        left = left_of(ws, read, erased)
        ws.decide([line("set", AT, record=min(erased), field="title", value="Queen")])
        commit(ws, left, erased)
    assert held(ws, "Queen") == []


def vcard(name: str, mail: str, note: str = "") -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{mail}\nNOTE:{note}\nEND:VCARD\n"


def uid(*names: str) -> str:
    return "".join(vcard(n, f"{n.split()[0].lower()}@firm.example").replace("NOTE:", "UID:same") for n in names)


def records_of(home: Path) -> list[dict[str, str]]:
    with (home / "workspace" / "out" / "records.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def ids_of(home: Path) -> dict[str, str]:
    with (home / "workspace" / "out" / "people.csv").open(encoding="utf-8") as f:
        return {r["full_name"]: r["person_id"] for r in csv.DictReader(f)}


@pytest.mark.parametrize(
    ("gone", "files"), [(ADA, [(ADA, BO, CY)]), (ADA, [(ADA,), (BO, CY)]), (BO, [(ADA, BO), (ADA, CY)])]
)
def test_of_people_who_share_a_key_only_the_one_who_is_named_is_erased(
    home: Path, gone: str, files: list[tuple[str, ...]]
) -> None:
    """UIDs such as `1` are used twice. The others keep their ids, then and when the files are given again."""
    given = [f"{n}.vcf" for n in range(len(files))]
    for n, (file, people) in enumerate(zip(given, files, strict=True)):
        (home / file).write_text(uid(*people))
        assert call("run", file, "--event", f"Fair {n}") == Exit.OK
    stay = {name: person for name, person in ids_of(home).items() if name != gone}
    assert len(stay) == 2
    assert call("forget", gone) == Exit.OK
    assert ids_of(home) == stay
    assert held(Workspace(home / "workspace"), gone) == []
    assert call("run") == Exit.OK
    assert ids_of(home) == stay
    (home / "again.vcf").write_text(uid(*sorted({name for people in files for name in people}, reverse=True)))
    assert call("run", "again.vcf", *given) == Exit.OK
    assert ids_of(home) == stay
    assert held(Workspace(home / "workspace"), gone) == []


def test_who_bears_only_a_name_and_a_key_that_others_bear_is_kept_out_too(home: Path) -> None:
    (home / "two.vcf").write_text(re.sub("EMAIL.*\n", "", uid(ADA, BO)))
    assert call("run", "two.vcf") == Exit.OK
    assert call("forget", ADA) == Exit.OK
    (home / "again.vcf").write_text(re.sub("EMAIL.*\n", "TITLE:Pilot\n", uid(ADA)))
    assert call("run", "again.vcf") == Exit.OK
    assert list(ids_of(home)) == [BO]


def test_an_intake_that_is_cut_off_leaves_no_copy_that_nobody_would_find(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C, or a full disk, before the ledger names what was copied."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    ws = Workspace(home / "workspace")
    (home / "her.vcf").write_text(vcard(ADA, "ada@firm.example"))
    (home / "his.vcf").write_text(vcard(BO, "bo@firm.example"))
    assert call("run", "her.vcf") == Exit.OK
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "append", stop)
        assert call("run", "her.vcf", "his.vcf") == Exit.INTERRUPTED
    assert held(ws, BO) == []
    assert len(list(ws.sources.glob("??/*"))) == 1, "what the ledger names stays"
    assert call("run", "his.vcf") == Exit.OK
    assert list(ids_of(home)) == [ADA, BO]


def test_copies_of_a_run_that_was_killed_are_told_and_erased_where_they_may_hold_the_person(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "people.vcf").write_text(vcard(ADA, "ada@firm.example") + vcard(BO, "bo@firm.example"))
    assert call("run", "people.vcf") == Exit.OK
    ws = Workspace(home / "workspace")
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 50
    for data in (table(ADA, CY), table(CY), picture):
        ws.keep(sha256(data).hexdigest(), data)
    assert call("doctor") == Exit.OK
    assert "that no run listed, as one that was cut off leaves them: 3" in capsys.readouterr().out
    assert call("forget", ADA) == Exit.OK
    assert held(ws, "Ada") == []
    assert [path.read_bytes() for path in ws.unlisted()] == [table(CY)], "a picture that nobody has read may be hers"


def test_a_lost_ledger_costs_no_copy(home: Path) -> None:
    (home / "people.vcf").write_text(vcard(ADA, "ada@firm.example"))
    assert call("run", "people.vcf") == Exit.OK
    ws = Workspace(home / "workspace")
    ws.index.unlink()
    assert call("forget", ADA) == Exit.USAGE
    assert len(ws.unlisted()) == 1


def test_only_what_was_read_goes_from_a_folder_named_cache(home: Path) -> None:
    """It may be the user's own too (`-w .`)."""
    (home / "people.zip").write_bytes(packed(list=table(ADA, BO).decode()))
    assert call("run", "people.zip") == Exit.OK
    mine = home / "workspace" / "cache" / "mine.txt"
    mine.write_text("mine")
    assert call("forget", ADA) == Exit.OK
    assert mine.read_text() == "mine"


UNCLOSED = 'Name,Email,Note\nAda Example,"ada@firm.example,unclosed\nDi Fourth,di@firm.example,x\n'
IGNORED = "Name,Email,Met through\nDi Fourth,di@firm.example,Ada Example\n"
FOLDED = "BEGIN:VCARD\nVERSION:3.0\nNOTE:by ada@fi\n rm.example\nEND:VCARD\n" + vcard("Di Fourth", "di@firm.example")
PHONE = 'Name,Phone,Note\n"+49 30 901-820 55,unclosed,x\nDi Fourth,+49 30 7654321,x\n'


def packed(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", " ") + ".csv", text)
    return out.getvalue()


GUESTS = "Name,Email\nDi Fourth,di@firm.example\n"


def about(name: str, text: str) -> str:
    """The text with another guest in the place of Di."""
    return text.replace("Di ", f"{name} ").replace("di@", f"{name.lower()}@")


UNREAD = {
    "unclosed": UNCLOSED.encode(),
    "ignored column": about("Ed", IGNORED).encode(),
    "folded line": about("Flo", FOLDED).encode(),
    "phone": about("Gus", PHONE).encode(),
    "gzip": gzip.compress(about("Hal", UNCLOSED).encode()),
    "zip": packed(list=about("Ida", UNCLOSED)),
    "name in zip": packed(Ada_Example="nothing here", list=about("Jo", GUESTS)),
}


def test_what_could_not_be_read_and_mentions_the_erased_goes_too(home: Path) -> None:
    (home / "her.vcf").write_text(vcard("Ada Example", "ada@firm.example").replace("NOTE:", "TEL:+493090182055"))
    (home / "inbox").mkdir()
    for name, data in UNREAD.items():
        (home / "inbox" / name).write_bytes(data)
    assert call("run", "her.vcf", "inbox") == Exit.OK
    assert call("forget", "ada@firm.example") == Exit.OK
    for path in (home / "workspace").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [t for t in texts(content) if re.search(r"ada.?example|ada@firm|901.?820", t, re.I)], path
    with (home / "workspace" / "out" / "refused.csv").open(encoding="utf-8") as f:
        told = [r["source_file"] for r in csv.DictReader(f) if r["reason"].startswith("What could not")]
    assert sorted(told) == sorted(UNREAD)
    assert {(r["source_file"], r["full_name"].split()[-1]) for r in records_of(home)} == {(n, "Fourth") for n in UNREAD}


def test_names_of_files_that_gave_nothing_or_others_are_masked(home: Path) -> None:
    inbox = home / "inbox"
    inbox.mkdir()
    (inbox / "her.vcf").write_text(vcard("Ada Example", "ada@firm.example"))
    (inbox / "Ada_Example, guests.csv").write_text("Name,Email\nDi Fourth,di@firm.example\n")
    (inbox / "example-ada.bin").write_bytes(bytes(range(256)))
    (inbox / "Ada Example.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 50)
    os.mkfifo(inbox / "Ada Example.pipe")
    assert call("run", "inbox") == Exit.OK
    assert call("forget", "Ada Example") == Exit.OK
    assert held(Workspace(home / "workspace"), "Ada") == []
    assert held(Workspace(home / "workspace"), "example-ada") == []
    ledger = (home / "workspace" / "sources" / "index.jsonl").read_text()
    assert '"name": "erased, guests.csv"' in ledger
    (inbox / "Ada Example.pipe").unlink()
    assert call("run", "inbox") == Exit.OK
    assert held(Workspace(home / "workspace"), "example-ada") == [], "given again it is known by its content"


def test_a_damaged_line_about_the_erased_goes_from_the_decisions(home: Path) -> None:
    (home / "people.vcf").write_text(vcard("Ada Example", "ada@firm.example") + vcard("Di Fourth", "di@firm.example"))
    assert call("run", "people.vcf") == Exit.OK
    ws = Workspace(home / "workspace")
    with (ws.out / "records.csv").open(encoding="utf-8") as f:
        her = next(r["record_id"] for r in csv.DictReader(f) if r["full_name"] == "Ada Example")
    with ws.decisions.open("a") as f:
        f.write(f'{{"decision": "set", "record": "{her}", torn\nAda Example is great\nother junk\n')
    assert call("forget", "Ada Example") == Exit.OK
    assert ws.decision_lines()[0] == "other junk"
    assert len(ws.decision_lines()) == 2


def test_who_still_mentions_the_erased_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nobody who merely has the same name is taken for them."""
    known = vcard("Ada Example", "ada@firm.example").replace("END", "TEL:+493055501234\nEND")
    known += vcard("Lena Rost", "lena@rost.example")
    (home / "people.vcf").write_text(known + vcard("Kurt Da", "kurt@da.example", "met through Ada B. Example"))
    assert call("run", "people.vcf") == Exit.OK
    lena = next(r["record_id"] for r in records_of(home) if r["full_name"] == "Lena Rost")
    Workspace(home / "workspace").decide([line("set", AT, record=lena, field="phone", value="+49 30 5550 1234")])
    assert call("run") == Exit.OK
    assert call("forget", "Ada Example") == Exit.OK
    told = capsys.readouterr().err
    assert "Erased: 1 record." in told
    assert "Something of them still stands with Kurt Da (note), Lena Rost (phone); look there with" in told


def test_a_namesake_who_stays_keeps_her_files(home: Path) -> None:
    (home / "people.vcf").write_text(vcard("Ada Example", "ada@firm.example"))
    (home / "Ada Example.csv").write_text("Name,Email,Company\nAda Example,other@else.example,Else AG\n")
    assert call("run", "people.vcf", "Ada Example.csv") == Exit.OK
    assert call("forget", "ada@firm.example") == Exit.OK
    assert '"Ada Example.csv"' in (home / "workspace" / "sources" / "index.jsonl").read_text()


@pytest.mark.parametrize(
    ("given", "family", "text"),
    [
        ("Zoë", "Müller", "zoe mueller.vcf"),
        ("Zoë", "Müller", "MÜLLER, Zoë Maria"),
        ("Anna Maria", "von der Leyen", "anna.von_der-leyen"),
        ("太郎", "田中", "これは田中太郎です"),
        ("Ana", "Example", "AnaExample"),
    ],
)
def test_a_name_is_found_however_it_is_written(given: str, family: str, text: str) -> None:
    rows = [("r1", "given_name", given), ("r1", "family_name", family)]
    told = traces({"r1"}, pd.DataFrame(rows, columns=["record_id", "field", "value"]))
    assert told.mentioned(text)
    assert not told.mentioned(told.masked(text))
    assert not told.mentioned("Anabel Examples and Zoe Muellers; 田中")


def test_a_number_that_others_have_too_is_no_trace_however_it_is_written() -> None:
    """The switchboard of a firm, in one file with its country and in another without."""
    rows = [
        ("r1", "phone", "02079460052"),
        ("r1", "phone", "+442079460099"),
        ("r2", "phone", "+442079460052"),
    ]
    told = traces({"r1"}, pd.DataFrame(rows, columns=["record_id", "field", "value"]))
    assert told.mentioned("call 020 7946 0099")
    assert not told.mentioned("call 020 7946 00991"), "a longer number is another one"
    assert not told.mentioned("call 020 7946 0052")


def test_a_name_without_its_accents_is_found_where_it_has_them() -> None:
    rows = [("r1", "given_name", "Zoe"), ("r1", "family_name", "Muster")]
    told = traces({"r1"}, pd.DataFrame(rows, columns=["record_id", "field", "value"]))
    assert told.mentioned("lunch with Zoë Müster")
    assert told.masked("Zoë Müster.jpg") == "erased.jpg"


def test_a_name_in_an_old_vcard_is_found_though_its_letters_are_written_as_numbers() -> None:
    card = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCster;Zo=C3=AB\r\nEND:VCARD\r\n"
    )
    assert any("Müster;Zoë" in text for text in texts(card))


def test_an_event_of_which_nothing_but_the_mask_is_left_is_no_other_event() -> None:
    assert known_as("Ada Example dinner", ["erased dinner"]) == "erased dinner"
    assert known_as("Summer fair", ["erased"]) == "Summer fair"


def test_a_number_of_eight_digits_is_found_without_its_country() -> None:
    """Denmark, Norway and Singapore have no longer ones."""
    told = traces({"r1"}, pd.DataFrame([("r1", "phone", "+4532123456")], columns=["record_id", "field", "value"]))
    assert told.mentioned("ring 32 12 34 56")
    assert told.masked("scan 32123456.jpg") == "scan erased.jpg"


def of(entry: Entry, name: str, *, note: str = "", refused: tuple[Refused, ...] = ()) -> Read:
    """A file of one person."""
    claims = [Claim("full_name", name), *([Claim("note", note)] if note else [])]
    return entry, Extraction([Record(entry.kind, "1", claims, identity=f"{entry.digest}#1")], refused=list(refused))


def test_a_card_of_others_in_a_picture_named_after_the_erased_stays(ws: Workspace) -> None:
    table = Entry("b" * 64, "Ada Example's table.jpg", "card")
    read = [of(Entry("a" * 64, "all.jpg", "card"), ADA), of(table, BO)]
    rest, left = without(read, ids(read, "Ada"), {}, clean_by_region(assemble(read), Local()), ws.read)
    assert table.digest not in left.sources
    assert [(entry.name, part.refused) for entry, part in rest if entry.digest == table.digest] == [
        ("erased's table.jpg", [])
    ]


@pytest.mark.parametrize(
    ("refused", "gone"), [((Refused("notes.csv", "row 9", "x", "Unread.", ""),), True), ((), False)]
)
def test_a_file_whose_notes_tell_of_the_erased_goes_only_where_something_in_it_could_not_be_read(
    ws: Workspace, refused: tuple[Refused, ...], gone: bool
) -> None:
    notes = Entry("b" * 64, "notes.csv", "csv")
    read = [of(Entry("a" * 64, "all.csv", "csv"), ADA), of(notes, BO, note=f"Met {ADA}", refused=refused)]
    content = f"{BO},Met {ADA}".encode()
    left = without(read, ids(read[:1], "Ada"), {}, clean_by_region(assemble(read), Local()), lambda _: content)[1]
    assert (notes.digest in left.sources) is gone


def test_the_event_that_a_file_first_came_with_and_its_other_names_name_the_erased_no_more(ws: Workspace) -> None:
    dinner = Entry(
        "b" * 64,
        "x.csv",
        "csv",
        "Harbour Fair ; Ada Example dinner",
        came_with="Ada Example dinner",
        also=("Ada Example.csv",),
    )
    read = [of(Entry("a" * 64, "all.csv", "csv"), ADA), of(dinner, BO)]
    rest = without(read, ids(read, "Ada"), {}, clean_by_region(assemble(read), Local()), lambda _: b"")[0]
    kept = next(entry for entry, _ in rest if entry.digest == dinner.digest)
    assert (kept.event, kept.came_with) == ("Harbour Fair ; erased dinner", "erased dinner")
    assert kept.also == ("erased.csv",)


def taken(ws: Workspace, name: str, data: bytes, kind: str, **more: object) -> str:
    digest = sha256(data).hexdigest()
    ws.keep(digest, data)
    ws.append([Entry(digest, name, kind, **more)])
    return digest


def test_of_a_file_that_held_nobody_else_no_name_stays_and_nothing_that_was_read_of_it(tmp_path: Path) -> None:
    """People name files after people, by first names as well."""
    ws = Workspace(tmp_path / "workspace")
    ws.create()
    digest = taken(ws, "Ada.csv", table(ADA), "csv", also=("Ada from Oslo.csv",))
    ws.store("readings", f"{digest}-0123", "Ada")
    taken(ws, "others.csv", table(BO, CY), "csv")
    erase(ws, "Ada")
    assert held(ws, "Ada") == []
    assert names(ws) == [BO, CY]


PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
    "Websites,Instant Messengers\nOlga,Kestrel,,,,Beekeeper,,,,,,,\n"
)


def test_what_an_archive_tells_of_its_owner_outlives_an_erasing(tmp_path: Path) -> None:
    """By their own profile they take part in introductions."""
    ws = Workspace(tmp_path / "workspace")
    ws.create()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        rows = (
            f"{n.replace(' ', ',')},https://www.linkedin.com/in/{n[:2].lower()}-x,,Firm,Clerk,01 May 2026\n"
            for n in (ADA, BO)
        )
        archive.writestr("Connections.csv", head + "".join(rows))
        archive.writestr("Profile.csv", PROFILE)

    def owner() -> list[Claim]:
        read = extract_all(ws, TakenIn(ws.ledger()), Settings(), Teller(quiet=True))
        return [claim for _, part in read for claim in part.owner]

    taken(ws, "Basic_LinkedInDataExport_05-14-2026.zip", packed.getvalue(), "archive")
    told = owner()
    assert "Beekeeper" in {claim.raw for claim in told}
    erase(ws, "Ada")
    assert owner() == told


def test_of_an_archive_neither_names_of_files_in_it_stay_nor_what_was_read_of_its_pictures(tmp_path: Path) -> None:
    """Nobody knows which of the readings are of pictures in it, so that all go; others are read anew."""
    ws = Workspace(tmp_path / "workspace")
    ws.create()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Ada.csv", table(ADA))
        archive.writestr("others.csv", table(BO, CY))
    taken(ws, "all.zip", packed.getvalue(), "archive")
    ws.store("readings", "4567-0123", "Ada")
    assert names(ws) == [ADA, BO, CY]
    erase(ws, "Ada")
    assert held(ws, "Ada") == []
    assert names(ws) == [BO, CY]


def test_what_took_back_a_decision_about_the_erased_goes_with_it() -> None:
    decisions = [Set("d1", AT, "r1", "title", "Pilot"), Retract("d2", AT, "d1"), Set("d3", AT, "r2", "title", "Pilot")]
    assert said_about({"r1"}, decisions) == {"d1", "d2"}


def test_the_other_side_of_a_card_of_the_erased_is_told_as_what_it_is(ws: Workspace) -> None:
    """It was read, and mentions nobody."""
    front, back = (Entry(name * 64, f"{name}.jpg", "card") for name in "fb")
    read = [
        (front, Extraction([Record("card", "card 1", [Claim("full_name", ADA)], identity="f#1")])),
        (back, Extraction()),
    ]
    claims = clean_by_region(assemble(read), Local())
    sides = {entry.digest: {front.digest, back.digest} for entry in (front, back)}
    told = [row for _, part in without(read, ids(read, "Ada"), sides, claims, ws.read)[0] for row in part.refused]
    assert [(row.source_file, row.code) for row in told] == [
        ("erased-ffffffff", "forgotten"),
        ("erased-bbbbbbbb", "forgotten"),
    ]
    assert "other side of a card" in told[1].reason
    assert "could not be read" not in told[1].reason


def test_a_former_name_is_told_to_be_hers_and_erases_nobody_on_a_guess(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "people.vcf").write_text(vcard("Zoë Example", "zoe@firm.example").replace("END", "TEL:+493055501234\nEND"))
    assert call("run", "people.vcf") == Exit.OK
    renamed = vcard("Zoë Sample", "zoe@firm.example").replace("END", "TEL:+493055501234\nEND")
    (home / "newer.vcf").write_text(renamed)
    assert call("run", "newer.vcf") == Exit.OK
    same = [r["record_id"] for r in records_of(home)]
    Workspace(home / "workspace").decide([line("same", AT, record_a=same[0], record_b=same[1])])
    assert call("run") == Exit.OK
    (person,) = {r["person_id"] for r in records_of(home)}
    names = {r["full_name"] for r in records_of(home)}
    with (home / "workspace" / "out" / "people.csv").open(encoding="utf-8", newline="") as f:
        (shown,) = (r["full_name"] for r in csv.DictReader(f))
    (former,) = names - {shown}
    capsys.readouterr()
    assert call("forget", former.replace("ë", "e")) == Exit.USAGE
    assert f"belong to {shown} ({person})" in capsys.readouterr().err
    assert call("why", former) == Exit.OK
    assert person in capsys.readouterr().out
    assert len(records_of(home)) == 2
    assert call("forget", person) == Exit.OK
    assert records_of(home) == []


def test_a_decision_that_a_spreadsheet_program_saved_holds_and_one_about_the_erased_goes(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "people.vcf").write_text(vcard("Ada Example", "ada@firm.example") + vcard("Di Fourth", "di@firm.example"))
    assert call("run", "people.vcf") == Exit.OK
    her = next(r["record_id"] for r in records_of(home) if r["full_name"] == "Ada Example")
    ws = Workspace(home / "workspace")
    said = [line("set", AT, record=her, field="title", value="Queen, of Numbers"), "no decision"]
    with ws.decisions.open("w", newline="") as f:
        csv.writer(f).writerows([text] for text in said)
    capsys.readouterr()
    assert call("run") == Exit.OK
    assert "1 line of" in capsys.readouterr().err, "what has no effect is told"
    assert "Queen, of Numbers" in (ws.out / "people.csv").read_text()
    assert call("forget", "Ada Example") == Exit.OK
    assert held(ws, "Queen") == []
    forgets = ws.decision_lines()[-1]
    with ws.decisions.open("w", newline="") as f:
        csv.writer(f).writerow([forgets])
    (home / "again.vcf").write_text(vcard("Ada Example", "ada@firm.example"))
    assert call("run", "again.vcf") == Exit.OK
    assert held(ws, "Ada") == []


def test_a_folder_that_bears_the_name_of_the_erased_is_named_nowhere_when_it_is_given_again(home: Path) -> None:
    inbox = home / "Ada Example"
    inbox.mkdir()
    (inbox / "people.vcf").write_text(vcard("Ada Example", "ada@firm.example") + vcard("Di Fourth", "di@firm.example"))
    (inbox / "list.csv").write_text("music")
    (inbox / "link.csv").symlink_to("list.csv")
    assert call("run", "Ada Example") == Exit.OK
    assert call("forget", "Ada Example") == Exit.OK
    for _ in range(2):
        assert held(Workspace(home / "workspace"), "Ada") == []
        with (home / "workspace" / "out" / "refused.csv").open(encoding="utf-8", newline="") as f:
            assert [r["source_file"] for r in csv.DictReader(f)] == ["link.csv", "list.csv", "people.vcf"]
        assert call("run", "Ada Example") == Exit.OK


def test_an_event_named_after_somebody_erased_stays_masked_when_its_files_are_given_again(home: Path) -> None:
    """Nothing holds their name any more; that the same file came in with the event, where it was masked, does."""
    for name, people in (("both.csv", (ADA, BO)), ("other.csv", (CY,))):
        Path(name).write_bytes(table(*people))
    told = ("run", "both.csv", "other.csv", "--event", f"{ADA} dinner")
    assert call(*told) == Exit.OK
    assert call("forget", ADA) == Exit.OK
    assert call(*told) == Exit.OK
    assert call("run", "other.csv", "--event", "Harbour Fair") == Exit.OK
    events = {
        r["full_name"]: r["event"] for r in csv.DictReader(io.StringIO(Path("workspace/out/records.csv").read_text()))
    }
    assert events == {BO: "erased dinner", CY: "erased dinner ; Harbour Fair"}
    assert not [p for p in Path("workspace").rglob("*") if p.is_file() and ADA.encode() in p.read_bytes()]
