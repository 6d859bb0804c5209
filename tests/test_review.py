"""The review page: who may open it, what each button writes, what is taken back."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pandas as pd
import pytest
from PIL import Image
from starlette.testclient import TestClient

from pipeline import cli
from pipeline.cards.reading import Line, Reading, Side
from pipeline.errors import UsageError
from pipeline.guard import guarded
from pipeline.ledger import Entry
from pipeline.people.decisions import line
from pipeline.review import decide
from pipeline.review.app import build
from pipeline.review.opening import opened
from pipeline.review.pictures import Pictures
from pipeline.review.questions import Settled, doubt_id
from pipeline.review.serve import farewell, listen
from pipeline.review.session import Session
from pipeline.schema import MATCHES_COLUMNS, OWNER, oldest_record, record_id
from pipeline.settings import Settings
from pipeline.workspace import Workspace

PORT, TOKEN = 8765, "a-token-of-this-start"
HERE = f"http://127.0.0.1:{PORT}"
FIELDS = [
    ("Adalinde Examplestone", "Northwind Ltd", "Looking for a graphic designer. Can help with accounting."),
    ("Adalinde Examplestone", "Southwind Works", None),
    ("Bo Sample", "Sample GmbH", "Is looking for an accountant. Offers graphic design."),
    ("<b>Cy</b> Model", "<script>alert(1)</script>", ""),
]
CONTACTS = "EMAIL:u{n}@firm{n}.example\nTEL:+1212555010{n}\nTEL:+1212555011{n}\nNOTE:{note}\n"
VCARDS = "".join(
    f"BEGIN:VCARD\nVERSION:4.0\nUID:{n}\nFN:{name}\nORG:{org}\n"
    + ("" if note is None else CONTACTS.format(n=n, note=note))
    + "END:VCARD\n"
    for n, (name, org, note) in enumerate(FIELDS)
)


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("review")
    (folder / "people.vcf").write_text(VCARDS, encoding="utf-8")
    words = ["run", str(folder / "people.vcf"), "-w", str(folder / "ws")]
    assert guarded(lambda: cli.app(words, standalone_mode=False)) == 0
    return Workspace(folder / "ws")


@pytest.fixture
def session(ws: Workspace) -> Iterator[Session]:
    """With two doubtful phones and an organization of one record beside the real questions."""
    tables = cli.published(ws.root)
    values = tables["values"]
    ada = tables["records"].query("organization == 'Northwind Ltd'")["record_id"].iloc[0]
    mine = values[(values["record_id"] == ada) & values["field"].isin(["phone", "organization"])]
    doubtful = mine[["person_id", "record_id", "field", "value"]].assign(
        kind="value", other_record_id="", alternatives="", confidence="0.5", reason="Read with 50% confidence."
    )
    doubtful.loc[doubtful["field"] == "organization", "alternatives"] = "Nordwind Ltd ; Northwind"
    tables["review"] = pd.concat([tables["review"], doubtful], ignore_index=True)
    yield Session(ws, lambda: tables)
    ws.decisions.unlink(missing_ok=True)


@pytest.fixture
def client(session: Session) -> TestClient:
    client = TestClient(build(session, PORT, TOKEN), base_url=HERE, headers={"Origin": HERE})
    assert client.get(f"/?token={TOKEN}").status_code == 200
    return client


def written(session: Session) -> list[dict[str, str]]:
    return [
        {k: v for k, v in json.loads(line).items() if k not in ("id", "at", "run")}
        for line in session.ws.decision_lines()
    ]


def review(session: Session, kind: str, field: str = "") -> list[dict[str, str]]:
    table = session.questions.tables["review"]
    return table[(table["kind"] == kind) & table["field"].isin([field] if field else list(table["field"]))].to_dict(
        "records"
    )


def test_a_workspace_whose_name_is_no_utf8_is_shown(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.ws, "root", Path(os.fsdecode(b"caf\xe9")))
    assert "Workspace caf\\xe9." in client.get("/").text


def test_a_full_disk_is_told_on_the_page(client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Workspace, "decide", full)
    row = review(session, "pair")[0]
    answer = client.post("/pair", data={"a": row["record_id"], "b": row["other_record_id"], "verdict": "same"})
    assert answer.status_code == 400
    assert "The disk is full" in answer.text
    assert session.taken == []


def test_the_token_moves_from_the_address_into_a_cookie_that_scripts_and_other_sites_cannot_use(
    session: Session,
) -> None:
    client = TestClient(build(session, PORT, TOKEN), base_url=HERE, follow_redirects=False)
    answer = client.get(f"/?token={TOKEN}")
    assert 'content="0;url=/"' in answer.text
    assert TOKEN not in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/?token=guessed", "/state", "/style.css", "/picture/card/r1", f"/state?token={TOKEN}"]
)
def test_nothing_is_served_without_the_token(session: Session, path: str) -> None:
    client = TestClient(build(session, PORT, TOKEN), base_url=HERE)
    answer = client.get(path)
    assert answer.status_code == 403
    assert "Ada" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", ""])
def test_a_foreign_host_name_is_refused_even_with_the_token(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


def test_localhost_is_this_machine(client: TestClient) -> None:
    client.headers["Cookie"] = f"cardfile-{PORT}={TOKEN}"
    assert client.get("/", headers={"Host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_page_decides_nothing(session: Session, client: TestClient, headers: dict[str, str]) -> None:
    row = review(session, "pair")[0]
    form = {"a": row["record_id"], "b": row["other_record_id"], "verdict": "same"}
    assert client.post("/pair", data=form, headers=headers).status_code == 403
    assert written(session) == []


def test_a_form_without_any_origin_or_with_the_token_only_in_its_address_decides_nothing(session: Session) -> None:
    client = TestClient(build(session, PORT, TOKEN), base_url=HERE)
    assert client.post(f"/?token={TOKEN}", headers={"Origin": HERE}).status_code == 403
    client.get(f"/?token={TOKEN}")
    assert client.post("/apply").status_code == 403
    assert client.post("/apply", headers={"Origin": HERE}, content=b"x" * 70_000).status_code == 413
    assert not session.running


def test_every_answer_is_kept_from_caches_and_may_load_nothing_foreign(client: TestClient) -> None:
    for path in ("/", "/style.css", "/script.js", "/nothing"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_number_of_no_known_kind_is_shown_without_one(client: TestClient) -> None:
    text = client.get("/").text
    assert '<span class="part">+12125550100</span>' in text
    assert "+12125550100 other" not in text


def test_where_nothing_is_open_the_page_says_so(session: Session, client: TestClient) -> None:
    assert "There is nothing to decide." not in client.get("/").text
    nothing = {name: table.iloc[:0] for name, table in session.questions.tables.items()}
    empty = TestClient(
        build(Session(session.ws, lambda: nothing), PORT, TOKEN), base_url=HERE, headers={"Origin": HERE}
    )
    empty.get(f"/?token={TOKEN}")
    assert "There is nothing to decide." in empty.get("/").text


def test_where_nothing_was_found_there_is_nothing_to_correct(session: Session, client: TestClient) -> None:
    assert "Correct phone" in client.get("/").text
    session.questions.tables["review"].loc[lambda t: t["field"] == "phone", "value"] = ""
    text = client.get("/").text
    assert "Type the phone" in text
    assert "Correct phone" not in text


def test_what_contacts_wrote_is_shown_not_run(session: Session, client: TestClient) -> None:
    row = review(session, "value")[0]
    row["value"] = "<script>alert(2)</script>"
    session.questions.tables["review"].loc[len(session.questions.tables["review"])] = row
    page = client.get("/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_judged_pair_is_written_and_asked_no_more(session: Session, client: TestClient, verdict: str) -> None:
    row = review(session, "pair")[0]
    a, b = row["record_id"], row["other_record_id"]
    assert f"q-{a}-{b}" in client.get("/").text
    page = client.post("/pair", data={"a": a, "b": b, "verdict": verdict})
    assert page.status_code == 200
    assert f"q-{a}-{b}" not in page.text
    assert written(session) == [{"decision": verdict, "record_a": a, "record_b": b}]


def value(session: Session, field: str, n: int = 0) -> tuple[dict[str, str], Callable[..., dict[str, str]]]:
    row = review(session, "value", field)[n]
    what = {"record": row["record_id"], "field": field}
    return row, lambda kind, text: {"decision": kind, **what, "value": text}


def test_a_right_value_is_set_as_it_is(session: Session, client: TestClient) -> None:
    row, line = value(session, "organization")
    page = client.post("/value", data={"key": doubt_id(row), "act": "right"}).text
    assert written(session) == [line("set", "Northwind Ltd")]
    assert f"q-{doubt_id(row)}" not in page


def test_an_alternative_takes_the_place_of_a_value(session: Session, client: TestClient) -> None:
    row, line = value(session, "organization")
    assert "other:Nordwind Ltd" in client.get("/").text
    client.post("/value", data={"key": doubt_id(row), "act": "other:Nordwind Ltd"})
    assert written(session) == [line("set", "Nordwind Ltd")]


def test_a_typed_phone_is_normalised_and_the_wrong_one_dropped(session: Session, client: TestClient) -> None:
    row, line = value(session, "phone")
    client.post("/value", data={"key": doubt_id(row), "act": "correct", "better": " +1 (212) 555-0199 "})
    assert written(session) == [line("set", "+12125550199"), line("drop", row["value"])]


@pytest.mark.parametrize(
    ("published", "setting", "wrong", "typed", "kept"),
    [
        ("DE", "", "+12125550110", "030 1234567", "+49301234567"),
        ("", "DE", "+12125550110", "030 1234567", "+49301234567"),
        ("FR", "DE", "+12125550110", "01 42 68 53 00", "+33142685300"),
        ("FR", "DE", "+12125550110", "030 12345678", "+493012345678"),
        ("", "", "+49301234560", "030 1234567", "+49301234567"),
        ("DE", "", "+12125550110", "+44 20 7946 0018", "+442079460018"),
        ("", "", "0301234560", "030 1234567", "0301234567"),
    ],
)
def test_a_typed_phone_without_a_country_has_that_of_the_person_or_of_the_settings_or_of_the_number_it_replaces(
    session: Session,
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    published: str,
    setting: str,
    wrong: str,
    typed: str,
    kept: str,
) -> None:
    tables = session.questions.tables
    mine = tables["review"]["field"] == "phone"
    tables["review"].loc[mine, "value"] = wrong
    row, line = value(session, "phone")
    tables["people"].loc[tables["people"]["person_id"] == row["person_id"], "country"] = published
    monkeypatch.setattr(session, "settings", Settings(region=setting))
    client.post("/value", data={"key": doubt_id(row), "act": "correct", "better": typed})
    assert written(session)[0] == line("set", kept)


@pytest.mark.parametrize("typed", ["", "   ", "no number at all"])
def test_what_is_no_phone_is_told_and_not_written(session: Session, client: TestClient, typed: str) -> None:
    row, _ = value(session, "phone")
    answer = client.post("/value", data={"key": doubt_id(row), "act": "correct", "better": typed})
    assert answer.status_code == 400
    assert "phone" in answer.text
    assert written(session) == []


def test_a_wrong_value_is_dropped(session: Session, client: TestClient) -> None:
    row, line = value(session, "phone")
    page = client.post("/value", data={"key": doubt_id(row), "act": "drop"}).text
    assert written(session) == [line("drop", row["value"])]
    assert f"q-{doubt_id(row)}" not in page


def test_two_phones_of_a_record_can_both_be_right(session: Session, client: TestClient) -> None:
    rows = [value(session, "phone", n)[0] for n in (0, 1)]
    for row in rows:
        page = client.post("/value", data={"key": doubt_id(row), "act": "right"}).text
    assert not any(f"q-{doubt_id(row)}" in page for row in rows)


def test_a_typed_phone_is_never_lost_to_a_later_press(session: Session, client: TestClient) -> None:
    first, second = (value(session, "phone", n)[0] for n in (0, 1))
    client.post("/value", data={"key": doubt_id(first), "act": "correct", "better": "+1 212 555 0199"})
    client.post("/value", data={"key": doubt_id(second), "act": "right"})
    from pipeline.people.decisions import Set, effective

    assert "+12125550199" in [d.value for d in effective(session.decisions()) if isinstance(d, Set)]


@pytest.mark.parametrize("verdict", ["made", "dismissed"])
def test_an_introduction_is_settled(session: Session, client: TestClient, verdict: str) -> None:
    row = session.questions.tables["introductions"].iloc[0]
    intro = row["intro_id"]
    page = client.post("/intro", data={"intro": intro, "verdict": verdict}).text
    records = {"record_a": oldest_record(row["person_a"]), "record_b": oldest_record(row["person_b"])}
    assert written(session) == [{"decision": "intro", "intro_id": intro, "verdict": verdict, **records}]
    there = {*session.questions.tables["records"]["record_id"], OWNER}
    assert set(records.values()) <= there
    assert f"q-{intro}" not in page


def test_a_tag_is_removed(session: Session, client: TestClient) -> None:
    assert "Not so" in client.get("/").text
    tag = session.questions.tables["tags"].iloc[0]
    form = {k: str(tag[c]) for k, c in (("record", "record_id"), ("side", "side"), ("topic", "topic"))}
    client.post("/untag", data=form)
    assert written(session) == [{"decision": "untag", **form}]


def test_undo_takes_back_all_that_one_press_wrote_and_asks_again(session: Session, client: TestClient) -> None:
    row, _ = value(session, "phone")
    client.post("/value", data={"key": doubt_id(row), "act": "correct", "better": "+1 212 555 0199"})
    ids = session.taken[0].ids
    page = client.post("/undo", data={"id": ids[0]}).text
    assert [w for w in written(session) if w["decision"] == "retract"] == [
        {"decision": "retract", "target": i} for i in ids
    ]
    assert f"q-{doubt_id(row)}" in page
    assert session.pending() == 0
    assert client.post("/undo", data={"id": ids[0]}).status_code == 400


def test_the_same_press_after_an_undo_holds(session: Session, client: TestClient) -> None:
    row, _ = value(session, "phone")
    form = {"key": doubt_id(row), "act": "right"}
    client.post("/value", data=form)
    client.post("/undo", data={"id": session.taken[0].ids[0]})
    assert f"q-{doubt_id(row)}" not in client.post("/value", data=form).text


def test_unknown_things_are_told_not_written(session: Session, client: TestClient) -> None:
    for path in ("/pair", "/value", "/intro", "/untag", "/undo"):
        assert client.post(path, data={"a": "r0", "key": "x"}).status_code == 400
    assert client.post("/anything").status_code == 404
    assert client.get("/picture/card/r0").status_code == 404
    assert written(session) == []


def test_a_job_that_was_set_on_the_page_is_asked_about_when_a_later_export_has_another(tmp_path: Path) -> None:
    def export(title: str) -> list[dict[str, str]]:
        head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
        row = f"Ada,Example,https://www.linkedin.com/in/ada-example,,Firm Ltd,{title},01 May 2019"
        (tmp_path / "Connections.csv").write_text(f"{head}\n{row}\n")
        words = ["run", str(tmp_path / "Connections.csv"), "-w", str(tmp_path / "ws")]
        assert guarded(lambda: cli.app(words, standalone_mode=False)) == 0
        review = cli.published(tmp_path / "ws")["review"]
        return [r for r in review.to_dict("records") if r["field"] == "title"]

    assert export("Clerk") == []
    here = Session(Workspace(tmp_path / "ws"), lambda: cli.published(tmp_path / "ws"))
    ada = here.questions.tables["records"]["record_id"].iloc[0]
    here.decide(decide.correct(ada, "title", "Clerk", "Head Clerk", (), decide.now(), here.published))
    assert export("Clerk") == []
    (asked,) = export("Director")
    assert (asked["value"], asked["alternatives"]) == ("Director", "Head Clerk")
    assert list(cli.published(tmp_path / "ws")["people"]["title"]) == ["Head Clerk"], "until somebody decides"
    browser = TestClient(build(here, PORT, TOKEN), base_url=HERE, headers={"Origin": HERE})
    assert browser.get(f"/?token={TOKEN}").status_code == 200
    key = doubt_id(asked)
    answer = browser.post("/value", data={"key": key, "act": "other:Head Clerk", "token": TOKEN})
    assert answer.status_code == 200, answer.text
    assert export("Director") == []
    (again,) = export("Chair")
    assert again["value"] == "Chair"


def test_a_decision_is_not_told_to_be_applied_because_another_was_erased(ws: Workspace, session: Session) -> None:
    """`cardfile forget` elsewhere drops the lines about whom it erases."""
    ids = session.questions.tables["records"]["record_id"]
    old = [line("set", "2020-01-01T00:00:00Z", record=record, field="title", value="Pilot") for record in ids[:2]]
    ws.decide(old)
    here = Session(ws, lambda: cli.published(ws.root))
    assert here.pending() == 0
    ws.rewrite_decisions(lambda lines: lines[1:])
    here.decide(decide.correct(ids[1], "title", "Pilot", "Captain", (), decide.now()))
    assert here.pending() == 2, "one that holds now, one that it replaces"
    assert "Apply them with" in farewell(here)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"overview": 3}', '{"overview": {"topics": [1]}}', "\xff"])
def test_a_summary_that_is_missing_or_damaged_is_told(
    ws: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    shutil.copytree(ws.root, tmp_path / "ws")
    summary = tmp_path / "ws" / "out" / "summary.json"
    summary.unlink()
    if text is not None:
        summary.write_text(text, encoding="latin-1")
    words = ["review", "-w", str(tmp_path / "ws")]
    assert guarded(lambda: cli.app(words, standalone_mode=False)) == 2
    told = capsys.readouterr().err
    assert f"{summary} is missing or not as it was published." in told
    assert f"Publish anew with `cardfile run -w {tmp_path / 'ws'}`." in told


def test_a_run_elsewhere_is_told_and_decisions_stay(session: Session, client: TestClient) -> None:
    row = review(session, "pair")[0]
    client.post("/pair", data={"a": row["record_id"], "b": row["other_record_id"], "verdict": "unsure"})
    with session.ws.lock():
        client.post("/apply")
        session.wait()
    assert "Another run is working" in client.get("/").text
    assert len(written(session)) == 1
    assert "cardfile run -w" in farewell(session)


def test_a_port_that_is_taken_is_told() -> None:
    with listen(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        socket.create_connection(taken.getsockname()).close()  # the printed address answers at once
        with pytest.raises(UsageError, match="cannot be used"):
            listen(taken.getsockname()[1])


def test_the_browser_is_given_a_file_of_the_users_alone_and_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: Queue[str] = Queue()
    monkeypatch.setattr("webbrowser.open", given.put)
    with opened(f"{HERE}/?token={TOKEN}", tmp_path):
        address = given.get(timeout=10)
        path = Path(url2pathname(urlsplit(address).path))
        assert TOKEN not in address
        assert f'content="0;url={HERE}/?token={TOKEN}"' in path.read_text(encoding="utf-8")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_for_that_file_leaves_the_printed_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("nothing to open"))
    with opened(HERE, tmp_path / "not there"):
        pass


def test_without_anything_published_review_says_what_to_run_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["review", "-w", str(tmp_path / "none")]
    assert guarded(lambda: cli.app(words, standalone_mode=False)) == 2
    assert f"Run `cardfile run SOURCE -w {tmp_path / 'none'}` first." in capsys.readouterr().err


def card_side(text: str, box: tuple[int, int, int, int]) -> Side:
    x, y, w, h = box
    quad = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    return Side(1, 1, 400, 200, (0, 0, 400, 200), lines=[Line(text, box, quad, 0.9)])


def test_a_value_is_shown_where_it_stands_be_it_on_the_back(tmp_path: Path) -> None:
    ws = Workspace(tmp_path / "ws")
    ws.create()
    box = (100, 80, 120, 20)
    for digest, colour, text in (("aa11", "red", "Adalinde Examplestone"), ("bb22", "blue", "T +1 212 555 0101")):
        out = io.BytesIO()
        Image.new("RGB", (400, 200), colour).save(out, "PNG")
        ws.keep(digest, out.getvalue())
        ws.append([Entry(digest, f"fair/{colour}.png", "card")])
        ws.store("readings", f"{digest}-key", Reading([card_side(text, box)]).to_json())
    record = {"record_id": record_id("card", "aa11#1.1"), "source_kind": "card", "locator": "card 1"}
    pictures = Pictures(ws)

    place = pictures.of_value(record, "100,80,120,20", "212 555 0101")
    assert place is not None
    with Image.open(io.BytesIO(pictures.jpeg(place))) as shown:
        red, _, blue = shown.convert("RGB").getpixel((5, 5))
        assert blue > 200 > red
        assert 120 < shown.width < 400
    assert pictures.of_value(record, "100,80,120,20", "Somebody Else") is None
    front = pictures.of_card(record)
    assert front is not None
    assert front.digest == "aa11"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_card_and_its_values_are_shown_upright_however_it_was_scanned(tmp_path: Path, turn: int) -> None:
    ws = Workspace(tmp_path / "ws")
    ws.create()
    upright = Image.new("RGB", (400, 200), "white")
    upright.paste("black", (100, 80, 160, 100))  # the beginning of a line from 100 to 220
    scanned = upright.rotate(turn, expand=True)  # counter-clockwise
    box = {0: (100, 80, 120, 20), 90: (80, 180, 20, 120), 180: (180, 100, 120, 20), 270: (100, 100, 20, 120)}[turn]
    out = io.BytesIO()
    scanned.save(out, "PNG")
    ws.keep("aa11", out.getvalue())
    ws.append([Entry("aa11", "a.png", "card")])
    side = replace(card_side("Adalinde Examplestone", box), box=(0, 0, *scanned.size), angle=turn)
    ws.store("readings", "aa11-key", Reading([side]).to_json())
    record = {"record_id": record_id("card", "aa11#1.1"), "source_kind": "card", "locator": "card 1"}
    pictures = Pictures(ws)
    value = pictures.of_value(record, ",".join(map(str, box)), "Adalinde Examplestone")
    for place in (pictures.of_card(record), value):
        assert place is not None
        with Image.open(io.BytesIO(pictures.jpeg(place))) as shown:
            assert shown.width > shown.height
            dark = shown.convert("L").point(lambda p: 255 * (p < 128)).getbbox()
            assert dark is not None
            assert dark[0] < shown.width - dark[2], "the line begins on the left"


@pytest.mark.parametrize("kept", ["", "in an archive", "erased"])
def test_a_card_whose_picture_is_not_kept_as_such_shows_none(ws: Workspace, tmp_path: Path, kept: str) -> None:
    """A card of an archive, and what forgetting a neighbour left of one."""
    other = Workspace(tmp_path / "ws")
    shutil.copytree(ws.root, other.root)
    other.append(
        [Entry("aa11", "red.png", "archive" if kept == "in an archive" else "card", distilled=kept == "erased")]
    )
    tables = cli.published(other.root)
    pair = tables["review"].query("kind == 'pair'").iloc[0].to_dict()
    card = record_id("card", "aa11#1.1")
    own = tables["records"]["record_id"] == pair["record_id"]
    tables["records"].loc[own, ["record_id", "source_kind", "locator"]] = [card, "card", "card 1"]
    doubt = {"kind": "value", "person_id": pair["person_id"], "record_id": card, "field": "title", "value": "Pilot"}
    tables["review"] = pd.DataFrame([pair | {"record_id": card}, pair | doubt])
    page = TestClient(build(Session(other, lambda: tables), PORT, TOKEN), base_url=HERE, headers={"Origin": HERE})
    shown = page.get(f"/?token={TOKEN}") and page.get("/").text
    assert "Pilot" in shown
    assert ("/picture/" in shown) == (kept == "")


def test_the_readings_are_listed_once_and_the_newest_of_a_picture_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = Workspace(tmp_path / "ws")
    ws.create()
    digests = [f"{n:02d}ab" for n in range(5)]
    ws.append([Entry(digest, f"fair/{digest}.png", "card") for digest in digests])
    for digest in digests:
        for key, seconds, box in (("old", 1, (0, 0, 9, 9)), ("new", 2, (100, 80, 120, 20)), ("dated", 0, (0, 0, 9, 9))):
            ws.store("readings", f"{digest}-{key}", Reading([card_side("Adalinde", box)]).to_json())
            os.utime(ws.cache / "readings" / f"{digest}-{key}", (seconds, seconds))
    listed: list[str] = []
    glob = Path.glob
    monkeypatch.setattr(Path, "glob", lambda self, pattern: listed.append(pattern) or glob(self, pattern))
    pictures = Pictures(ws)
    for digest in digests:
        record = {"record_id": record_id("card", f"{digest}#1.1"), "source_kind": "card", "locator": "card 1"}
        assert pictures.of_value(record, "100,80,120,20", "Adalinde") is not None
    assert len(listed) == 1


def test_a_damaged_picture_shows_nothing_and_raises_nothing(tmp_path: Path) -> None:
    ws = Workspace(tmp_path / "ws")
    ws.create()
    ws.keep("cc33", b"\x89PNG\r\n\x1a\n but no more")
    ws.append([Entry("cc33", "broken.png", "card")])
    pictures = Pictures(ws)
    place = pictures.of_card({"record_id": record_id("card", "cc33#1.1"), "source_kind": "card", "locator": "card 1"})
    assert place is not None
    assert pictures.jpeg(place) == b""


def test_people_who_were_put_together_can_be_taken_apart(client: TestClient, session: Session) -> None:
    """The least sure pair of each is shown until it is judged; the report sends its reader here."""
    tables = dict(session.questions.tables)
    a, b, c = sorted(tables["records"]["record_id"])[:3]
    tables["records"] = tables["records"].assign(person_id="p" + a[1:])
    pairs = [(a, b, "0.999", "join", "same e-mail"), (a, c, "0.995", "join", "same name"), (b, c, "0.2", "join", "")]
    tables["matches"] = pd.DataFrame(pairs, columns=MATCHES_COLUMNS)
    session.questions.tables = tables
    shown = session.questions.joined(Settled.of([]))
    assert [(q["a"]["id"], q["b"]["id"], q["reason"]) for q in shown["rows"]] == [(a, c, "same name")]
    text = client.get("/").text
    assert "Put together 1" in text
    assert "99.5 % one person" in text
    assert client.post("/pair", data={"a": a, "b": c, "verdict": "different"}).status_code == 200
    assert written(session) == [{"decision": "different", "record_a": a, "record_b": c}]
    left = session.questions.joined(Settled.of(session.decisions()))
    assert left["rows"] == [], "what is left of them is seen after the next run"
