"""Which pairs of records are compared at all: those that share a key, frequent keys aside.

Keys are hashed; in a pair `join_key_l` < `join_key_r`. A key that more records share than
its limit is no clue and costs the square of its records, so it is passed over: such records meet on a
finer key (name and organization, name and city).
Records with two different LinkedIn URLs are two people and never meet.
"""

from __future__ import annotations

from typing import Any

from pipeline.people.comparisons import MACROS, OTHER_NAME

KEYS = """
CREATE TABLE keys AS SELECT DISTINCT n, hash(key) AS key, most FROM (
    SELECT n, 'url ' || slug AS key, 200 AS most FROM features WHERE slug <> ''
    UNION ALL SELECT n, 'mail ' || unnest(all_emails), 60 FROM features
    UNION ALL SELECT n, 'local ' || unnest(locals), 30 FROM features
    UNION ALL SELECT n, 'phone ' || unnest(all_phones), 60 FROM features
    UNION ALL SELECT n, 'words ' || tokens, 100 FROM features WHERE contains(tokens, ' ')
    UNION ALL SELECT n, 'name ' || name || ' ' || ftok, 60 FROM
        (SELECT n, unnest([first, stem]) AS name, ftoks FROM features WHERE first <> ''), unnest(ftoks) AS f(ftok)
    UNION ALL SELECT n, 'bones ' || gbones || ' ' || fbones, 60 FROM features WHERE first <> '' AND family <> ''
    UNION ALL SELECT n, 'bones ' || fbones || ' ' || gbones, 60 FROM features WHERE first <> '' AND family <> ''
    UNION ALL SELECT n, 'initial ' || first[1] || ' ' || ftok, 40 FROM features, unnest(ftoks) AS f(ftok) WHERE first <> ''
    UNION ALL SELECT n, 'family ' || ftok || ' ' || org, 40 FROM features, unnest(ftoks) AS f(ftok), unnest(firms) AS o(org)
    UNION ALL SELECT n, 'given ' || name || ' ' || org, 40 FROM
        (SELECT n, unnest([first, stem]) AS name, firms FROM features WHERE first <> ''), unnest(firms) AS o(org)
    UNION ALL SELECT n, 'start ' || org || ' ' || fbones[1:3], 40 FROM features, unnest(firms) AS o(org) WHERE fbones <> ''
    UNION ALL SELECT n, 'given ' || first || ' ' || city, 30 FROM features WHERE first <> '' AND city <> ''
    UNION ALL SELECT n, 'family ' || family || ' ' || city, 30 FROM features WHERE family <> '' AND city <> ''
    UNION ALL SELECT n, 'birth ' || birthday, 40 FROM features WHERE birthday <> ''
    UNION ALL SELECT n, 'family ' || family || ' ' || birthday[1:4], 40 FROM features WHERE family <> '' AND birthday <> ''
    UNION ALL SELECT n, 'given ' || first || ' ' || birthday[1:4], 40 FROM features WHERE first <> '' AND birthday <> ''
    UNION ALL SELECT n, 'start ' || family[1:4] || ' ' || given[1:3], 40 FROM features WHERE family <> '' AND given <> ''
    UNION ALL SELECT n, 'start ' || given[1:4] || ' ' || family[1:3], 40 FROM features WHERE family <> '' AND given <> ''
    UNION ALL SELECT n, 'street ' || street || ' ' || postal, 30 FROM features WHERE street <> ''
);
"""

PAIRS = """
CREATE TABLE common AS SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND any_value(most);
CREATE TABLE held AS SELECT keys.n, keys.key, f.slug FROM keys SEMI JOIN common USING (key) JOIN features f USING (n);
CREATE TABLE met AS
SELECT DISTINCT '0' AS match_key, l.n AS join_key_l, r.n AS join_key_r FROM held l JOIN held r USING (key)
WHERE l.n < r.n AND NOT other_profile(l.slug, r.slug);
"""

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
    connection.execute(MACROS)
    for script in (KEYS, PAIRS, NAMES):
        connection.execute(script)
