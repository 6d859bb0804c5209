"""Fictional people and firms as material for scenarios: plainly invented, spread over languages.

Ordinary names are drawn from the population tables; those of the hard cases from `names.tsv`.
Domains end in .example, phone numbers are of documented fictitious ranges.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from pipeline.name_shares import shares
from pipeline.people.lexicon import fold_name

HERE = Path(__file__).parent
FIRM_WORDS = (
    "Alder Amber Anchor Apex Arbor Argent Aspen Atlas Aurora Azure Basalt Beacon Birch Bluefin Boreal Bright Bronze Cable Cairn "
    "Canopy Cedar Cobalt Comet Copper Coral Crest Crimson Cypress Delta Drift Dune Ember Falcon Fern Flint Forge Fox Garnet "
    "Glacier Granite Harbor Hawthorn Hazel Heron Hollow Indigo Iris Ivory Jade Juniper Kestrel Lantern Larch Lark Linden Lumen "
    "Magnet Maple Marble Meadow Mercury Mistral Moss Nimbus North Oak Ochre Onyx Opal Orchid Osprey Otter Pebble Pine Pioneer "
    "Polar Prism Quartz Quill Raven Ridge River Robin Saffron Sage Sable Scarlet Sierra Silver Slate Solar Sparrow Spruce "
    "Sterling Summit Swift Tidal Timber Topaz Umber Vale Vector Velvet Verdant Vertex Violet Walnut Willow Winter Zephyr Zinc"
).split()
TRADES = (
    "Analytics Architects Bakery Biotech Capital Ceramics Chemie Cloud Consulting Dental Design Electronics Energy Engineering "
    "Films Foods Freight Games Health Hotels Instruments Insurance Labs Legal Logistics Marine Materials Media Metals Mobility "
    "Networks Optics Packaging Partners Pharma Print Properties Robotics Security Semiconductors Software Solar Studio Systems "
    "Textiles Tools Toys Trading Travel Ventures Water Wind Works"
).split()
FORMS = {
    "us": ("Inc.", "LLC", "Corp.", ""), "gb": ("Ltd", "Limited", "plc", ""), "de": ("GmbH", "AG", "GmbH & Co. KG", ""),
    "fr": ("SAS", "SARL", "SA", ""), "es": ("S.L.", "S.A.", ""), "br": ("Ltda.", "S.A.", ""), "it": ("S.r.l.", "S.p.A.", ""),
    "pl": ("Sp. z o.o.", ""), "ru": ("", "LLC"), "cn": ("Co., Ltd.", ""), "jp": ("K.K.", "Co., Ltd.", ""), "se": ("AB", ""),
}  # fmt: skip
TITLES = (
    "Account Executive|Architect|Business Analyst|Buyer|Chief Executive Officer|Chief Technology Officer|Consultant|"
    "Controller|Customer Success Manager|Data Engineer|Data Scientist|Designer|Developer|Director of Sales|Engineer|"
    "Finance Director|Founder|General Manager|Head of Engineering|Head of Marketing|Head of Procurement|HR Manager|"
    "IT Manager|Journalist|Key Account Manager|Lawyer|Legal Counsel|Logistics Manager|Managing Director|Marketing Manager|"
    "Nurse|Office Manager|Operations Manager|Owner|Partner|Photographer|Physician|Product Manager|Product Owner|"
    "Professor|Project Manager|Quality Manager|Recruiter|Research Scientist|Sales Manager|Sales Representative|"
    "Senior Consultant|Senior Software Engineer|Software Engineer|Solution Architect|Teacher|Team Lead|UX Designer|"
    "Vice President Sales|VP Engineering"
).split("|")
CITIES = {
    "us": ("Springfield", "Riverton", "Fairview", "Lakewood"), "gb": ("Ashford", "Milton", "Kingsbury"),
    "de": ("Neustadt", "Altenberg", "Rosenheim"), "fr": ("Villeneuve", "Beaumont"), "es": ("Villanueva", "San Pedro"),
    "br": ("Santa Rita", "Boa Vista"), "it": ("Castelnuovo", "San Marco"), "pl": ("Nowa Wola", "Borki"),
    "ru": ("Novoselsk", "Zarechny"), "cn": ("Xinzhou", "Donghu"), "jp": ("Kitayama", "Minamino"), "se": ("Nyby", "Ekeby"),
}  # fmt: skip
STREETS = (
    "Station Road|Church Street|Mill Lane|Park Avenue|High Street|Garden Street|Bridge Street|Market Square|Lindenweg|"
    "Hauptstrasse|Gartenweg|Rue du Lac|Rue des Lilas|Calle Mayor|Via Roma|Rua das Flores|Storgatan|Polna|Bahnhofstrasse|School Lane"
).split("|")
FREEMAIL = ("mail.example", "freemail.example", "webmail.example", "mailbox.example")


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented firm."""

    name: str
    form: str
    country: str
    domain: str
    main_line: str
    street: str
    city: str
    postal: str

    @property
    def full(self) -> str:
        """Name with legal form."""
        return f"{self.name} {self.form}".strip()


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person, as they are."""

    entity: str
    given: str
    family: str
    firm: Firm
    title: str
    country: str
    slug: str
    work_mail: str
    home_mail: str
    mobile: str
    direct: str
    birthday: str
    street: str
    city: str
    postal: str
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"


@cache
def _drawn(part: str, count: int) -> tuple[list[str], list[float]]:
    table = shares(part).head(count)
    good = table[table["name"].str.len() > 2]
    return list(good["name"]), list(accumulate(good["share"]))


@cache
def named(kind: str) -> list[dict[str, str]]:
    """The rows of names.tsv of one kind."""
    with (HERE / "names.tsv").open(encoding="utf-8", newline="") as f:
        return [row for row in csv.DictReader(f, delimiter="\t") if row["kind"] == kind]


class World:
    """Draws firms and people; the same seed draws the same ones."""

    def __init__(self, seed: int, firms: int = 400) -> None:
        self.random = random.Random(seed)
        self._numbers: dict[str, int] = {}
        self._slugs: set[str] = set()
        self._entities = 0
        self._taken: set[str] = set()
        self.firms = [self.firm() for _ in range(firms)]
        self._weights = list(accumulate(1 / (n + 3) for n in range(firms)))

    def firm(self) -> Firm:
        """A new firm with a name of its own."""
        r = self.random
        while True:
            name = f"{r.choice(FIRM_WORDS)}{r.choice(['', ' ' + r.choice(FIRM_WORDS)])} {r.choice(TRADES)}"
            if name not in self._taken:
                break
        self._taken.add(name)
        country = r.choice(list(FORMS))
        domain = f"{fold_name(name).replace(' ', r.choice(['', '-']))}.example"
        city = r.choice(CITIES[country])
        street = f"{r.randint(1, 199)} {r.choice(STREETS)}"
        return Firm(
            name,
            r.choice(FORMS[country]),
            country,
            domain,
            self.phone(country),
            street,
            city,
            f"{r.randint(10000, 99999)}",
        )

    def phone(self, country: str, mobile: bool = False) -> str:
        """The next number of a fictitious range, in E.164."""
        kind = {"gb": "gb", "de": "de", "fr": "fr", "se": "se"}.get(country, "us") + ("m" if mobile else "")
        n = self._numbers.get(kind, 0)
        self._numbers[kind] = n + 1
        scattered = (n * 7919) % 10_000
        if kind.startswith("us"):
            return f"+1{201 + 7 * (n // 100 % 90)}555{100 + n % 100:04d}"
        if kind == "gb":
            return f"+4420794{scattered + 60000:05d}"
        if kind == "gbm":
            return f"+447700{900000 + n % 1000:06d}"
        if kind.startswith("de"):
            return f"+49{'171' if mobile else '30'}2312{scattered:04d}"
        if kind.startswith("fr"):
            return f"+33{'6' if mobile else '1'}9900{scattered:04d}"
        return f"+46{'70' if mobile else '8'}{'174' if mobile else '465'}{scattered:04d}"

    def some_firm(self) -> Firm:
        """A firm; some have many people, most have few."""
        return self.firms[bisect(self._weights, self.random.random() * self._weights[-1])]

    def ordinary_name(self) -> tuple[str, str]:
        """Given and family name as often as the population tables say."""
        out = []
        for part, count in (("given", 3000), ("family", 8000)):
            names, sums = _drawn(part, count)
            out.append(names[bisect(sums, self.random.random() * sums[-1])].title())
        return out[0], out[1]

    def person(self, given: str = "", family: str = "", firm: Firm | None = None, **extra: str) -> Person:
        """A new person; what is not given is drawn."""
        r = self.random
        drawn = self.ordinary_name()
        given, family = given or drawn[0], family or drawn[1]
        firm = firm or self.some_firm()
        self._entities += 1
        plain_given, plain_family = fold_name(given).replace(" ", ""), fold_name(family).replace(" ", "")
        slug = f"{plain_given}-{plain_family}"
        while slug in self._slugs:
            slug = f"{plain_given}-{plain_family}-{r.randrange(16**6):06x}"
        self._slugs.add(slug)
        pattern = r.choice(["{g}.{f}", "{i}.{f}", "{i}{f}", "{g}", "{f}"]) if firm else "{g}.{f}"
        local = pattern.format(g=plain_given, f=plain_family, i=plain_given[:1])
        home = f"{plain_given}{r.choice(['.', '', '_'])}{plain_family}{r.choice(['', str(r.randint(1, 99))])}@{r.choice(FREEMAIL)}"
        birthday = f"{r.randint(1955, 2002)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
        city = r.choice(CITIES[firm.country])
        return Person(
            f"e{self._entities:05d}", given, family, firm, r.choice(TITLES), firm.country, slug, f"{local}@{firm.domain}", home,
            self.phone(firm.country, mobile=True), self.phone(firm.country), birthday,
            f"{r.randint(1, 250)} {r.choice(STREETS)}", city, f"{r.randint(10000, 99999)}", dict(extra),
        )  # fmt: skip

    def moved(self, person: Person) -> Person:
        """The same person in a new job."""
        firm = self.some_firm()
        while firm.name == person.firm.name:
            firm = self.some_firm()
        local = person.work_mail.partition("@")[0]
        return replace(
            person,
            firm=firm,
            title=self.random.choice(TITLES),
            work_mail=f"{local}@{firm.domain}",
            direct=self.phone(firm.country),
        )
