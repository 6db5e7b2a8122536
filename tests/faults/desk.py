"""A project that is built while something fails, and what must be true afterwards."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.helpers import POSTER, ROOT, TRACT, add, whole_project
from zines.workshop.project import Project

_COMMAND = [sys.executable, str(ROOT / "build.py")]
_SECONDS = 300
#: Files of the user, other than texts, in the folder of outputs and elsewhere.
_OWN = ("out/these.docx", "out/tracts/notes.txt", "assets/logo.svg")


@dataclass(frozen=True)
class Desk:
    """A project; ``whole`` holds the outputs of a build without faults."""

    project: Project
    whole: dict[str, bytes]
    own: dict[str, bytes]
    seconds: float

    @property
    def out(self) -> Path:
        return self.project.root / "out"

    def started(self, *, before: Sequence[str] = (), limit: int = 0) -> subprocess.Popen[str]:
        """Start a build; it can write no file larger than ``limit`` bytes (0: any size)."""
        # A program that is killed, or whose files are cut, would also break what coverage writes.
        own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        return subprocess.Popen(
            [*before, *(_limited(limit) if limit else []), *_COMMAND, "pdf", "--force"],
            cwd=self.project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**own, "XDG_CACHE_HOME": str(self.project.root.parent / "users")},
        )

    def refreshed(self) -> None:
        """Remove the caches, so that the next build must do everything."""
        for folder in (self.project.cache, self.project.root.parent / "users"):
            shutil.rmtree(folder, ignore_errors=True)

    def faults(self) -> list[str]:
        """Return lost and half-written files, and what is wrong after the next build."""
        found = self._lost()
        for name, content in files_in(self.out).items():
            if name.endswith(".pdf") and content != self.whole.get(name):
                found.append(f"out/{name} is not whole")
        code, output = ended(self.started())
        if code:
            found.append(f"the next build fails: {output[-300:]}")
        found += self._lost()
        after = files_in(self.out)
        found += [
            f"out/{name} differs" for name, one in self.whole.items() if after.get(name) != one
        ]
        found += [f"{one} is left" for one in self.project.root.rglob("*.part")]
        return found

    def _lost(self) -> list[str]:
        now = self.project.root
        return [
            f"the user's {name} is lost"
            for name, content in self.own.items()
            if not (now / name).is_file() or (now / name).read_bytes() != content
        ]


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the outputs in a folder by path: PDFs and the manifest."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.suffix in (".pdf", ".json") and file.is_file()
    }


def laid(folder: Path) -> Desk:
    """Create a project with three documents, built once, and files of the user in its folders."""
    project = whole_project(folder / "project")
    add(project, "tracts/un", TRACT)
    add(project, "tracts/deux", TRACT.replace("Un essai", "Un autre"))
    add(project, "posters/trois", POSTER)
    for name in _OWN:
        file = project.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<svg/> des annees de travail", "utf-8")
    own = [file for file in project.content.rglob("*") if file.is_file()]
    own += [project.root / name for name in _OWN]
    kept = {file.relative_to(project.root).as_posix(): file.read_bytes() for file in own}
    desk = Desk(project, {}, kept, 0)
    began = time.monotonic()
    code, output = ended(desk.started())
    assert code == 0, output
    return Desk(project, files_in(desk.out), kept, time.monotonic() - began)


def ended(build: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a build; return its exit code and its output."""
    out, err = build.communicate(timeout=_SECONDS)
    return build.returncode, out + err


def _limited(size: int) -> list[str]:
    """Return the prefix for a command that limits its files to ``size`` bytes."""
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    return [
        sys.executable,
        "-c",
        f"import os, resource, sys; {limit}; os.execv(sys.argv[1], sys.argv[1:])",
    ]


def killed(desk: Desk, chance: random.Random) -> list[str]:
    """Kill a build (SIGKILL) at a random moment."""
    if chance.random() < 0.5:
        desk.refreshed()
    build = desk.started()
    time.sleep(chance.random() * desk.seconds)
    build.kill()
    ended(build)
    return desk.faults()


def full_disk(desk: Desk, chance: random.Random) -> list[str]:
    """Limit the size of files: this simulates a full disk at different places."""
    if chance.random() < 0.5:
        desk.refreshed()
    code, output = ended(desk.started(limit=chance.randrange(1, 60_000)))
    return _worded(code, output, (1,)) + desk.faults()


def read_only(desk: Desk, chance: random.Random) -> list[str]:
    """Make the outputs, the cache or the whole project read-only."""
    desk.refreshed()
    desk.project.cache.mkdir(exist_ok=True)
    root, out = desk.project.root, desk.out
    folders = chance.choice(
        [[out, *_folders(out)], [desk.project.cache], [root, out, *_folders(out)]]
    )
    for folder in folders:
        folder.chmod(0o555)
    try:
        code, output = ended(desk.started(before=bound()))
    finally:
        for folder in folders:
            folder.chmod(0o755)
    return _worded(code, output, (1,) if out in folders else (0,)) + desk.faults()


def two_at_once(desk: Desk, chance: random.Random) -> list[str]:
    """Start two builds of the same project, one shortly after the other."""
    if chance.random() < 0.7:
        desk.refreshed()
    first = desk.started()
    time.sleep(chance.random() * desk.seconds / 2)
    second = desk.started()
    found = [one for build in (first, second) for one in _worded(*ended(build), (0,))]
    return found + desk.faults()


def _folders(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_dir()]


def _worded(code: int, output: str, codes: tuple[int, ...]) -> list[str]:
    if code in codes and "Traceback" not in output:
        return []
    return [f"exit code {code}: {output[-600:]}"]


def bound() -> list[str]:
    """Return the prefix for a command that makes root obey file modes; [] for other users.

    Raises OSError where the system has no such command.
    """
    if os.geteuid() != 0:
        return []
    command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if not shutil.which("setpriv") or subprocess.run([*command, "true"], check=False).returncode:
        raise OSError("for root nothing is read-only, and setpriv (util-linux) cannot change that")
    return command


FAULTS = {
    "kills": killed,
    "full disk": full_disk,
    "read-only folders": read_only,
    "two builds at once": two_at_once,
}
