"""Copies that file synchronisation, browsers and file managers leave beside a file.

Nobody meant them as texts or groups of their own, but they have the endings of such files. One of
the two has a correction that the other lacks, so that both are wrong to print unseen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from zines.base.language import tr
from zines.base.problems import Problem, Severity
from zines.workshop.project import Project

#: The names of copies, as the programs write them in French and in English.
_COPY = re.compile(
    r"""
    (?P<original>.+?)
    (?:
        # Nextcloud, Dropbox and GNOME: loire (copie en conflit de Marie 2026-11-30);
        # browsers: sections (1)
        [ ]?\((?:[^()]*\b(?:copie|copy|conflit|conflict|conflicted)\b[^()]*|\d{1,2})\)
        # Windows: loire - Copie (2); macOS: loire copie 2
        | [ ](?:-[ ])?(?:copie|copy)(?:[ ]\(?\d{1,2}\)?)?
        # Syncthing: loire.sync-conflict-20261130-101112-ABCDEFG
        | \.sync-conflict-\d.*
        # OneDrive: the name of the computer, as Windows and macOS give it
        | -(?:(?:DESKTOP|LAPTOP|PC|WIN)-[A-Z0-9-]+|(?:MacBook|iMac)\b.*)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: A quick first test: each of these names has one of these parts, and few other names do.
_MARK = re.compile(r"\(|copie|copy|conflict|-(?:DESKTOP|LAPTOP|PC|WIN|MacBook|iMac)", re.IGNORECASE)
#: What Google Drive writes before the name.
_STARTS = ("copie de ", "copy of ")


def original(name: str) -> str:
    """Return the name of the original of a file that is named as a copy; empty for other names.

    ``sections (1).csv`` gives ``sections.csv``.
    """
    if not _MARK.search(name):
        return ""
    for start in _STARTS:
        if name.lower().startswith(start):
            return name[len(start) :]
    path = Path(name)
    found = _COPY.fullmatch(path.stem)
    return found["original"] + path.suffix if found else ""


def warnings(project: Project, files: Iterable[Path]) -> list[Problem]:
    """Return a warning on each copy beside its original if one of the two is among some files."""
    by_folder: dict[Path, set[str]] = {}
    for file in files:
        by_folder.setdefault(file.parent, set()).add(file.name)
    problems = []
    for folder, chosen in by_folder.items():
        try:
            # (An é of macOS is two code points, that of others one: both look alike.)
            there = {normalize("NFC", name): name for name in os.listdir(folder)}
        except OSError:
            continue  # (Reading the file reports it.)
        for name in sorted(there):
            other = original(name)
            if other in there and not chosen.isdisjoint((there[name], there[other])):
                problems.append(_warning(project.named(folder / there[name]), other))
    return problems


def _warning(path: str, other: str) -> Problem:
    message = tr("this is a copy of '{file}', which is beside it, as its name says", file=other)
    hint = tr(
        "keep in one of them what is right in both, and remove the other; a file that is meant "
        "to be another one gets another name"
    )
    return Problem("copied-file", message, hint, path, severity=Severity.WARNING)
