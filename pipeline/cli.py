"""The verbs. Translates arguments, exceptions and results; the work is done elsewhere."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import __version__
from pipeline.disk import named, quoted
from pipeline.errors import Exit, UsageError, disk_told
from pipeline.guard import guarded, heed_signals
from pipeline.progress import Teller, counted, silence
from pipeline.start import leave_at_once
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Cards, LinkedIn exports and address books in; people, asks, offers and introductions out. Offline.",
)

WorkspaceOption = Annotated[
    Path, typer.Option("-w", "--workspace", parser=named, metavar="DIR", help="The workspace folder.")
]
DEFAULT_WORKSPACE = Path("workspace")


class Engine(StrEnum):
    """Where the steps run."""

    LOCAL = "local"
    SPARK = "spark"


class ReadFormat(StrEnum):
    """What `read` prints."""

    JSON = "json"
    CSV = "csv"
    VCARD = "vcard"


@app.command()
def run(
    source: Annotated[
        list[Path] | None, typer.Argument(parser=named, help="Files and folders to take in; none: rebuild.")
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    event: Annotated[str, typer.Option(help="Event where these people were met.")] = "",
    region: Annotated[str, typer.Option(help="Country assumed for phone numbers without one, such as DE.")] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Worker processes; 0: what the machine can carry.")] = 0,
    engine: Annotated[Engine, typer.Option(help="Where the steps run.")] = Engine.LOCAL,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when anything was refused.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all but write.")] = False,
    allow_loss: Annotated[bool, typer.Option("--allow-loss", help="Publish even if people are lost.")] = False,
) -> None:
    """Take files and folders into the workspace, then rebuild all outputs."""
    from pipeline.intake import printable
    from pipeline.run import Options
    from pipeline.run import run as run_all
    from pipeline.tally import closing

    check_region(region)
    teller = Teller()
    options = Options(source or [], printable(event), region.upper(), jobs, dry_run, allow_loss, engine.value)
    outcome = run_all(Workspace(workspace), options, teller)
    for line in closing(outcome.summary, workspace, dry_run=dry_run):
        teller.say(line)
    if strict and outcome.refused:
        raise typer.Exit(Exit.REFUSED)


@app.command()
def read(
    file: Annotated[list[Path], typer.Argument(parser=named, help="Card images or contact files.")],
    format: Annotated[ReadFormat, typer.Option(help="What to print.")] = ReadFormat.JSON,
    region: Annotated[str, typer.Option(help="Country assumed for phone numbers without one.")] = "",
) -> None:
    """Print the people on cards or in contact files; touches no workspace."""
    from pipeline.read import read_files

    check_region(region)
    teller = Teller()
    text, refused = read_files(file, format.value, region.upper(), teller)
    put(text)
    for row in refused:
        where = f"{row.source_file}, {row.locator}" if row.locator else row.source_file
        teller.say(f"{where}: {row.reason} {row.remedy}")


@app.command()
def review(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0: any free one.")] = 0,
) -> None:
    """Open the local page where you decide what is doubtful."""
    from pipeline.review.serve import serve

    serve(Workspace(workspace), port, lambda: published(workspace), Teller())


@app.command()
def why(
    person: Annotated[str, typer.Argument(help="A person's id or name.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Tell where every value of a person comes from, why the records are one person, and why each tag."""
    from pipeline.intake import printable
    from pipeline.people.explain import why as explain

    tables = published(workspace)
    pairs = Workspace(workspace).tables / "pairs.csv"
    if pairs.is_file():
        tables["pairs"] = _texts(pairs)
    put(explain(printable(person), tables))


@app.command()
def export(
    format: Annotated[
        str, typer.Argument(help="google, outlook, hubspot, salesforce, mailchimp, vcard3, vcard4 or xlsx.")
    ],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", parser=named, metavar="FILE", help="The file to write; default: standard output."
        ),
    ] = None,
) -> None:
    """Write the people in another program's format."""
    from pipeline.disk import write_through
    from pipeline.publish.exports import FORMATS
    from pipeline.publish.exports import export as export_people

    if format not in FORMATS:
        raise UsageError(f"{format} is no export format.", f"Choose one of {', '.join(FORMATS)}.")
    data = export_people(format, published(workspace), _overview(workspace))
    if output is None:
        put(data)
        return
    try:
        with disk_told():
            write_through(output, data)
    except OSError as e:
        raise UsageError(f"{output} cannot be written: {e.strerror}.", "Choose a file in a folder that exists.") from e
    Teller().say(f"Wrote {output}.")


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="A person's id, e-mail or name.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Erase a person everywhere, and keep them out on re-import."""
    from pipeline.forget import forget as forget_person
    from pipeline.intake import printable

    teller = Teller()
    outcome, mentioning = forget_person(Workspace(workspace), printable(person), teller)
    teller.say(f"Erased: {counted(outcome.erased, 'record')}. They are kept out on re-import.")
    if outcome.rewritten:
        files = counted(outcome.rewritten, "file")
        teller.say(f"Of {files} that held or mentioned them, only what was read of others stays.")
    if mentioning:
        more = f" and {len(mentioning) - 5} more" if len(mentioning) > 5 else ""
        told = ", ".join(mentioning[:5]) + more
        teller.say(f"Something of them still stands with {told}; look there with `cardfile why NAME -w {workspace}`.")
    teller.say(
        "Not erased: your backups, files you exported before, the originals outside the workspace, and what stands "
        "under other names, such as a bare first name."
    )


@app.command()
def doctor(workspace: WorkspaceOption = DEFAULT_WORKSPACE) -> None:
    """Check the installation, the readers and the workspace."""
    from pipeline.doctor import examine

    findings = examine(workspace)
    for finding in findings:
        put(f"{'ok  ' if finding.ok else 'MISS' if finding.needed else 'note'}  {finding.text}\n")
        if finding.remedy:
            put(f"      {finding.remedy}\n")
    failed = [f.exit_code for f in findings if f.needed and not f.ok]
    if failed:
        raise typer.Exit(failed[0])


def check_region(region: str) -> None:
    """Raise UsageError for what is no country code; none at all is fine."""
    from pipeline.settings import SUCH_AS, is_country

    if region and not is_country(region):
        raise UsageError(f"--region {region} is no country code.", f"Give two letters, such as {SUCH_AS}.")


def published(workspace: Path) -> dict[str, pd.DataFrame]:
    """The published tables of a workspace, all columns as texts."""
    from pipeline.publish.outputs import COLUMNS

    out = Workspace(workspace).out
    if not (out / "people.csv").is_file():
        raise UsageError(
            f"Nothing is published in {workspace} yet.", f"Run `cardfile run SOURCE -w {quoted(workspace)}` first."
        )
    return {name: _texts(out / f"{name}.csv", columns) for name, columns in COLUMNS.items()}


def _overview(workspace: Path) -> dict[str, Any]:
    """The overview that was published; empty where another program left its file without it."""
    try:
        overview = json.loads((Workspace(workspace).out / "summary.json").read_text(encoding="utf-8"))["overview"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return overview if isinstance(overview, dict) else {}


def _texts(path: Path, columns: Sequence[str] = ()) -> pd.DataFrame:
    """A table as it was published; raises UsageError where another program left it without its columns."""
    import pandas as pd

    from pipeline.changes import damaged

    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
    except OSError as e:
        raise UsageError(f"{path} cannot be read: {str(e)[:120]}.", "Publish anew with `cardfile run`.") from e
    except ValueError as e:
        raise damaged(path, str(e)[:120]) from e
    missing = [name for name in columns if name not in table]
    if missing:
        raise damaged(path, f"its first line names no column {missing[0]}")
    return table


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """Cards, LinkedIn exports and address books in; people, asks, offers and introductions out. Offline."""
    if show:
        put(f"cardfile {__version__}\n")
        raise typer.Exit


def put(data: str | bytes) -> None:
    """Write to standard output, at once; raises UsageError where that cannot be written."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if isinstance(data, bytes):
            sys.stdout.buffer.write(data)
        else:
            sys.stdout.write(data)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads it has seen enough
        raise
    except OSError as e:
        silence(sys.stdout)
        raise UsageError(
            f"Standard output cannot be written: {e.strerror}.",
            "Send it to a terminal, or to a file on a disk with room.",
        ) from e


def main() -> None:
    """Run the command; every failure becomes a message, a remedy and an exit code."""
    _hush()
    _standard_streams()
    heed_signals()
    code = guarded(lambda: app(standalone_mode=False))
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:  # Python would tell it once more, and end with a code of its own
            silence(stream)
    leave_at_once()
    sys.exit(code)


def _standard_streams() -> None:
    """No file of the workspace takes the place of a closed one, where a library might write; and what is shown is in
    UTF-8, whatever the locale (`LC_ALL=C`), or on a terminal without it in what that can show."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _hush() -> None:
    """Libraries tell their own progress through logging; ours is told by us."""
    import logging

    for name in ("splink", "rapidocr", "RapidOCR", "pypdfium2", "PIL", "vobject"):
        logging.getLogger(name).setLevel(logging.ERROR)
