"""What the Spark engine needs of this machine: pyspark and Java."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk import quoted
from pipeline.errors import DependencyError

PYSPARK = (4, 0)
JAVA = 17
GET_JAVA = (
    f"sudo apt-get install openjdk-{JAVA}-jre-headless, or any Java {JAVA} or newer with JAVA_HOME naming its folder"
)
SECONDS = 20
"""Java tells its version within this time, or it is none."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that Spark needs."""

    ok: bool
    text: str
    remedy: str = ""


def needs() -> list[Need]:
    """pyspark, then Java."""
    return [_pyspark(), _java()]


def require() -> None:
    """Raises DependencyError for the first thing that is missing."""
    for need in needs():
        if not need.ok:
            raise DependencyError(f"--engine spark: {need.text}.", need.remedy)


def java_home() -> Path | None:
    """The folder of the Java to use: JAVA_HOME's, else that of the `java` on the path."""
    told = os.environ.get("JAVA_HOME", "")
    if told:
        return Path(told)
    found = shutil.which("java")
    return Path(found).resolve().parent.parent if found else None


def _pyspark() -> Need:
    remedy = f"Run: make spark (or {quoted(sys.executable)} -m pip install 'pyspark>={PYSPARK[0]},<{PYSPARK[0] + 1}')"
    try:
        from pyspark.version import __version__ as version
    except ModuleNotFoundError:
        return Need(False, "pyspark is not installed", remedy)
    fits = tuple(int(n) for n in re.findall(r"\d+", version)[:2]) >= PYSPARK
    return Need(fits, f"pyspark {version}" if fits else f"pyspark {version} is too old", "" if fits else remedy)


def _java() -> Need:
    home = java_home()
    if home is None or not (home / "bin" / "java").is_file():
        text = "Java is not installed" if home is None else f"JAVA_HOME names {home}, where no Java is"
        return Need(False, text, f"Run: {GET_JAVA}")
    try:
        command = [str(home / "bin" / "java"), "-version"]
        said = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return Need(False, f"The Java in {home} does not start", f"Run: {GET_JAVA}")
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version is None or int(version[1]) < JAVA:
        told = f"Java {version[1]} is too old" if version else f"The Java in {home} does not tell its version"
        return Need(False, f"{told}: Spark needs {JAVA} or newer", f"Run: {GET_JAVA}")
    return Need(True, f"Java {version[1]}")
