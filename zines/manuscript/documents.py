"""Read one YAML file under content/ into a document: plain frozen values, ready for a layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base import names
from zines.base.editions import EDITION
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts, sources, wanted_layout
from zines.manuscript.declared_fields import Filling
from zines.manuscript.french import addresses, collation
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys, schema
from zines.manuscript.sources import Source, SourcesById
from zines.manuscript.text import characters, citations, plain
from zines.manuscript.text_setting import Setting, unknown_source
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed, shortened

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
_SHARED = (
    "layout",
    "title",
    "description",
    "date",
    "piece",
    "licence",
    "origin",
    "lang",
    "theme",
    "format",
    "easy_to_read",
    "qr",
    "fields",
)
_USUAL_THEME = "affiche"
#: Keys at the top level of an edition, by which one without a kind is recognised.
_OF_GROUPS = {"name", "nom", "extends", "reprend"}


@dataclass(frozen=True)
class Document:
    """A text with its layout. ``fields`` holds plain values and node trees, as dicts.

    ``qr`` names the sources and the web addresses that become QR codes. ``piece`` is the first part
    of the names of its output files: tract, affiche. ``licence`` is one of
    :data:`zines.base.law.LICENCES`, or empty; ``origin`` names the owner of the text, which is
    printed with the licence.
    """

    slug: str
    path: str
    layout: Layout
    title: str
    description: str
    date: str
    piece: str
    lang: str
    theme: str
    format: str
    qr: tuple[str, ...]
    fields: Mapping[str, Any]
    sources: tuple[Source, ...]
    pictures: Mapping[str, Path]
    licence: str
    origin: str = ""


@dataclass
class Reading:
    """What all documents of one run share: layouts, sources, the folders of pictures."""

    layouts_folders: SearchPath
    assets: SearchPath
    #: None if content/sources.yaml itself has errors: citations are not checked then.
    sources: SourcesById | None
    #: Returns the path of a file as problems show it.
    shown: Callable[[Path], str] = str
    layouts: dict[str, Layout | ProblemError] = field(default_factory=dict)
    _sources_beside: dict[Path, SourcesById] = field(default_factory=dict)

    def layout(self, name: str) -> Layout:
        """Return a layout, read once; raises ProblemError at each call if it has problems."""
        if name not in self.layouts:
            try:
                self.layouts[name] = layouts.load(self.layouts_folders, name, self.shown)
            except ProblemError as error:
                self.layouts[name] = error
        layout = self.layouts[name]
        if isinstance(layout, ProblemError):
            raise layout
        return layout

    def sources_for(self, document: Path) -> SourcesById | None:
        """Return the sources that a document may cite, None if they could not be read.

        Sources of a ``sources.yaml`` in the document's folder replace shared ones of the same id.
        Raises ProblemError if that file has problems.
        """
        file = document.parent / "sources.yaml"
        if self.sources is None or not file.is_file():
            return self.sources
        if file not in self._sources_beside:
            own = sources.load(file, self.shown(file), layouts.shipped_schema("sources"))
            self._sources_beside[file] = {**self.sources, **own}
        return self._sources_beside[file]


def check_slug(slug: str, path: str) -> None:
    """Raise ProblemError unless the slug can name a folder on any machine."""
    if not _SLUG.fullmatch(slug) or names.fault(slug):
        raise ProblemError(
            [
                Problem(
                    "slug-form",
                    tr("'{name}' cannot name a document", name=shortened(slug)),
                    names.fault(slug)
                    or tr(
                        "give its file a name with letters from a to z, or digits: mon-tract.yaml"
                    ),
                    path,
                )
            ]
        )


def load(file: Path, name: str, slug: str, reading: Reading) -> Document:
    """Read one document; raises ProblemError with every problem of the file."""
    check_slug(slug, name)
    return from_parsed(yaml_reader.read_on(file, name), file, slug, reading)


def from_parsed(
    parsed: Parsed,
    file: Path,
    slug: str,
    reading: Reading,
    values: Mapping[str, str] | None = None,
) -> Document:
    """Return the document that was read from ``file``; raises ProblemError as :func:`load` does.

    ``values`` fill in the fields that the document declares.
    """
    french_keys.rename(parsed, layouts.shipped_schema("document"))
    if _is_edition(parsed.value):
        message = tr("this file is an edition, the data of a group, and no document")
        hint = tr("name the documents to print, and this file after --edition")
        key = "genre" if "genre" in parsed.value else "kind"
        raise ProblemError([parsed.problem((key,), "edition", message, hint)])
    layout = wanted_layout.layout_of(parsed, reading.layouts_folders, reading.layout)
    problems = schema.validate(parsed, layout.schema)
    value = parsed.value
    date = value.get("date")
    if isinstance(date, str) and collation.no_such_day(date):
        problems.append(_no_day(parsed, date))
    citable = reading.sources_for(file)
    filling = Filling(parsed, values or {})
    setting = Setting(
        parsed,
        layout.schema,
        citable,
        reading.assets,
        file.parent,
        hyphenate=layout.hyphenate,
        filling=filling,
    )
    tree = setting.set(value, layout.schema)
    problems += [
        *setting.problems,
        *_event_address_problems(parsed),
        *filling.problems,
        *filling.unused(),
    ]
    if citable is not None:
        problems += _unknown_citations(tree, parsed, citable)
        problems += _codes_without_address(parsed, citable)
    if problems or citable is None:
        raise ProblemError(problems)
    fields = {key: item for key, item in tree.items() if key not in _SHARED}
    codes = tuple(dict.fromkeys(value.get("qr", [])))
    coded = [name for name in codes if not addresses.is_address(name)]
    fields, listed = sources.numbered(fields, citable, coded)
    return Document(
        slug=slug,
        path=parsed.path,
        layout=layout,
        title=characters(tree["title"]),
        description=characters(tree["description"]),
        date=value["date"],
        piece=value.get("piece", layout.piece),
        lang=value.get("lang", "fr"),
        theme=value.get("theme", _USUAL_THEME),
        format=value.get("format", ""),
        qr=codes,
        fields=plain(fields),
        sources=listed,
        pictures=setting.pictures,
        licence=value.get("licence", ""),
        origin=value.get("origin", ""),
    )


def _is_edition(value: Mapping[str, Any]) -> bool:
    """Return whether a file has the kind of an edition, or keys of a group and none of a text."""
    if EDITION in (slug_of(str(value.get(key))) for key in ("kind", "genre")):
        return True
    return not {"layout", "title"} & set(value) and bool(_OF_GROUPS & set(value))


def _no_day(parsed: Parsed, date: str) -> Problem:
    message = tr("'{date}' is no day of the calendar", date=date)
    return parsed.problem(("date",), "wrong-value", message, tr("the months have 28 to 31 days"))


def _unknown_citations(
    tree: Mapping[str, Any], parsed: Parsed, citable: SourcesById
) -> list[Problem]:
    return [
        unknown_source(parsed, source, (key,), citable, fragment=f"[@{source}]")
        for key, item in tree.items()
        for source in dict.fromkeys(citations(item))
        if source not in citable
    ]


def _event_address_problems(parsed: Parsed) -> list[Problem]:
    """Return the problem of an event whose web address cannot be opened."""
    event = parsed.value.get("event")
    url = event.get("url") if isinstance(event, dict) else None
    if not isinstance(url, str) or addresses.leads_to_page(url):
        return []
    message = tr("'{url}' leads nowhere", url=shortened(url))
    hint = tr("as in https://exemple.fr/page")
    return [parsed.problem(("event", "url"), "wrong-form", message, hint)]


def _codes_without_address(parsed: Parsed, citable: SourcesById) -> list[Problem]:
    asked = parsed.value.get("qr")
    return [
        parsed.problem(
            ("qr", index),
            "no-address",
            tr("the source '{source}' has no address", source=source),
            tr("a QR code needs one: add its url where the source is listed, or leave it out"),
        )
        for index, source in enumerate(asked if isinstance(asked, list) else ())
        if isinstance(source, str) and source in citable and not citable[source].get("url")
    ]
