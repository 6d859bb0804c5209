"""Where the command starts: what Ctrl-C does before there is a program to heed it, and after it has ended."""

from __future__ import annotations

import os
import signal
from types import FrameType

TOLD = "Interrupted; what is published is whole. Run the same command again to go on."
CODE = 130
"""`errors.Exit.INTERRUPTED`, which is not loaded yet."""


def main() -> None:
    """Run the command. Ctrl-C while modules are loaded ends it in words: Python would show a traceback."""
    leave_at_once()
    from pipeline.cli import main as run

    run()


def leave_at_once() -> None:
    """Let Ctrl-C end the process on the spot, while nothing is at work that would have to be tidied up. Who started it
    with Ctrl-C ignored (`nohup`) meant it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (handlers are called alike)
    try:
        os.write(2, f"{TOLD}\n".encode())
    finally:
        os._exit(CODE)
