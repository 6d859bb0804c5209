"""settings.toml: unknown keys are errors, and all problems are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import Settings, load, own_text, parse


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Settings()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'region = "de"\n[owner]\nname = "Ada Example"\nasks = ["CTO"]\n[match]\njoin = 0.995\n[columns."guests.csv"]\nWho = "full_name"\n'
    )
    s = load(path)
    assert (s.region, s.owner.name, s.owner.asks, s.match.join) == ("DE", "Ada Example", ("CTO",), 0.995)
    assert s.columns == {"guests.csv": {"Who": "full_name"}}


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(UsageError) as e:
        parse(
            {
                "colour": 1,
                "region": "Germany",
                "owner": {"nmae": "x", "asks": "CTO"},
                "match": {"join": "high"},
                "referral": {"cap": 0, "today": "tomorrow"},
                "columns": {"x.csv": {"Who": "somebody"}},
            }
        )
    text = str(e.value)
    for word in (
        "colour", "region", "owner.nmae", "owner.asks", "match.join", "referral.cap", "referral.today", "columns.x.csv",
    ):  # fmt: skip
        assert word in text


@pytest.mark.parametrize(
    "table",
    [
        {"match": {"join": 0.4}},
        {"region": "Germany"},
        {"region": "ZZ"},
        {"cards": {"reader": "x"}},
        {"referral": {"cap": 0}},
        {"referral": {"today": "2026-02-30"}},
    ],
)
def test_values_out_of_range_are_refused(table: dict) -> None:
    with pytest.raises(UsageError):
        parse(table)


def test_files_that_the_settings_name_have_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[referral]\nvocabulary = "mine.yaml"\ntemplates = "drafts"\n')
    with pytest.raises(UsageError, match=r"mine\.yaml.*drafts"):
        load(tmp_path / "settings.toml")
    (tmp_path / "mine.yaml").write_text("concepts: {}")
    (tmp_path / "drafts").mkdir()
    assert load(tmp_path / "settings.toml").referral.templates == "drafts"


def test_broken_toml_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("region = ")
    with pytest.raises(UsageError, match="not valid TOML"):
        load(tmp_path / "settings.toml")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_of_ones_own_in_another_encoding_is_told_with_its_line_and_what_to_do(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('region = "DE"\n[owner]\nname = "Jörg"\n', encoding=encoding)
    with pytest.raises(UsageError, match=r"settings\.toml is not in UTF-8 \(line") as raised:
        load(path)
    assert "Save it with the encoding UTF-8" in raised.value.remedy


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "de.yaml").write_text("closing: Grüße", encoding="utf-8-sig")
    assert own_text(tmp_path / "de.yaml") == "closing: Grüße"


def test_a_folder_in_the_place_of_a_file_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        own_text(tmp_path)


def test_settings_nested_without_end_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("a = " + "[" * 5_000)
    with pytest.raises(UsageError, match=r"settings\.toml"):
        load(tmp_path / "settings.toml")
