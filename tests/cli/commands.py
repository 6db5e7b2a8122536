"""All commands by name, each loaded."""

from __future__ import annotations

import click

from zines.cli.main import cli

_CONTEXT = click.Context(cli)
COMMANDS = {
    name: command
    for name in cli.list_commands(_CONTEXT)
    if (command := cli.get_command(_CONTEXT, name)) is not None
}
