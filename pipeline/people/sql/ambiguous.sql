-- A record that gives only part of a name (J. Smith, Anna, Anna K.) and fits two people fits neither for sure.
CREATE TABLE partial AS
SELECT n_l AS part, n_r AS whole FROM held_back JOIN features p ON p.n = n_l
WHERE match_probability >= 0.5 AND (length(p.first) <= 1 OR length(p.family) <= 1)
UNION ALL
SELECT n_r, n_l FROM held_back JOIN features p ON p.n = n_r
WHERE match_probability >= 0.5 AND (length(p.first) <= 1 OR length(p.family) <= 1);
CREATE TABLE ambiguous AS
SELECT part FROM partial JOIN features f ON f.n = whole WHERE length(f.first) > 1 AND length(f.family) > 1
GROUP BY part HAVING count(DISTINCT f.stem || ' ' || f.fbones) > 1;
