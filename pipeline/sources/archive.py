"""Zip archives: LinkedIn's, or any with contact files or cards in it. Nothing is unpacked to disk.

A member's size is what its header declares until it is read; reading stops at the cap whatever the header says.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.schema import Claim, Extraction, Item, Refused
from pipeline.settings import Settings
from pipeline.sources.base import refuse

MEMBER_CAP = 512 * 2**20
TOTAL_CAP = 1024 * 2**20
BOMB_SIZE, BOMB_RATIO = 32 * 2**20, 100
"""More than this much, packed more tightly than any export of contacts: a zip bomb."""
MEMBERS_CAP = 3_000
MOST_EMPTY = 20
DEEPEST = 2
GZIP = b"\x1f\x8b"
PICTURE = re.compile(r"(?:^|/)Takeout/Contacts/.*\.(?:jpe?g|png)$", re.IGNORECASE)
"""Google Takeout puts each contact's picture beside the vCards."""
FOREIGN = ((b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "RAR"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"))
OFFICE = (
    ("word/document.xml", "Word document"),
    ("ppt/presentation.xml", "presentation"),
    ("content.xml", "OpenDocument file"),
)


class Registry(Protocol):
    """What an archive needs of the registry: the extraction of a member."""

    def __call__(self, item: Item, settings: Settings, depth: int) -> Extraction: ...


class Archive:
    """A zip of contact files, or one gzipped file."""

    name = "archive"

    def __init__(self, extract_member: Registry, is_linkedin_first: Callable[[str], bool]) -> None:
        self.extract_member = extract_member
        self.first = is_linkedin_first

    def identify(self, item: Item) -> bool:
        """By the first bytes, or by a zip directory at the end (self-extracting archives)."""
        data = item.data
        return data.startswith((b"PK\x03\x04", b"PK\x05\x06", GZIP)) or (
            b"PK\x05\x06" in data[-70_000:] and zipfile.is_zipfile(io.BytesIO(data))
        )

    def extract(self, item: Item, settings: Settings, depth: int = 0) -> Extraction:
        """Records of all members; each locator begins with the member's name."""
        if item.data.startswith(GZIP):
            return self._gzip(item, settings, depth)
        out = Extraction()
        try:
            with zipfile.ZipFile(io.BytesIO(item.data)) as packed:
                office = next((what for path, what in OFFICE if path in packed.NameToInfo), "")
                if office:
                    out.refused.append(
                        refuse(
                            item,
                            "not-contacts",
                            f"It is a {office}.",
                            "Save the contacts as CSV, XLSX, vCard or plain text.",
                        )
                    )
                    return out
                self._members(item, packed, settings, depth, out)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
            out.refused.append(
                refuse(item, "unreadable", f"The archive is damaged ({str(e)[:80]}).", "Download it again.")
            )
        if not (out.records or out.refused or out.owner or out.items):
            out.refused.append(refuse(item, "empty", "The archive is empty.", "Download it again."))
        return out

    def _members(self, item: Item, packed: zipfile.ZipFile, settings: Settings, depth: int, out: Extraction) -> None:
        inside = Inside(item, packed)
        members = [info for info in packed.infolist() if not info.is_dir()]
        for info in members[MEMBERS_CAP:][:1]:
            reason = f"The archive has {len(members):,} files; the first {MEMBERS_CAP:,} were read."
            out.refused.append(refuse(item, "too-large", reason, "Pack the contact files alone.", inside.label(info)))
        for info in sorted(members[:MEMBERS_CAP], key=lambda info: not self.first(info.filename)):
            label = inside.label(info)
            data = inside.read(info, label)
            if isinstance(data, Refused):
                out.refused.append(data)
            else:
                self._member(item, label, data, _of_owner(settings, out.owner), depth, out)
        out.refused = _condensed(item, out.refused)

    def _member(self, item: Item, label: str, data: bytes, settings: Settings, depth: int, out: Extraction) -> None:
        if depth + 1 > DEEPEST and Archive.identify(self, Item(label, data)):
            out.refused.append(
                refuse(
                    item,
                    "too-large",
                    "An archive in an archive in an archive is not opened.",
                    "Unpack it and give its files.",
                    label,
                )
            )
            return
        if PICTURE.search(label):
            out.refused.append(
                refuse(item, "ignored", "The picture of a contact, not a card.", "Nothing to do.", label)
            )
            return
        found = self.extract_member(Item(f"{item.name}/{label}", data), settings, depth + 1)
        for record in found.records:
            record.locator = f"{label} {record.locator}".strip()
        out.records += found.records
        out.refused += [
            row._replace(source_file=item.name, locator=f"{label} {row.locator}".strip()) for row in found.refused
        ]
        out.mappings += [row._replace(source_file=f"{item.name}/{label}") for row in found.mappings]
        out.owner += found.owner
        out.items += found.items

    def _gzip(self, item: Item, settings: Settings, depth: int) -> Extraction:
        try:
            data = unzipped(item.data)
        except (EOFError, zlib.error) as e:
            return Extraction(
                refused=[
                    refuse(item, "unreadable", f"The packed file is damaged ({str(e)[:80]}).", "Download it again.")
                ]
            )
        if len(data) > BOMB_SIZE * 2 or depth >= DEEPEST:
            return Extraction(
                refused=[
                    refuse(
                        item,
                        "too-large",
                        "The packed file unpacks to too much.",
                        "Unpack it and give the contact files alone.",
                    )
                ]
            )
        found = self.extract_member(Item(item.name.removesuffix(".gz"), data), settings, depth + 1)
        found.refused = [row._replace(source_file=item.name) for row in found.refused]
        return found


def _of_owner(settings: Settings, owner: Sequence[Claim]) -> Settings:
    """The settings with the owner called as in Profile.csv, whose files are read first: so LinkedIn names them in the
    archive's messages."""
    said = {claim.field: claim.raw for claim in owner if claim.method == "Profile.csv"}
    name = f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()
    return replace(settings, owner=replace(settings.owner, name=name)) if name else settings


def unzipped(data: bytes) -> bytes:
    """The content of a gzipped file, no more than a byte beyond twice BOMB_SIZE; what follows its members, such as the
    padding of a tape, is passed over. Raises EOFError where it is cut off, zlib.error where it is damaged."""
    out = b""
    while data.startswith(GZIP) and len(out) <= BOMB_SIZE * 2:
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        out += member.decompress(data, BOMB_SIZE * 2 + 1 - len(out))
        if not member.eof and len(out) <= BOMB_SIZE * 2:
            raise EOFError("it ends too early")
        data = member.unused_data
    return out


def _condensed(item: Item, refused: list[Refused]) -> list[Refused]:
    """Thousands of empty members are one fact."""
    empty = [row for row in refused if row.code == "empty"]
    if len(empty) <= MOST_EMPTY:
        return refused
    reason = f"The archive holds {len(empty):,} empty files."
    return [*(row for row in refused if row.code != "empty"), refuse(item, "empty", reason, empty[0].remedy)]


@dataclass(slots=True)
class Inside:
    """Reading the members of one archive, within one budget."""

    item: Item
    packed: zipfile.ZipFile
    budget: int = TOTAL_CAP
    seen: Counter[str] = field(default_factory=Counter)

    def label(self, info: zipfile.ZipInfo) -> str:
        """The member's name to show: the same name a second time is numbered. It is never a path on disk."""
        name = "".join(ch if ch.isprintable() else "?" for ch in info.filename)[:200] or "?"
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name} ({self.seen[name]})"

    def read(self, info: zipfile.ZipInfo, label: str) -> bytes | Refused:
        """A member's bytes, or why it is not read."""
        if stat.S_ISLNK(info.external_attr >> 16):
            return refuse(
                self.item,
                "link",
                "It is a link, and links are not followed.",
                "Put the file itself into the archive.",
                label,
            )
        if info.flag_bits & 1:
            return refuse(
                self.item,
                "encrypted",
                "It is protected by a password.",
                "Unpack it with the password and give the files.",
                label,
            )
        bomb = info.file_size > BOMB_SIZE and info.file_size > BOMB_RATIO * max(info.compress_size, 1)
        if bomb or info.file_size > min(MEMBER_CAP, self.budget):
            return self._too_large(label, info.file_size)
        try:
            data = b"".join(self._chunks(info))
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as e:
            return refuse(
                self.item,
                "unreadable",
                f"It is damaged inside the archive ({str(e)[:80]}).",
                "Download the archive again.",
                label,
            )
        self.budget -= len(data)
        return data if len(data) <= info.file_size else self._too_large(label, len(data))

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        left = info.file_size + 1
        with self.packed.open(info) as stream:
            while left > 0 and (piece := stream.read(min(left, 1 << 20))):
                left -= len(piece)
                yield piece

    def _too_large(self, label: str, size: int) -> Refused:
        return refuse(
            self.item,
            "too-large",
            f"It unpacks to {size / 2**20:,.0f} MB, more than contacts need.",
            "Unpack it and give the contact files alone.",
            label,
        )
