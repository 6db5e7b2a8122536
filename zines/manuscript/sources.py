"""content/sources.yaml, and the numbered list of sources at the end of a piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError
from zines.manuscript.french import addresses, collation
from zines.manuscript.schemas import schema
from zines.manuscript.text import Citation, Inline, Superscript
from zines.manuscript.text_setting import map_nodes, title
from zines.manuscript.yaml_files import yaml_reader

#: Kinds of sources that go out of date: they state when they were last read.
AGING = ("law", "ruling", "figure")
#: Kinds that are law. A piece states the earliest month in which one of its laws was last read.
_LAW = ("law", "ruling")
#: The form of ids in citations: [@code-numerique-belge].
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Source:
    """A source as it is printed; ``segments`` are those of its address, empty without one.

    ``law_checked`` is the earliest month in which a law of the piece was last read, in words. Only
    the last source of the list has it, and only if every law of the piece has a month.
    """

    id: str
    number: int
    title: tuple[Inline, ...]
    by: tuple[Inline, ...]
    date: tuple[Inline, ...]
    url: str
    segments: tuple[str, ...]
    note: tuple[Inline, ...]
    short: tuple[Inline, ...] = ()
    law_checked: tuple[Inline, ...] = ()


#: The sources of content/sources.yaml by id: valid, but not yet set. Each piece sets those it
#: cites.
SourcesById = Mapping[str, Mapping[str, Any]]


def load(file: Path, name: str, rules: Mapping[str, Any]) -> SourcesById:
    """Read the sources; raises ProblemError with every problem of the file."""
    parsed = yaml_reader.read_on(file, name)
    problems = schema.validate(parsed, rules)
    for key, fields in parsed.value.items():
        if not _ID.fullmatch(key):
            problems.append(
                parsed.problem(
                    (key,),
                    "source-id",
                    tr("the id '{key}' is not made of small letters, digits and hyphens", key=key),
                    tr("as in {example}", example=slug_of(key) or "code-numerique-belge"),
                    key=True,
                )
            )
        date = fields.get("date") if isinstance(fields, dict) else None
        if isinstance(date, str) and collation.no_such_day(date):
            message = tr("'{date}' is no day of the calendar", date=date)
            hint = tr("the months have 28 to 31 days; the month alone will do")
            problems.append(parsed.problem((key, "date"), "wrong-value", message, hint))
        url = fields.get("url") if isinstance(fields, dict) else None
        # The schema refuses addresses of any other form.
        web = re.fullmatch("https?://[^ ]+", url) if isinstance(url, str) else None
        if web and not addresses.leads_somewhere(web[0]):
            hint = tr(
                "as in https://exemple.fr/page; leave the url out when it is not known for sure"
            )
            problems.append(
                parsed.problem(
                    (key, "url"), "wrong-form", tr("'{url}' leads nowhere", url=url), hint
                )
            )
    if problems:
        raise ProblemError(problems)
    sources: SourcesById = parsed.value
    return sources


def _typeset(key: str, number: int, fields: Mapping[str, Any]) -> Source:
    url = fields.get("url", "")
    date = collation.date_in_words(fields["date"]) if "date" in fields else ""
    # Laws and rulings are named by their day (loi du 29 juillet 1881), which is not printed twice.
    if " " in date and re.search(rf"(?<!\d){date}(?!\d)", " ".join(fields["title"].split())):
        date = ""
    return Source(
        id=key,
        number=number,
        title=title(fields["title"], published=True),
        by=title(fields.get("by", "")),
        date=title(date),
        url=url,
        segments=addresses.segments(url) if url else (),
        note=title(fields.get("note", "")),
        short=title(fields.get("short", ""), published=True),
    )


def numbered(
    tree: Any, sources: SourcesById, also: Iterable[str] = ()
) -> tuple[Any, tuple[Source, ...]]:
    """Number the citations of a document in reading order.

    Returns the tree with its numbers, and the sources in that order. ``also`` names sources that
    end the list without being cited. Every id must be in ``sources``.
    """
    numbers: dict[str, int] = {}

    def number(node: Any) -> Any:
        if isinstance(node, Citation):
            return replace(node, number=numbers.setdefault(node.source, len(numbers) + 1))
        return node

    tree = _rising(map_nodes(tree, number))
    for name in also:
        numbers.setdefault(name, len(numbers) + 1)
    listed = [_typeset(name, n, sources[name]) for name, n in numbers.items()]
    if month := _law_checked([sources[name] for name in numbers]):
        listed[-1] = replace(listed[-1], law_checked=title(collation.date_in_words(month)))
    return tree, tuple(listed)


def _rising(tree: Any) -> Any:
    """Return plain values in which the numbers of a row of calls rise: 1, 3 and not 3, 1."""
    if isinstance(tree, dict):
        return {key: _rising(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_rising(item) for item in tree]
    if not isinstance(tree, tuple):
        return replace(tree, children=_rising(tree.children)) if hasattr(tree, "children") else tree
    nodes = [_rising(node) for node in tree]
    row: list[int] = []
    for index, node in enumerate((*nodes, None)):
        if isinstance(node, Citation):
            row.append(index)
        # (Calls of one row have a raised comma between them.)
        elif row and not (isinstance(node, Superscript) and node.value.startswith(",")):
            calls = sorted((nodes[place] for place in row), key=lambda call: call.number)
            for place, call in zip(row, calls, strict=True):
                nodes[place] = call
            row = []
    return tuple(nodes)


def _law_checked(cited: Iterable[Mapping[str, Any]]) -> str:
    """Return the earliest month in which a cited law was read; empty if a law has no month."""
    months = [source.get("checked", "") for source in cited if source["kind"] in _LAW]
    return min(months, default="")
