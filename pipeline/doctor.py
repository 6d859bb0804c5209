"""Checks of the installation, the readers and the workspace."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk import quoted
from pipeline.engine.requirements import needs
from pipeline.errors import CardfileError, Exit
from pipeline.progress import counted
from pipeline.settings import load
from pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    ok: bool
    text: str
    remedy: str = ""
    needed: bool = True
    """False: Cardfile works without it."""
    exit_code: Exit = Exit.DEPENDENCY
    """What the command ends with when this fails."""


def examine(workspace: Path) -> list[Finding]:
    """All findings, in the order in which a person would mend them."""
    return [_python(), *_packages(), _reader(), _tesseract(), _spark(), *_workspace(Workspace(workspace))]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        sys.version_info >= (3, 11),
        f"Python {version}",
        "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer.",
    )


def _packages() -> list[Finding]:
    """What the installed Cardfile says that it needs, extras apart."""
    try:
        told = importlib.metadata.requires("cardfile") or []
    except importlib.metadata.PackageNotFoundError:
        text = "Cardfile itself is not installed here, so its packages are not checked"
        return [Finding(False, text, "Run in its folder: make setup", needed=False)]
    return [_package(requirement) for requirement in told if "extra ==" not in requirement]


def _package(requirement: str) -> Finding:
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    try:
        return Finding(True, f"{name} {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            False, f"{name} is not installed", f"Run: {quoted(sys.executable)} -m pip install '{requirement}'"
        )


def _reader() -> Finding:
    """Whether the first reader loads and its models lie inside its package."""
    try:
        import rapidocr

        models = list((Path(rapidocr.__file__).parent / "models").glob("*.onnx"))
    except Exception as e:
        return Finding(False, f"The card reader does not load ({type(e).__name__})", "Run: make clean && make run")
    return Finding(
        bool(models),
        f"Card reader with {len(models)} models, no download needed",
        "" if models else "Reinstall rapidocr.",
    )


def _tesseract() -> Finding:
    path = shutil.which("tesseract")
    if not path:
        remedy = "For Cyrillic, Greek, Arabic and other scripts: sudo apt-get install tesseract-ocr tesseract-ocr-all"
        return Finding(False, "Tesseract is not installed: cards in some scripts cannot be read", remedy, needed=False)
    import pytesseract

    try:
        languages = [x for x in pytesseract.get_languages() if x != "osd"]
        return Finding(True, f"Tesseract {pytesseract.get_tesseract_version()}: {', '.join(languages)}")
    except Exception as e:
        return Finding(
            False, f"Tesseract does not answer ({type(e).__name__})", "Run: tesseract --version", needed=False
        )


def _spark() -> Finding:
    """Whether `--engine spark` can be used."""
    found = needs()
    missing = [need for need in found if not need.ok]
    if not missing:
        return Finding(True, f"--engine spark: {', '.join(need.text for need in found)}")
    text = f"--engine spark cannot be used: {', '.join(need.text for need in missing)}"
    return Finding(False, text, " ".join(need.remedy for need in missing), needed=False)


def _workspace(ws: Workspace) -> list[Finding]:
    if not ws.root.is_dir():
        return [Finding(True, f"No workspace at {ws.root} yet; `cardfile run SOURCE` makes it")]
    findings = []
    try:
        load(ws.settings)
        findings.append(Finding(True, "settings.toml" if ws.settings.exists() else "no settings.toml: defaults"))
    except CardfileError as e:
        findings.append(Finding(False, str(e), e.remedy, exit_code=e.exit_code))
    try:
        ledger = ws.ledger()
    except CardfileError as e:
        return [*findings, Finding(False, str(e), e.remedy, exit_code=e.exit_code)]
    lost = [e.name for e in ledger.accepted() if not ws.is_kept(e)]
    text = f"{counted(len(ledger.accepted()), 'input')} in {counted(ledger.run, 'run')}"
    findings.append(
        Finding(
            not lost,
            f"{text}, {len(lost)} missing or damaged: {', '.join(lost[:3])}" if lost else text,
            "Give these files again." if lost else "",
            exit_code=Exit.USAGE,
        )
    )
    unlisted = ws.unlisted()
    if unlisted:
        text = f"Copies in {ws.sources} that no run listed, as one that was cut off leaves them: {len(unlisted)}"
        remedy = f"Give the files of that run again; if the ledger was lost, restore {ws.index} from a backup."
        findings.append(Finding(False, text, remedy, needed=False))
    return findings
