"""What was decoded -> claims, shared out among the people on the card; codes outrank print where they agree in name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.cards.labels import build, qr
from pipeline.cards.labels.agreement import name_in_mailbox
from pipeline.cards.labels.candidates import Candidate
from pipeline.cards.labels.confidence import calibrated, email_score, phone_score, text_score, website_score
from pipeline.cards.labels.contacts import GENERIC
from pipeline.cards.labels.decode import Decoded
from pipeline.cards.labels.found import Contacts, Found
from pipeline.cards.labels.lines import Piece
from pipeline.cards.labels.mend import mend
from pipeline.cards.labels.names import parse_name
from pipeline.cards.labels.plan import nature
from pipeline.cards.labels.text import compact, digits, fold
from pipeline.cards.reading import Side
from pipeline.schema import Claim

OCR, QR, ALTERNATIVE = "ocr line", "qr", "alternative"
RIVAL = 0.3
"""A longer form of the value that is likelier than this makes the value doubtful, twice as likely twice so."""
SINGLE = ("full_name", "title", "department", "organization")


def people(read: Decoded, taken: Contacts, said: Sequence[tuple[qr.Said, str]]) -> list[list[Claim]]:
    """One list of claims per person; what belongs to the firm stands on all of them."""
    firm = read.organization.text if read.organization else ""
    taken.found = mend(taken.found, " ".join(n.text for n in read.names), firm)
    persons: list[Candidate | None] = [*read.names] or [None]
    shares = _shares(taken, persons)
    out = []
    for n, person in enumerate(persons):
        mine = _person(person, taken) + _job(read, n) + _contacts(shares[n], taken, person.text if person else "")
        mine += _addresses(read)
        if not n:
            mine += _alternatives(read)
        mine += [_note(p) for p in read.notes]
        out.append(_with_codes(mine, said) if not n else mine)
    return [c for c in out if c]


def _person(person: Candidate | None, taken: Contacts) -> list[Claim]:
    if person is None:
        return []
    name = parse_name(build.joined(person.pieces))
    score = text_score(person.probability, _ocr(person.pieces))
    confidence = calibrated("name", score * (0.9 if _strange_to_mailboxes(person.text, taken) else 1.0))
    box = build.where(person.pieces)
    out = [Claim("full_name", person.text, confidence=confidence, method=OCR, locator=box)]
    out += [
        Claim(f, t, confidence=confidence, method=OCR, locator=box)
        for f, t in (("prefix", name.prefix), ("suffix", name.suffix))
        if t
    ]
    return out


def _strange_to_mailboxes(name: str, taken: Contacts) -> bool:
    """Whether the card has a mailbox of someone's own that this name, in Latin letters, does not explain."""
    own = [m for m in (f.text.split("@")[0] for f in taken.of("email")) if fold(m) not in GENERIC]
    return bool(own) and name.isascii() and all(name_in_mailbox(name, m) < 0.5 for m in own)


def _ocr(pieces: Sequence[Piece]) -> float:
    return min((p.confidence for p in pieces), default=1.0)


def _valued(c: Candidate, field: str = "", others: Sequence[Candidate] = ()) -> Claim:
    """A candidate's claim. `others`: alternatives; a longer form among them makes it doubtful."""
    torn = max(c.features["open_end"], c.features["open_start"])
    longer = [o.probability for o in others if o.field == c.field and compact(c.text) in compact(o.text)]
    rival = sum(max(longer, default=0.0) > least for least in (RIVAL, 2 * RIVAL))
    score = text_score(c.probability, _ocr(c.pieces)) * (1 - 0.2 * torn) * (1 - 0.1 * rival)
    confidence = calibrated(c.field, score)
    return Claim(field or c.field, c.text, confidence=confidence, method=OCR, locator=build.where(c.pieces))


def _job(read: Decoded, n: int) -> list[Claim]:
    out = [_valued(t, others=read.alternatives) for t in read.titles[n : n + 1]]
    if not read.names:  # more likely a trade or slogan
        out = [c._replace(confidence=round(0.8 * c.confidence, 3)) for c in out]
    if read.departments:
        text = ", ".join(dict.fromkeys(d.text for d in read.departments))
        first = _valued(read.departments[0])
        out.append(first._replace(raw=text))
    if read.organization:
        out.append(_valued(read.organization, others=read.alternatives))
    return out


def _alternatives(read: Decoded) -> list[Claim]:
    fields = {"name": "full_name"}
    return [
        _valued(c, fields.get(c.field, c.field))._replace(
            confidence=round(min(0.3, c.probability), 3), method=ALTERNATIVE
        )
        for c in read.alternatives
    ]


def _shares(taken: Contacts, persons: Sequence[Candidate | None]) -> list[list[Found]]:
    """Contact values per person: mailboxes by name, mobile numbers by the nearer name, the rest for all."""
    if len(persons) < 2:
        return [taken.found]
    shares: list[list[Found]] = [[] for _ in persons]
    for f in taken.found:
        owner = _owner(f, [p for p in persons if p is not None])
        for n, share in enumerate(shares):
            if owner is None or owner == n:
                share.append(f)
    return shares


def _owner(f: Found, persons: Sequence[Candidate]) -> int | None:
    if f.field == "email":
        agreed = [name_in_mailbox(p.text, f.text.split("@")[0]) for p in persons]
        best = max(agreed)
        return agreed.index(best) if best >= 0.5 and agreed.count(best) == 1 else None
    if f.field == "phone" and f.kind == "mobile":
        return min(range(len(persons)), key=lambda n: _distance(f.piece, persons[n].pieces[0]))
    return None


def _distance(a: Piece, b: Piece) -> float:
    return abs(a.middle - b.middle) + 0.5 * abs(a.box[0] - b.box[0])


def _contacts(found: Sequence[Found], taken: Contacts, name: str) -> list[Claim]:
    out = []
    for f in found:
        box = build.where([f.piece])
        if f.field == "email":
            score = email_score(f, taken, name)
            out.append(Claim("email", f.text, "", 0, calibrated("email", score), OCR, box))
        elif f.field == "website":
            field = "linkedin_url" if "linkedin.com" in f.text.lower() else "website"
            out.append(Claim(field, f.text, "", 0, calibrated("website", website_score(f, taken)), OCR, box))
        else:
            out.append(
                Claim(
                    "phone",
                    f.text,
                    phone_kind(f, found, taken.region),
                    0,
                    calibrated("phone", phone_score(f, taken.region)),
                    OCR,
                    box,
                )
            )
    return _distinct(out)


def _distinct(found: list[Claim]) -> list[Claim]:
    """The same number or address twice is one claim."""
    out: list[Claim] = []
    for c in found:
        key = digits(c.raw) if c.field == "phone" else fold(c.raw)
        if all((o.field, digits(o.raw) if o.field == "phone" else fold(o.raw)) != (c.field, key) for o in out):
            out.append(c)
    return out


def phone_kind(f: Found, every: Sequence[Found], region: str) -> str:
    """Type by its words; else by the number plan; of two bare landlines in one row the second is a fax."""
    by_plan = nature(f.text, region) or _brazilian(f.text, region)
    if by_plan == "mobile" and re.fullmatch(r"[hHpP]\W*", f.label):
        return "mobile"  # handphone, as on cards of Singapore; portable, as on French ones
    if f.kind or by_plan == "mobile":
        return f.kind or "mobile"
    bare = [g for g in every if g.field == "phone"]
    if all(not g.kind for g in bare):
        left = [g for g in bare if g is not f and nature(g.text, region) != "mobile" and _left_of(g.piece, f.piece)]
        if len(left) == 1 and not any(_left_of(f.piece, g.piece) for g in bare if g is not f):
            return "fax"
    return "work"


def _left_of(a: Piece, b: Piece) -> bool:
    return a.side == b.side and a.line != b.line and abs(a.middle - b.middle) < 0.5 * b.box[3] and a.right <= b.box[0]


def _brazilian(text: str, region: str) -> str:
    """Local numbers of Brazil: nine digits with a 9 before are mobile."""
    number = digits(text)
    return "mobile" if region in ("BR", "") and len(number) == 9 and number.startswith("9") and "-" in text else ""


def _addresses(read: Decoded) -> list[Claim]:
    out = []
    for group, (block, sure) in enumerate(read.addresses):
        score = text_score(sure, _ocr(block.pieces))
        out.append(
            Claim("address", block.text, "work", group, calibrated("address", score), OCR, build.where(block.pieces))
        )
    return out


def _note(piece: Piece) -> Claim:
    return Claim(
        "note", piece.text, confidence=round(0.9 * piece.confidence, 3), method=OCR, locator=build.where([piece])
    )


def of_codes(sides: Sequence[Side]) -> list[tuple[qr.Said, str]]:
    """What the codes of a card say, each with its pixel box."""
    return [(s, ",".join(map(str, code.box))) for side in sides for code in side.codes for s in qr.read_code(code.text)]


def _with_codes(found: list[Claim], said: Sequence[tuple[qr.Said, str]]) -> list[Claim]:
    """Values of a code before those of print where they agree in name; else only what print lacks."""
    if not said:
        return found
    coded = next((s.text for s, _ in said if s.field == "full_name"), "")
    printed = next((c.raw for c in found if c.field == "full_name" and c.method == OCR), "")
    agrees = bool(coded) and (
        not printed or fuzz.token_set_ratio(fold(coded), fold(printed)) >= 75 or compact(coded) == compact(printed)
    )
    out = list(found)
    for s, box in said:
        claim = Claim(s.field, s.text, s.type, s.group, 0.97 if agrees else 0.7, QR, box)
        if s.field == "website" and not qr.is_own_site(s.text):
            out.append(claim._replace(field="note"))
        elif s.field in SINGLE:
            out = _outrank(out, claim, agrees)
        elif not _already(out, claim, agrees) or agrees:
            out = (
                [claim if agrees and _same(c, claim) else c for c in out]
                if _already(out, claim, agrees)
                else [*out, claim]
            )
    return out


def _outrank(found: list[Claim], claim: Claim, agrees: bool) -> list[Claim]:
    """A single value: the code's where it agrees in name or print has none, print's then an alternative."""
    printed = [c for c in found if c.field == claim.field and c.method == OCR]
    if not printed:
        return [claim, *found] if agrees or claim.field != "full_name" else found
    if not agrees:
        return found
    if compact(printed[0].raw) == compact(claim.raw):
        return [c._replace(confidence=max(c.confidence, 0.97)) if c is printed[0] else c for c in found]
    return [
        claim,
        *(c._replace(method=ALTERNATIVE, confidence=min(0.3, c.confidence)) if c in printed else c for c in found),
    ]


def _already(found: Sequence[Claim], claim: Claim, agrees: bool) -> bool:
    return any(_same(c, claim) for c in found) or (
        not agrees and any(c.field == claim.field and c.method == OCR for c in found)
    )


def _same(printed: Claim, claim: Claim) -> bool:
    """The same value, letters that a reader mixes up aside."""
    if printed.field != claim.field or printed.method == ALTERNATIVE:
        return False
    if claim.field == "phone":
        return digits(printed.raw)[-8:] == digits(claim.raw)[-8:]
    if claim.field in ("email", "website"):
        return fuzz.ratio(fold(printed.raw), fold(claim.raw)) >= 88
    return (claim.field == "address" and fuzz.token_set_ratio(fold(printed.raw), fold(claim.raw)) >= 80) or compact(
        printed.raw
    ) == compact(claim.raw)
