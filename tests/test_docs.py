"""The README and the program say the same."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.errors import Exit
from pipeline.publish.outputs import COLUMNS
from pipeline.settings import SECTIONS, Settings, parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    told = {line.split()[1] for line in README.splitlines() if re.match(r"cardfile [a-z]+( |$)", line)}
    assert told == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_layout_of_the_readme_has_a_place_for_every_part() -> None:
    """Whoever looks for a thing finds in which file it is."""
    layout = README[README.index("\npipeline/\n") : README.index("\nsamples/  ")].split()
    for path in (ROOT / "pipeline").iterdir():
        if not path.name.startswith("__"):
            assert (path.name if path.is_file() else f"{path.name}/") in layout, path.name


def test_every_option_of_the_readme_is_known() -> None:
    for line in README.splitlines():
        if re.match(r"cardfile [a-z]+ ", line):
            name = line.split()[1]
            command = get_command(app).commands[name]  # type: ignore[attr-defined]
            known = {o for p in command.params for o in p.opts}
            assert set(re.findall(r"(?<![\w-])-{1,2}[a-z][a-z-]*", line)) <= known, name


def test_the_settings_of_the_readme_are_valid() -> None:
    block = re.search(r"```toml\n(.*?)```", README, re.S)
    assert block is not None
    settings = parse(tomllib.loads(block[1]))
    assert settings.owner.asks


def test_every_setting_stands_in_the_readme() -> None:
    block = re.search(r"```toml\n(.*?)```", README, re.S)
    assert block is not None
    told = tomllib.loads(block[1])
    assert set(told) == {f.name for f in fields(Settings)}
    for section, kind in SECTIONS.items():
        for f in fields(kind):
            assert f.name in told[section] or f"`{f.name} = " in README, f"{section}.{f.name}"


def test_the_readme_names_every_published_table() -> None:
    for name in COLUMNS:
        assert f"`{name}.csv`" in README, name


def test_the_readme_names_every_exit_code() -> None:
    codes = re.search(r"Exit codes: (.*?)\n\n", README, re.S)
    assert codes is not None
    assert {int(n) for n in re.findall(r"(?:^|; )(\d+) ", codes[1].replace("\n", " "))} == {int(e) for e in Exit}


def test_make_help_lists_the_targets_of_the_readme() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in set(re.findall(r"\bmake ([a-z]+)\b", README)) - {"and"}:
        assert f"make {target}" in shown, target


def test_steps_import_one_way() -> None:
    """Steps know the tables, settings, errors, what an engine is, how common names are and how to pause the collector; no
    engine, workspace, command or other step."""
    steps = {"sources", "cards", "people", "referral", "publish"}
    allowed = {"schema", "settings", "errors", "uncollected", "years", "name_shares", "__init__"}
    exceptions = {("sources", "cards.images"), ("sources", "people.names")}  # what is a picture, what a name
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        step = path.relative_to(ROOT / "pipeline").parts[0]
        if step not in steps:
            continue
        for module in imported(path.read_text(encoding="utf-8")):
            first = module.split(".")[0]
            if first != step and first not in allowed and module != "engine.base":
                assert (step, module) in exceptions, f"{path.relative_to(ROOT)} imports pipeline.{module}"


def imported(code: str) -> set[str]:
    """The modules of `pipeline` that it imports, wherever and in whatever form, without the `pipeline.` before them."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole path"
            package = (ROOT / str(node.module).replace(".", "/")).is_dir()
            names |= {f"{node.module}.{alias.name}" if package else str(node.module) for alias in node.names}
    return {known(name.partition(".")[2]) for name in names if name.partition(".")[0] == "pipeline"}


def known(name: str) -> str:
    """The module that this is, or that has this name in it: `__init__` for `__version__`."""
    path = ROOT / "pipeline" / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").is_file():
        return name or "__init__"
    return name.rpartition(".")[0] or "__init__"


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("from pipeline import workspace", "workspace"),
        ("from pipeline import __version__", "__init__"),
        ("import pipeline.workspace as ws", "workspace"),
        ("def late():\n    from pipeline.engine import base", "engine.base"),
        ("from pipeline.engine.base import Engine", "engine.base"),
        ("from pipeline.cards import images", "cards.images"),
    ],
)
def test_no_form_of_an_import_is_overlooked(code: str, module: str) -> None:
    assert imported(code) == {module}


def test_the_command_starts_without_the_heavy_libraries() -> None:
    code = "import sys, pipeline.cli; print([m for m in ('cv2', 'pandas', 'splink', 'rapidocr') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_the_topics_of_the_readme_are_a_valid_vocabulary() -> None:
    from pipeline.referral.vocabulary import load

    block = re.search(r"```yaml\n(.*?)```", README, re.S)
    assert block is not None
    vocabulary = load(block[1])
    assert "beekeeping" in vocabulary
    assert "impact investors" in vocabulary["funding"].words["en"].objects
