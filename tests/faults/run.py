"""Run builds with faults, ``make faults TIMES=40``: killed, full disk, read-only, two at once.

Each kind runs TIMES times, at random moments; SEED=2 gives other moments. All files are written to
a temporary folder.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

from tests.faults.desk import FAULTS, bound, laid
from tests.fuzz.run import AS_ROOT, refusal


def main() -> int:
    """Run all kinds; return 1 if any file was lost or half written."""
    if why := refusal(os.geteuid(), os.environ.get(AS_ROOT, "")):
        print(why)
        return 2
    times = int(os.environ.get("TIMES") or 40)
    chance = random.Random(int(os.environ.get("SEED") or 1))
    failed = 0
    with tempfile.TemporaryDirectory(prefix="hors-bocal-faults-") as folder:
        desk = laid(Path(folder))
        for name, fault in FAULTS.items():
            try:
                bound()
            except OSError as error:
                if name == "read-only folders":
                    print(f"{name}: not tried, {error}")
                    continue
            wrong = 0
            for _ in range(times):
                found = fault(desk, chance)
                wrong += bool(found)
                for one in found:
                    print(f"{name}: {one}", flush=True)
            print(f"{name}: {times} times, {wrong} wrong", flush=True)
            failed += wrong
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
