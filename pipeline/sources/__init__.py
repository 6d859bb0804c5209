"""Contact files -> records: which sources there are, and extraction that never fails.

To add a source: write a module with a class that has `name`, `identify` and `extract`
(see `base.Source`), and put an instance into `SOURCES`, before those that take more.
"""

from __future__ import annotations

import csv
import lzma
import traceback
import zipfile
import zlib
from pathlib import PurePath

from pipeline import __version__
from pipeline.schema import Extraction, Item
from pipeline.settings import Settings
from pipeline.sources.archive import Archive
from pipeline.sources.base import Source, refusal
from pipeline.sources.images import Images
from pipeline.sources.linkedin import LinkedIn
from pipeline.sources.litter import is_litter
from pipeline.sources.notes import Notes
from pipeline.sources.own import OwnTables
from pipeline.sources.tables import Tables, Workbooks
from pipeline.sources.unknown import why_not
from pipeline.sources.vcard import VCard
from pipeline.uncollected import uncollected

DAMAGED = (OSError, EOFError, UnicodeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, csv.Error, MemoryError)
"""What goes wrong in a damaged file or on a full machine."""


def source_of(item: Item) -> Source | None:
    """The first source that takes the item; None for what is no contact file."""
    if is_litter(item) or not item.data.strip(b"\0 \t\r\n"):
        return None
    return next((source for source in SOURCES if source.identify(item)), None)


def extract(item: Item, settings: Settings, depth: int = 0) -> Extraction:
    """The item's records and refused rows; whatever goes wrong becomes a refused row.

    `depth` counts the archives around the item.
    """
    try:
        with uncollected():
            return _extract(item, settings, depth)
    except DAMAGED as e:
        reason = f"The file could not be read ({type(e).__name__}: {str(e)[:120]})."
        return refusal(item, "unreadable", reason, "Save it again from the program it comes from.")
    except Exception as e:
        return refusal(item, *_bug(e))


def _bug(e: Exception) -> tuple[str, str, str]:
    """A fault of Cardfile's own: where it happened, and nothing of what the file says."""
    at = traceback.extract_tb(e.__traceback__)[-1]
    where = f"{type(e).__name__} in {PurePath(at.filename).name}:{at.lineno}, Cardfile {__version__}"
    return (
        "bug",
        f"Cardfile itself failed on this file ({where}).",
        "The file may be sound: please report this line. All other files were taken in.",
    )


def _extract(item: Item, settings: Settings, depth: int) -> Extraction:
    if is_litter(item):
        return refusal(item, "ignored", "A file of the system or of a program, not a contact.", "Nothing to do.")
    source = source_of(item)
    if source is None:
        return refusal(item, *why_not(item))
    out = source.extract(item, settings, depth) if isinstance(source, Archive) else source.extract(item, settings)
    if out.records or out.refused or out.owner or out.items:
        return out
    remedy = "Check that it is the right file and that it was exported whole."
    return refusal(item, "no-person", "No contact was found in the file.", remedy)


OWNERS_FILES = ("profile", "positions", "skills", "email addresses", "phonenumbers")
"""Files of LinkedIn's archive that say who the owner is: read first."""


def _owners_first(name: str) -> bool:
    return name.rpartition("/")[2].casefold().startswith(OWNERS_FILES)


SOURCES: tuple[Source, ...] = (
    Workbooks(),
    Images(),
    Archive(extract, _owners_first),
    VCard(),
    OwnTables(),
    LinkedIn(),
    Tables(labelled=True),
    Notes(),
    Tables(),
)
