"""How an invented person stands in a source: a LinkedIn row, a vCard, a card as a scanner app reads it, a guest list."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from pipeline.people.lexicon import fold_name
from pipeline.people.model.training.world import Person

SCAN = (
    ("m", "rn"),
    ("rn", "m"),
    ("l", "1"),
    ("I", "l"),
    ("O", "0"),
    ("o", "0"),
    ("S", "5"),
    ("cl", "d"),
    ("w", "vv"),
    ("B", "8"),
    ("i", "l"),
    ("g", "q"),
)
"""What scanners take for what."""
EMOJI = ("🚀", "✔", "🌍", "⭐", "🎯")
CREDENTIALS = ("MBA", "PhD", "PMP", "CPA", "CFA", "MSc", "Ph.D., MBA", "P.Eng.", "CISSP")


@dataclass(slots=True)
class Rec:
    """One source record and whom it is about."""

    source: str
    """`linkedin`, `vcard`, `card` or `guest`."""
    entity: str
    group: str
    given: str = ""
    family: str = ""
    full: str = ""
    """Shown name where it is not given and family name."""
    prefix: str = ""
    suffix: str = ""
    organization: str = ""
    title: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    street: str = ""
    city: str = ""
    postal: str = ""
    country: str = ""
    birthday: str = ""
    connected_on: str = ""
    note: str = ""
    kinds: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name as the record shows it."""
        parts = (self.prefix, self.given, self.family, self.suffix)
        return self.full or " ".join(p for p in parts if p)


def linkedin(r: random.Random, p: Person, mail: float = 0.1) -> Rec:
    """A row of Connections.csv: hardly ever an e-mail, never a phone."""
    emails = [r.choice([p.home_mail, p.home_mail, p.work_mail])] if r.random() < mail else []
    date = f"{r.randint(2012, 2026)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
    return Rec(
        "linkedin", p.entity, f"{p.entity}/0", p.given, p.family, organization=r.choice([p.firm.name, p.firm.full]), title=p.title,
        emails=emails, url=p.slug, connected_on=date,
    )  # fmt: skip


def vcard(r: random.Random, p: Person) -> Rec:
    """A contact of an address book: some fields, in all combinations."""
    out = Rec("vcard", p.entity, f"{p.entity}/0", p.given, p.family, country=p.country)
    if r.random() < 0.85:
        out.organization = r.choice([p.firm.name, p.firm.full, p.firm.full])
    if r.random() < 0.5:
        out.title = p.title
    if r.random() < 0.75:
        out.emails.append(p.work_mail)
    if r.random() < 0.25:
        out.emails.append(p.home_mail)
    if r.random() < 0.6:
        out.phones.append(("cell", p.mobile))
    if r.random() < 0.4:
        out.phones.append(("work", r.choice([p.direct, p.direct, p.firm.main_line])))
    if r.random() < 0.2:
        out.url = p.slug
    if r.random() < 0.15:
        out.birthday = p.birthday
    if r.random() < 0.25:
        out.street, out.city, out.postal = r.choice(
            [(p.street, p.city, p.postal), (p.firm.street, p.firm.city, p.firm.postal)]
        )
    return out


def card(r: random.Random, p: Person) -> Rec:
    """A business card as read: the firm's address and main line, work mail, sometimes the mobile."""
    out = Rec(
        "card", p.entity, f"{p.entity}/0", p.given, p.family, organization=p.firm.full, title=p.title, emails=[p.work_mail],
        phones=[("work", r.choice([p.direct, p.firm.main_line]))], street=p.firm.street, city=p.firm.city, postal=p.firm.postal,
        country=p.country,
    )  # fmt: skip
    if r.random() < 0.6:
        out.phones.append(("cell", p.mobile))
    if r.random() < 0.15:
        out.given, out.family = out.given.upper(), out.family.upper()
    return out


def guest(r: random.Random, p: Person) -> Rec:
    """A line of a guest list or of notes after an event."""
    out = Rec("guest", p.entity, f"{p.entity}/0", p.given, p.family, organization=p.firm.name)
    out.emails = [r.choice([p.work_mail, p.home_mail])]
    out.note = r.choice(
        ["Wants to see the demo", "Asked about prices", "Met at the bar", "Follow up next week", "Knows our team"]
    )
    return out


def typo(r: random.Random, word: str) -> str:
    """One slip: two letters swapped, one doubled, dropped or hit beside."""
    if len(word) < 4:
        return word + word[-1]
    n = r.randrange(1, len(word) - 1)
    kind = r.randrange(4)
    if kind == 0:
        return word[:n] + word[n + 1] + word[n] + word[n + 2 :]
    if kind == 1:
        return word[:n] + word[n] + word[n:]
    if kind == 2:
        return word[:n] + word[n + 1 :]
    near = {"a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "r": "t", "s": "d", "t": "z", "l": "k", "u": "i"}
    return word[:n] + near.get(word[n], "e") + word[n + 1 :]


def scanned(r: random.Random, text: str, most: int = 1) -> str:
    """The text as a scanner may read it."""
    for _ in range(most):
        fits = [(a, b) for a, b in SCAN if a in text[1:]]
        if fits:
            a, b = r.choice(fits)
            n = text.index(a, 1)
            text = text[:n] + b + text[n + len(a) :]
    return text


def misread(r: random.Random, rec: Rec) -> Rec:
    """A card record with the marks of scanning on name, e-mail and phone."""
    what = r.choice(["name", "name", "both", "mail"])
    out = replace(rec, emails=list(rec.emails), phones=list(rec.phones))
    if what in ("name", "both"):
        out.family = scanned(r, out.family)
        if out.family == rec.family:
            out.given = scanned(r, out.given)
    if what in ("mail", "both") and out.emails:
        local, _, domain = out.emails[0].partition("@")
        out.emails[0] = f"{scanned(r, local)}@{domain}" if r.random() < 0.6 else f"{local}@{scanned(r, domain)}"
    if out.phones and r.random() < 0.3:
        kind, number = out.phones[0]
        n = r.randrange(6, len(number))
        out.phones[0] = (
            kind,
            number[:n] + {"1": "7", "0": "8", "8": "3", "5": "6"}.get(number[n], "1") + number[n + 1 :],
        )
    return out


def decorated(r: random.Random, rec: Rec) -> Rec:
    """A name with credentials, pronouns or an emoji, as LinkedIn members write them."""
    kind = r.randrange(4)
    if kind == 0:
        return replace(rec, family=f"{rec.family}, {r.choice(CREDENTIALS)}")
    if kind == 1:
        return replace(rec, family=f"{rec.family} {r.choice(EMOJI)}")
    if kind == 2:
        return replace(rec, given=f"{r.choice(EMOJI)} {rec.given}", family=f"{rec.family} {r.choice(CREDENTIALS)}")
    return replace(
        rec, prefix=r.choice(["Dr.", "Prof. Dr."]) if rec.source != "linkedin" else "", family=f"{rec.family} (she/her)"
    )


def role_mail(domain: str, r: random.Random) -> str:
    """A mailbox of several people."""
    return f"{r.choice(['info', 'office', 'sales', 'contact', 'team'])}@{domain}"


def plain(name: str) -> str:
    """A name as part of an address."""
    return fold_name(name).replace(" ", "")
