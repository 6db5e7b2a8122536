"""The papers to choose from: each with its shelves and its words for the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zines.base.manifest_entry import Role
from zines.base.outputs import Output, of_format
from zines.base.problems import Problem, ProblemError, at, in_order
from zines.manuscript import documents, shelves
from zines.manuscript.documents import Document
from zines.manuscript.french.collation import date_in_words
from zines.manuscript.shelves import Shelf, Shelves
from zines.manuscript.text import characters
from zines.workshop.catalogue import paper_search
from zines.workshop.production import equipment
from zines.workshop.project import Entry, Project, entries, with_shown_paths

SHELVES = "content/shelves.yaml"
#: Stands for all outputs of a role, in place of the name of one.
ALL_SIZES = "all"


@dataclass(frozen=True)
class OutputSize:
    """One of several outputs of a role: its name and its label, such as a3 and A3."""

    name: str
    label: str
    role: Role


@dataclass(frozen=True)
class Paper:
    """One document to choose; ``kind`` is the kind of piece, with which names of files start.

    ``words`` are all that the search looks in (:func:`paper_search.words_of`); ``own``: it is in
    the project itself.
    ``subjects``, ``places`` and ``kinds`` are names of shelves.
    ``trim`` is the size of its pages as in outputs.yaml, ``roles`` are those it is printed in;
    ``sizes`` are its outputs if a role has several. ``licence`` is one of
    :data:`zines.base.law.LICENCES`, or empty; ``law_checked`` is the month in which the laws that
    it cites were last checked, in words; empty if it cites none. ``is_fillable``: its lines are
    fields in files for screens.
    """

    slug: str
    kind: str
    title: str
    description: str
    date: str
    words: str
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[Role, ...]
    trim: str
    own: bool = False
    sizes: tuple[OutputSize, ...] = ()
    lang: str = "fr"
    licence: str = ""
    law_checked: str = ""
    is_fillable: bool = False

    def size_for(self, role: Role, chosen: str) -> str:
        """Return the output of a role that is printed: the chosen one, else the first of its own.

        ``chosen`` may be ALL_SIZES; the answer is empty if the role has no sizes to choose from.
        """
        own = [one.name for one in self.sizes if one.role == role]
        if not own:
            return ""
        return chosen if chosen in (*own, ALL_SIZES) else own[0]

    @property
    def day(self) -> str:
        """The date of the document, in words."""
        return date_in_words(self.date) if self.date else ""


@dataclass(frozen=True)
class Catalogue:
    """All papers that can be read, their shelves, and the problems of the others."""

    papers: tuple[Paper, ...]
    shelves: Shelves
    problems: tuple[Problem, ...] = ()

    def paper(self, slug: str) -> Paper | None:
        """Return the paper with this slug, or None."""
        return next((one for one in self.papers if one.slug == slug), None)

    def kinds(self) -> list[str]:
        """Return all kinds, those with most papers first."""
        count = Counter(one.kind for one in self.papers)
        return sorted(count, key=lambda kind: (-count[kind], kind))

    def kit(self, name: str) -> Shelf | None:
        """Return the kit with this name, or None."""
        return next((one for one in self.shelves.kits if one.name == name), None)

    def of_kit(self, kit: Shelf) -> list[Paper]:
        """Return the papers of a kit, in the order of the kit."""
        found = [self.paper(slug) for slug in kit.papers]
        return [one for one in found if one]


def catalogue(project: Project) -> Catalogue:
    """Return the papers to choose from, with all problems; raises only OSError."""
    reading, problems = equipment.reading(project)
    try:
        file = project.file(SHELVES)
        known = shelves.load(file, project.named(file)) if file.is_file() else Shelves()
    except ProblemError as error:
        known, problems = Shelves(), [*problems, *error.problems]
    found = []
    for entry in entries(project):
        name = project.named(entry.file)
        try:
            document = documents.load(entry.file, name, entry.slug, reading)
        except ProblemError as error:
            problems += at(error.problems, name)
            continue
        found.append(_paper(entry, document, known, project))
    # The most common kinds come first: tracts and posters, then papers to fill in.
    order = Catalogue(tuple(found), known).kinds()
    found.sort(key=lambda one: (order.index(one.kind), one.slug))
    return Catalogue(tuple(found), known, tuple(in_order(with_shown_paths(problems, project))))


def matching(
    papers: Iterable[Paper], *, search: str = "", kind: str = "", subject: str = "", place: str = ""
) -> list[Paper]:
    """Return the papers that contain every word of ``search``, with this kind and these shelves.

    Those with most of the words in their kind and title come first: *lettre adresse* finds letters
    before tracts that speak of a letter.
    """
    words = paper_search.searched(search)
    found = [
        one
        for one in papers
        if (not kind or one.kind == kind)
        and (not subject or subject in one.subjects)
        and (not place or place in one.places)
        and all(paper_search.has(one.words, word) for word in words)
    ]

    def in_title(one: Paper) -> int:
        title = paper_search.folded(f"{one.kind} {one.title}")
        return sum(paper_search.has(title, word) for word in words)

    return sorted(found, key=in_title, reverse=True)


def alike(papers: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """Return the slugs of papers that have their title and kind in common with another.

    Each is given by its slug, its title and its kind.
    """
    by_name: dict[tuple[str, str], list[str]] = {}
    for slug, title, kind in papers:
        by_name.setdefault((title.strip().casefold(), kind), []).append(slug)
    return frozenset(slug for slugs in by_name.values() if len(slugs) > 1 for slug in slugs)


def nowhere(papers: Sequence[Paper], search: str) -> list[str]:
    """Return the words of a search, as typed, that no paper has."""
    missing = {
        word
        for word in paper_search.searched(search)
        if not any(paper_search.has(one.words, word) for one in papers)
    }
    return [typed for typed in search.split() if missing & {*paper_search.searched(typed)}]


def _paper(entry: Entry, document: Document, known: Shelves, project: Project) -> Paper:
    outputs = document.layout.outputs
    own = of_format(outputs, document.format)
    shelf_labels = [
        one.label
        for one in (*known.subjects, *known.places, *known.kinds)
        if one.holds(document.slug)
    ]
    texts = document.piece, document.title, document.description, *shelf_labels
    return Paper(
        slug=document.slug,
        kind=document.piece,
        title=document.title,
        description=document.description,
        date=document.date,
        words=paper_search.words_of(document.fields, own, texts),
        subjects=tuple(one.name for one in known.subjects if one.holds(document.slug)),
        places=tuple(one.name for one in known.places if one.holds(document.slug)),
        kinds=tuple(one.name for one in known.kinds if one.holds(document.slug)),
        roles=tuple(dict.fromkeys(one.role for one in outputs)),
        trim=outputs[0].trim,
        own=entry.file.is_relative_to(project.content),
        sizes=tuple(_sizes(own)),
        lang=document.lang,
        licence=document.licence,
        law_checked=characters(document.sources[-1].law_checked) if document.sources else "",
        is_fillable=document.layout.fillable,
    )


def _sizes(outputs: Sequence[Output]) -> Iterator[OutputSize]:
    roles = [one.role for one in outputs]
    for one in outputs:
        if roles.count(one.role) > 1 and one.label:
            yield OutputSize(one.name, one.label, one.role)
