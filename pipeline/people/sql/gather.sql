-- The values of every person: claims, and what people set.
CREATE TABLE persons AS
SELECT person_id, row_number() OVER (ORDER BY person_id) AS p FROM (SELECT DISTINCT person_id FROM records);
CREATE TABLE people_of AS
SELECT record_id, p, row_number() OVER (ORDER BY record_id) AS r, run, as_of AS record_as_of, source_kind,
    coalesce(trust, 0) AS trust
FROM records JOIN persons USING (person_id) LEFT JOIN trust USING (source_kind);
CREATE TABLE gathered AS
SELECT p, r, c.record_id, c.seq, c.field, c.value, c.raw, c.type, c.confidence, c.method, c.locator, c."group" AS grp,
    CASE WHEN c.as_of <> '' THEN c.as_of ELSE record_as_of END AS as_of, run, source_kind, trust, false AS decided,
    NOT starts_with(c.method, 'alternative') AS usable
FROM claims c JOIN people_of USING (record_id) WHERE c.value <> ''
UNION ALL
SELECT p, r, s.record_id, 1000000 + line, field, value, value, coalesce((SELECT any_value(c.type) FROM claims c
    WHERE c.record_id = s.record_id AND c.field = s.field AND c.value = s.value), ''), 1.0, 'decision ' || s.id, '', -1 - line, s.at,
    run, source_kind,
    trust, true, true
FROM settled s JOIN people_of USING (record_id) WHERE value <> '';
