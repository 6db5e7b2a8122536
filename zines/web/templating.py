"""Templates: the only module that names Jinja."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zines.base.language import spoken, tr, tr_n
from zines.web.choice_labels import label


@cache
def environment(folder: Path) -> Environment:
    """Return Jinja, which escapes whatever comes out of a text, and knows every name or fails."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # (What templates say goes through the catalogue of messages, like all else.)
    made.globals |= {"tr": tr, "tr_n": tr_n, "spoken": spoken, "choice_label": label}
    made.filters["narrow"] = narrow
    return made


def narrow(title: str) -> str:
    """Return a title that may break between any two words: columns of pictures are narrow.

    On paper, words that belong together stay so; kept whole here, they would break within a word.
    """
    return re.sub(r"(?<=\w)\u00a0(?=\w)", " ", title)
