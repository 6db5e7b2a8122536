"""Lint: what a careful proof-reader would say of a text that is read without error.

Each rule is one row of :data:`rules.RULES` and one section of docs/checks.md. Rules look at the
file as it was written, so that each finding has its line and column; they never raise, whatever a
file holds, and may be asked of a file that the schema refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from zines.base.problems import Problem, in_order
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.lint import (
    alternatives,
    characters,
    easy,
    facts,
    forms,
    links,
    reading,
    spelling,
)
from zines.manuscript.lint.contrast import palettes
from zines.manuscript.lint.passages import Copy, Finding
from zines.manuscript.lint.rules import RULES, Rule
from zines.manuscript.parsed import Parsed, shortened
from zines.manuscript.sources import Known

__all__ = [
    "RULES", "Rule", "cited", "document", "organisation", "palettes", "sources", "uncited",
]  # fmt: skip

_TEXTS: tuple[Callable[[Copy], Iterator[Finding]], ...] = (
    characters.hidden_texts,
    characters.leftovers,
    spelling.spelling,
    spelling.capitals,
    links.in_texts,
)
_DOCUMENTS = (
    *_TEXTS,
    reading.sentences,
    easy.texts,
    reading.relative_dates,
    facts.facts,
    reading.citations,
    facts.laws,
    reading.uncited_codes,
    alternatives.alternatives,
    links.in_codes,
    forms.notices,
    forms.black_posters,
)


def document(parsed: Parsed, layout: Layout, known: Known | None = None) -> list[Problem]:
    """Return what lint says of a document; ``known`` are the sources, None when they are broken."""
    return _told(Copy(parsed, layout.schema, layout, known or {}), _DOCUMENTS)


def sources(parsed: Parsed) -> list[Problem]:
    """Return what lint says of content/sources.yaml."""
    return _told(Copy(parsed, layouts.shipped_schema("sources")), _TEXTS)


def organisation(parsed: Parsed) -> list[Problem]:
    """Return what lint says of content/organisation.yaml or of an edition."""
    return _told(Copy(parsed, layouts.shipped_schema("organisation")), _TEXTS)


def cited(parsed: Parsed, layout: Layout) -> set[str]:
    """Return the ids of the sources that a document cites or prints as a QR code."""
    copy = Copy(parsed, layout.schema, layout)
    return {one for passage in copy.passages for one in passage.citations} | set(
        reading.coded(parsed.value)
    )


def uncited(parsed: Parsed, used: Iterable[str]) -> list[Problem]:
    """Return one note on the sources that no document uses; ask only when all were looked at.

    ``parsed`` is content/sources.yaml. One note for all, at the first: a list of sources may well
    be longer than what is cited so far.
    """
    value: Any = parsed.value
    seen = set(used)
    idle = [name for name in value if name not in seen] if isinstance(value, dict) else []
    if not idle:
        return []
    copy = Copy(parsed, {})
    names = shortened(", ".join(idle))
    found = Finding(
        "source-uncited",
        (idle[0],),
        0,
        f"{len(idle)} of {len(value)} sources are cited by no document: {names}",
        "cite them, or leave them for later",
    )
    return [copy.problem(found)]


def _told(copy: Copy, checks: Iterable[Callable[[Copy], Iterator[Finding]]]) -> list[Problem]:
    found = [copy.problem(one) for check in checks for one in check(copy)]
    return in_order([*characters.hidden_in_file(copy), *found])
