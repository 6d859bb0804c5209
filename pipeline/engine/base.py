"""What a step asks of an engine: to run a pure function over many tables. Steps know this module, never an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd


class Engine(Protocol):
    """Runs functions of tables; what comes out does not depend on where and in how many parts."""

    jobs: int
    """How many pieces are worked on at a time."""

    def map_pieces(
        self,
        function: Callable[[pd.DataFrame], pd.DataFrame],
        pieces: Sequence[pd.DataFrame],
        columns: Mapping[str, str],
    ) -> list[pd.DataFrame]:
        """`function` of each piece, in their order. `columns`: name -> type of what it returns.

        The function can be pickled (of a module, or `partial` of one) and depends on its piece alone.
        """


class Alone:
    """One piece after the other, in this process."""

    jobs = 1

    def map_pieces(
        self,
        function: Callable[[pd.DataFrame], pd.DataFrame],
        pieces: Sequence[pd.DataFrame],
        columns: Mapping[str, str],  # noqa: ARG002 - tables here have their types
    ) -> list[pd.DataFrame]:
        """See Engine."""
        return [function(piece) for piece in pieces]


ALONE = Alone()
