"""Work without the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For work that makes many objects and no cycles, such as a million claims: the collector would walk all that there
    are again and again (the tries of the vocabulary hold a million), for a fifth to a half of the time. Where it was
    paused already, it stays so."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
