"""When and how a card is read by the second reader: scripts that the first lacks, or by choice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from pipeline.cards import ocr, tesseract
from pipeline.cards.ocr import Text
from pipeline.cards.pixels import Pixels
from pipeline.cards.recognise import NET, Best
from pipeline.cards.scripts import Sample, languages, suspected
from pipeline.settings import Cards

DEFAULT_LANGUAGES = ("eng", "deu", "fra", "spa", "por", "ita")
"""Languages of Tesseract as first reader where the settings name none: those installed of these."""
SURE_NUMBER = 0.9
"""Confidence above which the first reader's number is trusted more than the second's."""
LEAST_SURE = 0.4
"""Confidence below which the second reader's text is not taken."""
NUMBER = re.compile(r"[+(]*\d[\d\s()./-]{5,}")
RIGHT_TO_LEFT = ("Arabic", "Hebrew")
UNICODE_NAMES = {"Hangul": "HANGUL", "Korean": "HANGUL", "Vietnamese": "LATIN"}
"""How Unicode names the letters of a script where it is not the script's own name."""


class Missing(Exception):
    """The reader that the settings ask for is not installed."""

    code = "missing-reader"
    remedy = "Install it (on Debian and Ubuntu: apt install tesseract-ocr), or set cards.reader to rapidocr."


def read_again(page: Pixels, read: list[Best], options: Cards) -> tuple[list[Best], str]:
    """The lines with the second reader's texts where they are wanted; and what is missing for that, or empty."""
    if options.reader == "tesseract":
        return _by_choice(page, read, options), ""
    samples = [Sample(b.text, _ratio(b)) for b in read]
    script = suspected(samples) if options.second_reader else ""
    if script == "unknown":
        script = tesseract.script_of([ocr.cut(page, b.quad) for b, s in zip(read, samples, strict=True) if s.lost])
        if not tesseract.installed():
            return _without_lost(read, samples), _advice(
                "a script that needs the Tesseract reader", "tesseract-ocr and its languages"
            )
    known = languages().get(script, ())
    if not known:
        return read, ""
    usable = [c for c in options.languages or known if c in tesseract.installed()]
    if not usable:
        return _without_lost(read, samples), _advice(f"{script} script", f"tesseract-ocr-{known[0].replace('_', '-')}")
    return _in_script(page, read, samples, script, usable), ""


def _advice(what: str, package: str) -> str:
    return f"Lines in {what} were not read; install {package} and run again."


def _without_lost(read: list[Best], samples: Sequence[Sample]) -> list[Best]:
    """Without what is left of lines in letters that the reader does not know: no name should be made of it."""
    return [b for b, s in zip(read, samples, strict=True) if not s.lost or b.text.confidence >= SURE_NUMBER]


def _ratio(best: Best) -> float:
    along, down = (float(np.linalg.norm(best.quad[i + 1] - best.quad[i])) for i in (0, 1))
    return along / max(down, 1.0)


def _by_choice(page: Pixels, read: list[Best], options: Cards) -> list[Best]:
    """Every line by Tesseract."""
    if not tesseract.installed():
        raise Missing("The settings choose the reader Tesseract, and it is not installed.")
    wanted = options.languages or DEFAULT_LANGUAGES
    usable = [c for c in wanted if c in tesseract.installed()] or ["eng"]
    texts = tesseract.read_all([ocr.cut(page, b.quad) for b in read], usable)
    return [Best(b.quad, t, (), "tesseract") for b, t in zip(read, texts, strict=True)]


def _in_script(
    page: Pixels, read: list[Best], samples: Sequence[Sample], script: str, usable: Sequence[str]
) -> list[Best]:
    """Lines whose second reading has letters of the script take it; addresses of the net stay as they are."""
    chosen = [i for i, b in enumerate(read) if samples[i].ratio >= 1 and not NET.search(b.text.text)]
    texts = tesseract.read_all([ocr.cut(page, read[i].quad) for i in chosen], [*usable, "eng"][: len(usable) + 1])
    out = list(read)
    for i, text in zip(chosen, texts, strict=True):
        if text.confidence >= LEAST_SURE and _written_in(text.text, script):
            out[i] = _joined(read[i], text, script)
    return out


def _written_in(text: str, script: str) -> bool:
    """Whether at least a third of the letters are of the script."""
    name = UNICODE_NAMES.get(script, script.upper())
    letters = [c for c in text if c.isalpha()]
    return sum(unicodedata.name(c, "").startswith(name) for c in letters) >= max(1.0, len(letters) / 3)


def _joined(first: Best, text: Text, script: str) -> Best:
    """The second reader's text; a number that the first read surely is kept from its first digit on, except in
    lines that run from right to left, which the first reads backwards."""
    begin, own = NUMBER.search(text.text), NUMBER.search(first.text.text)
    digits = re.sub(r"\D", "", first.text.text)
    differ = digits != re.sub(r"\D", "", text.text)
    if begin and own and differ and first.text.confidence >= SURE_NUMBER and script not in RIGHT_TO_LEFT:
        text = Text(text.text[: begin.start()] + first.text.text[own.start() :], text.confidence)
    other = (first.text.text.strip(),) if first.text.text.strip() else ()
    return Best(first.quad, text, other, "tesseract")
