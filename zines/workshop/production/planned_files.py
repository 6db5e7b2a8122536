"""The plan of the files of a document, with everything that decides their bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from zines.base import files, words
from zines.base.file_names import companion_name, document_name, file_name
from zines.base.language import mark, tr
from zines.base.limits import LONGEST_NAME_BYTES
from zines.base.options import ROLES, Options
from zines.base.outputs import Output, all_names, of_format, on_separate_sheets, outputs_of
from zines.base.paper import size_named
from zines.base.printing import DEFAULT, Condition, Drum, resolved_printer
from zines.base.problems import Problem, ProblemError, as_warnings
from zines.composition import request
from zines.composition.request import Request
from zines.manuscript.documents import Document
from zines.manuscript.french import addresses
from zines.manuscript.text import plain
from zines.workshop.production import document_pictures, drum_contrast, layout_outputs
from zines.workshop.production.document_pictures import StagedPictures
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.group_fields import fields_for

#: How many bytes longer the names of other files of an output may be, such as plates.
_LONGEST_PART = 40
#: The roles that are printed with bleed, to be cut.
_BLED = ("press", "plates")


@dataclass(frozen=True)
class PlannedFile:
    """One output of a document, whose files are not built yet.

    ``path`` is that of the first file, relative to the output folder. ``digest`` covers all that
    decides the bytes, except layouts and programs. ``owners`` are the full paths of the document,
    edition, printer or profile that it is built from: its name contains only a part of them.
    """

    document: Document
    options: Options
    output: Output
    request: Request
    pictures: StagedPictures
    path: str
    digest: str
    owners: Mapping[str, str]

    @property
    def companion(self) -> str:
        """The path of the file that may go with it: its recipe, or its order to the print shop."""
        return companion_name(self.path, self.output.role)

    def part(self, name: str) -> str:
        """Return the path of one of several files of the output, by the name of the part."""
        return _path(self.document, self.options, self.output, name)


def wanted_outputs(document: Document, options: Options) -> tuple[list[Output], list[Problem]]:
    """Return the outputs to build, and a warning for each role that the layout does not have.

    Raises ProblemError if there is no output to build, or if outputs.yaml has errors.
    """
    layout = document.layout
    where = f"layouts/{layout.name}/outputs.yaml"
    usual = of_format(layout.outputs, document.format)
    if not usual:
        message = tr(
            "the layout '{layout}' is not printed in the format '{format}'",
            layout=layout.name,
            format=document.format,
        )
        hint = tr("add such an output to its outputs.yaml")
        raise ProblemError([Problem("no-output", message, hint, where)])
    if _has_separate_sheets(document):
        usual = on_separate_sheets(usual)
    outputs, missing = outputs_of(usual, layout.pages, options)
    message = mark("the layout '{layout}' is not printed as {role}")
    if options.large_print:
        message = mark("the layout '{layout}' is not printed as {role} in large print")
    _, never = outputs_of(usual, layout.pages, replace(options, roles=ROLES))
    hint = tr(
        "--role takes what it is printed as: {roles}",
        roles=words.explained(role for role in ROLES if role not in never),
    )
    problems = [
        Problem("no-output", tr(message, layout=layout.name, role=role), hint, document.path)
        for role in missing
    ]
    if not outputs:
        raise ProblemError(problems)
    if wrong := layout_outputs.wrong_outputs(layout.name, outputs, layout.pages):
        raise ProblemError(wrong)
    return outputs, as_warnings(problems)


def _has_separate_sheets(document: Document) -> bool:
    """Return whether pages are separate papers, or are cut up: their backs must stay blank."""
    sections = document.fields.get("sections", ())
    cut = any(isinstance(one, Mapping) and one.get("cut_above") for one in sections)
    return cut or bool(document.fields.get("separate_sheets"))


def all_outputs(document: Document) -> tuple[str, ...]:
    """Return the names of the outputs of a document, in any variant, in order."""
    usual = of_format(document.layout.outputs, document.format)
    return tuple(sorted(all_names(usual, document.layout.pages)))


def planned(
    document: Document,
    file: Path,
    outputs: Sequence[Output],
    equipment: Equipment,
    options: Options,
) -> list[PlannedFile]:
    """Plan the files of a document that was read from ``file``; put its pictures on the stage.

    Raises ProblemError for pictures and addresses that cannot be printed, OSError.
    """
    named = {**document.pictures, **equipment.organisation.pictures}
    inks = dict.fromkeys(output.ink for output in outputs)
    stage = equipment.typesetter.stage
    pictures = {ink: document_pictures.staged(named, stage, ink) for ink in inks}
    codes = _codes(document) if options.qr else []
    found = []
    for output in outputs:
        asked = _request(document, output, equipment, options, pictures[output.ink], codes)
        part = plate_name(0, equipment.drums[0]) if output.role == "plates" else ""
        path = _path(document, options, output, part)
        _check_length(companion_name(path, output.role), document)
        found.append(
            PlannedFile(
                document=document,
                options=options,
                output=output,
                request=asked,
                pictures=pictures[output.ink],
                path=path,
                digest=files.digest(
                    asked.as_json,
                    repr(output),
                    _printing(document, output, equipment, options.copies),
                ),
                owners=_owners(file, output, options),
            )
        )
    return found


def plate_name(index: int, drum: Drum) -> str:
    """Return the name of a plate: its number, from 1, and its drum; the first drum is for black."""
    return f"{index + 1}-{drum.name}"


def condition_of(output: Output, equipment: Equipment) -> Condition:
    """Return the printing condition of an output: the usual one unless it is a press file."""
    return equipment.printer.condition if output.role == "press" else equipment.archive


def _request(
    document: Document,
    output: Output,
    equipment: Equipment,
    options: Options,
    pictures: StagedPictures,
    codes: Sequence[Mapping[str, object]],
) -> Request:
    trim, printer = size_named(output.trim), equipment.printer
    bleed = printer.bleed_mm if output.role in _BLED else 0
    least = request.Least(printer.min_text_pt, printer.min_line_pt)
    return Request(
        layout=document.layout.name,
        title=document.title,
        description=document.description,
        lang=document.lang,
        theme=document.theme,
        date=document.date,
        page=request.Page(trim.width, trim.height, bleed),
        fields=document.fields,
        ink=output.ink,
        large=options.large_print,
        least_pt=least if output.role == "press" else request.Least(),
        sources=plain(document.sources),
        organisation=fields_for(
            plain(equipment.organisation.fields),
            output.role,
            document.layout.reading_distance_mm,
            codes=options.qr,
            own=document.fields,
        ),
        qr=codes,
        pictures=pictures.paths,
        fillable=document.layout.fillable,
        licence=_licence(document),
        first_drum_prints=drum_contrast.first_drum_prints(equipment.drums)
        if output.ink == "riso"
        else (),
    )


def _codes(document: Document) -> list[dict[str, object]]:
    distance = document.layout.reading_distance_mm
    return [
        request.code(one, addresses.segments(one), distance) for one in code_addresses(document)
    ]


def code_addresses(document: Document) -> list[str]:
    """Return the addresses that become QR codes: sources are given by id, others as addresses."""
    listed = {source.id: source.url for source in document.sources}
    return [listed.get(name, name) for name in document.qr]


def _path(document: Document, options: Options, output: Output, part: str = "") -> str:
    head = document_name(document.piece, document.slug)
    return f"{document.slug}/{file_name(head, output.name, options, output.ink, output.role, part)}"


def _check_length(path: str, document: Document) -> None:
    """Raise ProblemError for a file name that is too long for a file system."""
    if len(PurePosixPath(path).name) > LONGEST_NAME_BYTES - _LONGEST_PART:
        message = tr("its files are named after it, and names cannot be that long")
        hint = tr("give the document a shorter name")
        raise ProblemError([Problem("wrong-name", message, hint, document.path)])


def _printing(document: Document, output: Output, equipment: Equipment, copies: int) -> str:
    """Return a digest of all that decides the bytes of an output and is not in the request."""
    if output.role == "plates":
        return files.digest(repr(equipment.printer.bleed_mm), repr(equipment.drums))
    condition = condition_of(output, equipment)
    who = repr(condition)
    if output.role == "press":
        group = equipment.organisation
        who = repr((equipment.printer, copies, group.order, group.fields, document.layout.paper))
    if output.role == "reader":
        texts = equipment.organisation.texts if document.layout.fillable else {}
        who += f"{document.origin}, {document.licence}{sorted(texts.items())}"
    return files.digest(who, files.digest_of(condition.profile))


def _licence(document: Document) -> str:
    """Return the line that states whose text it is, and under which licence.

    It is empty for a text without an author, such as a page to write on.
    """
    return ", ".join(filter(None, (document.origin, document.licence))) if document.origin else ""


def _owners(file: Path, output: Output, options: Options) -> dict[str, str]:
    found = {"document": str(files.real(file))}
    # (The owner of a row is its table, whatever the position of the row.)
    table = (options.owner or options.variant.table) if options.variant else None
    if edition := table or options.edition:
        found["edition"] = str(files.real(edition))
    if output.role in _BLED:
        if options.printer != DEFAULT:
            found["printer"] = resolved_printer(options.printer)
        if options.icc:
            found["profile"] = str(files.real(options.icc))
            found["condition"] = options.condition
    return found
