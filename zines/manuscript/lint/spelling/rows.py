"""A row of a rule on spelling: a pattern of what hurried hands type, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from zines.base.language import tr
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.yaml_files.parsed import shortened


class Row(NamedTuple):
    """A pattern, what each match should be instead (empty, or the same: it is right), and why."""

    code: str
    pattern: re.Pattern[str]
    better: Callable[[re.Match[str]], str]
    hint: str
    #: False if words of somebody else, such as titles of sources, are checked too.
    own: bool = True
    #: Signs without which a text has no match; 0 stands for any digit, a for any letter.
    signs: str = "a"


def matches(file: ContentFile, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield each match of rows in the texts of a file, with its correction."""
    for passage in file.passages:
        missing = passage.signs.isdisjoint
        for code, pattern, better, hint, own, signs in rows:
            if missing(signs) or (own and passage.quoted):
                continue
            for match in pattern.finditer(passage.shown):
                wanted = better(match)
                named = "word" if match.groupdict().get("word") else 0
                if wanted not in ("", match[named]):
                    message = tr(
                        "'{text}' is written '{wanted}' in French",
                        text=shortened(match[named]),
                        wanted=wanted,
                    )
                    yield Finding(code, passage.trail, message, tr(hint), match.start(named))
