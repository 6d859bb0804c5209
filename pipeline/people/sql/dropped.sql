-- Values that people dropped stay, but are not used. A mailbox is dropped in whatever capitals it is written.
UPDATE gathered SET usable = false FROM dropped d JOIN people_of USING (record_id)
WHERE NOT decided AND people_of.r = gathered.r AND d.field = gathered.field
    AND (d.value IN ('', gathered.value) OR (d.field = 'email' AND lower(d.value) = lower(gathered.value)));
