"""What a step asks of an engine: to run a pure function over many tables. Steps know this module, never an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Meet(Protocol):
    """Lets rows meet that share a key, and runs a function of such pairs, many at a time."""

    def __call__(self, function: Callable[[pa.Table, pa.Table], pa.Table], rows: pa.Table, keys: pa.Table) -> pa.Table:
        """What `function` says of all pairs, in any order.

        `rows`: one for each n. `keys`: n, key, most; a key that only one row or more than its greatest `most` have
        brings nobody together. The function takes some pairs (n_l < n_r, each pair in one call) and the rows of those
        who stand in them, works on none too, and can be pickled.
        """


class Engine(Protocol):
    """Runs functions of tables; what comes out does not depend on where and in how many parts."""

    name: str
    versions: Mapping[str, str]
    """Of the programs that it runs on."""
    jobs: int
    """How many pieces are worked on at a time."""

    @property
    def meet(self) -> Meet | None:
        """None: pairs are left to one database in this process."""

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

    name = "local"
    versions: Mapping[str, str] = MappingProxyType({})
    jobs = 1
    meet: Meet | None = None

    def map_pieces(
        self,
        function: Callable[[pd.DataFrame], pd.DataFrame],
        pieces: Sequence[pd.DataFrame],
        columns: Mapping[str, str],  # noqa: ARG002 - tables here have their types
    ) -> list[pd.DataFrame]:
        """See Engine."""
        return [function(piece) for piece in pieces]


ALONE = Alone()
