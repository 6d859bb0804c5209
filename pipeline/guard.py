"""What becomes of a failure: a message, a remedy and an exit code; no traceback reaches the screen."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import typer

from pipeline import __version__
from pipeline.disk import quoted
from pipeline.errors import CardfileError, DependencyError, Exit, disk_told
from pipeline.progress import Teller, silence
from pipeline.start import TOLD

ENDED: set[int] = set()
"""Signals that came and asked for the end: some libraries turn that into errors of their own (DuckDB's `Query interrupted`)."""


def heed_signals() -> None:
    """Ended from outside is interrupted, as with Ctrl-C. Who started the command with Ctrl-C ignored (`nohup`) meant it."""
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _end)


def _end(number: int, frame: FrameType | None) -> None:
    ENDED.add(number)
    signal.default_int_handler(number, frame)


def guarded(work: Callable[[], object]) -> int:
    """The exit code of `work`, its exceptions told in words."""
    teller = Teller()
    try:
        with disk_told():
            result = work()
        if result == Exit.INTERRUPTED:  # typer itself turns Ctrl-C into this number
            raise KeyboardInterrupt
        return result if isinstance(result, int) else Exit.OK
    except typer.Exit as e:
        return e.exit_code
    except CardfileError as e:
        teller.say(f"cardfile: {e}")
        if e.remedy:
            teller.say(e.remedy)
        return e.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return interrupted(teller)
    except BrokenPipeError:
        silence(sys.stdout)
        return Exit.OK
    except ModuleNotFoundError as e:
        missing = DependencyError(f"The Python module {e.name} is missing.", f"Run: {install(e.name or '')}")
        teller.say(f"cardfile: {missing}\n{missing.remedy}")
        return Exit.DEPENDENCY
    except Exception as e:
        told = getattr(
            e, "format_message", None
        )  # typer has its own copy of click: an error is known by what it can do
        if told is None:
            return interrupted(teller) if ENDED else bug(teller)
        with suppress(OSError):
            e.show()  # type: ignore[attr-defined]
        return Exit.USAGE


def interrupted(teller: Teller) -> int:
    """Tell that the command was ended, and what next."""
    teller.say(TOLD)
    return Exit.INTERRUPTED


MODULES = {
    "PIL": "pillow", "cv2": "opencv-python-headless", "email_validator": "email-validator", "pillow_heif": "pillow-heif",
    "yaml": "PyYAML", "zxingcpp": "zxing-cpp",
}  # fmt: skip
"""Modules that are called otherwise than what is installed for them."""


def install(module: str) -> str:
    """The command that installs what holds a module."""
    name = module.partition(".")[0]
    return f"{quoted(sys.executable)} -m pip install {MODULES.get(name, name)}"


def bug(teller: Teller) -> int:
    """Keep the traceback in a file and tell where; nothing of it reaches the screen."""
    teller.say(
        "cardfile: this is a bug in Cardfile. The files that you gave are untouched, and what is published is whole."
    )
    try:
        name = _kept(f"cardfile {__version__}, Python {sys.version}\n\n{traceback.format_exc()}")
        teller.say(f"The details are in {name}; look through it for private data before you pass it on.")
    except OSError as e:
        teller.say(
            f"The details could not be kept: {e.strerror or e}. Name a folder with room in TMPDIR and do it again."
        )
    return Exit.BUG


def _kept(details: str) -> str:
    import tempfile

    handle, name = tempfile.mkstemp(prefix="cardfile-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as f:
        f.write(details)
    return name
