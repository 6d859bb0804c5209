-- What tells two of one name apart, as it stands behind a name (or before a Hungarian one): Jr., fils, Filho, ifj.
CREATE MACRO generation(x) AS CASE WHEN x = '' THEN '' ELSE
    coalesce(regexp_extract(regexp_replace(regexp_replace(' ' || x || ' ',
    ' (junior|junr|jun|jnr|filho|fils|hijo|figlio|mladsi|mlodszy|ml|ifj|ifjabb|nuorempi|yngre|2nd|ii) ', ' jr '),
    ' (senior|sen|snr|pere|padre|starsi|starszy|st|id|idosb|vanhempi|aldre) ', ' sr '),
    ' (jr|sr|iii|3rd|iv|neto|sobrinho) ', 1), '') END;
-- One row per record as the comparisons want it. What follows from a name alone is worked out once for each name.
CREATE TABLE given_of AS
SELECT given, first, bones(first) AS gbones, g.name IS NOT NULL AS gknown, first IN (FROM listed_given) AS glisted,
    coalesce(stem, first) AS stem,
    list_filter(string_split(given, ' '), lambda x: x <> '') AS gtoks,
    coalesce(tg.share, unknown_given) AS share_given
FROM (SELECT given, split_part(given, ' ', 1) AS first FROM (SELECT DISTINCT given FROM parts))
LEFT JOIN stems s ON first = s.word LEFT JOIN given_share g ON first = g.name LEFT JOIN tf_given tg USING (given),
    constants;
CREATE TABLE family_of AS
SELECT family, maiden, bones(family) AS fbones, coalesce(sg.spelling, '') AS fgroup,
    generation(regexp_extract(family, ' (filho|neto|sobrinho|junior|senior|fils|pere|hijo|figlio|jr|sr|iii?|iv)$', 1))
        AS fgeneration,
    list_filter(string_split(family, ' '), lambda x: length(x) > 1 AND NOT list_contains(particles, x)) AS ptoks,
    CASE WHEN maiden = '' THEN ptoks ELSE list_filter(string_split(family || ' ' || maiden, ' '),
        lambda x: length(x) > 1 AND NOT list_contains(particles, x)) END AS ftoks,
    coalesce(tf.share, unknown_family) AS share_family
FROM (SELECT DISTINCT family, maiden FROM parts)
LEFT JOIN surname_group sg ON family = sg.name LEFT JOIN tf_family tf USING (family), constants;
CREATE TABLE nicks_of AS
SELECT given, nickname, list_sort(list(DISTINCT id)) AS nicks
FROM given_word JOIN name_ids USING (word) WHERE length(word) > 1 GROUP BY given, nickname;
CREATE TABLE middle_of AS
SELECT given, additional, list_transform(list_filter(string_split(array_to_string(string_split(given, ' ')[2:],
    ' ') || ' ' || additional, ' '), lambda x: x <> ''), lambda x: x[1]) AS middle
FROM (SELECT DISTINCT given, additional FROM parts);
CREATE TABLE features AS
SELECT n, kind, event, given, family, first, gtoks, ftoks, ptoks, scanned(replace(p.nickname, ' ', '')) AS byname,
    array_to_string(list_sort(list_filter(string_split(given || ' ' || family, ' '), lambda x: x <> '')),
        ' ') AS tokens,
    coalesce(nicks, []) AS nicks, stem, gbones, fbones, coalesce(gknown, false) AS gknown,
    coalesce(glisted, false) AS glisted, coalesce(fgroup, '') AS fgroup,
    coalesce(gsounds, []) AS gsounds, coalesce(fsounds, []) AS fsounds, middle,
    coalesce(nullif(generation(suffix), ''), nullif(fgeneration, ''), generation(regexp_extract(
        array_to_string(p.emails, ' '), '[._-](jr|sr|junior|senior)@', 1))) AS generation,
    coalesce(m.emails, []) AS emails, p.emails AS all_emails,
    CASE WHEN length(m.emails) > 0 THEN bones(m.emails[1]) ELSE '' END AS mail_bones,
    CASE WHEN length(orgs) > 0 THEN bones(orgs[1]) ELSE '' END AS firm_bones,
    list_sort(list_distinct(list_filter(list_transform(p.emails, lambda x: split_part(x, '@', 2)) || p.hosts,
        lambda x: NOT list_contains(freemail, x)))) AS domains,
    list_distinct(orgs || list_transform(domains, lambda x: scanned(replace(split_part(x, '.', 1), '-', '')))) AS firms,
    list_distinct(list_transform(coalesce(m.emails, []), lambda x: split_part(x, '@', 1))) AS locals,
    list_filter(locals, lambda x: length(x) > 4 AND (regexp_matches(x, '[0-9]') OR NOT (contains(x,
        first) OR contains(x, split_part(family, ' ', 1))))) AS handles,
    -- A mailbox writes mueller where the name has Müller.
    CASE WHEN length(family) < 3 OR length(locals) = 0 THEN false
        WHEN length(list_filter(locals, lambda x: contains(x, replace(family, ' ', '')))) > 0 THEN true
        ELSE length(list_filter(locals, lambda x: contains(bones(x), fbones))) > 0 END AS own_family,
    CASE WHEN length(first) < 3 OR length(locals) = 0 THEN false
        WHEN length(list_filter(locals, lambda x: contains(x, first))) > 0 THEN true
        ELSE length(list_filter(locals, lambda x: contains(bones(x), gbones))) > 0 END AS own_given,
    list_transform(list_filter(coalesce(m.emails, []), lambda x: NOT list_contains(freemail, split_part(x, '@', 2))),
        lambda x: regexp_replace(x, '[0-9]+@', '@')) AS unnumbered,
    coalesce(h.phones, []) AS phones, p.phones AS all_phones, p.lines, p.connected,
    length(p.emails) = 0 AND length(p.phones) = 0 AND slug = '' AND length(orgs) = 0 AND length(p.hosts) = 0
        AND street = '' AND birthday = '' AS bare,
    slug, orgs, title, birthday, postal, street, city,
    coalesce(share_given, unknown_given) AS share_given, coalesce(share_family, unknown_family) AS share_family
FROM parts p
LEFT JOIN given_of USING (given) LEFT JOIN family_of USING (family, maiden)
LEFT JOIN middle_of USING (given, additional)
LEFT JOIN nicks_of USING (given, nickname)
LEFT JOIN native USING (n) LEFT JOIN mail_of m USING (n) LEFT JOIN phone_of h USING (n), constants
-- A record of a firm without a person is nobody's: what stands on it (mailbox, switchboard) belongs to many.
WHERE given <> '' OR family <> '' OR length(orgs) = 0;
DROP TABLE parts;
DROP TABLE told;
DROP TABLE named;
DROP TABLE reached;
DROP TABLE employed;
DROP TABLE folds;
DROP TABLE native;
