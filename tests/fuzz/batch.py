"""Try cases of one kind in this process: ``python -m tests.fuzz.batch KIND NUMBER COUNT FOLDER``.

FOLDER/current holds the current case, in case the process dies of it.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from tests.fuzz.kinds import KINDS
from tests.fuzz.tried import Fault, tried

#: Bytes that a case may take at most: what is more ends as a MemoryError.
_MEMORY = 4 * 1024**3


def main(name: str, number: int, count: int, folder: Path) -> None:
    """Try the cases; write the shortest failing case of each cause to tally.json."""
    kind = KINDS[name]
    with suppress(ImportError):  # Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    current, work = folder / "current", folder / "work"
    work.mkdir(exist_ok=True)
    counted = 0
    faults: dict[str, tuple[Fault, bytes]] = {}

    def each(content: bytes) -> None:
        nonlocal counted
        current.write_bytes(content)
        counted += 1
        (folder / "counted").write_text(str(counted))
        if fault := tried(kind, content, work):
            known = faults.setdefault(fault.place, (fault, content))
            if len(content) < len(known[1]):
                faults[fault.place] = fault, content

    kind.feed(number, count, each)
    tally = [(fault.cause, place, content.hex()) for place, (fault, content) in faults.items()]
    (folder / "tally.json").write_text(json.dumps(tally))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
