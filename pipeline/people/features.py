"""What two records are compared by: one row per record, folded and keyed, made from its claims in SQL.

Columns of `features` (empty text or empty list = unknown):
`n` rank of the record_id; `kind`; `given`, `family` folded names; `gtoks`, `ftoks` their words (family:
also maiden name); `tokens` all words sorted; `nicks` ids of the names that the given names may stand for;
`gknown`, `fknown` whether they are names of their own (two known names are not a slip of the pen);
`middle` initials; `generation` (jr, sr, ii, ...); `emails`, `locals`, `domains`; `phones`, `boards`
(numbers that many people have); `slug` of the LinkedIn URL; `orgs` keys of organizations; `title`;
`birthday`; `postal`, `street`, `city`; `event`; `tf_given`, `tf_family` share of people with that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.people import lexicon
from pipeline.people.database import fetch, register

USED = """
CREATE TABLE ids AS
SELECT record_id, source_kind AS kind, event, (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS n FROM records;
CREATE TABLE told AS
SELECT ids.n, c.seq, c.field, c.value, c.type FROM claims c JOIN ids USING (record_id)
WHERE c.value <> '' AND c.method NOT LIKE 'alternative%' AND c.field IN (
    'full_name', 'given_name', 'additional_name', 'family_name', 'suffix', 'nickname', 'maiden_name', 'organization',
    'title', 'email', 'phone', 'linkedin_url', 'street', 'city', 'postal_code', 'birthday', 'website');
CREATE TABLE word AS SELECT DISTINCT value AS text FROM told WHERE field IN (
    'full_name', 'given_name', 'additional_name', 'family_name', 'nickname', 'maiden_name', 'title', 'street', 'city');
CREATE TABLE firm AS SELECT DISTINCT value AS text FROM told WHERE field = 'organization';
"""

FOLD = """
CREATE MACRO folded(x) AS trim(regexp_replace(replace(lower(x), '''', ''), '[^a-z0-9]+', ' ', 'g'));
-- What scanners confuse and what transliterations spell differently, made alike: Kuznetsova and Kusnezowa, rn and m.
CREATE MACRO skeleton(x) AS replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(replace(replace(x, ' ', ''), 'rn', 'm'), '01583', 'olsbe'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'vv', 'w'), 'tsch', 'ch'), 'shch', 'sh'), 'sch', 'sh'), 'ts', 'z'), 'ph', 'f'), 'ck', 'k'), 'kh', 'h'), 'zh', 'z'), 'ff', 'v');
CREATE MACRO bones(x) AS translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(skeleton(x), 'aa', 'a'), 'll', 'l'), 'nn', 'n'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'mm', 'm'), 'pp', 'p'), 'ee', 'e'), 'oo', 'o'), 'dd', 'd'), 'cc', 'c'), 'wyjqsi', 'viikzl');
CREATE TABLE folds AS
SELECT text, folded(text) AS fold FROM word WHERE regexp_full_match(text, '[ -~]*')
UNION ALL SELECT text, fold FROM foreign_words;
"""

PIVOT = """
CREATE TABLE named AS
SELECT n,
    coalesce(arg_min(fold, seq) FILTER (field = 'full_name'), '') AS full_name,
    coalesce(arg_min(fold, seq) FILTER (field = 'given_name'), '') AS given,
    coalesce(arg_min(fold, seq) FILTER (field = 'additional_name'), '') AS additional,
    coalesce(arg_min(fold, seq) FILTER (field = 'family_name'), '') AS family,
    coalesce(arg_min(fold, seq) FILTER (field = 'nickname'), '') AS nickname,
    coalesce(arg_min(fold, seq) FILTER (field = 'maiden_name'), '') AS maiden,
    coalesce(arg_min(fold, seq) FILTER (field = 'title'), '') AS title,
    coalesce(arg_min(fold, seq) FILTER (field = 'street'), '') AS street,
    coalesce(arg_min(fold, seq) FILTER (field = 'city'), '') AS city
FROM told JOIN folds ON told.value = folds.text AND told.field NOT IN ('organization') GROUP BY n;
CREATE TABLE reached AS
SELECT n,
    coalesce(list_sort(list(DISTINCT mail(value)) FILTER (field = 'email')), []) AS emails,
    coalesce(list_sort(list(DISTINCT dial(value)) FILTER (field = 'phone' AND type <> 'fax' AND length(dial(value)) >= 6)), []) AS phones,
    coalesce(list(DISTINCT host(value)) FILTER (field = 'website'), []) AS hosts,
    coalesce(min(profile(value)) FILTER (field = 'linkedin_url'), '') AS slug,
    coalesce(min(lower(folded(value))) FILTER (field = 'suffix'), '') AS suffix,
    coalesce(min(value) FILTER (field = 'birthday'), '') AS birthday,
    coalesce(min(replace(lower(value), ' ', '')) FILTER (field = 'postal_code'), '') AS postal
FROM told WHERE field IN ('email', 'phone', 'website', 'linkedin_url', 'suffix', 'birthday', 'postal_code') GROUP BY n;
CREATE TABLE employed AS
SELECT n, list(DISTINCT key) AS orgs FROM told JOIN firm_keys ON told.value = firm_keys.text
WHERE field = 'organization' AND key <> '' GROUP BY n;
"""

MACROS = """
CREATE MACRO mail(x) AS CASE
    WHEN regexp_matches(lower(x), '@(gmail|googlemail)[.]com$')
    THEN replace(regexp_replace(split_part(lower(x), '@', 1), '[+].*$', ''), '.', '') || '@gmail.com'
    ELSE regexp_replace(lower(x), '[+][^@]*@', '@') END;
CREATE MACRO dial(x) AS right(regexp_replace(regexp_replace(lower(x), '(;?ext[.=]?|x|#).*$', ''), '[^0-9]', '', 'g'), 9);
CREATE MACRO host(x) AS regexp_extract(lower(x), '^(?:[a-z]+://)?(?:www[.])?([^/:?#]+)', 1);
CREATE MACRO profile(x) AS coalesce(regexp_extract(lower(rtrim(x, '/')), '/in/([^/?#]+)', 1), '');
CREATE MACRO other_profile(a, b) AS a <> '' AND b <> '' AND a <> b AND NOT regexp_matches(a, '^aco[a-z][a-z0-9_-]{20,}$')
    AND NOT regexp_matches(b, '^aco[a-z][a-z0-9_-]{20,}$');
"""

PARTS = """
CREATE TABLE parts AS
SELECT n, kind, event,
    CASE WHEN given = '' AND family = '' THEN trim(regexp_replace(full_name, ' ?[^ ]+$', '')) ELSE given END AS given,
    CASE WHEN given = '' AND family = '' AND contains(full_name, ' ') THEN regexp_extract(full_name, '[^ ]+$')
         WHEN given = '' AND family = '' THEN full_name ELSE family END AS family,
    coalesce(additional, '') AS additional, coalesce(nickname, '') AS nickname, coalesce(maiden, '') AS maiden,
    coalesce(title, '') AS title, coalesce(street, '') AS street, coalesce(city, '') AS city,
    coalesce(emails, []) AS emails, coalesce(phones, []) AS phones, coalesce(slug, '') AS slug,
    coalesce(suffix, '') AS suffix, coalesce(birthday, '') AS birthday, coalesce(postal, '') AS postal,
    coalesce(orgs, []) AS orgs, coalesce(hosts, []) AS hosts
FROM ids LEFT JOIN (SELECT * REPLACE (coalesce(given, '') AS given, coalesce(family, '') AS family,
        coalesce(full_name, '') AS full_name) FROM named) USING (n)
    LEFT JOIN reached USING (n) LEFT JOIN employed USING (n);
"""

SHARED = """
CREATE TABLE held_mail AS
SELECT mail, greatest(count(DISTINCT given_share.name), count(DISTINCT given || '|' || family) // 2) AS names
FROM (SELECT unnest(emails) AS mail, given, family FROM parts) LEFT JOIN given_share ON split_part(given, ' ', 1) = name GROUP BY mail;
CREATE TABLE held_phone AS
SELECT phone, greatest(count(DISTINCT given_share.name), count(DISTINCT given || '|' || family) // 2) AS names
FROM (SELECT unnest(phones) AS phone, given, family FROM parts) LEFT JOIN given_share ON split_part(given, ' ', 1) = name GROUP BY phone;
CREATE TABLE mail_of AS
SELECT n, list(mail ORDER BY mail) AS emails FROM (SELECT n, unnest(emails) AS mail FROM parts) JOIN held_mail USING (mail)
WHERE names < 4 AND NOT list_contains((SELECT roles FROM constants), split_part(mail, '@', 1)) GROUP BY n;
CREATE TABLE phone_of AS
SELECT n, list(phone ORDER BY phone) AS phones FROM (SELECT n, unnest(phones) AS phone FROM parts) JOIN held_phone USING (phone)
WHERE names < 4 GROUP BY n;
"""

FREQUENCY = """
CREATE TABLE tf_given AS
SELECT given, greatest(any_value(coalesce(share, unknown_given)), greatest(count(DISTINCT family) - 3, 0) / (SELECT count(*) FROM parts)) AS share
FROM parts LEFT JOIN given_share ON split_part(given, ' ', 1) = given_share.name, constants WHERE given <> '' GROUP BY given;
CREATE TABLE tf_family AS
SELECT family, greatest(any_value(coalesce(share, unknown_family)), greatest(count(DISTINCT given) - 3, 0) / (SELECT count(*) FROM parts)) AS share
FROM parts LEFT JOIN family_share ON family = family_share.name, constants WHERE family <> '' GROUP BY family;
"""

FEATURES = """
CREATE TABLE features AS
SELECT p.n, kind, event, p.given, p.family,
    split_part(p.given, ' ', 1) AS first,
    list_filter(string_split(p.given, ' '), lambda x: x <> '') AS gtoks,
    list_filter(string_split(p.family || ' ' || maiden, ' '), lambda x: length(x) > 1 AND NOT list_contains(particles, x)) AS ftoks,
    array_to_string(list_sort(list_filter(string_split(p.given || ' ' || p.family, ' '), lambda x: x <> '')), ' ') AS tokens,
    coalesce(nicks, []) AS nicks, coalesce(stem, split_part(p.given, ' ', 1)) AS stem,
    bones(split_part(p.given, ' ', 1)) AS gbones, bones(p.family) AS fbones,
    g.name IS NOT NULL AS gknown, f.name IS NOT NULL AS fknown,
    list_transform(list_filter(string_split(array_to_string(string_split(p.given, ' ')[2:], ' ') || ' ' || additional, ' '), lambda x: x <> ''), lambda x: x[1]) AS middle,
    coalesce(regexp_extract(regexp_replace(regexp_replace(' ' || suffix || ' ', ' (junior|jun) ', ' jr '), ' (senior|sen) ', ' sr '), ' (jr|sr|ii|iii|iv) ', 1), '') AS generation,
    coalesce(m.emails, []) AS emails, p.emails AS all_emails,
    list_sort(list_distinct(list_filter(list_transform(p.emails, lambda x: split_part(x, '@', 2)) || p.hosts, lambda x: NOT list_contains(freemail, x)))) AS domains,
    list_distinct(orgs || list_transform(domains, lambda x: replace(split_part(x, '.', 1), '-', ''))) AS firms,
    list_distinct(list_transform(coalesce(m.emails, []), lambda x: split_part(x, '@', 1))) AS locals,
    list_filter(locals, lambda x: length(x) > 4 AND (regexp_matches(x, '[0-9]') OR NOT (contains(x, first) OR contains(x, split_part(p.family, ' ', 1))))) AS handles,
    length(p.family) > 2 AND length(list_filter(locals, lambda x: contains(x, replace(p.family, ' ', '')))) > 0 AS own_family,
    length(first) > 2 AND length(list_filter(locals, lambda x: contains(x, first))) > 0 AS own_given,
    coalesce(h.phones, []) AS phones, p.phones AS all_phones,
    length(p.emails) = 0 AND length(p.phones) = 0 AND slug = '' AND length(orgs) = 0 AND length(p.hosts) = 0 AND street = '' AND birthday = '' AS bare,
    slug, orgs, title, birthday, postal, street, city,
    coalesce(tg.share, unknown_given) AS share_given, coalesce(tf.share, unknown_family) AS share_family
FROM parts p
LEFT JOIN mail_of m USING (n) LEFT JOIN phone_of h USING (n)
LEFT JOIN nicks_of k USING (n) LEFT JOIN stems s ON split_part(p.given, ' ', 1) = s.word
LEFT JOIN given_share g ON split_part(p.given, ' ', 1) = g.name
LEFT JOIN family_share f ON p.family = f.name
LEFT JOIN tf_given tg ON p.given = tg.given LEFT JOIN tf_family tf ON p.family = tf.family, constants
-- A record of a firm without a person is nobody's: what stands on it (mailbox, switchboard) belongs to many.
WHERE p.given <> '' OR p.family <> '' OR length(orgs) = 0;
"""

NICKS = """
CREATE TABLE given_word AS SELECT DISTINCT word FROM (SELECT unnest(string_split(given || ' ' || nickname, ' ')) AS word FROM parts) WHERE word <> '';
"""

NICKS_OF = """
CREATE TABLE nicks_of AS
SELECT n, list_sort(list(DISTINCT id)) AS nicks
FROM (SELECT n, unnest(string_split(given || ' ' || nickname, ' ')) AS word FROM parts) JOIN name_ids USING (word) WHERE length(word) > 1 GROUP BY n;
"""


def build(connection: Any) -> None:
    """Makes the table `features` from the registered tables `records` and `claims`."""
    connection.execute(USED)
    words = fetch(connection, "SELECT text FROM word WHERE NOT regexp_full_match(text, '[ -~]*') ORDER BY text")
    register(connection, "foreign_words", _mapped(words["text"], lexicon.fold_name))
    firms = fetch(connection, "SELECT text FROM firm ORDER BY text")
    register(connection, "firm_keys", _mapped(firms["text"], lexicon.org_key, "key"))
    lexicon.register_tables(connection)
    for script in (FOLD, MACROS, PIVOT, PARTS, SHARED, FREQUENCY, NICKS):
        connection.execute(script)
    given = fetch(connection, "SELECT word FROM given_word ORDER BY word")["word"]
    pairs = [(word, i) for word in given for i in lexicon.name_ids(word)]
    register(connection, "name_ids", pd.DataFrame(pairs, columns=["word", "id"], dtype="str"))
    register(connection, "stems", pd.DataFrame({"word": given, "stem": [lexicon.stem(w) for w in given]}, dtype="str"))
    connection.execute(NICKS_OF)
    connection.execute(FEATURES)


def _mapped(texts: pd.Series[str], function: Callable[[str], str], name: str = "fold") -> pd.DataFrame:
    return pd.DataFrame({"text": texts, name: [function(t) for t in texts]}, dtype="str")
