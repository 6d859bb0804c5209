-- Names folded, contact data keyed: one row of `parts` per record, and what many people hold.
CREATE MACRO folded(x) AS trim(regexp_replace(replace(lower(x), '''', ''), '[^a-z0-9]+', ' ', 'g'));
-- What scanners confuse and what transliterations spell differently, made alike: Kuznetsova and Kusnezowa, rn and m.
CREATE MACRO skeleton(x) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(replace(replace(replace(x, ' ', ''), 'rn', 'm'), 'ii', 'u'), '01583', 'olsbe'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'vv', 'w'), 'tsch', 'ch'), 'shch', 'sh'), 'sch', 'sh'), 'ts', 'z'), 'ph', 'f'), 'ck', 'k'), 'kh', 'h'), 'zh', 'z'), 'ff', 'v');
CREATE MACRO bones(x) AS
    translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(skeleton(x), 'aa', 'a'), 'll', 'l'), 'nn', 'n'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'mm', 'm'), 'pp', 'p'), 'ee', 'e'), 'oo', 'o'), 'dd', 'd'), 'cc', 'c'), 'wyjqsi', 'viikzl');
CREATE TABLE folds AS
SELECT text, folded(text) AS fold FROM word WHERE regexp_full_match(text, '[ -~]*')
UNION ALL SELECT text, fold FROM foreign_words;
CREATE MACRO mail(x) AS CASE
    WHEN regexp_matches(lower(x), '@(gmail|googlemail)[.]com$')
    THEN replace(regexp_replace(split_part(lower(x), '@', 1), '[+].*$', ''), '.', '') || '@gmail.com'
    ELSE regexp_replace(lower(x), '[+][^@]*@', '@') END;
-- The digits that a number has with and without its country: in Denmark and Singapore they are eight.
CREATE MACRO dial(x) AS right(regexp_replace(regexp_replace(lower(x), '(;?ext[.=]?|x|#).*$', ''), '[^0-9]', '', 'g'),
    8);
CREATE MACRO marks(x) AS folded(strip_accents(x));
CREATE MACRO host(x) AS regexp_extract(lower(x), '^(?:[a-z]+://)?(?:www[.])?([^/:?#]+)', 1);
CREATE MACRO profile(x) AS coalesce(regexp_extract(lower(rtrim(x, '/')), '/in/([^/?#]+)', 1), '');
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
CREATE TABLE native AS
SELECT n, arg_min(sounds, seq) FILTER (field = 'given_name') AS gsounds,
    arg_min(sounds, seq) FILTER (field = 'family_name') AS fsounds
FROM told JOIN native_words ON told.value = native_words.text GROUP BY n;
-- One key for each value, so that no macro is asked about the values of other fields.
CREATE TABLE reach AS
SELECT DISTINCT n, field, type = 'work' AS desk, CASE field
    WHEN 'email' THEN mail(value) WHEN 'phone' THEN dial(value) WHEN 'website' THEN host(value)
    WHEN 'linkedin_url' THEN profile(value) WHEN 'suffix' THEN marks(value) WHEN 'prefix' THEN marks(value)
    WHEN 'postal_code' THEN replace(lower(value), ' ', '') ELSE value END AS key
FROM told WHERE field IN ('email', 'phone', 'website', 'linkedin_url', 'prefix', 'suffix', 'birthday',
    'postal_code', 'connected_on')
    AND (field <> 'phone' OR type <> 'fax');
CREATE TABLE reached AS
SELECT n,
    coalesce(list_sort(list(DISTINCT key) FILTER (field = 'email')), []) AS emails,
    coalesce(list_sort(list(DISTINCT key) FILTER (field = 'phone' AND length(key) >= 6)), []) AS phones,
    coalesce(list_sort(list(key) FILTER (field = 'phone' AND desk)), []) AS lines,
    coalesce(list_sort(list(DISTINCT key) FILTER (field = 'website')), []) AS hosts,
    coalesce(min(key) FILTER (field = 'linkedin_url'), '') AS slug,
    coalesce(string_agg(key, ' ' ORDER BY key) FILTER (field IN ('prefix', 'suffix')), '') AS suffix,
    coalesce(min(key) FILTER (field = 'connected_on'), '') AS connected,
    coalesce(min(key) FILTER (field = 'birthday'), '') AS birthday,
    coalesce(min(key) FILTER (field = 'postal_code'), '') AS postal
FROM reach GROUP BY n;
DROP TABLE reach;
CREATE TABLE employed AS
SELECT n, list_sort(list(DISTINCT key)) AS orgs
FROM told JOIN (SELECT text, scanned(key) AS key FROM firm_keys) f ON told.value = f.text
WHERE field = 'organization' AND key <> '' GROUP BY n;
CREATE TABLE parts AS
SELECT n, kind, event,
    coalesce(CASE WHEN given = '' AND family = '' THEN trim(regexp_replace(full_name, ' ?[^ ]+$', ''))
        ELSE given END, '') AS given,
    coalesce(CASE WHEN given = '' AND family = '' AND contains(full_name, ' ') THEN regexp_extract(full_name, '[^ ]+$')
        WHEN given = '' AND family = '' THEN full_name ELSE family END, '') AS family,
    coalesce(additional, '') AS additional, coalesce(nickname, '') AS nickname,
    -- In brackets stands a familiar form, a former name or the firm.
    trim(coalesce(maiden, '') || ' ' || CASE WHEN called.name IS NULL THEN coalesce(nickname, '') ELSE '' END) AS maiden,
    coalesce(title, '') AS title, coalesce(street, '') AS street, coalesce(city, '') AS city,
    coalesce(emails, []) AS emails, coalesce(phones, []) AS phones, coalesce(slug, '') AS slug,
    coalesce(suffix, '') AS suffix, coalesce(birthday, '') AS birthday, coalesce(postal, '') AS postal,
    coalesce(orgs, []) AS orgs, coalesce(hosts, []) AS hosts, coalesce(lines, []) AS lines,
    coalesce(connected, '') AS connected
FROM ids LEFT JOIN (SELECT * REPLACE (coalesce(given, '') AS given, coalesce(family, '') AS family,
        coalesce(full_name, '') AS full_name) FROM named) USING (n)
    LEFT JOIN reached USING (n) LEFT JOIN employed USING (n)
    LEFT JOIN listed_given called ON split_part(nickname, ' ', 1) = called.name;
CREATE TABLE role AS SELECT unnest(roles) AS word FROM constants;
CREATE TABLE held_mail AS
SELECT mail, greatest(count(DISTINCT given_share.name), count(DISTINCT given || '|' || family) // 2) AS names
FROM (SELECT unnest(emails) AS mail, given, family FROM parts) LEFT JOIN given_share ON split_part(given, ' ',
    1) = name GROUP BY mail;
CREATE TABLE held_phone AS
SELECT phone, greatest(count(DISTINCT given_share.name), count(DISTINCT given || '|' || family) // 2) AS names
FROM (SELECT unnest(phones) AS phone, given, family FROM parts) LEFT JOIN given_share ON split_part(given, ' ',
    1) = name GROUP BY phone;
-- Mailboxes that a team reads: info@, sales-emea@, support.de@, sales.office@.
CREATE TABLE team_mail AS
SELECT mail FROM (SELECT mail, local, regexp_extract(local, '^[^._+-]*') AS head, regexp_extract(local, '[^._+-]*$') AS tail
    FROM (SELECT mail, split_part(mail, '@', 1) AS local FROM held_mail))
WHERE local IN (FROM role) OR regexp_replace(local, '[^a-z]', '', 'g') IN (FROM role)
    OR (head IN (FROM role) AND (length(tail) <= 5 OR tail IN (FROM role)))
    OR (tail IN (FROM role) AND length(head) <= 3);
CREATE TABLE mail_of AS
SELECT n, list(mail ORDER BY mail) AS emails FROM (SELECT n, unnest(emails) AS mail
    FROM parts) JOIN held_mail USING (mail)
WHERE names < 4 AND mail NOT IN (FROM team_mail) GROUP BY n;
CREATE TABLE phone_of AS
SELECT n, list(phone ORDER BY phone) AS phones FROM (SELECT n, unnest(phones) AS phone
    FROM parts) JOIN held_phone USING (phone)
WHERE names < 4 GROUP BY n;
CREATE TABLE tf_given AS
SELECT given, greatest(any_value(coalesce(share, unknown_given)), greatest(count(DISTINCT family) - 3,
    0) / (SELECT count(*) FROM parts)) AS share
FROM parts LEFT JOIN given_share ON split_part(given, ' ', 1) = given_share.name, constants
    WHERE given <> '' GROUP BY given;
CREATE TABLE tf_family AS
SELECT family, greatest(any_value(coalesce(share, unknown_family)), greatest(count(DISTINCT given) - 3,
    0) / (SELECT count(*) FROM parts)) AS share
FROM parts LEFT JOIN family_share ON family = family_share.name, constants WHERE family <> '' GROUP BY family;
-- Soo-jin is compared as soojin too: hyphens, spaces and neither are habits.
-- The syllables of a Korean name are no names.
CREATE TABLE given_word AS SELECT given, nickname, unnest(list_distinct([replace(given, ' ', '')]
    || CASE WHEN contains(given, ' ') AND split_part(given, ' ', 1) IN (FROM korean)
            AND split_part(given, ' ', 2) IN (FROM korean) THEN string_split(nickname, ' ')
        ELSE string_split(given || ' ' || nickname, ' ') END)) AS word
FROM (SELECT DISTINCT given, nickname FROM parts WHERE given <> '' OR nickname <> '');
