"""Rules on citations: written in the form that the program reads, and no source is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, Problem
from zines.manuscript.french import addresses
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import Parsed, shortened

_NEARLY = re.compile(
    r"(?<!\\)(?:\[(?: @|@(?![A-Za-z0-9][A-Za-z0-9_-]*\]))|\(@(?P<id>[A-Za-z0-9][A-Za-z0-9_-]*)\))"
)


@rule(
    "citation-form",
    ERROR,
    "A",
    what=mark("""
        Something looks like a citation and is none: two ids in one pair of brackets, a page after
        the id, a space or a line's end inside, round brackets.
    """),
    why=mark(
        "It is printed as it stands, brackets and all, and its source is missing from the list."
    ),
    mend=mark(r"""
        Write one id in each pair of brackets, on one line, and the page in words. To print such
        brackets, write `\[@`.
    """),
    fails="""
        front: "Un fait [@rgpd; @loi]."
    """,
    passes="""
        front: "Un fait [@rgpd][@loi], page 4."
    """,
)
def malformed(file: ContentFile) -> Iterator[Finding]:
    """Yield what looks like a citation but is not one, and would be printed as it stands."""
    for passage in file.passages:
        if passage.form in ("body", "line"):
            for match in _NEARLY.finditer(passage.text) if "@" in passage.text else ():
                if match["id"] and match["id"] not in file.sources:
                    # (An account, such as @collectif, in brackets.)
                    continue
                written = passage.text[match.start() : match.start() + 30].split("\n")[0]
                message = tr("'{text}' is no citation, and is printed as it stands", text=written)
                hint = tr(
                    "one id in each pair of brackets, on one line: [@one][@two]; to print it: \\[@"
                )
                yield Finding("citation-form", passage.trail, message, hint, match.start())


@rule(
    "qr-uncited",
    INFO,
    "U",
    what=mark("A source has a QR code, and the text does not cite it."),
    why=mark("""
        A reader cannot know what the code is about. Custom, not law: the code of one's own site is
        a good reason.
    """),
    mend=mark("Cite it where it is spoken of."),
    fails="qr: [convention-2023]",
    passes="""
        front: |
          Un fait [@convention-2023].
        qr: [convention-2023]
    """,
)
def uncited_codes(file: ContentFile) -> Iterator[Finding]:
    """Yield sources that have a QR code and are not cited."""
    cited = {source for passage in file.passages for source in passage.citations}
    for index, name in enumerate(coded(file.parsed.value)):
        if name not in cited:
            yield Finding(
                "qr-uncited",
                ("qr", index),
                tr("'{name}' has a QR code and is cited nowhere in the text", name=name),
                tr("cite it where it is spoken of: [@{name}]", name=name),
            )


def coded(value: Mapping[str, Any]) -> list[str]:
    """Return the ids of the sources that have a QR code."""
    listed = value.get("qr")
    words = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    return [name for name in words if not addresses.is_address(name)]


@rule(
    "source-uncited",
    INFO,
    "U",
    what=mark("""
        Sources of `content/sources.yaml` that no document cites, all in one line, at the first of
        them. Only when every document is checked.
    """),
    why=mark("""
        It may be a misspelt id, or a text that was dropped. A stock of sources for texts to come is
        fine. Custom, not law.
    """),
    mend=mark("Cite them, or say why not in `unused:`."),
    fails="""
        # content/sources.yaml, cited by no document
        un-livre: {title: Un livre, kind: book}
    """,
    passes="""
        # content/sources.yaml, cited by no document
        un-livre: {title: Un livre, kind: book, unused: le texte qui le cite est à venir}
    """,
)
def uncited_sources(parsed: Parsed, used: Iterable[str]) -> list[Problem]:
    """Return one problem about all sources that no document uses, placed at the first of them.

    ``parsed`` is content/sources.yaml; ``used`` are the sources that documents use.
    """
    sources: Mapping[str, Any] = parsed.value
    seen = set(used)
    idle = [name for name in sources if name not in seen and not _kept_back(sources[name])]
    if not idle:
        return []
    file = ContentFile(parsed, {})
    names = shortened(", ".join(idle))
    finding = Finding(
        "source-uncited",
        (idle[0],),
        tr(
            "{count} of {all} sources are cited by no document: {names}",
            count=len(idle),
            all=len(sources),
            names=names,
        ),
        tr("cite them, or say why not in 'unused:'"),
    )
    return [file.problem(finding)]


def _kept_back(source: Any) -> bool:
    """Return whether a source states why no document cites it."""
    return isinstance(source, dict) and bool(source.get("unused"))
