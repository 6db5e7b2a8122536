"""``atelier``: the workshop in the browser."""

from __future__ import annotations

import os
import sys
import webbrowser

import click

from zines.base import language, problems
from zines.base.language import tr
from zines.base.problems import UsageError, why
from zines.cli.messages import leave, reports_problems, say
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.workshop.project import find, workplace


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
    type=click.IntRange(1024, 65535),
    metavar="N",
    help=tr("The port of the page.  [default: 8765, or a free one]"),
)
@click.option("--no-browser", is_flag=True, help=tr("Only say the address, and open no browser."))
@reports_problems
def atelier(port: int | None, no_browser: bool) -> int:
    """Open the workshop in the browser."""
    language.use(language.asked(sys.argv[1:], os.environ) or "fr")
    project = workplace(find())
    with Progress():
        from zines.web.serving import serve

    def started(address: str) -> None:
        say(tr("The workshop is open at {address}", address=address))
        say(tr("Texts and groups lie in {folder}; Ctrl-C ends it.", folder=project.root))
        if not no_browser:
            webbrowser.open(address)

    try:
        serve(project, port or 0, started)
    except OSError as error:
        said = tr("the port {port} cannot be used: {why}", port=port or 0, why=why(error))
        raise UsageError(said) from error
    except KeyboardInterrupt:
        pass
    say(tr("Ended."))
    leave(problems.EXIT_DONE)
    return problems.EXIT_DONE
