"""Small documents for lint, with real layouts and three sources."""

from __future__ import annotations

import re
from functools import cache

from tests.helpers import LAYOUT_FOLDERS, SOURCES
from zines.base.problems import Problem
from zines.manuscript import layouts, lint
from zines.manuscript.layouts import Layout
from zines.manuscript.yaml_files import yaml_reader

KNOWN = yaml_reader.parse(SOURCES, "sources.yaml").value

#: Each key has one line, so that it can be replaced.
TRACT = """\
layout: tract
title: Un titre
date: "2023-09-16"
description: Un essai.
headline: [Une idée]
front: Un texte.
back_title: Au verso
back: Un autre texte.
"""
POSTER = """\
layout: poster
title: Un titre
date: "2023-09-16"
description: Un essai.
slogan: [Une idée]
line: Un texte.
"""
BOOKLET = """\
layout: booklet
title: Un titre
date: "2023-09-16"
description: Un essai.
cover: {lines: [Un livret]}
foreword: Un texte.
chapters: [{title: Un chapitre, sections: [{kind: text, body: Un texte.}]}]
contact: {title: Qui contacter}
"""


@cache
def layout(name: str) -> Layout:
    return layouts.load(LAYOUT_FOLDERS, name)


def with_keys(base: str, fragment: str) -> str:
    """Return a document with the keys of a fragment in place of its own; the fragment is last."""
    keys = set(re.findall(r'^"?(\w+)"?:', fragment, re.MULTILINE))
    kept = [line for line in base.splitlines() if line.split(":")[0] not in keys]
    return "\n".join([*kept, fragment])


def lint_text(text: str, known: object = None) -> list[Problem]:
    parsed = yaml_reader.parse(text, "a.yaml")
    sources = KNOWN if known is None else known
    return lint.document(parsed, layout(parsed.value["layout"]), sources)  # type: ignore[arg-type]


def lint_fragment(fragment: str, base: str = TRACT) -> list[Problem]:
    """Return the problems of lint for a fragment; lines count from its first line."""
    text = with_keys(base, fragment)
    first = text.count("\n") - fragment.count("\n")
    return [
        Problem(
            one.code, one.message, one.hint, one.path, one.line - first, one.column, one.severity
        )
        for one in lint_text(text)
    ]
