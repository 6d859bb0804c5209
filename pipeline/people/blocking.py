"""Which pairs of records are compared at all: those that share a key, frequent keys aside.

Keys are hashed; in a pair `join_key_l` < `join_key_r`. A key that more records share than
its limit is no clue and costs the square of its records, so it is passed over: such records meet on a
finer key (name and organization, name and city).
Records with two different LinkedIn URLs are two people and never meet.
"""

from __future__ import annotations

from typing import Any

from pipeline.people.comparisons import OTHER_NAME
from pipeline.people.database import script

# Two names that cannot be one person's are not compared further unless something personal is the same.
NAMES = f"""
CREATE TABLE named_pairs AS
SELECT m.*, {OTHER_NAME} AS odd, (l.slug <> '' AND l.slug = r.slug) OR (l.birthday <> '' AND l.birthday = r.birthday)
    OR list_has_any(l.all_emails, r.all_emails) OR list_has_any(l.all_phones, r.all_phones) AS linked
FROM met m JOIN features l ON l.n = join_key_l JOIN features r ON r.n = join_key_r;
CREATE TABLE pairs AS SELECT match_key, join_key_l, join_key_r FROM named_pairs WHERE NOT odd;
CREATE TABLE odd_pairs AS SELECT match_key, join_key_l, join_key_r FROM named_pairs WHERE odd AND linked;
"""  # noqa: S608 - a condition of this package


def block(connection: Any) -> None:
    """Makes the tables `pairs` (names that may be one person's) and `odd_pairs` (that cannot) from `features`."""
    for text in (script("names"), script("keys"), NAMES):
        connection.execute(text)
