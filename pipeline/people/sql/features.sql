-- One row per record as the comparisons want it.
CREATE TABLE nicks_of AS
SELECT n, list_sort(list(DISTINCT id)) AS nicks
FROM (SELECT n, unnest(string_split(given || ' ' || nickname, ' ')) AS word
    FROM parts) JOIN name_ids USING (word) WHERE length(word) > 1 GROUP BY n;
CREATE TABLE features AS
SELECT p.n, kind, event, p.given, p.family,
    split_part(p.given, ' ', 1) AS first,
    list_filter(string_split(p.given, ' '), lambda x: x <> '') AS gtoks,
    list_filter(string_split(p.family || ' ' || maiden, ' '), lambda x: length(x) > 1
        AND NOT list_contains(particles, x)) AS ftoks,
    array_to_string(list_sort(list_filter(string_split(p.given || ' ' || p.family, ' '), lambda x: x <> '')),
        ' ') AS tokens,
    coalesce(nicks, []) AS nicks, coalesce(stem, split_part(p.given, ' ', 1)) AS stem,
    bones(split_part(p.given, ' ', 1)) AS gbones, bones(p.family) AS fbones,
    g.name IS NOT NULL AS gknown, f.name IS NOT NULL AS fknown,
    list_transform(list_filter(string_split(array_to_string(string_split(p.given, ' ')[2:],
        ' ') || ' ' || additional, ' '), lambda x: x <> ''), lambda x: x[1]) AS middle,
    coalesce(regexp_extract(regexp_replace(regexp_replace(' ' || suffix || ' ', ' (junior|jun) ', ' jr '),
        ' (senior|sen) ', ' sr '), ' (jr|sr|ii|iii|iv) ', 1), '') AS generation,
    coalesce(m.emails, []) AS emails, p.emails AS all_emails,
    list_sort(list_distinct(list_filter(list_transform(p.emails, lambda x: split_part(x, '@', 2)) || p.hosts,
        lambda x: NOT list_contains(freemail, x)))) AS domains,
    list_distinct(orgs || list_transform(domains, lambda x: replace(split_part(x, '.', 1), '-', ''))) AS firms,
    list_distinct(list_transform(coalesce(m.emails, []), lambda x: split_part(x, '@', 1))) AS locals,
    list_filter(locals, lambda x: length(x) > 4 AND (regexp_matches(x, '[0-9]') OR NOT (contains(x,
        first) OR contains(x, split_part(p.family, ' ', 1))))) AS handles,
    length(p.family) > 2 AND length(list_filter(locals, lambda x: contains(x, replace(p.family, ' ',
        '')))) > 0 AS own_family,
    length(first) > 2 AND length(list_filter(locals, lambda x: contains(x, first))) > 0 AS own_given,
    coalesce(h.phones, []) AS phones, p.phones AS all_phones,
    length(p.emails) = 0 AND length(p.phones) = 0 AND slug = '' AND length(orgs) = 0 AND length(p.hosts) = 0
        AND street = '' AND birthday = '' AS bare,
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
DROP TABLE parts;
DROP TABLE told;
DROP TABLE named;
DROP TABLE reached;
DROP TABLE employed;
DROP TABLE folds;
