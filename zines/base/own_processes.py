"""Processes of their own for modules of this program that may use too much memory or crash.

A standalone program (PyInstaller) has no Python that accepts ``-c``: it starts itself, with a first
word that is no command.
"""

from __future__ import annotations

import sys

#: The first argument of a standalone program that must run one module; the module follows.
WORD = "--own-process"
_OURS = "zines."
#: Uses the search path of this program only: nothing from the current folder is run.
_CODE = (
    "import sys, json; from importlib import import_module; "
    "sys.path[:] = json.loads(sys.argv.pop(1)); import_module(sys.argv.pop(1)).main()"
)


def is_standalone() -> bool:
    """Return whether this is a standalone program, and not one that a Python interpreter runs."""
    return bool(getattr(sys, "frozen", False))


def command(module: str, *words: str) -> list[str]:
    """Return the command that runs ``main()`` of our module, with ``words`` as sys.argv[1:]."""
    if is_standalone():
        return [sys.executable, WORD, module, *words]
    import json

    return [sys.executable, "-I", "-c", _CODE, json.dumps(sys.path), module, *words]


def run_requested_module() -> bool:
    """Run the module if a standalone program was started for one; return False if not."""
    if not is_standalone() or sys.argv[1:2] != [WORD] or len(sys.argv) < 3:
        return False
    module = sys.argv[2]
    if not module.startswith(_OURS):
        return False
    from importlib import import_module

    del sys.argv[1:3]
    import_module(module).main()
    return True
