"""Try cases of every kind, and write those that fail to tests/fuzz/cases/: ``make fuzz``.

Everything else is written to a temporary folder. CASES=1000 sets the number of cases, SEED=2 tries
other cases, KINDS=pdf,svg only some kinds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.kinds import KINDS, Kind
from tests.fuzz.tried import kept
from tests.helpers import ROOT

#: Most cases in one process; seconds without a new case after which the process hangs.
_BATCH, _HANGS = 500, 120
AS_ROOT = "HORS_BOCAL_FUZZ_AS_ROOT"


def refusal(user: int | None, allowed: str) -> str:
    """Return why no case is tried, or "": a damaged file may do anything that root may do."""
    if user == 0 and allowed != "1":
        return f"fuzzers do not run as root: use another account, or set {AS_ROOT}=1"
    return ""


def shares(cases: int, kinds: list[Kind]) -> dict[str, int]:
    """Return the number of cases of each kind."""
    whole = sum(kind.share for kind in kinds)
    return {kind.name: max(1, cases * kind.share // whole) for kind in kinds}


def batch(
    kind: Kind, number: int, count: int, folder: Path
) -> tuple[int, dict[str, tuple[str, bytes]]]:
    """Try cases in a process; return their number, and each cause of failure with a case."""
    for name in ("current", "counted", "tally.json"):
        (folder / name).unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.batch", kind.name, str(number), str(count)]
    home = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder), "TMPDIR": str(folder)}
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [*command, str(folder)],
            cwd=ROOT,
            env={**os.environ, **home},
            stdout=errors,
            stderr=errors,
        )
        cause = _ended(process, folder / "current")
    counted = int((folder / "counted").read_text() or 0) if (folder / "counted").exists() else 0
    if cause:
        content = (folder / "current").read_bytes() if (folder / "current").exists() else b""
        last_line = (folder / "errors").read_text("utf-8", "replace").strip().split("\n")[-1]
        return counted, {f"{cause} {kind.name}": (f"{cause}: {last_line[:200]}", content)}
    tally = json.loads((folder / "tally.json").read_text())
    return counted, {place: (message, bytes.fromhex(content)) for message, place, content in tally}


def _ended(process: subprocess.Popen[bytes], current: Path) -> str:
    """Wait for a batch; return how the whole process failed, or ""."""
    while True:
        try:
            code = process.wait(5)
            return f"the process died ({code})" if code else ""
        except subprocess.TimeoutExpired:
            if current.exists() and time.time() - current.stat().st_mtime > _HANGS:
                process.kill()
                process.wait()
                return "it hangs"


def main() -> int:
    """Try all cases, one batch of each kind in turn; return 1 if any failed."""
    if why := refusal(getattr(os, "geteuid", lambda: None)(), os.environ.get(AS_ROOT, "")):
        print(why)
        return 2
    cases = int(os.environ.get("CASES") or 100_000)
    number = int(os.environ.get("SEED") or 1) * 1_000_000
    names = [name for name in os.environ.get("KINDS", "").split(",") if name] or list(KINDS)
    left = shares(cases, [KINDS[name] for name in names])
    tried, found = Counter[str](), dict[str, str]()
    with tempfile.TemporaryDirectory(prefix="hors-bocal-fuzz-") as folder:
        while any(left.values()):
            number += 1
            for name, wanted in left.items():
                if not wanted:
                    continue
                count = min(wanted, _BATCH if KINDS[name].quick else 50)
                left[name] -= count
                done, faults = batch(KINDS[name], number, count, Path(folder))
                tried[name] += done
                for place, (cause, content) in faults.items():
                    if place not in found:
                        found[place] = cause
                        # A process may die before its first case.
                        case = kept(KINDS[name], content).name if content else name
                        print(f"{case}: {cause}", flush=True)
            print(", ".join(f"{name} {n}" for name, n in tried.items()), flush=True)
    print(f"{tried.total()} cases, {len(found)} causes of failure")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
