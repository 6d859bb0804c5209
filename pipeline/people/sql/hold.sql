-- Pairs held back whatever their sum: contradictions, names without a second clue.
CREATE TABLE held_back AS
SELECT s.*,
    (l.tokens = '') <> (r.tokens = '') AND s.birthday NOT IN ('same', 'slip', 'near') AS nameless,
    NOT nameless AND (s.email IN ('same', 'slip') OR s.phone IN ('same', 'slip') OR s.linkedin_url = 'same'
        OR s.birthday IN ('same', 'slip')) AS personal,
    s.email IN ('other', 'domain', 'shared') OR s.phone = 'other' OR s.title = 'other'
        OR s.organization = 'other' AS two,
    length(l.all_emails) + length(r.all_emails) + length(l.all_phones) + length(r.all_phones) + length(l.firms) + length(r.firms) > 0
        AS reached,
    -- Two records of one connection on LinkedIn: an old export has no profile URL, its day stays.
    s.connected_on = 'same' AND s.given = 'same' AND s.organization IN ('same', 'domain', 'similar') AS connection,
    -- At another firm a town is where many work, and a title is what many are.
    mw_email + mw_phone + mw_organization + mw_street + mw_birthday + mw_connected_on
        + CASE WHEN s.organization = 'other' AND length(l.orgs) > 0 AND length(r.orgs) > 0
            THEN least(mw_title + mw_place, 0) ELSE mw_title + mw_place END AS clues,
    CASE
    WHEN s.linkedin_url = 'same' THEN ''
    WHEN s.linkedin_url = 'other' THEN 'two LinkedIn URLs'
    WHEN s.generation = 'other' THEN 'Jr. and Sr.'
    -- Colleagues at one desk line are not to be asked about.
    WHEN s.given = 'other' AND s.family = 'other' AND s.birthday <> 'same' THEN 'two names'
    -- Whose number or mailbox it is nobody says, unless the mailbox bears the name.
    WHEN nameless AND s.email <> 'own' THEN 'no name'
    -- A couple has one house and one line: whoever has another given name there is somebody else. At one firm it may be
    -- the same person under another name.
    WHEN s.given = 'other' AND l.gknown AND r.gknown AND NOT personal
        AND s.organization NOT IN ('same', 'similar', 'domain') THEN 'two given names'
    WHEN s.given IN ('other', 'half') AND (s.birthday <> 'same' OR (l.gknown AND r.gknown AND two))
        THEN 'other given name'
    -- A slip of the pen in one given name, or two names? Where other things differ too, two.
    WHEN s.given = 'slip' AND two AND s.birthday NOT IN ('same', 'slip') AND ((l.glisted AND r.glisted)
        OR told_by_ending(l.first, r.first) OR (apart(l.first, r.first) AND apart(l.gbones, r.gbones)))
        THEN 'other given name'
    WHEN s.family = 'slip' AND two AND NOT personal AND apart(l.family, r.family) AND apart(l.fbones, r.fbones)
        THEN 'other family name'
    WHEN s.family = 'other' AND s.given IN ('initial', 'slip', 'garbled') AND s.birthday NOT IN ('same', 'slip')
        THEN 'other given name'
    WHEN s.family = 'other' AND NOT personal AND NOT connection AND reached THEN 'other family name'
    -- A number on a desk belongs to whoever sits there, and the next desk has the next number.
    WHEN s.family = 'other' AND s.email NOT IN ('same', 'slip') AND s.birthday NOT IN ('same', 'slip')
        AND (s.phone = 'slip' OR list_has_any(list_intersect(l.phones, r.phones), l.lines || r.lines)) THEN 'other family name'
    WHEN s.generation = 'one' AND NOT (s.email = 'same' AND s.phone = 'same') THEN 'only one is Jr. or Sr.'
    WHEN s.email = 'domain' AND list_has_any(l.unnumbered, r.unnumbered) THEN 'each has a mailbox of that name'
    WHEN s.email <> 'same' AND s.birthday <> 'same' AND (
        (l.fbones <> r.fbones AND l.own_family AND r.own_family AND s.family <> 'swapped')
        OR (l.gbones <> r.gbones AND l.own_given AND r.own_given AND s.given NOT IN ('swapped', 'crossed')
            -- a slip in a name that no list has is in the mailbox too
            AND NOT (s.email = 'slip' AND s.title <> 'other' AND NOT (l.glisted AND r.glisted))))
        THEN 'each has a mailbox of that name'
    WHEN abs(try_cast(l.birthday[1:4] AS INTEGER) - try_cast(r.birthday[1:4] AS INTEGER)) >= 15
        AND reached THEN 'years between the birthdays'
    WHEN NOT personal AND clues < 0.3 THEN CASE WHEN l.bare OR r.bare THEN 'only a name' ELSE 'nothing but the name' END
    WHEN s.organization = 'other' AND s.email IN ('other', 'domain') AND s.phone = 'other' AND s.birthday <> 'same'
        THEN 'other firm, e-mail and phone'
    -- Ann Smith's mailbox is a letter away from another Ann Smith's.
    WHEN s.email = 'slip' AND s.phone = 'other' AND s.organization NOT IN ('same', 'similar', 'domain')
        AND s.birthday NOT IN ('same', 'slip') THEN 'other phone'
    ELSE '' END AS rule
FROM levelled s JOIN features l ON l.n = s.n_l JOIN features r ON r.n = s.n_r;
