-- Parts that belong together are published together: the name, the job and the address of one group of one record.
CREATE TABLE bundled AS
SELECT *, CASE
    WHEN field IN ('full_name', 'prefix', 'given_name', 'family_name', 'suffix') THEN 'name'
    WHEN field IN ('title', 'department', 'organization') THEN 'job'
    WHEN field IN ('street', 'city', 'region', 'postal_code', 'country', 'address') THEN 'place'
    ELSE '' END AS bundle,
    -- Groups of older versions of a record are shifted by 1000 each; the name of one version is one.
    CASE WHEN bundle IN ('job', 'place') THEN grp WHEN bundle = 'name' THEN grp // 1000 ELSE 0 END AS part
FROM gathered;
DROP TABLE gathered;
-- People of one record that says each thing once have nothing to weigh.
CREATE TABLE several AS
SELECT p FROM bundled GROUP BY p HAVING min(r) < max(r) OR bit_count(bit_or(1::BIGINT << enum_code(field))) < count(*)
    OR min(part) FILTER (bundle = 'job') < max(part) FILTER (bundle = 'job')
    OR min(part) FILTER (bundle = 'place') < max(part) FILTER (bundle = 'place');
CREATE TABLE contested AS SELECT * FROM bundled SEMI JOIN several USING (p);
CREATE TABLE agreed AS
SELECT p, field, value, count(DISTINCT r) AS agreement FROM contested
WHERE usable AND grp < 1000 GROUP BY ALL HAVING min(r) < max(r);
CREATE TABLE weighed AS
SELECT b.p, b.bundle, b.r, part, max(as_of) AS as_of, any_value(run) AS run, any_value(trust) AS trust,
    max(CASE WHEN bundle <> 'name' OR field = 'full_name' THEN coalesce(agreement, 1) ELSE 0 END) AS agreement,
        count(DISTINCT field) AS fields, min(confidence) AS confidence, min(seq) AS seq,
    -- Of two spellings the one with its accents: keyboards abroad leave them out.
    max(CASE WHEN field = 'full_name' THEN 2 * length(value) + (value <> strip_accents(value))::INTEGER END) AS length
FROM contested b LEFT JOIN agreed USING (p, field, value)
WHERE usable AND bundle <> '' AND NOT decided GROUP BY ALL;
-- A name that gives only initials (`A.`, `J. R.`, `J.-P.`) comes last where another record writes the given name out,
-- however many say it. Letters that are names by themselves, such as Chinese ones, are no initials.
CREATE MACRO initials(name) AS regexp_full_match(
    name, '[\p{Latin}\p{Greek}\p{Cyrillic}]((\.[ -]?|[ -])[\p{Latin}\p{Greek}\p{Cyrillic}])*\.?');
CREATE TABLE shortened AS
SELECT DISTINCT p, r, part FROM contested WHERE usable AND NOT decided AND field = 'given_name' AND initials(value)
AND p IN (SELECT p FROM contested WHERE usable AND NOT decided AND field = 'given_name' AND NOT initials(value));
UPDATE weighed w SET agreement = -1 FROM shortened s
WHERE w.bundle = 'name' AND w.p = s.p AND w.r = s.r AND w.part = s.part;
CREATE TABLE winner AS
SELECT p, bundle, r, part FROM weighed QUALIFY row_number() OVER (PARTITION BY p, bundle ORDER BY
    -- What a record called somebody before, its newest version has taken back.
    CASE WHEN bundle = 'name' THEN part = 0 END DESC,
    CASE WHEN bundle = 'name' THEN agreement END DESC,
    CASE WHEN bundle = 'job' THEN as_of END DESC,
    CASE WHEN bundle = 'place' THEN fields END DESC,
    CASE WHEN bundle <> 'name' THEN run END DESC,
    CASE WHEN bundle <> 'place' THEN fields END DESC,
    agreement DESC, confidence DESC, trust DESC, length DESC, run DESC, r, seq) = 1;
-- What the winner leaves open, others tell that are about the same: the same firm or name, and nothing else otherwise.
-- A name with initials is about the same as the one written out if the family name is.
CREATE TABLE own AS
SELECT DISTINCT p, bundle, field, value FROM contested SEMI JOIN winner USING (p, bundle, r, part)
WHERE usable AND NOT decided AND bundle IN ('name', 'job');
CREATE TABLE beside AS
SELECT b.i, b.p, b.bundle, b.r, b.part, b.field, own.value IS NULL AS open, own.value = b.value AS same,
    b.bundle = 'name' AND s.r IS NOT NULL AS shortened
FROM contested b ANTI JOIN winner USING (p, bundle, r, part)
LEFT JOIN own ON own.p = b.p AND own.bundle = b.bundle AND own.field = b.field
LEFT JOIN shortened s ON s.p = b.p AND s.r = b.r AND s.part = b.part
WHERE usable AND NOT decided AND b.bundle IN ('name', 'job');
CREATE TABLE filling AS
SELECT i FROM beside SEMI JOIN (
    SELECT p, bundle, r, part FROM beside GROUP BY ALL
    HAVING bool_or(same AND (field IN ('full_name', 'organization') OR shortened AND field = 'family_name'))
    AND coalesce(bool_and(same OR open OR shortened AND field IN ('full_name', 'given_name')), false))
    USING (p, bundle, r, part)
WHERE open;
DROP TABLE own;
DROP TABLE beside;
DROP TABLE shortened;
CREATE TABLE ranked AS
SELECT i, home, b.p, field, value, usable, decided, b.bundle, w.r IS NOT NULL OR f.i IS NOT NULL AS winning,
    row_number() OVER (PARTITION BY b.p, field ORDER BY
    usable DESC, fax, decided DESC, winning DESC, CASE WHEN decided THEN seq END DESC,
    agreement DESC NULLS LAST, as_of DESC, confidence DESC, trust DESC, run DESC, b.r, seq) AS rank
FROM contested b LEFT JOIN agreed USING (p, field, value)
LEFT JOIN winner w ON w.p = b.p AND w.bundle = b.bundle AND w.r = b.r AND w.part = b.part
LEFT JOIN filling f USING (i);
DROP TABLE filling;
CREATE MACRO listed(f) AS f IN ('email', 'phone', 'website', 'note', 'connected_on', 'met_on');
CREATE MACRO single(f, bundle) AS bundle <> '' OR f IN ('linkedin_url', 'birthday');
