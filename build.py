#!/usr/bin/env python
"""Runs the command line from a checkout."""

from zines.cli.main import cli

if __name__ == "__main__":
    cli()
