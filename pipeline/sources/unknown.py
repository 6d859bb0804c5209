"""What a file is that no source takes, in words that help."""

from __future__ import annotations

from pipeline.schema import Item
from pipeline.sources.archive import FOREIGN
from pipeline.sources.sheets import OLE, head, is_text

SAVE_AS = "Save the contacts as CSV, XLSX or vCard and run again."


def why_not(item: Item) -> tuple[str, str, str]:
    """Code, reason and remedy."""
    data = item.data
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty", "The file is empty.", "Export or download it again."
    for mark, what in FOREIGN:
        if data.startswith(mark):
            return (
                "not-contacts",
                f"It is a {what} archive, which is not opened.",
                "Unpack it and give its files, or pack them as ZIP.",
            )
    if data.startswith(OLE):
        return (
            "not-contacts",
            "It is an old Excel, Word or Outlook file, or one with a password.",
            "Open it and save it as XLSX or CSV, without password.",
        )
    if not is_text(data):
        return (
            "not-contacts",
            "The file is neither text nor a picture, archive or workbook that Cardfile knows.",
            SAVE_AS,
        )
    start = head(data, 4096).lstrip().casefold()
    if start.startswith(("<!doctype html", "<html")):
        return (
            "not-contacts",
            "It is a web page, perhaps a sign-in page saved instead of the export.",
            "Download the export again while signed in.",
        )
    if start.startswith("<"):
        return "not-contacts", "It is an XML file.", SAVE_AS
    if start.startswith(("{", "[")):
        return "not-contacts", "It is a JSON file.", SAVE_AS
    if "exporting your connection data" in start:
        return (
            "no-rows",
            "It is the beginning of a LinkedIn export, without any connection.",
            "Ask LinkedIn for the export again; it was cut off.",
        )
    if "begin:vcalendar" in start:
        return "not-contacts", "It is a calendar, not contacts.", "Nothing to do."
    return (
        "not-contacts",
        "The text has neither columns of contacts nor lines like `Name: note`.",
        "Give it a header row such as name,email,note, or write `Name: note` per line.",
    )
