"""Free text: spacing tidied, lines kept, clear mojibake mended."""

from __future__ import annotations

import re
import unicodedata

_MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf€™œžŸ‚„…†‡ˆ‰Š‹Œ‘’“”•–—˜š›¡-¿]|ï»¿|Ð[\u0080-\u00bf°-¿]|Ñ[\u0080-\u00bf‚ƒ€]")


def clean(text: str) -> str:
    """The text as written: line ends unified, spaces at line ends and doubled blank lines dropped."""
    text = mend(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace("\ufeff", "")
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n")]
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def mend(text: str) -> str:
    """UTF-8 that was read as cp1252 put right (`MÃ¼ller`), where that is what it plainly is; else as it is."""
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return str(fix_encoding(text))


def line(text: str) -> str:
    """A short text on one line, commas at its ends dropped."""
    parts = (" ".join(part.split()).strip(" ,;") for part in clean(text).splitlines())
    return ", ".join(part for part in parts if part)
