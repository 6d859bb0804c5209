"""Work without the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def uncollected(work: Callable[[], T]) -> T:
    """Runs `work`, which makes many objects and no cycles: the collector would walk all that there are again and again
    (the tries of the vocabulary hold a million), a fifth of the time and more."""
    running = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if running:
            gc.enable()
