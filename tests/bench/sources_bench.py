"""Cost of contact files: 30,000 LinkedIn rows extracted and cleaned beside pandas.read_csv, vCards beside vobject.

    python tests/bench/sources_bench.py [ROWS]

CPU seconds of this process. Fails (exit 1) when extracting and cleaning takes more than `SECONDS`, or when vCards
take longer than vobject needs for the same file.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402
import vobject  # noqa: E402

from pipeline.assemble import assemble  # noqa: E402
from pipeline.ledger import Entry  # noqa: E402
from pipeline.people.clean import clean  # noqa: E402
from pipeline.schema import Extraction, Item  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.sources import extract  # noqa: E402

ROWS = 30_000
SECONDS = 3.0
CARDS = 5_000
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def connections(rows: int) -> bytes:
    """A Connections.csv of invented people: names repeat as they do in life, most e-mails are absent."""
    pick = random.Random(1)
    lines = [
        f"Given{int(pick.paretovariate(0.6)) % 4000},Family{int(pick.paretovariate(0.4)) % 20000},"
        f"https://www.linkedin.com/in/p-{n},{f'p{n}@example.com' if n % 9 == 0 else ''},"
        f'"Firm {int(pick.paretovariate(0.5)) % 9000}, Inc.",Head of Unit {pick.randrange(3000)},'
        f"{pick.randrange(1, 29):02d} {pick.choice(MONTHS)} {pick.randrange(2010, 2026)}"
        for n in range(rows)
    ]
    return ('Notes:\n"When exporting your connection data"\n\n' + HEADER + "\n".join(lines)).encode()


def cards(number: int) -> bytes:
    """vCards that vobject reads without help."""
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u{n}\r\nN:Family{n};Given{n};;;\r\nFN:Given{n} Family{n}\r\nORG:Firm {n}\r\n"
        f"TEL;TYPE=CELL:+1 202 555 {n % 10000:04d}\r\nEMAIL;TYPE=WORK:p{n}@example.com\r\nEND:VCARD\r\n"
        for n in range(number)
    ).encode()


def timed(what: str, work: Callable[[], object]) -> tuple[float, object]:
    """CPU seconds of a call and its result."""
    started = time.process_time()
    result = work()
    seconds = time.process_time() - started
    print(f"{what:44} {seconds:7.2f} s")
    return seconds, result


def main(rows: int) -> int:
    """Print one line per step and the ratios."""
    item = Item("Connections.csv", connections(rows))
    plain, _ = timed("pandas.read_csv alone", lambda: pd.read_csv(io.BytesIO(item.data), skiprows=3))
    one, found = timed(f"extract {rows:,} LinkedIn rows", lambda: extract(item, Settings()))
    assert isinstance(found, Extraction)
    assert len(found.records) == rows
    entry = Entry("0" * 64, item.name, "linkedin", run=1)
    two, tables = timed("to tables", lambda: assemble([(entry, found)]))
    three, _ = timed("clean", lambda: clean(tables.records, tables.claims))  # type: ignore[attr-defined]
    address_book = Item("cards.vcf", cards(CARDS))
    ours, held = timed(f"extract {CARDS:,} vCards", lambda: extract(address_book, Settings()))
    text = address_book.data.decode()
    theirs, others = timed("vobject alone", lambda: list(vobject.readComponents(text)))
    assert isinstance(held, Extraction)
    assert isinstance(others, list)
    assert len(held.records) == len(others) == CARDS
    print(f"LinkedIn: {(one + two + three) / plain:.0f} x pandas.read_csv; vCards: {ours / theirs:.2f} x vobject")
    return 0 if one + three <= SECONDS * rows / ROWS and ours <= theirs else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
