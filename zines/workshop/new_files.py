"""The command ``new``: texts, editions, layouts and projects to start with.

No file is overwritten. The contents come from the example of the layout and from files in
``templates/``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from zines.base import files, language
from zines.base.editions import ENDINGS
from zines.base.file_names import edition_name, slug_of
from zines.base.language import mark, tr
from zines.base.names import fault, may_be_named
from zines.base.problems import UsageError
from zines.manuscript import layouts
from zines.manuscript.lint.spelling import lost_letters
from zines.manuscript.schemas import examples, french_keys, starting_text
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop import layout_names, schemas, starting_points
from zines.workshop import project as projects
from zines.workshop.project import EDITIONS, Project, entries, is_document, slug_at
from zines.workshop.schemas import SCHEMAS
from zines.workshop.starting_points import OTHERS, StartingPoint

_TEMPLATES = Path(__file__).parent / "templates"
_FIRST_TEXT, _FIRST_EDITION = mark("my first tract"), mark("my group")
_FIRST_LAYOUT = "tract"
#: Names for examples of the command: of a text, and of the rest by its kind.
_EXAMPLE_OF_TEXT = mark("street-party")
_EXAMPLES = {
    "project": mark("my-papers"), "edition": mark("my-group"), "layout": mark("my-layout"),
}  # fmt: skip
#: A word that loses its vowel before another one.
_ELIDED = re.compile(r"\b([cdjlmnst]|qu) (?=[aàâehéèêiouy])")
#: The word a that is the preposition, as nearly always in a title: facile a lire.
_PREPOSITION = re.compile(r"(?<=\w )(?<!y )(?<!il )(?<!on )a(?= \w)")
#: The space of rendez-vous.
_MEETING = re.compile(r"(?<=\brendez) (?=vous\b)", re.IGNORECASE)
#: The second line of a text.
_EVERY = mark("Every field is here: change the words, take out the fields that you do not need.")
_OTHERS_WORDS = mark(
    "These words are those of {text}: change them. To see every field: {program} new {layout} NAME"
)
_NEEDED = mark("What it needs is here: change the words. The workshop offers all other fields.")


@dataclass
class NewFiles:
    """The files to write: ``contents`` never overwrite a file, ``schemas`` (by name) do.

    ``name`` is the name for other commands: a slug, a path from the root of ``project``, a layout.
    """

    project: Project
    kind: str
    name: str
    contents: dict[Path, str] = field(default_factory=dict)
    schemas: set[str] = field(default_factory=set)


def new(
    project: Project,
    kind: str,
    name: str,
    program: str,
    there: str = "",
    *,
    title: str = "",
    short: bool = False,
) -> NewFiles:
    """Write the requested files, all or none; return what was written.

    ``kind`` is one of :data:`OTHERS`, or names a layout or a text (:func:`starting_points.named`);
    ``program`` is the command that starts this program, ``there`` the command inside a new project;
    ``title`` is that of a text, if it is not its ``name``; a ``short`` text has only what it needs,
    for a form that shows all other fields empty. Raises UsageError for names that are not
    allowed and for files that exist already, ProblemError for a layout with errors, OSError.
    """
    makers = {"project": _project, "edition": _edition, "layout": _layout}
    wanted = OTHERS.get(slug_of(kind), "")
    if wanted:
        called = there or program if wanted == "project" else program
        made = makers[wanted](project, name, called)
    else:
        begun = starting_points.named(project, kind)
        made = _text(project, begun, name, program, title=title, short=short)
    if wanted != "project" and project.is_home_or_disk:
        raise UsageError(
            tr(
                "this folder holds more than papers: make one for them first, with "
                "'new project my-papers'"
            )
        )
    for file in made.contents:
        if os.path.lexists(file):
            raise _taken(made.project.named(file))
    contents = {file: text.encode() for file, text in made.contents.items()}
    for one in made.schemas:
        text = schemas.as_json(schemas.schema(made.project, one))
        contents[made.project.root / SCHEMAS / f"{one}.json"] = text.encode()
    files.write_all(contents)
    if wanted == "project":
        made.project.assets.mkdir(exist_ok=True)
    return made


def example_name(project: Project, kind: str) -> str:
    """Return a name for an example of the command with a kind; raises UsageError for no kind."""
    if not (other := OTHERS.get(slug_of(kind), "")):
        starting_points.named(project, kind)
    return tr(_EXAMPLES.get(other, _EXAMPLE_OF_TEXT))


def _text(
    project: Project, begun: StartingPoint, name: str, program: str, *, title: str, short: bool
) -> NewFiles:
    """Return a text that begins with others' words; ``name`` may have a folder below content/."""
    *folders, last = _parts(name, "content")
    place = Path(*(folders or [begun.folder]), f"{_slug(last)}.yaml")
    slug = slug_at(place)
    same = next((one for one in entries(project, own=True) if one.slug == slug), None)
    if same:
        raise _taken(project.named(same.file))
    file = project.content / place
    if not is_document(file, place):
        raise UsageError(
            tr("'{file}' would be no text: give another name", file=project.named(file))
        )
    layout, only = begun.layout, None
    values = {"title": _title(title or last)}
    if not begun.text:  # (The day when a text was read over stays that of its words.)
        values["date"] = date.today().isoformat()
    if short:
        only = starting_text.needed(layout.schema)
        values["description"] = values["title"]  # (That of the example would stay unseen.)
    head = {"fields": tr(_NEEDED if short else _EVERY)}
    if begun.text:
        shown = layout_names.shown(project, layout.name)
        head["fields"] = tr(_OTHERS_WORDS, text=begun.text, program=program, layout=shown)
    head |= _fields(project, file, layout.name, slug, program)
    text = starting_text.written(begun.words, layout.schema, values, only)
    text = f"{_template('text.yaml', head)}\n{text}"
    return NewFiles(project, layout.name, slug, {file: text}, {layout.name})


def _edition(project: Project, name: str, program: str) -> NewFiles:
    """Return an edition in editions/: keys of every group, empty, and all others, as comments."""
    *folders, last = _parts(name, EDITIONS)
    file = Path(project.root, EDITIONS, *folders, f"{_slug(last)}.yaml")
    # (What is written can be printed: files are named after it.)
    edition_name(file)
    neutral = projects.shipped_folder() / "content/organisation.yaml"
    parsed = yaml_reader.read(neutral, neutral.name)
    rules = layouts.shipped_schema("organisation")
    french_keys.rename(parsed, rules)
    place = file.relative_to(project.root).as_posix()
    head = _template("edition.yaml", _fields(project, file, "edition", place, program))
    text = head + "\n" + starting_text.written(parsed, rules, {"name": _title(last)})
    text += "\n" + examples.others_of_edition(parsed.value)
    return NewFiles(project, "edition", place, {file: text}, {"edition"})


def _layout(project: Project, name: str, program: str) -> NewFiles:
    """Return a layout that works and can be modified."""
    *folders, last = _parts(name, "layouts")
    slug = _slug(last)
    known = [*OTHERS, *layouts.names(project.search_path("layouts"))]
    if folders or slug in known or not may_be_named(slug):
        called = "/".join([*folders, slug])
        raise UsageError(tr("a layout cannot be called '{name}': give another name", name=called))
    fields = {"name": slug, "program": program}
    contents = {
        project.layouts / slug / part: _template(f"layout/{part}", fields) for part in layouts.PARTS
    }
    return NewFiles(project, "layout", slug, contents)


def _project(project: Project, name: str, program: str) -> NewFiles:
    """Return a project folder with an edition, sources, a read-me file and a first text."""
    if not name.strip():
        raise UsageError(tr("name the folder to make"))
    root = Path(name).absolute()
    for part in Path(name).parts:
        if part != Path(name).anchor and (wrong := fault(part)):
            raise UsageError(tr("'{name}' cannot name a folder: {wrong}", name=name, wrong=wrong))
    if os.path.lexists(root) and not root.is_dir():
        raise _taken(name)
    made = replace(project, root=Path(os.path.normpath(root)), cache_folder=None)
    for folder in (project.content, project.layouts, project.assets, project.root / EDITIONS):
        if made.root.is_relative_to(folder.absolute()):
            raise UsageError(
                tr(
                    "'{name}' would lie in {folder} of a project: give it another place",
                    name=name,
                    folder=folder.name + "/",
                )
            )
    edition = _edition(made, tr(_FIRST_EDITION), program)
    first = starting_points.of_layout(made, _FIRST_LAYOUT)
    text = _text(made, first, tr(_FIRST_TEXT), program, title="", short=False)
    readme = {"fr": "LISEZMOI.txt", "en": "README.txt"}[language.spoken()]
    fields = {"program": program, "edition": edition.name}
    contents = {
        made.root / readme: _template(f"project/{readme}", fields),
        made.content / "sources.yaml": _template("project/sources.yaml", {}),
        **edition.contents,
        **text.contents,
    }
    kinds = {"sources", *edition.schemas, *text.schemas}
    return NewFiles(made, "project", str(made.root), contents, kinds)


def _taken(file: str) -> UsageError:
    return UsageError(tr("'{file}' is there already: give another name", file=file))


def _parts(name: str, home: str) -> list[str]:
    """Return the slugs of the folders below ``home``, then the name; raises UsageError."""
    whole = name.replace("\\", "/").removeprefix("./").removeprefix(f"{home}/").rstrip("/")
    if whole.lower().endswith(ENDINGS):
        whole = whole.rpartition(".")[0]
    *folders, last = whole.split("/")
    if re.match(r"/|\.\./|~/|[A-Za-z]:/", whole):
        raise UsageError(
            tr(
                "'{name}' lies outside of {folder}: give the name alone, as '{last}'",
                name=name,
                folder=home + "/",
                last=last,
            )
        )
    return [*(_slug(one) for one in folders if one), last]


def _slug(name: str) -> str:
    """Return a name as a file name; raises UsageError if that is empty or not allowed."""
    slug = slug_of(name)
    if wrong := fault(slug):
        raise UsageError(tr("'{name}' cannot name a file: {wrong}", name=name, wrong=wrong))
    if not slug:
        raise UsageError(
            tr("'{name}' cannot name a file: give letters from a to z, or digits", name=name)
        )
    return slug


def _title(name: str) -> str:
    """Return a name as a title: l-ete-a-l-ecole gives L'été à l'école where French is spoken."""
    words = name
    if name == slug_of(name):
        words = name.replace("-", " ")
        if language.spoken() == "fr":
            words = _ELIDED.sub(r"\1'", lost_letters.with_letters(words))
            words = _MEETING.sub("-", _PREPOSITION.sub("à", words))
    return words[:1].upper() + words[1:]


def _fields(
    project: Project, file: Path, schema: str, name: str, program: str
) -> Mapping[str, str]:
    """Return the fields for the head of a file: the path of its schema, and the next command."""
    place = os.path.relpath(project.root / SCHEMAS / f"{schema}.json", file.parent)
    return {"schema": Path(place).as_posix(), "name": name, "program": program}


def _template(name: str, fields: Mapping[str, str]) -> str:
    """Return a template in the language in use, with its fields filled in."""
    text = (_TEMPLATES / language.spoken() / name).read_text("utf-8")
    for key, value in fields.items():
        text = text.replace(f"{{{key}}}", value)
    return text
