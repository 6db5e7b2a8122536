"""The commands: each reads options, calls one function of the workshop, prints the answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from zines.base import problems
from zines.base.manifest_entry import Ink
from zines.base.options import INKS, ROLES, Options
from zines.base.printing import DEFAULT
from zines.base.problems import Severity
from zines.cli.how_to_print import one_line
from zines.cli.imposition_options import imposition_options
from zines.cli.terminal import Progress, show, table, told
from zines.workshop.build import build
from zines.workshop.project import find

DOCUMENTS = click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)
EDITION = click.option(
    "--edition",
    type=click.Path(path_type=Path),
    metavar="FILE.yaml",
    help="A group's own name, address and logo.",
)


@click.group(epilog="Example: python build.py pdf tracts/guichets")
def cli() -> None:
    """Print tracts, booklets, dictionaries and posters from the texts in content/."""


@cli.command(epilog="Example: python build.py pdf tracts/guichets --no-qr --ink black")
@DOCUMENTS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the PDFs go.  [default: out/ in the project]",
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help="Only files for that use; may be repeated.  [default: what outputs.yaml says]",
)
@click.option(
    "--ink",
    type=click.Choice(INKS),
    help="Print everything in that ink.  [default: what outputs.yaml says]",
)
@click.option("--qr/--no-qr", default=True, show_default=True, help="QR codes to the sources.")
@click.option(
    "--large-print",
    is_flag=True,
    help="Set anew at 18 pt (posters' small print at 16), on A4 at least.",
)
@EDITION
@click.option(
    "--printer",
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    help="Whom press files are for: of assets/printers/, or one's own FILE.yaml.",
)
@click.option(
    "--icc",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The CMYK profile of press files, instead of the printer's ...",
)
@click.option(
    "--condition", default="", metavar="NAME", help="... and the condition that it describes."
)
@click.option(
    "--drums",
    default="noir,rouge",
    show_default=True,
    metavar="NAME,NAME",
    help="For --ink riso: the drums for black and for colour, of assets/drums.yaml.",
)
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many documents at a time.  [default: one a core]",
)
@click.option("--force", is_flag=True, help="Make again what has not changed.")
@told
def pdf(
    documents: tuple[str, ...],
    out: Path | None,
    workers: int | None,
    ink: Ink | None,
    drums: str,
    **options: Any,
) -> int:
    """Build PDFs: all documents when none is named.

    DOCUMENT is a name like tracts/guichets or the path of a YAML file.
    """
    project = find()
    with Progress() as progress:
        report = build(
            project,
            documents,
            Options(
                out=out or project.out,
                workers=workers or 0,
                ink=ink or "",
                drums=tuple(drums.split(",")),
                **options,
            ),
            progress.step,
        )
    show(report.problems)
    for line in table(report):
        click.echo(line)
    failed = any(problem.severity is Severity.ERROR for problem in report.problems)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE


@cli.command(epilog="Example: python build.py check content/tracts/guichets.yaml --strict")
@click.argument("wanted", metavar="[DOCUMENT | FILE.pdf]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For people, for GitHub's pull requests, for programs.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--printer",
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    help="What PDFs are held to: of assets/printers/, or one's own FILE.yaml.",
)
@EDITION
@told
def check(
    wanted: tuple[str, ...], form: str, strict: bool, printer: str, edition: Path | None
) -> int:
    """Check texts, all when none is named, or PDFs of anyone's, before they are printed.

    What each code means is in docs/checks.md and docs/preflight.md.
    """
    from zines.workshop import checking

    found = checking.check(find(), wanted, printer, edition)
    if form == "json":
        click.echo(problems.as_json(found))
    elif form == "github":
        for problem in found:
            click.echo(problems.as_github(problem))
    else:
        show(found)
        click.echo(problems.counted(found))
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in bad for problem in found)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE


@cli.command("list", epilog="Example: python build.py list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@told
def list_(as_json: bool) -> int:
    """List the documents that can be printed."""
    import json

    from zines.workshop.listing import listing

    rows, found = listing(find())
    show(found)
    if as_json:
        click.echo(json.dumps({"version": 1, "documents": rows}, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo(f"{row['slug']:<28} {row['layout']:<12} {row['title']}")
    return problems.EXIT_PROBLEMS if found else problems.EXIT_DONE


PDF_IN = click.argument("source", metavar="IN.pdf", type=click.Path(path_type=Path))
PDF_OUT = click.argument("target", metavar="OUT.pdf", type=click.Path(path_type=Path))


@cli.command(
    epilog="Example: python build.py impose any.pdf out.pdf --schema octavo --sheet a3 "
    "--creep 0.1 --marks crop,fold,slug"
)
@PDF_IN
@PDF_OUT
@imposition_options()
@click.option(
    "--sheet",
    default="a4",
    show_default=True,
    metavar="SIZE",
    help="a5 to a0, sra3, letter, or 320x450mm.",
)
@click.option("--pages", default="", metavar="1-8,12", help="Only those pages, in that order.")
@told
def impose(source: Path, target: Path, options: Mapping[str, Any], sheet: str, pages: str) -> int:
    """Lay the pages of any PDF on sheets, to fold, cut and bind.

    Pages are placed by their TrimBox; the bleed is kept as far as there is room.
    """
    from zines.workshop import imposing

    entry = imposing.impose(find(), source, target, options, sheet=sheet, pages=pages)
    for warning in entry["warnings"]:
        click.echo(f"{source}: warning[imposition]: {warning}", err=True)
    click.echo(f"{target}  {one_line(entry)}")
    return problems.EXIT_DONE


@cli.command(epilog="Example: python build.py unimpose out.pdf pages.pdf --schema octavo --trim a6")
@PDF_IN
@PDF_OUT
@imposition_options(unimpose=True)
@click.option(
    "--trim",
    default="",
    metavar="SIZE",
    help="The size of a page.  [default: that of the pages on our own sheets, else the largest "
    "named size that fits]",
)
@click.option(
    "--pages",
    "count",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="How many pages there are.  [default: as many as the sheets hold, without blank ones]",
)
@told
def unimpose(
    source: Path, target: Path, options: Mapping[str, Any], trim: str, count: int | None
) -> int:
    """Give back the pages of imposed sheets, in reading order."""
    from zines.workshop import imposing

    imposing.unimpose(source, target, options, trim=trim, count=count or 0)
    click.echo(str(target))
    return problems.EXIT_DONE
