"""Editions that only hold what others of their folder extend, such as a federation's colour."""

from __future__ import annotations

from pathlib import Path

from zines.base import editions
from zines.base.files import real
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, Severity, some_of
from zines.workshop.project import Project, edition_folders


def only_extended(project: Project, files: list[Path]) -> dict[Path, list[Path]]:
    """Return which of some editions only exist for others of them, with these others.

    Such an edition is extended by another one, and only lacks the name or address that the law
    requires on printed papers. If it has other errors, it is not returned, and they are reported.
    """
    folders = edition_folders(project)
    extending: dict[Path, list[Path]] = {}
    for file in files:
        if parent := editions.extended(file, folders):
            extending.setdefault(real(parent), []).append(file)
    found = {file: extending[real(file)] for file in files if real(file) in extending}
    return {file: others for file, others in found.items() if _lacks_imprint(project, file)}


def _lacks_imprint(project: Project, file: Path) -> bool:
    # (Its imports take four times as long as a build with nothing to do.)
    from zines.workshop.production import equipment

    try:
        equipment.group(project, file)
    except ProblemError as error:
        return all(one.code == "imprint" for one in error.problems)
    return False


def remarks(project: Project, files: list[Path]) -> list[Problem]:
    """Return a remark on each of some editions that only exists for others of them."""
    return [
        Problem(
            "edition-extended",
            tr(
                "nothing is printed for it: it has no name or no address, and is there for others "
                "to extend: {names}",
                names=some_of([one.stem for one in others]),
            ),
            tr("give it both, and its papers are printed too"),
            project.named(file),
            severity=Severity.INFO,
        )
        for file, others in only_extended(project, files).items()
    ]
