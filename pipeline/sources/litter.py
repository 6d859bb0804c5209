"""Files that systems and programs leave about: they are counted apart, as `ignored`."""

from __future__ import annotations

import re

from pipeline.schema import Item

NAME = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.[^/]*|~\$[^/]*|\.~lock\.[^/]*|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|@eaDir/.*|\$RECYCLE\.BIN/.*|[^/]*\.(?:tmp|crdownload|part|lnk))$",
    re.IGNORECASE,
)
BEGINS = (b"\0\0\0\1Bud1", b"\0\5\x16\7", b"\0\5\x16\0")
"""Finder's .DS_Store, AppleDouble and AppleSingle."""


def is_litter(item: Item) -> bool:
    """By the name that systems give it, or by its first bytes."""
    return bool(NAME.search(item.name)) or item.data.startswith(BEGINS)
