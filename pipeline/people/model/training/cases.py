"""The hard cases of a contact list, each with what must join and what must stay apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.people.model.training.records import (
    Rec,
    card,
    decorated,
    guest,
    linkedin,
    misread,
    plain,
    role_mail,
    scanned,
    typo,
    vcard,
)  # fmt: skip
from pipeline.people.model.training.world import Person, World, named


@dataclass(slots=True)
class Case:
    """Records of one hard case; pairs are numbers into `records`."""

    kind: str
    records: list[Rec]
    same: list[tuple[int, int]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)
    optional: list[tuple[int, int]] = field(default_factory=list)


def _joined(kind: str, *records: Rec) -> Case:
    return Case(kind, list(records), same=[(0, n) for n in range(1, len(records))])


def _apart(kind: str, *records: Rec) -> Case:
    pairs = [(a, b) for a in range(len(records)) for b in range(a) if records[a].entity != records[b].entity]
    same = [(a, b) for a in range(len(records)) for b in range(a) if records[a].entity == records[b].entity]
    return Case(kind, list(records), same=same, apart=pairs)


def _contact(w: World, p: Person) -> Rec:
    """A vCard or card that has the firm on it."""
    out = w.random.choice([vcard, vcard, card])(w.random, p)
    out.organization = out.organization or p.firm.full
    if not out.emails and not out.phones:
        out.emails = [p.work_mail]
    return out


def _renamed(w: World, kind: str, source: str = "") -> Case:
    row = w.random.choice(named(kind))
    given, family = row["given"], row["family"] or w.ordinary_name()[1]
    person = w.person(row["other_given"] or given, row["other_family"] or family)
    person = replace(person, given=given, family=family)
    other = replace(person, given=row["other_given"] or given, family=row["other_family"] or family)
    if w.random.random() < 0.5:
        person, other = other, person
    return _joined(source or kind, linkedin(w.random, person), _contact(w, other))


def nickname(w: World) -> Case:
    """Robert on LinkedIn, Bob in the phone."""
    return _renamed(w, "nickname")


def diacritics(w: World) -> Case:
    """Müller, Mueller, Muller."""
    return _renamed(w, "diacritics")


def transliteration(w: World) -> Case:
    """Two ways into Latin letters, or the native script."""
    return _renamed(w, w.random.choice(["transliteration", "native", "native"]), "transliteration")


def compound(w: World) -> Case:
    """García Márquez and García."""
    return _renamed(w, "compound")


def swapped(w: World) -> Case:
    """Family name first."""
    p = w.person()
    return _joined("swapped", linkedin(w.random, p), _contact(w, replace(p, given=p.family, family=p.given)))


def initials(w: World) -> Case:
    """J. Smith."""
    p = w.person()
    short = replace(p, given=f"{p.given[0]}{w.random.choice(['', '.'])}")
    return _joined("initials", linkedin(w.random, p), _contact(w, short))


def married(w: World) -> Case:
    """A new family name, the same address to write to."""
    p = w.person()
    new = replace(p, family=w.ordinary_name()[1])
    one, other = vcard(w.random, p), vcard(w.random, new)
    one.emails, other.emails = [p.home_mail], [p.home_mail, new.work_mail]
    one.organization = one.organization or p.firm.full
    other.organization = p.firm.full
    if w.random.random() < 0.5:
        one.phones = other.phones = [("cell", p.mobile)]
    if w.random.random() < 0.4:
        other = linkedin(w.random, new, mail=1.0)
        other.emails = [p.home_mail]
    return _joined("married", one, other)


def renamed_profile(w: World) -> Case:
    """The same LinkedIn URL under a new name."""
    p = w.person()
    given = p.given if w.random.random() < 0.7 else w.ordinary_name()[0]
    new = replace(p, given=given, family=w.ordinary_name()[1])
    contact = vcard(w.random, p)
    contact.url = p.slug
    return _joined("renamed_profile", linkedin(w.random, new), contact)


def job_change(w: World) -> Case:
    """An old card; LinkedIn knows the new job."""
    p = w.person()
    new = w.moved(p)
    row, contact = linkedin(w.random, new), _contact(w, p)
    link = w.random.randrange(4)
    if link == 0:
        row.emails = [p.home_mail]
        contact.emails = [p.work_mail, p.home_mail]
    elif link == 1:
        contact.url = p.slug
    else:
        row = vcard(w.random, new)
        row.organization = new.firm.full
        row.phones = contact.phones = [("cell", p.mobile)]
    return _joined("job_change", row, contact)


def misspelt(w: World) -> Case:
    """A slip in given or family name."""
    p = w.person()
    slip = (
        replace(p, family=typo(w.random, p.family))
        if w.random.random() < 0.6
        else replace(p, given=typo(w.random, p.given))
    )
    return _joined("typo", linkedin(w.random, p, mail=0.4), _contact(w, slip))


def scan_error(w: World) -> Case:
    """What a scanner makes of a card."""
    p = w.person()
    return _joined("scan_error", w.random.choice([linkedin, vcard])(w.random, p), misread(w.random, card(w.random, p)))


def credentials(w: World) -> Case:
    """Degrees, pronouns and emoji in the name."""
    p = w.person()
    return _joined("credentials", decorated(w.random, linkedin(w.random, p)), _contact(w, p))


def sparse(w: World) -> Case:
    """A contact saved in a hurry: a first name or a name, a number."""
    p = w.person()
    full = card(w.random, p)
    full.phones = [("cell", p.mobile), *full.phones[:1]]
    little = Rec("vcard", p.entity, f"{p.entity}/0", p.given, phones=[("cell", p.mobile)], country=p.country)
    kind = w.random.randrange(3)
    if kind == 0:
        little.family = p.family
    elif kind == 1:
        little.family, little.organization = p.family[0] + ".", p.firm.name
    return _joined("sparse", full, little)


def namesakes(w: World) -> Case:
    """Two people of one common name."""
    p = w.person()
    other = w.person(p.given, p.family)
    return _apart("namesakes", linkedin(w.random, p), _contact(w, other))


def father_and_son(w: World) -> Case:
    """One name, one house, often one firm."""
    p = w.person()
    firm = p.firm if w.random.random() < 0.5 else None
    son = replace(w.person(p.given, p.family, firm), street=p.street, city=p.city, postal=p.postal)
    one, other = vcard(w.random, p), vcard(w.random, son)
    for rec in (one, other):
        rec.street, rec.city, rec.postal = p.street, p.city, p.postal
    if w.random.random() < 0.4:
        home = w.phone(p.country)
        one.phones.append(("home", home))
        other.phones.append(("home", home))
    if w.random.random() < 0.7:
        one.suffix, other.suffix = w.random.choice([("Sr.", "Jr."), ("", "Jr."), ("Senior", "Junior"), ("II", "III")])
    else:
        one.birthday = f"{w.random.randint(1945, 1960)}{p.birthday[4:]}"
        other.birthday = f"{w.random.randint(1975, 1992)}{son.birthday[4:]}"
    return _apart("father_son", one, other)


def two_profiles(w: World) -> Case:
    """One name at one firm, two LinkedIn URLs."""
    p = w.person()
    other = w.person(p.given, p.family, p.firm)
    contact = vcard(w.random, other)
    contact.url = other.slug
    contact.organization = p.firm.full
    return _apart("two_urls", linkedin(w.random, p), w.random.choice([contact, linkedin(w.random, other)]))


def couple(w: World) -> Case:
    """Two people, one e-mail, one house."""
    p = w.person()
    other = replace(w.person(family=p.family), street=p.street, city=p.city, postal=p.postal)
    shared = w.random.choice([p.home_mail, f"{plain(p.family)}@{w.random.choice(['family.example', 'mail.example'])}"])
    one, two = vcard(w.random, p), vcard(w.random, other)
    for rec in (one, two):
        rec.emails = [shared]
        rec.street, rec.city, rec.postal = p.street, p.city, p.postal
        if w.random.random() < 0.3:
            rec.organization = ""
    return _apart("couple", one, two)


def look_alikes(w: World) -> Case:
    """Anna and Anne of one family name at one firm."""
    row = w.random.choice(named("lookalike"))
    p = w.person(row["given"])
    other = w.person(row["other_given"], p.family, p.firm)
    return _apart("lookalikes", linkedin(w.random, p), _contact(w, other))


def shared_mailbox(w: World) -> Case:
    """info@ on several cards."""
    p = w.person()
    others = [p, *(w.person(firm=p.firm) for _ in range(w.random.randint(1, 3)))]
    mail = role_mail(p.firm.domain, w.random)
    records = [w.random.choice([card, vcard])(w.random, q) for q in others]
    for rec in records:
        rec.emails = [mail]
        rec.organization = p.firm.full
    return _apart("shared_mailbox", *records)


def switchboard(w: World) -> Case:
    """One number for the whole firm."""
    p = w.person()
    others = [p, *(w.person(firm=p.firm) for _ in range(w.random.randint(1, 3)))]
    records = [card(w.random, q) for q in others]
    for rec in records:
        rec.phones = [("work", p.firm.main_line)]
    return _apart("switchboard", *records)


def assistant(w: World) -> Case:
    """The boss's card has the assistant's e-mail."""
    boss = w.person()
    helper = w.person(firm=boss.firm)
    on_card = card(w.random, boss)
    on_card.emails = [helper.work_mail]
    own = _contact(w, helper)
    own.emails = [helper.work_mail]
    return _apart("assistant", on_card, own)


def successor(w: World) -> Case:
    """A new holder of the line and the title."""
    p = w.person()
    new = replace(w.person(firm=p.firm), title=p.title, direct=p.direct)
    one, other = card(w.random, p), card(w.random, new)
    one.phones = other.phones = [("work", p.direct)]
    return _apart("successor", one, other)


def family_firm(w: World) -> Case:
    """One family name at the firm that bears it."""
    p = w.person()
    firm = replace(p.firm, name=f"{p.family} {w.random.choice(['& Sons', 'Bros.', 'Family Winery', 'Werkzeugbau'])}")
    p = replace(p, firm=firm)
    other = replace(w.person(family=p.family, firm=firm), direct=p.direct)
    one, two = card(w.random, p), w.random.choice([card, linkedin])(w.random, other)
    one.phones = [("work", p.direct)]
    if two.source == "card":
        two.phones = [("work", p.direct)]
    return _apart("family_firm", one, two)


def one_initial_two_candidates(w: World) -> Case:
    """J. Smith where both John and Jane Smith work."""
    p = w.person()
    while True:
        given = w.ordinary_name()[0]
        if given[0] == p.given[0] and given[:3] != p.given[:3]:
            break
    other = w.person(given, p.family, p.firm)
    short = Rec("guest", p.entity, f"{p.entity}/1", f"{p.given[0]}.", p.family, organization=p.firm.name)
    short.note = "Wants a call back"
    records = [linkedin(w.random, p), linkedin(w.random, other), short]
    return Case("initial_two", records, apart=[(0, 1), (1, 2)], optional=[(0, 2)])


def firm_card(w: World) -> Case:
    """A card of the firm itself, beside one of somebody there."""
    p = w.person()
    firm = Rec(
        "card", f"f{p.entity}", f"f{p.entity}/0", organization=p.firm.full, emails=[role_mail(p.firm.domain, w.random)],
        phones=[("work", p.firm.main_line)], street=p.firm.street, city=p.firm.city, postal=p.firm.postal, country=p.country,
    )  # fmt: skip
    person = card(w.random, p)
    person.phones.append(("work", p.firm.main_line))
    return _apart("firm_card", firm, person)


def guest_under_colleague(w: World) -> Case:
    """Registered by a colleague, with the colleague's e-mail."""
    p = w.person()
    colleague = w.person(firm=p.firm)
    row = guest(w.random, colleague)
    row.emails = [p.work_mail]
    contact = _contact(w, p)
    contact.emails = [p.work_mail]
    return _apart("guest", contact, row)


def scanned_mail(w: World) -> Case:
    """Only the e-mail was misread."""
    p = w.person()
    read = card(w.random, p)
    local, _, domain = p.work_mail.partition("@")
    read.emails = [f"{scanned(w.random, local)}@{domain}"]
    contact = vcard(w.random, p)
    contact.emails = [p.work_mail]
    return _joined("scan_error", contact, read)


MUST_JOIN: tuple[Callable[[World], Case], ...] = (
    nickname, diacritics, transliteration, compound, swapped, initials, married, renamed_profile, job_change, misspelt,
    scan_error, scanned_mail, credentials, sparse,
)  # fmt: skip
MUST_STAY_APART: tuple[Callable[[World], Case], ...] = (
    namesakes, father_and_son, two_profiles, couple, look_alikes, shared_mailbox, switchboard, assistant, successor,
    family_firm, one_initial_two_candidates, firm_card, guest_under_colleague,
)  # fmt: skip
