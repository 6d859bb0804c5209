-- The values of every person, narrow: `i` is the row of `claims` that holds the rest, `home` that of `records`.
-- Rows that a person set have no method of a source.
CREATE TYPE field AS ENUM (SELECT DISTINCT field FROM claims ORDER BY field);
CREATE TABLE persons AS
SELECT person_id, row_number() OVER (ORDER BY person_id)::INTEGER AS p FROM (SELECT DISTINCT person_id FROM records);
CREATE TABLE people_of AS
SELECT record_id, p, row_number() OVER (ORDER BY record_id)::INTEGER AS r, home, run, as_of AS record_as_of,
    coalesce(trust, 0) AS trust
FROM records JOIN persons USING (person_id) LEFT JOIN trust USING (source_kind);
CREATE TABLE gathered AS
SELECT i, home, p, r, seq, field::field AS field, value, type = 'fax' AS fax, confidence, "group" AS grp,
    CASE WHEN as_of <> '' THEN as_of ELSE record_as_of END AS as_of, run, trust, decided,
    NOT starts_with(method, 'alternative') AS usable
FROM claims JOIN people_of USING (record_id) WHERE value <> '';
