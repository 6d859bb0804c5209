"""Names of people, of many cultures: as written, with their parts told apart.

`parse` reads one whole name, `record` the name fields of one source record together. Nothing of the name
itself is ever dropped or transliterated: letters, accents, script and word order stay the writer's.
"""

from __future__ import annotations

from pipeline.people.name_parse import Name, parse
from pipeline.people.name_record import join, part, record
from pipeline.people.romanize import fold, romanize
from pipeline.people.variants import cognates, related, variants

__all__ = ["Name", "cognates", "fold", "join", "parse", "part", "record", "related", "romanize", "variants"]
