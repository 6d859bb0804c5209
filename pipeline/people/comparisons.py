"""The comparisons of the Fellegi-Sunter model: which levels of agreement are told apart, best first.

The m and u probabilities of the levels are data (`model/match_model.json`), made by `model/training`.
Levels are plain SQL on the columns of `features`; the first that holds counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement: its SQL condition, and the words for it."""

    name: str
    sql: str
    words: str
    frequency: str = ""
    """The column whose population frequency takes the place of u."""
    good: bool = True
    """Whether it speaks for one person, for the words that explain it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared; where `missing` holds it says nothing."""

    name: str
    missing: str
    levels: tuple[Level, ...]


AGREEMENT = (
    "given_agreement(l.given, l.first, l.gbones, l.family, l.tokens, l.nicks, l.gtoks, l.gknown, l.gsounds,"
    " r.given, r.first, r.gbones, r.family, r.tokens, r.nicks, r.gtoks, r.gknown, r.gsounds)"
)
HEARD = "heard(l.gsounds, l.given, r.gsounds, r.given)"
OTHER_NAME = f"({AGREEMENT} = 0)"

SWAPPED = "(l.tokens = r.tokens OR crossed(l.given, l.family, r.given, r.family))"
HALF = "half(l.given, l.family, r.given, r.family)"

# Pairs that bear the names of two people (OTHER_NAME) are scored apart from the others, so that the costly
# question is asked once for each pair; `sided` puts the answer in.
GIVEN = Comparison(
    "given",
    f"l.given = '' OR r.given = '' OR (unread(l.gsounds, r.gsounds) AND NOT {HEARD})",
    (
        Level("half", f"{OTHER_NAME} AND {HALF}", "one has the other's given name as family name", good=False),
        Level("other", OTHER_NAME, "other given name", good=False),
        Level("same", "l.given = r.given", "same given name", "given"),
        Level("swapped", "l.tokens = r.tokens", "the same names in another order", "tokens"),
        Level(
            "variant",
            "list_has_any(l.nicks, r.nicks) OR list_has_any(l.gtoks, r.gtoks)"
            f" OR (length(l.gbones) > 2 AND l.gbones = r.gbones) OR {HEARD}",
            "forms of one given name",
            "given",
        ),
        Level("initial", "initial(l.first, r.first)", "an initial that fits"),
        Level("slip", "near(l.first, r.first) OR near(l.gbones, r.gbones)", "given name misspelt"),
        Level("crossed", SWAPPED, "given and family name in each other's place"),
        Level("garbled", "ELSE", "given name garbled"),
    ),
)

# Ada Contoso, of a phone that has no field for the firm.
SURNAMED = (
    "CASE WHEN l.family = r.family THEN false"
    " WHEN length(l.firms) = 0 AND length(r.orgs) > 0 THEN begins(scanned(l.family), r.orgs)"
    " WHEN length(r.firms) = 0 AND length(l.orgs) > 0 THEN begins(scanned(r.family), l.orgs) ELSE false END"
)

FAMILY = Comparison(
    "family",
    f"l.family = '' OR r.family = '' OR {SURNAMED}",
    (
        Level("same", "l.family = r.family", "same family name", "family"),
        Level("swapped", f"({OTHER_NAME} AND {HALF}) OR (NOT {OTHER_NAME} AND {SWAPPED})", ""),
        Level(
            "part",
            "list_has_any(l.ftoks, r.ptoks) OR list_has_any(l.ptoks, r.ftoks)",
            "part of the family name is the same",
        ),
        Level(
            "spelling",
            "(length(l.fbones) > 2 AND l.fbones = r.fbones) OR (l.fgroup <> '' AND l.fgroup = r.fgroup)"
            " OR heard(l.fsounds, l.family, r.fsounds, r.family)",
            "another spelling of the family name",
            "family",
        ),
        Level("slip", "near(l.family, r.family) OR near(l.fbones, r.fbones)", "family name misspelt"),
        Level("initial", "initial(l.family, r.family)", "an initial of the family name that fits"),
        Level("garbled", "garbled(l.family, r.family)", "family name garbled"),
        Level("other", "ELSE", "other family name", good=False),
    ),
)

MIDDLE = Comparison(
    "middle",
    "length(l.middle) = 0 OR length(r.middle) = 0",
    (
        Level("same", "list_has_any(l.middle, r.middle)", "same middle initial"),
        Level("other", "ELSE", "other middle initial", good=False),
    ),
)

GENERATION = Comparison(
    "generation",
    "l.generation = r.generation",
    (
        Level("one", "l.generation = '' OR r.generation = ''", "only one is Jr. or Sr.", good=False),
        Level("other", "ELSE", "Jr. and Sr.", good=False),
    ),
)

LINKEDIN = Comparison(
    "linkedin_url",
    "l.slug = '' OR r.slug = '' OR (l.slug <> r.slug AND NOT other_profile(l.slug, r.slug))",
    (Level("same", "l.slug = r.slug", "same LinkedIn URL"), Level("other", "ELSE", "other LinkedIn URL", good=False)),
)

EMAIL = Comparison(
    "email",
    "length(l.all_emails) = 0 OR length(r.all_emails) = 0",
    (
        Level(
            "own",
            "(l.tokens = '') <> (r.tokens = '') AND list_has_any(l.emails, r.emails)"
            " AND (l.own_family OR l.own_given OR r.own_family OR r.own_given)",
            "same e-mail, and it bears the name",
        ),
        Level("same", f"list_has_any(l.emails, r.emails) AND NOT {OTHER_NAME}", "same e-mail"),
        Level("shared", "list_has_any(l.all_emails, r.all_emails)", "an e-mail that others use too", good=False),
        Level(
            "slip",
            f"length(l.emails) > 0 AND length(r.emails) > 0 AND NOT {OTHER_NAME}"
            " AND mail_slip(l.emails[1], l.mail_bones, r.emails[1], r.mail_bones)",
            "e-mail misspelt",
        ),
        Level(
            "local",
            f"list_has_any(l.handles, r.handles) AND NOT {OTHER_NAME}",
            "same e-mail name at another provider",
        ),
        Level("domain", "list_has_any(l.domains, r.domains)", "other e-mail at the same domain", good=False),
        Level("other", "ELSE", "other e-mail", good=False),
    ),
)

PHONE = Comparison(
    "phone",
    "length(l.all_phones) = 0 OR length(r.all_phones) = 0",
    (
        Level("same", f"list_has_any(l.phones, r.phones) AND NOT {OTHER_NAME}", "same phone"),
        Level("shared", "list_has_any(l.all_phones, r.all_phones)", "a phone that others use too", good=False),
        Level(
            "slip",
            f"length(l.phones) > 0 AND length(r.phones) > 0 AND NOT {OTHER_NAME}"
            " AND length(l.phones[1]) = length(r.phones[1]) AND damerau_levenshtein(l.phones[1], r.phones[1]) <= 1",
            "phone with one digit off",
        ),
        Level("other", "ELSE", "other phone", good=False),
    ),
)

BYNAME = f"(begins(l.byname, r.orgs) OR begins(r.byname, l.orgs) OR {SURNAMED})"

ORGANIZATION = Comparison(
    "organization",
    f"(length(l.firms) = 0 OR length(r.firms) = 0) AND NOT {BYNAME}",
    (
        Level("same", "list_has_any(l.orgs, r.orgs)", "same organization"),
        Level(
            "domain",
            "list_has_any(l.domains, r.domains) OR list_has_any(l.firms, r.firms)",
            "same organization by its domain",
        ),
        Level("byname", BYNAME, "the organization stands behind the name"),
        Level("similar", "similar_firm(l.orgs[1], l.firm_bones, r.orgs[1], r.firm_bones)", "similar organization"),
        Level("other", "ELSE", "other organization", good=False),
    ),
)

TITLE = Comparison(
    "title",
    "l.title = '' OR r.title = ''",
    (
        Level("same", "l.title = r.title", "same title"),
        Level("similar", "jaro_winkler_similarity(l.title, r.title) >= 0.88", "similar title"),
        Level("other", "ELSE", "other title", good=False),
    ),
)

SAME_STREET = "(l.street = r.street OR jaro_winkler_similarity(l.street, r.street) >= 0.92)"

STREET = Comparison(
    "street",
    "l.street = '' OR r.street = ''",
    (
        Level("office", f"{SAME_STREET} AND list_has_any(l.orgs, r.orgs)", "same office"),
        Level(
            "household",
            f"{SAME_STREET} AND {OTHER_NAME} AND NOT (l.birthday = r.birthday AND l.birthday <> '')",
            "same street under another name",
        ),
        Level("same", SAME_STREET, "same street"),
        Level("similar", "jaccard_words(l.street, r.street) >= 0.5", "similar street"),
        Level("other", "ELSE", "other street", good=False),
    ),
)

PLACE = Comparison(
    "place",
    "(l.postal = '' OR r.postal = '') AND (l.city = '' OR r.city = '')",
    (
        Level(
            "same",
            "l.postal <> '' AND l.postal = r.postal AND (l.city = '' OR r.city = '' OR near(l.city, r.city))",
            "same town and postal code",
        ),
        Level("postal", "l.postal <> '' AND l.postal = r.postal", "same postal code"),
        Level(
            "slip",
            "l.city <> '' AND near(l.city, r.city) AND l.postal <> '' AND r.postal <> ''"
            " AND damerau_levenshtein(l.postal, r.postal) <= 1",
            "same town, postal code misspelt",
        ),
        Level("city", "l.city <> '' AND near(l.city, r.city)", "same town"),
        Level("other", "ELSE", "other town", good=False),
    ),
)

BIRTHDAY = Comparison(
    "birthday",
    "l.birthday = '' OR r.birthday = ''",
    (
        Level("same", "l.birthday = r.birthday", "same birthday"),
        Level("slip", "damerau_levenshtein(l.birthday, r.birthday) <= 1", "birthday with one digit off"),
        Level("near", "damerau_levenshtein(l.birthday, r.birthday) <= 2", "birthday with two digits off"),
        Level(
            "part", "l.birthday[1:4] = r.birthday[1:4] OR l.birthday[6:] = r.birthday[6:]", "same year or day of birth"
        ),
        Level("other", "ELSE", "other birthday", good=False),
    ),
)

CONNECTED = Comparison(
    "connected_on",
    "l.connected = '' OR r.connected = ''",
    (
        Level("same", "l.connected = r.connected", "connected on the same day"),
        Level("other", "ELSE", "connected on another day", good=False),
    ),
)

COMPARISONS = (
    GIVEN, FAMILY, MIDDLE, GENERATION, LINKEDIN, EMAIL, PHONE, ORGANIZATION, TITLE, STREET, PLACE, BIRTHDAY, CONNECTED,
)  # fmt: skip


def sided(sql: str, odd: bool) -> str:
    """The condition as Splink wants it, columns `x_l` and `x_r`, for pairs of two names (`odd`) or the others."""
    told = sql.replace(OTHER_NAME, "true" if odd else "false")
    return re.sub(r"\b([lr])\.([a-z_]+)", r'"\2_\1"', told)
