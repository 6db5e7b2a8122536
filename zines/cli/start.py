"""Where the program begins: it chooses its language, then loads its commands."""

from __future__ import annotations

import os
import sys

from zines.base import language


def main() -> None:
    """Run the command that was typed, in the language of who typed it."""
    language.use(language.chosen(sys.argv[1:], os.environ))
    # (What help says is translated while the commands are made.)
    from zines.cli.main import cli

    cli()
