"""The command ``atelier``: the workshop in the browser."""

from __future__ import annotations

import os
import sys
import webbrowser

import click

from zines.base import language, problems
from zines.base.language import tr
from zines.base.problems import UsageError, why
from zines.cli import standalone
from zines.cli.messages import leave, reports_problems, say
from zines.cli.options import Whole
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.workshop.project import Project, find, workplace


@click.command(
    cls=Command,
    epilog="",
    help=tr(
        "Open the workshop in the browser.\n\n"
        "Choose a paper, put your group on it, see its pages, take its PDFs: without typing a "
        "command. It answers this machine alone, needs no network, and ends with Ctrl-C. It "
        "speaks French unless --lang says another language."
    ),
)
@click.option(
    "--port",
    type=Whole(1024, 65535),
    metavar="N",
    help=tr("The port of the page.  [default: 8765, or a free one]"),
)
@click.option("--no-browser", is_flag=True, help=tr("Only say the address, and open no browser."))
@reports_problems
def atelier(port: int | None, no_browser: bool) -> int:
    """Open the workshop in the browser."""
    language.use(language.asked(sys.argv[1:], os.environ) or "fr")
    clicked = standalone.is_clicked()
    try:
        project = workplace(find(), clicked=clicked)
        if clicked and _shown_again(project):
            return problems.EXIT_DONE
        _serve(project, port or 0, clicked=clicked, browser=not no_browser)
    except OSError as error:
        if clicked:
            standalone.show(tr("The workshop cannot be opened: {why}", why=why(error)))
        raise
    say(tr("Ended."))
    leave(problems.EXIT_DONE)
    return problems.EXIT_DONE


def _shown_again(project: Project) -> bool:
    """Open the page of an earlier double click again; return False if that program has ended."""
    from zines.web import already_open

    address = already_open.address(project)
    if address:
        say(tr("The workshop is open already, at {address}", address=address))
        webbrowser.open(address)
    return bool(address)


def _serve(project: Project, port: int, *, clicked: bool, browser: bool) -> None:
    """Serve until the user ends it; raises UsageError for a port that cannot be used, OSError."""
    with Progress():
        from zines.web import already_open
        from zines.web.serving import serve
    address = ""

    def started(opened_at: str) -> None:
        nonlocal address
        address = opened_at
        say(tr("The workshop is open at {address}", address=address))
        say(
            tr(
                "Texts and groups lie in {folder}; Ctrl-C ends it, or “Close the workshop” at the "
                "foot of its pages.",
                folder=project.root,
            )
        )
        if clicked:
            already_open.note(project, address)
        if browser and not webbrowser.open(address) and clicked:
            standalone.show(tr("Open this address in a browser: {address}", address=address))

    if clicked:
        # The pages show this folder: it must exist.
        project.root.mkdir(parents=True, exist_ok=True)
    try:
        serve(project, port, started)
    except OSError as error:
        message = tr("the port {port} cannot be used: {why}", port=port, why=why(error))
        raise UsageError(message) from error
    except KeyboardInterrupt:
        pass
    already_open.forget(project, address)
