"""Card images are known here and read elsewhere: `extract` hands them over as `Extraction.items`."""

from __future__ import annotations

from pipeline.schema import Extraction, Item
from pipeline.settings import Settings


class Images:
    """Pictures and PDF files, which `pipeline.cards` reads."""

    name = "card"

    def identify(self, item: Item) -> bool:
        """By the first bytes."""
        from pipeline.cards.images import is_image  # loads numpy: not for inboxes of CSV files alone

        return is_image(item.data)

    def extract(self, item: Item, settings: Settings) -> Extraction:  # noqa: ARG002 (every source is called alike)
        """The image itself, to be read."""
        return Extraction(items=[item])
