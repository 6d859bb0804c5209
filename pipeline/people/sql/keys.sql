-- Keys that records may meet on.
CREATE TABLE keys AS SELECT DISTINCT n, hash(key) AS key, most FROM (
    SELECT n, 'url ' || slug AS key, 200 AS most FROM features WHERE slug <> ''
    UNION ALL SELECT n, 'mail ' || unnest(all_emails), 60 FROM features
    UNION ALL SELECT n, 'local ' || unnest(locals), 30 FROM features
    UNION ALL SELECT n, 'phone ' || unnest(all_phones), 60 FROM features
    UNION ALL SELECT n, 'words ' || tokens, 100 FROM features WHERE contains(tokens, ' ')
    UNION ALL SELECT n, 'name ' || name || ' ' || ftok, 60 FROM
        (SELECT n, unnest([first, stem]) AS name, ftoks FROM features WHERE first <> ''), unnest(ftoks) AS f(ftok)
    UNION ALL SELECT n, 'bones ' || gbones || ' ' || fbones, 60 FROM features WHERE first <> '' AND family <> ''
    UNION ALL SELECT n, 'bones ' || fbones || ' ' || gbones, 60 FROM features WHERE first <> '' AND family <> ''
    UNION ALL SELECT n, 'initial ' || first[1] || ' ' || ftok, 40 FROM features, unnest(ftoks) AS f(ftok)
        WHERE first <> ''
    UNION ALL SELECT n, 'family ' || ftok || ' ' || org, 40 FROM features, unnest(ftoks) AS f(ftok),
        unnest(firms) AS o(org)
    UNION ALL SELECT n, 'given ' || name || ' ' || org, 40 FROM
        (SELECT n, unnest([first, stem]) AS name, firms FROM features WHERE first <> ''), unnest(firms) AS o(org)
    UNION ALL SELECT n, 'start ' || org || ' ' || fbones[1:3], 40 FROM features, unnest(firms) AS o(org)
        WHERE fbones <> ''
    UNION ALL SELECT n, 'given ' || first || ' ' || city, 30 FROM features WHERE first <> '' AND city <> ''
    UNION ALL SELECT n, 'family ' || family || ' ' || city, 30 FROM features WHERE family <> '' AND city <> ''
    UNION ALL SELECT n, 'birth ' || birthday, 40 FROM features WHERE birthday <> ''
    UNION ALL SELECT n, 'family ' || family || ' ' || birthday[1:4], 40 FROM features WHERE family <> ''
        AND birthday <> ''
    UNION ALL SELECT n, 'given ' || first || ' ' || birthday[1:4], 40 FROM features WHERE first <> ''
        AND birthday <> ''
    UNION ALL SELECT n, 'start ' || family[1:4] || ' ' || given[1:3], 40 FROM features WHERE family <> ''
        AND given <> ''
    UNION ALL SELECT n, 'start ' || given[1:4] || ' ' || family[1:3], 40 FROM features WHERE family <> ''
        AND given <> ''
    -- Names in two scripts share no letters; at one firm they are few.
    UNION ALL SELECT n, 'script ' || org, 40 FROM (SELECT n, unnest(firms) AS org FROM features)
        WHERE org IN (SELECT unnest(firms) FROM features WHERE length(gsounds) + length(fsounds) > 0)
    UNION ALL SELECT n, 'street ' || street || ' ' || postal, 30 FROM features WHERE street <> ''
);
