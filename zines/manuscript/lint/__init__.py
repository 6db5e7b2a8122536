"""Lint: what a careful proof-reader would report about a text that has no errors of form.

Each rule is entered in :data:`rules.RULES` beside the function that checks it; docs/checks.md is
written from there. Rules read the file as it was written, so that each finding has its line and
column. They never raise, whatever a file contains, and may be run on a file that the schema
refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from zines.base.problems import Problem, in_order
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.lint import (
    aging,
    aloud,
    alternatives,
    calendar_days,
    calls,
    characters,
    citations,
    clock_hours,
    contacts,
    easy,
    facts,
    forms,
    links,
    posters,
    reading,
    run_on_lines,
)
from zines.manuscript.lint.citations import uncited_sources
from zines.manuscript.lint.contrast import palettes
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import RULES, Rule
from zines.manuscript.lint.spelling import (
    accents_and_ordinals,
    capitals,
    hyphens,
    inclusive_dots,
    lost_letters,
    lost_spaces,
    repeated_words,
    signs,
    typing_slips,
)
from zines.manuscript.sources import SourcesById
from zines.manuscript.yaml_files.parsed import Parsed, Trail

__all__ = [
    "RULES", "Rule", "Said", "cited", "document", "organisation", "palettes", "sources",
    "uncited_sources",
]  # fmt: skip

#: A text, and the trail to it.
Said = tuple[Trail, str]
#: The most good texts that are remembered.
_MOST_GOOD = 4096
_TEXTS: tuple[Callable[[ContentFile], Iterator[Finding]], ...] = (
    characters.hidden_texts,
    characters.leftovers,
    accents_and_ordinals.letters,
    inclusive_dots.dots,
    typing_slips.slips,
    lost_letters.letters,
    lost_spaces.spaces,
    hyphens.hyphens,
    capitals.capitals,
    repeated_words.words,
    signs.doubled,
    signs.unpaired,
    signs.typed,
    contacts.contacts,
    calendar_days.days,
    clock_hours.hours,
    clock_hours.days,
    reading.capitals,
    run_on_lines.lines,
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
    parsed: Parsed,
    layout: Layout,
    all_sources: SourcesById | None = None,
    today: date | None = None,
) -> list[Problem]:
    """Return the problems that lint finds in a document.

    ``all_sources`` are those of content/sources.yaml by id, None if it could not be read. ``today``
    is the present day: sources get old, and days of events are over. None does not look at it.
    """
    file = ContentFile(parsed, layout.schema, layout, all_sources or {}, today)
    return _problems(file, _DOCUMENTS)


def sources(parsed: Parsed) -> list[Problem]:
    """Return the problems that lint finds in content/sources.yaml."""
    return _problems(ContentFile(parsed, layouts.shipped_schema("sources")), _TEXTS)


def organisation(
    parsed: Parsed, good: set[Said] | None = None, today: date | None = None
) -> list[Problem]:
    """Return the problems that lint finds in content/organisation.yaml or in an edition.

    ``good`` are texts without problems in other editions, since many rows of a table have the same
    texts; they are skipped. The texts of this edition are added if it has no problem.
    ``today`` is the present day: days of events are over. None does not look at it.
    """
    file = ContentFile(parsed, layouts.shipped_schema("organisation"), today=today)
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
