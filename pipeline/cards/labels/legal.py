"""Legal forms of organizations: found, and mended where readers confuse their letters."""

from __future__ import annotations

import re

from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.text import letters

_AMBIGUOUS = frozenset("and se me as co trust pt foundation association company group limited ky ab eg".split())
"""Words that also stand elsewhere; they count behind another word only."""
_GLUED = re.compile(
    r"(?:pvt|co|pte|sdn)\.?\s?,?\s?(?:[il1]td|bhd)\b|\b(?:s\.p\.a|s\.r\.l|s\.a\.s|s\.a\.r\.l|g\.m\.b\.h|l\.l\.c|e\.v)\b|gmbh\b|\bsp\.?\s?z\.?\s?o\.?\s?o|\bltd\.?\s?şti|\ba\.?ş\.?(?=\s|$)",
    re.I,
)
_CONFUSED = [
    (re.compile(r"(?<![A-Za-z])[I1|]td\b"), "Ltd"),
    (re.compile(r"\bL[i1]m[il1]ted\b"), "Limited"),
    (re.compile(r"\bGmbl-?l\b|\bGmb[I1l]{2}\b|\bGrnbH\b|\bGmb1-1\b"), "GmbH"),
    (re.compile(r"(?<=[\s,])[l1|]nc\b\.?(?=$|\s)"), "Inc."),
    (re.compile(r"(?<=[\s,])L[1l]C\b"), "LLC"),
    (re.compile(r"\bS\.\s?r\.\s?[1I|i](?:\.|$|(?=\s))"), "S.r.l."),
    (re.compile(r"\bS\.\s?R\.\s?[1I|](?:\.|$)"), "S.R.L."),
    (re.compile(r"(?<=\s)S\.[1I|]\.?$"), "S.L."),
    (re.compile(r"(?<=[\s,])S[1I|](?=$)"), "SL"),
]


def has_legal_form(text: str) -> bool:
    """Whether a legal form (`Ltd.`, `GmbH`, `株式会社`) stands in the text."""
    legal = lexicon("legal")
    if any(p in text for p in legal.pieces) or _GLUED.search(text):
        return True
    spoken = [w.strip(",;()[]") for w in text.split()]
    return any(legal.has(w) and w.casefold().rstrip(".") not in _AMBIGUOUS for w in spoken[1:]) or (
        len(spoken) > 1 and spoken[-1].casefold().rstrip(".") in ("limited", "company")
    )


def mend_legal(text: str) -> str:
    """`co., Itd.` -> `co., ltd.`: legal forms whose l was read I; a lower-case neighbour keeps it lower."""
    if re.search(r"\b(?:[a-z]+)\.?,?\s*[I1|]td\b", text):
        text = re.sub(r"(?<![A-Za-z])[I1|]td\b", "ltd", text)
    for pattern, right in _CONFUSED:
        text = pattern.sub(right, text)
    text = re.sub(r"\[(P|I)\]", r"(\1)", text)
    text = text.strip(" ,;:|-–•·=_*'\"")
    return text if letters(text) else ""
