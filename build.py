#!/usr/bin/env python3
"""Runs the command line from a checkout."""

from zines.cli.start import main

if __name__ == "__main__":
    main()
