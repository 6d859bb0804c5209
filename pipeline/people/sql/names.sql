-- How names, firms and addresses agree.
-- What scanners confuse in the names of firms.
CREATE MACRO scanned(x) AS translate(replace(replace(x, 'rn', 'm'), 'vv', 'w'), '01i58', 'ollsb');
-- Two people on LinkedIn; an id that LinkedIn made may stand beside an address of one's own choice.
CREATE MACRO other_profile(a, b) AS a <> '' AND b <> '' AND a <> b AND NOT regexp_matches(a,
    '^aco[a-z][a-z0-9_-]{20,}$')
    AND NOT regexp_matches(b, '^aco[a-z][a-z0-9_-]{20,}$');
-- At most so many letters changed, dropped, added or swapped. A swap counts twice for `levenshtein`, which is many times
-- cheaper and settles most.
CREATE MACRO slips(a, b, most) AS CASE
    WHEN levenshtein(a, b) > 2 * most THEN false ELSE damerau_levenshtein(a, b) <= most END;
-- Two words that one slip of the pen, the keyboard or the scanner can turn into each other.
CREATE MACRO near(a, b) AS CASE
    WHEN length(a) < 3 OR length(b) < 3 OR abs(length(a) - length(b)) > 3 THEN false
    WHEN jaro_winkler_similarity(a, b) >= 0.88 THEN true
    ELSE slips(a, b, CASE WHEN length(a) > 5 THEN 2 ELSE 1 END) END;
-- Two letters apart, short given names may be two names: Yutong and Yuhang, Kavita and Anita.
CREATE MACRO apart(a, b) AS length(a) < 8 AND damerau_levenshtein(a, b) > 1 AND jaro_winkler_similarity(a, b) < 0.88;
-- Anna and Anne, Michael and Michaela: as in lexicon.py.
CREATE MACRO told_by_ending(a, b) AS (length(a) = length(b) AND a[:-2] = b[:-2] AND contains('aeo', a[-1])
        AND contains('aeo', b[-1]))
    OR (a[:-2] = b AND contains('aeo', a[-1])) OR (b[:-2] = a AND contains('aeo', b[-1]));
-- Two words of much the same letters in some order.
CREATE MACRO garbled(a, b) AS CASE
    WHEN length(a) < 4 OR length(b) < 4 OR abs(length(a) - length(b)) > 2 THEN false ELSE jaccard(a, b) >= 0.8 END;
CREATE MACRO initial(a, b) AS (length(a) = 1 AND a = b[1]) OR (length(b) = 1 AND b = a[1]);
-- One question at a time: AND and OR would ask all of them.
CREATE MACRO crossed_once(given_a, family_a, given_b, family_b) AS CASE
    WHEN near(given_a, family_b) THEN CASE WHEN family_a = '' THEN true ELSE near(family_a, given_b) END
    ELSE false END;
CREATE MACRO crossed(given_a, family_a, given_b, family_b) AS CASE
    WHEN crossed_once(given_a, family_a, given_b, family_b) THEN true
    ELSE crossed_once(given_b, family_b, given_a, family_a) END;
-- The consonants in classes, as in sounds.py.
CREATE MACRO sound(x) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(regexp_replace(replace(x, ' ', ''), '^(al|el|ul)(..)', '\2'), 'shch', 's'), 'tsch', 'c'), 'sch', 's'), 'tch', 'c'), 'sh', 's'), 'zh', 's'), 'ts', 's'), 'ch', 'c'), 'dj', 'c'), 'ph', 'f'), 'kh', 'k'), 'gh', 'k'), 'x', 'ks'), 'bdgqzvwmjaeiouyh', 'ptkksffnc'), 'nn', 'n'), 'pp', 'p'), 'tt', 't'), 'kk', 'k'), 'ss', 's'), 'ff', 'f'), 'nn', 'n'), 'cc', 'c'), 'll', 'l'), 'rr', 'r');
-- A name in another script that may be spelt like this.
CREATE MACRO heard_as(sounds, name) AS CASE WHEN name = '' THEN false
    WHEN list_contains(sounds, '=' || replace(name, ' ', '')) THEN true
    ELSE list_has_any(sounds, [sound(name), replace(sound(name), 'f', '')]) END;
CREATE MACRO heard(sounds_a, name_a, sounds_b, name_b) AS CASE
    WHEN (length(sounds_a) = 0) = (length(sounds_b) = 0) THEN false
    WHEN length(sounds_b) = 0 THEN heard_as(sounds_a, name_b) ELSE heard_as(sounds_b, name_a) END;
-- Nobody can tell from its letters how the one is spelt in the other's.
CREATE MACRO unread(sounds_a, sounds_b) AS CASE
    WHEN (length(sounds_a) = 0) = (length(sounds_b) = 0) THEN false
    ELSE list_contains(sounds_a, '*') OR list_contains(sounds_b, '*') END;
-- Hans-Peter and Hans-Jürgen, Soo-jin and Hye-jin share a part and are two names; Anna Maria and Anna M. are one.
CREATE MACRO two_doubles(given_a, toks_a, given_b, toks_b) AS CASE
    WHEN length(toks_a) < 2 OR length(toks_b) < 2 THEN false
    WHEN length(list_intersect(toks_a, toks_b)) >= least(length(toks_a), length(toks_b)) THEN false
    WHEN toks_a[1] = toks_b[1] AND initial(toks_a[2], toks_b[2]) THEN false
    WHEN replace(given_a, ' ', '') = replace(given_b, ' ', '') THEN false
    ELSE list_has_any(toks_a, toks_b) AND NOT slips(given_a, given_b, 1) END;
-- How two given names agree, best first; 0 = they are the names of two people, -1 = one is unknown.
CREATE MACRO given_agreement(
    given_a, first_a, bones_a, family_a, tokens_a, nicks_a, toks_a, known_a, sounds_a,
    given_b, first_b, bones_b, family_b, tokens_b, nicks_b, toks_b, known_b, sounds_b
) AS CASE
    WHEN given_a = '' OR given_b = '' THEN -1
    WHEN given_a = given_b THEN 7
    WHEN tokens_a = tokens_b THEN 6
    WHEN two_doubles(given_a, toks_a, given_b, toks_b) THEN 0
    WHEN length(bones_a) > 2 AND bones_a = bones_b THEN 5
    WHEN list_has_any(nicks_a, nicks_b) THEN 5
    WHEN CASE WHEN length(toks_a) > 1 OR length(toks_b) > 1 THEN list_has_any(toks_a, toks_b) ELSE false END THEN 5
    WHEN heard(sounds_a, given_a, sounds_b, given_b) THEN 5
    WHEN unread(sounds_a, sounds_b) THEN -1
    WHEN initial(first_a, first_b) THEN 4
    WHEN CASE WHEN known_a AND known_b THEN false WHEN near(first_a, first_b) THEN true
        ELSE near(bones_a, bones_b) END THEN 3
    WHEN crossed(given_a, family_a, given_b, family_b) THEN 2
    WHEN NOT (known_a AND known_b) AND garbled(given_a, given_b) THEN 1
    ELSE 0 END;
CREATE MACRO half(given_a, family_a, given_b, family_b) AS
    (length(given_a) > 2 AND given_a = family_b) OR (length(given_b) > 2 AND given_b = family_a);
-- Dots and digits tell mailboxes of one provider apart: smith1 and smith2, ann_smith and ann.smith.
CREATE MACRO other_mailbox(a, b) AS split_part(a, '@', 2) = split_part(b, '@', 2)
    AND regexp_replace(split_part(a, '@', 1), '[^a-z]', '', 'g') = regexp_replace(split_part(b, '@', 1), '[^a-z]', '', 'g');
CREATE MACRO mail_slip(a, bones_a, b, bones_b) AS CASE
    WHEN bones_a = bones_b THEN NOT other_mailbox(a, b)
    WHEN length(a) > 11 THEN CASE WHEN slips(a, b, 2)
        THEN regexp_replace(a, '[^0-9]', '', 'g') = regexp_replace(b, '[^0-9]', '', 'g') AND NOT other_mailbox(a, b)
        ELSE false END
    ELSE false END;
-- Contoso and Contoso Energy; Contoso and Contosso.
CREATE MACRO similar_firm(a, bones_a, b, bones_b) AS CASE
    WHEN a IS NULL OR b IS NULL OR length(a) < 5 OR length(b) < 5 THEN false
    WHEN starts_with(a, b) OR starts_with(b, a) THEN true
    WHEN bones_a = bones_b THEN true
    ELSE CASE WHEN length(a) > 7 THEN slips(a, b, 2) ELSE false END END;
-- Ada Byron (Contoso): what stands in brackets behind a name in a phone is often the firm.
CREATE MACRO begins(byname, orgs) AS CASE WHEN length(byname) < 4 THEN false
    ELSE length(list_filter(orgs, lambda x: starts_with(x, byname))) > 0 END;
CREATE MACRO jaccard_words(a, b) AS
    length(list_intersect(string_split(a, ' '), string_split(b,
        ' '))) / length(list_distinct(string_split(a || ' ' || b, ' ')));
