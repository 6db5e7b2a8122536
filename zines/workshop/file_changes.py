"""What is saved below folders, as it happens. The only module that names watchfiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

#: Changes that follow one another so closely, in ms, are one: editors write, rename, remove.
_CALM_MS, _LONGEST_MS = 50, 1600
#: After so long without a change Python looks whether Ctrl-C was pressed, in ms.
_TIMEOUT_MS = 1000
_POLL_MS = 300


def batches(folders: Callable[[], Sequence[Path]]) -> Iterator[set[Path]]:
    """Yield the paths that have changed, as they do; first, and after folders came, an empty set.

    An empty set stands for anything. ``folders`` returns what is to be watched, each by itself and
    not what is below; it is asked after each change. What changes while the caller works comes
    next. Ends when there is no folder; raises KeyboardInterrupt, and OSError where the system
    refuses to watch so many.
    """
    from watchfiles._rust_notify import RustNotify

    # Network folders tell nothing by themselves: the variable is that of watchfiles.
    polling = bool(os.environ.get("WATCHFILES_FORCE_POLLING"))
    while watched := folders():
        names = [str(folder) for folder in watched]
        with RustNotify(names, False, polling, _POLL_MS, False, True) as notify:
            yield set()
            while True:
                found = notify.watch(_LONGEST_MS, _CALM_MS, _TIMEOUT_MS, None)
                if found == "signal":
                    raise KeyboardInterrupt
                if isinstance(found, str):
                    continue
                if folders() != watched:
                    break
                yield {Path(path) for _, path in found}
