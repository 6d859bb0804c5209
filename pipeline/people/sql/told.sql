-- What the claims say, for the fields that are compared.
CREATE TABLE ids AS
SELECT record_id, source_kind AS kind, event, (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS n FROM records;
CREATE TABLE told AS
SELECT ids.n, c.seq, c.field, c.value, c.type FROM claims c JOIN ids USING (record_id)
WHERE c.value <> '' AND c.method NOT LIKE 'alternative%' AND c.field IN (
    'full_name', 'prefix', 'given_name', 'additional_name', 'family_name', 'suffix', 'nickname', 'maiden_name',
    'organization', 'title', 'email', 'phone', 'linkedin_url', 'street', 'city', 'postal_code', 'birthday', 'website',
    'connected_on');
CREATE TABLE word AS SELECT DISTINCT value AS text FROM told WHERE field IN (
    'full_name', 'given_name', 'additional_name', 'family_name', 'nickname', 'maiden_name', 'title', 'street',
        'city');
CREATE TABLE firm AS SELECT DISTINCT value AS text FROM told WHERE field = 'organization';
