"""The message for users who type only the name of the program."""

from __future__ import annotations

from collections.abc import Mapping

from zines.base.language import tr
from zines.cli.messages import say
from zines.cli.terminal import Part, width
from zines.workshop.project import entries, find

#: The shipped document that the message names.
_SHIPPED = "tracts/guichets"


def first_steps(program: str) -> None:
    """Print the first commands to try, with the slug of an existing document."""
    say(tr("hors-bocal makes tracts, booklets, posters and letters, ready to print."))
    steps = {
        tr("Print one of them:"): f"{program} pdf {document()} --open",
        tr("See all there are:"): f"{program} list",
        tr("Write one of your own:"): tr("{program} new project my-papers", program=program),
    }
    say("")
    say_steps(steps)
    say("")
    say(tr("All commands: {program} --help", program=program))


def say_steps(steps: Mapping[str, str]) -> None:
    """Print what can be done, each with the command to type: beside it, or below if too wide."""
    longest = max(map(len, steps))
    narrow = 0 < width() < longest + 4 + max(map(len, steps.values()))
    for what, typed in steps.items():
        command = Part(typed, "bold", whole=True)
        if narrow:
            say(f"  {what}")
            say("    ", command)
        else:
            say(f"  {what:<{longest}}  ", command)


def document() -> str:
    """Return the slug of a document of the project itself, else of a shipped one."""
    try:
        project = find()
        slugs = [entry.slug for entry in entries(project, own=True)]
    except OSError:
        # The current folder may have been deleted.
        return _SHIPPED
    named = [slug for slug in slugs if slug.isprintable()]
    return _SHIPPED if _SHIPPED in named or not named else min(named, key=len)
