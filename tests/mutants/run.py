"""Do the tests of a room notice small faults in it? ``make mutants``, or ``SAMPLE=100``.

Each fault is made in a copy of the checkout, and the tests of its room are run on it until one
fails. A fault that none notices survives: it needs a test, or code that no test can tell apart is
to go. Survivors that are accepted stand in ``survivors.md``, each with why.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.operators import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
#: The rooms, and the tests that must notice what is wrong in them.
ROOMS = {
    "base": ("tests/base", "tests/imposition", "tests/manuscript"),
    "imposition": ("tests/imposition",),
    "manuscript": ("tests/manuscript",),
    "pdf": ("tests/pdf", "tests/preflight", "tests/imposition", "tests/prepress"),
}
WANTED = ("imposition", "manuscript", "pdf")
SURVIVORS = Path(__file__).with_name("survivors.md")
COPIED = ("zines", "tests", "layouts", "content", "assets", "docs", "build.py", "pyproject.toml")
#: The least of faults that tests must notice.
ENOUGH = 0.95
#: A run that takes so many times as long as one without a fault hangs, which is noticed.
PATIENCE = 5


class Laboratory:
    """A copy of the checkout, in which one fault at a time is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, folder / name, ignore=ignored)
            elif (ROOT / name).is_file():
                shutil.copy(ROOT / name, folder / name)

    def passes(self, tests: list[str], seconds: float | None = None) -> bool:
        """Run tests until one fails; tell whether none does within that time."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        # A module that changes within a second would be taken from its old bytecode.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                [*command, *tests],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def survives(self, mutant: Mutant, seconds: float) -> bool:
        """Make a fault and tell whether the tests of its room pass all the same."""
        file = self.folder / mutant.path
        sound = file.read_text("utf-8")
        file.write_text(mutant.text, "utf-8")
        try:
            return all(self.passes(tests, seconds) for tests in self._tests(mutant.path))
        finally:
            file.write_text(sound, "utf-8")

    def _tests(self, path: str) -> list[list[str]]:
        """Return the tests of a module, those that bear its name first."""
        _, room, *_ = Path(path).parts
        folders = [name for name in ROOMS[room] if (self.folder / name).is_dir()]
        own = [
            str(file.relative_to(self.folder))
            for name in folders
            for file in (self.folder / name).rglob(f"test_{Path(path).stem}.py")
        ]
        return [own, folders] if own else [folders]


def accepted() -> set[tuple[str, str, str]]:
    """Return the survivors that are accepted: path, line as it is, line with the fault."""
    text = SURVIVORS.read_text("utf-8") if SURVIVORS.is_file() else ""
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \| .+ \|$", text, re.MULTILINE)
    return {(path, old.replace("\\|", "|"), new.replace("\\|", "|")) for path, old, new in rows}


def faults(wanted: list[str]) -> list[Mutant]:
    """Return all faults of rooms or modules (paths from the checkout), but for accepted ones."""
    files = [
        file
        for name in wanted
        for place in [ROOT / name if "/" in name else ROOT / "zines" / name]
        for file in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
    ]
    known = accepted()
    every = [
        mutant
        for file in files
        for mutant in mutants(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    ]
    return [one for one in every if (one.path, one.old, one.new) not in known]


def main() -> int:
    """Run; returns 1 where a room's tests notice too few faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="*", default=list(WANTED), help="rooms or paths of modules")
    parser.add_argument("--sample", type=int, help="so many faults, drawn by lot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    every = faults(asked.wanted)
    if asked.sample and asked.sample < len(every):
        every = random.Random(asked.seed).sample(every, asked.sample)
    with tempfile.TemporaryDirectory() as scratch:
        free: queue.Queue[Laboratory] = queue.Queue()
        for number in range(asked.jobs):
            free.put(Laboratory(Path(scratch) / str(number)))
        seconds = PATIENCE * _seconds_without_fault(free, every) + 10

        def survives(mutant: Mutant) -> bool:
            laboratory = free.get()
            try:
                return laboratory.survives(mutant, seconds)
            finally:
                free.put(laboratory)

        alive: list[Mutant] = []
        with ThreadPoolExecutor(asked.jobs) as pool:
            results = zip(every, pool.map(survives, every), strict=True)
            for number, (mutant, survived) in enumerate(results, 1):
                print(f"\r{number} of {len(every)} ", end="", file=sys.stderr, flush=True)
                if survived:
                    alive.append(mutant)
                    print(
                        f"{mutant.path}:{mutant.line}: {mutant.old}  ->  {mutant.new}", flush=True
                    )
    return _told(every, alive)


def _seconds_without_fault(free: queue.Queue[Laboratory], every: list[Mutant]) -> float:
    """Run the tests of all rooms that are asked for once, which must pass; returns the seconds."""
    laboratory = free.get()
    start = time.monotonic()
    for room in sorted({Path(one.path).parts[1] for one in every}):
        tests = [name for name in ROOMS[room] if (laboratory.folder / name).is_dir()]
        if not laboratory.passes(tests):
            sys.exit(f"the tests of {room} fail without any fault")
    free.put(laboratory)
    return time.monotonic() - start


def _told(every: list[Mutant], alive: list[Mutant]) -> int:
    rates = []
    for room in sorted({Path(one.path).parts[1] for one in every}):
        made = sum(Path(one.path).parts[1] == room for one in every)
        left = sum(Path(one.path).parts[1] == room for one in alive)
        rates.append(1 - left / made)
        print(f"{room}: {made - left} of {made} faults noticed, {rates[-1]:.1%}")
    return int(min(rates, default=1) < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
