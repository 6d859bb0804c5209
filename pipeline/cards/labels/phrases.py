"""Phrases by which a line is no value, or goes on in the next."""

from __future__ import annotations

import re

CERTIFIED = re.compile(
    r"[\s,|(\[–-]*\b(?:an?\s+)?iso\W?\s?\d{4,5}\b.*$|\s*\((?:an?|a member|member|a division|a subsidiary)\s[^)]*\)?$",
    re.I,
)
"""What firms print behind their name: `(An ISO 9001 Company)`, `(A member of the Example Group)`."""

WISH = re.compile(
    r"\W*(?:formerly\b|ehemals\b|looking for|seeking|wanted|we are (?:hiring|looking)|asks?\s?:|offer(?:s|ing)?\s?:|"
    r"happy to help|ask me about|we (?:can )?help|"
    r"(?:wir |ich )?suchen?\b|gesucht|(?:ich |wir )?bieten?\b|cherche\b|(?:nous )?recherch|"
    r"(?:nous )?propos|j'accompagne|busc(?:o|amos)\b|ofre(?:zco|cemos|ço)|"
    r"procur(?:o|amos)\b|cerc(?:o|hiamo)\b|offr(?:o|iamo)\b|(?:wij )?zoek(?:en)?\b|"
    r"(?:wij )?bied(?:en)?\b|szukam|oferuj|arıyor|sunuyor|募集|求む|寻求|寻找|提供)",
    re.I,
)
"""What a person asks for or offers, which is never a name, title or firm."""

OPEN_END = re.compile(
    r"(?:[&,/+–-]|\b(?:and|of|for|the|und|für|der|des|de|du|et|e|y|di|del|della|da|do|van|voor|en|i|ve|w|ds|z))\s*$",
    re.I,
)

OPEN_START = re.compile(
    r"^\s*(?:[&,/+–-]|(?:and|of|for|und|für|der|des|de|du|et|y|di|del|della|da|do|van|voor|en|by)\b|[a-zà-ÿ(])", re.I
)
