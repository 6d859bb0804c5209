"""Opens the page in the browser. The address is on no command line, where everybody on this machine could read its
token: the browser is given a file of the user's alone, which leads on to it."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Timer

from pipeline.disk import write

NAME = "open-review.html"
"""In the workspace, and not hidden: browsers shut into a sandbox see neither /tmp nor hidden folders."""
DELAY = 0.5
"""Seconds until the browser starts, so that the page is there."""


@contextmanager
def opened(address: str, folder: Path) -> Iterator[None]:
    """Have the browser open `address`; the file is there for as long as this holds. Where it cannot be written, the
    printed address is left."""
    path = folder / NAME
    try:
        write(path, leading_to(address).encode(), sync=False)
    except OSError:
        yield
        return
    start = Timer(DELAY, webbrowser.open, [path.resolve().as_uri()])
    start.start()
    try:
        yield
    finally:
        start.cancel()
        path.unlink(missing_ok=True)


def leading_to(address: str, icon: str = "") -> str:
    """A page that goes on to the address at once, and holds a link to it where the browser does not. `icon`: where its
    icon is, which a browser else asks for at an address of its own."""
    there = escape(address)
    shown = f'<link rel="icon" href="{escape(icon)}">' if icon else ""
    return (
        '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={there}">'
        f'{shown}<title>Cardfile review</title><a href="{there}">Cardfile review</a>\n'
    )
