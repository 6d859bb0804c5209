-- Values that people dropped stay, but are not used.
UPDATE gathered SET usable = false FROM dropped d JOIN people_of USING (record_id)
WHERE NOT decided AND people_of.r = gathered.r AND d.field = gathered.field AND d.value IN ('', gathered.value);
