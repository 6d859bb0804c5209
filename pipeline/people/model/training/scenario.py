"""A labelled contact list as a user has it: LinkedIn export, address book, scanned cards and a guest list.

    python -m pipeline.people.model.training.scenario OUT [--seed N] [--size user]

writes OUT/inbox/... and OUT/truth.json: records (entity, group, file, place, UID, name, organization,
hard-case kinds) and cases (pairs that must join, must stay apart, or may do either).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.people.model.training.cases import MUST_JOIN, MUST_STAY_APART, Case
from pipeline.people.model.training.records import Rec, card, guest, linkedin, vcard
from pipeline.people.model.training.world import World

SIZES = {"small": (150, 40, 10, 8, 1), "user": (1500, 300, 40, 40, 8), "large": (15000, 3000, 400, 400, 80)}
"""LinkedIn rows, vCards, cards, guests of ordinary people and hard cases together; hard cases of each kind."""
FILES = {
    "linkedin": "linkedin/Connections.csv", "vcard": "phone/contacts.vcf", "card": "scanner/cards.vcf",
    "guest": "events/guests.csv",
}  # fmt: skip
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(slots=True)
class Scenario:
    """Records in no order, and the cases that they belong to."""

    seed: int
    records: list[Rec] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def draw(size: str = "user", seed: int = 1) -> Scenario:
    """The records of one scenario."""
    counts = dict(zip(("linkedin", "vcard", "card", "guest"), SIZES[size][:4], strict=True))
    world = World(seed, firms=max(60, counts["linkedin"] // 5))
    out = Scenario(seed)
    for make in (*MUST_JOIN, *MUST_STAY_APART):
        for _ in range(SIZES[size][4]):
            case = make(world)
            out.cases.append(case)
            for rec in case.records:
                rec.kinds.append(case.kind)
            out.records += case.records
    left = {s: n - sum(r.source == s for r in out.records) for s, n in counts.items()}
    left = {s: max(n, counts[s] // 3) for s, n in left.items()}
    while any(n > 0 for n in left.values()):
        records = _ordinary(world, left)
        out.records += records
        for rec in records:
            left[rec.source] -= 1
    world.random.shuffle(out.records)
    return out


def _ordinary(world: World, left: dict[str, int]) -> list[Rec]:
    """The records of one ordinary person: mostly one, some in two or three sources."""
    r = world.random
    person = world.person()
    makers = {"linkedin": linkedin, "vcard": vcard, "card": card, "guest": guest}
    total = sum(max(n, 0) for n in left.values())
    sources = [s for s in makers if left[s] > 0 and r.random() < max(0.12, 1.3 * left[s] / total)]
    records = [makers[s](r, person) for s in sources or [max(left, key=lambda s: left[s])]]
    if "vcard" in sources and r.random() < 0.05:
        records.append(vcard(r, person))
    return _grouped(records)


def _grouped(records: list[Rec]) -> list[Rec]:
    """Records that nothing but the name connects get groups of their own."""
    clues = [set(_clues(rec)) for rec in records]
    for n, rec in enumerate(records):
        linked = [m for m in range(n) if clues[n] & clues[m]]
        rec.group = records[linked[0]].group if linked else (f"{rec.entity}/{n}")
        for m in linked[1:]:
            former = records[m].group
            for other in records[: n + 1]:
                if other.group == former:
                    other.group = rec.group
    return records


def _clues(rec: Rec) -> list[str]:
    firm = " ".join(w for w in rec.organization.lower().split()[:2])
    return [*rec.emails, *(p for _, p in rec.phones), *([rec.url] if rec.url else []), *([firm] if firm else [])]


def write(scenario: Scenario, out: Path) -> dict[str, Any]:
    """Writes inbox/ and truth.json; returns the truth."""
    by_source: dict[str, list[Rec]] = {s: [] for s in FILES}
    for rec in scenario.records:
        by_source[rec.source].append(rec)
    ids: dict[int, str] = {}
    records: dict[str, Any] = {}
    for source, recs in by_source.items():
        for n, rec in enumerate(recs, 1):
            rid = f"{source}-{n}"
            ids[id(rec)] = rid
            uid = _uid(scenario.seed, rid) if source in ("vcard", "card") else ""
            records[rid] = {
                "entity": rec.entity, "group": rec.group, "file": FILES[source], "pos": n, "uid": uid, "name": rec.shown,
                "org": rec.organization, "kinds": rec.kinds,
            }  # fmt: skip
    cases = [
        {
            "kind": c.kind,
            **{
                k: [[ids[id(c.records[a])], ids[id(c.records[b])]] for a, b in getattr(c, k)]
                for k in ("same", "apart", "optional")
            },
        }
        for c in scenario.cases
    ]
    counts = {"records": len(records), "entities": len({r.entity for r in scenario.records})}
    truth = {"set": "scenario", "seed": scenario.seed, "counts": counts, "records": records, "cases": cases}
    texts = {
        "linkedin": _connections(by_source["linkedin"]), "guest": _guests(by_source["guest"]),
        **{s: _vcards(by_source[s], lambda n, s=s: _uid(scenario.seed, f"{s}-{n}")) for s in ("vcard", "card")},
    }  # fmt: skip
    for source, text in texts.items():
        path = out / "inbox" / FILES[source]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return truth


def _uid(seed: int, rid: str) -> str:
    return hashlib.sha256(f"{seed}/{rid}".encode()).hexdigest()[:20]


def _connections(records: list[Rec]) -> str:
    text = io.StringIO()
    text.write(
        'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
    )
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
    for r in records:
        year, month, day = r.connected_on.split("-")
        url = f"https://www.linkedin.com/in/{r.url}"
        out.writerow(
            [
                r.given,
                r.family,
                url,
                "".join(r.emails[:1]),
                r.organization,
                r.title,
                f"{day} {MONTHS[int(month) - 1]} {year}",
            ]
        )
    return text.getvalue()


def _guests(records: list[Rec]) -> str:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["Name", "Email", "Company", "Note"])
    out.writerows([r.shown, "".join(r.emails[:1]), r.organization, r.note] for r in records)
    return text.getvalue()


def _vcards(records: list[Rec], uid: Any) -> str:
    return "".join("\r\n".join(_vcard(r, uid(n))) + "\r\n" for n, r in enumerate(records, 1))


def _vcard(r: Rec, uid: str) -> list[str]:
    def esc(text: str) -> str:
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")

    shown = r.shown or r.organization
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{esc(shown)}"]
    lines.append(f"N:{esc(r.family)};{esc(r.given)};;{esc(r.prefix)};{esc(r.suffix)}")
    lines += [f"ORG:{esc(r.organization)}"] if r.organization else []
    lines += [f"TITLE:{esc(r.title)}"] if r.title else []
    lines += [f"EMAIL;TYPE=INTERNET:{mail}" for mail in r.emails]
    lines += [f"TEL;TYPE={kind.upper()}:{number}" for kind, number in r.phones]
    if r.street:
        lines.append(f"ADR:;;{esc(r.street)};{esc(r.city)};;{r.postal};")
    lines += [f"BDAY:{r.birthday}"] if r.birthday else []
    lines += [f"URL:https://www.linkedin.com/in/{r.url}"] if r.url else []
    return [*lines, "END:VCARD"]


def main() -> None:
    """Writes one scenario and tells its counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", choices=SIZES, default="user")
    args = parser.parse_args()
    truth = write(draw(args.size, args.seed), args.out)
    print(json.dumps(truth["counts"]))


if __name__ == "__main__":
    main()
