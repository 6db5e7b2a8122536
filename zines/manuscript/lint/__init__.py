"""Lint: what a careful proof-reader would say of a text that is read without error.

Each rule is entered in :data:`rules.RULES` beside the function that looks for it; docs/checks.md is
written from there. Rules look at the file as it was written, so that each finding has its line and
column; they never raise, whatever a file holds, and may be run on a file that the schema refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from zines.base.problems import Problem, in_order
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.lint import (
    aging,
    aloud,
    alternatives,
    calls,
    characters,
    citations,
    easy,
    facts,
    forms,
    links,
    posters,
    reading,
    spelling,
)
from zines.manuscript.lint.citations import uncited_sources
from zines.manuscript.lint.contrast import palettes
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import RULES, Rule
from zines.manuscript.sources import SourcesById
from zines.manuscript.yaml_files.parsed import Parsed, Trail

__all__ = [
    "RULES", "Rule", "Said", "cited", "document", "organisation", "palettes", "sources",
    "uncited_sources",
]  # fmt: skip

#: A text and where it stands.
Said = tuple[Trail, str]
#: So many of them are known at most.
_MOST_GOOD = 4096
_TEXTS: tuple[Callable[[ContentFile], Iterator[Finding]], ...] = (
    characters.hidden_texts,
    characters.leftovers,
    spelling.spelling,
    reading.capitals,
    links.in_texts,
)
_DOCUMENTS = (
    *_TEXTS,
    reading.sentences,
    aloud.texts,
    easy.texts,
    reading.relative_dates,
    facts.facts,
    citations.malformed,
    facts.laws,
    citations.uncited_codes,
    alternatives.alternatives,
    links.in_codes,
    forms.notices,
    calls.calls,
    posters.words,
    posters.black_posters,
    aging.stale,
)


def document(
    parsed: Parsed, layout: Layout, all_sources: SourcesById | None = None, month: str = ""
) -> list[Problem]:
    """Return what lint says of a document.

    ``all_sources`` are those of content/sources.yaml by id, None where it could not be read;
    ``month`` is the present one, as 2026-11, by which sources are too old.
    """
    file = ContentFile(parsed, layout.schema, layout, all_sources or {}, month)
    return _problems(file, _DOCUMENTS)


def sources(parsed: Parsed) -> list[Problem]:
    """Return what lint says of content/sources.yaml."""
    return _problems(ContentFile(parsed, layouts.shipped_schema("sources")), _TEXTS)


def organisation(parsed: Parsed, good: set[Said] | None = None) -> list[Problem]:
    """Return what lint says of content/organisation.yaml or of an edition.

    ``good`` are texts of which nothing was said in other editions: of rows of a table, many say the
    same. Those of this one are added.
    """
    file = ContentFile(parsed, layouts.shipped_schema("organisation"))
    if good is None:
        return _problems(file, _TEXTS)
    file.passages = [one for one in file.passages if (one.trail, one.text) not in good]
    found = _problems(file, _TEXTS)
    if not found:
        if len(good) > _MOST_GOOD:
            good.clear()
        good.update((one.trail, one.text) for one in file.passages)
    return found


def cited(parsed: Parsed, layout: Layout) -> set[str]:
    """Return the ids of the sources that a document cites or prints as a QR code."""
    file = ContentFile(parsed, layout.schema, layout)
    used = {source for passage in file.passages for source in passage.citations}
    return used | set(citations.coded(parsed.value))


def _problems(
    file: ContentFile, checks: Iterable[Callable[[ContentFile], Iterator[Finding]]]
) -> list[Problem]:
    findings = [finding for check in checks for finding in check(file)]
    return in_order([*characters.hidden_in_file(file), *map(file.problem, findings)])
