-- Parts that belong together are published together: the name, the job and the address of one group of one record.
CREATE TABLE bundled AS
SELECT *, CASE
    WHEN field IN ('full_name', 'prefix', 'given_name', 'family_name', 'suffix') THEN 'name'
    WHEN field IN ('title', 'department', 'organization') THEN 'job'
    WHEN field IN ('street', 'city', 'region', 'postal_code', 'country', 'address') THEN 'place'
    ELSE field END AS bundle,
    CASE WHEN bundle IN ('job', 'place') THEN grp ELSE 0 END AS part
FROM gathered;
DROP TABLE gathered;
CREATE TABLE agreed AS
SELECT p, field, value, count(DISTINCT r) AS agreement FROM bundled
WHERE usable AND p IN (SELECT p
    FROM people_of GROUP BY p HAVING count(*) > 1) GROUP BY ALL HAVING count(DISTINCT r) > 1;
CREATE TABLE weighed AS
SELECT b.p, b.bundle, b.r, part, max(as_of) AS as_of, any_value(run) AS run, any_value(trust) AS trust,
    max(CASE WHEN bundle <> 'name' OR field = 'full_name' THEN coalesce(agreement, 1) ELSE 0 END) AS agreement,
        count(DISTINCT field) AS fields, min(confidence) AS confidence, min(seq) AS seq,
    max(CASE WHEN field = 'full_name' THEN length(value) END) AS length
FROM bundled b LEFT JOIN agreed USING (p, field, value)
WHERE usable AND bundle IN ('name', 'job', 'place') AND NOT decided GROUP BY ALL;
CREATE TABLE winner AS
SELECT p, bundle, r, part FROM weighed QUALIFY row_number() OVER (PARTITION BY p, bundle ORDER BY
    CASE WHEN bundle = 'name' THEN agreement END DESC,
    CASE WHEN bundle = 'job' THEN as_of END DESC,
    CASE WHEN bundle = 'place' THEN fields END DESC,
    CASE WHEN bundle <> 'name' THEN run END DESC,
    CASE WHEN bundle <> 'place' THEN fields END DESC,
    agreement DESC, confidence DESC, trust DESC, length DESC, run DESC, r, seq) = 1;
-- A value is first of its kind where the same value of the person has no better rank.
CREATE TABLE ranked AS
SELECT b.*, w.r IS NOT NULL AS winning, row_number() OVER (PARTITION BY b.p, b.field ORDER BY
    usable DESC, b.type = 'fax', decided DESC, w.r IS NOT NULL DESC, CASE WHEN decided THEN seq END DESC,
    agreement DESC NULLS LAST, as_of DESC, confidence DESC, trust DESC, run DESC, b.r, seq) AS rank
FROM bundled b LEFT JOIN agreed USING (p, field, value)
LEFT JOIN winner w ON w.p = b.p AND w.bundle = b.bundle AND w.r = b.r AND w.part = b.part;
DROP TABLE bundled;
