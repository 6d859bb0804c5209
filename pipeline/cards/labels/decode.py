"""Probabilities per piece -> values per field: of ranked candidates the best that do not overlap, the others kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.cards.labels import address
from pipeline.cards.labels.agreement import name_in_mailbox
from pipeline.cards.labels.build import follows
from pipeline.cards.labels.candidates import FIELDS, Candidate, Table, candidates
from pipeline.cards.labels.features import Card
from pipeline.cards.labels.forest import forest
from pipeline.cards.labels.legal import has_legal_form
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.phrases import WISH
from pipeline.cards.labels.text import cjk_share, compact

LEAST = {"name": 0.42, "title": 0.4, "department": 0.4, "organization": 0.33}
"""Values less likely than this are not published; they stay as alternatives."""
ALTERNATIVES = 3
SECOND_PERSON = 0.76
"""Probability given to a second name with a mailbox of its own."""


VOUCHED = 0.15
"""What a mailbox that spells a name adds to its support."""


@dataclass(slots=True)
class Decoded:
    """What the lines of a card say, contact values aside."""

    names: list[Candidate] = field(default_factory=list)
    """One per person."""
    titles: list[Candidate] = field(default_factory=list)
    """One per person at most, in the order of the names."""
    departments: list[Candidate] = field(default_factory=list)
    organization: Candidate | None = None
    addresses: list[tuple[address.Block, float]] = field(default_factory=list)
    """Blocks and how sure their lines are."""
    alternatives: list[Candidate] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)


def decode(card: Card, rows: Sequence[dict[str, float]], table: Table) -> Decoded:
    """The likeliest consistent reading of a card. `rows`: features per piece, `table`: label probabilities."""
    every = _with_second_person(rank(candidates(card, rows, table)), card)
    out = Decoded()
    used: set[int] = set()
    for c in every:
        if _support(c, every) < LEAST[c.field] or used & set(c.indexes) or _is_rather_a_name(c, every, out):
            continue
        if _take(c, out, card):
            used |= set(c.indexes)
    out.departments.sort(key=lambda c: c.indexes)
    taken = [c for c in (*out.names, *out.titles, *out.departments, out.organization) if c is not None]
    out.alternatives = _alternatives(every, taken)
    out.addresses = _addresses(card, table, used)
    spoken_for = {id(card.pieces[i]) for i in used} | {id(p) for block, _ in out.addresses for p in block.pieces}
    named = {id(card.pieces[i]) for c in out.names for i in c.indexes} | {
        id(p) for b, _ in out.addresses for p in b.pieces
    }
    out.notes = [p for p in card.pieces if id(p) not in (named if p.side else spoken_for)]
    return out


def _is_rather_a_name(c: Candidate, every: Sequence[Candidate], out: Decoded) -> bool:
    """Whether a firm's name is the only name on the card that a person could have: given and family name, no word of firms."""
    seen = c.features
    if c.field != "organization" or out.names or seen["f_organization_any"] or seen["legal"]:
        return False
    listed = seen["f_given_any"] and seen["f_family_any"] and c.text.count(" ") in (1, 2)
    names = [d for d in every if d.field == "name"]
    return bool(listed and names and names[0].indexes == c.indexes and names[0].probability > 0.3)


def rank(found: list[Candidate]) -> list[Candidate]:
    """Candidates with their probabilities, the surest first; of stacked Chinese and Japanese pieces, the whole."""
    for name in FIELDS:
        mine = [c for c in found if c.field == name]
        if mine:
            judge = forest(f"value_{name}")
            for c, p in zip(mine, judge.probabilities(judge.table([c.features for c in mine]))[:, 0], strict=True):
                c.probability = float(p)
    for c in found:
        longer = [d for d in found if d.field == c.field and set(c.indexes) < set(d.indexes)]
        if c.field == "title" and cjk_share(c.text) > 0.5 and any(d.probability > 0.25 for d in longer):
            c.probability *= 0.5
        elif c.features["next_open"] and any(d.probability > 0.35 for d in longer):
            c.probability *= 0.6  # `Manager` above `- Academic`
    return sorted(found, key=lambda c: (-c.probability, c.indexes, c.field))


def _with_second_person(every: list[Candidate], card: Card) -> list[Candidate]:
    """Raises the name of a second person, who is rarer than what else a line may be."""
    first = next((c for c in every if c.field == "name" and c.probability >= LEAST["name"]), None)
    if first is None:
        return every
    others = [
        c
        for c in every
        if c.field == "name" and not set(c.indexes) & set(first.indexes) and _another_person(c, [first], card)
    ]
    for c in others[:1]:
        c.probability = max(c.probability, SECOND_PERSON)
    return sorted(every, key=lambda c: (-c.probability, c.indexes, c.field))


def _support(c: Candidate, every: Sequence[Candidate]) -> float:
    """How likely a name stands here at all: given name and family name on two lines share it with their parts."""
    if c.field != "name":
        return c.probability
    mine = set(c.indexes)
    sharing = [d for d in every if d.field == c.field and mine & set(d.indexes)]
    surest = all(d.probability <= c.probability for d in sharing)
    vouched = VOUCHED * (c.features["mailbox"] >= 0.9)
    return vouched + (sum(d.probability for d in sharing) if surest else c.probability)


def _take(c: Candidate, out: Decoded, card: Card) -> bool:
    """Whether the card has room for this value."""
    if c.field == "name":
        if out.names and not _another_person(c, out.names, card):
            return False
        out.names.append(c)
    elif c.field == "title":
        if len(out.titles) >= max(1, len(out.names)):
            return False
        out.titles.append(c)
    elif c.field == "organization":
        if out.organization is not None:
            return False
        out.organization = c
    else:
        out.departments.append(c)
    return True


def _another_person(c: Candidate, names: Sequence[Candidate], card: Card) -> bool:
    """A second name is a second person, not the same name in another script or on the other side.

    It is printed like the first and either has a mailbox of its own or is as sure as a name can be.
    """
    first = names[0]
    if (
        len(names) > 1
        or c.pieces[0].side != first.pieces[0].side
        or (cjk_share(c.text) > 0.5) != (cjk_share(first.text) > 0.5)
    ):
        return False
    words, others = ({compact(w) for w in n.text.split() if len(w) > 2} for n in (c, first))
    like = 0.8 < c.pieces[0].box[3] / max(1, first.pieces[0].box[3]) < 1.25
    if not like or compact(c.text) == compact(first.text) or len(words & others) >= min(len(words), len(others)):
        return False
    own = [m for m in card.mailboxes if name_in_mailbox(c.text, m) >= 0.7 and name_in_mailbox(first.text, m) < 0.5]
    return c.probability > (0.03 if own else 0.75)


def _alternatives(every: Sequence[Candidate], taken: Sequence[Candidate]) -> list[Candidate]:
    """The next best of each field that say something else."""
    out: list[Candidate] = []
    for name in FIELDS:
        said = {compact(c.text) for c in taken if c.field == name}
        for c in every:
            if (
                c.field == name
                and compact(c.text) not in said
                and c.probability > 0.04
                and len([o for o in out if o.field == name]) < ALTERNATIVES
            ):
                said.add(compact(c.text))
                out.append(c)
    return out


def _addresses(card: Card, table: Table, used: set[int]) -> list[tuple[address.Block, float]]:
    likely = {id(p): row["address"] for p, row in zip(card.pieces, table, strict=True)}
    found = address.blocks(_address_pieces(card, table, used))
    return [(b, _mean_and_least([likely[id(p)] for p in b.pieces])) for b in found]


def _mean_and_least(shares: Sequence[float]) -> float:
    """Halfway between the mean of a block's lines and its least sure one."""
    return (sum(shares) / len(shares) + min(shares)) / 2


_DECOY = re.compile(
    r"\(?\s*(?:an\s)?\biso\W?\s?\d{4}.*|.{0,12}\b(?:tax code|vat|gstin?|cin|reg\.? no|skype|hr[ab]|"
    r"amtsgericht|iban|bic|ust-?id\w*|steuer\S*|siret|siren|rcs|tva|p\.?\s?iva|cnpj|nif|nipc|cif|kvk|btw|regon|krs|nip|abn|acn|uen)\b.*",
    re.I,
)
_DAY = (
    r"(?:mo|mon|montag|monday|di|mi|do|fr|fri|freitag|friday|sa|sat|samstag|saturday|so|sun|sunday|tue|wed|thu|"
    r"lu|lun|lunes|lundi|luned[iì]|mar|mie|jeu|jue|gio|ven|vendredi|venerd[iì]|vie|viernes|sam|samedi|s[aá]b|s[aá]bado|sabato|"
    r"dim|dom|domingo|domenica|seg|segunda|sex|sexta|ma|wo|vr|za|zo|pn|pt|pon|pi[aą]t|pet|pzt|cum|po|p[aá]|man|m[aå]n|fre|l[oö]r|h|p)"
)
_HOURS = re.compile(
    rf"\b{_DAY}\.?\s?(?:[-–]|to|bis|au|a|al|til|do|t/m)\s?{_DAY}\b(?!-)|"
    r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|uhr|h)\b.*\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|uhr|h)\b|\d{1,2}:\d\d\s?[-–~]\s?\d{1,2}:\d\d",
    re.I,
)
"""Opening hours."""
_BUILDING = re.compile(
    r"\b(?:house|park|plaza|towers?|cent(?:re|er)|building|bldg|complex|campus|mall|square|court|estate|mansion|arcade|chambers|residency|haus|hof|gebäude|immeuble|edif[ií]cio|palazzo|gebouw)\b",
    re.I,
)


def _address_pieces(card: Card, table: Table, used: set[int]) -> list[Piece]:
    """Pieces labelled address, and what completes them: parts of the same line, lines between and right above."""
    free = [i for i in range(len(card.pieces)) if i not in used]
    mine = {i for i in free if max(table[i], key=lambda k: table[i][k]) == "address"}
    sure = [card.pieces[i] for i in mine if table[i]["address"] > 0.6]
    for i in free:
        p, row = card.pieces[i], table[i]
        if i in mine or max(row["name"], row["title"]) > 0.6:
            continue
        line = any(q.side == p.side and q.line == p.line for q in sure)
        under = any(follows(q, p, 0.9) for q in sure) and row["address"] > 0.08
        named = row["address"] > 0.03 and row["organization"] < 0.5 and bool(_BUILDING.search(p.text))
        over = any(follows(p, q, 0.9) for q in sure) and (row["address"] > 0.2 or named)
        if line or under or over:
            mine.add(i)
    found = [card.pieces[i] for i in sorted(mine)]
    found = [p for p in found if not has_legal_form(p.text) or re.search(r"\d", p.text)]
    return [p for p in found if not (_DECOY.fullmatch(p.text) or _HOURS.search(p.text) or WISH.match(p.text))]
