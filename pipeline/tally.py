"""The closing lines of a run: what came in, what came out, what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

KIND_WORDS = {
    "card": ("card", "cards"),
    "linkedin": ("LinkedIn row", "LinkedIn rows"),
    "vcard": ("vCard", "vCards"),
    "csv": ("table row", "table rows"),
}


def closing(summary: dict[str, Any], workspace: Path, *, dry_run: bool) -> list[str]:
    """The tally, the introductions, and the next step."""
    kinds = [number(n, *KIND_WORDS[kind]) for kind, n in summary["records"].items()]
    tail = [number(summary["people"], "person", "people")]
    tail.append(f"{summary['to_check']} to check")
    tail.append(f"{summary['refused']} refused")
    lines = [f"{number(summary['files'], 'file', 'files')} -> {' + '.join(kinds) or 'no records'} -> {'; '.join(tail)}"]
    if summary["repeated"]:
        again = number(summary["repeated"], "repeated item stands", "repeated items stand")
        lines.append(f"{again} in another record already.")
    if summary["introductions"]:
        mutual = f", {summary['mutual']} of them good for both in both directions" if summary["mutual"] else ""
        lines.append(f"{number(summary['introductions'], 'introduction', 'introductions')} proposed{mutual}.")
    if lacking := summary.get("phones_without_country", 0):
        found = number(lacking, "phone number has", "phone numbers have")
        lines.append(f"{found} no country: tell yours with --region (such as --region DE) or in settings.toml.")
    if dry_run:
        lines.append("Dry run: nothing was written. Run the same without --dry-run to publish.")
        return lines
    if summary["files"]:
        lines.append(f"Open {workspace / 'out' / 'report.html'} in your browser.")
    if summary["refused"]:
        lines.append(f"What was refused, why and what to do: {workspace / 'out' / 'refused.csv'}")
    elif not summary["files"]:
        lines.append("Nothing to work on yet: give files or folders, such as `cardfile run ~/inbox`.")
    return lines


def number(n: int, one: str, many: str) -> str:
    """`1 file`, `41 files`."""
    return f"{n:,} {one if n == 1 else many}"
