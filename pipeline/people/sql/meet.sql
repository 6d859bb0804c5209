-- The pairs of records that meet on a key. Where two kinds of keys read alike the higher limit holds.
CREATE TABLE common AS SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND max(most);
CREATE TABLE held AS SELECT keys.n, keys.key, f.slug FROM keys SEMI JOIN common USING (key) JOIN features f USING (n);
CREATE TABLE met AS
SELECT DISTINCT '0' AS match_key, l.n AS join_key_l, r.n AS join_key_r FROM held l JOIN held r USING (key)
WHERE l.n < r.n AND NOT other_profile(l.slug, r.slug);
DROP TABLE keys;
DROP TABLE held;
