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


MET_ELSEWHERE = """
CREATE TABLE met AS SELECT '0' AS match_key, n_l AS join_key_l, n_r AS join_key_r
FROM meetings JOIN features l ON l.n = n_l JOIN features r ON r.n = n_r WHERE NOT other_profile(l.slug, r.slug);
"""


def keys(connection: Any) -> None:
    """Makes the table `keys` from `features`: n, key, and how many records may share it at `most`."""
    connection.execute(script("keys"))


def meet(connection: Any) -> None:
    """Makes the table `met`, the pairs that share a key, from `keys` and `features`."""
    connection.execute(script("meet"))


def met_elsewhere(connection: Any) -> None:
    """Makes the table `met` from `meetings` (n_l, n_r: pairs that share a key) and `features`."""
    connection.execute(MET_ELSEWHERE)


def part(connection: Any) -> None:
    """Makes the tables `pairs` (names that may be one person's) and `odd_pairs` (that cannot) from `met`."""
    connection.execute(NAMES)
