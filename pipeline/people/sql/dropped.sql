-- Values that people dropped stay, but are not used: of the person, whichever record says them; all of a field only of the
-- record. A mailbox is dropped in whatever capitals it is written.
UPDATE gathered SET usable = false FROM dropped d JOIN people_of USING (record_id)
WHERE NOT decided AND d.field = gathered.field AND CASE WHEN d.value = '' THEN people_of.r = gathered.r
    ELSE people_of.p = gathered.p AND (d.value = gathered.value
        OR (d.field = 'email' AND lower(d.value) = lower(gathered.value))) END;
