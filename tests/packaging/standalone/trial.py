"""Test a standalone folder as a user has it: moved elsewhere, in an empty environment.

``make app`` ends with it: python -m tests.packaging.standalone.trial dist/hors-bocal. It prints the
fault and exits with 1 if there is one. It needs only the packages that run the program.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.packaging.standalone import contents
from zines import __version__

ROOT = Path(__file__).resolve().parents[3]
_TEXT = "tracts/guichets"
_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h7v7z"/></svg>'
_EDITION = """\
name: Cabinet d’essai
address: 1, rue de l’Essai
logo: essai.svg
"""
#: Libraries that every Linux desktop has: the C library, and zlib for PyInstaller's bootloader.
#: Pillow looks for FriBidi, and works without it.
_OF_THE_SYSTEM = re.compile(r"ld-linux|lib(c|m|dl|pthread|rt|util|resolv|nss_\w+|z|fribidi)[.-]")
#: In seconds: if a start takes longer, it has failed.
_PATIENCE = 120


class FaultError(Exception):
    """The folder has a fault; the message describes it."""


def demand(fact: object, message: str) -> None:
    """Raise FaultError with ``message`` unless ``fact`` is true."""
    if not fact:
        raise FaultError(message)


class Folder:
    """A copy of the folder in another place, for a user with an empty environment."""

    def __init__(self, made: Path, place: Path) -> None:
        """Copy the folder to a path with spaces and accents."""
        self.folder = place / "une clé à moi"
        shutil.copytree(made, self.folder, symlinks=True)
        self.program = self.folder / ("hors-bocal.exe" if os.name == "nt" else "hors-bocal")
        self.home, self.empty = place / "home", place / "vide"
        self.home.mkdir()
        self.empty.mkdir()
        names = ("SYSTEMROOT", "TEMP", "TMP") if os.name == "nt" else ()
        kept = {name: os.environ[name] for name in names if name in os.environ}
        homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        self.environment = kept | dict.fromkeys(homes, str(self.home))
        self.began_with = self.digests()

    def digests(self) -> dict[str, str]:
        """Return the digest of each file of the folder."""
        return {
            file.relative_to(self.folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.folder.rglob("*")
            if file.is_file()
        }

    def run(self, *words: str) -> str:
        """Run a command in the empty folder; return its output, or raise FaultError."""
        done = subprocess.run(
            [str(self.program), *words],
            cwd=self.empty,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        demand(
            done.returncode == 0, f"{' '.join(words)} ends with {done.returncode}: {done.stderr}"
        )
        return done.stdout


def trial(made: Path) -> None:
    """Test everything that the folder promises; raises FaultError."""
    _holds_all(made)
    _holds_no_trace(made)
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(made, Path(place))
        output = folder.run("--version").strip()
        demand(output == f"hors-bocal, version {__version__}", f"its version is {output}")
        _same_files(folder, Path(place))
        _own_processes(folder)
        _atelier(folder)
        if sys.platform == "linux":
            _double_click(folder)
        demand(folder.digests() == folder.began_with, "it has written into its own folder")


def _holds_all(made: Path) -> None:
    """Require every data file of the wheel, byte for byte."""
    inside = made / "_internal"
    for file, place in contents.data(ROOT):
        there = inside / place / file.name
        demand(
            there.is_file() and there.read_bytes() == file.read_bytes(),
            f"{place}/{file.name} is not what stands in the checkout",
        )


def _holds_no_trace(made: Path) -> None:
    """Require that no file contains the path of the checkout that built it."""
    trace = str(ROOT).encode()
    for file in made.rglob("*"):
        if file.is_file():
            demand(trace not in file.read_bytes(), f"{file} names the folder it was made in")


def _same_files(folder: Folder, place: Path) -> None:
    """Require the same PDFs as those of the checkout, byte for byte."""
    checkout = place / "checkout"
    checkout.mkdir()
    subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "pdf", _TEXT, "--quiet"],
        cwd=checkout,
        env={**os.environ, "XDG_CACHE_HOME": str(place / "cache")},
        check=True,
    )
    folder.run("pdf", _TEXT)
    expected, found = (
        {file.name: file.read_bytes() for file in root.glob(f"out/{_TEXT}/*.pdf")}
        for root in (checkout, folder.empty)
    )
    demand(len(expected) == 3, "the checkout makes other files than it did")
    differing = [name for name in expected if found.get(name) != expected[name]]
    demand(found == expected, f"these differ from the checkout's: {differing}")


def _own_processes(folder: Folder) -> None:
    """Require that separate processes work: QR codes are read from a page, a logo is set.

    Codes that were not read, and a logo that could not be set, are problems of ``check``.
    """
    folder.run("check", "--strict", *map(str, folder.empty.glob(f"out/{_TEXT}/*-par-page.pdf")))
    (folder.empty / "essai.svg").write_text(_LOGO, "utf-8")
    (folder.empty / "essai.yaml").write_text(_EDITION, "utf-8")
    folder.run("pdf", _TEXT, "--edition", "essai.yaml", "--role", "reader")


@contextmanager
def _opened(folder: Folder, *words: str, **environment: str) -> Iterator[list[str]]:
    """Start the atelier, yield its address in a list, and require that it ends."""
    process = subprocess.Popen(
        [str(folder.program), *words],
        cwd=folder.empty,
        env={**folder.environment, "PYTHONUNBUFFERED": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        output = process.stdout.readline() if process.stdout else ""
        address = re.search(r"http://127\.0\.0\.1:\d+/\?key=\S+", output)
        demand(address, f"it does not say its address: {output}")
        yield [address[0]] if address else []
        output, _ = process.communicate(timeout=_PATIENCE)
        demand(process.returncode == 0, f"the atelier ends with {process.returncode}: {output}")
    finally:
        process.kill()
        process.communicate()


def _read(browser: OpenerDirector, address: str, form: dict[str, str] | None = None) -> str:
    """Return a page; with ``form``, the page that answers the form."""
    origin = address[: address.index("/", len("http://"))]
    sent = Request(address, urlencode(form).encode() if form else None, {"Origin": origin})
    with browser.open(sent, timeout=_PATIENCE) as answer:
        return str(answer.read().decode())


def _close(browser: OpenerDirector, base: str) -> None:
    """Close the atelier with the form of its page."""
    token = re.search(r'name="token" value="([^"]+)"', _read(browser, f"{base}/end"))
    demand(token, "the page that closes the atelier has no form")
    _read(browser, f"{base}/end", {"token": token[1] if token else ""})


def _atelier(folder: Folder) -> None:
    """Require a page behind the key, a picture from the worker, and an end by the button."""
    began = time.monotonic()
    with _opened(folder, "atelier", "--no-browser") as (address,):
        browser = build_opener(HTTPCookieProcessor())
        demand(_TEXT in _read(browser, address), "the first page does not show the papers")
        print(f"The first page came after {time.monotonic() - began:.1f} s.")
        base = address.partition("/?")[0]
        with browser.open(f"{base}/covers/{_TEXT}.webp", timeout=_PATIENCE) as picture:
            demand(picture.read(4) == b"RIFF", "the picture of a paper is none")
        if sys.platform == "linux":
            _needs_nothing(folder)
        _close(browser, base)


def _needs_nothing(folder: Folder) -> None:
    """Require that its running processes have loaded no other library of the system."""
    running = []
    for place in Path("/proc").glob("[0-9]*"):
        # Processes of other users cannot be read, and some have ended.
        with suppress(OSError):
            if (place / "exe").readlink() == folder.program.resolve():
                running.append(place)
    demand(len(running) > 1, "it sets pages in its own process")
    for place in running:
        loaded = re.findall(r"\s(/\S.*/([^/\n]+\.so[^/\n]*))$", (place / "maps").read_text(), re.M)
        outside = {
            file
            for file, name in loaded
            if not file.startswith(f"{folder.folder.resolve()}/") and not _OF_THE_SYSTEM.match(name)
        }
        demand(not outside, f"it has loaded {sorted(outside)}, which other machines may lack")


def _double_click(folder: Folder) -> None:
    """Require that a start without a terminal opens one atelier, in the user's documents."""
    screen = {"DISPLAY": ":0", "BROWSER": shutil.which("true") or "true"}
    with _opened(folder, **screen) as (address,):
        documents = folder.home / "Documents" / "hors-bocal"
        demand(documents.is_dir(), f"{documents} was not made")
        browser = build_opener(HTTPCookieProcessor())
        demand(str(documents) in _read(browser, address), "the page does not say where files lie")
        with _opened(folder, **screen) as (again,):
            demand(again == address, "a second double click opens a second atelier")
        _close(browser, address.partition("/?")[0])


def main() -> None:
    """Test the folder named on the command line."""
    try:
        trial(Path(sys.argv[1]))
    except FaultError as fault:
        sys.exit(f"The standalone folder is not as it must be: {fault}")
    print("The standalone folder does what is promised.")


if __name__ == "__main__":
    main()
