"""Serves the review page on this machine until Ctrl-C."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from contextlib import nullcontext

from pipeline.disk import quoted
from pipeline.errors import UsageError
from pipeline.progress import Teller
from pipeline.review.opening import opened
from pipeline.review.session import Read, Session
from pipeline.workspace import Workspace


def serve(ws: Workspace, port: int, read: Read, teller: Teller) -> None:
    """Open the page and wait. `port` 0: any free one. Raises UsageError where the port is taken."""
    import uvicorn

    from pipeline.review.app import build

    session = Session(ws, read)
    listening = listen(port)
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/?token={token}"
    teller.say(f"Review: {address}")
    teller.say("Nobody but you, on this machine, can open it. Press Ctrl-C when you are done.")
    config = uvicorn.Config(
        build(session, port, token),
        log_level="error",
        access_log=False,  # it would write the token down
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    try:
        with opened(address, ws.root) if desktop() else nullcontext():
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    if session.running:
        teller.say("Applying your decisions; this ends by itself.")
        session.wait()
    teller.say(farewell(session))


def farewell(session: Session) -> str:
    """What is kept, and how to apply it."""
    kept = f"Your decisions are kept in {session.ws.decisions}."
    if not session.taken and not session.pending():
        return "Nothing is left to apply."
    return (
        f"{kept} Apply them with `cardfile run -w {quoted(session.ws.root)}`."
        if session.pending()
        else f"{kept} All are applied."
    )


def listen(port: int) -> socket.socket:
    """A listening socket of this machine alone."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()  # whoever opens the address as soon as it is printed waits, and is not refused
    except OSError as e:
        listening.close()
        raise UsageError(f"Port {port} cannot be used: {e.strerror}.", "Leave --port out: a free one is taken.") from e
    return listening


def desktop() -> bool:
    """Whether there is a screen on which a browser would open."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
