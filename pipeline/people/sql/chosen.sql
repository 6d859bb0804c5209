-- Every value, and whether people.csv shows it.
SELECT person_id, record_id, field, value, raw, round(confidence, 4) AS confidence, method, locator,
    usable AND CASE
        WHEN field IN ('email', 'phone', 'website', 'note', 'connected_on', 'met_on') THEN first
        WHEN bundle IN ('name', 'job', 'place') THEN rank = 1 AND (winning OR decided)
        ELSE rank = 1 AND field IN ('linkedin_url', 'birthday') END AS published,
    type, grp AS "group", as_of, run, source_kind, rank
FROM (SELECT *, row_number() OVER (PARTITION BY p, field, value ORDER BY rank) = 1 AS first FROM ranked)
JOIN persons USING (p) ORDER BY p, field, rank
