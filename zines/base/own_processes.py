"""Modules of this program that run as processes of their own: for what may take too much, or die.

A standalone program (PyInstaller) holds no Python that takes ``-c``: it begins itself, with a word
that no command is called by.
"""

from __future__ import annotations

import sys

#: The first word to a standalone program that is to be one module; the module follows.
WORD = "--own-process"
_OURS = "zines."
#: With the search path of this program alone: nothing of the folder where one stands is run.
_CODE = (
    "import sys, json; from importlib import import_module; "
    "sys.path[:] = json.loads(sys.argv.pop(1)); import_module(sys.argv.pop(1)).main()"
)


def is_standalone() -> bool:
    """Tell the program of a standalone folder from one that a Python runs."""
    return bool(getattr(sys, "frozen", False))


def command(module: str, *words: str) -> list[str]:
    """Return what begins ``main()`` of a module of ours, which finds ``words`` in sys.argv[1:]."""
    if is_standalone():
        return [sys.executable, WORD, module, *words]
    import json

    return [sys.executable, "-I", "-c", _CODE, json.dumps(sys.path), module, *words]


def be_asked_for() -> bool:
    """Be such a process where a standalone program is begun as one; False where it is not."""
    if not is_standalone() or sys.argv[1:2] != [WORD] or len(sys.argv) < 3:
        return False
    module = sys.argv[2]
    if not module.startswith(_OURS):
        return False
    from importlib import import_module

    del sys.argv[1:3]
    import_module(module).main()
    return True
