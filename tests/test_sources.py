"""What users rely on when they hand over a contact file, whatever it is."""

from __future__ import annotations

import csv
import gzip
import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pipeline.schema import INTRODUCTIONS_COLUMNS, PEOPLE_COLUMNS, TOUCH_BASE_COLUMNS, Extraction, Item
from pipeline.settings import Settings
from pipeline.sources import extract, source_of
from pipeline.sources.placeholders import is_placeholder
from pipeline.sources.tables import Tables

HOSTILE = Path(__file__).parent.parent.parent / "shared" / "data" / "hostile"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def read(text: str | bytes, name: str = "file.csv", settings: Settings | None = None) -> Extraction:
    return extract(Item(name, text if isinstance(text, bytes) else text.encode()), settings or Settings())


def values(extraction: Extraction, field: str) -> list[str]:
    return [claim.raw for record in extraction.records for claim in record.claims if claim.field == field]


def codes(extraction: Extraction) -> list[str]:
    return [row.code for row in extraction.refused]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@examples(max_examples=60)
@given(st.binary(max_size=3000))
def test_any_bytes_give_records_or_a_refused_row_and_never_an_exception(data: bytes) -> None:
    found = read(data)
    assert found.records or found.refused or found.owner or found.items


@examples(max_examples=60)
@given(st.text(max_size=2000))
def test_any_text_gives_records_or_a_refused_row_and_never_an_exception(text: str) -> None:
    found = read(text.encode("utf-8", "surrogatepass"))
    assert found.records or found.refused or found.owner or found.items


@examples(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=300))
def test_a_name_with_any_characters_survives_csv(name: str) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    found = read(f"{HEADER}{cell},Sample,https://www.linkedin.com/in/x,,,,01 Jan 2026\n")
    shown = values(found, "given_name")
    assert shown == ([] if not name.strip() or is_placeholder(name.strip()) else [name.strip()])


@examples(max_examples=60)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60),
        min_size=1,
        max_size=4,
    )
)
def test_escaped_text_of_any_kind_survives_a_vcard(texts: list[str]) -> None:
    escaped = [t.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") for t in texts]
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Example\r\n" + "".join(f"NOTE:{t}\r\n" for t in escaped) + "END:VCARD\r\n"
    )
    found = extract(Item("a.vcf", card.encode()), Settings())
    assert values(found, "note") == [t.strip() for t in texts if t.strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_found_with_or_without_a_byte_order_mark(encoding: str) -> None:
    text = HEADER + "José,Núñez,,jose@example.com,Größe Beispiel,Chief,01 Jan 2026\n"
    assert values(read(text.encode(encoding)), "organization") == ["Größe Beispiel"]


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1252", "José,Núñez,,,Größe Beispiel,Café-Leiter,01 Jan 2026"),
        ("mac_roman", "José,Núñez,,,Größe Beispiel,Café-Leiter,01 Jan 2026"),
        ("cp1250", "Małgorzata,Świątek,,,Zażółć Przykład,Inżynier główny,01 Jan 2026"),
        ("cp1251", "Иван,Примеров,,,ООО Пример,Директор завода,01 Jan 2026"),
        ("cp1253", "Γιώργος,Παράδειγμας,,,Παράδειγμα Α.Ε.,Διευθυντής,01 Jan 2026"),
        ("cp1254", "Ayşe,Örnek,,,Şirket Örneği,Müdür Yardımcısı İşçi,01 Jan 2026"),
        ("cp932", "太郎,見本,,,株式会社見本,部長代理,01 Jan 2026"),
        ("gb18030", "伟,示例,,,示例科技有限公司,总经理,01 Jan 2026"),
        ("cp949", "민수,예시,,,주식회사 예시전자,부장,01 Jan 2026"),
    ],
)
def test_old_code_pages_are_told_apart(encoding: str, line: str) -> None:
    found = read((HEADER + line + "\n").encode(encoding))
    assert values(found, "organization") == [line.split(",")[4]]


def test_a_file_that_two_programs_wrote_is_decoded_line_by_line() -> None:
    old, new = "José,Uno,,,,,01 Jan 2026\n", "Zoë,Dos,,,,,01 Jan 2026\n"
    found = read(HEADER.encode() + old.encode("cp1252") + new.encode())
    assert values(found, "given_name") == ["José", "Zoë"]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_one_line_in_utf8_among_others_stays_what_it_is(encoding: str) -> None:
    """One row pasted from elsewhere into an old export."""
    names = {"cp1252": ["Jörg", "José"], "cp1251": ["Мария", "Сергей"]}[encoding]
    old = "".join(f"{name},{n}@firm.example\n" for n, name in enumerate(names)).encode(encoding)
    found = read(b"Name,Email\n" + "Renée,r@firm.example\n".encode() + old)
    assert values(found, "full_name") == ["Renée", *names]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    text = (HEADER + "Ana,Example,,,Sample,Chief; of | staff\tx,01 Jan 2026\n").replace(",", mark)
    assert values(read(text), "family_name") == ["Example"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    text = (HEADER + "Ana,Example,,,,,01 Jan 2026\nBo,Sample,,,,,02 Jan 2026\n").replace("\n", end)
    assert values(read(text), "given_name") == ["Ana", "Bo"]


def test_a_forgotten_quote_costs_one_row_and_says_so() -> None:
    rows = "".join(f'P{n},"Sample, {n}",,,,,01 Jan 2026\n' for n in range(50))
    found = read(HEADER + rows + 'Bob,"Stray,,,,,01 Jan 2026\n' + rows)
    assert len(found.records) == 100
    assert [(row.locator, row.code) for row in found.refused] == [("row 51", "unclosed-quote")]


def test_a_forgotten_quote_that_a_later_stray_one_closes_is_found_too() -> None:
    plain = "".join(f"P{n},Sample,,,,,01 Jan 2026\n" for n in range(9))
    found = read(HEADER + plain + 'Bob,"Stray,,,,,01 Jan 2026\n' + plain + 'Cy,Late",,,,,01 Jan 2026\n' + plain)
    assert [(row.locator, row.code) for row in found.refused] == [("row 10", "unclosed-quote")]
    assert values(found, "family_name").count("Sample") == 27
    assert values(found, "family_name")[-10] == 'Late"'


def test_a_cell_with_line_breaks_is_no_forgotten_quote() -> None:
    found = read('Name,Email,Note\nAna Example,a@example.com,"one\ntwo, three, four\nfive"\n')
    assert values(found, "note") == ["one\ntwo, three, four\nfive"]
    assert not found.refused


def test_rows_are_numbered_as_a_spreadsheet_does_below_the_header() -> None:
    found = read("Report\n\nName,Email\nAna Example,a@example.com\n\n,\nBen Example,b@example.com\n")
    assert [record.locator for record in found.records] == ["row 1", "row 4"]


@pytest.mark.parametrize("header", ["Name,Email", HEADER.strip()])
@pytest.mark.parametrize("row", ["\x1a", "\ufffd\ufffd", "!!,?!", None])
def test_a_row_with_nothing_on_it_is_nobody(header: str, row: str | None) -> None:
    """The end mark of old programs, letters that were lost, the header of a second file that was joined to the first."""
    found = read(f"{header}\nAda,a@b.example\n{row or header}\nBo,b@b.example\n")
    assert len(found.records) == 2
    assert [(r.code, r.locator) for r in found.refused] == [("no-person", "row 2")]


def test_formulas_stay_text() -> None:
    found = read("Name,Email,Company\n=1+1,a@example.com,@SUM(1)\n")
    assert values(found, "full_name") == ["=1+1"]
    assert values(found, "organization") == ["@SUM(1)"]


def test_a_header_without_rows_is_an_error_and_not_a_silent_zero() -> None:
    assert codes(read(HEADER)) == ["no-rows"]
    assert codes(read("Name,Email\n")) == ["no-rows"]


def test_a_table_of_something_else_is_refused_with_a_way_out() -> None:
    found = read("Year,Amount\n2025,100\n")
    assert codes(found) == ["not-contacts"]
    assert "settings.toml" in found.refused[0].remedy


def test_the_user_can_say_what_columns_hold() -> None:
    settings = Settings(columns={"odd.csv": {"Wer": "full_name", "Womit": "email"}})
    found = read("Wer,Womit\nAna Example,ana@example.com\n", "folder/odd.csv", settings)
    assert values(found, "full_name") == ["Ana Example"]
    assert {m.why for m in found.mappings} == {"settings.toml"}


def test_a_column_of_the_settings_that_the_file_does_not_have_is_told_with_those_that_it_has() -> None:
    settings = Settings(columns={"odd.csv": {"Whoo": "full_name", "e-mail": "email"}})
    found = read("Who,E-Mail\nAna Example,ana@example.com\n", "odd.csv", settings)
    assert values(found, "full_name") == ["Ana Example"]
    assert codes(found) == ["no-such-column"]
    assert '"Whoo"' in found.refused[0].reason
    assert "(columns: Who, E-Mail)" in found.refused[0].reason
    linkedin = read(
        HEADER + "Ana,Example,,,,,01 Jan 2026\n", "c.csv", Settings(columns={"c.csv": {"Firma": "organization"}})
    )
    assert codes(linkedin) == ["no-such-column"]


def test_the_same_url_in_other_spellings_is_the_same_member() -> None:
    spellings = ["https://www.linkedin.com/in/Zo%C3%AB-Sample/", "http://de.linkedin.com/in/zoë-sample?trk=x"]
    found = read(HEADER + "".join(f"Zoë,Sample,{url},,,,01 Jan 2026\n" for url in spellings))
    assert len({record.identity for record in found.records}) == 1


def test_linkedins_older_export_keeps_the_kinds_of_numbers_and_what_else_it_says_of_a_member() -> None:
    header = "Title,First Name,Middle Name,Last Name,Suffix,E-mail Address,Business City,Business Country,Company,Job Title,Business Fax,Business Phone,Home Phone,Birthday,Web Page\n"
    found = read(header + "Ms,Cleo,,Ferry,,,Boston,US,Ferry Lines,Captain,1,2,3,3/9/1984,https://ferry.example\n")
    assert [(c.raw, c.type) for c in found.records[0].claims if c.field == "phone"] == [
        ("1", "fax"),
        ("2", "work"),
        ("3", "home"),
    ]
    assert (values(found, "prefix"), values(found, "city"), values(found, "birthday")) == (
        ["Ms"],
        ["Boston"],
        ["1984-03-09"],
    )
    assert (values(found, "website"), found.records[0].key) == (["https://ferry.example"], "")


def test_row_numbers_as_ids_of_two_lists_are_not_one_person() -> None:
    one, two = (
        read("id,name,email\n1,Ana Example,a@example.com\n"),
        read("id,name,email\n1,Ben Example,b@example.com\n"),
    )
    assert one.records[0].key == two.records[0].key == "1"
    assert one.records[0].identity != two.records[0].identity


def test_guests_of_one_order_do_not_share_an_email() -> None:
    text = "Order #,First Name,Last Name,Email\n77,Ana,Example,ana@example.com\n77,Ben,Guest,ana@example.com\n"
    found = read(text)
    assert values(found, "email") == ["ana@example.com"]
    assert [record.key for record in found.records] == ["77/1", "77/2"]
    assert "registered with ana@example.com" in values(found, "related")


@pytest.mark.parametrize(
    "nothing", ["Info Requested", "N/A", "n/a", "-", "Not provided", "Information Requested", "k.A."]
)
def test_placeholders_are_nobody_and_nothing(nothing: str) -> None:
    header = "Order #,First Name,Last Name,Email,Company,What are you looking for?\n"
    found = read(
        f"{header}1,{nothing},{nothing},{nothing},{nothing},{nothing}\n"
        f"2,{nothing},{nothing},{nothing},,\n3,Ana,Example,ana@example.com,{nothing},{nothing}\n"
    )
    assert [record.locator for record in found.records] == ["row 3"]
    assert [(row.locator, row.code) for row in found.refused] == [("row 1", "no-person"), ("row 2", "no-person")]
    assert not any(nothing in claim.raw for claim in found.records[0].claims)


def test_a_placeholder_in_two_cells_is_nobody_and_names_that_look_like_one_are_somebody() -> None:
    found = read("First Name,Last Name,Email\nInfo,Requested,\nNa,Null,\nInfo,Sample,i@sample.example\n")
    assert values(found, "family_name") == ["Null", "Sample"]
    assert codes(found) == ["no-person"]


@pytest.mark.parametrize("name", ["x", "-", "Unknown", "n/a"])
def test_a_card_of_a_name_that_is_none_is_nobody_unless_it_tells_more(name: str) -> None:
    """It was a person with an empty row, and `Unknown` in every export."""
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nN:{name};;;;\nNOTE:wrote us\n{{more}}END:VCARD\n"
    lone = read(card.format(more=""))
    assert (lone.records, codes(lone)) == ([], ["no-person"])
    assert len(read(card.format(more="EMAIL:nora@firm.example\n")).records) == 1
    assert len(read(card.format(more="ORG:Firm Ltd\n")).records) == 1
    assert len(read(card.replace(name, "Q").format(more="")).records) == 1, "a short name is one"


def workbook(*sheets: tuple[str, list[list[str]]], chart: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if chart:
        book.create_chartsheet("Chart")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_chart_costs_a_workbook_nothing() -> None:
    """One without a drawing, which openpyxl cannot open."""
    found = read(workbook(("Guests", [["Name", "Email"], ["Ana Example", "ana@firm.example"]]), chart=True), "a.xlsx")
    assert values(found, "full_name") == ["Ana Example"]
    assert found.refused == []


@pytest.mark.parametrize("harm", [lambda data: data[:300], lambda data: None], ids=["cut", "gone"])
def test_a_damaged_sheet_costs_only_itself(harm: Callable[[bytes], bytes | None]) -> None:
    rows = [["Name", "Email"], ["Ana Example", "ana@firm.example"]]
    with zipfile.ZipFile(io.BytesIO(workbook(("Good", rows), ("Bad", rows)))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    harmed = {n: harm(data) if n.endswith("sheet2.xml") else data for n, data in members.items()}
    found = read(zipped({n: data for n, data in harmed.items() if data is not None}), "a.xlsx")
    assert values(found, "full_name") == ["Ana Example"]
    assert [(row.code, row.locator) for row in found.refused] == [("unreadable", "Bad")]
    assert "Bad" in found.refused[0].reason


def test_formulas_that_nobody_computed_are_computed_or_told() -> None:
    """As scrapers write them: a spreadsheet program would show the results, the file does not hold them."""
    link = '=HYPERLINK("https://www.linkedin.com/in/ana","ana@firm.example")'
    rows = [["Name", "Email", "Company"], ['="Ana ""A."" "&"Example"', link, "=B1"], ["Bo", "bo@firm.example", "Firm"]]
    found = read(workbook(("Guests", rows)), "a.xlsx")
    assert values(found, "full_name") == ['Ana "A." Example', "Bo"]
    assert values(found, "email") == ["ana@firm.example", "bo@firm.example"]
    assert codes(found) == ["not-computed"]
    assert "save it" in found.refused[0].remedy


def test_survey_answers_become_asks_and_offers() -> None:
    text = "Name,Email,What are you looking for?,How can you help others?,Dietary requirements?\n"
    found = read(text + "Ana Example,a@example.com,a designer,tax law,vegan\n")
    assert (values(found, "ask"), values(found, "offer")) == (["a designer"], ["tax law"])
    assert not any("vegan" in c.raw for r in found.records for c in r.claims)


def test_asks_and_offers_in_the_first_person_become_asks_and_offers() -> None:
    found = read("Nom,E-mail,Je cherche,Je propose\nLuc Sample,luc@sample.example,un comptable,des locaux\n")
    assert (values(found, "ask"), values(found, "offer")) == (["un comptable"], ["des locaux"])


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1"])
def test_a_number_that_is_none_costs_only_itself(number: str) -> None:
    table = f"First Name,Last Name,Birth Year,Birth Month,Birth Day\nAna,Example,{number},5,4\nBo,Sample,1980,5,4\n"
    found = read(table)
    assert values(found, "given_name") == ["Ana", "Bo"]
    assert values(found, "birthday") == ["1980-05-04"]
    card = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nEMAIL;PREF={number}:a@b.example\nEMAIL;PREF=1:c@b.example\nEND:VCARD\n"
    assert values(read(card), "email") == ["c@b.example", "a@b.example"]


def test_one_broken_card_costs_no_other() -> None:
    cards = "BEGIN:VCARD\nVERSION:3.0\nFN:A One\nEND:VCARD\nBEGIN:VCARD\nFN:B Broken\nTEL;=;;:::\nBEGIN:VCARD\nFN:C Three\nEND:VCARD\n"
    assert values(read(cards, "x.vcf"), "full_name") == ["A One", "B Broken", "C Three"]


@pytest.mark.parametrize(
    "line",
    ["FN:Jane Doe, MBA, PMP", "TITLE:VP, Sales", "ORG:Acme, Inc.", "NOTE:a, b", "EMAIL:a@example.com, b@example.com"],
)
def test_nothing_is_cut_at_a_comma(line: str) -> None:
    found = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:X Y\n{line}\nEND:VCARD\n", "x.vcf")
    assert line.partition(":")[2] in {c.raw for c in found.records[0].claims}


@pytest.mark.parametrize("word", ["Hotel", "Hotels", "Notes", "Needs", "Comments", "Phone", "Websites", "Projects"])
def test_no_word_of_a_firm_or_a_name_makes_a_line_of_notes_vanish(word: str) -> None:
    found = read(f"Max Reicher (Alpenblick {word}): looking for a pastry chef\nKaren {word}: sells tiles\n", "fair.txt")
    assert values(found, "full_name") == ["Max Reicher", f"Karen {word}"]
    assert values(found, "organization") == [f"Alpenblick {word}"]


def test_every_line_of_notes_is_part_of_a_record_or_refused() -> None:
    text = "A good day\n\nAna Example: likes tea\n  and cake\n---\nAgenda: lunch at noon\nand a talk\nBen Beispiel: builds drones\n"
    found = read(text, "fair.txt")
    assert values(found, "note") == ["likes tea and cake", "builds drones"]
    assert [(row.locator, row.code) for row in found.refused] == [
        (f"row {number}", "no-person") for number in (1, 6, 7)
    ]
    headed = read("# Fair\n14 May 2026\n## Ana Example\nlikes tea\n## Next steps\n- send slides\n", "fair.md")
    assert [row.locator for row in headed.refused] == ["row 5", "row 6"]


def test_a_fault_of_our_own_is_told_as_one_and_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Extraction:
        raise KeyError("ana@example.com")

    monkeypatch.setattr(Tables, "extract", broken)
    (row,) = read("Name,Email\nAna Example,ana@example.com\n").refused
    assert row.code == "bug"
    assert "KeyError in test_sources.py:" in row.reason
    assert "report" in row.remedy
    assert "ana@example.com" not in row.reason


def test_an_archive_member_never_becomes_a_path() -> None:
    text = HEADER + "Ana,Example,,,,,01 Jan 2026\n"
    found = read(zipped({"../../evil.csv": text.encode()}), "x.zip")
    assert found.records[0].locator == "../../evil.csv row 1"


def test_a_zip_bomb_is_refused_unread() -> None:
    bomb = zipped({"Connections.csv": b"0" * (40 * 2**20)})
    started = time.process_time()
    assert codes(read(zipped({"Connections.csv": bomb, "x/deep.zip": bomb}), "x.zip"))
    assert codes(read(bomb, "x.zip")) == ["too-large"]
    assert time.process_time() - started < 2


def test_an_archive_that_lies_about_a_size_is_stopped() -> None:
    data = bytearray(zipped({"Connections.csv": b"0" * 5_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark) + offset
        data[at : at + 4] = struct.pack("<I", 100)
    assert codes(read(bytes(data), "x.zip"))[0] in ("too-large", "unreadable")


def test_encrypted_and_damaged_members_are_named() -> None:
    good = zipped({"a.csv": (HEADER + "Ana,Example,,,,,01 Jan 2026\n").encode()})
    encrypted = bytearray(good)
    encrypted[6] |= 1
    encrypted[encrypted.find(b"PK\x01\x02") + 8] |= 1
    assert codes(read(bytes(encrypted), "x.zip")) == ["encrypted"]
    damaged = bytearray(good)
    damaged[45] ^= 0xFF
    assert codes(read(bytes(damaged), "x.zip")) == ["unreadable"]
    assert codes(read(good[:60], "x.zip")) == ["unreadable"]


def test_archives_in_archives_end_somewhere() -> None:
    data = (HEADER + "Ana,Example,,,,,01 Jan 2026\n").encode()
    for _ in range(6):
        data = zipped({"inner.zip" if data[:2] == b"PK" else "Connections.csv": data})
    assert codes(read(data, "x.zip")) == ["too-large"]


@pytest.mark.parametrize("tail", [b"", b"garbage", b"\0" * 512])
def test_what_follows_a_gzipped_file_costs_nothing(tail: bytes) -> None:
    packed = gzip.compress(b"Name,Email\nAda,a@b.example\n") + gzip.compress(b"Bo,b@b.example\n")
    assert values(read(packed + tail, "a.csv.gz"), "full_name") == ["Ada", "Bo"]
    assert codes(read(packed[:-6], "a.csv.gz")) == ["unreadable"]


def test_pictures_in_an_archive_are_handed_on_as_cards() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    found = read(zipped({"cards/front.png": picture}), "fair.zip")
    assert [item.name for item in found.items] == ["fair.zip/cards/front.png"]


@pytest.mark.parametrize("name", ["__MACOSX/._a.csv", ".DS_Store", "a/Thumbs.db", "~$list.xlsx", "desktop.ini"])
def test_litter_is_ignored_and_said_so(name: str) -> None:
    assert codes(read(b"anything", name)) == ["ignored"]


def test_the_owner_is_told_from_correspondents() -> None:
    header = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    line = "{0},,{1},https://www.linkedin.com/in/{1},{2},https://www.linkedin.com/in/{2},2025-01-0{0} 10:00:00 UTC,,hi from {1},INBOX\n"
    found = read(
        header + line.format(1, "me", "ana") + line.format(2, "ben", "me") + line.format(3, "me", "cy"), "messages.csv"
    )
    assert values(found, "full_name") == ["ana", "ben", "cy"]
    assert (values(found, "message"), values(found, "message_out")) == (["hi from ben"], ["hi from me", "hi from me"])
    alone = read(header + line.format(1, "ana", "ben"), "messages.csv")
    assert codes(alone) == ["no-owner"]


def test_the_profile_in_an_archive_tells_whose_messages_these_are() -> None:
    """With one correspondent alone both stand in every conversation."""
    header = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    sent = "1,,Ana Muster,https://www.linkedin.com/in/ana,Me Owner,https://www.linkedin.com/in/me,2025-01-01 10:00:00 UTC,,hello,INBOX\n"
    profile = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry\nMe,Owner,,,,Baker,,\n"
    found = read(zipped({"messages.csv": (header + sent).encode(), "Profile.csv": profile.encode()}), "x.zip")
    assert (values(found, "full_name"), values(found, "message")) == (["Ana Muster"], ["hello"])
    assert "no-owner" not in codes(found)


def test_files_without_contacts_of_an_unpacked_archive_give_nobody() -> None:
    jobs = "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
    found = read(jobs + '"1/5/26, 2:37 PM",me@example.com,+1 202 555 0101,Sample,Clerk,,,\n', "Job Applications.csv")
    assert (found.records, codes(found)) == ([], ["ignored"])


def test_thirty_thousand_connections_take_seconds_not_minutes() -> None:
    pick = random.Random(1)
    rows = "".join(
        f'Given{pick.randrange(2000)},Family{n},https://www.linkedin.com/in/p-{n},,"Firm, {pick.randrange(5000)}",Role,0{1 + n % 9} Mar 2020\n'
        for n in range(30_000)
    )
    started = time.process_time()
    found = read(HEADER + rows)
    assert len(found.records) == 30_000
    assert time.process_time() - started < 3


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files lie beside the checkout, where there are any")
@pytest.mark.parametrize("folder", ["csv", "vcf", "zip", "text"])
def test_hostile_files_give_records_or_reasons_quickly(folder: str) -> None:
    for path in sorted((HOSTILE / folder).rglob("*")):
        if not path.is_file():
            continue
        started = time.process_time()
        found = extract(Item(path.name, path.read_bytes()), Settings())
        assert found.records or found.refused or found.owner or found.items, path.name
        assert time.process_time() - started < 5, path.name


def test_card_pictures_are_known_by_content() -> None:
    source = source_of(Item("contacts.csv", b"\xff\xd8\xff\xe0" + b"\0" * 50))
    assert source is not None
    assert source.name == "card"


def test_a_comma_without_quotes_does_not_shift_the_columns() -> None:
    found = read(HEADER + "Ana,Example,https://www.linkedin.com/in/ana,ana@example.com,Acme, Inc.,Chief,01 Jan 2026\n")
    assert (values(found, "organization"), values(found, "title")) == (["Acme, Inc."], ["Chief"])
    listed = read(
        "Name,Company,Title,Email\nAna Example,Acme, Inc.,Chief,ana@example.com\nBo Sample,Beta,Clerk,b@example.com,x\n"
    )
    assert values(listed, "organization") == ["Acme, Inc.", "Beta"]
    noted = read("Name,Note\nAna Example,met at the stand, wants a demo, soon\n")
    assert values(noted, "note") == ["met at the stand, wants a demo, soon"]


@pytest.mark.parametrize("header", ["Name,Email", "Name,Email,Kürzel", "Full name,E-Mail"])
def test_a_row_of_too_many_cells_costs_no_other_row_of_a_small_table(header: str) -> None:
    rows = "Semi Colon,semi@colon.example\nAnna Bell,anna@bell.example,x,y,z\nCora Dell,cora@dell.example\n"
    found = read(f"{header}\n{rows}")
    assert values(found, "email") == ["semi@colon.example", "anna@bell.example", "cora@dell.example"]
    assert not found.refused
    firms = read("Name,Company\nAnna Bell,Acme\nBen Dell,Beta,x,y\nCora Dell,Gamma\n")
    assert values(firms, "full_name") == ["Anna Bell", "Ben Dell", "Cora Dell"]


def test_a_row_whose_email_stands_beyond_the_header_is_refused_by_itself() -> None:
    rows = "Semi Colon,semi@colon.example\nAnna,Bell,anna@bell.example,x\nCora Dell,cora@dell.example\n"
    found = read(f"Name,Email\n{rows}")
    assert values(found, "full_name") == ["Semi Colon", "Cora Dell"]
    assert [(row.locator, row.code) for row in found.refused] == [("row 2", "too-many-cells")]


def test_a_table_refused_for_its_rows_does_not_blame_the_columns() -> None:
    found = read("Name,Company\nAnna Bell,Acme,x,y\nBen Dell,Beta,x,y\n")
    assert "more or fewer cells than the header (columns: Name, Company)" in found.refused[0].reason


def test_of_an_exported_workbook_the_people_alone_are_contacts() -> None:
    book = openpyxl.Workbook()
    tables = {
        "People": (PEOPLE_COLUMNS, {"full_name": "Ada Quist", "email": "ada@contoso.example"}),
        "Introductions": (["name_a", "name_b", *INTRODUCTIONS_COLUMNS], {"name_a": "Bo Lind", "name_b": "Ada Quist"}),
        "Touch base": (["name", *TOUCH_BASE_COLUMNS], {"name": "Bo Lind", "draft": "Hello Bo"}),
    }
    for title, (header, row) in tables.items():
        sheet = book.create_sheet(title)
        sheet.append(list(header))
        sheet.append([row.get(label, "x1") for label in header])
    book.remove(book.worksheets[0])
    data = io.BytesIO()
    book.save(data)
    found = read(data.getvalue(), "people.xlsx")
    assert values(found, "full_name") == ["Ada Quist"]
    assert [(row.locator, row.code) for row in found.refused] == [
        ("Introductions", "ignored"),
        ("Touch base", "ignored"),
    ]


def test_a_table_of_matches_is_no_list_of_contacts() -> None:
    found = read("record_a,record_b,probability,verdict,why\nr1,r2,0.9,same,same phone\n", "matches.csv")
    assert not found.records
    assert codes(found) == ["ignored"]


def test_pictures_of_contacts_in_a_google_takeout_are_no_cards() -> None:
    found = read(zipped({"Takeout/Contacts/All Contacts/Ana.jpg": b"\xff\xd8\xff\xe0"}), "takeout.zip")
    assert (found.items, codes(found)) == ([], ["ignored"])


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Asks: investors, a CTO\r\nOffers: law", [("ask", "investors, a CTO"), ("offer", "law")]),
        ("Sucht: Steuerberater, Investoren\nBietet: Räume", [("ask", "Steuerberater, Investoren"), ("offer", "Räume")]),
        ("Cherche : un avocat", [("ask", "un avocat")]),
        ("探しているもの：投資家", [("ask", "投資家")]),
        (
            "Looking for:\n- a CFO\n- a lawyer\nOffers:\n1. sales",
            [("ask", "a CFO"), ("ask", "a lawyer"), ("offer", "sales")],
        ),
        ("Asks: a CFO; a lawyer | Offers: intros", [("ask", "a CFO; a lawyer"), ("offer", "intros")]),
        ("Geburtstag: 3. Mai", [("birthday", "3. Mai")]),
        ("Looking for:\n\n- met him twice", []),
        ("Angebot: Website-Relaunch, 8.500 € netto\nRequest: copy of the invoice", []),
        ("He said: a CFO is what he needs\nhttps://needs.example", []),
    ],
)
def test_lines_of_a_note_in_an_address_book_say_what_is_sought_and_given(
    note: str, said: list[tuple[str, str]]
) -> None:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["First Name", "Last Name", "E-mail Address", "Notes"], ["Ada", "Example", "", note]])
    found = extract(Item("contacts.csv", table.getvalue().encode(), "d"), Settings())
    claims = [(c.field, c.raw) for c in found.records[0].claims]
    assert [c for c in claims if c[0] in ("ask", "offer", "birthday")] == said
    assert ("note", note) in claims or note.replace("\r\n", "\n") in dict(claims).values()
