"""Check that the tests of a room notice small faults in it: ``make mutants SAMPLE=100 SEED=2``.

Each fault is made in a copy of the checkout. The tests of its room that run its line then run until
one fails. A fault that no test notices survives: write a test for it, or remove the code if its
effect cannot be tested. Accepted survivors are in ``survivors.md``, each with the reason.

A fault with which a test takes too long is noticed too. It is named, in case the machine was busy.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import math
import os
import random
import re
import signal
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.choice import Choice
from tests.mutants.laboratory import LOADING_S, ROOT, Laboratory, Run, wait
from tests.mutants.operators import Mutant, mutants

#: For each room, the folders of tests that must notice its faults.
ROOMS = {
    "base": ("tests/base", "tests/imposition", "tests/manuscript"),
    "composition": ("tests/composition",),
    "imposition": ("tests/imposition",),
    "manuscript": ("tests/manuscript",),
    "pdf": ("tests/pdf", "tests/preflight", "tests/imposition", "tests/prepress"),
    "preflight": ("tests/preflight",),
    "prepress": ("tests/prepress",),
    "workshop": ("tests/workshop",),
}
WANTED = ("imposition", "manuscript", "pdf")
SURVIVORS = Path(__file__).with_name("survivors.md")
#: Here is recorded which lines each test runs, by a digest of code and tests.
RECORDED = ROOT / ".cache" / "mutants"
#: The smallest part of all faults that tests must notice.
ENOUGH = 0.95
#: A test hangs that takes this many times as long as the slowest of its files without a fault (it
#: may prepare what the others share), and so many seconds more: the fault is noticed. So are all
#: tests together that take as many times as long as without a fault.
PATIENCE, SLACK = 5, 10


def accepted() -> set[tuple[str, str, str]]:
    """Return the accepted survivors: path, line, line with the fault."""
    text = SURVIVORS.read_text("utf-8") if SURVIVORS.is_file() else ""
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \| .+ \|$", text, re.MULTILINE)
    return {(path, old.replace("\\|", "|"), new.replace("\\|", "|")) for path, old, new in rows}


def faults(wanted: list[str]) -> list[Mutant]:
    """Return all faults of rooms or modules (paths in the checkout), except accepted ones."""
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
    """Run all faults; return 1 if the tests of a room notice too few of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="*", default=list(WANTED), help="rooms or paths of modules")
    parser.add_argument("--sample", type=int, help="so many faults of each room, drawn by lot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    os.nice(10)
    every: list[Mutant] = []
    for name in asked.wanted:
        found = faults([name])
        if asked.sample and asked.sample < len(found):
            found = random.Random(asked.seed).sample(found, asked.sample)
        every += found
    with tempfile.TemporaryDirectory() as scratch:
        free = [Laboratory(Path(scratch) / str(number)) for number in range(asked.jobs)]
        choice = _recorded({_room(one) for one in every}, free)
        return _report_rates(every, _survivors(every, choice, free))


@dataclass
class _Trial:
    """A fault on which tests are running."""

    mutant: Mutant
    laboratory: Laboratory
    run: Run
    made: contextlib.ExitStack


def _survivors(every: list[Mutant], choice: Choice, free: list[Laboratory]) -> list[Mutant]:
    """Run the tests on each fault; return and print those that no test notices."""
    waiting, running, alive = every[::-1], list[_Trial](), list[Mutant]()
    while waiting or running:
        while waiting and free:
            mutant = waiting.pop()
            sound = (ROOT / mutant.path).read_text("utf-8")
            tests = choice.tests(mutant.path, mutant.line, sound, ROOMS[_room(mutant)])
            if not tests:
                alive.append(_reported(mutant))
                continue
            laboratory, made = free.pop(), contextlib.ExitStack()
            made.enter_context(laboratory.changed(mutant.path, mutant.text))
            limit = math.ceil(PATIENCE * choice.slowest(tests) + SLACK)
            all_in = LOADING_S + PATIENCE * choice.together(tests) + SLACK
            run = laboratory.started(tests, limit, all_in)
            running.append(_Trial(mutant, laboratory, run, made))
        wait([one.run for one in running])
        for one in [one for one in running if one.run.is_over()]:
            one.made.close()
            running.remove(one)
            free.append(one.laboratory)
            # pytest exits with 5 if it finds none of the tests, which a fault may rename.
            if one.run.code in (0, 5):
                alive.append(_reported(one.mutant))
            elif one.run.code in (-signal.SIGALRM, -signal.SIGKILL):
                print(f"(a test takes too long with {_shown(one.mutant)})", flush=True)
            left = len(waiting) + len(running)
            print(f"\r{len(every) - left} of {len(every)} ", end="", file=sys.stderr, flush=True)
    return alive


def _reported(mutant: Mutant) -> Mutant:
    print(_shown(mutant), flush=True)
    return mutant


def _shown(mutant: Mutant) -> str:
    return f"{mutant.path}:{mutant.line}: {mutant.old}  ->  {mutant.new}"


def _recorded(rooms: Iterable[str], laboratories: list[Laboratory]) -> Choice:
    """Record the tests of these rooms without a fault, unless already done; they must pass."""
    folders = sorted({name for room in rooms for name in ROOMS[room] if (ROOT / name).is_dir()})
    files = {name: RECORDED / f"{Path(name).name}-{_digest(name)}" for name in folders}
    waiting = [name for name in folders if not files[name].with_suffix(".seconds").is_file()]
    RECORDED.mkdir(parents=True, exist_ok=True)
    running: list[tuple[str, Laboratory, Run]] = []
    free = list(laboratories)
    while waiting or running:
        while waiting and free:
            name, laboratory = waiting.pop(), free.pop()
            for old in RECORDED.glob(f"{Path(name).name}-*"):
                old.unlink()
            running.append((name, laboratory, laboratory.recording(name, files[name])))
        wait([run for _, _, run in running])
        for one in [one for one in running if one[2].is_over()]:
            running.remove(one)
            name, laboratory, run = one
            free.append(laboratory)
            if run.code:
                output = (laboratory.folder / "output").read_text("utf-8")
                sys.exit(f"the tests of {name} fail without any fault:\n{output}")
    return Choice(files.values())


def _digest(folder: str) -> str:
    """Return a digest of the code that the tests of a folder run, and of what records them."""
    every = [*(ROOT / "zines").rglob("*.py"), *(ROOT / folder).rglob("*.py")]
    every.append(Path(__file__).with_name("laboratory.py"))
    digest = hashlib.sha256()
    for file in sorted({*every, *(ROOT / "tests").glob("*.py")}):
        digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _room(mutant: Mutant) -> str:
    return Path(mutant.path).parts[1]


def _report_rates(every: list[Mutant], alive: list[Mutant]) -> int:
    rates = []
    for room in sorted({_room(one) for one in every}):
        made = sum(_room(one) == room for one in every)
        left = sum(_room(one) == room for one in alive)
        rates.append(1 - left / made)
        print(f"{room}: {made - left} of {made} faults noticed, {rates[-1]:.1%}")
    return int(min(rates, default=1) < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
