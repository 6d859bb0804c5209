-- What the claims say, for the fields that are compared.
CREATE TABLE ids AS
SELECT record_id, source_kind AS kind, event, (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS n FROM records;
CREATE TABLE told AS
SELECT ids.n, c.seq, c.field, c.value, c.type FROM claims c JOIN ids USING (record_id)
WHERE c.value <> '' AND c.method NOT LIKE 'alternative%' AND c.field IN (
    'full_name', 'prefix', 'given_name', 'additional_name', 'family_name', 'suffix', 'nickname', 'maiden_name',
    'organization', 'title', 'email', 'phone', 'linkedin_url', 'street', 'city', 'postal_code', 'birthday', 'website',
    'connected_on');
-- A name in Han, kana or hangul is written without a space too, and where it is to be divided then is a guess: the same
-- characters are divided in one way, the one that most records have.
CREATE TABLE eastern AS
SELECT n, coalesce(any_value(value) FILTER (field = 'family_name'), '') AS family,
    coalesce(any_value(value) FILTER (field = 'given_name'), '') AS given, family || given AS whole
FROM (SELECT n, field, arg_min(value, seq) AS value FROM told WHERE field IN ('given_name', 'family_name') GROUP BY n, field)
GROUP BY n HAVING unicode(whole) > 4351
    AND regexp_full_match(whole, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー]+');
CREATE TABLE divided AS
SELECT whole, arg_max(struct_pack(family, given), (family <> '' AND given <> '', times, family)) AS name
FROM (SELECT whole, family, given, count(*) AS times FROM eastern GROUP BY whole, family, given)
GROUP BY whole HAVING count(*) > 1;
CREATE TABLE redivided AS
SELECT n, unnest([{'field': 'family_name', 'value': name.family}, {'field': 'given_name', 'value': name.given}],
    recursive := true) FROM eastern JOIN divided USING (whole) WHERE eastern.family <> name.family;
DELETE FROM told USING redivided r WHERE told.n = r.n AND told.field IN ('given_name', 'family_name');
INSERT INTO told SELECT n, -1, field, value, '' FROM redivided;
DROP TABLE eastern;
DROP TABLE divided;
DROP TABLE redivided;
CREATE TABLE word AS SELECT DISTINCT value AS text FROM told WHERE field IN (
    'full_name', 'given_name', 'additional_name', 'family_name', 'nickname', 'maiden_name', 'title', 'street',
        'city');
CREATE TABLE firm AS SELECT DISTINCT value AS text FROM told WHERE field = 'organization';
