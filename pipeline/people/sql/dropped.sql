-- Values that people dropped stay, but are not used.
UPDATE gathered SET usable = false FROM dropped d
WHERE NOT decided AND d.record_id = gathered.record_id AND d.field = gathered.field AND d.value IN ('',
    gathered.value);
