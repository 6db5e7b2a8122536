"""The start of the program: choose the language, then import the commands.

The modules imported at the top only need the standard library of any common version of Python: if
packages are missing in a checkout, the program prints what to type instead.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from zines.base import language
from zines.base.language import tr
from zines.cli import consoles

_OLDEST = (3, 11)
#: The exit code that shells expect of a program that was stopped by Ctrl-C.
_INTERRUPTED = 130


def main() -> None:
    """Run the command that was typed, in the language of the user."""
    try:
        _run()
    except KeyboardInterrupt:
        # (No command has started: there is nothing to report.)
        sys.exit(_INTERRUPTED)


def _run() -> None:
    if getattr(sys, "frozen", False):
        from zines.cli import standalone

        standalone.prepare()
    consoles.prepare()
    language.use(language.chosen(sys.argv[1:], os.environ))
    if sys.version_info[:2] < _OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        _refuse(tr("Python 3.11 or newer is needed, and this is {found}", found=found))
    try:
        # (Help is translated on import, so the language must be known before.)
        from zines.cli.main import cli

        cli()
    except ModuleNotFoundError as error:
        name = error.name or ""
        if name.partition(".")[0] == "zines":
            raise
        _refuse(tr("the package '{name}' is not installed for this Python", name=name))


def _refuse(message: str) -> None:
    """End the program with a message and the command to type; the exit code is 2."""
    import shlex
    import subprocess

    checkout = Path(sys.argv[0]).parent
    inner = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if inner.is_file() and not Path(sys.prefix).samefile(checkout / ".venv"):
        words = [str(inner), *sys.argv]
        typed = subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
        hint = tr("type: {command}", command=typed)
    elif (checkout / "build.py").is_file():
        hint = tr("install it first: README.md says how (in French: LISEZMOI.md)")
    else:
        # (The program is installed, perhaps without what its commands for the browser need.)
        python = subprocess.list2cmdline([sys.executable])
        hint = tr(
            "it comes with the extra 'atelier': {python} -m pip install \"hors-bocal[atelier]\"",
            python=python,
        )
    print(tr("{message}; {hint}", message=message, hint=hint), file=sys.stderr)
    sys.exit(2)
