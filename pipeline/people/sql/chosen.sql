-- Every value in order, and whether people.csv shows it. Of a list it shows each value once.
SELECT i, home, rank, published FROM (
    SELECT i, home, p, field, rank, usable AND CASE
        WHEN listed(field) THEN first
        ELSE rank = 1 AND single(field, bundle) AND (bundle = '' OR winning OR decided) END AS published
    FROM (SELECT *, row_number() OVER (PARTITION BY p, field, value ORDER BY rank) = 1 AS first FROM ranked)
    UNION ALL
    SELECT i, home, p, field, 1, usable AND (listed(field) OR single(field, bundle))
    FROM bundled ANTI JOIN several USING (p))
ORDER BY p, field, rank
