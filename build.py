#!/usr/bin/env python3
"""Runs the command line from a checkout."""

import sys

try:
    from zines.cli.start import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
