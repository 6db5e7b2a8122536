"""Detection of changed files in folders. This is the only module that imports watchfiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

#: Changes within the first time, in ms, are one batch, as editors write, rename and remove files;
#: a batch takes at most the second time.
_CALM_MS, _LONGEST_MS = 50, 1600
#: After this time without a change, in ms, Python checks whether Ctrl-C was pressed.
_TIMEOUT_MS = 1000
_POLL_MS = 300


def batches(folders: Callable[[], Sequence[Path]]) -> Iterator[set[Path]]:
    """Yield the paths that change; at the start, and when the folders change, yield an empty set.

    An empty set means that any path may have changed. ``folders`` returns the folders to watch,
    without those below them; it is called after each change. Changes that happen while the caller
    works are yielded next. It ends if there is no folder. Raises KeyboardInterrupt, and OSError if
    the system refuses to watch that many folders.
    """
    from watchfiles._rust_notify import RustNotify

    # Network folders report no changes and need polling, on request by a variable of watchfiles.
    polling = bool(os.environ.get("WATCHFILES_FORCE_POLLING"))
    while watched := folders():
        names = [str(folder) for folder in watched]
        with RustNotify(
            names,
            debug=False,
            force_polling=polling,
            poll_delay_ms=_POLL_MS,
            recursive=False,
            ignore_permission_denied=True,
        ) as notify:
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
