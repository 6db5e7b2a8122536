"""The inputs that all documents of a build share: layouts, sources, group, printers, Typst."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base import names
from zines.base.language import tr
from zines.base.options import Options
from zines.base.printing import DEFAULT, Condition, Drum, Printer
from zines.base.problems import Problem, ProblemError, UsageError, meant
from zines.base.search_path import SearchPath
from zines.base.variants import Variant
from zines.composition.typesetting import Typesetter
from zines.manuscript import documents, layouts, printers, sources
from zines.manuscript.documents import Reading
from zines.manuscript.groups import edition_chain, organisation
from zines.manuscript.groups.edition_chain import EditionFolders, Link
from zines.manuscript.groups.organisation import Organisation
from zines.prepress.inks import output_intent
from zines.workshop.project import Project, edition_folders


@dataclass(frozen=True)
class Equipment:
    """The tools and data to build documents; ``archive`` is the printing condition of readers."""

    typesetter: Typesetter
    organisation: Organisation
    printer: Printer
    archive: Condition
    drums: tuple[Drum, ...]


def equipped(
    project: Project,
    options: Options,
    typesetter: Typesetter,
    organisation: Organisation | None = None,
) -> Equipment:
    """Return the equipment for a build; the ``organisation`` is by default that of the options.

    Raises UsageError for a printer, profile or drum that does not exist, ProblemError for errors in
    a file.
    """
    wanted, drums = _printer_for(project, options), _drums_for(project, options)
    archive = printer(project).condition
    if organisation is None:
        organisation = group(project, options.edition, options.variant)
    return Equipment(typesetter, organisation, wanted, archive, drums)


def reading(project: Project) -> tuple[Reading, list[Problem]]:
    """Return the data to read documents with, and the problems of content/sources.yaml."""
    problems: list[Problem] = []
    try:
        rules = layouts.shipped_schema("sources")
        listed: dict[str, Mapping[str, str]] = {}
        for file in reversed(sources_files(project)):
            listed |= sources.load(file, project.named(file), rules)
    except ProblemError as error:
        known, problems = None, list(error.problems)
    else:
        known = listed
    folders = project.search_path("layouts"), project.search_path("assets")
    return documents.Reading(*folders, known, project.named), problems


def sources_files(project: Project) -> list[Path]:
    """Return the files that list sources, the project's own first; at least one path."""
    places = project.search_path("content").candidates("sources.yaml")
    return [file for file in places if file.is_file()] or [places[0]]


def editions_of(project: Project) -> EditionFolders:
    """Return the folders of the editions of a project that others may extend."""
    return EditionFolders(edition_folders(project), project.named)


def _organisation_file(
    project: Project, edition: Path | None, variant: Variant | None
) -> Path | None:
    """Return the file with the data of the group that prints: its edition, or the neutral one.

    For a row of a table it is the edition that the row extends, or None.
    """
    if edition or variant:
        return edition
    return project.file("content/organisation.yaml")


def group(
    project: Project,
    edition: Path | None,
    variant: Variant | None = None,
    *,
    extended: bool = False,
    where: EditionFolders | None = None,
    assets: SearchPath | None = None,
) -> Organisation:
    """Return the group of an edition, or the neutral one; raises ProblemError.

    ``extended``: the edition only exists for others to extend, and need not contain all that the
    law requires. ``where`` is what :func:`editions_of` returns, and ``assets`` are the folders of
    pictures: pass them if many groups are read.
    """
    file = _organisation_file(project, edition, variant)
    return organisation.load(
        file,
        project.named(file) if file else "",
        assets or project.search_path("assets"),
        edition=bool(edition or variant) and not extended,
        where=where or editions_of(project),
        variant=variant,
    )


def group_files(
    project: Project, edition: Path | None, variant: Variant | None = None
) -> list[Link]:
    """Return the file of a group and those that it extends, as far as they can be read."""
    file = _organisation_file(project, edition, variant)
    found: list[Link] = []
    with suppress(ProblemError):
        # (In a loop, to keep the links before one that cannot be read.)
        for link in edition_chain.links(
            file, project.named(file) if file else "", editions_of(project), variant
        ):
            found.append(link)
    return found


def _printer_file(project: Project, name: str) -> Path:
    """Return the file of a printer in assets/printers/ by its name, or any file by its path.

    Raises UsageError if it does not exist.
    """
    shipped = {
        file.stem: file
        for file in project.search_path("assets").files((".yaml",), "printers").values()
    }
    file = shipped.get(name, Path(name))
    names.check_argument(name)
    if not names.is_file(file):
        others = tr("one of {names}, or a file", names=", ".join(shipped))
        hint = meant(name, shipped, others)
        raise UsageError(tr("there is no printer '{name}': {hint}", name=name, hint=hint))
    return file


def printer(project: Project, name: str = DEFAULT) -> Printer:
    """Return a printer; raises UsageError if it does not exist, ProblemError if it has errors."""
    file = _printer_file(project, name)
    shown = project.named(file)
    found = printers.load(file, shown, project.search_path("assets"))
    return _checked(found, shown)


def _printer_for(project: Project, options: Options) -> Printer:
    """Return the requested printer, with another printing condition if the options name one.

    Raises as :func:`printer`, and UsageError if the profile does not exist.
    """
    found = printer(project, options.printer)
    if options.icc is None:
        return found
    if not names.is_file(options.icc):
        raise UsageError(tr("there is no file '{file}'", file=options.icc))
    named = Condition(options.condition, options.condition, options.icc)
    candidates = (*found.profile_candidates, options.icc)
    return _checked(
        replace(found, condition=named, profile_candidates=candidates), str(options.icc)
    )


def _checked(found: Printer, shown: str) -> Printer:
    """Return the printer; raises ProblemError for a profile that is not one of a CMYK press."""
    try:
        output_intent.check(found.condition.profile)
    except output_intent.ConditionError as error:
        hint = tr("name the CMYK profile of a printing condition")
        raise ProblemError([Problem("profile", str(error), hint, shown)]) from error
    return found


def _drums_for(project: Project, options: Options) -> tuple[Drum, ...]:
    """Return the requested drums; none unless a risograph prints.

    Raises UsageError unless two different drums are named that exist, and ProblemError for errors
    in assets/drums.yaml.
    """
    if options.ink != "riso" and "plates" not in options.roles:
        return ()
    file = project.file("assets/drums.yaml")
    known = {drum.name: drum for drum in printers.drums(file, project.named(file))}
    if len(options.drums) != 2 or len(set(options.drums)) != 2:
        raise UsageError(tr("--drums takes two names, as noir,rouge"))
    for name in options.drums:
        if name not in known:
            hint = meant(name, known, tr("--drums takes two of: {names}", names=", ".join(known)))
            raise UsageError(
                tr(
                    "there is no drum '{name}' in {named}: {hint}",
                    name=name,
                    named=project.named(file),
                    hint=hint,
                )
            )
    return tuple(known[name] for name in options.drums)
