"""What is said to who types the name of the program and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from zines.base.language import tr
from zines.cli.messages import say
from zines.cli.terminal import Part, width
from zines.workshop.project import entries, find

#: A document that everyone may print, where it is shipped.
_SHIPPED = "tracts/guichets"


def first_steps(program: str) -> None:
    """Say what people do first, with the name of a document that is there."""
    say(tr("hors-bocal makes tracts, booklets, posters and letters, ready to print."))
    steps = {
        tr("Print one of them:"): f"{program} pdf {_document()} --open",
        tr("See all there are:"): f"{program} list",
        tr("Write one of your own:"): tr("{program} new project my-papers", program=program),
    }
    say("")
    say_steps(steps)
    say("")
    say(tr("All commands: {program} --help", program=program))


def say_steps(steps: Mapping[str, str]) -> None:
    """Say what can be done, and beside each what is typed."""
    longest = max(map(len, steps))
    narrow = 0 < width() < longest + 4 + max(map(len, steps.values()))
    for what, typed in steps.items():
        command = Part(typed, "bold", whole=True)
        if narrow:
            say(f"  {what}")
            say("    ", command)
        else:
            say(f"  {what:<{longest}}  ", command)


def _document() -> str:
    """Return a document of one's own, else a shipped one."""
    try:
        project = find()
        slugs = [entry.slug for entry in entries(project, own=True)]
    except OSError:
        # The folder that one stands in may be gone.
        return _SHIPPED
    named = [slug for slug in slugs if slug.isprintable()]
    return _SHIPPED if _SHIPPED in named or not named else min(named, key=len)
