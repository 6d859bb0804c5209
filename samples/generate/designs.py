"""All designs by name: importing the modules registers them."""

from __future__ import annotations

from samples.generate import designs_fronts  # isort: skip
from samples.generate import designs_dense  # isort: skip
from samples.generate import designs_others  # isort: skip
from samples.generate import designs_more  # isort: skip
from samples.generate.design import DESIGNS, Design, code_text

__all__ = ["DESIGNS", "Design", "code_text", "designs_dense", "designs_fronts", "designs_more", "designs_others"]
