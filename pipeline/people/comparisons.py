"""The comparisons of the Fellegi-Sunter model: which levels of agreement are told apart, best first.

The m and u probabilities of the levels are data (`model/match_model.json`), made by `model/training`.
Levels are plain SQL on the columns of `features`; the first that holds counts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement: its SQL condition, and the words for it."""

    name: str
    sql: str
    words: str
    frequency: str = ""
    """The column whose population frequency takes the place of u."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared; where `missing` holds it says nothing."""

    name: str
    missing: str
    levels: tuple[Level, ...]


SAME_GIVEN = "l.given = r.given"
SWAPPED = "(l.given <> r.given AND l.tokens = r.tokens)"
GIVEN_VARIANT = "(list_has_any(l.nicks, r.nicks) OR list_has_any(l.gtoks, r.gtoks))"
GIVEN_INITIAL = "((length(l.first) = 1 AND l.first = r.first[1]) OR (length(r.first) = 1 AND r.first = l.first[1]))"
GIVEN_SLIP = (
    "(length(l.first) > 2 AND length(r.first) > 2 AND NOT (l.gknown AND r.gknown)"
    " AND (damerau_levenshtein(l.first, r.first) <= 1"
    " OR (length(l.first) > 5 AND damerau_levenshtein(l.first, r.first) <= 2)"
    " OR jaro_winkler_similarity(l.first, r.first) >= 0.9))"
)
OTHER_NAME = (
    f"(l.given <> '' AND r.given <> '' AND NOT ({SAME_GIVEN}) AND NOT {SWAPPED} AND NOT {GIVEN_VARIANT}"
    f" AND NOT {GIVEN_INITIAL} AND NOT {GIVEN_SLIP})"
)

GIVEN = Comparison(
    "given",
    "l.given = '' OR r.given = ''",
    (
        Level("same", SAME_GIVEN, "same given name", "given"),
        Level("swapped", SWAPPED, "the same names in another order", "tokens"),
        Level("variant", GIVEN_VARIANT, "forms of one given name", "given"),
        Level("initial", GIVEN_INITIAL, "an initial that fits"),
        Level("slip", GIVEN_SLIP, "given name misspelt"),
        Level("other", "ELSE", "other given name"),
    ),
)

FAMILY = Comparison(
    "family",
    "l.family = '' OR r.family = ''",
    (
        Level("same", "l.family = r.family", "same family name", "family"),
        Level("swapped", "l.tokens = r.tokens", ""),
        Level("part", "list_has_any(l.ftoks, r.ftoks)", "part of the family name is the same"),
        Level(
            "slip",
            "(length(l.family) > 2 AND length(r.family) > 2 AND (damerau_levenshtein(l.family, r.family) <= 1"
            " OR (length(l.family) > 6 AND damerau_levenshtein(l.family, r.family) <= 2)"
            " OR jaro_winkler_similarity(l.family, r.family) >= 0.92))",
            "family name misspelt",
        ),
        Level(
            "initial",
            "((length(l.family) = 1 AND l.family = r.family[1]) OR (length(r.family) = 1 AND r.family = l.family[1]))",
            "an initial of the family name that fits",
        ),
        Level("other", "ELSE", "other family name"),
    ),
)

MIDDLE = Comparison(
    "middle",
    "length(l.middle) = 0 OR length(r.middle) = 0",
    (
        Level("same", "list_has_any(l.middle, r.middle)", "same middle initial"),
        Level("other", "ELSE", "other middle initial"),
    ),
)

GENERATION = Comparison(
    "generation",
    "l.generation = r.generation",
    (
        Level("one", "l.generation = '' OR r.generation = ''", "only one is Jr. or Sr."),
        Level("other", "ELSE", "Jr. and Sr."),
    ),
)

LINKEDIN = Comparison(
    "linkedin_url",
    "l.slug = '' OR r.slug = ''",
    (Level("same", "l.slug = r.slug", "same LinkedIn URL"), Level("other", "ELSE", "other LinkedIn URL")),
)

EMAIL = Comparison(
    "email",
    "length(l.all_emails) = 0 OR length(r.all_emails) = 0",
    (
        Level("same", f"list_has_any(l.emails, r.emails) AND NOT {OTHER_NAME}", "same e-mail"),
        Level("shared", "list_has_any(l.all_emails, r.all_emails)", "an e-mail that others use too"),
        Level(
            "slip",
            f"length(l.emails) > 0 AND length(r.emails) > 0 AND NOT {OTHER_NAME}"
            " AND damerau_levenshtein(l.emails[1], r.emails[1]) <= 2",
            "e-mail misspelt",
        ),
        Level(
            "local",
            f"list_has_any(list_filter(l.locals, lambda x: length(x) > 4), r.locals) AND NOT {OTHER_NAME}",
            "same e-mail name at another provider",
        ),
        Level("domain", "list_has_any(l.domains, r.domains)", "other e-mail at the same domain"),
        Level("other", "ELSE", "other e-mail"),
    ),
)

PHONE = Comparison(
    "phone",
    "length(l.all_phones) = 0 OR length(r.all_phones) = 0",
    (
        Level("same", f"list_has_any(l.phones, r.phones) AND NOT {OTHER_NAME}", "same phone"),
        Level("shared", "list_has_any(l.all_phones, r.all_phones)", "a phone that others use too"),
        Level(
            "slip",
            f"length(l.phones) > 0 AND length(r.phones) > 0 AND NOT {OTHER_NAME}"
            " AND length(l.phones[1]) = length(r.phones[1]) AND damerau_levenshtein(l.phones[1], r.phones[1]) <= 1",
            "phone with one digit off",
        ),
        Level("other", "ELSE", "other phone"),
    ),
)

ORGANIZATION = Comparison(
    "organization",
    "length(l.orgs) = 0 OR length(r.orgs) = 0",
    (
        Level("same", "list_has_any(l.orgs, r.orgs)", "same organization"),
        Level(
            "similar",
            "jaro_winkler_similarity(l.orgs[1], r.orgs[1]) >= 0.9 OR starts_with(l.orgs[1], r.orgs[1] || ' ')"
            " OR starts_with(r.orgs[1], l.orgs[1] || ' ')",
            "similar organization",
        ),
        Level("other", "ELSE", "other organization"),
    ),
)

TITLE = Comparison(
    "title",
    "l.title = '' OR r.title = ''",
    (
        Level("same", "l.title = r.title", "same title"),
        Level("similar", "jaro_winkler_similarity(l.title, r.title) >= 0.88", "similar title"),
        Level("other", "ELSE", "other title"),
    ),
)

ADDRESS = Comparison(
    "address",
    "(l.postal = '' OR r.postal = '') AND (l.city = '' OR r.city = '')",
    (
        Level(
            "same",
            f"l.street <> '' AND r.street <> '' AND jaro_winkler_similarity(l.street, r.street) >= 0.92"
            f" AND (l.postal = r.postal OR l.city = r.city) AND NOT {OTHER_NAME}",
            "same address",
        ),
        Level("postal", f"l.postal <> '' AND l.postal = r.postal AND NOT {OTHER_NAME}", "same postal code"),
        Level("city", "l.city <> '' AND jaro_winkler_similarity(l.city, r.city) >= 0.92", "same city"),
        Level("other", "ELSE", "other address"),
    ),
)

BIRTHDAY = Comparison(
    "birthday",
    "l.birthday = '' OR r.birthday = ''",
    (
        Level("same", "l.birthday = r.birthday", "same birthday"),
        Level("slip", "damerau_levenshtein(l.birthday, r.birthday) <= 1", "birthday with one digit off"),
        Level("near", "damerau_levenshtein(l.birthday, r.birthday) <= 2", "birthday with two digits off"),
        Level("other", "ELSE", "other birthday"),
    ),
)

COMPARISONS = (
    GIVEN, FAMILY, MIDDLE, GENERATION, LINKEDIN, EMAIL, PHONE, ORGANIZATION, TITLE, ADDRESS, BIRTHDAY,
)  # fmt: skip
